"""Hypothesis strategies for every class of the model, derived from its fields and rules.

They need the extra ``hypothesis``. If Hypothesis is installed, ``st.from_type(Training)`` works
without importing this module.
"""

import datetime
import functools
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import attrs

try:
    from hypothesis import reject, strategies as st
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "tipmodel.strategies needs Hypothesis: pip install 'tipmodel[hypothesis]'",
        name="hypothesis",
    ) from error

from ..codec.documents import validate
from ..codec.exact import shared_converter
from ..core.fields import Field, fields
from ..core.invariants import RequireAny
from ..core.issues import InvalidDataError
from ..core.record import Record
from ..core.shape import (
    Code,
    JsonObject,
    Many,
    Number,
    Object,
    Plain,
    Shape,
    Texts,
    Written,
    shape_of,
)
from ..core.validators import EXTRA, ID, POINTER, InRange, OneOf, Text, Validator
from ..model import Training
from ..values.counts import Count, Precision
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import VOCABULARIES, Term
from .invalid_data import Way, ways

__all__ = ["documents", "invalid", "records"]

R = TypeVar("R")
Strategy = st.SearchStrategy[Any]

_LETTERS = {"ar": "ابتجدرسعلمنهويةءأ", "ckb": "ابتجدرسلمنهویەێۆڕکگچ"}
_OTHER_LETTERS = "abcdefghijklmnopqrstuvwxyzABCé"
_MOST_FIELDS = (6, 4, 2)
"""The maximum number of optional fields of a record by its level; deeper records have none."""


@attrs.frozen
class _Wanted:
    languages: tuple[str, ...] = ("ar", "en")
    governorates: tuple[Governorate, ...] = tuple(Governorate)
    max_items: int = 3
    reports: bool = False


def records(
    cls: type[R],
    *,
    languages: Iterable[str] = ("ar", "en"),
    governorates: Iterable[Governorate] | None = None,
    max_items: int = 3,
    reports: bool = False,
) -> st.SearchStrategy[R]:
    """Generate valid records of a class of the model or a subclass, or values such as dates.

    Args:
        cls: The class.
        languages: The tags of the languages of texts.
        governorates: The governorates to choose from; by default, all.
        max_items: The maximum number of items in a list.
        reports: Whether texts and numbers look as in reports; otherwise they are arbitrary
            valid values.

    Returns:
        A strategy for records.

    >>> from hypothesis import given
    >>> from tipmodel import Training, dumps, loads
    >>> @given(records(Training))
    ... def test_nothing_is_lost(training):
    ...     assert loads(dumps(training)) == training

    """
    chosen = tuple(Governorate if governorates is None else governorates)
    wanted = _Wanted(tuple(languages), chosen, max_items, reports)
    return _of(shape_of(cls), 0, wanted)


def documents(cls: type[Record], **wanted: Any) -> st.SearchStrategy[Any]:
    """Generate valid plain data of *cls*, with the arguments of `records`."""
    made: Strategy = records(cls, **wanted)
    return made.map(shared_converter().unstructure)


def invalid(
    cls: type[Record] = Training, code: str | None = None, **wanted: Any
) -> st.SearchStrategy[tuple[Any, str, str]]:
    """Generate plain data that break one rule once, with the code of the rule and the pointer.

    Args:
        cls: The class of the outermost record.
        code: The rule to break; by default, any. Texts and lists that are too long are made only
            on request.
        wanted: The arguments of `records`.

    Returns:
        A strategy for triples: the plain data, the code and the JSON Pointer of the mistake.

    Raises:
        ValueError: No way is known to break that rule alone in data of *cls*.

    >>> from hypothesis import given
    >>> from tipmodel import Training, validate
    >>> @given(invalid(Training, "id.malformed"))
    ... def test_the_mistake_is_found(case):
    ...     data, code, pointer = case
    ...     assert [(code, pointer)] == [(i.code, i.pointer) for i in validate(data)]

    """
    root: Any = cls  # type checkers reject a class with a custom hash
    known = ways(root)
    if code is not None and code not in known:
        raise ValueError(f"it is not known how a {cls.__name__} could break {code}")
    codes = [each for each, found in known.items() if not found[0].is_long]
    chosen = st.sampled_from(codes) if code is None else st.just(code)
    way = chosen.flatmap(lambda each: st.sampled_from(known[each]))
    broken = way.flatmap(lambda each: _broken(cls, each, wanted))
    return broken.map(lambda data: (data, validate(data, cls))).filter(_is_one).map(_told)


def _is_one(made: tuple[Any, Any]) -> bool:
    return len(made[1]) == 1


def _told(made: tuple[Any, Any]) -> tuple[Any, str, str]:
    data, (issue,) = made
    return data, issue.code, issue.pointer


