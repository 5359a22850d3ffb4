"""Cards: a record as lines of text for people."""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from ..core.fields import Field, fields, label_of, stated
from ..core.metadata import PERSONAL, LabeledEnum, metadata_of
from ..core.record import Record
from ..core.shape import Many, Object, Shape, Texts, inner_records
from ..core.unicode import fold
from ..core.validators import LANGUAGE, MEDIA_TYPE, POINTER, Each
from ..i18n import (
    LINE,
    PART_SEPARATOR,
    QUOTED,
    Words,
    as_line,
    asked_for,
    base_of,
    country_name,
    isolate_ltr,
    isolated,
    joined,
    language_name,
    listed,
    number_text,
    translate,
    without_isolates,
    words_for,
)
from ..i18n.phrase import Noun, Phrase
from ..model import (
    Contact,
    Document,
    GroupCount,
    Headcount,
    Involvement,
    LegalInstrument,
    Note,
    Occurrence,
    Organization,
    Outcome,
    Participant,
    Person,
    Place,
    Programme,
    Quantity,
    RelatedTraining,
    Relation,
    Representation,
    Session,
    Sex,
    Source,
    Speaker,
    Training,
)
from ..model.contact import told_by_organizers
from ..values.counts import (
    NOT_COUNTED,
    ORGANIZATIONS,
    PARTICIPANTS,
    PEOPLE,
    PERCENT,
    TIMES,
    Count,
    Precision,
    count_text,
)
from ..values.dates import DateSpan, PartialDate
from ..values.text import LocalizedText
from ..values.times import PartialTime
from ..vocab.countries import COUNTRY, JURISDICTION
from ..vocab.governorate import Governorate, Region
from ..vocab.instruments import INSTRUMENT_CODE, known_instruments
from ..vocab.terms import Rank, SpeakerRole, Term

LINE_INSIDE = Phrase("card.line_inside", "{label} – {value}")
ASIDE = Phrase("card.aside", "{text} ({aside})")
ASIDE_INSIDE = Phrase("card.aside_inside", "{text} [{aside}]")
FIELD_SEPARATOR = Phrase("card.field_separator", " | ")
"""A label within what has a label, an aside within an aside, and what parts fields with lists."""
IN_LANGUAGE = Phrase("card.in_language", "{text} (in {tongue})")
COMMA_LANGUAGE = Phrase("card.comma_language", "{text}, in {tongue}")
AMONG_OTHERS = Phrase("card.among_others", "there may be others")
AND_NO_OTHERS = Phrase("card.and_no_others", "no others")
NOT_SHOWN = Phrase("card.not_shown", "{people} on a list that is not shown")
BY = Phrase("card.by", "{text}; by {people}")
SAID_BY = Phrase("card.said_by", "{text}; said by {people}")
ATTRIBUTED_TO = Phrase("card.attributed_to", "{text}; attributed to {people}")
A_PARTICIPANT = Phrase("card.a_participant", "a participant")
SOMEONE = Phrase("card.someone", "a speaker or participant")
DAY = Phrase("card.day", "day {day}")
PART = Phrase("card.part", "part {part}")
TIME_SPAN = Phrase("card.time_span", "{date}, {start}–{end}")
TIME_FROM = Phrase("card.time_from", "{date}, from {start}")
TIME_UNTIL = Phrase("card.time_until", "{date}, until {end}")
CLOCK_SPAN = Phrase("card.clock_span", "{start}–{end}")
CLOCK_FROM = Phrase("card.clock_from", "from {start}")
CLOCK_UNTIL = Phrase("card.clock_until", "until {end}")
MOMENT = Phrase("card.moment", "{date}, {time}")
UNTIL_MOMENT = Phrase("card.until_moment", "from {start} until {end}")
POSITION = Phrase("card.position", "number {position}")
POSITION_OF = Phrase("card.position_of", "number {position} of {of}")
POSITION_IN_SERIES = Phrase("card.position_in_series", "number {position} of a series")
ROUND = Phrase("card.round", "round {position}")
A_DISTRICT = Phrase("card.a_district", "district or sub-district")
A_VENUE = Phrase("card.a_venue", "venue")
A_REGION = Phrase("card.a_region", "region")
IN_GOVERNORATE = Phrase("card.governorate", "{name} Governorate")
ENTRY = Phrase("card.entry", "{field}, no. {n}")
OF_WHOM = Phrase("card.of_whom", "{count}, of whom {parts}")
FEMALE = Phrase("card.female", "{count} female")
MALE = Phrase("card.male", "{count} male")
FEMALES = Phrase("card.females", "female")
MALES = Phrase("card.males", "male")
FROM = Phrase("card.from", "from {place}")
UNCOUNTED = {
    "total": Phrase("card.people_took_part", "people took part, number not stated"),
    "female": Phrase("card.women_took_part", "women or girls took part, number not stated"),
    "male": Phrase("card.men_took_part", "men or boys took part, number not stated"),
    "organizations": Phrase("card.bodies_took_part", "organizations took part, number not stated"),
}
MINUTES = Noun("count.minutes", "{n} minute", "{n} minutes")
SESSIONS = Noun("count.sessions", "{n} session", "{n} sessions")
SESSION_NUMBER = Phrase("card.session_number", "session {number}")
OUT_OF = Phrase("card.out_of", "{part} of {whole}")
SCORE = Phrase("card.score", "score {mark}")
ONE_DATE = Phrase("card.start_and_end", "start and end")
HIGHEST_MARK = Phrase("card.highest_mark", "highest mark: {mark}")
CONTACT_NOT_SHOWN = Phrase("card.contact_not_shown", "a contact who is not shown")
AUTHOR_NOT_SHOWN = Phrase("card.author_not_shown", "an author who is not shown")
YES = Phrase("answer.yes", "yes")
NO = Phrase("answer.no", "no")
FLAGS = {
    ("may_be_published", True): Phrase("card.may_be_published", "May be published"),
    ("may_be_published", False): Phrase("card.may_not_be_published", "Must not be published"),
    ("pseudonym", True): Phrase("card.pseudonym", "The name is a pseudonym"),
    ("pseudonym", False): Phrase("card.no_pseudonym", "The name is not a pseudonym"),
    ("complete", True): AND_NO_OTHERS,
    ("complete", False): AMONG_OTHERS,
}
"""What is said of a part of a record instead of a label with yes or no."""

