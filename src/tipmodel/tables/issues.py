"""Where an issue stands in a sheet, as the person who filled it in sees it."""

import attrs

from ..core.issues import Issue
from ..i18n import translate
from ..i18n.phrase import Phrase

AT_CELL = Phrase("sheet.at_cell", "Row {row}, column “{heading}” ({cell}): {text}")
AT_ROW = Phrase("sheet.at_row", "Row {row}: {text}")
AT_ROW_OF_SHEET = Phrase("sheet.at_row_of_sheet", "Row {row} of the sheet “{sheet}”: {text}")
CELL_OF_SHEET = Phrase("sheet.cell_of_sheet", "{cell}, sheet “{sheet}”")


@attrs.frozen
class CellIssue(Issue):
    """A broken rule, or a notice, at one place of a sheet.

    Attributes:
        sheet: The name of the sheet; empty where there are no sheets.
        row: The number of the row, from 1.
        column: The number of the column, from 1; 0 for the whole row.
        heading: The heading of the column, as it stands in the sheet.

    """

    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""

    @property
    def cell(self) -> str:
        """The cell as spreadsheets call it, such as ``B7``; for a whole row its number."""
        return f"{letters(self.column)}{self.row}"

    def text(self, language: str | None = None, *, isolate: bool = True) -> str:
        """Say in *language* where in the sheet something is wrong, and what."""
        text = Issue.text(self, language, isolate=isolate)
        if not self.column:
            place = AT_ROW_OF_SHEET if self.sheet else AT_ROW
            named = {"sheet": self.sheet} if self.sheet else {}
            return translate(place, language, isolate=isolate, row=self.row, text=text, **named)
        cell = self.cell
        if self.sheet:
            cell = translate(CELL_OF_SHEET, language, isolate=isolate, cell=cell, sheet=self.sheet)
        return translate(
            AT_CELL, language, isolate=isolate, row=self.row, heading=self.heading, cell=cell, text=text
        )  # fmt: skip


def letters(column: int) -> str:
    """Return what spreadsheets call the column of a number: ``A``, ``Z``, ``AA``."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name
