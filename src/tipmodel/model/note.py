"""Notes: remarks by the author of a record."""

from ..core.metadata import field, record
from ..core.record import Record
from ..core.validators import POINTER
from ..values.text import LocalizedText
from .choices import NoteKind
from .source import Source


@record("Note", help="A remark by whoever made the record.")
class Note(Record):
    """A remark by the author of the record: context, an inference, a conflict in the source."""

    kind: NoteKind = field(
        "Kind", "Context, finding, inference, correction or conflict.", example="context"
    )
    text: LocalizedText | None = field(
        "Text", "The note in words.", default=None, example={"en": "The source states no year."}
    )
    about: str | None = field(
        "About",
        "Which part of the record the note is about.",
        default=None,
        validator=POINTER,
        example="/title",
    )
    source: Source | None = field(
        "Source of the note",
        "Where the note was taken from, if not from the source of the record.",
        default=None,
        example={"url": "https://example.org/reports/2"},
    )
