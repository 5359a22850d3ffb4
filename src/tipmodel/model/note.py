"""A remark by whoever made a record."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import POINTER
from .choices import NoteKind


@named("Note", help="A remark by whoever made the record.")
@attrs.frozen(kw_only=True)
class Note(Record):
    """A remark by whoever made the record: context, an inference, a conflict in the source."""

    kind: NoteKind = attrs.field(
        metadata=about(
            "Kind",
            help="Context, finding, inference, correction or conflict.",
            sensitivity=PUBLIC,
            example="context",
        )
    )
    text: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Text",
            help="The note in words.",
            sensitivity=PUBLIC,
            example={"en": "The source states no year."},
        ),
    )
    about: str | None = attrs.field(
        default=None,
        validator=POINTER,
        metadata=about(
            "About",
            help="Which part of the record the note is about.",
            sensitivity=PUBLIC,
            example="/title",
        ),
    )
