"""The report of `tipmodel check` on a file: errors, warnings, notices and the number of rows."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from .core.issues import Issue, Location
from .core.unicode import shown
from .i18n import isolate_ltr, line_mark, translate
from .i18n.phrase import Phrase
from .views.cards import LINE

VALID = Phrase("cli.valid", "{file} is valid.")
SUMMARY = Phrase(
    "report.summary",
    "{file}: records read: {records}; errors: {errors}, in rows: {rows}; warnings: {warnings}; notices: {notices}.",
)
CORRECTED = Phrase("cli.corrected", "Corrected text: {value}")
READ_AS = Phrase("report.read_as", "Read as: {value}.")
COLUMN_CELLS = Phrase("report.column_cells", "Column “{heading}”, {cells}: {text}")
ROWS = Phrase("report.rows", "Rows {rows}: {text}")
AND_MORE = Phrase("report.and_more", "{listed} and {count} more")

_ALONE = 3
"""The maximum number of notices of one kind in one column that get a line each."""

_LISTED = 10


@attrs.frozen
class Report:
    """The results for a file.

    Attributes:
        file: The name of the file.
        records: How many records were read.
        errors: Issues that make it invalid.
        warnings: Issues about valid data that may not be what was meant.
        notices: Issues about values that were normalised or left out.

    """

    file: str
    records: int
    errors: Sequence[Issue]
    warnings: Sequence[Issue]
    notices: Sequence[Issue]

    def lines(self, language: str) -> Iterator[str]:
        """Yield the lines for people."""
        before = f"{line_mark(language)}{isolate_ltr(shown(self.file))}: "
        if not self.errors:
            yield line_mark(language) + translate(VALID, language, file=shown(self.file))
        for issue in (*self.errors, *self.warnings):
            yield before + _with_correction(issue, language)
        for text in _grouped(self.notices, language):
            yield before + text
        rows = {(issue.sheet, issue.row) for issue in self.errors if issue.row}
        yield line_mark(language) + translate(
            SUMMARY,
            language,
            file=shown(self.file),
            records=self.records,
            errors=len(self.errors),
            rows=len(rows),
            warnings=len(self.warnings),
            notices=len(self.notices),
        )

    def as_json(self, language: str) -> str:
        """Return one line of JSON for programs, without any text that a person wrote."""
        found = {
            "file": self.file,
            "valid": not self.errors,
            "records": self.records,
            "errors": [_plain(issue, language) for issue in self.errors],
            "warnings": [_plain(issue, language) for issue in self.warnings],
            "notices": [_plain(issue, language) for issue in self.notices],
        }
        return json.dumps(found, ensure_ascii=False)


def sentence(issue: Issue, language: str) -> str:
    """Return an issue in one line: its location, its sentence, and its advice."""
    text = issue.text(language)
    if advice := issue.advice(language):
        text = f"{text} {advice}"
    if issue.pointer and not issue.column:
        place = isolate_ltr(shown(issue.pointer))
        text = translate(LINE, language, isolate=False, label=place, value=text)
    return text


def _with_correction(issue: Issue, language: str) -> str:
    text = sentence(issue, language)
    if not issue.repaired:
        return text
    return f"{text} {translate(CORRECTED, language, value=shown(issue.repaired))}"


def placed(issue: Issue, location: Location) -> Issue:
    """Return an issue of a record with the row of the record."""
    return attrs.evolve(issue, location=location) if location.row else issue


def _plain(issue: Issue, language: str) -> dict[str, Any]:
    found = {
        "code": issue.code,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": issue.column,
        "cell": issue.cell if issue.column else "",
        "pointer": issue.pointer,
        "text": issue.text(language, isolate=False),
        "advice": issue.advice(language),
    }
    return {key: value for key, value in found.items() if value}


def _grouped(notices: Sequence[Issue], language: str) -> Iterator[str]:
    """Yield notices; many of one kind in one column are one line with the cells."""
    groups: dict[tuple[Any, ...], list[Issue]] = {}
    for issue in notices:
        where = issue.column, issue.heading, issue.sheet
        key = (issue.rule, *where) if issue.row else (issue.rule, str(issue))
        groups.setdefault(key, []).append(issue)
    for issues in groups.values():
        if len(issues) <= _ALONE:
            for issue in issues:
                text = sentence(issue, language)
                if issue.repaired:
                    text = f"{text} {translate(READ_AS, language, value=shown(issue.repaired))}"
                yield text
            continue
        first = issues[0]
        listed = ", ".join(issue.cell for issue in issues[:_LISTED])
        if len(issues) > _LISTED:
            more = len(issues) - _LISTED
            listed = translate(AND_MORE, language, listed=listed, count=more)
        text = f"{first.sentence(language)} {first.advice(language)}"
        if first.column:
            yield translate(
                COLUMN_CELLS, language, heading=shown(first.heading), cells=listed, text=text
            )
        else:
            yield translate(ROWS, language, rows=listed, text=text)
