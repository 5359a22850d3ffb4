"""Interpret one table of an export: its headings, and the answers in each row.

A heading is the name or the label of a question, sometimes after the names of groups. A choice
can have its own column, a form with several versions repeats a question, and the server adds
columns.
"""

import contextlib
import itertools
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any, cast

import attrs

from ..core.fields import PerClassCache, fields
from ..core.issues import InvalidDataError, Issue, Location
from ..core.metadata import metadata_of
from ..core.options import ReadOptions
from ..core.record import Record
from ..core.rules import KEY_MISSING
from ..core.unicode import GAP, fold
from ..i18n import languages, translate
from ..model import Consent
from .answers import Answer, answered, choice
from .choices import YES_OR_NO
from .cleaning import cleaned, is_tag
from .columns import Column, Path, find
from .heading_words import Heading, Sense, understand
from .headings import NOUNS, Head, Place, texts_of
from .names import Names
from .questions import (
    AGREED,
    CONSENT_GIVEN,
    OF_DEVICES,
    OWN_WORDS,
    field_to_add,
    group_name,
    is_consent,
    is_in_part,
    is_of_form,
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
from .rules import (
    COLUMNS_JOINED,
    HEADING_REPEATED,
)
from .source import TORN, Cell, Fault, RawSheet, Row, is_blank
from .submissions import PARENT, POSITION

_NAMES_OF_KOBO = """
id uuid submission_time validation_status notes status submitted_by tags index parent_index parent_table_name
xform_id xform_id_string bamboo_dataset_id geolocation attachments media_count total_media media_all_received
duration edited last_edited date_modified deleted_at supplementalDetails
"""
_NAMES_OF_CENTRAL = """
KEY PARENT_KEY SubmissionDate SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected Status ReviewState
DeviceID Edits FormVersion instanceID instanceName
"""
_is_of_kobo = re.compile(
    rf"{POSITION}|{PARENT}|_(?:submission__)?(?:{'|'.join(_NAMES_OF_KOBO.split())})|_(?:submission__)?_{{1,2}}version_+[0-9]*|_version_+[0-9]*"
    r"|formhub/uuid|meta[/-](?:instanceID|instanceName|rootUuid|deprecatedID|audit)"
    r"|__(?:Submissions[\w.-]*-)?id|__system(?:/\w+)?"  # JSON of ODK Central
).fullmatch
_CENTRAL = frozenset(_NAMES_OF_CENTRAL.split())
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
        POSITION,
    ]
)
"""Headings that only servers write."""

_REVIEWED = "_validation_status", "ReviewState", "__system/reviewState"
_says_rejected = re.compile("not[_ ]approved|rejected", re.IGNORECASE).search

JOINED_BY = (
    (POSITION, PARENT),
    ("KEY", "PARENT_KEY"),
    ("_index", "_parent_index"),
    ("_uuid", "_submission__uuid"),
    ("_id", "_submission__id"),
)
PARENTS = frozenset(parent for _, parent in JOINED_BY)

_is_one_of_several = re.compile(r"\[[0-9]+\]\W").search
"""Whether a heading names one repeated part, as in ``sessions[2]/title``."""

_separators = re.compile(rf"{GAP}[/\\\-–—:;.,>»→|~]+\s*").finditer
_TICKED = {
    "1": True,
    "1.0": True,
    "true": True,
    "0": False,
    "0.0": False,
    "false": False,
    "": False,
}


def is_export(cls: type[Record] | None, top: Row, options: ReadOptions) -> bool:
    """Whether a server wrote the headings: it adds columns and uses the names of questions."""
    texts = texts_of(top.cells)
    if _MARKS.intersection(texts):
        return True
    ends = [*map(last_name, texts)]
    if any(is_of_form(end) for text in texts for end in _ends(text)):
        return True
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
    """Return the columns of a class by the names of their questions, with and without a prefix."""
    names = names_of(cls)
    prefixed = {prefix_of(cls) + name: column for name, column in names.items()}
    return prefixed | {name: each for name, each in names.items() if name not in OF_DEVICES}


@PerClassCache
def _own_lines(cls: type[Record]) -> Mapping[str, Path]:
    return {
        f"{name}_{OWN_WORDS}": column.path
        for name, column in _names(cls).items()
        if takes_own_words(column)
    }


@PerClassCache
def _asked_before(cls: type[Record]) -> Mapping[str, Path]:
    """Return the paths of governorates by the name of the question for the part of Iraq before each."""
    names = _names(cls).items()
    return {part_name(name): column.path for name, column in names if is_in_part(column)}


