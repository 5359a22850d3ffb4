"""The catalogue of rules of the model: each with its code and its English sentence."""

from .issues import Rule, Severity, rules_among, warning

WRONG_TYPE = Rule("value.wrong_type", "{field}: expected {expected}, found {found}.")
NULL = Rule("value.null", "{field} is null; leave it out when it is not known.")
REFUSED = Rule("value.refused", "{field}: this value was refused.")
OUT_OF_RANGE = Rule("number.out_of_range", "{field} must be between {least} and {most}.")
EMPTY_TEXT = Rule("text.empty", "{field} must not be empty.")
TOO_LONG = Rule("text.too_long", "{field} is too long; the limit is {most} characters.")
LIST_TOO_LONG = Rule("list.too_long", "{field} has too many items; the limit is {most}.")
FORBIDDEN_CHARACTER = Rule(
    "text.forbidden_character",
    "{field} contains an invisible character that is not allowed ({codepoint}).",
)
KEY_MISSING = Rule("key.missing", "The field {field} is required.")
KEY_UNKNOWN = Rule("key.unknown", "Unknown field: {key}.")
MALFORMED_LANGUAGE = Rule(
    "language.malformed", "{field}: this is not a language tag such as {form}."
)
NO_LANGUAGE = Rule("text.no_language", "{field} has no text in any language.")
MALFORMED_ID = Rule(
    "id.malformed",
    "{field} may hold only the letters a to z, digits, full stops, hyphens and underscores.",
)
PART_EXCEEDS_TOTAL = Rule(
    "headcount.part_exceeds_total",
    "The part {part} ({count}) is larger than the total ({total}).",
)
NOT_A_DATE = Rule("date.not_a_date", "{field} is not a valid date. Write it as {form}.")
NOT_A_TIME = Rule(
    "time.not_a_time", "{field} is not a valid date and time with a time zone. Write it as {form}."
)
END_BEFORE_START = Rule(
    "dates.end_before_start", "The end date {end} is before the start date {start}."
)
COUNT_STATES_BOTH = Rule(
    "count.number_or_percentage", "{field} needs either a number or a percentage."
)
EXACT_COUNT = Rule("count.exact", "{field}: an exact number is written as the number alone.")
AGE_BAND_EMPTY = Rule("age.ends_before_it_begins", "{field}: the ages end before they begin.")
NOT_A_SIZE = Rule("size.malformed", "{field} is not a file size. Write it as {form}.")
UNKNOWN_CHOICE = Rule(
    "choice.unknown", "{field}: this value is not allowed. Allowed values: {choices}."
)
UNKNOWN_GOVERNORATE = Rule(
    "governorate.unknown", "What is written in {field} is not a governorate of Iraq."
)
GOVERNORATE_IS_CITY = Rule(
    "governorate.is_city",
    "What is written in {field} is a city or district in {governorate}, not a governorate.",
)
AMBIGUOUS_GOVERNORATE = Rule(
    "governorate.ambiguous", "What is written in {field} names more than one governorate."
)
MALFORMED_JURISDICTION = Rule(
    "jurisdiction.malformed",
    "{field}: this is not the code of a country or of a part of one, such as {form}.",
)
GOVERNORATE_ABROAD = Rule(
    "place.governorate_in_other_country",
    "{governorate} is a governorate of Iraq, but the country given is {country}.",
)
UNKNOWN_COUNTRY = Rule(
    "country.unknown", "{field}: this is not a country code of two capital letters, such as {form}."
)
UNKNOWN_TERM = Rule("term.unknown", "{field}: this is not a code of the list.")
TERM_UNNAMED = Rule("term.unnamed", "{field} needs a code or a name.")
UNKNOWN_INSTRUMENT = Rule(
    "instrument.unknown", "{field}: this is not the code of a known instrument."
)
MALFORMED_CODE = Rule(
    "code.malformed",
    "{field} is not a code. Codes look like {form}.",
)
MALFORMED_URL = Rule("url.malformed", "{field} is not a valid web address.")
MALFORMED_EMAIL = Rule("email.malformed", "{field} is not a valid e-mail address.")
MALFORMED_PHONE = Rule(
    "phone.malformed", "{field} is not a valid telephone number. Start it with the country code."
)
MALFORMED_MEDIA_TYPE = Rule("media_type.malformed", "{field} is not a file type such as {form}.")
MALFORMED_POINTER = Rule("pointer.malformed", "{field} is not a place in a record, such as {form}.")
POINTS_NOWHERE = Rule("note.points_nowhere", "{field} names a place that is not in this record.")
EXTRA_WITHOUT_NAMESPACE = Rule(
    "extra.no_namespace", "{field}: a key needs a prefix that says whose it is, such as {form}."
)
NOT_JSON_VALUE = Rule("extra.not_json", "{field}: this value cannot be written as JSON.")
GROUP_UNNAMED = Rule(
    "group.unnamed", "{field}: say which group it is: a name, a sex, an age, a place or a body."
)
SESSION_ENDS_BEFORE_START = Rule("session.ends_before_start", "The session ends before it starts.")
SPEAKER_UNIDENTIFIED = Rule(
    "speaker.unidentified", "A speaker needs a name, a description or an affiliation."
)
ID_REPEATED = Rule("id.repeated", "{field}: this identifier is used more than once.")
UNKNOWN_SPEAKER = Rule(
    "session.unknown_speaker", "{field}: no speaker of this training has this identifier."
)
UNKNOWN_PERSON = Rule(
    "outcome.unknown_person",
    "{field}: no speaker or participant of this training has this identifier.",
)
STATES_NOTHING = Rule("record.states_nothing", "{field} states nothing; leave it out.")
NO_DATA = Rule("json.empty", "There is nothing in it.")
NOT_JSON = Rule("json.malformed", "This is not valid JSON (line {line}, column {column}).")
NOT_UTF8 = Rule("json.not_utf8", "This is not text in UTF-8.")
NOT_A_NUMBER = Rule("json.not_a_number", "JSON has no number called {found}.")
NUMBER_TOO_LONG = Rule("json.number_too_long", "A number has too many digits; the limit is {most}.")
TOO_LARGE = Rule("json.too_large", "The data are too large; the limit is {most} bytes.")
TOO_DEEP = Rule("json.too_deep", "The data are nested too deeply; the limit is {most} levels.")
TOO_MANY_ISSUES = Rule(
    "json.too_many_issues", "There are more mistakes; only the first {most} are told."
)
REPEATED_KEY = Rule("json.repeated_key", "The key {key} is given twice in one object.")
VERSION = Rule(
    "document.version",
    "This document is written in version {found} of the schema, and this program reads version {known}. Read it with a release of tipmodel that knows version {found}.",
)
NOT_A_VERSION = Rule(
    "document.not_a_version",
    "The version of the schema is a text such as {form}; this is none.",
)

