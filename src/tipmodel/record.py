"""What all classes of the model have in common."""

import enum
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, cast

import attrs

from .errors import InvalidDataError
from .fields import PERSONAL, Phrase, words
from .rules import STATES_NOTHING, WRONG_TYPE, Issue

Check = Callable[[Any], Iterator[Issue]]
"""A rule across several fields: takes a record, yields what is wrong."""


class Record:
    """Base of the classes of the model.

    A subclass is an attrs class whose fields carry `about`. The annotation of a
    field is also the check of its type: nothing is coerced. ``None`` and an empty
    tuple mean that nothing was stated.
    """

    __slots__ = ()

    checks: ClassVar[tuple[Check, ...]] = ()

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Let the words know where they belong, and keep personal values out of the repr."""
        cls.__repr__ = Record.__repr__  # type: ignore[method-assign]
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", cls)):
            words(field).belongs_to(f"{cls.__name__}.{field.name}")

    def __attrs_post_init__(self) -> None:
        issues = tuple(_wrong_types(self))
        if not issues:
            issues = tuple(issue for check in self.checks for issue in check(self))
        if issues:
            raise InvalidDataError(*issues)

    def __repr__(self) -> str:
        shown = (
            f"{field.name}=<personal>"
            if words(field).sensitivity is PERSONAL
            else f"{field.name}={value!r}"
            for field, value in stated(self)
        )
        return f"{type(self).__name__}({', '.join(shown)})"


def fields(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """Return the fields of a class of the model, in order, with their types resolved."""
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs.resolve_types(cls))
    return found


def stated(record: Record) -> "Iterator[tuple[attrs.Attribute[Any], Any]]":
    """Yield the fields that hold something, with what they hold."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if value is not None and value not in ((), {}):
            yield field, value


def states_something(record: Record) -> Iterator[Issue]:
    """Refuse a record in which every field is empty."""
    if next(stated(record), None) is None:
        yield STATES_NOTHING.issue(field=words(type(record)).label)


def _wrong_types(record: Record) -> Iterator[Issue]:
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not _conforms(value, field.type):
            yield wrong_type(value, field.type).under(field.name, words(field).label)


def _conforms(value: Any, type_: Any) -> bool:
    if type_ is Any:
        return True
    if type_ is float:
        return type(value) in (int, float)
    origin = typing.get_origin(type_)
    if origin is types.UnionType:
        return any(_conforms(value, option) for option in typing.get_args(type_))
    if origin is tuple:
        item = typing.get_args(type_)[0]
        return type(value) is tuple and all(_conforms(each, item) for each in value)
    if origin is not None:
        return isinstance(value, origin)
    return isinstance(value, type_) and not (type_ is int and isinstance(value, bool))


TEXT = Phrase("kind.text", "text")
WHOLE_NUMBER = Phrase("kind.whole_number", "a whole number")
NUMBER = Phrase("kind.number", "a number")
YES_OR_NO = Phrase("kind.yes_or_no", "true or false")
LIST = Phrase("kind.list", "a list")
OBJECT = Phrase("kind.object", "an object")
NOTHING = Phrase("kind.nothing", "nothing")

_KINDS = {
    str: TEXT,
    int: WHOLE_NUMBER,
    float: NUMBER,
    bool: YES_OR_NO,
    type(None): NOTHING,
    tuple: LIST,
    list: LIST,
}


def wrong_type(value: Any, type_: Any) -> Issue:
    """Report a *value* of another type than *type_*, without telling the value."""
    return WRONG_TYPE.issue(expected=_kind(type_), found=_kind(type(value)))


def _kind(type_: Any) -> Phrase:
    if isinstance(type_, types.UnionType):
        type_ = typing.get_args(type_)[0]
    type_ = typing.get_origin(type_) or type_
    if isinstance(type_, type) and issubclass(type_, enum.Enum):
        return TEXT
    return _KINDS.get(type_, OBJECT)


def is_mapping_type(type_: Any) -> bool:
    """Tell whether a field of *type_* holds data of other tools."""
    return typing.get_origin(type_) in (dict, Mapping)
