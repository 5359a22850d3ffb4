"""Turn records into the rows of a table."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..codec.exact import shared_converter
from ..core.fields import stated
from ..core.record import Record, each_of
from ..values.text import LocalizedText
from .cleaning import may_be_no_record
from .columns import Column, Path, columns, is_localized, stems
from .rules import ONE_CLASS
from .source import Cell

EXTRA: Path = ("extra",)


def used_columns(records: Sequence[Record], language: str | None) -> tuple[Column, ...]:
    """Return the columns for records of one class: those that people fill in, and others in use.

    Raises:
        InvalidDataError: There are records of several classes.

    """
    classes = {type(record) for record in records}
    if len(classes) > 1:
        raise ONE_CLASS.error()
    if not classes:
        return ()
    (cls,) = classes
    tags: dict[Path, dict[str, None]] = {}
    used: set[Path] = set()
    for column in stems(cls):
        if is_localized(column) or not column.is_for_people:
            if column.path == EXTRA and any(map(_may_seem_none, records)):
                used.add(column.path)  # so that the row is recognised as a record
            for record in records:
                value = _value(record, column.path)
                if value:
                    used.add(column.path)
                    if is_localized(column):
                        tags.setdefault(column.path, {}).update(dict.fromkeys(value))
    every = columns(cls, language, {path: sorted(found) for path, found in tags.items()})
    return tuple(column for column in every if column.is_for_people or column.path in used)


def _may_seem_none(record: Record) -> bool:
    """Whether the row of a record could be mistaken for an empty row, a total or a line below a list."""
    first = list(itertools.islice(stated(record), 2))
    if len(first) < 2:  # noqa: PLR2004
        return True
    field, value = first[0]
    named = () if field.name == "id" else _texts_in(getattr(record, "name", None))
    return any(map(may_be_no_record, (*_texts_in(value), *named)))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, LocalizedText):
        yield from value.values()
    elif isinstance(value, Record):
        for _, held in stated(value):
            yield from _texts_in(held)


def _value(record: Any, path: Path) -> Any:
    for key in path:
        if record is None:
            return None
        record = getattr(record, key)
    return record


Write = Callable[[Record], list[Cell]]


def writer(every: Sequence[Column], language: str | None) -> Write:
    """Return a function that turns a record into a row."""
    unstructure = shared_converter().unstructure
    extra = next((at for at, column in enumerate(every) if column.path == EXTRA), None)

    def cells(record: Record) -> list[Cell]:
        data = unstructure(record)
        row: list[Cell] = []
        for column in every:
            plain = data
            for key in column.path:
                plain = plain.get(key)
                if plain is None:
                    break
            empty = plain is None or plain == []
            row.append("" if empty else column.kind.shown(plain, language))
        if extra is not None and row[extra] == "" and _may_seem_none(record):
            row[extra] = "{}"
        return row

    return cells


def rows(records: Record | Iterable[Record], language: str | None = "en") -> list[dict[str, Any]]:
    """Return a flat row for each record, for data frames and custom sheets.

    Args:
        records: One record, or several of one class.
        language: The language of the keys and of labels; without one, codes.

    Returns:
        Dicts with the same keys: numbers, text, dates as text, and ``None``.

    >>> from tipmodel import Participant, Sex
    >>> rows([Participant(id="1", sex=Sex.FEMALE)], "ar")[0]["الجنس"]
    'أنثى'

    """
    several = [records] if isinstance(records, Record) else list(each_of(Record, records))
    every = used_columns(several, language)
    headings = [column.heading(language) for column in every]
    cells = writer(every, language)
    return [
        {heading: _scalar(cell) for heading, cell in zip(headings, cells(record), strict=True)}
        for record in several
    ]


def _scalar(cell: Cell) -> Any:
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return None if cell == "" else cell
