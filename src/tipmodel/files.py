"""Records in files of every format."""

import functools
import os
import pathlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

from .codec.documents import SCHEMA_VERSION, dumps, loads, structure
from .core.extra import Extra
from .core.issues import Issue, Location
from .core.options import ReadOptions, WriteOptions
from .core.record import Record, each_of
from .core.validators import EXTRA
from .formats import format_of
from .model import Training
from .replacing import Path, replacing
from .vocab.countries import COUNTRY_CODES

R = TypeVar("R", bound=Record)
Notice = Callable[[Issue], object] | None
Headings = Mapping[str, str] | str | os.PathLike[str]
"""The fields of headings, or a file with them."""

NO_HEADINGS: Headings = {}


@overload
def read(
    path: Path,
    *,
    notice: Notice = ...,
    namespace: str | None = ...,
    encoding: str | None = ...,
    headings: Headings = ...,
    country: str | None = ...,
) -> list[Training]: ...
@overload
def read(
    path: Path,
    cls: type[R],
    *,
    notice: Notice = ...,
    namespace: str | None = ...,
    encoding: str | None = ...,
    headings: Headings = ...,
    country: str | None = ...,
) -> list[R]: ...
def read(  # noqa: PLR0913 - each is a separate property of the file
    path: Path,
    cls: type[Record] = Training,
    *,
    notice: Notice = None,
    namespace: str | None = None,
    encoding: str | None = None,
    headings: Headings = NO_HEADINGS,
    country: str | None = None,
) -> Any:
    """Read the records of a file in the format of its suffix, such as JSON, NDJSON, CSV or XLSX.

    Args:
        path: The file. A single JSON object is a list of one record.
        cls: The class of the records; each row of a table is one record.
        notice: Called with an `Issue` for every value that was normalised, and for every column,
            row and sheet that was left out. Without it, leaving something out is an error, so
            nothing is lost in silence.
        namespace: Keep unknown columns in ``extra``, under this namespace.
        encoding: The encoding of a CSV file that is not UTF-8, such as ``windows-1256``.
        headings: The fields of headings, such as ``{"اللقب": "academic_rank"}``, or a TOML file
            with such pairs. An empty text leaves a column out.
        country: The country of telephone numbers and times that state no country, such as ``IQ``.

    Returns:
        The records, in the order of the file.

    Raises:
        InvalidDataError: With every issue of the file; those of tables have a `Location`.
        UnknownFormatError: No format has that suffix.
        MissingLibraryError: The format needs a library that is not installed.
        ValueError: There is no such encoding, country or namespace.
        OSError: The file cannot be read.

    >>> import tempfile
    >>> from tipmodel import example, read, write
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write([example()], f"{folder}/trainings.json")
    ...     read(f"{folder}/trainings.json") == [example()]
    True

    """
    return list(
        iter_read(
            path,
            cls,
            notice=notice,
            namespace=namespace,
            encoding=encoding,
            headings=headings,
            country=country,
        )
    )


@overload
def iter_read(
    path: Path,
    *,
    notice: Notice = ...,
    namespace: str | None = ...,
    encoding: str | None = ...,
    headings: Headings = ...,
    country: str | None = ...,
) -> Iterator[Training]: ...
@overload
def iter_read(
    path: Path,
    cls: type[R] | None,
    *,
    notice: Notice = ...,
    namespace: str | None = ...,
    encoding: str | None = ...,
    headings: Headings = ...,
    country: str | None = ...,
) -> Iterator[R]: ...
def iter_read(  # noqa: PLR0913 - as of `read`
    path: Path,
    cls: type[Record] | None = Training,
    *,
    notice: Notice = None,
    namespace: str | None = None,
    encoding: str | None = None,
    headings: Headings = NO_HEADINGS,
    country: str | None = None,
) -> Iterator[Any]:
    """Yield the records of a file one by one. Reading begins with the first ``next()``.

    Valid records are yielded; the issues of all others are raised together at the end.

    Args:
        path: The file. A single JSON object is a list of one record.
        cls: The class of the records. With ``None``, the sheet or the headings of a table
            determine it, and JSON holds trainings.
        notice: As in `read`.
        namespace: As in `read`.
        encoding: As in `read`.
        headings: As in `read`.
        country: As in `read`.

    Yields:
        The valid records, in the order of the file.

    Raises:
        InvalidDataError: With every issue of the file, after the last valid record.
        UnknownFormatError: No format has that suffix.
        MissingLibraryError: The format needs a library that is not installed.
        ValueError: There is no such encoding, country or namespace.
        OSError: The file cannot be read.

    >>> import tempfile
    >>> from tipmodel import example, iter_read, write
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write([example()], f"{folder}/trainings.ndjson")
    ...     [training.id for training in iter_read(f"{folder}/trainings.ndjson")]
    ['hijra-amina-erbil']

    """
    how = ReadOptions(
        loads,
        structure,
        notice,
        namespace,
        encoding,
        headings=given_headings(headings, cls),
        country=country,
    )
    yield from _records(path, cls, how)


