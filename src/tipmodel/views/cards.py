"""Cards: a record as lines of text for people."""

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from ..core.metadata import PERSONAL, LabeledEnum, metadata_of
from ..core.record import Field, Record, fields, label_of, stated
from ..core.shape import Many, Object, Shape, Texts, inner_records
from ..core.unicode import fold
from ..core.validators import LANGUAGE, POINTER, Each
from ..i18n import (
    PART_SEPARATOR,
    QUOTED,
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
)
from ..i18n.phrase import Phrase
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
    ORGANIZATIONS,
    PARTICIPANTS,
    PEOPLE,
    PERCENT,
    TIMES,
    Count,
    Precision,
    count_text,
)
from ..values.dates import PartialDate
from ..values.text import LocalizedText
from ..values.times import PartialTime
from ..vocab.countries import COUNTRY, JURISDICTION
from ..vocab.governorate import Governorate, Region
from ..vocab.instruments import INSTRUMENT_CODE, known_instruments
from ..vocab.terms import Rank, SpeakerRole, Term

LINE = Phrase("card.line", "{label}: {value}")
ASIDE = Phrase("card.aside", "{text} ({aside})")
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
IN_GOVERNORATE = Phrase("card.governorate", "{name} Governorate")
ENTRY = Phrase("card.entry", "{field}, no. {n}")
ABOUT = Phrase("card.about", "{text} (about: {place})")
OF_WHOM = Phrase("card.of_whom", "{count}, of whom {parts}")
FEMALE = Phrase("card.female", "{count} female")
MALE = Phrase("card.male", "{count} male")
FEMALES = Phrase("card.females", "female")
MALES = Phrase("card.males", "male")
UNCOUNTED = {
    "total": Phrase("card.people_took_part", "people took part, number not stated"),
    "female": Phrase("card.women_took_part", "women or girls took part, number not stated"),
    "male": Phrase("card.men_took_part", "men or boys took part, number not stated"),
    "organizations": Phrase("card.bodies_took_part", "organizations took part, number not stated"),
}
MINUTES = Phrase("count.minutes", "{n} minute", "{n} minutes")
SESSIONS = Phrase("count.sessions", "{n} session", "{n} sessions")
SESSION_NUMBER = Phrase("card.session_number", "session {number}")
OUT_OF = Phrase("card.out_of", "{part} of {whole}")
HIGHEST_MARK = Phrase("card.highest_mark", "highest mark: {mark}")
CONTACT_NOT_SHOWN = Phrase("card.contact_not_shown", "a contact who is not shown")
AUTHOR_NOT_SHOWN = Phrase("card.author_not_shown", "an author who is not shown")
FOR_PROGRAMME = Phrase("card.for_programme", "for {programme}")
YES = Phrase("answer.yes", "yes")
NO = Phrase("answer.no", "no")

_BAGHDAD = "+03:00"


class Entry(NamedTuple):
    """A field as a card shows it.

    Attributes:
        field: The name of the field.
        label: The label in the language of the card.
        values: Its texts: one, or one for each item of a list.

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
        entries: The stated fields, in their order, without personal ones.

    """

    language: str
    title: str
    entries: tuple[Entry, ...]

    def lines(self) -> Iterator[str]:
        """Yield the card line by line."""
        yield self.title
        for _, label, values in self.entries:
            only = values[0] if len(values) == 1 else ""
            yield _labelled(label, only, self.language).rstrip()
            if not only:
                yield from (f"  • {value}" for value in values)


def describe(record: Record, language: str | None = None, *, isolate: bool = True) -> str:
    """Return a record as text, one line for each field.

    Personal values and the data of other tools (``extra``) are left out.

    Every line keeps its direction, and text in another script keeps its own, so a card is
    right in a terminal and when pasted into a document of either direction. Text that exists
    only in another language is followed by the name of that language.

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
    """Return a record as a title and entries, for other views than text.

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


def said(value: Any, language: str) -> str:
    """Return one value of a record as one line."""
    writer = _CardWriter(language, value)
    return writer.whole(lambda: writer.say(value))


