"""The same schema for the other libraries, derived from the same fields, as strict as each can be."""

import datetime
import functools
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

import attrs

from tipmodel import LocalizedText
from tipmodel.core.fields import fields
from tipmodel.core.invariants import Distinct, InOrder, RefersTo, RequireAny
from tipmodel.core.record import Record, StringValue
from tipmodel.core.shape import MAX_LIST_LENGTH
from tipmodel.core.unicode import FORBIDDEN
from tipmodel.core.validators import LANGUAGE_TAG, MAX_TEXT_LENGTH, Each, InRange, OneOf, Text
from tipmodel.vocab.terms import OWN_CODE, Term

YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
CLEAN = "^[^" + FORBIDDEN[1:-1].replace("\ud800-\udfff", "") + "]*$"


def in_rust(pattern: str) -> str:
    """Write a pattern without look-ahead, which the regex engine of Rust does not have."""
    return "^(?:" + pattern.replace("(?!0000)[0-9]{4}", YEAR).replace("(?!0000)", "") + ")$"


_OPEN: set[Any] = set()


def pydantic_model(cls: Any) -> Any:
    """Return a pydantic model with the fields and the rules of a class."""
    return cls.__name__ if cls in _OPEN else _pydantic_model(cls)


@functools.cache
def _pydantic_model(cls: Any) -> Any:
    import pydantic as p

    config = p.ConfigDict(strict=True, extra="forbid", frozen=True)
    invariants = list(_as_pydantic(cls.invariants))

    class Ruled(p.BaseModel):
        model_config = config

        @p.model_validator(mode="after")
        def rules(self) -> Any:
            for check in invariants:
                for _ in check(self):
                    raise ValueError("breaks a rule")
            return self

    _OPEN.add(cls)
    members = {field.name: _pydantic_field(field) for field in fields(cls)}
    _OPEN.discard(cls)
    base = {"__base__": Ruled} if cls.invariants else {"__config__": config}
    return p.create_model(cls.__name__, __module__=__name__, **base, **members)


def _as_pydantic(invariants: Iterable[Any]) -> Iterator[Any]:
    """Yield the rules across fields for a model that holds plain data, as people would write them."""
    pairs = [each for each in invariants if isinstance(each, InOrder) and "." not in each.lower]
    if pairs:
        yield _in_order(pairs)
    yield from (_rule(each) for each in invariants if each not in pairs)


def _rule(check: Any) -> Any:
    if isinstance(check, RequireAny):
        if not check.names:
            return lambda model: [] if model.model_fields_set else [1]
        return lambda model: [] if any(getattr(model, name) for name in check.names) else [1]
    if isinstance(check, InOrder):
        return _in_list(check)
    if isinstance(check, Distinct):
        return lambda model: [1] if _has_twins(_values(model, check.paths)) else []
    if isinstance(check, RefersTo):
        return lambda model: (
            []
            if set(_values(model, check.among)).issuperset(_values(model, (check.path,)))
            else [1]
        )
    return {
        "_is_unknown": lambda _: [],  # its codes are a Literal
        "notes_point_somewhere": _notes_point_somewhere,
    }.get(check.__name__, check)


def _in_order(pairs: Iterable[InOrder]) -> Any:
    lines = ["def rule(m):"]
    for each in pairs:
        least, most = f"m.{each.lower}", f"m.{each.upper}"
        if each.otherwise is not None:
            most = f"({each.otherwise} if {most} is None else {most})"
        both = f"{least} is not None and {most} is not None"
        sign = ">=" if each.strictly else ">"
        are_numbers = f"{least} {sign} {most}"
        if each.lower in ("female", "male", "start"):  # not always comparable
            are_numbers = f"is_broken({least}, {most})"
        lines.append(f"    if {both} and {are_numbers}: return [1]")
    names: dict[str, Any] = {"is_broken": functools.partial(_is_broken, check=next(iter(pairs)))}
    exec("\n".join([*lines, "    return []"]), names)  # noqa: S102 - as people would write it
    return names["rule"]