def is_encoding(name: str) -> bool:
    """Return whether Python knows an encoding of text by that name; ``hex`` is none of text."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _check(options: ReadOptions) -> None:
    """Refuse what no file can be read with, before the first row is blamed for it."""
    encoding, country, namespace = options.encoding, options.country, options.namespace
    if encoding is not None and not is_encoding(encoding):
        raise ValueError(f"there is no encoding {encoding!r}; Excel saves utf-8 or windows-1256")
    if country is not None and country not in COUNTRY_CODES:
        raise ValueError(f"there is no country {country!r}; its code is like 'IQ'")
    if namespace is not None and not EXTRA.passes(Extra({f"{namespace}:columns": {}})):
        raise ValueError(f"{namespace!r} cannot be a namespace; it is like 'acme'")


def given_headings(headings: Headings, cls: type[Record] | None) -> Mapping[str, str]:
    """Return the fields of headings, from a file if given, after checking the fields.

    Raises:
        InvalidDataError: A field does not exist, or the file has another form.
        OSError: The file cannot be read.

    """
    if headings == NO_HEADINGS:
        return {}
    # Only tables have headings; other files are read without importing what tables need.
    from .tables.heading_words import check_given, headings_in  # noqa: PLC0415
    from .tables.headings import NOUNS  # noqa: PLC0415

    if not isinstance(headings, Mapping):
        headings = headings_in(pathlib.Path(headings).read_bytes())
    check_given(headings, (cls,) if cls else NOUNS)
    return headings


def _records(path: Path, cls: type[Record] | None, options: ReadOptions) -> Iterator[Any]:
    _check(options)
    with open(os.fspath(path), "rb") as stream:  # noqa: PTH123 - not a number, which `open` takes
        yield from format_of(path).read(stream, cls, options)


def iter_located(  # noqa: PLR0913 - as of `read`
    path: Path,
    cls: type[Record] | None = None,
    *,
    notice: Notice = None,
    encoding: str | None = None,
    headings: Headings = NO_HEADINGS,
    country: str | None = None,
) -> Iterator[tuple[Any, Location]]:
    """Yield the records of a file, each with its location, which is empty outside tables."""
    where = Location()

    def placed(location: Location) -> None:
        nonlocal where
        where = location

    options = ReadOptions(
        loads,
        structure,
        notice,
        None,
        encoding,
        placed,
        headings=given_headings(headings, cls),
        country=country,
    )
    for record in _records(path, cls, options):
        yield record, where


def write(
    records: Record | Iterable[Record],
    path: Path,
    language: str | None = None,
    *,
    notice: Notice = None,
    version: str = SCHEMA_VERSION,
) -> None:
    """Write records to a file, in the format of its suffix.

    The file is written under another name and then renamed, so it is never incomplete.

    Args:
        records: One record, or several; a workbook has a sheet for each of their classes.
        path: The file.
        language: The language of the headings and values of a table; without one, codes.
        notice: Called with an `Issue` for everything that the format cannot hold, such as partial
            dates in a calendar. Without it, leaving something out is an error.
        version: The version of the schema to write; tables state none.

    Raises:
        InvalidDataError: The format or the version cannot hold the records.
        UnknownFormatError: No format has that suffix.
        UnknownLanguageError: The language has no translations.
        MissingLibraryError: The format needs a library that is not installed.
        OSError: The file cannot be written.

    >>> import pathlib, tempfile
    >>> from tipmodel import Participant, Sex, write
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "participants.csv")
    ...     write(Participant(id="1", sex=Sex.FEMALE), path)
    ...     path.read_text("utf-8-sig").split(",")[0]
    'id'

    """
    format = format_of(path)
    if isinstance(records, Record):
        records = (records,)
    with replacing(path) as stream:
        format.write(
            each_of(Record, records),
            stream,
            WriteOptions(functools.partial(dumps, version=version), language, notice),
        )
