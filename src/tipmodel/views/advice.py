"""Warnings about records that are valid, but may not be what was meant."""

import datetime
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..core.fields import label_of, stated
from ..core.issues import Issue
from ..core.metadata import metadata_of
from ..core.record import Record, StringValue
from ..core.rules import (
    APPLY_AFTER_START,
    DATE_IS_EARLY,
    DAYS_DIFFER,
    DELIVERIES_EXCEED_TOTAL,
    DELIVERY_OUTSIDE_DATES,
    DIFFERS_FROM_CODE,
    HELD_AFTER_PUBLICATION,
    JOINER_MISPLACED,
    LENGTH_DIFFERS_FROM_SPAN,
    LIST_MAY_BE_INCOMPLETE,
    MORE_BODIES_LISTED,
    MORE_PARTICIPANTS_LISTED,
    NOT_NORMALIZED,
    PARTS_DIFFER_FROM_TOTAL,
    PERSIAN_LETTERS,
    PHONE_LENGTH,
    PLANNED_BEFORE_PUBLICATION,
    POSITION_PAST_END,
    PRESENT_AFTER_LAST_DAY,
    PRESENTATION_FORMS,
    RELATED_IN_WRONG_ORDER,
    RESULT_EXCEEDS_BASE,
    SESSION_AFTER_LAST_DAY,
    SESSION_LENGTH_DIFFERS,
    SESSION_OUTSIDE_DATES,
    TITLE_DIFFERS,
    WEEKDAY_DOES_NOT_FIT,
    WRONG_SCRIPT,
)
from ..core.unicode import fold, in_normal_form
from ..i18n import Weekday, languages
from ..i18n.phrase import Phrase
from ..model import (
    Contact,
    GroupCount,
    Headcount,
    LegalInstrument,
    Occurrence,
    Outcome,
    Participant,
    RelatedTraining,
    Relation,
    Representation,
    Session,
    Status,
    Training,
)
from ..values.counts import Precision
from ..values.dates import FIRST_GREGORIAN_YEAR, DateSpan, PartialDate
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
    """Return warnings about a valid record that may not be what was meant.

    Args:
        record: Any record of the model.

    Returns:
        Issues with the severity *warning*, in the order of the record, each with advice.

    >>> from tipmodel import Headcount, check
    >>> [finding.code for finding in check(Headcount(total=20, female=9, male=9))]
    ['headcount.parts_differ_from_total']

    """
    return tuple(_findings(record, metadata_of(type(record)).label))


def _findings(value: Any, label: Phrase) -> Iterator[Issue]:  # noqa: C901 - one for each kind
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
    elif isinstance(value, PartialDate | datetime.date):
        if value.year is not None and value.year < FIRST_GREGORIAN_YEAR:
            yield DATE_IS_EARLY.issue(field=label)
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
    for index, group in enumerate(headcount.groups):
        of_sex = headcount.exact(group.sex.value) if group.sex else None
        if of_sex is not None and isinstance(group.count, int) and group.count > of_sex:
            issue = PARTS_DIFFER_FROM_TOTAL.issue(sum=group.count, total=of_sex)
            yield issue.under("count").under(index).under("groups")


def _parts_of_group(group: GroupCount) -> Iterator[Issue]:
    total = sum(part.count for part in group.parts if isinstance(part.count, int))
    if isinstance(group.count, int) and total > group.count:
        yield PARTS_DIFFER_FROM_TOTAL.issue(sum=total, total=group.count).under("count")


