"""Cards: what a record says, as lines of text for people."""

import datetime
import functools
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from .counts import AGED, FEMALE, MALE, ORGANIZATIONS, PARTICIPANTS, Count, count_text
from .fields import PERSONAL, Choice, Phrase, sensitivity, words
from .i18n import country_name, isolated, joined, language_name, line_mark, listed, translate
from .model import (
    GroupCount,
    Headcount,
    Involvement,
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
)
from .record import Record, stated
from .text import LocalizedText
from .validators import LANGUAGE, Each
from .vocab.countries import COUNTRY
from .vocab.terms import Term

LINE = Phrase("card.line", "{label}: {value}")
ASIDE = Phrase("card.aside", "{text} ({aside})")
AMONG_OTHERS = Phrase("card.among_others", "{list}; there may be others")
AND_NO_OTHERS = Phrase("card.and_no_others", "{list}; no others")
NOT_SHOWN = Phrase("card.not_shown", "{people} (the list is not shown)")
BY = Phrase("card.by", "{topic}; by {speakers}")
DAY = Phrase("card.day", "day {day}")
PART = Phrase("card.part", "part {part}")
PLACE_IN_SERIES = Phrase("card.place_in_series", "number {position} of {of}")
POSITION = Phrase("card.position", "number {position}")
TIMES = Phrase("card.times", "{n} time", "{n} times")
MINUTES = Phrase("count.minutes", "{n} minute", "{n} minutes")
PEOPLE = Phrase("count.people", "{n} person", "{n} people")
YES = Phrase("answer.yes", "yes")
NO = Phrase("answer.no", "no")


def describe(record: Record, language: str = "en") -> str:
    """Say what a record states, a line for each of its fields; personal values are left out.

    Lines begin with the direction of *language*, and what is in another script keeps its
    own, so a card is right in a terminal and when pasted into a document.

    Raises:
        UnknownLanguageError: There are no words in that language.

    """
    mark = line_mark(language)
    return "\n".join(mark + line for line in _lines(record, language))


def _lines(record: Record, language: str) -> Iterator[str]:
    title = getattr(record, "title", None)
    heading = _said(title, language) if title else translate(words(type(record)).label, language)
    yield heading
    for field, value in stated(record):
        if field.name in ("title", "extra") or _is_hidden(record, field, value):
            continue
        label = translate(words(field).label, language)
        if isinstance(value, tuple) and len(value) > 1 and not _is_short(value):
            yield translate(LINE, language, isolate=False, label=label, value="").rstrip()
            yield from (f"  • {_said(item, language)}" for item in value)
        else:
            said = _said_in(field, value, language)
            yield translate(LINE, language, isolate=False, label=label, value=said)


def _said_in(field: "attrs.Attribute[Any]", value: Any, language: str) -> str:
    """Say what a field holds; the codes of countries and languages are said by their names."""
    name = next((name for check, name in _NAMES if check == field.validator), None)
    if name is None:
        return _said(value, language)
    codes = value if isinstance(value, tuple) else (value,)
    return listed([isolated(name(code, language)) for code in codes], language)


_NAMES = (
    (COUNTRY, country_name),
    (Each(COUNTRY), country_name),
    (Each(LANGUAGE), language_name),
)


def _is_hidden(record: Record, field: Any, value: Any) -> bool:
    if isinstance(value, tuple) and isinstance(value[0], Participant):
        return False  # only their number is told
    return sensitivity(type(record), field) is PERSONAL


def _is_short(items: tuple[Any, ...]) -> bool:
    return isinstance(items[0], Term | str | Participant)


@functools.singledispatch
def _said(value: Any, language: str) -> str:
    """Say a value of a record in one line."""
    return isolated(value.text(language) if hasattr(value, "text") else str(value))


@_said.register
def _(value: bool, language: str) -> str:  # noqa: FBT001 - the value to be told
    return translate(YES if value else NO, language)


@_said.register
def _(value: datetime.date, language: str) -> str:
    del language
    return isolated(value.isoformat(" ") if isinstance(value, datetime.datetime) else str(value))


@_said.register
def _(value: Choice, language: str) -> str:
    return translate(value.label, language)


@_said.register
def _(value: LocalizedText, language: str) -> str:
    return _in_language(*value.best(language), language)


@_said.register
def _(value: Term, language: str) -> str:
    return _in_language(*value.named(language), language)


def _in_language(found: str | None, text: str, language: str) -> str:
    if found in (None, language):
        return isolated(text)
    named = language_name(str(found), language)
    return translate(ASIDE, language, text=text, aside=named)


@_said.register
def _(value: tuple, language: str) -> str:  # type: ignore[type-arg]
    if value and isinstance(value[0], Participant):
        return translate(NOT_SHOWN, language, people=count_text(len(value), language, PARTICIPANTS))
    return listed([_said(item, language) for item in value], language)


@_said.register
def _(value: Record, language: str) -> str:
    if hasattr(value, "text"):
        said = value.text
        if callable(said):
            return isolated(said(language))
    texts = (
        _said_in(field, held, language)
        for field, held in stated(value)
        if field.name != "extra" and sensitivity(type(value), field) is not PERSONAL
    )
    return joined(texts, language)


