"""The fast path for JSON: it returns a record or falls back to the exact path, which reports issues.

Each class has a mirror, derived from its fields: a msgspec struct, in which C checks keys, types,
lengths and ranges. A generated function then fills the slots of the record and checks what C
cannot: patterns, and the invariants of the class. Another one writes a record as plain data.
``print(source(Training))`` and ``print(writing_source(Training))`` show them.

A class takes this path only if it, and every class inside it, behaves exactly as its fields
declare: without custom constructors, converters, validators or enums that may do more.
"""

import datetime
import enum
import functools
import linecache
import marshal
import math
import os
import re
import sys
import threading
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union

import attrs
import msgspec
from msgspec import Meta

from ..core.constructor import compiled, has_default_init, unfrozen_twin
from ..core.extra import MAX_EXTRA_DEPTH, Extra
from ..core.fields import Field, fields, held, reachable
from ..core.metadata import LabeledEnum
from ..core.record import Record, StringValue, broken_when
from ..core.shape import (
    MAX_LIST_LENGTH,
    Code,
    JsonObject,
    Many,
    Number,
    Object,
    Plain,
    Shape,
    Term as TermShape,
    Texts,
    Written,
    inner_records,
)
from ..core.unicode import may_hold_forbidden, may_hold_long_number
from ..core.validators import MAX_TEXT_LENGTH, AwareDateTime, InRange, OneOf, Text, is_known
from ..values.text import LocalizedText
from ..vocab.terms import Term
from .exact import (
    FALLBACKS,
    Fallback,
    RecordHook,
    Result,
    TermHook,
    date_of,
    make_converter,
    moment_of,
    number_data,
)
from .json_text import LIMITS, Limits, is_shallow, says_each_key_once


def read(data: bytes, cls: Any, versions: tuple[str, ...], limits: Limits = LIMITS) -> Any:
    """Return the record in *data*; ``None`` to fall back to the exact path."""
    return _read(data, cls, versions, limits) if len(data) <= limits.bytes else None


def read_plain(data: Any, cls: Any, versions: tuple[str, ...], limits: Limits = LIMITS) -> Any:
    """Return the record in plain data; ``None`` to fall back to the exact path."""
    try:
        encoded = msgspec.json.encode(data)
        again = msgspec.json.decode(encoded)
        # msgspec accepts more than JSON has, such as dates and sets; marshal distinguishes types.
        is_json = marshal.dumps(again, _BY_VALUE) == marshal.dumps(data, _BY_VALUE)
    except (*FALLBACKS, ValueError, TypeError, OverflowError):
        return None
    return _read(encoded, cls, versions, limits) if is_json else None


_BY_VALUE = 2
"""The version of marshal's format that does not distinguish shared objects from equal ones."""

_LARGE = 10_000
"""The size in bytes above which equal parts of a document are read only once."""


def _read(data: bytes, cls: Any, versions: tuple[str, ...], limits: Limits) -> Any:
    if limits.digits < LIMITS.digits:
        return None
    shares = len(data) > _LARGE and b"\\u" not in data  # escapes hide the content of texts
    reader = _reader(cls, versions, shares)
    if reader is None:
        return None
    decode, make = reader
    try:
        mirrored = decode(data)
        made = make(mirrored)
        again = msgspec.json.encode(mirrored)  # escapes such as \u200b are decoded here
        if may_hold_forbidden(again) or not says_each_key_once(data, again):
            return None
        return made if _is_within(data, cls, limits) else None
    except FALLBACKS:
        return None
    finally:
        if shares:
            for known in _SHARED:
                known.clear()


def _is_within(data: bytes, cls: Any, limits: Limits) -> bool:
    """Whether numbers are short enough and the nesting is certainly not too deep."""
    if may_hold_long_number(data):
        return False
    return _depth(cls) <= limits.depth or is_shallow(data, limits.depth)


