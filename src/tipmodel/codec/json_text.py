"""Turn JSON text into plain data, within limits."""

import math
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import attrs
import msgspec

from ..core.issues import InvalidDataError
from ..core.protection import NOT_TOLD, names_within
from ..core.rules import (
    NAME_OF_FILE,
    NO_DATA,
    NOT_A_NUMBER,
    NOT_JSON,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    REPEATED_KEY,
    TOO_DEEP,
    TOO_LARGE,
)
from ..core.unicode import MAX_NUMBER_LENGTH, may_hold_long_number
from ..core.validators import MAX_DEPTH
from ..model import Training


@attrs.frozen(kw_only=True)
class Limits:
    """The maximum size, depth and number length of a document.

    Attributes:
        bytes: The size of the document in UTF-8.
        depth: The levels of lists and objects.
        digits: The characters of one number. With 300, every whole number is finite in programs
            that have only floating-point numbers.

    """

    bytes: int = 20_000_000
    depth: int = MAX_DEPTH
    digits: int = MAX_NUMBER_LENGTH


LIMITS = Limits()


def parsed(data: bytes | str, limits: Limits = LIMITS) -> Any:
    """Return the plain data of a JSON text.

    Raises:
        InvalidDataError: The text is not JSON, repeats a key, or exceeds a limit.

    """
    if _is_larger(data, limits.bytes):
        raise TOO_LARGE.error(most=limits.bytes)
    plain = _parsed_quickly(data) if isinstance(data, bytes) and limits is LIMITS else None
    if plain is None:
        plain = _parsed_with_words(data, limits)
        measure(plain, limits)
    return plain


def _parsed_with_words(data: bytes | str, limits: Limits) -> Any:
    import json  # noqa: PLC0415 - needed only for bad data

    # Python's errors contain the whole document, so ours is raised outside their handlers.
    text = _decoded(data) if isinstance(data, bytes) else data
    if text is None:
        raise NOT_UTF8.error()
    if not text.strip():
        raise NO_DATA.error()
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_number,
            parse_int=lambda literal: int(_short(literal, limits)),
            parse_float=lambda literal: _finite(_short(literal, limits), limits),
        )
    except json.JSONDecodeError as error:
        refusal = (
            NAME_OF_FILE.error(function="tipmodel.read")
            if _is_name_of_file(text)
            else _not_json(error)
        )
    except RecursionError:
        refusal = too_deep(limits)
    except InvalidDataError as error:
        refusal = error
    except ValueError:  # Python refuses whole numbers of more than 4,300 digits
        refusal = NUMBER_TOO_LONG.error(most=4300)
    raise refusal


def _not_json(error: Any) -> InvalidDataError:
    """Return the error at the position where text stops being JSON, the same in every Python."""
    text, at = error.doc, error.pos
    if error.msg.startswith("Illegal trailing comma"):  # pragma: no cover - CPython 3.13 and later
        # point at the comma itself
        at = len(text) - len(text[at + 1 :].lstrip(" \t\n\r"))
    return NOT_JSON.error(line=text.count("\n", 0, at) + 1, column=at - text.rfind("\n", 0, at))


_is_name_of_file = re.compile(r'[^\n\r\[{"]{1,255}\.[A-Za-z][A-Za-z0-9]{1,7}').fullmatch
"""Whether a text that is not JSON looks like a file name: mine.json."""


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _parsed_quickly(data: bytes) -> Any:
    """Return plain data on the fast path; ``None`` if anything may be wrong."""
    if may_hold_long_number(data) or not is_shallow(data, LIMITS.depth):
        return None
    try:
        plain = msgspec.json.decode(data)
        return plain if _loses_nothing(data, msgspec.json.encode(plain)) else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def says_each_key_once(data: bytes, again: bytes) -> bool:
    """Whether it is certain that no key occurs twice.

    Args:
        data: The JSON.
        again: The parsed data, encoded again, perhaps without default values.

    """
    if _loses_nothing(data, again):
        return True
    return _loses_nothing(data, msgspec.json.encode(msgspec.json.decode(data)))


def _loses_nothing(data: bytes, again: bytes) -> bool:
    """Return whether *again* has as many strings as *data*; a repeated key would be lost."""
    # A quotation mark that is written as \u0022 is no quotation mark here, but one in `again`.
    is_escaped = b"\\" in data and b"u0022" in data
    return again == data or (not is_escaped and again.count(b'"') == data.count(b'"'))


def measure(data: Any, limits: Limits) -> None:
    """Refuse plain data that are nested too deeply.

    Raises:
        InvalidDataError: The data are nested too deeply.

    """
    level = [data]
    for _ in range(limits.depth + 1):
        # Each container is visited once per level, so data that contain themselves terminate.
        containers = {id(each): each for each in level if isinstance(each, _CONTAINERS)}
        if not containers:
            return
        level = []
        for each in containers.values():
            level += each.values() if isinstance(each, Mapping) else each
    raise TOO_DEEP.error(most=limits.depth)


def is_shallow(data: bytes, depth: int) -> bool:
    """Whether JSON is certainly not nested deeper than *depth*."""
    if b"\\" in data:  # an escaped quotation mark does not end a text
        data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    marks = data.translate(None, _NO_MARKS).replace(b'""', b"")  # most texts hold no brackets
    brackets = b"".join(marks.split(b'"')[::2])
    for _ in range(depth // 2):  # a round takes away one level or two
        if not brackets:
            return True
        brackets = brackets.replace(b"[]", b"").replace(b"{}", b"")
    return not brackets


_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))
_CONTAINERS = (dict, list, tuple, Mapping)


def too_deep(limits: Limits) -> InvalidDataError:
    """Return the error for a `RecursionError` of Python itself, within raised limits."""
    return TOO_DEEP.error(most=min(limits.depth, MAX_DEPTH))


def _is_larger(data: bytes | str, most: int) -> bool:
    if len(data) > most or isinstance(data, bytes):
        return len(data) > most
    return len(data.encode(errors="surrogatepass")) > most


def _short(literal: str, limits: Limits) -> str:
    if len(literal) > limits.digits:
        raise NUMBER_TOO_LONG.error(most=limits.digits)
    return literal


def _finite(literal: str, limits: Limits) -> float:
    number = float(literal)
    if math.isinf(number):  # such as 1e999
        raise NUMBER_TOO_LONG.error(most=limits.digits)
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise REPEATED_KEY.error(key=key if _is_key_of_ours(key) else NOT_TOLD)
    return made


def _is_key_of_ours(key: str) -> bool:
    """Return whether a key is the name of a field; any other may be the name of a person."""
    return key == "schema_version" or key in names_within(Training)


def _no_number(found: str) -> Any:
    raise NOT_A_NUMBER.error(found=found)
