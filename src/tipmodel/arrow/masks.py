"""Masks of columns: the values, items and rows for which something is true."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

Mask = Any
"""Booleans for the values of a column, or ``True`` or ``False`` for all of them."""


def filled(mask: Mask, count: int) -> Any:
    """Return a mask as *count* booleans; null becomes false."""
    if isinstance(mask, bool):
        return pa.array([mask]).take(pa.nulls(count, pa.int32()).fill_null(0))
    return mask.fill_null(False)


def all_of(*masks: Mask) -> Mask:
    """Return where all masks are true."""
    return _joined(masks, pc.and_kleene, neutral=True)


def any_of(*masks: Mask) -> Mask:
    """Return where one of the masks is true."""
    return _joined(masks, pc.or_kleene, neutral=False)


def _joined(masks: Iterable[Mask], kernel: Callable[[Any, Any], Any], *, neutral: bool) -> Mask:
    """Join masks; ``True`` or ``False`` for all values decides at once, or changes nothing."""
    columns = [mask for mask in masks if mask is not neutral]
    if any(isinstance(mask, bool) for mask in columns):
        return not neutral
    return functools.reduce(kernel, columns) if columns else neutral


def parents_of(array: Any) -> Any:
    """Return, for each item of lists or maps, the index of its list."""
    lists = pa.ListArray.from_arrays(array.offsets, pa.nulls(array.offsets[-1].as_py()))
    return pc.list_parent_indices(lists).cast(pa.int64())


def in_lists(mask: Mask, array: Any) -> Mask:
    """Return the lists or maps where a mask of items is true for every item, as a mask."""
    if mask is True:
        return True
    wrong = pc.invert(filled(mask, array.offsets[-1].as_py()))
    if not pc.any(wrong).as_py():
        return True
    return without_rows(parents_of(array).filter(wrong), len(array))


def without_rows(rows: Any, count: int) -> Mask:
    """Return a mask of *count* rows that is false for *rows*."""
    if not len(rows):
        return True
    numbers = pa.array(range(count), pa.int64())
    return pc.invert(pc.is_in(numbers, value_set=pc.unique(rows)))


def repeated(values: Any) -> Any:
    """Return the values that occur more than once, each once."""
    counts = pc.value_counts(values)
    return counts.field("values").filter(pc.greater(counts.field("counts"), 1))
