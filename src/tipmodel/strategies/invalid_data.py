"""Ways to break one rule once: what to put where in valid data."""

import datetime
import enum
import functools
import typing
from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Any

import attrs

from ..core.record import MAX_LIST_LENGTH, Record, RequireAny, StringValue, fields, not_empty
from ..core.validators import AwareDateTime, Each, Extra, InRange, OneOf, Text
from ..model import Headcount, Place, Session, Training
from ..values.counts import AgeBand, Count
from ..values.dates import DateSpan
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import Term

GONE: Any = object()
"""Put in the place of a value that is to be missing."""

_LONG = "list.too_long", "text.too_long"


@attrs.frozen(eq=False)
class Way:
    """A way to break a rule: in the record at the end of a path, some values are changed.

    Attributes:
        path: The fields that lead there, each with whether it is a list.
        holders: The classes of the records on the way.
        code: The rule.
        changes: The new values by field; ``whole`` says that there are to be no others.

    """

    path: tuple[tuple[str, bool], ...]
    holders: tuple[type[Record], ...]
    code: str
    changes: Mapping[str, Any]
    whole: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the data become long by it."""
        return self.code in _LONG

    def broken(self, documents: tuple[Any, ...]) -> Any:
        """Put records into one another and break the innermost."""
        *outer, innermost = (_as_object(each) for each in documents)
        data = {**({} if self.whole else innermost), **self.changes}
        data = {key: value for key, value in data.items() if value is not GONE}
        for holder, (name, is_list) in zip(reversed(outer), reversed(self.path), strict=True):
            data = {**holder, name: [data] if is_list else data}
        return data


def _as_object(data: Any) -> dict[str, Any]:
    return dict(data) if isinstance(data, dict) else {"code": data}


@functools.cache
def ways(cls: Any) -> dict[str, tuple[Way, ...]]:
    """Return the ways in which data of *cls* can break each rule, by its code."""
    found: dict[str, tuple[Way, ...]] = {}
    for way in _ways(cls, cls, (), ()):
        found[way.code] = (*found.get(way.code, ()), way)
    return dict(sorted(found.items()))


def _ways(
    root: type[Record], cls: type[Record], path: tuple[Any, ...], holders: tuple[Any, ...]
) -> Iterator[Way]:
    for code, changes, whole in _changes(cls):
        yield Way(path, holders, code, changes, whole)
    for field in fields(cls):
        kind, is_list = _kind(field.type)
        is_object = _is_a(kind, Record) and not _is_a(kind, StringValue)
        if is_object and kind not in (root, *holders):
            yield from _ways(root, kind, (*path, (field.name, is_list)), (*holders, kind))


def _is_a(kind: Any, base: type) -> bool:
    return isinstance(kind, type) and issubclass(kind, base)


def _kind(type_: Any) -> tuple[Any, bool]:
    """Return what class the objects of a type are of, and whether they stand in a list."""
    arguments = [each for each in typing.get_args(type_) if each is not NoneType]
    if isinstance(type_, UnionType):
        return _kind(arguments[-1])
    return (arguments[0], True) if typing.get_origin(type_) is tuple else (type_, False)


def _changes(cls: type[Record]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    yield "key.unknown", {"no_such_field": 1}, False
    for field in fields(cls):
        if field.default is attrs.NOTHING:
            yield "key.missing", {field.name: GONE}, False
        yield "value.null", {field.name: None}, False
        for code, value in _values(field.type, field.validator):
            yield code, {field.name: value}, False
    if issubclass(cls, Term):
        yield "code.malformed", {"code": "?"}, False
        if cls.facts():
            yield "term.unknown", {"code": "no_such_code"}, False
    yield from _across_fields(cls)


def _across_fields(cls: type[Record]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    required = any(field.default is attrs.NOTHING for field in fields(cls))
    for check in () if required else cls.invariants:
        if check is not_empty:
            yield "record.states_nothing", {}, True
        if isinstance(check, RequireAny):
            yield check.rule.key, {}, True
    for base, code, changes in _ACROSS_FIELDS:
        if issubclass(cls, base):
            yield code, changes, base in (AgeBand, Count, Headcount)


def _values(type_: Any, check: Any) -> Iterator[tuple[str, Any]]:
    """Yield values that are not right for a type and its check, each with the rule it breaks."""
    arguments = [each for each in typing.get_args(type_) if each is not NoneType]
    if isinstance(type_, UnionType):
        yield from _values(arguments[0], check)
    elif typing.get_origin(type_) is tuple:
        yield "value.wrong_type", 1
        yield "list.too_long", [0] * (MAX_LIST_LENGTH + 1)
        item = check.item if isinstance(check, Each) else None
        yield from ((code, [value]) for code, value in _values(arguments[0], item))
    elif isinstance(check, InRange):
        yield from (("number.out_of_range", value) for value in (check.least - 1, check.most + 1))
        yield "value.wrong_type", "1"
    elif isinstance(check, Text):
        yield from _bad_texts(check)
    elif isinstance(check, OneOf):
        yield check.unknown.key, "no_such_code"
    elif isinstance(check, Extra):
        yield "extra.no_namespace", {"room": 4}
    elif isinstance(check, AwareDateTime):
        yield "time.not_a_time", "2015-05-04"
    elif isinstance(type_, type):
        yield from _of_class(type_)


def _bad_texts(check: Text) -> Iterator[tuple[str, Any]]:
    yield "text.empty", ""
    yield "text.forbidden_character", "a\u202e"
    yield "value.wrong_type", 1
    if check.pattern:
        yield check.malformed.key, "?"
    else:
        yield "text.too_long", "a" * (check.longest + 1)


def _of_class(cls: type) -> Iterator[tuple[str, Any]]:
    if cls is Governorate:
        yield "governorate.unknown", "no_such_governorate"
    elif issubclass(cls, enum.Enum):
        yield "choice.unknown", "no_such_choice"
    elif issubclass(cls, LocalizedText):
        yield "text.no_language", {}
        yield "language.malformed", {"?": "a"}
        yield from ((code, {"en": value}) for code, value in _bad_texts(Text()))
    elif issubclass(cls, Term) and cls.facts():
        yield "term.unknown", "no_such_code"
    elif issubclass(cls, datetime.date):
        yield "date.not_a_date", "2015-02-30"
    elif cls.__name__ == "PartialDate":
        yield "date.not_a_date", "2015-13"
    elif cls.__name__ == "FileSize":
        yield "size.malformed", "821"
    elif cls in (bool, str, int, float) or issubclass(cls, Record):
        yield "value.wrong_type", []


_TITLE = {"title": {"en": "a"}}
_ACROSS_FIELDS: tuple[tuple[type[Record], str, dict[str, Any]], ...] = (
    (AgeBand, "age.ends_before_it_begins", {"at_least": 18, "below": 18}),
    (Count, "count.number_or_percentage", {"precision": "about"}),
    (DateSpan, "dates.end_before_start", {"start": "2015-05-04", "end": "2015-05-03"}),
    (Headcount, "headcount.part_exceeds_total", {"total": 1, "female": 2}),
    (Place, "place.governorate_in_other_country", {"governorate": "erbil", "country": "LB"}),
    (
        Session,
        "session.ends_before_start",
        {"start": "2015-05-04T09:00:00+03:00", "end": "2015-05-04T08:00:00+03:00"},
    ),
    (Training, "session.unknown_speaker", {"sessions": [{**_TITLE, "speakers": ["no-one"]}]}),
    (Training, "id.repeated", {"sessions": [{**_TITLE, "id": "s-1"}, {**_TITLE, "id": "s-1"}]}),
    (Training, "note.points_nowhere", {"notes": [{"kind": "context", "about": "/nowhere"}]}),
    (Training, "outcome.unknown_person", {"outcomes": [{"kind": "certificate", "by": "no-one"}]}),
)
"""What two fields may not say of each other, by class."""
