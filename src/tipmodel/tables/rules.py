"""What is told of files and of their cells: what is refused, and what was read otherwise."""

from ..core.issues import Rule, Severity, notice, rules_among

FILE_TOO_LARGE = Rule("file.too_large", "The file is too large; the limit is {most} MB.")
NOT_A_SPREADSHEET = Rule("sheet.unreadable", "The file could not be read as a spreadsheet.")
NOT_CSV = Rule("csv.malformed", "The file could not be read as CSV (line {line}).")
SHEET_TOO_LARGE = Rule(
    "sheet.too_large", "The sheet is too large; the limit is {rows} rows and {columns} columns."
)
NO_SHEET = Rule("sheet.not_found", "This workbook has no sheet called “{noun}”.")
ONE_CLASS = Rule("table.several_classes", "One table can hold only one kind of record.")
NO_HEADINGS = Rule("sheet.no_headings", "No column headings were found in the first rows.")
HEADING_REPEATED = Rule("sheet.heading_repeated", "This heading is used for more than one column.")
COLUMN_MISSING = Rule(
    "sheet.column_missing", "{field} is required, but the table has no column for it."
)
VALUE_WITHOUT_HEADING = Rule(
    "sheet.value_without_heading", "There is a value in a column without a heading."
)
CELL_TOO_LONG = Rule(
    "cell.too_long", "{field} is too long for a cell of a sheet; the limit is {most} characters."
)
AMBIGUOUS_DATE = Rule(
    "date.ambiguous",
    "{field} can mean {first} or {second}. Write the year, month and day, such as {form}.",
)
MIXED_DIGITS = Rule("digits.mixed", "{field} mixes different kinds of digits; use one kind.")

COLUMN_IGNORED = notice(
    "sheet.column_ignored",
    "The heading is not known, so the column was not read.",
    hint="Correct the heading if you need the column.",
)
COLUMN_KEPT = notice(
    "sheet.column_kept",
    "The heading is not known, so the column was kept as additional data.",
    hint="Correct the heading if the column belongs to the record.",
)
DIGITS_READ = notice(
    "cell.digits_read",
    "{field} was typed with Arabic or Persian digits and read as 0–9.",
    hint="Nothing needs to be done.",
)
SPELLING_READ = notice(
    "cell.spelling_read",
    "What is written in {field} was read as a value of the list, although it is spelled differently.",
    hint="Choose the value from the list if another is meant.",
)
OWN_WORDS = notice(
    "cell.own_words",
    "What is written in {field} is not in the list; it was kept as it is.",
    hint="Choose a value from the list if one fits.",
)
ID_AGAIN = notice(
    "sheet.id_again",
    "This identifier is also used in an earlier row.",
    hint="Check whether the same person or thing was entered twice.",
)

FILE_RULES = rules_among(globals(), Severity.ERROR)
"""Every rule for which a file or a cell is refused, in the order above."""

NOTICES = rules_among(globals(), Severity.NOTICE)
"""Every notice about a value that was read otherwise than it stands in the file."""
