"""Turn plain data into objects of the model and back.

This alone says which data are valid. A class is read field by field, so that one
reading finds every broken rule, each at its place.
"""

import datetime
import enum
import functools
import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import attrs
import cattrs

from ..core.issues import InvalidDataError, Issue
from ..core.metadata import LabeledEnum, metadata_of
from ..core.record import MAX_LIST_LENGTH, Record, StringValue, fields, stated, wrong_type
from ..core.rules import (
    EXACT_COUNT,
    KEY_MISSING,
    KEY_UNKNOWN,
    LIST_TOO_LONG,
    NOT_A_DATE,
    NOT_A_TIME,
    NULL,
    REFUSED,
    UNKNOWN_CHOICE,
    UNKNOWN_GOVERNORATE,
)
from ..core.validators import DATE_FORM, DAY, MOMENT, MOMENT_FORM, near
from ..i18n.phrase import Phrase
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import Term

MAX_ISSUES = 10_000
"""How many issues are gathered before reading stops."""

Hook = Callable[[Any, Any], Any]
Get = Callable[[Any], Hook]
Reader = tuple[Hook, Any]
K = TypeVar("K", str, int)


class _IncompleteError(InvalidDataError):
    """Carries what could be read in spite of the issues, for the rules across fields."""

    def __init__(self, issues: Iterable[Issue], partial: Any) -> None:
        super().__init__(*issues)
        self.partial = partial


def make_converter() -> cattrs.Converter:
    """Return a fresh converter between plain data and the model; add your own hooks freely.

    Its ``structure`` raises `InvalidDataError` with every issue, each at its pointer
    from the root of what was given.
    """
    converter = cattrs.Converter(detailed_validation=False)
    read, write = converter.register_structure_hook, converter.register_unstructure_hook
    for kind, hook in _READ_PLAIN.items():
        read(kind, hook)
    for kind, put in _WRITE_PLAIN.items():
        write(kind, put)
    converter.register_structure_hook_func(_is(enum.Enum), _member)
    converter.register_structure_hook_func(_is_mapping, _mapping)
    converter.register_unstructure_hook_func(_is_mapping, sorted_data)
    get = converter.get_structure_hook
    converter.register_structure_hook_factory(_is_tuple, lambda t: _tuple(t, get))
    converter.register_structure_hook_factory(_is_union, lambda t: _union(t, get))
    _teach(converter, get, converter.unstructure)
    return converter


def register(converter: cattrs.Converter) -> None:
    """Teach a converter of your own the classes of the model, and their subclasses.

    Whatever else it reads and writes stays as it is: inside our records texts, numbers, dates and
    lists are read as this package reads them, and types of your own by your hooks. Where the
    converter gathers errors, an `InvalidDataError` is one of them, its pointers from the record on.
    """

    def get(type_: Any) -> Hook:
        if type_ in _READ_PLAIN:
            return _READ_PLAIN[type_]
        if _is_mapping(type_):
            return _mapping
        if _is_tuple(type_):
            return _tuple(type_, get)
        if _is_union(type_):
            return _union(type_, get)
        return converter.get_structure_hook(type_)

    def put(value: Any) -> Any:
        if isinstance(value, tuple):
            return [put(each) for each in value]
        if type(value) in _WRITE_PLAIN:
            return _WRITE_PLAIN[type(value)](value)
        return sorted_data(value) if type(value) is dict else converter.unstructure(value)

    _teach(converter, get, put)


def _teach(converter: cattrs.Converter, get: Get, put: Callable[[Any], Any]) -> None:
    """Give a converter the hooks for our classes; *get* and *put* deal with what is in them."""
    read, write = converter.register_structure_hook_func, converter.register_unstructure_hook_func
    converter.register_structure_hook_factory(_is(Record), lambda cls: record_hook(cls, get))
    converter.register_structure_hook_factory(_is(Term), lambda cls: _term(cls, get))
    converter.register_structure_hook(Count, _count(get))
    converter.register_structure_hook(LocalizedText, _localized_text)
    read(_is(StringValue), _notation)
    read(_is_choice, _member)
    write(_is(Record), lambda record: _written(record, put))
    write(_is(StringValue), str)
    write(_is_choice, lambda member: member.value)
    converter.register_unstructure_hook(LocalizedText, dict)


@functools.cache
def shared_converter() -> cattrs.Converter:
    """Return the converter that this package itself reads and writes with."""
    return make_converter()


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda type_: isinstance(type_, type) and issubclass(type_, kind)


def _is_tuple(type_: Any) -> bool:
    return typing.get_origin(type_) is tuple


def _is_choice(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, LabeledEnum | Governorate)


def _is_union(type_: Any) -> bool:
    return isinstance(type_, types.UnionType)


def _is_mapping(type_: Any) -> bool:
    return type_ is dict or typing.get_origin(type_) is Mapping