_BAGHDAD = "+03:00"
_SHORT_WORD = 2


class Entry(NamedTuple):
    """A field as a card shows it.

    Attributes:
        field: The name of the field.
        label: The label in the language of the card.
        values: Its texts: one, or one for each item of a list. What belongs to an item follows
            it on lines of its own.

    """

    field: str
    label: str
    values: tuple[str, ...]


@attrs.frozen
class Card:
    """A record as a title and entries, in one language.

    Attributes:
        language: The tag of the language.
        title: The title of the record, or the label of its class.
        entries: The stated fields in their order, without personal ones.

    """

    language: str
    title: str
    entries: tuple[Entry, ...]

    def lines(self) -> Iterator[str]:
        """Yield the card line by line."""
        yield self.title
        for _, label, values in self.entries:
            items = [value.split("\n") for value in values]
            is_short = len(items) == 1 and not _has_label(items[0][0], self.language)
            yield _labelled(LINE, label, items[0][0] if is_short else "", self.language).rstrip()
            for first, *others in items:
                if not is_short:
                    yield f"  • {first}"
                yield from (f"    {other}" for other in others)


def describe(record: Record, language: str | None = None, *, isolate: bool = True) -> str:
    """Return a record as text, one line for each field.

    Personal values and the data of other tools (``extra``) are left out.

    Every line keeps its direction, and text in another script keeps its own, so a card reads
    correctly in a terminal and in documents of either direction. Text that exists only in another
    language is followed by the name of that language.

    Args:
        record: Any record of the model.
        language: The tag of one of `languages`.
        isolate: Whether invisible characters keep directions apart; turn it off only for
            output that cannot contain them.

    Returns:
        The lines, without a line break at the end.

    Raises:
        UnknownLanguageError: The language has no translations.
        TypeError: The argument is not a record.

    >>> from tipmodel import LocalizedText, Place, describe
    >>> "أربيل" in describe(Place(city=LocalizedText(en="Erbil", ar="أربيل")), "ar")
    True

    """
    asked = asked_for(language)
    card = "\n".join(as_line(line, asked) for line in card_of(record, asked).lines())
    return card if isolate else without_isolates(card)


def card_of(record: Record, language: str | None = None) -> Card:
    """Return a record as a title and entries, for views other than text.

    Args:
        record: Any record of the model.
        language: The tag of one of `languages`.

    Returns:
        The card.

    Raises:
        UnknownLanguageError: The language has no translations.
        TypeError: The argument is not a record.

    >>> from tipmodel import LocalizedText, Place, card_of
    >>> card_of(Place(city=LocalizedText(en="Erbil"))).entries[0].label
    'City'

    """
    writer = _CardWriter(asked_for(language), record)
    return Card(writer.language, writer.title(record), tuple(writer.entries(record)))


def said(value: Any, language: str, field: Field | None = None) -> str:
    """Return one value of a record as one line, as a *field* holds it, to stand after a label."""
    writer = _CardWriter(language, value)
    writer.labels = 1 if field else 0
    return writer.whole(lambda: writer.of(field, value) if field and value else writer.say(value))


