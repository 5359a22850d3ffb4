"""Read a row in which nothing is wrong quickly; any other row is left to the converter.

Each column has a reader that remembers the cells it has read. The record is made by its own
constructor, which checks every value again, so this module cannot make a record that another
way would refuse.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from ..codec.exact import shared_converter
from ..codec.json_text import parsed
from ..core.issues import Rule
from ..core.record import Record, fields
from ..values.text import LocalizedText
from .cells import JsonText, Words
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

    def values(row: Sequence[Cell], told: Told) -> dict[str, Any]:
        made = {}
        for name, get in readers:
            value = get(row, told)
            if value is not NOTHING:
                made[name] = value
        return made

    stated = _remembered(values, [index for index, *_ in placed]) if depth else values

    def get(row: Sequence[Cell], told: Told) -> Any:
        made = stated(row, told)
        if not made:
            return NOTHING
        try:
            return cls(**made)
        except (ValueError, TypeError):
            raise RefusedError from None

    return get


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


def _is_text_of_a_form(column: Column) -> bool:
    return type(column.kind) is Words and bool(column.kind.pattern)


def _leaf(field: "attrs.Attribute[Any]", index: int, column: Column, language: str | None) -> Get:
    hook = shared_converter().get_structure_hook(field.type)
    known: dict[Any, Any] = {}
    is_right = re.compile(column.kind.pattern).fullmatch if _is_text_of_a_form(column) else None
    is_shared = not isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]

    def get(row: Sequence[Cell], told: Told) -> Any:
        cell = row[index]
        if cell == "":
            return NOTHING
        key = cell if type(cell) is str else (type(cell), cell)  # 1.0 is not True
        made = known.get(key)
        if made is not None:
            return made
        if is_right and key is cell and is_clean(cell) and is_right(cell):
            return cell  # the constructor asks for the rest
        try:
            plain, rules = plain_of(cell, column, language)
            if plain is None:
                raise RefusedError
            made = NOTHING if plain is NOTHING else hook(plain, field.type)
        except (ValueError, TypeError):
            raise RefusedError from None
        told += [(index, rule, plain) for rule in rules]
        if not rules and is_shared and len(known) < MAX_REMEMBERED and type(cell) is not Formatted:
            known[key] = made
        return made

    return get


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


def _remembered(
    values: Callable[[Sequence[Cell], Told], dict[str, Any]], indices: list[int]
) -> Callable[[Sequence[Cell], Told], dict[str, Any]]:
    known: dict[tuple[Any, ...], dict[str, Any]] = {}

    def get(row: Sequence[Cell], told: Told) -> dict[str, Any]:
        key = tuple([row[index] for index in indices])
        made = known.get(key)
        if made is None:
            before = len(told)
            made = values(row, told)
            lasts = len(told) == before and all(type(cell) is str for cell in key)
            if lasts and len(known) < MAX_REMEMBERED:
                known[key] = made
        return made

    return get
