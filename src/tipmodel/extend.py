"""What an extension is written with.

What stands here and in `tipmodel` itself is covered by the compatibility promise; other modules
may change in any release.
"""

from .core.issues import Issue, Rule
from .core.metadata import INTERNAL, PERSONAL, PUBLIC, LabeledEnum, about
from .core.record import Record, RequireAny, fields, not_empty
from .core.validators import EXTRA, ID, URL, Each, InRange, OneOf, Text, Validator
from .formats import Reading, Writing
from .i18n.phrase import Phrase
from .vocab.terms import Term

__all__ = [
    "EXTRA",
    "ID",
    "INTERNAL",
    "PERSONAL",
    "PUBLIC",
    "URL",
    "InRange",
    "LabeledEnum",
    "Each",
    "Issue",
    "OneOf",
    "Phrase",
    "Reading",
    "Record",
    "Rule",
    "RequireAny",
    "Term",
    "Text",
    "Validator",
    "Writing",
    "about",
    "fields",
    "named",
    "not_empty",
    "words",
]
