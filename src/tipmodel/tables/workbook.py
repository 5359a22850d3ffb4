"""Write the sheets of a workbook: direction, headings, widths, notes, lists to choose from."""

import datetime
import itertools
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from types import ModuleType, TracebackType
from typing import IO, Any, NamedTuple, Self

import attrs

from ..core.issues import InvalidDataError, Location, column_letters
from ..core.metadata import metadata_of
from ..core.record import Record
from ..i18n import languages, line_mark, translate
from ..i18n.phrase import Phrase
from .cells import ByLetters, Dates, Moments, Words
from .choices import Several
from .columns import Column
from .headings import title
from .names import Names
from .rules import CELL_TOO_LONG
from .source import Cell, within_limits

REQUIRED = Phrase("sheet.required", "Required.")
REQUIRED_ONCE = Phrase("sheet.required_once", "Required in one language at least.")
PART_VALUES = Phrase("sheet.part_values", "Separate values with semicolons.")
CHOOSE = Phrase("sheet.choose", "Choose a value from the list.")

MAX_CELL_LENGTH = 32_767
"""The maximum length of a cell of a workbook."""

LISTS = "lists"
"""The hidden sheet with the values to choose from."""

_LAST_ROW = 10_000
_HEADING = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1}
_OPTIONAL, _NEEDED = {"bg_color": "#DCE6F1"}, {"bg_color": "#1F4E78", "font_color": "#FFFFFF"}
_DATE = {"num_format": "yyyy-mm-dd"}
_PLAIN = {"valign": "top"}
_TITLE = {"bold": True}
_A4 = 9
_COUNTER, _NARROW, _MIDDLE, _WIDE = 6, 13, 22, 30
_ROW_TO_WRITE_IN = 21


class Headed(NamedTuple):
    """A column with its heading, and the language of the heading."""

    column: Column
    heading: str
    language: str | None
    help: str = ""


class Book:
    """A workbook to write, as a context manager that finishes it at the end."""

    def __init__(self, stream: IO[bytes], library: ModuleType) -> None:
        # XlsxWriter leaves the temporary file of an empty sheet behind, so the folder goes too.
        self._folder = tempfile.TemporaryDirectory(prefix="tipmodel-")
        options = {"constant_memory": True, "tmpdir": self._folder.name}
        self._book = library.Workbook(stream, options)
        self._looks: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        with self._folder:
            if self._lists:
                self._write_lists()
            self._book.close()

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet(LISTS)
        sheet.hide()
        for number in range(max(map(len, self._lists))):
            for column, choices in enumerate(self._lists):
                if number < len(choices):
                    sheet.write_string(number, column, choices[number])

    def sheet(  # noqa: C901
        self,
        name: str,
        headed: Mapping[int, Headed],
        rows: Iterable[Sequence[Cell]],
        *,
        above: Sequence[Sequence[Cell]] = (),
        one_page_wide: bool = False,
    ) -> None:
        """Write one sheet.

        Args:
            name: The name of the sheet.
            headed: The known columns, by their indices.
            rows: All rows, beginning with the headings.
            above: The rows above the headings.
            one_page_wide: Whether to print all columns on one page.

        """
        sheet = self._book.add_worksheet(name)
        if any(each.language and line_mark(each.language) for each in headed.values()):
            sheet.right_to_left()
        looks = {index: _look(each.column) for index, each in headed.items()}
        for index, each in headed.items():
            sheet.set_column(index, index, _width(each), self._format(looks[index]))
        top, number = len(above), 0
        for number, row in enumerate(within_limits(itertools.chain(above, rows))):
            if number == top:
                self._headings(sheet, number, row, headed)
                continue
            if one_page_wide and number > top:
                sheet.set_row(number, _ROW_TO_WRITE_IN)
            for index, cell in enumerate(row):
                look = looks.get(index, _PLAIN) if number > top else _TITLE
                if cell != "":
                    if isinstance(cell, str) and len(cell) > MAX_CELL_LENGTH:
                        raise _too_long(number, index, headed[index])
                    self._cell(sheet, (number, index), cell, look)
        for index, each in headed.items():
            self._choices(sheet, index, each, top + 1, max(number, _LAST_ROW))
        _set_page(sheet, top)
        if one_page_wide:
            sheet.fit_to_pages(1, 0)
            sheet.hide_gridlines(0)

    def _headings(
        self,
        sheet: Any,
        number: int,
        row: Sequence[Cell],
        headed: Mapping[int, Headed],
    ) -> None:
        sheet.set_row(number, 48)
        texts = set[tuple[str, ...]]()
        for index, cell in enumerate(row):
            each = headed[index]
            is_first = not each.column.tag or each.column.path[:-1] not in texts
            texts.add(each.column.path[:-1])
            look = _HEADING | (_NEEDED if each.column.required and is_first else _OPTIONAL)
            if each.language:
                look |= {"reading_order": _order(each.language)}
                sheet.write_comment(number, index, _help(each), {"x_scale": 2})
            sheet.write_string(number, index, str(cell), self._format(look))

    def _cell(self, sheet: Any, place: tuple[int, int], cell: Cell, look: dict[str, Any]) -> None:
        if isinstance(cell, str):
            if look.get("num_format") == _DATE["num_format"]:
                look = {**look, "num_format": "@"}  # so that a partial date stays text when edited
            if cell[:1] in ("=", "+", "-", "@"):
                look = {**look, "quote_prefix": True}  # so that it stays text when edited
            sheet.write_string(*place, cell, self._format(look))
        elif isinstance(cell, datetime.date):
            sheet.write_datetime(*place, cell, self._format({**look, **_DATE}))
        elif float(f"{cell:.16G}") == cell:  # XlsxWriter writes 16 digits
            sheet.write_number(*place, cell, self._format(look))
        else:
            sheet.write_string(*place, repr(cell), self._format(look))

    def _format(self, look: dict[str, Any]) -> Any:
        key = tuple(look.items())
        if key not in self._looks:
            self._looks[key] = self._book.add_format(look)
        return self._looks[key]

    def _choices(self, sheet: Any, index: int, each: Headed, first: int, last: int) -> None:
        choices = each.column.kind.choices(each.language) if each.language else ()
        if not choices or not each.language:
            return
        if choices not in self._lists:
            letter = column_letters(len(self._lists) + 1)
            self._lists[choices] = f"={LISTS}!${letter}$1:${letter}${len(choices)}"
        refuse = not each.column.kind.open
        sheet.data_validation(
            first,
            index,
            last,
            index,
            {
                "validate": "list",
                "source": self._lists[choices],
                "show_error": refuse,
                "error_message": translate(CHOOSE, each.language),
            },
        )


