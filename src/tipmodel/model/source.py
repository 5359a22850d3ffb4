"""Where the information was taken from."""

import datetime

import attrs

from ..dates import PartialDate
from ..fields import PUBLIC, about, named
from ..record import Record, states_something
from ..validators import LANGUAGE, URL, Each
from .organization import Organization


@named("Source", help="Where the information was taken from.")
@attrs.frozen(kw_only=True)
class Source(Record):
    """Where the information in a record was taken from."""

    checks = (states_something,)

    url: str | None = attrs.field(
        default=None,
        validator=URL,
        metadata=about(
            "Link",
            help="The web address of the source.",
            sensitivity=PUBLIC,
            example="https://example.org/reports/1",
        ),
    )
    publisher: Organization | None = attrs.field(
        default=None,
        metadata=about(
            "Publisher",
            help="The body that published it.",
            sensitivity=PUBLIC,
            example={"name": {"en": "IOM Iraq"}},
        ),
    )
    published: PartialDate | None = attrs.field(
        default=None,
        metadata=about(
            "Published on",
            help="When it was published; parts may be unknown.",
            sensitivity=PUBLIC,
            example="2015-05",
        ),
    )
    languages: tuple[str, ...] = attrs.field(
        default=(),
        validator=Each(LANGUAGE),
        metadata=about(
            "Languages", help="The languages of the source.", sensitivity=PUBLIC, example=["en"]
        ),
    )
    retrieved: datetime.date | None = attrs.field(
        default=None,
        metadata=about(
            "Retrieved on", help="The day it was read.", sensitivity=PUBLIC, example="2026-11-24"
        ),
    )