@functools.cache
def assisted_converter() -> Any:
    """Return a converter that tries the fast path first, record by record.

    Even in a document with mistakes, most records have none. Only for plain data from JSON without
    forbidden characters that are not nested too deeply.
    """
    converter = make_converter()

    def hook(cls: Any) -> Any:
        kind = _AssistedTermHook if issubclass(cls, Term) else _AssistedHook
        return kind(cls, converter.get_structure_hook)

    converter.register_structure_hook_factory(_is_mirrored_record, hook)
    return converter


class _AssistedHook(RecordHook):
    """A structure hook that reads exactly only the fields at which the fast path falls back."""

    def __init__(self, cls: Any, get: Any) -> None:
        super().__init__(cls, get)
        self.read: Any = plain_reader(cls)
        self.required = {name: f.example for name, f in self.known.items() if f.required}
        self.holds_itself = cls in _in_cycle_with(cls)

    @functools.cached_property
    def read_unasked(self) -> Any:
        """A function that does not ask the rules, which an author never wrote for examples."""
        return plain_reader(self.cls, asks=False)

    def attempt(self, value: Any) -> Result:
        """Leave out what is wrong, and if the rest is right, read only what was left out exactly."""
        if type(value) is not dict:
            return super().attempt(value)
        try:
            return self.read(value), []
        except FALLBACKS as error:
            at, record = _field_at(error), next(iter(error.args), None)
        if type(record) is self.cls and not self.holds_itself:
            return self.complete(record, (), {})  # only rules across fields are broken
        wrong = {*at, *(value.keys() - self.known), *(self.required.keys() - value)}
        # An example stands in for a required field, until that is read exactly.
        rest = {key: raw for key, raw in value.items() if key not in wrong}
        rest |= {key: raw for key, raw in self.required.items() if key in wrong}
        try:
            record = self.read_unasked(rest) if wrong else None
        except FALLBACKS:
            record = None
        if record is None:
            return super().attempt(value)
        known = [field for field in self.known.values() if field.name in wrong]
        return self.complete(record, known, {key: value[key] for key in value if key in wrong})


class _AssistedTermHook(_AssistedHook, TermHook):
    """The same for terms, which may be texts."""


def _field_at(error: Exception) -> list[str]:
    """Return the field at which reading a record fell back; none if it cannot be told."""
    import traceback  # noqa: PLC0415 - needed only for bad data

    for frame, number in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename.startswith("<tipmodel: reading "):
            line = linecache.getline(frame.f_code.co_filename, number)
            return re.findall(r"\b(?:v_|mirrored[.])(\w+)", line)[:1]
    return re.findall(r" - at `\$\.(\w+)[^ ]*$", str(error))


def _is_mirrored_record(cls: Any) -> bool:
    is_record = isinstance(cls, type) and issubclass(cls, Record)
    return is_record and not issubclass(cls, StringValue) and has_mirror(cls)


def plain_reader(cls: Any, *, asks: bool = True) -> Callable[[Any], Any] | None:
    """Return a function that reads a record from plain data or raises one of `FALLBACKS`.

    Only for data without forbidden characters; ``None`` to fall back to the exact path. It *asks*
    the rules of the class, or only those of the records inside.
    """
    if not has_mirror(cls):
        return None
    mirror, make = _THERE[f"Mirror_{_name(cls)}"], _maker(cls, asks=asks)
    return lambda data: make(msgspec.convert(data, mirror))


def _maker(cls: Any, *, asks: bool = True) -> Callable[[Any], Any]:
    """Return the generated function that makes records of mirrors; it is compiled on first use."""
    name = f"read_{_name(cls)}{'' if asks else '_unasked'}"
    title = f"reading {cls.__qualname__}{'' if asks else ' unasked'}"
    if name not in _THERE:
        _when_called(name, lambda: compiled(title, source(cls, asks=asks), _THERE)[name])
    return lambda mirrored: _THERE[name](mirrored)  # noqa: PLW0108 - the first call replaces it


