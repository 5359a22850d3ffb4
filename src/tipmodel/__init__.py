"""One validated schema for trainings against trafficking in persons, in Arabic and English.

Start with `loads`, `dumps` and `validate`; what things are called is in `label`. A name is
loaded when it is first asked for, so that importing the package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .advice import check as check
    from .cards import describe as describe
    from .codec import make_converter as make_converter
    from .counts import (
        AgeBand as AgeBand,
    )
    from .counts import (
        Count as Count,
    )
    from .counts import (
        FileSize as FileSize,
    )
    from .counts import (
        Precision as Precision,
    )
    from .dates import (
        DateSpan as DateSpan,
    )
    from .dates import (
        Duration as Duration,
    )
    from .dates import (
        DurationUnit as DurationUnit,
    )
    from .dates import (
        PartialDate as PartialDate,
    )
    from .errors import (
        InvalidDataError as InvalidDataError,
    )
    from .errors import (
        TipmodelError as TipmodelError,
    )
    from .errors import (
        UnknownLanguageError as UnknownLanguageError,
    )
    from .errors import (
        UnknownTermError as UnknownTermError,
    )
    from .examples import example as example
    from .fields import Sensitivity as Sensitivity
    from .files import (
        SCHEMA_VERSION as SCHEMA_VERSION,
    )
    from .files import (
        dumps as dumps,
    )
    from .files import (
        loads as loads,
    )
    from .files import (
        structure as structure,
    )
    from .files import (
        unstructure as unstructure,
    )
    from .files import (
        validate as validate,
    )
    from .i18n import languages as languages
    from .labels import label as label
    from .model import (
        Consent as Consent,
    )
    from .model import (
        Delivery as Delivery,
    )
    from .model import (
        Document as Document,
    )
    from .model import (
        GroupCount as GroupCount,
    )
    from .model import (
        Headcount as Headcount,
    )
    from .model import (
        Involvement as Involvement,
    )
    from .model import (
        InvolvementRole as InvolvementRole,
    )
    from .model import (
        LegalInstrument as LegalInstrument,
    )
    from .model import (
        Note as Note,
    )
    from .model import (
        NoteKind as NoteKind,
    )
    from .model import (
        Occurrence as Occurrence,
    )
    from .model import (
        Organization as Organization,
    )
    from .model import (
        Outcome as Outcome,
    )
    from .model import (
        Participant as Participant,
    )
    from .model import (
        Person as Person,
    )
    from .model import (
        Place as Place,
    )
    from .model import (
        Programme as Programme,
    )
    from .model import (
        RelatedTraining as RelatedTraining,
    )
    from .model import (
        Relation as Relation,
    )
    from .model import (
        Representation as Representation,
    )
    from .model import (
        Session as Session,
    )
    from .model import (
        Sex as Sex,
    )
    from .model import (
        Source as Source,
    )
    from .model import (
        Speaker as Speaker,
    )
    from .model import (
        Status as Status,
    )
    from .model import (
        Training as Training,
    )
    from .privacy import (
        PersonalField as PersonalField,
    )
    from .privacy import (
        personal_data_inventory as personal_data_inventory,
    )
    from .privacy import (
        public_view as public_view,
    )
    from .privacy import (
        tally as tally,
    )
    from .rules import Finding as Finding
    from .rules import Issue as Issue
    from .text import LocalizedText as LocalizedText
    from .vocab.governorate import Governorate as Governorate
    from .vocab.terms import (
        Approach as Approach,
    )
    from .vocab.terms import (
        Audience as Audience,
    )
    from .vocab.terms import (
        InstrumentKind as InstrumentKind,
    )
    from .vocab.terms import (
        Method as Method,
    )
    from .vocab.terms import (
        OrganizationKind as OrganizationKind,
    )
    from .vocab.terms import (
        OutcomeKind as OutcomeKind,
    )
    from .vocab.terms import (
        Population as Population,
    )
    from .vocab.terms import (
        Rank as Rank,
    )
    from .vocab.terms import (
        SpeakerRole as SpeakerRole,
    )
    from .vocab.terms import (
        Term as Term,
    )
    from .vocab.terms import (
        Topic as Topic,
    )
    from .vocab.terms import (
        TrainingKind as TrainingKind,
    )

_HOMES = {
    "advice": "check",
    "cards": "describe",
    "codec": "make_converter",
    "counts": "AgeBand Count FileSize Precision",
    "dates": "DateSpan Duration DurationUnit PartialDate",
    "errors": "InvalidDataError TipmodelError UnknownLanguageError UnknownTermError",
    "examples": "example",
    "fields": "Sensitivity",
    "files": "SCHEMA_VERSION dumps loads structure unstructure validate",
    "i18n": "languages",
    "labels": "label",
    "model": "Consent Delivery Document GroupCount Headcount Involvement InvolvementRole LegalInstrument Note NoteKind Occurrence Organization Outcome Participant Person Place Programme RelatedTraining Relation Representation Session Sex Source Speaker Status Training",
    "privacy": "PersonalField personal_data_inventory public_view tally",
    "rules": "Finding Issue",
    "text": "LocalizedText",
    "vocab.governorate": "Governorate",
    "vocab.terms": "Approach Audience InstrumentKind Method OrganizationKind OutcomeKind Population Rank SpeakerRole Term Topic TrainingKind",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - a list it is


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tipmodel' has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *_HOME]
