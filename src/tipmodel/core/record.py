"""The base of all classes of the model."""

import functools
import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, cast

import attrs

from . import hooks
from .constructor import MISSING, compiled, constructor, keeps_attrs_init
from .fields import Field, PerClassCache, fields, states
from .issues import InvalidDataError, Issue
from .metadata import PUBLIC, metadata_of, shown_as
from .protection import protected, without_suggestions
from .shape import Object, Shape, Written

R = TypeVar("R", bound="Record")

Invariant = Callable[[Any], Iterable[Issue]]
"""A rule across several fields: takes a record, yields the issues."""

Invariants = tuple[Invariant, ...]
"""The rules of a class; subclasses may add more."""


class _OfInstances:
    """A method of instances but not of their class: Hypothesis prints classes too."""

    def __init__(self, function: Callable[..., None]) -> None:
        self.function = function

    def __get__(self, record: Any, cls: type) -> Callable[..., None]:
        if record is None:
            raise AttributeError
        return functools.partial(self.function, record)


class Record:
    """Base of the classes of the model.

    Define a subclass with `record`, and its fields with `field`. The annotation of a field
    is its type: nothing is coerced. ``None`` and an empty tuple mean *not stated*.
    """

    __slots__ = ("__weakref__",)
    __shape__: ClassVar[type[Shape]] = Object

    if TYPE_CHECKING:
        __attrs_attrs__: ClassVar[Any]

    invariants: ClassVar[Invariants] = ()
    checks: ClassVar[Invariants] = ()

    def __init_subclass__(cls) -> None:
        """Keep the former name of `invariants`, ``checks``, until the next version."""
        super().__init_subclass__()
        if "checks" in vars(cls) and "invariants" not in vars(cls):
            cls.invariants = cls.checks
        cls.checks = cls.invariants

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        """Set translation keys; install ``__repr__``, ``__hash__`` and the generated ``__init__``."""
        for name, function in (("__repr__", _repr), ("__hash__", _hash)):
            setattr(cls, name, function)  # after attrs, which would install its own
        if not keeps_attrs_init(cls, Record):
            _generate_init_when_called(cls)
        declared = attrs.fields(cast("type[attrs.AttrsInstance]", cls))
        for field in declared:
            metadata_of(field).belongs_to(f"{cls.__name__}.{field.name}")
        if cls.__doc__ and "\nFields:\n" not in cls.__doc__:
            cls.__doc__ = f"{inspect.cleandoc(cls.__doc__)}\n\nFields:\n{_explained(declared)}"

    def evolve(self, **changes: Any) -> Self:
        """Return a copy with changed fields, checked like any record.

        Raises:
            InvalidDataError: The copy would break a rule.

        """
        copy: Self = attrs.evolve(self, **changes)  # type: ignore[misc]
        return copy

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        """Show the same values in rich as ``repr``."""
        yield from _shown(self)

    @_OfInstances
    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - as IPython calls it
        """Show the same values in IPython as ``repr``, one field per line."""
        del cycle  # a record never contains itself
        name = type(self).__name__
        with printer.group(4, f"{name}(", ")"):
            for number, (field, value) in enumerate(_shown(self)):
                if number:
                    printer.text(",")
                printer.breakable(" " if number else "")
                printer.text(f"{field}=")
                printer.pretty(value)

    def _repr_html_(self) -> str | None:
        """Show the card in a notebook, if any of the record may be published."""
        try:
            return hooks.notebook(self)
        except ValueError:
            return None

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: Any) -> Any:  # pragma: no cover - like integrations
        """Tell Pydantic how to read and write records."""
        return hooks.pydantic().schema_of(cls)

    @classmethod
    def __get_pydantic_json_schema__(  # pragma: no cover - like integrations
        cls, _: Any, handler: Any
    ) -> Any:
        """Tell Pydantic the schema of records."""
        return hooks.pydantic().json_schema_of(cls, handler)

    def __attrs_post_init__(self) -> None:
        # Only classes with a custom converter or constructor get here.
        known = fields(type(self))
        found = (
            issue for field in known for issue in _mismatches(field, getattr(self, field.name))
        )
        issues = tuple(found) or tuple(broken_invariants(self))
        if issues:
            raise _refused(self, issues)


