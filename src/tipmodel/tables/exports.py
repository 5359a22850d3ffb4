"""Exports of KoBoToolbox and ODK Central: several tables of answers that belong together.

Repeated parts are on separate sheets. `answer_sheets` interprets one table; this module reads its
rows like those of any other sheet, so issues have the same words and locations, and puts the
repeated parts into their records.
"""

import collections
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..core.issues import InvalidDataError, Location, Rule
from ..core.metadata import metadata_of
from ..core.options import ReadOptions
from ..core.record import Record
from .answer_sheets import JOINED_BY, PARENTS, Answers, is_export, last_name
from .heading_words import forget
from .headings import NOUNS, texts_of, title
from .questions import OF_DEVICES, repeats_of
from .reader import Reading, Table, records as read_tables
from .rules import (
    BY_LETTERS,
    NO_HEADINGS,
    NO_REPEATS,
    NOT_JOINED,
    OTHER_SHEET,
    PARENT_MISSING,
    PARTS_ABSENT,
    REJECTED_READ,
    SERVER_COLUMNS,
    SHEET_IGNORED,
    WITHOUT_CONSENT,
)
from .source import RawSheet, Row, is_blank

_AHEAD = 300


def records(
    cls: type[Record] | None, sheets: Sequence[RawSheet], options: ReadOptions
) -> Iterator[Any]:
    """Yield the records of all sheets that hold a table of a class, exports among them.

    Raises:
        InvalidDataError: At the end, with the issues of all sheets.

    """
    tops = [(sheet, top) for sheet in sheets if not sheet.hidden and (top := _top(sheet))]
    exported = [(sheet, top) for sheet, top in tops if is_export(cls, top, options)]
    if not exported:
        yield from read_tables(cls, sheets, options)
        return
    export = _Export(options)
    others = [sheet for sheet, top in tops if (sheet, top) not in exported]
    try:
        yield from export.records(cls, exported, others)
    finally:
        forget()


def _top(sheet: RawSheet) -> Row | None:
    rows = sheet.rows()
    try:
        return next((row for row in rows if not all(map(is_blank, row.cells))), None)
    except InvalidDataError:
        return None  # the reader of tables reports the issue
    finally:
        rows.close()


