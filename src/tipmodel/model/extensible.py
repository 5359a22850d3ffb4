"""Records that can hold the data of other tools."""

from collections.abc import Mapping
from typing import Any

from ..core.extra import NO_EXTRA, Extra
from ..core.metadata import INTERNAL, field, record
from ..core.record import Record
from ..core.validators import EXTRA


@record("Record with additional data")
class Extensible(Record):
    """A record with a place for the data of other tools."""

    extra: Mapping[str, Any] = field(
        "Additional data",
        "Data of other tools, kept unchanged.",
        default=NO_EXTRA,
        converter=Extra.of,
        validator=EXTRA,
        sensitivity=INTERNAL,
        example={"acme:room": 4},
    )