class _CardWriter:
    """Formats the values of a record in one language.

    The first text of a line in another language is followed by the name of that language; later
    texts in the same language are not.
    """

    def __init__(self, language: str, record: Any) -> None:
        self.language = language
        training = record if isinstance(record, Training) else None
        self.speakers = {person.id: person for person in training.speakers} if training else {}
        self.participants = {person.id for person in training.participants} if training else set()
        self.foreign: str | None = None
        self.fell_back = False  # whether a phrase of this line has no translation
        self.owner: object = None  # what is said of it may take several lines
        self.asides = 0  # how many of them this stands in
        self.labels = 0  # how many stand before this

    # The parts of a card
    def title(self, record: Record) -> str:
        title = getattr(record, "title", None)
        if isinstance(title, LocalizedText):
            return self.whole(lambda: self.say(title))
        return self.tell(metadata_of(type(record)).label)

    def entries(self, record: Record) -> Iterator[Entry]:
        for field, value in stated(record):
            if field.name == "extra" or (field.name == "title" and type(value) is LocalizedText):
                continue
            if isinstance(value, tuple) and isinstance(value[0], Participant):
                people = self.tell(NOT_SHOWN, people=count_text(len(value), self.language, PEOPLE))
                yield Entry(field.name, self.label(field, value), (people,))
            elif _is_hidden(record, field):
                continue
            elif isinstance(value, Representation):
                yield from (entry._replace(field=field.name) for entry in self.represented(value))
            else:
                yield self.entry(field, value)

    def entry(self, field: Field, value: Any) -> Entry:
        label = self.whole(lambda: self.label(field, value))
        values = [self.whole(say) for say in self.parts(field, value)]
        if len(values) > 1:  # they begin lines; the words of sources, which are isolated, stay
            values = [text[:1].upper() + text[1:] for text in values]
        return Entry(field.name, label, tuple(values))

    def parts(self, field: Field, value: Any) -> Iterator[Callable[[], str]]:
        """Yield a function for each line of a field, which returns its text."""
        if isinstance(value, Headcount):
            if self.sentence(value):
                yield lambda: self.sentence(value)
            yield from (functools.partial(self.say, group) for group in value.groups)
            if self.lone_unit(value):
                yield lambda: self.lone_unit(value)
        elif isinstance(value, tuple) and not isinstance(value[0], Term | str):
            yield from (functools.partial(self.item, field, item) for item in value)
        else:
            yield functools.partial(self.item, field, value)

    def item(self, field: Field, value: Any) -> str:
        """Say what stands in an entry, on several lines if it says much."""
        self.owner = value
        try:
            return self.of(field, value)
        finally:
            self.owner = None

    def represented(self, value: Representation) -> Iterator[Entry]:
        for field, held, remark in _represented(value):
            entry = self.entry(field, held)
            yield entry._replace(label=self.with_remark(entry.label, remark))

    def with_remark(self, label: str, remark: Phrase | None) -> str:
        return self.aside(label, self.tell(remark)) if remark else label

    def whole(self, say: Callable[[], str]) -> str:
        """Say one line, in which another language is yet to be named.

        If a phrase of it has no translation, the whole line is said in English and marked so: it
        never mixes two languages.
        """
        self.foreign, self.fell_back = None, False
        text = say()
        if not self.fell_back:
            return text
        self.foreign, self.fell_back = None, False
        language, self.language = self.language, "en"
        first, *others = say().split("\n")
        self.language = language
        return "\n".join([self.named("en", first), *map(isolated, others)])

    def inside(self, say: Callable[[], str]) -> str:
        """Say what stands in an aside, where labels begin anew."""
        before = self.asides, self.labels
        self.asides, self.labels = self.asides + 1, 0
        text = say()
        self.asides, self.labels = before
        return text

    def under(self, label: str, say: Callable[[], str]) -> str:
        """Say what stands after a label, so that another label within has a mark of its own."""
        self.labels += 1
        text = say()
        self.labels -= 1
        return self.labelled(label, text)

    def label(self, field: Field, value: Any) -> str:
        """Return the label of a field, with the word of the source for people."""
        label = self.tell(field.label)
        unit = self.unit(value) if isinstance(value, Headcount) else None
        return self.aside(label, self.inside(lambda: self.say(unit))) if unit else label

    def unit(self, value: Headcount) -> LocalizedText | None:
        """Return the word for people that follows the label, if anything else is stated."""
        return value.unit if any(field.name != "unit" for field, _ in stated(value)) else None

    def lone_unit(self, value: Headcount) -> str:
        """Say the word for people if it stands alone."""
        return "" if self.unit(value) else self.with_rest("", value, *_COUNTED, "groups")

    # Wording
    def tell(self, phrase: Phrase, **values: Any) -> str:
        """Say a phrase round what has been said already."""
        found = words_for(phrase, self.language).language
        is_ours = base_of(found) == base_of(self.language)
        if values and not is_ours:
            self.fell_back = True
        text = translate(phrase, self.language, isolate=False, **values)
        return text if values or is_ours else self.named(found, text)

    def join(self, texts: Iterable[str | None]) -> str:
        return joined(filter(None, texts), self.language)

    def semicolons(self, texts: Iterable[str | None]) -> str:
        return joined(filter(None, texts), self.language, PART_SEPARATOR)

    def list(self, texts: Iterable[str]) -> str:
        return listed(list(texts), self.language)

    def aside(self, text: str, aside: str) -> str:
        if not (text and aside):
            return text or aside
        return self.tell(ASIDE_INSIDE if self.asides % 2 else ASIDE, text=text, aside=aside)

    def bracketed(self, text: str) -> str:
        """Give the brackets of our own words in *text* the mark of what stands in an aside."""
        if not self.asides % 2:
            return text
        return _isolate_or_bracket.sub(lambda found: _SQUARE.get(found[0], found[0]), text)

    def labelled(self, label: str, text: str) -> str:
        if not (label and text):
            return label or text
        return _labelled(LINE_INSIDE if self.labels else LINE, label, text, self.language)

    def named(self, found: str | None, text: str, phrase: Phrase | None = None) -> str:
        """Return a text, inside *phrase* if given, and the name of its language if it is another one."""
        said = self.tell(phrase, text=isolated(text)) if phrase else isolated(text)
        if found in (None, self.language, base_of(self.language), self.foreign):
            return said
        self.foreign = found
        tongue = self.name_of(language_name(str(found), self.language))
        return self.tell(COMMA_LANGUAGE if self.asides else IN_LANGUAGE, text=said, tongue=tongue)

    def name(self, text: LocalizedText) -> str:
        """Return the name of a person; readers of Sorani prefer the Arabic script to the Latin one."""
        if self.language == "ckb" and "ckb" not in text and "ar" in text:
            return self.named("ar", text["ar"])
        return self.say(text)

    def country(self, code: str | None) -> str | None:
        return self.name_of(country_name(code, self.language)) if code else None

    def name_of(self, name: str) -> str:
        """Say a name that the reader's language may lack: apart then, in the language it is in."""
        language = name.language if isinstance(name, Words) else self.language
        if language == "und":
            return isolate_ltr(name)
        if base_of(language) != base_of(self.language):
            return self.named(language, name)
        return self.bracketed(name)

    def of(self, field: Field, value: Any) -> str:
        """Return the value of a field as text, with names for the codes of countries and languages."""
        name = next((name for check, name in _NAMES if check == field.validator), None)
        if name is None:
            return self.say(value)
        codes = value if isinstance(value, tuple) else (value,)
        return self.list([self.name_of(name(code, self.language)) for code in codes])

    def rest(self, record: Record, *said: str) -> Iterator[Callable[[], str]]:
        """Yield what says the fields that have not been *said*, each with its label."""
        for field, held in stated(record):
            if field.name in ("extra", *said) or _is_hidden(record, field):
                continue
            if isinstance(held, Representation):
                yield from (functools.partial(self.stated, *each) for each in _represented(held))
            elif flag := FLAGS.get((field.name, held)) if type(held) is bool else None:
                yield functools.partial(self.tell, flag)
            else:
                yield functools.partial(self.stated, field, held)

    def stated(self, field: Field, held: Any, remark: Phrase | None = None) -> str:
        label = self.with_remark(self.label(field, held), remark)
        return self.under(label, lambda: self.of(field, held))

    def with_rest(self, text: str, record: Record, *said: str) -> str:
        """Say what else a record states: on lines of its own, or within a line as an aside."""
        rest = list(self.rest(record, *said))
        if record is self.owner:
            self.owner = None
            return "\n".join(filter(None, [text, *map(self.whole, rest)]))
        if not text:
            return self.parted(say() for say in rest)
        return self.aside(text, self.inside(lambda: self.parted(say() for say in rest)))

    def parted(self, texts: Iterable[str]) -> str:
        """Join fields with their labels; where they hold lists, by a mark that no list has."""
        several = list(texts)
        semicolon = translate(PART_SEPARATOR, self.language)
        has_lists = any(semicolon in _ours_of(text) for text in several)
        return joined(several, self.language, FIELD_SEPARATOR if has_lists else PART_SEPARATOR)

    # Values

    @functools.singledispatchmethod
    def say(self, value: Any) -> str:
        """Return a value in one line."""
        return isolated(str(value))

    @say.register
    def _(self, value: LabeledEnum) -> str:
        return self.tell(value.label)

    @say.register
    def _(self, value: Governorate) -> str:
        return self.named(*value.names.best(self.language))

    @say.register
    def _(self, value: bool) -> str:  # noqa: FBT001 - the value itself
        return self.tell(YES if value else NO)

    @say.register
    def _(self, value: float) -> str:
        return number_text(value)

    @say.register
    def _(self, value: datetime.datetime) -> str:
        return self.say(PartialTime.of(value))

    @say.register
    def _(self, value: datetime.date) -> str:
        return self.say(PartialDate.of(value))

    @say.register
    def _(self, value: LocalizedText) -> str:
        return self.named(*value.best(self.language))

    @say.register
    def _(self, value: Term) -> str:
        known = type(value).vocabulary().get(value.code or "")
        text = self.filed(value.code, known.names if known else None, value.names)
        return self.with_rest(text, value, "code", "names")

    def filed(
        self, code: str | None, names: LocalizedText | None, words: LocalizedText | None
    ) -> str:
        """Say a thing by the *names* its code stands for and by the *words* of the source."""
        if names is None:
            own_code = isolate_ltr(code) if code else ""
            if words is None:
                return own_code
            label = label_of(Term, "code")
            aside = self.inside(lambda: self.labelled(self.tell(label), own_code)) if code else ""
            return self.aside(self.say(words), aside)
        name = names.best(self.language)
        if words is None:
            return self.named(*name)
        found, own = words.best(self.language)
        if found == name[0] and _words(name[1]) == _words(own):
            return self.named(found, own)
        return self.aside(self.named(*name), self.inside(lambda: self.named(found, own, QUOTED)))

    @say.register
    def _(self, value: tuple) -> str:  # type: ignore[type-arg]
        texts = [self.say(item) for item in value]
        if texts and isinstance(value[0], Term) and self.language == "en":
            texts[1:] = [
                _in_lower_case(text) if item.code else text
                for item, text in zip(value[1:], texts[1:], strict=True)
            ]
        return self.list(dict.fromkeys(texts))

    @say.register
    def _(self, value: Record) -> str:
        say: Any = getattr(value, "text", None)
        return (
            self.bracketed(str(say(self.language))) if callable(say) else self.with_rest("", value)
        )

    @say.register
    def _(self, value: Count) -> str:
        return value.text(self.language)

    @say.register
    def _(self, value: DateSpan) -> str:
        return self.dates(value)

    def dates(self, value: DateSpan) -> str:
        """Say when; a day that is start and end is more than the only date that is known."""
        text = self.bracketed(value.text(self.language))
        if value.start is None or value.start != value.end:
            return text
        date = self.bracketed(value.evolve(length=None, as_written=None).text(self.language))
        return self.aside(date, self.tell(ONE_DATE)) + text.removeprefix(date)

    @say.register
    def _(self, value: Place) -> str:
        texts = []
        if value.venue:  # beside a city it stands first; alone it would be taken for one
            is_first = value.city is not None
            texts.append(self.say(value.venue) if is_first else self.called(value.venue, A_VENUE))
        if value.city:
            texts.append(self.say(value.city))
        if value.district:
            texts.append(self.called(value.district, A_DISTRICT))
        if value.region:
            texts.append(self.called(value.region, A_REGION))
        if value.governorate:
            texts.append(self.tell(IN_GOVERNORATE, name=self.say(value.governorate)))
        text = self.join([*texts, self.country(value.country)])
        if value.as_written and value.as_written not in without_isolates(text):
            text = self.aside(text, self.tell(QUOTED, text=isolated(value.as_written)))
        return self.with_rest(text, value, *_SAID[Place])

    def called(self, name: LocalizedText, kind: Phrase) -> str:
        """Say what kind of place a name is, so that it is not taken for a city.

        The name may say so itself, or be that of a part of Iraq: Sinjar District, southern Iraq.
        """
        given = set(_words(name.best(self.language)[1]))
        said = {
            word
            for language in (self.language, "en")
            for text in (translate(kind, language), country_name("IQ", language))
            for word in _words(text)
            if len(word) > _SHORT_WORD
        }
        is_said = not given.isdisjoint(said)
        return self.say(name) if is_said else self.aside(self.say(name), self.tell(kind))

    @say.register
    def _(self, value: Organization) -> str:
        above = value.part_of
        country = None if above and _country_of(above) == value.country else value.country
        name = self.with_acronym(value)
        text = self.join([name, self.say(above) if above else None, self.country(country)])
        return self.with_rest(text, value, "name", "acronym", "part_of", "country")

    def with_acronym(self, value: Organization | Programme) -> str:
        name = self.say(value.name)
        short = value.acronym.best(self.language)[1] if value.acronym else ""
        is_new = short and not _is_said_in(short, name)
        return self.aside(name, isolated(short)) if is_new else name

    @say.register
    def _(self, value: Programme) -> str:
        return self.with_rest(self.with_acronym(value), value, "name", "acronym")

    @say.register
    def _(self, value: Involvement) -> str:
        text = self.labelled(self.say(value.role), self.say(value.organization))
        return self.with_rest(text, value, "role", "organization")

    @say.register
    def _(self, value: Contact) -> str:
        shown = {field.name: held for field, held in stated(value) if not _is_hidden(value, field)}
        who = self.join(self.say(shown[name]) for name in ("name", "organization") if name in shown)
        how = (isolated(str(shown[name])) for name in ("email", "phone", "url") if name in shown)
        text = self.join([who, *how]) or self.tell(CONTACT_NOT_SHOWN)
        return self.with_rest(text, value, "name", "organization", "email", "phone", "url")

    @say.register
    def _(self, value: LegalInstrument) -> str:
        facts = known_instruments().get(value.code or "")
        official = LocalizedText(facts["title"]) if facts else None
        if official and value.title:
            usual = {fold(text) for text in official.values()}
            found, given = value.title.best(self.language)
            if found == self.language and fold(given) in usual:
                official = value.title
        text = self.filed(value.code, official, value.title)
        numbers = re.findall("[0-9]+", without_isolates(text))
        said = [name for name in ("number", "year") if str(getattr(value, name)) in numbers]
        return self.with_rest(text, value, "title", "code", *said)

    @say.register
    def _(self, value: Document) -> str:
        return self.with_rest(self.say(value.title) if value.title else "", value, "title")

    @say.register
    def _(self, value: Source) -> str:
        title = self.say(value.title) if value.title else None
        text = self.join([title, isolated(value.url) if value.url else None])
        return self.with_rest(text, value, "title", "url") or self.tell(AUTHOR_NOT_SHOWN)

    # People

    @say.register
    def _(self, value: Person) -> str:
        role, count = getattr(value, "role", None), getattr(value, "count", None)
        label = self.role(value, role, count) if role else ""
        text = self.join([self.full_name(value), *map(self.say, filter(None, _posts(value)))])
        if count is not None:
            text = self.aside(text, count_text(count, self.language, PEOPLE))
        text = self.labelled(label, text) if label else text
        return self.with_rest(text, value, *_SAID[Person])

    def full_name(self, person: Person) -> str:
        """Return a name with its titles in the order of the language."""
        ranks = [rank for rank in (person.rank, person.academic_rank) if rank]
        before = [self.before_name(rank, person.sex) if person.name else None for rank in ranks]
        called = self.name(person.name) if person.name else None  # its language is told behind it
        titles = [*filter(None, before), self.say(person.honorific) if person.honorific else None]
        name = " ".join(filter(None, [*titles, called]))
        behind = [rank for rank, title in zip(ranks, before, strict=True) if not title]
        return self.aside(name, self.inside(lambda: self.join(map(self.say, behind))))

    def before_name(self, rank: Rank, sex: Sex | None) -> str | None:
        """Return a rank as it stands before a name: الملازم أول; none if that is not known.

        It is not known either where a woman is called otherwise, and no sex is stated.
        """
        if not rank.is_code_alone:
            return None
        facts = type(rank).facts().get(rank.code or "", {})
        titles, of_women = (
            facts.get(form, {}).get(base_of(self.language))
            for form in ("before_name", "before_name_female")
        )
        if of_women and sex is not Sex.MALE:
            return of_women if sex is Sex.FEMALE else None
        return titles  # type: ignore[no-any-return]

    def role(self, person: Person, role: SpeakerRole, count: "int | Count | None") -> str:
        """Return a role, in the feminine or the plural if the language has such a form."""
        forms = type(role).facts().get(role.code or "", {})
        several = isinstance(count, Count) or (count or 1) > 1
        form = "several" if several else "female" if person.sex is Sex.FEMALE else ""
        text = forms.get(form, {}).get(base_of(self.language))
        return text if text and role.is_code_alone else self.say(role)

    def short(self, person: Speaker) -> str:
        if person.name:
            return self.name(person.name)
        return self.join(self.say(each) for each in _posts(person) if each)

    def by(self, phrase: Phrase, text: str, ids: Iterable[str]) -> str:
        people = []
        for id_ in ids:
            if id_ in self.speakers:
                people.append(self.short(self.speakers[id_]))
            else:
                people.append(self.tell(A_PARTICIPANT if id_ in self.participants else SOMEONE))
        return self.tell(phrase, text=text, people=self.list(people)) if people else text

    # Numbers of people

    def sentence(self, value: Headcount) -> str:
        """Return the numbers of a headcount: 15 participants, of whom 9 female; 5 organizations."""
        uncounted = [name for name in _COUNTED if _is_uncounted(getattr(value, name))]
        told = {name: count for name, count in _numbers(value) if name not in uncounted}
        parts = [
            self.tell(phrase, count=self.count(told[name]))
            for name, phrase in (("female", FEMALE), ("male", MALE))
            if name in told
        ]
        total = self.count(told["total"], PARTICIPANTS) if "total" in told else ""
        if total and parts:
            total = self.tell(OF_WHOM, count=total, parts=self.list(parts))
        texts = [total or self.list(parts)]
        texts += [self.tell(UNCOUNTED[name]) for name in uncounted]
        if "organizations" in told:
            texts.append(self.count(told["organizations"], ORGANIZATIONS))
        return self.semicolons(texts)

    def count(self, count: "int | Count", noun: Noun | None = None) -> str:
        return count_text(count, self.language, noun)

    @say.register
    def _(self, value: Headcount) -> str:
        groups = map(self.say, value.groups)
        return self.semicolons([self.sentence(value), *groups, self.lone_unit(value)])

    @say.register
    def _(self, value: GroupCount) -> str:
        sex = {Sex.FEMALE: FEMALES, Sex.MALE: MALES}.get(value.sex) if value.sex else None
        said = {field.name for field, _ in stated(value)} - {"count", "parts", "extra"}
        if value.count is not None and said == {"sex"}:
            text = self.tell(FEMALE if sex is FEMALES else MALE, count=self.count(value.count))
        elif value.count is not None:
            people = self.count(value.count, PARTICIPANTS)
            text = self.aside(people, self.inside(lambda: self.join(self.group(value, sex))))
        else:
            text = self.join([*self.group(value, sex), self.tell(NOT_COUNTED)])
        if value.parts:
            parts = self.list(map(self.say, value.parts))
            text = self.tell(OF_WHOM, count=text, parts=parts)
        return self.with_rest(text, value, *_SAID[GroupCount])

    def group(self, value: GroupCount, sex: Phrase | None) -> Iterator[str]:
        """Say who belongs to a group."""
        if value.name:
            yield self.say(value.name)
        governorate = Place(governorate=value.governorate) if value.governorate else None
        for place in (value.organization, governorate):
            if place:
                yield self.tell(FROM, place=self.say(place))
        if value.country:
            yield self.tell(FROM, place=self.country(value.country) or "")
        if sex:
            yield self.tell(sex)
        if value.age:
            yield value.age.text(self.language)

    @say.register
    def _(self, value: Representation) -> str:
        return self.parted(self.stated(*each) for each in _represented(value))

    # Sessions, outcomes and deliveries
    @say.register
    def _(self, value: Session) -> str:
        head = "title" if value.title else "topics" if value.topics else ""
        text = self.join(
            [
                self.headed(value, head),
                self.count(value.count, SESSIONS) if value.count is not None else None,
                self.tell(DAY, day=str(value.day)) if value.day else None,
                self.tell(PART, part=str(value.part)) if value.part else None,
                self.when(value),
                self.tell(MINUTES, n=value.minutes) if value.minutes else None,
                value.length.text(self.language) if value.length else None,
            ]
        )
        return self.with_rest(self.by(BY, text, value.speakers), value, head, *_SAID[Session])

    def headed(self, session: Session, head: str) -> str | None:
        """Return the title of a session after its number: 2.1: Indicators."""
        text = self.say(getattr(session, head)) if head else None
        if text and head == "topics":
            text = self.aside(text, _in_lower_case(self.tell(label_of(Session, head))))
        if session.number is None:
            return text
        number = isolated(session.number)
        return self.labelled(number, text) if text else self.tell(SESSION_NUMBER, number=number)

    @say.register
    def _(self, value: PartialTime) -> str:
        date, time = self.date_and_time(value)
        return self.tell(MOMENT, date=date, time=time) if date else time

    def date_and_time(self, value: PartialTime) -> tuple[str, str]:
        time = value.time().isoformat("seconds" if value.second else "minutes")
        if value.offset not in (None, _BAGHDAD):
            time = self.aside(time, isolate_ltr(f"UTC{value.offset}"))
        return value.date.text(self.language) if value.date else "", time

    def when(self, session: Session) -> str | None:
        """Return the start and end as people write them: 4 May 2015, 09:00–12:30."""
        start, end = session.start, session.end
        if start and end:
            (date, first), (last, until) = self.date_and_time(start), self.date_and_time(end)
            if date != last:
                return self.tell(UNTIL_MOMENT, start=self.say(start), end=self.say(end))
            first = first.partition(" ")[0] if start.offset == end.offset else first
            if not date:
                return self.tell(CLOCK_SPAN, start=first, end=until)
            return self.tell(TIME_SPAN, date=date, start=first, end=until)
        for phrases, name, time in (
            ((TIME_FROM, CLOCK_FROM), "start", start),
            ((TIME_UNTIL, CLOCK_UNTIL), "end", end),
        ):
            if time:
                date, said = self.date_and_time(time)
                with_date, alone = phrases
                if not date:
                    return self.tell(alone, **{name: said})
                return self.tell(with_date, date=date, **{name: said})
        return None

    @say.register
    def _(self, value: Outcome) -> str:
        text = self.labelled(self.say(value.kind), self.say(value.text) if value.text else "")
        phrase = SAID_BY if value.kind.code == "quote" else ATTRIBUTED_TO
        said = ["kind", "text", "by", *_RESULTS]
        text = self.aside(text, self.semicolons(self.results(value)))
        text = self.by(phrase, text, [value.by] if value.by else [])
        return self.with_rest(text, value, *said)

    def results(self, value: Outcome) -> Iterator[str]:
        """Yield the numbers of an outcome: 46% of 24; 4.3 of 5; 320 people."""
        if value.result is not None:
            yield self.share(self.count(value.result), value.base)
        if value.score is not None:
            mark = number_text(value.score)
            in_percent = value.out_of is None
            mark = self.tell(PERCENT, n=mark) if in_percent else self.share(mark, value.out_of)
            yield self.tell(SCORE, mark=mark)
        elif value.out_of is not None:
            yield self.tell(HIGHEST_MARK, mark=number_text(value.out_of))
        if value.base is not None and value.result is None:
            yield self.count(value.base, PEOPLE)

    def share(self, part: str, whole: "float | Count | None") -> str:
        if whole is None:
            return part
        return self.tell(OUT_OF, part=part, whole=self.amount(whole))

    def amount(self, value: "float | Count") -> str:
        return self.count(value) if isinstance(value, Count) else number_text(value)

    @say.register
    def _(self, value: Quantity) -> str:
        return self.labelled(self.say(value.what), self.count(value.count))

    @say.register
    def _(self, value: Note) -> str:
        text = self.say(value.text) if value.text else ""
        return self.with_rest(self.labelled(self.say(value.kind), text), value, "kind", "text")

    @say.register
    def _(self, value: Occurrence) -> str:
        if isinstance(value, RelatedTraining):
            text = self.under(self.say(value.relation), lambda: self.occurrence(value))
        else:
            text = self.occurrence(value)
        return self.with_rest(text, value, *_SAID[Occurrence], "relation", "of")

    def occurrence(self, value: Occurrence) -> str:
        """Say what took place and when."""
        return self.join(
            [
                self.say(value.title) if value.title else None,
                self.say(value.kind) if value.kind else None,
                self.position(value),
                self.count(value.count, TIMES) if value.count is not None else None,
                self.dates(value.dates) if value.dates else None,
            ]
        )

    def position(self, value: Occurrence) -> str | None:
        of = getattr(value, "of", None)
        if of is not None and value.position is None:
            return self.labelled(self.tell(label_of(RelatedTraining, "of")), str(of))
        if value.position is None:
            return None
        if of is not None:
            return self.tell(POSITION_OF, position=str(value.position), of=str(of))
        phrase = ROUND
        if isinstance(value, RelatedTraining):
            in_series = value.relation is Relation.PART_OF
            phrase = POSITION_IN_SERIES if in_series else POSITION
        return self.tell(phrase, position=str(value.position))


