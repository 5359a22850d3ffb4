"""Trainings as a folder of CSV or a workbook: tables that refer to one another."""

import csv
import errno
import functools
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any

import attrs

from .codec.documents import structure
from .codec.exact import shared_converter
from .core.errors import UnknownFormatError
from .core.issues import InvalidDataError, Location
from .core.metadata import metadata_of
from .core.options import ReadOptions
from .formats import csv as csv_format, xlsx as xlsx_format
from .formats.csv import safe
from .i18n import languages, translate
from .model import Training
from .replacing import Path, replacing
from .tables.cells import Number
from .tables.columns import Column
from .tables.keyed import (
    KEY_HELP,
    KEYS,
    TRAININGS,
    Read,
    Table,
    column_path,
    table_names,
    tables_of,
    title_of,
    trainings_data,
)
from .tables.rules import (
    COLUMN_UNREAD,
    NO_HEADINGS,
    SHEET_OF_NO_TABLE,
    TABLE_UNKNOWN,
    VALUE_WITHOUT_HEADING,
)
from .tables.source import Cell, Fault
from .tables.workbook import Book, Headed

DESCRIPTION = "datapackage.json"
_OURS = "tipmodel"


def write_tables(
    trainings: Iterable[Training],
    path: Path,
    language: str | None = None,
    *,
    plain: bool = False,
    force: bool = False,
) -> None:
    """Write trainings as tables that refer to one another.

    Args:
        trainings: The trainings; each needs an identifier of its own.
        path: A workbook, if it ends with ``.xlsx``, else a folder for a file in CSV for each
            table, and ``datapackage.json`` (Frictionless Data) that says what they are.
        language: The language of headings and labels; without one, codes.
        plain: Whether to write CSV for programs: UTF-8 without a byte order mark, text as it is,
            without the apostrophe that keeps spreadsheets from taking it for a formula.
        force: Whether to write over files that are there.

    Raises:
        FileExistsError: There is such a file already.
        InvalidDataError: Two trainings have one identifier.
        UnknownFormatError: The name ends with another suffix than ``.xlsx``.
        UnknownLanguageError: There are no words in that language.
        MissingLibraryError: A workbook needs a library that is not installed.
        OSError: A file cannot be written.

    >>> import tempfile, tipmodel
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tipmodel.write_tables([tipmodel.example()], folder)
    ...     tipmodel.read_tables(folder) == [tipmodel.example()]
    True

    """
    tables = tables_of(trainings, shared_converter().unstructure)
    target = FilePath(path)
    if target.suffix.lower() == ".xlsx":
        _refuse_existing([target], force=force)
        with replacing(target) as stream, Book(stream, xlsx_format.library("xlsxwriter")) as book:
            for table in tables:
                headings = table.headings(language)
                headed = dict(enumerate(_headed(table, headings, language)))
                name = title_of(table.name, language)[:31]
                book.sheet(name, headed, [headings, *table.cells(language)])
        return
    if target.suffix:
        raise UnknownFormatError(target.suffix, (".xlsx",))
    files = {f"{table.name}.csv": _csv(table, language, plain=plain) for table in tables}
    described = _description(tables, language, plain=plain)
    files[DESCRIPTION] = json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"
    _refuse_existing([target / name for name in files], force=force)
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        with replacing(target / name) as stream:
            stream.write(data)


def _refuse_existing(files: Iterable[FilePath], *, force: bool) -> None:
    for file in files:
        if file.exists() and not force:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(file))


def _headed(table: Table, headings: Sequence[str], language: str | None) -> Iterator[Headed]:
    for column, heading in zip((*table.keys, *table.columns), headings, strict=True):
        yield Headed(column, heading, language, _help(column, language))


def _help(column: Column, language: str | None) -> str:
    phrase = KEY_HELP.get(column.names[0]) or metadata_of(column.field).help
    return translate(phrase, language or "en")


def _csv(table: Table, language: str | None, *, plain: bool) -> bytes:
    text = io.StringIO(newline="")
    rows: list[Sequence[Cell]] = [
        table.headings(language),
        *table.cells(language, plain=plain),
    ]
    write: Any = _plain if plain else safe
    csv.writer(text).writerows([write(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8" if plain else "utf-8-sig")


def _plain(cell: Cell) -> str:
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def _description(tables: Sequence[Table], language: str | None, *, plain: bool) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "trainings",
        "resources": [_resource(table, language, plain=plain) for table in tables],
        _OURS: {"language": language, "plain": plain},
    }


def _resource(table: Table, language: str | None, *, plain: bool) -> dict[str, Any]:
    keys = [key.heading(language) for key in table.keys]
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.heading(language),
                "type": _type(column),
                "title": column.heading(language or "en"),
                "description": _help(column, language),
                _OURS: list(column.path),
            }
            for column in (*table.keys, *table.columns)
        ],
        "primaryKey": keys[:2],
    }
    if table.name != TRAININGS:
        reference = {"resource": TRAININGS, "fields": keys[:1]}
        schema["foreignKeys"] = [{"fields": keys[:1], "reference": reference}]
    return {
        "name": table.name,
        "title": title_of(table.name, language or "en"),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8" if plain else "utf-8-sig",
        "schema": schema,
    }


