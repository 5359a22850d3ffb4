"""Calendars (iCalendar, RFC 5545) of events with full dates; written, but not read.

A training, each of its deliveries and each of its sessions are events. Partial dates are never
completed; parts with such dates are left out and reported. Needs the extra ``ics``.
"""

import datetime
import importlib
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import IO, Any

from ..core.errors import MissingLibraryError, UnknownFormatError
from ..core.issues import InvalidDataError, Issue
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..i18n import asked_for, joined, without_isolates
from ..model import Occurrence, Place, Session, Status, Training
from ..tables.rules import NO_FULL_DATES, NOT_IN_CALENDAR
from ..values.dates import DateSpan, PartialDate
from ..values.text import LocalizedText
from ..views.cards import said
from . import R

_STATUS = {
    Status.OFFERED: "TENTATIVE",
    Status.PLANNED: "TENTATIVE",
    Status.ONGOING: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "CANCELLED",
}


def library() -> ModuleType:
    """Import the library for this format.

    Raises:
        MissingLibraryError: It is not installed.

    """
    try:
        return importlib.import_module("icalendar")
    except ModuleNotFoundError:
        raise MissingLibraryError("tipmodel[ics]") from None


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Refuse to read, because a calendar says too little about a training.

    Raises:
        UnknownFormatError: Always.

    """
    del stream, cls, options
    raise UnknownFormatError(".ics", (".json", ".ndjson", ".csv", ".xlsx"))
    yield from ()


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Write an event for each training, delivery and session with full dates.

    Raises:
        InvalidDataError: There are records other than trainings; or something is left out, and
            no notices are requested.

    """
    icalendar = library()
    language = asked_for(options.language)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//tipmodel//tipmodel//EN")
    calendar.add("version", "2.0")
    left_out: list[Issue] = []
    for record in records:
        if not isinstance(record, Training):
            raise NOT_IN_CALENDAR.error()
        for event, issue in _events(icalendar, record, language):
            if issue is not None:
                left_out.append(issue.under(record.id))
            else:
                calendar.add_component(event)
    if left_out and options.notice is None:
        raise InvalidDataError(*left_out)
    for issue in left_out:
        options.notice(issue)  # type: ignore[misc]
    stream.write(calendar.to_ical())


def _events(
    icalendar: ModuleType, training: Training, language: str
) -> Iterator[tuple[Any, Issue | None]]:
    """Yield the events of a training, or report why there are none."""
    if training.dates:
        yield from _whole(icalendar, training, training, "", language)
    some_have_dates = any(each.dates for each in training.occurrences)
    for at, occurrence in enumerate(training.occurrences):
        if some_have_dates:
            yield from _whole(icalendar, training, occurrence, f"/occurrences/{at}", language)
    if not training.dates and not some_have_dates:
        yield None, NO_FULL_DATES.issue()
    for at, session in enumerate(training.sessions):
        if session.start and session.start.moment():
            yield _session(icalendar, training, session, at, language), None
        elif session.start or session.end:
            yield None, NO_FULL_DATES.issue().under("start").under(at).under("sessions")


def _whole(
    icalendar: ModuleType,
    training: Training,
    part: "Training | Occurrence",
    pointer: str,
    language: str,
) -> Iterator[tuple[Any, Issue | None]]:
    """Yield the event of a training or a delivery, or one for each of its separate days."""
    spans = part.dates and _spans(part.dates)
    if not spans:
        issue = NO_FULL_DATES.issue().under("dates")
        for key in reversed(pointer.split("/")[1:]):
            issue = issue.under(int(key) if key.isdecimal() else key)
        yield None, issue
        return
    for at, (first, last) in enumerate(spans):
        place = f"{pointer}/dates/on_days/{at}" if len(spans) > 1 else pointer
        event = _event(icalendar, training, part.title or training.title, place, language)
        event.add("dtstart", first)
        if last:
            event.add("dtend", last + datetime.timedelta(days=1))  # the day after the last
        _describe(event, training, part, language)
        yield event, None


def _describe(event: Any, training: Training, part: "Training | Occurrence", language: str) -> None:
    places = part.places or training.places
    if places:
        event.add("location", joined((_place(place, language) for place in places), language))
    status = part.status or training.status
    if status:
        event.add("status", _STATUS[status])
    topics = [without_isolates(topic.text(language)) for topic in training.topics]
    if topics:
        event.add("categories", topics)
    if training.source and training.source.url:
        event.add("url", training.source.url)


def _session(
    icalendar: ModuleType, training: Training, session: Session, at: int, language: str
) -> Any:
    title = session.title
    if title is None and session.topics:
        title = LocalizedText({language: session.topics[0].text(language)})
    event = _event(icalendar, training, title or training.title, f"/sessions/{at}", language)
    start = session.start and session.start.moment()
    end = session.end and session.end.moment()
    if end is None and session.minutes and start:
        end = start + datetime.timedelta(minutes=session.minutes)
    for name, moment in (("dtstart", start), ("dtend", end)):
        if moment:  # in UTC, which needs no description of a time zone
            event.add(name, moment.astimezone(datetime.UTC))
    return event


def _event(
    icalendar: ModuleType, training: Training, title: LocalizedText, pointer: str, language: str
) -> Any:
    found, text = title.best(language)
    event = icalendar.Event()
    event.add("uid", f"{training.id}{pointer}@tipmodel")
    event.add("dtstamp", _EPOCH)  # so that equal records give equal bytes
    event.add("summary", text, parameters={"LANGUAGE": found})
    return event


_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def _spans(dates: DateSpan) -> list[tuple[datetime.date, datetime.date | None]] | None:
    """Return the first and the last days of events, if all dates are full and not in doubt."""
    spans: list[tuple[PartialDate, PartialDate | None]] = [(day, day) for day in dates.on_days]
    pairs = spans or ([(dates.start, dates.end)] if dates.start else [])
    found = []
    for start, end in pairs:
        both = [each for each in (start, end) if each]
        days = [each.date() for each in both]
        if any(each.is_in_doubt for each in both) or None in days:
            return None
        found.append((days[0], days[1] if len(days) > 1 else None))
    return found or None  # type: ignore[return-value]


def _place(place: Place, language: str) -> str:
    return without_isolates(said(place, language))
