"""What a donor adds to a training: a grant, and what was paid for."""

from collections.abc import Iterator, Mapping
from typing import Any

from tipmodel import Training
from tipmodel.extend import INTERNAL, Issue, Rule, Term, Text, field, labeled, record

MALFORMED_GRANT = Rule("donor.grant_malformed", "{field} is not a grant number such as {form}.")
LINES_WITHOUT_GRANT = Rule("donor.lines_without_grant", "State the grant that paid for the lines.")


@labeled("Budget line")
class BudgetLine(Term):
    """What was paid for."""

    __slots__ = ()

    @classmethod
    def facts(cls) -> Mapping[str, Mapping[str, Any]]:
        """Return the list, in the donor's own words."""
        return {
            "travel": {"en": "travel", "ar": "السفر", "source": "donor manual"},
            "venue": {"en": "venue", "ar": "القاعة", "source": "donor manual"},
        }


def _lines_need_a_grant(training: "FundedTraining") -> Iterator[Issue]:
    if training.lines and training.grant is None:
        yield LINES_WITHOUT_GRANT.issue().under("lines")


@record("Funded training")
class FundedTraining(Training):
    """A training that a grant pays for."""

    invariants = (*Training.invariants, _lines_need_a_grant)

    grant: str | None = field(
        "Grant",
        "The number of the grant.",
        default=None,
        validator=Text(20, "G-[0-9]{4}", MALFORMED_GRANT, "G-0042"),
        sensitivity=INTERNAL,
        example="G-0042",
    )
    lines: tuple[BudgetLine, ...] = field(
        "Budget lines",
        "What was paid for.",
        default=(),
        sensitivity=INTERNAL,
        example=["travel"],
    )
