"""What the quick way remembers: records made before of the same cells."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from ..core.record import Field, Record, fields
from .cells import Cell, Json
from .columns import Column, is_nested, without_none

MAX_REMEMBERED = 5_000
NOTHING = attrs.NOTHING

Told = list[tuple[int, Any]]
"""Columns, each with the notice of what was read in another way than it stands there."""

Get = Callable[[Sequence[Cell], Told], Any]

Placed = Sequence[tuple[int, Column, str | None]]
"""Columns with where they stand and the language of their headings."""


class RefusedError(Exception):
    """The row has to be read the exact way."""


class Given:
    """A default that is always the same."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self) -> Any:
        """Return the default."""
        return self.value


def default_of(field: Field) -> Callable[[], Any]:
    """Return what makes the default of a field."""
    factory = getattr(field.default, "factory", None)
    return factory or Given(field.default)


def remembered(get: Get, placed: Placed, cls: type[Record]) -> Get:
    """Remember the records made of neighbouring cells; what can be changed is made anew."""
    first, last = placed[0][0], placed[-1][0] + 1
    if [index for index, *_ in placed] != list(range(first, last)):
        return get
    nothing = [""] * (last - first)
    documents = [index for index, column, _ in placed if isinstance(column.kind, Json)]
    known: dict[tuple[Cell, ...], Any] = {}
    renewed = _renewal(cls)
    if renewed is None:
        return lambda row, told: NOTHING if row[first:last] == nothing else get(row, told)

    def remembering(row: Sequence[Cell], told: Told) -> Any:
        cells = row[first:last]
        if cells == nothing:
            return NOTHING
        key = tuple(cells)
        made = known.get(key)
        if made is not None:
            return renewed(made)
        before = len(told)
        made = get(row, told)
        # A number equals a truth value, so a key of these could stand for another row.
        lasts = len(told) == before and all(type(cell) in _KEYS for cell in key)
        lasts = lasts and not any(row[index] for index in documents)
        if lasts and len(known) < MAX_REMEMBERED:
            known[key] = made
        return made

    return remembering


def _renewal(cls: type[Record]) -> Callable[[Any], Any] | None:
    """Return what makes one record of another, with dicts of its own; ``None`` if it goes deeper."""
    if any(is_nested(type_) and not _is_shared(type_) for type_ in _spread(cls)):
        return None
    if _is_shared(cls):
        return lambda made: made
    slots = [getattr(cls, field.name) for field in fields(cls)]
    plan = [
        (slot.__set__, slot.__get__, getattr(field.default, "factory", None))
        for slot, field in zip(slots, fields(cls), strict=True)
    ]

    def renewed(made: Any) -> Any:
        new = object.__new__(cls)
        for put, value_of, factory in plan:
            put(new, factory() if factory else value_of(made))
        return new

    return renewed


def _is_shared(cls: type[Record]) -> bool:
    """Whether nothing in a record can be changed, so that one will do for many rows."""
    every = [default_of(field) for field in fields(cls)]
    inside = [type_ for type_ in _spread(cls) if is_nested(type_) and type_ is not cls]
    return all(isinstance(each, Given) for each in every) and all(map(_is_shared, inside))


def _spread(cls: type[Record]) -> list[Any]:
    return [
        without_none(field.type) for field in fields(cls) if without_none(field.type) is not cls
    ]


_KEYS = (str, datetime.date)