PARTS_DIFFER_FROM_TOTAL = warning(
    "headcount.parts_differ_from_total",
    "The parts add up to {sum}, but the total given is {total}.",
    hint="Check both against the source; keep what the source says and add a note if it disagrees with itself.",
)
LENGTH_DIFFERS_FROM_SPAN = warning(
    "dates.length_differs_from_span",
    "The stated length is {stated}, but the dates cover {counted}.",
    hint="Check the dates; the length may leave out days off.",
)
WEEKDAY_DOES_NOT_FIT = warning(
    "dates.weekday_does_not_fit",
    "{date} is not a {weekday}.",
    hint="Check the weekday in the words of the source against the date and the year.",
)
SESSION_OUTSIDE_DATES = warning(
    "session.outside_dates",
    "Session number {session} on {date} is outside the training dates ({start} to {end}).",
    hint="Check the day of the session and the dates of the training.",
)
SESSION_AFTER_LAST_DAY = warning(
    "session.after_last_day",
    "Session number {session} is on day {day}, but the dates cover {counted}.",
    hint="Check the day of the session and the dates of the training.",
)
TITLE_WITHOUT_ARABIC = warning(
    "title.without_arabic",
    "The title has no Arabic text.",
    hint="Add the Arabic title, and say so if it is your own translation.",
)
LIST_MAY_BE_INCOMPLETE = warning(
    "represented.may_be_incomplete",
    "The list in {field} may be incomplete.",
    hint="Do not count from it; say whether all places are listed, if the source does.",
)
TITLE_DIFFERS = warning(
    "instrument.title_differs",
    "The title given for {law} differs from the official title: {official}.",
    hint="Use the official title, or keep the wording of the source and add a note.",
)
PERSIAN_LETTERS = warning(
    "text.persian_letters",
    "The Arabic text in {field} contains Persian or Kurdish letters.",
    hint="Probably typed with another keyboard; replace them by the Arabic letters, unless the word is a Kurdish or Persian name.",
)
NOT_NORMALIZED = warning(
    "text.not_normalized",
    "The text in {field} is stored with its signs in an unusual order.",
    hint="Nothing is wrong to the eye; take over the repaired text so that searching and comparing work.",
)
PRESENTATION_FORMS = warning(
    "text.presentation_forms",
    "The text in {field} contains joined letter shapes copied from a printed page.",
    hint="Take over the repaired text, or type the words again.",
)
JOINER_MISPLACED = warning(
    "text.joiner_misplaced",
    "The text in {field} contains an invisible joining character in an unusual place.",
    hint="Take over the repaired text.",
)
WRONG_SCRIPT = warning(
    "text.wrong_script",
    "The text in {field} should be written in {expected} letters, but its letters are {found}.",
    hint="Move the text to the right language, or leave it if it is a name.",
)

RULES = rules_among(globals(), Severity.ERROR)
"""Every rule that makes data invalid, in the order above."""

ADVICE = rules_among(globals(), Severity.WARNING)
"""Every rule that valid data should not break."""