_RESULTS = ("result", "base", "score", "out_of")
"""The numbers of an outcome."""

_COUNTED = ("total", "female", "male", "organizations")
"""The numbers of a headcount."""

_SAID: Mapping[type, tuple[str, ...]] = {
    Place: ("country", "governorate", "region", "district", "city", "venue", "as_written"),
    Person: (
        "id",
        "name",
        "honorific",
        "rank",
        "academic_rank",
        "job_title",
        "affiliation",
        "role",
        "description",
        "count",
    ),
    GroupCount: ("name", "organization", "governorate", "country", "sex", "age", "count", "parts"),
    Session: (
        "number",
        "title",
        "count",
        "day",
        "part",
        "start",
        "end",
        "minutes",
        "length",
        "speakers",
    ),
    Occurrence: (
        "title",
        "kind",
        "position",
        "count",
        "dates",
    ),
}
"""The fields in the sentence of a class; all others follow with their labels."""


def _represented(value: Representation) -> Iterator[tuple[Field, Any, Phrase | None]]:
    """Yield the fields of what was represented, with the remark whether a list is complete."""
    whole_list = "places" if value.places else "organizations" if value.organizations else ""
    remark = FLAGS.get(("complete", value.complete)) if value.complete is not None else None
    for field, held in stated(value):
        if field.name != "complete" or not whole_list:
            yield field, held, remark if field.name == whole_list else None


