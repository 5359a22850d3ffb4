"""The columns of a table, derived from the model, and their headings."""

import datetime
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..core.fields import Field, PerClassCache, fields
from ..core.metadata import PERSONAL
from ..core.record import Record
from ..core.shape import Object, Texts
from ..core.unicode import fold
from ..core.validators import LANGUAGE_TAG
from ..i18n import LANGUAGES, asked_for, languages, translate
from ..i18n.phrase import Phrase
from ..values.counts import AgeBand
from ..values.durations import Duration
from ..vocab.data import table
from .cells import ByLetters, CellType, Json, Moments
from .choices import kind_of
from .lengths import Ages, Lengths
from .names import PersonName
from .phones import Phone

PART_OF = Phrase("sheet.heading_part", "{whole}: {part}")
IN_LANGUAGE = Phrase("sheet.heading_language", "{field} ({tongue})")

Path = tuple[str, ...]


@attrs.frozen
class Column:
    """One column of a table.

    Attributes:
        path: The keys that lead from a record to the value; of a text in several languages,
            the last is the language.
        field: The field of the model whose value, or part of a value, it holds.
        names: The labels of the fields along the path.
        kind: How its cells are written and read.
        tag: The language of a text in several languages.
        required: Whether every record has the field.
        personal: Whether its values must not be shown.

    """

    path: Path
    field: Field
    names: tuple[Phrase, ...]
    kind: CellType
    tag: str | None = None
    required: bool = False
    personal: bool = False

    def heading(self, language: str | None) -> str:
        """Return the heading of the column in *language*, or its code without a language."""
        if language is None:
            return ".".join(self.path)
        said = _said(self.names, language)
        if self.tag is None:
            return said
        if self.tag not in LANGUAGES:
            return f"{said} ({self.tag})"
        name = translate(LANGUAGES[self.tag], language)
        return translate(IN_LANGUAGE, language, isolate=False, field=said, tongue=name)

    def text(self, language: str | None = None) -> str:
        """Return the label of the field in *language*."""
        return _said(self.names, asked_for(language))

    @property
    def pointer(self) -> str:
        """The JSON Pointer from a record to the value."""
        return "".join(f"/{key}" for key in self.path)

    @property
    def is_for_people(self) -> bool:
        """Whether a person can fill in the column, because it is not JSON."""
        return not isinstance(self.kind, Json)


def _said(names: Sequence[Phrase], language: str) -> str:
    return functools.reduce(
        lambda whole, part: translate(PART_OF, language, isolate=False, whole=whole, part=part),
        (translate(name, language) for name in names),
    )


@PerClassCache
def stems(cls: type[Record]) -> tuple[Column, ...]:
    """Return the columns of a class, with one column for a text in several languages."""
    return tuple(_stems(cls, None, ()))


def _stems(cls: type[Record], above: Column | None, inside: tuple[type, ...]) -> Iterator[Column]:
    for field in fields(cls):
        column = Column(
            path=(*(above.path if above else ()), field.name),
            field=field,
            names=(*(above.names if above else ()), field.label),
            kind=kind_of(field.shape, field),
            required=(above is None or above.required) and field.required,
            personal=bool(above and above.personal) or field.sensitivity is PERSONAL,
        )
        nested = type(field.shape) is Object and field.shape.type not in (*inside, cls)
        if nested:
            yield from _stems(field.shape.type, column, (*inside, cls))
        else:
            yield column


@PerClassCache
def wholes(cls: type[Record]) -> tuple[Column, ...]:
    """Return the columns for what people write in one cell but a table has in several: "5 days", "18-24".

    They are read only on request, and never written.
    """
    kinds = {fields(Duration)[0]: Lengths(), fields(AgeBand)[0]: Ages()}
    return tuple(
        attrs.evolve(column, path=column.path[:-1], names=column.names[:-1], kind=kind)
        for column in stems(cls)
        for field, kind in kinds.items()
        if column.field is field and len(column.path) > 1
    )


def is_localized(column: Column) -> bool:
    """Whether a column holds a text in several languages, which needs a column for each."""
    return isinstance(column.field.shape, Texts)


def by_letters(column: Column, language: str) -> Column:
    """Return the column, with the language of its texts determined by their letters."""
    if not is_localized(column) or column.tag is not None:
        return column
    is_person = column.personal and column.path == ("name",)
    return attrs.evolve(column, kind=(PersonName if is_person else ByLetters)(language))


