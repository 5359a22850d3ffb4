"""Dates, lists of days, names of countries, and digits in each language."""

import datetime
import re

import attrs

from .phrase import Phrase
from .words import Words, asked_for, language_data, translate, words_for

DAY_MONTH_YEAR = Phrase("date.day_month_year", "d MMMM y")
DAY_MONTH = Phrase("date.day_month", "d MMMM")
MONTH_YEAR = Phrase("date.month_year", "MMMM y")
MONTH = Phrase("date.month", "MMMM")
YEARS = Phrase("date.years", "{first}–{last}")
LANGUAGES = {
    "en": Phrase("language.en", "English"),
    "ar": Phrase("language.ar", "Arabic"),
    "ckb": Phrase("language.ckb", "Sorani Kurdish"),
}
COUNTRIES = {"PS": Phrase("country.PS", "Palestine")}
"""Countries that the United Nations and Iraq name differently from the Unicode CLDR."""

Parts = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""

_LEAP_YEAR = 2000


def date_text(parts: Parts, language: str | None) -> str:
    """Return a date as people write it, as far as it is known: ``4 أيار``."""
    from babel.dates import format_date

    year, month, day = parts
    if month is None:
        return str(year)
    with_year, without = (DAY_MONTH_YEAR, DAY_MONTH) if day else (MONTH_YEAR, MONTH)
    pattern = translate(with_year if year else without, language)
    date = datetime.date(year or _LEAP_YEAR, month, day or 1)
    return _as_here(format_date(date, pattern, locale=language_data(asked_for(language)).locale))


def range_text(first: Parts, last: Parts, language: str | None) -> str:
    """Return a period without repetition, of one year or of whole years: ``4–7 أيار 2015``."""
    said = date_text(last, language)
    if first == last:
        return said
    if (first[1], last[1]) == (None, None):
        years = {"first": date_text(first, language), "last": said}
        return translate(YEARS, language, isolate=False, **years)
    if None not in first[1:] and None not in last[1:] and first[:2] == last[:2]:
        return f"{first[2]}–{said}"
    if first[1] and last[1]:
        first = None, *first[1:]
    return f"{date_text(first, language)} – {said}"


def _as_here(text: str) -> str:
    """Return text of the Unicode CLDR in one spelling.

    In Sorani, the CLDR writes one sound with two letters, and one month in two ways.
    """
    return text.replace("\u06be", "\u0647").replace("کانونی", "کانوونی")


def country_name(code: str, language: str | None) -> Words:
    """Return the name of a country by its ISO 3166-1 code, from the Unicode CLDR."""
    if code in COUNTRIES:
        return words_for(COUNTRIES[code], language)
    return _known_name("territories", code, language)


def language_name(tag: str, language: str | None) -> Words:
    """Return the name of a language by its tag: our own for those of Iraq, otherwise the CLDR's."""
    if tag in LANGUAGES:
        return words_for(LANGUAGES[tag], language)
    return _known_name("languages", tag, language)


def _known_name(of: str, code: str, language: str | None) -> Words:
    """Return a name of the CLDR, else the English one, else the code, with the language it is in."""
    for tag in (asked_for(language), "en"):
        name = getattr(language_data(tag).locale, of).get(code)
        if name:
            return Words(_as_here(name), tag)
    return Words(code, "und")


def language_tags() -> tuple[str, ...]:
    """Return the tags of the languages that have names."""
    return tuple(dict.fromkeys((*LANGUAGES, *language_data("en").locale.languages)))


@attrs.frozen
class Weekday:
    """A day of the week, Monday being 0."""

    number: int

    def text(self, language: str | None = None) -> str:
        """Return the name of the day, from the Unicode CLDR."""
        return _as_here(
            language_data(asked_for(language)).locale.days["format"]["wide"][self.number]
        )


_DIGITS = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
_with_digits = re.compile(r"\S*[0-9]\S*")
_has_latin = re.compile("[A-Za-z]").search


def arabic_digits(text: str) -> str:
    """Convert a finished sentence to Arabic-Indic digits; codes and addresses keep theirs.

    Args:
        text: Text for people, not a code or an address.

    Returns:
        The text with Arabic-Indic digits, decimal points and per cent signs.

    >>> arabic_digits("32 مشاركًا، 12.5%")
    '٣٢ مشاركًا، ١٢٫٥٪'

    """
    return _with_digits.sub(_in_arabic_digits, text)


def _in_arabic_digits(found: re.Match[str]) -> str:
    if _has_latin(found[0]):
        return found[0]
    return re.sub("(?<=[0-9])[.](?=[0-9])", "٫", found[0]).translate(_DIGITS)
