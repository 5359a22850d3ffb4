"""The catalogue of rules of the model: each with its code and its English sentence."""

from .issues import Rule, Severity, rules_among, warning

WRONG_TYPE = Rule("value.wrong_type", "{field} must be {expected}, not {found}.")
NULL = Rule(
    "value.null", "{field} is null. Write a value, or leave the field out if it is not required."
)
REFUSED = Rule("value.refused", "{field} has a value that is not accepted.")
_CHOOSE_A_CODE = (
    "Choose a code that tipmodel labels prints, or write the words of the source under “names”."
)

OUT_OF_RANGE = Rule("number.out_of_range", "{field} must be between {least} and {most}.")
EMPTY_TEXT = Rule("text.empty", "{field} must not be empty; fill it in.")
TOO_LONG = Rule("text.too_long", "{field} is too long; the limit is {most} characters.")
LIST_TOO_LONG = Rule("list.too_long", "{field} has too many entries; the limit is {most}.")
FORBIDDEN_CHARACTER = Rule(
    "text.forbidden_character",
    "{field} contains an invisible character that is not allowed ({codepoint}); delete it.",
)
KEY_MISSING = Rule("key.missing", "{field} is required; fill it in.")
KEY_UNKNOWN = Rule("key.unknown", "There is no field called “{key}”.")
MALFORMED_LANGUAGE = Rule(
    "language.malformed",
    "What is written in {field} was not recognized as a language. Write its code, such as {form}, or in a sheet its name.",
)
NO_LANGUAGE = Rule("text.no_language", "{field} has no text; write it in at least one language.")
MALFORMED_ID = Rule(
    "id.malformed",
    "{field} must begin with a letter from A to Z or a digit, and may contain only these letters, digits, full stops (.), hyphens (-) and underscores (_).",
)
PART_EXCEEDS_TOTAL = Rule(
    "headcount.part_exceeds_total",
    "The number in “{part}” ({count}) is larger than the total ({total}); check both.",
)
NOT_A_DATE = Rule(
    "date.not_a_date",
    "{field} could not be read as a date. Write the year, month and day of a day in the calendar, such as {form}.",
)
NOT_A_TIME = Rule(
    "time.not_a_time",
    "{field} could not be read as a time. Write it like {form}.",
)
END_BEFORE_START = Rule(
    "dates.end_before_start", "The end date ({end}) is before the start date ({start})."
)
RANGE_EMPTY = Rule(
    "duration.range_empty", "The upper end of a range must be more than its lower end."
)
MARK_TOO_HIGH = Rule("score.above_highest", "{field} is above the highest mark, which is {most}.")
COUNT_STATES_BOTH = Rule(
    "count.number_or_percentage", "Write a number or a percentage in {field}, and only one of them."
)
EXACT_COUNT = Rule("count.exact", "{field} is an exact number; write the number alone.")
AGE_BAND_EMPTY = Rule(
    "age.ends_before_it_begins",
    "No age falls in this band: the upper limit must be above the lower limit.",
)
NOT_A_SIZE = Rule(
    "size.malformed", "{field} could not be read as a file size. Write it like {form}."
)
UNKNOWN_CHOICE = Rule(
    "choice.unknown", "{field} has a value that is not allowed. Allowed values: {choices}."
)
UNKNOWN_GOVERNORATE = Rule(
    "governorate.unknown",
    "No governorate of Iraq was recognized in {field}.",
    hint="For a city or a district, write the governorate that it lies in.",
)
GOVERNORATE_IS_CITY = Rule(
    "governorate.is_city",
    "{field} names a city or district in the governorate of {governorate}, not a governorate.",
)
AMBIGUOUS_GOVERNORATE = Rule(
    "governorate.ambiguous",
    "{field} names more than one governorate; write one of them.",
)
MALFORMED_JURISDICTION = Rule(
    "jurisdiction.malformed",
    "What is written in {field} is not the code of a country or of a part of one. Codes look like {form}.",
)
GOVERNORATE_ABROAD = Rule(
    "place.governorate_in_other_country",
    "“{governorate}” is a governorate of Iraq, but the country given is “{country}”; correct one of them.",
)
UNKNOWN_COUNTRY = Rule(
    "country.unknown",
    "What is written in {field} was not recognized as a country. Write its code of two capital letters, such as {form}, or in a sheet its name.",
)
UNKNOWN_TERM = Rule(
    "term.unknown",
    "What is written in {field} is not a code of the list.",
    hint=_CHOOSE_A_CODE,
)
TERM_UNNAMED = Rule("term.unnamed", "{field} needs a code from the list or a name.")
UNKNOWN_INSTRUMENT = Rule(
    "instrument.unknown",
    "What is written in {field} is not the code of a law or agreement that the library knows; give its title instead.",
)
MALFORMED_CODE = Rule(
    "code.malformed",
    "What is written in {field} is not a code. Codes look like {form}.",
    hint=_CHOOSE_A_CODE,
)
MALFORMED_URL = Rule(
    "url.malformed",
    "What is written in {field} is not a valid web address.",
    hint="Write the whole address, such as https://example.org/page.",
)
MALFORMED_EMAIL = Rule(
    "email.malformed",
    "What is written in {field} is not a valid e-mail address.",
    hint="Write one address, such as name@example.org.",
)
MALFORMED_PHONE = Rule(
    "phone.malformed",
    "What is written in {field} is not a telephone number with its country code. Write it like {form}.",
)
MALFORMED_MEDIA_TYPE = Rule(
    "media_type.malformed",
    "What is written in {field} is not a file type. File types look like {form}.",
)
MALFORMED_POINTER = Rule(
    "pointer.malformed",
    "What is written in {field} does not point to a part of the record. Write it like {form}.",
)
POINTS_NOWHERE = Rule(
    "note.points_nowhere", "{field} points to a part of the record that does not exist; correct it."
)
EXTRA_WITHOUT_NAMESPACE = Rule(
    "extra.no_namespace", "A key in {field} needs a prefix that names its owner, such as {form}."
)
NOT_JSON_VALUE = Rule("extra.not_json", "{field} contains a value that JSON cannot hold.")
GROUP_UNNAMED = Rule(
    "group.unnamed",
    "Say which group is meant in {field}: by a name, a sex, an age, a governorate, a country or an organization.",
)
SESSION_ENDS_BEFORE_START = Rule(
    "session.ends_before_start", "The session ends before it starts; check both times."
)
SPEAKER_UNIDENTIFIED = Rule(
    "speaker.unidentified", "A speaker needs a name, a description or an affiliation."
)
ID_REPEATED = Rule(
    "id.repeated", "{field} repeats an identifier that is already used; give each its own."
)
UNKNOWN_SPEAKER = Rule(
    "session.unknown_speaker",
    "What is written in {field} is not the identifier of a speaker of this training; write one from its list of speakers, not a name.",
)
UNKNOWN_PERSON = Rule(
    "outcome.unknown_person",
    "What is written in {field} is not the identifier of a speaker or participant of this training; write one from those lists, not a name.",
)
STATES_NOTHING = Rule("record.states_nothing", "{field} contains no information; leave it out.")
NO_DATA = Rule("json.empty", "The file contains no records.")
NOT_JSON = Rule(
    "json.malformed",
    "This is not valid JSON (line {line}, column {column}).",
    hint="Check the quotation marks, commas and brackets there and just before.",
)
NAME_OF_FILE = Rule(
    "json.name_of_file",
    "This looks like the name of a file, not like JSON; read files with {function}.",
)
NOT_UTF8 = Rule("json.not_utf8", "The file is not UTF-8 text; save it again as UTF-8.")
NOT_A_NUMBER = Rule(
    "json.not_a_number",
    "JSON has no number called “{found}”; leave the value out if it is not known.",
)
NUMBER_TOO_LONG = Rule("json.number_too_long", "A number has too many digits; the limit is {most}.")
TOO_LARGE = Rule("json.too_large", "The data are too large; the limit is {most} bytes.")
TOO_DEEP = Rule("json.too_deep", "The data are nested too deeply; the limit is {most} levels.")
TOO_MANY_ISSUES = Rule(
    "json.too_many_issues", "There are more mistakes; only the first {most} are listed."
)
REPEATED_KEY = Rule(
    "json.repeated_key", "The key “{key}” is used twice in one object; keep one of them."
)
VERSION = Rule(
    "document.version",
    "This document uses version {found} of the schema, but this program reads version {known}. Read it with a release of tipmodel that knows version {found}.",
)
LOST_IN_VERSION = Rule(
    "document.lost_in_version",
    "Version {version} of the schema cannot express the value of {field}.",
)
NOT_A_VERSION = Rule(
    "document.not_a_version",
    "The version of the schema must be text such as {form}.",
)