def _is_hidden(record: Record, field: Field) -> bool:
    """Whether a card leaves out a field because it is personal."""
    return field.sensitivity is PERSONAL and field.name not in told_by_organizers(record)


def _labelled(phrase: Phrase, label: str, text: str, language: str) -> str:
    """Prefix a text with a label; a question needs no colon."""
    if label.endswith(("؟", "?")):
        return f"{label} {text}"
    return translate(phrase, language, isolate=False, label=label, value=text)


_isolate = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
_isolate_or_bracket = re.compile(f"{_isolate.pattern}|[()]")
_SQUARE = {"(": "[", ")": "]"}


def _ours_of(text: str) -> str:
    """Return what of a text is ours, without the words of sources and without asides."""
    while (bare := re.sub(r"\([^()]*\)", "", _isolate.sub("", text))) != text:
        text = bare
    return text


def _has_label(text: str, language: str) -> bool:
    """Return whether a text has a label of its own, so that another one does not fit before it."""
    return translate(LINE, language, isolate=False, label="", value="") in _ours_of(text)


def _jurisdiction(code: str, language: str) -> str:
    if code == "IQ-KR":
        return translate(Region.KURDISTAN_REGION.label, language)
    country, _, part = code.partition("-")
    name = country_name(country, language)
    return f"{name} ({isolate_ltr(part)})" if part else name


