"""The contenders; each reads and writes a training under the same rules, as far as it can."""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

import schema
import tipmodel
from tipmodel import Training


class Contender(NamedTuple):
    """How one library reads and writes a training."""

    read: Callable[[bytes], Any]
    write: Callable[[Any], bytes]
    refuses: tuple[type[Exception], ...]
    """The errors that it raises for invalid data; empty if it has no rules."""


def ours() -> Contender:
    """Return this library."""
    return Contender(tipmodel.loads, tipmodel.dumps, (tipmodel.InvalidDataError,))


def pydantic() -> Contender:
    """Return pydantic v2, strict, with constraints in Rust and rules across fields in Python."""
    from pydantic import ValidationError

    model = schema.pydantic_model(Training)
    write = lambda training: training.model_dump_json(exclude_defaults=True).encode()
    return Contender(model.model_validate_json, write, (ValidationError,))


def msgspec_structs() -> Contender:
    """Return msgspec structs with constraints; the first error only, and no rules across fields."""
    import msgspec

    decoder = msgspec.json.Decoder(schema.msgspec_struct(Training))
    return Contender(decoder.decode, msgspec.json.encode, (msgspec.ValidationError,))


def stock_cattrs() -> Contender:
    """Return cattrs with orjson on our attrs classes, with attrs validators and only the necessary hooks."""
    converter = schema.stock_cattrs_converter()
    return Contender(
        functools.partial(converter.loads, cl=Training),
        converter.dumps,
        (Exception,),
    )


def orjson_floor() -> Contender:
    """Return orjson: plain data, no classes, no rules."""
    import orjson

    return Contender(orjson.loads, orjson.dumps, ())


CONTENDERS = {
    "tipmodel": ours,
    "pydantic": pydantic,
    "msgspec structs": msgspec_structs,
    "cattrs + attrs": stock_cattrs,
    "orjson, untyped": orjson_floor,
}
