"""The formats records are kept in, one a module.

A module here that has the functions of `Format` is a format; `_MODULES` says for which
suffixes of file names.
"""

import importlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath
from typing import IO, Any, Protocol, TypeVar, cast

import attrs

from ..errors import UnknownFormatError
from ..record import Record
from ..rules import Issue
from ._rules import FILE_TOO_LARGE

R = TypeVar("R", bound=Record)

LARGEST_FILE = 200_000_000
"""How many bytes a file may have that is read."""

_MODULES = {
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".xlsx": "xlsx",
}


def _ignore(_: Issue) -> None:
    """Tell nobody."""


@attrs.frozen
class Reading:
    """How to read.

    Attributes:
        loads: Reads a record from JSON.
        structure: Builds a record from plain data.
        notice: Is told what was read otherwise than it stands there.
        namespace: Under which namespace of ``extra`` to keep columns that are not known.

    """

    loads: Callable[[bytes, type[Any]], Any]
    structure: Callable[[Any, type[Any]], Any]
    notice: Callable[[Issue], object] = _ignore
    namespace: str | None = None


@attrs.frozen
class Writing:
    """How to write.

    Attributes:
        dumps: Writes one record as canonical JSON.
        language: The language of headings and labels; without one, codes.

    """

    dumps: Callable[[Record], bytes]
    language: str | None = None


class Format(Protocol):
    """What a module for a format has."""

    def read(self, stream: IO[bytes], cls: type[R] | None, reading: Reading) -> Iterator[R]:
        """Yield the records of a file, of *cls* or of what it seems to hold.

        At the end `InvalidDataError` is raised with the issues of all that could not be read.
        """
        ...

    def write(self, records: Iterable[Record], stream: IO[bytes], writing: Writing) -> None:
        """Write records."""
        ...


def format_of(name: str | os.PathLike[str]) -> Format:
    """Return the format of a file by the suffix of its *name*.

    Raises:
        UnknownFormatError: No format has that suffix.

    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in _MODULES:
        raise UnknownFormatError(suffix, tuple(_MODULES))
    return cast("Format", importlib.import_module(f"{__name__}.{_MODULES[suffix]}"))


def size_checked(stream: IO[bytes]) -> IO[bytes]:
    """Refuse a file that is too large to be what it should be.

    Raises:
        InvalidDataError: It is larger than `LARGEST_FILE`.

    """
    too_large = stream.seek(0, 2) > LARGEST_FILE or stream.read(1)  # a device goes on after its end
    stream.seek(0)
    if too_large:
        raise FILE_TOO_LARGE.broken(most=LARGEST_FILE // 1_000_000)
    return stream
