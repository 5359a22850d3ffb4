"""ZIP archives as strangers send them, read within bounds.

Every reader of an archive sees the same: a name stands in it once. Nothing is allocated because the
archive says so: not by the size an entry claims, nor by the dictionary of a compression; so an entry
is stored or deflated, which is all that spreadsheets and servers write.
"""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, TypeVar
from xml.parsers import expat

from ..core.issues import InvalidDataError, Rule
from .rules import FILE_TOO_LARGE, PROTECTED

CHUNK = 1 << 18
"""The number of bytes that are unpacked at once."""

_DEFECTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(LookupError, ValueError, OSError, OverflowError, expat.ExpatError),
)
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


T = TypeVar("T")


def refusing(rule: Rule, items: Iterator[T]) -> Iterator[T]:
    """Yield items, and report as one issue whatever a broken archive, or a broken file in it, causes.

    Raises:
        InvalidDataError: Anything is wrong.

    """
    try:
        yield from items
    except InvalidDataError:
        raise
    except _DEFECTS:
        pass
    else:
        return
    raise rule.error()  # outside the handler: what went wrong may quote what was read


class Archive:
    """An archive that is being read.

    Args:
        stream: The file.
        unreadable: The rule that a broken archive breaks.
        most: The number of bytes that may be unpacked from it.

    Attributes:
        entries: The entries by their names, which are compared as Excel compares them: in any case
            and slash.

    Raises:
        InvalidDataError: It is no archive, holds two entries of one name, or has a password.

    """

    def __init__(self, stream: IO[bytes], unreadable: Rule, most: int) -> None:
        self._unreadable, self._most, self._left = unreadable, most, most
        self.entries: dict[str, zipfile.ZipInfo] = {}
        (self._file,) = refusing(unreadable, map(zipfile.ZipFile, (stream,)))
        for info in self._file.infolist():
            name = info.filename.replace("\\", "/").lstrip("/").lower()
            if name in self.entries or info.compress_type not in _COMPRESSIONS:
                raise unreadable.error()
            if info.flag_bits & 1:
                raise PROTECTED.error()
            self.entries[name] = info

    def pieces(self, name: str) -> Iterator[bytes]:
        """Unpack an entry, piece by piece.

        Raises:
            InvalidDataError: There is no such entry, it is broken, or the archive is too large.

        """
        return refusing(self._unreadable, self._pieces(name.lower()))

    def _pieces(self, name: str) -> Iterator[bytes]:
        info = copy.copy(self.entries[name])
        # What the archive says of its sizes may be a lie. There is room for one more piece, since
        # where the size ends the checksum is compared, and too much would be told as a broken file.
        info.file_size = self._left + 2 * CHUNK
        with self._file.open(info) as part:
            while piece := part.read(CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise FILE_TOO_LARGE.error(most=self._most // 1_000_000)
                yield piece
