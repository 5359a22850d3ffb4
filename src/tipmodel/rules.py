"""Every rule of the model: its code, and the English sentence for those who break it."""

from collections.abc import Mapping
from typing import Any

import attrs

from .errors import InvalidDataError
from .fields import Phrase
from .i18n import isolate_ltr, translate

DID_YOU_MEAN = Phrase("issue.did_you_mean", "Did you mean {suggestion}?")

Param = int | str | Phrase


@attrs.frozen
class Issue:
    """One broken rule at one place.

    An issue never holds text that a person wrote, so it can be logged and shown.

    Attributes:
        rule: The rule that is broken.
        params: What its sentence speaks of: numbers, codes, dates, keys, and the
            names of fields.
        pointer: Where it is, as a JSON Pointer (RFC 6901) from the root of the data.

    """

    rule: "Rule"
    params: Mapping[str, Param] = attrs.field(factory=dict, hash=False)
    pointer: str = ""

    @property
    def code(self) -> str:
        """The stable name of the rule, safe to compare in programs."""
        return self.rule.key

    def text(self, language: str = "en") -> str:
        """Say what is wrong in *language*.

        Raises:
            UnknownLanguageError: There are no words in that language.

        """
        told: dict[str, Any] = {
            name: isolate_ltr(value) if isinstance(value, str) else value
            for name, value in self.params.items()
        }
        sentences = [self.rule, DID_YOU_MEAN] if "suggestion" in told else [self.rule]
        return " ".join(translate(sentence, language, **told) for sentence in sentences)

    def under(self, key: str | int, field: Phrase | None = None) -> "Issue":
        """Place the issue one step deeper, under *key* of its container."""
        step = str(key).replace("~", "~0").replace("/", "~1")
        params = self.params
        if field is not None and "field" not in params:
            params = {"field": field, **params}
        return attrs.evolve(self, pointer=f"/{step}{self.pointer}", params=params)

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.text()}"


@attrs.frozen
class Rule(Phrase):
    """A rule of the model: its key is the code, its English the sentence shown when it is broken."""

    def issue(self, **params: Param) -> Issue:
        """Report that the rule is broken, at a place yet to be said."""
        return Issue(self, params)

    def broken(self, **params: Param) -> InvalidDataError:
        """Build the error to raise."""
        return InvalidDataError(self.issue(**params))


WRONG_TYPE = Rule("value.wrong_type", "{field}: expected {expected}, found {found}.")
NULL = Rule("value.null", "{field} is null; leave it out when it is not known.")
REFUSED = Rule("value.refused", "{field}: this value was refused.")
OUT_OF_RANGE = Rule("number.out_of_range", "{field} must be between {least} and {most}.")
EMPTY_TEXT = Rule("text.empty", "{field} must not be empty.")
TOO_LONG = Rule(
    "text.too_long", "{field} is too long: {length} characters, and the limit is {most}."
)
FORBIDDEN_CHARACTER = Rule(
    "text.forbidden_character",
    "{field} contains an invisible character that is not allowed ({codepoint}).",
)
KEY_MISSING = Rule("key.missing", "The field {field} is required.")
KEY_UNKNOWN = Rule("key.unknown", "Unknown field: {key}.")
UNKNOWN_LANGUAGE = Rule(
    "language.unknown", "{field}: a key is not a language tag such as en or ar."
)
NO_LANGUAGE = Rule("text.no_language", "{field} has no text in any language.")
MALFORMED_ID = Rule(
    "id.malformed",
    "{field} may hold only the letters a to z, digits, full stops, hyphens and underscores.",
)
PART_EXCEEDS_TOTAL = Rule(
    "headcount.part_exceeds_total",
    "The part {part} ({count}) is larger than the total ({total}).",
)
STATES_NOTHING = Rule("record.states_nothing", "{field} states nothing; leave it out.")
NO_DATA = Rule("json.empty", "There is nothing in it.")
NOT_JSON = Rule("json.malformed", "This is not valid JSON (line {line}, column {column}).")
NOT_UTF8 = Rule("json.not_utf8", "This is not text in UTF-8.")
NOT_A_NUMBER = Rule("json.not_a_number", "JSON has no number called {found}.")
NUMBER_TOO_LONG = Rule("json.number_too_long", "A number has too many digits.")
TOO_DEEP = Rule("json.too_deep", "The data are nested too deeply.")
REPEATED_KEY = Rule("json.repeated_key", "The key {key} is given twice in one object.")
VERSION = Rule(
    "document.version",
    "This document is written in another version of the schema; this program reads version {known}.",
)

RULES = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))
"""Every rule, in the order above."""
