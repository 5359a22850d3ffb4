"""Workbooks (.xlsx, .xlsm): the exact content of every cell, in bounded memory.

No library returns all that is needed: python-calamine reads errors, formulas without a value and
merged cells as empty; openpyxl does not stream merges and hidden rows, turns negative numbers into
other dates, and stops at the first malformed number. So this module reads the cells, with Python's
own zipfile and expat; openpyxl only interprets number formats.

Document types, and therefore entities, are refused. No statement of the file decides how much is
allocated: neither the size of an entry, nor a dimension, a count or the address of a cell.
"""

import datetime
import functools
import posixpath
import re
from collections.abc import Callable, Generator, Iterator
from typing import IO, Any
from xml.parsers import expat

from .archives import Archive, refusing
from .rules import FILE_TOO_LARGE, NOT_A_SPREADSHEET, PROTECTED, SHEET_TOO_LARGE, WRONG_SUFFIX
from .source import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Fault,
    Formatted,
    HiddenRow,
    Merge,
    RawSheet,
    Row,
    Spans,
)

MAX_UNPACKED_SIZE = 600_000_000
"""The maximum size of an unpacked workbook, in bytes."""

MAX_STRINGS = 3_000_000
MAX_SHEETS = 500
MAX_TOKEN = 8_000_000
"""The maximum size of a tag, in bytes."""

MAX_CELL_LENGTH = 200_000

