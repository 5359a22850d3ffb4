"""Kinds of rules across fields, declared as data.

Everything about such a rule is derived from its declaration: the check in Python, the condition in
generated code, the function in JavaScript, the constraint in a form, the test of whole columns, its
entry among the rules that JSON Schema cannot express, and records that break it. A rule of another
kind is a function.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

import attrs

from ..i18n.phrase import Phrase
from .fields import Field, by_name, fields, label_of, states
from .issues import Issue, Rule
from .metadata import PERSONAL, metadata_of
from .protection import NOT_TOLD
from .record import Record
from .rules import STATES_NOTHING
from .shape import Many, Number, Plain, Shape

LABEL = "label"
"""As a parameter of a sentence: the label of the first field of the path."""

_IS_TUPLE: Any = attrs.validators.instance_of(tuple)


@attrs.frozen
class RequireAny:
    """Refuse a record that states none of some fields.

    Attributes:
        rule: The rule that requires one of them.
        names: The names of the fields; if empty, all fields of the class.

    """

    rule: Rule
    names: tuple[str, ...] = attrs.field(default=(), validator=_IS_TUPLE)

    @property
    def names_of_fields(self) -> tuple[str, ...]:
        """The fields that the rule names, which the class must have."""
        return self.names

    def __call__(self, record: Record) -> Iterable[Issue]:
        """Return the issue if none of them is stated."""
        for field in self.fields(type(record)):
            if states(field, getattr(record, field.name)):
                return ()
        return (self.rule.issue(),)

    def fields(self, cls: type) -> tuple[Field, ...]:
        """Return the fields, of which one must be stated."""
        return tuple(each for each in fields(cls) if not self.names or each.name in self.names)

    def broken_when(self, cls: type, named: Callable[[Any], str]) -> str:
        """Return the condition in Python under which a record ``self`` states none of them."""
        return " and ".join(_states_nothing(field, named) for field in self.fields(cls))


not_empty = RequireAny(STATES_NOTHING)
"""Refuse a record in which every field is empty."""


@attrs.frozen
class InOrder:
    """Refuse a record in which the upper of two values is certainly less than the lower one.

    Numbers are compared if both are exact, dates and times as far as they are known.

    >>> from tipmodel import Duration, DurationUnit
    >>> Duration.invariants[0].lower, Duration.invariants[0].upper
    ('value', 'at_most')

    Attributes:
        lower: The field with the lesser value, or a path to it: ``groups.count`` is the
            ``count`` of each of the ``groups``.
        upper: The field with the greater value.
        rule: The rule that compares them.
        at: The one of the two fields that the issue points to.
        strictly: Whether equal values break the rule too.
        otherwise: The greatest value allowed if *upper* is not stated.
        params: The field whose value fills each parameter of the sentence, or `LABEL`.

    """

    lower: str
    upper: str
    rule: Rule
    at: str = attrs.field(kw_only=True)
    strictly: bool = attrs.field(default=False, kw_only=True)
    otherwise: int | None = attrs.field(default=None, kw_only=True)
    params: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, hash=False)

    def __attrs_post_init__(self) -> None:
        if "." in self.upper:
            raise ValueError(f"the upper value is in a field of the record, not at {self.upper!r}")
        both = (self.lower, self.upper)
        for name, said in {"at": self.at, **self.params}.items():
            if said not in both and (name == "at" or said != LABEL):
                raise ValueError(f"{name!r} must be one of {', '.join(both)}, not {said!r}")

    @property
    def names_of_fields(self) -> tuple[str, ...]:
        """The fields that the rule names, which the class must have."""
        return self.lower, self.upper

    def why_not(self, lower: Shape, upper: Shape) -> str:
        """Return why values of two shapes cannot be compared so, or an empty text."""
        order = _order_of(lower.item if isinstance(lower, Many) else lower)
        if order is None or order is not _order_of(upper):
            return f"compares {self.lower!r} with {self.upper!r}, which have no common order"
        if self.otherwise is not None and order is not float:
            return "gives a number for what is not stated, but compares no numbers"
        if self.strictly and hasattr(order, "before"):
            return f"is strict about {order.__name__}, which may be equal without being the same"
        return ""

    def __call__(self, record: Record) -> Iterator[Issue]:
        """Yield an issue for each pair in the wrong order."""
        upper = getattr(record, self.upper)
        upper = self.otherwise if upper is None else upper
        for path, lower in _values(record, self.lower):
            if _is_less(upper, lower) or (self.strictly and _are_equal(upper, lower)):
                values = {self.lower: lower, self.upper: upper}
                values[LABEL] = label_of(type(record), str(path[0]))
                params = {
                    name: NOT_TOLD if _is_personal(type(record), each) else _written(values[each])
                    for name, each in self.params.items()
                }
                yield _under(
                    record, path if self.at == self.lower else (self.upper,), self.rule, params
                )

    def broken_when(self, cls: type, named: Callable[[Any], str]) -> str:
        """Return the condition in Python under which a record ``self`` is in the wrong order."""
        lower, loops, shape = _expression(cls, self.lower)
        upper, sign = f"self.{self.upper}", "<=" if self.strictly else "<"
        other = by_name[cls][self.upper].shape
        if self.otherwise is not None:
            upper = f"({self.otherwise} if {upper} is None else {upper})"
        both = f"{_is_comparable(shape, lower)} and {_is_comparable(other, upper)}"
        is_plain = isinstance(shape, Number | Plain)
        wrong = f"{upper} {sign} {lower}" if is_plain else f"{upper}.before({lower})"
        broken = f"{both} and {wrong}"
        return f"{named(any)}({broken} {loops})" if loops else broken


@attrs.frozen
class Distinct:
    """Refuse a value that occurs twice.

    Attributes:
        paths: Paths to the values, such as ``speakers.id``, in the order of reading.
        rule: The rule that each may be used only once.

    """

    paths: tuple[str, ...] = attrs.field(validator=_IS_TUPLE)
    rule: Rule

    asks_in_turn: ClassVar[bool] = True
    """What it finds at the first paths is an issue, even if a field of a later one is unset."""

    @property
    def names_of_fields(self) -> tuple[str, ...]:
        """The fields that the rule names, which the class must have."""
        return self.paths

    def __call__(self, record: Record) -> Iterator[Issue]:
        """Yield an issue for each value that was used before."""
        seen = set()
        for path in self.paths:
            for steps, value in _values(record, path):
                if value in seen:
                    yield _under(record, steps, self.rule)
                seen.add(value)

    def broken_when(self, cls: type, named: Callable[[Any], str]) -> str:
        """Return the condition in Python under which a value of a record ``self`` occurs twice."""
        several = ", ".join(f"*{_listed(cls, path)}" for path in self.paths)
        return f"{named(_has_twins)}([{several}])"


@attrs.frozen
class RefersTo:
    """Refuse a value that does not occur among others.

    Attributes:
        path: The path to the values, such as ``sessions.speakers``.
        among: The paths to the values they may have, such as ``speakers.id``.
        rule: The rule that they must occur there.

    """

    path: str
    among: tuple[str, ...] = attrs.field(validator=_IS_TUPLE)
    rule: Rule

    @property
    def names_of_fields(self) -> tuple[str, ...]:
        """The fields that the rule names, which the class must have."""
        return self.path, *self.among

    def __call__(self, record: Record) -> Iterator[Issue]:
        """Yield an issue for each value that does not occur there."""
        asked = list(_values(record, self.path))
        if asked:
            known = {
                value for path in self.among for _, value in _values(record, path, strict=True)
            }
            for steps, value in asked:
                if value not in known:
                    yield _under(record, steps, self.rule)

    def broken_when(self, cls: type, _: Callable[[Any], str]) -> str:
        """Return the condition in Python under which a value of a record ``self`` is not there."""
        known = ", ".join(f"*{_listed(cls, path)}" for path in self.among)
        first = self.path.partition(".")[0]
        is_list = isinstance(by_name[cls][first].shape, Many)
        stated = f"self.{first}" if is_list else f"self.{first} is not None"
        return f"{stated} and not {{{known}}}.issuperset({_listed(cls, self.path)})"


Declared = RequireAny | InOrder | Distinct | RefersTo
"""The kinds of rules across fields that are declared."""


def _states_nothing(field: Field, named: Callable[[Any], str]) -> str:
    if field.required:
        return "False"
    if field.default is None:
        return f"self.{field.name} is None"
    return f"(not self.{field.name} or self.{field.name} == {named(field.default)})"


def _is_personal(cls: Any, path: str) -> bool:
    """Return whether the values at a path are personal, although the record is not.

    The values of a personal record are left out of its issues together with their places.
    """
    if metadata_of(cls).sensitivity is PERSONAL:
        return False
    for step in path.split(".") if path != LABEL else ():
        field = by_name[cls][step]
        if field.sensitivity is PERSONAL:
            return True
        cls = field.shape.inner_type
    return False


def _order_of(shape: Shape) -> Any:
    """Return the type in whose order values of a shape are; ``None`` if they have none."""
    if isinstance(shape, Number) or shape.type in (int, float):
        return float
    is_ordered = shape.type in _DAYS or hasattr(shape.type, "before")
    return shape.type if is_ordered else None


_DAYS = (datetime.date, datetime.datetime)


def _is_comparable(shape: Shape, value: str) -> str:
    """Return the condition in Python that a value is stated, and exact if it is a number."""
    return f"{value}.__class__ is int" if isinstance(shape, Number) else f"{value} is not None"


def _are_equal(value: Any, other: Any) -> bool:
    """Return whether values are certainly equal; two inexact numbers are not."""
    return isinstance(value, int | float | datetime.date) and bool(value == other)


def _is_less(value: Any, other: Any) -> bool:
    """Return whether a value is certainly less; an inexact or uncertain value is not."""
    before = getattr(value, "before", None)
    if before is not None:
        return bool(before(other))
    kind: Any = int | float if isinstance(value, int | float) else type(value)
    return (
        isinstance(value, int | float | datetime.date) and isinstance(other, kind) and value < other
    )


def _written(value: Any) -> Any:
    """Return a value for a sentence; a float without needless digits."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else f"{value:g}"
    return value if isinstance(value, int | Phrase) or hasattr(value, "text") else str(value)


