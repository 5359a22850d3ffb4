"""Turn the rows of sheets into records and issues."""

import contextlib
import datetime
import enum
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..codec.exact import MAX_ISSUES
from ..core.fields import fields, label_of
from ..core.issues import InvalidDataError, Issue, Location, Rule, Severity, column_letters
from ..core.metadata import metadata_of
from ..core.options import ReadOptions
from ..core.record import Record
from ..core.rules import GOVERNORATE_IS_CITY, UNKNOWN_GOVERNORATE
from ..i18n.phrase import Phrase
from .cells import DAY_FIRST, MONTH_FIRST, ByLetters
from .cleaning import denies, is_no, is_summary
from .columns import Path, stems
from .fast_rows import MAX_REMEMBERED, NOTHING, RefusedError, Told, plain_of, row_reader
from .heading_words import (
    Heading,
    Sense,
    ambiguous,
    as_argument,
    asks_for_consent,
    forget,
    left_out,
    likeliest_of,
)
from .headings import (
    Head,
    Place,
    guessed,
    head_of,
    is_form,
    numbers_of_people,
    sheet_class,
    title,
)
from .row_kinds import RowKinds
from .rules import (
    AMBIGUOUS_DATE,
    BY_LETTERS,
    COLUMN_MISSING,
    CONSENT_DENIED,
    COVERED,
    EMPTY_LINES,
    FORM,
    GROUPED_HEADINGS,
    HEADING_REPEATED,
    HEADING_UNKNOWN,
    HEADINGS_AGAIN,
    HIDDEN_COLUMNS,
    HIDDEN_ROWS,
    HIDDEN_SHEET_IGNORED,
    ID_AGAIN,
    LEFT_OUT,
    MERGED,
    MERGED_READ,
    NO_HEADINGS,
    NO_SHEET,
    NUMBERS_OF_PEOPLE,
    OTHER_SHEET,
    ROW_TOO_LONG,
    ROWS_NUMBERED,
    SHEET_IGNORED,
    VALUE_WITHOUT_HEADING,
)
from .source import Fault, Formatted, HiddenRow, Merge, RawSheet, Row, Spans, is_blank
from .workbook import LISTS

_AHEAD = 300
"""The number of rows to examine before the first is read."""

_MAX_SHOWN = 80
_MAX_OPEN_MERGES = 1_000


def records(
    cls: type[Record] | None, sheets: Sequence[RawSheet], options: ReadOptions
) -> Iterator[Any]:
    """Yield the records of all sheets that hold a table of a class, or of the class they suggest.

    Raises:
        InvalidDataError: At the end, with the issues of all sheets.

    """
    reading = Reading(options)
    try:
        for its_class, sheet, first, head in reading.chosen(cls, sheets):
            yield from Table(its_class, head, reading, sheet, first).records()
    finally:
        forget()
    if reading.issues:
        raise InvalidDataError(*reading.issues)


