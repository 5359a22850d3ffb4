"""One part of the programme of a training."""

import datetime
from collections.abc import Iterable
from typing import ClassVar

from ..core.issues import Issue
from ..core.metadata import field, record
from ..core.record import Invariants, not_empty
from ..core.rules import SESSION_ENDS_BEFORE_START
from ..core.validators import ID, MOMENT, Each, InRange
from ..values.text import LocalizedText
from ..vocab.terms import Method, Topic
from .extensible import Extensible


def _ends_before_it_starts(session: "Session") -> Iterable[Issue]:
    if session.start is None or session.end is None or session.start <= session.end:
        return ()
    return (SESSION_ENDS_BEFORE_START.issue().under("end"),)


@record("Session", help="One part of the programme of a training.")
class Session(Extensible):
    """One part of the programme of a training; sources often give no more than its topic."""

    invariants: ClassVar[Invariants] = (
        not_empty,
        _ends_before_it_starts,
    )

    id: str | None = field(
        "Identifier",
        "A code that is used once only in this training.",
        default=None,
        validator=ID,
        example="s1",
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
    start: datetime.datetime | None = field(
        "Start time",
        "Date and time with the time zone, such as 2015-05-04T09:00:00+03:00.",
        default=None,
        validator=MOMENT,
        eq=str,
        example="2015-05-04T09:00:00+03:00",
    )
    end: datetime.datetime | None = field(
        "End time",
        "With its time zone; not before the start.",
        default=None,
        validator=MOMENT,
        eq=str,
        example="2015-05-04T10:30:00+03:00",
    )
    minutes: int | None = field(
        "Length in minutes",
        "How long the session lasted.",
        default=None,
        validator=InRange(1, 100_000),
        example=90,
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
