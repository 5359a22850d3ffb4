"""Exports of KoBoToolbox and ODK Central: tables whose headings and answers the server wrote.

A heading is the name of a question or its label, perhaps behind the names of groups; a choice
can have a column of its own; repeated parts stand on sheets of their own; and the server adds
columns. Here each heading is understood and each row put right, so that the reader of tables
reads an export like any other sheet, and reports what is wrong in the same words and places.
"""

import collections
import itertools
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

import attrs

from ..core.issues import InvalidDataError, Issue, Location, Rule
from ..core.metadata import metadata_of
from ..core.options import ReadOptions
from ..core.record import PerClassCache, Record
from ..core.rules import KEY_MISSING
from ..core.unicode import fold
from ..model import Consent
from .answers import Answer, answered, choice
from .choices import YES_OR_NO
from .cleaning import is_tag
from .columns import Column, Path, find
from .heading_words import Heading, Sense, forget, understand
from .headings import NOUNS, Head, Place, texts_of, title
from .names import Names
from .questions import (
    CONSENT_GIVEN,
    OWN_WORDS,
    asked_name,
    asks_to_add,
    is_consent,
    is_in_part,
    is_select_multiple,
    item_of,
    label_of_own_line,
    names_of,
    part_labels,
    part_name,
    prefix_of,
    repeats_of,
    takes_own_words,
)
from .reader import Reading, Table, records as read_tables
from .rules import (
    BY_LETTERS,
    HEADING_REPEATED,
    NO_HEADINGS,
    NO_REPEATS,
    NOT_JOINED,
    OTHER_SHEET,
    PARENT_MISSING,
    SERVER_COLUMNS,
    SHEET_IGNORED,
    WITHOUT_CONSENT,
)
from .source import Cell, Fault, RawSheet, Row, is_blank

_AHEAD = 300

_NAMES_OF_KOBO = """
id uuid submission_time validation_status notes status submitted_by tags index parent_index parent_table_name
xform_id xform_id_string bamboo_dataset_id geolocation attachments media_count total_media media_all_received
duration edited last_edited date_modified deleted_at supplementalDetails
"""
_NAMES_OF_CENTRAL = """
KEY PARENT_KEY SubmissionDate SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState
DeviceID Edits FormVersion instanceID instanceName
"""
_NAMES_OF_DEVICES = """
start end today deviceid devicephonenum phonenumber simserial subscriberid username audit
"""
_is_of_kobo = re.compile(
    rf"_(?:submission__)?(?:{'|'.join(_NAMES_OF_KOBO.split())})|_(?:submission__)?_{{1,2}}version_+[0-9]*|_version_+[0-9]*"
    r"|formhub/uuid|meta[/-](?:instanceID|instanceName|rootUuid|deprecatedID|audit)"
    r"|__(?:Submissions[\w.-]*-)?id|__system(?:/\w+)?"  # JSON of ODK Central
).fullmatch
_CENTRAL = frozenset(_NAMES_OF_CENTRAL.split())
_OF_DEVICES = frozenset(_NAMES_OF_DEVICES.split())
"""What a form can ask the device; a question of ours that has the same name comes first."""

_MARKS = frozenset(
    [
        "_uuid",
        "_submission_time",
        "__version__",
        "_index",
        "_parent_index",
        "_submission__id",
        "_submission__uuid",
        "formhub/uuid",
        "meta/instanceID",
        "meta-instanceID",
        "instanceID",
        "SubmissionDate",
        "PARENT_KEY",
        "__id",
    ]
)
"""Columns that only servers write."""

_JOINED_BY = (
    ("KEY", "PARENT_KEY"),
    ("_index", "_parent_index"),
    ("_uuid", "_submission__uuid"),
    ("_id", "_submission__id"),
)
_PARENTS = frozenset(parent for _, parent in _JOINED_BY)

