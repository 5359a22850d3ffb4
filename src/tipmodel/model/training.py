"""A training, with everything said about it."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..dates import DateSpan
from ..fields import INTERNAL, PERSONAL, PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import EXTRA, ID, LANGUAGE, Each
from ..vocab.terms import Approach, Audience, Method, Population, Topic, TrainingKind
from .choices import Delivery, Status
from .document import Document
from .headcount import Headcount
from .involvement import Involvement
from .legal import LegalInstrument
from .note import Note
from .occurrence import Occurrence, RelatedTraining
from .outcome import Outcome
from .participant import Participant
from .place import Place
from .programme import Programme
from .references import (
    authors_are_known,
    ids_are_used_once,
    notes_point_somewhere,
    speakers_are_known,
)
from .representation import Representation
from .session import Session
from .source import Source
from .speaker import Speaker


@named("Training", help="One training, course, workshop or seminar, with everything said about it.")
@attrs.frozen(kw_only=True)
class Training(Record):
    """One training, course, workshop or seminar, with everything said about it.

    >>> training = Training(id="erbil-1", title=LocalizedText(en="Community policing"))
    >>> training.headcount is None
    True
    """

    checks = (
        ids_are_used_once,
        speakers_are_known,
        authors_are_known,
        notes_point_somewhere,
    )

    id: str = attrs.field(
        validator=ID,
        metadata=about(
            "Identifier",
            help="A code for this training that never changes.",
            sensitivity=PUBLIC,
            example="hijra-amina-erbil",
        ),
    )
    title: LocalizedText = attrs.field(
        metadata=about(
            "Training title",
            help="The title of the training or of the report on it.",
            sensitivity=PUBLIC,
            example={"en": "Community policing", "ar": "الشرطة المجتمعية"},
        )
    )
    name: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Official name",
            help="The official name of the event, when it differs from the title.",
            sensitivity=PUBLIC,
            example={"en": "National Training on Community Policing"},
        ),
    )
    kind: TrainingKind | None = attrs.field(
        default=None,
        metadata=about(
            "Kind of training",
            help="Course, workshop, seminar, training of trainers and so on.",
            sensitivity=PUBLIC,
            example="workshop",
        ),
    )
    status: Status | None = attrs.field(
        default=None,
        metadata=about(
            "Status",
            help="Planned, held, postponed or cancelled.",
            sensitivity=PUBLIC,
            example="held",
        ),
    )
    dates: DateSpan | None = attrs.field(
        default=None,
        metadata=about(
            "Dates",
            help="From when until when, as far as the source says.",
            sensitivity=PUBLIC,
            example={"start": "XXXX-05-04", "end": "XXXX-05-07"},
        ),
    )
    places: tuple[Place, ...] = attrs.field(
        default=(),
        metadata=about(
            "Places",
            help="Where the training is held.",
            sensitivity=PUBLIC,
            example=[{"city": {"en": "Erbil"}}],
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
    languages: tuple[str, ...] = attrs.field(
        default=(),
        validator=Each(LANGUAGE),
        metadata=about(
            "Languages of the training",
            help="The languages the training is given in.",
            sensitivity=PUBLIC,
            example=["ar"],
        ),
    )
    programmes: tuple[Programme, ...] = attrs.field(
        default=(),
        metadata=about(
            "Programmes",
            help="The programmes or projects the training belongs to.",
            sensitivity=PUBLIC,
            example=[{"name": {"en": "HIJRA AMINA"}}],
        ),
    )
    organizations: tuple[Involvement, ...] = attrs.field(
        default=(),
        metadata=about(
            "Organizations and their roles",
            help="Who organizes, hosts, funds or supports the training.",
            sensitivity=PUBLIC,
            example=[{"role": "organizer", "organization": {"name": {"en": "IOM Iraq"}}}],
        ),
    )
    audience: tuple[Audience, ...] = attrs.field(
        default=(),
        metadata=about(
            "Target audience",
            help="Whom the training is meant for.",
            sensitivity=PUBLIC,
            example=["police_officers"],
        ),
    )
    headcount: Headcount | None = attrs.field(
        default=None,
        metadata=about(
            "Headcount",
            help="How many took part, as reported.",
            sensitivity=PUBLIC,
            example={"total": 32},
        ),
    )
    represented: Representation | None = attrs.field(
        default=None,
        metadata=about(
            "Represented",
            help="The places and bodies represented.",
            sensitivity=PUBLIC,
            example={"places": [{"governorate": "erbil"}], "complete": False},
        ),
    )
    participants: tuple[Participant, ...] = attrs.field(
        default=(),
        metadata=about(
            "Participants",
            help="The list of participants, if one is kept.",
            sensitivity=PERSONAL,
            example=[{"id": "1"}],
        ),
    )
    speakers: tuple[Speaker, ...] = attrs.field(
        default=(),
        metadata=about(
            "Speakers",
            help="Those who speak, teach or facilitate.",
            sensitivity=PUBLIC,
            example=[{"id": "krook", "name": {"en": "Margareta Krook"}}],
        ),
    )
    sessions: tuple[Session, ...] = attrs.field(
        default=(),
        metadata=about(
            "Sessions",
            help="The parts of the programme.",
            sensitivity=PUBLIC,
            example=[{"topics": ["community_policing"]}],
        ),
    )
    topics: tuple[Topic, ...] = attrs.field(
        default=(),
        metadata=about(
            "Topics",
            help="What the training is about.",
            sensitivity=PUBLIC,
            example=["community_policing"],
        ),
    )
    methods: tuple[Method, ...] = attrs.field(
        default=(),
        metadata=about(
            "Training methods",
            help="How it is taught: lectures, group work, exercises.",
            sensitivity=PUBLIC,
            example=["role_play"],
        ),
    )
    approaches: tuple[Approach, ...] = attrs.field(
        default=(),
        metadata=about(
            "Approaches",
            help="The principles followed, such as a victim-centred approach.",
            sensitivity=PUBLIC,
            example=["victim_led"],
        ),
    )
    populations: tuple[Population, ...] = attrs.field(
        default=(),
        metadata=about(
            "Populations of concern",
            help="The groups the training is about, such as victims or displaced persons.",
            sensitivity=PUBLIC,
            example=["internally_displaced_persons"],
        ),
    )
    objectives: tuple[LocalizedText, ...] = attrs.field(
        default=(),
        metadata=about(
            "Objectives",
            help="What the training is to achieve.",
            sensitivity=PUBLIC,
            example=[{"en": "Open channels between agencies"}],
        ),
    )
    legal_instruments: tuple[LegalInstrument, ...] = attrs.field(
        default=(),
        metadata=about(
            "Legal instruments",
            help="The laws and agreements the training refers to.",
            sensitivity=PUBLIC,
            example=[{"code": "iq_law_28_2012"}],
        ),
    )
    documents: tuple[Document, ...] = attrs.field(
        default=(),
        metadata=about(
            "Documents",
            help="Files and papers that belong to the training.",
            sensitivity=PUBLIC,
            example=[{"size": "821.12 KB"}],
        ),
    )
    outcomes: tuple[Outcome, ...] = attrs.field(
        default=(),
        metadata=about(
            "Outcomes",
            help="What came of the training.",
            sensitivity=PUBLIC,
            example=[{"kind": "certificate"}],
        ),
    )
    related: tuple[RelatedTraining, ...] = attrs.field(
        default=(),
        metadata=about(
            "Related trainings",
            help="Earlier, later and follow-up trainings.",
            sensitivity=PUBLIC,
            example=[{"relation": "previous"}],
        ),
    )
    occurrences: tuple[Occurrence, ...] = attrs.field(
        default=(),
        metadata=about(
            "Occurrences",
            help="When the same training is held several times, each of them.",
            sensitivity=PUBLIC,
            example=[{"position": 1}],
        ),
    )
    notes: tuple[Note, ...] = attrs.field(
        default=(),
        metadata=about(
            "Notes",
            help="Remarks by whoever made the record.",
            sensitivity=PUBLIC,
            example=[{"kind": "context", "text": {"en": "Held during a migration crisis."}}],
        ),
    )
    source: Source | None = attrs.field(
        default=None,
        metadata=about(
            "Source",
            help="Where the information was taken from.",
            sensitivity=PUBLIC,
            example={"url": "https://example.org/reports/1"},
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

    def speaker(self, id: str) -> Speaker:
        """Return the speaker with that identifier.

        Raises:
            KeyError: No speaker of this training has it.

        """
        for speaker in self.speakers:
            if speaker.id == id:
                return speaker
        raise KeyError(id)