def _plain(value: Any, kind: type) -> Any:
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    if kind is int and type(value) is float and value.is_integer():
        return int(value)  # JSON has one kind of number: 32.0 is a whole number to every reader
    raise InvalidDataError(wrong_type(value, kind))


def _text(value: Any, kind: type) -> str:
    if type(value) is not str:
        raise InvalidDataError(wrong_type(value, kind))
    return value


def _notation(value: Any, kind: type[StringValue]) -> StringValue:
    return kind.parse(_text(value, kind))


def _member(value: Any, kind: type[enum.Enum]) -> enum.Enum:
    code = _text(value, kind)
    if member := kind._value2member_map_.get(code):
        return member
    codes = tuple(str(member.value) for member in kind)
    if kind is not Governorate:
        raise UNKNOWN_CHOICE.error(choices=codes)
    meant = Governorate.find(value, None)
    if meant:
        raise UNKNOWN_GOVERNORATE.error(suggestion=str(meant.value), governorate=meant)
    raise UNKNOWN_GOVERNORATE.error(**near(value, codes))


def date_of(value: Any, kind: type = datetime.date) -> datetime.date:
    """Read a date."""
    if not re.fullmatch(DAY, _text(value, kind)):
        raise NOT_A_DATE.error(form=DATE_FORM)
    return datetime.date.fromisoformat(value)


def moment_of(value: Any, kind: type = datetime.datetime) -> datetime.datetime:
    """Read a date and time."""
    if not re.fullmatch(MOMENT.pattern, _text(value, kind)):
        raise NOT_A_TIME.error(form=MOMENT_FORM)
    return datetime.datetime.fromisoformat(value)


def _mapping(value: Any, _: type) -> dict[str, Any]:
    if type(value) is not dict:
        raise InvalidDataError(wrong_type(value, dict))
    return value


def _localized_text(value: Any, _: type) -> LocalizedText:
    if type(value) is not dict and not isinstance(value, Mapping):
        raise InvalidDataError(wrong_type(value, LocalizedText))
    return LocalizedText(value)


_READ_PLAIN: dict[Any, Hook] = {
    **dict.fromkeys((str, int, float, bool), _plain),
    datetime.date: date_of,
    datetime.datetime: moment_of,
}


def _term(cls: type[Term], get: Get) -> Hook:
    read = record_hook(cls, get)
    of_code = functools.lru_cache(1000)(lambda code: cls(code=code))

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not str:
            return read(value, cls)
        try:
            return of_code(value)
        except InvalidDataError as error:
            issues = (Issue(issue.rule, issue.params) for issue in error.issues)
            raise InvalidDataError(*issues) from None

    return structure


def _count(get: Get) -> Hook:
    read = record_hook(Count, get)

    def structure(value: Any, _: Any) -> Any:
        try:
            return read(value, Count)
        except _IncompleteError as error:
            # {"value": 32} is no Count, but it is a way to write 32.
            issues = [issue for issue in error.issues if issue.rule is not EXACT_COUNT]
            if issues:
                raise _IncompleteError(issues, error.partial) from None
            return error.partial.value

    return structure


def _written(record: Record, put: Callable[[Any], Any]) -> Any:
    if isinstance(record, Term) and record.is_code_alone:
        return record.code
    return {field.name: put(value) for field, value in stated(record)}


def sorted_data(value: Any) -> Any:
    """Return plain data with the keys of its objects in order."""
    if isinstance(value, Mapping):
        return {key: sorted_data(value[key]) for key in sorted(value)}
    return [sorted_data(each) for each in value] if isinstance(value, list) else value


def number_data(value: float) -> float:
    """Return a number as JSON writes it: 50.0 is 50."""
    return int(value) if float(value).is_integer() else value


def _union(type_: Any, get: Get) -> Hook:
    options = [option for option in typing.get_args(type_) if option is not type(None)]
    hooks = [get(option) for option in options]

    def structure(value: Any, _: Any) -> Any:
        # Where there is more than one option, only the last is written as an object.
        option = -1 if isinstance(value, Mapping) else 0
        return hooks[option](value, options[option])

    return structure


def _tuple(type_: Any, get: Get) -> Hook:
    item = typing.get_args(type_)[0]
    readers: list[Reader] = []  # one, made when first asked for: a class may hold itself

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise InvalidDataError(wrong_type(value, type_))
        if len(value) > MAX_LIST_LENGTH:
            raise LIST_TOO_LONG.error(most=MAX_LIST_LENGTH)
        if not readers:
            readers.append(_reader(item, get))
        hook, kind = readers[0]
        issues: list[Issue] = []
        made: dict[int, Any] = {}
        for index, each in enumerate(value):
            try:
                made[index] = hook(each, kind)
            except _MEANS_REFUSED as error:
                issues += _issues_of(error, each, index)
                if len(issues) > MAX_ISSUES:
                    break
                made |= _read_in_spite_of(error, index)
        items = tuple(made.values())
        if issues:
            raise _IncompleteError(issues, items if len(items) == len(value) else attrs.NOTHING)
        return items

    return structure


