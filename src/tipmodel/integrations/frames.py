"""Records as data frames of pandas and polars with true types, and back."""

import collections
import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ..codec.documents import structure, unstructure
from ..codec.json_text import parsed
from ..core.issues import InvalidDataError, Issue
from ..core.record import Record
from ..core.rules import REPEATED_KEY
from ..core.shape import Code, Number, Plain, Shape, Term
from ..tables.columns import Column, is_localized, stems, with_tag
from ..tables.rules import ONE_CLASS

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

R = TypeVar("R", bound=Record)
Values = dict[str, list[Any]]


def to_pandas(records: Iterable[Record]) -> "pd.DataFrame":
    """Return a frame of pandas with a row for each record.

    Args:
        records: Records of one class.

    Returns:
        A column for each field that is used, under its code, such as ``place.governorate``:
        booleans, whole numbers, numbers, dates, categories for codes, and text. Nested
        values are JSON.

    Raises:
        InvalidDataError: There are records of several classes.

    """
    import pandas as pd  # noqa: PLC0415 - it is not needed otherwise

    columns, values = _columns(records)
    kinds = {bool: "boolean", int: "Int64", float: "Float64", str: "string"}
    made = {}
    for name, column in columns.items():
        shape = column.field.shape
        if _is_category(shape):
            made[name] = pd.Categorical(values[name], categories=_codes(shape, values[name]))
        elif _plain_type(shape) is datetime.date:
            made[name] = pd.to_datetime(pd.Series(values[name], dtype="object"))
        else:
            made[name] = pd.array(values[name], dtype=kinds[_kind(shape, values[name])])
    return pd.DataFrame(made)


def to_polars(records: Iterable[Record]) -> "pl.DataFrame":
    """Return a frame of polars with a row for each record.

    Args:
        records: Records of one class.

    Returns:
        Columns as those of `to_pandas`; a closed set of codes is an enum.

    Raises:
        InvalidDataError: There are records of several classes.

    """
    import polars as pl  # noqa: PLC0415 - it is not needed otherwise

    columns, values = _columns(records)
    kinds: dict[type, Any] = {bool: pl.Boolean, int: pl.Int64, float: pl.Float64, str: pl.String}
    made = {}
    for name, column in columns.items():
        shape = column.field.shape
        if _is_category(shape):
            kind: Any = pl.Enum(_codes(shape, values[name]))
        elif _plain_type(shape) is datetime.date:
            kind = pl.Date
        else:
            kind = kinds[_kind(shape, values[name])]
        made[name] = pl.Series(name, values[name], dtype=kind)
    return pl.DataFrame(list(made.values()))


def from_frame(frame: Any, cls: type[R]) -> list[R]:
    """Return the records of a frame of pandas or polars whose columns are named by codes.

    Args:
        frame: A data frame.
        cls: The class of its records.

    Returns:
        A record for each row.

    Raises:
        InvalidDataError: With every issue; the pointer begins with the number of the row.

    """
    for name, count in collections.Counter(map(str, frame.columns)).items():
        if count > 1:
            raise REPEATED_KEY.error(key=name)
    dicts = frame.to_dicts() if hasattr(frame, "to_dicts") else frame.to_dict("records")
    made: list[R] = []
    issues: list[Issue] = []
    known = {".".join(column.path): column for column in stems(cls)}
    for number, row in enumerate(dicts):
        try:
            made.append(structure(_nested(row, known), cls))
        except InvalidDataError as error:
            issues += [issue.under(number) for issue in error.issues]
    if issues:
        raise InvalidDataError(*issues)
    return made


def _nested(row: Mapping[str, Any], known: Mapping[str, Column]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in row.items():
        if _is_missing(value):
            continue
        *path, last = str(name).split(".")
        inner = data
        for key in path:
            inner = inner.setdefault(key, {})
            if not isinstance(inner, dict):
                raise REPEATED_KEY.error(key=key)
        if last in inner:  # such as ``place`` beside ``place.city``
            raise REPEATED_KEY.error(key=last)
        column = known.get(str(name)) or known.get(".".join(path))
        try:
            inner[last] = _as_plain(value, column)
        except InvalidDataError as error:
            found = error.issues
            for key in (last, *reversed(path)):
                found = tuple(issue.under(key) for issue in found)
            raise InvalidDataError(*found) from None
    return data


def _is_missing(value: Any) -> bool:
    return (
        value is None
        or (not isinstance(value, str | list | dict) and value != value)
        or (type(value).__name__ in ("NAType", "NaTType"))
    )


def _as_plain(value: Any, column: Column | None) -> Any:
    if isinstance(value, datetime.datetime) and value.timetz() == datetime.time.min:
        return value.date().isoformat()  # pandas has no dates
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "item"):
        value = value.item()  # a NumPy number
    if not isinstance(value, str) or column is None or is_localized(column):
        return value
    shape = column.field.shape
    is_json = isinstance(shape, Number) or (
        not isinstance(shape, Plain | Code) and value[:1] in ("{", "[")
    )
    return parsed(value) if is_json else value


def _columns(records: Iterable[Record]) -> tuple[dict[str, Column], Values]:
    """Return the columns that records use, by code, and the values in them."""
    several = list(records)
    classes = {type(record) for record in several}
    if len(classes) > 1:
        raise ONE_CLASS.error()
    every = [unstructure(record) for record in several]
    columns: dict[str, Column] = {}
    for stem in stems(*classes) if classes else ():
        found = [_at(data, stem.path) for data in every]
        if is_localized(stem):
            tags = dict.fromkeys(tag for texts in found for tag in texts or ())
            columns |= {".".join((*stem.path, tag)): with_tag(stem, tag) for tag in tags}
        elif any(value is not None for value in found):
            columns[".".join(stem.path)] = stem
    values = {
        name: [_cell(_at(data, column.path), column) for data in every]
        for name, column in columns.items()
    }
    for name, cells in values.items():
        if any(
            isinstance(cell, str) for cell in cells
        ):  # one inexact number makes all of them text
            values[name] = [json.dumps(cell) if isinstance(cell, int) else cell for cell in cells]
    return columns, values


def _at(data: Any, path: Sequence[str]) -> Any:
    for key in path:
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def _cell(value: Any, column: Column) -> Any:
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False)
    if value is not None and _plain_type(column.field.shape) is datetime.date:
        return datetime.date.fromisoformat(value)
    return value


def _plain_type(shape: Shape) -> type | None:
    return shape.type if isinstance(shape, Plain) else None


def _is_category(shape: Shape) -> bool:
    return isinstance(shape, Code | Term)


def _codes(shape: Shape, cells: Sequence[Any]) -> list[str]:
    known = shape.type.facts() if isinstance(shape, Term) else [one.value for one in shape.type]
    return list(dict.fromkeys((*known, *(cell for cell in cells if cell is not None))))


def _kind(shape: Shape, cells: Sequence[Any]) -> type:
    kind = _plain_type(shape)
    if kind in (bool, int, float):
        return kind
    return int if any(isinstance(cell, int) for cell in cells) else str
