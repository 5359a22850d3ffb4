"""A record of every class in which every field is stated, the nine reports, and what tests are run with."""

import datetime
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

import tipmodel
from tipmodel import Count, PartialDate, PartialTime
from tipmodel.core.fields import fields
from tipmodel.core.metadata import metadata_of
from tipmodel.extend import (
    ID,
    Distinct,
    Each,
    InOrder,
    InRange,
    Record,
    RefersTo,
    Rule,
    field,
    record,
)

COMPANIONS = {
    tipmodel.Speaker: {"description": {"en": "experts"}},
    tipmodel.GroupCount: {"name": {"en": "judges"}},
}
"""What must stand beside a field for its record to say who is meant."""


def full(cls: type[Record]) -> Record:
    """Make a record from the examples beside the fields of its class."""
    return tipmodel.structure(
        {field.name: metadata_of(field).example for field in fields(cls)}, cls
    )


def nine() -> list[tipmodel.Training]:
    """Read the records of the nine reports that the library was made for."""
    return [tipmodel.example(), *_records("[0-3]*.json")]


def every_report() -> list[tipmodel.Training]:
    """Read the records of all reports."""
    return [tipmodel.example(), *_records("*.json")]


def _records(pattern: str) -> list[tipmodel.Training]:
    files = sorted((Path(__file__).parent / "reports" / "records").glob(pattern))
    return [each for file in files for each in tipmodel.read(file)]


def crossed(*lists: Sequence[object]) -> list[object]:
    """Return every combination of values: at once so many that each value is met, the rest at length."""
    few = min(map(len, lists))
    made = (zip(*each, strict=True) for each in itertools.product(*map(enumerate, lists)))
    return [
        pytest.param(*values, marks=[pytest.mark.long] * (sum(numbers) % few > 0))
        for numbers, values in made
    ]


WRONG = Rule("acme.wrong_order", "“{part}” is {value}, more than {most}.")
TWICE = Rule("acme.twice", "{field} is used twice.")
NOBODY = Rule("acme.nobody", "{field} is nobody.")


@record("Part")
class Part(Record):
    """A part."""

    count: int | Count | None = field(
        "Count", "What it is.", default=None, validator=InRange(0, 100)
    )
    id: str | None = field("Part", "What it is.", default=None, validator=ID)
    of: tuple[str, ...] = field("Of", "What it is.", default=(), validator=Each(ID))


@record("Whole")
class Whole(Record):
    """Pairs of every type that can be compared."""

    invariants: ClassVar = (
        *(
            InOrder(f"{name}_from", f"{name}_to", WRONG, at=f"{name}_to", strictly=strictly,
                    params={"most": f"{name}_to", "value": f"{name}_from", "part": "label"})
            for name, strictly in (
                ("number", False), ("amount", True), ("day", False), ("date", False), ("time", False)
            )
        ),
        InOrder("parts.count", "number_to", WRONG, at="parts.count", otherwise=9,
                params={"most": "number_to", "value": "parts.count", "part": "label"}),
        Distinct(("parts.id", "others.id"), TWICE),
        RefersTo("parts.of", ("others.id",), NOBODY),
    )  # fmt: skip

    number_from: int | Count | None = field(
        "Number from", "What it is.", default=None, validator=InRange(0, 100)
    )
    number_to: int | Count | None = field(
        "Number to", "What it is.", default=None, validator=InRange(0, 100)
    )
    amount_from: float | None = field(
        "Amount from", "What it is.", default=None, validator=InRange(0, 100)
    )
    amount_to: float | None = field(
        "Amount to", "What it is.", default=None, validator=InRange(0, 100)
    )
    day_from: datetime.date | None = field("Day from", "What it is.", default=None)
    day_to: datetime.date | None = field("Day to", "What it is.", default=None)
    date_from: PartialDate | None = field("Date from", "What it is.", default=None)
    date_to: PartialDate | None = field("Date to", "What it is.", default=None)
    time_from: PartialTime | None = field("Time from", "What it is.", default=None)
    time_to: PartialTime | None = field("Time to", "What it is.", default=None)
    parts: tuple[Part, ...] = field("Parts", "What it is.", default=())
    others: tuple[Part, ...] = field("Others", "What it is.", default=())
