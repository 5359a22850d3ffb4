"""What came of a training."""

from ..core.metadata import field, record
from ..core.record import Record
from ..core.validators import ID
from ..values.text import LocalizedText
from ..vocab.terms import OutcomeKind


@record("Outcome", help="What came of the training.")
class Outcome(Record):
    """What came of a training: a test, an evaluation, certificates, a quotation, a next step."""

    kind: OutcomeKind = field(
        "Kind",
        "Test, evaluation, certificate, recommendation, quotation or follow-up.",
        example="certificate",
    )
    text: LocalizedText | None = field(
        "Text",
        "The outcome in words.",
        default=None,
        example={"en": "All participants received certificates."},
    )
    by: str | None = field(
        "Said by",
        "The identifier of the speaker or participant it comes from.",
        default=None,
        validator=ID,
        repr=False,
        example="krook",
    )
