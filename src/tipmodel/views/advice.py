"""Advice about records that are valid, but may not be what was meant."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..core.issues import Issue
from ..core.metadata import metadata_of
from ..core.record import Record, StringValue, label_of, stated
from ..core.rules import (
    JOINER_MISPLACED,
    LENGTH_DIFFERS_FROM_SPAN,
    LIST_MAY_BE_INCOMPLETE,
    NOT_NORMALIZED,
    PARTS_DIFFER_FROM_TOTAL,
    PERSIAN_LETTERS,
    PRESENTATION_FORMS,
    SESSION_AFTER_LAST_DAY,
    SESSION_OUTSIDE_DATES,
    TITLE_DIFFERS,
    TITLE_WITHOUT_ARABIC,
    WEEKDAY_DOES_NOT_FIT,
    WRONG_SCRIPT,
)
from ..core.unicode import fold, in_normal_form
from ..i18n import Weekday, languages
from ..i18n.phrase import Phrase
from ..model import GroupCount, Headcount, LegalInstrument, Representation, Training
from ..values.dates import DateSpan, PartialDate
from ..values.durations import Duration, DurationUnit
from ..values.text import LocalizedText
from ..vocab.instruments import known_instruments

ARABIC = Phrase("script.arabic", "Arabic")
LATIN = Phrase("script.latin", "Latin")

_LETTERS = {
    ARABIC: "[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f]",
    LATIN: "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
}
_SCRIPTS = dict.fromkeys(("ar", "ckb", "fa"), ARABIC) | dict.fromkeys(("en", "fr", "kmr"), LATIN)
_KEYBOARD = str.maketrans({"ی": "ي", "ک": "ك", "ە": "ه", "ھ": "ه", "ہ": "ه"})
_PRINTED = re.compile("[\ufb50-\ufd3d\ufd50-\ufdf1\ufe70-\ufefc]+")
_STRAY_JOINER = re.compile(
    f"(?<!{_LETTERS[ARABIC]})[\u200c\u200d]|[\u200c\u200d](?!{_LETTERS[ARABIC]})"
)


def check(record: Record) -> tuple[Issue, ...]:
    """Return warnings about a valid record: what may not be what was meant.

    Args:
        record: Any record of the model.

    Returns:
        Issues of the severity *warning*, in the order of the record, each with advice.

    >>> from tipmodel import Headcount, check
    >>> [finding.code for finding in check(Headcount(total=20, female=9, male=9))]
    ['headcount.parts_differ_from_total']

    """
    return tuple(_findings(record, metadata_of(type(record)).label))


def _findings(value: Any, label: Phrase) -> Iterator[Issue]:
    if isinstance(value, LocalizedText):
        for language, text in value.items():
            yield from _under(language, _about_text(text, language, label))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _under(index, _findings(item, label))
    elif isinstance(value, Record) and not isinstance(value, StringValue):
        for kind, ask in _QUESTIONS:
            if isinstance(value, kind):
                yield from ask(value)
        for field, held in stated(value):
            yield from _under(field.name, _findings(held, metadata_of(field).label))
    elif isinstance(value, str):
        yield from _about_text(value, "", label)


def _under(key: str | int, findings: Iterable[Issue]) -> Iterator[Issue]:
    return (finding.under(key) for finding in findings)


def _about_text(text: str, language: str, field: Phrase) -> Iterator[Issue]:
    if (normal := in_normal_form(text)) != text:
        yield NOT_NORMALIZED.issue(repaired=normal, field=field)
    if _PRINTED.search(text):
        letters = _PRINTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        yield PRESENTATION_FORMS.issue(repaired=letters, field=field)
    if _STRAY_JOINER.search(text):
        yield JOINER_MISPLACED.issue(repaired=_STRAY_JOINER.sub("", text), field=field)
    if language == "ar" and (typed := text.translate(_KEYBOARD)) != text:
        yield PERSIAN_LETTERS.issue(repaired=typed, field=field)
    expected = _SCRIPTS.get(language)
    if expected:
        (other,) = _LETTERS.keys() - {expected}
        if re.search(_LETTERS[other], text) and not re.search(_LETTERS[expected], text):
            yield WRONG_SCRIPT.issue(field=field, expected=expected, found=other)


def _parts_of_total(headcount: Headcount) -> Iterator[Issue]:
    total, female, male = (headcount.exact(name) for name in ("total", "female", "male"))
    if total is not None and female is not None and male is not None and female + male != total:
        yield PARTS_DIFFER_FROM_TOTAL.issue(sum=female + male, total=total).under("total")


def _parts_of_group(group: GroupCount) -> Iterator[Issue]:
    total = sum(part.count for part in group.parts if isinstance(part.count, int))
    if isinstance(group.count, int) and total > group.count:
        yield PARTS_DIFFER_FROM_TOTAL.issue(sum=total, total=group.count).under("count")


def _length_and_span(span: DateSpan) -> Iterator[Issue]:
    days_in = {DurationUnit.DAY: 1, DurationUnit.WEEK: 7}
    counted, length = span.days(), span.length
    if counted is None or length is None or length.unit not in days_in:
        return
    if length.value * days_in[length.unit] != counted:
        covered = Duration(value=counted, unit=DurationUnit.DAY)
        yield LENGTH_DIFFERS_FROM_SPAN.issue(stated=length, counted=covered).under("length")


def _weekday_and_date(span: DateSpan) -> Iterator[Issue]:
    first = span.start.date() if span.start else None
    last = span.end.date() if span.end else first
    if first is None or last is None or span.as_written is None:
        return
    there = {
        (first + datetime.timedelta(days)).weekday() for days in range((last - first).days + 1)
    }
    written = set(fold(span.as_written).split())
    for day in map(Weekday, range(7)):
        names = {fold(day.text(language)) for language in languages()}
        if names & written and day.number not in there:
            dates = DateSpan(start=span.start, end=span.end)
            yield WEEKDAY_DOES_NOT_FIT.issue(date=dates, weekday=day).under("as_written")


def _open_list(represented: Representation) -> Iterator[Issue]:
    if represented.places and represented.complete is not True:
        label = label_of(Representation, "places")
        yield LIST_MAY_BE_INCOMPLETE.issue(field=label).under("places")


def _official_title(instrument: LegalInstrument) -> Iterator[Issue]:
    facts = known_instruments().get(instrument.code or "", {})
    for language in facts.get("official", ()):
        title = (instrument.title or {}).get(language)
        known = {facts["title"][language], *facts.get("also", ())}
        if title and fold(title) not in {fold(each) for each in known}:
            official = facts["title"][language]
            finding = TITLE_DIFFERS.issue(law=instrument.code or "", official=official)
            yield finding.under(language).under("title")


def _sessions_and_dates(training: Training) -> Iterator[Issue]:
    days = training.dates.days() if training.dates else None
    start = training.dates.start if training.dates else None
    end = (training.dates.end or start) if training.dates else None
    for index, session in enumerate(training.sessions):
        if session.day and days and session.day > days:
            covered = Duration(value=days, unit=DurationUnit.DAY)
            finding: Issue = SESSION_AFTER_LAST_DAY.issue(
                session=index + 1, day=session.day, counted=covered
            )
            yield finding.under("day").under(index).under("sessions")
        if session.start and start and end:
            date = PartialDate.of(session.start.date())
            if date.before(start) or end.before(date):
                finding = SESSION_OUTSIDE_DATES.issue(
                    session=index + 1, date=date, dates=DateSpan(start=start, end=end)
                )
                yield finding.under("start").under(index).under("sessions")


def _arabic_title(training: Training) -> Iterator[Issue]:
    if "ar" not in training.title:
        yield TITLE_WITHOUT_ARABIC.issue().under("title")


_QUESTIONS: tuple[tuple[type, Callable[[Any], Iterator[Issue]]], ...] = (
    (Training, _arabic_title),
    (Training, _sessions_and_dates),
    (Headcount, _parts_of_total),
    (GroupCount, _parts_of_group),
    (DateSpan, _length_and_span),
    (DateSpan, _weekday_and_date),
    (Representation, _open_list),
    (LegalInstrument, _official_title),
)
"""What is asked of the records of a class."""