def _title_of(code: str, language: str) -> str:
    """Return the title of a known instrument."""
    found, title = LocalizedText(known_instruments()[code]["title"]).best(language)
    return Words(title, found)


def _place_in(pointer: str, language: str) -> str:
    """Return the name of the part of a training at a JSON Pointer."""
    shape: Shape | None = Object(Training)
    names: list[str] = []
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        record = next(inner_records(shape), None) if shape else None
        known = {} if record is None else {each.name: each for each in fields(record)}
        if isinstance(shape, Many) and key.isdecimal():
            number = str(int(key) + 1)
            names[-1] = translate(ENTRY, language, isolate=False, field=names[-1], n=number)
            shape = shape.item
        elif not isinstance(shape, Many) and key in known:
            names.append(translate(known[key].label, language))
            shape = known[key].shape
        elif isinstance(shape, Texts):
            names.append(language_name(key, language))
        else:
            names.append(isolate_ltr(key))
    return joined(names, language)


_FILE_TYPES = {
    "application/pdf": "PDF",
    "application/msword": "Word DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word DOCX",
    "application/vnd.ms-excel": "Excel XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel XLSX",
    "application/vnd.ms-powerpoint": "PowerPoint PPT",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint PPTX",
    "application/zip": "ZIP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "text/csv": "CSV",
    "text/html": "HTML",
    "video/mp4": "MP4",
    "audio/mpeg": "MP3",
}