def _broken(cls: type[Record], way: Way, wanted: Mapping[str, Any]) -> Strategy:
    holders = [documents(holder, **wanted) for holder in (cls, *way.holders)]
    return st.tuples(*holders).map(way.applied)


def _of(shape: Shape, level: int, wanted: _Wanted) -> Strategy:
    """Return a strategy for values of a shape that pass the validator of their field."""
    made: Strategy = _cached(shape, level, wanted)
    return made


@functools.lru_cache(4000)
def _cached(shape: Shape, level: int, wanted: _Wanted) -> Strategy:
    made, check = _unchecked(shape, level, wanted), shape.validator
    return made.filter(check.passes) if isinstance(check, Validator) else made


def _unchecked(shape: Shape, level: int, wanted: _Wanted) -> Strategy:  # noqa: PLR0911
    match shape:
        case Many(item=item):
            items = _of(item, level, wanted)
            return st.lists(items, min_size=1, max_size=max(1, wanted.max_items)).map(tuple)
        case Number(inexact=record, validator=check):
            inexact = _counts(wanted) if record is Count else _record(record, level, wanted)
            return _numbers(check, wanted) | inexact
        case Plain(type=kind, validator=check):
            return _PLAIN[kind](check, wanted)
        case JsonObject():
            return _extras(wanted)
        case Texts():
            return _localized(wanted)
        case Code(type=kind) if kind is Governorate:
            return st.sampled_from(wanted.governorates)
        case Code(type=kind):
            return st.sampled_from(kind)
        case Written(type=kind):
            return _matching(kind.pattern).map(kind.parse)
        case Object(type=kind):
            return _counts(wanted) if kind is Count else _record(kind, level, wanted)
    return st.from_type(shape.type)  # a type that this package does not know


def _record(cls: type[Record], level: int, wanted: _Wanted) -> Strategy:
    most = _MOST_FIELDS[level] if level < len(_MOST_FIELDS) else 0
    values = {field.name: _later(cls, field, level, wanted) for field in fields(cls)}
    required = [field.name for field in fields(cls) if field.required]
    stated = st.fixed_dictionaries({name: values[name] for name in required})
    # Each name is drawn with its value, so that both vanish when an example shrinks.
    more = [st.tuples(st.just(name), values[name]) for name in values if name not in required]
    chosen = st.lists(st.one_of(more), unique_by=_name_of, max_size=most) if more and most else None

    @st.composite
    def record(draw: Callable[..., Any]) -> Record:
        made = {**draw(stated), **dict(() if chosen is None else draw(chosen))}
        made |= {name: draw(values[name]) for name in sorted(_needed(cls, set(made)))}
        return _repaired(cls, made)

    return record()


def _later(*asked: Any) -> Strategy:
    return st.deferred(lambda: _field(*asked))


def _name_of(item: tuple[str, Any]) -> str:
    return item[0]


def _needed(cls: type[Record], names: set[str]) -> set[str]:
    """Return the fields that must be stated together with *names*."""
    required = (check.fields(cls) for check in cls.invariants if isinstance(check, RequireAny))
    groups = [[field.name for field in group] for group in required]
    return {group[0] for group in groups if not names.intersection(group)}


def _field(cls: type, field: Field, level: int, wanted: _Wanted) -> Strategy:
    if issubclass(cls, Term) and field.name == "code":
        known = list(cls.facts())
        own = _matching("[a-z]{2,4}:[a-z][a-z0-9_]{0,5}")
        return st.sampled_from(known) | own if known else own
    made = _of(field.shape, level + 1, wanted)
    if field.validator is None or isinstance(field.validator, Validator):
        return made
    return made.filter(lambda value: not field.issues(value))


def _repaired(cls: type[Record], made: dict[str, Any]) -> Record:
    """Make a record, and remove values that break a rule across fields, one by one."""
    while True:
        try:
            return cls(**made)
        except InvalidDataError as error:
            name, *steps = error.issues[0].pointer.split("/")[1:] or [""]
        if name not in made:
            reject()
        rest = _without(made.pop(name), steps)
        if rest is not attrs.NOTHING:
            made[name] = rest
        made |= _least(cls, made)


def _least(cls: type[Record], made: dict[str, Any]) -> dict[str, Any]:
    """Return plain titles and names for the required fields that are missing."""
    names = _needed(cls, set(made))
    return {name: LocalizedText(en="a") for name in names if name in ("title", "name")}


