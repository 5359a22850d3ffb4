"""Documents: records as JSON, in memory and as plain data."""

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import attrs

from .codec import shared_converter
from .errors import InvalidDataError
from .model import Training
from .record import Record
from .rules import (
    NO_DATA,
    NOT_A_NUMBER,
    NOT_A_VERSION,
    NOT_JSON,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    REPEATED_KEY,
    TOO_DEEP,
    TOO_LARGE,
    VERSION,
    Issue,
)
from .schema import SCHEMA_VERSION
from .validators import DEEPEST

R = TypeVar("R", bound=Record)


@attrs.frozen(kw_only=True)
class Limits:
    """How much is read before a document is refused; what it may hold stands in the schema.

    Attributes:
        bytes: The size of the document in UTF-8.
        depth: The levels of lists and objects.
        digits: The characters of one number; with 300 every whole number is finite to
            programs that know only floating-point numbers.

    """

    bytes: int = 20_000_000
    depth: int = DEEPEST
    digits: int = 300


LIMITS = Limits()


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
    return _structured(_parsed(data, limits), cls, limits)


def dumps(record: Record, *, indent: int | None = None) -> bytes:
    """Write one record as canonical JSON in UTF-8: the same record, the same bytes.

    Args:
        record: Any record of the model.
        indent: Spaces a level, for people to read; without it, one line.

    """
    separators = None if indent else (",", ":")
    text = json.dumps(unstructure(record), ensure_ascii=False, indent=indent, separators=separators)
    return text.encode()


@overload
def structure(data: Mapping[str, Any]) -> Training: ...
@overload
def structure(data: Mapping[str, Any], cls: type[R]) -> R: ...
def structure(data: Mapping[str, Any], cls: type[Record] = Training) -> Record:
    """Build a record from plain data.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    return _structured(data, cls, LIMITS)


def _structured(data: Any, cls: type[Record], limits: Limits) -> Record:
    if _is_deeper(data, limits.depth):
        raise TOO_DEEP.broken(most=limits.depth)
    if isinstance(data, Mapping) and "schema_version" in data:
        _refuse_other_version(data["schema_version"])
        data = {key: value for key, value in data.items() if key != "schema_version"}
    try:
        made: Record = shared_converter().structure(data, cls)
    except InvalidDataError as error:
        raise InvalidDataError(*error.issues) from None  # what could be read is not for others
    except RecursionError:
        raise _too_deep(limits) from None
    return made


def _refuse_other_version(found: Any) -> None:
    if found == SCHEMA_VERSION:
        return
    if isinstance(found, str) and re.fullmatch("[0-9]{1,3}(?:[.][0-9]{1,3}){0,2}", found):
        issue = VERSION.issue(found=found, known=SCHEMA_VERSION)
    else:
        issue = NOT_A_VERSION.issue(form=f'"{SCHEMA_VERSION}"')
    raise InvalidDataError(issue.under("schema_version"))


def _is_deeper(data: Any, levels: int) -> bool:
    """Tell whether lists and objects stand in one another more than *levels* deep."""
    level = [data]
    for _ in range(levels + 1):
        containers = {id(each): each for each in level if isinstance(each, _CONTAINERS)}
        if not containers:
            return False
        level = [
            child
            for each in containers.values()
            for child in (each.values() if isinstance(each, Mapping) else each)
        ]
    return True


_CONTAINERS = (dict, list, tuple, Mapping)


def _too_deep(limits: Limits) -> InvalidDataError:
    """Say so where Python itself gave up, under limits that somebody raised."""
    return TOO_DEEP.broken(most=min(limits.depth, DEEPEST))


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record: what is not stated is left out."""
    data: dict[str, Any] = shared_converter().unstructure(record)
    return {"schema_version": SCHEMA_VERSION, **data}


def validate(
    data: object, cls: type[Record] = Training, *, limits: Limits = LIMITS
) -> tuple[Issue, ...]:
    """Return every issue of *data*, be it JSON (bytes, text) or plain data; none if valid.

    It never raises on bad data.
    """
    try:
        plain = _parsed(data, limits) if isinstance(data, bytes | str) else data
        _structured(plain, cls, limits)
    except InvalidDataError as error:
        return error.issues
    return ()


def _parsed(data: bytes | str, limits: Limits) -> Any:
    if _is_larger(data, limits.bytes):
        raise TOO_LARGE.broken(most=limits.bytes)
    try:
        text = data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise NOT_UTF8.broken() from None
    if not text.strip():
        raise NO_DATA.broken()

    def number(literal: str, kind: type = float) -> Any:
        made = kind(literal) if len(literal) <= limits.digits else math.inf
        if math.isinf(made):  # as 1e999 is, which would have a thousand digits
            raise NUMBER_TOO_LONG.broken(most=limits.digits)
        return made

    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_float=number,
            parse_int=lambda literal: number(literal, int),
        )
    except json.JSONDecodeError as error:
        raise NOT_JSON.broken(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _too_deep(limits) from None
    except InvalidDataError:
        raise
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise NUMBER_TOO_LONG.broken(most=min(limits.digits, 4300)) from None


def _is_larger(data: bytes | str, most: int) -> bool:
    if len(data) > most or isinstance(data, bytes):
        return len(data) > most
    return len(data.encode(errors="surrogatepass")) > most


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        raise REPEATED_KEY.broken(key=counted.most_common(1)[0][0])
    return made


def _no_number(found: str) -> Any:
    raise NOT_A_NUMBER.broken(found=found)
