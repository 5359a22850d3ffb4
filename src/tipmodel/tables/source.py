"""The content of a sheet: its rows, and in each cell a value or the reason why there is none.

A cell with an error, or with a formula that was never calculated, is not empty: it holds a
`Fault`. A number whose format shows more than the number (``85%``, ``007``) is a `Formatted`.
"""

import datetime
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Self, TypeVar

import attrs

from ..core.issues import InvalidDataError
from .rules import (
    CONTRADICTORY,
    ERROR_CELL,
    FORMULA_WITHOUT_VALUE,
    NO_NUMBER,
    NO_SUCH_DATE,
    SHEET_TOO_LARGE,
)

MAX_ROWS = 1_048_576
"""The maximum number of rows in a sheet, headings included, as in Excel."""

MAX_PARQUET_ROWS = 10_000_000
"""The maximum number of rows in a file of Parquet, in which equal rows take no space."""

MAX_COLUMNS = 1_000


@attrs.frozen
class Fault:
    """The content of a cell without a readable value.

    Attributes:
        kind: ``error``, ``formula``, ``number``, ``date`` or ``answers``.
        shown: The text that the spreadsheet shows, such as ``#N/A``.

    """

    kind: str
    shown: str = ""

    def error(self) -> InvalidDataError:
        """Return the error to raise if the value of the cell is needed."""
        if self.kind == "error":
            return ERROR_CELL.error(shown=self.shown)
        return _FAULTS[self.kind].error()


_FAULTS = {
    "formula": FORMULA_WITHOUT_VALUE,
    "number": NO_NUMBER,
    "date": NO_SUCH_DATE,
    "answers": CONTRADICTORY,
}

TORN = Fault("answers")
"""Stands for contradictory answers in several columns."""


class Formatted(float):
    """A number with a format that shows something other than its plain digits.

    Attributes:
        shown: The text that a person sees; empty if it is not known.
        percent: Whether the number is shown as a percentage.

    """

    __slots__ = ("percent", "shown")
    shown: str
    percent: bool

    def __new__(cls, value: float, shown: str, *, percent: bool = False) -> Self:
        """Make a number with its displayed text."""
        made = super().__new__(cls, value)
        made.shown, made.percent = shown, percent
        return made


Cell = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | Fault
    | Formatted
)
"""The value of a cell; the value of an empty cell is an empty text."""


C = TypeVar("C")


def within_limits(rows: Iterable[Sequence[C]]) -> Iterator[Sequence[C]]:
    """Yield the rows of a sheet to write, up to the size of the largest sheet that can be read.

    Raises:
        InvalidDataError: There are too many rows or columns.

    """
    for number, row in enumerate(rows, 1):
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
        yield row


_MOST_SPANS = 50


class Spans:
    """Numbers of rows or columns in rising order, stored as ranges, of which only so many are kept."""

    def __init__(self, most: int = _MOST_SPANS) -> None:
        self._most = most
        self._ends: list[list[int]] = []

    def add(self, first: int, last: int | None = None) -> None:
        """Add a number, or all numbers from *first* to *last*."""
        last = first if last is None else last
        if self._ends and first <= self._ends[-1][1] + 1:
            self._ends[-1][1] = max(last, self._ends[-1][1])
        elif len(self._ends) <= self._most:
            self._ends.append([first, last])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return ((first, last) for first, last in self._ends)

    def shown(self, name: Callable[[int], str] = str) -> str:
        """Return the ranges as text, such as ``4, 7–9``, with *name* applied to each number."""
        said = [
            name(first) if first == last else f"{name(first)}–{name(last)}" for first, last in self
        ]
        return ", ".join(said if len(said) <= self._most else [*said[: self._most], "…"])


class Row(NamedTuple):
    """A row with its number in the sheet; its cells begin at column A."""

    number: int
    cells: list[Any]


class HiddenRow(Row):
    """A hidden row."""

    __slots__ = ()


class Merge(NamedTuple):
    """Cells that are merged into one, by rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """The number of cells."""
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)


@attrs.frozen
class RawSheet:
    """A sheet of a file.

    Attributes:
        name: The name of the sheet; empty where there are no sheets.
        rows: A function that yields the rows from the first, without those that the file omits.
        hidden: Whether the sheet is hidden.
        merges: The merged cells.
        links: The cells that are links, in ranges.
        is_delimited: Whether each row has its own length, as in CSV.
        is_exported: Whether a server wrote the rows, so that each row with a value is a record.
        hidden_columns: The hidden columns, complete once the first row is read.

    """

    name: str
    rows: Callable[[], Generator[Row, None, None]]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    links: tuple[Merge, ...] = ()
    is_delimited: bool = False
    is_exported: bool = False
    hidden_columns: Spans = attrs.field(factory=Spans)


def is_blank(cell: Any) -> bool:
    """Whether a cell is empty."""
    return isinstance(cell, str) and not cell.strip()
