"""Trainings as a folder or a workbook of tables that are joined by keys."""

import csv
import errno
import importlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path as FilePath
from typing import Any

import msgspec

from .codec.documents import loads, structure
from .codec.exact import shared_converter
from .codec.json_text import parsed
from .core.errors import UnknownFormatError
from .core.options import ReadOptions
from .files import Notice
from .formats import size_checked, xlsx as xlsx_format
from .formats.csv import safe
from .model import Training
from .replacing import Path, replacing
from .tables.cells import Number
from .tables.columns import Column
from .tables.delimited import delimited
from .tables.keyed import TRAININGS, Table, help_of, table_names, tables_of, text_of, title_of
from .tables.keyed_reader import Read, read, read_sheets, trainings, unread
from .tables.rules import TABLE_UNKNOWN

DESCRIPTION = "datapackage.json"
_OURS = "tipmodel"


def write_tables(  # noqa: PLR0913 - each is a separate option
    trainings: Iterable[Training],
    path: Path,
    language: str | None = None,
    *,
    plain: bool = False,
    parquet: bool = False,
    force: bool = False,
) -> None:
    """Write trainings as tables that are joined by keys.

    Args:
        trainings: The trainings; each needs a unique identifier.
        path: A workbook if the name ends with ``.xlsx``, otherwise a folder, with a file for each
            table and a ``datapackage.json`` (Frictionless Data) that describes them.
        language: The language of headings and labels; without one, codes.
        plain: Whether to write CSV for programs: UTF-8 without a byte order mark, and without the
            apostrophe that keeps spreadsheets from reading text as a formula.
        parquet: Whether to write Parquet instead of CSV, with unchanged text and typed numbers.
        force: Whether to replace existing tables.

    Raises:
        FileExistsError: The file or folder exists already, and *force* is not set.
        InvalidDataError: Two trainings have the same identifier.
        UnknownFormatError: The name ends with a suffix other than ``.xlsx``.
        UnknownLanguageError: The language has no translations.
        MissingLibraryError: A workbook or Parquet needs a library that is not installed.
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
        with replacing(target) as stream:
            xlsx_format.write_tables(tables, stream, language)
        return
    if target.suffix:
        raise UnknownFormatError(target.suffix, (".xlsx",))
    suffix, plain = (".parquet", True) if parquet else (".csv", plain)
    described = _description(tables, language, suffix, plain=plain)
    files = {
        f"{table.name}{suffix}": _file(table, language, suffix, plain=plain) for table in tables
    }
    files[DESCRIPTION] = json.dumps(described, ensure_ascii=False, indent=2).encode() + b"\n"
    ours = [f"{name}{end}" for name in table_names().values() for end in (".csv", ".parquet")]
    _refuse_existing([target / name for name in (*ours, DESCRIPTION)], force=force)
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        with replacing(target / name) as stream:
            stream.write(data)
    for name in set(ours) - files.keys():  # tables of an earlier export, such as a list of people
        (target / name).unlink(missing_ok=True)


def _refuse_existing(files: Iterable[FilePath], *, force: bool) -> None:
    for file in files:
        if file.exists() and not force:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(file))


def _file(table: Table, language: str | None, suffix: str, *, plain: bool) -> bytes:
    headings, rows = table.headings(language), table.cells(language, plain=plain)
    if suffix == ".parquet":  # pragma: no cover - tested with the group `engines`
        types = [_type(column) for column in (*table.keys, *table.columns)]
        data: bytes = _parquet().file_of(headings, types, rows)
        return data
    text = io.StringIO(newline="")
    write: Any = text_of if plain else safe
    csv.writer(text).writerows([headings, *([*map(write, row)] for row in rows)])
    return text.getvalue().encode("utf-8" if plain else "utf-8-sig")


def _parquet() -> Any:  # pragma: no cover - tested with the group `engines`
    return importlib.import_module(".formats.parquet", __package__)  # its error names the extra


def _description(
    tables: Sequence[Table], language: str | None, suffix: str, *, plain: bool
) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "trainings",
        "resources": [_resource(table, language, suffix, plain=plain) for table in tables],
        _OURS: {"language": language, "plain": plain},
    }


def _resource(table: Table, language: str | None, suffix: str, *, plain: bool) -> dict[str, Any]:
    keys = [key.heading(language) for key in table.keys]
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.heading(language),
                "type": _type(column),
                "title": column.heading(language or "en"),
                "description": help_of(column, language),
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
        "path": f"{table.name}{suffix}",
        **_MEDIA[suffix],
        **({"encoding": "utf-8" if plain else "utf-8-sig"} if suffix == ".csv" else {}),
        "schema": schema,
    }


_MEDIA = {
    ".csv": {"format": "csv", "mediatype": "text/csv"},
    ".parquet": {"format": "parquet", "mediatype": "application/vnd.apache.parquet"},
}


def _type(column: Column) -> str:
    if isinstance(column.kind, Number):
        return "number" if column.field.shape.type is float else "integer"
    return "string"


def read_tables(path: Path, *, notice: Notice = None) -> list[Training]:
    """Read trainings from the tables that `write_tables` wrote.

    Args:
        path: The folder, or the workbook.
        notice: Called with an `Issue` for every value that was normalised.

    Returns:
        The trainings, in the order of their table.

    Raises:
        InvalidDataError: With every issue of cells, rows and trainings.
        OSError: A file cannot be read.

    >>> import tempfile, tipmodel
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     tipmodel.write_tables([tipmodel.example()], f"{folder}/tables.xlsx", "ar")
    ...     tipmodel.read_tables(f"{folder}/tables.xlsx") == [tipmodel.example()]
    True

    """
    options = ReadOptions(loads, structure, notice)
    target = FilePath(path)
    if target.is_file():
        return list(trainings(*_workbook(target, options), options))
    tables, written = _folder(target)
    return list(trainings(tables, written.language, options, plain=written.plain))


def _workbook(file: FilePath, options: ReadOptions) -> tuple[list[Read], str | None]:
    with file.open("rb") as stream:
        found = read_sheets(xlsx_format.sheets_of(stream, options))
    if found is None:
        raise TABLE_UNKNOWN.error()
    return found


class _Field(msgspec.Struct):
    name: str
    tipmodel: tuple[str, ...] = ()


class _Schema(msgspec.Struct):
    fields: list[_Field]


class _Resource(msgspec.Struct):
    name: str
    path: str
    schema: _Schema

    def path_of(self, heading: str) -> tuple[str, ...]:
        fields = self.schema.fields
        return next((field.tipmodel for field in fields if field.name == heading), ())


class _Written(msgspec.Struct):
    language: str | None = None
    plain: bool = False


class _Package(msgspec.Struct):
    """The parts of ``datapackage.json`` that are needed to read tables."""

    resources: list[_Resource]
    tipmodel: _Written


def _folder(folder: FilePath) -> tuple[list[Read], _Written]:
    described = parsed((folder / DESCRIPTION).read_bytes())
    try:
        package = msgspec.convert(described, _Package)
    except msgspec.ValidationError:
        raise TABLE_UNKNOWN.error() from None
    tables = []
    for resource in package.resources:
        name = resource.name
        if name not in table_names().values():
            raise unread(name)
        if resource.path not in {f"{name}{suffix}" for suffix in _MEDIA}:
            raise TABLE_UNKNOWN.error()
        with (folder / resource.path).open("rb") as stream:
            if resource.path.endswith(".parquet"):  # pragma: no cover - as above
                rows = list(_parquet().rows_of(stream))
            else:
                rows = list(delimited(size_checked(stream)).rows())
        tables.append(read(name, name, rows, resource.path_of))
    return tables, package.tipmodel
