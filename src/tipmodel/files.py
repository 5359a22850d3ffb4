"""Documents: records as JSON, in memory and as plain data."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import msgspec

from . import fast
from .codec import MOST_ISSUES, shared_converter
from .errors import InvalidDataError
from .hygiene import may_hold_forbidden
from .model import Training
from .parsing import LIMITS, Limits, measure, parsed, too_deep
from .record import Notation, Record
from .rules import NOT_A_VERSION, TOO_MANY_ISSUES, VERSION, Issue
from .schema import SCHEMA_VERSION

R = TypeVar("R", bound=Record)


@overload
def loads(data: bytes | str, *, limits: Limits = ...) -> Training: ...
@overload
def loads(data: bytes | str, cls: type[R], *, limits: Limits = ...) -> R: ...
def loads(data: bytes | str, cls: type[Record] = Training, *, limits: Limits = LIMITS) -> Record:
    """Read one record from JSON.

    Args:
        data: UTF-8 bytes, or text.
        cls: The class of the record.
        limits: How much to read at most.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    if isinstance(data, bytes) and limits is LIMITS and len(data) <= limits.bytes:
        made: Record | None = fast.read(data, cls, SCHEMA_VERSION)
        if made is not None:
            return made
    plain = parsed(data, limits)
    helped = isinstance(data, bytes) and not may_hold_forbidden(data)
    converter = fast.assisted_converter() if helped else shared_converter()
    return _structured(plain, cls, limits, converter)


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
    measure(data, LIMITS)
    return _structured(data, cls, LIMITS, shared_converter())


def _structured(data: Any, cls: type[Record], limits: Limits, converter: Any) -> Record:
    if isinstance(data, Mapping) and "schema_version" in data:
        _refuse_other_version(data["schema_version"])
        data = {key: value for key, value in data.items() if key != "schema_version"}
    try:
        made: Record = converter.structure(data, cls)
    except InvalidDataError as error:  # what could be read in spite of it is not for others
        issues, rest = error.issues[:MOST_ISSUES], error.issues[MOST_ISSUES:]
        more = [TOO_MANY_ISSUES.issue(most=MOST_ISSUES)] if rest else []
        raise InvalidDataError(*issues, *more) from None
    except RecursionError:
        raise too_deep(limits) from None
    return made


def _refuse_other_version(found: Any) -> None:
    if found == SCHEMA_VERSION:
        return
    if isinstance(found, str) and re.fullmatch("[0-9]{1,3}(?:[.][0-9]{1,3}){0,2}", found):
        issue = VERSION.issue(found=found, known=SCHEMA_VERSION)
    else:
        issue = NOT_A_VERSION.issue(form=f'"{SCHEMA_VERSION}"')
    raise InvalidDataError(issue.under("schema_version"))


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record: what is not stated is left out."""
    return {"schema_version": SCHEMA_VERSION, **_plain(record)}


def _plain(record: Record) -> dict[str, Any]:
    if isinstance(record, Notation):
        raise TypeError(f"a {type(record).__name__} is written as one text, and is no document")
    data = shared_converter().unstructure(record)
    return data if isinstance(data, dict) else {"code": data}  # a term may be a code alone


def validate(
    data: object, cls: type[Record] = Training, *, limits: Limits = LIMITS
) -> tuple[Issue, ...]:
    """Return every issue of *data*, be it JSON (bytes, text) or plain data; none if valid.

    It never raises on bad data.
    """
    try:
        if isinstance(data, bytes | str):
            loads(data, cls, limits=limits)
        else:
            measure(data, limits)
            _structured(data, cls, limits, shared_converter())
    except InvalidDataError as error:
        return error.issues
    return ()
