"""Registration sheets for people: empty ones to send out, and filled ones with marks."""

from collections.abc import Iterable
from typing import Any

from .codec.documents import loads, structure
from .core.issues import Issue
from .core.options import ReadOptions
from .core.record import Record
from .files import Path, replacing
from .formats import format_of
from .i18n import translate
from .i18n.phrase import Phrase
from .model import Training
from .tables.headings import TRAINING_IS, sheet_class
from .tables.marks import mark


def noun_of(name: str) -> type[Record] | None:
    """Return the class that the name of a sheet stands for, such as ``participants``."""
    return sheet_class(name)


def template(
    path: Path, cls: type[Record], language: str, training: Training | None = None
) -> None:
    """Write an empty registration sheet: a workbook for Excel and LibreOffice, or CSV.

    Args:
        path: The workbook, or the file in CSV.
        cls: The class; a row is to be a record of it.
        language: The language of the sheet.
        training: The training to name above the headings.

    """
    named = ""
    if training:
        title = training.title.best(language)[1]
        named = translate(TRAINING_IS, language, isolate=False, title=title)
    table: Any = format_of(path)
    with replacing(path) as stream:
        table.template(cls, stream, language, named)


def is_table(path: Path) -> bool:
    """Whether a file is a table by its suffix, with cells that can be marked."""
    return hasattr(format_of(path), "sheets_of")


def annotate(
    source: Path,
    path: Path,
    issues: Iterable[Issue],
    language: str,
    *,
    encoding: str | None = None,
) -> tuple[Phrase, ...]:
    """Write a copy of a sheet with the wrong cells marked and what is wrong as notes.

    Args:
        source: The sheet, a workbook or CSV (see `is_table`).
        path: The copy, a workbook.
        issues: What reading the sheet found.
        language: The language of the notes.
        encoding: The encoding of a table in CSV that is not in UTF-8.

    Returns:
        What of the sheet could not be kept in the copy.

    """
    table: Any = format_of(source)
    options = ReadOptions(loads, structure, encoding=encoding)
    with open(source, "rb") as stream:  # noqa: PTH123 - a path may be text
        sheets = table.sheets_of(stream, options)
        with replacing(path) as copy:
            return mark(stream, sheets, issues, copy, language)
