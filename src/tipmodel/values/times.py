"""Times of day as programmes state them: often without a date or a time zone."""

import datetime
import re
from collections.abc import Iterator
from typing import ClassVar, Self

from ..core.issues import Issue
from ..core.metadata import field, record
from ..core.record import Invariants, StringValue
from ..core.rules import NOT_A_TIME
from ..core.validators import CLOCK, MOMENT, TIME_FORM, InRange, Text
from .dates import PartialDate


def _is_a_time(time: "PartialTime") -> Iterator[Issue]:
    if not re.fullmatch(CLOCK, str(time)):
        yield NOT_A_TIME.issue(form=TIME_FORM)


@record(
    "Time of day", help="A time of day, perhaps with its date, and with its time zone if stated."
)
class PartialTime(StringValue):
    """A time of day of which the date, and with it the time zone, may not be known.

    Exactly these forms are read: ``09:30``, ``2015-05-04T09:30``, ``XXXX-05-04T09:30`` and
    ``2015-05-04T09:30:00+03:00``.

    >>> time = PartialTime.parse("09:30")
    >>> time.date is None, time.moment() is None
    (True, True)

    Raises:
        InvalidDataError: There is no such time, or a time zone has no full date.

    """

    invariants: ClassVar[Invariants] = (_is_a_time,)
    pattern = CLOCK

    hour: int = field("Hour", "The hour from 0 to 23.", validator=InRange(0, 23))
    minute: int = field("Minute", "The minute from 0 to 59.", validator=InRange(0, 59))
    second: int = field(
        "Second", "The second; only beside a time zone.", default=0, validator=InRange(0, 59)
    )
    date: PartialDate | None = field("Date", "The day, if it is stated.", default=None)
    offset: str | None = field(
        "Time zone",
        "The difference from universal time, such as +03:00.",
        default=None,
        validator=Text(6),
    )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a time from its written form.

        Raises:
            InvalidDataError: The text has another form, or there is no such time.

        """
        if not cls.match(text):
            raise NOT_A_TIME.error(form=TIME_FORM)
        if re.fullmatch(MOMENT.pattern, text):
            return cls.of(datetime.datetime.fromisoformat(text))
        date, _, time = text.rpartition("T")
        hour, minute = map(int, time.split(":"))
        return cls(hour=hour, minute=minute, date=PartialDate.parse(date) if date else None)

    @classmethod
    def of(cls, moment: datetime.datetime | datetime.time) -> Self:
        """Return the partial time of a time, or of a date and time with or without a time zone."""
        date = PartialDate.of(moment.date()) if isinstance(moment, datetime.datetime) else None
        offset = moment.isoformat()[-6:] if moment.utcoffset() is not None else None
        return cls(
            hour=moment.hour, minute=moment.minute, second=moment.second, date=date, offset=offset
        )

    def moment(self) -> datetime.datetime | None:
        """Return the moment, or ``None`` if its date or time zone is unknown."""
        return datetime.datetime.fromisoformat(str(self)) if self.offset else None

    def time(self) -> datetime.time:
        """Return only the time of day."""
        return datetime.time(self.hour, self.minute, self.second)

    def before(self, other: "PartialTime") -> bool | None:
        """Return whether this is before *other*: ``True``, ``False``, or ``None``.

        ``None`` means *unknown*: only one of the two states its date or time zone.
        """
        mine, others = self.moment(), other.moment()
        if mine and others:
            return mine < others
        if mine or others:
            return None
        if self.date == other.date:
            return self.time() < other.time()
        return self.date.before(other.date) if self.date and other.date else None

    def minutes_until(self, other: "PartialTime") -> int | None:
        """Count the minutes from this time to *other*; ``None`` if that is unknown."""
        mine, others = self.moment(), other.moment()
        if mine and others:
            return int((others - mine).total_seconds()) // 60
        if mine or others or self.date != other.date:
            return None
        return (other.hour - self.hour) * 60 + other.minute - self.minute

    def __str__(self) -> str:
        date = f"{self.date}T" if self.date else ""
        seconds = f":{self.second:02}" if self.offset or self.second else ""
        return f"{date}{self.hour:02}:{self.minute:02}{seconds}{self.offset or ''}"
