"""Shapes: the type of a field, read once from its annotation.

Codec, schema, strategies and table columns ``match`` on shapes; no other module reads
an annotation.
"""

import datetime
import enum
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from ..i18n.phrase import Phrase
from ..i18n.words import OR
from .extra import Extra
from .issues import InWords, Issue
from .rules import LIST_TOO_LONG, NUMBER_TOO_LONG, WRONG_TYPE
from .unicode import MAX_NUMBER_LENGTH, WRITABLE
from .validators import MOMENT

MAX_LIST_LENGTH = 10_000

TEXT = Phrase("kind.text", "text")
WHOLE_NUMBER = Phrase("kind.whole_number", "a whole number")
NUMBER = Phrase("kind.number", "a number")
DECIMAL = Phrase("kind.decimal", "a number with decimals")
YES_OR_NO = Phrase("kind.yes_or_no", "true or false")
LIST = Phrase("kind.list", "a list")
OBJECT = Phrase("kind.object", "a group of fields")
TERM = Phrase("kind.term", "a code from the list")
TEXTS = Phrase("kind.texts", "a group of texts by language, such as en and ar")
SUCH_AS = Phrase("kind.such_as", "{type}, such as {example}")
TUPLE_OF = Phrase("kind.tuple_of", "a tuple of {item}")
NOTHING = Phrase("kind.nothing", "an empty value (null)")

_JSON_KINDS: dict[type, Phrase] = {
    str: TEXT,
    int: WHOLE_NUMBER,
    float: NUMBER,
    bool: YES_OR_NO,
    type(None): NOTHING,
    tuple: LIST,
    list: LIST,
}


@attrs.frozen
class Shape:
    """The type of one value, regardless of whether the field is optional.

    Attributes:
        type: The class of the value.
        validator: The validator of the field, or of the items of its list.

    """

    type: Any
    validator: Any = None

    json = OBJECT
    """The JSON type in words."""

    def accepts(self, value: Any) -> bool:
        """Return whether *value* is of this shape; nothing is coerced."""
        return isinstance(value, self.type)

    @property
    def inner_type(self) -> Any:
        """The class of the value, or of the items of a list."""
        return self.type

    @property
    def name(self) -> str | InWords:
        """The Python type in words, such as ``a tuple of Place``."""
        return str(getattr(self.type, "__name__", self.type))

    @property
    def sketch(self) -> str:
        """How to make a value, such as ``Headcount(total=…)``; empty if that is plain."""
        return ""

    @property
    def python(self) -> str | InWords:
        """The Python type in words, and how to make a value."""
        if not self.sketch:
            return self.name
        return InWords(SUCH_AS, {"type": self.name, "example": self.sketch})

    def mismatches(self, value: Any) -> Iterator[Issue]:
        """Yield why *value* is not of this shape, in Python's terms."""
        if is_too_long(value):
            yield NUMBER_TOO_LONG.issue(most=MAX_NUMBER_LENGTH)
        elif not self.accepts(value):
            yield WRONG_TYPE.issue(expected=self.python, found=type(value).__name__)


class Plain(Shape):
    """A text, a number, a boolean, a date or a time, of exactly its class."""

    def accepts(self, value: Any) -> bool:
        """Return whether the class fits; a bool is not an int, and an int is a float."""
        fits = type(value) is self.type or (self.type is float and type(value) is int)
        return fits and not is_too_long(value)

    def mismatches(self, value: Any) -> Iterator[Issue]:
        """Yield why not; a time without a zone could be written but not read back."""
        yield from super().mismatches(value)
        if self.type is datetime.datetime and self.accepts(value):
            yield from MOMENT.iter_issues(value)


def is_too_long(value: Any) -> bool:
    """Return whether a value is a whole number that could be written but not read back."""
    return type(value) is int and value not in WRITABLE


class Foreign(Shape):
    """A type unknown to this package; a converter hook of the caller reads it."""

    def accepts(self, value: Any) -> bool:
        """Return whether the value is of that type, as far as Python can check."""
        return _is_instance(value, self.type)


class JsonObject(Shape):
    """Data of other tools, as an `Extra`."""


class Code(Shape):
    """A member of a closed set, written as its value."""

    json = TEXT

    @property
    def sketch(self) -> str:
        """A member."""
        return str(next(iter(self.type)))


class Written(Shape):
    """A value that is written as one text, such as a partial date."""

    json = TEXT

    @property
    def sketch(self) -> str:
        """How to parse a value."""
        return f"{self.type.__name__}.parse(…)"


class Texts(Shape):
    """One text in several languages."""

    json = TEXTS

    @property
    def sketch(self) -> str:
        """How to make one."""
        return f"{self.type.__name__}(en=…)"