def record_hook(cls: type[Record], get: Get) -> Hook:
    """Return what reads the records of a class field by field, and tells all that is wrong."""
    known = {field.name: field for field in fields(cls)}
    required = [name for name, field in known.items() if field.default is attrs.NOTHING]
    readers: dict[str, Reader] = {}  # made when first asked for: a class may hold itself

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not dict and not isinstance(value, Mapping):
            raise InvalidDataError(wrong_type(value, cls))
        made: dict[str, Any] = {}
        refused: dict[str, list[Issue]] = {}
        for name, raw in value.items():
            if len(refused) > MAX_ISSUES:
                break
            if name not in readers:
                if name not in known:
                    refused[name] = [_unknown_key(name, known)]
                    continue
                readers[name] = _reader(known[name].type, get)
            hook, kind = readers[name]
            try:
                made[name] = hook(raw, kind)
            except _MEANS_REFUSED as error:
                refused[name] = _issues_of(error, raw, name, metadata_of(known[name]).label)
                made |= _read_in_spite_of(error, name)
        refusal: Exception = InvalidDataError()
        if not refused and all(name in made for name in required):
            try:
                return cls(**made)
            except _MEANS_REFUSED as error:
                refusal = error
        refused |= _refused_by_checks(known, made, refused)
        missing = [
            KEY_MISSING.issue().under(name, metadata_of(known[name]).label)
            for name in required
            if name not in value
        ]
        partial = _partial(cls, made, value)
        told = [*missing, *(issue for name in value for issue in refused.get(name, ()))]
        told += _broken_across_fields(partial)
        raise _IncompleteError(told or _issues_of(refusal, value), partial)

    return structure


def _refused_by_checks(
    known: Mapping[str, "attrs.Attribute[Any]"], made: dict[str, Any], refused: Iterable[str]
) -> dict[str, list[Issue]]:
    """Ask the checks of what could be read; what they refuse is taken out of what is *made*."""
    found = {name: _checked(known[name], made[name]) for name in made.keys() - set(refused)}
    for name, issues in found.items():
        if issues:
            del made[name]
    return found


def _checked(field: "attrs.Attribute[Any]", value: Any) -> list[Issue]:
    """Return what the check of a field says of a value, in its place."""
    if field.validator is None:
        return []
    try:
        field.validator(None, field, value)
    except InvalidDataError as error:
        return list(error.issues)
    except _MEANS_REFUSED as error:
        return _issues_of(error, value, field.name, metadata_of(field).label)
    return []


def _reader(type_: Any, get: Get) -> Reader:
    """Return what reads a value of *type_*, and what to tell it."""
    options = [each for each in typing.get_args(type_) if each is not types.NoneType]
    kind = options[0] if _is_union(type_) and len(options) == 1 else type_
    return get(kind), kind


def _partial(cls: type[Record], made: Mapping[str, Any], value: Mapping[str, Any]) -> Record:
    """Build a record without asking its rules; what could not be read stays unset."""
    partial = object.__new__(cls)
    for field in fields(cls):
        if field.name in made:
            object.__setattr__(partial, field.name, made[field.name])
        elif field.name not in value and field.default is not attrs.NOTHING:
            factory = getattr(field.default, "factory", None)
            object.__setattr__(partial, field.name, factory() if factory else field.default)
    return partial


def _broken_across_fields(partial: Record) -> Iterator[Issue]:
    for check in partial.invariants:
        try:
            yield from check(partial)
        except AttributeError:  # it asks for what could not be read, so it cannot tell
            continue


def _unknown_key(key: Any, known: Iterable[str]) -> Issue:
    return KEY_UNKNOWN.issue(key=str(key), **near(str(key), tuple(known))).under(key)


_MEANS_REFUSED = (ValueError, TypeError, cattrs.BaseValidationError)
"""What reading a value may raise."""


def _issues_of(
    error: Exception, value: Any, key: str | int | None = None, label: Phrase | None = None
) -> list[Issue]:
    """Return why a value was refused, each issue under its key."""
    ours = getattr(error, "issues", [REFUSED.issue()])  # or from a hook or check of the caller's
    issues = [NULL.issue()] if value is None else list(ours)
    return issues if key is None else [issue.under(key, label) for issue in issues]


def _read_in_spite_of(error: Exception, key: K) -> dict[K, Any]:
    partial = getattr(error, "partial", attrs.NOTHING)
    return {} if partial is attrs.NOTHING else {key: partial}


_WRITE_PLAIN: dict[Any, Callable[[Any], Any]] = {
    datetime.date: datetime.date.isoformat,
    datetime.datetime: datetime.datetime.isoformat,
    float: number_data,
}
