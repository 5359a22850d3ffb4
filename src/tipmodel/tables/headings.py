"""The row of headings, found among the first rows of a table."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import attrs

from ..core.metadata import metadata_of
from ..core.record import Record, label_of
from ..core.unicode import fold
from ..i18n import languages, translate
from ..i18n.phrase import Phrase
from ..model import Participant, Session, Speaker, Training
from .cells import Cell
from .columns import Column, find

TRAININGS = Phrase("sheet.trainings", "Trainings")
TRAINING_IS = Phrase("sheet.training_is", "Training: {title}")

NOUNS: dict[type[Record], Phrase] = {
    Participant: label_of(Training, "participants"),
    Speaker: label_of(Training, "speakers"),
    Session: label_of(Training, "sessions"),
    Training: TRAININGS,
}
"""What tables are usually of, and what several of it are called; of two that fit, the first."""

ROWS_BEFORE_HEADINGS = 10

Row = Sequence[Cell]


class Sheet:
    """The rows of one table, read once.

    Args:
        rows: All rows; the headings are among the first.
        name: The name of the sheet.
        first_column: How many columns stand before the first cell of the rows.

    """

    def __init__(self, rows: Iterable[Row], name: str = "", first_column: int = 0) -> None:
        left = iter(rows)
        self.first = list(itertools.islice(left, ROWS_BEFORE_HEADINGS))
        self.rows: Iterator[Row] = itertools.chain(self.first, left)
        self.name = name
        self.first_column = first_column


class Place(NamedTuple):
    """A column where it stands in a sheet."""

    at: int
    column: Column
    language: str | None
    heading: str


@attrs.frozen
class Head:
    """What the row of headings says."""

    row: int
    places: tuple[Place, ...]
    unknown: tuple[tuple[int, str], ...]
    width: int


def head_of(cls: type[Record], rows: Iterable[Row]) -> Head | None:
    """Find the headings in the first rows, in any language and order."""
    for number, row in enumerate(itertools.islice(rows, ROWS_BEFORE_HEADINGS), 1):
        texts = [cell.strip() if isinstance(cell, str) else str(cell) for cell in row]
        found = [find(cls, text) if text else {} for text in texts]
        if any(found):
            places = tuple(_places(found, texts))
            unknown = [(at, text) for at, text in enumerate(texts) if text and not found[at]]
            return Head(number, places, tuple(unknown), len(row))
    return None


def _places(found: Sequence[Mapping[str | None, Column]], texts: Sequence[str]) -> Iterator[Place]:
    """Yield the columns; a heading that is word and code at once is what the others are."""
    sure = [language for each in found if len(each) == 1 for language in each]
    usual = sorted(dict.fromkeys(sure), key=sure.count)[-1:]
    for at, each in enumerate(found):
        if each:
            language = next((one for one in usual if one in each), next(iter(each)))
            yield Place(at, each[language], language, texts[at])


def guessed(sheet: Sheet) -> type[Record]:
    """Return the class that a table seems to be of, by the name of its sheet or its headings."""
    for cls in NOUNS:
        if fold(sheet.name) in titles(cls):
            return cls
    heads = {cls: head_of(cls, sheet.first) for cls in NOUNS}
    return max(NOUNS, key=lambda cls: len(head.places) if (head := heads[cls]) else 0)


def titles(cls: type[Record]) -> set[str]:
    """Return what a sheet of records of a class may be called, folded."""
    said = (translate(title(cls), language) for language in languages())
    return {fold(text) for text in (*said, cls.__name__)}


def title(cls: type[Record]) -> Phrase:
    """Return what a sheet of records of a class is called."""
    return NOUNS.get(cls) or metadata_of(cls).label
