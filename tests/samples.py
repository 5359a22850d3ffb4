"""A record of every class in which every field is stated, the nine reports, and what tests are run with."""

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest

import tipmodel
from tipmodel.core.metadata import metadata_of
from tipmodel.core.record import Record, fields

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