def _length_and_span(span: DateSpan) -> Iterator[Issue]:
    counted, length = span.days(), span.length
    if counted is None or length is None or length.unit not in _DAYS_IN:
        return
    least, most = _DAYS_IN[length.unit]
    in_a_row = length.unit is DurationUnit.DAY and not span.on_days
    days_off = 2 * (counted // 6) if in_a_row else 0  # five days need not include a weekend
    longest = math.ceil((length.at_most or length.value) * most) + days_off
    if length.precision is Precision.EXACT and not length.value * least <= counted <= longest:
        covered = Duration(value=counted, unit=DurationUnit.DAY)
        yield LENGTH_DIFFERS_FROM_SPAN.issue(stated=length, counted=covered).under("length")


_DAYS_IN = {DurationUnit.DAY: (1, 1), DurationUnit.WEEK: (5, 7)}
"""The minimum and maximum number of days in a unit; a week of training may have five days."""


def _weekday_and_date(span: DateSpan) -> Iterator[Issue]:
    days = _days_of(span)
    if not days or span.as_written is None:
        return
    there = {day.weekday() for day in days}
    written = set(fold(span.as_written).split())
    for day in map(Weekday, range(7)):
        names = {fold(day.text(language)) for language in languages()}
        if names & written and day.number not in there:
            dates = span.evolve(length=None, as_written=None)
            yield WEEKDAY_DOES_NOT_FIT.issue(date=dates, weekday=day).under("as_written")


def _days_of(span: DateSpan) -> list[datetime.date]:
    """Return the days of a period, in the assumed year if none is stated."""
    dates = [span.start, span.end or span.start] if span.start else list(span.on_days)
    years = (date.year or span.assumed_year for date in dates)
    days = [date.in_year(year) for date, year in zip(dates, years, strict=True) if year]
    known = [day for day in days if day]
    if len(known) != len(dates):
        return []
    if span.on_days or not known:
        return known
    first, last = known
    return [first + datetime.timedelta(day) for day in range((last - first).days + 1)]


def _open_list(represented: Representation) -> Iterator[Issue]:
    names = [name for name in ("places", "organizations") if getattr(represented, name)]
    if names and represented.complete is False:
        label = label_of(Representation, names[0])
        yield LIST_MAY_BE_INCOMPLETE.issue(field=label).under(names[0])


def _law_and_code(instrument: LegalInstrument) -> Iterator[Issue]:
    facts = known_instruments().get(instrument.code or "", {})
    law = LegalInstrument(code=instrument.code) if facts else instrument
    for name in ("number", "year", "jurisdiction"):
        given, known = getattr(instrument, name), facts.get(name)
        if None not in (given, known) and fold(str(given)) != fold(str(known)):
            field = label_of(LegalInstrument, name)
            yield DIFFERS_FROM_CODE.issue(field=field, law=law, known=str(known)).under(name)
    for language, title in (instrument.title or {}).items() if facts else ():
        if _is_of_another(title, facts):
            official = facts["title"].get(language) or law
            issue = TITLE_DIFFERS.issue(law=law, official=official)
            yield issue.under(language).under("title")


def _is_of_another(title: str, facts: Mapping[str, Any]) -> bool:
    """Return whether a title seems to belong to another law: other numbers, hardly a common word.

    An everyday name, such as "the Penal Code", belongs to no other law.
    """
    numbers = {str(facts[name]) for name in ("number", "year") if name in facts}
    known = " ".join([*facts["title"].values(), *facts.get("also", ())])
    words = set(fold(known).split())
    given = set(fold(title).split())
    figures = {word for word in given if word.isdigit()}
    own = {word for word in given - figures if len(word) > _SHORT_WORD}
    others = figures - numbers - words
    return bool(others) or (bool(own) and len(own & words) * 2 <= len(own))


_SHORT_WORD = 2


def _sessions_and_dates(training: Training) -> Iterator[Issue]:
    days = _days_covered(training)
    start = training.dates.first if training.dates else None
    end = (training.dates.last or start) if training.dates else None
    for index, session in enumerate(training.sessions):
        if session.day and days and session.day > days:
            covered = Duration(value=days, unit=DurationUnit.DAY)
            finding: Issue = SESSION_AFTER_LAST_DAY.issue(
                session=index + 1, day=session.day, counted=covered
            )
            yield finding.under("day").under(index).under("sessions")
        date = session.start.date if session.start else None
        if date and start and end and (date.before(start) or end.before(date)):
            finding = SESSION_OUTSIDE_DATES.issue(
                session=index + 1, date=date, dates=DateSpan(start=start, end=end)
            )
            yield finding.under("start").under(index).under("sessions")


def _days_covered(training: Training) -> int | None:
    """Return the number of days of a training by its dates, otherwise by its stated length."""
    length = training.dates.length if training.dates else None
    in_days = length and length.unit is DurationUnit.DAY and _is_exact(length)
    given = math.ceil(length.value) if length and in_days else None
    return (training.dates.days() if training.dates else None) or given


def _is_exact(length: Duration) -> bool:
    return length.precision is Precision.EXACT and length.at_most is None


def _times_and_length(session: Session) -> Iterator[Issue]:
    counted = session.start and session.end and session.start.minutes_until(session.end)
    length = session.length
    in_hours = length and length.unit is DurationUnit.HOUR and _is_exact(length)
    hours = round(length.value * 60) if length and in_hours else None
    for name, given in (("minutes", session.minutes), ("length", hours)):
        if counted and given and counted != given:
            yield SESSION_LENGTH_DIFFERS.issue(stated=given, counted=counted).under(name)


def _deliveries_and_whole(training: Training) -> Iterator[Issue]:
    heads = [each.headcount for each in training.occurrences if each.headcount]
    for name in ("total", "female", "male"):
        whole = training.headcount.exact(name) if training.headcount else None
        parts = sum(each.exact(name) or 0 for each in heads)
        if whole is not None and parts > whole:
            yield DELIVERIES_EXCEED_TOTAL.issue(sum=parts, total=whole).under("occurrences")
    dates = training.dates
    if not dates or not dates.start or not dates.end:
        return
    for index, occurrence in enumerate(training.occurrences):
        first = occurrence.dates and occurrence.dates.first
        last = occurrence.dates and (occurrence.dates.last or first)
        if first and last and (first.before(dates.start) or dates.end.before(last)):
            issue = DELIVERY_OUTSIDE_DATES.issue(
                number=index + 1, dates=DateSpan(start=dates.start, end=dates.end)
            )
            yield issue.under("dates").under(index).under("occurrences")


def _position_in_series(related: RelatedTraining) -> Iterator[Issue]:
    if related.position and related.of and related.position > related.of:
        yield POSITION_PAST_END.issue(position=related.position, of=related.of).under("position")


def _bodies_counted(training: "Training | Occurrence") -> Iterator[Issue]:
    counted = training.headcount.exact("organizations") if training.headcount else None
    listed = len(training.represented.organizations) if training.represented else 0
    if counted is not None and listed > counted:
        issue = MORE_BODIES_LISTED.issue(listed=listed, counted=counted)
        yield issue.under("organizations").under("represented")


def _held_and_published(training: Training) -> Iterator[Issue]:
    first, last = _ends_of(training)
    published = training.source.published if training.source else None
    if training.status is Status.HELD and first and published and published.before(first):
        yield HELD_AFTER_PUBLICATION.issue(date=first, published=published).under("status")
    if training.status is Status.PLANNED and last and published and last.before(published):
        yield PLANNED_BEFORE_PUBLICATION.issue(date=last, published=published).under("status")


def _ends_of(training: "Training | Occurrence") -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last stated day; a single day is both."""
    dates = training.dates
    return (dates.first, dates.last or dates.first) if dates else (None, None)


def _deadline_and_start(training: Training) -> Iterator[Issue]:
    first, _ = _ends_of(training)
    until = training.apply_by
    if until and first and not training.occurrences and first.before(until):
        yield APPLY_AFTER_START.issue(date=until, first=first).under("apply_by")


def _order_of_related(training: Training) -> Iterator[Issue]:
    first, _ = _ends_of(training)
    for index, related in enumerate(training.related):
        other, _ = _ends_of(related)
        if not first or not other or related.relation is Relation.PART_OF:
            continue
        is_earlier = related.relation in (Relation.PREVIOUS, Relation.PRODUCED_BY)
        if first.before(other) if is_earlier else other.before(first):
            issue = RELATED_IN_WRONG_ORDER.issue(related=other, date=first)
            yield issue.under("dates").under(index).under("related")


def _participants_counted(training: Training) -> Iterator[Issue]:
    counted = training.headcount.exact("total") if training.headcount else None
    listed = len(training.participants)
    if counted is not None and listed > counted:
        issue = MORE_PARTICIPANTS_LISTED.issue(listed=listed, counted=counted)
        yield issue.under("participants")
    days = _days_covered(training)
    for index, person in enumerate(training.participants):
        names = {
            "days_attended": person.days_attended or 0,
            "days_present": max(person.days_present, default=0),
        }
        for name, most in names.items():
            if days and most > days:
                covered = Duration(value=days, unit=DurationUnit.DAY)
                finding: Issue = PRESENT_AFTER_LAST_DAY.issue(number=index + 1, counted=covered)
                yield finding.under(name).under(index).under("participants")


def _result_and_base(outcome: Outcome) -> Iterator[Issue]:
    result, base = outcome.result, outcome.base
    if isinstance(result, int) and isinstance(base, int) and result > base:
        yield RESULT_EXCEEDS_BASE.issue(result=result, base=base).under("result")


def _days_counted(person: Participant) -> Iterator[Issue]:
    days = len(set(person.days_present))
    if days and person.days_attended is not None and days != person.days_attended:
        yield DAYS_DIFFER.issue(listed=days, counted=person.days_attended).under("days_attended")


_iraqi = re.compile(r"964(?:7\d{9}|[1-6]\d{7,8})")


def _digits_of_phone(of: Participant | Contact) -> Iterator[Issue]:
    digits = re.sub("[^0-9]", "", of.phone or "")
    if digits.startswith("964") and not _iraqi.fullmatch(digits):
        yield PHONE_LENGTH.issue(field=label_of(type(of), "phone")).under("phone")


_QUESTIONS: tuple[tuple[type, Callable[[Any], Iterator[Issue]]], ...] = (
    (Training, _sessions_and_dates),
    (Headcount, _parts_of_total),
    (GroupCount, _parts_of_group),
    (DateSpan, _length_and_span),
    (DateSpan, _weekday_and_date),
    (Representation, _open_list),
    (LegalInstrument, _law_and_code),
    (Session, _times_and_length),
    (Training, _deliveries_and_whole),
    (RelatedTraining, _position_in_series),
    (Training, _bodies_counted),
    (Occurrence, _bodies_counted),
    (Training, _held_and_published),
    (Training, _deadline_and_start),
    (Training, _order_of_related),
    (Training, _participants_counted),
    (Outcome, _result_and_base),
    (Participant, _days_counted),
    (Participant, _digits_of_phone),
    (Contact, _digits_of_phone),
)
"""The checks of the records of a class."""
