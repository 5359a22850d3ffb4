"""The quick way through a row that has nothing wrong.

Each column is read by a function made once, which remembers what it has read; records are
put together from values that the converter and the checks of their fields have accepted, so
only the rules across fields are still to be asked. Whatever is not right is left to the
exact way: this one never says what is wrong.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..codec.exact import reader, shared_converter
from ..codec.json_text import parsed
from ..core.constructor import has_default_init
from ..core.issues import InvalidDataError
from ..core.record import Field, Record, fields
from ..core.unicode import forbidden
from ..core.validators import MAX_TEXT_LENGTH, Text
from ..values.text import LocalizedText
from .cells import Cell, JsonText, Words, typed
from .columns import Column, without_none
from .memory import (
    MAX_REMEMBERED,
    NOTHING,
    Get,
    Given,
    Placed,
    RefusedError,
    Told,
    default_of,
    remembered,
)


def quick_reader(  # noqa: C901, PLR0915
    cls: type[Record], placed: Placed, depth: int = 0
) -> Get:
    """Return what makes a record of a row, or `NOTHING` of an empty one.

    It raises `RefusedError` for a row with anything wrong.
    """
    if _is_made_otherwise(cls):
        return _refuse
    leaves, parts, rest = [], [], []
    for field in fields(cls):
        mine = [each for each in placed if each[1].path[depth] == field.name]
        put, default = getattr(cls, field.name).__set__, default_of(field)
        if not mine:
            rest.append((put, default))
        elif len(mine[0][1].path) == depth + 1 and isinstance(default, Given):
            known: dict[Any, Any] = {}
            convert = _conversion(field, mine[0])
            leaves.append((put, default.value, mine[0][0], known, convert))
        else:
            parts.append((put, default, _part(field, mine, depth)))
    checks, new = cls.invariants, object.__new__

    # One loop without calls: a call would cost more than what it does.
    def get(row: Sequence[Cell], told: Told) -> Any:  # noqa: C901, PLR0912
        made = new(cls)
        empty, lacking = True, False
        for put, default, index, known, convert in leaves:
            cell = row[index]
            if cell == "":
                value = default
            else:
                key = cell if type(cell) is str else (type(cell), cell)  # 1.0 is not True
                value = known.get(key, NOTHING)
                if value is NOTHING:
                    value, notice, lasts = convert(cell)
                    if notice:
                        told.append((index, notice))
                    elif lasts and len(known) < MAX_REMEMBERED:
                        known[key] = value
                if value is NOTHING:
                    value = default
                else:
                    empty = False
            if value is NOTHING:
                lacking = True
            else:
                put(made, value)
        for put, default, part in parts:
            value = part(row, told)
            if value is NOTHING:
                value = default()
                if value is NOTHING:
                    lacking = True
                    continue
            else:
                empty = False
            put(made, value)
        if empty:
            return NOTHING
        for put, default in rest:
            value = default()
            if value is NOTHING:
                raise RefusedError
            put(made, value)
        if lacking:
            raise RefusedError
        for check in checks:
            for _ in check(made):
                raise RefusedError
        return made

    return remembered(get, placed, cls) if depth else get


def _is_made_otherwise(cls: type[Record]) -> bool:
    """Whether a class of somebody's own does more when it is made than ask the checks."""
    alone = has_default_init(cls, Record)
    return not alone or "__dict__" in dir(cls)


def _refuse(_: Sequence[Cell], __: Told) -> Any:
    raise RefusedError


def _part(field: Field, placed: Placed, depth: int) -> Get:
    index, column, _ = placed[0]
    if len(column.path) == depth + 1:
        convert = _conversion(field, placed[0])

        def leaf(row: Sequence[Cell], told: Told) -> Any:
            if row[index] == "":
                return NOTHING
            value, notice, _ = convert(row[index])
            if notice:
                told.append((index, notice))
            return value

        return leaf
    if column.tag and len(column.path) == depth + 2:
        return _texts([(index, str(column.tag)) for index, column, _ in placed])
    return quick_reader(without_none(field.type), placed, depth + 1)


def _conversion(  # noqa: C901
    field: Field, place: tuple[int, Column, str | None]
) -> Callable[[Cell], tuple[Any, Any, bool]]:
    """Return what makes a value of a cell: with a notice, and whether it may be shared."""
    _, column, language = place
    read = reader(field.shape, shared_converter().get_structure_hook)
    meant, check = column.kind.meant, field.validator
    quickly = _accepted(check) if isinstance(column.kind, Words) else None

    def convert(cell: Cell) -> tuple[Any, Any, bool]:
        if type(cell) is str:
            if quickly:
                text = typed(cell)
                if quickly(text):
                    return text, None, False
            if cell.isspace():
                return NOTHING, None, True
        try:
            plain, notice = meant(cell, language)
            is_json = type(plain) is JsonText
            if is_json:
                plain = parsed(plain)
            if plain is None:
                raise RefusedError
            value, issues = read(plain)
            if issues:
                raise RefusedError
            if check is not None:
                check(None, field, value)
        except (InvalidDataError, ValueError, TypeError):
            raise RefusedError from None
        return value, notice, not is_json

    return convert


def _accepted(check: Any) -> Callable[[str], object] | None:
    """Return what surely accepts text of a fixed form, where there is such a form."""
    if type(check) is not Text or not check.pattern:
        return None
    is_right, longest = re.compile(check.pattern).fullmatch, check.longest
    return lambda text: len(text) <= longest and is_right(text) and not forbidden(text)


def _texts(placed: Sequence[tuple[int, str]]) -> Get:
    places = [index for index, _ in placed]
    known: dict[tuple[Cell, ...], Any] = {}

    def get(row: Sequence[Cell], _: Told) -> Any:
        cells = tuple([row[index] for index in places])
        made = known.get(cells)
        if made is None:
            texts = {
                tag: _checked(cell) for (_, tag), cell in zip(placed, cells, strict=True) if cell
            }
            made = NOTHING
            if texts:
                made = object.__new__(LocalizedText)
                made._texts = dict(sorted(texts.items()))
            if len(known) < MAX_REMEMBERED:
                known[cells] = made
        return made

    return get


def _checked(cell: Cell) -> str:
    if type(cell) is not str or cell[0] == "'" or cell.isspace():
        raise RefusedError
    if len(cell) > MAX_TEXT_LENGTH or forbidden(cell):
        raise RefusedError
    return cell
