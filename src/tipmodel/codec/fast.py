"""The fast path for JSON. It answers "yes, this record" or "cannot tell"; `codec` alone refuses.

For every class a mirror is derived from its fields: a msgspec struct, in which C checks keys,
types, lengths and ranges. A generated function then fills the slots of the record and asks what
C cannot check: patterns, and the rules across fields, which are the very ones that the class
has. Another function writes a record as plain data. They can be read: ``print(source(Training))``.

A class that holds something without a mirror, such as a check or a converter of a caller's own,
is left to the exact path, and so is whatever needs words.
"""

import datetime
import enum
import functools
import re
import sys
import threading
import types
import typing
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, Union

import attrs
import msgspec
from msgspec import Meta

from ..core.constructor import has_default_init, unfrozen_twin
from ..core.issues import InvalidDataError
from ..core.record import MAX_LIST_LENGTH, Record, StringValue, fields
from ..core.unicode import may_hold_forbidden, may_hold_long_number
from ..core.validators import MAX_TEXT_LENGTH, AwareDateTime, Each, Extra, InRange, OneOf, Text
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.terms import Term
from .exact import date_of, make_converter, moment_of, number_data, record_hook, sorted_data


class CannotTellError(InvalidDataError):
    """Raised by what is generated: the exact path must be asked."""


class _NoMirrorError(TypeError):
    """A class holds something that has no mirror."""


def read(data: bytes, cls: Any, version: str) -> Any:
    """Return the record in *data*; ``None`` if the exact path must be asked."""
    reader = _reader(cls, version)
    if reader is None or may_hold_long_number(data) or may_hold_forbidden(data):
        return None
    decode, make = reader
    try:
        mirrored = decode(data)
        again = msgspec.json.encode(mirrored)
        # A key given twice, or a default spelled out, is gone when written again.
        if again != data and again.count(b'"') != data.count(b'"'):
            return None
        return make(mirrored)
    except (msgspec.MsgspecError, InvalidDataError, UnicodeError, RecursionError):
        return None


@functools.cache
def assisted_converter() -> Any:
    """Return the exact way, helped over what is plainly right by the quick one.

    In a document with mistakes most records have none. It is for plain data from JSON that
    hold no forbidden character, since these are looked for in the bytes.
    """
    converter = make_converter()

    def hook(cls: Any) -> Any:
        exact = record_hook(cls, converter.get_structure_hook)
        try:
            name = _name(cls)
        except _NoMirrorError:
            return exact
        mirror, make = _THERE[f"M{name}"], _THERE[f"read_{name}"]

        def structure(value: Any, type_: Any) -> Any:
            try:
                return make(msgspec.convert(value, mirror))
            except (msgspec.MsgspecError, InvalidDataError):
                return exact(value, type_)

        return structure

    converter.register_structure_hook_factory(_is_plain_record, hook)
    return converter


def _is_plain_record(cls: Any) -> bool:
    return (
        isinstance(cls, type)
        and issubclass(cls, Record)
        and not issubclass(cls, StringValue | Term | Count)
    )


def write(record: Record) -> dict[str, Any] | None:
    """Return the plain data of a record; ``None`` if the exact path must be asked."""
    try:
        return None if isinstance(record, StringValue) else _data_of(record)
    except _NoMirrorError:
        return None


def source(cls: Any) -> str:
    """Return the text of the two functions that read and write the records of a class."""
    name = _name(cls)
    reading = [f"def read_{name}(mirrored):", f"    self = new(Thawed{name})"]
    writing = [f"def data_of_{name}(self):", "    data = {}"]
    for field in fields(cls):
        v, value = f"v_{field.name}", _of(field)
        made, data, fails = (text.format(v=v) for text in (value.made, value.data, value.fails))
        stated = _stated(field, v, f"default_{name}_{field.name}")
        if stated:
            made = made if made == v else f"{made} if {stated} else {v}"
            fails = fails and f"{stated} and ({fails})"
        if made == v and not fails:
            made = f"mirrored.{field.name}"
        else:
            reading.append(f"    {v} = mirrored.{field.name}")
        if fails:
            reading.append(f"    if {fails}: raise CannotTellError")
        reading.append(f"    self.{field.name} = {made}")
        writing.append(f"    {v} = self.{field.name}")
        writing.append(f"    {f'if {stated}: ' if stated else ''}data[{field.name!r}] = {data}")
    reading.append(f"    self.__class__ = {name}")
    reading += [
        f"    for _ in {_named('rule', check)}(self): raise CannotTellError"
        for check in cls.invariants
    ]
    return "\n".join([*reading, "    return self", "", *writing, "    return data", ""])


def _stated(field: "attrs.Attribute[Any]", v: str, default: str) -> str:
    """Return the condition under which a field says something; none if it always does."""
    if field.default is attrs.NOTHING:
        return ""
    if field.default is None:
        return f"{v} is not None"
    return v if field.default in ((), attrs.Factory(dict)) else f"{v} != {default}"