def _in_list(check: InOrder) -> Any:
    name, _, inner = check.lower.partition(".")
    return lambda model: [
        1
        for each in getattr(model, name)
        if _is_broken(getattr(each, inner), getattr(model, check.upper), check)
    ]


def _is_broken(lower: Any, upper: Any, check: InOrder) -> bool:
    upper = check.otherwise if upper is None else upper
    if lower is None or upper is None:
        return False
    if isinstance(lower, str):
        full = 10
        if not len(lower) == len(upper) == full or "X" in lower + upper:
            return False
    elif not (isinstance(lower, int | float) and isinstance(upper, int | float)):
        return False
    return bool(upper < lower or (check.strictly and upper == lower))


def _values(model: Any, paths: Iterable[str]) -> list[Any]:
    found = []
    for path in paths:
        name, _, inner = path.partition(".")
        for each in getattr(model, name):
            value = getattr(each, inner)
            found += value if isinstance(value, tuple) else [value] if value is not None else []
    return found


def _has_twins(values: list[Any]) -> bool:
    return len(set(values)) < len(values)


def _notes_point_somewhere(training: Any) -> Any:
    return [1 for note in training.notes if note.about and not _leads(training, note.about)]


def _leads(value: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if hasattr(value, "model_fields_set"):
            value = getattr(value, key) if key in value.model_fields_set else None
        elif isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, tuple | list) and key.isdecimal():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return False
        if value is None:
            return False
    return True


def _pydantic_field(field: Any) -> Any:
    import pydantic as p

    type_ = _pydantic_type(field.type, field.validator)
    if field.default is attrs.NOTHING:
        return (type_, ...)
    if field.default == attrs.Factory(dict):
        return (type_, p.Field(default_factory=dict))
    return (type_, field.default)


def _pydantic_type(type_: Any, check: Any) -> Any:
    import pydantic as p

    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:
        options = [a for a in arguments if a is not types.NoneType]
        return typing.Union[tuple(_pydantic_type(o, check) for o in options)]
    if origin is tuple:
        inner = check.item if isinstance(check, Each) else None
        return Annotated[
            tuple[_pydantic_type(arguments[0], inner), ...], p.Field(max_length=MAX_LIST_LENGTH)
        ]
    if origin is Mapping:
        key = Annotated[str, p.StringConstraints(pattern=in_rust(check.pattern))]
        return dict[key, Any]
    if type_ is LocalizedText:
        tag = Annotated[str, p.StringConstraints(pattern=in_rust(LANGUAGE_TAG))]
        text = Annotated[
            str, p.StringConstraints(min_length=1, max_length=MAX_TEXT_LENGTH, pattern=CLEAN)
        ]
        return Annotated[dict[tag, text], p.Field(min_length=1)]
    if isinstance(check, Text):
        pattern = in_rust(check.pattern) if check.pattern else CLEAN
        if "(?!" in pattern:
            raise ValueError(pattern)
        return Annotated[
            str, p.StringConstraints(min_length=1, max_length=check.longest, pattern=pattern)
        ]
    if isinstance(check, OneOf):
        return Literal[tuple(check.known())]
    if isinstance(check, InRange) and type_ in (int, float):
        return Annotated[type_, p.Field(ge=check.least, le=check.most)]
    if type_ is datetime.datetime:
        return p.AwareDatetime
    if isinstance(type_, type) and issubclass(type_, StringValue):
        return Annotated[str, p.StringConstraints(pattern=in_rust(type_.pattern))]
    if isinstance(type_, type) and issubclass(type_, Term):
        codes = Literal[tuple(type_.facts())]
        own = Annotated[str, p.StringConstraints(pattern=in_rust(OWN_CODE))]
        return typing.Union[codes, own, pydantic_model(type_)]
    if isinstance(type_, type) and issubclass(type_, Record):
        return pydantic_model(type_)
    return type_


