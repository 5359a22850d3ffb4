"""One delivery of a training that is held more than once."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..counts import Count
from ..dates import DateSpan
from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record, states_something
from ..text import LocalizedText
from ..validators import EXTRA, ID, Between
from ..vocab.terms import TrainingKind
from .choices import Delivery, Relation, Status
from .headcount import Headcount
from .place import Place
from .representation import Representation


@named("Occurrence", help="One delivery, group or stage of the same training.")
@attrs.frozen(kw_only=True)
class Occurrence(Record):
    """One delivery, cohort or stage of a training."""

    checks = (states_something,)

    title: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Title",
            help="The title of this occurrence, if it has its own.",
            sensitivity=PUBLIC,
            example={"en": "Second course"},
        ),
    )
    position: int | None = attrs.field(
        default=None,
        validator=Between(1, 10_000),
        metadata=about(
            "Position",
            help="First, second or third round, counted from 1.",
            sensitivity=PUBLIC,
            example=2,
        ),
    )
    count: int | Count | None = attrs.field(
        default=None,
        validator=Between(1),
        metadata=about(
            "Number of occurrences",
            help="How many there are, when they are not told apart.",
            sensitivity=PUBLIC,
            example=2,
        ),
    )
    dates: DateSpan | None = attrs.field(
        default=None,
        metadata=about(
            "Dates",
            help="When it was held.",
            sensitivity=PUBLIC,
            example={"start": "2016-09-25", "end": "2016-09-28"},
        ),
    )
    places: tuple[Place, ...] = attrs.field(
        default=(),
        metadata=about(
            "Places",
            help="Where it was held.",
            sensitivity=PUBLIC,
            example=[{"city": {"en": "Erbil"}}],
        ),
    )
    status: Status | None = attrs.field(
        default=None,
        metadata=about(
            "Status",
            help="Planned, held, postponed or cancelled.",
            sensitivity=PUBLIC,
            example="planned",
        ),
    )
    delivery: Delivery | None = attrs.field(
        default=None,
        metadata=about(
            "Form of delivery",
            help="In person, online or both; leave empty when not stated.",
            sensitivity=PUBLIC,
            example="in_person",
        ),
    )
    headcount: Headcount | None = attrs.field(
        default=None,
        metadata=about(
            "Headcount",
            help="How many took part this time.",
            sensitivity=PUBLIC,
            example={"total": 30},
        ),
    )
    represented: Representation | None = attrs.field(
        default=None,
        metadata=about(
            "Represented",
            help="The places and bodies represented this time.",
            sensitivity=PUBLIC,
            example={"organizations": [{"name": {"en": "UNAMI"}}]},
        ),
    )
    extra: Mapping[str, Any] = attrs.field(
        factory=dict,
        validator=EXTRA,
        metadata=about(
            "Additional data",
            help="Data of other tools, kept unchanged.",
            sensitivity=INTERNAL,
            example={"acme:room": 4},
        ),
    )


@named("Related training", help="Another training that this one is connected with.")
@attrs.frozen(kw_only=True)
class RelatedTraining(Occurrence):
    """Another training that this one is connected with.

    With ``part_of``, ``position`` is this training's own place in the series: third ``of`` three.
    """

    id: str | None = attrs.field(
        default=None,
        validator=ID,
        metadata=about(
            "Identifier",
            help="The identifier of that training, if it has a record.",
            sensitivity=PUBLIC,
            example="glo-act-1",
        ),
    )
    kind: TrainingKind | None = attrs.field(
        default=None,
        metadata=about(
            "Kind of training",
            help="Course, workshop, seminar, training of trainers and so on.",
            sensitivity=PUBLIC,
            example="training_of_trainers",
        ),
    )
    relation: Relation = attrs.field(
        metadata=about(
            "Kind of relation",
            help="Earlier, later, the whole it is part of, a follow-up.",
            sensitivity=PUBLIC,
            example="previous",
        )
    )
    of: int | None = attrs.field(
        default=None,
        validator=Between(1, 10_000),
        metadata=about(
            "Number in the series",
            help="How many trainings the series has.",
            sensitivity=PUBLIC,
            example=3,
        ),
    )
