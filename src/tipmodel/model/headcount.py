"""How many people took part."""

from collections.abc import Iterator

import attrs

from ..counts import AgeBand, Count
from ..fields import PUBLIC, Phrase, about, named, words
from ..record import Record, StatesAny, states_something
from ..rules import GROUP_UNNAMED, PART_EXCEEDS_TOTAL, Issue
from ..text import LocalizedText
from ..validators import Between
from ..vocab.countries import COUNTRY
from ..vocab.governorate import Governorate
from .choices import Sex
from .organization import Organization


def _exceeds(
    count: "int | Count | None", total: "int | Count | None", part: Phrase
) -> Iterator[Issue]:
    if isinstance(count, int) and isinstance(total, int) and count > total:
        yield PART_EXCEEDS_TOTAL.issue(part=part, count=count, total=total)


def _parts_exceed(
    whole: "int | Count | None", groups: "tuple[GroupCount, ...]", place: str
) -> Iterator[Issue]:
    for index, group in enumerate(groups):
        for issue in _exceeds(group.count, whole, words(GroupCount).label):
            yield issue.under("count").under(index).under(place)


def _part_exceeds_group(group: "GroupCount") -> Iterator[Issue]:
    yield from _parts_exceed(group.count, group.parts, "parts")


def _part_exceeds_total(headcount: "Headcount") -> Iterator[Issue]:
    for field in (attrs.fields(Headcount).female, attrs.fields(Headcount).male):
        part = getattr(headcount, field.name)
        for issue in _exceeds(part, headcount.total, words(field).label):
            yield issue.under(field.name)
    yield from _parts_exceed(headcount.total, headcount.groups, "groups")


@named("Group count", help="How many belonged to one group.")
@attrs.frozen(kw_only=True)
class GroupCount(Record):
    """How many belonged to one group; ``parts`` are groups inside it that do not overlap.

    >>> GroupCount(country="LB", count=12).count
    12

    Raises:
        InvalidDataError: Nothing says which group it is, or a part is larger than the group.

    """

    checks = (
        StatesAny(GROUP_UNNAMED, ("name", "sex", "age", "governorate", "organization", "country")),
        _part_exceeds_group,
    )

    name: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Group name",
            help="What the group is called.",
            sensitivity=PUBLIC,
            example={"en": "judges"},
        ),
    )
    sex: Sex | None = attrs.field(
        default=None,
        metadata=about(
            "Sex",
            help="If the group is all female or all male.",
            sensitivity=PUBLIC,
            example="female",
        ),
    )
    age: AgeBand | None = attrs.field(
        default=None,
        metadata=about(
            "Age band",
            help="If the group is defined by age.",
            sensitivity=PUBLIC,
            example={"at_least": 18},
        ),
    )
    governorate: Governorate | None = attrs.field(
        default=None,
        metadata=about(
            "Governorate",
            help="If the group comes from one governorate.",
            sensitivity=PUBLIC,
            example="erbil",
        ),
    )
    organization: Organization | None = attrs.field(
        default=None,
        metadata=about(
            "Organization",
            help="If the group comes from one body.",
            sensitivity=PUBLIC,
            example={"name": {"en": "Ministry of Interior"}},
        ),
    )
    country: str | None = attrs.field(
        default=None,
        validator=COUNTRY,
        metadata=about(
            "Country", help="If the group comes from one country.", sensitivity=PUBLIC, example="LB"
        ),
    )
    count: int | Count = attrs.field(
        validator=Between(),
        metadata=about(
            "Number", help="How many were in the group.", sensitivity=PUBLIC, example=12
        ),
    )
    parts: "tuple[GroupCount, ...]" = attrs.field(
        default=(),
        metadata=about(
            "Parts",
            help="Smaller groups inside this one.",
            sensitivity=PUBLIC,
            example=[{"sex": "female", "count": 3}],
        ),
    )


@named("Headcount", help="How many took part, as reported; missing parts are not computed.")
@attrs.frozen(kw_only=True)
class Headcount(Record):
    """How many took part, as reported.

    ``None`` means *not stated*; zero means *stated as zero*. Parts need not add up
    to the total, since sources often count only some of the room.

    >>> Headcount(total=32).female is None
    True

    Raises:
        InvalidDataError: Nothing is stated, or an exact part is larger than the exact total.

    """

    checks = (
        states_something,
        _part_exceeds_total,
    )

    total: int | Count | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Total", help="The number of all participants.", sensitivity=PUBLIC, example=32
        ),
    )
    female: int | Count | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Female participants",
            help="How many were women or girls.",
            sensitivity=PUBLIC,
            example=9,
        ),
    )
    male: int | Count | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Male participants", help="How many were men or boys.", sensitivity=PUBLIC, example=6
        ),
    )
    groups: tuple[GroupCount, ...] = attrs.field(
        default=(),
        metadata=about(
            "Groups",
            help="Counts by group, such as by governorate or organization.",
            sensitivity=PUBLIC,
            example=[{"name": {"en": "judges"}, "count": 12}],
        ),
    )
    organizations: int | Count | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Number of organizations",
            help="How many bodies sent participants.",
            sensitivity=PUBLIC,
            example=5,
        ),
    )
    unit: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Word used for participants",
            help="The noun of the source: officials, officers, judges.",
            sensitivity=PUBLIC,
            example={"en": "officials", "ar": "مسؤولون"},
        ),
    )

    def exact(self, field: str) -> int | None:
        """Return the number in a *field* if it is stated and exact, else ``None``.

        >>> Headcount(total=32).exact("total")
        32
        """
        value = getattr(self, field)
        return value if isinstance(value, int) else None