@attrs.frozen
class _Value:
    """What the values of a type are mirrored as, made from, written as, and when in doubt."""

    mirror: Any
    made: str = "{v}"
    data: str = "{v}"
    fails: str = ""


def _of(field: "attrs.Attribute[Any]") -> _Value:
    type_: Any = field.type
    return _value(type_, field.validator)


@functools.cache
def _value(type_: Any, check: Any) -> _Value:
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:
        return _union([each for each in arguments if each is not types.NoneType], check)
    if origin is tuple:
        return _list(arguments[0], check)
    if check is not None:
        return _checked(check, origin or type_)
    for kind, value in _UNCHECKED:
        if isinstance(type_, type) and issubclass(type_, kind):
            return value(type_)
    raise _NoMirrorError(type_)


def _union(options: list[Any], check: Any) -> _Value:
    if len(options) == 1:
        return _value(options[0], check)
    if options[0] is not int:
        raise _NoMirrorError(options)
    one, other = _value(int, check), _value(options[1], None)
    choose = "{} if {{v}}.__class__ is int else {}".format
    number, record = one.mirror, other.mirror
    mirror: Any = Union[number, record]  # noqa: UP007 - a name that is yet to come is no type
    return _Value(mirror, choose(one.made, other.made), choose(one.data, other.data))


def _list(item: Any, check: Any) -> _Value:
    value = _value(item, check.item if isinstance(check, Each) else check)
    made, data, fails = (text.format(v="x") for text in (value.made, value.data, value.fails))
    items: Any = value.mirror
    return _Value(
        Annotated[tuple[items, ...], Meta(max_length=MAX_LIST_LENGTH)],
        "{v}" if made == "x" else f"tuple([{made} for x in {{v}}])",
        "{v}" if data == "x" else f"[{data} for x in {{v}}]",
        f"any([{fails} for x in {{v}}])" if fails else "",
    )


@functools.singledispatch
def _checked(check: Any, type_: Any) -> _Value:
    raise _NoMirrorError(check, type_)


def _mirrors(*kinds: Any) -> Callable[[Any], Any]:
    """Say the values of what types a check is mirrored for."""

    def decorate(value: Any) -> Any:
        @functools.wraps(value)
        def of_these(check: Any, type_: Any) -> _Value:
            if type_ not in kinds:
                raise _NoMirrorError(check, type_)
            made: _Value = value(check, type_)
            return made

        return of_these

    return decorate


@_checked.register(Text)
@_mirrors(str)
def _(check: Text, _: Any) -> _Value:
    length = Meta(min_length=1, max_length=check.longest)
    fails = "{v}.isspace()"  # other blanks are found in the bytes
    if check.pattern:
        fails = f"not {_named('match', re.compile(check.pattern).fullmatch)}({{v}})"
    return _Value(Annotated[str, length], fails=fails)


@_checked.register(InRange)
@_mirrors(int, float)
def _(check: InRange, type_: Any) -> _Value:
    range_ = Meta(ge=check.least, le=check.most)
    if type_ is int:
        return _Value(Annotated[int, range_])
    mirror = Union[Annotated[int, range_], Annotated[float, range_]]  # noqa: UP007
    return _Value(mirror, data="{v} if {v}.__class__ is int else number_data({v})")


@_checked.register(OneOf)
@_mirrors(str)
def _(check: OneOf, _: Any) -> _Value:
    return _Value(str, fails=f"{{v}} not in {_named('known', check.known)}()")


@_checked.register(Extra)
@_mirrors(Mapping)
def _(check: Extra, _: Any) -> _Value:
    fails = f"next({_named('broken', check.iter_issues)}({{v}}), None)"
    return _Value(dict[str, Any], data="sorted_data({v})", fails=fails)


@_checked.register(AwareDateTime)
@_mirrors(datetime.datetime)
def _(*_: Any) -> _Value:
    return _Value(str, "moment_of({v})", "{v}.isoformat()")


def _texts(_: Any) -> _Value:
    texts = dict[str, Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_LENGTH)]]
    return _Value(Annotated[texts, Meta(min_length=1)], "texts({v})", "{v}._texts")


_KNOWN_TAGS = {("ar",), ("en",), ("ar", "en")}


def _texts_of(texts: dict[str, str]) -> LocalizedText:
    if tuple(texts) not in _KNOWN_TAGS:
        return LocalizedText(texts)
    for text in texts.values():
        if text.isspace():  # other blanks are found in the bytes
            raise CannotTellError
    made: LocalizedText = _new_texts(LocalizedText)
    made._texts = texts  # noqa: SLF001 - all but the tags is known to be right
    return made


_new_texts: Any = object.__new__


