"""Read tables joined by keys: put rows back into their records."""

import collections
import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import attrs

from ..codec.json_text import parsed
from ..core.fields import fields
from ..core.issues import InvalidDataError, Issue, Location, column_letters
from ..core.options import ReadOptions
from ..core.rules import KEY_UNKNOWN
from ..core.shape import Number, Object, Shape, Term, Texts
from ..i18n import LANGUAGES, languages
from ..model import Training
from .cells import JsonText, Words, typed
from .columns import Column
from .keyed import (
    KEYS,
    TRAININGS,
    Branch,
    Path,
    Row,
    Slot,
    columns_of,
    layout_of,
    row_kind,
    table_names,
    title_of,
)
from .reader import discreet
from .rules import (
    COLUMN_UNREAD,
    NO_HEADINGS,
    NO_SUCH_ROW,
    ROW_IN_NO_TRAINING,
    ROW_TWICE,
    SHEET_UNREAD,
    TABLE_UNKNOWN,
    TRAINING_TWICE,
    VALUE_WITHOUT_HEADING,
)
from .source import Cell, Fault, RawSheet, Row as SheetRow

MAX_TITLE = 31
"""The maximum length of the name of a sheet."""


@attrs.frozen
class Read:
    """A table in a file.

    Attributes:
        name: Its name for programs.
        sheet: Its name in the file.
        headings: The headings of its columns.
        columns: The columns that its headings name.
        rows: Its rows of cells, each with its number.

    """

    name: str
    sheet: str
    headings: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[SheetRow]

    def at(self, row: int, column: int = 0) -> Location:
        """Return the location of a cell, or of a whole row if no column is given."""
        is_headed = 0 < column <= len(self.headings) and self.headings[column - 1]
        heading = self.headings[column - 1] if is_headed else column_letters(column)
        return Location(row, column, heading, self.sheet)


def read(name: str, sheet: str, rows: Sequence[SheetRow], path_of: Callable[[str], Path]) -> Read:
    """Return a table; an unknown column is refused, because its values would be lost.

    Args:
        name: Its name for programs.
        sheet: Its name in the file.
        rows: Its rows, the headings first.
        path_of: Returns the path of the column that a heading names, empty if it names none.

    Raises:
        InvalidDataError: There are no headings, or a heading is unknown.

    """
    if not rows:
        raise InvalidDataError(attrs.evolve(NO_HEADINGS.issue(), location=Location(1, sheet=sheet)))
    headings = [str(cell) for cell in rows[0].cells]
    columns = [_column_at(name, path_of(heading)) for heading in headings]
    known = [column for column in columns if column]
    table = Read(name, sheet, headings, known, rows[1:])
    if len(known) < len(columns):
        raise InvalidDataError(
            *(
                attrs.evolve(
                    COLUMN_UNREAD.issue(column=headings[at - 1]),
                    location=table.at(rows[0].number, at),
                )
                for at, column in enumerate(columns, 1)
                if column is None
            )
        )
    return table


def read_sheets(sheets: Sequence[RawSheet]) -> tuple[list[Read], str | None] | None:
    """Return the tables of a workbook and the language of their headings, if it has such tables.

    Raises:
        InvalidDataError: A sheet or a column is unknown.

    """
    for language in (None, *map(str, languages())):
        title, key = title_of(TRAININGS, language)[:MAX_TITLE], KEYS[0].heading(language)
        tops = (next(sheet.rows(), None) for sheet in sheets if sheet.name == title)
        if any(top and top.cells[:1] == [key] for top in tops):
            return list(_read_sheets(sheets, language)), language
    return None


def _read_sheets(sheets: Iterable[RawSheet], language: str | None) -> Iterator[Read]:
    names = {title_of(name, language)[:MAX_TITLE]: name for name in table_names().values()}
    for sheet in sheets:
        name = names.get(sheet.name)
        if name:
            path_of = functools.partial(_path_of, name, language=language)
            yield read(name, sheet.name, list(sheet.rows()), path_of)
        elif not sheet.hidden and next(sheet.rows(), None):  # perhaps a table that was renamed
            raise unread(sheet.name)


