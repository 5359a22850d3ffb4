"""The API for extensions.

The names here and in `tipmodel` itself are covered by the compatibility promise; other modules
may change in any release.
"""

from typing import Any

from .core.fields import fields
from .core.invariants import Distinct, InOrder, RefersTo, RequireAny, not_empty
from .core.issues import Issue, Rule, Severity
from .core.metadata import (
    INTERNAL,
    PERSONAL,
    PUBLIC,
    LabeledEnum,
    about,
    field,
    labeled,
    metadata_of,
    record,
)
from .core.options import ReadOptions, WriteOptions
from .core.record import Record
from .core.validators import EXTRA, ID, URL, Each, InRange, OneOf, Text, Validator
from .i18n.phrase import Phrase
from .vocab.terms import Term

__all__ = [
    "EXTRA",
    "ID",
    "INTERNAL",
    "PERSONAL",
    "PUBLIC",
    "URL",
    "Distinct",
    "Each",
    "InOrder",
    "InRange",
    "Issue",
    "LabeledEnum",
    "OneOf",
    "Phrase",
    "ReadOptions",
    "Record",
    "RefersTo",
    "RequireAny",
    "Rule",
    "Severity",
    "Term",
    "Text",
    "Validator",
    "WriteOptions",
    "about",
    "field",
    "fields",
    "labeled",
    "metadata_of",
    "not_empty",
    "record",
]

_FORMER: dict[str, Any] = {
    "Reading": ReadOptions,
    "Writing": WriteOptions,
    "Between": InRange,
    "Choice": LabeledEnum,
    "StatesAny": RequireAny,
    "named": labeled,
    "states_something": not_empty,
    "words": metadata_of,
}


def __getattr__(name: str) -> Any:
    """Return the object with a former name; former names disappear in the next version."""
    if name not in _FORMER:
        raise AttributeError(f"module 'tipmodel.extend' has no attribute {name!r}")
    return _FORMER[name]
