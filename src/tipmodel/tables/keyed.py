"""Trainings as tables that refer to one another: a row for each part that may be there more than once.

Every row says to which training it belongs, and where it stands in it (a JSON Pointer). The tables
and their columns are derived from the fields:

- What a record holds once is in columns of its row: ``dates.start``, ``headcount.total``.
- Each item of a list is a row: of the table that is called like the field, or, for a class that
  stands in several lists, like the first of them. So all places are in ``places``.
- What is inside something of its own kind, such as the body above a body, is a row too.
- What a part cannot be without stands under its own name: the code of a term, the value of a count,
  the body of an involvement.

No cell holds JSON, but those of ``extra``.
"""

import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..core.issues import InvalidDataError, Issue, Location
from ..core.metadata import PERSONAL, metadata_of
from ..core.record import Field, PerClassCache, Record, fields
from ..core.rules import NOT_JSON
from ..core.shape import Many, Number, Object, Plain, Shape, Term, Texts
from ..i18n import LANGUAGES, translate
from ..i18n.phrase import Phrase
from ..model import GroupCount, Involvement, Organization, Training
from ..values.counts import Count
from .cells import CellType, JsonText, Words, typed
from .choices import Several, kind_of
from .columns import Column, with_tag
from .rules import NO_SUCH_ROW, ROW_IN_NO_TRAINING, TRAINING_TWICE
from .source import Cell

TRAINING_ID = Phrase("tables.training_id", "Training")
PATH = Phrase("tables.path", "Place in the record")
PART_OF = Phrase("tables.part_of", "Belongs to")
VALUE = Phrase("tables.value", "Value")
KEY_HELP = {
    TRAINING_ID: Phrase("tables.training_id_help", "The identifier of the training."),
    PATH: Phrase("tables.path_help", "Where it stands in the record of the training."),
    PART_OF: Phrase(
        "tables.part_of_help",
        "The place of the row that it belongs to; empty if that is the training itself.",
    ),
}

Path = tuple[str, ...]
TRAININGS = "trainings"
_NAMES: dict[Any, str] = {GroupCount: "counts", Organization: "organizations"}
"""Tables that are not called like a field of the training."""


@attrs.frozen
class Slot:
    """A column of a table, and where its values stand in a row's part of the record.

    Attributes:
        column: What stands over it, and the kind of its cells.
        steps: The keys that lead from the part to the value.

    """

    column: Column
    steps: Path

    @property
    def is_localized(self) -> bool:
        """Whether it is a text in several languages, and so a column for each of them."""
        return isinstance(self.column.field.shape, Texts) and self.column.tag is None

    def tagged(self, tag: str) -> "Slot":
        """Return the slot of a text in one language."""
        return Slot(with_tag(self.column, tag), (*self.steps, tag))


@attrs.frozen
class Branch:
    """What has rows of its own.

    Attributes:
        steps: The keys that lead to it from the part of the record that holds it.
        item: The shape of each of its items, or of itself.
        is_list: Whether it is a list.

    """

    steps: Path
    item: Shape
    is_list: bool
    field: Field


@attrs.frozen
class Layout:
    """What a part of a record is laid out into: cells of its own row, and rows of other tables."""

    slots: tuple[Slot, ...]
    branches: tuple[Branch, ...]


@attrs.define
class Row:
    """A row of a table.

    Attributes:
        training_id: The training that it belongs to.
        path: Where it stands in the record of the training.
        part_of: Where the row that it belongs to stands.
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
        name: What it is called for programs.
        keys: The columns by which its rows are known.
        columns: The others, those in use.
        rows: Its rows.

    """

    name: str
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Row]

    def headings(self, language: str | None) -> list[str]:
        """Return what stands over the columns."""
        return [column.heading(language) for column in (*self.keys, *self.columns)]

    def cells(self, language: str | None, *, plain: bool = False) -> Iterator[list[Cell]]:
        """Yield the rows; *plain* text has no apostrophe before what spreadsheets would change."""
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


def layout_of(shape: Shape) -> Layout:
    """Return how a value of a shape is laid out: a record, or an item of a list."""
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