def write(record: Record) -> dict[str, Any] | None:
    """Return the plain data of a record; ``None`` to fall back to the exact path."""
    cls: Any = type(record)
    if isinstance(record, StringValue) or not has_mirror(cls):
        return None
    data: dict[str, Any] = _WRITERS[cls](record)
    return data


@functools.cache
def has_mirror(cls: Any) -> bool:
    """Return whether a class, and every class inside it, behaves exactly as its fields say."""
    return all(map(_is_mirrored, reachable(cls)))


@functools.cache
def _is_mirrored(cls: Any) -> bool:
    return has_default_init(cls, Record) and all(
        is_known(field.validator) and _has_value(field.shape) for field in fields(cls)
    )


def _has_value(shape: Shape) -> bool:
    match shape:
        case Many(item=item):
            return _has_value(item)
        case Code(type=kind):
            values = all(type(member.value) is str for member in kind)
            return values and kind._missing_.__func__ in _REFUSE_OTHERS
        case Plain(type=kind, validator=validator):
            takes = {Text: (str,), OneOf: (str,), InRange: (int, float)}.get(type(validator), ())
            return validator is None or kind in (*takes, datetime.datetime)
    return isinstance(shape, JsonObject | Written | Texts | Object | Number)


_REFUSE_OTHERS = (
    enum.Enum._missing_.__func__,  # type: ignore[attr-defined]
    LabeledEnum._missing_.__func__,  # type: ignore[attr-defined]
)
"""What enums do with the value of no member; a custom class may find one for it."""

MAX_LEVEL = 8
"""The maximum depth of a record of its own class that the fast path reads."""


@functools.cache
def _depth(cls: Any) -> int:
    """Return the maximum depth of documents that the fast path reads."""

    def levels(cls: Any, path: tuple[Any, ...]) -> int:
        deepest = again = 0
        for field in fields(cls):
            own = 2 if isinstance(field.shape, Many) else 1
            for inner in inner_records(field.shape):
                if inner in path:
                    again += own * MAX_LEVEL
                else:
                    deepest = max(deepest, own + levels(inner, (*path, inner)))
            if isinstance(field.shape, JsonObject):
                deepest = max(deepest, own + MAX_EXTRA_DEPTH)
        return deepest + again

    return 1 + levels(cls, (cls,))


@functools.cache
def _in_cycle_with(cls: Any) -> frozenset[Any]:
    """Return the classes inside a class that also contain it."""
    return frozenset(
        each for each in reachable(cls) if any(cls in held(inner) for inner in reachable(each))
    )


def source(cls: Any, *, asks: bool = True) -> str:
    """Return the text of the function that reads the records of a class, and *asks* its rules."""
    name = _name(cls)
    cycle = _in_cycle_with(cls)
    level = ", level=0" if cycle else ""
    lines = [f"def read_{name}{'' if asks else '_unasked'}(mirrored{level}):"]
    lines += [f"    if level > {MAX_LEVEL}: raise Fallback"] if cycle else []
    lines.append(f"    self = new(Unfrozen_{name})")
    for field in fields(cls):
        v, value = f"v_{field.name}", _value(field.shape)
        made, fails = (text.format(v=v) for text in (value.made, value.fails))
        for inner in cycle.intersection(inner_records(field.shape)):
            made = re.sub(rf"(read_{_name(inner)}[(][a-z_]+)[)]", r"\1, level + 1)", made)
        if _is_shared(cls, field):
            made = (
                f"shared_{_name(field.shape.type)}[bytes({v})] if {v}.__class__ is Raw else {made}"
            )
        if stated := _stated(field, v, _default_name(name, field)):
            default = _default_name(name, field) if isinstance(field.shape, JsonObject) else v
            made = made if made == v else f"{made} if {stated} else {default}"
            fails = fails and f"{stated} and ({fails})"
        if made == v and not fails:
            made = f"mirrored.{field.name}"
        else:
            lines.append(f"    {v} = mirrored.{field.name}")
        if fails:
            lines.append(f"    if {fails}: raise Fallback")
        lines.append(f"    self.{field.name} = {made}")
    lines.append(f"    self.__class__ = cls_{name}")
    if asks and cls.invariants:
        broken = broken_when(cls, functools.partial(_named, "rule"))
        lines.append(f"    if {broken}: raise Fallback(self)")
    return "\n".join([*lines, "    return self", ""])


