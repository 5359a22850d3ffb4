"""Registration sheets for people: empty sheets to send out, and marked copies of filled ones."""

import pathlib
from collections.abc import Iterable, Sequence
from typing import Any

from .codec.documents import loads, structure
from .core.errors import UnknownFormatError
from .core.issues import Issue
from .core.options import ReadOptions
from .core.record import Record
from .formats import format_of
from .i18n import translate
from .i18n.phrase import Phrase
from .model import Training
from .replacing import Path, replacing
from .tables.headings import TRAINING_IS, sheet_class
from .tables.marks import mark
from .tables.templates import numbered, template_columns
from .tables.workbook import sheet_name


def noun_of(name: str) -> type[Record] | None:
    """Return the class for the name of a sheet, such as ``participants``."""
    return sheet_class(name)


def template(  # noqa: PLR0913 - each is a separate property of the sheet
    path: Path,
    cls: type[Record],
    language: str,
    training: Training | None = None,
    *,
    columns: Sequence[str] = (),
    every: bool = False,
) -> None:
    """Write an empty registration sheet: a workbook for Excel and LibreOffice, or CSV.

    Args:
        path: The workbook or CSV file.
        cls: The class; each row is a record of it.
        language: The language of the sheet.
        training: The training to name above the headings.
        columns: The codes of the fields, such as ``place.governorate``; by default, those that
            offices usually ask for.
        every: Whether to include every column that people can fill in.

    Raises:
        InvalidDataError: A field does not exist.

    """
    _refuse_other_suffix(path, ".xlsx", ".csv", ".tsv")
    above = []
    if training:
        title = training.title.best(language)[1]
        above.append([translate(TRAINING_IS, language, isolate=False, title=title)])
    table: Any = format_of(path)
    headed = template_columns(cls, language, columns, every=every)
    rows = [[each.heading for each in headed], *(() if every else numbered(headed))]
    with replacing(path) as stream:
        table.template(stream, sheet_name(cls, language), headed, rows, above)


def is_table(path: Path) -> bool:
    """Whether a file is a table by its suffix, so that its cells can be marked."""
    return hasattr(format_of(path), "sheets_of")


def annotate(
    source: Path,
    path: Path,
    issues: Iterable[Issue],
    language: str,
    *,
    encoding: str | None = None,
) -> tuple[Phrase, ...]:
    """Write a copy of a sheet with the wrong cells marked and the issues as notes.

    Args:
        source: The sheet, a workbook or CSV (see `is_table`).
        path: The copy, a workbook (``.xlsx``).
        issues: The issues of reading the sheet.
        language: The language of the notes.
        encoding: The encoding of a CSV file that is not UTF-8.

    Returns:
        The parts of the sheet that the copy lacks.

    """
    _refuse_other_suffix(path, ".xlsx", ".xlsm")
    table: Any = format_of(source)
    options = ReadOptions(loads, structure, encoding=encoding)
    with open(source, "rb") as stream:  # noqa: PTH123 - a path may be text
        sheets = table.sheets_of(stream, options)
        with replacing(path) as copy:
            return mark(stream, sheets, issues, copy, language)


def _refuse_other_suffix(path: Path, *known: str) -> None:
    """Refuse to write a sheet under another suffix."""
    suffix = pathlib.Path(path).suffix
    if suffix.lower() not in known:
        raise UnknownFormatError(suffix, known)
