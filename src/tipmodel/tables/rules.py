"""The rules about files and their cells: what is refused, and what was normalised."""

from ..core.issues import Rule, Severity, notice, rules_among
from ..i18n.phrase import Phrase

FILE_TOO_LARGE = Rule("file.too_large", "The file is too large; the limit is {most} MB.")
NOT_A_SPREADSHEET = Rule("sheet.unreadable", "The file could not be read as a spreadsheet.")
NOT_AN_ARCHIVE = Rule(
    "file.not_an_archive", "The file could not be read as a ZIP archive with tables in CSV."
)
NOT_PARQUET = Rule("file.not_parquet", "The file could not be read as Parquet.")
PROTECTED = Rule(
    "file.protected",
    "The file is protected by a password. Remove the password in the program it was made with.",
)
WRONG_SUFFIX = Rule(
    "file.wrong_suffix",
    "This is a file of another kind: {kind}. Open it in a spreadsheet program and save it as an Excel workbook (xlsx).",
)
NOT_CSV = Rule("csv.malformed", "The file could not be read as CSV (line {line}).")
QUOTES = Rule(
    "csv.quotes",
    "The quotation marks of this row are not right: one that opens a cell is never closed, or one inside a cell is not doubled. Correct them, or save the file again in a spreadsheet program.",
)
ROW_TOO_LONG = Rule(
    "csv.row_too_long",
    "This row has {found} cells, but there are {expected} headings; is a comma not in quotation marks?",
)
ENCODING = Rule(
    "csv.encoding",
    "This row is not text in UTF-8; it seems to be {encoding}. Save the file as “CSV UTF-8”, or state the encoding: --encoding {encoding}, or encoding= in Python.",
)
SHEET_TOO_LARGE = Rule(
    "sheet.too_large", "The sheet is too large; the limit is {rows} rows and {columns} columns."
)
SHEET_TOO_LARGE_TO_MARK = Rule(
    "sheet.too_large_to_mark", "The workbook is too large to be marked; the limit is {most} MB."
)
NO_SHEET = Rule("sheet.not_found", "This workbook has no sheet called “{noun}”.")
ONE_CLASS = Rule("table.several_classes", "One table can hold only one kind of record.")
NO_HEADINGS = Rule(
    "sheet.no_headings",
    "No column headings were recognized in the first rows. Write them in one row above the values, as in the sheets of tipmodel template.",
)
NUMBERS_OF_PEOPLE = Rule(
    "sheet.numbers_of_people",
    "This table seems to give numbers of people, not a row for each of them. Leave out this heading if each row is a person, {nothing}: with --map on the command line, or headings= in Python.",
)
FORM = Rule(
    "sheet.form",
    "The headings stand in a column here, as in a form for one record. Write them in one row, and each record in a row below it.",
)
HEADING_REPEATED = Rule(
    "sheet.heading_repeated",
    "This heading is used for more than one column. Keep one of them, or rename the others.",
)
COLUMN_MISSING = Rule(
    "sheet.column_missing", "{field} is required, but the table has no column for it."
)
HEADING_UNKNOWN = Rule(
    "sheet.heading_unknown",
    "The heading is not known, and fewer than half of the headings of this table are. Check that the right kind of sheet is read, and correct the headings, or say what they mean, such as {example}: with --map on the command line, or headings= in Python.",
)
COLUMN_UNREAD = Rule(
    "sheet.column_unread",
    "No field has this heading, so the column would be left out. Correct the heading, or allow it in Python with notice= or namespace=.",
)
SHEET_UNREAD = Rule(
    "sheet.unread",
    "The sheet “{sheet}” would not be read. Read it on its own, or allow it with notice= in Python.",
)
ROW_UNREAD = Rule(
    "sheet.row_unread",
    "This row would be skipped, because it does not look like a record. Delete it, or allow it with notice= in Python.",
)
GROUPED_HEADINGS = Rule(
    "sheet.grouped_headings",
    "The headings take two rows here, and this one was not understood. Write each heading in one cell, or say what it means, such as {example}: with --map on the command line, or headings= in Python.",
)
HEADINGS_AGAIN = Rule(
    "sheet.second_table",
    "A second table with other headings begins in this row. Put it on a sheet of its own.",
)
UNCLEAR_ROW = Rule(
    "sheet.unclear_row",
    "Only one cell of this row is filled, so it is not clear whether it is a record. Fill in the row or delete it.",
)
SIGNATURES = Rule(
    "sheet.signatures",
    "This row looks like a line for signatures or a note, or stands below one, so it does not seem to be a record. Delete it, or if it is a record, add a column that numbers the records.",
)
CONSENT_DENIED = Rule(
    "cell.consent_denied",
    "The answer seems to be that these data must not be kept. Delete the row, or leave the column out if it asks for something else, {nothing}: with --map on the command line, or headings= in Python.",
)
MERGED = Rule(
    "cell.merged",
    "{field}: this cell is merged with another row, so two rows have one value. Split the cells.",
)
ERROR_CELL = Rule(
    "cell.error",
    "{field}: the spreadsheet shows an error here: {shown}. Correct the formula, or write the value itself.",
)
FORMULA_WITHOUT_VALUE = Rule(
    "cell.formula_without_value",
    "{field}: this is a formula that was never calculated, so it has no value. Open the file in a spreadsheet program and save it.",
)
NO_NUMBER = Rule(
    "cell.not_a_number",
    "{field}: this cell is marked as a number but does not contain one. Type the value again.",
)
YEAR_AS_DATE = Rule(
    "cell.year_as_date",
    "{field}: this cell is a date in 1905, as when a year alone is typed into a cell for dates. Write the whole date, such as {form}, or the year as text.",
)
NO_SUCH_DATE = Rule(
    "cell.no_such_date",
    "{field}: this cell is shown as a date, but its number is not a date. Type the date again.",
)
SHOWN_BY_FORMAT = Rule(
    "cell.shown_by_format",
    "{field}: the number format shows something here that is not in the cell. Type it as text.",
)
PERCENT_HERE = Rule(
    "cell.percent",
    "{field} is not a percentage, but this cell is. Write the number without the percent sign.",
)
HEADING_AMBIGUOUS = Rule(
    "sheet.heading_ambiguous",
    "This heading can mean {meanings}, or something else. Say what it means, such as {example}, or leave it out, {nothing}: with --map on the command line, or headings= in Python.",
)
HEADING_SHARED = Rule(
    "sheet.heading_shared",
    "This heading can mean {meanings}, but so can another one here, and only one column can hold it. Put all of it into one column, or leave this one out, {nothing}: with --map on the command line, or headings= in Python.",
)
HEADING_UNCLEAR = Rule(
    "sheet.heading_unclear",
    "This heading has several meanings. Say what it means, or leave it out, {nothing}: with --map on the command line, or headings= in Python.",
)
NO_SUCH_FIELD = Rule(
    "headings.no_such_field",
    "There is no field {path} in this table. Fields are written like {form}.",
)
MAP_MALFORMED = Rule(
    "headings.malformed",
    "The file of headings must be TOML, with one line such as {form} for each heading.",
)
VALUE_WITHOUT_HEADING = Rule(
    "sheet.value_without_heading",
    "There is a value in a column without a heading. Give the column a heading, or delete the value.",
)
CELL_TOO_LONG = Rule(
    "cell.too_long", "{field} is too long for a cell of a sheet; the limit is {most} characters."
)
LIST_UNCLEAR = Rule(
    "cell.list_unclear",
    "{field}: some parts of this list are not known. Separate the values with semicolons.",
)
NOT_ONE_CELL = Rule(
    "cell.not_one_cell",
    "{field}: what belongs here has several parts and cannot be typed into one cell. Correct the heading if the column is about something else, such as a number, or leave the column out.",
)
LENGTH_UNCLEAR = Rule(
    "cell.length_unclear", "{field}: write a number with its unit, such as “{form}”."
)
AGES_UNCLEAR = Rule(
    "cell.ages_unclear",
    "{field}: write an age, or a range of ages with both of its ends, such as {form}.",
)
SEVERAL_NAMES = Rule(
    "cell.several_names",
    "{field}: there seems to be more than one name in this cell. Give each person a row.",
)
NAMES_UNCLEAR = Rule(
    "cell.names_unclear",
    "{field}: this may be one name or several. Separate names with semicolons, and remove other signs.",
)
SAME_AS_ABOVE = Rule(
    "cell.same_as_above",
    "{field}: this seems to stand for what is written in the row above. Write the value itself.",
)
CHOICES_UNCLEAR = Rule(
    "cell.choices_unclear",
    "{field}: the choices in this cell are joined by spaces, and it is not clear where each of them ends. Export the answers as XML values, or each choice in its own column.",
)
CONTRADICTORY = Rule(
    "cell.contradictory",
    "{field}: the columns of this answer contradict one another, or one of them is missing.",
)
PARENT_MISSING = Rule(
    "sheet.parent_missing",
    "This row belongs to no row of the first sheet, or to several.",
)
NOT_JOINED = Rule(
    "sheet.not_joined",
    "The sheet “{sheet}” has no column that links its rows to the rows of the first sheet; export it again with {form}.",
)
AMBIGUOUS_DATE = Rule(
    "date.ambiguous",
    "{field} can mean {first} or {second}. Write the year, month and day, such as {form}.",
)
HIJRI_DATE = Rule(
    "date.hijri",
    "{field} seems to be a date of the Hijri calendar. Write the date of the Gregorian calendar, such as {form}.",
)
PHONE_WITHOUT_COUNTRY = Rule(
    "phone.without_country",
    "{field} has no country code. Write it as {form}, or state the country: in the heading, such as Phone (Iraq), with --country IQ on the command line, or with country= in Python.",
)
SEVERAL_PHONES = Rule(
    "phone.several", "{field}: there is more than one number in this cell. Keep one."
)
TIME_WITHOUT_DATE = Rule(
    "time.without_date", "{field} is a time of day without its date. Write both, as {form}."
)
TIME_WITHOUT_ZONE = Rule(
    "time.without_zone",
    "{field} has no time zone. Write it as {form}, or state the country: with --country IQ on the command line, or with country= in Python.",
)
FRACTION = Rule(
    "number.fraction",
    "{field}: this is one number out of another. Write the percentage as a single number, such as {form}.",
)
ROLE_WANTED = Rule(
    "organizations.no_role",
    "{field}: after each organization, write its role in brackets: {roles}.",
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
COLUMN_NEVER = notice(
    "sheet.column_never",
    "This column contains data that must not be collected, so it was left out.",
    hint="Delete the column before the sheet is passed on.",
)
NO_FIELD = notice(
    "sheet.column_no_field",
    "No field fits this column, so it was left out.",
    hint="Nothing needs to be done, unless the column belongs to a field.",
)
BY_LETTERS = notice(
    "sheet.language_by_letters",
    "Some headings state no language; each text below them was taken to be in the language of its letters.",
    hint="Name the language in the heading if that is not right, such as Name (English).",
)
SHEET_IGNORED = notice(
    "sheet.sheet_ignored",
    "The sheet “{sheet}” was not read.",
    hint="Read it on its own if it holds records that are needed.",
)
OTHER_SHEET = notice(
    "sheet.other_sheet",
    "The sheet “{sheet}” is about something else and was not read.",
    hint="Read it on its own with the class of its records.",
)
HIDDEN_SHEET_IGNORED = notice(
    "sheet.hidden_sheet_ignored",
    "The sheet “{sheet}” is hidden and was not read.",
    hint="Unhide it if it holds records that are needed.",
)
ROW_PASSED_OVER = notice(
    "sheet.row_passed_over",
    "This row was skipped: it looks like a heading, a total, a section title or an empty line.",
    hint="Fill in the row if it is a record.",
)
ROWS_NUMBERED = notice(
    "sheet.rows_numbered",
    "There is no column of identifiers, so the rows were numbered.",
    hint="Add a column of identifiers if there is one elsewhere.",
)
MERGED_READ = notice(
    "cell.merged_read",
    "{field}: this cell is merged with another; the value of that one was read here too.",
    hint="Split the cells if the rows differ.",
)
COVERED = notice(
    "cell.covered",
    "{field}: this cell is covered by a merged cell and was left empty.",
    hint="Split the cells if something belongs here.",
)
EDGES_DROPPED = notice(
    "cell.edges_dropped",
    "{field} was read without spaces at its edges and without invisible characters.",
    hint="Nothing needs to be done.",
)
PLACEHOLDER_READ = notice(
    "cell.placeholder_read",
    "What is written in {field} was read as an empty cell.",
    hint="Leave the cell empty.",
)
TEXT_RUINED = notice(
    "cell.text_ruined",
    "The text in {field} seems to be damaged: letters were lost, or read in the wrong encoding.",
    hint="Take the text from the original file again.",
)
TRAINING_TWICE = Rule(
    "tables.training_twice",
    "Two trainings have the identifier {id}.",
    hint="Give each training a unique identifier.",
)
ROW_IN_NO_TRAINING = Rule(
    "tables.row_in_no_training",
    "The row belongs to the training {id}, which is not in the table of trainings.",
    hint="Add the training, or delete the row.",
)
ROW_TWICE = Rule(
    "tables.row_twice",
    "Another row states the same place in the record.",
    hint="Give each row its own place, or delete one of them.",
)
NO_SUCH_ROW = Rule(
    "tables.no_such_row",
    "The place that this row states does not exist in the record.",
    hint="Keep the column with the place as it was written.",
)
TABLE_UNKNOWN = Rule(
    "tables.unknown",
    "There is no table of trainings here.",
    hint="Read a folder or a workbook that was written with tipmodel tables.",
)
NOT_IN_CALENDAR = Rule(
    "calendar.no_training",
    "A calendar holds trainings and nothing else.",
    hint="Write other records to JSON, NDJSON, CSV or XLSX.",
)
NO_FULL_DATES = notice(
    "calendar.no_full_dates",
    "There is no full date, so this is left out of the calendar.",
    hint="State the year, the month and the day if they are known.",
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
TWO_LANGUAGES = notice(
    "cell.two_languages",
    "{field} was read as one name in two languages.",
    hint="If these are two people, give each of them a row.",
)
LENGTH_READ = notice(
    "cell.length_read",
    "{field} was read as a number with its unit.",
    hint="Check the number and the unit.",
)
AGES_READ = notice(
    "cell.ages_read",
    "{field} was read as ages, with both ends of a range included.",
    hint="Check the ages.",
)
NAMES_READ = notice(
    "cell.names_read",
    "{field} was read as a list of names.",
    hint="Separate the names with semicolons.",
)
EMPTY_LINES = notice(
    "sheet.empty_lines",
    "Rows that contain only their number were skipped: {rows}.",
    hint="Fill in the rows that are records.",
)
HIDDEN_ROWS = notice(
    "sheet.hidden_rows",
    "Hidden rows were read too: {rows}.",
    hint="Delete the hidden rows that are not records.",
)
HIDDEN_COLUMNS = notice(
    "sheet.hidden_columns",
    "Hidden columns were read too: {columns}.",
    hint="Delete the hidden columns that are out of date.",
)
SERVER_COLUMNS = notice(
    "sheet.server_columns",
    "This is an export of KoBoToolbox or ODK; the columns that the server adds were not read: {names}.",
    hint="Nothing needs to be done.",
)
WITHOUT_CONSENT = notice(
    "sheet.without_consent",
    "Answers without consent, which were not made into records: {count}.",
    hint="Delete them on the server too.",
)
REJECTED_READ = notice(
    "sheet.rejected_read",
    "Answers that were marked as not approved on the server were read too: {count}.",
    hint="Leave them out of the export if they must not be used.",
)
NO_REPEATS = notice(
    "sheet.no_repeats",
    "KoBoToolbox writes no repeated parts into CSV, so there are none of these: {fields}.",
    hint="If the form repeats them, export an Excel workbook instead.",
)
PARTS_ABSENT = notice(
    "sheet.parts_absent",
    "According to some answers there are {fields}, but the file contains none.",
    hint="If they are on the server, export the whole form again, with all its parts.",
)
COLUMNS_JOINED = notice(
    "sheet.columns_joined",
    "This column was read together with an earlier one for the same question; in each row, the one that is filled in was taken.",
    hint="Check that both columns ask the same question.",
)
MORE_PAGES = notice(
    "json.more_pages",
    "This is only one page of the answers on the server; there are more.",
    hint="Get the other pages too.",
)
ZONE_ASSUMED = notice(
    "cell.zone_assumed",
    "{field} has lost its time zone in the export; it was read as the time of Iraq.",
    hint="Export dates and numbers as text to keep the time zone.",
)
PHONE_READ = notice(
    "cell.phone_read",
    "{field} was read as an international number.",
    hint="Check the number, and write it with its country code.",
)
DATE_READ = notice(
    "cell.date_read",
    "{field} was read as a date, although it is written differently.",
    hint="Check the date, and write the year first, then the month and the day.",
)
TIME_READ = notice(
    "cell.time_read",
    "{field} was read as a time of day, although it is written differently.",
    hint="Check the time, and write it with 24 hours, such as 14:30.",
)
YEAR_READ = notice(
    "cell.year_read",
    "{field}: only the year of this date was read.",
    hint="Nothing needs to be done; only the year is kept.",
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

WRONG_KIND = Rule(
    "file.wrong_kind",
    "The file is of the kind “{found}”, but one of the kind “{expected}” is wanted here.",
)

READ_AS = Phrase("report.read_as", "Read as: {value}.")
"""What is added to a notice about a cell."""

LEFT_OUT = {
    COLUMN_IGNORED: COLUMN_UNREAD,
    NO_FIELD: COLUMN_UNREAD,
    SHEET_IGNORED: SHEET_UNREAD,
    ROW_PASSED_OVER: ROW_UNREAD,
}
"""Notices about what is left out; without a receiver of notices, they are these errors."""

FILE_RULES = rules_among(globals(), Severity.ERROR)
"""Every rule for which a file or a cell is refused, in the order above."""

NOTICES = rules_among(globals(), Severity.NOTICE)
"""Every notice about a value that was normalised on reading."""
