"""Validators of one field. They ignore values of another type; reading checks types."""

import datetime
import functools
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..i18n import Said
from .extra import MAX_EXTRA_DEPTH
from .issues import InvalidDataError, Issue, Rule
from .metadata import metadata_of
from .rules import (
    EMPTY_TEXT,
    EXTRA_WITHOUT_NAMESPACE,
    FORBIDDEN_CHARACTER,
    MALFORMED_EMAIL,
    MALFORMED_ID,
    MALFORMED_LANGUAGE,
    MALFORMED_MEDIA_TYPE,
    MALFORMED_PHONE,
    MALFORMED_POINTER,
    MALFORMED_URL,
    NOT_A_TIME,
    NOT_JSON_VALUE,
    NUMBER_TOO_LONG,
    OUT_OF_RANGE,
    REFUSED,
    TOO_DEEP,
    TOO_LONG,
)
from .unicode import MAX_NUMBER_LENGTH, WRITABLE, forbidden, is_blank

MAX_TEXT_LENGTH = 10_000
MAX_EXTRA_TEXT_LENGTH = 100_000
"""The maximum length of a text or key of other tools: some engines of regular expressions match no more."""
MAX_KEY_LENGTH = 200
MAX_NUMBER = 1_000_000_000
MAX_DEPTH = 100
"""The maximum depth of lists and objects in a document."""


class Validator:
    """Base class of validators: `iter_issues` yields the issues of one value."""

    def __init_subclass__(cls) -> None:
        """Accept the former name of `iter_issues`, ``broken_by``, until the next version."""
        super().__init_subclass__()
        if "broken_by" in vars(cls):
            cls.iter_issues = vars(cls)["broken_by"]  # type: ignore[method-assign]
        if _owner(cls, "iter_issues") is not _owner(cls, "passes"):
            cls.passes = Validator.passes  # type: ignore[method-assign] # it must agree with `iter_issues`

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for every rule that *value* breaks."""
        raise NotImplementedError

    def passes(self, value: Any) -> bool:
        """Return whether *value*, which has the right type, breaks no rule."""
        return next(self.iter_issues(value), None) is None

    def __call__(self, _: object, field: "attrs.Attribute[Any]", value: Any) -> None:
        """Refuse a wrong *value* of a *field*; attrs and the converter call this."""
        issues = [
            issue.under(field.name, metadata_of(field).label) for issue in self.iter_issues(value)
        ]
        if issues:
            raise InvalidDataError(*issues)


def _owner(cls: type, name: str) -> type:
    return next(each for each in cls.__mro__ if name in vars(each))


@attrs.frozen
class InRange(Validator):
    """A number from *least* to *most*, both included."""

    least: float = 0
    most: float = MAX_NUMBER

    def passes(self, value: Any) -> bool:
        """Return whether a number is in range; other values pass."""
        return type(value) not in (int, float) or self.least <= value <= self.most

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for a number out of range."""
        if not InRange.passes(self, value):  # a subclass may call this from its `passes`
            yield OUT_OF_RANGE.issue(least=self.least, most=self.most)


@attrs.frozen
class Text(Validator):
    """Text that is neither blank nor too long and has no forbidden characters.

    Text that does not match *pattern* breaks the rule *malformed*, whose sentence shows *form*
    as an example.
    """

    longest: int = MAX_TEXT_LENGTH
    pattern: str = ""
    malformed: Rule = REFUSED
    form: Said = ""
    suggest: Callable[[str], Mapping[str, Any]] | None = attrs.field(default=None, kw_only=True)
    """Returns what a malformed text may mean, as a parameter of the issue."""
    match: Callable[[str], Any] = attrs.field(init=False, repr=False, eq=False)
    """Returns whether text matches the pattern."""

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "match", self._compile_and_match)

    def _compile_and_match(self, text: str) -> Any:
        # Compiling is slow, and most programs need only a few patterns.
        object.__setattr__(self, "match", re.compile(self.pattern or "(?s:.*)").fullmatch)
        return self.match(text)

    def passes(self, value: Any) -> bool:
        """Return whether text breaks no rule."""
        clean = len(value) <= self.longest and not forbidden(value) and not is_blank(value)
        return clean and (not self.pattern or bool(self.match(value)))

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield the issues of a text."""
        if not isinstance(value, str):
            return
        is_long = len(value) > self.longest and (len(value) > MAX_TEXT_LENGTH or self._fits(value))
        if is_blank(value):
            yield EMPTY_TEXT.issue()
        elif is_long:
            yield TOO_LONG.issue(most=self.longest)
        if found := forbidden(value):
            yield FORBIDDEN_CHARACTER.issue(codepoint=f"U+{ord(found[0]):04X}")
        elif not is_long and not is_blank(value) and not self._fits(value):
            params: dict[str, Any] = {"form": self.form} if self.form else {}
            yield self.malformed.issue(**params, **(self.suggest(value) if self.suggest else {}))

    def _fits(self, value: str) -> bool:
        return not self.pattern or bool(self.match(value))


@attrs.frozen
class OneOf(Validator):
    """A code from a list that is loaded on first use."""

    known: Callable[[], Collection[str]]
    unknown: Rule

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for a code that is not in the list."""
        if isinstance(value, str) and value not in self.known():
            yield self.unknown.issue(**near(value, self.known()))


