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
from typing import Any

import attrs
import cattrs

from .counts import Count
from .errors import InvalidDataError
from .fields import Phrase, words
from .record import LONGEST_LIST, Notation, Record, fields, stated, wrong_type
from .rules import (
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
    Issue,
)
from .text import LocalizedText
from .validators import DAY, MOMENT, MOMENT_FORM, Validator, near
from .vocab.governorate import Governorate
from .vocab.terms import Term

Hook = Callable[[Any, Any], Any]
Read = Callable[[Any], Any]


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
    read, write = converter.register_structure_hook_func, converter.register_unstructure_hook_func
    converter.register_structure_hook_factory(attrs.has, lambda cls: _record(cls, converter))
    converter.register_structure_hook_factory(_is(Term), lambda cls: _term(cls, converter))
    converter.register_structure_hook_factory(_is_tuple, lambda t: _tuple(t, converter))
    converter.register_structure_hook_factory(_is_union, lambda t: _union(t, converter))
    read(_is(Notation), _notation)
    read(_is(enum.Enum), _member)
    read(_is_mapping, _mapping)
    for kind in (str, int, float, bool):
        converter.register_structure_hook(kind, _plain)
    converter.register_structure_hook(LocalizedText, _localized_text)
    converter.register_structure_hook(Count, _count(converter))
    converter.register_structure_hook(datetime.date, _date)
    converter.register_structure_hook(datetime.datetime, _moment)
    write(_is(Record), lambda record: _written(record, converter))
    write(_is(Notation), str)
    write(_is_mapping, _sorted)
    converter.register_unstructure_hook(LocalizedText, lambda text: dict(sorted(text.items())))
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_unstructure_hook(datetime.datetime, datetime.datetime.isoformat)
    converter.register_unstructure_hook(float, _number)
    return converter


@functools.cache
def shared_converter() -> cattrs.Converter:
    """Return the converter that this package itself reads and writes with."""
    return make_converter()


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda type_: isinstance(type_, type) and issubclass(type_, kind)


def _is_tuple(type_: Any) -> bool:
    return typing.get_origin(type_) is tuple


def _is_union(type_: Any) -> bool:
    return isinstance(type_, types.UnionType)


def _is_mapping(type_: Any) -> bool:
    return type_ is dict or typing.get_origin(type_) is Mapping


def _plain(value: Any, kind: type) -> Any:
    if kind is int and type(value) is float and value.is_integer():
        return int(value)  # JSON has one kind of number: 32.0 is a whole number to every reader
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise InvalidDataError(wrong_type(value, kind))


def _text(value: Any, kind: type) -> str:
    if type(value) is not str:
        raise InvalidDataError(wrong_type(value, kind))
    return value


def _notation(value: Any, kind: type[Notation]) -> Notation:
    return kind.parse(_text(value, kind))


def _member(value: Any, kind: type[enum.Enum]) -> enum.Enum:
    codes = tuple(str(member.value) for member in kind)
    if _text(value, kind) in codes:
        return kind(value)
    if kind is Governorate:
        meant = Governorate.find(value, None)
        suggestion = {"suggestion": str(meant.value)} if meant else near(value, codes)
        raise UNKNOWN_GOVERNORATE.broken(**suggestion)
    raise UNKNOWN_CHOICE.broken(choices=codes)


def _date(value: Any, kind: type) -> datetime.date:
    if not re.fullmatch(DAY, _text(value, kind)):
        raise NOT_A_DATE.broken(form="YYYY-MM-DD")
    return datetime.date.fromisoformat(value)


def _moment(value: Any, kind: type) -> datetime.datetime:
    if not re.fullmatch(MOMENT.pattern, _text(value, kind)):
        raise NOT_A_TIME.broken(form=MOMENT_FORM)
    return datetime.datetime.fromisoformat(value)


def _mapping(value: Any, _: type) -> dict[str, Any]:
    if type(value) is not dict:
        raise InvalidDataError(wrong_type(value, dict))
    return value


def _localized_text(value: Any, _: type) -> LocalizedText:
    if not isinstance(value, Mapping):
        raise InvalidDataError(wrong_type(value, LocalizedText))
    return LocalizedText(value)


def _term(cls: type[Term], converter: cattrs.Converter) -> Hook:
    read = _record(cls, converter)

    def structure(value: Any, _: Any) -> Any:
        if type(value) is not str:
            return read(value, cls)
        try:
            return cls(code=value)
        except InvalidDataError as error:
            issues = (Issue(issue.rule, _without_field(issue)) for issue in error.issues)
            raise InvalidDataError(*issues) from None

    return structure