class Reading:
    """The state shared by the sheets of one file."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.issues: list[Issue] = []
        self.count = 0
        self.seen: dict[type[Record], set[Any]] = {}

    def tell(self, issue: Issue) -> None:
        """Report a notice; leaving something out is an error if no notices are requested."""
        if self.options.notice:
            self.options.notice(issue)
        elif issue.rule in LEFT_OUT:
            self.issues.append(attrs.evolve(issue, rule=LEFT_OUT[issue.rule]))

    def chosen(self, cls: type[Record] | None, sheets: Sequence[RawSheet]) -> Iterator["_Found"]:
        """Yield the sheets to read with their headings, and report the others."""
        found, bare = self._tables(cls, sheets)
        ranks = [_rank(*each) for each in found]
        tables = [each for each, rank in zip(found, ranks, strict=True) if rank == max(ranks)]
        for table in found:
            if table not in tables:
                self.tell(_about(table[1], SHEET_IGNORED))
        if not tables and bare:
            here = Location(row=1, sheet=bare[0][0].name)
            self.issues.append(attrs.evolve(NO_HEADINGS.issue(), location=here))
        named = [sheet_class(sheet.name, cls) for _, sheet, _, _ in tables]
        if cls and named and all(each not in (cls, None) for each in named):
            self.issues += [_about(table[1], NO_SHEET, noun=title(cls)) for table in tables]
            return
        for table, its_name in zip(tables, named, strict=True):
            if cls and its_name not in (cls, None):
                self.tell(_about(table[1], OTHER_SHEET))
            elif cls and its_name is None and cls in named:
                self.tell(_about(table[1], SHEET_IGNORED))
            else:
                yield table
        for sheet, first in bare if tables else ():
            if sum(len(row.cells) > 1 for row in first) > 1:
                self.tell(_about(sheet, SHEET_IGNORED))

    def _tables(
        self, cls: type[Record] | None, sheets: Sequence[RawSheet]
    ) -> tuple[list["_Found"], list[tuple[RawSheet, list[Row]]]]:
        """Return the sheets that hold a table, and the visible ones that do not."""
        tables: list[_Found] = []
        bare: list[tuple[RawSheet, list[Row]]] = []
        for sheet in sheets:
            if sheet.hidden and sheet.name == LISTS:
                continue
            first, error = _first_rows(sheet)
            its_class = cls or guessed(sheet.name, first)
            head = head_of(its_class, first, self.options.headings)
            if head is None and error:
                raise error
            if head is None:
                bare += [(sheet, first)] if first and not sheet.hidden else []
            elif sheet.hidden and any(not each.hidden for each in sheets):
                self.tell(_about(sheet, HIDDEN_SHEET_IGNORED))
            else:
                tables.append((its_class, sheet, first, head))
        return tables, bare


_Found = tuple[type[Record], RawSheet, list[Row], Head]
"""A sheet that holds a table: the class of its records, its first rows and its headings."""


class _Rank(enum.IntEnum):
    """What a table can be; of several in one file, only those of the highest rank are read."""

    NO_LIST = 0
    """A form, numbers of people, or headings that may all mean several things."""
    LIST = 1
    """A list, perhaps of choices."""
    LIST_BY_NAME = 2
    """A list that names or numbers its records."""


def _rank(cls: type[Record], sheet: RawSheet, first: Sequence[Row], head: Head) -> _Rank:
    del sheet
    rows = [row for row in first if row.number > head.last_row]
    if (
        _names_no_field(head)
        or is_form(cls, head, rows)
        or numbers_of_people(cls, head, rows) is not None
    ):
        return _Rank.NO_LIST
    says_who = any(place.column.path[0] in ("id", "name", "title") for place in head.places)
    return _Rank.LIST_BY_NAME if says_who else _Rank.LIST


def _names_no_field(head: Head) -> bool:
    """Whether headings have no known field but the identifier."""
    return all(place.column.path == ("id",) for place in head.places)


def _first_rows(sheet: RawSheet) -> tuple[list[Row], InvalidDataError | None]:
    """Return the first rows that are not empty, and the error that ended them, if any."""
    first: list[Row] = []
    try:
        with contextlib.closing(sheet.rows()) as rows:
            for row in rows:
                if not all(map(is_blank, row.cells)):
                    first.append(row)
                if len(first) == _AHEAD:
                    break
    except InvalidDataError as error:
        return first, error
    return first, None


def _about(sheet: RawSheet, rule: Rule, **params: Any) -> Issue:
    return attrs.evolve(rule.issue(sheet=sheet.name, **params), location=Location(sheet=sheet.name))


class Table:
    """A table with known headings."""

    def __init__(
        self,
        cls: type[Record],
        head: Head,
        reading: Reading,
        sheet: RawSheet,
        first: Sequence[Row],
    ) -> None:
        self.cls, self.reading, self.sheet = cls, reading, sheet
        self._first = [row for row in first if row.number > head.last_row]
        self.options = reading.options
        self.head = head = head.in_country(self.options.country).over(self._first)
        self._told_columns: set[int] = set()
        self._seen = reading.seen.setdefault(cls, set())
        self._left_out = {at: each for at, each in head.others if self._is_left_out(each)}
        identifier = next((p.at for p in head.places if p.column.path == ("id",)), None)
        self._key = identifier if identifier is not None else head.first
        missing = {
            field.name: metadata_of(field).label
            for field in fields(cls)
            if field.default is attrs.NOTHING
            and field.name not in {place.column.path[0] for place in head.places}
        }
        self._is_numbered = list(missing) == ["id"]
        self._missing = {} if self._is_numbered else missing
        placed = [(place.at, place.column, place.language) for place in head.places]
        if self._is_numbered:
            number = next(column for column in stems(cls) if column.path == ("id",))
            placed.append((head.width, number, None))
        self._quick = row_reader(cls, placed, head.width + self._is_numbered)
        self._kinds = RowKinds(cls, head, is_numbered=self._is_numbered)
        self._empty_lines, self._hidden_rows = Spans(), Spans()
        self._are_summaries: dict[str, bool] = {}
        headed = {place.at for place in head.places} | {at for at, _ in head.others}
        self._consents = {
            at: each.text
            for at, each in head.others
            if each.sense is not Sense.LEFT_OUT
            and asks_for_consent(each.text)
            and any(field.name == "consent" for field in fields(cls))
        }
        self._purposes = {
            place.at: place.heading
            for place in head.places
            if place.column.path[:2] == ("consent", "purpose")
        }
        self._is_no = functools.lru_cache(100)(is_no)  # until the end of the table
        self._bare = [at for at in range(head.width) if at not in headed]
        self._longest = self._spare_width()
        self._is_first = True

    def _is_left_out(self, heading: Heading) -> bool:
        """Whether a column belongs to no field, and is reported or kept in ``extra``."""
        if heading.sense is Sense.AMBIGUOUS:
            return bool(self.options.namespace)
        return heading.sense in (Sense.UNKNOWN, Sense.NO_FIELD, Sense.NEVER)

    def records(self) -> Iterator[Any]:
        """Yield the records of the rows after the headings."""
        reading = self.reading
        about_headings = list(self._of_headings())
        reading.issues += about_headings
        if any(
            issue.rule in (FORM, HEADING_UNKNOWN, GROUPED_HEADINGS, NUMBERS_OF_PEOPLE)
            for issue in about_headings
        ) or (about_headings and not self.sheet.is_exported and _names_no_field(self.head)):
            return
        if self._is_numbered:
            reading.tell(self._at(self.head.row, None, ROWS_NUMBERED.issue()))
        if any(isinstance(place.column.kind, ByLetters) for place in self.head.places):
            reading.tell(self._at(self.head.row, None, BY_LETTERS.issue()))
        try:
            with contextlib.closing(self.sheet.rows()) as rows:
                for number, record, found in self._read(rows):
                    reading.issues += [issue.under(reading.count) for issue in found]
                    reading.count += 1
                    if record is not None:
                        if self.options.placed:
                            self.options.placed(Location(number, sheet=self.sheet.name))
                        yield record
                    if len(reading.issues) >= MAX_ISSUES:
                        break
        except InvalidDataError as error:
            reading.issues += [self._on_sheet(issue) for issue in error.issues]
        self._tell_of_rows()

    def _tell_of_rows(self) -> None:
        """Report everything that concerns many rows once."""
        columns = Spans()
        for first, last in self.sheet.hidden_columns:
            for number in range(first, last + 1):
                if number - 1 in self.head.by_index:
                    columns.add(number)
        for found, issue in (
            (self._empty_lines, EMPTY_LINES.issue(rows=self._empty_lines.shown())),
            (self._hidden_rows, HIDDEN_ROWS.issue(rows=self._hidden_rows.shown())),
            (columns, HIDDEN_COLUMNS.issue(columns=columns.shown(column_letters))),
        ):
            if list(found):
                self.reading.tell(attrs.evolve(issue, location=Location(sheet=self.sheet.name)))

    def _on_sheet(self, issue: Issue) -> Issue:
        return attrs.evolve(issue, location=attrs.evolve(issue.location, sheet=self.sheet.name))

    def _of_headings(self) -> Iterator[Issue]:  # noqa: C901 - a rule for each branch
        head = self.head
        filled = {
            at for row in self._first for at, cell in enumerate(row.cells) if not is_blank(cell)
        }
        seen, within = set[Path](), set[Path]()
        for place in head.places:
            path = place.column.path
            above = {path[:depth] for depth in range(1, len(path))}
            if path in seen or path in within or above & seen:
                yield self._at_heading(place.at, HEADING_REPEATED.issue())
            seen.add(path)
            within |= above
        for at, fault in head.faults:
            if at in filled:
                yield from (self._at(head.row, at, each) for each in fault.error().issues)
        for at in head.grouped:
            yield self._at_heading(at, GROUPED_HEADINGS.issue(example=self._argument(at)))
        if is_form(self.cls, head, self._first):
            yield self._at(head.row, None, FORM.issue())
            return
        numbers = numbers_of_people(self.cls, head, self._first)
        if numbers is not None:
            counter = head.by_index.get(numbers)
            heading = counter.heading if counter else self._heading(numbers)
            issue = NUMBERS_OF_PEOPLE.issue(nothing=as_argument(heading, ""))
            yield self._at_heading(numbers, issue)
            return
        asked = [
            (at, each)
            for at, each in head.others
            if each.sense is Sense.AMBIGUOUS and at in filled and at not in self._left_out
        ]
        taken = {place.column.path for place in head.places}
        likeliest = [likeliest_of(each, taken) for _, each in asked]
        for (at, each), column in zip(asked, likeliest, strict=True):
            is_shared = not each.tag and likeliest.count(column) > 1
            yield self._at_heading(at, ambiguous(each, column, is_shared=is_shared))
        unknown = [
            at
            for at, each in self._left_out.items()
            if at in filled and each.sense is Sense.UNKNOWN
        ]
        known = [place for place in head.places if place.at in filled]
        if len(unknown) > len(known) and not self.options.namespace:
            for at in unknown:
                yield self._at_heading(at, HEADING_UNKNOWN.issue(example=self._argument(at)))
        self._missing |= self._missing_beside(known)
        may_be = {each.path[0] for _, heading in asked for each in heading.meanings}
        lacking = {
            name: label
            for name, label in self._missing.items()
            if name.partition("/")[0] not in may_be
        }
        if list(lacking) == ["id"]:
            return  # the rows are numbered once the other headings are known
        for label in lacking.values():
            yield self._at(head.row, None, COLUMN_MISSING.issue(field=label))

    def _missing_beside(self, known: Sequence[Place]) -> dict[str, Phrase]:
        """Return the required fields without a column, in parts of a record that have other values."""
        placed = [place.column.path for place in self.head.places]
        parents = {
            place.column.path[:depth]
            for place in known
            for depth in range(1, len(place.column.path))
        }
        return {
            "/".join(column.path): column.names[-1]
            for column in stems(self.cls)
            if column.path[:-1] in parents
            and column.field.default is attrs.NOTHING
            and not any(path[: len(column.path)] == column.path for path in placed)
        }

    def _read(self, rows: Iterable[Row]) -> Iterator[tuple[int, Any, list[Issue]]]:
        merges = _Merges(self.sheet.merges)
        for row in rows:
            number, cells = row
            if number <= self.head.last_row:
                continue
            read = self._row(number, cells, merges)
            if read is None:
                continue
            if type(row) is HiddenRow:
                self._hidden_rows.add(number)
            yield number, *read
            self._is_first = False
            if read[1] and any(issue.rule is HEADINGS_AGAIN for issue in read[1]):
                return

    def _row(
        self, number: int, cells: list[Any], merges: "_Merges"
    ) -> tuple[Any, list[Issue]] | None:
        """Return the record of a row or its issues; ``None`` if the row is not a record."""
        told, found, length = Told(), list[Issue](), len(cells)
        if length < self.head.width:
            cells = [*cells, *[""] * (self.head.width - length)]
        if self.sheet.merges and merges.open_at(number):
            cells, found = self._filled(number, cells, merges, told)
        strays = self._strays(cells) if self._bare or length > self.head.width else []
        if self.sheet.is_delimited and length > self._longest and not all(map(is_blank, cells)):
            issue = ROW_TOO_LONG.issue(found=length, expected=self.head.width)
            return None, [self._at(number, strays[-1] if strays else None, issue)]
        denied = list(self._denials(number, cells))
        is_right = not (found or strays or denied)
        record, passed = self._clearly(number, cells, told, is_right=is_right)
        if passed is not None:
            return None if passed == [] else (None, passed)
        if record is NOTHING:
            record, more = self._exactly(number, cells, told)
            found += more
            found += [self._at(number, at, VALUE_WITHOUT_HEADING.issue()) for at in strays]
            found += denied
            found.sort(key=lambda issue: issue.column)
        self._report(number, cells, told, record)
        if record is not None and not found:
            record = self._with_unknown(number, record, cells, found)
        return None if found else record, found

    def _clearly(
        self, number: int, cells: list[Any], told: Told, *, is_right: bool
    ) -> tuple[Any, list[Issue] | None]:
        """Return the record of a valid row, and the issues of a row that is not a record.

        If there is neither, the exact path reads the row. An empty list of issues skips it in silence.
        """
        if not self._is_doubtful(cells):
            return self._quickly(cells, told) if is_right else NOTHING, None
        if all(map(is_blank, cells)):
            return None, []
        why = None
        if not self.sheet.is_exported:  # every row of an export is a record
            why = self._kinds.no_record(cells, is_first=self._is_first)
        if why is None:
            return self._quickly(cells, told) if is_right else NOTHING, None
        if why is EMPTY_LINES:
            self._empty_lines.add(number)
            return None, []
        issue = self._at(number, None, why.issue())
        if why.severity is not Severity.NOTICE:
            return None, [issue]
        self.reading.tell(issue)
        return None, []

    def _denials(self, number: int, cells: Sequence[Any]) -> Iterator[Issue]:
        """Yield an issue for each no under a heading that may ask for consent, or for what it is given."""
        denied = [(at, text) for at, text in self._consents.items() if denies(cells[at])]
        denied += [(at, text) for at, text in self._purposes.items() if self._is_no(cells[at])]
        for at, text in denied:
            yield self._at(number, at, CONSENT_DENIED.issue(nothing=as_argument(text, "")))

    def _strays(self, cells: Sequence[Any]) -> list[int]:
        """Return the indices of values without a heading."""
        bare = (*self._bare, *range(self.head.width, len(cells)))
        return [at for at in bare if not is_blank(cells[at])]

    def _quickly(self, cells: Sequence[Any], told: Told) -> Any:
        """Return the record of a row from the fast path, or `NOTHING` if anything may be wrong."""
        row = cells if len(cells) == self.head.width else cells[: self.head.width]
        if self._is_numbered:
            row = [*row, self._number()]
        before = len(told)
        try:
            return self._quick(row, told)
        except RefusedError:
            del told[before:]
            return NOTHING

    def _number(self) -> str:
        """Return an identifier for a row in a table without identifiers."""
        return str(self.reading.count + 1)

    def _spare_width(self) -> int:
        """Return the maximum width of rows: one more than the headings if every row ends in a separator."""
        ends = self._first and all(
            len(row.cells) == self.head.width + 1 and is_blank(row.cells[-1]) for row in self._first
        )
        return self.head.width + bool(ends)

    def _is_doubtful(self, cells: Sequence[Any]) -> bool:
        """Whether a row may not be a record; one with an identifier such as ``p7`` certainly is."""
        if self._is_numbered or self._is_first or len(cells) - cells.count("") < 3:  # noqa: PLR2004
            return True
        key = cells[self._key]
        if type(key) is str and not _has_digit(key):
            return True
        first = cells[0] or next((cell for cell in cells if not is_blank(cell)), "")
        return self._sums_up(key) or (first is not key and self._sums_up(first))

    def _sums_up(self, cell: Any) -> bool:
        """Whether a cell marks its row as a total; the answer is cached without the number at its end."""
        if type(cell) is not str:
            return False
        words = cell.rstrip("0123456789")
        found = self._are_summaries.get(words)
        if found is None:
            found = is_summary(words)
            if len(self._are_summaries) < MAX_REMEMBERED:
                self._are_summaries[words] = found
        return found

    def _filled(
        self, number: int, cells: list[Any], merges: "_Merges", told: Told
    ) -> tuple[list[Any], list[Issue]]:
        """Fill cells that are merged with a cell in a row above, or report an issue."""
        cells, found = list(cells), []
        for merge in merges.open_at(number):
            value = merges.values.get(merge)
            if number == merge.top:
                merges.values[merge] = cells[merge.left - 1] if merge.left <= len(cells) else ""
                for at in range(merge.left, min(merge.right, len(cells))):
                    place = self.head.by_index.get(at)
                    if place and merge.right - merge.left < self.head.width // 2:
                        told.append((at, COVERED, NOTHING))
                continue
            for at in range(merge.left - 1, min(merge.right, len(cells))):
                place = self.head.by_index.get(at)
                if (
                    place is None
                    or value is None
                    or value == ""
                    or not any(not is_blank(cells[p.at]) for p in self.head.places if p.at != at)
                ):
                    continue
                if place.column.required or place.column.path[0] in ("id", "name"):
                    issue = MERGED.issue(field=place.column.names[-1])
                    found.append(self._at(number, at, issue))
                elif at == merge.left - 1:
                    cells[at] = value
                    told.append((at, MERGED_READ, NOTHING))
        return cells, found

    def _exactly(self, number: int, cells: Sequence[Any], told: Told) -> tuple[Any, list[Issue]]:
        """Read a row on the exact path, which finds every issue."""
        data: dict[str, Any] = {}
        wrong: dict[str, list[Issue]] = {}
        for place in self.head.places:
            cell, column = cells[place.at], place.column
            if is_blank(cell):
                continue
            try:
                plain, rules = plain_of(cell, column, place.language)
            except InvalidDataError as error:
                label = column.names[-1]
                placed = [
                    attrs.evolve(i.under(column.field.name, label), pointer=column.pointer)
                    for i in error.issues
                ]
                wrong[column.pointer] = [self._at(number, place.at, issue) for issue in placed]
                plain, rules = _WRONG, []
            told += [(place.at, rule, plain) for rule in rules]
            if plain is not NOTHING:
                _put(data, column.path, plain)
        if self._is_numbered:
            data["id"] = self._number()
        try:
            return self.options.structure(data, self.cls), []
        except InvalidDataError as error:
            told_already = (*wrong, *(f"/{name}" for name in self._missing))
            found = [
                self._at(number, self._index_of(issue.pointer), issue)
                for issue in error.issues
                if not _is_within(issue.pointer, told_already)
            ]
            return None, [*itertools.chain(*wrong.values()), *found]

    def _index_of(self, pointer: str) -> int | None:
        """Return the index of the cell at a pointer, around it or inside it."""
        places = [(place.column.pointer, place.at) for place in self.head.places]
        within = [(len(here), at) for here, at in places if _is_within(pointer, (here,))]
        if within:
            return max(within)[1]
        return next((at for here, at in places if _is_within(here, (pointer,))), None)

    def _at_heading(self, at: int, issue: Issue) -> Issue:
        head = self.head
        return self._at(head.last_row if at in head.below else head.row, at, issue)

    def _at(self, number: int, at: int | None, issue: Issue) -> Issue:
        place: Place | None = None if at is None else self.head.by_index.get(at)
        if place and place.column.personal:
            issue = discreet(issue)
        column = 0 if at is None else at + 1
        heading = place.heading if place else self._heading(at)
        return attrs.evolve(issue, location=Location(number, column, heading, self.sheet.name))

    def _heading(self, at: int | None) -> str:
        text = next((each.text for index, each in self.head.others if index == at), "")
        text = " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())
        return text[:_MAX_SHOWN] or ("" if at is None else column_letters(at + 1))

    def _argument(self, at: int) -> str:
        return as_argument(self._heading(at), "FIELD")

    def _report(self, number: int, cells: Sequence[Any], told: Told, record: Any) -> None:
        tell = self.reading.tell
        listeners = self.options.notice is not None
        for at, rule, plain in told if listeners else ():
            column = self.head.by_index[at].column
            issue = Issue(
                rule, {}, column.pointer, column.names[-1], repaired=self._said(at, plain)
            )
            tell(self._at(number, at, issue))
        if len(self._told_columns) < len(self._left_out):
            for at, each in self._left_out.items():
                if at not in self._told_columns and at < len(cells) and not is_blank(cells[at]):
                    self._told_columns.add(at)
                    kept = bool(self.options.namespace)
                    tell(self._at_heading(at, left_out(self.cls, each, is_kept=kept)))
        id_ = getattr(record, "id", None)
        if id_ in self._seen:
            issue = ID_AGAIN.issue(field=label_of(self.cls, "id"))
            tell(self._at(number, self._index_of("/id"), issue))
        elif id_ is not None:
            self._seen.add(id_)

    def _said(self, at: int, plain: Any) -> str | None:
        """Return in words the value that a cell was read as; it appears only to who checks the sheet."""
        place = self.head.by_index[at]
        if plain is NOTHING:
            return None
        try:
            return place.column.kind.read_as(plain, place.language)
        # A notice without the value is better than no record.
        except (LookupError, ValueError, TypeError, AttributeError):  # pragma: no cover
            return None

    def _with_unknown(
        self, number: int, record: Any, cells: Sequence[Any], found: list[Issue]
    ) -> Any:
        if not self.options.namespace:
            return record
        kept: dict[str, Any] = {}
        for at, each in self._left_out.items():
            if at < len(cells) and not is_blank(cells[at]) and each.sense is not Sense.NEVER:
                name = f"{each.text} ({column_letters(at + 1)})" if each.text in kept else each.text
                kept[name] = _as_json(cells[at])
        if not kept:
            return record
        key = f"{self.options.namespace}:columns"
        try:
            return record.evolve(extra={**record.extra, key: kept})
        except InvalidDataError as error:
            found += [self._at(number, None, issue) for issue in error.issues]
            return None


class _Merges:
    """The merged cells that reach into a row, and the value of their first cell."""

    def __init__(self, merges: Sequence[Merge]) -> None:
        self._left = sorted(merges, reverse=True)
        self._open: list[Merge] = []
        self.values: dict[Merge, Any] = {}

    def open_at(self, number: int) -> Sequence[Merge]:
        """Return the merged cells that reach into a row; call it with rising numbers."""
        if not self._left and not self._open:
            return ()
        while self._left and self._left[-1].top <= number:
            self._open.append(self._left.pop())
        self._open = [merge for merge in self._open if merge.bottom >= number][:_MAX_OPEN_MERGES]
        return self._open


_has_digit = re.compile(r"\d").search

_WRONG: Any = object()
"""Stands for a cell that could not be read, so that the field stays unset."""


def _as_json(cell: Any) -> Any:
    if isinstance(cell, Fault):
        return cell.shown
    if isinstance(cell, Formatted):
        return cell.shown or float(cell)
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return str(cell)
    return cell


def _put(data: dict[str, Any], path: Path, plain: Any) -> None:
    for key in path[:-1]:
        inner = data.setdefault(key, {})
        if not isinstance(inner, dict):
            return  # another column holds the whole value; both are refused
        data = inner
    data[path[-1]] = plain


def _is_within(pointer: str, places: Iterable[str]) -> bool:
    """Whether a pointer leads to one of *places* or through it."""
    return any(f"{pointer}/".startswith(f"{place}/") for place in places)


def discreet(issue: Issue) -> Issue:
    """Remove from an issue of a personal field everything that would reveal the input."""
    if issue.rule is GOVERNORATE_IS_CITY:
        return attrs.evolve(issue, rule=UNKNOWN_GOVERNORATE, params={})
    params: Mapping[str, Any] = {
        name: said for name, said in issue.params.items() if name != "suggestion"
    }
    if issue.rule is AMBIGUOUS_DATE:
        params = {**params, "first": DAY_FIRST, "second": MONTH_FIRST}
    return attrs.evolve(issue, params=params)
