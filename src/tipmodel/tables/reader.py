"""From the rows of a table to records, and everything that is wrong with them."""

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import parsed
from ..core.issues import InvalidDataError, Issue, Location, column_letters
from ..core.metadata import metadata_of
from ..core.options import ReadOptions
from ..core.record import Record, fields, label_of
from ..core.rules import GOVERNORATE_IS_CITY, UNKNOWN_GOVERNORATE
from .cells import DAY_FIRST, MONTH_FIRST, Cell, JsonText
from .columns import Path
from .fast_rows import quick_reader
from .headings import Head, Row, Sheet, head_of
from .memory import NOTHING, RefusedError, Told
from .rules import (
    AMBIGUOUS_DATE,
    COLUMN_IGNORED,
    COLUMN_KEPT,
    COLUMN_MISSING,
    HEADING_REPEATED,
    ID_AGAIN,
    NO_HEADINGS,
    VALUE_WITHOUT_HEADING,
)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing."""
    return isinstance(cell, str) and not cell.strip()


def records(cls: type[Record], sheet: Sheet, reading: ReadOptions) -> Iterator[Any]:
    """Yield the record of each row of a sheet that is not blank.

    Raises:
        InvalidDataError: At the end, with the issues of all rows.

    """
    head = head_of(cls, sheet.first)
    if head is None:
        if all(is_blank(cell) for row in sheet.first for cell in row):
            return  # as no records are written
        raise InvalidDataError(
            attrs.evolve(NO_HEADINGS.issue(), location=Location(row=1, sheet=sheet.name))
        )
    table = Table(cls, head, reading, sheet.name, sheet.first_column)
    yield from table.records(itertools.islice(sheet.rows, head.row, None))


@attrs.frozen
class Table:
    """A table whose headings are known."""

    cls: type[Any]
    head: Head
    reading: ReadOptions
    sheet: str
    first_column: int

    def records(self, rows: Iterable[Row]) -> Iterator[Any]:
        """Yield the records of *rows*, those after the headings."""
        issues = list(self._of_headings())
        self._tell_unknown()
        read = self._reader()
        count = 0
        for number, row in enumerate(rows, self.head.row + 1):
            if len(row) < self.head.width:
                row = [*row, *[""] * (self.head.width - len(row))]  # noqa: PLW2901
            record, found = read(number, row)
            if record is None and not found:
                continue
            issues += [issue.under(count) for issue in found]
            count += 1
            if record is not None:
                yield self._with_unknown(record, row)
            if len(issues) >= MAX_ISSUES:
                break
        if issues:
            raise InvalidDataError(*issues)

    def _of_headings(self) -> Iterator[Issue]:
        seen = set()
        for place in self.head.places:
            if place.column.path in seen:
                yield self._at(self.head.row, place.at, HEADING_REPEATED.issue())
            seen.add(place.column.path)
        for label in self._missing.values():
            yield self._at(self.head.row, None, COLUMN_MISSING.issue(field=label))

    @property
    def _missing(self) -> dict[str, Any]:
        there = {place.column.path[0] for place in self.head.places}
        return {
            f"/{field.name}": metadata_of(field).label
            for field in fields(self.cls)
            if field.default is attrs.NOTHING and field.name not in there
        }

    def _tell_unknown(self) -> None:
        rule = COLUMN_KEPT if self.reading.namespace else COLUMN_IGNORED
        for index, _ in self.head.unknown:
            self.reading.notice(self._at(self.head.row, index, rule.issue()))

    def _reader(self) -> Callable[[int, Row], tuple[Any, list[Issue]]]:
        """Return what reads a row: a record, or issues, or neither of a blank one."""
        head, seen, told = self.head, set[Any](), Told()
        placed = [(place.at, place.column, place.language) for place in head.places]
        quick = quick_reader(self.cls, placed)
        headed = {index for index, *_ in (*head.places, *head.unknown)}
        bare = [index for index in range(head.width) if index not in headed]

        def read(number: int, row: Row) -> tuple[Any, list[Issue]]:
            told.clear()
            strays = [index for index in bare if not is_blank(row[index])]
            if len(row) > head.width:
                strays += [i for i in range(head.width, len(row)) if not is_blank(row[i])]
            found: list[Issue] = []
            try:
                record = quick(row, told)
            except RefusedError:
                record = NOTHING
            if record is NOTHING or strays:
                if all(map(is_blank, row)):
                    return None, []
                told.clear()
                record, found = self._exactly(number, row, told)
                found += [self._at(number, i, VALUE_WITHOUT_HEADING.issue()) for i in strays]
                found.sort(key=lambda issue: issue.column)
            self._tell(number, told, record, seen)
            return (None, found) if found else (record, found)

        return read

    def _exactly(self, number: int, row: Row, told: Told) -> tuple[Any, list[Issue]]:
        """Read a row through the converter, and find everything that is wrong with it."""
        data: dict[str, Any] = {}
        wrong: dict[str, list[Issue]] = {}
        for place in self.head.places:
            cell, column = row[place.at], place.column
            if is_blank(cell):
                continue
            try:
                plain, notice = column.kind.meant(cell, place.language)
                if type(plain) is JsonText:
                    plain = parsed(plain)
            except InvalidDataError as error:
                placed = [
                    attrs.evolve(
                        i.under(column.field.name, column.names[-1]), pointer=column.pointer
                    )
                    for i in error.issues
                ]
                wrong[column.pointer] = [self._at(number, place.at, issue) for issue in placed]
                plain, notice = _WRONG, None
            if notice:
                told.append((place.at, notice))
            _put(data, column.path, plain)
        try:
            return self.reading.structure(data, self.cls), []
        except InvalidDataError as error:
            told_already = (*wrong, *self._missing)
            found = [
                self._at(number, self._index_of(issue.pointer), issue)
                for issue in error.issues
                if not _is_within(issue.pointer, told_already)
            ]
            return None, [*itertools.chain(*wrong.values()), *found]

    def _index_of(self, pointer: str) -> int | None:
        """Return where the cell stands that a pointer leads to, through or from."""
        places = [(place.column.pointer, place.at) for place in self.head.places]
        within = [(len(here), at) for here, at in places if _is_within(pointer, (here,))]
        if within:
            return max(within)[1]
        return next((at for here, at in places if _is_within(here, (pointer,))), None)

    def _at(self, number: int, index: int | None, issue: Issue) -> Issue:
        place = next((each for each in self.head.places if each.at == index), None)
        if place and place.column.personal:
            issue = _discreet(issue)
        column = 0 if index is None else index + 1 + self.first_column
        heading = place.heading if place else column_letters(column)
        return attrs.evolve(issue, location=Location(number, column, heading, self.sheet))

    def _tell(self, number: int, told: Told, record: Any, seen: set[Any]) -> None:
        for index, rule in told:
            column = next(each.column for each in self.head.places if each.at == index)
            issue = Issue(rule, {}, column.pointer, column.names[-1])
            self.reading.notice(self._at(number, index, issue))
        id_ = getattr(record, "id", None)
        if id_ in seen:
            issue = ID_AGAIN.issue(field=label_of(self.cls, "id"))
            self.reading.notice(self._at(number, self._index_of("/id"), issue))
        elif id_ is not None:
            seen.add(id_)

    def _with_unknown(self, record: Any, row: Row) -> Any:
        if not self.reading.namespace:
            return record
        kept = {
            text: str(cell) if isinstance(cell := row[index], datetime.date) else cell
            for index, text in self.head.unknown
            if not is_blank(row[index])
        }
        if not kept:
            return record
        key = f"{self.reading.namespace}:columns"
        return attrs.evolve(record, extra={**record.extra, key: kept})


_WRONG: Any = object()
"""Stands where a cell could not be read, so that the converter leaves the field unset."""


def _put(data: dict[str, Any], path: Path, plain: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = plain


def _is_within(pointer: str, places: Iterable[str]) -> bool:
    """Whether a pointer leads to one of *places* or through it."""
    return any(f"{pointer}/".startswith(f"{place}/") for place in places)


def _discreet(issue: Issue) -> Issue:
    """Take from an issue of a personal field whatever would tell what was written."""
    if issue.rule is GOVERNORATE_IS_CITY:
        return attrs.evolve(issue, rule=UNKNOWN_GOVERNORATE, params={})
    params = {name: said for name, said in issue.params.items() if name != "suggestion"}
    if issue.rule is AMBIGUOUS_DATE:
        params |= {"first": DAY_FIRST, "second": MONTH_FIRST}
    return attrs.evolve(issue, params=params)
