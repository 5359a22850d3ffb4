"""A training, with everything that is stated about it."""

from typing import ClassVar

from ..core.invariants import Distinct, RefersTo
from ..core.metadata import PERSONAL, field, record
from ..core.record import Invariants
from ..core.rules import ID_REPEATED, UNKNOWN_PERSON, UNKNOWN_SPEAKER
from ..core.validators import ID, LANGUAGE, Each, Text
from ..values.dates import DateSpan, PartialDate
from ..values.text import LocalizedText
from ..vocab.terms import Approach, Audience, Level, Method, Population, Topic, TrainingKind
from .choices import Delivery, Status
from .contact import Contact
from .document import Document
from .extensible import Extensible
from .headcount import Headcount
from .involvement import Involvement
from .legal import LegalInstrument
from .note import Note
from .occurrence import Occurrence, RelatedTraining
from .outcome import Outcome
from .participant import Participant
from .place import Place
from .programme import Programme
from .references import notes_point_somewhere
from .representation import Representation
from .session import Session
from .source import Source
from .speaker import Speaker


@record("Training")
class Training(Extensible):
    """One training, course, workshop or seminar, with everything that is stated about it.

    >>> training = Training(id="erbil-1", title=LocalizedText(en="Community policing"))
    >>> training.headcount is None
    True
    """

    invariants: ClassVar[Invariants] = (
        Distinct(("participants.id", "speakers.id", "sessions.id"), ID_REPEATED),
        RefersTo("sessions.speakers", ("speakers.id",), UNKNOWN_SPEAKER),
        RefersTo("outcomes.by", ("speakers.id", "participants.id"), UNKNOWN_PERSON),
        notes_point_somewhere,
    )

    id: str = field(
        "Identifier",
        "A code for this training that never changes.",
        validator=ID,
        example="hijra-amina-erbil",
    )
    number: str | None = field(
        "Number or code",
        "The number or code that the organizers give the training, as it is written.",
        default=None,
        validator=Text(100),
        example="02/2014",
    )
    edition: str | None = field(
        "Edition",
        "The version or edition of the course or of its material, as it is written.",
        default=None,
        validator=Text(100),
        example="Version 1.1 (2017)",
    )
    title: LocalizedText = field(
        "Training title",
        "The title of the training or of the report on it.",
        example={"en": "Community policing", "ar": "الشرطة المجتمعية"},
    )
    name: LocalizedText | None = field(
        "Official name",
        "The official name of the event, when it differs from the title.",
        default=None,
        example={"en": "National Training on Community Policing"},
    )
    kind: TrainingKind | None = field(
        "Kind of training",
        "Course, workshop, seminar, training of trainers and so on.",
        default=None,
        example="workshop",
    )
    other_kinds: tuple[TrainingKind, ...] = field(
        "Other kinds",
        "Further kinds, when the source names several for one event: a training and a seminar.",
        default=(),
        example=["seminar"],
    )
    level: Level | None = field(
        "Level", "Introductory, advanced and so on.", default=None, example="advanced"
    )
    status: Status | None = field(
        "Status",
        "Planned, under way, held, postponed or cancelled.",
        default=None,
        example="held",
    )
    dates: DateSpan | None = field(
        "Dates",
        "The dates, as far as the source states them.",
        default=None,
        example={"start": "XXXX-05-04", "end": "XXXX-05-07"},
    )
    places: tuple[Place, ...] = field(
        "Places", "Where the training is held.", default=(), example=[{"city": {"en": "Erbil"}}]
    )
    delivery: Delivery | None = field(
        "Form of delivery",
        "In person, online or both; leave empty when not stated.",
        default=None,
        example="in_person",
    )
    languages: tuple[str, ...] = field(
        "Languages of the training",
        "The languages the training is given in.",
        default=(),
        validator=Each(LANGUAGE),
        example=["ar"],
    )
    programmes: tuple[Programme, ...] = field(
        "Programmes",
        "The programmes or projects the training belongs to.",
        default=(),
        example=[{"name": {"en": "HIJRA AMINA"}}],
    )
    organizations: tuple[Involvement, ...] = field(
        "Organizations and their roles",
        "Who organizes, hosts, funds or supports the training.",
        default=(),
        example=[{"role": "organizer", "organization": {"name": {"en": "IOM Iraq"}}}],
    )
    audience: tuple[Audience, ...] = field(
        "Target audience",
        "Who the training is for.",
        default=(),
        example=["police_officers"],
    )
    selection: tuple[LocalizedText, ...] = field(
        "Selection of participants",
        "How participants are chosen, and what is required of applicants.",
        default=(),
        example=[{"en": "At least two years of work with victims"}],
    )
    apply_by: PartialDate | None = field(
        "Apply by", "The last day to apply.", default=None, example="2015-04-20"
    )
    answer_by: PartialDate | None = field(
        "Answer by",
        "The day by which applicants learn whether they are accepted.",
        default=None,
        example="2015-04-27",
    )
    fee: LocalizedText | None = field(
        "Cost of taking part",
        "What participation costs, and which costs the organizers pay, as the source states it.",
        default=None,
        example={"en": "Free of charge; travel is paid."},
    )
    contacts: tuple[Contact, ...] = field(
        "Contacts",
        "Who to ask about the training, or where to apply.",
        default=(),
        example=[{"url": "https://example.org/apply"}],
    )
    headcount: Headcount | None = field(
        "Headcount", "How many took part, as reported.", default=None, example={"total": 32}
    )
    represented: Representation | None = field(
        "Places and bodies represented",
        "The places and bodies represented.",
        default=None,
        example={"places": [{"governorate": "erbil"}], "complete": False},
    )
    participants: tuple[Participant, ...] = field(
        "Participants",
        "The list of participants, if one is kept.",
        default=(),
        sensitivity=PERSONAL,
        example=[{"id": "1"}],
    )
    speakers: tuple[Speaker, ...] = field(
        "Speakers",
        "Those who speak, teach or facilitate.",
        default=(),
        example=[{"id": "krook", "name": {"en": "Margareta Krook"}}],
    )
    sessions: tuple[Session, ...] = field(
        "Sessions",
        "The parts of the programme.",
        default=(),
        example=[{"topics": ["community_policing"]}],
    )
    topics: tuple[Topic, ...] = field(
        "Topics", "What the training is about.", default=(), example=["community_policing"]
    )
    methods: tuple[Method, ...] = field(
        "Training methods",
        "How it is taught: lectures, group work, exercises.",
        default=(),
        example=["role_play"],
    )
    approaches: tuple[Approach, ...] = field(
        "Approaches",
        "The principles followed, such as a victim-centred approach.",
        default=(),
        example=["victim_led"],
    )
    populations: tuple[Population, ...] = field(
        "Populations of concern",
        "The groups the training is about, such as victims or displaced persons.",
        default=(),
        example=["internally_displaced_persons"],
    )
    objectives: tuple[LocalizedText, ...] = field(
        "Objectives",
        "What the training aims to achieve.",
        default=(),
        example=[{"en": "Open channels between agencies"}],
    )
    legal_instruments: tuple[LegalInstrument, ...] = field(
        "Legal instruments",
        "The laws and agreements the training refers to.",
        default=(),
        example=[{"code": "iq_law_28_2012"}],
    )
    documents: tuple[Document, ...] = field(
        "Documents",
        "Files and papers that belong to the training.",
        default=(),
        example=[{"size": "821.12 KB"}],
    )
    outcomes: tuple[Outcome, ...] = field(
        "Outcomes", "The results of the training.", default=(), example=[{"kind": "certificate"}]
    )
    related: tuple[RelatedTraining, ...] = field(
        "Related trainings",
        "Earlier, later and follow-up trainings.",
        default=(),
        example=[{"relation": "previous"}],
    )
    occurrences: tuple[Occurrence, ...] = field(
        "Occurrences",
        "When the same training is held several times, each of them.",
        default=(),
        example=[{"position": 1}],
    )
    notes: tuple[Note, ...] = field(
        "Notes",
        "Remarks by whoever made the record.",
        default=(),
        example=[{"kind": "context", "text": {"en": "Held during a migration crisis."}}],
    )
    source: Source | None = field(
        "Source",
        "Where the information was taken from.",
        default=None,
        example={"url": "https://example.org/reports/1"},
    )

    @property
    def country(self) -> str | None:
        """The country in which all its places are, if they state one, and only one.

        It completes telephone numbers and times of the training's sheets:

        >>> from tipmodel import example
        >>> example().country
        'IQ'
        """
        stated = {place.country or ("IQ" if place.governorate else None) for place in self.places}
        return stated.pop() if len(stated) == 1 else None

    def speaker(self, id: str) -> Speaker:
        """Return the speaker with that identifier.

        Raises:
            KeyError: No speaker of this training has it.

        """
        return {speaker.id: speaker for speaker in self.speakers}[id]
