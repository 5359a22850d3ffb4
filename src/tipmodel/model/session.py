"""One part of the programme of a training."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record, states_something
from ..rules import SESSION_ENDS_BEFORE_START, Issue
from ..text import LocalizedText
from ..validators import EXTRA, ID, MOMENT, Between, Each
from ..vocab.terms import Method, Topic


def _ends_before_it_starts(session: "Session") -> Iterable[Issue]:
    if session.start is None or session.end is None or session.start <= session.end:
        return ()
    return (SESSION_ENDS_BEFORE_START.issue().under("end"),)


@named("Session", help="One part of the programme of a training.")
@attrs.frozen(kw_only=True)
class Session(Record):
    """One part of the programme of a training; sources often give no more than its topic."""

    checks = (
        states_something,
        _ends_before_it_starts,
    )

    id: str | None = attrs.field(
        default=None,
        validator=ID,
        metadata=about(
            "Identifier",
            help="A code that is used once only in this training.",
            sensitivity=PUBLIC,
            example="s1",
        ),
    )
    title: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Session title",
            help="The title of the session, if it has one.",
            sensitivity=PUBLIC,
            example={"en": "Indicators of trafficking"},
        ),
    )
    topics: tuple[Topic, ...] = attrs.field(
        default=(),
        metadata=about(
            "Topics",
            help="What the session was about.",
            sensitivity=PUBLIC,
            example=["community_policing"],
        ),
    )
    day: int | None = attrs.field(
        default=None,
        validator=Between(1, 1000),
        metadata=about(
            "Day number",
            help="Which day of the training, counted from 1.",
            sensitivity=PUBLIC,
            example=1,
        ),
    )
    part: int | None = attrs.field(
        default=None,
        validator=Between(1, 1000),
        metadata=about(
            "Part number",
            help="Which part of that day, counted from 1.",
            sensitivity=PUBLIC,
            example=2,
        ),
    )
    start: datetime.datetime | None = attrs.field(
        default=None,
        validator=MOMENT,
        eq=str,
        metadata=about(
            "Start time",
            help="With its time zone.",
            sensitivity=PUBLIC,
            example="2015-05-04T09:00:00+03:00",
        ),
    )
    end: datetime.datetime | None = attrs.field(
        default=None,
        validator=MOMENT,
        eq=str,
        metadata=about(
            "End time",
            help="With its time zone; not before the start.",
            sensitivity=PUBLIC,
            example="2015-05-04T10:30:00+03:00",
        ),
    )
    minutes: int | None = attrs.field(
        default=None,
        validator=Between(1, 100_000),
        metadata=about(
            "Length in minutes", help="How long the session lasted.", sensitivity=PUBLIC, example=90
        ),
    )
    speakers: tuple[str, ...] = attrs.field(
        default=(),
        validator=Each(ID),
        metadata=about(
            "Speakers",
            help="The identifiers of speakers listed in this training.",
            sensitivity=PUBLIC,
            example=["krook"],
        ),
    )
    methods: tuple[Method, ...] = attrs.field(
        default=(),
        metadata=about(
            "Training methods",
            help="Lecture, group work, case study and so on.",
            sensitivity=PUBLIC,
            example=["role_play"],
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
