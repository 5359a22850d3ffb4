"""Say things in the reader's language. The one module that knows Babel."""

import functools
import io
from collections.abc import Mapping
from importlib import resources
from typing import Any

import attrs
import babel
from babel.messages import Message
from babel.messages.pofile import read_po

from .errors import UnknownLanguageError
from .fields import Phrase

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
_RLM = "\u200f"


@attrs.frozen
class _Language:
    locale: babel.Locale
    words: Mapping[str, tuple[str, ...]]


def _folder() -> resources.abc.Traversable:
    return resources.files("tipmodel") / "locale"


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the tags of the languages there are words in, English first."""
    names = sorted(file.name for file in _folder().iterdir())
    return "en", *(name.removesuffix(".po") for name in names if name.endswith(".po"))


@functools.cache
def _language(tag: str) -> _Language:
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


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one a plural form."""
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def plural_categories(language: str) -> tuple[str, ...]:
    """Return the plural categories of *language* by the Unicode CLDR, in its order."""
    known = {*_language(language).locale.plural_form.tags, "other"}
    return tuple(c for c in ("zero", "one", "two", "few", "many", "other") if c in known)


def translate(
    phrase: Phrase, language: str = "en", *, isolate: bool = True, **values: int | str | Phrase
) -> str:
    """Say a phrase in *language*, with *values* in its places.

    A value of text is isolated, so that Arabic and English keep their own order
    within one line (Unicode Standard Annex 9). A counted phrase takes ``n``. While
    nobody has translated a phrase it is said in English.

    Raises:
        UnknownLanguageError: There are no words in that language.

    """
    forms = _language(language).words.get(phrase.key)
    if forms is None:
        forms, found_in = (phrase.english, phrase.plural), "en"
    else:
        found_in = language
    form = forms[_plural_index(values["n"], found_in) if phrase.plural else 0]
    told = {}
    for name, value in values.items():
        text = translate(value, language) if isinstance(value, Phrase) else value
        told[name] = isolated(text) if isolate and isinstance(text, str) else text
    return form.format_map(told)


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
