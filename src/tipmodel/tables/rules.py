"""What is told of files and of their cells: what is refused, and what was read otherwise."""

from ..core.issues import Rule, Severity, notice, rules_among

FILE_TOO_LARGE = Rule("file.too_large", "The file is too large; the limit is {most} MB.")
NOT_A_SPREADSHEET = Rule("sheet.unreadable", "This is not a spreadsheet that can be read.")
NOT_CSV = Rule("csv.malformed", "This is not a table in CSV (line {line}).")
SHEET_TOO_LARGE = Rule(
    "sheet.too_large", "The sheet is too large; the limit is {rows} rows and {columns} columns."
)
NO_SHEET = Rule("sheet.not_found", "No sheet of this workbook is about {noun}.")
ONE_CLASS = Rule("table.several_classes", "A table holds records of one class only.")
NO_HEADINGS = Rule("sheet.no_headings", "None of the first rows holds the headings of columns.")
HEADING_REPEATED = Rule("sheet.heading_repeated", "This heading stands over more than one column.")
COLUMN_MISSING = Rule("sheet.column_missing", "There is no column for the required field {field}.")
VALUE_WITHOUT_HEADING = Rule(
    "sheet.value_without_heading", "There is a value in a column without a heading."
)
CELL_TOO_LONG = Rule(
    "cell.too_long", "{field} is too long for a cell of a sheet; the limit is {most} characters."
)
AMBIGUOUS_DATE = Rule(
    "date.ambiguous",
    "{field} can mean {first} or {second}. Write the date as {form}.",
)
MIXED_DIGITS = Rule("digits.mixed", "{field} mixes different kinds of digits.")

COLUMN_IGNORED = notice(
    "sheet.column_ignored",
    "The heading is not known, so this column was left out.",
    hint="Correct the heading if the column is needed.",
)
COLUMN_KEPT = notice(
    "sheet.column_kept",
    "The heading is not known; the column was kept as additional data.",
    hint="Correct the heading if the column belongs to the record.",
)
DIGITS_READ = notice(
    "cell.digits_read",
    "{field} was read with Latin digits.",
    hint="Nothing needs to be done.",
)
SPELLING_READ = notice(
    "cell.spelling_read",
    "What is written in {field} was read as a value of the list.",
    hint="Choose the value from the list if another is meant.",
)
OWN_WORDS = notice(
    "cell.own_words",
    "What is written in {field} is not in the list and was kept as it is.",
    hint="Choose a value from the list if one fits.",
)
ID_AGAIN = notice(
    "sheet.id_again",
    "{field}: this identifier stands in an earlier row too.",
    hint="Check whether one person or thing was written down twice.",
)

FILE_RULES = rules_among(globals(), Severity.ERROR)
"""Every rule for which a file or a cell is refused, in the order above."""

NOTICES = rules_among(globals(), Severity.NOTICE)
"""Every notice about a value that was read otherwise than it stands in the file."""