class _CardWriter:
    """Formats the values of a record in one language.

    The first text of a line that is in another language is marked with it; those that follow in
    the same language are not, so that it is named once.
    """

    def __init__(self, language: str, record: Any) -> None:
        self.language = language
        training = record if isinstance(record, Training) else None
        self.speakers = {person.id: person for person in training.speakers} if training else {}
        self.participants = {person.id for person in training.participants} if training else set()
        self.foreign: str | None = None
        self.is_inside = False

    # What a card is made of

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
        return Entry(field.name, label, tuple(map(self.whole, self.parts(field, value))))

    def parts(self, field: Field, value: Any) -> Iterator[Callable[[], str]]:
        """Yield what says each of the lines of a field."""
        if isinstance(value, Headcount):
            if text := self.sentence(value):
                yield lambda: text
            yield from (functools.partial(self.say, group) for group in value.groups)
            if unit := self.lone_unit(value):
                yield lambda: unit
        elif isinstance(value, tuple) and not isinstance(value[0], Term | str):
            yield from (functools.partial(self.of, field, item) for item in value)
        else:
            yield functools.partial(self.of, field, value)

    def represented(self, value: Representation) -> Iterator[Entry]:
        whole_list = "places" if value.places else "organizations"
        remark = None
        if value.complete is not None and (value.places or value.organizations):
            remark = self.tell(AND_NO_OTHERS if value.complete else AMONG_OTHERS)
        for entry in self.entries_of(value):
            if entry.field == whole_list and remark:
                yield entry._replace(label=self.tell(ASIDE, text=entry.label, aside=remark))
            elif entry.field != "complete" or not remark:
                yield entry

    def entries_of(self, value: Record) -> Iterator[Entry]:
        for field, held in stated(value):
            yield self.entry(field, held)

    def whole(self, say: Callable[[], str]) -> str:
        """Say one line, in which another language is yet to be named."""
        self.foreign = None
        return say()

    def inside(self, say: Callable[[], str]) -> str:
        """Say what stands in brackets, so that no others stand in these."""
        before, self.is_inside = self.is_inside, True
        text = say()
        self.is_inside = before
        return text

    def label(self, field: Field, value: Any) -> str:
        """Say what a field is called; people by the word that the source has for them."""
        label = self.tell(field.label)
        unit = self.unit(value) if isinstance(value, Headcount) else None
        return self.aside(label, self.inside(lambda: self.say(unit))) if unit else label

    def unit(self, value: Headcount) -> LocalizedText | None:
        """Return the word for people that stands beside the label, if anything else is stated."""
        return value.unit if any(field.name != "unit" for field, _ in stated(value)) else None

    def lone_unit(self, value: Headcount) -> str:
        """Say the word for people if it stands alone."""
        return "" if self.unit(value) else self.rest(value, *_COUNTED, "groups")

    # Ways of putting things

    def tell(self, phrase: Phrase, **values: Any) -> str:
        """Say a phrase round what has been said already."""
        return translate(phrase, self.language, isolate=False, **values)

    def join(self, texts: Iterable[str | None]) -> str:
        return joined(filter(None, texts), self.language)

    def semicolons(self, texts: Iterable[str | None]) -> str:
        return joined(filter(None, texts), self.language, PART_SEPARATOR)

    def list(self, texts: Iterable[str]) -> str:
        return listed(list(texts), self.language)

    def aside(self, text: str, aside: str) -> str:
        return self.tell(ASIDE, text=text, aside=aside) if text and aside else text or aside

    def labelled(self, label: str, text: str) -> str:
        return _labelled(label, text, self.language) if text else label

    def named(self, found: str | None, text: str, phrase: Phrase | None = None) -> str:
        """Say a text, in the words of *phrase* if there are any, and the language it is in."""
        said = self.tell(phrase, text=isolated(text)) if phrase else isolated(text)
        if found in (None, self.language, base_of(self.language), self.foreign):
            return said
        self.foreign = found
        tongue = language_name(str(found), self.language)
        return self.tell(
            COMMA_LANGUAGE if self.is_inside else IN_LANGUAGE, text=said, tongue=tongue
        )

    def name(self, text: LocalizedText) -> str:
        """Say the name of a person: who reads Sorani reads the Arabic script first."""
        if self.language == "ckb" and "ckb" not in text and "ar" in text:
            return self.named("ar", text["ar"])
        return self.say(text)

    def country(self, code: str | None) -> str | None:
        return country_name(code, self.language) if code else None

    def of(self, field: Field, value: Any) -> str:
        """Say what a field holds; the codes of countries and languages are said by their names."""
        name = next((name for check, name in _NAMES if check == field.validator), None)
        if name is None:
            return self.say(value)
        codes = value if isinstance(value, tuple) else (value,)
        return self.list(name(code, self.language) for code in codes)

    def rest(self, record: Record, *said: str) -> str:
        """Say the fields that have not been *said*, each with its label."""
        return self.semicolons(
            self.labelled(self.label(field, held), self.of(field, held))
            for field, held in stated(record)
            if field.name not in ("extra", *said) and not _is_hidden(record, field)
        )

    def with_rest(self, text: str, record: Record, *said: str) -> str:
        return self.aside(
            text,
            self.inside(lambda: self.rest(record, *said)) if text else self.rest(record, *said),
        )

    # Values

    @functools.singledispatchmethod
    def say(self, value: Any) -> str:
        """Say a value in one line."""
        return isolated(str(value))

    @say.register
    def _(self, value: LabeledEnum) -> str:
        return self.tell(value.label)

    @say.register
    def _(self, value: Governorate) -> str:
        return self.named(*value.names.best(self.language))

    @say.register
    def _(self, value: bool) -> str:  # noqa: FBT001 - the value to be said
        return self.tell(YES if value else NO)

    @say.register
    def _(self, value: float) -> str:
        return str(value).removesuffix(".0")

    @say.register
    def _(self, value: datetime.datetime) -> str:
        return self.say(PartialTime.of(value))

    @say.register
    def _(self, value: datetime.date) -> str:
        return PartialDate.of(value).text(self.language)

    @say.register
    def _(self, value: LocalizedText) -> str:
        return self.named(*value.best(self.language))

    @say.register
    def _(self, value: Term) -> str:
        text = self.filed(value.code, self.listed_name(value), value.names)
        return self.with_rest(text, value, "code", "names")

    def listed_name(self, term: Term) -> str | None:
        """Say what the list calls a term."""
        known = type(term).vocabulary().get(term.code or "")
        if known and known.names:
            return self.named(*known.names.best(self.language))
        return isolate_ltr(term.code) if term.code else None

    def filed(self, code: str | None, name: str | None, words: LocalizedText | None) -> str:
        """Say a thing by the *name* its code stands for and by the *words* of the source."""
        if name is None or words is None:
            return name or (self.say(words) if words else "")
        found, own = words.best(self.language)
        if _words(without_isolates(name)) == _words(own):
            return self.named(found, own)
        if code and ":" in code:
            return self.aside(self.named(found, own), name)
        return self.aside(name, self.inside(lambda: self.named(found, own, QUOTED)))

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
        return str(say(self.language)) if callable(say) else self.rest(value)

    @say.register
    def _(self, value: Count) -> str:
        return value.text(self.language)

    @say.register
    def _(self, value: Place) -> str:
        known = (value.venue, value.city, value.district, value.region)
        texts = [self.say(each) for each in known if each]
        if value.governorate:
            texts.append(self.tell(IN_GOVERNORATE, name=self.say(value.governorate)))
        text = self.join([*texts, self.country(value.country)])
        if value.as_written and value.as_written not in without_isolates(text):
            text = self.aside(text, self.tell(QUOTED, text=isolated(value.as_written)))
        return self.with_rest(text, value, *_SAID[Place])

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
        if value.programme:
            programme = self.inside(lambda: self.say(value.programme))
            text = self.aside(text, self.tell(FOR_PROGRAMME, programme=programme))
        return self.with_rest(text, value, "role", "organization", "programme")

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
        official = self.named(*LocalizedText(facts["title"]).best(self.language)) if facts else None
        if official and value.title and facts:
            usual = {fold(text) for text in facts["title"].values()}
            found, given = value.title.best(self.language)
            is_usual = found == self.language and fold(given) in usual
            official = self.say(value.title) if is_usual else official
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
        """Say a name with its titles, as the language puts them."""
        ranks = [rank for rank in (person.rank, person.academic_rank) if rank]
        before = [self.before_name(rank) for rank in ranks] if person.name else []
        titles = [*filter(None, before), self.say(person.honorific) if person.honorific else None]
        name = " ".join(filter(None, [*titles, self.name(person.name) if person.name else None]))
        behind = [self.say(rank) for rank in ranks if not (person.name and self.before_name(rank))]
        return self.aside(name, self.join(behind))

    def before_name(self, rank: Rank) -> str | None:
        """Return a rank as it stands before a name: الملازم أول; none if that is not known."""
        if not rank.is_code_alone:
            return None
        titles: Mapping[str, str] = (
            type(rank).facts().get(rank.code or "", {}).get("before_name", {})
        )
        return titles.get(base_of(self.language))

    def role(self, person: Person, role: SpeakerRole, count: "int | Count | None") -> str:
        """Say a role, of one woman or of several people where the language tells them apart."""
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
        """Say the numbers of a headcount: 15 participants, of whom 9 female; 5 organizations."""
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

    def count(self, count: "int | Count", noun: Phrase | None = None) -> str:
        return count_text(count, self.language, noun)

    @say.register
    def _(self, value: Headcount) -> str:
        groups = map(self.say, value.groups)
        return self.semicolons([self.sentence(value), *groups, self.lone_unit(value)])

    @say.register
    def _(self, value: GroupCount) -> str:
        sex = {Sex.FEMALE: FEMALES, Sex.MALE: MALES}.get(value.sex) if value.sex else None
        who = [
            self.say(value.name) if value.name else None,
            self.say(value.organization) if value.organization else None,
            self.say(Place(governorate=value.governorate)) if value.governorate else None,
            self.country(value.country),
            self.tell(sex) if sex else None,
            value.age.text(self.language) if value.age else None,
        ]
        text = self.join(who)
        if value.count is not None:
            text = self.aside(self.count(value.count), text)
        if value.parts:
            parts = self.list(map(self.say, value.parts))
            text = self.tell(OF_WHOM, count=text, parts=parts)
        return self.with_rest(text, value, *_SAID[GroupCount])

    @say.register
    def _(self, value: Representation) -> str:
        texts = (self.labelled(e.label, self.list(e.values)) for e in self.represented(value))
        return self.semicolons(texts)

    # What happens

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
        text = self.with_rest(text, value, head, *_SAID[Session])
        return self.by(BY, text, value.speakers)

    def headed(self, session: Session, head: str) -> str | None:
        """Return the title of a session after its number: 2.1: Indicators."""
        text = self.say(getattr(session, head)) if head else None
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
        """Say from when until when, as people do: 4 May 2015, 09:00–12:30."""
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
        text = self.with_rest(text, value, *said)
        return self.by(phrase, text, [value.by] if value.by else [])

    def results(self, value: Outcome) -> Iterator[str]:
        """Say the numbers of an outcome: 46% of 24; 4.3 of 5; 320 people."""
        if value.result is not None:
            yield self.share(self.count(value.result), value.base)
        if value.score is not None:
            mark = number_text(value.score)
            in_percent = value.out_of is None
            yield self.tell(PERCENT, n=mark) if in_percent else self.share(mark, value.out_of)
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
        text = self.labelled(self.say(value.kind), text)
        if value.about:
            text = self.tell(ABOUT, text=text, place=_place_in(value.about, self.language))
        return self.with_rest(text, value, "kind", "text", "about")

    @say.register
    def _(self, value: Occurrence) -> str:
        text = self.join(
            [
                self.say(value.title) if value.title else None,
                self.say(value.kind) if value.kind else None,
                self.position(value),
                self.count(value.count, TIMES) if value.count is not None else None,
                value.dates.text(self.language) if value.dates else None,
            ]
        )
        places = self.semicolons(map(self.say, value.places))
        places = self.labelled(self.tell(label_of(Occurrence, "places")), places) if places else ""
        counts = value.headcount
        heads = self.labelled(self.tell(label_of(Occurrence, "headcount")), "") if counts else ""
        if counts:
            field = next(each for each in fields(type(value)) if each.name == "headcount")
            heads = self.labelled(self.label(field, counts), self.say(counts))
        represented = self.say(value.represented) if value.represented else None
        said = (*_SAID[Occurrence], "relation", "of")
        text = self.semicolons([text, places, heads, represented, self.rest(value, *said)])
        if isinstance(value, RelatedTraining):
            return self.labelled(self.say(value.relation), text)
        return text

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
        "places",
        "headcount",
        "represented",
    ),
}
"""The fields of a class that its sentence is made of; all others are said with their labels."""


