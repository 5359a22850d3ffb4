"""Ways to break one rule once: changes to valid data."""

import datetime
import functools
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from ..core.fields import by_name, fields
from ..core.invariants import Declared, Distinct, InOrder, RefersTo, RequireAny
from ..core.issues import InvalidDataError, Issue
from ..core.record import Record, StringValue
from ..core.shape import (
    MAX_LIST_LENGTH,
    Code,
    JsonObject,
    Many,
    Number,
    Object,
    Plain,
    Shape,
    Term,
    Texts,
    Written,
    inner_records,
)
from ..core.validators import InRange, OneOf, Text
from ..model import Place, Training
from ..values.counts import Count
from ..values.dates import PartialDate
from ..values.times import PartialTime
from ..vocab.governorate import Governorate
from ..vocab.terms import Term as TermRecord

GONE: Any = object()
"""A placeholder for a value to be removed."""

_LONG = "list.too_long", "text.too_long"


@attrs.frozen(eq=False)
class Way:
    """A way to break a rule: change some values in the record at the end of a path.

    Attributes:
        path: The fields along the path, each with whether it is a list.
        holders: The classes of the records along the path.
        code: The code of the rule.
        changes: The new values by field; ``whole`` means that the record has no others.

    """

    path: tuple[tuple[str, bool], ...]
    holders: tuple[type[Record], ...]
    code: str
    changes: Mapping[str, Any]
    whole: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it makes the data long."""
        return self.code in _LONG

    def applied(self, documents: tuple[Any, ...]) -> Any:
        """Nest records in one another and break the innermost."""
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
    """Return the ways in which data of *cls* can break each rule, by the code of the rule."""
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
        is_list = isinstance(field.shape, Many)
        for kind in inner_records(field.shape):
            if kind not in (root, *holders):
                yield from _ways(root, kind, (*path, (field.name, is_list)), (*holders, kind))


def _changes(cls: type[Record]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    yield "key.unknown", {"no_such_field": 1}, False
    for field in fields(cls):
        if field.required:
            yield "key.missing", {field.name: GONE}, False
        yield "value.null", {field.name: None}, False
        for code, value in _values(field.shape):
            yield code, {field.name: value}, False
    if issubclass(cls, TermRecord):
        yield "code.malformed", {"code": "?"}, False
        if cls.facts():
            yield "term.unknown", {"code": "no_such_code"}, False
    yield from _across_fields(cls)


def _across_fields(cls: type[Record]) -> Iterator[tuple[str, dict[str, Any], bool]]:
    for check in cls.invariants:
        if isinstance(check, Declared):
            for changes, whole in _breaking(cls, check):
                yield check.rule.key, changes, whole
    for base, code, changes in _ACROSS_FIELDS:
        if issubclass(cls, base):
            yield code, changes, base is Count


def _breaking(cls: type[Record], check: Declared) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield changes that break a declared rule across fields, and whether no other field may be there."""
    is_free = not any(field.required for field in fields(cls))
    match check:
        case RequireAny():
            if is_free:
                yield {}, True
        case InOrder(lower=lower, upper=upper):
            kind = by_name[cls][upper].shape.type
            if "." not in lower and kind in _IN_WRONG_ORDER:
                most, least = _IN_WRONG_ORDER[kind]
                yield {lower: least, upper: most}, kind is int and is_free
        case Distinct(paths=paths):
            for path in paths:
                for name, held in _holding(cls, path, "twice").items():
                    yield {name: held * 2}, False
        case RefersTo(path=path):  # pragma: no branch - it is the last of the kinds
            yield _holding(cls, path, "no-one"), False


def _holding(cls: type[Record], path: str, value: Any) -> dict[str, Any]:
    """Return the field that leads to a value at a path, with what the records on the way need."""
    name, _, rest = path.partition(".")
    shape = by_name[cls][name].shape
    if rest:
        inner = shape.inner_type
        needed = {each.name: each.example for each in fields(inner) if each.required}
        value = {**needed, **_holding(inner, rest, value)}
    return {name: [value] if isinstance(shape, Many) else value}


def _values(shape: Shape) -> Iterator[tuple[str, Any]]:  # noqa: C901, PLR0912 - a case for each shape
    """Yield invalid values for a shape, each with the rule it breaks."""
    match shape:
        case Many(item=item):
            yield "value.wrong_type", 1
            yield "list.too_long", [0] * (MAX_LIST_LENGTH + 1)
            yield from ((code, [value]) for code, value in _values(item))
        case Shape(validator=InRange(least, most)):
            yield from (("number.out_of_range", value) for value in (least - 1, most + 1))
            yield "value.wrong_type", "1"
        case Shape(validator=Text() as text):
            yield from _bad_texts(text)
        case Shape(validator=OneOf() as listed):
            yield listed.unknown.key, "no_such_code"
        case JsonObject():
            yield "extra.no_namespace", {"room": 4}
        case Code(type=kind):
            which = "governorate" if kind is Governorate else "choice"
            yield f"{which}.unknown", f"no_such_{which}"
        case Texts():
            yield "text.no_language", {}
            yield "language.malformed", {"?": "a"}
            yield from ((code, {"en": value}) for code, value in _bad_texts(Text()))
        case Term(type=kind):
            if kind.facts():
                yield "term.unknown", "no_such_code"
        case Written(type=kind):
            yield from ((issue.code, "?") for issue in _refusals(kind, "?"))
        case Plain(type=datetime.datetime):
            yield "time.not_a_time", "2015-05-04"
        case Plain(type=datetime.date):
            yield "date.not_a_date", "2015-02-30"
        case Plain() | Object() | Number():
            yield "value.wrong_type", []


def _refusals(kind: type[StringValue], text: str) -> tuple[Issue, ...]:
    try:
        kind.parse(text)
    except InvalidDataError as error:
        return error.issues
    return ()


def _bad_texts(check: Text) -> Iterator[tuple[str, Any]]:
    yield "text.empty", ""
    yield "text.forbidden_character", "a\u202e"
    yield "value.wrong_type", 1
    if check.pattern:
        yield check.malformed.key, "?"
    else:
        yield "text.too_long", "a" * (check.longest + 1)


_IN_WRONG_ORDER = {
    int: (1, 2),
    float: (1, 2),
    PartialDate: ("2015-05-03", "2015-05-04"),
    PartialTime: ("2015-05-04T08:00:00+03:00", "2015-05-04T09:00:00+03:00"),
}
"""What the greater and the lesser field hold if they are in the wrong order, by their type."""

_ACROSS_FIELDS: tuple[tuple[type[Record], str, dict[str, Any]], ...] = (
    (Count, "count.number_or_percentage", {"precision": "about"}),
    (Place, "place.governorate_in_other_country", {"governorate": "erbil", "country": "LB"}),
    (Training, "note.points_nowhere", {"notes": [{"kind": "context", "about": "/nowhere"}]}),
)
"""How to break the rules across fields that are functions, by class."""