def _under(
    record: Record, path: tuple[str | int, ...], rule: Rule, params: Mapping[str, Any] | None = None
) -> Issue:
    """Return an issue at a place in a record, with the label of the innermost field."""
    cls: Any = type(record)
    label = None
    for step in path:
        if isinstance(step, str):
            field = by_name[cls][step]
            label, cls = field.label, field.shape.inner_type
    issue = rule.issue(**(params or {}))
    for step in reversed(path):
        issue = issue.under(step, label)
    return issue


def _values(
    record: Record, path: str, *, strict: bool = False
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Yield the stated values at a path, each with its place.

    In a record that could be read only in part, some fields are unset. If the first field of the
    path is unset, this raises `AttributeError`; for deeper ones, only if *strict*.
    """
    first, *rest = path.split(".")
    yield from _inside(getattr(record, first), (first,), rest, strict=strict)


def _inside(
    value: Any, place: tuple[str | int, ...], names: list[str], *, strict: bool
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _inside(item, (*place, index), names, strict=strict)
    elif value is not None and names:
        first, *rest = names
        inner = getattr(value, first) if strict else getattr(value, first, None)
        yield from _inside(inner, (*place, first), rest, strict=strict)
    elif value is not None:
        yield place, value


def _expression(cls: Any, path: str) -> tuple[str, str, Any]:
    """Return Python for one value at a path, the loops that lead to it, and its shape."""
    value, loops, shape = "self", list[str](), None
    steps = path.split(".")
    for depth, step in enumerate(steps, 1):
        value, shape, item = f"{value}.{step}", by_name[cls][step].shape, f"each{len(loops)}"
        if isinstance(shape, Many):
            loops.append(f"for {item} in {value}")
            value, shape = item, shape.item
        elif depth < len(steps):
            loops.append(f"for {item} in ({value},) if {item} is not None")
            value = item
        cls = shape.type
    return value, " ".join(loops), shape


def _listed(cls: type, path: str) -> str:
    """Return Python for a list of the stated values at a path."""
    value, loops, _ = _expression(cls, path)
    if not loops:
        return f"([{value}] if {value} is not None else [])"
    return f"[{value} {loops} if {value} is not None]"


def _has_twins(values: list[Any]) -> bool:
    return len(set(values)) < len(values)
