"""The supported languages and their catalogues."""

import contextlib
import functools
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Protocol, Self

import attrs

from .errors import PACKAGE_FAILURES, BrokenExtensionError, UnknownLanguageError
from .phrase import Phrase

if TYPE_CHECKING:  # at run time it is imported on first use
    from importlib import metadata

    import babel
    from babel.messages import Message

LIST_SEPARATOR = Phrase("list.separator", ", ")
PART_SEPARATOR = Phrase("list.part_separator", "; ")
AND = Phrase("list.and", "{first} and {last}")
AND_NEXT = Phrase("list.and_next", "{first}, {last}")
AND_LAST = Phrase("list.and_last", "{first} and {last}")
OR = Phrase("list.or", "{first} or {last}")
OR_NEXT = Phrase("list.or_next", "{first}, {last}")
_MORE = {AND: (AND_NEXT, AND_LAST), OR: (OR_NEXT, OR)}
"""The separators of a list of three or more: between items, and before the last."""
LINE = Phrase("card.line", "{label}: {value}")
QUOTED = Phrase("text.quoted", "“{text}”")

_LONG_NUMBER = 10_000
"""Numbers from here on have commas between thousands."""

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_LRM, _RLM = "\u200e", "\u200f"


_DEFAULT = ContextVar("tipmodel_language", default="en")


@contextlib.contextmanager
def use_language(tag: str) -> Iterator[None]:
    """Set the default language within a ``with`` block.

    An explicit ``language=`` takes precedence. New threads start in English; asyncio tasks inherit
    the language of the code that creates them. A generator shares the language with its caller:
    if it yields within the block, the caller gets that language too. In a generator, pass
    ``language=`` instead.

    Args:
        tag: The tag of one of `languages`.

    Yields:
        Nothing.

    Raises:
        UnknownLanguageError: The language has no translations.

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
    """Return the requested language, by default that of `use_language`."""
    return _DEFAULT.get() if language is None else language


class Words(str):
    """Text that knows its language.

    Attributes:
        language: The tag; another than the requested one if that has no translation.

    """

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Store the language with the text."""
        made = super().__new__(cls, text)
        made.language = language
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        return Words, (str(self), self.language)


@attrs.frozen
class LanguageData:
    """Facts about a language."""

    locale: "babel.Locale"
    words: Mapping[str, tuple[str, ...]]
    translated: float
    unreviewed: int


class Language(str):
    """The tag of a supported language, such as ``ar``."""

    __slots__ = ()

    @property
    def translated(self) -> float:
        """The share of translated phrases, from 0 to 1; the others are shown in English."""
        return language_data(self).translated

    @property
    def is_reviewed(self) -> bool:
        """Whether a native reader has reviewed all translations."""
        return language_data(self).unreviewed == 0


@functools.cache
def _our_catalogs() -> Mapping[str, Any]:
    """Return the catalogues of this package by tag."""
    from importlib import resources

    ours = resources.files("tipmodel") / "locale"
    return {
        file.name.removesuffix(".po"): file
        for file in sorted(ours.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".po")
    }


@functools.cache
def _extensions() -> "Mapping[str, metadata.EntryPoint]":
    """Return the entry points of additional languages, by tag.

    An entry point of the group ``tipmodel.languages`` has the tag as its name, and as its
    value the package that contains the file ``TAG.po``.
    """
    from importlib import metadata

    points = metadata.entry_points(group="tipmodel.languages")
    return {point.name: point for point in points if point.name not in _our_catalogs()}


@functools.cache
def languages() -> tuple[Language, ...]:
    """Return the tags of the supported languages, English first.

    A broken package that adds a language is left out, and logged once as an error by
    the logger ``tipmodel``.

    Returns:
        Tags that know the share of translated phrases and whether a native reader reviewed them.

    >>> "ar" in languages()
    True

    """
    added = [tag for tag in _extensions() if _works(tag)]
    return tuple(map(Language, ("en", *sorted([*_our_catalogs(), *added]))))


def _works(tag: str) -> bool:
    try:
        language_data(tag)
    except BrokenExtensionError as error:
        import logging

        logging.getLogger("tipmodel").error("%s", error)  # noqa: TRY400 - one line is enough
        return False
    return True