MAX_STYLES = 65_490
MAX_FORMAT_LENGTH = 255
"""The limits of Excel on the styles of cells and on the format of a number."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


class Workbook:
    """An open workbook.

    Raises:
        InvalidDataError: The file is not a workbook, has a password, or is too large.

    """

    def __init__(self, stream: IO[bytes]) -> None:
        _refuse_others(stream)
        self._package = Archive(stream, NOT_A_SPREADSHEET, MAX_UNPACKED_SIZE)
        self._parts = self._package.entries
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise WRONG_SUFFIX.error(kind="OpenDocument (.ods)")
        if "xl/workbook.bin" in self._parts:
            raise WRONG_SUFFIX.error(kind="Excel (.xlsb)")
        self.sheets = list(refusing(NOT_A_SPREADSHEET, self._sheets()))

    def _events(
        self, name: str, start: Start, end: End, text: Callable[[str], None] | None = None
    ) -> Iterator[None]:
        """Parse a part and pause after each piece; names are passed without their namespaces."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = lambda tag, found: start(tag[tag.rfind(" ") + 1 :], found)
        parser.EndElementHandler = lambda tag: end(tag[tag.rfind(" ") + 1 :])
        if text:
            parser.CharacterDataHandler = text
        fed = 0
        for piece in self._package.pieces(name):
            parser.Parse(piece)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > MAX_TOKEN and parser.CurrentByteIndex >= 0:
                raise NOT_A_SPREADSHEET.error()
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat's way
        yield

    def _elements(self, name: str) -> list[tuple[str, dict[str, str]]]:
        found: list[tuple[str, dict[str, str]]] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            if len(found) > MAX_STRINGS:
                raise NOT_A_SPREADSHEET.error()
            found.append((tag, attributes))

        for _ in self._events(name, start, lambda _: None):
            pass
        return found

    def _related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the types and the targets of the relationships of a part, by their ids."""
        folder, base = posixpath.split(name)
        relations = posixpath.join(folder, "_rels", f"{base}.rels").lower()
        if relations not in self._parts:
            return {}
        return {
            each["Id"]: (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, each["Target"].replace("\\", "/")))[
                    1:
                ],
            )
            for tag, each in self._elements(relations)
            if tag == "Relationship" and each.get("TargetMode") != "External"
        }

    def _sheets(self) -> Iterator[RawSheet]:
        book = next(
            (part for kind, part in self._related("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        related = self._related(book)
        parts = dict(related.values())
        self._strings = (
            list(self._texts(parts["sharedStrings"]))
            if (parts.get("sharedStrings", "").lower() in self._parts)
            else []
        )
        self._formats = (
            self._number_formats(parts["styles"])
            if parts.get("styles", "").lower() in self._parts
            else []
        )
        elements = self._elements(book)
        flags = [each for tag, each in elements if tag == "workbookPr"]
        self._from_1904 = any(each.get("date1904") in _TRUE for each in flags)
        listed = [each for tag, each in elements if tag == "sheet"]
        if not listed or len(listed) > MAX_SHEETS:
            raise NOT_A_SPREADSHEET.error()
        for each in listed:
            relation = next(value for key, value in each.items() if key.endswith(" id"))
            kind, part = related[relation]
            if kind == "worksheet":
                hidden_columns = Spans()
                merges, links = self._ranges(part)
                yield RawSheet(
                    each["name"],
                    functools.partial(self._rows, part, hidden_columns),
                    each.get("state", "visible") != "visible",
                    merges,
                    links,
                    hidden_columns=hidden_columns,
                )

    def _texts(self, part: str) -> Iterator[str]:
        """Yield the shared strings without phonetic runs."""
        made: list[str] = []
        run: list[str] = []
        inside: list[str] = []
        size = 0

        def start(tag: str, _: dict[str, str]) -> None:
            if tag in ("t", "rPh"):
                inside.append(tag)

        def end(tag: str) -> None:
            if tag in ("t", "rPh"):
                inside.remove(tag)
            elif tag == "si":
                made.append(unescaped("".join(run)))
                run.clear()

        def text(piece: str) -> None:
            nonlocal size
            if inside == ["t"]:
                run.append(piece)
                size += len(piece)

        count = 0
        for _ in self._events(part, start, end, text):
            count += len(made)
            if count > MAX_STRINGS or len(run) > MAX_STRINGS:
                raise FILE_TOO_LARGE.error(most=MAX_UNPACKED_SIZE // 1_000_000)
            yield from made
            made.clear()

    def _number_formats(self, part: str) -> list[str]:
        """Return the number format of each cell style."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS  # noqa: PLC0415 - with tipmodel[xlsx]

        own: dict[str, str] = {}
        styles: list[str] = []
        within = False
        for tag, each in self._elements(part):
            if tag == "numFmt" and "numFmtId" in each:
                code = own[each["numFmtId"]] = each.get("formatCode", "General")
                if len(code) > MAX_FORMAT_LENGTH:
                    raise NOT_A_SPREADSHEET.error()
            if tag in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
                within = tag == "cellXfs"
            if tag == "xf" and within:
                number = each.get("numFmtId", "0")
                if len(styles) >= MAX_STYLES:
                    raise NOT_A_SPREADSHEET.error()
                styles.append(own.get(number) or BUILTIN_FORMATS.get(int(number), "General"))
        return styles

    def _ranges(self, part: str) -> tuple[tuple[Merge, ...], tuple[Merge, ...]]:
        """Return the merged cells of a sheet, and the cells that are links."""
        tail = b""
        for piece in self._package.pieces(part):  # most sheets have none, and looking is quick
            seen = tail + piece
            is_ascii = tail or (
                piece.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" and b"\0" not in piece
            )
            if not is_ascii or b"mergeCell" in seen or b"hyperlink" in seen:
                break
            tail = piece[-10:]
        else:
            return (), ()
        found: dict[str, list[Merge]] = {"mergeCell": [], "hyperlink": []}

        def start(tag: str, each: dict[str, str]) -> None:
            if tag in found and len(found[tag]) < MAX_STRINGS:
                first, _, last = each["ref"].replace("$", "").partition(":")
                (top, left), (bottom, right) = address(first), address(last or first)
                found[tag].append(Merge(top, left, bottom, right))

        for _ in self._events(part, start, lambda _: None):
            pass
        return tuple(found["mergeCell"]), tuple(found["hyperlink"])

    def _rows(self, part: str, hidden_columns: Spans) -> Generator[Row, None, None]:
        yield from refusing(NOT_A_SPREADSHEET, self._all_rows(part, hidden_columns))

    def _all_rows(  # noqa: C901, PLR0915
        self, part: str, hidden_columns: Spans
    ) -> Generator[Row, None, None]:
        rows: list[Row] = []
        cells: list[Any] = []
        number = column = size = 0
        kind, style, kind_of_row = "n", 0, Row
        has_formula, collecting, phonetic = False, False, False
        value: list[str] = []
        by_format = {each: (look(each), each) for each in set(self._formats)}
        looks = [by_format[each] for each in self._formats]

        def start(tag: str, each: dict[str, str]) -> None:
            nonlocal \
                kind_of_row, \
                number, \
                column, \
                kind, \
                style, \
                has_formula, \
                collecting, \
                phonetic, \
                size
            if tag == "c":
                reference = each.get("r")
                if reference:
                    column = address(reference)[1]
                else:
                    column += 1
                kind, style = each.get("t", "n"), int(each.get("s", 0))
                has_formula, size = False, 0
                value.clear()
            elif tag == "v":
                collecting = True
            elif tag == "t":
                collecting = not phonetic
            elif tag == "rPh":
                phonetic = True
            elif tag == "f":
                has_formula = True
            elif tag == "row":
                number = int(each.get("r", number + 1))
                column = 0
                if not 0 < number <= MAX_ROWS:
                    raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
                kind_of_row = HiddenRow if each.get("hidden") in _TRUE else Row
            elif tag == "col" and each.get("hidden") in _TRUE:
                hidden_columns.add(int(each["min"]), min(int(each["max"]), MAX_COLUMNS))

        def text(piece: str) -> None:
            nonlocal size
            if collecting:
                size += len(piece)
                if size > MAX_CELL_LENGTH:
                    raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
                value.append(piece)

        def end(tag: str) -> None:
            nonlocal collecting, phonetic, cells
            if tag == "c":
                if not value and not has_formula:
                    return
                how = looks[style] if style < len(looks) else _PLAIN
                cell = self._cell(kind, "".join(value), how, has_formula=has_formula)
                if cell == "":
                    return
                if not 0 < column <= MAX_COLUMNS:
                    raise SHEET_TOO_LARGE.error(rows=MAX_ROWS, columns=MAX_COLUMNS)
                cells.extend([""] * (column - len(cells)))
                if cells[column - 1] != "":  # two cells with one address
                    raise NOT_A_SPREADSHEET.error()
                cells[column - 1] = cell
            elif tag in ("v", "t"):
                collecting = False
            elif tag == "rPh":
                phonetic = False
            elif tag == "row" and cells:
                rows.append(kind_of_row(number, cells))
                cells = []

        last = 0
        for _ in self._events(part, start, end, text):
            for row in rows:
                if row.number <= last:
                    raise NOT_A_SPREADSHEET.error()
                last = row.number
                yield row
            rows.clear()

    def _cell(self, kind: str, text: str, how: tuple[str, str], *, has_formula: bool) -> Cell:  # noqa: PLR0911
        if kind == "s":
            return self._strings[int(text)] if text else ""
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if not text:
            return Fault("formula") if has_formula else ""
        if kind == "e":
            return Fault("error", text if text in _ERRORS else "…")
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "d":
            return _iso(text)
        return number_cell(text, how, from_1904=self._from_1904)