PARTS_DIFFER_FROM_TOTAL = warning(
    "headcount.parts_differ_from_total",
    "The parts add up to {sum}, but the total given is {total}.",
    hint="Check both against the source. Keep what the source says, and add a note if it contradicts itself.",
)
LENGTH_DIFFERS_FROM_SPAN = warning(
    "dates.length_differs_from_span",
    "The stated length is {stated}, but the dates cover {counted}.",
    hint="Check the dates; days off may not be counted in the length.",
)
WEEKDAY_DOES_NOT_FIT = warning(
    "dates.weekday_does_not_fit",
    "{weekday} does not fall on {date}.",
    hint="Compare the weekday that the source gives with the date and the year; one of them may be wrong.",
)
SESSION_OUTSIDE_DATES = warning(
    "session.outside_dates",
    "Session number {session} on {date} is outside the training dates ({dates}).",
    hint="Check the date of the session and the dates of the training.",
)
SESSION_AFTER_LAST_DAY = warning(
    "session.after_last_day",
    "Session number {session} is on day {day}, but the dates cover {counted}.",
    hint="Check the day number of the session and the dates of the training.",
)
SESSION_LENGTH_DIFFERS = warning(
    "session.length_differs",
    "The stated length is {stated} minutes, but from the start to the end there are {counted}.",
    hint="Check the times and the length of the session.",
)
DELIVERIES_EXCEED_TOTAL = warning(
    "occurrences.exceed_total",
    "More people are counted in the single deliveries ({sum}) than in all ({total}).",
    hint="Check the numbers; if some people came more than once, say so in a note.",
)
DELIVERY_OUTSIDE_DATES = warning(
    "occurrence.outside_dates",
    "Delivery number {number} is outside the dates of the training ({dates}).",
    hint="The dates of the training cover all deliveries; correct one of them.",
)
POSITION_PAST_END = warning(
    "related.position_past_end",
    "The position is {position}, but the series has only {of} trainings.",
    hint="Check the position and the number of trainings in the series.",
)
MORE_BODIES_LISTED = warning(
    "represented.more_than_counted",
    "More organizations are listed ({listed}) than counted ({counted}).",
    hint="Check both; count a department with its ministry if the source does.",
)
HELD_AFTER_PUBLICATION = warning(
    "status.held_after_publication",
    "The training is marked as held, but the source ({published}) is older than the training ({date}).",
    hint="Check the date and the status; the source may only announce the training.",
)
PLANNED_BEFORE_PUBLICATION = warning(
    "status.planned_before_publication",
    "The training is marked as planned, but it was over ({date}) when the source was published ({published}).",
    hint="Check the date and the status; the training may have been held.",
)
APPLY_AFTER_START = warning(
    "apply_by.after_start",
    "The last day to apply ({date}) is after the first day of the training ({first}).",
    hint="Check both dates, above all their month and year.",
)
RELATED_IN_WRONG_ORDER = warning(
    "related.wrong_order",
    "The kind of relation does not fit the dates: the related training is dated {related}, this one {date}.",
    hint="Check the kind of relation and both dates.",
)
MORE_PARTICIPANTS_LISTED = warning(
    "participants.more_than_counted",
    "More participants are listed ({listed}) than counted ({counted}).",
    hint="Check both; somebody may be listed twice.",
)
PRESENT_AFTER_LAST_DAY = warning(
    "participant.after_last_day",
    "The attendance of participant number {number} goes past the last day; the dates cover {counted}.",
    hint="Check the attendance and the dates of the training.",
)
RESULT_EXCEEDS_BASE = warning(
    "outcome.result_exceeds_base",
    "The result is {result}, but only {base} people took the test or answered.",
    hint="Check both numbers; the result is a part of those who took the test or answered.",
)
DAYS_DIFFER = warning(
    "participant.days_differ",
    "The days present that are listed are {listed}, but the days attended are {counted}.",
    hint="Check both against the attendance list.",
)
DATE_IS_EARLY = warning(
    "date.early",
    "The date in {field} is before the year 1583, and may be one of the Hijri calendar.",
    hint="Check the date, and write that of the Gregorian calendar.",
)
PHONE_LENGTH = warning(
    "phone.length",
    "{field} begins with the code of Iraq, but has too few or too many digits for it.",
    hint="Check the number: behind +964, a mobile number has ten digits, and another eight or nine.",
)
DIFFERS_FROM_CODE = warning(
    "instrument.differs_from_code",
    "{field} does not fit the code of the instrument; of “{law}” it is {known}.",
    hint="Check which instrument is meant; leave the code out if it is another one.",
)
LIST_MAY_BE_INCOMPLETE = warning(
    "represented.may_be_incomplete",
    "The list in {field} may be incomplete.",
    hint="Do not count from it, because the source names only some of them.",
)
TITLE_DIFFERS = warning(
    "instrument.title_differs",
    "The title given seems to be that of another instrument; the code stands for “{official}”.",
    hint="Check which instrument is meant; leave the code out if it is another one.",
)
PERSIAN_LETTERS = warning(
    "text.persian_letters",
    "The Arabic text in {field} contains Persian or Kurdish letters.",
    hint="It was probably typed with another keyboard. Replace them with Arabic letters, unless the word is a Kurdish or Persian name.",
)
NOT_NORMALIZED = warning(
    "text.not_normalized",
    "The text in {field} has marks in an unusual order.",
    hint="You cannot see the difference, but it disturbs searching. Use the corrected text, or type the words again.",
)
PRESENTATION_FORMS = warning(
    "text.presentation_forms",
    "The text in {field} contains letter shapes copied from a printed page.",
    hint="Use the corrected text, or type the words again.",
)
JOINER_MISPLACED = warning(
    "text.joiner_misplaced",
    "The text in {field} contains an invisible joining character in an unusual place.",
    hint="Use the corrected text, or type the words again.",
)
WRONG_SCRIPT = warning(
    "text.wrong_script",
    "The text in {field} should be written in {expected} letters, but its letters are {found}.",
    hint="Move the text to the right language, or leave it if it is a name.",
)

RULES = rules_among(globals(), Severity.ERROR)
"""Every rule that makes data invalid, in the order above."""

ADVICE = rules_among(globals(), Severity.WARNING)
"""Every rule that valid data may break."""
