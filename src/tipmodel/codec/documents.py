"""Documents: records as JSON and as plain data."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, overload

import attrs
import msgspec

from ..core.issues import InvalidDataError, Issue
from ..core.record import Record, StringValue
from ..core.rules import (
    KEY_UNKNOWN,
    NOT_A_VERSION,
    TOO_MANY_ISSUES,
    UNKNOWN_CHOICE,
    UNKNOWN_TERM,
    VERSION,
)
from ..core.unicode import may_hold_forbidden
from ..model import Training
from . import fast
from .exact import MAX_ISSUES, shared_converter
from .json_text import LIMITS, Limits, measure, parsed, too_deep
from .migrations import STEPS, downgraded, pointer_in, upgraded

R = TypeVar("R", bound=Record)

SCHEMA_VERSION = "1.1"
"""The version of the schema in which documents are written."""

READ_VERSIONS = (*STEPS, SCHEMA_VERSION)
"""The versions of the schema that can be read, the earliest first."""


@overload
def loads(data: bytes | str, *, limits: Limits = ...) -> Training: ...
@overload
def loads(data: bytes | str, cls: type[R], *, limits: Limits = ...) -> R: ...
def loads(data: bytes | str, cls: type[Record] = Training, *, limits: Limits = LIMITS) -> Record:
    """Read one record from JSON.

    Args:
        data: UTF-8 bytes, or text.
        cls: The class of the record.
        limits: The maximum size, depth and digits.

    Returns:
        The record.

    Raises:
        InvalidDataError: With every issue, each with its JSON Pointer.
        TypeError: The data are neither bytes nor text.

    >>> from tipmodel import loads
    >>> loads('{"id": "erbil-1", "title": {"en": "Community policing"}}').id
    'erbil-1'

    """
    if not isinstance(data, bytes | str):
        raise TypeError("loads reads JSON as bytes or str; for plain data there is structure")
    encoded = _encoded(data)
    if encoded is not None:
        made: Record | None = fast.read(encoded, cls, READ_VERSIONS, limits)
        if made is not None:
            return made
    plain = parsed(data, limits)
    helped = encoded is not None and not may_hold_forbidden(encoded)
    converter = fast.assisted_converter() if helped else shared_converter()
    return _structured(plain, cls, limits, converter)


def _encoded(data: bytes | str) -> bytes | None:
    """Return the data in UTF-8; ``None`` for a text with a lone surrogate."""
    try:
        return data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError:
        return None


def dumps(record: Record, *, indent: int | None = None, version: str = SCHEMA_VERSION) -> bytes:
    """Write one record as canonical JSON in UTF-8: the same record, the same bytes.

    Args:
        record: Any record of the model.
        indent: Spaces per level; without it, one line.
        version: The version of the schema to write, for programs that support no later one.

    Returns:
        JSON with the version of the schema, without fields that are not stated.

    Raises:
        InvalidDataError: An earlier version cannot express all of it; each issue names a loss.
        TypeError: The value is written as a text, such as a `PartialDate`, so it is not a document.
        ValueError: The version does not exist.

    >>> from tipmodel import Headcount, dumps
    >>> dumps(Headcount(total=32))
    b'{"schema_version":"1.1","total":32}'
    >>> dumps(Headcount(total=32), version="1.0")
    b'{"schema_version":"1.0","total":32}'

    """
    if version not in READ_VERSIONS:
        raise ValueError(f"there is no version {version}, only {', '.join(READ_VERSIONS)}")
    quickly = fast.write(record)
    plain = _plain(record) if quickly is None else quickly
    if version != SCHEMA_VERSION:
        plain = downgraded(record, msgspec.to_builtins(plain), version)
    data = msgspec.json.encode({"schema_version": version, **plain})
    return msgspec.json.format(data, indent=indent) if indent else data


@overload
def structure(data: Mapping[str, Any]) -> Training: ...
@overload
def structure(data: Mapping[str, Any], cls: type[R]) -> R: ...
def structure(data: Mapping[str, Any], cls: type[Record] = Training) -> Record:
    """Make a record from plain data, such as the result of `json.load`.

    Args:
        data: A mapping of field names to values.
        cls: The class of the record.

    Returns:
        The record.

    Raises:
        InvalidDataError: With every issue, each with its JSON Pointer.

    >>> from tipmodel import Place, structure
    >>> structure({"governorate": "basra"}, Place).governorate
    <Governorate.BASRA: 'basra'>

    """
    return _from_plain(data, cls, LIMITS)


def _from_plain(data: Any, cls: type[Record], limits: Limits) -> Record:
    made: Record | None = fast.read_plain(data, cls, READ_VERSIONS, limits)
    if made is not None:
        return made
    measure(data, limits)
    return _structured(data, cls, limits, shared_converter())


def _structured(data: Any, cls: type[Record], limits: Limits, converter: Any) -> Record:
    version: str | None = None
    if isinstance(data, Mapping) and "schema_version" in data:
        version = data["schema_version"]
        data = {key: value for key, value in data.items() if key != "schema_version"}
        if version not in READ_VERSIONS:
            raise InvalidDataError(*_refusal(version, data, cls, limits, converter))
    if version is not None and version != SCHEMA_VERSION:
        return _of_earlier(data, cls, version, limits, converter)
    try:
        made: Record = converter.structure(data, cls)
    except InvalidDataError as error:
        issues = error.issues
    except RecursionError:  # pragma: no cover - it also stops the tracing of coverage
        issues = too_deep(limits).issues
    else:
        return made
    # What an earlier version had and this one has not is unknown here.
    may_be_older = version is None and any(issue.rule is KEY_UNKNOWN for issue in issues)
    if may_be_older and (older := _of_unknown_version(data, cls, limits, converter)):
        return older
    more = [TOO_MANY_ISSUES.issue(most=MAX_ISSUES)] if len(issues) > MAX_ISSUES else []
    raise InvalidDataError(*issues[:MAX_ISSUES], *more)


def _of_earlier(
    data: Any, cls: type[Record], version: str, limits: Limits, converter: Any
) -> Record:
    """Read data of an earlier version; the pointers of issues refer to these data."""
    current = {"schema_version": SCHEMA_VERSION, **upgraded(data, cls, version)}
    quickly: Record | None = fast.read_plain(current, cls, READ_VERSIONS, limits)
    if quickly is not None:
        return quickly
    try:
        return _structured(current, cls, limits, converter)
    except InvalidDataError as error:
        issues = error.issues
    raise InvalidDataError(
        *(attrs.evolve(issue, pointer=pointer_in(version, issue.pointer)) for issue in issues)
    )


def _of_unknown_version(
    data: Any, cls: type[Record], limits: Limits, converter: Any
) -> Record | None:
    """Read data without a version that are invalid in the current one, if an earlier one fits."""
    for version in READ_VERSIONS[-2::-1]:
        if upgraded(data, cls, version) != data:
            with contextlib.suppress(InvalidDataError):
                return _of_earlier(data, cls, version, limits, converter)
    return None


def _refusal(
    found: Any, data: Any, cls: type[Record], limits: Limits, converter: Any
) -> Iterator[Issue]:
    """Yield why a document of another version is refused, and issues for its unknown parts."""
    if not (isinstance(found, str) and re.fullmatch("[0-9]{1,3}(?:[.][0-9]{1,3}){0,2}", found)):
        yield NOT_A_VERSION.issue(form=f'"{SCHEMA_VERSION}"').under("schema_version")
        return
    yield VERSION.issue(found=found, known=SCHEMA_VERSION).under("schema_version")
    try:
        _structured(data, cls, limits, converter)
    except InvalidDataError as error:
        new = (KEY_UNKNOWN, UNKNOWN_TERM, UNKNOWN_CHOICE)
        yield from (issue for issue in error.issues if issue.rule in new)


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record, without fields that are not stated.

    Args:
        record: Any record of the model.

    Returns:
        Dicts, lists, texts, numbers and booleans, with the version of the schema.

    Raises:
        TypeError: The value is written as a text, such as a `PartialDate`, so it is not a document.

    >>> from tipmodel import Governorate, Place, unstructure
    >>> unstructure(Place(governorate=Governorate.BASRA))
    {'schema_version': '1.1', 'governorate': 'basra'}

    """
    quickly = fast.write(record)
    data = _plain(record) if quickly is None else msgspec.to_builtins(quickly)
    return {"schema_version": SCHEMA_VERSION, **data}


def _plain(record: Record) -> dict[str, Any]:
    if not isinstance(record, Record):
        raise TypeError(f"expected a record, not {type(record).__name__}")
    if isinstance(record, StringValue):
        raise TypeError(f"a {type(record).__name__} is written as one text, and is no document")
    data = shared_converter().unstructure(record)
    return data if isinstance(data, dict) else {"code": data}  # a term may be only a code


def validate(
    data: object, cls: type[Record] = Training, *, limits: Limits = LIMITS
) -> tuple[Issue, ...]:
    """Return every issue of *data*, or none if the data are valid. Invalid data raise no exception.

    Args:
        data: JSON as bytes or text, or plain data.
        cls: The class of the outermost record.
        limits: The maximum size, depth and digits.

    Returns:
        The issues, in the order of the document.

    >>> from tipmodel import validate
    >>> for issue in validate({"id": "erbil-1", "headcount": {"total": -3}}):
    ...     print(issue.pointer, issue.code)
    /title key.missing
    /headcount/total number.out_of_range

    """
    try:
        if isinstance(data, bytes | str):
            loads(data, cls, limits=limits)
        else:
            _from_plain(data, cls, limits)
    except InvalidDataError as error:
        return error.issues
    return ()
