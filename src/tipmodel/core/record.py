"""What all classes of the model have in common."""

import datetime
import enum
import functools
import importlib
import inspect
import operator
import types
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

import attrs

from ..i18n.phrase import Phrase
from .constructor import constructor, has_default_init
from .issues import InvalidDataError, Issue, Rule
from .metadata import PERSONAL, PUBLIC, metadata_of, sensitivity
from .rules import LIST_TOO_LONG, STATES_NOTHING, WRONG_TYPE

Check = Callable[[Any], Iterable[Issue]]
"""A rule across several fields: takes a record, yields what is wrong."""


MAX_LIST_LENGTH = 10_000

T = TypeVar("T")


class PerClassCache(dict[Any, T]):
    """A function of a class that is asked once for each; looking in it is quicker than calling."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        super().__init__()
        functools.update_wrapper(self, make)
        self.make = make

    def __missing__(self, cls: Any) -> T:
        self[cls] = self.make(cls)
        return self[cls]

    def __call__(self, cls: Any) -> T:
        """Return what was made for a class."""
        return self[cls]


class Record:
    """Base of the classes of the model.

    A subclass is an attrs class whose fields carry `about`. The annotation of a
    field is also the check of its type: nothing is coerced. ``None`` and an empty
    tuple mean that nothing was stated.
    """

    __slots__ = ("__weakref__",)

    if TYPE_CHECKING:
        __attrs_attrs__: ClassVar[Any]

    invariants: ClassVar[tuple[Check, ...]] = ()
    checks: ClassVar[tuple[Check, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Keep `invariants` under their former name too, ``checks``; it goes with the next version."""
        super().__init_subclass__()
        if "checks" in vars(cls) and "invariants" not in vars(cls):
            cls.invariants = cls.checks
        cls.checks = cls.invariants

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Let the words know where they belong, and keep personal values out of the repr."""
        for name, function in (("__repr__", _repr), ("__hash__", _hash)):
            setattr(cls, name, function)  # after attrs, which would write its own
        if has_default_init(cls, Record.__attrs_post_init__):
            _construct_quickly(cls)
        declared = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
        for field in declared:
            metadata_of(field).belongs_to(f"{cls.__name__}.{field.name}")
        if cls.__doc__ and "\nFields:\n" not in cls.__doc__:
            cls.__doc__ = f"{inspect.cleandoc(cls.__doc__)}\n\nFields:\n{_explained(declared)}"

    def evolve(self, **changes: Any) -> Self:
        """Return a copy with other values in some fields, checked like any record.

        Raises:
            InvalidDataError: The copy would break a rule.

        """
        copy: Self = attrs.evolve(self, **changes)  # type: ignore[misc]
        return copy

    def __rich_repr__(self) -> "Iterator[tuple[str, Any]]":
        """Show in rich what ``repr`` shows."""
        yield from _shown(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - as IPython calls it
        """Show in IPython what ``repr`` shows, a line for each field."""
        name = type(self).__name__
        if cycle:
            printer.text(f"{name}(...)")
            return
        with printer.group(4, f"{name}(", ")"):
            for number, (field, value) in enumerate(_shown(self)):
                if number:
                    printer.text(",")
                printer.breakable("" if number == 0 else " ")
                printer.text(f"{field}=")
                printer.pretty(value)

    def _repr_html_(self) -> str | None:
        """Show the card in a notebook, if anything of the record may be published."""
        page = importlib.import_module("tipmodel.views.page")  # a layer above, loaded on use
        try:
            made: str = page.notebook(self)
        except ValueError:
            return None
        return made

    def __attrs_post_init__(self) -> None:
        issues = tuple(_wrong_types(self))
        if not issues:
            issues = tuple(issue for check in self.invariants for issue in check(self))
        if issues:
            raise InvalidDataError(*issues)


def _construct_quickly(cls: Any) -> None:
    """Give a class a constructor that gives itself way to a quicker one when first called."""
    stock = cls.__init__

    @functools.wraps(stock)
    def first(self: Any, **values: Any) -> None:
        cls.__init__ = constructor(cls, fields(cls), stock)
        cls.__init__(self, **values)

    cls.__init__ = first


class _Hidden:
    """Stands where a value is that must not be shown."""

    def __init__(self, why: str) -> None:
        self.why = why

    def __repr__(self) -> str:
        return f"<{self.why}>"


def _shown(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the names of the stated fields, with the values that may be shown."""
    for field, value in stated(record):
        who = sensitivity(type(record), field) if field.repr else PERSONAL
        yield field.name, value if who is PUBLIC else _Hidden(who.value)


def _repr(record: Record) -> str:
    shown = (f"{name}={value!r}" for name, value in _shown(record))
    return f"{type(record).__name__}({', '.join(shown)})"


