"""Find the rows of headings, and the class of each sheet."""

import functools
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import attrs

from ..core.fields import PerClassCache, label_of
from ..core.metadata import metadata_of
from ..core.record import Record
from ..core.unicode import fold
from ..i18n import languages, translate
from ..i18n.phrase import Phrase
from ..model import Participant, Session, Speaker, Training
from .cleaning import is_summary
from .columns import Column, Path, dated, in_country, stems
from .heading_words import Heading, Sense, understand
from .source import Cell, Fault, Row, is_blank

TRAININGS = Phrase("sheet.trainings", "Trainings")
TRAINING_IS = Phrase("sheet.training_is", "Training: {title}")

NOUNS: dict[type[Record], Phrase] = {
    Participant: label_of(Training, "participants"),
    Speaker: label_of(Training, "speakers"),
    Session: label_of(Training, "sessions"),
    Training: TRAININGS,
}
"""The usual classes of tables and their plurals; the first wins if two fit equally."""

MAX_ROWS_BEFORE_HEADINGS = 100
"""The number of rows, without empty ones, that are searched for headings."""

_ROWS_FOR_A_GUESS = 40
_LONGEST_HEADING = 300


class Place(NamedTuple):
    """A column with its index in a sheet."""

    at: int
    column: Column
    language: str | None
    heading: str


@attrs.frozen
class Head:
    """The interpreted headings of a table.

    Attributes:
        row: The number of their row.
        last_row: The number of their last row, because headings can take two.
        places: The columns with a known field.
        others: The other headings, each with its index.
        faults: The cells of the row that cannot be read, each with its index.
        grouped: The indices of headings in two rows that are not known.
        below: The indices of headings that stand or end in the last row.
        width: The number of cells in the row.

    """

    row: int
    last_row: int
    places: tuple[Place, ...]
    others: tuple[tuple[int, Heading], ...]
    faults: tuple[tuple[int, Fault], ...]
    grouped: tuple[int, ...]
    below: frozenset[int]
    width: int

    def over(self, rows: Sequence[Row]) -> "Head":
        """Return the same headings, whose columns of times know whether *rows* state dates."""
        places = (
            each._replace(
                column=dated(
                    each.column, (row.cells[each.at] for row in rows if each.at < len(row.cells))
                )
            )
            for each in self.places
        )
        return attrs.evolve(self, places=tuple(places))

    def in_country(self, country: str | None) -> "Head":
        """Return the same headings, with *country* for values that omit it."""
        places = (each._replace(column=in_country(each.column, country)) for each in self.places)
        return attrs.evolve(self, places=tuple(places))

    @property
    def first(self) -> int:
        """The index of the first column with a known field."""
        return min((place.at for place in self.places), default=0)

    @functools.cached_property
    def by_index(self) -> Mapping[int, Place]:
        """The columns by their indices."""
        return {place.at: place for place in self.places}


def texts_of(cells: Sequence[Cell]) -> list[str]:
    """Return the texts of cells that may be headings; a cell that is too long becomes ``…``."""
    texts = [cell.strip() if isinstance(cell, str) else _as_heading(cell) for cell in cells]
    return [text if len(text) <= _LONGEST_HEADING else "…" for text in texts]


def _as_heading(cell: Cell) -> str:
    return "" if isinstance(cell, Fault) else str(cell)


def known(headings: Iterable[Heading]) -> int:
    """Return the number of different fields that headings name."""
    return len(known_paths(headings))


def known_paths(headings: Iterable[Heading]) -> set[Path]:
    """Return the paths of the fields that headings name."""
    return {each.column.path for each in headings if each.column is not None}


