"""The fields of a class: each described once, for everything that is derived from them."""

import functools
import operator
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import attrs

from ..i18n.phrase import Phrase
from .issues import InvalidDataError, Issue
from .metadata import Sensitivity, metadata_of, not_of_the_model, sensitivity
from .rules import REFUSED
from .shape import Shape, inner_records, shape_of
from .validators import is_known

T = TypeVar("T")


class PerClassCache(dict[Any, T]):
    """A cache of one value for each class; ``cache[cls]`` is faster than a call."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        super().__init__()
        functools.update_wrapper(self, make)
        self.make = make

    def __missing__(self, cls: Any) -> T:
        self[cls] = self.make(cls)
        return self[cls]

    def __call__(self, cls: Any) -> T:
        """Return the value for a class."""
        return self[cls]


@attrs.frozen(eq=False)
class Field:
    """The description of a field, from which everything else is derived.

    Attributes:
        name: Its name in Python and its key in JSON.
        shape: The shape of its value.
        default: Its value if nothing is stated; `attrs.NOTHING` if it is required.
        validator: The validator for values of the right shape, if any.
        sensitivity: Who may see the value: the stricter of the levels of the field and its class.
        type: The resolved annotation.
        metadata: Label, help and example, under ``about``.
        attribute: The attrs field.

    """

    name: str
    shape: Shape
    default: Any
    validator: Any
    sensitivity: Sensitivity
    type: Any
    metadata: Mapping[str, Any]
    attribute: "attrs.Attribute[Any]"

    @property
    def required(self) -> bool:
        """Whether the field is required."""
        return self.default is attrs.NOTHING

    @property
    def takes_none(self) -> bool:
        """Whether the annotation includes ``None``."""
        return type(None) in typing.get_args(self.type)

    @property
    def label(self) -> Phrase:
        """A few words, such as a column heading."""
        return metadata_of(self).label

    @property
    def help(self) -> Phrase:
        """One sentence for the person who fills it in."""
        return metadata_of(self).help

    @property
    def example(self) -> Any:
        """An example value in its JSON form."""
        return metadata_of(self).example

    def issues(self, value: Any, record: Any = None) -> list[Issue]:
        """Return the issues that the validator finds in a *value* of the right shape."""
        if self.validator is None:
            return []
        if is_known(self.validator):
            broken = self.validator.iter_issues(value)
            return [issue.under(self.name, self.label) for issue in broken]
        try:
            self.validator(record, self.attribute, value)
        except InvalidDataError as error:
            return list(error.issues)
        except (ValueError, TypeError):
            return [REFUSED.issue().under(self.name, self.label)]
        return []


@PerClassCache
def fields(cls: type) -> tuple[Field, ...]:
    """Return the fields of a class of the model.

    They are in the order of documents: as declared, except that ``id`` is first and
    ``extra`` last, in a subclass too.

    Raises:
        TypeError: It is no class of the model, or a rule across its fields names a field that
            does not exist, or compares fields that have no common order.

    """
    if not (isinstance(cls, type) and attrs.has(cls)):
        raise not_of_the_model(cls)
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(attrs.resolve_types(cls))
    for invariant in getattr(cls, "invariants", ()):
        paths = getattr(invariant, "names_of_fields", ())
        shapes = [_shape_at(cls, path, invariant) for path in paths]
        if shapes and (reason := getattr(invariant, "why_not", _why_not)(*shapes)):
            raise _wrong_invariant(cls, invariant, reason)
    described = (
        Field(
            each.name,
            shape_of(each.type, each.validator),
            each.default,
            each.validator,
            sensitivity(cls, each),
            each.type,
            each.metadata,
            each,
        )
        for each in found
    )
    return tuple(sorted(described, key=lambda field: _PLACES.get(field.name, 1)))


_PLACES = {"id": 0, "extra": 2}


@PerClassCache
def held(cls: Any) -> frozenset[Any]:
    """Return the classes of the records in the fields of a class."""
    return frozenset(inner for field in fields(cls) for inner in inner_records(field.shape))


@PerClassCache
def reachable(cls: Any) -> frozenset[Any]:
    """Return a class and the classes inside it, at any depth."""
    found: set[Any] = set()
    new = {cls}
    while new:
        found |= new
        new = {inner for each in new for inner in held(each)} - found
    return frozenset(found)


@PerClassCache
def by_name(cls: Any) -> dict[str, Field]:
    """Return the fields of a class by their names."""
    return {field.name: field for field in fields(cls)}


def label_of(cls: type, name: str) -> Phrase:
    """Return the label of a field of a class of the model."""
    return by_name[cls][name].label


def stated(record: Any) -> Iterator[tuple[Field, Any]]:
    """Yield the fields that are stated, with their values."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if states(field, value):
            yield field, value


def states(field: Field, value: Any) -> bool:
    """Return whether a *value* of a *field* is stated; other values are not written."""
    return not (value is None or value in ((), field.default))


def states_only_first(record: Any) -> bool:
    """Return whether only the first field of a record is stated."""
    values, defaults = _values[type(record)]
    first, *others = values(record)
    return first is not None and tuple(others) == defaults[1:]


@PerClassCache
def _values(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[Any, ...]]:
    """Return a getter for all field values, and the defaults."""
    getter = operator.attrgetter(*(field.name for field in fields(cls)))
    return getter, tuple(field.default for field in fields(cls))


def _why_not(*_: Shape) -> str:
    return ""


def _wrong_invariant(cls: Any, invariant: Any, reason: str) -> TypeError:
    return TypeError(f"{type(invariant).__name__} among the invariants of {cls.__name__} {reason}")


def _shape_at(cls: Any, path: str, invariant: Any) -> Shape:
    """Return the shape at a path in an invariant; refuse one that leads nowhere."""
    inner = cls
    for name in path.split("."):
        is_record = isinstance(inner, type) and attrs.has(inner)
        found = attrs.fields_dict(attrs.resolve_types(inner)) if is_record else {}
        if name not in found:
            within = getattr(inner, "__name__", inner)
            reason = f"names {path!r}, but {within} has no field {name!r}"
            raise _wrong_invariant(cls, invariant, reason)
        shape = shape_of(found[name].type)
        inner = shape.inner_type
    return shape
