"""The report of `tipmodel check` on a file: errors, warnings, notices and the number of rows."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from .core.issues import Issue, Location
from .core.unicode import shown
from .i18n import LINE, isolate_ltr, line_mark, translate
from .i18n.phrase import Phrase
from .tables.rules import READ_AS
from .tables.source import Spans

VALID = Phrase("cli.valid", "{file} is valid.")
SUMMARY = Phrase(
    "report.summary_of_records",
    "{file}: records read: {records}; errors: {errors}; warnings: {warnings}; notices: {notices}.",
)
SUMMARY_OF_ROWS = Phrase(
    "report.summary",
    "{file}: records read: {records}; errors: {errors}, in rows: {rows}; warnings: {warnings}; notices: {notices}.",
)
CORRECTED = Phrase("cli.corrected", "Corrected text: {value}")
COLUMN_CELLS = Phrase("report.column_cells", "Column “{heading}”, {cells}: {text}")
CELLS_OF_SHEET = Phrase(
    "report.cells_of_sheet", "Column “{heading}” of the sheet “{sheet}”, {cells}: {text}"
)
ROWS = Phrase("report.rows", "Rows {rows}: {text}")
AND_MORE = Phrase("report.and_more", "{listed} and {count} more")

_ALONE = 3
"""The number of issues of one kind in one column up to which each has its own line."""

_LISTED = 10


@attrs.frozen
class Report:
    """The results for a file.

    Attributes:
        file: The name of the file.
        records: The number of records that were read.
        errors: Issues that make the file invalid.
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
        for text in _grouped(self.errors, language, CORRECTED, _what_is_said(language)):
            yield before + text
        for issue in self.warnings:
            yield before + _with_correction(issue, language, CORRECTED)
        for text in _grouped(self.notices, language, READ_AS, most=_LISTED):
            yield before + text
        rows = {(issue.sheet, issue.row) for issue in self.errors if issue.row}
        yield line_mark(language) + translate(
            SUMMARY_OF_ROWS if rows else SUMMARY,
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
        import json  # noqa: PLC0415 - most reports are for people

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


def _with_correction(issue: Issue, language: str, phrase: Phrase) -> str:
    text = sentence(issue, language)
    if not issue.repaired:
        return text
    return f"{text} {translate(phrase, language, value=shown(issue.repaired))}"


def placed(issue: Issue, location: Location) -> Issue:
    """Return an issue of a record with the row and the number of the record."""
    found = issue if location.index is None else issue.under(location.index)
    return attrs.evolve(found, location=location) if location.row else found


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


def _what_is_said(language: str) -> Callable[[Issue], Any]:
    """Return a function for what errors must share, besides rule and column, to be in one line."""
    return lambda issue: (issue.sentence(language), issue.repaired)


def _grouped(
    issues: Sequence[Issue],
    language: str,
    repaired: Phrase,
    also: Callable[[Issue], Any] = lambda _: None,
    most: int | None = None,
) -> Iterator[str]:
    """Yield issues as lines; many of one kind in one column are one line with their cells."""
    groups: dict[tuple[Any, ...], list[Issue]] = {}
    keyed = []
    for issue in issues:
        where = issue.column, issue.heading, issue.sheet, also(issue)
        key = (issue.rule, *where) if issue.row else (issue.rule, str(issue))
        groups.setdefault(key, []).append(issue)
        keyed.append((issue, groups[key]))
    for issue, group in keyed:
        if len(group) <= _ALONE:
            yield _with_correction(issue, language, repaired)
        elif issue is group[0]:
            places = _ranges(group)
            listed = ", ".join(places[:most])
            if most and len(places) > most:
                listed = translate(AND_MORE, language, listed=listed, count=len(places) - most)
            text = f"{issue.sentence(language)} {issue.advice(language)}".rstrip()
            yield _of_column(issue, listed, text, language)


def _of_column(issue: Issue, cells: str, text: str, language: str) -> str:
    """Return a line about many cells, which begins with their column and sheet."""
    if not issue.column:
        return translate(ROWS, language, rows=cells, text=text)
    heading, sheet = shown(issue.heading), shown(issue.sheet)
    if not sheet:
        return translate(COLUMN_CELLS, language, heading=heading, cells=cells, text=text)
    return translate(CELLS_OF_SHEET, language, heading=heading, sheet=sheet, cells=cells, text=text)


def _ranges(issues: Sequence[Issue]) -> list[str]:
    """Return the cells of one column; three or more consecutive rows are a range."""
    cells = {issue.row: issue.cell for issue in issues}
    rows = Spans(most=len(cells))
    for row in sorted(cells):
        rows.add(row)
    found = list[str]()
    for first, last in rows:
        if last - first < _ALONE - 1:
            found += [cells[row] for row in range(first, last + 1)]
        else:
            found.append(f"{cells[first]}:{cells[last]}")
    return found
