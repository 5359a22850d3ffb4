"""How many people took part."""

from collections.abc import Iterator

import attrs

from ..fields import PUBLIC, about, named, words
from ..record import Record, states_something
from ..rules import PART_EXCEEDS_TOTAL, Issue
from ..validators import Between


def _part_exceeds_total(headcount: "Headcount") -> Iterator[Issue]:
    for name in ("female", "male"):
        total, part = headcount.total, getattr(headcount, name)
        if total is not None and part is not None and part > total:
            label = words(getattr(attrs.fields(Headcount), name)).label
            yield PART_EXCEEDS_TOTAL.issue(part=label, count=part, total=total).under(name)


@named("Headcount", help="How many took part, as reported; missing parts are not computed.")
@attrs.frozen(kw_only=True)
class Headcount(Record):
    """How many people took part, as reported.

    ``None`` means *not stated*; zero means *stated as zero*. Parts need not add up
    to the total, since sources often count only some of the room.

    >>> Headcount(total=32).female is None
    True
    """

    checks = (states_something, _part_exceeds_total)

    total: int | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Total", help="The number of all participants.", sensitivity=PUBLIC, example=32
        ),
    )
    female: int | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Female participants",
            help="How many were women or girls.",
            sensitivity=PUBLIC,
            example=9,
        ),
    )
    male: int | None = attrs.field(
        default=None,
        validator=Between(),
        metadata=about(
            "Male participants", help="How many were men or boys.", sensitivity=PUBLIC, example=6
        ),
    )
