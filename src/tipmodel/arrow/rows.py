"""Convert records to Arrow and back."""

import contextlib
import datetime
import functools
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs
import pyarrow as pa
import pyarrow.compute as pc

from ..codec import fast
from ..codec.exact import FALLBACKS, MAX_ISSUES, shared_converter
from ..codec.json_text import parsed
from ..core.constructor import compiled
from ..core.fields import Field
from ..core.issues import InvalidDataError, Issue, Location
from ..core.record import Record
from ..core.rules import NOT_UTF8
from ..core.shape import Code, JsonObject, Number, Plain, Term, Texts, Written
from .columns import Column, column_of, fitted, schema
from .texts import may_hold_forbidden

R = TypeVar("R", bound=Record)

_BATCH = 10_000


def to_batches(
    records: Iterable[R], cls: type[R] | None = None, *, size: int = _BATCH
) -> Iterator[pa.RecordBatch]:
    """Yield record batches of records.

    Args:
        records: Records of one class, consumed as needed.
        cls: Their class; by default, the class of the first record.
        size: The number of records in a batch.

    Yields:
        Batches with the schema of the class.

    Raises:
        TypeError: The records are of several classes.

    >>> from tipmodel import Headcount, arrow
    >>> [batch.num_rows for batch in arrow.to_batches([Headcount(total=32)] * 5, size=3)]
    [3, 2]

    """
    several: list[R] = []
    for record in records:
        cls = cls or type(record)
        if type(record) is not cls:
            raise TypeError(
                f"the records are of {cls.__name__}, and one of {type(record).__name__}"
            )
        several.append(record)
        if len(several) == size:
            yield _batch(several, cls)
            several = []
    if several and cls:
        yield _batch(several, cls)


def _batch(records: list[R], cls: type[R]) -> pa.RecordBatch:
    arrays = [_member(records, field, column) for field, column in column_of(cls).members]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(cls))


def _member(records: list[Any], field: Field, column: Column) -> Any:
    """Return the values of a field as an array; unstated ones are null."""
    name, default = field.name, field.default
    values = [getattr(record, name) for record in records]
    if column.item or isinstance(column.shape, JsonObject):
        values = [value or None for value in values]
    elif default is not None and default is not attrs.NOTHING:
        values = [None if value == default else value for value in values]
    return _array(values, column)


def _array(values: list[Any], column: Column) -> Any:
    present = [value for value in values if value is not None]
    if not present:
        return pa.nulls(len(values), column.type)
    array = _full(present, column)
    if len(present) == len(values):
        return array
    is_there = pa.array([value is not None for value in values])
    at = pc.subtract(pc.cumulative_sum(is_there.cast(pa.int64())), 1)
    return array.take(pc.if_else(is_there, at, None))


def _full(values: list[Any], column: Column) -> Any:  # noqa: PLR0911 - one for each shape
    shape = column.shape
    if column.is_json:
        put = _json_of_extra if isinstance(shape, JsonObject) else _json_of_record
        return pa.array(map(put, values), pa.string())
    match shape:
        case Plain(type=kind) if kind is datetime.datetime:
            return pa.array([value.isoformat() for value in values], pa.string())
        case Plain(type=kind) if kind is float:
            return pa.array(map(float, values), pa.float64())
        case Plain():
            return pa.array(values, column.type)
        case Code():
            return pa.array([value._value_ for value in values], pa.string())
        case Written():
            return pa.array(map(str, values), pa.string())
        case Texts():
            texts = [value._texts for value in values]
            keys = [tag for each in texts for tag in each]
            items = [text for each in texts for text in each.values()]
            return pa.MapArray.from_arrays(
                _offsets(texts), pa.array(keys, pa.string()), pa.array(items, pa.string())
            )
        case Number():
            values = [_Exact(value) if type(value) is int else value for value in values]
    if column.item:
        inner = _array([each for value in values for each in value], column.item)
        return pa.ListArray.from_arrays(_offsets(values), inner, type=column.type)
    arrays = [_member(values, field, each) for field, each in column.members]
    return pa.StructArray.from_arrays(arrays, fields=list(column.type))