def _parts(  # noqa: PLR0913 - what is known on the way down
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
    """Tell whether a field stands under the name of what it is a part of."""
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
    """Return the tables by what their rows are: classes, or fields of texts and codes."""
    found = {kind: _NAMES.get(kind, each.field.name) for kind, each in _branches().items()}
    return {Training: TRAININGS, **found, Involvement: _NAMES[Organization]}


@functools.cache
def _branches() -> dict[Any, Branch]:
    """Return the first branch of each kind of rows, in the order in which a training has them."""
    found: dict[Any, Branch] = {}
    left: list[type[Record]] = [Training]
    for cls in left:
        for branch in _layout(cls).branches:
            kind = _row_kind(branch)
            if kind not in found:
                found[kind] = branch
                left += [kind] if isinstance(kind, type) else []
    return found


def _row_kind(branch: Branch) -> Any:
    """Return what the rows of a branch are: a class, or a field whose items are single values."""
    is_value = not isinstance(branch.item, Object)
    return branch.field.name if is_value else branch.item.type


def tables_of(trainings: Iterable[Training], unstructure: Callable[[Training], Any]) -> list[Table]:
    """Return the tables of trainings, those that have rows.

    Raises:
        InvalidDataError: Two trainings have one identifier.

    """
    sheets = {name: _Sheet() for name in table_names().values()}
    seen: set[str] = set()
    for training in trainings:
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
    """A table in the making: its rows, and the slots in use."""

    rows: list[Row] = attrs.field(factory=list)
    slots: dict[Path, Slot] = attrs.field(factory=dict)

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the columns in the order of the fields, the languages of a text together."""
        order = {path: at for at, path in enumerate(columns_of(name))}

        def place(column: Column) -> tuple[bool, int, str]:
            stem = column.path[:-1] if column.tag else column.path
            return stem == ("extra",), order.get(stem, len(order)), column.tag or ""

        return tuple(sorted((slot.column for slot in self.slots.values()), key=place))


def _lay_out(sheets: Mapping[str, _Sheet], name: str, shape: Shape, data: Any, row: Row) -> None:
    """Add the row of a part of a record to its table, and the rows below it to theirs."""
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
        below = table_names()[_row_kind(branch)]
        for at, item in enumerate(held if branch.is_list else (held,)):
            path = f"{there}/{at}" if branch.is_list else there
            _lay_out(sheets, below, branch.item, item, Row(row.training_id, path, row.path, {}))


def _value_at(data: Any, steps: Path) -> Any:
    """Return what stands under some keys; a term that is only a code, and a number, stand alone."""
    for key in steps:
        if not isinstance(data, dict):
            return data if key in ("code", "value") else None
        data = data.get(key)
        if data is None:
            return None
    if steps and isinstance(data, dict) and steps[-1] in ("code", "value"):
        return None
    return data


_ID = next(field for field in fields(Training) if field.name == "id")
KEYS = tuple(
    Column((code,), attrs.evolve(_ID, metadata=_ID.metadata), (label,), Words(), required=True)
    for code, label in (("training_id", TRAINING_ID), ("path", PATH), ("part_of", PART_OF))
)
"""The columns by which rows refer to one another."""


# Reading


@attrs.frozen
class Read:
    """A table as it stands in a file: what its columns are, and its rows of cells."""

    name: str
    columns: Sequence[Path]
    rows: Iterable[tuple[Location, Sequence[Cell]]]


def trainings_data(
    tables: Iterable[Read], language: str | None, *, plain: bool = False
) -> dict[str, Any]:
    """Return the plain data of the trainings in tables, by their identifiers.

    Raises:
        InvalidDataError: With the issues of every cell that cannot be read, and every row that
            belongs nowhere.

    """
    found: dict[str, Any] = {}
    issues: list[Issue] = []
    parts: list[tuple[Path, Row, Location]] = []
    for table in tables:
        for location, row in _rows_of(table, language, issues, plain=plain):
            if table.name == TRAININGS:
                if row.training_id in found:
                    issue = TRAINING_TWICE.issue(id=row.training_id)
                    issues.append(attrs.evolve(issue, location=location))
                    continue
                found[row.training_id] = {"id": row.training_id}
            parts.append((tuple(row.path.split("/")[1:]), row, location))
    for path, row, location in sorted(parts, key=lambda part: len(part[0])):
        if row.training_id not in found:
            issue = ROW_IN_NO_TRAINING.issue(id=row.training_id)
            issues.append(attrs.evolve(issue, location=location))
        elif not _put(found[row.training_id], path, row.cells):
            issues.append(attrs.evolve(NO_SUCH_ROW.issue(), location=location))
    if issues:
        raise InvalidDataError(*issues)
    return {id_: _listed(data) for id_, data in found.items()}


def _rows_of(
    table: Read, language: str | None, issues: list[Issue], *, plain: bool
) -> Iterator[tuple[Location, Row]]:
    """Yield the rows of a table; the issues of its cells are added to others."""
    slots = columns_of(table.name)
    columns = [(path, _slot_at(slots, path)) for path in table.columns]
    keys = [key.path for key in KEYS]
    for location, cells in table.rows:
        row = Row("", "", "", {})
        for (path, slot), cell in zip(columns, cells, strict=False):
            if cell == "":
                continue
            if path in keys:
                setattr(row, path[0], str(typed(cell)))
            elif slot is not None:
                try:
                    row.cells[path] = _meant(slot.column, cell, language, plain=plain)
                except InvalidDataError as error:
                    label = slot.column.names[-1]
                    issues += [
                        attrs.evolve(issue, location=location, field=label)
                        for issue in error.issues
                    ]
        yield location, row


def _meant(column: Column, cell: Cell, language: str | None, *, plain: bool) -> Any:
    if plain and type(column.kind) is Words:
        return str(cell)
    meant = column.kind.meant(cell, language)[0]
    if not isinstance(meant, JsonText):
        return meant
    try:
        return json.loads(meant)
    except ValueError:
        raise NOT_JSON.error(line=1, column=1) from None


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


def _slot_at(slots: Mapping[Path, Slot], path: Path) -> Slot | None:
    """Return the slot of a column; of a text in several languages, the last key is the language."""
    if path in slots and not slots[path].is_localized:
        return slots[path]
    stem = slots.get(path[:-1])
    return stem.tagged(path[-1]) if path and stem and stem.is_localized else None


class _Items(dict[int, Any]):
    """The items of a list by their places, while it is put together."""


def _put(data: dict[str, Any], path: Path, values: Mapping[Path, Any]) -> bool:
    """Put the cells of a row where they belong; tell whether there is such a place."""
    here: Any = data
    shape: Shape = Object(Training)
    steps = list(path)
    while steps:
        branch = _branch(shape, steps)
        if branch is None:
            return False
        for step in branch.steps[:-1]:
            here = here.setdefault(step, {})
        key: Any
        taken = len(branch.steps)
        if branch.is_list:
            if len(steps) == taken or not steps[taken].isdecimal() or len(steps[taken]) > 5:  # noqa: PLR2004
                return False
            here = here.setdefault(branch.steps[-1], _Items())
            key = int(steps[taken])
            taken += 1
        else:
            key = branch.steps[-1]
        steps = steps[taken:]
        if not steps:
            here[key] = _made(branch.item, values, here.get(key))
            return True
        here = here.setdefault(key, {})
        shape = branch.item
    data.update(_made(shape, values, data))
    return True


def _branch(shape: Shape, steps: Sequence[str]) -> Branch | None:
    for branch in layout_of(shape).branches:
        if tuple(steps[: len(branch.steps)]) == branch.steps:
            return branch
    return None


def _made(shape: Shape, values: Mapping[Path, Any], made: Any) -> Any:
    """Return the plain data of a part of a record from its cells."""
    slots = layout_of(shape).slots
    if not isinstance(shape, Object | Number):
        return dict(_texts(values)) if isinstance(shape, Texts) else values.get(("value",))
    data: dict[str, Any] = made if isinstance(made, dict) else {}
    by_path = {slot.column.path: slot for slot in slots}
    for path, value in values.items():
        slot = _slot_at(by_path, path)
        if slot is None:
            continue
        here = data
        for key in slot.steps[:-1]:
            here = here.setdefault(key, {})
        here[slot.steps[-1]] = value
    return _collapsed(shape, data)


def _texts(values: Mapping[Path, Any]) -> Iterator[tuple[str, Any]]:
    return ((path[-1], value) for path, value in values.items())


def _collapsed(shape: Shape, data: Any) -> Any:
    """Return data with terms that are only a code, and exact numbers, as they are written."""
    if not isinstance(data, dict):
        return data
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
    """Return data in which lists are lists."""
    if isinstance(data, _Items):
        return [_listed(data[at]) for at in sorted(data)]
    if isinstance(data, dict):
        return {key: _listed(value) for key, value in data.items()}
    return data


def column_path(name: str, heading: str, language: str | None) -> Path | None:
    """Return the path of the column that a heading stands for in a table, if there is one."""
    found = _paths(name, language).get(heading)
    tag = heading[heading.rfind("(") + 1 : -1] if language else heading.rpartition(".")[2]
    if found or not tag:
        return found
    every = (slot.tagged(tag).column for slot in columns_of(name).values() if slot.is_localized)
    return next((column.path for column in every if column.heading(language) == heading), None)


@functools.cache
def _paths(name: str, language: str | None) -> dict[str, Path]:
    """Return the paths of the columns of a table by their headings, in the languages we speak."""
    columns = list(KEYS)
    for slot in columns_of(name).values():
        tagged = [slot.tagged(tag) for tag in LANGUAGES] if slot.is_localized else [slot]
        columns += [each.column for each in tagged]
    return {column.heading(language): column.path for column in reversed(columns)}


def title_of(name: str, language: str | None) -> str:
    """Return what a table is called in a language; without one, its code."""
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