def _refuse_others(stream: IO[bytes]) -> None:
    """Refuse a file that is not a workbook, and name its kind if it is known."""
    stream.seek(0)
    first = stream.read(4096)
    if first.startswith(_OLE):
        stream.seek(0)
        rest = stream.read(4_000_000)
        if "EncryptedPackage".encode("utf-16-le") in rest:
            raise PROTECTED.error()
        raise WRONG_SUFFIX.error(kind="Excel 97 (.xls)")
    if not first.startswith(_ZIP):
        kind = described(first)
        raise (WRONG_SUFFIX.error(kind=kind) if kind else NOT_A_SPREADSHEET.error())
    stream.seek(0)


def described(first: bytes) -> str:  # noqa: PLR0911
    """Return the kind of file with this beginning, if known."""
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if first.startswith(_OLE):
        return "Excel 97 (.xls)"
    if first.startswith(_ZIP):
        return "Excel (.xlsx)"
    if start.startswith(b"%PDF"):
        return "PDF"
    if start[:200].lower().startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        return "HTML"
    if start.startswith(b"<"):
        return "HTML" if b"<table" in start.lower() or b"<html" in start.lower() else "XML"
    if start.startswith((b"{", b"[")):
        return "JSON"
    if b"\0" not in first and any(mark in first for mark in (b",", b";", b"\t")):
        return "CSV"
    return ""


def _refuse_document_type(*_: object) -> None:
    raise NOT_A_SPREADSHEET.error()


_TRUE = ("1", "true", "on")

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@functools.lru_cache(4096)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(reference: str) -> tuple[int, int]:
    """Return the row and the column of a reference such as ``B7``, counted from 1."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(reference[:20])
    return int(found[2]), _column(found[1])


_escape = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Return a text with the characters that Excel escapes, such as ``_x000D_``."""
    if "_x" not in text:
        return text
    return _escape.sub(lambda found: chr(int(found[1], 16)), text)