@functools.cache
def msgspec_struct(cls: Any) -> Any:
    """Return a msgspec struct with the fields of a class, and what its types can check."""
    import msgspec

    members = []
    _OPEN.add(cls)
    for field in fields(cls):
        type_ = _msgspec_type(field.type, field.validator)
        if field.default is attrs.NOTHING:
            members.append((field.name, type_))
        elif field.default == attrs.Factory(dict):
            members.append((field.name, type_, msgspec.field(default_factory=dict)))
        else:
            members.append((field.name, type_, field.default))
    _OPEN.discard(cls)
    struct = msgspec.defstruct(
        cls.__name__,
        members,
        kw_only=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        module=__name__,
    )
    globals()[cls.__name__] = struct
    return struct


def _msgspec_type(type_: Any, check: Any) -> Any:
    from msgspec import Meta

    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:
        options = [a for a in arguments if a is not types.NoneType]
        return typing.Union[tuple(_msgspec_type(o, check) for o in options)]
    if origin is tuple:
        item = _msgspec_type(arguments[0], check.item if isinstance(check, Each) else None)
        return Annotated[tuple[item, ...], Meta(max_length=MAX_LIST_LENGTH)]
    if origin is Mapping:
        return dict[str, Any]
    clean = CLEAN[:-1] + r"\Z"
    if type_ is LocalizedText:
        tag = Annotated[str, Meta(pattern=f"^(?:{LANGUAGE_TAG})\\Z")]
        text = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT_LENGTH, pattern=clean)]
        return Annotated[dict[tag, text], Meta(min_length=1)]
    if isinstance(check, Text):
        pattern = f"^(?:{check.pattern})\\Z" if check.pattern else clean
        return Annotated[str, Meta(min_length=1, max_length=check.longest, pattern=pattern)]
    if isinstance(check, OneOf):
        return Literal[tuple(check.known())]
    if isinstance(check, InRange) and type_ in (int, float):
        return Annotated[type_, Meta(ge=check.least, le=check.most)]
    if isinstance(type_, type) and issubclass(type_, StringValue):
        return Annotated[str, Meta(pattern=f"^(?:{type_.pattern})\\Z")]
    if isinstance(type_, type) and issubclass(type_, Term):
        code = Annotated[str, Meta(pattern=f"^(?:{'|'.join(type_.facts())}|{OWN_CODE})\\Z")]
        return typing.Union[code, msgspec_struct(type_)]
    if isinstance(type_, type) and issubclass(type_, Record):
        return typing.ForwardRef(type_.__name__) if type_ in _OPEN else msgspec_struct(type_)
    return type_


def stock_cattrs_converter() -> Any:
    """Return a cattrs converter for our classes, with the constructors of attrs and few hooks."""
    from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
    from cattrs.preconf.orjson import make_converter

    from tipmodel import Count

    converter = make_converter(forbid_extra_keys=True, omit_if_default=True)

    def is_a(kind: type) -> Any:
        return lambda type_: isinstance(type_, type) and issubclass(type_, kind)

    def term(value: Any, type_: Any) -> Any:
        return type_(code=value) if isinstance(value, str) else structure[type_](value, type_)

    def written_term(cls: Any) -> Any:
        whole = make_dict_unstructure_fn(cls, converter)
        return lambda value: value.code if value.is_code_alone else whole(value)

    class Made(dict[Any, Any]):
        def __missing__(self, cls: Any) -> Any:
            self[cls] = make_dict_structure_fn(cls, converter, _cattrs_forbid_extra_keys=True)
            return self[cls]

    structure = Made()
    converter.register_structure_hook(LocalizedText, lambda value, _: LocalizedText(value))
    converter.register_unstructure_hook(LocalizedText, dict)
    converter.register_structure_hook_func(
        is_a(StringValue), lambda value, type_: type_.parse(value)
    )
    converter.register_unstructure_hook_func(is_a(StringValue), str)
    converter.register_structure_hook_func(is_a(Term), term)
    converter.register_unstructure_hook_factory(is_a(Term), written_term)
    converter.register_structure_hook_func(
        lambda type_: type_ in (int | Count, int | Count | None),
        lambda value, _: structure[Count](value, Count) if isinstance(value, dict) else value,
    )
    return converter
