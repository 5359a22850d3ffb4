"""What a donor adds to a training: a grant, and what was paid for."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from tipmodel import Training
from tipmodel.extend import INTERNAL, Issue, Rule, Term, Text, about, labeled

MALFORMED_GRANT = Rule("donor.grant_malformed", "{field} is not a grant number such as {form}.")
LINES_WITHOUT_GRANT = Rule("donor.lines_without_grant", "State the grant that paid for the lines.")


@labeled("Budget line", help="What was paid for.")
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


@labeled("Funded training", help="A training that a grant pays for.")
@attrs.frozen(kw_only=True)
class FundedTraining(Training):
    """A training that a grant pays for."""

    invariants = (*Training.invariants, _lines_need_a_grant)

    grant: str | None = attrs.field(
        default=None,
        validator=Text(20, "G-[0-9]{4}", MALFORMED_GRANT, "G-0042"),
        metadata=about(
            "Grant", help="The number of the grant.", sensitivity=INTERNAL, example="G-0042"
        ),
    )
    lines: tuple[BudgetLine, ...] = attrs.field(
        default=(),
        metadata=about(
            "Budget lines", help="What was paid for.", sensitivity=INTERNAL, example=["travel"]
        ),
    )
