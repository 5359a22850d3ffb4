"""Where the information was taken from."""

import datetime
from typing import ClassVar

from ..core.invariants import not_empty
from ..core.metadata import PERSONAL, field, record
from ..core.record import Invariants, Record
from ..core.validators import LANGUAGE, URL, Each
from ..values.dates import PartialDate
from ..values.text import LocalizedText
from .organization import Organization


@record("Source", help="Where the information was taken from.")
class Source(Record):
    """Where the information in a record was taken from.

    >>> Source(title=LocalizedText(en="Mission report"), author=LocalizedText(en="A. N. Example"))
    Source(title=LocalizedText({'en': 'Mission report'}), author=<personal>)
    """

    invariants: ClassVar[Invariants] = (not_empty,)

    title: LocalizedText | None = field(
        "Title of the source",
        "The title of the source, if it is more than a report on this training: minutes, a letter with its number, a yearly report.",
        default=None,
        example={"en": "Minutes of the seventh meeting"},
    )
    author: LocalizedText | None = field(
        "Author",
        "Who wrote or edited it, as the source names them; never published.",
        default=None,
        sensitivity=PERSONAL,
        example={"en": "A. N. Example"},
    )
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
