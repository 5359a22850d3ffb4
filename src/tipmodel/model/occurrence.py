"""One delivery of a training that takes place more than once."""

from typing import ClassVar

from ..core.invariants import not_empty
from ..core.metadata import field, record
from ..core.record import Invariants
from ..core.validators import ID, InRange
from ..values.counts import Count
from ..values.dates import DateSpan
from ..values.text import LocalizedText
from ..vocab.terms import TrainingKind
from .choices import Delivery, Relation, Status
from .extensible import Extensible
from .headcount import Headcount
from .place import Place
from .representation import Representation


@record("Occurrence", help="One delivery, group or stage of the same training.")
class Occurrence(Extensible):
    """One delivery, cohort or stage of a training."""

    invariants: ClassVar[Invariants] = (not_empty,)

    title: LocalizedText | None = field(
        "Title",
        "The title of this occurrence, if it has its own.",
        default=None,
        example={"en": "Second course"},
    )
    position: int | None = field(
        "Position",
        "First, second or third round, counted from 1.",
        default=None,
        validator=InRange(1, 10_000),
        example=2,
    )
    count: int | Count | None = field(
        "Number of occurrences",
        "How many there are, if they are not listed one by one.",
        default=None,
        validator=InRange(1),
        example=2,
    )
    dates: DateSpan | None = field(
        "Dates",
        "When it was held.",
        default=None,
        example={"start": "2016-09-25", "end": "2016-09-28"},
    )
    places: tuple[Place, ...] = field(
        "Places", "Where it was held.", default=(), example=[{"city": {"en": "Erbil"}}]
    )
    status: Status | None = field(
        "Status",
        "Planned, under way, held, postponed or cancelled.",
        default=None,
        example="planned",
    )
    delivery: Delivery | None = field(
        "Form of delivery",
        "In person, online or both; leave empty when not stated.",
        default=None,
        example="in_person",
    )
    headcount: Headcount | None = field(
        "Headcount", "How many took part this time.", default=None, example={"total": 30}
    )
    represented: Representation | None = field(
        "Places and bodies represented",
        "The places and bodies represented this time.",
        default=None,
        example={"organizations": [{"name": {"en": "UNAMI"}}]},
    )
    kind: TrainingKind | None = field(
        "Kind of training",
        "Course, workshop, seminar, training of trainers and so on.",
        default=None,
        example="training_of_trainers",
    )


@record("Related training")
class RelatedTraining(Occurrence):
    """Another training that is connected with this one.

    With ``part_of``, ``position`` is this training's own place in the series: third ``of`` three.
    """

    id: str | None = field(
        "Identifier",
        "The identifier of that training, if it has a record.",
        default=None,
        validator=ID,
        example="glo-act-1",
    )
    relation: Relation = field(
        "Kind of relation",
        "Earlier, later, the whole it is part of, a follow-up.",
        example="previous",
    )
    of: int | None = field(
        "Trainings in the series",
        "How many trainings the series has.",
        default=None,
        validator=InRange(1, 10_000),
        example=3,
    )
