"""Dates as sources state them: without a year, only a month, or only a length."""

import datetime
import re
from collections.abc import Iterator
from typing import ClassVar, Self

from ..core.invariants import InOrder, not_empty
from ..core.issues import Issue
from ..core.metadata import field, record
from ..core.record import Invariants, Record, StringValue
from ..core.rules import END_BEFORE_START, NOT_A_DATE
from ..core.validators import EDTF, PARTIAL_DATE_FORMS, InRange, Text
from ..i18n import QUOTED, date_text, joined, listed, range_text, translate
from ..i18n.phrase import Phrase
from .durations import Duration

FIRST_GREGORIAN_YEAR = 1583
"""The first whole year of the Gregorian calendar; an earlier one in recent data may be Hijri."""

ABOUT = Phrase("date.about", "about {date}")
UNCERTAIN = Phrase("date.uncertain", "{date} (uncertain)")
UNTIL = Phrase("date.until", "until {date}")
UNCERTAIN_AND_YEAR = Phrase("date.uncertain_and_year", "{date} (uncertain; year not stated)")
YEAR_NOT_STATED = Phrase("date.year_not_stated", "{date} (year not stated)")
YEAR_ASSUMED = Phrase("date.year_assumed", "{date} (year not stated; {year} assumed)")
START_YEAR_NOT_STATED = Phrase(
    "date.start_year_not_stated", "{date} (year of the start not stated)"
)
START_YEAR_ASSUMED = Phrase(
    "date.start_year_assumed", "{date} (year of the start not stated; {year} assumed)"
)
END_YEAR_NOT_STATED = Phrase("date.end_year_not_stated", "{date} (year of the end not stated)")
END_YEAR_ASSUMED = Phrase(
    "date.end_year_assumed", "{date} (year of the end not stated; {year} assumed)"
)
ASSUMED = Phrase("date.assumed", "assumed year {year}")
FROM_TO = Phrase("date.from_to", "{start} – {end}")

_PARTS = re.compile("(?:([0-9]{4})|XXXX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~]?)")


def _is_a_date(date: "PartialDate") -> Iterator[Issue]:
    month_is_missing = date.month is None and (date.day is not None or date.year is None)
    too_many_days = (
        date.month is not None
        and date.day is not None
        and date.day
        > _days_in(date.year or 2000, date.month)  # a leap year, to let 29 February pass
    )
    if month_is_missing or too_many_days or (date.approximate and date.uncertain):
        yield NOT_A_DATE.issue(form=PARTIAL_DATE_FORMS)


def _days_in(year: int, month: int) -> int:
    if month == 12:  # noqa: PLR2004 - December; after it comes another year, if there is one
        return 31
    return (datetime.date(year, month + 1, 1) - datetime.date(year, month, 1)).days


