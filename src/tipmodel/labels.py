"""What things are called, in the reader's language."""

from typing import Any

import attrs

from .fields import Choice, Phrase, words
from .i18n import translate
from .vocab.governorate import Governorate
from .vocab.terms import Term


def label(thing: Any, field: str | None = None, *, language: str = "en") -> str:
    """Return the label of a class, of a *field* of it, of a member of a closed set or of a term.

    >>> from tipmodel import Training
    >>> label(Training, "headcount", language="ar")
    'أعداد المشاركين'

    Raises:
        AttributeError: The class has no such field.
        UnknownLanguageError: There are no words in that language.

    """
    if isinstance(thing, Term | Governorate):
        return thing.text(language)
    return translate(_phrase(thing, field), language)


def _phrase(thing: Any, field: str | None) -> Phrase:
    if isinstance(thing, Choice):
        return thing.label
    if field is None:
        return words(thing).label
    found: Any = getattr(attrs.fields(thing), field)
    return words(found).label