def _generate_init_when_called(cls: Any) -> None:
    """Install a constructor that replaces itself with the generated one: few programs need them all."""
    attrs_init = cls.__init__

    @functools.wraps(attrs_init)
    def first(self: Any, /, *unnamed: Any, **values: Any) -> None:
        generated = constructor(cls, fields(cls), _construct, broken_when)
        cls.__init__ = functools.wraps(attrs_init)(generated)
        cls.__init__.is_generated = True
        cls.__init__(self, *unnamed, **values)

    first.is_generated = True  # type: ignore[attr-defined]
    cls.__init__ = first


def _construct(self: Any, cls: Any, /, **values: Any) -> None:
    """Check a record by the exact path, and raise every issue at once.

    Args:
        self: The record; its fields are set, unless there are *values* for them.
        cls: The class that declares the fields.
        values: The values for a record of a subclass.

    """
    for name, value in values.items():
        object.__setattr__(self, name, value)
    if type(self) is not cls and _only_inherits(type(self)):
        _generate_init_when_called(type(self))  # the constructor compares the class by identity
    if missing := [f.name for f in fields(cls) if getattr(self, f.name) is MISSING]:
        _empty(self)
        raise TypeError(f"{cls.__name__} needs a value for {' and '.join(missing)}")
    issues = []
    for field in fields(cls):
        value = getattr(self, field.name)
        if value is field.default and value is not attrs.NOTHING:
            continue
        if found := [*_mismatches(field, value)] or field.issues(value, self):
            issues += found
            object.__delattr__(self, field.name)
    issues += broken_invariants(self, partial=bool(issues))
    if issues:
        raise _refused(self, issues)


def _refused(self: Any, issues: Iterable[Issue]) -> InvalidDataError:
    """Empty a record that breaks a rule, and return the error, without values about people."""
    cls = type(self)
    _empty(self)
    discreet = (protected(cls, issue) for issue in without_suggestions(cls, list(issues), Record))
    return InvalidDataError(*discreet)


def _empty(self: Any) -> None:
    """Unset the fields of a record, so that a class that suppresses the error keeps no values."""
    for field in fields(type(self)):
        if hasattr(self, field.name):
            object.__delattr__(self, field.name)


def _only_inherits(cls: Any) -> bool:
    """Return whether a subclass has the fields and the generated constructor of its base."""
    own = vars(cls)
    is_plain = "__init__" not in own and "__attrs_attrs__" not in own
    return is_plain and not keeps_attrs_init(cls, Record)


def fill(
    self: Any, known: Iterable[Field], values: Mapping[str, Any], refused: dict[Any, list[Issue]]
) -> list[Issue]:
    """Set the fields of a new record, and return the issues of the rules across them.

    A field that its validator refuses is unset, and its issues are added to *refused*; rules
    across fields check the rest.

    Args:
        self: The record.
        known: Its fields.
        values: Values of the right shapes; other fields get their defaults.
        refused: The fields with issues. Their validators do not run, and they are unset unless
            they have a value in spite of the issues.

    """
    partial = bool(refused)
    for field in known:
        name = field.name
        if name in refused:
            value = values.get(name, attrs.NOTHING)
        else:
            value = values.get(name, field.default)
            if value is not field.default and (issues := field.issues(value, self)):
                refused[name] = issues
                value = attrs.NOTHING
        if value is not attrs.NOTHING:
            object.__setattr__(self, name, value)
        else:
            partial = True
            if hasattr(self, name):
                object.__delattr__(self, name)
    return list(broken_invariants(self, partial=partial))


def broken_invariants(record: Any, *, partial: bool = False) -> Iterator[Issue]:
    """Yield the issues that the rules across fields find in a record.

    In a *partial* record some fields are unset, here or deeper; a rule that needs
    one of them is skipped.
    """
    for invariant, is_suspicious in _suspicions[type(record)]:
        try:
            if is_suspicious(record):
                yield from invariant(record)
        except AttributeError:
            if not partial:
                raise


