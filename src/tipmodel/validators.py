"""Checks of one field. A check says nothing of a value of another type; the type has its own."""

import re
from collections.abc import Iterator
from typing import Any

import attrs

from .errors import InvalidDataError
from .fields import words
from .hygiene import forbidden
from .rules import (
    EMPTY_TEXT,
    FORBIDDEN_CHARACTER,
    MALFORMED_ID,
    OUT_OF_RANGE,
    REFUSED,
    TOO_LONG,
    Issue,
    Rule,
)

LONGEST_TEXT = 10_000
LARGEST_NUMBER = 1_000_000_000


class Validator:
    """Base of the checks: `broken_by` yields what is wrong with one value."""

    def broken_by(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for every rule that *value* breaks."""
        raise NotImplementedError

    def __call__(self, _: object, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse the *value* of a *field*, as attrs and the converter ask."""
        issues = [issue.under(field.name, words(field).label) for issue in self.broken_by(value)]
        if issues:
            raise InvalidDataError(*issues)


@attrs.frozen
class Between(Validator):
    """A number from *least* to *most*, both included."""

    least: int = 0
    most: int = LARGEST_NUMBER

    def broken_by(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for a number out of range."""
        if type(value) in (int, float) and not self.least <= value <= self.most:
            yield OUT_OF_RANGE.issue(least=self.least, most=self.most)


@attrs.frozen
class Text(Validator):
    """Text that is not empty, not endless and free of forbidden characters.

    Where text must have a shape, *malformed* is the rule it breaks without it.
    """

    longest: int = LONGEST_TEXT
    pattern: str = "(?s:.*)"
    malformed: Rule = REFUSED

    def broken_by(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for text that may not stand in a record."""
        if not isinstance(value, str):
            return
        if not value:
            yield EMPTY_TEXT.issue()
        if len(value) > self.longest:
            yield TOO_LONG.issue(length=len(value), most=self.longest)
        if found := forbidden(value):
            yield FORBIDDEN_CHARACTER.issue(codepoint=f"U+{ord(found[0]):04X}")
        elif value and not re.fullmatch(self.pattern, value):
            yield self.malformed.issue()


ID = Text(200, "[A-Za-z0-9][A-Za-z0-9._-]*", MALFORMED_ID)
