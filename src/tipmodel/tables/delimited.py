"""CSV and similar formats, read strictly.

The encoding and the separator are decided before the first row is read: every line must be text
in the encoding, and the separator is the one that gives most rows the same width.
"""

import codecs
import collections
import contextlib
import csv
import io
import itertools
import re
import threading
from collections.abc import Generator, Mapping
from typing import IO, Any

import attrs

from ..core.issues import InvalidDataError, Location, Rule
from .rules import ENCODING, NOT_CSV, QUOTES, SHEET_TOO_LARGE, WRONG_SUFFIX
from .source import MAX_COLUMNS, MAX_ROWS, RawSheet, Row
from .spreadsheetml import described

MAX_ROW_LENGTH = 20_000_000
"""The maximum length of a row of CSV, in characters; it is checked before the row is divided into cells."""

SEPARATORS = ",;\t|"
_SAMPLE = 2_000_000
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def delimited(stream: IO[bytes], encoding: str | None = None) -> RawSheet:
    """Return the one sheet of a file in CSV.

    Args:
        stream: The file.
        encoding: Its encoding; by default UTF-8, or the one of its byte order mark.

    Raises:
        InvalidDataError: The file is not CSV, or is in another encoding.

    """
    first = stream.read(4096)
    kind = described(first)
    if kind and kind != "CSV":
        raise WRONG_SUFFIX.error(kind=kind)
    marked = next((name for mark, name in _MARKS.items() if first.startswith(mark)), None)
    found = encoding or marked or "utf-8"
    _refuse_undecodable(stream, found, first)
    stream.seek(0)
    text = io.TextIOWrapper(stream, found, newline="")
    sample = None
    with contextlib.suppress(UnicodeError):
        sample = text.read(_SAMPLE)
    text.detach()
    if sample is None:
        raise _located(ENCODING, 1, encoding=found)
    named = re.match('\ufeff?"?sep=(.)"?\\s*[\r\n]', sample, re.IGNORECASE)
    separator = named[1] if named else separator_of(sample)
    return RawSheet(
        "",
        lambda: _rows(stream, found, separator, skipped=bool(named)),
        is_delimited=True,
    )


_FEWEST_ZEROS = 20
"""In UTF-16, at least one in so many bytes is zero: half of a separator, digit or line end."""


def _located(rule: Rule, row: int, **params: Any) -> InvalidDataError:
    return InvalidDataError(attrs.evolve(rule.issue(**params), location=Location(row)))


def _refuse_undecodable(stream: IO[bytes], encoding: str, first: bytes) -> None:
    if encoding in ("utf-8", "utf-8-sig"):
        is_first_zero = first[::2].count(0) > first[1::2].count(0)
        wide = ("utf-16-be" if is_first_zero else "utf-16-le") if b"\0" in first else ""
        if first.count(0) * _FEWEST_ZEROS > len(first):
            raise _located(ENCODING, 1, encoding=wide)
        stream.seek(0)
        row = 1
        for line in stream:
            wrong = _undecodable_at(line)
            if wrong is not None:
                row += len(re.findall(b"\r(?!\n)", line[:wrong]))
                raise _located(ENCODING, row, encoding=wide or _likely(line))
            row += 1
        return
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    row = 1
    while piece := stream.read(1 << 20):
        decoded = None
        with contextlib.suppress(UnicodeError):
            decoded = decoder.decode(piece)
        if decoded is None:
            raise _located(ENCODING, row, encoding="utf-8")
        row += decoded.count("\n")