def head_of(
    cls: type[Record], rows: Sequence[Row], given: Mapping[str, str] | None = None
) -> Head | None:
    """Find the headings among the first rows, in any language and order.

    They are the first row where most cells are headings, otherwise the row with the most. If no
    row has any, they are the first row where most cells may mean several fields.
    """
    best: tuple[int, int, tuple[Heading, ...]] | None = None
    for index, row in enumerate(rows[:MAX_ROWS_BEFORE_HEADINGS]):
        headings = understand(cls, texts_of(row.cells), given or {})
        found = known(headings)
        filled = sum(each.sense is not Sense.BLANK for each in headings)
        asked = sum(each.sense is Sense.AMBIGUOUS for each in headings)
        if not found and (best is not None or asked < 2 or asked * 2 < filled):  # noqa: PLR2004
            continue
        if best is None or found > best[0]:
            best = found or 1, index, headings  # one known word below may be a value
        if found > 1 and found * 2 >= filled:
            best = found, index, headings
            break
    return _head(cls, rows, best[1], best[2], given or {}) if best else None


def _head(
    cls: type[Record],
    rows: Sequence[Row],
    index: int,
    headings: tuple[Heading, ...],
    given: Mapping[str, str],
) -> Head:
    first = rows[index]
    last, grouped, ends_below = first.number, tuple[int, ...](), list[str]()
    for upper in (index - 1, index):
        if upper < 0 or upper + 1 == len(rows) or rows[upper + 1].number != rows[upper].number + 1:
            continue
        two = _in_two_rows(cls, rows[upper], rows[upper + 1], given, is_lower=upper < index)
        if two:
            headings, grouped = two
            last, ends_below = rows[upper + 1].number, texts_of(rows[upper + 1].cells)
            break
        other = understand(cls, texts_of(rows[2 * upper + 1 - index].cells), given)
        if upper < index:
            headings = _with_those_above(headings, other)
        elif is_same_again(headings, other):
            last = rows[upper + 1].number
            headings = _merged(headings, other)
    places = tuple(
        Place(at, each.column, each.language, each.text)
        for at, each in enumerate(headings)
        if each.sense is Sense.FIELD and each.column is not None
    )
    others = [
        (at, each)
        for at, each in enumerate(headings)
        if each.sense not in (Sense.FIELD, Sense.BLANK)
    ]
    counter = next((at for at, each in others if each.sense is Sense.COUNTER), None)
    if counter is not None and all(place.column.path != ("id",) for place in places):
        identifier = [column for column in stems(cls) if column.path == ("id",)]
        places += tuple(
            Place(counter, column, None, headings[counter].text) for column in identifier
        )
        others = [(at, each) for at, each in others if at != counter or not identifier]
    faults = [(at, cell) for at, cell in enumerate(first.cells) if isinstance(cell, Fault)]
    return Head(
        first.number,
        last,
        places,
        tuple(others),
        tuple(faults),
        grouped,
        frozenset(at for at, text in enumerate(ends_below) if text),
        len(headings),
    )


def numbers_of_people(cls: type[Record], head: Head, rows: Sequence[Row]) -> int | None:
    """Return the index of the column with numbers of people, if the table counts people.

    Such a table has a row for each governorate or group instead of each person.
    """
    if not any(column.path == ("name",) for column in stems(cls)):
        return None
    unknown = {at: each.text for at, each in head.others if each.sense is Sense.UNKNOWN}
    counts = (at for at, text in unknown.items() if _is_of_people(text) and _are_numbers(at, rows))
    if any(place.column.path[0] == "name" for place in head.places):
        return next(counts, None)
    identifier = next((p for p in head.places if p.column.path == ("id",)), None)
    if identifier and understand(cls, [identifier.heading])[0].sense is not Sense.COUNTER:
        return None
    if identifier and identifier.at > head.first:
        return identifier.at
    return next((at for at, text in unknown.items() if is_summary(text)), next(counts, None))


def _is_of_people(text: str) -> bool:
    """Whether a text is the heading of a number of people, such as "No. of women"."""
    column = understand(Training, [text])[0].column
    return column is not None and column.path[0] == "headcount"


def _are_numbers(at: int, rows: Sequence[Row]) -> bool:
    """Whether most values of a column are numbers above 1; 1 may be a tick."""
    values = [row.cells[at] for row in rows if at < len(row.cells) and not is_blank(row.cells[at])]
    above = [each for each in values if re.fullmatch(r"\d{2,4}|[2-9]", str(each).strip())]
    return len(above) * 2 > len(values)