def look_of_heading() -> dict[str, Any]:
    """Return the format of a heading."""
    return _HEADING | _OPTIONAL


def _set_page(sheet: Any, top: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    sheet.repeat_columns(0, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)


def _look(column: Column) -> dict[str, Any]:
    """Return the format of a column; codes and dates run from left to right in Arabic too."""
    look: dict[str, Any] = dict(_PLAIN) if column.tag else {**_PLAIN, "align": "center"}
    if isinstance(column.kind, Dates):
        look |= _DATE
    elif isinstance(column.kind, Words | Moments):
        look |= {"num_format": "@"}
    if isinstance(column.kind, Words) and not column.tag and not column.kind.pattern:
        return look | {"align": "general", "reading_order": 0}  # free text runs as its letters do
    if column.tag or isinstance(column.kind, Words | Moments | Dates):
        look |= {"reading_order": _order(column.tag or "en")}
    return look


def _width(each: Headed) -> int:
    if each.column.path == ("id",) and len(each.heading) < _COUNTER:
        return _COUNTER
    is_text = isinstance(each.column.kind, Words | ByLetters | Several | Names)
    return min(max(len(each.heading) + 2, _MIDDLE if is_text else _NARROW), _WIDE)


def _order(language: str) -> int:
    """Return the reading order for a language: 1 from left to right, 2 from right to left."""
    return 2 if language in languages() and line_mark(language) else 1


def _help(each: Headed) -> str:
    language = str(each.language)
    if each.help:
        return each.help
    texts = [translate(metadata_of(each.column.field).help, language)]
    if each.column.required:
        texts.insert(0, translate(REQUIRED_ONCE if each.column.tag else REQUIRED, language))
    if isinstance(each.column.kind, Several):
        texts.append(translate(PART_VALUES, language))
    return " ".join(texts)


def _too_long(number: int, index: int, each: Headed) -> InvalidDataError:
    field = each.column.names[-1]
    issue = CELL_TOO_LONG.issue(field=field, most=MAX_CELL_LENGTH)
    location = Location(number + 1, index + 1, each.heading)
    return InvalidDataError(attrs.evolve(issue, location=location))


def sheet_name(cls: type[Record], language: str | None) -> str:
    """Return the name of the sheet of a class."""
    return translate(title(cls), language) if language else cls.__name__
