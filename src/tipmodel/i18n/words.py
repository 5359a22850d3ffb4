"""The languages there are, and what their catalogues say."""

import contextlib
import functools
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol, Self

import attrs

from .errors import UnknownLanguageError
from .phrase import Phrase

if TYPE_CHECKING:  # at run time it is imported when something is to be said
    import babel
    from babel.messages import Message

LIST_SEPARATOR = Phrase("list.separator", ", ")
AND = Phrase("list.and", "{first} and {last}")
OR = Phrase("list.or", "{first} or {last}")

_FSI, _LRI, _PDI = "\u2068", "\u2066", "\u2069"
_RLM = "\u200f"


_DEFAULT = ContextVar("tipmodel_language", default="en")


@contextlib.contextmanager
def use_language(tag: str) -> Iterator[None]:
    """Answer in a language wherever none is asked for, within a ``with`` block.

    A language that is passed explicitly takes precedence. New threads start in English; tasks of
    asyncio inherit the language of the code that creates them.

    Args:
        tag: The tag of one of `languages`.

    Yields:
        Nothing.

    Raises:
        UnknownLanguageError: There are no words in that language.

    >>> from tipmodel import Governorate, use_language
    >>> with use_language("ar"):
    ...     Governorate.BASRA.text()
    'البصرة'

    """
    language_data(tag)
    token = _DEFAULT.set(tag)
    try:
        yield
    finally:
        _DEFAULT.reset(token)


def asked_for(language: str | None) -> str:
    """Return the language that is asked for, or that of `use_language` if none is."""
    return _DEFAULT.get() if language is None else language