def writing_source(cls: Any) -> str:
    """Return the text of the function that writes the records of a class."""
    name = _name(cls)
    lines = [f"def data_of_{name}(self):", "    data = {}"]
    for field in fields(cls):
        v = f"v_{field.name}"
        stated = _stated(field, v, _default_name(name, field))
        data = _value(field.shape).data.format(v=v)
        lines.append(f"    {v} = self.{field.name}")
        lines.append(f"    {f'if {stated}: ' if stated else ''}data[{field.name!r}] = {data}")
    return "\n".join([*lines, "    return data", ""])


def _default_name(name: str, field: Field) -> str:
    return f"default_{name}_{field.name}"


def _is_shared(cls: Any, field: Field) -> bool:
    """Whether equal values of a field may be read once and shared by records."""
    return type(field.shape) is Object and field.shape.type not in _in_cycle_with(cls)


def _stated(field: Field, v: str, default: str) -> str:
    """Return the condition under which a field is stated; empty if the field always is."""
    if field.required:
        return ""
    if field.default is None:
        return f"{v} is not None"
    return v if isinstance(field.shape, Many | JsonObject) else f"{v} != {default}"


@attrs.frozen
class _Value:
    """How to mirror, read and write values of a type, and when to fall back."""

    mirror: Any
    made: str = "{v}"
    data: str = "{v}"
    fails: str = ""


@functools.cache
def _value(shape: Shape) -> _Value:  # noqa: PLR0911 - a line for each shape
    match shape:
        case Many(item=item):
            return _list(item)
        case Number(inexact=record, validator=check):
            return _number(_plain(Plain(int, check)), _record(record))
        case JsonObject(validator=check):
            broken = f"next({_named('broken', check.iter_issues)}({{v}}), None)" if check else ""
            return _Value(dict[str, Any], "Extra({v})", "{v}.plain()", broken)
        case Texts():
            texts = dict[str, Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_LENGTH)]]
            return _Value(Annotated[texts, Meta(min_length=1)], "texts({v})", "{v}._texts")
        case Code(type=kind):
            return _Value(kind)
        case Written(type=kind):
            return _Value(_Short, f"{_named('parse', _remembered(kind.parse))}({{v}})", "str({v})")
        case TermShape(type=kind):
            return _term(kind)
        case Object(type=kind):
            return _record(kind)
    return _plain(shape)


def _plain(shape: Shape) -> _Value:  # noqa: PLR0911 - a line for each kind
    kind, check = shape.type, shape.validator
    if kind is datetime.date:
        return _Value(_Short, "date_of({v})", "{v}.isoformat()")
    if kind is datetime.datetime:
        return _Value(_Short, "moment_of({v})", "{v}.isoformat()", _datetime_fails(check))
    match check:
        case Text(longest, pattern):
            length = Meta(min_length=1, max_length=longest)
            fails = "{v}.isspace()"  # other blanks are found in the bytes
            if pattern:
                fails = f"not {_named_match(pattern)}({{v}})"
            return _Value(Annotated[str, length], fails=fails)
        case OneOf(known):
            return _Value(str, fails=f"{{v}} not in {_named('known', known)}()")
        case InRange(least, most) if kind is int:
            return _Value(Annotated[int, Meta(ge=least, le=most)])
        case InRange(least, most):
            whole = Annotated[int, Meta(ge=math.ceil(least), le=math.floor(most))]
            mirror = Union[whole, Annotated[float, Meta(ge=least, le=most)]]  # noqa: UP007
            return _Value(mirror, data="{v} if {v}.__class__ is int else number_data({v})")
    if kind is float:
        return _Value(Union[int, float], data="number_data({v})")  # noqa: UP007
    return _Value(kind)


