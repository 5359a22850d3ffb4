"""Dates and times of day as people type them, with the year first or the month in words.

Nothing that can be read in two ways is read: a date in numbers must begin with the year, and a
day of the week must be that of the date.
"""

import datetime
import functools
import re
from collections.abc import Mapping

from ..core.unicode import fold
from ..values.dates import FIRST_GREGORIAN_YEAR
from ..vocab.data import table

_SEPARATOR = r"(?:\s*+[-–—/.\\,،_]\s*+|[ ]++)"
_year_first = re.compile(
    rf"([0-9]{{4}})(?:{_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}})|\s*[-/]\s*([0-9]{{1,2}}))"
).fullmatch
_day_and_month = re.compile(
    rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})"
).fullmatch
_of_our_era = re.compile(r"(?<=[0-9])\s*(?:م|ميلادي[ةه]?|للميلاد)\.?$")
_ordinal = re.compile(r"(?<=[0-9])(?:st|nd|rd|th)\b", re.IGNORECASE)
_number = re.compile(r"[0-9]+")
_FILLERS = frozenset({"of", "من", "شهر", "عام", "سنه", "في", "يوم", "the", "ي", "ساعه", "الساعه"})
_abbreviated = re.compile(r"(?<!\w)([كت])\s?([12])(?!\w)")
_SPELT = {"ك1": "كانون الأول", "ك2": "كانون الثاني", "ت1": "تشرين الأول", "ت2": "تشرين الثاني"}
_clock = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2})(?::[0-9]{2})?)?(?:[یي](?=\s))?\s*(.*)", re.DOTALL
)
_at = re.compile(r"^\s*(?:الساعة|at|[كک]اتژم[ێي]ر)\s+", re.IGNORECASE)
_joins_day = re.compile(r"(?<!\w)(?:يوم|الموافق|المصادف|ڕۆژی|ڕێکەوتی)(?!\w)")
_letters = re.compile(r"[^\W\d_]+")
_ZONES = {"IQ": "Asia/Baghdad"}
_hijri_sign = re.compile(r"[0-9]\s*(?:هـ|ه|هجري[ةه]?|للهجرة|AH)\.?$", re.IGNORECASE).search
_NOON = 12
_HOURS = 24
_MINUTES = 60


@functools.cache
def _months() -> Mapping[str, int]:
    return {
        fold(name): int(number)
        for number, names in table("typed")["months"].items()
        for name in (*names, *(f"{name}ی" for name in names))
    }


@functools.cache
def _halves() -> Mapping[tuple[str, int], str]:
    """Return the halves of the day by their words and the hours that each word can follow."""
    return {
        (fold(word), hour): each["half"]
        for each in table("typed")["halves"]
        for word in each["words"]
        for hour in each["hours"]
    }


@functools.cache
def _weekdays() -> Mapping[str, int]:
    weekdays = table("typed")["weekdays"].items()
    return {fold(name): int(number) for number, names in weekdays for name in names}


def iso_date(text: str) -> str | None:
    """Return a full or partial date in ISO form; ``None`` if its form is not known.

    >>> iso_date("2015/5/4"), iso_date("4 أيار/مايو 2015"), iso_date("May 2015")
    ('2015-05-04', '2015-05-04', '2015-05')
    >>> iso_date("الاثنين 4 أيار 2015"), iso_date("الأحد 4 أيار 2015")
    ('2015-05-04', None)
    """
    weekdays = {
        _weekdays()[word] for word in map(fold, _letters.findall(text)) if word in _weekdays()
    }
    if weekdays:
        bare = _letters.sub(lambda word: " " if fold(word[0]) in _weekdays() else word[0], text)
        day = iso_date(_joins_day.sub(" ", bare).strip(" ,،-–"))
        return day if day and weekdays == {_weekday(day)} else None
    text = _of_our_era.sub("", text.strip())
    if re.fullmatch("[0-9]{4}", text):
        return text
    if found := _year_first(text):
        return "-".join(part.zfill(2) for part in found.groups() if part)
    return _in_words(text)


def is_hijri(text: str) -> bool:
    """Whether a text seems to be a date of the Hijri calendar, by its sign, its month or its year.

    >>> is_hijri("1445/08/05"), is_hijri("5 شعبان 1445 هـ"), is_hijri("2024/02/15")
    (True, True, False)
    """
    words = f" {fold(text)} "
    if _hijri_sign(text) or any(f" {month} " in words for month in _hijri_months()):
        return True
    day = iso_date(text)
    return day is not None and int(day[:4]) < FIRST_GREGORIAN_YEAR


@functools.cache
def _hijri_months() -> frozenset[str]:
    return frozenset(map(fold, table("typed")["hijri"]["months"]))


def _weekday(day: str) -> int | None:
    try:
        return datetime.date.fromisoformat(day).isoweekday()
    except ValueError:  # not a full date, or not an existing day
        return None


def year_of(text: str) -> int | None:
    """Return the year of a date, which is certain even where day and month are not."""
    if found := _day_and_month(text.strip()):
        return int(found[3])
    known = iso_date(text)
    return int(known[:4]) if known and len(known) != len("2015-05") else None


def _in_words(text: str) -> str | None:
    text = _abbreviated.sub(
        lambda found: f" {_SPELT[found[1] + found[2]]} ", _ordinal.sub("", text)
    )
    month = _month_named(_number.sub(" ", text))
    numbers = _number.findall(text)
    years = [each for each in numbers if len(each) == 4]  # noqa: PLR2004
    days = [each for each in numbers if len(each) <= 2]  # noqa: PLR2004
    if month is None or len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days):
        return None
    return "-".join([years[0], f"{month:02}", *(day.zfill(2) for day in days)])


def _month_named(words: str) -> int | None:
    """Return the month if the words name only one, even twice: ``أيار/مايو``."""
    rest = [word for word in fold(words).split() if word not in _FILLERS]
    found, at = set(), 0
    while at < len(rest):
        for length in (2, 1):
            month = _months().get(" ".join(rest[at : at + length]))
            if month:
                found.add(month)
                at += length
                break
        else:
            return None
    return found.pop() if len(found) == 1 else None


def time_of_day(text: str) -> datetime.time | None:
    """Return a time of day, in 24 hours or with a half of the day.

    >>> time_of_day("9:30"), time_of_day("10 صباحًا"), time_of_day("2:15 PM")
    (datetime.time(9, 30), datetime.time(10, 0), datetime.time(14, 15))
    >>> time_of_day("11:30 ظهرا")
    """
    found = _clock.fullmatch(_at.sub("", text.strip()))
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), fold(found[3])
    if half:
        which = _halves().get((half, hour))
        if which is None:
            return None
        hour = hour % _NOON + (_NOON if which == "pm" else 0)
    elif not found[2]:
        return None
    return datetime.time(hour, minute) if hour < _HOURS and minute < _MINUTES else None


def date_and_time(text: str) -> tuple[str, datetime.time] | None:
    """Return a full date and the time of day after it, in any known form."""
    for found in re.finditer(r"[\sT،,]+", text):
        day, time = iso_date(text[: found.start()]), time_of_day(text[found.end() :])
        if day and time is not None and len(day) == len("2015-05-04"):
            return day, time
    return None


def time_zone(country: str | None) -> datetime.tzinfo | None:
    """Return the time zone of a country, if known."""
    if country not in _ZONES:
        return None
    import zoneinfo  # noqa: PLC0415 - hardly ever needed

    try:
        return zoneinfo.ZoneInfo(_ZONES[country])
    except zoneinfo.ZoneInfoNotFoundError:
        return datetime.timezone(datetime.timedelta(hours=3))
