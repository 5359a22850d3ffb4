"""Lengths of time, in the unit of the source."""

from typing import ClassVar

from ..core.invariants import InOrder
from ..core.metadata import LabeledEnum, field, labeled, record
from ..core.record import Invariants, Record
from ..core.rules import RANGE_EMPTY
from ..core.validators import InRange
from ..i18n import translate
from ..i18n.phrase import Phrase
from .counts import PRECISELY, Precision


@labeled("Unit of time")
class DurationUnit(LabeledEnum):
    """The unit in which a duration is counted."""

    DAY = "day", "Day", "A calendar day."
    WORKING_DAY = "working_day", "Working day", "A day that is not a weekend day or a holiday."
    WEEK = "week", "Week", "Seven days."
    MONTH = "month", "Month", "A calendar month."
    HOUR = "hour", "Hour", "Sixty minutes."


_LENGTHS = {
    DurationUnit.DAY: Phrase("count.days", "{n} day", "{n} days"),
    DurationUnit.WORKING_DAY: Phrase("count.working_days", "{n} working day", "{n} working days"),
    DurationUnit.WEEK: Phrase("count.weeks", "{n} week", "{n} weeks"),
    DurationUnit.MONTH: Phrase("count.months", "{n} month", "{n} months"),
    DurationUnit.HOUR: Phrase("count.hours", "{n} hour", "{n} hours"),
}
_RANGES = {
    DurationUnit.DAY: Phrase("range.days", "{least}–{n} day", "{least}–{n} days"),
    DurationUnit.WORKING_DAY: Phrase(
        "range.working_days", "{least}–{n} working day", "{least}–{n} working days"
    ),
    DurationUnit.WEEK: Phrase("range.weeks", "{least}–{n} week", "{least}–{n} weeks"),
    DurationUnit.MONTH: Phrase("range.months", "{least}–{n} month", "{least}–{n} months"),
    DurationUnit.HOUR: Phrase("range.hours", "{least}–{n} hour", "{least}–{n} hours"),
}


@record("Duration", help="A length of time with its unit.")
class Duration(Record):
    """A length of time with its unit; a range if ``at_most`` is stated.

    >>> Duration(value=4, unit=DurationUnit.DAY).text("ar")
    '4 أيام'
    >>> Duration(value=3, at_most=5, unit=DurationUnit.HOUR).text()
    '3–5 hours'

    Raises:
        InvalidDataError: ``at_most`` is not more than ``value``.

    """

    invariants: ClassVar[Invariants] = (
        InOrder("value", "at_most", RANGE_EMPTY, at="at_most", strictly=True),
    )

    value: float = field(
        "Amount",
        "The number of units; for a range, the lower end.",
        validator=InRange(0.25),
        example=4,
    )
    at_most: float | None = field(
        "At most",
        "The upper end, if the source gives a range: 5 of 3–5 hours.",
        default=None,
        validator=InRange(0.25),
    )
    unit: DurationUnit = field("Unit", "Day, working day, week, month or hour.", example="day")
    precision: Precision = field(
        "Precision",
        "Whether the length is exact, approximate or a limit.",
        default=Precision.EXACT,
    )

    def text(self, language: str | None = None) -> str:
        """Return the length in words."""
        if self.at_most is None:
            said = translate(_LENGTHS[self.unit], language, n=self.value)
        else:
            said = translate(_RANGES[self.unit], language, least=self.value, n=self.at_most)
        if self.precision is Precision.EXACT:
            return said
        return translate(PRECISELY[self.precision], language, isolate=False, count=said)