def unread(name: str) -> InvalidDataError:
    """Return the error for a table that is none of these, so that its rows are not lost in silence."""
    issue = SHEET_UNREAD.issue(sheet=name)
    return InvalidDataError(attrs.evolve(issue, location=Location(sheet=name)))


def trainings(
    tables: Sequence[Read], language: str | None, options: ReadOptions, *, plain: bool = False
) -> Iterator[Training]:
    """Yield the trainings in tables, in the order of their table.

    Args:
        tables: The tables.
        language: The language of their headings and values; without one, codes.
        options: How to read.
        plain: Whether texts are unchanged, without apostrophes that protect them.

    Raises:
        InvalidDataError: There is no table of trainings; or, at the end, with all issues of cells,
            of rows without a place, and of trainings.

    """
    if TRAININGS not in {table.name for table in tables}:
        raise TABLE_UNKNOWN.error()
    reading = _Reading(language, options, plain=plain)
    for table in tables:
        reading.add(table)
    yield from reading.trainings()
    if reading.issues:
        raise InvalidDataError(*reading.issues)


class _Found(NamedTuple):
    """A row with its table and its number there."""

    row: Row
    table: Read
    number: int

    @property
    def location(self) -> Location:
        return self.table.at(self.number)


class _Reading:
    """The rows of all tables, by their trainings and positions."""

    def __init__(self, language: str | None, options: ReadOptions, *, plain: bool) -> None:
        self.language, self.options, self.plain = language, options, plain
        self.issues: list[Issue] = []
        self._rows: dict[tuple[str, str], _Found] = {}
        self._broken: set[str] = set()

    def add(self, table: Read) -> None:
        """Add the rows of a table."""
        for number, cells in table.rows:
            if all(cell == "" for cell in cells):
                continue
            row = self._row(table, number, cells)
            walked = _walk(row.path)
            shape = walked[-1][0].item if walked else Object(Training)
            if walked is None or table.name != _table_of(walked):
                self._refuse(row, NO_SUCH_ROW.issue(), table.at(number))
            elif (row.training_id, row.path) in self._rows:
                again = ROW_TWICE.issue() if row.path else TRAINING_TWICE.issue(id=row.training_id)
                self._refuse(row, again, table.at(number))
            else:
                self._rows[row.training_id, row.path] = _Found(row, table, number)
                self._refuse_foreign(row, shape, table, number)

    def _refuse_foreign(self, row: Row, shape: Shape, table: Read, number: int) -> None:
        """Refuse cells that only other rows of the table can have, such as the role of a parent."""
        slots = _slots(shape)
        for at, column in enumerate(table.columns, 1):
            if column.path in row.cells and _slot_at(slots, column.path) is None:
                del row.cells[column.path]
                here = table.at(number, at)
                self._refuse(row, KEY_UNKNOWN.issue(key=here.heading), here)

    def _refuse(self, row: Row, issue: Issue, location: Location) -> None:
        self.issues.append(attrs.evolve(issue, location=location))
        self._broken.add(row.training_id)

    def _row(self, table: Read, number: int, cells: Sequence[Cell | Fault]) -> Row:
        row = Row("", "", "", {})
        for at, cell in enumerate(cells, 1):
            if cell == "":
                continue
            column = table.columns[at - 1] if at <= len(table.columns) else None
            try:
                if column is None:
                    raise VALUE_WITHOUT_HEADING.error()
                if isinstance(cell, Fault):
                    raise cell.error()
                if column in KEYS:
                    setattr(row, column.path[0], typed(cell))
                else:
                    row.cells[column.path] = self._meant(column, cell, table.at(number, at))
            except InvalidDataError as error:
                for issue in error.issues:
                    self._refuse(row, _told(issue, column), table.at(number, at))
        return row

    def _meant(self, column: Column, cell: Cell, location: Location) -> Any:
        if self.plain and type(column.kind) is Words:
            return str(cell)
        meant, rule = column.kind.meant(cell, self.language)
        if rule and self.options.notice:
            issue = rule.issue(field=column.names[-1])
            self.options.notice(attrs.evolve(issue, location=location))
        if not isinstance(meant, JsonText):
            return meant
        return parsed(meant)

    def trainings(self) -> Iterator[Training]:
        """Yield the valid trainings, and collect the issues of the others."""
        by_training = collections.defaultdict[str, list[_Found]](list)
        for found in self._rows.values():
            by_training[found.row.training_id].append(found)
        for count, (id_, rows) in enumerate(by_training.items()):
            places = _Places(found.row.path for found in rows)
            data = self._data(id_, rows, places)
            if id_ in self._broken:
                continue
            try:
                training = self.options.structure(data, Training)
            except InvalidDataError as error:
                by_place = {places.now(found.row.path): found for found in rows}
                self.issues += [_located(issue, by_place).under(count) for issue in error.issues]
                continue
            if self.options.placed:
                self.options.placed(self._rows[id_, ""].location)
            yield training

    def _data(self, id_: str, rows: Iterable[_Found], places: "_Places") -> Any:
        """Return the plain data of a training; refuse rows without a place."""
        data: dict[str, Any] = {"id": id_}
        for found in sorted(rows, key=lambda found: found.row.path.count("/")):
            row = found.row
            if _ABOUT in row.cells:
                row.cells[_ABOUT] = places.now(row.cells[_ABOUT])
            if (id_, "") not in self._rows:
                self._refuse(row, ROW_IN_NO_TRAINING.issue(id=id_), found.location)
            elif (id_, row.part_of) not in self._rows:
                self._refuse(row, NO_SUCH_ROW.issue(), found.location)
            else:
                _put(data, _walk(places.now(row.path)) or (), row.cells)
        return _listed(data)


