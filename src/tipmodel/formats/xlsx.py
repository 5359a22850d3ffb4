"""Workbooks of Excel, and of all that write like it: a sheet for each class.

Read with python-calamine, written with XlsxWriter; both come with ``tipmodel[xlsx]``.
"""

import importlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import IO

from ..core.errors import MissingLibraryError
from ..core.issues import Issue
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..core.unicode import fold
from ..tables.columns import Column, columns
from ..tables.headings import NOUNS, Row, Sheet, guessed, head_of, title as title_of, titles
from ..tables.reader import records as records_of
from ..tables.rules import NO_SHEET, NOT_A_SPREADSHEET
from ..tables.workbook import Book, Headed, sheet_name
from ..tables.writer import used_columns, writer
from ..tables.zip_guard import checked
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


def read(stream: IO[bytes], cls: type[R] | None, reading: ReadOptions) -> Iterator[R]:
    """Yield the records of one sheet: the one named after the class, else the first."""
    sheet = sheet_of(stream, cls)
    yield from records_of(cls or guessed(sheet), sheet, reading)


def sheet_of(stream: IO[bytes], cls: type[Record] | None) -> Sheet:
    """Return the rows of the sheet that a class is in."""
    calamine = library("python_calamine")
    checked(size_checked(stream))
    try:
        book = calamine.CalamineWorkbook.from_filelike(stream)
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if not visible:
            raise NOT_A_SPREADSHEET.error()
        sheet = book.get_sheet_by_name(_named_after(cls, visible))
    except (calamine.CalamineError, OSError):
        raise NOT_A_SPREADSHEET.error() from None
    return Sheet(sheet.iter_rows(), sheet.name, (sheet.start or (0, 0))[1])


def _named_after(cls: type[Record] | None, names: Sequence[str]) -> str:
    """Return the name of the sheet of a class; any sheet will do that is not of another."""
    if cls is None:
        return names[0]
    others = set().union(*(titles(noun) for noun in NOUNS if noun is not cls))
    for name in names:
        if fold(name) in titles(cls):
            return name
    for name in names:
        if fold(name) not in others:
            return name
    raise NO_SHEET.error(noun=title_of(cls))


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


def template(cls: type[Record], stream: IO[bytes], language: str, title: str = "") -> None:
    """Write an empty sheet for records of a class, ready to be filled in.

    Args:
        cls: The class; a row is to be a record of it.
        stream: Where to write.
        language: The language of the sheet.
        title: What to write above the headings.

    """
    every = [column for column in columns(cls, language) if column.is_for_people]
    above = [[title]] if title else []
    with Book(stream, library("xlsxwriter")) as book:
        headed, rows = _with_headings(every, (), language)
        book.sheet(sheet_name(cls, language), headed, rows, above=above)


def _with_headings(
    every: Sequence[Column], rows: Iterable[Row], language: str | None
) -> tuple[dict[int, Headed], Iterator[Row]]:
    headings = [column.heading(language) for column in every]
    headed = {
        index: Headed(column, headings[index], language) for index, column in enumerate(every)
    }
    return headed, itertools.chain([headings], rows)


def annotate(
    sheet: Sheet, cls: type[Record], issues: Iterable[Issue], stream: IO[bytes], language: str
) -> None:
    """Write a copy of a sheet in which the wrong cells are marked, with the sentences as notes."""
    rows, first = list(sheet.rows), sheet.first_column
    head = head_of(cls, rows)
    places = head.places if head else ()
    headed = {each.at: Headed(each.column, each.heading, each.language) for each in places}
    said: dict[tuple[int, int], list[str]] = {}
    for issue in issues:
        here = max(issue.row - 1, 0), max(issue.column - 1 - first, 0)
        said.setdefault(here, []).append(issue.sentence(language))
    marks = {here: "\n".join(texts) for here, texts in said.items()}
    top = head.row - 1 if head else 0
    width = max((column + 1 for _, column in marks), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    with Book(stream, library("xlsxwriter")) as book:
        name = sheet.name or sheet_name(cls, language)
        book.sheet(name, headed, rows[top:], above=rows[:top], marks=marks)