@functools.cache
def language_data(tag: str) -> LanguageData:
    """Read the catalogue of a language.

    Raises:
        UnknownLanguageError: The language has no translations.
        BrokenExtensionError: The package that adds the language is broken.

    """
    import babel

    if tag == "en":
        return LanguageData(babel.Locale("en", "GB"), {}, 1, 0)
    if tag in _our_catalogs():
        return _read(tag, _our_catalogs()[tag].read_bytes())
    point = _extensions().get(tag)
    if point is None:
        raise UnknownLanguageError(tag, languages())
    from importlib import resources

    try:
        return _read(tag, (resources.files(point.module) / f"{tag}.po").read_bytes())
    except PACKAGE_FAILURES as error:  # a third-party package may raise anything
        package = point.dist.name if point.dist else point.module
        raise BrokenExtensionError(package, tag) from error


def _read(tag: str, data: bytes) -> LanguageData:
    from babel.messages.pofile import read_po

    catalog = read_po(io.BytesIO(data), abort_invalid=True)
    if catalog.locale is None:
        raise ValueError(f"{tag}.po: the header names no language")
    messages = [message for message in catalog if message.context]
    words = {
        str(message.context): forms_of(message)
        for message in messages
        if all(forms_of(message)) and not message.fuzzy and _has_its_places(message)
    }
    unreviewed = sum("unreviewed" in message.user_comments for message in messages)
    share = len(words) / max(len(messages), 1)
    return LanguageData(catalog.locale, words, share, unreviewed)


def _has_its_places(message: "Message") -> bool:
    """Whether a translation can be formatted, because it has the placeholders of the English."""
    english = message.id if isinstance(message.id, str) else "".join(message.id)
    try:
        return _places("".join(forms_of(message))) <= _places(english)
    except ValueError:  # an unclosed brace
        return False


def _places(text: str) -> set[str]:
    import string

    return {name for _, name, *_ in string.Formatter().parse(text) if name is not None}


def _found(phrase: Phrase, language: str) -> tuple[tuple[str, ...], str]:
    """Return the forms of a phrase, and their language.

    ``ar-x-acme`` (BCP 47, private use) takes precedence over ``ar``, and ``ar`` over
    English.
    """
    tag = language
    while tag != "en":
        words = language_data(tag).words
        forms = words.get(phrase.key) or words.get(phrase.otherwise)
        if forms:
            return forms, tag
        if tag in phrase.translations:
            return (phrase.translations[tag],), tag
        tag = base_of(tag) if tag != base_of(tag) else "en"
    return (phrase.english, phrase.plural), "en"


def forms_of(message: "Message") -> tuple[str, ...]:
    """Return the translations of a message: one, or one for each plural form."""
    strings = message.string
    return (strings,) if isinstance(strings, str) else tuple(strings or ())


def base_of(tag: str) -> str:
    """Return the language that a private tag such as ``ar-x-acme`` overrides."""
    return tag.partition("-x-")[0]


def plural_categories(language: str) -> tuple[str, ...]:
    """Return the plural categories of *language* in the order of the Unicode CLDR."""
    known = {*language_data(language).locale.plural_form.tags, "other"}
    return tuple(c for c in ("zero", "one", "two", "few", "many", "other") if c in known)


class Named(Protocol):
    """An object with a name in every language."""

    def text(self, language: str | None = None) -> str:
        """Return the name in *language*."""


Said = float | str | Phrase | Named | tuple["str | Phrase | Named", ...]
"""A value for a placeholder; text stays unchanged, and several values are alternatives."""