def _without(value: Any, steps: list[str]) -> Any:
    """Return a value without the part at *steps*; `NOTHING` if that part is required."""
    if not steps:
        return attrs.NOTHING
    key, *others = steps
    if isinstance(value, tuple) and key.isdecimal() and int(key) < len(value):
        at = int(key)
        kept = _without(value[at], others)
        return value[:at] + (() if kept is attrs.NOTHING else (kept,)) + value[at + 1 :]
    inside = fields(type(value)) if isinstance(value, Record) else ()
    field = next((each for each in inside if each.name == key), None)
    if field is None:
        return attrs.NOTHING
    kept = _without(getattr(value, key), others)
    try:
        return attrs.evolve(value, **{key: field.default if kept is attrs.NOTHING else kept})
    except (InvalidDataError, TypeError):
        return attrs.NOTHING


@functools.cache
def _matching(pattern: str) -> Strategy:
    printable = st.characters(min_codepoint=32, max_codepoint=126)
    return st.from_regex(pattern, fullmatch=True, alphabet=printable)


_SEVERAL_IDS = st.sampled_from("abcdefgh")
_POINTERS = st.sampled_from(["/title", "/id", "/headcount", "/places/0"])


def _texts(check: Any, wanted: _Wanted) -> Strategy:
    if isinstance(check, OneOf):
        return st.sampled_from(sorted(check.known()))
    if check == ID:  # few of them, so that references find them
        return _SEVERAL_IDS | _matching("[a-z][a-z0-9-]{0,8}") if wanted.reports else _ids()
    if check == POINTER:
        return _POINTERS if wanted.reports else _POINTERS | _matching(POINTER.pattern)
    if isinstance(check, Text) and check.pattern:
        return _matching(check.pattern)
    return st.one_of([_words(tag, wanted) for tag in wanted.languages])


def _ids() -> Strategy:
    return _SEVERAL_IDS | _matching(ID.pattern)


@functools.lru_cache(100)
def _words(language: str, wanted: _Wanted) -> Strategy:
    if wanted.reports:
        terms = (term for cls in VOCABULARIES for term in cls.vocabulary().values())
        names = [term.names[language] for term in terms if term.names and language in term.names]
        if names:
            return st.sampled_from(names)
    return st.text(_LETTERS.get(language, _OTHER_LETTERS) + " 0.,", min_size=1, max_size=8).filter(
        str.strip
    )


def _localized(wanted: _Wanted) -> Strategy:
    texts = {tag: _words(tag, wanted) for tag in wanted.languages}
    first = st.sampled_from(wanted.languages).flatmap(
        lambda tag: st.fixed_dictionaries({tag: texts[tag]})
    )
    every = st.fixed_dictionaries(texts)
    return (first | every).map(LocalizedText)


def _numbers(check: Any, wanted: _Wanted) -> Strategy:
    least, most = (check.least, check.most) if isinstance(check, InRange) else (0, 1000)
    least, most = math.ceil(least), math.floor(most)
    return st.integers(least, min(most, max(least, 60)) if wanted.reports else most)


def _floats(check: Any, wanted: _Wanted) -> Strategy:
    least, most = (check.least, check.most) if isinstance(check, InRange) else (0, 1000)
    whole = _numbers(check, wanted)
    return whole if wanted.reports else whole | st.floats(least, most)


def _extras(wanted: _Wanted) -> Strategy:
    plain = (
        st.none() | st.booleans() | st.integers(-1000, 1000) | _words(wanted.languages[0], wanted)
    )
    values = plain | st.lists(plain, max_size=2) | st.dictionaries(st.sampled_from("ab"), plain)
    return st.dictionaries(_matching(EXTRA.pattern), values, min_size=1, max_size=2)


def _counts(wanted: _Wanted) -> Strategy:
    qualified = st.sampled_from([each for each in Precision if each is not Precision.EXACT])
    number = st.builds(Count, value=_numbers(InRange(1), wanted), precision=qualified)
    share = st.builds(
        Count, percent=_floats(InRange(0, 100), wanted), precision=st.sampled_from(Precision)
    )
    return number | share | _ranges(wanted)


def _ranges(wanted: _Wanted) -> Strategy:
    numbers = st.lists(_numbers(InRange(1), wanted), min_size=2, max_size=2, unique=True)
    return numbers.map(sorted).map(lambda ends: Count(value=ends[0], at_most=ends[1]))


_FIRST, _LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
_ZONES = st.sampled_from([datetime.UTC, datetime.timezone(datetime.timedelta(hours=3))])


def _moments(*_: Any) -> Strategy:
    first, last = (datetime.datetime.combine(day, datetime.time()) for day in (_FIRST, _LAST))
    whole = st.datetimes(first, last, timezones=_ZONES)
    return whole.map(lambda moment: moment.replace(microsecond=0))


_PLAIN: dict[Any, Callable[[Any, _Wanted], Strategy]] = {
    str: _texts,
    int: _numbers,
    float: _floats,
    bool: lambda *_: st.booleans(),
    datetime.date: lambda *_: st.dates(_FIRST, _LAST),
    datetime.datetime: _moments,
}
