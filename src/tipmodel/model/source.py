"""Where the information was taken from."""

import datetime
from typing import ClassVar

from ..core.metadata import field, record
from ..core.record import Invariants, Record, not_empty
from ..core.validators import LANGUAGE, URL, Each
from ..values.dates import PartialDate
from .organization import Organization


@record("Source", help="Where the information was taken from.")
class Source(Record):
    """Where the information in a record was taken from."""

    invariants: ClassVar[Invariants] = (not_empty,)

    url: str | None = field(
        "Link",
        "The web address of the source.",
        default=None,
        validator=URL,
        example="https://example.org/reports/1",
    )
    publisher: Organization | None = field(
        "Publisher",
        "The body that published it.",
        default=None,
        example={"name": {"en": "IOM Iraq"}},
    )
    published: PartialDate | None = field(
        "Published on",
        "When it was published; parts may be unknown.",
        default=None,
        example="2015-05",
    )
    languages: tuple[str, ...] = field(
        "Languages",
        "The languages of the source.",
        default=(),
        validator=Each(LANGUAGE),
        example=["en"],
    )
    retrieved: datetime.date | None = field(
        "Retrieved on", "The day it was read.", default=None, example="2026-11-24"
    )
