"""A guard in front of workbooks: how much is really in the package, and how far its cells reach.

The reader makes room for every cell up to the last one, so two cells far apart would fill
the memory; and a package can hold far more than its size says. Both are seen here before.
"""

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from .rules import FILE_TOO_LARGE, NOT_A_SPREADSHEET, SHEET_TOO_LARGE

MAX_UNPACKED_SIZE = 600_000_000
"""How many bytes a workbook may have when unpacked."""

MAX_ROWS = 199_999
MAX_COLUMNS = 130

_CHUNK = 1 << 20
_CELL = rb'c[\s/>](?!r="(?:[A-Z]|[A-D][A-Z])1?[0-9]{1,5}")'
_beyond = re.compile(rb"<" + _CELL).search
_maybe_prefixed = re.compile(rb":c[\s/>]").search
_prefixed_beyond = re.compile(rb"<[^<>\s:]{1,50}:" + _CELL).search


def checked(stream: IO[bytes]) -> IO[bytes]:
    """Refuse a workbook that would not fit into memory.

    A cell that does not say its place, as every spreadsheet program does, is refused too.

    Raises:
        InvalidDataError: It is too large, reaches too far, or is no workbook.

    """
    try:
        with zipfile.ZipFile(stream) as package:
            for part in _parts(package):
                if _beyond(part) or (_maybe_prefixed(part) and _prefixed_beyond(part)):
                    raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise NOT_A_SPREADSHEET.error() from None
    stream.seek(0)
    return stream


def _parts(package: zipfile.ZipFile) -> Iterator[bytes]:
    """Yield all that is in the package, in pieces that end before a tag."""
    left = MAX_UNPACKED_SIZE
    for entry in package.infolist():
        info = copy.copy(entry)
        info.file_size = left + 1  # what the package says of its sizes may be a lie
        rest = b""
        with package.open(info) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise FILE_TOO_LARGE.error(most=MAX_UNPACKED_SIZE // 1_000_000)
                piece = rest + chunk
                cut = piece.rfind(b"<")
                cut = len(piece) if cut < 0 else cut
                yield piece[:cut]
                rest = piece[cut:]
        yield rest