def _type(column: Column) -> str:
    if isinstance(column.kind, Number):
        return "number" if column.field.shape.type is float else "integer"
    return "string"


def read_tables(path: Path) -> list[Training]:
    """Read trainings from the tables that `write_tables` wrote.

    Args:
        path: The folder, or the workbook.

    Returns:
        The trainings, in the order of their table.

    Raises:
        InvalidDataError: With every cell and row that cannot be read, or every issue of the trainings.
        OSError: A file cannot be read.

    >>> import tempfile, tipmodel
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tipmodel.write_tables([tipmodel.example()], f"{folder}/tables.xlsx", "ar")
    ...     tipmodel.read_tables(f"{folder}/tables.xlsx") == [tipmodel.example()]
    True

    """
    target = FilePath(path)
    tables, language, plain = _workbook(target) if target.is_file() else _folder(target)
    found = trainings_data(tables, language, plain=plain)
    made, issues = [], []
    for id_, data in found.items():
        try:
            made.append(structure(data))
        except InvalidDataError as error:
            issues += [issue.under(id_) for issue in error.issues]
    if issues:
        raise InvalidDataError(*issues)
    return made


def _folder(folder: FilePath) -> tuple[list[Read], str | None, bool]:
    data = (folder / DESCRIPTION).read_bytes()
    try:
        described = json.loads(data)
        ours = described.get(_OURS, {})
        language, plain = ours.get("language"), bool(ours.get("plain"))
        paths = {
            resource["name"]: {
                field["name"]: tuple(field[_OURS])
                for field in resource["schema"]["fields"]
                if _OURS in field
            }
            for resource in described["resources"]
        }
    except (ValueError, LookupError, TypeError, AttributeError):  # it describes something else
        raise TABLE_UNKNOWN.error() from None
    tables = []
    for name in dict.fromkeys(table_names().values()):
        if name in paths:
            with (folder / f"{name}.csv").open("rb") as stream:
                (sheet,) = csv_format.sheets_of(stream, ReadOptions(_no, _no))
                rows = list(sheet.rows())
            tables.append(_read(name, rows, paths[name].get))
    return tables, language, plain


def _workbook(file: FilePath) -> tuple[list[Read], str | None, bool]:
    with file.open("rb") as stream:
        sheets = xlsx_format.sheets_of(stream, ReadOptions(_no, _no))
        every = {sheet.name: list(sheet.rows()) for sheet in sheets if not sheet.hidden}
    for language in (None, *map(str, languages())):
        rows = every.get(title_of(TRAININGS, language))
        if rows and rows[0].cells[:1] == [KEYS[0].heading(language)]:
            return list(_sheets(every, language)), language, False
    raise TABLE_UNKNOWN.error()


def _sheets(every: Mapping[str, Sequence[Any]], language: str | None) -> Iterator[Read]:
    """Yield the tables among the sheets of a workbook with headings in a language."""
    names = {title_of(name, language)[:31]: name for name in table_names().values()}
    for sheet, rows in every.items():
        if sheet not in names:
            raise SHEET_OF_NO_TABLE.error(sheet=sheet)
        path_of = functools.partial(column_path, names[sheet], language=language)
        yield _read(names[sheet], rows, path_of)


def _read(name: str, rows: Sequence[Any], path_of: Callable[[str], Any]) -> Read:
    """Return a table; what stands under no heading that is known would be lost, so it is refused."""
    if not rows:
        raise InvalidDataError(attrs.evolve(NO_HEADINGS.issue(), location=Location(0, 0, "", name)))
    head, *below = rows
    headings = [str(cell) for cell in head.cells]
    paths = [path_of(heading) for heading in headings]
    issues = [
        attrs.evolve(
            COLUMN_UNREAD.issue(column=heading),
            location=Location(head.number, at, heading, name),
        )
        for at, (heading, path) in enumerate(zip(headings, paths, strict=True), 1)
        if path is None
    ]
    issues += [
        attrs.evolve(VALUE_WITHOUT_HEADING.issue(), location=Location(row.number, at, "", name))
        for row in below
        for at, cell in enumerate(row.cells[len(paths) :], len(paths) + 1)
        if cell != ""
    ]
    if issues:
        raise InvalidDataError(*issues)
    located = [(Location(row.number, 1, name, name), _values(row.cells)) for row in below]
    return Read(name, paths, located)


def _values(cells: Sequence[Any]) -> list[Any]:
    return [_no_fault(cell) for cell in cells]


def _no_fault(cell: Any) -> Any:
    if isinstance(cell, Fault):
        raise cell.error()
    return cell


def _no(*_: Any) -> Any:
    raise NotImplementedError