@PerClassCache
def _groups(cls: type[Record]) -> frozenset[str]:
    """Return the names and labels of the groups and repeats in forms of a class."""
    labels = [metadata_of(cls).label, *(metadata_of(field).label for field in fields(cls))]
    names = (group_name(field.name) for field in fields(cls))
    said = {translate(label, language) for label in labels for language in languages()}
    bare = {*names, *repeats_of(cls), AGREED}
    return frozenset(said | bare | {prefix_of(cls) + name for name in bare})


_Columns = list[int]
"""The indices of the columns of one question."""

_NEXT = ("",)
"""Stands for the path of the governorate that the form asks for next."""


class Answers:
    """One table of an export: its interpreted headings, and its answers as the rows of a sheet.

    Attributes:
        cls: The class of its records.
        head: The interpreted headings.
        sheet: A sheet with one column for each question, to read like any other sheet.
        refused: The issues of rows whose consent cannot be read, by the number of the row.
        without_consent: The numbers of the rows that deny consent.
        opened: The fields for which an answer announces repeated parts.
        joined: The indices of columns that were combined with an earlier column.
        rejected: The numbers of the rows that were rejected on the server.
        has_own_words: Whether a line for own words is filled; its language is that of its letters.

    """

    def __init__(
        self,
        cls: type[Record],
        raw: RawSheet,
        top: Row,
        options: ReadOptions,
        *,
        within: type[Record] | None = None,
    ) -> None:
        self.cls, self._raw, self._top = cls, raw, top
        self._texts = texts_of(top.cells)
        self._is_central = bool({"KEY", "SubmissionDate", "PARENT_KEY"} & {*self._texts})
        self._is_part = bool(PARENTS & {*self._texts})
        self._groups = _groups(cls) | (_groups(within) if within else frozenset())
        self._same: dict[Path, _Columns] = {}
        self._server: dict[str, _Columns] = {}
        self._parts: dict[Path, _Columns] = {}
        self._opening: dict[str, _Columns] = {}
        self._own: dict[Path, _Columns] = {}
        self._ticks: dict[Path, dict[str, _Columns]] = {}
        self._consent: _Columns = []
        self._unknown: _Columns = []
        self.refused: dict[int, Issue] = {}
        self.without_consent: set[int] = set()
        self.opened: set[str] = set()
        self.joined: set[int] = set()
        self.rejected: set[int] = set()
        self.has_own_words = False
        self.head = self._understood(options)
        self.sheet = attrs.evolve(raw, rows=self.rows, is_exported=True)

    # Headings -----------------------------------------------------------------------------------

    def _understood(self, options: ReadOptions) -> Head:
        given = {fold(heading) for heading in options.headings}
        places: dict[int, Place] = {}
        labels = [
            text if fold(text) in given else self._to_understand(at, text, places)
            for at, text in enumerate(self._texts)
        ]
        others: list[tuple[int, Heading]] = []
        known = [*understand(self.cls, labels, options.headings)]
        for at, text in enumerate(self._texts):
            if labels[at] and last_name(text) in OF_DEVICES and fold(text) not in given:
                known[at] = self._of_device(at, known[at])
        for at, heading in enumerate(known):
            if heading.column is not None and heading.sense is Sense.FIELD:
                places[at] = Place(at, heading.column, heading.language, self._texts[at])
            elif heading.sense is Sense.COUNTER:  # servers number rows under names of their own
                self._unknown.append(at)
            elif heading.sense is not Sense.BLANK:
                others.append((at, attrs.evolve(heading, text=self._texts[at])))
        self._place_ticks(places)
        for at in sorted(places):
            self._same.setdefault(places[at].column.path, []).append(at)
        places = {at: places[at] for at, *_ in self._same.values()}
        others += self._without_question(places)
        faults = [(at, cell) for at, cell in enumerate(self._top.cells) if isinstance(cell, Fault)]
        answers = tuple(_as_answered(places[at]) for at in sorted(places))
        number = self._top.number
        return Head(
            number, number, answers, tuple(others), tuple(faults), (), frozenset(), len(self._texts)
        )

    def _to_understand(self, at: int, text: str, places: dict[int, Place]) -> str:
        """Return the part of a heading to look up; nothing if a server or a form gave the name."""
        if not text or self._is_of_server(at, text):
            return ""
        if _is_one_of_several(text):
            self._unknown.append(at)
            return ""
        return "" if self._is_of_form(at, text, places) else self._without_group(text)

    def _without_group(self, text: str) -> str:
        """Return a heading without the names of groups, if the rest means something."""
        if understand(self.cls, [text])[0].sense is Sense.NEVER:
            return text
        *groups, end = text.split("/")
        found = next((each for each in self._endings(text) if find(self.cls, each)), None)
        if found is None and groups and understand(self.cls, [end])[0].sense is not Sense.UNKNOWN:
            return end
        return text if found is None else found

    def _is_of_server(self, at: int, text: str) -> bool:
        name = last_name(text)
        counts = name.endswith("_count") and name.removesuffix("_count") in repeats_of(self.cls)
        is_its = counts or _is_of_kobo(text) is not None
        if self._is_central:
            is_its |= text in _CENTRAL or text.rpartition("-")[2].startswith("SET-OF-")
            is_its |= text.startswith("SET-OF-")
        if is_its:
            self._server.setdefault(text, []).append(at)
        return is_its

    def _of_device(self, at: int, heading: Heading) -> Heading:
        """Decide whether a heading such as ``start`` means a question or what a device records.

        Devices record times to the second; people type full minutes.
        """
        if self._is_part:  # a device records once for the whole form
            return heading
        cells = [*self._cells(at)]
        column, moments = heading.column, [*filter(None, map(_moment, cells))]
        if heading.sense is Sense.AMBIGUOUS and len(moments) < len(cells):
            return heading
        is_to_the_second = any(found[1].strip(":0.") for found in moments)
        if column and not is_to_the_second and not any(map(self._is_ours, self._texts)):
            return Heading(heading.text, Sense.AMBIGUOUS, meanings=(column,))
        self._server.setdefault(self._texts[at], []).append(at)
        return Heading("", Sense.BLANK)

    def _is_ours(self, text: str) -> bool:
        """Whether a heading is a label of a question, or a name that only our forms use."""
        ends = [*self._endings(text)]
        labels = [found for end in ends if (found := find(self.cls, end)) and None not in found]
        names = [end for end in ends if end == "id" or ("_" in end and end in _names(self.cls))]
        return bool(labels or names)

    def _cells(self, at: int) -> Iterator[str]:
        """Yield the filled cells below a heading, as text."""
        with contextlib.closing(self._raw.rows()) as rows:
            for row in rows:
                is_filled = at < len(row.cells) and not is_blank(row.cells[at])
                if is_filled and row.number > self._top.number:
                    yield str(row.cells[at])

    def _is_of_form(self, at: int, text: str, places: dict[int, Place]) -> bool:
        """Whether a heading is the name of a question, and remember its column if so."""
        if self._is_tick(at, text):
            return True
        for end in self._endings(text):
            column = _names(self.cls).get(end)
            if column is not None:
                places[at] = Place(at, column, None, text)
                return True
            columns = self._besides(end)
            if columns is not None:
                columns.append(at)
                return True
        return self._is_unknown_choice(at, text)

    def _besides(self, text: str) -> "_Columns | None":
        """Return the columns of a question that belongs to no field, such as the one for consent."""
        if text in (CONSENT_GIVEN, prefix_of(self.cls) + CONSENT_GIVEN) or is_consent(text):
            return self._consent
        if path := _NEXT if fold(text) in part_labels() else _asked_before(self.cls).get(text):
            return self._parts.setdefault(path, [])
        if field := field_to_add(self.cls, text):
            return self._opening.setdefault(field, [])
        if path := _own_lines(self.cls).get(text) or self._path_of_own_line(text):
            return self._own.setdefault(path, [])
        return None

    def _endings(self, text: str) -> Iterator[str]:
        """Yield a heading, then what remains of it without one group after the other.

        The usual separator is a slash. Users can choose another sign, but labels contain such
        signs too, so only the group of a form of ours may stand before it.
        """
        yield text
        for found in _separators(text):
            sign = found[0].strip()
            is_usual = sign == "/" or (self._is_central and sign == "-")
            if is_usual or self._are_groups(text[: found.start()], found[0]):
                yield text[found.end() :]

    def _are_groups(self, text: str, sign: str) -> bool:
        return text in self._groups or any(
            self._are_groups(text[len(group + sign) :], sign)
            for group in self._groups
            if text.startswith(group + sign)
        )

    def _path_of_own_line(self, label: str) -> Path | None:
        for text in label_of_own_line(label):
            for column in find(self.cls, text).values():
                if takes_own_words(column):
                    return column.path
        return None

    def _is_tick(self, at: int, text: str) -> bool:
        """Whether a heading is a question followed by one of its choices."""
        for column, option in self._options(text):
            code = choice(item_of(column), option)
            if code is not None:
                self._ticks.setdefault(column.path, {}).setdefault(code, []).append(at)
                return True
        return False

    def _is_unknown_choice(self, at: int, text: str) -> bool:
        """Whether a heading is a question followed by something that is not one of its choices."""
        is_one = any(True for _ in self._options(text))
        self._unknown += [at] if is_one else []
        return is_one

    def _options(self, text: str) -> Iterator[tuple[Column, str]]:
        """Yield each question with several choices that a heading begins with, and the rest of it."""
        for found in _separators(text):
            column = self._column(text[: found.start()])
            if column is not None and is_select_multiple(column):
                yield column, text[found.end() :]

    def _column(self, text: str) -> Column | None:
        for end in self._endings(text):
            column = _names(self.cls).get(end) or next(iter(find(self.cls, end).values()), None)
            if column is not None:
                return column
        return None

    def _place_ticks(self, places: dict[int, Place]) -> None:
        """Let the first column of its choices represent a question that has no column."""
        by_path = {column.path: column for column in _names(self.cls).values()}
        placed = {place.column.path for place in places.values()}
        for path, ticks in self._ticks.items():
            if path not in placed:
                at = min(itertools.chain(*ticks.values()))
                places[at] = Place(at, by_path[path], None, self._texts[at])

    def _without_question(self, places: Mapping[int, Place]) -> Iterator[tuple[int, Heading]]:
        """Return the unknown columns, such as own words for a question that is not in the table.

        Every question for the part of Iraq has the same label; each belongs to the next governorate.
        """
        for at in self._parts.pop(_NEXT, ()):
            after = [
                each for each in sorted(places) if each > at and is_in_part(places[each].column)
            ]
            path = places[after[0]].column.path if after else _NEXT
            self._parts.setdefault(path, []).append(at)
        for besides in (self._own, self._parts):
            for path in [path for path in besides if path not in self._same]:
                self._unknown += besides.pop(path)
        return ((at, Heading(self._texts[at], Sense.UNKNOWN)) for at in self._unknown)

    def _at(self, row: int, at: int, issue: Issue) -> Issue:
        location = Location(row, at + 1, self._texts[at], self._raw.name)
        return attrs.evolve(issue, location=location)

    # Rows ---------------------------------------------------------------------------------------

    def rows(self) -> Generator[Row, None, None]:
        """Yield the rows, with each answer in the column of its question and all else left empty."""
        moved = {*self._consent, *itertools.chain(*self._server.values())}
        for columns in (self._parts, self._opening, self._own, *self._ticks.values()):
            moved.update(*cast("Mapping[Any, _Columns]", columns).values())
        moved |= {at for _, *others in self._same.values() for at in others}
        spread = [place for place in self.head.places if self._is_spread(place.column.path)]
        rows = self._raw.rows()
        try:
            for row in rows:
                if row.number <= self._top.number:
                    continue
                cells = list(row.cells)
                cells += [""] * (len(self._texts) - len(cells))
                if _are_tags(cells) or not self._is_consented(row.number, cells):
                    continue
                self.rejected |= {row.number} if self._is_rejected(cells) else set()
                self.opened |= {
                    each for each, at in self._opening.items() if self._is_yes(cells, at)
                }
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
        """Whether a repeated part was left empty: it has only the identifier that the form made."""
        filled = [at for at, cell in enumerate(cells) if not is_blank(cell)]
        if len(filled) != 1 or not self._is_part:
            return False
        place = self.head.by_index.get(filled[0])
        made = rf"{prefix_of(self.cls)[:-1]}-[0-9]+"
        is_id = place is not None and place.column.path == ("id",)
        return is_id and re.fullmatch(made, str(cells[filled[0]])) is not None

    def _is_rejected(self, cells: Sequence[Cell]) -> bool:
        columns = itertools.chain(*(self._server.get(name, ()) for name in _REVIEWED))
        return any(_says_rejected(str(cells[at])) for at in columns)

    def _is_spread(self, path: Path) -> bool:
        besides = (self._own, self._ticks, self._parts)
        return len(self._same[path]) > 1 or any(path in each for each in besides)

    def _answer(self, place: Place, cells: Sequence[Cell]) -> Any:
        """Return the answer to a question from all of its columns."""
        path = place.column.path
        columns = self._ticks.get(path, {})
        ticked = {*itertools.chain(*columns.values())}
        cell = self._one(cells, [at for at in self._same[path] if at not in ticked])
        own, part = (self._one(cells, each.get(path, ())) for each in (self._own, self._parts))
        ticks = {code: self._one(cells, ats) for code, ats in columns.items()}
        fault = next(
            (one for one in (cell, own, part, *ticks.values()) if isinstance(one, Fault)), 0
        )
        if fault:
            return fault
        besides = [_bare(each) for each in (own, part, *ticks.values())]
        if not any(besides):
            return cell
        own, part, *_ = besides
        self.has_own_words |= bool(own)
        said = {code: _TICKED.get(_bare(tick).lower()) for code, tick in ticks.items()}
        if None in said.values():
            return TORN
        chosen = tuple(code for code, is_true in said.items() if is_true)
        return Answer(_bare(cell), chosen if any(besides[2:]) else None, own, part)

    def _one(self, cells: Sequence[Cell], columns: Sequence[int]) -> Cell:
        """Return the answer in the columns of one question, which a form with several versions repeats."""
        filled = [at for at in columns if not is_blank(cells[at])]
        if not filled:
            return ""
        self.joined.update(columns[1:])
        first, *others = (cells[at] for at in filled)
        return TORN if any(each != first for each in others) else first

    def _is_yes(self, cells: Sequence[Cell], columns: Sequence[int]) -> bool:
        try:
            return YES_OR_NO.meant(self._one(cells, columns), None)[0] is True
        except InvalidDataError:
            return False

    def _is_consented(self, number: int, cells: Sequence[Cell]) -> bool:
        """Whether there is consent, or the form did not ask for it; without consent, no record is made."""
        stated = [place.at for place in self.head.places if place.column.path[0] == "consent"]
        if not self._consent and (not stated or any(not is_blank(cells[at]) for at in stated)):
            return True
        cell = self._one(cells, self._consent)
        try:
            if isinstance(cell, Fault):
                raise cell.error()
            if is_blank(cell):
                if not all(map(is_blank, cells)):  # the columns of the server show that it was sent
                    raise KEY_MISSING.error()
                return False
            said, _ = YES_OR_NO.meant(cell, None)
        except InvalidDataError as error:
            at = [*self._consent, *stated][0]
            issue = error.issues[0].under("consent", metadata_of(Consent).label)
            self.refused[number] = self._at(number, at, issue)
            return False
        if not said:
            self.without_consent.add(number)
        return bool(said)

    def keys(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the numbers of the rows below the headings, with the keys in the column *name*."""
        at = self._server[name][0]
        rows = self._raw.rows()
        for row in rows:
            if row.number > self._top.number and at < len(row.cells):
                yield row.number, _key(row.cells[at])

    @property
    def questions(self) -> int:
        """The number of questions from a form of the class."""
        besides = len(self._own) + len(self._parts) + len(self._opening) + bool(self._consent)
        return len(self._same) + besides

    def of_joined_columns(self) -> Iterator[Issue]:
        """Yield a notice for each column that was combined with an earlier one."""
        for at in sorted(self.joined):
            yield self._at(self._top.number, at, COLUMNS_JOINED.issue())

    def of_repeated_columns(self) -> Iterator[Issue]:
        """Yield an error for each column with a server's name that holds something else."""
        for first, *others in self._server.values():
            for at in others:
                cells = [*self._cells(at)]
                if cells and cells != [*self._cells(first)]:
                    yield self._at(self._top.number, at, HEADING_REPEATED.issue())

    @property
    def server_columns(self) -> tuple[str, ...]:
        """The columns that the server adds."""
        return tuple(filter(str.isprintable, self._server))

    def has(self, name: str) -> bool:
        """Whether the server added a column."""
        return name in self._server


def _ends(text: str) -> Iterator[str]:
    """Yield a text, then what follows each sign that can separate groups and headings."""
    yield text
    for found in _separators(text):
        yield text[found.end() :]


_moment = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d((?::\d\d(?:\.\d+)?)?)").match


def last_name(text: str) -> str:
    """Return a name without the groups before it."""
    return re.split("[/-]", text)[-1]


def _as_answered(place: Place) -> Place:
    kind = answered(place.column.kind)
    language = place.language or ("en" if isinstance(kind, Names) else None)
    return place._replace(column=attrs.evolve(place.column, kind=kind), language=language)


def _are_tags(cells: Sequence[Cell]) -> bool:
    """Whether a row holds the tags of HXL that KoBoToolbox can write below the headings."""
    filled = [cell for cell in cells if not is_blank(cell)]
    return bool(filled) and all(isinstance(cell, str) and is_tag(cell.strip()) for cell in filled)


def _bare(cell: Cell) -> str:
    return cleaned(str(cell))[0]


def _key(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) else str(cell).strip()
