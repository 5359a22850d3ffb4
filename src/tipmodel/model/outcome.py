"""What came of a training."""

from collections.abc import Iterable
from typing import ClassVar

from ..core.issues import Issue
from ..core.metadata import field, record
from ..core.record import Invariants, Record, label_of
from ..core.rules import MARK_TOO_HIGH
from ..core.validators import ID, InRange
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.terms import OutcomeKind

_PER_CENT = 100


def above_highest(record: Record, highest: float | None, *names: str) -> Iterable[Issue]:
    """Refuse marks that are above the highest; without one, marks are per cent.

    In a record that could be read only in part, some marks are unset.
    """
    most = _PER_CENT if highest is None else highest
    for name in names:
        if (getattr(record, name, None) or 0) > most:
            break
    else:
        return ()
    return [
        MARK_TOO_HIGH.issue(most=f"{most:g}").under(name, label_of(type(record), name))
        for name in names
        if (getattr(record, name, None) or 0) > most
    ]


def _score_is_too_high(outcome: "Outcome") -> Iterable[Issue]:
    return above_highest(outcome, outcome.out_of, "score")


@record("Outcome", help="What came of the training.")
class Outcome(Record):
    """What came of a training: a test, an evaluation, certificates, a quotation, a next step."""

    invariants: ClassVar[Invariants] = (_score_is_too_high,)

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
        "An average mark or rating, on the scale of the source; without a highest mark it is per cent.",
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