def _notation(cls: Any) -> _Value:
    parse = _named("parse", functools.lru_cache(1000)(cls.parse))
    return _Value(str, f"{parse}({{v}})", "str({v})")


def _term(cls: Any) -> _Value:
    record = _record(cls)
    of_code = _named("of_code", functools.lru_cache(1000)(lambda code: cls(code=code)))
    return _Value(
        Union[str, record.mirror],  # noqa: UP007 - as above
        f"{of_code}({{v}}) if {{v}}.__class__ is str else {record.made}",
        f"{{v}}.code if {{v}}.is_code_alone else {record.data}",
    )


def _record(cls: Any) -> _Value:
    name = _name(cls)
    return _Value(
        typing.ForwardRef(f"M{name}"), f"read_{name}({{v}})", "writers[{v}.__class__]({v})"
    )


_UNCHECKED: tuple[tuple[type, Callable[[Any], _Value]], ...] = (
    (LocalizedText, _texts),
    (bool, lambda _: _Value(bool)),
    (datetime.date, lambda _: _Value(str, "date_of({v})", "{v}.isoformat()")),
    (enum.Enum, _Value),
    (StringValue, _notation),
    (Term, _term),
    (Record, _record),
)

_GENERATED = types.ModuleType(f"{__name__}_generated", "What is generated, and what it needs.")
sys.modules[_GENERATED.__name__] = _GENERATED  # there msgspec looks up what refers to itself
_THERE = vars(_GENERATED)
_THERE |= {
    "new": object.__new__,
    "CannotTellError": CannotTellError,
    "texts": _texts_of,
    "date_of": functools.lru_cache(1000)(date_of),
    "moment_of": functools.lru_cache(1000)(moment_of),
    "number_data": number_data,
    "sorted_data": sorted_data,
}

_LIKE_OURS: dict[str, Any] = {
    "kw_only": True,
    "forbid_unknown_fields": True,
    "omit_defaults": True,
    "gc": False,
    "module": _GENERATED.__name__,
}

_NAMES: dict[Any, str] = {}
"""The classes that have a mirror, and the name that each goes by in what is generated."""

_LOCK = threading.RLock()


def _named(kind: str, thing: Any) -> str:
    """Make a thing known to what is generated, and return the name it goes by."""
    name = f"{kind}_{len(_THERE)}"
    _THERE[name] = thing
    return name


def _name(cls: Any) -> str:
    """Return the name a class goes by; what is generated for it is made when first asked for."""
    with _LOCK:
        if cls not in _NAMES:
            taken = cls.__name__ in _NAMES.values()
            _NAMES[cls] = f"{cls.__name__}_{len(_NAMES)}" if taken else cls.__name__
            try:
                _make(cls, _NAMES[cls])
            except _NoMirrorError:
                del _NAMES[cls]
                raise
        return _NAMES[cls]


def _make(cls: Any, name: str) -> None:
    if not has_default_init(cls, Record.__attrs_post_init__):
        raise _NoMirrorError(cls)
    for field in fields(cls):
        _THERE[f"default_{name}_{field.name}"] = field.default
    _THERE[name] = cls
    _THERE[f"Thawed{name}"] = unfrozen_twin(cls)
    _THERE[f"M{name}"] = msgspec.defstruct(f"M{name}", _members(cls), **_LIKE_OURS)
    exec(source(cls), _THERE)  # noqa: S102 - what `source` shows


def _members(cls: Any) -> list[Any]:
    return [(field.name, _of(field).mirror, *_default(field)) for field in fields(cls)]


def _default(field: "attrs.Attribute[Any]") -> tuple[Any, ...]:
    if field.default is attrs.NOTHING:
        return ()
    if field.default == attrs.Factory(dict):
        return (msgspec.field(default_factory=dict),)
    return (field.default,)


@functools.cache
def _reader(cls: Any, version: str) -> tuple[Any, Any] | None:
    try:
        name = _name(cls)
    except _NoMirrorError:
        return None
    versions: Any = Literal[version]
    first = "schema_version", Union[versions, msgspec.UnsetType], msgspec.UNSET  # noqa: UP007
    document = msgspec.defstruct(f"Document{name}", [first, *_members(cls)], **_LIKE_OURS)
    return msgspec.json.Decoder(document).decode, _THERE[f"read_{name}"]


class _Writers(dict[Any, Any]):
    """What writes the records of a class, made when first asked for."""

    def __missing__(self, cls: Any) -> Any:
        self[cls] = _THERE[f"data_of_{_name(cls)}"]
        return self[cls]


_WRITERS = _Writers()


def _data_of(record: Record) -> dict[str, Any]:
    """Write a record, which may be of a subclass of what its field says."""
    data: dict[str, Any] = _WRITERS[record.__class__](record)
    return data


_THERE["writers"] = _WRITERS