class Words(str):
    """Text that knows in which language it was found.

    Attributes:
        language: The tag; another than was asked for while there are no words in that one.

    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Keep the language beside the text."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (str(self), self.language)


@attrs.frozen
class LanguageData:
    """What is known of a language."""

    locale: "babel.Locale"
    words: Mapping[str, tuple[str, ...]]
    translated: float
    unreviewed: int


class Language(str):
    """The tag of a language there are words in, such as ``ar``."""

    __slots__ = ()

    @property
    def translated(self) -> float:
        """The share of the words there are in it, from 0 to 1; the others are said in English."""
        return language_data(self).translated

    @property
    def is_reviewed(self) -> bool:
        """Whether a native reader has seen all of its words."""
        return language_data(self).unreviewed == 0


@functools.cache
def _catalogs() -> Mapping[str, Any]:
    """Return the catalogues by tag: those of this package, and those of entry points.

    An entry point of the group ``tipmodel.languages`` has the tag as its name, and as its
    value the package that the file ``TAG.po`` stands in.
    """
    from importlib import metadata, resources

    ours = resources.files("tipmodel") / "locale"
    found: dict[str, Any] = {
        point.name: resources.files(point.module) / f"{point.name}.po"
        for point in metadata.entry_points(group="tipmodel.languages")
    }
    return found | {
        file.name.removesuffix(".po"): file
        for file in sorted(ours.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".po")
    }


@functools.cache
def languages() -> tuple[Language, ...]:
    """Return the tags of the languages there are words in, English first.

    Returns:
        Tags that know how far they are translated and whether a native reader has seen them.

    >>> "ar" in languages()
    True

    """
    return tuple(map(Language, ("en", *sorted(_catalogs()))))


@functools.cache
def language_data(tag: str) -> LanguageData:
    """Read the catalogue of a language.

    Raises:
        UnknownLanguageError: There are no words in that language.

    """
    import babel
    from babel.messages.pofile import read_po

    if tag == "en":
        return LanguageData(babel.Locale("en", "GB"), {}, 1, 0)
    if tag not in _catalogs():
        raise UnknownLanguageError(tag, languages())
    catalog = read_po(io.BytesIO(_catalogs()[tag].read_bytes()))
    if catalog.locale is None:
        raise ValueError(f"{tag}.po: the header names no language")
    messages = [message for message in catalog if message.context]
    words = {
        str(message.context): forms_of(message)
        for message in messages
        if all(forms_of(message)) and not message.fuzzy
    }
    unreviewed = sum("unreviewed" in message.user_comments for message in messages)
    share = len(words) / len(messages)
    return LanguageData(catalog.locale, words, share, unreviewed)


def _found(phrase: Phrase, language: str) -> tuple[tuple[str, ...], str]:
    """Return the forms of a phrase, and the language they are in.

    Words of ``ar-x-acme`` (BCP 47, private use) go before those of ``ar``, and these before
    English.
    """
    tag = language
    while tag != "en":
        forms = language_data(tag).words.get(phrase.key)
        if forms:
            return forms, tag
        tag = base_of(tag) if tag != base_of(tag) else "en"
    return (phrase.english, phrase.plural), "en"


def forms_of(message: "Message") -> tuple[str, ...]:
    """Return the translations of a message: one, or one a plural form."""
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def base_of(tag: str) -> str:
    """Return the language whose own words a private tag such as ``ar-x-acme`` goes before."""
    return tag.partition("-x-")[0]


def plural_categories(language: str) -> tuple[str, ...]:
    """Return the plural categories of *language* by the Unicode CLDR, in its order."""
    known = {*language_data(language).locale.plural_form.tags, "other"}
    return tuple(c for c in ("zero", "one", "two", "few", "many", "other") if c in known)


class Named(Protocol):
    """What has a name in every language."""

    def text(self, language: str | None = None) -> str:
        """Say the name in *language*."""


Said = int | str | Phrase | Named | tuple["str | Phrase | Named", ...]
"""What a sentence can speak of; text stands as it is, and several things are alternatives."""


def translate(
    phrase: Phrase, language: str | None = None, *, isolate: bool = True, **values: Said
) -> str:
    """Say a phrase in *language*, with *values* in its places.

    What is put in is isolated, so that Arabic and English keep their own order within one
    line (Unicode Standard Annex 9). A counted phrase takes ``n``. While nobody has
    translated a phrase it is said in English.

    Raises:
        UnknownLanguageError: There are no words in that language.

    """
    asked = asked_for(language)
    forms, found_in = _found(phrase, asked)
    form = forms[_plural_index(values["n"], found_in) if phrase.plural else 0]
    told = {name: _said(value, asked, isolate=isolate) for name, value in values.items()}
    return form.format_map(told)


def words_for(phrase: Phrase, language: str | None = None) -> Words:
    """Return a phrase without places, which knows in which language it was found."""
    forms, found_in = _found(phrase, asked_for(language))
    return Words(forms[0], found_in)


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
    category = str(language_data(language).locale.plural_form(n))
    return plural_categories(language).index(category)


def isolated(text: str) -> str:
    """Keep *text* in its own direction, whatever stands round it."""
    return f"{_FSI}{text}{_PDI}"


def isolate_ltr(text: str) -> str:
    """Keep a code, a pointer or an address from left to right, whatever stands round it."""
    return f"{_LRI}{text}{_PDI}"


def without_isolates(text: str) -> str:
    """Return text without the invisible characters that keep directions apart."""
    return re.sub(f"[{_FSI}{_LRI}{_PDI}{_RLM}]", "", text)


def line_mark(language: str) -> str:
    """Return what to begin a line with, so that it runs in the direction of *language*."""
    return _RLM if language_data(language).locale.text_direction == "rtl" else ""


def joined(texts: Iterable[str], language: str | None) -> str:
    """Put texts behind one another, separated as *language* does it."""
    return translate(LIST_SEPARATOR, language).join(texts)


def listed(texts: Sequence[str], language: str | None, last_of_list: Phrase = AND) -> str:
    """List texts, with an "and" or another word before the last."""
    *first, last = texts or ("",)
    if not first:
        return last
    return translate(
        last_of_list, language, isolate=False, first=joined(first, language), last=last
    )
