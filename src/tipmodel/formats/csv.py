"""CSV: tables that every program opens.

Files are UTF-8 with a byte order mark, which Excel needs. Text that a spreadsheet would read as a
formula begins with an apostrophe; reading removes exactly that.
"""

import csv
import datetime
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..tables.cells import is_formula
from ..tables.delimited import delimited
from ..tables.exports import records as records_of
from ..tables.source import Cell, RawSheet, within_limits
from ..tables.workbook import Headed
from ..tables.writer import used_columns, writer
from . import R, size_checked


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of a table, one by one."""
    yield from records_of(cls, sheets_of(stream, options), options)


def sheets_of(stream: IO[bytes], options: ReadOptions) -> list[RawSheet]:
    """Return the only sheet."""
    return [delimited(size_checked(stream), options.encoding)]


def safe(cell: Cell) -> str:
    """Return the text of a cell, escaped if a spreadsheet would read it as a formula."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else str(cell)


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write a table of records of one class.

    Raises:
        InvalidDataError: There are records of several classes, or too many for one sheet.

    """
    records = list(records)
    language = writing.language
    every = used_columns(records, language)
    headings: list[list[Cell]] = [[column.heading(language) for column in every]] if every else []
    rows = itertools.chain(headings, map(writer(every, language), records))
    _write(stream, (list(map(safe, row)) for row in within_limits(rows)))


def template(
    stream: IO[bytes],
    name: str,
    headed: Sequence[Headed],
    rows: Iterable[Sequence[Cell]],
    above: Sequence[Sequence[Cell]],
) -> None:
    """Write a table to be filled in; CSV has no names of sheets.

    Args:
        stream: Where to write.
        name: The name of the sheet.
        headed: The columns.
        rows: The headings and the prefilled rows.
        above: The rows above the headings.

    """
    del name, headed
    _write(stream, within_limits([*above, *rows]))


def _write(stream: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        csv.writer(text).writerows(rows)
    finally:
        text.detach()
