"""The classes of the domain, one in each file."""

from .choices import Delivery, NoteKind, Relation, Sex, Status
from .contact import Contact
from .document import Document
from .headcount import GroupCount, Headcount
from .involvement import Involvement
from .legal import LegalInstrument
from .note import Note
from .occurrence import Occurrence, RelatedTraining
from .organization import Organization
from .outcome import Outcome
from .participant import Consent, Participant
from .person import Person
from .place import Place
from .programme import Programme
from .quantity import Quantity
from .representation import Representation
from .session import Session
from .source import Source
from .speaker import Speaker
from .training import Training

__all__ = [
    "MODEL",
    "Consent",
    "Contact",
    "Delivery",
    "Document",
    "GroupCount",
    "Headcount",
    "Involvement",
    "LegalInstrument",
    "Note",
    "NoteKind",
    "Occurrence",
    "Organization",
    "Outcome",
    "Participant",
    "Person",
    "Place",
    "Programme",
    "Quantity",
    "RelatedTraining",
    "Relation",
    "Representation",
    "Session",
    "Sex",
    "Source",
    "Speaker",
    "Status",
    "Training",
]

MODEL = (
    Training,
    Session,
    Speaker,
    Participant,
    Consent,
    Person,
    Headcount,
    GroupCount,
    Representation,
    Quantity,
    Place,
    Organization,
    Involvement,
    Programme,
    Contact,
    Document,
    LegalInstrument,
    Occurrence,
    RelatedTraining,
    Outcome,
    Note,
    Source,
)
"""The classes of the model, the outermost first."""
