"""JSON: one record as an object, or several as a list of them."""

from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import LIMITS, parsed
from ..core.issues import InvalidDataError, Issue
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..model import Training
from . import R


def read(stream: IO[bytes], cls: type[R] | None, options: ReadOptions) -> Iterator[R]:
    """Yield the records of a document; a single object is a list of one."""
    data = stream.read(LIMITS.bytes + 1)
    if not data.lstrip().startswith(b"["):
        yield options.loads(data, cls or Training)
        return
    issues: list[Issue] = []
    for index, item in enumerate(_items(data)):
        try:
            yield options.loads(bytes(item), cls or Training)
        except InvalidDataError as error:
            issues += [issue.under(index) for issue in error.issues]
        if len(issues) >= MAX_ISSUES:
            break
    if issues:
        raise InvalidDataError(*issues)


def _items(data: bytes) -> list[msgspec.Raw]:
    """Return the items of a list, each still as JSON."""
    try:
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError):
        parsed(data)  # says what is wrong
        raise


def write(records: Iterable[Record], stream: IO[bytes], options: WriteOptions) -> None:
    """Write one record as an object, several as a list with a line for each."""
    documents = [options.dumps(record) for record in records]
    if len(documents) == 1:
        stream.write(documents[0] + b"\n")
    else:
        stream.write(b"[\n" + b",\n".join(documents) + b"\n]\n")
