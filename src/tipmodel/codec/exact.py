"""Turn plain data into objects of the model and back.

This is the only code that reports issues of data. Each value is read once, in one order: read the
fields, run their validators, fill the record, check the rules across fields. So one pass finds
every broken rule with its pointer.
"""

import datetime
import enum
import functools
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from ..core.constructor import has_default_init
from ..core.extra import Extra
from ..core.fields import Field, fields, stated
from ..core.issues import InvalidDataError, Issue
from ..core.metadata import LabeledEnum, unknown_choice
from ..core.protection import protected
from ..core.record import Record, StringValue, fill
from ..core.rules import (
    EXACT_COUNT,
    KEY_MISSING,
    KEY_UNKNOWN,
    LIST_TOO_LONG,
    MALFORMED_CODE,
    NOT_A_DATE,
    NOT_A_TIME,
    NULL,
    NUMBER_TOO_LONG,
    REFUSED,
    STATES_NOTHING,
    UNKNOWN_GOVERNORATE,
    UNKNOWN_TERM,
)
from ..core.shape import (
    MAX_LIST_LENGTH,
    JsonObject,
    Many,
    Number,
    Object,
    Shape,
    is_too_long,
    json_mismatch,
)
from ..core.unicode import MAX_NUMBER_LENGTH, WRITABLE
from ..core.validators import DATE_FORM, DAY, MOMENT, MOMENT_FORM, near
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import Term, code_called

if TYPE_CHECKING:
    import cattrs

MAX_ISSUES = 10_000
"""The number of issues after which reading stops."""


class Fallback(Exception):  # noqa: N818 - it is a signal, not an error
    """Raised by generated code to fall back to the exact path."""


FALLBACKS = (Fallback, msgspec.MsgspecError, InvalidDataError, UnicodeError, RecursionError)
"""The errors that cause a fallback."""

UNSET: Any = attrs.NOTHING
"""A placeholder for a value that could not be read."""

Hook = Callable[[Any, Any], Any]
GetHook = Callable[[Any], Hook]
Result = tuple[Any, list[Issue]]
"""The value, as far as it could be read, or `UNSET`; and its issues."""

Read = Callable[[Any], Result]


def make_converter() -> "cattrs.Converter":
    """Return a new converter between plain data and the model, to add your own hooks to.

    Its ``structure`` raises `InvalidDataError` with every issue, each at its pointer
    from the root of the input.

    Returns:
        A cattrs converter that nothing else uses.

    >>> from tipmodel import Training, make_converter
    >>> make_converter().structure({"id": "a", "title": {"en": "x"}}, Training).id
    'a'

    """
    import cattrs  # noqa: PLC0415 - the fast path does not need it

    converter = cattrs.Converter(detailed_validation=False)
    read, write = converter.register_structure_hook, converter.register_unstructure_hook
    for kind, hook in _READ_PLAIN.items():
        read(kind, hook)
    for kind, put in _WRITE_PLAIN.items():
        write(kind, put)
    converter.register_structure_hook_func(_is(enum.Enum), _member)
    _teach(converter, converter.get_structure_hook, converter.unstructure)
    return converter


def register(converter: "cattrs.Converter") -> None:
    """Add hooks for the classes of the model and their subclasses to your own converter.

    Inside records of the model, this package reads texts, numbers, dates and lists, and your hooks
    read custom types. Everything else is unchanged. A converter that collects errors also collects
    `InvalidDataError`; its pointers begin at the record.

    Args:
        converter: A cattrs converter.

    >>> import cattrs
    >>> from tipmodel import Training, register
    >>> mine = cattrs.Converter()
    >>> register(mine)
    >>> mine.structure({"id": "a", "title": {"en": "x"}}, Training).id
    'a'

    """

    def get(type_: Any) -> Hook:
        return _READ_PLAIN.get(type_) or converter.get_structure_hook(type_)

    def put(value: Any) -> Any:
        if isinstance(value, tuple):
            return [put(each) for each in value]
        write = _WRITE_PLAIN.get(type(value), converter.unstructure)
        return write(value)

    _teach(converter, get, put)


def _teach(converter: "cattrs.Converter", get: GetHook, put: Callable[[Any], Any]) -> None:
    """Give a converter the hooks for our classes, which read and write values by *get* and *put*."""
    read, write = converter.register_structure_hook_func, converter.register_unstructure_hook_func
    converter.register_structure_hook_factory(_is(Record), lambda cls: RecordHook(cls, get))
    converter.register_structure_hook_factory(_is(Term), lambda cls: TermHook(cls, get))
    converter.register_structure_hook(LocalizedText, _localized_text)
    read(_is(StringValue), _string_value)
    read(_is_choice, _member)
    write(_is(Record), lambda record: _written(record, put))
    write(_is(StringValue), str)
    write(_is_choice, lambda member: member.value)
    converter.register_unstructure_hook(LocalizedText, dict)
    converter.register_unstructure_hook(Extra, Extra.plain)


@functools.cache
def shared_converter() -> "cattrs.Converter":
    """Return the converter that this package uses."""
    return make_converter()


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda type_: isinstance(type_, type) and issubclass(type_, kind)