class Object(Shape):
    """A record, written as an object.

    A record of a subclass does not match: its additional fields could not be read back.
    """

    @property
    def sketch(self) -> str:
        """How to call the class: with its required fields, or with its first one."""
        declared = attrs.fields(self.type)
        required = [field for field in declared if field.default is attrs.NOTHING]
        named = required or [field for field in declared if not field.inherited][:1]
        return f"{self.type.__name__}({', '.join(f'{field.name}=…' for field in named)})"

    def accepts(self, value: Any) -> bool:
        """Return whether the value is of exactly this class."""
        return type(value) is self.type


class Term(Object):
    """A term, written as its code or as an object."""

    json = TERM


@attrs.frozen
class Number(Shape):
    """A whole number, or a record for an inexact one."""

    inexact: Any = attrs.field(kw_only=True)

    json = WHOLE_NUMBER

    def accepts(self, value: Any) -> bool:
        """Return whether the value is a whole number or such a record."""
        return (type(value) is int and not is_too_long(value)) or type(value) is self.inexact

    @property
    def name(self) -> str | InWords:
        """Both classes."""
        return InWords(OR, {"first": "int", "last": self.inexact.__name__})


@attrs.frozen
class Many(Shape):
    """A list, stored as a tuple; *item* is the shape of its items."""

    item: Shape = attrs.field(kw_only=True)

    json = LIST

    @property
    def inner_type(self) -> Any:
        """The class of the items."""
        return self.item.type

    def accepts(self, value: Any) -> bool:
        """Return whether the value is a tuple of the right items, and not too long."""
        return (
            type(value) is tuple
            and len(value) <= MAX_LIST_LENGTH
            and all(map(self.item.accepts, value))
        )

    @property
    def name(self) -> str | InWords:
        """The class of the items."""
        return InWords(TUPLE_OF, {"item": self.item.name})

    def mismatches(self, value: Any) -> Iterator[Issue]:
        """Yield why the value is not such a tuple, or the mismatches of its items."""
        if type(value) is not tuple:
            yield WRONG_TYPE.issue(expected=self.python, found=type(value).__name__)
        elif len(value) > MAX_LIST_LENGTH:
            yield LIST_TOO_LONG.issue(most=MAX_LIST_LENGTH)
        else:
            for index, each in enumerate(value):
                yield from (issue.under(index) for issue in self.item.mismatches(each))


def shape_of(annotation: Any, validator: Any = None) -> Shape:  # noqa: PLR0911 - one for each shape
    """Return the shape of a field from its resolved *annotation* and its *validator*."""
    options = [each for each in typing.get_args(annotation) if each is not types.NoneType]
    origin = typing.get_origin(annotation)
    if origin in (types.UnionType, typing.Union):
        if len(options) == 1:
            return shape_of(options[0], validator)
        number, *inexact = options
        if number is int and len(inexact) == 1 and getattr(inexact[0], "__shape__", None) is Object:
            return Number(int, validator, inexact=inexact[0])
        return Foreign(annotation, validator)
    if origin is tuple and len(options) == 2 and options[1] is Ellipsis:  # noqa: PLR2004
        return Many(tuple, validator, item=shape_of(options[0], getattr(validator, "item", None)))
    if origin is Mapping:
        return JsonObject(Extra, validator)
    if annotation in _PLAIN:
        return Plain(annotation, validator)
    if not isinstance(annotation, type):
        return Foreign(annotation, validator)
    if issubclass(annotation, enum.Enum):
        return Code(annotation, validator)
    shape: type[Shape] = getattr(annotation, "__shape__", Foreign)
    return shape(annotation, validator)


def inner_records(shape: Shape) -> Iterator[Any]:
    """Yield the classes of the records in a value that are written as objects."""
    match shape:
        case Many(item=item):
            yield from inner_records(item)
        case Number(inexact=record) | Object(type=record):
            yield record


_PLAIN = (str, int, float, bool, datetime.date, datetime.datetime)


def _is_instance(value: Any, annotation: Any) -> bool:
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return any(_is_instance(value, option) for option in typing.get_args(annotation))
    kind = typing.get_origin(annotation) or annotation
    return not isinstance(kind, type) or isinstance(value, kind)


def json_mismatch(value: Any, cls: type) -> Issue:
    """Return the issue of a *value* that is not of a class, in JSON's terms."""
    expected = _JSON_KINDS.get(cls, getattr(cls, "__shape__", Shape).json)
    other = OBJECT if isinstance(value, Mapping) else type(value).__name__
    found = _JSON_KINDS.get(type(value), other)
    if type(value) is float and value.is_integer():
        found = WHOLE_NUMBER  # JSON has one kind of number: 32.0 is 32
    elif expected is WHOLE_NUMBER and found is NUMBER:
        found = DECIMAL
    return WRONG_TYPE.issue(expected=expected, found=found)
