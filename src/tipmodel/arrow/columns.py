"""The Arrow type of each field, and the conversion of an engine's columns to these types."""

import datetime
from collections.abc import Iterator
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.compute as pc

from ..codec.documents import SCHEMA_VERSION
from ..core.fields import Field, PerClassCache, fields
from ..core.issues import InvalidDataError, Issue
from ..core.metadata import metadata_of
from ..core.record import Record
from ..core.rules import KEY_UNKNOWN, REPEATED_KEY, VERSION, WRONG_TYPE
from ..core.shape import Code, JsonObject, Many, Number, Object, Plain, Shape, Texts, Written
from ..core.validators import near

MAX_LEVELS = 3
"""The maximum nesting of one class in itself as columns; deeper records are JSON."""

_PLAIN: dict[type, pa.DataType] = {
    str: pa.string(),
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    datetime.date: pa.date32(),
    datetime.datetime: pa.string(),  # a time of Arrow has one offset for a whole column
}
_TEXTS = pa.map_(pa.string(), pa.string())


@attrs.frozen(eq=False)
class Column:
    """A shape as a column.

    Attributes:
        shape: The kind of its values.
        type: The type in Arrow.
        members: The columns of a record by field.
        item: The column of the items of a list.
        is_json: Whether records are JSON because they are nested too deeply.

    """

    shape: Shape
    type: pa.DataType
    members: tuple[tuple[Field, "Column"], ...] = ()
    item: "Column | None" = None
    is_json: bool = False


def _column(shape: Shape, above: tuple[Any, ...] = ()) -> Column:  # noqa: PLR0911 - one for each shape
    match shape:
        case Many(item=item):
            inner = _column(item, above)
            return Column(shape, pa.list_(inner.type), item=inner)
        case Texts():
            return Column(shape, _TEXTS)
        case Code() | Written():
            return Column(shape, pa.string())
        case JsonObject():
            return Column(shape, pa.string(), is_json=True)
        case Plain(type=kind):
            return Column(shape, _PLAIN[kind])
        case Number(inexact=record) | Object(type=record):
            if above.count(record) >= MAX_LEVELS:
                return Column(shape, pa.string(), is_json=True)
            members = tuple(
                (field, _column(field.shape, (*above, record))) for field in fields(record)
            )
            return Column(shape, pa.struct([_arrow_field(*each) for each in members]), members)
    raise TypeError(f"Arrow has no column for {shape.type}")


def _arrow_field(field: Field, column: Column) -> pa.Field:
    told = {"comment": field.help.english, "tipmodel.sensitivity": field.sensitivity.value}
    return pa.field(field.name, column.type, metadata=told)


@PerClassCache
def column_of(cls: type[Record]) -> Column:
    """Return the columns of a class as one column of structs."""
    return _column(Object(cls))


def schema(cls: type[Record]) -> pa.Schema:
    """Return the Arrow schema of the records of a class.

    Args:
        cls: A class of the model, or of an extension.

    Returns:
        A schema whose fields state their meaning (``comment``) and sensitivity
        (``tipmodel.sensitivity``) in their metadata.

    Raises:
        TypeError: This package does not know the type of a field.

    >>> from tipmodel import Participant, arrow
    >>> arrow.schema(Participant).field("phone").metadata[b"tipmodel.sensitivity"]
    b'personal'

    """
    return _schemas[cls]


@PerClassCache
def _schemas(cls: type[Record]) -> pa.Schema:
    told = {"tipmodel.class": cls.__name__, "tipmodel.schema_version": SCHEMA_VERSION}
    told["comment"] = metadata_of(cls).help.english
    return pa.schema(list(column_of(cls).type), metadata=told)


def fitted(batch: pa.RecordBatch, cls: type[Record]) -> pa.StructArray:
    """Return a batch as one array with the type of a class, without changing a value.

    Missing columns become null; wide, narrow and dictionary types are normalised.

    Raises:
        InvalidDataError: A column is unknown, or its type cannot be that of the field.

    """
    refused = list(_refused(batch.schema, cls))
    if refused:
        raise InvalidDataError(*refused)
    whole = pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))
    return _fitted(whole, column_of(cls)) if batch.num_columns else _nulls(batch, cls)


def _nulls(batch: pa.RecordBatch, cls: type[Record]) -> pa.StructArray:
    column = column_of(cls)
    inner = [pa.nulls(batch.num_rows, each.type) for _, each in column.members]
    return pa.StructArray.from_arrays(inner, fields=list(column.type))


def _refused(found: pa.Schema, cls: type[Record]) -> Iterator[Issue]:
    version = (found.metadata or {}).get(b"tipmodel.schema_version", SCHEMA_VERSION.encode())
    if version != SCHEMA_VERSION.encode():
        yield VERSION.issue(found=version.decode(errors="replace"), known=SCHEMA_VERSION)
    for name in {name for name in found.names if found.names.count(name) > 1}:
        yield REPEATED_KEY.issue(key=name).under(name)
    if not found.equals(_schemas[cls]):
        yield from _mismatches(pa.struct(list(found)), column_of(cls))