def _is_choice(type_: Any) -> bool:
    return isinstance(type_, type) and issubclass(type_, LabeledEnum | Governorate)


def _plain(value: Any, kind: type) -> Any:
    if kind is int and type(value) is float and value.is_integer():
        value = int(value)  # JSON has one type of number, so 32.0 is a whole number
    if type(value) is kind or (kind is float and type(value) is int):
        if is_too_long(value):
            raise NUMBER_TOO_LONG.error(most=MAX_NUMBER_LENGTH)
        return value
    raise InvalidDataError(json_mismatch(value, kind))


def _text(value: Any) -> str:
    if type(value) is not str:
        raise InvalidDataError(json_mismatch(value, str))
    return value


def _string_value(value: Any, kind: type[StringValue]) -> StringValue:
    return kind.parse(_text(value))


def _member(value: Any, kind: type[enum.Enum]) -> enum.Enum:
    code = _text(value)
    if member := kind._value2member_map_.get(code):
        return member
    if kind is not Governorate:
        raise unknown_choice(kind)
    meant = Governorate.find(value, None)
    if meant:
        raise UNKNOWN_GOVERNORATE.error(suggestion=str(meant.value), governorate=meant)
    raise UNKNOWN_GOVERNORATE.error(**near(value, [str(member.value) for member in Governorate]))


def date_of(value: Any, _: type = datetime.date) -> datetime.date:
    """Read a date."""
    if not re.fullmatch(DAY, _text(value)):
        raise NOT_A_DATE.error(form=DATE_FORM)
    return datetime.date.fromisoformat(value)


def moment_of(value: Any, _: type = datetime.datetime) -> datetime.datetime:
    """Read a date and time."""
    if not re.fullmatch(MOMENT.pattern, _text(value)):
        raise NOT_A_TIME.error(form=MOMENT_FORM)
    return datetime.datetime.fromisoformat(value)


def _localized_text(value: Any, _: type) -> LocalizedText:
    if not isinstance(value, Mapping):
        raise InvalidDataError(json_mismatch(value, LocalizedText))
    return LocalizedText(value)


_READ_PLAIN: dict[Any, Hook] = {
    **dict.fromkeys((str, int, float, bool), _plain),
    datetime.date: date_of,
    datetime.datetime: moment_of,
}


def number_data(value: float) -> float:
    """Return a number as JSON writes it: 50.0 is 50."""
    return int(value) if float(value).is_integer() and int(value) in WRITABLE else value


_WRITE_PLAIN: dict[Any, Callable[[Any], Any]] = {
    datetime.date: datetime.date.isoformat,
    datetime.datetime: datetime.datetime.isoformat,
    float: number_data,
    Extra: Extra.plain,
}


def _written(record: Record, put: Callable[[Any], Any]) -> Any:
    if isinstance(record, Term) and record.is_code_alone:
        return record.code
    return {field.name: put(value) for field, value in stated(record)}


class RecordHook:
    """A structure hook for the records of a class.

    cattrs calls it, and it raises; `attempt` returns what could be read together with the issues,
    so that reading the outer record continues.
    """

    def __init__(self, cls: type[Record], get: GetHook) -> None:
        self.cls = cls
        self.get = get
        self.known = {field.name: field for field in fields(cls)}
        self.readers: dict[str, Read] = {}  # built on first use: a class may contain itself
        self.fills = has_default_init(cls, Record)

    def __call__(self, value: Any, _: Any) -> Any:
        """Read a record, or raise every issue."""
        made, issues = self.attempt(value)
        if issues:
            raise InvalidDataError(*issues)
        return made

    def attempt(self, value: Any) -> Result:
        """Read a record as far as possible, and return it with its issues."""
        if not isinstance(value, Mapping):
            return UNSET, [json_mismatch(value, self.cls)]
        return self.complete(object.__new__(self.cls), self.known.values(), value)

    def complete(self, record: Any, known: Collection[Field], data: Mapping[Any, Any]) -> Result:
        """Read the *known* fields of a record that lacks only these, and return it with its issues."""
        made: dict[str, Any] = {}
        refused: dict[Any, list[Issue]] = {}
        for key, raw in data.items():
            field = self.known.get(key) if type(key) is str else None
            if field is None:
                refused[key] = [_unknown_key(key, self.known)]
            else:
                found, issues = _attempt(self.readers.get(key) or self._reader(field), raw)
                if issues:
                    refused[key] = [issue.under(key, field.label) for issue in issues]
                if found is not UNSET:
                    made[key] = found
            if len(refused) > MAX_ISSUES:
                break
        missing = [
            KEY_MISSING.issue().under(field.name, field.label)
            for field in known
            if field.required and field.name not in data
        ]
        if not (self.fills or missing or refused):
            return self._constructed(made)
        across = fill(record, known, made, refused)
        if not refused.keys() <= self.known.keys():  # it states something, in a key that is unknown
            across = [issue for issue in across if issue.rule is not STATES_NOTHING]
        found = [*missing, *(issue for key in data for issue in refused.get(key, ())), *across]
        return record, [protected(self.cls, issue) for issue in found]

    def _reader(self, field: Field) -> Read:
        read = self.readers[field.name] = reader(field.shape, self.get)
        return read

    def _constructed(self, made: dict[str, Any]) -> Result:
        """Make a record with a custom constructor."""
        try:
            return self.cls(**made), []
        except REFUSALS as error:
            return UNSET, [protected(self.cls, issue) for issue in issues_of(error)]


