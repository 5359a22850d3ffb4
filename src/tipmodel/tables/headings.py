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
from .columns import Column, dated, in_country, stems
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
        width: The number of cells in the row.

    """

    row: int
    last_row: int
    places: tuple[Place, ...]
    others: tuple[tuple[int, Heading], ...]
    faults: tuple[tuple[int, Fault], ...]
    grouped: tuple[int, ...]
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
    return len({each.column.path for each in headings if each.column is not None})


def head_of(
    cls: type[Record], rows: Sequence[Row], given: Mapping[str, str] | None = None
) -> Head | None:
    """Find the headings among the first rows, in any language and order.

    They are the first row where most cells are headings, otherwise the row with the most.
    """
    best: tuple[int, int, tuple[Heading, ...]] | None = None
    for index, row in enumerate(rows[:MAX_ROWS_BEFORE_HEADINGS]):
        headings = understand(cls, texts_of(row.cells), given or {})
        found = known(headings)
        if not found:
            continue
        if best is None or found > best[0]:
            best = found, index, headings
        filled = sum(each.sense is not Sense.BLANK for each in headings)
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
    last, grouped = first.number, []
    if index and rows[index - 1].number == first.number - 1:
        above = understand(cls, texts_of(rows[index - 1].cells), given)
        headings = _with_those_above(headings, above)
    if index + 1 < len(rows) and rows[index + 1].number == first.number + 1:
        below = rows[index + 1]
        texts = texts_of(below.cells)
        lower = understand(cls, texts, given)
        if is_same_again(headings, lower):
            last = below.number
            headings = _merged(headings, lower)
        elif _is_second_half(first, below, headings):
            last = below.number
            combined = _combined(first, texts)
            headings = _merged(headings, understand(cls, combined, given))
            upper = {at for at, each in enumerate(headings) if each.sense is Sense.UNKNOWN}
            grouped = [at for at in upper if at < len(texts) and texts[at]]
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
        tuple(grouped),
        len(headings),
    )


def numbers_of_people(cls: type[Record], head: Head) -> int | None:
    """Return the index of the column with numbers of people, if the table counts people.

    Such a table has a row for each governorate or group instead of each person.
    """
    of_people = any(column.path == ("name",) for column in stems(cls))
    if not of_people or any(place.column.path[0] == "name" for place in head.places):
        return None
    identifier = next((p for p in head.places if p.column.path == ("id",)), None)
    if identifier and understand(cls, [identifier.heading])[0].sense is not Sense.COUNTER:
        return None
    if identifier and identifier.at > min(place.at for place in head.places):
        return identifier.at
    unknown = ((at, each.text) for at, each in head.others if each.sense is Sense.UNKNOWN)
    return next((at for at, text in unknown if is_summary(text)), None)


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


def _is_second_half(first: Row, below: Row, headings: Sequence[Heading]) -> bool:
    """Whether a row is the lower row of headings in two rows, with cells only below groups."""
    filled = [at for at, cell in enumerate(below.cells) if not is_blank(cell)]
    fields = [at for at, each in enumerate(headings) if each.sense is Sense.FIELD]
    words = all(isinstance(below.cells[at], str) for at in filled)
    has_number = any(re.search(r"\d", str(below.cells[at])) for at in filled)
    if len(filled) < 2 or not words or has_number or not fields:  # noqa: PLR2004
        return False
    groups = [at for at in filled if not _group_above(first, at)]
    return not groups and not set(filled) & {at for at in fields if not _is_group(first, at)}


def _is_group(first: Row, at: int) -> bool:
    """Whether a heading may span several columns, because the next cell is empty."""
    cells = first.cells
    return at + 1 >= len(cells) or is_blank(cells[at + 1])


def _group_above(first: Row, at: int) -> str:
    cells = first.cells
    for index in range(min(at, len(cells) - 1), -1, -1):
        if not is_blank(cells[index]):
            return str(cells[index]).strip()
    return ""


def _combined(first: Row, texts: Sequence[str]) -> list[str]:
    return [f"{_group_above(first, at)}: {text}" if text else "" for at, text in enumerate(texts)]


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
    return max(NOUNS, key=lambda cls: len(head.places) if (head := heads[cls]) else 0)


@PerClassCache
def titles(cls: type[Record]) -> frozenset[str]:
    """Return the possible names of a sheet of a class, folded."""
    said = (translate(title(cls), language) for language in languages())
    return frozenset(fold(text) for text in (*said, cls.__name__))


def title(cls: type[Record]) -> Phrase:
    """Return the name of a sheet of a class."""
    return NOUNS.get(cls) or metadata_of(cls).label
