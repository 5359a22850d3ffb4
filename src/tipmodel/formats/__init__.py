"""The formats of files, one module each.

A module with the functions of `Format` is a format. `_MODULES` maps the suffixes of file
names to those here; packages add others by entry points of the group ``tipmodel.formats``.
"""

import contextlib
import functools
import importlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath
from typing import IO, Any, Protocol, TypeVar, cast

from ..core.errors import BrokenExtensionError, UnknownFormatError
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..i18n.errors import PACKAGE_FAILURES, TipmodelError
from ..tables.rules import FILE_TOO_LARGE

R = TypeVar("R", bound=Record)

MAX_FILE_SIZE = 200_000_000
"""The maximum size of a file to read, in bytes."""

_MODULES = {
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ics": "ics",
    ".parquet": "parquet",
}
_READ_ONLY = {".zip": "zip"}


class Format(Protocol):
    """The functions of a module for a format."""

    def read(self, stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
        """Yield the records of a file, of *cls* or of the class that the file suggests.

        At the end, raise `InvalidDataError` with all issues.
        """
        ...

    def write(self, records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
        """Write records."""
        ...


def format_of(name: str | os.PathLike[str]) -> Format:
    """Return the format of a file by the suffix of its *name*.

    Raises:
        UnknownFormatError: No format has that suffix.
        BrokenExtensionError: The package that adds the format cannot be imported.

    """
    suffix = PurePath(name).suffix.lower()
    modules = _MODULES | _READ_ONLY
    if suffix in modules:
        return cast("Format", importlib.import_module(f"{__name__}.{modules[suffix]}"))
    others = _from_outside()
    if suffix in others:
        return cast("Format", _Extension(suffix, others[suffix]))
    raise UnknownFormatError(suffix, (*_MODULES, *others))


@functools.cache
def _from_outside() -> dict[str, Any]:
    """Return the entry points by suffix; their names are suffixes without the dot."""
    from importlib import metadata  # noqa: PLC0415 - hardly ever needed

    return {f".{point.name}": point for point in metadata.entry_points(group="tipmodel.formats")}


class _Extension:
    """A format of another package, whose failures are reported as `BrokenExtensionError`."""

    def __init__(self, suffix: str, point: Any) -> None:
        self._suffix = suffix
        self._package = point.dist.name if point.dist else point.module
        with self._blamed():
            self._format = point.load()
            self._read, self._write = self._format.read, self._format.write

    @contextlib.contextmanager
    def _blamed(self, of_caller: Collection[BaseException] = ()) -> Iterator[None]:
        try:
            yield
        except (TipmodelError, OSError):
            raise
        except PACKAGE_FAILURES as error:
            if any(error is each for each in of_caller):
                raise
            raise BrokenExtensionError(self._package, self._suffix) from error

    def read(self, stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
        """Yield the records of a file."""
        with self._blamed():
            yield from self._read(stream, cls, options)

    def write(self, records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
        """Write records; an error of the iterable is not one of the format."""
        of_caller: list[BaseException] = []

        def given() -> Iterator[Record]:
            try:
                yield from records
            except PACKAGE_FAILURES as error:
                of_caller.append(error)
                raise

        with self._blamed(of_caller):
            self._write(given(), stream, options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._format, name)


def size_checked(stream: IO[bytes]) -> IO[bytes]:
    """Refuse a file that is too large.

    Raises:
        InvalidDataError: The file is larger than `MAX_FILE_SIZE`.

    """
    too_large = stream.seek(0, 2) > MAX_FILE_SIZE or stream.read(
        1
    )  # a device may continue after its end
    stream.seek(0)
    if too_large:
        raise FILE_TOO_LARGE.error(most=MAX_FILE_SIZE // 1_000_000)
    return stream