_ABOUT_CODES = MALFORMED_CODE, UNKNOWN_TERM


class TermHook(RecordHook):
    """A structure hook for terms: a term with only a code is read from a text."""

    def __init__(self, cls: type[Term], get: GetHook) -> None:
        super().__init__(cls, get)
        self.code_called = functools.partial(code_called, cls)
        self.of_code = functools.lru_cache(1000)(self._of_code)

    def _of_code(self, code: str) -> Any:
        made, issues = super().attempt({"code": code})
        if issues:
            raise InvalidDataError(*issues)
        return made

    def complete(self, record: Any, known: Collection[Field], data: Mapping[Any, Any]) -> Result:
        """Read fields as for any record, and suggest the code that is meant by a label."""
        made, issues = super().complete(record, known, data)
        name = data.get("code", getattr(record, "code", None)) if issues else None
        return made, [self._with_code(issue, name) for issue in issues]

    def attempt(self, value: Any) -> Result:
        """Read a term from its code or from an object."""
        if type(value) is not str:
            return super().attempt(value)
        try:
            return self.of_code(value), []
        except REFUSALS as error:
            return UNSET, [Issue(issue.rule, issue.params) for issue in issues_of(error)]

    def _with_code(self, issue: Issue, name: Any) -> Issue:
        """Return an issue about a code with the one that is meant if the label of a term was typed."""
        is_about_code = issue.pointer == "/code" and issue.rule in _ABOUT_CODES
        if not is_about_code or type(name) is not str:
            return issue
        params = {**issue.params, **self.code_called(name)}
        return protected(self.cls, attrs.evolve(issue, params=params))


def reader(shape: Shape, get: GetHook) -> Read:
    """Return a function that reads a value of a shape."""
    match shape:
        case Many(item=item):
            return _many(item, get)
        case Number(inexact=record):
            return _number(shape, record, get)
        case JsonObject():
            return _extra
    hook = get(shape.type)
    attempt: Read | None = getattr(hook, "attempt", None)
    return attempt or _hooked(shape, hook)


def _attempt(read: Read, value: Any) -> Result:
    found, issues = read(value)
    return (UNSET, [NULL.issue()]) if issues and value is None else (found, issues)


def _hooked(shape: Shape, hook: Hook) -> Read:
    is_ours = hook in _OURS

    def read(value: Any) -> Result:
        try:
            found = hook(value, shape.type)
        except REFUSALS as error:
            return UNSET, issues_of(error)
        if is_ours or shape.accepts(found):
            return found, []
        return UNSET, list(shape.mismatches(found))

    return read


def _number(shape: Shape, record: type[Record], get: GetHook) -> Read:
    exact, inexact = _hooked(shape, get(int)), _hooked_record(record, get)

    def read(value: Any) -> Result:
        if not isinstance(value, Mapping):
            return exact(value)
        found, issues = inexact(value)
        # {"value": 32} is not a Count, but another way to write 32.
        others = [issue for issue in issues if issue.rule is not EXACT_COUNT]
        return (found.value, []) if issues and not others else (found, others)

    return read


def _hooked_record(cls: type[Record], get: GetHook) -> Read:
    return reader(Object(cls), get)


def _many(item: Shape, get: GetHook) -> Read:
    readers: list[Read] = []  # one, built on first use: a class may contain itself

    def read(value: Any) -> Result:
        if not isinstance(value, list | tuple):
            return UNSET, [json_mismatch(value, tuple)]
        if len(value) > MAX_LIST_LENGTH:
            return UNSET, [LIST_TOO_LONG.issue(most=MAX_LIST_LENGTH)]
        if not readers:
            readers.append(reader(item, get))
        items: list[Any] = []
        issues: list[Issue] = []
        for index, each in enumerate(value):
            found, refused = _attempt(readers[0], each)
            if found is not UNSET:
                items.append(found)
            issues += [issue.under(index) for issue in refused]
            if len(issues) > MAX_ISSUES:
                break
        return (tuple(items) if len(items) == len(value) else UNSET), issues

    return read


def _extra(value: Any) -> Result:
    if type(value) not in (dict, Extra):
        return UNSET, [json_mismatch(value, dict)]
    return Extra.of(value), []


def _unknown_key(key: Any, known: Iterable[str]) -> Issue:
    return KEY_UNKNOWN.issue(key=str(key), **near(str(key), tuple(known))).under(key)


REFUSALS = (ValueError, TypeError, ExceptionGroup)
"""The errors that reading a value can raise; a converter that collects errors raises a group."""

_OURS = {_plain, date_of, moment_of, _member, _string_value, _localized_text}


def issues_of(error: Exception) -> list[Issue]:
    """Return why this package, or a hook of the caller, refused a value."""
    return list(getattr(error, "issues", [REFUSED.issue()]))
