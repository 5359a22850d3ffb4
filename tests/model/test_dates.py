"""Dates state what a source states, proved against the calendar."""

import calendar
import datetime
import itertools
import re

import edtf
import pytest
from hypothesis import given, strategies as st

import tipmodel
from tipmodel import DateSpan, Duration, DurationUnit, InvalidDataError, PartialDate
from tipmodel.i18n import languages

DAYS = [
    datetime.date.fromordinal(number)
    for number in range(
        datetime.date(2014, 12, 1).toordinal(), datetime.date(2017, 2, 1).toordinal()
    )
]


def accepted(text):
    try:
        return str(PartialDate.parse(text)) == text
    except InvalidDataError:
        return False


def known_to_edtf(text):
    try:
        return bool(edtf.parse_edtf(text))
    except edtf.EDTFParseException:
        return False


class TestForms:
    def test_every_day_there_is_and_no_other(self):
        """Exactly the existing days are accepted."""
        for year, month, day in itertools.product((1900, 2000, 2015, 2016), range(14), range(33)):
            try:
                exists = bool(datetime.date(year, month, day))
            except ValueError:
                exists = False

            assert exists == accepted(f"{year}-{month:02}-{day:02}")

    def test_days_without_a_year(self):
        """A day without a year exists if it exists in any year."""
        for month, day in itertools.product(range(14), range(33)):
            exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]

            assert exists == accepted(f"XXXX-{month:02}-{day:02}")

    @pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
    def test_whatever_is_accepted_is_edtf(self, every):
        """Every accepted date is valid EDTF.

        But for doubt about a date without a year, which the format has and `edtf` cannot read.
        """
        years = ("2015", "XXXX", "0000", "20XX")
        months = ("", "-00", "-02", "-12", "-13", "-21", "-XX", "-5")
        days = ("", "-00", "-29", "-30", "-32", "-XX")
        texts = map("".join, itertools.product(years, months, days, ("", "?", "~", "%")))
        for text in itertools.islice(texts, 0, None, every):
            ours, theirs = accepted(text), known_to_edtf(text)

            assert theirs or not ours or re.match("XXXX.*[?~]", text), text
            if theirs and not ours:
                assert OUTSIDE_OF_THE_SUBSET.search(text) or not_in_the_calendar(text), text

    @pytest.mark.parametrize(
        "text",
        ["", "2015-05-04\n", " 2015", "٢٠١٥-٠٥-٠٤", "2015/05/04", "2015-05-04?~", "04.05.2015"],
    )
    def test_other_forms_are_refused(self, text):
        """Other forms of dates are refused."""
        assert not accepted(text)

    def test_a_day_needs_its_month(self):
        """A day without a month is refused."""
        for parts in ({"day": 4}, {"year": 2015, "day": 4}, {}):
            with pytest.raises(InvalidDataError):
                PartialDate(**parts)


OUTSIDE_OF_THE_SUBSET = re.compile("^0000|^XXXX[?~%]?$|^20XX|-XX|%|^....-(?:2[1-9]|3[0-9])[?~]?$")
"""The year 0, nothing known at all, unknown digits, seasons."""


def not_in_the_calendar(text):
    parts = re.match("([0-9]{4})-([0-9]{2})-([0-9]{2})", text.replace("XXXX", "2000"))
    year, month, day = map(int, parts.groups())
    return day > calendar.monthrange(year, month)[1]


dates = st.builds(
    lambda date, form, doubt: PartialDate.parse(
        {"day": f"{date}", "month": f"{date}"[:7], "year": f"{date}"[:4]}[form] + doubt
    ),
    st.sampled_from(DAYS),
    st.sampled_from(["day", "month", "year"]),
    st.sampled_from(["", "?", "~"]),
)


class TestOrder:
    @given(dates, dates)
    def test_before_is_what_every_reading_says(self, one, other):
        """ "Before" is said only if it holds for every day that the dates can mean."""
        expected = None
        if not (one.is_in_doubt or other.is_in_doubt):
            mine, others = meant(one), meant(other)
            always, never = max(mine) < min(others), min(mine) >= max(others)
            expected = always if always or never else None

        assert expected == one.before(other)

    def test_without_a_year_it_cannot_be_told(self):
        """Dates without a year cannot be compared with others."""
        assert PartialDate.parse("XXXX-05-04").before(PartialDate.parse("2015-05-07")) is None


def meant(date):
    pattern = str(date).rstrip("?~")
    return [day for day in WIDER if f"{day}".startswith(pattern)]


WIDER = [
    datetime.date.fromordinal(number)
    for number in range(
        datetime.date(2014, 1, 1).toordinal(), datetime.date(2018, 1, 1).toordinal()
    )
]