def _told(issue: Issue, column: Column | None) -> Issue:
    """Return an issue of a cell with its field, without personal values."""
    if column is None:
        return issue
    named = attrs.evolve(issue, field=column.names[-1])
    return discreet(named) if column.personal else named


def _located(issue: Issue, rows: Mapping[str, _Found]) -> Issue:
    """Return an issue with the location of the cell or row that its pointer leads to."""
    steps = issue.pointer.split("/")
    length = next(at for at in range(len(steps), 0, -1) if "/".join(steps[:at]) in rows)
    found, rest = rows["/".join(steps[:length])], tuple(steps[length:])
    slots = columns_of(found.table.name)
    for at, column in enumerate(found.table.columns, 1):
        slot = _slot_at(slots, column.path)
        shared = min(len(rest), len(slot.steps)) if slot else 0
        if slot and shared and rest[:shared] == slot.steps[:shared]:
            return attrs.evolve(_told(issue, column), location=found.table.at(found.number, at))
    return attrs.evolve(issue, location=found.location)


class _Places:
    """The current positions of rows, after rows of the same list may have been deleted."""

    def __init__(self, paths: Iterable[str]) -> None:
        lists = collections.defaultdict[str, list[int]](list)
        for path in paths:
            before, _, last = path.rpartition("/")
            if _is_index(last):
                lists[before].append(int(last))
        self._lists = {
            before: {str(index): at for at, index in enumerate(sorted(indexes))}
            for before, indexes in lists.items()
        }

    def now(self, pointer: str) -> str:
        """Return the current form of a pointer; one to a deleted row points past the end of the list."""
        before = made = ""
        for step in pointer.split("/")[1:]:
            there = self._lists.get(before)
            made += f"/{there.get(step, len(there))}" if there and _is_index(step) else f"/{step}"
            before += f"/{step}"
        return made


_is_index = re.compile(r"0|[1-9][0-9]{0,4}").fullmatch
_ABOUT = ("about",)
"""The column of notes that points to another row."""


class _Items(dict[int, Any]):
    """The items of a list by their indices, while the list is built."""


def _walk(path: str) -> list[tuple[Branch, str]] | None:
    """Return the branches along a path, each with the index in its list, empty for a single part.

    Returns ``None`` if the path is not a position in a training.
    """
    shape: Shape = Object(Training)
    walked: list[tuple[Branch, str]] = []
    steps = path.split("/")[1:]
    while steps:
        branch = _branch(shape, steps)
        if branch is None:
            return None
        taken = len(branch.steps) + branch.is_list
        index = steps[taken - 1] if branch.is_list and len(steps) >= taken else ""
        if branch.is_list and not _is_index(index):
            return None
        walked.append((branch, index))
        shape, steps = branch.item, steps[taken:]
    return walked


