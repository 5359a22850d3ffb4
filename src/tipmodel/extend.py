"""What an extension is written with.

What stands here and in `tipmodel` itself is covered by the compatibility promise; other modules
may change in any release.
"""

from .fields import INTERNAL, PERSONAL, PUBLIC, Choice, Phrase, about, named, words
from .formats import Reading, Writing
from .record import Record, StatesAny, fields, states_something
from .rules import Issue, Rule
from .validators import EXTRA, ID, URL, Between, Each, OneOf, Text, Validator
from .vocab.terms import Term

__all__ = [
    "EXTRA",
    "ID",
    "INTERNAL",
    "PERSONAL",
    "PUBLIC",
    "URL",
    "Between",
    "Choice",
    "Each",
    "Issue",
    "OneOf",
    "Phrase",
    "Reading",
    "Record",
    "Rule",
    "StatesAny",
    "Term",
    "Text",
    "Validator",
    "Writing",
    "about",
    "fields",
    "named",
    "states_something",
    "words",
]
