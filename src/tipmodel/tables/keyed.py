"""Trainings as tables joined by keys, with a row for each part that can occur more than once.

Every row states its training and its position in the training (a JSON Pointer). The tables and
their columns are derived from the fields:

- A part that a record has once is in columns of its row: ``dates.start``, ``headcount.total``.
- Each item of a list is a row, in the table named after the field. The items of a class that
  occurs in several lists share the table of the first list, so all places are in ``places``.
- A record inside a record of the same class, such as a parent organization, is a row too.
- The main value of a part has the heading of the part itself: the code of a term, the value of a
  count, the organization of an involvement.

Only the column ``extra`` contains JSON.
"""

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..core.fields import Field, PerClassCache, fields
from ..core.metadata import PERSONAL, metadata_of
from ..core.record import Record, each_of
from ..core.shape import Many, Number, Object, Plain, Shape, Term, Texts
from ..i18n import translate
from ..i18n.phrase import Phrase
from ..model import GroupCount, Involvement, Organization, Training
from ..values.counts import Count
from .cells import CellType, Words
from .choices import Several, kind_of
from .columns import Column, with_tag
from .rules import (
    TRAINING_TWICE,
)
from .source import Cell

TRAINING_ID = Phrase("tables.training_id", "Training")
PATH = Phrase("tables.path", "Place in the record")
PART_OF = Phrase("tables.part_of", "Belongs to")
VALUE = Phrase("tables.value", "Value")
KEY_HELP = {
    TRAINING_ID: Phrase("tables.training_id_help", "The identifier of the training."),
    PATH: Phrase("tables.path_help", "Its place in the record of the training."),
    PART_OF: Phrase(
        "tables.part_of_help",
        "The place of the row that it belongs to; empty if that is the training itself.",
    ),
}

Path = tuple[str, ...]
TRAININGS = "trainings"
_NAMES: dict[Any, str] = {GroupCount: "counts", Organization: "organizations"}
"""The names of tables that are not named after a field of the training."""


@attrs.frozen
class Slot:
    """A column of a table, and the path of its values in a row's part of the record.

    Attributes:
        column: Its heading and the kind of its cells.
        steps: The keys that lead from the part to the value.

    """

    column: Column
    steps: Path

    @property
    def is_localized(self) -> bool:
        """Whether it is a text in several languages, which needs a column for each."""
        return isinstance(self.column.field.shape, Texts) and self.column.tag is None

    def tagged(self, tag: str) -> "Slot":
        """Return the slot of a text in one language."""
        return Slot(with_tag(self.column, tag), (*self.steps, tag))


@attrs.frozen
class Branch:
    """A part of a record with its own rows.

    Attributes:
        steps: The keys that lead to it from the part that contains it.
        item: The shape of each of its items, or its own if it is not a list.
        is_list: Whether it is a list.
        field: The field that holds it.

    """

    steps: Path
    item: Shape
    is_list: bool
    field: Field


@attrs.frozen
class Layout:
    """How a part of a record is laid out: the cells of its row, and the rows of other tables."""

    slots: tuple[Slot, ...]
    branches: tuple[Branch, ...]


@attrs.define
class Row:
    """A row of a table.

    Attributes:
        training_id: The identifier of its training.
        path: Its position in the training.
        part_of: The position of the row that it belongs to.
        cells: Plain data by the path of the column.

    """

    training_id: str
    path: str
    part_of: str
    cells: dict[Path, Any]


@attrs.frozen
class Table:
    """A table: its columns and its rows.

    Attributes:
        name: Its name for programs.
        keys: The columns that identify its rows.
        columns: The other columns that are in use.
        rows: Its rows.

    """

    name: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row]

    def headings(self, language: str | None) -> list[str]:
        """Return the headings of the columns."""
        return [column.heading(language) for column in (*self.keys, *self.columns)]

    def cells(self, language: str | None, *, plain: bool = False) -> Iterator[list[Cell]]:
        """Yield the rows; *plain* text has no apostrophe to protect it from spreadsheets."""
        for row in self.rows:
            keys = (row.training_id, row.path, row.part_of)[: len(self.keys)]
            yield [
                *keys,
                *(
                    _shown(column, row.cells.get(column.path), language, plain)
                    for column in self.columns
                ),
            ]