def _datetime_fails(check: Any) -> str:
    # `moment_of` uses the same pattern as `AwareDateTime`.
    return "" if check is None or type(check) is AwareDateTime else "True"


def _number(one: _Value, other: _Value) -> _Value:
    choose = "{} if {{v}}.__class__ is int else {}".format
    number, record = one.mirror, other.mirror
    mirror: Any = Union[number, record]  # noqa: UP007 - a forward reference is not a type yet
    return _Value(mirror, choose(one.made, other.made), choose(one.data, other.data))


def _list(item: Shape) -> _Value:
    value = _value(item)
    made, data, fails = (text.format(v="x") for text in (value.made, value.data, value.fails))
    items: Any = value.mirror
    return _Value(
        Annotated[tuple[items, ...], Meta(max_length=MAX_LIST_LENGTH)],
        "{v}" if made == "x" else f"tuple([{made} for x in {{v}}])",
        "{v}" if data == "x" else f"[{data} for x in {{v}}]",
        f"any([{fails} for x in {{v}}])" if fails else "",
    )


_Short = Annotated[str, Meta(max_length=100)]
"""Only values of short texts are cached."""

_remembered = functools.lru_cache(1000)


_KNOWN_TAGS = {("ar",), ("en",), ("ar", "en")}


def _texts_of(texts: dict[str, str]) -> LocalizedText:
    if tuple(texts) not in _KNOWN_TAGS:
        return LocalizedText(texts)
    for text in texts.values():
        if text.isspace():  # other blanks are found in the bytes
            raise Fallback
    made: LocalizedText = _new_texts(LocalizedText)
    made._texts = texts  # noqa: SLF001 - everything but the tags has been checked
    return made


_new_texts: Any = object.__new__


def _term(cls: Any) -> _Value:
    record = _record(cls)
    name, make = _name(cls), _maker(cls)
    of_code = _named("of_code", _remembered(lambda code: make(_THERE[f"Mirror_{name}"](code=code))))
    return _Value(
        Union[_Short, record.mirror],  # noqa: UP007 - as above
        f"{of_code}({{v}}) if {{v}}.__class__ is str else {record.made}",
        f"{{v}}.code if {{v}}.is_code_alone else {record.data}",
    )


def _record(cls: Any) -> _Value:
    name = _name(cls)
    return _Value(
        typing.ForwardRef(f"Mirror_{name}"), f"read_{name}({{v}})", f"data_of_{name}({{v}})"
    )


def _module(name: str) -> types.ModuleType:
    """Make a module in which msgspec looks up the mirrors that mirrors refer to."""
    made = sys.modules[f"{__name__}_{name}"] = types.ModuleType(f"{__name__}_{name}")
    return made


_GENERATED = _module("generated")
_SHARING = _module("sharing")
"""Mirrors with the same names, in which shareable values are still JSON."""

_THERE = vars(_GENERATED)
_THERE |= {
    "new": object.__new__,
    "Fallback": Fallback,
    "Raw": msgspec.Raw,
    "convert": msgspec.convert,
    "Extra": Extra,
    "texts": _texts_of,
    "date_of": _remembered(date_of),
    "moment_of": _remembered(moment_of),
    "number_data": number_data,
}

_LIKE_OURS: dict[str, Any] = {
    "kw_only": True,
    "forbid_unknown_fields": True,
    "omit_defaults": True,
    "gc": False,
}

_NAMES: dict[Any, str] = {}
"""The classes that have a mirror, and the name of each in generated code."""

_LOCK = threading.RLock()
# In a child process, no other thread would release the lock.
if hasattr(os, "register_at_fork"):  # pragma: no branch - Windows has no forks
    os.register_at_fork(
        before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
    )


def _named(kind: str, thing: Any) -> str:
    """Pass an object to the generated code, and return its name there."""
    name = f"{kind}_{len(_THERE)}"
    _THERE[name] = thing
    return name


