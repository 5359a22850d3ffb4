"""A record of every class in which every field is stated, and the nine reports."""

from pathlib import Path

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