@PerClassCache
def _suspicions(cls: Any) -> list[tuple[Invariant, Callable[[Any], bool]]]:
    """Return the rules of a class, each with a function that is false where the rule has no issue."""
    names: dict[str, Any] = {}

    def named(thing: Any) -> str:
        names[name := f"_rule_{len(names)}"] = thing
        return name

    lines = [
        f"def suspicion_{number}(self):\n"
        f"    try: return {check.broken_when(cls, named) if _is_declared(check) else True}\n"
        f"    except AttributeError as error: return error.obj is not self or {getattr(check, 'asks_in_turn', False)}\n"
        f"    except Exception: return True"
        for number, check in enumerate(cls.invariants)
    ]
    compiled(f"the rules of {cls.__qualname__}", "\n".join(lines), names)
    return [(rule, names[f"suspicion_{number}"]) for number, rule in enumerate(cls.invariants)]


def _mismatches(field: Field, value: Any) -> Iterator[Issue]:
    if (value is field.default and not field.required) or (value is None and field.takes_none):
        return
    for issue in field.shape.mismatches(value):
        yield issue.under(field.name, field.label)


def _shown(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the values that a ``repr`` shows: public ones, and a placeholder for each other."""
    for field in fields(type(record)):
        value = getattr(record, field.name, attrs.NOTHING)  # unset, where it could not be read
        if value is attrs.NOTHING or states(field, value):
            level = shown_as(type(record), field)
            yield field.name, value if level is PUBLIC else _Hidden(level.value)


class _Hidden(str):
    """A placeholder for a hidden value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{self}>"


def _repr(record: Record) -> str:
    shown = (f"{name}={value!r}" for name, value in _shown(record))
    return f"{type(record).__name__}({', '.join(shown)})"


def _hash(record: Record) -> int:
    values = [getattr(record, field.name) for field in fields(type(record))]
    return hash((type(record), *values))


def _explained(declared: Iterable["attrs.Attribute[Any]"]) -> str:
    """Return a line for each field, for ``help`` and for editors."""
    return "\n".join(
        f"    {field.name}: {metadata_of(field).label.english}. {metadata_of(field).help.english}"
        for field in declared
    )


def each_of(cls: type[R], given: Iterable[Any]) -> Iterator[R]:
    """Yield records, after checking that each is one of *cls*."""
    if isinstance(given, Record) or not isinstance(given, Iterable):
        of_cls = "" if cls is Record else f" of {cls.__name__}"
        raise TypeError(f"expected records{of_cls}, such as a list, not {type(given).__name__}")
    for record in given:
        if not isinstance(record, cls):
            raise TypeError(f"expected a {cls.__name__}, not {type(record).__name__}")
        yield record


class StringValue(Record):
    """Base of the classes that are written as one text: `parse` is the inverse of ``str``."""

    __slots__ = ()
    __shape__ = Written

    pattern: ClassVar[str]
    """A pattern that matches a whole text exactly if `parse` accepts it."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a value from its written form."""
        raise NotImplementedError

    @classmethod
    def match(cls, text: str) -> re.Match[str] | None:
        """Return the match of a whole text with `pattern`, if there is one.

        Raises:
            TypeError: It is not a text.

        """
        if not isinstance(text, str):
            raise TypeError(f"{cls.__name__}.parse reads text, not {type(text).__name__}")
        return re.fullmatch(cls.pattern, text)


def broken_when(cls: Any, named: Callable[[Any], str]) -> str:
    """Return the condition in Python under which a record ``self`` breaks an invariant.

    Args:
        cls: The class of the record.
        named: Passes an object to the generated code, and returns its name there.

    """
    conditions = [
        f"({check.broken_when(cls, named)})"
        if _is_declared(check)
        else f"{named(any)}({named(check)}(self))"
        for check in cls.invariants
    ]
    return " or ".join(conditions) or "False"


def _is_declared(check: Any) -> bool:
    # A subclass of a declared kind may do more, so only the class itself becomes a condition.
    return "broken_when" in vars(type(check))
