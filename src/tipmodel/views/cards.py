"""Cards: what a record says, as lines of text for people."""

import datetime
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.metadata import PERSONAL, LabeledEnum, metadata_of, sensitivity
from ..core.record import Field, Record, label_of, stated
from ..core.validators import LANGUAGE, Each
from ..i18n import (
    asked_for,
    base_of,
    country_name,
    isolated,
    joined,
    language_name,
    line_mark,
    listed,
    translate,
    without_isolates,
)
from ..i18n.phrase import Phrase
from ..model import (
    GroupCount,
    Headcount,
    Involvement,
    LegalInstrument,
    Note,
    Occurrence,
    Organization,
    Outcome,
    Participant,
    Place,
    RelatedTraining,
    Representation,
    Session,
    Speaker,
    Training,
)
from ..values.counts import AGED, FEMALE, MALE, ORGANIZATIONS, PARTICIPANTS, Count, count_text
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY
from ..vocab.terms import Term

LINE = Phrase("card.line", "{label}: {value}")
ASIDE = Phrase("card.aside", "{text} ({aside})")
AMONG_OTHERS = Phrase("card.among_others", "{list}; there may be others")
AND_NO_OTHERS = Phrase("card.and_no_others", "{list}; no others")
NOT_SHOWN = Phrase("card.not_shown", "{people} (the list is not shown)")
BY = Phrase("card.by", "{text}; by {people}")
DAY = Phrase("card.day", "day {day}")
PART = Phrase("card.part", "part {part}")
PLACE_IN_SERIES = Phrase("card.place_in_series", "number {position} of {of}")
POSITION = Phrase("card.position", "number {position}")
TIMES = Phrase("card.times", "{n} time", "{n} times")
MINUTES = Phrase("count.minutes", "{n} minute", "{n} minutes")
PEOPLE = Phrase("count.people", "{n} person", "{n} people")
YES = Phrase("answer.yes", "yes")
NO = Phrase("answer.no", "no")


def describe(record: Record, language: str | None = None, *, isolate: bool = True) -> str:
    """Show what a record states, a line for each of its fields; personal values are left out.

    Lines begin with the direction of *language*, and what is in another script keeps its
    own, so a card is right in a terminal and when pasted into a document. Text that there is
    only in another language is given with the name of that language.

    Args:
        record: Any record of the model.
        language: The tag of one of `languages`.
        isolate: Whether to keep directions apart by invisible characters; only a place that
            cannot take these should do without.

    Returns:
        The lines, without a line break at the end.

    Raises:
        UnknownLanguageError: There are no words in that language.

    >>> from tipmodel import LocalizedText, Place, describe
    >>> "أربيل" in describe(Place(city=LocalizedText(en="Erbil", ar="أربيل")), "ar")
    True

    """
    asked = asked_for(language)
    mark = line_mark(asked)
    card = "\n".join(mark + line for line in _Card(asked, record).lines(record))
    return card if isolate else without_isolates(card)


