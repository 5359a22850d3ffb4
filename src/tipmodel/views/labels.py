"""Labels in the reader's language."""

import difflib
import functools
from collections.abc import Iterator
from typing import Any

import attrs

from ..core.fields import fields, label_of
from ..core.metadata import LabeledEnum, metadata_of
from ..core.record import Record
from ..i18n import Words, asked_for, translate, words_for
from ..i18n.phrase import Phrase
from ..model import MODEL, Place
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import VOCABULARIES, Term
from .catalogue import catalogue


def label(thing: Any, field: str | None = None, *, language: str | None = None) -> Words:
    """Return the label of a class, one of its fields, a member of an enum, or a term.

    Args:
        thing: A class of the model, a member of an enum, a `Governorate` or a `Term`.
        field: The name of a field of the class.
        language: The tag of one of `languages`.

    Returns:
        The label; its ``language`` is the language of the text.

    Raises:
        AttributeError: The class has no such field.
        TypeError: The thing has no label.
        UnknownLanguageError: The language has no translations.

    >>> from tipmodel import Training, label
    >>> label(Training, "headcount", language="ar")
    'أعداد المشاركين'

    """
    asked = asked_for(language)
    if isinstance(thing, Term):  # it may hold words of a document, which must not be cached
        found, text = thing.named(asked)
        return Words(text, found or asked)
    return _label(thing, field, asked)


@functools.lru_cache(10_000)
def _label(thing: Any, field: str | None, language: str) -> Words:
    if isinstance(thing, Governorate):
        return Words(*reversed(thing.names.best(language)))
    return words_for(_phrase(thing, field), language)


def _phrase(thing: Any, field: str | None) -> Phrase:
    if isinstance(thing, LabeledEnum):
        return thing.label
    if not isinstance(thing, type) or not hasattr(thing, "__about__"):
        raise TypeError(
            "only classes of the model, members of enums, governorates and terms have labels, "
            f"not {type(thing).__name__}"
        )
    if field is None:
        return metadata_of(thing).label
    known = {each.name: each.label for each in fields(thing)} if attrs.has(thing) else {}
    if field not in known:
        near = difflib.get_close_matches(field, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise AttributeError(f"{thing.__name__} has no field {field!r}{hint}")
    return known[field]


CODE = Phrase("labels.code", "Code")
LABEL = Phrase("labels.label", "Label")
HELP = Phrase("labels.help", "Help")
ISO = Phrase("labels.iso", "ISO 3166-2")
PCODE = Phrase("labels.pcode", "P-code")
CAPITAL = Phrase("labels.capital", "Capital")

_VOCABULARIES: dict[str, type[Term]] = {cls.table: cls for cls in VOCABULARIES}
_CLASSES: dict[str, type[Record]] = {cls.__name__: cls for cls in MODEL}


def table(name: str, language: str | None = None) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table of codes and labels, headings first.

    Args:
        name: A name of the `catalogue`, such as ``governorates``, ``topics`` or ``Training``.
        language: The tag of one of `languages`.

    Raises:
        KeyError: There is no such table.
        UnknownLanguageError: The language has no translations.

    """
    if name == "governorates":
        yield _said(language, CODE, ISO, PCODE, label_of(Place, "governorate"), CAPITAL)
        for one in Governorate:
            capital = one.capital.best(language)[1]
            yield one.value, one.iso or "", one.pcode or "", one.text(language), capital
    elif name in _VOCABULARIES:
        yield _said(language, CODE, LABEL)
        for code in _VOCABULARIES[name].facts():
            yield code, _VOCABULARIES[name](code=code).text(language)
    elif name not in _CLASSES:
        yield _said(language, CODE, LABEL)
        for entry in catalogue(name):
            texts = LocalizedText(entry.get("labels") or entry["sentences"])
            yield entry["code"], texts.best(language)[1]
    else:
        yield _said(language, CODE, LABEL, HELP)
        for field in fields(_CLASSES[name]):
            yield field.name, *_said(language, metadata_of(field).label, metadata_of(field).help)


def _said(language: str | None, *phrases: Phrase) -> tuple[str, ...]:
    return tuple(translate(phrase, language) for phrase in phrases)