def is_form(cls: type[Record], head: Head, rows: Sequence[Row]) -> bool:
    """Whether the headings stand in a column, with the values of one record beside them."""
    if not head.places:
        return False
    at = head.first
    cells = [row.cells[at : at + 1] for row in rows[:MAX_ROWS_BEFORE_HEADINGS]]
    texts = [text for each in cells for text in texts_of(each)]
    labels = understand(cls, [head.by_index[at].heading, *texts])
    are_labels = [each for each in labels if each.sense in (Sense.FIELD, Sense.AMBIGUOUS)]
    beside = {place.column.path for place in head.places}
    return len(known_paths(labels) - {("id",)}) > len(beside) and len(are_labels) * 2 > len(labels)


def is_same_again(above: Sequence[Heading], below: Sequence[Heading]) -> bool:
    """Whether a row repeats the headings of another, perhaps in another language."""
    pairs = [
        (above[at].column if at < len(above) else None, each.column)
        for at, each in enumerate(below)
        if each.column is not None
    ]
    filled = sum(each.sense is not Sense.BLANK for each in below)
    same = sum(
        upper is not None and lower is not None and upper.path[0] == lower.path[0]
        for upper, lower in pairs
    )
    return bool(pairs) and len(pairs) * 2 >= filled and same * 2 > len(pairs) and filled > 1


def _merged(above: Sequence[Heading], below: Sequence[Heading]) -> tuple[Heading, ...]:
    """Return the headings of two rows: the upper one if it is known, otherwise the lower one."""
    pairs = [
        (
            above[at] if at < len(above) else Heading("", Sense.BLANK),
            below[at] if at < len(below) else Heading("", Sense.BLANK),
        )
        for at in range(max(len(above), len(below)))
    ]
    return tuple(
        lower
        if upper.sense in (Sense.BLANK, Sense.UNKNOWN) and lower.sense is not Sense.BLANK
        else upper
        for upper, lower in pairs
    )


def _with_those_above(headings: Sequence[Heading], above: Sequence[Heading]) -> tuple[Heading, ...]:
    """Return headings, completed from the row above where cells span both rows."""
    blank = Heading("", Sense.BLANK)
    return tuple(
        upper if each.sense is Sense.BLANK and upper.sense is not Sense.UNKNOWN else each
        for each, upper in itertools.zip_longest(headings, above, fillvalue=blank)
    )


def _in_two_rows(
    cls: type[Record], first: Row, below: Row, given: Mapping[str, str], *, is_lower: bool
) -> tuple[tuple[Heading, ...], tuple[int, ...]] | None:
    """Return the headings of two rows, and the indices of those that are not understood together.

    The lower row parts the groups of the upper one, as in ``Name | | Sex`` over ``Arabic | English |``,
    or ends its headings, as in ``Full | Job`` over ``Name | Title``.

    Args:
        cls: The class of the records.
        first: The upper row.
        below: The lower row.
        given: The meanings that the caller gives to headings.
        is_lower: Whether the lower row is the one that seems to have the headings.

    """
    pairs = list(itertools.zip_longest(texts_of(first.cells), texts_of(below.cells), fillvalue=""))
    filled = [at for at, (_, lower) in enumerate(pairs) if lower]
    if len(filled) < 2 or not all(isinstance(below.cells[at], str) for at in filled):  # noqa: PLR2004
        return None
    above = understand(cls, [upper for upper, _ in pairs], given)
    if all(pairs[at][0] for at in filled):
        joined = understand(cls, [f"{upper} {lower}".strip() for upper, lower in pairs], given)
        are_whole = all(
            joined[at].sense is not Sense.UNKNOWN
            and (
                above[at].sense is Sense.UNKNOWN
                or above[at].column == joined[at].column
                or pairs[at][1][0] in "(["
            )
            for at in filled
        )
        has_halves = any(above[at].sense is Sense.UNKNOWN for at in filled)
        return (joined, ()) if has_halves and are_whole else None
    is_title = not any(
        each.sense not in (Sense.BLANK, Sense.UNKNOWN) and not pairs[at][1]
        for at, each in enumerate(above)
    )
    texts = _parted(pairs)
    if texts is None or (is_lower and is_title):
        return None
    joined = understand(cls, texts, given)
    if is_lower:  # the rest of the row is known without the names of its groups
        below_alone = understand(cls, [lower for _, lower in pairs], given)
        joined = tuple(
            alone if alone.sense is Sense.FIELD and each.sense is Sense.UNKNOWN else each
            for each, alone in zip(joined, below_alone, strict=True)
        )
    strange = tuple(at for at in filled if joined[at].sense is Sense.UNKNOWN)
    if any(_is_value(pairs[at][1], is_known=at not in strange) for at in filled):
        return None
    return joined, strange