@attrs.frozen
class Each(Validator):
    """A validator for every item of a list."""

    item: Validator

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield the issues of the items, each under its index."""
        if isinstance(value, tuple):
            for index, each in enumerate(value):
                yield from (issue.under(index) for issue in self.item.iter_issues(each))


@attrs.frozen
class AwareDateTime(Validator):
    """A date and time that can be written as ``2015-05-04T09:00:00+03:00``, without parts of a second."""

    pattern: str

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield an issue for a time without a time zone, or with parts of a second."""
        if isinstance(value, datetime.datetime) and not re.fullmatch(
            self.pattern, value.isoformat()
        ):
            yield NOT_A_TIME.issue(form=MOMENT_FORM)


@attrs.frozen
class ExtraData(Validator):
    """Data of other tools: keys with a prefix, values of JSON."""

    pattern: str

    def iter_issues(self, value: Any) -> Iterator[Issue]:
        """Yield the issues of the keys and of the values under them."""
        if isinstance(value, Mapping):
            for key, each in value.items():
                if not (
                    isinstance(key, str) and _is_short(key) and re.fullmatch(self.pattern, key)
                ):
                    yield EXTRA_WITHOUT_NAMESPACE.issue(form="acme:room").under(key)
                else:
                    yield from (issue.under(key) for issue in _not_json(each, 1))


def _is_short(key: str) -> bool:
    return len(key) <= MAX_KEY_LENGTH


def _not_json(value: Any, depth: int) -> Iterator[Issue]:  # noqa: C901 - one case for each JSON type
    kind = type(value)
    if depth > MAX_EXTRA_DEPTH:
        yield TOO_DEEP.issue(most=MAX_EXTRA_DEPTH)
    elif kind is str:
        if len(value) > MAX_EXTRA_TEXT_LENGTH:
            yield TOO_LONG.issue(most=MAX_EXTRA_TEXT_LENGTH)
        elif found := forbidden(value):
            yield FORBIDDEN_CHARACTER.issue(codepoint=f"U+{ord(found[0]):04X}")
    elif kind is list:
        for index, each in enumerate(value):
            yield from (issue.under(index) for issue in _not_json(each, depth + 1))
    elif kind is dict:
        for key, each in value.items():
            if type(key) is not str or len(key) > MAX_EXTRA_TEXT_LENGTH or forbidden(key):
                yield NOT_JSON_VALUE.issue().under(key)
            else:
                yield from (issue.under(key) for issue in _not_json(each, depth + 1))
    elif kind is int and value not in WRITABLE:
        yield NUMBER_TOO_LONG.issue(most=MAX_NUMBER_LENGTH)
    elif not (value is None or kind in (bool, int) or (kind is float and math.isfinite(value))):
        yield NOT_JSON_VALUE.issue()


_KNOWN = (Text, InRange, OneOf, AwareDateTime, ExtraData)


def is_known(validator: Any) -> bool:
    """Return whether a *validator* is of exactly one of these classes; a subclass may check more.

    Generated functions replace only validators whose behaviour they know exactly.
    """
    if type(validator) is Each:
        return is_known(validator.item)
    return validator is None or type(validator) in _KNOWN


