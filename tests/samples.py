"""A record of every class in which every field is stated."""

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
