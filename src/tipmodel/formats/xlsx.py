"""Workbooks of Excel and compatible programs, with a sheet for each class.

`spreadsheetml` reads the cells, openpyxl marks them, and XlsxWriter writes them. Needs the extra
``xlsx``.
"""

import importlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import IO, Any, cast

from ..codec.exact import shared_converter
from ..core.errors import MissingLibraryError
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..model import Training
from ..tables.cells import JsonText
from ..tables.columns import Column
from ..tables.exports import records as records_of
from ..tables.keyed import Table, help_of, tables_of, title_of
from ..tables.keyed_reader import MAX_TITLE, read_sheets, trainings
from ..tables.source import Cell, RawSheet
from ..tables.spreadsheetml import Workbook
from ..tables.workbook import Book, Headed, sheet_name
from ..tables.writer import EXTRA, used_columns, writer
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
    sheets = sheets_of(stream, options)
    found = read_sheets(sheets) if cls in (None, Training) else None
    if found:
        yield from cast("Iterator[R]", trainings(*found, options))
    else:
        yield from records_of(cls, sheets, options)


def sheets_of(stream: IO[bytes], options: ReadOptions) -> list[RawSheet]:
    """Return the sheets of a workbook."""
    del options
    library("openpyxl")
    return Workbook(size_checked(stream)).sheets


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write a sheet for each class of the records, in the order of their first record.

    Trainings with lists that do not fit in a cell are written as tables that are joined by keys.
    """
    language = writing.language
    by_class: dict[type[Record], list[Any]] = {}
    for record in records:
        by_class.setdefault(type(record), []).append(record)
    sheets = []
    for cls, several in by_class.items():
        every = used_columns(several, language)
        row_of = writer(every, language)
        if list(by_class) == [Training] and any(_holds_json(row_of(one), every) for one in several):
            write_tables(tables_of(several, shared_converter().unstructure), stream, language)
            return
        rows = map(row_of, several)
        sheets.append((sheet_name(cls, language), *_with_headings(every, rows, language)))
    with Book(stream, library("xlsxwriter")) as book:
        for sheet in sheets:
            book.sheet(*sheet)


def _holds_json(row: Sequence[Cell], every: Sequence[Column]) -> bool:
    return any(
        isinstance(cell, JsonText) and column.path != EXTRA
        for cell, column in zip(row, every, strict=True)
    )


def write_tables(tables: Iterable[Table], stream: IO[bytes], language: str | None) -> None:
    """Write tables that are joined by keys, each on its own sheet."""
    with Book(stream, library("xlsxwriter")) as book:
        for table in tables:
            headings = table.headings(language)
            headed = {
                at: Headed(column, headings[at], language, help_of(column, language))
                for at, column in enumerate((*table.keys, *table.columns))
            }
            name = title_of(table.name, language)[:MAX_TITLE]
            book.sheet(name, headed, [headings, *table.cells(language)])


def template(
    stream: IO[bytes],
    name: str,
    headed: Sequence[Headed],
    rows: Iterable[Sequence[Cell]],
    above: Sequence[Sequence[Cell]],
) -> None:
    """Write a sheet to be filled in, one page wide if it has few columns."""
    with Book(stream, library("xlsxwriter")) as book:
        fits = len(headed) <= _MOST_ON_A_PAGE
        book.sheet(name, dict(enumerate(headed)), rows, above=above, one_page_wide=fits)


_MOST_ON_A_PAGE = 20
"""The number of columns that remain legible when printed one page wide."""


def _with_headings(
    every: Sequence[Column], rows: Iterable[Sequence[Cell]], language: str | None
) -> tuple[dict[int, Headed], Iterator[Sequence[Cell]]]:
    headings = [column.heading(language) for column in every]
    headed = {
        index: Headed(column, headings[index], language) for index, column in enumerate(every)
    }
    return headed, itertools.chain([headings], rows)