def _undecodable_at(line: bytes) -> int | None:
    """Return where a line stops being UTF-8; the error itself would hold the line."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _likely(line: bytes) -> str:
    """Return the likely encoding of a line that is not UTF-8."""
    text = line.decode("cp1256", "replace")
    foreign = [char for char in text if ord(char) > 127 and char.isalpha()]  # noqa: PLR2004
    arabic = sum("\u0600" <= char <= "\u06ff" for char in foreign)
    return "windows-1256" if arabic * 2 >= len(foreign) else "windows-1252"


def separator_of(sample: str) -> str:
    """Return the separator that gives the greatest share of rows the same width.

    Separators with which the quotation marks of the file are correct come first.
    """
    whole = sample if len(sample) < _SAMPLE else sample[: sample.rfind("\n") + 1] or sample

    def widths(separator: str, *, strict: bool) -> Mapping[int, int]:
        rows = csv.reader(io.StringIO(whole, newline=""), delimiter=separator, strict=strict)
        found: collections.Counter[int] = collections.Counter()
        try:
            with _long_cells:
                found.update(len(row) for row in rows if any(map(str.strip, row)))
        except csv.Error as error:  # a sample may end within a cell, the file may not
            if len(sample) < _SAMPLE or "end of data" not in str(error):
                raise
        return found

    def rank(separator: str) -> tuple[bool, float, int, int]:
        for strict in (True, False):  # pragma: no branch - without strictness there is no error
            with contextlib.suppress(csv.Error):
                found = widths(separator, strict=strict)
                several = {width: count for width, count in found.items() if width > 1}
                if several:
                    width = max(several, key=lambda each: (several[each], each))
                    share = several[width] / sum(found.values())
                    return strict, share, width, -SEPARATORS.index(separator)
                break
        return False, 0, 0, 0

    return max((each for each in SEPARATORS if each in whole), key=rank, default=",")


def _swallowed(cell: str, separator: str, *, is_short: bool) -> bool:
    """Whether a cell seems to contain the next rows, because its quotation mark is closed too late.

    If so, its next line begins with a number and a separator, or the row is too short.
    """
    before = r"[^\r\n]*" if is_short else "[0-9٠-٩]+"
    return bool(re.search(rf"[\r\n]{before}{re.escape(separator)}", cell))


_AT_ONCE = 100
"""The number of rows in one step of reading."""


class _LongCells:
    """Raises the limit that the module csv sets to the length of a cell, within a ``with`` block.

    The limit is global to the program, so it is raised only within a step of reading.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers = self._before = 0

    def __enter__(self) -> None:
        with self._lock:
            if not self._readers:
                self._before = csv.field_size_limit()
                csv.field_size_limit(max(self._before, MAX_ROW_LENGTH))
            self._readers += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._readers -= 1
            if not self._readers:
                csv.field_size_limit(self._before)


_long_cells = _LongCells()


class _Lines:
    """The lines of a file; those of one row, which the module csv reads at once, have a limit."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self.left = MAX_ROW_LENGTH

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise csv.Error("row larger than the limit")
        if not line:
            raise StopIteration
        return line


def _parsed(text: IO[str], separator: str) -> Generator[tuple[int, list[str]], None, None]:
    """Yield the rows of CSV, each with the number of its last line."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        rows: list[tuple[int, list[str]]] = []
        failed: Exception | None = None
        with _long_cells:
            try:
                for cells in itertools.islice(reader, _AT_ONCE):
                    rows.append((reader.line_num, cells))
                    lines.left = MAX_ROW_LENGTH
            except csv.Error as error:
                failed = error
        yield from rows
        if failed:
            raise failed
        if len(rows) < _AT_ONCE:
            return


def _rows(
    stream: IO[bytes], encoding: str, separator: str, *, skipped: bool
) -> Generator[Row, None, None]:
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, newline="")
    number = widest = line = 0
    try:
        for number, (line_number, cells) in enumerate(_parsed(text, separator), 1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
            if len(cells) != widest:
                if not cells or (skipped and number == 1) or cells == ["\x1a"]:
                    continue
                widest = max(widest, len(cells))
            if line_number > line + 1:
                short = len(cells) < widest
                if any(_swallowed(cell, separator, is_short=short) for cell in cells):
                    raise _located(QUOTES, number)
            line = line_number
            yield Row(number, cells)
    except csv.Error as error:
        rule = NOT_CSV if " larger than " in str(error) else QUOTES
        params: dict[str, Any] = {"line": number + 1} if rule is NOT_CSV else {}
        raise _located(rule, number + 1, **params) from None
    finally:
        if not stream.closed:  # pragma: no branch - a caller who stops early may have closed it
            text.detach()
