"""Workbooks of Excel, and of all that write like it: a sheet for each class.

Read cell by cell with what openpyxl knows of formats, marked with openpyxl, and written with
XlsxWriter; both come with ``tipmodel[xlsx]``.
"""

import importlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import IO

from ..core.errors import MissingLibraryError
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..tables.columns import Column
from ..tables.exports import records as records_of
from ..tables.source import Cell, RawSheet
from ..tables.spreadsheetml import Workbook
from ..tables.workbook import Book, Headed, sheet_name
from ..tables.writer import used_columns, writer
from . import R, size_checked


def library(name: str) -> ModuleType:
    """Import a library that only this format needs.

    Raises:
        MissingLibraryError: It is not installed.

    """
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise MissingLibraryError("tipmodel[xlsx]") from None


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of every sheet that holds a table of the class."""
    yield from records_of(cls, sheets_of(stream, options), options)


def sheets_of(stream: IO[bytes], options: ReadOptions) -> list[RawSheet]:
    """Return the sheets of a workbook."""
    del options
    library("openpyxl")
    return Workbook(size_checked(stream)).sheets


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write a sheet for each class among the records, in the order they come."""
    language = writing.language
    by_class: dict[type[Record], list[Record]] = {}
    for record in records:
        by_class.setdefault(type(record), []).append(record)
    with Book(stream, library("xlsxwriter")) as book:
        for cls, several in by_class.items():
            every = used_columns(several, language)
            rows = map(writer(every, language), several)
            book.sheet(sheet_name(cls, language), *_with_headings(every, rows, language))


def template(
    headed: Sequence[Headed],
    stream: IO[bytes],
    name: str,
    rows: Iterable[Sequence[str]],
    title: str,
) -> None:
    """Write an empty sheet that is ready to be filled in.

    Args:
        headed: The columns.
        stream: Where to write.
        name: The name of the sheet.
        rows: What stands in the rows already.
        title: What to write above the headings.

    """
    above = [[title]] if title else []
    every = itertools.chain([[each.heading for each in headed]], rows)
    with Book(stream, library("xlsxwriter")) as book:
        book.sheet(
            name,
            dict(enumerate(headed)),
            every,
            above=above,
            one_page_wide=len(headed) <= _MOST_ON_A_PAGE,
        )


_MOST_ON_A_PAGE = 20
"""Columns that can still be read when they are printed on the width of one page."""


def _with_headings(
    every: Sequence[Column], rows: Iterable[Sequence[Cell]], language: str | None
) -> tuple[dict[int, Headed], Iterator[Sequence[Cell]]]:
    headings = [column.heading(language) for column in every]
    headed = {
        index: Headed(column, headings[index], language) for index, column in enumerate(every)
    }
    return headed, itertools.chain([headings], rows)