def translate(
    phrase: Phrase, language: str | None = None, *, isolate: bool = True, **values: Said
) -> str:
    """Return a phrase in *language*, with *values* in its placeholders.

    Values are isolated, so that Arabic and English keep their own order within one
    line (Unicode Standard Annex 9). A counted phrase takes ``n``. A phrase
    without a translation is shown in English.

    Raises:
        UnknownLanguageError: The language has no translations.

    """
    asked = asked_for(language)
    forms, found_in = _found(phrase, asked)
    form = forms[_plural_index(values["n"], found_in) if phrase.plural else 0]
    same = base_of(asked) == base_of(found_in)  # no sentence mixes languages
    language = asked if same else found_in
    told = {name: _said(value, language, isolate=isolate) for name, value in values.items()}
    text = form.format_map(_Told(told))
    other_direction = line_mark(asked) and not line_mark(found_in)
    return isolate_ltr(text) if isolate and other_direction else text


class _Told(dict[str, str]):
    """Values for placeholders; one that a rule of an extension forgot is shown as it stands."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def words_for(phrase: Phrase, language: str | None = None) -> Words:
    """Return a phrase without placeholders, with its language."""
    forms, found_in = _found(phrase, asked_for(language))
    return Words(forms[0], found_in)


def number_text(value: float) -> str:
    """Return a number in the form that all languages share: 4, 8.5, 12,000."""
    text = f"{value:,}" if value >= _LONG_NUMBER else str(value)
    if "e" in text:  # 1e-05 is no number to people
        from decimal import Decimal

        text = format(Decimal(text), ",f")
    return text.removesuffix(".0")


def _said(value: Said, language: str, *, isolate: bool) -> str:
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, tuple):
        return listed([_said(each, language, isolate=isolate) for each in value], language, OR)
    if isinstance(value, str):
        return isolated(value) if isolate else value
    text = translate(value, language) if isinstance(value, Phrase) else value.text(language)
    return isolate_as(text, language) if isolate else without_isolates(text)


def _plural_index(n: Any, language: str) -> int:
    category = str(language_data(language).locale.plural_form(n))
    return plural_categories(language).index(category)


def isolated(text: str) -> str:
    """Keep *text* in its own direction, regardless of the text around it.

    Line feeds and tabs become spaces: the end of a line would end the isolation, and the rest of
    the text could pass for a line of the library.
    """
    return f"{_FSI}{_LINE_ENDS.sub(' ', text)}{_PDI}"


_LINE_ENDS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def isolate_ltr(text: str) -> str:
    """Keep a code, a pointer or an address left to right, regardless of the text around it."""
    return f"{_LRI}{_LINE_ENDS.sub(' ', text)}{_PDI}"


def isolate_as(text: str, language: str) -> str:
    """Keep a text of the library in its own direction; without letters, in that of *language*."""
    begin = _RLI if line_mark(language) and not any(map(str.isalpha, text)) else _FSI
    return f"{begin}{text}{_PDI}"


def without_isolates(text: str) -> str:
    """Return text without isolates."""
    return re.sub(f"[{_LRM}{_RLM}{_LRI}-{_PDI}]", "", text)


def line_mark(language: str) -> str:
    """Return the direction mark that begins a line in *language*, if it runs from right to left."""
    if language == "en":
        return ""  # known without importing Babel
    return _RLM if language_data(language).locale.text_direction == "rtl" else ""


def as_line(text: str, language: str) -> str:
    """Return a line that keeps its order wherever it is pasted.

    The isolate keeps the order in a paragraph of the other direction; the mark before it sets
    the direction where the first letter decides it.
    """
    mark = line_mark(language)
    return f"{mark}{_RLI if mark else _LRI}{text}{_PDI}"


def joined(texts: Iterable[str], language: str | None, separator: Phrase = LIST_SEPARATOR) -> str:
    """Join texts with the list separator of *language*."""
    return translate(separator, language).join(texts)


def listed(texts: Sequence[str], language: str | None, word: Phrase = AND) -> str:
    """Join texts with "and" or another *word* in *language*.

    If a text contains commas, semicolons separate the texts.
    """
    *others, last = texts or ("",)
    if not others:
        return last
    if any(translate(LIST_SEPARATOR, language) in text for text in texts):
        return joined(texts, language, PART_SEPARATOR)
    following, ending = _MORE[word] if len(others) > 1 else (word, word)
    first, *middle = others
    for text in middle:
        first = translate(following, language, isolate=False, first=first, last=text)
    return translate(ending, language, isolate=False, first=first, last=last)
