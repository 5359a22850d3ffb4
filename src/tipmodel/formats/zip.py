"""Archives of ODK Central: a CSV file for the answers, and one for each repeated part."""

import io
import pathlib
from collections.abc import Iterable, Iterator
from typing import IO

import attrs

from ..core.errors import UnknownFormatError
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..tables.archives import Archive
from ..tables.delimited import delimited
from ..tables.exports import records as records_of
from ..tables.rules import NOT_AN_ARCHIVE
from ..tables.source import RawSheet
from . import _MODULES, MAX_FILE_SIZE, R, size_checked

_MAX_FILES = 1_000


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of the tables, with their repeated parts."""
    yield from records_of(cls, sheets_of(stream, options), options)


def sheets_of(stream: IO[bytes], options: ReadOptions) -> list[RawSheet]:
    """Return the tables of the archive, named after their files; nothing is written to disk."""
    archive = Archive(size_checked(stream), NOT_AN_ARCHIVE, MAX_FILE_SIZE)
    tables = {
        name: info.filename for name, info in archive.entries.items() if _is_table(info.filename)
    }
    if not tables or len(archive.entries) > _MAX_FILES:
        raise NOT_AN_ARCHIVE.error()
    sheets = []
    for name, written in tables.items():
        data = io.BytesIO(b"".join(archive.pieces(name)))
        sheet = delimited(data, options.encoding)
        sheets.append(attrs.evolve(sheet, name=pathlib.PurePosixPath(written).stem))
    return sheets


def _is_table(name: str) -> bool:
    """Whether a file is a table; attachments are in a separate folder."""
    path = pathlib.PurePosixPath(name)
    return path.suffix.lower() == ".csv" and path.parts[0] not in ("media", "__MACOSX")


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Refuse to write, because only servers write this format.

    Raises:
        UnknownFormatError: Always.

    """
    del records, stream, options
    raise UnknownFormatError(".zip", tuple(_MODULES))