class _Card:
    """Says the values of a record in one language."""

    def __init__(self, language: str, record: Record) -> None:
        self.language = language
        speakers = record.speakers if isinstance(record, Training) else ()
        self.people = {speaker.id: self.short(speaker) for speaker in speakers if speaker.id}

    def lines(self, record: Record) -> Iterator[str]:
        title = getattr(record, "title", None)
        yield self.say(title) if title else self.tell(metadata_of(type(record)).label)
        for field, value in stated(record):
            if field.name not in ("title", "extra"):
                yield from self.line(record, field, value)

    def line(self, record: Record, field: Field, value: Any) -> Iterator[str]:
        label = self.tell(metadata_of(field).label)
        if isinstance(value, tuple) and isinstance(value[0], Participant):
            people = count_text(len(value), self.language, PARTICIPANTS)
            yield self.tell(LINE, label=label, value=self.tell(NOT_SHOWN, people=people))
        elif sensitivity(type(record), field) is PERSONAL:
            return
        elif isinstance(value, tuple) and len(value) > 1 and not isinstance(value[0], Term | str):
            yield self.tell(LINE, label=label, value="").rstrip()
            yield from (f"  • {self.say(item)}" for item in value)
        else:
            yield self.tell(LINE, label=label, value=self.of(field, value))

    def tell(self, phrase: Phrase, **values: Any) -> str:
        """Say a phrase round what has been said already."""
        return translate(phrase, self.language, isolate=False, **values)

    def join(self, texts: Iterable[str | None]) -> str:
        return joined(filter(None, texts), self.language)

    def all(self, *values: Any) -> str:
        """Say whatever there is of some values."""
        return self.join(self.say(value) for value in values if value not in (None, ()))

    def of(self, field: Field, value: Any) -> str:
        """Say what a field holds; the codes of countries and languages are said by their names."""
        name = next((name for check, name in _NAMES if check == field.validator), None)
        if name is None:
            return self.say(value)
        codes = value if isinstance(value, tuple) else (value,)
        return self.list(isolated(name(code, self.language)) for code in codes)

    def list(self, texts: Iterable[str]) -> str:
        return listed(list(texts), self.language)

    def named(self, found: str | None, text: str) -> str:
        if found in (None, self.language, base_of(self.language)):
            return isolated(text)
        language = language_name(str(found), self.language)
        return self.tell(ASIDE, text=isolated(text), aside=language)

    def country(self, code: str | None) -> str | None:
        return isolated(country_name(code, self.language)) if code else None

    def short(self, person: Speaker) -> str:
        return self.say(person.name or person.affiliation or person.description)

    def by(self, text: str, ids: Iterable[str]) -> str:
        people = [self.people[id_] for id_ in ids if id_ in self.people]
        return self.tell(BY, text=text, people=self.list(people)) if people else text

    def labelled(self, label: Any, text: str) -> str:
        said = self.say(label)
        return self.tell(LINE, label=said, value=text) if text else said

    @functools.singledispatchmethod
    def say(self, value: Any) -> str:
        """Say a value in one line."""
        return isolated(str(value))

    @say.register
    def _(self, value: Phrase) -> str:
        return self.tell(value)

    @say.register
    def _(self, value: LabeledEnum) -> str:
        return self.tell(value.label)

    @say.register
    def _(self, value: bool) -> str:  # noqa: FBT001 - the value to be told
        return self.tell(YES if value else NO)

    @say.register
    def _(self, value: datetime.datetime) -> str:
        return isolated(value.isoformat(" ", "minutes"))

    @say.register
    def _(self, value: LocalizedText) -> str:
        return self.named(*value.best(self.language))

    @say.register(Term)
    @say.register(LegalInstrument)
    def _(self, value: Term | LegalInstrument) -> str:
        return self.named(*value.named(self.language))

    @say.register
    def _(self, value: tuple) -> str:  # type: ignore[type-arg]
        return self.list(self.say(item) for item in value)

    @say.register
    def _(self, value: Record) -> str:
        if hasattr(value, "text") and callable(value.text):
            return isolated(value.text(self.language))
        return self.join(
            self.of(field, held)
            for field, held in stated(value)
            if field.name != "extra" and sensitivity(type(value), field) is not PERSONAL
        )

    @say.register
    def _(self, value: Place) -> str:
        governorate = value.governorate
        if governorate and value.city and _share_a_name(value.city, governorate.names):
            governorate = None
        known = [value.venue, value.city, value.region]
        texts = [self.say(part) for part in known if part]
        if governorate:
            texts.append(isolated(governorate.text(self.language)))
        return self.join([*texts, self.country(value.country)]) or isolated(value.as_written or "")

    @say.register
    def _(self, value: Organization) -> str:
        name = self.say(value.name)
        above = self.join(
            [self.say(value.part_of) if value.part_of else None, self.country(value.country)]
        )
        return self.tell(ASIDE, text=name, aside=above) if above else name

    @say.register
    def _(self, value: Involvement) -> str:
        return self.labelled(value.role, self.say(value.organization))

    @say.register
    def _(self, value: Speaker) -> str:
        titles = (value.rank, value.academic_rank, value.honorific, value.name)
        name = " ".join(self.say(part) for part in titles if part)
        text = self.join([name, self.all(value.description, value.job_title, value.affiliation)])
        if value.count is not None:
            people = count_text(value.count, self.language, PEOPLE)
            text = self.tell(ASIDE, text=text, aside=people)
        return self.labelled(value.role, text) if value.role else text

    @say.register
    def _(self, value: Headcount) -> str:
        counts = []
        for name, noun in _COUNTED.items():
            count = getattr(value, name)
            if isinstance(count, int):
                counts.append(count_text(count, self.language, noun))
            elif count is not None:
                label = label_of(Headcount, name)
                counts.append(self.tell(LINE, label=self.tell(label), value=self.say(count)))
        text = self.join([*counts, *map(self.say, value.groups)])
        if value.unit is None:
            return text
        return (
            self.tell(ASIDE, text=text, aside=self.say(value.unit))
            if text
            else self.say(value.unit)
        )

    @say.register
    def _(self, value: Count) -> str:
        return value.text(self.language)

    @say.register
    def _(self, value: GroupCount) -> str:
        ages = value.age.text(self.language) if value.age else ""
        label = self.join(
            [
                self.all(value.name, value.organization),
                isolated(value.governorate.text(self.language)) if value.governorate else None,
                self.all(value.sex),
                self.country(value.country),
                self.tell(AGED, ages=isolated(ages)) if ages else None,
            ]
        )
        text = self.tell(LINE, label=label, value=count_text(value.count, self.language))
        return self.tell(ASIDE, text=text, aside=self.say(value.parts)) if value.parts else text

    @say.register
    def _(self, value: Representation) -> str:
        places = self.say(value.places)
        if places and value.complete is not None:
            places = self.tell(AND_NO_OTHERS if value.complete else AMONG_OTHERS, list=places)
        return self.join([places, self.say(value.organizations)])

    @say.register
    def _(self, value: Session) -> str:
        text = self.join(
            [
                self.all(value.title, value.topics),
                self.tell(DAY, day=value.day) if value.day else None,
                self.tell(PART, part=value.part) if value.part else None,
                self.all(value.start, value.end),
                self.tell(MINUTES, n=value.minutes) if value.minutes else None,
                self.all(value.methods),
            ]
        )
        return self.by(text, value.speakers)

    @say.register
    def _(self, value: Outcome) -> str:
        text = self.labelled(value.kind, self.say(value.text) if value.text else "")
        return self.by(text, [value.by] if value.by else [])

    @say.register
    def _(self, value: Note) -> str:
        text = self.say(value.text) if value.text else ""
        if value.about:
            text = self.tell(ASIDE, text=text, aside=isolated(value.about))
        return self.labelled(value.kind, text)

    @say.register
    def _(self, value: Occurrence) -> str:
        position, of = value.position, getattr(value, "of", None)
        text = self.join(
            [
                self.all(value.title, getattr(value, "kind", None)),
                self.tell(PLACE_IN_SERIES, position=position, of=of) if position and of else None,
                self.tell(POSITION, position=position) if position and not of else None,
                count_text(value.count, self.language, TIMES) if value.count is not None else None,
                self.all(value.dates, *value.places, value.status, value.delivery),
                self.all(value.headcount, value.represented),
            ]
        )
        return self.labelled(value.relation, text) if isinstance(value, RelatedTraining) else text


_COUNTED = {
    "total": PARTICIPANTS,
    "female": FEMALE,
    "male": MALE,
    "organizations": ORGANIZATIONS,
}
"""The nouns of the numbers in a headcount."""

_NAMES = (
    (COUNTRY, country_name),
    (Each(COUNTRY), country_name),
    (Each(LANGUAGE), language_name),
)
"""What says the codes of a field by their names, by the check of that field."""


def _share_a_name(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(other.get(language) == name for language, name in one.items())
