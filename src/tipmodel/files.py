"""Documents: records as JSON, in memory and as plain data."""

import json
import math
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import msgspec

from . import fast
from .codec import shared_converter
from .errors import InvalidDataError
from .model import Training
from .record import Record
from .rules import (
    NO_DATA,
    NOT_A_NUMBER,
    NOT_JSON,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    REPEATED_KEY,
    TOO_DEEP,
    VERSION,
    Issue,
)

SCHEMA_VERSION = "1.0"
"""The version of the schema that documents are written in."""

R = TypeVar("R", bound=Record)


@overload
def loads(data: bytes | str) -> Training: ...
@overload
def loads(data: bytes | str, cls: type[R]) -> R: ...
def loads(data: bytes | str, cls: type[Record] = Training) -> Record:
    """Read one record from JSON.

    Args:
        data: UTF-8 bytes, or text.
        cls: The class of the record.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    if isinstance(data, bytes):
        made: Record | None = fast.read(data, cls, SCHEMA_VERSION)
        if made is not None:
            return made
    return structure(_parsed(data), cls)


def dumps(record: Record, *, indent: int | None = None) -> bytes:
    """Write one record as canonical JSON in UTF-8: the same record, the same bytes.

    Args:
        record: Any record of the model.
        indent: Spaces a level, for people to read; without it, one line.

    """
    plain = {"schema_version": SCHEMA_VERSION, **(fast.write(record) or _plain(record))}
    data = msgspec.json.encode(plain)
    return msgspec.json.format(data, indent=indent) if indent else data


@overload
def structure(data: Mapping[str, Any]) -> Training: ...
@overload
def structure(data: Mapping[str, Any], cls: type[R]) -> R: ...
def structure(data: Mapping[str, Any], cls: type[Record] = Training) -> Record:
    """Build a record from plain data.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    if isinstance(data, Mapping) and "schema_version" in data:
        version = data["schema_version"]
        if version != SCHEMA_VERSION:
            raise InvalidDataError(VERSION.issue(known=SCHEMA_VERSION).under("schema_version"))
        data = {key: value for key, value in data.items() if key != "schema_version"}
    try:
        made: Record = shared_converter().structure(data, cls)
    except InvalidDataError as error:
        raise InvalidDataError(*error.issues) from None  # what could be read is not for others
    except RecursionError:
        raise TOO_DEEP.broken() from None
    return made


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record: what is not stated is left out."""
    return {"schema_version": SCHEMA_VERSION, **_plain(record)}


def _plain(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = shared_converter().unstructure(record)
    return data


def validate(data: object, cls: type[Record] = Training) -> tuple[Issue, ...]:
    """Return every issue of *data*, be it JSON (bytes, text) or plain data; none if valid.

    It never raises on bad data.
    """
    try:
        structure(_parsed(data) if isinstance(data, bytes | str) else data, cls)  # type: ignore[arg-type]
    except InvalidDataError as error:
        return error.issues
    return ()


def _parsed(data: bytes | str) -> Any:
    if isinstance(data, bytes):
        try:
            parsed = msgspec.json.decode(data)
            again = msgspec.json.encode(parsed)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return _parsed_with_words(data)
        if again.count(b'"') == data.count(b'"'):  # or else a key may be given twice
            return parsed
    return _parsed_with_words(data)


def _parsed_with_words(data: bytes | str) -> Any:
    try:
        text = data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise NOT_UTF8.broken() from None
    if not text.strip():
        raise NO_DATA.broken()
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_number
        )
    except json.JSONDecodeError as error:
        raise NOT_JSON.broken(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TOO_DEEP.broken() from None
    except InvalidDataError:
        raise
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise NUMBER_TOO_LONG.broken() from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise REPEATED_KEY.broken(key=next(key for key in keys if keys.count(key) > 1))
    return made


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NUMBER_TOO_LONG.broken()
    return number


def _no_number(found: str) -> Any:
    raise NOT_A_NUMBER.broken(found=found)