class TestSpan:
    def test_days_are_counted_as_the_calendar_does(self):
        """Days are counted as in the calendar, both ends included."""
        for start in DAYS[::7]:
            for length in (1, 2, 4, 31, 400):
                end = start + datetime.timedelta(length - 1)
                span = DateSpan(start=PartialDate.of(start), end=PartialDate.of(end))

                assert length == span.days()

    def test_days_are_counted_without_a_year_where_every_year_agrees(self):
        """Days without a year are counted if every year agrees."""
        for start in DAYS[31:396:5]:
            for length in (1, 4, 60):
                end = start + datetime.timedelta(length - 1)
                if start.year < end.year:
                    continue
                counts = set()
                for year in (2013, 2014, 2015, 2016):
                    try:
                        first, last = start.replace(year=year), end.replace(year=year)
                    except ValueError:
                        continue
                    counts.add((last - first).days + 1)
                span = tipmodel.structure(
                    {"start": f"XXXX{start}"[:4] + f"{start}"[4:], "end": "XXXX" + f"{end}"[4:]},
                    DateSpan,
                )

                assert (counts.pop() if len(counts) == 1 else None) == span.days()

    def test_over_new_year_without_a_year(self):
        """From 30 December to 2 January are four days."""
        span = tipmodel.structure({"start": "XXXX-12-30", "end": "XXXX-01-02"}, DateSpan)

        assert 4 == span.days()

    @pytest.mark.parametrize(
        ("data", "pointer"),
        [
            ({"start": "2015-05-07", "end": "2015-05-04"}, "/end"),
            ({"start": "2015-06", "end": "2015-05"}, "/end"),
            ({"start": "2016", "end": "2015-12-31"}, "/end"),
        ],
    )
    def test_an_end_before_the_start_is_refused(self, data, pointer):
        """An end that is certainly before the start is refused at the end."""
        (issue,) = tipmodel.validate(data, DateSpan)

        assert (pointer, "dates.end_before_start") == (issue.pointer, issue.code)

    def test_what_cannot_be_told_is_accepted(self):
        """Dates that cannot be compared are accepted."""
        assert () == tipmodel.validate({"start": "XXXX-05-07", "end": "XXXX-05-04"}, DateSpan)
        assert () == tipmodel.validate({"start": "2015-05-07~", "end": "2015-05-04"}, DateSpan)

    @pytest.mark.parametrize(
        ("data", "english", "arabic"),
        [
            ({"start": "2015-05-04", "end": "2015-05-07"}, "4–7 May 2015", "4–7 أيار 2015"),
            ({"start": "2015-05-04", "end": "2015-05-04"}, "4 May 2015", "4 أيار 2015"),
            (
                {"start": "2015-04-28", "end": "2015-05-07"},
                "28 April – 7 May 2015",
                "28 نيسان – 7 أيار 2015",
            ),
            (
                {"start": "2014-12-30", "end": "2015-01-02"},
                "30 December 2014 – 2 January 2015",
                "30 كانون الأول 2014 – 2 كانون الثاني 2015",
            ),
            (
                {"start": "2014-10", "end": "2014-11"},
                "October – November 2014",
                "تشرين الأول – تشرين الثاني 2014",
            ),
            ({"start": "2018-01"}, "January 2018", "كانون الثاني 2018"),
            ({"start": "2015"}, "2015", "2015"),
            ({"start": "XXXX-05-04"}, "4 May (year not stated)", "4 أيار (السنة غير مذكورة)"),
            ({"start": "2015-05-04~"}, "about 4 May 2015", "4 أيار 2015 تقريبًا"),
            ({"end": "2015-05-04"}, "until 4 May 2015", "حتى 4 أيار 2015"),
            ({"length": {"value": 3, "unit": "day"}}, "3 days", "3 أيام"),
            ({"as_written": "this week"}, "“this week”", "«this week»"),
        ],
    )
    def test_spans_are_told_as_people_write_them(self, data, english, arabic):
        """Periods are written as people write them."""
        span = tipmodel.structure(data, DateSpan)

        assert english == plain(span.text("en"))
        assert arabic == plain(span.text("ar"))


def plain(text):
    return re.sub("[\u2066-\u2069]", "", text)


@pytest.mark.parametrize("language", languages())
def test_every_length_is_told(language):
    """Every unit has its plural forms in every language."""
    for unit in DurationUnit:
        texts = [Duration(value=n, unit=unit).text(language) for n in (1, 2, 3, 11, 100)]

        assert len(set(texts)) == 5


def test_a_full_date_is_a_date():
    """A full date is a `datetime.date`; a partial one is ``None``."""
    day = datetime.date(2015, 5, 4)

    assert day == PartialDate.of(day).date()
    assert PartialDate.parse("XXXX-05-04").date() is None
    assert PartialDate.parse("2015-05").date() is None


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("XXXX-12-30", "2016-01-02", 4), ("XXXX-12-30", "XXXX-01-02", 4), ("XXXX-02-28", "XXXX-03-01", None),
     ("XXXX-02-29", "XXXX-03-01", 2), ("2015-05-04?", "2015-05-06", None), ("2015-05-04", "2015-05-06~", None)],
)  # fmt: skip
def test_days_are_counted_only_where_they_are_certain(first, last, days):
    """Days are counted only if they are certain."""
    span = DateSpan(start=PartialDate.parse(first), end=PartialDate.parse(last))

    assert days == span.days()


@pytest.mark.parametrize(
    ("first", "last", "year", "said"),
    [
        ("2015-05-04", "XXXX-05-07", None, "4 May 2015 – 7 May (year of the end not stated)"),
        ("XXXX-05-04", "2015-05-07", None, "4 May – 7 May 2015 (year of the start not stated)"),
        ("XXXX-05-04", "XXXX-05-07", None, "4–7 May (year not stated)"),
        ("2015-05-04", "XXXX-05-07", 2015, "4 May 2015 – 7 May (year of the end not stated; 2015 assumed)"),
    ],
)  # fmt: skip
def test_it_is_said_of_which_date_the_year_is_not_stated(first, last, year, said):
    """The text says which of two years is not stated."""
    span = DateSpan(start=PartialDate.parse(first), end=PartialDate.parse(last), assumed_year=year)
    assert said == span.text("en")