_separators = re.compile(r"\s*[/\\\-–—:;.,>»→|~]+\s*").finditer
_TICKED = {
    "1": True,
    "1.0": True,
    "true": True,
    "0": False,
    "0.0": False,
    "false": False,
    "": False,
}


def records(
    cls: type[Record] | None, sheets: Sequence[RawSheet], options: ReadOptions
) -> Iterator[Any]:
    """Yield the records of all sheets that hold a table of a class, exports among them.

    Raises:
        InvalidDataError: At the end, with the issues of all sheets.

    """
    tops = [(sheet, top) for sheet in sheets if not sheet.hidden and (top := _top(sheet))]
    exported = [(sheet, top) for sheet, top in tops if _is_export(cls, top, options)]
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
        return None  # the reader of tables says so
    finally:
        rows.close()


def _is_export(cls: type[Record] | None, top: Row, options: ReadOptions) -> bool:
    """Whether a server wrote the headings: by its own columns, or by names only a form has."""
    texts = texts_of(top.cells)
    if _MARKS.intersection(texts):
        return True
    ends = [re.split("[/-]", text)[-1] for text in texts]
    for each in (cls,) if cls else NOUNS:
        names = _names(each)
        if sum(end in names and "_" in end and len(names[end].path) > 1 for end in ends) > 1:
            return True
        grouped = [text for text in texts if "/" in text and find(each, text.split("/")[-1])]
        if len(grouped) > 1:
            known = understand(each, grouped, options.headings)
            return sum(heading.sense is Sense.UNKNOWN for heading in known) > 1
    return False


@PerClassCache
def _names(cls: type[Record]) -> Mapping[str, Column]:
    """Return the columns of a class by the names of questions, in a form of it and in a repeat."""
    names = names_of(cls)
    return {**{prefix_of(cls) + name: column for name, column in names.items()}, **names}


@PerClassCache
def _own_lines(cls: type[Record]) -> Mapping[str, Path]:
    return {
        f"{name}_{OWN_WORDS}": column.path
        for name, column in _names(cls).items()
        if takes_own_words(column)
    }


@PerClassCache
def _asked_besides(cls: type[Record]) -> frozenset[str]:
    """Return the names of questions for the part of Iraq, which only help to answer others."""
    return frozenset(part_name(name) for name, column in _names(cls).items() if is_in_part(column))


