"""Newline-delimited JSON: one record per line, read and written one by one."""

import codecs
import itertools
from collections.abc import Iterable, Iterator
from typing import IO

import attrs

from ..codec.exact import MAX_ISSUES
from ..codec.json_text import LIMITS
from ..core.issues import InvalidDataError, Issue, Location
from ..core.options import ReadOptions, WriteOptions
from ..core.record import Record
from ..tables.submissions import submissions
from . import R
from .json import WrongKindError, class_of, loaded, of_answers


def read(stream: IO[bytes], cls: type[R] | None, reading: ReadOptions) -> Iterator[R]:
    """Yield the record of each line, or of each answer to a form; empty lines are skipped."""
    first = stream.readline(LIMITS.bytes + 1).removeprefix(codecs.BOM_UTF8)
    lines = iter(lambda: stream.readline(LIMITS.bytes + 1), b"")
    if submissions(first):
        several = [first, *lines]
        listed = b",".join(line for line in several if line.strip())
        if found := submissions(b"[" + listed + b"]"):
            yield from of_answers(*found, cls, reading)
            return
        lines = iter(several[1:])
    yield from _records(itertools.chain([first], lines), cls, reading)


def _records(lines: Iterable[bytes], cls: type[R] | None, reading: ReadOptions) -> Iterator[R]:
    issues: list[Issue] = []
    count = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            cls = cls or class_of(line)
            if reading.placed:
                reading.placed(Location(number, index=count))
            yield loaded(line, cls, reading)
        except WrongKindError as error:
            raise InvalidDataError(*error.issues) from None
        except InvalidDataError as error:
            placed = (issue.under(count) for issue in error.issues)
            issues += [attrs.evolve(issue, location=Location(number)) for issue in placed]
        count += 1
        if len(issues) >= MAX_ISSUES or len(line) > LIMITS.bytes:
            break
    if issues:
        raise InvalidDataError(*issues)


def write(records: Iterable[Record], stream: IO[bytes], writing: WriteOptions) -> None:
    """Write a line for each record."""
    for record in records:
        stream.write(writing.dumps(record) + b"\n")
