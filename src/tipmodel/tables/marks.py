"""Write a copy of a workbook with its wrong cells marked.

openpyxl reads the workbook and writes it again with colours and notes; what it cannot keep is
returned, so that callers can report it. A CSV file, or a workbook that openpyxl cannot read,
becomes a new workbook with the same cells at the same addresses.
"""

import datetime
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any

from ..core.issues import InvalidDataError, Issue, Severity
from ..core.unicode import shown
from ..i18n import languages, line_mark, translate
from ..i18n.phrase import Phrase
from .rules import READ_AS, SHEET_TOO_LARGE_TO_MARK
from .source import Cell, Fault, RawSheet

DRAWINGS = Phrase("marks.drawings", "pictures, shapes and charts")
PIVOTS = Phrase("marks.pivots", "slicers and controls")
MACROS = Phrase("marks.macros", "macros")
LAYOUT = Phrase("marks.layout", "formats and formulas")
LONG_TEXTS = Phrase("marks.long_texts", "the ends of texts longer than 32,767 characters")

_WRONG, _READ_OTHERWISE = "FFC7CE", "FFEB9C"
_MAX_SIZE = 60_000_000
_MOST_RANGES, _MOST_CELLS_IN_RANGES = 5_000, 500_000
"""How many merged cells and links openpyxl is given: it compares all ranges, and makes each cell."""

_MAX_TEXT = 32_767
_MAX_NOTE = 8_000
_LOST: Mapping[str, Phrase] = {
    "/drawing": DRAWINGS,
    "/charts/": DRAWINGS,
    "/media/": DRAWINGS,
    "/slicers/": PIVOTS,
    "/ctrlprops/": PIVOTS,
    "vbaproject": MACROS,
}


def mark(
    stream: IO[bytes],
    sheets: Sequence[RawSheet],
    issues: Iterable[Issue],
    target: IO[bytes],
    language: str,
) -> tuple[Phrase, ...]:
    """Write the marked copy of a workbook, or of a table in CSV.

    Args:
        stream: The file.
        sheets: Its sheets.
        issues: The issues of reading it.
        target: The file to write.
        language: The language of the notes.

    Returns:
        The parts of the file that the copy lacks.

    """
    lost: dict[Phrase, None] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it cannot keep, which is returned
        book = None if sheets[0].is_delimited else _loaded(stream, sheets, lost)
        if book is None:
            book = _copied(sheets, lost, language)
            if not sheets[0].is_delimited:
                lost[LAYOUT] = None
        for (name, row, column), several in _placed(issues).items():
            sheet = book[name] if name in book.sheetnames else book.worksheets[0]
            is_wrong = any(issue.severity is Severity.ERROR for issue in several)
            text = "\n".join(_note(issue, language) for issue in several)
            _mark(sheet, row, column, text, _WRONG if is_wrong else _READ_OTHERWISE)
        book.save(target)
    return tuple(lost)


def _note(issue: Issue, language: str) -> str:
    """Return the note for a cell: what is wrong, what to do, and the value it was read as."""
    said = f"{issue.sentence(language)} {issue.advice(language)}".rstrip()
    if issue.severity is Severity.ERROR or not issue.repaired:
        return said
    return f"{said} {translate(READ_AS, language, value=shown(issue.repaired))}"


def _placed(issues: Iterable[Issue]) -> dict[tuple[str, int, int], list[Issue]]:
    said: dict[tuple[str, int, int], list[Issue]] = {}
    for issue in issues:
        if issue.row:
            here = issue.sheet, issue.row, max(issue.column, 1)
            said.setdefault(here, []).append(issue)
    return said


def _loaded(stream: IO[bytes], sheets: Sequence[RawSheet], lost: dict[Phrase, None]) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - with tipmodel[xlsx]

    stream.seek(0)
    with zipfile.ZipFile(stream) as package:
        parts = {info.filename.lower(): info.file_size for info in package.infolist()}
    if sum(parts.values()) > _MAX_SIZE:
        raise SHEET_TOO_LARGE_TO_MARK.error(most=_MAX_SIZE // 1_000_000)
    ranges = [each for sheet in sheets for each in (*sheet.merges, *sheet.links)]
    if len(ranges) > _MOST_RANGES or sum(each.size for each in ranges) > _MOST_CELLS_IN_RANGES:
        return None
    stream.seek(0)
    try:
        book = load_workbook(stream, rich_text=True)
    except Exception:  # noqa: BLE001 - then the cells are copied one by one
        return None
    for name in parts:
        if "/vmldrawing" in name:  # the frames of notes are kept
            continue
        lost.update(dict.fromkeys(phrase for piece, phrase in _LOST.items() if piece in name))
    return book if book.worksheets else None


def _copied(sheets: Sequence[RawSheet], lost: dict[Phrase, None], language: str) -> Any:
    from openpyxl import Workbook  # noqa: PLC0415 - with tipmodel[xlsx]

    book = Workbook()
    book.remove(book.active)
    total = 0
    for raw in sheets:
        sheet = book.create_sheet(_title(raw.name) or "Sheet1")
        sheet.sheet_state = "hidden" if raw.hidden else "visible"
        sheet.sheet_view.rightToLeft = language in languages() and bool(line_mark(language))
        try:
            for number, cells in raw.rows():
                total += len(cells)
                if total > _MAX_SIZE // 20:
                    raise SHEET_TOO_LARGE_TO_MARK.error(most=_MAX_SIZE // 1_000_000)
                for column, value in enumerate(cells, 1):
                    if value != "":
                        _put(sheet.cell(number, column), value, lost)
        except InvalidDataError as error:
            if error.issues[0].rule is SHEET_TOO_LARGE_TO_MARK:
                raise
    return book


def _title(name: str) -> str:
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in name)[:31]


def _put(cell: Any, value: Cell, lost: dict[Phrase, None]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - with tipmodel[xlsx]

    if isinstance(value, Fault):
        value = value.shown
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        if len(text) > _MAX_TEXT:
            lost[LONG_TEXTS] = None
        cell.value = text[:_MAX_TEXT]
        cell.data_type = "s"  # so that text like "=1" or "#N/A" stays text
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
    elif isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        cell.value = value
    else:
        cell.value = value if isinstance(value, bool | int) else float(value)


def _mark(sheet: Any, row: int, column: int, text: str, color: str) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - with tipmodel[xlsx]
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    cell = sheet.cell(row, column)
    inside = next((each for each in sheet.merged_cells.ranges if cell.coordinate in each), None)
    if inside:
        cell = sheet.cell(inside.min_row, inside.min_col)
    cell.fill = PatternFill("solid", fgColor=color)
    before = f"{cell.comment.text}\n" if cell.comment else ""
    note = Comment((before + text)[:_MAX_NOTE], "tipmodel")
    note.width, note.height = 320, 40 + 20 * min(12, 1 + len(note.text) // 40)
    cell.comment = note
