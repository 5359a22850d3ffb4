"""How to read and write files."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from .issues import Issue, Location
from .record import Record


@attrs.frozen
class ReadOptions:
    """How to read a file.

    Attributes:
        loads: Reads a record from JSON.
        structure: Builds a record from plain data.
        notice: Called with an `Issue` for every value that was normalised, and for everything
            that was left out. Without it, leaving something out is an error.
        namespace: The namespace of ``extra`` under which unknown columns are kept.
        encoding: The encoding of a CSV file that is not UTF-8.
        placed: Called with the location of each record in a table before it is yielded.
        headings: The fields of custom headings, and headings to leave out.
        country: The ISO 3166-1 code of telephone numbers and times that state no country.

    """

    loads: Callable[[bytes, type[Any]], Any]
    structure: Callable[[Any, type[Any]], Any]
    notice: Callable[[Issue], object] | None = None
    namespace: str | None = None
    encoding: str | None = None
    placed: Callable[[Location], object] | None = None
    headings: Mapping[str, str] = attrs.field(factory=dict)
    country: str | None = None


@attrs.frozen
class WriteOptions:
    """How to write a file.

    Attributes:
        dumps: Writes one record as canonical JSON.
        language: The language of headings and labels; without one, codes.
        notice: Called with an `Issue` for everything that the format cannot hold and leaves out.
            Without it, leaving something out is an error.

    """

    dumps: Callable[[Record], bytes]
    language: str | None = None
    notice: Callable[[Issue], object] | None = None
