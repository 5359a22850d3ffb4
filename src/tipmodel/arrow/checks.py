"""The checks of a class, column by column.

Each field has a check, derived from its shape and validator, which answers "certainly valid" or
"not known". The exact path reads the rows with a "not known" and alone reports issues, so the
issues are the same as when reading row by row.
"""

import datetime
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..codec.json_text import parsed
from ..core import unicode
from ..core.fields import Field
from ..core.issues import InvalidDataError
from ..core.record import Record
from ..core.shape import MAX_LIST_LENGTH, Code, Number, Plain, Shape, Texts, Written
from ..core.validators import (
    LANGUAGE_TAG,
    MAX_TAG_LENGTH,
    AwareDateTime,
    ExtraData,
    InRange,
    OneOf,
    Text,
)
from ..values.counts import FileSize
from ..values.dates import PartialDate
from ..values.times import PartialTime
from .columns import Column, column_of, fitted, schema
from .masks import Mask, all_of, filled, in_lists, parents_of, repeated, without_rows
from .rows import plain, reader
from .rules import column_form
from .texts import may_hold_forbidden

_ISSUE = [
    pa.field("row", pa.int64(), metadata={"comment": "The number of the row, from 1."}),
    pa.field("code", pa.string(), metadata={"comment": "The stable name of the broken rule."}),
    pa.field("pointer", pa.string(), metadata={"comment": "Where in the row, as a JSON Pointer."}),
]


def issues_schema(
    cls: type[Record], *, keys: Sequence[str] = (), language: str | None = None
) -> pa.Schema:
    """Return the schema of the batches that `check_batches` yields with the same arguments."""
    own = [schema(cls).field(key).remove_metadata() for key in keys]
    text = [pa.field("text", pa.string())] if language else []
    return pa.schema([*own, *_ISSUE, *text])


def check_batches(
    batches: Iterable[pa.RecordBatch],
    cls: type[Record],
    *,
    keys: Sequence[str] = (),
    language: str | None = None,
) -> Iterator[pa.RecordBatch]:
    """Check record batches, and yield the issues as record batches.

    Engines accept this function: ``mapInArrow`` of Spark, ``map_batches`` of Ray and Polars, a
    reader of DuckDB. It keeps at most one batch in memory.

    Args:
        batches: Batches with the columns of `schema`, or some of them.
        cls: The class of the records; each row should be one.
        keys: Columns to repeat beside each issue, so that it can be joined with its row. Their
            values are copied unchanged, so choose no column that must not be shown.
        language: The language of a sentence for each issue; without it, there is no sentence.

    Yields:
        A batch of issues for each batch that has any. No issue holds a personal value.

    Raises:
        InvalidDataError: A column is unknown, or its type cannot be that of the field.

    >>> import pyarrow as pa
    >>> from tipmodel import Headcount, arrow
    >>> rows = pa.RecordBatch.from_pylist([{"total": {"value": 32}}, {"total": {"value": -1}}])
    >>> [issue for batch in arrow.check_batches([rows], Headcount) for issue in batch.to_pylist()]
    [{'row': 2, 'code': 'number.out_of_range', 'pointer': '/total'}]

    """
    out = issues_schema(cls, keys=keys, language=language)
    first = 1
    for batch in batches:
        array = fitted(batch, cls)
        doubted = pc.indices_nonzero(pc.invert(plainly_right(array, cls)))
        if len(doubted):
            rows = _issues(array.take(doubted), doubted.to_pylist(), first, cls, language)
            told = [{**{key: row.get(key) for key in keys}, **issue} for row, issue in rows]
            if told:
                yield pa.RecordBatch.from_pylist(told, schema=out)
        first += len(array)


