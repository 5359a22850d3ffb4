"""What came of a training."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import ID
from ..vocab.terms import OutcomeKind


@named("Outcome", help="What came of the training.")
@attrs.frozen(kw_only=True)
class Outcome(Record):
    """What came of a training: a test, an evaluation, certificates, a quotation, a next step."""

    kind: OutcomeKind = attrs.field(
        metadata=about(
            "Kind",
            help="Test, evaluation, certificate, recommendation, quotation or follow-up.",
            sensitivity=PUBLIC,
            example="certificate",
        )
    )
    text: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Text",
            help="The outcome in words.",
            sensitivity=PUBLIC,
            example={"en": "All participants received certificates."},
        ),
    )
    by: str | None = attrs.field(
        default=None,
        validator=ID,
        repr=False,
        metadata=about(
            "By",
            help="The identifier of the speaker or participant it comes from.",
            sensitivity=PUBLIC,
            example="krook",
        ),
    )