def near(text: str, known: Collection[str]) -> dict[str, Any]:
    """Return the closest code in *known* to *text*, if any, as a parameter of an issue."""
    found = _nearest(text, tuple(known)) if len(text) <= _LONGEST_TYPO else None
    return {"suggestion": found} if found else {}


_LONGEST_TYPO = 100
_MOST_COMPARED = 5


def _nearest(text: str, known: tuple[str, ...]) -> str | None:
    import difflib  # noqa: PLC0415 - needed only for bad data

    # Comparing is slow, and a document may have thousands of unknown codes, so only the codes that
    # share most pairs of letters are compared.
    shared = Counter(code for pair in _pairs(text) for code in _by_pair(known).get(pair, ()))
    likely = [code for code, _ in shared.most_common(_MOST_COMPARED)]
    return next(iter(difflib.get_close_matches(text, likely, n=1)), None)


def _pairs(text: str) -> Collection[str]:
    """Return the first letter, every pair of adjacent letters, and the last letter, in order."""
    return dict.fromkeys(text[max(end - 2, 0) : end] for end in range(1, len(text) + 2))


@functools.lru_cache(100)
def _by_pair(known: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    """Return the *known* codes by pair of letters; the codes never come from a caller."""
    found: dict[str, list[str]] = {}
    for code in known:
        for pair in _pairs(code):
            found.setdefault(pair, []).append(code)
    return found


LANGUAGE_TAG = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
"""The pattern of a language tag (BCP 47), such as ``ar``, ``ckb`` or ``zh-Hant``."""

_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
MONTH = "(?:0[1-9]|1[0-2])"
MONTH_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
DAY = f"(?:{_YEAR}-{MONTH_DAY}|{_LEAP_YEAR}-02-29)"
"""A day of the Gregorian calendar, with the lengths of months and leap years."""

EDTF = f"(?:{DAY}|{_YEAR}-{MONTH}|{_YEAR}|XXXX-(?:{MONTH_DAY}|02-29|{MONTH}))[?~]?"
"""The subset of the Extended Date/Time Format (ISO 8601-2) that partial dates are written in."""

_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_OFFSET = "(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)"
DATE_FORM = "2026-10-18"
PARTIAL_DATE_FORMS = DATE_FORM, "2026-10", "XXXX-10-18"
MOMENT_FORM = "2015-05-04T09:00:00+03:00"
TIME_FORM = "09:30"

ID = Text(200, "[A-Za-z0-9][A-Za-z0-9._-]*", MALFORMED_ID)
"""The validator of an identifier: letters a to z and A to Z, digits, dots, underscores, hyphens."""
LANGUAGES = "en", "ar"
MAX_TAG_LENGTH = 50
LANGUAGE = Text(MAX_TAG_LENGTH, LANGUAGE_TAG, MALFORMED_LANGUAGE, LANGUAGES)
EMAIL = Text(
    254,
    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)+",
    MALFORMED_EMAIL,
)
PHONE = Text(
    30,
    "[+][1-9](?:[0-9]{6,14}|(?:[ -]?[0-9]){6,14})",
    MALFORMED_PHONE,
    "+964 770 123 4567",
)
URL = Text(
    2000,
    'https?://[^\\x00-\\x20"<>\\\\^`{|}/?#]+(?:[/?#][^\\x00-\\x20"<>\\\\^`{|}]*)?',
    MALFORMED_URL,
)
"""The validator of a web address."""
MEDIA_TYPE = Text(
    200,
    "[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*",
    MALFORMED_MEDIA_TYPE,
    "application/pdf",
)
POINTER = Text(2000, "(?:/(?:[^~/]|~[01])*)+", MALFORMED_POINTER, "/title")
MOMENT = AwareDateTime(f"{DAY}T{_TIME}(?::[0-5][0-9])?{_OFFSET}")
CLOCK = f"(?:{MOMENT.pattern}|(?:(?:{DAY}|XXXX-(?:{MONTH_DAY}|02-29))T)?{_TIME})"
"""The forms of a time of day: alone, with a date, or with a date and time zone."""
EXTRA = ExtraData("[a-z][a-z0-9_-]*:[A-Za-z0-9][A-Za-z0-9_.-]*")
"""The validator of ``extra``: data of other tools under keys such as ``acme:cost``."""
