"""Lengths of time, in the unit of the source."""

from typing import ClassVar

from ..core.invariants import InOrder
from ..core.metadata import LabeledEnum, field, labeled, record
from ..core.record import Invariants, Record
from ..core.rules import RANGE_EMPTY
from ..core.validators import InRange
from ..i18n import translate
from ..i18n.phrase import Noun
from .counts import Precision, noun_after, qualified, range_of


@labeled("Unit of time")
class DurationUnit(LabeledEnum):
    """The unit in which a duration is counted."""

    DAY = "day", "Day", "A calendar day."
    WORKING_DAY = "working_day", "Working day", "A day that is not a weekend day or a holiday."
    WEEK = "week", "Week", "Seven days."
    MONTH = "month", "Month", "A calendar month."
    HOUR = "hour", "Hour", "Sixty minutes."


_LENGTHS = {
    DurationUnit.DAY: Noun("count.days", "{n} day", "{n} days"),
    DurationUnit.WORKING_DAY: Noun("count.working_days", "{n} working day", "{n} working days"),
    DurationUnit.WEEK: Noun("count.weeks", "{n} week", "{n} weeks"),
    DurationUnit.MONTH: Noun("count.months", "{n} month", "{n} months"),
    DurationUnit.HOUR: Noun("count.hours", "{n} hour", "{n} hours"),
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
        noun = _LENGTHS[self.unit]
        if self.at_most is None:
            said = translate(noun_after(self.precision, noun), language, n=self.value)
        else:
            said = range_of(self.value, self.at_most, noun, language)
        return qualified(self.precision, said, language, is_amount=True)
