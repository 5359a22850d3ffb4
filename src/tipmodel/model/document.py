"""A file or paper that belongs to a training."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..counts import FileSize
from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record, states_something
from ..text import LocalizedText
from ..validators import EXTRA, LANGUAGE, MEDIA_TYPE, URL, Each


@named("Document", help="A file or paper that belongs to the training.")
@attrs.frozen(kw_only=True)
class Document(Record):
    """A file or paper that belongs to a training."""

    checks = (states_something,)

    title: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Document title",
            help="The title of the document.",
            sensitivity=PUBLIC,
            example={"en": "Download Report"},
        ),
    )
    languages: tuple[str, ...] = attrs.field(
        default=(),
        validator=Each(LANGUAGE),
        metadata=about(
            "Languages",
            help="The languages the document is written in.",
            sensitivity=PUBLIC,
            example=["en"],
        ),
    )
    media_type: str | None = attrs.field(
        default=None,
        validator=MEDIA_TYPE,
        metadata=about(
            "File type",
            help="The technical type of the file.",
            sensitivity=PUBLIC,
            example="application/pdf",
        ),
    )
    size: FileSize | None = attrs.field(
        default=None,
        metadata=about(
            "File size",
            help="The size as the source writes it.",
            sensitivity=PUBLIC,
            example="821.12 KB",
        ),
    )
    url: str | None = attrs.field(
        default=None,
        validator=URL,
        metadata=about(
            "Link",
            help="Where the document can be downloaded.",
            sensitivity=PUBLIC,
            example="https://example.org/report.pdf",
        ),
    )
    extra: Mapping[str, Any] = attrs.field(
        factory=dict,
        validator=EXTRA,
        metadata=about(
            "Additional data",
            help="Data of other tools, kept unchanged.",
            sensitivity=INTERNAL,
            example={"acme:room": 4},
        ),
    )
