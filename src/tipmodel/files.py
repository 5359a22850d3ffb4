"""Documents: records as JSON, in memory and as plain data, and in files of every format."""

import contextlib
import json
import math
import os
import pathlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, TypeVar, overload

from .codec import shared_converter
from .errors import InvalidDataError
from .formats import Reading, Writing, format_of
from .formats._rows import table_rows
from .model import Training
from .record import Record
from .rules import (
    NO_DATA,
    NOT_A_NUMBER,
    NOT_JSON,
    NOT_UTF8,
    NUMBER_TOO_LONG,
    REPEATED_KEY,
    TOO_DEEP,
    VERSION,
    Issue,
)

SCHEMA_VERSION = "1.0"
"""The version of the schema that documents are written in."""

R = TypeVar("R", bound=Record)
Path = str | os.PathLike[str]
Notice = Callable[[Issue], object] | None


@overload
def loads(data: bytes | str) -> Training: ...
@overload
def loads(data: bytes | str, cls: type[R]) -> R: ...
def loads(data: bytes | str, cls: type[Record] = Training) -> Record:
    """Read one record from JSON.

    Args:
        data: UTF-8 bytes, or text.
        cls: The class of the record.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    return structure(_parsed(data), cls)


def dumps(record: Record, *, indent: int | None = None) -> bytes:
    """Write one record as canonical JSON in UTF-8: the same record, the same bytes.

    Args:
        record: Any record of the model.
        indent: Spaces a level, for people to read; without it, one line.

    """
    separators = None if indent else (",", ":")
    text = json.dumps(unstructure(record), ensure_ascii=False, indent=indent, separators=separators)
    return text.encode()


@overload
def structure(data: Mapping[str, Any]) -> Training: ...
@overload
def structure(data: Mapping[str, Any], cls: type[R]) -> R: ...
def structure(data: Mapping[str, Any], cls: type[Record] = Training) -> Record:
    """Build a record from plain data.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    if isinstance(data, Mapping) and "schema_version" in data:
        version = data["schema_version"]
        if version != SCHEMA_VERSION:
            raise InvalidDataError(VERSION.issue(known=SCHEMA_VERSION).under("schema_version"))
        data = {key: value for key, value in data.items() if key != "schema_version"}
    try:
        made: Record = shared_converter().structure(data, cls)
    except InvalidDataError as error:
        raise InvalidDataError(*error.issues) from None  # what could be read is not for others
    except RecursionError:
        raise TOO_DEEP.broken() from None
    return made


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record: what is not stated is left out."""
    data: dict[str, Any] = shared_converter().unstructure(record)
    return {"schema_version": SCHEMA_VERSION, **data}


def validate(data: object, cls: type[Record] = Training) -> tuple[Issue, ...]:
    """Return every issue of *data*, be it JSON (bytes, text) or plain data; none if valid.

    It never raises on bad data.
    """
    try:
        structure(_parsed(data) if isinstance(data, bytes | str) else data, cls)  # type: ignore[arg-type]
    except InvalidDataError as error:
        return error.issues
    return ()


def _parsed(data: bytes | str) -> Any:
    try:
        text = data.decode() if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise NOT_UTF8.broken() from None
    if not text.strip():
        raise NO_DATA.broken()
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_number
        )
    except json.JSONDecodeError as error:
        raise NOT_JSON.broken(line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TOO_DEEP.broken() from None
    except InvalidDataError:
        raise
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise NUMBER_TOO_LONG.broken() from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise REPEATED_KEY.broken(key=next(key for key in keys if keys.count(key) > 1))
    return made


def _number(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise NUMBER_TOO_LONG.broken()
    return number


def _no_number(found: str) -> Any:
    raise NOT_A_NUMBER.broken(found=found)


@overload
def read(path: Path, *, notice: Notice = ..., namespace: str | None = ...) -> list[Training]: ...
@overload
def read(
    path: Path, cls: type[R], *, notice: Notice = ..., namespace: str | None = ...
) -> list[R]: ...
def read(
    path: Path,
    cls: type[Record] = Training,
    *,
    notice: Notice = None,
    namespace: str | None = None,
) -> Any:
    """Read the records of a file; its suffix says the format: JSON, NDJSON, CSV or XLSX.

    Args:
        path: The file. One object of JSON is a list of one.
        cls: The class of the records; in a table, a row is one.
        notice: Is called with an `Issue` for whatever was read otherwise than it stands there.
        namespace: Keep columns that are not known in ``extra``, under this namespace.

    Raises:
        InvalidDataError: With every issue of the file; those of tables say their cells.
        UnknownFormatError: No format has that suffix.
        MissingLibraryError: The format needs a library that is not installed.
        OSError: The file cannot be read.

    """
    return list(iter_read(path, cls, notice=notice, namespace=namespace))


@overload
def iter_read(
    path: Path, *, notice: Notice = ..., namespace: str | None = ...
) -> Iterator[Training]: ...
@overload
def iter_read(
    path: Path, cls: type[R] | None, *, notice: Notice = ..., namespace: str | None = ...
) -> Iterator[R]: ...
def iter_read(
    path: Path,
    cls: type[Record] | None = Training,
    *,
    notice: Notice = None,
    namespace: str | None = None,
) -> Iterator[Any]:
    """Yield the records of a file as `read` does, one by one.

    Without a class, a table is what its sheet or its headings say, and JSON holds trainings.
    What is right is yielded; the issues of the rest are raised together at the end.
    """
    how = Reading(_parsed, structure, notice or (lambda _: None), namespace)
    with open(path, "rb") as stream:  # noqa: PTH123 - a path may be text
        yield from format_of(path).read(stream, cls, how)


def write(records: Iterable[Record], path: Path, language: str | None = None) -> None:
    """Write records to a file, in the format that its suffix says.

    The file is written beside its place and then put there, so it is never half written.

    Args:
        records: Records of the model; a workbook has a sheet for each of their classes.
        path: The file.
        language: The language of the headings and values of a table; without one, codes.

    Raises:
        InvalidDataError: The format cannot hold them.
        UnknownFormatError: No format has that suffix.
        UnknownLanguageError: There are no words in that language.
        MissingLibraryError: The format needs a library that is not installed.
        OSError: The file cannot be written.

    """
    format = format_of(path)
    with replacing(path) as stream:
        format.write(records, stream, Writing(dumps, language))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file beside *path*, and put it there when all went well."""
    target = pathlib.Path(path).resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as stream:
            yield stream
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def rows(records: Iterable[Record], language: str | None = "en") -> list[dict[str, Any]]:
    """Return a flat row for each record, for data frames and sheets of one's own.

    Args:
        records: Records of one class.
        language: The language of the keys and of labels; without one, codes.

    Returns:
        Dicts with the same keys: numbers, text, dates as text, and ``None``.

    >>> from tipmodel import Participant, Sex
    >>> rows([Participant(id="1", sex=Sex.FEMALE)], "ar")[0]["الجنس"]
    'أنثى'

    """
    return table_rows(list(records), language)