def _named_match(pattern: str) -> str:
    """Pass a pattern to the generated code, which compiles it on first use."""
    return _when_called(_named("match", None), lambda: re.compile(pattern).fullmatch)


def _when_called(name: str, make: Callable[[], Any]) -> str:
    """Pass a function to the generated code that is made when it is first called."""

    def first(*values: Any) -> Any:
        with _LOCK:
            _THERE[name] = made = make()
        return made(*values)

    _THERE[name] = first
    return name


def _name(cls: Any) -> str:
    """Return the name of a class in generated code, which is built on first use."""
    with _LOCK:
        if cls not in _NAMES:
            _NAMES[cls] = f"{cls.__name__}_{len(_NAMES)}"  # two classes may share a name
            _generate(cls, _NAMES[cls])
        return _NAMES[cls]


def _generate(cls: Any, name: str) -> None:
    for field in fields(cls):
        _THERE[_default_name(name, field)] = field.default
    _THERE[f"cls_{name}"] = cls
    _THERE[f"Unfrozen_{name}"] = unfrozen_twin(cls)
    _mirror(_GENERATED, name, _members(cls))
    _THERE[f"shared_{name}"] = _Shared(cls)
    _SHARED.append(_THERE[f"shared_{name}"])
    _maker(cls)


def _mirror(module: types.ModuleType, name: str, members: list[Any]) -> Any:
    made = msgspec.defstruct(f"Mirror_{name}", members, module=module.__name__, **_LIKE_OURS)
    setattr(module, made.__name__, made)
    return made


def _members(cls: Any, *, shares: bool = False) -> list[Any]:
    return [
        (
            field.name,
            msgspec.Raw if shares and _is_shared(cls, field) else _value(field.shape).mirror,
            *_default(field),
        )
        for field in fields(cls)
    ]


_MOST_SHARED = 1000


class _Shared(dict[bytes, Any]):
    """The records of a class that the documents being read have shown, by their JSON."""

    def __init__(self, cls: Any) -> None:
        super().__init__()
        self.cls = cls

    def __missing__(self, data: bytes) -> Any:
        name = _name(self.cls)
        mirrored = msgspec.json.decode(data, type=_THERE[f"Mirror_{name}"])
        if not says_each_key_once(data, msgspec.json.encode(mirrored)):
            raise Fallback
        made = _THERE[f"read_{name}"](mirrored)
        if len(self) < _MOST_SHARED:
            self[data] = made
        return made


_SHARED: list[_Shared] = []


def _default(field: Field) -> tuple[Any, ...]:
    if field.required:
        return ()
    if isinstance(field.shape, JsonObject):
        return (msgspec.field(default_factory=dict),)
    return (field.default,)


@functools.cache
def _reader(cls: Any, versions: tuple[str, ...], shares: bool) -> tuple[Any, Any] | None:  # noqa: FBT001
    if not has_mirror(cls):
        return None
    name = _name(cls)
    module = _GENERATED
    if shares:
        module = _SHARING
        for each in reachable(cls):
            if not hasattr(module, f"Mirror_{_name(each)}"):
                _mirror(module, _name(each), _members(each, shares=True))
    known: Any = Literal[versions]
    first = "schema_version", Union[known, msgspec.UnsetType], msgspec.UNSET  # noqa: UP007
    members = [first, *_members(cls, shares=shares)]
    document = msgspec.defstruct(f"Document_{name}", members, module=module.__name__, **_LIKE_OURS)
    return msgspec.json.Decoder(document).decode, _maker(cls)


class _Writers(dict[Any, Any]):
    """The functions that write the records of a class, built on first use."""

    def __missing__(self, cls: Any) -> Any:
        for each in reachable(cls) - self.keys():
            compiled(f"writing {each.__qualname__}", writing_source(each), _THERE)
        self |= {each: _THERE[f"data_of_{_name(each)}"] for each in reachable(cls)}
        return self[cls]


_WRITERS = _Writers()
