"""Which rows of a table are no records: totals, sections, headings again, empty numbered lines."""

import re
from collections.abc import Sequence

from ..core.issues import Rule
from ..core.record import Record
from ..core.unicode import fold
from .heading_words import understand
from .headings import Head, known, texts_of
from .rules import EMPTY_LINE, HEADINGS_AGAIN, ROW_PASSED_OVER, UNCLEAR_ROW
from .source import Cell, Fault, is_blank

_SUMMARIES = frozenset(
    map(
        fold,
        [
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sub total",
            "sum",
            "average",
            "averages",
            "mean",
            "median",
            "count",
            "min",
            "max",
            "total number",
            "total participants",
            "overall",
            "المجموع",
            "المجموع الكلي",
            "مجموع",
            "الإجمالي",
            "اجمالي",
            "المعدل",
            "معدل",
            "المعدل العام",
            "المتوسط",
            "العدد الكلي",
            "العدد",
            "الحاصل",
            "کۆی گشتی",
            "کۆ",
            "تێکڕا",
        ],
    )
)


def is_summary(cell: Cell) -> bool:
    """Whether a cell says that its row sums up others."""
    if not isinstance(cell, str) or len(cell) > 60:  # noqa: PLR2004
        return False
    words = fold(re.sub(r"[\d٠-٩]+", " ", cell))
    return words in _SUMMARIES


def no_record(  # noqa: PLR0911
    cls: type[Record], head: Head, cells: Sequence[Cell], *, is_numbered: bool, is_first: bool
) -> Rule | None:
    """Return why a row is no record: passed over, or refused; ``None`` if it is one."""
    filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
    paths = {place.at: place.column.path for place in head.places}
    if not filled or any(paths.get(at) == ("extra",) for at in filled):
        return None
    texts = [cell.strip() for cell in (cells[at] for at in filled) if isinstance(cell, str)]
    if len(texts) == len(filled) and all(re.match("#[a-z]", text) for text in texts):
        return ROW_PASSED_OVER  # the tags of HXL
    headings = understand(cls, texts_of(cells))
    if _are_headings(headings, len(filled)):
        above = {at: each.text for at, each in head.others}
        again = all(
            (each.column is not None and at in paths and paths[at][0] == each.column.path[0])
            or above.get(at) == each.text
            for at, each in enumerate(headings)
            if not is_blank(cells[at])
        )
        return ROW_PASSED_OVER if again else HEADINGS_AGAIN
    named = [at for at, path in paths.items() if path[0] == "name" and not is_blank(cells[at])]
    first = cells[filled[0]]
    if is_summary(first) and (not named or filled[0] in named):
        return ROW_PASSED_OVER
    if is_first and len(filled) > 2 and _counts(cells, filled):  # noqa: PLR2004
        return ROW_PASSED_OVER
    if len(filled) == 1 and len(paths) > 2 and not isinstance(first, Fault):  # noqa: PLR2004
        if paths.get(filled[0]) == ("id",) and str(first).strip().isdecimal():
            return EMPTY_LINE
        if paths.get(filled[0]) == ("id",):
            return ROW_PASSED_OVER
        return UNCLEAR_ROW if is_numbered else None
    return None


def _are_headings(headings: Sequence[object], filled: int) -> bool:
    fields = known(headings)  # type: ignore[arg-type]
    return fields > 1 and fields * 2 >= filled


def _counts(cells: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Whether a row only numbers the columns."""
    numbers = [str(cells[at]).strip().removesuffix(".0") for at in filled]
    return numbers == [str(number) for number in range(1, len(numbers) + 1)]
