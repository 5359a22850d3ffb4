"""Parquet: records by column, for millions of rows and for the engines that read them.

Read and written one batch at a time with pyarrow. Needs the extra ``arrow``.
"""

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, TypeVar

from .. import arrow  # raises an error that names the extra
from ..arrow.rows import located
from ..core.issues import Location
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..model import MODEL, Training
from ..tables.keyed import text_of
from ..tables.rules import NOT_PARQUET, SHEET_TOO_LARGE
from ..tables.source import MAX_COLUMNS, MAX_PARQUET_ROWS, Row
from . import R

import pyarrow as pa  # isort: skip
from pyarrow import parquet  # isort: skip

_BATCH = 10_000


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of a file, a batch at a time."""
    yield from _refusing(_read(stream, cls, options))


def _read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    file = _opened(stream)
    batches = file.iter_batches(_BATCH)
    found: Any = cls or _class_in(file.schema_arrow)
    for number, record in located(batches, found):
        if options.placed:
            options.placed(Location(number))
        yield record


def _opened(stream: IO[bytes]) -> parquet.ParquetFile:
    """Open a file, unless it declares too many rows: equal ones take no space in it."""
    file = parquet.ParquetFile(stream)
    groups = map(file.metadata.row_group, range(file.metadata.num_row_groups))
    if (
        sum(group.num_rows for group in groups) > MAX_PARQUET_ROWS
        or len(file.schema_arrow) > MAX_COLUMNS
    ):
        raise SHEET_TOO_LARGE.error(rows=MAX_PARQUET_ROWS, columns=MAX_COLUMNS)
    return file


T = TypeVar("T")


def _refusing(items: Iterator[T]) -> Iterator[T]:
    """Yield items, and report as one issue whatever a broken file causes."""
    try:
        yield from items
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
    else:
        return
    raise NOT_PARQUET.error()  # outside the handler: what went wrong may quote what was read


def _class_in(schema: pa.Schema) -> type[Record]:
    """Return the class that a schema names; a training if it names none."""
    name = (schema.metadata or {}).get(b"tipmodel.class", b"").decode(errors="replace")
    return {cls.__name__: cls for cls in MODEL}.get(name, Training)


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Write records of one class, a batch at a time."""
    del options
    first = list(itertools.islice(records := iter(records), 1))
    cls = type(first[0]) if first else Training
    with parquet.ParquetWriter(stream, arrow.schema(cls), compression="zstd") as writer:
        for batch in arrow.to_batches(itertools.chain(first, records), cls, size=_BATCH):
            writer.write_batch(batch)


_TYPES = {"integer": pa.int64(), "number": pa.float64(), "string": pa.string()}


def file_of(headings: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a file with one table: a column for each heading, with types of Data Package."""
    cells = [[*map(_typed, row)] for row in rows]
    columns = [pa.array([row[at] for row in cells], _TYPES[kind]) for at, kind in enumerate(types)]
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns, list(headings)), stream, compression="zstd")
    return stream.getvalue()


def _typed(cell: Any) -> Any:
    if cell == "" or type(cell) in (int, float):
        return None if cell == "" else cell
    return text_of(cell)


def rows_of(stream: IO[bytes]) -> Iterator[Row]:
    """Yield the rows of a table, its headings first.

    Raises:
        InvalidDataError: The file is not Parquet.

    """
    yield from _refusing(_rows_of(stream))


def _rows_of(stream: IO[bytes]) -> Iterator[Row]:
    table = _opened(stream).read()
    yield Row(1, list(table.column_names))
    columns = (column.to_pylist() for column in table.columns)
    for number, cells in enumerate(zip(*columns, strict=True), 2):
        yield Row(number, ["" if cell is None else cell for cell in cells])
