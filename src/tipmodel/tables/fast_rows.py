"""Read a row in which nothing is wrong quickly; any other row is left to the converter.

Each column has a reader that remembers the cells it has read. The record is made by its own
constructor, which checks every value again, so this module cannot make a record that another
way would refuse.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from ..codec.exact import reader, shared_converter
from ..codec.json_text import parsed
from ..core.issues import Rule
from ..core.record import Field, Record, fields
from ..values.text import LocalizedText
from .cells import CellType, JsonText, Words, is_quoted
from .cleaning import cleaned, is_clean
from .columns import Column, without_none
from .source import Cell, Fault, Formatted

NOTHING = attrs.NOTHING
MAX_REMEMBERED = 5_000

Told = list[tuple[int, Rule, Any]]
"""Notices, each with the index of its column and the plain data that were read."""

Placed = Sequence[tuple[int, Column, str | None]]
"""Columns, each with its index and the language of its heading."""

Get = Callable[[Sequence[Cell], Told], Any]


class RefusedError(Exception):
    """The row has to be read by the converter."""


def plain_of(cell: Cell, column: Column, language: str | None) -> tuple[Any, list[Rule]]:
    """Return the plain data that a cell stands for, or `NOTHING`, and what to report of it.

    Raises:
        InvalidDataError: What stands there cannot be told.

    """
    rules: list[Rule] = []
    if isinstance(cell, Fault):
        raise cell.error()
    if isinstance(cell, str):
        cell, rule = cleaned(cell)
        rules += [rule] if rule else []
        if not cell:
            return NOTHING, rules
    plain, rule = column.kind.meant(cell, language)
    rules += [rule] if rule else []
    return parsed(plain) if type(plain) is JsonText else plain, rules


def row_reader(cls: type[Record], placed: Placed, depth: int = 0) -> Get:
    """Return a function that makes a record of a row, or `NOTHING` of an empty one.

    It raises `RefusedError` for a row with anything wrong.
    """
    readers = tuple(_readers(cls, placed, depth))

    def get(row: Sequence[Cell], told: Told) -> Any:
        made = {}
        for name, get_value in readers:
            value = get_value(row, told)
            if value is not NOTHING:
                made[name] = value
        if not made:
            return NOTHING
        try:
            return cls(**made)
        except (ValueError, TypeError):
            raise RefusedError from None

    return _remembered(get, [index for index, *_ in placed]) if depth else get


def _readers(cls: type[Record], placed: Placed, depth: int) -> Iterator[tuple[str, Get]]:
    for field in fields(cls):
        mine = [each for each in placed if each[1].path[depth] == field.name]
        if not mine:
            continue
        column = mine[0][1]
        if len(column.path) == depth + 1:
            yield field.name, _leaf(field, *mine[0])
        elif column.tag and len(column.path) == depth + 2:
            yield field.name, _texts(mine)
        else:
            yield field.name, row_reader(without_none(field.type), mine, depth + 1)


def _leaf(field: Field, index: int, column: Column, language: str | None) -> Get:
    read = reader(field.shape, shared_converter().get_structure_hook)
    known: dict[Any, Any] = {"": NOTHING}
    is_right = _form(column.kind)

    def get(row: Sequence[Cell], told: Told) -> Any:
        cell = row[index]
        key = cell if type(cell) is str else (type(cell), cell)  # 1.0 is not True
        made = known.get(key)
        if made is not None:
            return made
        if is_right and key is cell:
            text = cell[1:] if is_quoted(cell) else cell
            if is_right(text) and is_clean(text):
                return text  # the constructor checks the rest
        try:
            plain, rules = plain_of(cell, column, language)
            if plain is NOTHING:
                made = NOTHING
            else:
                made, issues = read(plain)
                if issues or plain is None:
                    raise RefusedError
        except (ValueError, TypeError):
            raise RefusedError from None
        told += [(index, rule, plain) for rule in rules]
        if not rules and len(known) < MAX_REMEMBERED and type(cell) is not Formatted:
            known[key] = made
        return made

    return get


def _form(kind: CellType) -> Callable[[str], object] | None:
    """Return what tells whether a text has the fixed form of a column, if there is one."""
    return re.compile(kind.pattern).fullmatch if isinstance(kind, Words) and kind.pattern else None


def _texts(placed: Placed) -> Get:
    tagged = [(str(column.tag), index, column, language) for index, column, language in placed]

    def get(row: Sequence[Cell], told: Told) -> Any:
        texts = {}
        try:
            for tag, index, column, language in tagged:
                cell = row[index]
                if type(cell) is str and cell[:1] != "'" and is_clean(cell):
                    if cell:
                        texts[tag] = cell
                    continue
                plain, rules = plain_of(cell, column, language)
                told += [(index, rule, plain) for rule in rules]
                if plain is not NOTHING:
                    texts[tag] = plain
            return LocalizedText(texts) if texts else NOTHING
        except (ValueError, TypeError):
            raise RefusedError from None

    return get


def _remembered(get: Get, indices: list[int]) -> Get:
    """Remember the records made of the same cells; nothing in them can be changed."""
    known: dict[tuple[Cell, ...], Any] = {("",) * len(indices): NOTHING}
    cells_of = operator.itemgetter(*indices) if len(indices) > 1 else None

    def remembering(row: Sequence[Cell], told: Told) -> Any:
        key = cells_of(row) if cells_of else (row[indices[0]],)
        made = known.get(key)
        if made is None or not all(type(cell) is str for cell in key):
            before = len(told)
            made = get(row, told)
            lasts = len(told) == before and all(type(cell) is str for cell in key)
            if lasts and len(known) < MAX_REMEMBERED:
                known[key] = made
        return made

    return remembering
