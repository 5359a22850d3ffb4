"""How many people took part."""

from typing import ClassVar

from ..core.invariants import LABEL, InOrder, RequireAny, not_empty
from ..core.metadata import field, record
from ..core.record import Invariants, Record
from ..core.rules import GROUP_UNNAMED, PART_EXCEEDS_TOTAL
from ..core.validators import InRange
from ..values.counts import AgeBand, Count
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY
from ..vocab.governorate import Governorate
from .choices import Sex
from .organization import Organization


def _part_at_most(total: str, part: str) -> InOrder:
    """Refuse an exact part that is larger than the exact total."""
    params = {"part": LABEL, "count": part, "total": total}
    return InOrder(part, total, PART_EXCEEDS_TOTAL, at=part, params=params)


@record("Group count", help="How many belonged to one group.")
class GroupCount(Record):
    """How many belonged to one group; ``parts`` are groups inside it that do not overlap.

    >>> GroupCount(country="LB", count=12).count
    12

    Raises:
        InvalidDataError: Nothing says which group it is, or a part is larger than the group.

    """

    invariants: ClassVar[Invariants] = (
        RequireAny(GROUP_UNNAMED, ("name", "sex", "age", "governorate", "organization", "country")),
        _part_at_most("count", "parts.count"),
    )

    name: LocalizedText | None = field(
        "Group name", "The name of the group.", default=None, example={"en": "judges"}
    )
    sex: Sex | None = field(
        "Sex", "If the group is all female or all male.", default=None, example="female"
    )
    age: AgeBand | None = field(
        "Age band", "If the group is defined by age.", default=None, example={"at_least": 18}
    )
    governorate: Governorate | None = field(
        "Governorate", "If the group comes from one governorate.", default=None, example="erbil"
    )
    organization: Organization | None = field(
        "Organization",
        "If the group comes from one body.",
        default=None,
        example={"name": {"en": "Ministry of Interior"}},
    )
    country: str | None = field(
        "Country",
        "If the group comes from one country.",
        default=None,
        validator=COUNTRY,
        example="LB",
    )
    count: int | Count | None = field(
        "Number",
        "How many were in the group; leave empty when the source does not count them.",
        default=None,
        validator=InRange(),
        example=12,
    )
    parts: "tuple[GroupCount, ...]" = field(
        "Parts",
        "Smaller groups inside this one.",
        default=(),
        example=[{"sex": "female", "count": 3}],
    )


@record("Headcount", help="How many took part, as reported; missing parts are not computed.")
class Headcount(Record):
    """How many took part, as reported.

    ``None`` means *not stated*; zero means *stated as zero*. Parts need not add up
    to the total, since sources often count only some of the room.

    >>> Headcount(total=32).female is None
    True

    Raises:
        InvalidDataError: Nothing is stated, or an exact part is larger than the exact total.

    """

    invariants: ClassVar[Invariants] = (
        not_empty,
        _part_at_most("total", "female"),
        _part_at_most("total", "male"),
        _part_at_most("total", "groups.count"),
    )

    total: int | Count | None = field(
        "Total", "The number of all participants.", default=None, validator=InRange(), example=32
    )
    female: int | Count | None = field(
        "Female participants",
        "How many were women or girls.",
        default=None,
        validator=InRange(),
        example=9,
    )
    male: int | Count | None = field(
        "Male participants",
        "How many were men or boys.",
        default=None,
        validator=InRange(),
        example=6,
    )
    groups: tuple[GroupCount, ...] = field(
        "Groups",
        "Counts by group, such as by governorate or organization.",
        default=(),
        example=[{"name": {"en": "judges"}, "count": 12}],
    )
    organizations: int | Count | None = field(
        "Number of organizations",
        "How many bodies sent participants.",
        default=None,
        validator=InRange(),
        example=5,
    )
    unit: LocalizedText | None = field(
        "Word used for participants",
        "The word the source uses, such as officials, officers or judges.",
        default=None,
        example={"en": "officials", "ar": "مسؤولون"},
    )

    def exact(self, field: str) -> int | None:
        """Return the number in a *field* if it is stated and exact, else ``None``.

        >>> Headcount(total=32).exact("total")
        32
        """
        value = getattr(self, field)
        return value if isinstance(value, int) else None
