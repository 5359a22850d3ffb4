"""JSON: one record as an object, or several as a list of them."""

import codecs
import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

import attrs
import msgspec

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import LIMITS, parsed
from ..core.fields import fields
from ..core.issues import NOWHERE, InvalidDataError, Issue, Location
from ..core.metadata import metadata_of
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..core.rules import KEY_UNKNOWN
from ..model import Participant, Session, Speaker, Training
from ..tables.rules import MORE_PAGES, WRONG_KIND
from ..tables.submissions import as_sheets, position, submissions
from . import R


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of a document; a single object is a list of one."""
    data = stream.read(LIMITS.bytes + 1).removeprefix(codecs.BOM_UTF8)
    if found := submissions(data):
        yield from of_answers(*found, cls, options)
        return
    if not data.lstrip().startswith(b"["):
        yield loaded(data, cls, options)
        return
    issues: list[Issue] = []
    for index, item in enumerate(_items(data)):
        cls = cls or class_of(bytes(item))
        if options.placed:
            options.placed(Location(index=index))
        try:
            yield loaded(bytes(item), cls, options)
        except WrongKindError as error:
            raise InvalidDataError(*error.issues) from None  # of the whole file, so it is said once
        except InvalidDataError as error:
            issues += [issue.under(index) for issue in error.issues]
        if len(issues) >= MAX_ISSUES:
            break
    if issues:
        raise InvalidDataError(*issues)


class WrongKindError(InvalidDataError):
    """A document is of another class than the one asked for."""


def loaded(data: bytes, cls: type[Any] | None, options: ReadOptions) -> Any:
    """Read one document.

    Raises:
        WrongKindError: It is a document of another class, which is one mistake, not one for each key.
        InvalidDataError: With every other issue.

    """
    try:
        return options.loads(data, cls or class_of(data))
    except InvalidDataError as error:
        if cls not in _KINDS or not any(each.rule is KEY_UNKNOWN for each in error.issues):
            raise
        found = class_of(data)
        if found is cls or _unknown_keys(data, found):
            raise
        expected = metadata_of(cls).label
        issue = WRONG_KIND.issue(found=metadata_of(found).label, expected=expected)
        raise WrongKindError(issue) from None


def _unknown_keys(data: bytes, cls: type[Any]) -> set[str]:
    return set(parsed(data)) - {"schema_version"} - {field.name for field in fields(cls)}


def of_answers(
    several: Sequence[Mapping[str, Any]],
    more: bool,  # noqa: FBT001
    cls: type[R] | None,
    options: ReadOptions,
) -> Iterator[R]:
    """Yield the records of answers to a form; there are no cells, so issues have pointers."""
    from ..tables.exports import records as records_of  # noqa: PLC0415 - most documents are none

    if more and options.notice:
        options.notice(MORE_PAGES.issue())
    tell = options.notice and functools.partial(_tell, options.notice)
    options = attrs.evolve(options, notice=tell, placed=None)
    try:
        yield from records_of(cls, as_sheets(several), options)
    except InvalidDataError as error:
        raise InvalidDataError(*map(_without_cell, error.issues)) from None


def _tell(notice: Callable[[Issue], object], issue: Issue) -> None:
    notice(_without_cell(issue))


def _without_cell(issue: Issue) -> Issue:
    """Return an issue of a table as one of a document: rows are answers, and headings are keys."""
    pointer, inside = issue.pointer, issue.pointer[1:].partition("/")[2]
    if pointer and not issue.sheet:  # its number counts records, and not every answer has one
        pointer = f"/{position(issue.row)}" + (f"/{inside}" if inside else "")
    bare = attrs.evolve(issue, location=NOWHERE, pointer=pointer)
    return bare if pointer or not issue.heading else bare.under(issue.heading)


def class_of(data: bytes) -> type[Any]:
    """Return the class of one document by its keys; a training if they do not determine it."""
    try:
        return class_of_keys(parsed(data))
    except InvalidDataError:
        return Training


def class_of_keys(document: object) -> type[Any]:
    """Return the class of a document by its keys; a training if they do not determine it."""
    if not isinstance(document, dict):
        return Training
    keys = set(document) - {"schema_version"}
    return max(_KINDS, key=lambda cls: -len(keys - {field.name for field in fields(cls)}))


_KINDS: tuple[type[Record], ...] = (Training, Participant, Speaker, Session)
"""What files are lists of."""


def _items(data: bytes) -> list[msgspec.Raw]:
    """Return the items of a list, each still as JSON."""
    with contextlib.suppress(msgspec.MsgspecError, RecursionError):
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    import json  # noqa: PLC0415 - needed only for a document with halves of characters

    plain = parsed(data)  # says what is wrong, except of half a character, which is JSON
    return [msgspec.Raw(json.dumps(item).encode()) for item in plain]


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Write one record as an object, several as a list with one line each."""
    documents = [options.dumps(record) for record in records]
    if len(documents) == 1:
        stream.write(documents[0] + b"\n")
    else:
        stream.write(b"[\n" + b",\n".join(documents) + b"\n]\n")
