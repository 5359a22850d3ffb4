"""One validated schema for trainings against trafficking in persons, in Arabic and English.

Start with `loads`, `dumps` and `validate`; what things are called is in `label`.
"""

from .codec import make_converter
from .errors import InvalidDataError, TipmodelError, UnknownLanguageError, UnknownTermError
from .files import SCHEMA_VERSION, dumps, loads, structure, unstructure, validate
from .i18n import languages
from .labels import label
from .model import Headcount, Training
from .rules import Issue
from .text import LocalizedText

__all__ = [
    "SCHEMA_VERSION",
    "Headcount",
    "InvalidDataError",
    "Issue",
    "LocalizedText",
    "TipmodelError",
    "Training",
    "UnknownLanguageError",
    "UnknownTermError",
    "dumps",
    "label",
    "languages",
    "loads",
    "make_converter",
    "structure",
    "unstructure",
    "validate",
]
