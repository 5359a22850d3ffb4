"""One part of the programme of a training."""

from typing import ClassVar

from ..core.invariants import InOrder, not_empty
from ..core.metadata import field, record
from ..core.record import Invariants
from ..core.rules import SESSION_ENDS_BEFORE_START
from ..core.validators import ID, Each, InRange, Text
from ..values.counts import Count
from ..values.durations import Duration
from ..values.text import LocalizedText
from ..values.times import PartialTime
from ..vocab.terms import Method, Topic
from .extensible import Extensible


@record("Session", help="One part of the programme of a training.")
class Session(Extensible):
    """One part of the programme of a training; sources often give no more than its topic."""

    invariants: ClassVar[Invariants] = (
        not_empty,
        InOrder("start", "end", SESSION_ENDS_BEFORE_START, at="end"),
    )

    id: str | None = field(
        "Identifier",
        "A code that is unique in this training.",
        default=None,
        validator=ID,
        example="s1",
    )
    number: str | None = field(
        "Session number",
        "The number of the session or module, as it is written.",
        default=None,
        validator=Text(100),
        example="2.1",
    )
    title: LocalizedText | None = field(
        "Session title",
        "The title of the session, if it has one.",
        default=None,
        example={"en": "Indicators of trafficking"},
    )
    topics: tuple[Topic, ...] = field(
        "Topics", "What the session was about.", default=(), example=["community_policing"]
    )
    objectives: tuple[LocalizedText, ...] = field(
        "Objectives",
        "What the session aims to achieve.",
        default=(),
        example=[{"en": "Tell trafficking from smuggling"}],
    )
    count: int | Count | None = field(
        "Number of sessions",
        "How many sessions or modules there are, if they are not listed one by one.",
        default=None,
        validator=InRange(1),
        example=11,
    )
    day: int | None = field(
        "Day number",
        "Which day of the training, counted from 1.",
        default=None,
        validator=InRange(1, 1000),
        example=1,
    )
    part: int | None = field(
        "Part number",
        "Which part of that day, counted from 1.",
        default=None,
        validator=InRange(1, 1000),
        example=2,
    )
    start: PartialTime | None = field(
        "Start time",
        "When the session starts: the time of day alone, or with the date and the time zone.",
        default=None,
        example="09:30",
    )
    end: PartialTime | None = field(
        "End time", "When the session ends; not before the start.", default=None, example="11:00"
    )
    minutes: int | None = field(
        "Length in minutes",
        "How long the session lasted.",
        default=None,
        validator=InRange(1, 100_000),
        example=90,
    )
    length: Duration | None = field(
        "Stated length",
        "The length, if the source does not count minutes: half a day, two or three hours.",
        default=None,
        example={"value": 0.5, "unit": "day"},
    )
    speakers: tuple[str, ...] = field(
        "Identifiers of the speakers",
        "The identifiers of speakers listed in this training.",
        default=(),
        validator=Each(ID),
        example=["krook"],
    )
    methods: tuple[Method, ...] = field(
        "Training methods",
        "Lecture, group work, case study and so on.",
        default=(),
        example=["role_play"],
    )
