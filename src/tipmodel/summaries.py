"""Summaries as files: a workbook, CSV, an HTML page, or JSON for programs."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import IO, Any

from .core.errors import UnknownFormatError
from .formats.csv import safe
from .formats.xlsx import library
from .i18n import asked_for, line_mark, translate, without_isolates
from .replacing import Path, replacing
from .tables.workbook import look_of_heading
from .views.page import document, html_text
from .views.summary import RULES, SUMMARY, Summary


def write_summary(summary: Summary, path: Path, language: str | None = None) -> None:
    """Write a summary to a file in the format of its suffix.

    Args:
        summary: A summary, as returned by `summary`.
        path: A file that ends with ``.xlsx``, ``.csv``, ``.html`` or ``.json``.
        language: The language of the text; JSON has only codes and numbers.

    Raises:
        UnknownFormatError: No format has that suffix.
        UnknownLanguageError: The language has no translations.
        MissingLibraryError: A workbook needs a library that is not installed.
        OSError: The file cannot be written.

    >>> import pathlib, tempfile, tipmodel
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "year.csv")
    ...     tipmodel.write_summary(tipmodel.summary([tipmodel.example()], "year"), path)
    ...     path.read_text("utf-8-sig").split(",")[0]
    'Year of the training'

    """
    suffix = PurePath(path).suffix
    if suffix.lower() not in _WRITERS:
        raise UnknownFormatError(suffix, tuple(_WRITERS))
    stream = io.BytesIO()
    _WRITERS[suffix.lower()](summary, stream, asked_for(language))
    with replacing(path) as file:
        file.write(stream.getvalue())


def _json(summary: Summary, stream: IO[bytes], language: str) -> None:
    del language
    stream.write(json.dumps(summary.data(), ensure_ascii=False, indent=2).encode() + b"\n")


def _csv(summary: Summary, stream: IO[bytes], language: str) -> None:
    """Write the table as CSV, in which no cell is read as a formula."""
    text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    rows: list[Sequence[str | int]] = [summary.headings(language), *summary.table(language)]
    csv.writer(text).writerows([safe(_plain(cell)) for cell in row] for row in rows)
    text.flush()
    text.detach()


def _plain(cell: str | int) -> str | int:
    return without_isolates(cell) if isinstance(cell, str) else cell


def _html(summary: Summary, stream: IO[bytes], language: str) -> None:
    head = "".join(f'<th scope="col">{html_text(each)}</th>' for each in summary.headings(language))
    names = len(summary.by)
    rows = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{html_text(str(cell))}</th>'
            if at < names
            else f"<td>{html_text(str(cell))}</td>"
            for at, cell in enumerate(row)
        )
        + "</tr>"
        for row in summary.table(language)
    )
    notes = "".join(f"<li>{html_text(note)}</li>" for note in summary.notes(language))
    title = translate(SUMMARY, language)
    body = (
        f'<article><h1>{html_text(title)}</h1><p class="big">{html_text(summary.sentence(language))}</p>'
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
    if notes:
        body += f'<h2 class="part">{html_text(translate(RULES, language))}</h2><ul class="note">{notes}</ul>'
    stream.write(document(title, f"{body}</article>", language).encode())


_WIDTHS = {"name": 30, "number": 15, "words": 26}


def _xlsx(summary: Summary, stream: IO[bytes], language: str) -> None:
    is_rtl = bool(line_mark(language))
    order = {"reading_order": 2 if is_rtl else 1}
    book = library("xlsxwriter").Workbook(stream, {"in_memory": True})
    title = without_isolates(translate(SUMMARY, language))
    book.set_properties({"title": title})
    sheet = book.add_worksheet(title[:31])
    if is_rtl:
        sheet.right_to_left()
    big = book.add_format({"bold": True, "font_size": 14, **order})
    head = book.add_format({**look_of_heading(), **order})
    looks = {
        "name": book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "top", **order}
        ),
        "number": book.add_format(
            {"border": 1, "num_format": "#,##0", "align": "center", "valign": "top"}
        ),
        "words": book.add_format(
            {"border": 1, "text_wrap": True, "align": "center", "valign": "top", **order}
        ),
    }
    headings = list(map(without_isolates, summary.headings(language)))
    last = len(headings) - 1
    names = len(summary.by)
    sheet.write_string(0, 0, title, big)
    prose = book.add_format({"text_wrap": True, "valign": "top", **order})
    sheet.merge_range(1, 0, 1, last, without_isolates(summary.sentence(language)), prose)
    top = 3
    sheet.set_row(top, 48)
    for at, heading in enumerate(headings):
        kind = "name" if at < names else "words" if at == names + 3 else "number"
        sheet.set_column(at, at, _WIDTHS[kind])
        sheet.write_string(top, at, heading, head)
    rows = summary.table(language)
    for number, row in enumerate(rows, top + 1):
        for at, cell in enumerate(row):
            if at < names:
                sheet.write_string(number, at, without_isolates(str(cell)), looks["name"])
            elif isinstance(cell, int):
                sheet.write_number(number, at, cell, looks["number"])
            else:
                sheet.write_string(number, at, without_isolates(cell), looks["words"])
    below = top + len(rows) + 2
    notes = summary.notes(language)
    if notes:
        sheet.write_string(below, 0, without_isolates(translate(RULES, language)), big)
    for number, note in enumerate(notes, below + 1):
        sheet.set_row(number, 32)
        sheet.merge_range(number, 0, number, last, without_isolates(note), prose)
    sheet.freeze_panes(top + 1, names)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()


_WRITERS: dict[str, Callable[[Summary, IO[bytes], str], Any]] = {
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".html": _html,
    ".json": _json,
}
