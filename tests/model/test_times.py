"""Times of day, lengths and days as in programmes."""

import datetime
import re

import pytest
from hypothesis import given, strategies as st

import tipmodel
from tipmodel import DateSpan, Duration, InvalidDataError, PartialDate, PartialTime, describe
from tipmodel.core.validators import CLOCK
from tipmodel.strategies import records
from tipmodel.values.durations import DurationUnit

MOMENTS = st.datetimes(
    datetime.datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn beside it
    datetime.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-14 * 4, 14 * 4).map(
        lambda quarters: datetime.timezone(datetime.timedelta(minutes=15 * quarters))
    ),
).map(lambda moment: moment.replace(microsecond=0))


class TestPartialTime:
    @given(records(PartialTime))
    def test_what_is_read_is_written(self, time):
        """A time is written as it was read."""
        assert re.fullmatch(CLOCK, str(time))
        assert time == PartialTime.parse(str(time))

    @given(MOMENTS, MOMENTS)
    def test_moments_are_ordered_as_python_orders_them(self, one, other):
        """Full moments are compared across time zones."""
        mine, others = PartialTime.of(one), PartialTime.of(other)

        assert one == mine.moment()
        assert (one < other) == mine.before(others)
        assert int((other - one).total_seconds()) // 60 == mine.minutes_until(others)

    @given(st.times(), st.times())
    def test_times_of_one_day_are_ordered(self, one, other):
        """On one day the earlier time is before the later, whether or not the day is known."""
        day = PartialDate.parse("XXXX-05-04")
        for date in (None, day):
            mine, others = (
                PartialTime(hour=t.hour, minute=t.minute, date=date) for t in (one, other)
            )

            assert ((one.hour, one.minute) < (other.hour, other.minute)) == mine.before(others)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("09:30", "2015-05-04T09:30:00+03:00"),
            ("09:30", "2015-05-04T09:30"),
            ("XXXX-05-04T09:30", "2015-05-05T09:30"),
            ("2015-05-04T09:30", "2015-05-04T09:30:00+03:00"),
        ],
    )
    def test_what_cannot_be_compared_is_not(self, one, other):
        """Times that cannot be compared are not."""
        mine, others = map(PartialTime.parse, (one, other))

        assert mine.before(others) is None
        assert others.before(mine) is None
        assert mine.minutes_until(others) is None

    @pytest.mark.parametrize(
        "text",
        ["9:30", "24:00", "09:60", "09:30:00", "09:30+03:00", "2015-05T09:30", "2015-02-29T09:30",
         "2015-05-04T09:30:00", "2015-05-04 09:30", "T09:30", "09.30"],
    )  # fmt: skip
    def test_other_forms_are_refused(self, text):
        """Ambiguous forms of times are refused."""
        with pytest.raises(InvalidDataError):
            PartialTime.parse(text)

    def test_parts_that_do_not_belong_together_are_refused(self):
        """A zone needs a full date, and a second needs a zone."""
        for parts in ({"offset": "+03:00"}, {"second": 5}, {"date": PartialDate(year=2015)}):
            with pytest.raises(InvalidDataError):
                PartialTime(hour=9, minute=30, **parts)


class TestDays:
    SPAN = DateSpan(
        on_days=tuple(map(PartialDate.parse, ("2021-09-01", "2021-09-02", "2021-09-08")))
    )

    def test_days_that_are_not_in_a_row(self):
        """Days that are not consecutive are counted separately."""
        assert 3 == self.SPAN.days()
        assert ("2021-09-01", "2021-09-08") == (str(self.SPAN.first), str(self.SPAN.last))
        assert "1 September 2021, 2 September 2021 and 8 September 2021" == self.SPAN.text()
        stated = self.SPAN.evolve(length=Duration(value=3, unit=DurationUnit.DAY))
        assert () == tipmodel.check(stated)

    def test_a_weekday_of_one_of_them(self):
        """A weekday is compared with the days themselves."""
        fits, fits_not = (self.SPAN.evolve(as_written=day) for day in ("Thursday", "Friday"))

        assert () == tipmodel.check(fits)
        assert ["dates.weekday_does_not_fit"] == [each.code for each in tipmodel.check(fits_not)]

    @pytest.mark.parametrize(
        ("end", "length", "is_right"),
        [("2015-03-12", {"value": 2, "unit": "week"}, True),
         ("2015-03-11", {"value": 8.5, "unit": "day"}, True),
         ("2015-03-03", {"value": 2, "at_most": 3, "unit": "day"}, True),
         ("2015-03-09", {"value": 5, "unit": "day", "precision": "about"}, True),
         ("2015-03-04", {"value": 3, "unit": "day"}, False),
         ("2015-03-20", {"value": 2, "unit": "week"}, False)],
    )  # fmt: skip
    def test_only_a_length_that_no_weekend_explains_is_doubted(self, end, length, is_right):
        """A length is doubted only if weekends cannot explain it."""
        data = {"start": "2015-03-01", "end": end, "length": length}

        findings = tipmodel.check(tipmodel.structure(data, DateSpan))
        assert is_right == (not findings), findings


@pytest.mark.parametrize(
    ("data", "english", "arabic"),
    [
        ({"value": 8.5, "unit": "day"}, "8.5 days", "8.5 يوم"),
        ({"value": 3, "at_most": 5, "unit": "hour"}, "3–5 hours", "من 3 إلى 5 ساعات"),
        ({"value": 1, "at_most": 2, "unit": "week"}, "1–2 weeks", "من أسبوع واحد إلى أسبوعين"),
        ({"value": 2, "unit": "week", "precision": "about"}, "about 2 weeks", "أسبوعان تقريبًا"),
    ],
)
def test_lengths_are_said_as_people_say_them(data, english, arabic):
    """Lengths are written as people write them."""
    length = tipmodel.structure(data, Duration)

    assert (english, arabic) == (length.text("en"), length.text("ar"))


def test_an_agenda_reads_like_one():
    """An agenda shows times, and dates if stated."""
    session = tipmodel.structure(
        {"title": {"en": "Indicators"}, "number": "2.1", "start": "09:30", "end": "10:00"},
        tipmodel.Session,
    )
    dated = session.evolve(start=PartialTime.parse("2015-05-04T09:30"), end=None)

    assert "Start time: 09:30" in describe(session, isolate=False)
    assert "4 May 2015, 09:30" in describe(dated, isolate=False)