@record(
    "Partial date",
    help="A date of which only some parts may be known, for example without its year.",
)
class PartialDate(StringValue):
    """A date of which only some parts may be known.

    It is written in the Extended Date/Time Format (ISO 8601-2), of which exactly these forms
    are read: ``2015-05-04``, ``2015-05``, ``2015``, ``XXXX-05-04`` and ``XXXX-05``, each
    followed by ``~`` if approximate or ``?`` if uncertain. 29 February needs no year.

    >>> date = PartialDate.parse("XXXX-05-04")
    >>> date.year is None, date.text("ar")
    (True, '4 أيار (السنة غير مذكورة)')

    Raises:
        InvalidDataError: There is no such day, or a day has no month.

    """

    invariants: ClassVar[Invariants] = (_is_a_date,)
    pattern = EDTF

    year: int | None = field(
        "Year",
        "The year in four digits; leave empty when the source does not state it.",
        default=None,
        validator=InRange(1, 9999),
    )
    month: int | None = field(
        "Month", "The month as a number from 1 to 12.", default=None, validator=InRange(1, 12)
    )
    day: int | None = field(
        "Day", "The day of the month; it needs a month.", default=None, validator=InRange(1, 31)
    )
    approximate: bool = field(
        "Approximate", "Yes if the source gives the date as roughly right.", default=False
    )
    uncertain: bool = field("Uncertain", "Yes if the source itself doubts the date.", default=False)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a date from its written form.

        Raises:
            InvalidDataError: The text has another form, or there is no such day.

        """
        if not cls.match(text):
            raise NOT_A_DATE.error(form=PARTIAL_DATE_FORMS)
        *parts, doubt = _PARTS.fullmatch(text).groups()  # type: ignore[union-attr]
        year, month, day = (int(part) if part else None for part in parts)
        return cls(
            year=year, month=month, day=day, approximate=doubt == "~", uncertain=doubt == "?"
        )

    @classmethod
    def of(cls, date: datetime.date) -> Self:
        """Return the partial date of a full one.

        Raises:
            TypeError: It is not a date; `parse` reads text.

        """
        if not isinstance(date, datetime.date):
            found = type(date).__name__
            raise TypeError(
                f"PartialDate.of takes a date, not {found}; PartialDate.parse reads text"
            )
        return cls(year=date.year, month=date.month, day=date.day)

    def before(self, other: "PartialDate") -> bool | None:
        """Return whether this date is before *other*: ``True``, ``False``, or ``None``.

        ``None`` means *unknown*: a year is missing, one date is part
        of the other, or the source itself is in doubt.
        """
        mine, others = self.bounds(), other.bounds()
        if mine is None or others is None or self.is_in_doubt or other.is_in_doubt:
            return None
        if mine[1] < others[0]:
            return True
        return False if mine[0] >= others[1] else None

    def bounds(self) -> tuple[datetime.date, datetime.date] | None:
        """Return the earliest and latest possible day; ``None`` without a year."""
        if self.year is None:
            return None
        last_month = self.month or 12
        last_day = self.day or _days_in(self.year, last_month)
        first = datetime.date(self.year, self.month or 1, self.day or 1)
        return first, datetime.date(self.year, last_month, last_day)

    @property
    def is_in_doubt(self) -> bool:
        """Whether the source states the date as approximate or uncertain."""
        return self.approximate or self.uncertain

    def in_year(self, year: int) -> datetime.date | None:
        """Return this day and month in *year*; ``None`` if they are unknown or *year* lacks that day."""
        if self.month is None or self.day is None or self.day > _days_in(year, self.month):
            return None
        return datetime.date(year, self.month, self.day)

    def date(self) -> datetime.date | None:
        """Return the full date, or ``None`` if a part of it is unknown."""
        return self.in_year(self.year) if self.year else None

    def text(self, language: str | None = None) -> str:
        """Return the date as people write it; it says so if the year is not stated."""
        if self.year is not None:
            return self.without_note(language)
        if self.uncertain:
            date = date_text((None, self.month, self.day), language)
            return translate(UNCERTAIN_AND_YEAR, language, isolate=False, date=date)
        date = self.without_note(language)
        return translate(YEAR_NOT_STATED, language, isolate=False, date=date)

    def without_note(self, language: str | None = None) -> str:
        """Return the date as people write it, without unknown parts."""
        date = date_text((self.year, self.month, self.day), language)
        if self.approximate:
            return translate(ABOUT, language, isolate=False, date=date)
        return translate(UNCERTAIN, language, isolate=False, date=date) if self.uncertain else date

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts) + "~" * self.approximate + "?" * self.uncertain


@record("Period", help="The first and the last day, or only the length.")
class DateSpan(Record):
    """A period, as far as the source states it.

    For one day, ``start`` and ``end`` are equal; ``start`` alone means that no more is known.
    A stated ``length`` needs no dates and may disagree with them.

    >>> span = DateSpan(
    ...     start=PartialDate.parse("XXXX-05-04"),
    ...     end=PartialDate.parse("XXXX-05-07"),
    ...     assumed_year=2015,
    ... )
    >>> span.days(), span.start.year is None
    (4, True)
    """

    invariants: ClassVar[Invariants] = (
        not_empty,
        InOrder(
            "start", "end", END_BEFORE_START, at="end", params={"start": "start", "end": "end"}
        ),
    )

    start: PartialDate | None = field(
        "Start date",
        "The first day, or the only date the source gives.",
        default=None,
        example="2015-05-04",
    )
    end: PartialDate | None = field(
        "End date",
        "The last day, itself included; for one day the same as the start.",
        default=None,
        example="2015-05-07",
    )
    on_days: tuple[PartialDate, ...] = field(
        "Single days",
        "The days, if they are not consecutive; start and end are then not needed.",
        default=(),
        example=["2020-09-01", "2020-09-02", "2020-09-08"],
    )
    length: Duration | None = field(
        "Stated length",
        "The length as the source states it; it is never computed from the dates.",
        default=None,
        example={"value": 4, "unit": "day"},
    )
    assumed_year: int | None = field(
        "Assumed year",
        "The year the reader infers when the source states none; say why in a note.",
        default=None,
        validator=InRange(1, 9999),
        example=2015,
    )
    as_written: str | None = field(
        "As written in the source",
        'The words of the source, such as a weekday or "this week".',
        default=None,
        validator=Text(),
        example="this week",
    )

    def days(self) -> int | None:
        """Count the days from start to end, both included, if the dates determine it.

        Without a year, the period counts as shorter than one year. ``None`` means that a part
        is unknown, or that the number depends on an unknown year (29 February). Single
        days are each counted once.
        """
        if self.on_days:
            return len(set(self.on_days))
        counts = {(end - start).days + 1 for start, end in self._possible_days()}
        return counts.pop() if len(counts) == 1 else None

    def _possible_days(self) -> Iterator[tuple[datetime.date, datetime.date]]:
        if not (self.start and self.end and self.start.day and self.end.day):
            return
        if self.start.is_in_doubt or self.end.is_in_doubt:
            return
        # Any four consecutive years cover all cases of 29 February.
        for year in range(2015, 2019):
            first_year = self.start.year or (self.end.year or year)
            last_year = self.end.year or first_year
            days = self.start.in_year(first_year), self.end.in_year(last_year)
            if days[0] and days[1] and days[1] < days[0] and None in self._years:
                if self.end.year:
                    days = self.start.in_year(first_year - 1), days[1]
                else:
                    days = days[0], self.end.in_year(last_year + 1)
            if days[0] and days[1]:
                yield days[0], days[1]

    @property
    def first(self) -> PartialDate | None:
        """The first date that is stated."""
        return self.start or next(iter(self.on_days), None)

    @property
    def last(self) -> PartialDate | None:
        """The last date that is stated; ``None`` if that is the start alone."""
        return self.end or next(reversed(self.on_days), None)

    @property
    def _years(self) -> set[int | None]:
        return {date.year for date in (self.start, self.end, *self.on_days) if date}

    def text(self, language: str | None = None) -> str:
        """Return the period in words, including unstated and assumed parts."""
        parts = [self._dates(language)] if self.start or self.end else []
        if self.on_days:
            parts.append(self._single_days(language))
        if self.assumed_year and None not in self._years:
            parts.append(translate(ASSUMED, language, isolate=False, year=str(self.assumed_year)))
        if self.length:
            parts.append(self.length.text(language))
        if self.as_written:
            parts.append(translate(QUOTED, language, text=self.as_written))
        return joined(parts, language)

    def _single_days(self, language: str | None) -> str:
        years = {day.year for day in self.on_days}
        if years == {None}:
            said = listed([day.without_note(language) for day in self.on_days], language)
            return self._noted(said, YEAR_NOT_STATED, YEAR_ASSUMED, language)
        return listed([self._single_day(day, language) for day in self.on_days], language)

    def _single_day(self, day: PartialDate, language: str | None) -> str:
        if day.year or self.assumed_year is None:
            return day.text(language)
        return self._noted(day.without_note(language), YEAR_NOT_STATED, YEAR_ASSUMED, language)

    def _noted(self, said: str, not_stated: Phrase, assumed: Phrase, language: str | None) -> str:
        """Return a date with a note that its year is not stated, and which one is assumed."""
        if self.assumed_year is None:
            return translate(not_stated, language, isolate=False, date=said)
        return translate(assumed, language, isolate=False, date=said, year=str(self.assumed_year))

    def _dates(self, language: str | None) -> str:
        dates = [date for date in (self.start, self.end) if date]
        years = {date.year for date in dates}
        can_be_merged = len(years) == 1 or all(date.month is None for date in dates)
        if can_be_merged and not any(date.is_in_doubt for date in dates):
            parts = [(date.year, date.month, date.day) for date in dates]
            said = range_text(parts[0], parts[-1], language)
        else:
            said = dates[0].without_note(language)
            if len(dates) > 1:
                end = dates[1].without_note(language)
                said = translate(FROM_TO, language, isolate=False, start=said, end=end)
        if self.start is None:
            said = translate(UNTIL, language, isolate=False, date=said)
        if None not in years:
            return said
        not_stated, assumed = YEAR_NOT_STATED, YEAR_ASSUMED
        if len(years) > 1:
            start_has_year = self.start is not None and self.start.year is not None
            not_stated = END_YEAR_NOT_STATED if start_has_year else START_YEAR_NOT_STATED
            assumed = END_YEAR_ASSUMED if start_has_year else START_YEAR_ASSUMED
        return self._noted(said, not_stated, assumed, language)
