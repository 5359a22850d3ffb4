"""JSON: one record as an object, or several as a list of them."""

import codecs
import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

import attrs
import msgspec

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import LIMITS, parsed
from ..core.issues import NOWHERE, InvalidDataError, Issue
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record, fields
from ..model import Participant, Session, Speaker, Training
from ..tables.exports import records as records_of
from ..tables.rules import MORE_PAGES
from ..tables.submissions import as_sheets, position, submissions
from . import R


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of a document; a single object is a list of one."""
    data = stream.read(LIMITS.bytes + 1).removeprefix(codecs.BOM_UTF8)
    if found := submissions(data):
        yield from _of_answers(*found, cls, options)
        return
    if not data.lstrip().startswith(b"["):
        yield options.loads(data, cls or class_of(data))
        return
    issues: list[Issue] = []
    for index, item in enumerate(_items(data)):
        cls = cls or class_of(bytes(item))
        try:
            yield options.loads(bytes(item), cls)
        except InvalidDataError as error:
            issues += [issue.under(index) for issue in error.issues]
        if len(issues) >= MAX_ISSUES:
            break
    if issues:
        raise InvalidDataError(*issues)


def _of_answers(
    several: Sequence[Mapping[str, Any]],
    more: bool,  # noqa: FBT001
    cls: type[R] | None,
    options: ReadOptions,
) -> Iterator[R]:
    """Yield the records of answers to a form; there are no cells, so issues have pointers."""
    if more and options.notice:
        options.notice(MORE_PAGES.issue())
    notice = options.notice

    def tell(issue: Issue) -> None:
        if notice:
            notice(_without_cell(issue))

    options = attrs.evolve(options, notice=tell if notice else None, placed=None)
    try:
        yield from records_of(cls, as_sheets(several), options)
    except InvalidDataError as error:
        raise InvalidDataError(*map(_without_cell, error.issues)) from None


def _without_cell(issue: Issue) -> Issue:
    """Return an issue of a table as one of a document: a row is an answer, what stands over a column a key."""
    pointer, inside = issue.pointer, issue.pointer[1:].partition("/")[2]
    if pointer and not issue.sheet:  # records were counted, and not every answer leaves one
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
    classes: tuple[type[Record], ...] = (Training, Participant, Speaker, Session)
    return max(classes, key=lambda cls: -len(keys - {field.name for field in fields(cls)}))


def _items(data: bytes) -> list[msgspec.Raw]:
    """Return the items of a list, each still as JSON."""
    with contextlib.suppress(msgspec.MsgspecError, RecursionError):
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    plain = parsed(data)  # says what is wrong, except of half a character, which is JSON
    return [msgspec.Raw(json.dumps(item).encode()) for item in plain]


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Write one record as an object, several as a list with a line for each."""
    documents = [options.dumps(record) for record in records]
    if len(documents) == 1:
        stream.write(documents[0] + b"\n")
    else:
        stream.write(b"[\n" + b",\n".join(documents) + b"\n]\n")
