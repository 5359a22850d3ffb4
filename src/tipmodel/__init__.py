"""One validated schema for trainings against trafficking in persons, in Arabic and English.

Start with `loads`, `dumps` and `validate`; what things are called is in `label`.
"""

from .advice import check
from .cards import describe
from .codec import make_converter
from .counts import AgeBand, Count, FileSize, Precision
from .dates import DateSpan, Duration, DurationUnit, PartialDate
from .errors import InvalidDataError, TipmodelError, UnknownLanguageError, UnknownTermError
from .examples import example
from .fields import Sensitivity
from .files import dumps, loads, structure, unstructure, validate
from .i18n import languages
from .labels import label
from .model import (
    Consent,
    Delivery,
    Document,
    GroupCount,
    Headcount,
    Involvement,
    InvolvementRole,
    LegalInstrument,
    Note,
    NoteKind,
    Occurrence,
    Organization,
    Outcome,
    Participant,
    Person,
    Place,
    Programme,
    RelatedTraining,
    Relation,
    Representation,
    Session,
    Sex,
    Source,
    Speaker,
    Status,
    Training,
)
from .parsing import Limits
from .privacy import PersonalField, personal_data_inventory, public_view, tally
from .rules import Finding, Issue
from .schema import SCHEMA_VERSION, json_schema
from .text import LocalizedText
from .vocab.governorate import Governorate
from .vocab.terms import (
    Approach,
    Audience,
    InstrumentKind,
    Method,
    OrganizationKind,
    OutcomeKind,
    Population,
    Rank,
    SpeakerRole,
    Term,
    Topic,
    TrainingKind,
)

__all__ = [
    "SCHEMA_VERSION",
    "AgeBand",
    "Approach",
    "Audience",
    "Consent",
    "Count",
    "DateSpan",
    "Delivery",
    "Document",
    "Duration",
    "DurationUnit",
    "FileSize",
    "Finding",
    "Governorate",
    "GroupCount",
    "Headcount",
    "InstrumentKind",
    "InvalidDataError",
    "Involvement",
    "InvolvementRole",
    "Issue",
    "LegalInstrument",
    "Limits",
    "LocalizedText",
    "Method",
    "Note",
    "NoteKind",
    "Occurrence",
    "Organization",
    "OrganizationKind",
    "Outcome",
    "OutcomeKind",
    "PartialDate",
    "Participant",
    "Person",
    "PersonalField",
    "Place",
    "Population",
    "Precision",
    "Programme",
    "Rank",
    "RelatedTraining",
    "Relation",
    "Representation",
    "Sensitivity",
    "Session",
    "Sex",
    "Source",
    "Speaker",
    "SpeakerRole",
    "Status",
    "Term",
    "TipmodelError",
    "Topic",
    "Training",
    "TrainingKind",
    "UnknownLanguageError",
    "UnknownTermError",
    "check",
    "describe",
    "dumps",
    "example",
    "json_schema",
    "label",
    "languages",
    "loads",
    "make_converter",
    "personal_data_inventory",
    "public_view",
    "structure",
    "tally",
    "unstructure",
    "validate",
]
