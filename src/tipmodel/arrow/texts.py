"""A check of the bytes of whole columns, which usually proves at once that all texts are clean."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from ..core import unicode

_BLANKS_OF_NO_SPACE = tuple(char.encode() for char in (*unicode.JOINERS, "\u2800"))


def _texts_in(array: Any) -> Iterator[bytes]:
    type_ = array.type
    if pa.types.is_string(type_):
        if len(array):
            _, offsets, data = array.buffers()
            if data is not None:
                starts = memoryview(offsets).cast("i")
                first, last = starts[array.offset], starts[array.offset + len(array)]
                yield data.slice(first, last - first).to_pybytes()
    elif pa.types.is_map(type_):
        yield from _texts_in(array.keys)
        yield from _texts_in(array.items)
    elif pa.types.is_list(type_):
        yield from _texts_in(array.values)
    elif pa.types.is_struct(type_):
        for number in range(type_.num_fields):
            yield from _texts_in(array.field(number))


def may_hold_forbidden(array: Any, *, escapes: bool = False) -> bool:
    """Whether a text may be blank in an unusual way or contain a forbidden character.

    Args:
        array: An array with the type of a class.
        escapes: Whether some texts may be JSON, which can escape a character.

    """
    for data in _texts_in(array):
        if b"\\" in data:
            if escapes:
                return True
            data = data.replace(b"\\", b"/")  # noqa: PLW2901
        # Carriage returns may separate values of JSON.
        if b"\r" in data or unicode.may_hold_forbidden(data):
            return True
        if b"\xe2" in data and any(blank in data for blank in _BLANKS_OF_NO_SPACE):
            return True
    return False
