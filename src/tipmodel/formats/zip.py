"""Archives of ODK Central: a CSV file for the answers, and one for each repeated part."""

import io
import pathlib
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

import attrs

from ..core.errors import UnknownFormatError
from ..core.issues import InvalidDataError
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..tables.delimited import delimited
from ..tables.exports import records as records_of
from ..tables.rules import FILE_TOO_LARGE, NOT_AN_ARCHIVE
from ..tables.source import RawSheet
from . import _MODULES, MAX_FILE_SIZE, R, size_checked

_MAX_FILES = 1_000


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of the tables, with their repeated parts."""
    yield from records_of(cls, sheets_of(stream, options), options)


def sheets_of(stream: IO[bytes], options: ReadOptions) -> list[RawSheet]:
    """Return the tables of the archive, named after their files; nothing is written to disk."""
    sheets, size = [], 0
    try:
        with zipfile.ZipFile(size_checked(stream)) as archive:
            names = [info for info in archive.infolist() if _is_table(info.filename)]
            if not names or len(archive.infolist()) > _MAX_FILES:
                raise NOT_AN_ARCHIVE.error()
            for info in names:
                with archive.open(info) as file:
                    data = file.read(MAX_FILE_SIZE - size + 1)
                size += len(data)
                if size > MAX_FILE_SIZE:
                    raise FILE_TOO_LARGE.error(most=MAX_FILE_SIZE // 1_000_000)
                sheet = delimited(io.BytesIO(data), options.encoding)
                sheets.append(attrs.evolve(sheet, name=pathlib.PurePosixPath(info.filename).stem))
    except InvalidDataError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise NOT_AN_ARCHIVE.error() from None
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