def _shown(column: Column, value: Any, language: str | None, plain: bool) -> Cell:  # noqa: FBT001
    if value is None:
        return ""
    if plain and type(column.kind) is Words:
        return str(value)
    return column.kind.shown(value, language)


def text_of(cell: Cell) -> str:
    """Return the text of a cell for programs, with dates in ISO form."""
    return cell.isoformat() if isinstance(cell, datetime.date | datetime.time) else str(cell)


def layout_of(shape: Shape) -> Layout:
    """Return the layout of a record or of an item of a list, by its shape."""
    if not isinstance(shape, Object):
        field = _value_field()
        column = Column(
            ("value",), attrs.evolve(field, shape=shape), (VALUE,), kind_of(shape, field)
        )
        return Layout((Slot(column, ()),), ())
    return _layout(shape.type)


def _value_field() -> Field:
    return next(field for field in fields(Training) if field.name == "objectives")


@PerClassCache
def _layout(cls: type[Record]) -> Layout:
    slots: list[Slot] = []
    branches: list[Branch] = []
    for found in _parts(cls, (), (), (), (cls,), personal=False):
        (slots if isinstance(found, Slot) else branches).append(found)  # type: ignore[arg-type]
    return Layout(tuple(slots), tuple(branches))


def _parts(  # noqa: PLR0913 - passed down the recursion
    cls: type[Record],
    steps: Path,
    code: Path,
    names: tuple[Phrase, ...],
    inside: tuple[type, ...],
    *,
    personal: bool,
) -> Iterator[Slot | Branch]:
    for field in fields(cls):
        there = (*steps, field.name)
        is_personal = personal or field.sensitivity is PERSONAL
        here, labels = (*code, field.name), (*names, field.label)
        shape = field.shape
        inner = shape.inexact if isinstance(shape, Number) else shape.type
        if isinstance(shape, Many):
            kind = kind_of(shape, field)
            if isinstance(kind, Several) and isinstance(shape.item, Plain):
                yield _slot(field, there, here, labels, kind, personal=is_personal)
            else:
                yield Branch(there, shape.item, is_list=True, field=field)
        elif isinstance(shape, Object | Number):
            if inner in inside:
                yield Branch(there, shape, is_list=False, field=field)
                continue
            own = field.required and not isinstance(shape, Number | Term)
            below = (code, names) if own else (here, labels)
            yield from _parts(inner, there, *below, (*inside, inner), personal=is_personal)
        else:
            kind = kind_of(shape, field)
            is_own = _is_own(cls, field.name) and bool(code)
            yield _slot(
                field,
                there,
                code if is_own else here,
                names if is_own else labels,
                kind,
                personal=is_personal,
                cls=cls,
            )


def _is_own(cls: type[Record], name: str) -> bool:
    """Whether a field is the main value of its part and has the heading of the part."""
    shape = getattr(cls, "__shape__", None)
    return (shape is Term and name == "code") or (issubclass(cls, Count) and name == "value")


def _slot(  # noqa: PLR0913
    field: Field,
    steps: Path,
    code: Path,
    names: tuple[Phrase, ...],
    kind: CellType,
    *,
    personal: bool,
    cls: type[Record] | None = None,
) -> Slot:
    if cls is not None and getattr(cls, "__shape__", None) is Term and field.name == "code":
        kind = kind_of(Term(cls), field)
    return Slot(Column(code, field, names, kind, personal=personal), steps)


@functools.cache
def table_names() -> dict[Any, str]:
    """Return the names of tables by the kind of their rows: a class, or a field of single values."""
    found = {kind: _NAMES.get(kind, each.field.name) for kind, each in _branches().items()}
    return {Training: TRAININGS, **found, Involvement: _NAMES[Organization]}


@functools.cache
def _branches() -> dict[Any, Branch]:
    """Return the first branch of each kind of row, in the order of the training."""
    found: dict[Any, Branch] = {}
    left: list[type[Record]] = [Training]
    for cls in left:
        for branch in _layout(cls).branches:
            kind = row_kind(branch)
            if kind not in found:
                found[kind] = branch
                left += [kind] if isinstance(kind, type) else []
    return found


def row_kind(branch: Branch) -> Any:
    """Return the kind of the rows of a branch: a class, or a field of single values."""
    is_value = not isinstance(branch.item, Object)
    return branch.field.name if is_value else branch.item.type


