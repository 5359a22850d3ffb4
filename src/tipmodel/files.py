"""Documents: records as JSON, in memory and as plain data, and in files of every format."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

import msgspec

from .codec import fast
from .codec.exact import MAX_ISSUES, shared_converter
from .codec.json_text import LIMITS, Limits, measure, parsed, too_deep
from .core.issues import InvalidDataError, Issue
from .core.options import ReadOptions, WriteOptions
from .core.record import Record, StringValue
from .core.rules import NOT_A_VERSION, TOO_MANY_ISSUES, VERSION
from .core.unicode import may_hold_forbidden
from .formats import format_of
from .model import Training
from .replacing import Path, replacing
from .views.schema import SCHEMA_VERSION

R = TypeVar("R", bound=Record)
Notice = Callable[[Issue], object] | None


@overload
def loads(data: bytes | str, *, limits: Limits = ...) -> Training: ...
@overload
def loads(data: bytes | str, cls: type[R], *, limits: Limits = ...) -> R: ...
def loads(data: bytes | str, cls: type[Record] = Training, *, limits: Limits = LIMITS) -> Record:
    """Read one record from JSON.

    Args:
        data: UTF-8 bytes, or text.
        cls: The class of the record.
        limits: How much to read at most.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    if isinstance(data, bytes) and limits is LIMITS and len(data) <= limits.bytes:
        made: Record | None = fast.read(data, cls, SCHEMA_VERSION)
        if made is not None:
            return made
    plain = parsed(data, limits)
    helped = isinstance(data, bytes) and not may_hold_forbidden(data)
    converter = fast.assisted_converter() if helped else shared_converter()
    return _structured(plain, cls, limits, converter)


def dumps(record: Record, *, indent: int | None = None) -> bytes:
    """Write one record as canonical JSON in UTF-8: the same record, the same bytes.

    Args:
        record: Any record of the model.
        indent: Spaces a level, for people to read; without it, one line.

    """
    plain = {"schema_version": SCHEMA_VERSION, **(fast.write(record) or _plain(record))}
    data = msgspec.json.encode(plain)
    return msgspec.json.format(data, indent=indent) if indent else data


@overload
def structure(data: Mapping[str, Any]) -> Training: ...
@overload
def structure(data: Mapping[str, Any], cls: type[R]) -> R: ...
def structure(data: Mapping[str, Any], cls: type[Record] = Training) -> Record:
    """Build a record from plain data.

    Raises:
        InvalidDataError: With every issue there is, each at its JSON Pointer.

    """
    measure(data, LIMITS)
    return _structured(data, cls, LIMITS, shared_converter())


def _structured(data: Any, cls: type[Record], limits: Limits, converter: Any) -> Record:
    if isinstance(data, Mapping) and "schema_version" in data:
        _refuse_other_version(data["schema_version"])
        data = {key: value for key, value in data.items() if key != "schema_version"}
    try:
        made: Record = converter.structure(data, cls)
    except InvalidDataError as error:  # what could be read in spite of it is not for others
        issues, rest = error.issues[:MAX_ISSUES], error.issues[MAX_ISSUES:]
        more = [TOO_MANY_ISSUES.issue(most=MAX_ISSUES)] if rest else []
        raise InvalidDataError(*issues, *more) from None
    except RecursionError:
        raise too_deep(limits) from None
    return made


def _refuse_other_version(found: Any) -> None:
    if found == SCHEMA_VERSION:
        return
    if isinstance(found, str) and re.fullmatch("[0-9]{1,3}(?:[.][0-9]{1,3}){0,2}", found):
        issue = VERSION.issue(found=found, known=SCHEMA_VERSION)
    else:
        issue = NOT_A_VERSION.issue(form=f'"{SCHEMA_VERSION}"')
    raise InvalidDataError(issue.under("schema_version"))


def unstructure(record: Record) -> dict[str, Any]:
    """Return the plain data of a record: what is not stated is left out."""
    return {"schema_version": SCHEMA_VERSION, **_plain(record)}


def _plain(record: Record) -> dict[str, Any]:
    if isinstance(record, StringValue):
        raise TypeError(f"a {type(record).__name__} is written as one text, and is no document")
    data = shared_converter().unstructure(record)
    return data if isinstance(data, dict) else {"code": data}  # a term may be a code alone


def validate(
    data: object, cls: type[Record] = Training, *, limits: Limits = LIMITS
) -> tuple[Issue, ...]:
    """Return every issue of *data*, be it JSON (bytes, text) or plain data; none if valid.

    It never raises on bad data.
    """
    try:
        if isinstance(data, bytes | str):
            loads(data, cls, limits=limits)
        else:
            measure(data, limits)
            _structured(data, cls, limits, shared_converter())
    except InvalidDataError as error:
        return error.issues
    return ()


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
    how = ReadOptions(loads, structure, notice or (lambda _: None), namespace)
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
        format.write(records, stream, WriteOptions(dumps, language))
