"""The columns of the registration sheets that offices send out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..core.fields import fields
from ..core.metadata import metadata_of
from ..core.record import Record
from ..i18n import as_line, base_of, words_for
from ..vocab.data import table
from .columns import Column, by_letters, columns, stems
from .heading_words import check_given, column_of
from .workbook import Headed

NUMBERED_ROWS = 30
"""The number of prenumbered rows in an empty sheet."""


def template_columns(
    cls: type[Record], language: str, names: Sequence[str] = (), *, every: bool = False
) -> tuple[Headed, ...]:
    """Return the columns of an empty sheet: the usual ones, those in *names*, or all.

    Args:
        cls: The class; each row is a record of it.
        language: The language of the headings.
        names: The codes of fields, such as ``name`` or ``place.governorate``.
        every: Whether to include every column that people can fill in.

    Raises:
        InvalidDataError: A name is not a field of the class.

    """
    base = _base(cls)
    told = table("templates")[base.__name__] if base else ()
    usual: Mapping[str, Mapping[str, Any]] = {each["field"]: each for each in told}
    check_given(dict(zip(names, names, strict=True)), (cls,))
    if every or not (names or usual):
        return tuple(
            Headed(each, each.heading(language), language, _help(cls, each, language))
            for each in columns(cls, language)
            if each.is_for_people and _code(each) not in _of(cls, "left_out")
        )
    chosen = [
        (name, by_letters(column, language))
        for name in names or usual_fields(cls)
        for column in _columns_of(cls, name)
        if column.is_for_people or name in (*names, *usual)
    ]
    return tuple(_headed(cls, language, chosen, usual))


def usual_fields(cls: type[Record]) -> tuple[str, ...]:
    """Return the codes of the fields that offices usually ask for, and of those a subclass adds."""
    base = _base(cls)
    if base is None:
        return tuple(field.name for field in fields(cls))
    usual = [each["field"] for each in table("templates")[base.__name__]]
    known = {field.name for field in fields(base)}
    return (*usual, *(field.name for field in fields(cls) if field.name not in known))


def _base(cls: type[Record]) -> type[Record] | None:
    """Return the class whose usual fields a class has: of two with one name, the one of the model."""
    return next((one for one in cls.__mro__[::-1] if one.__name__ in table("templates")), None)


def _headed(
    cls: type[Record],
    language: str,
    chosen: Iterable[tuple[str, Column]],
    usual: Mapping[str, Mapping[str, Any]],
) -> Iterator[Headed]:
    for name, column in chosen:
        said = usual.get(name, {})
        heading = said.get(language) or (
            column.heading(language) if column.tag else column.text(language)
        )
        own = _told(said.get("help", {}), column, language)
        yield Headed(column, heading, language, own or _help(cls, column, language))


def _columns_of(cls: type[Record], name: str) -> Sequence[Column]:
    """Return the column of a field, or those of the record that it holds."""
    column = column_of(cls, name)
    return [column] if column else [each for each in stems(cls) if each.path[0] == name]


def _help(cls: type[Record], column: Column, language: str) -> str:
    """Return the help for people who fill in a column, if it differs from the help of the field."""
    return _told(dict(_of(cls, "help")).get(_code(column), {}), column, language)


def _told(said: Mapping[str, str], column: Column, language: str) -> str:
    """Return a help in the reader's language, or in English where that of the field would be, too."""
    if base_of(language) in said:
        return said[base_of(language)]
    found = words_for(metadata_of(column.field).help, language).language
    return as_line(said["en"], "en") if said and base_of(found) == "en" else ""


def _of(cls: type[Record], part: str) -> Any:
    """Return the entry for a class, or for its nearest base class, in a part of the data."""
    lists = table("templates")[part]
    return next((lists[base.__name__] for base in cls.__mro__ if base.__name__ in lists), ())


def _code(column: Column) -> str:
    return ".".join(column.path[: len(column.path) - bool(column.tag)])


def numbered(headed: Sequence[Headed]) -> Iterator[Sequence[str]]:
    """Yield the rows of an empty sheet, numbered if there is a column of identifiers."""
    if headed and headed[0].column.path == ("id",):
        for number in range(1, NUMBERED_ROWS + 1):
            yield [str(number)]