def _joined(values: Any, language: str) -> str:
    texts = (_said(value, language) for value in values if value not in (None, ()))
    return joined((text for text in texts if text), language)


@_said.register
def _(value: Count, language: str) -> str:
    return value.text(language)


@_said.register
def _(value: Place, language: str) -> str:
    country = isolated(country_name(value.country, language)) if value.country else ""
    known = [value.venue, value.city, value.region, value.governorate]
    if value.governorate and value.city and _same(value.city, value.governorate.names):
        known.pop()
    parts = [_said(part, language) for part in known if part] + [country]
    text = joined(filter(None, parts), language)
    return text or isolated(value.as_written or "")


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(one.get(tag) == text for tag, text in other.items())


@_said.register
def _(value: Speaker, language: str) -> str:
    name = " ".join(
        _said(part, language)
        for part in (value.rank, value.academic_rank, value.honorific, value.name)
        if part
    )
    rest = _joined((value.description, value.job_title, value.affiliation), language)
    text = joined(filter(None, (name, rest)), language)
    if value.count is not None:
        people = count_text(value.count, language, PEOPLE)
        text = translate(ASIDE, language, isolate=False, text=text, aside=people)
    return _labelled(value.role, text, language) if value.role else text


def _labelled(label: Any, text: str, language: str) -> str:
    return translate(LINE, language, isolate=False, label=_said(label, language), value=text)


@_said.register
def _(value: Involvement, language: str) -> str:
    return _labelled(value.role, _said(value.organization, language), language)


@_said.register
def _(value: Organization, language: str) -> str:
    return _joined((value.name, value.part_of), language)


@_said.register
def _(value: Headcount, language: str) -> str:
    parts = []
    for count, noun in (
        (value.total, PARTICIPANTS),
        (value.female, FEMALE),
        (value.male, MALE),
        (value.organizations, ORGANIZATIONS),
    ):
        if count is not None:
            parts.append(count_text(count, language, noun))
    text = joined([*parts, *(_said(group, language) for group in value.groups)], language)
    if value.unit and text:
        unit = _said(value.unit, language)
        return translate(ASIDE, language, isolate=False, text=text, aside=unit)
    return text or _said(value.unit, language)


@_said.register
def _(value: GroupCount, language: str) -> str:
    names = [value.name, value.organization, value.governorate, value.sex]
    parts = [_said(part, language) for part in names if part]
    if value.country:
        parts.append(isolated(country_name(value.country, language)))
    if value.age:
        parts.append(translate(AGED, language, ages=value.age.text(language)))
    text = translate(
        LINE,
        language,
        isolate=False,
        label=joined(parts, language),
        value=count_text(value.count, language),
    )
    if not value.parts:
        return text
    inner = listed([_said(part, language) for part in value.parts], language)
    return translate(ASIDE, language, isolate=False, text=text, aside=inner)


@_said.register
def _(value: Representation, language: str) -> str:
    places = listed([_said(place, language) for place in value.places], language)
    if places and value.complete is not None:
        phrase = AND_NO_OTHERS if value.complete else AMONG_OTHERS
        places = translate(phrase, language, isolate=False, list=places)
    bodies = listed([_said(body, language) for body in value.organizations], language)
    return joined(filter(None, (places, bodies)), language)


@_said.register
def _(value: Session, language: str) -> str:
    topics = [_said(topic, language) for topic in value.topics]
    parts = [_said(value.title, language)] if value.title else []
    parts += [listed(topics, language)] if topics else []
    if value.day:
        parts.append(translate(DAY, language, day=value.day))
    if value.part:
        parts.append(translate(PART, language, part=value.part))
    parts += [_said(moment, language) for moment in (value.start, value.end) if moment]
    if value.minutes:
        parts.append(translate(MINUTES, language, n=value.minutes))
    parts += [_said(method, language) for method in value.methods]
    text = joined(parts, language)
    if not value.speakers:
        return text
    speakers = listed([isolated(id_) for id_ in value.speakers], language)
    return translate(BY, language, isolate=False, topic=text, speakers=speakers)


@_said.register
def _(value: Outcome, language: str) -> str:
    if value.text is None:
        return _said(value.kind, language)
    return _labelled(value.kind, _said(value.text, language), language)


@_said.register
def _(value: Note, language: str) -> str:
    text = _said(value.text, language) if value.text else ""
    if value.about:
        text = translate(ASIDE, language, isolate=False, text=text, aside=isolated(value.about))
    return _labelled(value.kind, text, language)


@_said.register
def _(value: Occurrence, language: str) -> str:
    of = getattr(value, "of", None)
    parts = [_said(value.title, language)] if value.title else []
    if value.position and of:
        parts.append(translate(PLACE_IN_SERIES, language, position=value.position, of=of))
    elif value.position:
        parts.append(translate(POSITION, language, position=value.position))
    if value.count is not None:
        parts.append(count_text(value.count, language, TIMES))
    rest = (value.dates, *value.places, value.status, value.delivery, value.headcount)
    text = joined([*parts, _joined((*rest, value.represented), language)], language)
    if isinstance(value, RelatedTraining):
        return _labelled(value.relation, text, language)
    return text
