"""Rows of a table that are not records: totals, sections, repeated headings, signatures, empty lines."""

import re
from collections.abc import Sequence

from ..core.issues import Rule
from ..core.record import Record
from .cleaning import begins_summary, is_closing, is_label, is_office, is_summary, is_tag
from .fast_rows import MAX_REMEMBERED
from .heading_words import Heading, seems_known, understand
from .headings import Head, known, texts_of
from .rules import EMPTY_LINES, HEADINGS_AGAIN, ROW_PASSED_OVER, SIGNATURES, UNCLEAR_ROW
from .source import Cell, Fault, is_blank

_LONGEST_LABEL = 80
_to_fill_in = re.compile(r"[^\W_].*[_.…ـ]{4}", re.DOTALL).fullmatch
"""Whether a cell is a line to fill in by hand."""


class RowKinds:
    """Distinguishes the records of one table from its other rows."""

    def __init__(self, cls: type[Record], head: Head, *, is_numbered: bool) -> None:
        self._cls, self._is_numbered = cls, is_numbered
        self._paths = {place.at: place.column.path for place in head.places}
        self._texts = {place.at: place.heading for place in head.places}
        self._texts |= {at: each.text for at, each in head.others}
        self._above = set(self._texts.values())
        self._no_headings: set[str] = set()
        self._is_closed = False
        self._key = next((at for at, path in self._paths.items() if path == ("id",)), None)

    def no_record(self, cells: Sequence[Cell], *, is_first: bool) -> Rule | None:  # noqa: PLR0911
        """Return the rule that skips or refuses a row; ``None`` if the row is a record."""
        paths = self._paths
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        if not filled or any(paths.get(at) == ("extra",) for at in filled):
            return None
        texts = [cell.strip() for cell in (cells[at] for at in filled) if isinstance(cell, str)]
        if len(texts) == len(filled) and all(map(is_tag, texts)):
            return ROW_PASSED_OVER  # the tags of HXL
        if len(texts) == len(filled) and all(map(_to_fill_in, texts)):
            return ROW_PASSED_OVER  # "Signature: ______"
        headings = self._headings(cells)
        if _are_headings(headings, len(filled)):
            again = all(
                (each.column is not None and at in paths and paths[at][0] == each.column.path[0])
                or self._texts.get(at) == each.text
                for at, each in enumerate(headings)
                if not is_blank(cells[at])
            )
            return ROW_PASSED_OVER if again else HEADINGS_AGAIN
        if why := self._beside_the_list(cells, filled):
            return why
        if is_first and len(filled) > 2 and _counts(cells, filled):  # noqa: PLR2004
            return ROW_PASSED_OVER
        if len(filled) == 1 and len(paths) > 2 and not isinstance(cells[filled[0]], Fault):  # noqa: PLR2004
            return self._alone(cells, filled[0])
        return SIGNATURES if self._is_closed and not self._is_identified(filled) else None

    def _is_identified(self, filled: Sequence[int]) -> bool:
        """Whether a row has an identifier, or needs none."""
        return not self._is_numbered and (self._key is None or self._key in filled)

    def _beside_the_list(self, cells: Sequence[Cell], filled: Sequence[int]) -> Rule | None:
        """Return the rule about a row that sums up the list or closes it."""
        first, *others = (cells[at] for at in filled)
        named = [at for at in filled if self._paths.get(at, ("",))[0] == "name"]
        are_numbers = all(map(_is_number, others))
        if is_summary(first) and (not named or filled[0] in named or are_numbers):
            return ROW_PASSED_OVER
        if self._is_identified(filled[1:]):
            return None
        if others and are_numbers and begins_summary(first):
            return ROW_PASSED_OVER
        has_label = any(is_label(cells[at]) for at in named) and not self._is_identified(filled)
        signs = self._is_numbered and filled[0] in named and is_office(first)
        if is_closing(first) or has_label or signs:
            self._is_closed = True
            return SIGNATURES if self._is_numbered else ROW_PASSED_OVER
        return None

    def _alone(self, cells: Sequence[Cell], at: int) -> Rule | None:
        """Return the rule about a row with a single cell."""
        if at != self._key:
            return None if self._is_identified([at]) else UNCLEAR_ROW
        return EMPTY_LINES if str(cells[at]).strip().isdecimal() else ROW_PASSED_OVER

    def _headings(self, cells: Sequence[Cell]) -> Sequence[Heading]:
        """Return what the cells mean as headings; nothing if no cell looks like one."""
        texts = texts_of(cells)
        return understand(self._cls, texts) if any(map(self._seems_heading, texts)) else ()

    def _seems_heading(self, text: str) -> bool:
        if text in self._no_headings or not 0 < len(text) <= _LONGEST_LABEL:
            return False
        if text in self._above or seems_known(self._cls, text):
            return True
        if len(self._no_headings) < MAX_REMEMBERED:
            self._no_headings.add(text)
        return False


def _are_headings(headings: Sequence[Heading], filled: int) -> bool:
    fields = known(headings)
    return fields > 1 and fields * 2 >= filled


def _is_number(cell: Cell) -> bool:
    return not isinstance(cell, str) or re.fullmatch(r"[\d.,٫٬%٪\s]+", cell) is not None


def _counts(cells: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Whether a row only numbers the columns."""
    numbers = [str(cells[at]).strip().removesuffix(".0") for at in filled]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]