def _is_hidden(record: Record, field: Field) -> bool:
    """Tell whether a card leaves out what a field says of a person."""
    return field.sensitivity is PERSONAL and field.name not in told_by_organizers(record)


def _labelled(label: str, text: str, language: str) -> str:
    """Prefix a text with a label; a question needs no colon."""
    if label.endswith(("؟", "?")):
        return f"{label} {text}"
    return translate(LINE, language, isolate=False, label=label, value=text)


def _jurisdiction(code: str, language: str) -> str:
    if code == "IQ-KR":
        return translate(Region.KURDISTAN_REGION.label, language)
    country, _, part = code.partition("-")
    name = country_name(country, language)
    return f"{name} ({isolate_ltr(part)})" if part else name


def _title_of(code: str, language: str) -> str:
    """Return the title of a known instrument."""
    return LocalizedText(known_instruments()[code]["title"]).best(language)[1]


def _place_in(pointer: str, language: str) -> str:
    """Name the part of a training that a JSON Pointer leads to."""
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


_NAMES: tuple[tuple[Any, Callable[[str, str], str]], ...] = (
    (COUNTRY, country_name),
    (Each(COUNTRY), country_name),
    (JURISDICTION, _jurisdiction),
    (INSTRUMENT_CODE, _title_of),
    (POINTER, _place_in),
    (Each(LANGUAGE), language_name),
)
"""What says the codes of a field in words, by the check of that field."""


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


_first_letter = re.compile("([\u2066-\u2068]*)([A-Z])(?=[a-z-]+(?: [^A-Z]|[^ ]?$))")


def _in_lower_case(text: str) -> str:
    """Return an English label as it stands within a sentence."""
    found = _first_letter.match(text)
    return f"{found[1]}{found[2].lower()}{text[found.end() :]}" if found else text
