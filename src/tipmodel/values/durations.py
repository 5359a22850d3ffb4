"""Lengths of time, in the unit that a source counts in."""

from ..core.metadata import LabeledEnum, field, labeled, record
from ..core.record import Record
from ..core.validators import InRange
from ..i18n import translate
from ..i18n.phrase import Phrase


@labeled("Unit of time")
class DurationUnit(LabeledEnum):
    """What a duration is counted in."""

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


@record("Duration")
class Duration(Record):
    """A length of time with its unit.

    >>> Duration(value=4, unit=DurationUnit.DAY).text("ar")
    '4 أيام'
    """

    value: int = field(
        "Amount", "How many units, as a whole number.", validator=InRange(1), example=4
    )
    unit: DurationUnit = field("Unit", "Day, working day, week, month or hour.", example="day")

    def text(self, language: str | None = None) -> str:
        """Say the length in words."""
        return translate(_LENGTHS[self.unit], language, n=self.value)
