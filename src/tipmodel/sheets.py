"""Registration sheets for people: empty ones to send out, and filled ones with marks."""

import pathlib
from collections.abc import Iterable
from typing import Any

from .core.errors import UnknownFormatError
from .core.issues import Issue
from .core.record import Record
from .core.unicode import fold
from .formats import format_of, xlsx
from .i18n import translate
from .model import Training
from .replacing import Path, replacing
from .tables.headings import NOUNS, TRAINING_IS, Sheet, guessed, titles


def noun_of(name: str) -> type[Record] | None:
    """Return the class that the name of a sheet stands for, such as ``participants``."""
    return next((cls for cls in NOUNS if fold(name) in titles(cls)), None)


def template(
    path: Path, cls: type[Record], language: str, training: Training | None = None
) -> None:
    """Write an empty registration sheet, a workbook for Excel and LibreOffice.

    Args:
        path: The workbook, ``.xlsx``.
        cls: The class; a row is to be a record of it.
        language: The language of the sheet.
        training: The training to name above the headings.

    """
    _refuse_other_suffix(path)
    named = ""
    if training:
        title = training.title.best(language)[1]
        named = translate(TRAINING_IS, language, isolate=False, title=title)
    with replacing(path) as stream:
        xlsx.template(cls, stream, language, named)


def is_table(path: Path) -> bool:
    """Whether a file is a table by its suffix, with cells that can be marked."""
    return hasattr(format_of(path), "sheet_of")


def annotate(
    source: Path, path: Path, issues: Iterable[Issue], cls: type[Record] | None, language: str
) -> None:
    """Write a copy of a sheet with the wrong cells marked and what is wrong as notes.

    Args:
        source: The sheet, a workbook or CSV (see `is_table`).
        path: The copy, a workbook, ``.xlsx``.
        issues: What reading the sheet found.
        cls: The class of its rows; without one, what it seems to be.
        language: The language of the notes.

    """
    _refuse_other_suffix(path)
    table: Any = format_of(source)
    with open(source, "rb") as stream, replacing(path) as copy:  # noqa: PTH123
        sheet: Sheet = table.sheet_of(stream, cls)
        placed = [issue for issue in issues if issue.row]
        xlsx.annotate(sheet, cls or guessed(sheet), placed, copy, language)


def _refuse_other_suffix(path: Path) -> None:
    """Refuse to write a workbook under the name of something else."""
    suffix = pathlib.Path(path).suffix
    if suffix.lower() != ".xlsx":
        raise UnknownFormatError(suffix, (".xlsx",))