def _issues(
    array: Any, numbers: list[int], first: int, cls: type[Record], language: str | None
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    read = reader(array, cls)
    for number, data in zip(numbers, plain(array, cls), strict=True):
        try:
            read(data)
        except InvalidDataError as error:
            for issue in error.issues:
                told = {"row": first + number, "code": issue.code, "pointer": issue.pointer}
                if language:
                    told["text"] = issue.text(language, isolate=False)
                yield data, told


def plainly_right(array: Any, cls: type[Record]) -> Any:
    """Return which rows of an array with the type of a class are certainly valid, as booleans."""
    return filled(_right_record(array, column_of(cls)), len(array))


def _right(array: Any, column: Column) -> Mask:
    """Return which values of a column are certainly valid; unstated values are."""
    if array.null_count == len(array):
        return True
    right = _right_value(array, column)
    if right is True or not array.null_count:
        return right
    return array.is_null() if right is False else pc.or_kleene(array.is_null(), right)


def _right_value(array: Any, column: Column) -> Mask:
    if column.is_json:
        return _right_extra(array, column.shape)
    if isinstance(column.shape, Texts):
        return _right_texts(array)
    if column.item:
        return _right_list(array, column.item)
    if isinstance(column.shape, Number):
        return _right_number(array, column)
    return _right_record(array, column) if column.members else _right_leaf(array, column.shape)


def _right_record(array: Any, column: Column) -> Mask:
    members = {field.name: array.field(at) for at, (field, _) in enumerate(column.members)}
    masks = [
        all_of(_right(members[field.name], inner), _is_there(members[field.name], field))
        for field, inner in column.members
    ]
    cls = column.shape.inexact if isinstance(column.shape, Number) else column.shape.type
    return all_of(*masks, *(column_form(rule)(cls, members) for rule in cls.invariants))


def _is_there(array: Any, field: Field) -> Mask:
    return array.is_valid() if field.required and array.null_count else True


def _right_number(array: Any, column: Column) -> Mask:
    """Return which numbers are valid: a value alone is exact, anything else is a record."""
    value = array.field("value")
    alone = [
        array.field(field.name).is_null() for field, _ in column.members if field.name != "value"
    ]
    exact = all_of(*alone, value.is_valid())
    right = _right(value, Column(Plain(int, column.shape.validator), pa.int64()))
    return pc.if_else(
        filled(exact, len(array)),
        filled(right, len(array)),
        filled(_right_record(array, column), len(array)),
    )


def _right_list(array: Any, item: Column) -> Mask:
    values = array.values
    right = all_of(_right(values, item), values.is_valid() if values.null_count else True)
    lengths = pc.list_value_length(array)
    if (pc.max(lengths).as_py() or 0) > MAX_LIST_LENGTH:
        return all_of(pc.less_equal(lengths, MAX_LIST_LENGTH), in_lists(right, array))
    return in_lists(right, array)


def _right_extra(array: Any, shape: Shape) -> Mask:
    """Check each distinct piece of JSON once, as long as there are few."""
    distinct = pc.unique(array.drop_null())
    if type(shape.validator) is not ExtraData or len(distinct) > _FEW:
        return False
    right = [text for text in distinct.to_pylist() if _is_right_extra(text, shape.validator)]
    return pc.is_in(array, value_set=pa.array(right, pa.string()))


_FEW = 1000


def _is_right_extra(text: str, validator: ExtraData) -> bool:
    try:
        data = parsed(text.encode())
    except InvalidDataError:
        return False
    return type(data) is dict and validator.passes(data)


def _right_texts(array: Any) -> Mask:
    keys, items = array.keys, array.items
    # There are few distinct tags, so each is checked once.
    tags = pc.unique(keys).to_pylist()
    wrong = [tag for tag in tags if len(tag) > MAX_TAG_LENGTH or not _is_tag(tag)]
    known = pc.invert(pc.is_in(keys, value_set=pa.array(wrong, pa.string()))) if wrong else True
    right = all_of(
        known, items.is_valid() if items.null_count else True, _right_text(items, Text())
    )
    lengths = pc.list_value_length(array.cast(_PAIRS))
    masks = [in_lists(right, array), pc.greater(lengths, 0)]
    most = pc.max(lengths).as_py() or 0
    if most > 1:
        masks.append(_are_distinct(array, tags, most))
    return all_of(*masks)


_PAIRS = pa.list_(pa.struct([pa.field("key", pa.string(), nullable=False), ("value", pa.string())]))
_is_tag = re.compile(LANGUAGE_TAG).fullmatch


def _are_distinct(array: Any, tags: list[str], most: int) -> Mask:
    """Return which maps, with at most *most* keys, have each key once."""
    if most == 2:  # noqa: PLR2004 - then equal keys are next to each other in one map
        same = pc.equal(array.keys.slice(1), array.keys.slice(0, len(array.keys) - 1))
        seconds = pc.add(pc.indices_nonzero(same), pa.scalar(1, pa.uint64()))
        if pc.all(pc.is_in(seconds.cast(pa.int32()), value_set=array.offsets), min_count=0).as_py():
            return True
    rows = parents_of(array)
    codes = pc.index_in(array.keys, value_set=pa.array(tags, pa.string())).cast(pa.int64())
    pairs = pc.add(pc.multiply(rows, len(tags)), codes)
    return without_rows(
        pc.floor(pc.divide(repeated(pairs), len(tags))).cast(pa.int64()), len(array)
    )


_BY_PATTERN = PartialDate, PartialTime, FileSize


def _right_leaf(array: Any, shape: Shape) -> Mask:  # noqa: PLR0911 - one for each kind
    kind, check = shape.type, shape.validator
    match shape:
        case Code():
            return pc.is_in(array, value_set=pa.array([one.value for one in kind], pa.string()))
        case Written():
            # The `parse` of another class may refuse more than its pattern.
            return _matches(array, kind.pattern) if kind in _BY_PATTERN else False
    match check:
        case Text() if type(check) is Text:
            return _right_text(array, check)
        case OneOf() if type(check) is OneOf:
            return pc.is_in(array, value_set=pa.array(list(check.known()), pa.string()))
        case InRange(least, most) if type(check) is InRange:
            return pc.and_(pc.greater_equal(array, least), pc.less_equal(array, most))
        case AwareDateTime(pattern) if type(check) is AwareDateTime:
            return _matches(array, pattern)
        case None if kind is bool:
            return True
        case None if kind is datetime.date:
            days = [pa.scalar(day) for day in (datetime.date.min, datetime.date.max)]
            return pc.and_(pc.greater_equal(array, days[0]), pc.less_equal(array, days[1]))
    return False


def _right_text(array: Any, check: Text) -> Mask:
    if check.pattern and _WORDS.fullmatch(check.pattern):
        return pc.is_in(array, value_set=pa.array(check.pattern.split("|"), pa.string()))
    size = pc.binary_length(array)
    fits = pc.greater(size, 0)
    if (pc.max(size).as_py() or 0) > check.longest:  # a character has at least one byte
        fits = pc.and_(fits, pc.less_equal(pc.utf8_length(array), check.longest))
    blank = pc.invert(pc.utf8_is_space(array))
    clean = True
    if may_hold_forbidden(array):
        clean = pc.and_(
            pc.invert(pc.match_substring_regex(array, _FORBIDDEN)),
            pc.match_substring_regex(array, f"[^{unicode.BLANKS}]"),
        )
    return all_of(fits, blank, clean, _matches(array, check.pattern) if check.pattern else True)


_WORDS = re.compile("[A-Za-z0-9_]+(?:[|][A-Za-z0-9_]+)+")
_FORBIDDEN = "[{}]".format(
    "".join(
        f"\\x{{{first:x}}}-\\x{{{last:x}}}"
        for first, last in unicode.RANGES
        if (first, last) != unicode.HALVES
    )
)


def _matches(array: Any, pattern: str) -> Mask:
    """Return which texts a pattern matches as a whole; none if RE2 does not support the pattern."""
    try:
        return pc.match_substring_regex(array, _in_re2(pattern))
    except pa.ArrowInvalid:
        return False


@functools.cache
def _in_re2(pattern: str) -> str:
    return rf"\A(?:{pattern.replace(_ANY_YEAR, _YEAR).replace(_NOT_ZERO, '')})\z"


_NOT_ZERO = "(?!0000)"
_ANY_YEAR = f"{_NOT_ZERO}[0-9]{{4}}"
_YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
"""The same pattern without lookahead, which RE2 does not support."""