def _without_field(issue: Issue) -> dict[str, Any]:
    return {name: value for name, value in issue.params.items() if name != "field"}


def _count(converter: cattrs.Converter) -> Hook:
    read = _record(Count, converter)

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


def _written(record: Record, converter: cattrs.Converter) -> Any:
    if isinstance(record, Term) and record.is_code_alone:
        return record.code
    return {field.name: converter.unstructure(value) for field, value in stated(record)}


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(each) for each in value] if isinstance(value, list) else value


def _number(value: float) -> float:
    return int(value) if value.is_integer() else value


def _union(type_: Any, converter: cattrs.Converter) -> Hook:
    options = [option for option in typing.get_args(type_) if option is not type(None)]
    hooks = [converter.get_structure_hook(option) for option in options]

    def structure(value: Any, _: Any) -> Any:
        # Where there is more than one option, only the last is written as an object.
        option = -1 if isinstance(value, Mapping) else 0
        return hooks[option](value, options[option])

    return structure


def _tuple(type_: Any, converter: cattrs.Converter) -> Hook:
    item = typing.get_args(type_)[0]

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise InvalidDataError(wrong_type(value, type_))
        if len(value) > LONGEST_LIST:
            raise LIST_TOO_LONG.broken(most=LONGEST_LIST)
        read = _reader(item, converter)
        issues: list[Issue] = []
        items = [_attempt(read, each, index, issues) for index, each in enumerate(value)]
        if issues:
            lost = any(each is attrs.NOTHING for each in items)
            raise _IncompleteError(issues, attrs.NOTHING if lost else tuple(items))
        return tuple(items)

    return structure


def _record(cls: type[Record], converter: cattrs.Converter) -> Hook:
    known = {field.name: field for field in fields(cls)}
    label = words(cls).label

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            issue = wrong_type(value, cls)
            raise InvalidDataError(attrs.evolve(issue, params={"field": label, **issue.params}))
        issues = [
            KEY_MISSING.issue().under(name, words(field).label)
            for name, field in known.items()
            if field.default is attrs.NOTHING and name not in value
        ]
        made: dict[str, Any] = {}
        for name, raw in value.items():
            field = known.get(name)
            if field is None:
                issues.append(_unknown_key(name, known))
                continue
            read = _reader(field.type, converter, field)
            item = _attempt(read, raw, name, issues, words(field).label)
            if item is not attrs.NOTHING:
                made[name] = item
        if not issues:
            try:
                return cls(**made)
            except InvalidDataError as error:
                raise _IncompleteError(error.issues, _partial(cls, made, value)) from None
        partial = _partial(cls, made, value)
        raise _IncompleteError([*issues, *_broken_across_fields(partial)], partial)

    return structure


def _reader(
    type_: Any, converter: cattrs.Converter, field: "attrs.Attribute[Any] | None" = None
) -> Read:
    """Return what reads a value of *type_*, and asks the checks of its *field*."""
    hook = converter.get_structure_hook(type_)
    validator = field.validator if field else None

    def read(value: Any) -> Any:
        made = hook(value, type_)
        if isinstance(validator, Validator):
            issues = tuple(validator.broken_by(made))
            if issues:
                raise InvalidDataError(*issues)
        elif field is not None and validator is not None:  # of a caller's own class
            validator(None, field, made)
        return made

    return read


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
    for check in partial.checks:
        try:
            yield from check(partial)
        except AttributeError:  # it asks for what could not be read, so it cannot tell
            continue


def _unknown_key(key: Any, known: Iterable[str]) -> Issue:
    return KEY_UNKNOWN.issue(key=str(key), **near(str(key), tuple(known))).under(key)


def _attempt(
    read: Read, value: Any, key: str | int, issues: list[Issue], label: Phrase | None = None
) -> Any:
    """Read one value; gather its issues under its key, and keep what could be read."""
    try:
        if value is None:
            raise NULL.broken()
        return read(value)
    except InvalidDataError as error:
        issues += [issue.under(key, label) for issue in error.issues]
        return getattr(error, "partial", attrs.NOTHING)
    except (ValueError, TypeError, cattrs.BaseValidationError):  # from a hook of the caller's
        issues.append(REFUSED.issue().under(key, label))
        return attrs.NOTHING
