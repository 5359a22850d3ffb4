"""A file or paper that belongs to a training."""

from typing import ClassVar

from ..core.invariants import not_empty
from ..core.metadata import field, record
from ..core.record import Invariants
from ..core.validators import LANGUAGE, MEDIA_TYPE, URL, Each
from ..values.counts import FileSize
from ..values.text import LocalizedText
from .extensible import Extensible


@record("Document", help="A file or paper that belongs to the training.")
class Document(Extensible):
    """A file or paper that belongs to a training."""

    invariants: ClassVar[Invariants] = (not_empty,)

    title: LocalizedText | None = field(
        "Document title",
        "The title of the document.",
        default=None,
        example={"en": "Download Report"},
    )
    languages: tuple[str, ...] = field(
        "Languages",
        "The languages the document is written in.",
        default=(),
        validator=Each(LANGUAGE),
        example=["en"],
    )
    media_type: str | None = field(
        "File type",
        "The technical type of the file.",
        default=None,
        validator=MEDIA_TYPE,
        example="application/pdf",
    )
    size: FileSize | None = field(
        "File size", "The size as the source writes it.", default=None, example="821.12 KB"
    )
    url: str | None = field(
        "Link",
        "Where the document can be downloaded.",
        default=None,
        validator=URL,
        example="https://example.org/report.pdf",
    )
