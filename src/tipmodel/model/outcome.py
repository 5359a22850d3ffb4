"""What came of a training."""

from typing import ClassVar

from ..core.invariants import InOrder
from ..core.metadata import field, record
from ..core.record import Invariants, Record
from ..core.rules import MARK_TOO_HIGH
from ..core.validators import ID, InRange
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.terms import OutcomeKind

_PER_CENT = 100


def mark_at_most(highest: str, mark: str) -> InOrder:
    """Refuse a mark above the highest; without one, marks are per cent."""
    params = {"most": highest}
    return InOrder(mark, highest, MARK_TOO_HIGH, at=mark, otherwise=_PER_CENT, params=params)


@record("Outcome", help="The results of the training.")
class Outcome(Record):
    """What came of a training: a test, an evaluation, certificates, a quotation, a next step."""

    invariants: ClassVar[Invariants] = (mark_at_most("out_of", "score"),)

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
    result: int | Count | None = field(
        "Result",
        "A number or a share, such as 85 certificates or 46 per cent; the text says of what.",
        default=None,
        validator=InRange(),
        example=85,
    )
    base: int | Count | None = field(
        "Out of how many people",
        "How many people took the test or answered: the number that the result is a part of.",
        default=None,
        validator=InRange(),
        example=120,
    )
    score: float | None = field(
        "Score",
        "An average mark or rating, on the scale of the source; without a highest mark, it is a percentage.",
        default=None,
        validator=InRange(0, 1000),
        example=4.6,
    )
    out_of: float | None = field(
        "Highest mark",
        "The highest mark on the scale of the score.",
        default=None,
        validator=InRange(1, 1000),
        example=5,
    )
    by: str | None = field(
        "Said by",
        "The identifier of the speaker or participant it comes from.",
        default=None,
        validator=ID,
        repr=False,
        example="krook",
    )
