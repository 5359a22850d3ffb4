"""How to read and write files."""

from collections.abc import Callable
from typing import Any

import attrs

from .issues import Issue
from .record import Record


def _ignore(_: Issue) -> None:
    """Ignore the notice."""


@attrs.frozen
class ReadOptions:
    """How to read a file.

    Attributes:
        loads: Reads a record from JSON.
        structure: Builds a record from plain data.
        notice: Called with an `Issue` for every value that was read otherwise than it stands there.
        namespace: The namespace of ``extra`` under which unknown columns are kept.

    """

    loads: Callable[[bytes, type[Any]], Any]
    structure: Callable[[Any, type[Any]], Any]
    notice: Callable[[Issue], object] = _ignore
    namespace: str | None = None


@attrs.frozen
class WriteOptions:
    """How to write a file.

    Attributes:
        dumps: Writes one record as canonical JSON.
        language: The language of headings and labels; without one, codes.

    """

    dumps: Callable[[Record], bytes]
    language: str | None = None