def _parted(pairs: Sequence[tuple[str, str]]) -> list[str] | None:
    """Return headings such as ``Name: Arabic``, if all texts of the lower row stand below groups."""
    texts, group, is_group = [], "", False
    for at, (upper, lower) in enumerate(pairs):
        if upper:
            group, is_group = upper, at + 1 < len(pairs) and not pairs[at + 1][0]
        if lower and not is_group:
            return None
        texts.append(f"{group}: {lower}" if lower else upper)
    return texts


def _is_value(text: str, *, is_known: bool) -> bool:
    """Whether a text below the headings is a value, because it is a number or has one."""
    return bool(re.search(r"\d", text)) and not (is_known and re.search(r"[^\W\d]", text))


_NAMES: Mapping[type[Record], str] = {
    Participant: "participants|participant|attendees|attendance|trainees|registration|beneficiaries"
    "|المشاركين|المشاركون|مشاركين|المتدربين|المتدربون|الحضور|الحاضرين|المستفيدين|بەشداربووان",
    Speaker: "trainers|trainer|speakers|speaker|facilitators|lecturers|resource persons|instructors"
    "|المدربين|المدربون|مدربين|المتحدثين|المتحدثون|المحاضرين|المحاضرون|الميسرين|الميسرون",
    Session: "sessions|session|agenda|programme|program|الجلسات|الجلسة|جدول الأعمال|البرنامج",
    Training: "trainings|courses|workshops|التدريبات|الدورات|الورش",
}
"""Other names of sheets, by class."""


def sheet_class(name: str, expected: type[Record] | None = None) -> type[Record] | None:
    """Return the class that the name of a sheet states, if any."""
    folded = fold(name)
    if expected and folded in titles(expected):
        return expected
    for cls in NOUNS:
        if folded in titles(cls):
            return cls
    spoken = f" {folded} "
    found = [cls for cls in NOUNS if any(f" {each} " in spoken for each in _names(cls))]
    return found[0] if len(found) == 1 else None


@PerClassCache
def _names(cls: type[Record]) -> tuple[str, ...]:
    return tuple({*map(fold, _NAMES[cls].split("|")), *titles(cls)})


def guessed(name: str, rows: Sequence[Row]) -> type[Record]:
    """Return the likely class of a table, by the name of its sheet or by its headings."""
    named = sheet_class(name)
    if named:
        return named
    rows = rows[:_ROWS_FOR_A_GUESS]
    heads = {cls: head_of(cls, rows) for cls in NOUNS}
    return max(NOUNS, key=lambda cls: _fit(heads[cls]))


def _fit(head: Head | None) -> tuple[int, int]:
    """Return how many headings name a field, and how many may name one."""
    if head is None:
        return 0, 0
    return len(head.places), sum(each.sense is Sense.AMBIGUOUS for _, each in head.others)


@PerClassCache
def titles(cls: type[Record]) -> frozenset[str]:
    """Return the possible names of a sheet of a class, folded."""
    said = (translate(title(cls), language) for language in languages())
    return frozenset(fold(text) for text in (*said, cls.__name__))


def title(cls: type[Record]) -> Phrase:
    """Return the name of a sheet of a class."""
    return NOUNS.get(cls) or metadata_of(cls).label
