"""Say things in the reader's language. The one module that knows Babel."""

import datetime
import functools
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from .errors import UnknownLanguageError
from .fields import Phrase

if TYPE_CHECKING:  # at run time it is imported when something is to be said
    from importlib.resources.abc import Traversable

    import babel
    from babel.messages import Message

DAY_MONTH_YEAR = Phrase("date.day_month_year", "d MMMM y")
DAY_MONTH = Phrase("date.day_month", "d MMMM")
MONTH_YEAR = Phrase("date.month_year", "MMMM y")
MONTH = Phrase("date.month", "MMMM")
LIST_SEPARATOR = Phrase("list.separator", ", ")
AND = Phrase("list.and", "{first} and {last}")
OR = Phrase("list.or", "{first} or {last}")

LANGUAGES = {
    "en": Phrase("language.en", "English"),
    "ar": Phrase("language.ar", "Arabic"),
    "ckb": Phrase("language.ckb", "Kurdish (Sorani)"),
}

Parts = tuple[int | None, int | None, int | None]
"""Year, month and day, as far as they are known."""

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
_RLM = "\u200f"
_LEAP_YEAR = 2000


@attrs.frozen
class _Language:
    locale: "babel.Locale"
    words: Mapping[str, tuple[str, ...]]


def _folder() -> "Traversable":
    from importlib import resources

    return resources.files("tipmodel") / "locale"


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages there are words in, English first."""
    names = sorted(file.name for file in _folder().iterdir())
    return "en", *(name.removesuffix(".po") for name in names if name.endswith(".po"))


@functools.cache
def _language(tag: str) -> _Language:
    import babel
    from babel.messages.pofile import read_po

    if tag == "en":
        return _Language(babel.Locale("en", "GB"), {})
    if tag not in languages():
        raise UnknownLanguageError(tag, languages())
    catalog = read_po(io.BytesIO((_folder() / f"{tag}.po").read_bytes()))
    if catalog.locale is None:
        raise ValueError(f"{tag}.po: the header names no language")
    words = {
        message.context: forms_of(message)
        for message in catalog
        if message.context and message.string and not message.fuzzy
    }
    return _Language(catalog.locale, words)


def forms_of(message: "Message") -> tuple[str, ...]:
    """Return the translations of a message: one, or one a plural form."""
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def plural_categories(language: str) -> tuple[str, ...]:
    """Return the plural categories of *language* by the Unicode CLDR, in its order."""
    known = {*_language(language).locale.plural_form.tags, "other"}
    return tuple(c for c in ("zero", "one", "two", "few", "many", "other") if c in known)


class Named(Protocol):
    """What has a name in every language."""

    def text(self, language: str = "en") -> str:
        """Say the name in *language*."""


Said = int | str | Phrase | Named | tuple["str | Phrase | Named", ...]
"""What a sentence can speak of; text stands as it is, and several things are alternatives."""


def translate(phrase: Phrase, language: str = "en", *, isolate: bool = True, **values: Said) -> str:
    """Say a phrase in *language*, with *values* in its places.

    What is put in is isolated, so that Arabic and English keep their own order within one
    line (Unicode Standard Annex 9). A counted phrase takes ``n``. While nobody has
    translated a phrase it is said in English.

    Raises:
        UnknownLanguageError: There are no words in that language.

    """
    forms = _language(language).words.get(phrase.key)
    if forms is None:
        forms, found_in = (phrase.english, phrase.plural), "en"
    else:
        found_in = language
    form = forms[_plural_index(values["n"], found_in) if phrase.plural else 0]
    told = {name: _said(value, language, isolate=isolate) for name, value in values.items()}
    return form.format_map(told)


def _said(value: Said, language: str, *, isolate: bool) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return listed([_said(each, language, isolate=isolate) for each in value], language, OR)
    if isinstance(value, Phrase):
        text = translate(value, language)
    else:
        text = value if isinstance(value, str) else value.text(language)
    return isolated(text) if isolate else text


def _plural_index(n: Any, language: str) -> int:
    category = str(_language(language).locale.plural_form(n))
    return plural_categories(language).index(category)


def isolated(text: str) -> str:
    """Keep *text* in its own direction, whatever stands round it."""
    return f"{_FSI}{text}{_PDI}"


def isolate_ltr(text: str) -> str:
    """Keep a code, a pointer or an address from left to right, whatever stands round it."""
    return f"{_LRI}{text}{_PDI}"


def line_mark(language: str) -> str:
    """Return what to begin a line with, so that it runs in the direction of *language*."""
    return _RLM if _language(language).locale.text_direction == "rtl" else ""


def date_text(parts: Parts, language: str) -> str:
    """Say a date as people write it, as far as it is known: ``4 أيار``."""
    from babel.dates import format_date

    year, month, day = parts
    if month is None:
        return str(year)
    with_year, without = (DAY_MONTH_YEAR, DAY_MONTH) if day else (MONTH_YEAR, MONTH)
    pattern = translate(with_year if year else without, language)
    date = datetime.date(year or _LEAP_YEAR, month, day or 1)
    return format_date(date, pattern, locale=_language(language).locale)


def range_text(first: Parts, last: Parts, language: str) -> str:
    """Say from when until when, and nothing twice: ``4–7 أيار 2015``."""
    said = date_text(last, language)
    if first == last:
        return said
    if None not in first[1:] and None not in last[1:] and first[:2] == last[:2]:
        return f"{first[2]}–{said}"
    if first[0] == last[0] and first[1] and last[1]:
        first = None, *first[1:]
    return f"{date_text(first, language)} – {said}"


def joined(texts: Iterable[str], language: str) -> str:
    """Put texts behind one another, separated as *language* does it."""
    return translate(LIST_SEPARATOR, language).join(texts)


def listed(texts: Sequence[str], language: str, last_of_list: Phrase = AND) -> str:
    """List texts, with an "and" or another word before the last."""
    *first, last = texts or ("",)
    if not first:
        return last
    return translate(
        last_of_list, language, isolate=False, first=joined(first, language), last=last
    )


def country_name(code: str, language: str) -> str:
    """Name the country of a code of ISO 3166-1, as the Unicode CLDR does."""
    return str(_language(language).locale.territories.get(code, code))


def language_name(tag: str, language: str) -> str:
    """Name the language of a tag: those of Iraq in our words, others as the Unicode CLDR does."""
    if tag in LANGUAGES:
        return translate(LANGUAGES[tag], language)
    return str(_language(language).locale.languages.get(tag, tag))


@attrs.frozen
class Weekday:
    """A day of the week, Monday being 0."""

    number: int

    def text(self, language: str = "en") -> str:
        """Name the day, as the Unicode CLDR does."""
        return str(_language(language).locale.days["format"]["wide"][self.number])