def _hash(record: Record) -> int:
    if getattr(record, "extra", None):
        raise TypeError("a record with extra data cannot be hashed")
    values = (getattr(record, field.name) for field in fields(type(record)))
    return hash((type(record), *(value for value in values if value != {})))


def _explained(declared: "Iterable[attrs.Attribute[Any]]") -> str:
    """Return a line for each field, for ``help`` and for editors."""
    return "\n".join(
        f"    {field.name}: {metadata_of(field).label.english}. {metadata_of(field).help.english}"
        for field in declared
    )


class StringValue(Record):
    """Base of the classes that are written as one text: `parse` reads what ``str`` writes."""

    __slots__ = ()

    pattern: ClassVar[str]
    """What the whole text matches."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a value from its written form."""
        raise NotImplementedError


@PerClassCache
def fields(cls: type) -> "tuple[attrs.Attribute[Any], ...]":
    """Return the fields of a class of the model, with their types resolved.

    Their order is the order in documents: as declared, but for ``id``, which is first, and
    ``extra``, which is last, in a subclass too.
    """
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs.resolve_types(cls))
    return tuple(sorted(found, key=lambda field: _PLACES.get(field.name, 1)))


_PLACES = {"id": 0, "extra": 2}


def label_of(cls: type, name: str) -> Phrase:
    """Return the label of a field of a class of the model."""
    return next(metadata_of(field).label for field in fields(cls) if field.name == name)


def stated(record: Record) -> "Iterator[tuple[attrs.Attribute[Any], Any]]":
    """Yield the fields that hold something, with what they hold."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if states(field, value):
            yield field, value


def states(field: "attrs.Attribute[Any]", value: Any) -> bool:
    """Tell whether a *value* of a *field* says something; what does not is not written."""
    return value not in (None, (), {}, field.default)


def not_empty(record: Record) -> Iterable[Issue]:
    """Refuse a record in which every field is empty."""
    values, defaults = _values[type(record)]
    if values(record) == defaults:
        return (STATES_NOTHING.issue(),)
    return ()


def states_only_first(record: Record) -> bool:
    """Tell whether only the first field of a record says something."""
    values, defaults = _values[type(record)]
    first, *others = values(record)
    return first is not None and tuple(others) == defaults[1:]


@PerClassCache
def _values(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    """Return what gets the values of all fields of a record, and the values that say nothing."""
    names = [field.name for field in fields(cls)]
    nothing = (getattr(field.default, "factory", lambda: field.default)() for field in fields(cls))  # noqa: B023
    return operator.attrgetter(*names), tuple(nothing)


@attrs.frozen
class RequireAny:
    """Refuse a record that states none of the fields *names*, by the *rule* that asks for one."""

    rule: Rule
    names: tuple[str, ...]

    def __call__(self, record: Record) -> Iterable[Issue]:
        """Return the issue, if there is none of them."""
        if any([getattr(record, name) for name in self.names]):  # noqa: C419 - a list is quicker
            return ()
        return (self.rule.issue(),)


def _wrong_types(record: Record) -> Iterator[Issue]:
    for field, conforms in _type_checks(type(record)):
        value = getattr(record, field.name)
        if not conforms(value):
            yield wrong_type(value, field.type).under(field.name, metadata_of(field).label)
        elif type(value) is tuple and len(value) > MAX_LIST_LENGTH:
            yield LIST_TOO_LONG.issue(most=MAX_LIST_LENGTH).under(
                field.name, metadata_of(field).label
            )


@PerClassCache
def _type_checks(cls: type) -> "list[tuple[attrs.Attribute[Any], Callable[[Any], bool]]]":
    return [(field, _conforms(field.type)) for field in fields(cls)]


def _conforms(type_: Any) -> Callable[[Any], bool]:
    """Return what tells whether a value is of *type_*; nothing is near enough."""
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:
        options = [_conforms(option) for option in arguments]
        return lambda value: any(option(value) for option in options)
    if origin is tuple:
        item = _conforms(arguments[0])
        return lambda value: type(value) is tuple and all(map(item, value))
    if type_ in _EXACT_TYPES:
        exact = _EXACT_TYPES[type_]
        return lambda value: type(value) in exact
    kind = origin or type_
    return lambda value: isinstance(value, kind)


_EXACT_TYPES = {
    str: (str,),
    int: (int,),  # to Python, True is an int
    float: (int, float),
    datetime.date: (datetime.date,),  # and a datetime is a date
}


TEXT = Phrase("kind.text", "text")
WHOLE_NUMBER = Phrase("kind.whole_number", "a whole number")
NUMBER = Phrase("kind.number", "a number")
YES_OR_NO = Phrase("kind.yes_or_no", "true or false")
LIST = Phrase("kind.list", "a list")
OBJECT = Phrase("kind.object", "a group of fields")
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
    if isinstance(type_, type) and issubclass(type_, enum.Enum | StringValue | datetime.date):
        return TEXT
    return _KINDS.get(type_, OBJECT)