def _put(
    data: dict[str, Any], walked: Sequence[tuple[Branch, str]], values: Mapping[Path, Any]
) -> None:
    """Put the cells of a row into the data of its training."""
    if not walked:
        data.update(_made(Object(Training), values, data))
    here: Any = data
    for at, (branch, index) in enumerate(walked, 1):
        for step in branch.steps[:-1]:
            here = here.setdefault(step, {})
        key: Any = branch.steps[-1]
        if branch.is_list:
            here, key = here.setdefault(key, _Items()), int(index)
        if at == len(walked):
            here[key] = _made(branch.item, values, here.get(key))
        else:
            here = here.setdefault(key, {})


def _table_of(walked: Sequence[tuple[Branch, str]]) -> str:
    """Return the table of the rows at the end of a walk."""
    return table_names()[row_kind(walked[-1][0])] if walked else TRAININGS


def _slots(shape: Shape) -> dict[Path, Slot]:
    return {slot.column.path: slot for slot in layout_of(shape).slots}


def _branch(shape: Shape, steps: Sequence[str]) -> Branch | None:
    for branch in layout_of(shape).branches:
        if tuple(steps[: len(branch.steps)]) == branch.steps:
            return branch
    return None


def _made(shape: Shape, values: Mapping[Path, Any], made: Any) -> Any:
    """Return the plain data of a part of a record from its cells."""
    if isinstance(shape, Texts):
        return {path[-1]: value for path, value in values.items()}
    if not isinstance(shape, Object | Number):
        return values.get(("value",))
    data: dict[str, Any] = made if isinstance(made, dict) else {}
    slots = _slots(shape)
    for path, value in values.items():
        slot = _slot_at(slots, path)
        assert slot  # noqa: S101 - rows with other columns were refused
        here = data
        for key in slot.steps[:-1]:
            here = here.setdefault(key, {})
        here[slot.steps[-1]] = value
    return _collapsed(shape, data)


def _collapsed(shape: Shape, data: Any) -> Any:
    """Return data with terms that have only a code, and exact numbers, in their short form."""
    if isinstance(shape, Term) and data.keys() == {"code"}:
        return data["code"]
    if isinstance(shape, Number) and data.keys() == {"value"}:
        return data["value"]
    cls = shape.inexact if isinstance(shape, Number) else shape.type
    for field in fields(cls):
        if isinstance(field.shape, Object | Number) and field.name in data:
            data[field.name] = _collapsed(field.shape, data[field.name])
    return data


def _listed(data: Any) -> Any:
    """Return data with lists in place of `_Items`."""
    if isinstance(data, _Items):
        return [_listed(data[at]) for at in sorted(data)]
    if isinstance(data, dict):
        return {key: _listed(value) for key, value in data.items()}
    return data


def _slot_at(slots: Mapping[Path, Slot], path: Path) -> Slot | None:
    """Return the slot of a column; the path of a localized text ends with the language."""
    if path in slots and not slots[path].is_localized:
        return slots[path]
    stem = slots.get(path[:-1])
    return stem.tagged(path[-1]) if path and stem and stem.is_localized else None


def _column_at(name: str, path: Path) -> Column | None:
    """Return the column with a path in a table, if any."""
    slot = _slot_at(columns_of(name), path)
    return slot.column if slot else next((key for key in KEYS if key.path == path), None)


def _path_of(name: str, heading: str, language: str | None) -> Path:
    """Return the path of the column that a heading names in a table; empty if it names none."""
    found = _paths(name, language).get(heading)
    tag = heading[heading.rfind("(") + 1 : -1] if language else heading.rpartition(".")[2]
    if found or not tag:
        return found or ()
    every = (slot.tagged(tag).column for slot in columns_of(name).values() if slot.is_localized)
    return next((column.path for column in every if column.heading(language) == heading), ())


@functools.cache
def _paths(name: str, language: str | None) -> dict[str, Path]:
    """Return the paths of the columns of a table by their headings, with the supported languages."""
    columns = list(KEYS)
    for slot in columns_of(name).values():
        tagged = [slot.tagged(tag) for tag in LANGUAGES] if slot.is_localized else [slot]
        columns += [each.column for each in tagged]
    return {column.heading(language): column.path for column in reversed(columns)}
