"""Generated constructors: they check values and fill the slots in one pass.

The constructor of a class is generated on the first call, since only then can its types be
resolved. If every value has exactly the type of its field and passes its validator, and no rule
across fields is broken, the slots are filled; otherwise the exact path reports the issues. The
codec generates its readers from the same parts. Generated code can be printed, and appears in
tracebacks: ``print(source(Place, …))``.
"""

import datetime
import functools
import linecache
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from .extra import Extra
from .shape import MAX_LIST_LENGTH, Foreign, JsonObject, Many, Number, Plain, Shape, shape_of
from .unicode import WRITABLE
from .validators import InRange, is_known

_UNFROZEN = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


@functools.cache
def unfrozen_twin(cls: Any) -> type:
    """Return an unfrozen class of the same layout, whose slots can be set at full speed.

    An object becomes a record of *cls* by setting its ``__class__``: a slot of a frozen class
    can only be set through ``object.__setattr__``, which takes three times as long.
    """
    slots = vars(cls).get("__slots__", ())
    return type(f"Unfrozen{cls.__name__}", cls.__bases__, _UNFROZEN | {"__slots__": slots})


def keeps_attrs_init(cls: Any, base: Any) -> bool:
    """Return whether a class must keep the constructor that attrs or its author wrote.

    It must if anything other than the fields, their validators and the invariants affects construction.
    """
    return (
        "__attrs_init__" in vars(cls)  # it has a custom constructor
        or cls.__new__ is not object.__new__
        or cls.__attrs_post_init__ is not base.__attrs_post_init__
        or hasattr(cls, "__attrs_pre_init__")
        or cls.__init_subclass__.__func__ is not base.__init_subclass__.__func__
        or cls.__dictoffset__ != 0
        or not all(map(_is_plain, attrs.fields(cls)))
    )


_EXTRA: Any = Extra.of


def _is_plain(field: "attrs.Attribute[Any]") -> bool:
    return (
        field.init
        and field.kw_only
        and field.alias == field.name
        and (field.converter is None or field.converter is _EXTRA)
        and not isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]
    )


def has_default_init(cls: Any, base: Any) -> bool:
    """Return whether generated code can build records of a class exactly like its constructor."""
    return getattr(cls.__init__, "is_generated", False) and not keeps_attrs_init(cls, base)


MISSING: Any = object()
"""Stands for a required value that is not given."""

BrokenWhen = Callable[[Any, Callable[[Any], str]], str]
"""Returns the condition under which a record ``self`` of a class breaks its invariants."""


def constructor(cls: Any, fields: Iterable[Any], exact: Any, broken_when: BrokenWhen) -> Any:
    """Generate the constructor of a class; unless all values are certainly valid, it calls *exact*."""
    names: dict[str, Any] = {}
    text = source(cls, tuple(fields), exact, broken_when, names)
    return compiled(f"the constructor of {cls.__qualname__}", text, names)["__init__"]


def compiled(title: str, text: str, names: dict[str, Any]) -> dict[str, Any]:
    """Execute generated *text* with *names* as its globals and return them; tracebacks show its lines."""
    filename = f"<tipmodel: {title}>"
    linecache.cache[filename] = len(text), None, text.splitlines(keepends=True), filename
    exec(compile(text, filename, "exec"), names)  # noqa: S102 - the text is generated here
    return names


def source(
    cls: Any, fields: tuple[Any, ...], exact: Any, broken_when: BrokenWhen, names: dict[str, Any]
) -> str:
    """Return the text of a constructor; add the objects that it uses to *names*.

    All names begin with an underscore, which no field does, so they never clash.
    """
    names |= {"_cls": cls, "_Unfrozen": unfrozen_twin(cls), "_exact": exact, "_Extra": Extra}
    names |= {"_set": object.__setattr__, "_misnamed": _misnamed, "_tuple": tuple}
    names |= {"_len": len, "_all": all, "_int": int, "_float": float, "_writable": WRITABLE}
    names |= {"_missing": MISSING} | {f"_default_{field.name}": field.default for field in fields}
    given = ", ".join(f"{field.name}={field.name}" for field in fields)
    free = [field.name for field in fields if isinstance(field.shape, JsonObject)]
    right = [f"({_has_default(field)} or {_is_right(field, names)})" for field in fields]

    def named(thing: Any) -> str:
        name = f"_rule_{len(names)}"
        names[name] = thing
        return name

    return "\n".join(
        [
            f"def __init__(self, /, *_unnamed, {', '.join(map(_parameter, fields))}, **_others):",
            "    if _unnamed or _others: raise _misnamed(self, _others)",
            *(f"    if {name} is not _default_{name}: {name} = _Extra.of({name})" for name in free),
            f"    if self.__class__ is not _cls: return _exact(self, _cls, {given})",
            "    _set(self, '__class__', _Unfrozen)",
            *(f"    self.{field.name} = {field.name}" for field in fields),
            "    self.__class__ = _cls",
            f"    if {' and '.join(right) or 'True'} and not ({broken_when(cls, named)}): return",
            "    _exact(self, _cls)",
        ]
    )


def _parameter(field: Any) -> str:
    # The exact path tells which required values are missing, once the given names are right.
    return f"{field.name}={'_missing' if field.required else _default(field)}"


def _has_default(field: Any) -> str:
    return "False" if field.required else f"{field.name} is {_default(field)}"


def _default(field: Any) -> str:
    return "None" if field.default is None else f"_default_{field.name}"


def _is_right(field: Any, names: dict[str, Any]) -> str:
    """Return the condition that a value has exactly the type of its field and passes its validator."""
    right = _has_type(field.shape, field.name, names)
    if field.validator is None:
        return right
    if not is_known(field.validator):
        return "False"
    names[f"_passes_{field.name}"] = field.validator.passes
    return f"({right} and _passes_{field.name}({field.name}))"


def _has_type(shape: Shape, v: str, names: dict[str, Any]) -> str:
    match shape:
        case Many(item=item):
            inner = _has_type(item, "_x", names)
            return (
                f"({v}.__class__ is _tuple and _len({v}) <= {MAX_LIST_LENGTH}"
                f" and _all([{inner} for _x in {v}]))"
            )
        case Number(inexact=record):
            return f"({_is_whole(shape, v)} or {v}.__class__ is {_named(record, names)})"
        case Plain(type=kind) if kind is float:
            return f"({v}.__class__ is _float or {_is_whole(shape, v)})"
        case Plain(type=kind) if kind is int:
            return _is_whole(shape, v)
        case Foreign() | Plain(type=datetime.datetime):
            return "False"  # the exact path checks more than the class
    return f"{v}.__class__ is {_named(shape.type, names)}"


def _is_whole(shape: Shape, v: str) -> str:
    is_bounded = type(shape.validator) is InRange
    return (
        f"{v}.__class__ is _int" if is_bounded else f"({v}.__class__ is _int and {v} in _writable)"
    )


def _named(cls: Any, names: dict[str, Any]) -> str:
    name = f"_{cls.__name__}_{id(cls)}"  # two classes may share a name
    names[name] = cls
    return name


def _misnamed(record: Any, unknown: Iterable[str]) -> TypeError:
    """Return the error for arguments without a name, or under names that no field has."""
    import difflib  # noqa: PLC0415 - needed only for a mistake

    cls = type(record)
    known = [field.name for field in attrs.fields(cls)]
    said = []
    for name in unknown:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        said.append(f"{cls.__name__} has no field {name!r}{hint}")
    return TypeError(
        "\n".join(said)
        or f"{cls.__name__} takes no values without a name; write {shape_of(cls).sketch}"
    )
