"""CSV: tables that every program opens.

Written in UTF-8 with a byte order mark, by which Excel knows it. What a spreadsheet would
take for a formula gets an apostrophe before it; reading takes away just that.
"""

import csv
import datetime
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import IO

from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..core.rules import NOT_UTF8
from ..tables.cells import Cell, is_formula
from ..tables.headings import Sheet, guessed
from ..tables.reader import records as records_of
from ..tables.rules import NOT_CSV, SHEET_TOO_LARGE
from ..tables.writer import used_columns, writer
from . import R, size_checked

MAX_ROWS = 1_000_000
MAX_COLUMNS = 1_000
MAX_CELL_LENGTH = 20_000_000


def read(stream: IO[bytes], cls: type[R] | None, reading: ReadOptions) -> Iterator[R]:
    """Yield the records of a table, one by one."""
    sheet = sheet_of(stream, cls)
    yield from records_of(cls or guessed(sheet), sheet, reading)


def sheet_of(stream: IO[bytes], cls: type[Record] | None) -> Sheet:
    """Return the rows of the table."""
    del cls
    return Sheet(_rows(size_checked(stream)))


def _rows(stream: IO[bytes]) -> Iterator[list[Cell]]:
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_LENGTH))
    line = 0
    try:
        first = text.readline()
        reader = csv.reader(itertools.chain([first], text), delimiter=_delimiter(first))
        for line, row in enumerate(reader, 1):
            if line > MAX_ROWS or len(row) > MAX_COLUMNS:
                raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
            yield row  # type: ignore[misc]
    except UnicodeDecodeError:
        raise NOT_UTF8.error() from None
    except csv.Error:
        raise NOT_CSV.error(line=line + 1) from None
    finally:
        text.detach()


def _delimiter(line: str) -> str:
    """Return what separates cells: Excel writes a semicolon where the comma is for decimals."""
    unquoted = re.sub('"[^"]*"', "", line)
    return max(",;\t", key=unquoted.count)


def _safe(cell: Cell) -> str:
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else str(cell)


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write a table of records of one class.

    Raises:
        InvalidDataError: There are records of several classes.

    """
    records = list(records)
    language = writing.language
    every = used_columns(records, language)
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    try:
        table = csv.writer(text)
        if every:
            table.writerow([column.heading(language) for column in every])
        cells = writer(every, language)
        table.writerows([_safe(cell) for cell in cells(record)] for record in records)
    finally:
        text.detach()
