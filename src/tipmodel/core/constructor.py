"""The quick constructor of records: it makes what is plainly right, and leaves all else to attrs.

For each class a constructor is generated when it is first called, for only then can its types
be resolved. If every value is of the very type of its field and passes its check, and the rules
across fields find nothing, the record is made; otherwise the constructor that attrs wrote is
called, and says what is wrong. The generated text can be read: ``print(source(Place, …))``.
"""

import functools
import types
import typing
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

_UNFROZEN = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}


def unfrozen_twin(cls: Any) -> type:
    """Return a class of the same layout as a frozen one, whose slots are filled at full speed.

    What is filled becomes a record of *cls* by setting its ``__class__``.
    """
    return type(f"Thawed{cls.__name__}", cls.__bases__, _UNFROZEN | {"__slots__": cls.__slots__})


def has_default_init(cls: Any, post_init: Any) -> bool:
    """Tell whether the records of a class are made from their fields as they are given."""
    plain = all(
        field.init and not field.converter and field.alias == field.name
        for field in attrs.fields(cls)
    )
    own_ways = cls.__attrs_post_init__ is not post_init or hasattr(cls, "__attrs_pre_init__")
    return plain and not own_ways


def constructor(cls: Any, fields: Iterable["attrs.Attribute[Any]"], stock: Any) -> Any:
    """Generate the constructor of a class; *stock* is the one that attrs wrote."""
    names = {"cls": cls, "stock": stock, "Thawed": unfrozen_twin(cls), "NOTHING": attrs.NOTHING}
    names["set_anything"] = object.__setattr__
    exec(source(cls, tuple(fields), names), names)  # noqa: S102 - what `source` shows
    return functools.wraps(stock)(names["__init__"])


def source(cls: Any, fields: "tuple[attrs.Attribute[Any], ...]", names: dict[str, Any]) -> str:
    """Return the text of a constructor; what it needs is put among *names*."""
    names |= {f"rule_{number}": check for number, check in enumerate(cls.invariants)}
    names |= {f"default_{field.name}": field.default for field in fields}
    right = [f"({_is_stated(field)} or {_is_right(field, names)})" for field in fields]
    broken = [f"any(rule_{number}(self))" for number in range(len(cls.invariants))]
    return "\n".join(
        [
            f"def __init__(self, *, {', '.join(map(_parameter, fields))}):",
            *(f"    if {f.name} is NOTHING: {f.name} = {{}}" for f in fields if _is_made(f)),
            f"    if self.__class__ is cls and {' and '.join(right)}:",
            "        set_anything(self, '__class__', Thawed)",
            *(f"        self.{field.name} = {field.name}" for field in fields),
            "        self.__class__ = cls",
            f"        if not ({' or '.join(broken) or 'False'}): return",
            f"    stock(self, {', '.join(f'{field.name}={field.name}' for field in fields)})",
        ]
    )


def _is_made(field: "attrs.Attribute[Any]") -> bool:
    return isinstance(field.default, attrs.Factory)  # type: ignore[arg-type]


def _parameter(field: "attrs.Attribute[Any]") -> str:
    if field.default is attrs.NOTHING:
        return field.name
    return f"{field.name}={'NOTHING' if _is_made(field) else f'default_{field.name}'}"


def _is_stated(field: "attrs.Attribute[Any]") -> str:
    """Return the condition that a field has its default and needs no look."""
    if field.default is attrs.NOTHING or _is_made(field):
        return "False"
    return f"{field.name} is {None if field.default is None else f'default_{field.name}'}"


def _is_right(field: "attrs.Attribute[Any]", names: dict[str, Any]) -> str:
    """Return the condition that a value is of the very type of its field and passes its check."""
    right = _is_of(field.type, field.name, names)
    if field.validator is None:
        return right
    names[f"passes_{field.name}"] = getattr(field.validator, "passes", lambda _: False)
    return f"({right} and passes_{field.name}({field.name}))"


def _is_of(type_: Any, v: str, names: dict[str, Any]) -> str:
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:
        options = [_is_of(each, v, names) for each in arguments if each is not types.NoneType]
        return f"({' or '.join(options)})"
    if origin is tuple:
        item = _is_of(arguments[0], "x", names)
        return f"({v}.__class__ is tuple and len({v}) <= 10_000 and all([{item} for x in {v}]))"
    if origin is Mapping:
        return f"{v}.__class__ is dict"
    if type_ is float:
        return f"({v}.__class__ is float or {v}.__class__ is int)"
    names[type_.__name__] = type_
    return f"{v}.__class__ is {type_.__name__}"