class _Export:
    """The state shared by the sheets of one export."""

    def __init__(self, options: ReadOptions) -> None:
        self.options = options
        self.reading = Reading(options)
        self._read_from: list[Answers] = []

    def records(
        self,
        cls: type[Record] | None,
        exported: Sequence[tuple[RawSheet, Row]],
        others: Sequence[RawSheet],
    ) -> Iterator[Any]:
        """Yield the records with their repeated parts."""
        inner = [each for each in exported if PARENTS & {*texts_of(each[1].cells)}]
        outer = [self._answers(cls, *each) for each in exported if each not in inner]
        for sheet in others:
            self._tell(SHEET_IGNORED, sheet.name)
        alone = self._alone(cls, inner) if cls else None
        if alone:
            for sheet, _ in exported:
                if sheet.name not in ("", alone.sheet.name):  # the main table of JSON has no name
                    self._tell(OTHER_SHEET, sheet.name)
            outer, inner = [alone], []
        elif not outer:
            outer, inner = [self._answers(cls, *each) for each in inner], []
        for answers in outer:
            yield from self._with_parts(answers, inner)
        self._report()
        if self.reading.issues:
            raise InvalidDataError(*self.reading.issues)

    def _answers(self, cls: type[Record] | None, sheet: RawSheet, top: Row) -> Answers:
        """Interpret a table, of a class or of the class that fits best."""
        tried = [Answers(each, sheet, top, self.options) for each in ((cls,) if cls else NOUNS)]
        return max(tried, key=lambda answers: answers.questions)

    def _alone(self, cls: type[Record], inner: Sequence[tuple[RawSheet, Row]]) -> Answers | None:
        """Return the repeated part that holds the records, if the form is about another class."""
        for sheet, top in inner:
            for noun in NOUNS:
                field = _field_of(sheet.name, noun)
                if noun is not cls and field and issubclass(cls, repeats_of(noun)[field][1]):
                    return Answers(cls, sheet, top, self.options, within=noun)
        return None

    def _with_parts(
        self, answers: Answers, sheets: Sequence[tuple[RawSheet, Row]]
    ) -> Iterator[Any]:
        parts: list[_Part] = []
        for sheet, top in sheets:
            field = _field_of(sheet.name, answers.cls)
            if field is None:
                self._tell(SHEET_IGNORED, sheet.name)
                continue
            its_class = repeats_of(answers.cls)[field][1]
            inner = Answers(its_class, sheet, top, self.options, within=answers.cls)
            joined = [pair for pair in JOINED_BY if answers.has(pair[0]) and inner.has(pair[1])]
            if joined:
                parts.append(self._part(field, answers, inner, *joined[0]))
            else:
                self._refuse(NOT_JOINED, sheet.name, form="_index, _parent_index")
        for record, location in self._read(answers, self.reading):
            made = self._joined(record, parts, location)
            if made is not None:
                if self.options.placed:
                    self.options.placed(location)
                yield made
        self._tell_of_repeats(answers, {part.field for part in parts if part.is_there})

    def _part(
        self, field: str, outer: Answers, inner: Answers, key_name: str, parent_name: str
    ) -> "_Part":
        """Read a repeated part; an issue in it invalidates the record that it belongs to."""
        keys, parents = dict(outer.keys(key_name)), dict(inner.keys(parent_name))
        times = collections.Counter(keys.values())
        order = {key: number for number, key in enumerate(times)}
        counts = collections.Counter[str]()
        nth: dict[int, int] = {}
        for row, key in parents.items():
            nth[row] = counts[key]
            counts[key] += 1
        part = _Part(field, keys, is_there=bool(parents))
        reading = Reading(self.options)
        reading.seen[inner.cls] = _Nothing()  # identifiers are unique within a record only
        for record, location in self._read(inner, reading):
            key = parents.get(location.row, "")
            if times[key] == 1:
                part.by_parent.setdefault(key, []).append((record, location))
            else:
                reading.issues.append(
                    attrs.evolve(PARENT_MISSING.issue(), pointer="/0", location=location)
                )
        for issue in reading.issues:
            row_key = parents.get(issue.row)
            part.torn |= {*order} if row_key is None else {row_key}
            inside = issue.pointer[1:].partition("/")[2]
            steps = (order.get(row_key or "", 0), field, nth.get(issue.row, 0), inside)
            pointer = "".join(f"/{step}" for step in steps if step != "")
            self.reading.issues.append(attrs.evolve(issue, pointer=pointer))
        return part

    def _read(self, answers: Answers, reading: Reading) -> Iterator[tuple[Any, Location]]:
        """Yield the records of one table, each with its location."""
        where = Location()

        def placed(location: Location) -> None:
            nonlocal where
            where = location

        self._read_from.append(answers)
        if not answers.head.places:
            if any(not all(map(is_blank, row.cells)) for row in answers.rows()):
                self._refuse(NO_HEADINGS, answers.sheet.name)
            return
        reading.options = attrs.evolve(self.options, placed=placed)
        first = list(itertools.islice(answers.rows(), _AHEAD))
        for record in Table(answers.cls, answers.head, reading, answers.sheet, first).records():
            yield record, where
        reading.issues += (issue.under(reading.count) for issue in answers.refused.values())

    def _joined(self, record: Any, parts: Sequence["_Part"], location: Location) -> Any | None:
        """Return a record with its repeated parts, or report what they contradict."""
        found: dict[str, list[tuple[Any, Location]]] = {}
        for part in parts:
            key = part.keys.get(location.row, "")
            if key in part.torn:
                return None
            if key in part.by_parent:
                found[part.field] = part.by_parent[key]
        try:
            more = {field: tuple(each for each, _ in several) for field, several in found.items()}
            return record.evolve(**more) if more else record
        except InvalidDataError as error:
            for issue in error.issues:
                field, index = [*issue.pointer.split("/")[1:3], "", ""][:2]
                inside = field in found and index.isdecimal()
                here = found[field][int(index)][1] if inside else location
                self.reading.issues.append(attrs.evolve(issue, location=here))
            return None

    # Notices ------------------------------------------------------------------------------------

    def _tell(self, rule: Rule, sheet: str, **params: Any) -> None:
        issue = rule.issue(**_about(rule, sheet), **params)
        self.reading.tell(attrs.evolve(issue, location=Location(sheet=sheet)))

    def _refuse(self, rule: Rule, sheet: str, **params: Any) -> None:
        issue = rule.issue(**_about(rule, sheet), **params)
        self.reading.issues.append(attrs.evolve(issue, location=Location(row=1, sheet=sheet)))

    def _report(self) -> None:
        """Report once what was left out, and how many answers gave no record."""
        every = {name for each in self._read_from for name in each.server_columns}
        copies = {f"_submission_{name}" for name in every}  # on the sheets of repeated parts
        count = sum(len(each.without_consent) for each in self._read_from)
        rejected = sum(len(each.rejected) for each in self._read_from)
        sheet = self._read_from[0].sheet.name if self._read_from else ""
        if every:
            names = sorted(every - copies, key=lambda name: (name not in OF_DEVICES, name))
            self._tell(SERVER_COLUMNS, sheet, names=", ".join(names))
        if rejected:
            self._tell(REJECTED_READ, sheet, count=rejected)
        if count:
            self._tell(WITHOUT_CONSENT, sheet, count=count)
        for each in self._read_from:
            for issue in each.of_joined_columns():
                self.reading.tell(issue)
            self.reading.issues.extend(each.of_repeated_columns())
        if any(each.has_own_words for each in self._read_from):
            self._tell(BY_LETTERS, sheet)

    def _tell_of_repeats(self, answers: Answers, found: Collection[str]) -> None:
        """Report repeated parts that the file lacks although some answers announce them."""
        repeats = repeats_of(answers.cls)
        if answers.sheet.is_delimited and not answers.sheet.name:
            names = tuple(title(cls) for _, cls in repeats.values() if cls in NOUNS)
            if names:
                self._tell(NO_REPEATS, "", fields=names)
            return
        lost = [name for name in repeats if name in answers.opened and name not in found]
        if lost:
            labels = tuple(metadata_of(repeats[name][0]).label for name in lost)
            self._tell(PARTS_ABSENT, answers.sheet.name, fields=labels)


def _about(rule: Rule, sheet: str) -> dict[str, Any]:
    """Return the name of the sheet as a parameter, if the sentence of the rule contains it."""
    return {"sheet": sheet} if "{sheet}" in rule.english else {}


class _Nothing(set[Any]):
    """A set that stays empty."""

    def add(self, _: Any) -> None:
        """Add nothing."""


@attrs.define
class _Part:
    """The records of one repeated part, by the key of the record that they belong to.

    Attributes:
        field: The field that holds them.
        keys: The keys of the records by the numbers of their rows.
        is_there: Whether its table has any rows.
        by_parent: The parts with their locations, by the key of the record.
        torn: The keys of records with an invalid part.

    """

    field: str
    keys: Mapping[int, str]
    is_there: bool
    by_parent: dict[str, list[tuple[Any, Location]]] = attrs.field(factory=dict)
    torn: set[str] = attrs.field(factory=set)


def _field_of(sheet: str, cls: type[Record]) -> str | None:
    """Return the field whose records a sheet holds, by its name."""
    for field in repeats_of(cls):
        if last_name(sheet) == field:
            return field
    return None