def _file_type(media_type: str, _: str) -> str:
    """Return what people call a file type; the name is the same in every language."""
    return isolate_ltr(_FILE_TYPES.get(media_type, media_type))


_NAMES: tuple[tuple[Any, Callable[[str, str], str]], ...] = (
    (COUNTRY, country_name),
    (Each(COUNTRY), country_name),
    (JURISDICTION, _jurisdiction),
    (INSTRUMENT_CODE, _title_of),
    (POINTER, _place_in),
    (MEDIA_TYPE, _file_type),
    (Each(LANGUAGE), language_name),
)
"""The functions that name the codes of a field, by the validator of the field."""


def _country_of(body: Organization) -> str | None:
    return body.country or (_country_of(body.part_of) if body.part_of else None)


def _posts(person: Person) -> tuple[Any, ...]:
    return getattr(person, "description", None), person.job_title, person.affiliation


def _numbers(value: Headcount) -> Iterator[tuple[str, "int | Count"]]:
    for name in _COUNTED:
        count = getattr(value, name)
        if count is not None:
            yield name, count


def _is_uncounted(count: "int | Count | None") -> bool:
    """Return whether people are mentioned but not counted."""
    more_than = isinstance(count, Count) and count.precision is Precision.MORE_THAN
    return more_than and count.value == 0  # type: ignore[union-attr]


def _is_said_in(text: str, other: str) -> bool:
    """Return whether the words of a text are among those of another."""
    needle, hay = (f" {' '.join(_words(without_isolates(each)))} " for each in (text, other))
    return needle in hay


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


_first_letter = re.compile("([\u2066-\u2068]*)([A-Z])(?=[a-z-]+(?:\u2069? [^A-Z]|[^ ]?$))")


def _in_lower_case(text: str) -> str:
    """Return an English label as it is written within a sentence."""
    found = _first_letter.match(text)
    return f"{found[1]}{found[2].lower()}{text[found.end() :]}" if found else text
