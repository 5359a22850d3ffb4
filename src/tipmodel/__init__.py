"""One validated schema for trainings against trafficking in persons, in Arabic and English.

Start with `loads`, `dumps` and `validate`; `label` returns the names of classes and fields. Public
names are imported on first use, so importing the package costs almost nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .core import hooks

if TYPE_CHECKING:
    __version__: str

    from .codec.documents import (
        SCHEMA_VERSION as SCHEMA_VERSION,
        dumps as dumps,
        loads as loads,
        structure as structure,
        unstructure as unstructure,
        validate as validate,
    )
    from .codec.exact import (
        make_converter as make_converter,
        register as register,
    )
    from .codec.json_text import Limits as Limits
    from .core.errors import (
        BrokenExtensionError as BrokenExtensionError,
        MissingLibraryError as MissingLibraryError,
        UnknownFormatError as UnknownFormatError,
    )
    from .core.issues import (
        CellIssue as CellIssue,
        Finding as Finding,
        InvalidDataError as InvalidDataError,
        Issue as Issue,
        Location as Location,
        Rule as Rule,
        Severity as Severity,
        UnknownTermError as UnknownTermError,
    )
    from .core.metadata import Sensitivity as Sensitivity
    from .examples import example as example
    from .files import (
        iter_read as iter_read,
        read as read,
        write as write,
    )
    from .forms import form as form
    from .i18n import (
        Language as Language,
        Words as Words,
        arabic_digits as arabic_digits,
        languages as languages,
        use_language as use_language,
    )
    from .i18n.errors import (
        TipmodelError as TipmodelError,
        UnknownLanguageError as UnknownLanguageError,
    )
    from .keyed_tables import read_tables as read_tables, write_tables as write_tables
    from .model import (
        Consent as Consent,
        Contact as Contact,
        Delivery as Delivery,
        Document as Document,
        GroupCount as GroupCount,
        Headcount as Headcount,
        Involvement as Involvement,
        LegalInstrument as LegalInstrument,
        Note as Note,
        NoteKind as NoteKind,
        Occurrence as Occurrence,
        Organization as Organization,
        Outcome as Outcome,
        Participant as Participant,
        Person as Person,
        Place as Place,
        Programme as Programme,
        Quantity as Quantity,
        RelatedTraining as RelatedTraining,
        Relation as Relation,
        Representation as Representation,
        Session as Session,
        Sex as Sex,
        Source as Source,
        Speaker as Speaker,
        Status as Status,
        Training as Training,
    )
    from .summaries import write_summary as write_summary
    from .tables.writer import rows as rows
    from .values.counts import (
        AgeBand as AgeBand,
        Count as Count,
        FileSize as FileSize,
        Precision as Precision,
    )
    from .values.dates import (
        DateSpan as DateSpan,
        PartialDate as PartialDate,
    )
    from .values.durations import (
        Duration as Duration,
        DurationUnit as DurationUnit,
    )
    from .values.text import LocalizedText as LocalizedText
    from .values.times import PartialTime as PartialTime
    from .views.advice import check as check
    from .views.cards import Card as Card, card_of as card_of, describe as describe
    from .views.differences import (
        Change as Change,
        Difference as Difference,
        differences as differences,
    )
    from .views.labels import label as label
    from .views.likeness import Likeness as Likeness, Reason as Reason, alike as alike
    from .views.page import page as page
    from .views.privacy import (
        PersonalField as PersonalField,
        personal_data_inventory as personal_data_inventory,
        public_view as public_view,
        tally as tally,
    )
    from .views.schema import json_schema as json_schema
    from .views.summary import Summary as Summary, summary as summary
    from .vocab.governorate import Governorate as Governorate
    from .vocab.terms import (
        Approach as Approach,
        Audience as Audience,
        InstrumentKind as InstrumentKind,
        InvolvementRole as InvolvementRole,
        Level as Level,
        Method as Method,
        OrganizationKind as OrganizationKind,
        OutcomeKind as OutcomeKind,
        Population as Population,
        Rank as Rank,
        SpeakerRole as SpeakerRole,
        Term as Term,
        Topic as Topic,
        TrainingKind as TrainingKind,
    )

_HOMES = {
    "codec.documents": "SCHEMA_VERSION dumps loads structure unstructure validate",
    "codec.exact": "make_converter register",
    "codec.json_text": "Limits",
    "core.errors": "BrokenExtensionError MissingLibraryError UnknownFormatError",
    "core.issues": "CellIssue Finding InvalidDataError Issue Location Rule Severity UnknownTermError",
    "core.metadata": "Sensitivity",
    "examples": "example",
    "files": "iter_read read write",
    "forms": "form",
    "i18n": "Language Words arabic_digits languages use_language",
    "i18n.errors": "TipmodelError UnknownLanguageError",
    "model": "Consent Contact Delivery Document GroupCount Headcount Involvement LegalInstrument Note NoteKind Occurrence Organization Outcome Participant Person Place Programme Quantity RelatedTraining Relation Representation Session Sex Source Speaker Status Training",
    "keyed_tables": "read_tables write_tables",
    "summaries": "write_summary",
    "tables.writer": "rows",
    "values.counts": "AgeBand Count FileSize Precision",
    "values.dates": "DateSpan PartialDate",
    "values.durations": "Duration DurationUnit",
    "values.times": "PartialTime",
    "values.text": "LocalizedText",
    "views.advice": "check",
    "views.cards": "Card card_of describe",
    "views.differences": "Change Difference differences",
    "views.labels": "label",
    "views.likeness": "Likeness Reason alike",
    "views.page": "page",
    "views.privacy": "PersonalField personal_data_inventory public_view tally",
    "views.schema": "json_schema",
    "views.summary": "Summary summary",
    "vocab.governorate": "Governorate",
    "vocab.terms": "Approach Audience InstrumentKind InvolvementRole Level Method OrganizationKind OutcomeKind Population Rank SpeakerRole Term Topic TrainingKind",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - it is a list


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version(__name__)
    if name not in _HOME:
        raise AttributeError(f"module 'tipmodel' has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *_HOME]


def _notebook(record: Any) -> str:
    html: str = import_module(".views.page", __name__).notebook(record)
    return html


hooks.notebook = _notebook
hooks.pydantic = lambda: import_module(".integrations.pydantic", __name__)
