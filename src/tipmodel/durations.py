"""Lengths of time, in the unit that a source counts in."""

import attrs

from .fields import PUBLIC, Choice, Phrase, about, named
from .i18n import translate
from .record import Record
from .validators import Between


@named("Unit of time", help="What a duration is counted in.")
class DurationUnit(Choice):
    """What a duration is counted in."""

    DAY = "day", "Day", "A calendar day."
    WORKING_DAY = "working_day", "Working day", "A day without weekends and holidays."
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


@named("Duration", help="A length of time with its unit.")
@attrs.frozen(kw_only=True)
class Duration(Record):
    """A length of time with its unit.

    >>> Duration(value=4, unit=DurationUnit.DAY).text("ar")
    '4 أيام'
    """

    value: int = attrs.field(
        validator=Between(1),
        metadata=about(
            "Amount", help="How many units, as a whole number.", sensitivity=PUBLIC, example=4
        ),
    )
    unit: DurationUnit = attrs.field(
        metadata=about(
            "Unit",
            help="Day, working day, week, month or hour.",
            sensitivity=PUBLIC,
            example="day",
        ),
    )

    def text(self, language: str | None = None) -> str:
        """Say the length in words."""
        return translate(_LENGTHS[self.unit], language, n=self.value)