class Answers:
    """One table of an export: its headings understood, its rows put right.

    Attributes:
        cls: The class of its records.
        head: The headings that are columns of the class, or unknown.
        sheet: The sheet with what else there is put where it belongs.
        issues: The issues of the headings.
        refused: The issues of rows for which it is not known whether there is consent.
        without_consent: The numbers of the rows in which consent is denied.
        has_own_words: Whether there are any, whose language their letters say.

    """

    def __init__(self, cls: type[Record], raw: RawSheet, top: Row, options: ReadOptions) -> None:
        self.cls, self._raw, self._top = cls, raw, top
        self._texts = texts_of(top.cells)
        self._is_central = bool({"KEY", "SubmissionDate", "PARENT_KEY"} & {*self._texts})
        self._server: dict[str, int] = {}
        self._parts: list[int] = []
        self._opening: dict[str, int] = {}
        self._own: dict[Path, int] = {}
        self._ticks: dict[Path, dict[str, int]] = {}
        self._consent: int | None = None
        self.issues: list[Issue] = []
        self.refused: dict[int, Issue] = {}
        self.without_consent: set[int] = set()
        self.has_own_words = False
        self.head = self._understood(options)
        self.sheet = attrs.evolve(raw, rows=self.rows, is_exported=True)

    # Headings -----------------------------------------------------------------------------------

    def _understood(self, options: ReadOptions) -> Head:
        given = {fold(heading) for heading in options.headings}
        places: dict[int, Place] = {}
        labels = [""] * len(self._texts)
        for at, text in enumerate(self._texts):
            if not text:
                continue
            if fold(text) in given:
                labels[at] = text
            elif not self._is_of_server(at, text) and not self._is_of_form(at, text, places):
                labels[at] = self._without_group(text)
        others: list[tuple[int, Heading]] = []
        for at, heading in enumerate(understand(self.cls, labels, options.headings)):
            if heading.column is not None and heading.sense is Sense.FIELD:
                places[at] = Place(at, heading.column, heading.language, self._texts[at])
            elif heading.sense is not Sense.BLANK:
                others.append((at, attrs.evolve(heading, text=self._texts[at])))
        others = [(at, each) for at, each in others if not self._is_of_device(at, each)]
        self._place_ticks(places)
        others += self._without_question([place.column for place in places.values()])
        faults = [(at, cell) for at, cell in enumerate(self._top.cells) if isinstance(cell, Fault)]
        answers = tuple(_as_answered(places[at]) for at in sorted(places))
        number = self._top.number
        return Head(number, number, answers, tuple(others), tuple(faults), (), len(self._texts))

    def _without_group(self, text: str) -> str:
        """Return a heading without the groups of its question, if the rest is a known heading."""
        if understand(self.cls, [text])[0].sense is Sense.NEVER:
            return text
        *groups, end = text.split("/")
        found = next((each for each in _endings(text) if find(self.cls, each)), None)
        if found is None and groups and understand(self.cls, [end])[0].sense is not Sense.UNKNOWN:
            return end
        return text if found is None else found

    def _is_of_server(self, at: int, text: str) -> bool:
        is_its = _is_of_kobo(text) is not None
        if self._is_central:
            is_its |= text in _CENTRAL or text.rpartition("-")[2].startswith("SET-OF-")
            is_its |= text.startswith("SET-OF-")
        if is_its:
            self._again(at, text in self._server)
            self._server[text] = at
        return is_its

    def _is_of_device(self, at: int, heading: Heading) -> bool:
        if heading.sense is not Sense.UNKNOWN or heading.text not in _OF_DEVICES:
            return False
        self._server[heading.text] = at
        return True

    def _is_of_form(self, at: int, text: str, places: dict[int, Place]) -> bool:
        """Whether a heading is the name of a question, or of a question that is no field's."""
        if self._is_tick(at, text):
            return True
        for end in _endings(text):
            column = _names(self.cls).get(end)
            if column is not None:
                places[at] = Place(at, column, None, text)
                return True
            if self._is_besides(at, end):
                return True
            if end in (CONSENT_GIVEN, prefix_of(self.cls) + CONSENT_GIVEN) or is_consent(end):
                self._again(at, self._consent is not None)
                self._consent = at
                return True
            if path := _own_lines(self.cls).get(end) or self._path_of_own_line(end):
                self._again(at, path in self._own)
                self._own[path] = at
                return True
        return False

    def _is_besides(self, at: int, text: str) -> bool:
        """Whether a question only helps to answer others: about the part of Iraq, or a repeated part."""
        if text in _asked_besides(self.cls) or fold(text) in part_labels():
            self._parts.append(at)
            return True
        if text not in map(asked_name, repeats_of(self.cls)) and not asks_to_add(text):
            return False
        self._again(at, text in self._opening)
        self._opening[text] = at
        return True

    def _path_of_own_line(self, label: str) -> Path | None:
        for text in label_of_own_line(label):
            for column in find(self.cls, text).values():
                if takes_own_words(column):
                    return column.path
        return None

    def _is_tick(self, at: int, text: str) -> bool:
        """Whether a heading is a question with one of its choices behind it."""
        for found in _separators(text):
            question, option = text[: found.start()], text[found.end() :]
            column = self._column(question)
            if column is None or not is_select_multiple(column):
                continue
            code = choice(item_of(column), option)
            if code is None:
                continue
            ticks = self._ticks.setdefault(column.path, {})
            self._again(at, code in ticks)
            ticks[code] = at
            return True
        return False

    def _column(self, text: str) -> Column | None:
        for end in _endings(text):
            column = _names(self.cls).get(end) or next(iter(find(self.cls, end).values()), None)
            if column is not None:
                return column
        return None

    def _place_ticks(self, places: dict[int, Place]) -> None:
        """Let the first column of choices stand for the question, if that has no column."""
        by_path = {column.path: column for column in _names(self.cls).values()}
        placed = {place.column.path for place in places.values()}
        for path, ticks in self._ticks.items():
            if path not in placed:
                at = min(ticks.values())
                places[at] = Place(at, by_path[path], None, self._texts[at])

    def _without_question(self, placed: Sequence[Column]) -> Iterator[tuple[int, Heading]]:
        """Yield the columns beside questions that have none themselves, so they are not known."""
        paths = {column.path for column in placed}
        lonely = [path for path in self._own if path not in paths]
        for at in [self._own.pop(path) for path in lonely]:
            yield at, Heading(self._texts[at], Sense.UNKNOWN)
        number = len([column for column in placed if is_in_part(column)])
        for at in self._parts[number:]:
            yield at, Heading(self._texts[at], Sense.UNKNOWN)
        del self._parts[number:]

    def _again(self, at: int, is_there: bool) -> None:  # noqa: FBT001
        if is_there:
            self.issues.append(self._at(self._top.number, at, HEADING_REPEATED.issue()))

    def _at(self, row: int, at: int, issue: Issue) -> Issue:
        location = Location(row, at + 1, self._texts[at], self._raw.name)
        return attrs.evolve(issue, location=location)

    # Rows ---------------------------------------------------------------------------------------

    def rows(self) -> Generator[Row, None, None]:
        """Yield the rows with the answers in the columns of their questions, and nothing else."""
        consent = () if self._consent is None else (self._consent,)
        besides = {*self._server.values(), *self._parts, *self._opening.values(), *consent}
        ticks = {at for ticks in self._ticks.values() for at in ticks.values()}
        spread = [place for place in self.head.places if self._is_spread(place.column.path)]
        moved = {*besides, *self._own.values(), *ticks}
        rows = self._raw.rows()
        try:
            for row in rows:
                if row.number <= self._top.number:
                    continue
                cells = list(row.cells)
                cells += [""] * (len(self._texts) - len(cells))
                if _are_tags(cells) or not self._is_consented(row.number, cells):
                    continue
                answers = [(place.at, self._answer(place, cells)) for place in spread]
                for at in moved:
                    cells[at] = ""
                for at, answer in answers:
                    cells[at] = answer
                if not self._is_empty_part(cells):
                    yield row._replace(cells=cells)
        finally:
            rows.close()

    def _is_empty_part(self, cells: Sequence[Cell]) -> bool:
        """Whether a part was added and left empty: it has nothing but the identifier the form made."""
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        if len(filled) != 1 or not _PARENTS & {*self._texts}:
            return False
        place = self.head.by_index.get(filled[0])
        made = rf"{prefix_of(self.cls)[:-1]}-[0-9]+"
        is_id = place is not None and place.column.path == ("id",)
        return is_id and re.fullmatch(made, str(cells[filled[0]])) is not None

    def _is_spread(self, path: Path) -> bool:
        return path in self._own or path in self._ticks

    def _answer(self, place: Place, cells: Sequence[Cell]) -> Any:
        """Return what stands about a question in all of its columns."""
        path = place.column.path
        ticks = {code: cells[at] for code, at in self._ticks.get(path, {}).items()}
        own = cells[self._own[path]] if path in self._own else ""
        is_tick = place.at in self._ticks.get(path, {}).values()
        cell = "" if is_tick else cells[place.at]
        fault = next(
            (each for each in (cell, own, *ticks.values()) if isinstance(each, Fault)), None
        )
        if fault:
            return fault
        if all(map(is_blank, (cell, own, *ticks.values()))):
            return ""
        self.has_own_words |= not is_blank(own)
        said = {code: _TICKED.get(str(tick).strip().lower()) for code, tick in ticks.items()}
        chosen = tuple(code for code, is_ticked in said.items() if is_ticked)
        is_ticked = not all(map(is_blank, ticks.values()))
        return Answer(
            str(cell).strip(),
            chosen if is_ticked else None,
            str(own),
            is_torn=None in said.values(),
        )

    def _is_consented(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether there is consent, or nothing was asked of it; "no" leaves no record."""
        if self._consent is None:
            return True
        cell = cells[self._consent]
        if is_blank(cell):
            if not all(map(is_blank, cells)):  # the server's own columns say that it was sent
                self._refuse(number, KEY_MISSING.issue())
            return False
        try:
            said, _ = YES_OR_NO.meant(cell, None)
        except InvalidDataError as error:
            self._refuse(number, error.issues[0])
            return False
        if not said:
            self.without_consent.add(number)
        return bool(said)

    def _refuse(self, number: int, issue: Issue) -> None:
        """Refuse a row of which it is not known whether there is consent."""
        issue = issue.under("consent", metadata_of(Consent).label)
        self.refused[number] = self._at(number, self._consent or 0, issue)

    def keys(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the rows of which records can be made, with what joins them."""
        at = self._server[name]
        rows = self._raw.rows()
        for row in rows:
            if row.number > self._top.number and at < len(row.cells):
                yield row.number, _key(row.cells[at])

    @property
    def server_columns(self) -> tuple[str, ...]:
        """The columns that the server adds."""
        return tuple(self._server)

    def has(self, name: str) -> bool:
        """Whether the server added a column."""
        return name in self._server


def _endings(text: str) -> Iterator[str]:
    """Yield a heading, and what of it stands behind the names of groups, from the longest."""
    yield text
    for found in _separators(text):
        yield text[found.end() :]


def _as_answered(place: Place) -> Place:
    kind = answered(place.column.kind)
    language = place.language or ("en" if isinstance(kind, Names) else None)
    return place._replace(column=attrs.evolve(place.column, kind=kind), language=language)


def _are_tags(cells: Sequence[Cell]) -> bool:
    """Whether a row holds the tags of HXL that KoBoToolbox can write below the headings."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(isinstance(cell, str) and is_tag(cell.strip()) for cell in filled)


def _key(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell).strip()


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
        """Yield the records with the parts that are repeated in them."""
        inner = [each for each in exported if _PARENTS & {*texts_of(each[1].cells)}]
        outer = [self._answers(cls, *each) for each in exported if each not in inner]
        for sheet in others:
            self._tell(SHEET_IGNORED, sheet.name)
        alone = self._alone(cls, inner) if cls else None
        if alone:
            for sheet, _ in exported:
                if sheet.name != alone.sheet.name:
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
        """Understand a table, as of a class or of that of which it holds most."""
        tried = [Answers(each, sheet, top, self.options) for each in ((cls,) if cls else NOUNS)]
        return max(tried, key=lambda answers: len(answers.head.places))

    def _alone(self, cls: type[Record], inner: Sequence[tuple[RawSheet, Row]]) -> Answers | None:
        """Return the part that holds the records, where the whole is of another class."""
        for sheet, top in inner:
            for noun in NOUNS:
                field = _field_of(sheet.name, noun)
                if noun is not cls and field and issubclass(cls, repeats_of(noun)[field][1]):
                    return Answers(cls, sheet, top, self.options)
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
            inner = Answers(repeats_of(answers.cls)[field][1], sheet, top, self.options)
            joined = [pair for pair in _JOINED_BY if answers.has(pair[0]) and inner.has(pair[1])]
            if joined:
                parts.append(self._part(field, answers, inner, *joined[0]))
            else:
                self._refuse(NOT_JOINED, sheet.name, form="_index, _parent_index")
        if not sheets:
            self._tell_of_repeats(answers)
        for record, location in self._read(answers, self.reading):
            made = self._joined(record, parts, location)
            if made is not None:
                if self.options.placed:
                    self.options.placed(location)
                yield made

    def _part(
        self, field: str, outer: Answers, inner: Answers, key_name: str, parent_name: str
    ) -> "_Part":
        """Read a repeated part; an issue in it spoils the record that it belongs to."""
        keys, parents = dict(outer.keys(key_name)), dict(inner.keys(parent_name))
        times = collections.Counter(keys.values())
        order = {key: number for number, key in enumerate(times)}
        part = _Part(field, keys)
        reading = Reading(self.options)
        reading.seen[inner.cls] = _Nothing()  # identifiers are of one record
        for record, location in self._read(inner, reading):
            key = parents.get(location.row, "")
            if times[key] == 1:
                part.by_parent.setdefault(key, []).append((record, location))
            else:
                reading.issues.append(attrs.evolve(PARENT_MISSING.issue(), location=location))
        for issue in reading.issues:
            row_key = parents.get(issue.row)
            part.torn |= {*order} if row_key is None else {row_key}
            pointer = f"/{order.get(row_key or '', 0)}/{field}{issue.pointer}"
            self.reading.issues.append(attrs.evolve(issue, pointer=pointer))
        return part

    def _read(self, answers: Answers, reading: Reading) -> Iterator[tuple[Any, Location]]:
        """Yield the records of one table, each with its place."""
        where = Location()

        def placed(location: Location) -> None:
            nonlocal where
            where = location

        self._read_from.append(answers)
        reading.issues += answers.issues
        if answers.issues:
            return
        if not answers.head.places:
            if any(not all(map(is_blank, row.cells)) for row in answers.rows()):
                self._refuse(NO_HEADINGS, answers.sheet.name)
            return
        reading.options = attrs.evolve(self.options, placed=placed)
        first = list(itertools.islice(answers.rows(), _AHEAD))
        for record in Table(answers.cls, answers.head, reading, answers.sheet, first).records():
            yield record, where
        reading.issues += answers.refused.values()

    def _joined(self, record: Any, parts: Sequence["_Part"], location: Location) -> Any | None:
        """Return a record with its repeated parts, or say what they contradict."""
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
        """Say once what was set aside, and how many answers left no record."""
        names = dict.fromkeys(name for each in self._read_from for name in each.server_columns)
        count = sum(len(each.without_consent) for each in self._read_from)
        sheet = self._read_from[0].sheet.name if self._read_from else ""
        if names:
            self._tell(SERVER_COLUMNS, sheet, names=", ".join(names))
        if count:
            self._tell(WITHOUT_CONSENT, sheet, count=count)
        if any(each.has_own_words for each in self._read_from):
            self._tell(BY_LETTERS, sheet)

    def _tell_of_repeats(self, answers: Answers) -> None:
        """Say that a table in CSV may lack what the form repeats."""
        names = tuple(title(cls) for _, cls in repeats_of(answers.cls).values() if cls in NOUNS)
        if answers.sheet.is_delimited and not answers.sheet.name and names:
            self._tell(NO_REPEATS, "", fields=names)


def _about(rule: Rule, sheet: str) -> dict[str, Any]:
    """Return the name of the sheet, for a rule whose sentence says it."""
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
        by_parent: The parts, each with its place.
        torn: The keys of records of which a part is wrong.

    """

    field: str
    keys: Mapping[int, str]
    by_parent: dict[str, list[tuple[Any, Location]]] = attrs.field(factory=dict)
    torn: set[str] = attrs.field(factory=set)


def _field_of(sheet: str, cls: type[Record]) -> str | None:
    """Return the field whose records a sheet holds, by its name."""
    for field in repeats_of(cls):
        if sheet == field or re.split("[-/]", sheet)[-1] == field:
            return field
    return None
