"""Read a row in which nothing is wrong quickly; any other row is left to the converter.

Each column has a reader that remembers the cells it has read. The record is made by its own
constructor, which checks every value again, so this module cannot make a record that another
way would refuse.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from ..codec.exact import shared_converter
from ..codec.json_text import parsed
from ..core.issues import Rule
from ..core.record import Record, fields
from .cells import JsonText
from .cleaning import cleaned
from .columns import Column, without_none
from .source import Cell, Fault, Formatted

NOTHING = attrs.NOTHING
MAX_REMEMBERED = 5_000

Told = list[tuple[int, Rule]]
"""Notices, each with the index of its column."""

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
            yield field.name, _texts(field, mine)
        else:
            yield field.name, row_reader(without_none(field.type), mine, depth + 1)


def _leaf(field: "attrs.Attribute[Any]", index: int, column: Column, language: str | None) -> Get:
    hook = shared_converter().get_structure_hook(field.type)
    known: dict[Any, Any] = {}
    is_shared = not isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]

    def get(row: Sequence[Cell], told: Told) -> Any:
        cell = row[index]
        if cell == "":
            return NOTHING
        key = cell if type(cell) is str else (type(cell), cell)  # 1.0 is not True
        made = known.get(key)
        if made is not None:
            return made
        try:
            plain, rules = plain_of(cell, column, language)
            if plain is None:
                raise RefusedError
            made = NOTHING if plain is NOTHING else hook(plain, field.type)
        except (ValueError, TypeError):
            raise RefusedError from None
        told += [(index, rule) for rule in rules]
        if not rules and is_shared and len(known) < MAX_REMEMBERED and type(cell) is not Formatted:
            known[key] = made
        return made

    return get


def _texts(field: "attrs.Attribute[Any]", placed: Placed) -> Get:
    hook = shared_converter().get_structure_hook(without_none(field.type))

    def get(row: Sequence[Cell], told: Told) -> Any:
        texts = {}
        try:
            for index, column, language in placed:
                if row[index] != "":
                    plain, rules = plain_of(row[index], column, language)
                    told += [(index, rule) for rule in rules]
                    if plain is not NOTHING:
                        texts[str(column.tag)] = plain
            return hook(texts, field.type) if texts else NOTHING
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
