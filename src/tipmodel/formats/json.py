"""JSON: one record as an object, or several as a list of them."""

import codecs
from collections.abc import Iterable, Iterator
from typing import IO, Any

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import LIMITS, parsed
from ..core.issues import InvalidDataError, Issue
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record, fields
from ..model import Participant, Session, Speaker, Training
from . import R


def read(stream: IO[bytes], cls: type[R] | None, reading: ReadOptions) -> Iterator[R]:
    """Yield the records of a document; a single object is a list of one."""
    data = stream.read(LIMITS.bytes + 1).removeprefix(codecs.BOM_UTF8)
    if not data.lstrip().startswith(b"["):
        yield reading.loads(data, cls or class_of(data))
        return
    issues: list[Issue] = []
    documents = parsed(data)
    cls = cls or class_of_keys(documents[0] if documents else None)  # type: ignore[assignment]
    for index, each in enumerate(documents):
        try:
            yield reading.structure(each, cls or Training)
        except InvalidDataError as error:
            issues += [issue.under(index) for issue in error.issues]
        if len(issues) >= MAX_ISSUES:
            break
    if issues:
        raise InvalidDataError(*issues)


def class_of(data: bytes) -> type[Any]:
    """Return the class of one document by its keys; a training if they do not say."""
    try:
        return class_of_keys(parsed(data))
    except InvalidDataError:
        return Training


def class_of_keys(document: object) -> type[Any]:
    """Return the class that a document is of by its keys; a training if they do not say."""
    if not isinstance(document, dict):
        return Training
    keys = set(document) - {"schema_version"}
    classes: tuple[type[Record], ...] = (Training, Participant, Speaker, Session)
    return max(classes, key=lambda cls: -len(keys - {field.name for field in fields(cls)}))


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write one record as an object, several as a list with a line for each."""
    documents = [writing.dumps(record) for record in records]
    if len(documents) == 1:
        stream.write(documents[0] + b"\n")
    else:
        stream.write(b"[\n" + b",\n".join(documents) + b"\n]\n")