def _mismatches(found: pa.DataType, column: Column) -> Iterator[Issue]:
    """Yield the reasons why the type of a column cannot become that of a field."""
    if pa.types.is_null(found):
        return
    if column.members and pa.types.is_struct(found):
        for each in found:
            yield from (issue.under(each.name) for issue in _of_member(each, column))
    elif column.item and _is_list(found):
        yield from _mismatches(found.value_type, column.item)
    elif not _is_safe(found, column.type):
        yield _wrong_type(column, found)


def _of_member(found: pa.Field, column: Column) -> Iterator[Issue]:
    members = {field.name: (field, inner) for field, inner in column.members}
    if found.name not in members:
        yield KEY_UNKNOWN.issue(key=found.name, **near(found.name, tuple(members)))
        return
    field, inner = members[found.name]
    for issue in _mismatches(found.type, inner):
        yield attrs.evolve(issue, field=issue.field or field.label)


def _wrong_type(column: Column, found: pa.DataType) -> Issue:
    return WRONG_TYPE.issue(expected=str(column.type)[:100], found=str(found)[:100])


def _is_text(type_: pa.DataType) -> bool:
    if pa.types.is_dictionary(type_):
        return _is_text(type_.value_type)
    return bool(
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or pa.types.is_string_view(type_)
    )


def _is_list(type_: pa.DataType) -> bool:
    kinds = pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list
    return any(kind(type_) for kind in kinds)


def _pair(found: pa.DataType) -> tuple[pa.DataType, ...]:
    """Return the types of keys and items of a map, or of a list of pairs, as Polars writes it."""
    if pa.types.is_map(found):
        return found.key_type, found.item_type
    pairs = found.value_type if _is_list(found) else found
    names = [each.name for each in pairs] if pa.types.is_struct(pairs) else []
    return (pairs[0].type, pairs[1].type) if names == ["key", "value"] else ()


def _is_safe(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether every value of one type is the same value in the other."""
    if pa.types.is_dictionary(found):
        return _is_safe(found.value_type, wanted)
    if pa.types.is_map(wanted):
        return bool(_pair(found)) and all(map(_is_text, _pair(found)))
    if pa.types.is_string(wanted):
        return _is_text(found)
    if pa.types.is_integer(wanted):
        return bool(pa.types.is_integer(found) and not pa.types.is_uint64(found))
    if pa.types.is_floating(wanted):
        narrow = pa.types.is_integer(found) and found.bit_width <= 32  # noqa: PLR2004 - it fits
        return bool(pa.types.is_floating(found) or narrow)
    return bool(found == wanted)


def _fitted(array: Any, column: Column) -> Any:
    if array.null_count == len(array):
        return pa.nulls(len(array), column.type)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if column.members:
        at = {each.name: number for number, each in enumerate(array.type)}
        inner = [
            _fitted(array.field(at[field.name]), each)
            if field.name in at
            else pa.nulls(len(array), each.type)
            for field, each in column.members
        ]
        mask = array.is_null() if array.null_count else None
        return pa.StructArray.from_arrays(inner, fields=list(column.type), mask=mask)
    if column.item or pa.types.is_map(column.type):
        return _fitted_list(array, column)
    return array if array.type == column.type else array.cast(column.type)


def _is_whole(array: Any) -> bool:
    """Whether the items of an array are exactly those of its lists, from the first on."""
    items = array.keys if pa.types.is_map(array.type) else array.values
    whole = len(array) and array.offset == 0 and array.offsets[0].as_py() == 0
    return bool(whole and array.offsets[-1].as_py() == len(items))


def _fitted_list(array: Any, column: Column) -> Any:
    """Return lists or maps whose array holds exactly their items, from the first offset on."""
    if array.type == column.type and not array.null_count and _is_whole(array):
        if column.item is None:
            return array
        values = _fitted(array.values, column.item)
        return pa.ListArray.from_arrays(array.offsets, values, type=column.type)
    if pa.types.is_fixed_size_list(array.type):
        array = array.cast(pa.list_(array.type.value_type))
    offsets = array.offsets
    lengths = pc.subtract(offsets.slice(1), offsets.slice(0, len(array)))
    if array.null_count and (pc.sum(pc.if_else(array.is_null(), lengths, 0)).as_py() or 0) > 0:
        array = array.take(pa.array(range(len(array)), pa.int64()))  # null lists with items
        offsets = array.offsets
    first, last = (offsets[0].as_py(), offsets[-1].as_py()) if len(array) else (0, 0)
    starts = pc.subtract(offsets, pa.scalar(first, offsets.type)).cast(pa.int32())
    mask = array.is_null() if array.null_count else None
    if pa.types.is_map(column.type):
        pairs = [array.keys, array.items] if pa.types.is_map(array.type) else array.values.flatten()
        keys, items = (
            _fitted(each.slice(first, last - first), Column(column.shape, pa.string()))
            for each in pairs
        )
        if keys.null_count:
            raise InvalidDataError(_wrong_type(column, array.type))
        if mask is None:
            return pa.MapArray.from_arrays(starts, keys, items)
        marked = pc.if_else(pa.concat_arrays([mask, pa.array([False])]), None, starts)
        return pa.MapArray.from_arrays(marked, keys, items)
    assert column.item  # noqa: S101 - it is a list
    values = _fitted(array.values.slice(first, last - first), column.item)
    return pa.ListArray.from_arrays(starts, values, type=column.type, mask=mask)