def tables_of(trainings: Iterable[Training], unstructure: Callable[[Training], Any]) -> list[Table]:
    """Return the tables of trainings that have rows.

    Raises:
        InvalidDataError: Two trainings have the same identifier.

    """
    sheets = {name: _Sheet() for name in table_names().values()}
    seen: set[str] = set()
    for training in each_of(Training, trainings):
        if training.id in seen:
            raise TRAINING_TWICE.error(id=training.id)
        seen.add(training.id)
        row = Row(training.id, "", "", {})
        _lay_out(sheets, TRAININGS, Object(type(training)), unstructure(training), row)
    return [
        Table(name, KEYS[:1] if name == TRAININGS else KEYS, sheet.columns(name), sheet.rows)
        for name, sheet in sheets.items()
        if sheet.rows or name == TRAININGS
    ]


@attrs.define
class _Sheet:
    """A table under construction: its rows, and the slots in use."""

    rows: list[Row] = attrs.field(factory=list)
    slots: dict[Path, Slot] = attrs.field(factory=dict)

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the columns in the order of the fields, with the languages of a text together."""
        order = {path: at for at, path in enumerate(columns_of(name))}

        def place(column: Column) -> tuple[bool, int, str]:
            stem = column.path[:-1] if column.tag else column.path
            return stem == ("extra",), order.get(stem, len(order)), column.tag or ""

        return tuple(sorted((slot.column for slot in self.slots.values()), key=place))


def _lay_out(sheets: Mapping[str, _Sheet], name: str, shape: Shape, data: Any, row: Row) -> None:
    """Add a part of a record as a row of its table, and its own parts as rows of theirs."""
    sheet, layout = sheets[name], layout_of(shape)
    sheet.rows.append(row)
    for slot in layout.slots:
        value = _value_at(data, slot.steps)
        if value is None or (name == TRAININGS and slot.steps == ("id",)):  # it is the key
            continue
        if slot.is_localized:
            several = [(slot.tagged(tag), text) for tag, text in value.items()]
        else:
            several = [(slot, value)]
        for each, plain in several:
            sheet.slots.setdefault(each.column.path, each)
            row.cells[each.column.path] = plain
    for branch in layout.branches:
        held = _value_at(data, branch.steps)
        if held is None:
            continue
        there = f"{row.path}/{'/'.join(branch.steps)}"
        below = table_names()[row_kind(branch)]
        for at, item in enumerate(held if branch.is_list else (held,)):
            path = f"{there}/{at}" if branch.is_list else there
            _lay_out(sheets, below, branch.item, item, Row(row.training_id, path, row.path, {}))


def _value_at(data: Any, steps: Path) -> Any:
    """Return the value at a path; a term with only a code, or a number, is written without keys."""
    for key in steps:
        if not isinstance(data, dict):
            return data if key in ("code", "value") else None
        data = data.get(key)
        if data is None:
            return None
    return data


_ID = next(field for field in fields(Training) if field.name == "id")
KEYS = tuple(
    Column((code,), attrs.evolve(_ID, metadata=_ID.metadata), (label,), Words(), required=True)
    for code, label in (("training_id", TRAINING_ID), ("path", PATH), ("part_of", PART_OF))
)
"""The columns by which rows refer to one another."""


@functools.cache
def columns_of(name: str) -> dict[Path, Slot]:
    """Return the slots of all parts that have their rows in a table, by the path of the column."""
    found: dict[Path, Slot] = {}
    for key, table in table_names().items():
        if table == name:
            shape = Object(key) if isinstance(key, type) else _branches()[key].item
            for slot in layout_of(shape).slots:
                found.setdefault(slot.column.path, slot)
    return found


def help_of(column: Column, language: str | None) -> str:
    """Return the help for a column."""
    phrase = KEY_HELP.get(column.names[0]) or metadata_of(column.field).help
    return translate(phrase, language or "en")


def title_of(name: str, language: str | None) -> str:
    """Return the label of a table in a language; without one, its code."""
    if language is None:
        return name
    if name == TRAININGS:
        from .headings import TRAININGS as PHRASE  # noqa: PLC0415

        return translate(PHRASE, language)
    labels = {field.name: field.label for field in fields(Training)}
    if name in labels:
        return translate(labels[name], language)
    key = next(key for key, table in table_names().items() if table == name)
    if isinstance(key, type):
        return translate(metadata_of(key).label, language)
    return name