def columns(
    cls: type[Record], language: str | None, tags: Mapping[Path, Sequence[str]] | None = None
) -> tuple[Column, ...]:
    """Return the columns of a class, for a reader of *language*.

    Args:
        cls: The class; a row is a record of it.
        language: Texts in it come before those in other languages.
        tags: The languages of each text by its path; by default, those of this package.

    """
    first = dict.fromkeys((*([language] if language else []), "ar", "en"))
    return tuple(
        with_tag(column, tag) if tag else column
        for column in stems(cls)
        for tag in (
            dict.fromkeys((*first, *(tags or {}).get(column.path, ())))
            if is_localized(column)
            else (None,)
        )
    )


def with_tag(column: Column, tag: str) -> Column:
    """Return the column of a text in one language."""
    return attrs.evolve(column, path=(*column.path, tag), tag=tag)


def dated(column: Column, cells: Iterable[Any]) -> Column:
    """Return a column of times that knows whether some of its *cells* hold a date."""
    kind = column.kind
    if isinstance(kind, Moments) and any(isinstance(each, datetime.datetime) for each in cells):
        return attrs.evolve(column, kind=attrs.evolve(kind, dated=True))
    return column


def in_country(column: Column, country: str | None) -> Column:
    """Return a column whose cells may omit what *country* determines: a country code, a time zone.

    A value that states its country is unchanged.
    """
    kind = column.kind
    if not country or not isinstance(kind, Phone | Moments) or kind.country:
        return column
    return attrs.evolve(column, kind=attrs.evolve(kind, country=country))


_LONGEST_HEADING = 500
_MOST_BRACKETS = 5


def find(cls: type[Record], heading: str) -> Mapping[str | None, Column]:
    """Return the columns that a heading names, by the language of the heading.

    The language is ``None`` for a code. "Rank" is a label and almost a code; the likelier one is first.
    """
    text = heading.strip()
    if len(text) > _LONGEST_HEADING:
        return {}
    found = {
        lang: c for lang, c in labels_of(cls).get(fold(text), {}).items() if not is_localized(c)
    }
    stem, _, tag = text.rpartition(".")
    tag = tag.lower() if tag.lower() in LANGUAGES else tag
    column = labels_of(cls).get(fold(stem), {}).get(None)
    if column and is_localized(column) and _is_tag(tag):
        found[None] = with_tag(column, tag)
    for opening in itertools.islice(re.finditer(r"\(", text), _MOST_BRACKETS):
        stem, name = text[: opening.start()], text[opening.end() :].rstrip(" )")
        for language, column in labels_of(cls).get(fold(stem), {}).items():
            tag = _tags(language).get(fold(name), name.strip()) if language else ""
            if is_localized(column) and _is_tag(tag):
                found[language] = with_tag(column, tag)
    if None in found and ".".join(found[None].path) != text:
        del found[None]  # only the exact text is a code
    return found


_is_tag = re.compile(LANGUAGE_TAG).fullmatch


@functools.cache
def _tags(language: str) -> Mapping[str, str]:
    """Return the tags of languages by their names, alone and as they end a heading."""
    tags: dict[str, str] = {}
    for tag, phrase in LANGUAGES.items():
        name = translate(phrase, language)
        heading = translate(IN_LANGUAGE, language, isolate=False, field="", tongue=name)
        tags |= dict.fromkeys((fold(name), fold(heading.strip().strip("()"))), tag)
    for tag, names in table("former_labels")["languages"].items():
        tags |= {fold(names[language]): tag} if language in names else {}
    return tags


@PerClassCache
def labels_of(cls: type[Record]) -> Mapping[str, Mapping[str | None, Column]]:
    """Return the columns by their folded labels and codes, then by language."""
    known: dict[str, dict[str | None, Column]] = {}
    for column in stems(cls):
        for language in (None, *map(str, languages())):
            said = _said(column.names, language) if language else ".".join(column.path)
            known.setdefault(fold(said), {})[language] = column
    by_code = {".".join(column.path): column for column in stems(cls)}
    for base in cls.__mro__:
        for code, labels in table("former_labels").get(base.__name__, {}).items():
            for language, label in labels.items():
                known.setdefault(fold(label), {}).setdefault(language, by_code[code])
    return known