class _Exact:
    """Stands for a whole number among inexact numbers."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __getattr__(self, name: str) -> None:
        """Return ``None`` for every other field."""


def _offsets(values: list[Any]) -> Any:
    lengths = pa.array([0, *map(len, values)], pa.int32())
    return pc.cumulative_sum(lengths)


def _json_of_extra(value: Any) -> str:
    return json.dumps(value.plain(), ensure_ascii=False, sort_keys=True)


def _json_of_record(value: Any) -> str:
    return json.dumps(shared_converter().unstructure(value), ensure_ascii=False)


def from_batches(batches: Iterable[pa.RecordBatch], cls: type[R]) -> Iterator[R]:
    """Yield the records of record batches.

    Args:
        batches: Batches of any engine with the columns of `schema`, or some of them.
        cls: The class of the records.

    Yields:
        The records, equal to those that were written.

    Raises:
        InvalidDataError: At once if the columns have another schema, otherwise at the end with the
            issues of all invalid rows, each with the number of its row.

    >>> from tipmodel import Headcount, arrow
    >>> list(arrow.from_batches(arrow.to_batches([Headcount(total=32)]), Headcount))
    [Headcount(total=32)]

    """
    for _, record in located(batches, cls):
        yield record


def located(batches: Iterable[pa.RecordBatch], cls: type[R]) -> Iterator[tuple[int, R]]:
    """Yield the records of batches, each with the number of its row; raise like `from_batches`."""
    issues: list[Issue] = []
    count = 0
    for batch in batches:
        array = fitted(batch, cls)
        read = reader(array, cls)
        for data in plain(array, cls):
            count += 1
            try:
                record = read(data)
            except InvalidDataError as error:
                placed = (issue.under(count - 1) for issue in error.issues)
                issues += [attrs.evolve(issue, location=Location(count)) for issue in placed]
            else:
                yield count, record
            if len(issues) >= MAX_ISSUES:
                raise InvalidDataError(*issues)
    if issues:
        raise InvalidDataError(*issues)


def reader(array: Any, cls: type[R]) -> Callable[[Any], R]:
    """Return a function that reads one row of an array as plain data."""
    structure = shared_converter().structure
    quickly = fast.plain_reader(cls)
    if quickly is None or may_hold_forbidden(array, escapes=True):
        return lambda data: structure(data, cls)

    def read(data: Any) -> R:
        try:
            made: R = quickly(data)
        except FALLBACKS:
            return structure(data, cls)
        return made

    return read


def plain(array: Any, cls: type[Record]) -> list[dict[str, Any]]:
    """Return the rows of an array as plain data, in the form of JSON."""
    with contextlib.suppress(UnicodeDecodeError):  # which would hold what was read
        return [row or {} for row in _plain(array, column_of(cls))]
    raise NOT_UTF8.error()


def _plain(array: Any, column: Column) -> list[Any]:  # noqa: PLR0911 - one for each shape
    """Return the values of a column as plain data; ``None`` for nothing."""
    if array.null_count == len(array):
        return [None] * len(array)
    if column.is_json:
        return [None if text is None else _parsed(text) for text in array.to_pylist()]
    match column.shape:
        case Plain(type=kind) if kind is datetime.date:
            return [None if day is None else day.isoformat() for day in array.to_pylist()]
        case Plain() | Code() | Written():
            values: list[Any] = array.to_pylist()
            return values
        case Texts():
            return _spread(_texts(array.drop_null()), array) if array.null_count else _texts(array)
    if column.item:
        return _parts(_plain(array.values, column.item), array)
    return _records(array, column)


def _records(array: Any, column: Column) -> list[Any]:
    stated = [
        (field.name, child.null_count > 0 or bool(inner.item), _plain(child, inner))
        for number, (field, inner) in enumerate(column.members)
        if (child := array.field(number)).null_count < len(child)
    ]
    made: list[Any] = [{} for _ in range(0 if stated else len(array))]
    if stated:
        zipped = _zipped(tuple((name, may_lack) for name, may_lack, _ in stated))
        made = zipped(*(values for *_, values in stated))
    if isinstance(column.shape, Term):
        made = [row["code"] if len(row) == 1 and "code" in row else row for row in made]
    if isinstance(column.shape, Number):
        made = [row["value"] if len(row) == 1 and "value" in row else row for row in made]
    if array.null_count:
        valid = array.is_valid().to_pylist()
        made = [row if is_there else None for row, is_there in zip(made, valid, strict=True)]
    return made


@functools.lru_cache(1000)
def _zipped(columns: tuple[tuple[str, bool], ...]) -> Callable[..., list[Any]]:
    """Generate a function that makes rows from columns: their names, and whether values can be missing.

    A dict display takes a fifth of the time of ``dict`` and ``zip``, which matters for millions of rows.
    """
    v = [f"v{at}" for at in range(len(columns))]
    first = next((at for at, (_, may_lack) in enumerate(columns) if may_lack), len(columns))
    always = ", ".join(f"{name!r}: {v[at]}" for at, (name, _) in enumerate(columns[:first]))
    lines = [f"def zipped({', '.join(v)}):", " made = []"]
    lines += [f" for {', '.join(v)}, in zip({', '.join(v)}):", f"  row = {{{always}}}"]
    for at, (name, may_lack) in enumerate(columns[first:], first):
        lines.append(f"  {f'if {v[at]} is not None: ' * may_lack}row[{name!r}] = {v[at]}")
    lines += ["  made.append(row)", " return made"]
    made: Callable[..., list[Any]] = compiled(f"rows of {columns}", "\n".join(lines), {})["zipped"]
    return made


def _spread(values: list[Any], array: Any) -> list[Any]:
    """Return values with ``None`` in the places where an array is null."""
    present = iter(values)
    return [next(present) if is_there else None for is_there in array.is_valid().to_pylist()]


def _parts(values: list[Any], array: Any) -> list[Any]:
    """Return the items of each list; ``None`` for an empty list, which states nothing."""
    spans = itertools.pairwise(array.offsets.to_pylist())
    valid = array.is_valid().to_pylist()
    return [
        (values[first:last] or None) if is_there else None
        for (first, last), is_there in zip(spans, valid, strict=True)
    ]


def _texts(array: Any) -> list[Any]:
    """Return the texts of each map; for one that repeats a language, its tags, which are refused."""
    items, tags = array.items.to_pylist(), pc.unique(array.keys).to_pylist()
    width, count = len(tags), len(array)
    if (
        len(items) == width * count > 0
        and array.keys.equals(pa.array(tags * count, pa.string()))
        and array.offsets.equals(pa.array(range(0, len(items) + 1, width), pa.int32()))
    ):  # usually all are in the same languages
        if width == 1:
            return [{tags[0]: text} for text in items]
        rows = zip(*(items[at::width] for at in range(width)), strict=True)
        if width == 2:  # noqa: PLR2004 - as above, a display takes a fifth of the time
            one, other = tags
            return [{one: first, other: second} for first, second in rows]
        return [dict(zip(tags, row, strict=False)) for row in rows]
    keys, offsets = array.keys.to_pylist(), array.offsets.to_pylist()
    made: list[Any] = []
    for first, last in itertools.pairwise(offsets):
        texts = dict(zip(keys[first:last], items[first:last], strict=True))
        made.append(texts if len(texts) == last - first else keys[first:last])
    return made


def _parsed(text: str) -> Any:
    """Return the data in a JSON text; any other text stays a text, which is refused."""
    try:
        return parsed(text.encode())
    except InvalidDataError:
        return text