_ERRORS = frozenset(
    [
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
        "#BUSY!",
        "#PYTHON!",
    ]
)
"""The errors that Excel shows; anything else would be what somebody wrote."""

_PLAIN = "", "General"
_MOST_SHOWN = 1e300
"""The largest number that a format may show; a percentage of it is a number still."""

_LITERALS = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|[_*].')


def look(format: str) -> str:
    """Return the kind of a number format: ``date``, ``time``, ``duration``, ``percent``, ``shown`` or nothing."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format  # noqa: PLC0415

    if format in ("", "General", "@"):
        return ""
    if is_timedelta_format(format):
        return "duration"
    if is_date_format(format):
        return "date" if re.search("[dDyY]", _LITERALS.sub("", format)) else "time"
    first = format.split(";", maxsplit=1)[0]
    bare = _LITERALS.sub("", first)
    if "%" in bare:
        return "percent"
    literals = "".join(a or b for a, b in _LITERALS.findall(first))
    if re.search(r"[0-9+]", literals) or re.match(r"\(?(\+|0{2,}|[0#]+[-/() ])", bare):
        return "shown"
    return ""


def number_cell(text: str, how: tuple[str, str], *, from_1904: bool) -> Cell:  # noqa: PLR0911
    """Return the value of a number cell in its format."""
    look, format = how
    try:
        number: float = int(text) if text.isdigit() else float(text)
    except ValueError:
        return Fault("number", text[:20])
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return Fault("number", text[:20])
    if not look:
        return number
    if abs(number) > _MOST_SHOWN:
        return Fault("number", text[:20])
    if look == "percent":
        return Formatted(number, f"{_without_dust(number * 100)}%", percent=True)
    if look == "shown":
        return Formatted(number, shown(number, format))
    return _moment(number, look, from_1904=from_1904)


def _without_dust(number: float) -> float:
    number = float(f"{number:.12g}")
    return int(number) if number.is_integer() else number


def shown(number: float, format: str) -> str:
    """Return a whole number as a format of digits and signs shows it, or nothing for another format."""
    if number < 0 or number != int(number) or len(format) > 100:  # noqa: PLR2004
        return ""
    pieces = re.findall(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|.', format.split(";", maxsplit=1)[0])
    digits = [each for each in pieces if each in ("0", "#", "?")]
    if any(each in (".", ",", "E", "e", "/", "@") for each in pieces) or not digits:
        return ""
    text = str(int(number))
    least = len(digits) - next((i for i, each in enumerate(digits) if each == "0"), len(digits))
    text = text.zfill(least)
    left = list(text)
    result: list[str] = []
    for each in reversed(pieces):
        if each in ("0", "#", "?"):
            digits.pop()
            if not digits:
                result.append("".join(left))
                left = []
            elif left:
                result.append(left.pop())
        elif each[0] == '"':
            result.append(each[1:-1])
        elif each[0] == "\\":
            result.append(each[1])
        elif each[0] not in "[_*":
            result.append(each)
    return "".join(reversed(result))


_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)  # noqa: DTZ001
_FALSE_LEAP_DAY = 60


def _moment(number: float, look: str, *, from_1904: bool) -> Cell:  # noqa: PLR0911
    if look == "duration":
        try:
            return datetime.timedelta(seconds=round(number * 86_400))
        except OverflowError:
            return Fault("date", str(number))
    if number < 0 or (number < 1 and look == "date"):
        return Fault("date", str(number))
    epoch = _EPOCH_1904 if from_1904 else _EPOCH
    if not from_1904 and 1 <= number <= _FALSE_LEAP_DAY:
        if number >= _FALSE_LEAP_DAY:
            return Fault("date", str(number))  # 29 February 1900 did not exist
        epoch += datetime.timedelta(days=1)
    try:
        moment = epoch + datetime.timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return Fault("date", str(number))
    if number < 1:
        return moment.time()
    return moment.date() if moment.time() == datetime.time() else moment


def _iso(text: str) -> Cell:
    text = text.strip().removesuffix("Z")
    try:
        if re.match(r"\d\d:", text):
            return datetime.time.fromisoformat(text)
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return Fault("date", text[:20])
    return moment.date() if moment.time() == datetime.time() else moment
