"""Totals of many trainings, as exact as their sources: exact, at least, about, not stated.

The result names the rules that were applied:

- Participants are counted per training: a person who attended two is counted twice.
- The number of a training is its own; the numbers of its deliveries are not added to it. If it
  states none, its deliveries may have had the same people: together they had at least as many as
  the largest delivery, and at most the sum.
- Groups may overlap, so they are never added. Women and men are added, as a lower limit.
- A training that is planned, offered, postponed or cancelled has no days and no participants.
- A training in several governorates, or with participants from several, has at most all of its
  days and participants in each.
- A training is in every row that fits, such as each of its topics, so rows need not add up.
- A training is in the year and the month in which it begins, if it states them.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import attrs

from ..core.fields import label_of, stated
from ..core.metadata import PUBLIC
from ..core.record import each_of
from ..core.unicode import fold
from ..i18n import (
    LINE,
    asked_for,
    base_of,
    date_text,
    isolate_ltr,
    joined,
    line_mark,
    translate,
    words_for,
)
from ..i18n.phrase import Phrase
from ..model import (
    GroupCount,
    Headcount,
    Occurrence,
    Organization,
    Representation,
    Sex,
    Status,
    Training,
)
from ..values.counts import NOT_COUNTED, PARTICIPANTS
from ..values.dates import YEAR_NOT_STATED, DateSpan
from ..values.durations import DurationUnit
from ..values.intervals import ANY, Interval, interval_of
from ..values.text import LocalizedText
from ..vocab.governorate import Governorate
from ..vocab.terms import Term
from .disclosure import gives_nobody_away, is_divided
from .privacy import MIN_GROUP_SIZE, public_view, withholds_numbers

TRAININGS = Phrase("page.trainings", "Trainings")
NUMBER = Phrase("count.trainings", "{n} training", "{n} trainings")
SUMMARY = Phrase("summary.title", "Summary of trainings")
TIMES_HELD = Phrase("summary.times_held", "Times held")
DAYS = Phrase("summary.days", "Days")
PEOPLE = Phrase("summary.participants", "Participants")
LEAST = Phrase("summary.least", "Participants, at least")
MOST = Phrase("summary.most", "Participants, at most")
ABOUT = Phrase("summary.about", "Participants, about, in addition")
UNSTATED = Phrase("summary.unstated", "Trainings that state no number")
TOTAL = Phrase("summary.total", "Total")
NOT_STATED = Phrase("summary.not_stated", "not stated")
RULES = Phrase("summary.rules", "How this was counted")
AT_LEAST = Phrase("page.at_least", "at least {people}")
RANGE = Phrase("summary.range", "{low}–{high}")
BETWEEN = Phrase("summary.between", "between {low} and {people}")
ROUGHLY = Phrase("count.about", "about {count}")
IN_ADDITION = Phrase("summary.in_addition", "{count}, plus {more}")
IN_TRAININGS = Phrase(
    "summary.in_trainings", "{people}, in {n} training", "{people}, in {n} trainings"
)
STATE_NO_NUMBER = Phrase("summary.state_no_number", "no number stated for {trainings}")

ONE_PERSON_TWICE = Phrase(
    "summary.one_person_twice",
    "Participants are counted per training: a person who attended two is counted twice.",
)
SEVERAL_ROWS = Phrase(
    "summary.several_rows", "In several rows, so the rows do not add up to the total: {trainings}"
)
OWN_NUMBER = Phrase(
    "summary.own_number",
    "The number of the whole training is counted, not those of its occurrences: {trainings}",
)
DELIVERIES = Phrase(
    "summary.deliveries",
    "Several occurrences may have had the same participants, so their numbers are limits and not a sum: {trainings}",
)
NOT_HELD = Phrase(
    "summary.not_held",
    "Planned, offered, postponed or cancelled, wholly or in part; that part has no days and no participants here: {trainings}",
)
ABOUT_COUNTED = Phrase(
    "summary.about_counted", "The source says “about”; the number is used as it is: {trainings}"
)
YEAR_ASSUMED = Phrase(
    "summary.year_assumed", "The source states no year; the assumed year is used: {trainings}"
)
BEGINS = Phrase(
    "summary.begins",
    "It ends in another year or month; it is counted where it begins: {trainings}",
)
DATE_IN_DOUBT = Phrase(
    "summary.date_in_doubt", "The source gives the date as uncertain or approximate: {trainings}"
)
SAME_IDENTIFIER = Phrase(
    "summary.same_identifier",
    "An earlier record has the same identifier; both are counted: {trainings}",
)
PROTECTED = Phrase(
    "summary.protected",
    "Numbers of groups are left out, because they would reveal small groups: {trainings}",
)
ROSTER = Phrase(
    "summary.roster",
    "Counted from a list of participants, which may be incomplete: {trainings}",
)

_NOTES = (
    SAME_IDENTIFIER,
    SEVERAL_ROWS,
    OWN_NUMBER,
    DELIVERIES,
    NOT_HELD,
    ABOUT_COUNTED,
    YEAR_ASSUMED,
    BEGINS,
    DATE_IN_DOUBT,
    PROTECTED,
    ROSTER,
)
_NOT_TAKEN_PLACE = (Status.PLANNED, Status.OFFERED, Status.POSTPONED, Status.CANCELLED)

Said = Any
"""The name of a row: any value that `_text` accepts; ``None`` if it is not stated."""


@attrs.frozen
class Key:
    """The value that the trainings of a row have in common, in one dimension.

    Attributes:
        code: The code to compare; empty if the value is not stated.

    """

    code: str
    _said: Said = attrs.field(default=None, eq=False, repr=False)
    _order: Any = attrs.field(default="", eq=False, repr=False)

    def text(self, language: str | None = None) -> str:
        """Return the value in words."""
        return translate(NOT_STATED, language) if not self.code else _text(self._said, language)

    @property
    def names(self) -> LocalizedText | None:
        """Its names in several languages, if its records state them."""
        return self._said if isinstance(self._said, LocalizedText) else None

    @property
    def order(self) -> tuple[bool, Any]:
        """The sort key of rows; rows without a stated value are last."""
        return not self.code, self._order


@attrs.frozen
class Measure:
    """A number over several trainings.

    Attributes:
        interval: Its limits, as far as they are stated.
        stated: The number of trainings that state it.
        unstated: The number of trainings that do not.

    """

    interval: Interval = attrs.field(factory=Interval)
    stated: int = 0
    unstated: int = 0

    def with_one(self, found: Interval | None) -> "Measure":
        """Return the measure with one more training, which states *found* or nothing."""
        if found is None:
            return Measure(self.interval + ANY, self.stated, self.unstated + 1)
        return Measure(self.interval + found, self.stated + 1, self.unstated)

    def text(self, language: str | None = None, noun: Phrase | None = None) -> str:
        """Return the number in words, with a counted *noun* if given."""
        if not self.stated:
            return (
                translate(NOT_COUNTED, language) if self.unstated else _counted(0, noun, language)
            )
        return _interval_text(self.interval, noun, language)


@attrs.frozen
class Row:
    """The totals of some of the trainings.

    Attributes:
        keys: What they have in common, one key for each dimension.
        trainings: The number of trainings.
        times_held: The number of times they were held.
        days: The number of days they took.
        participants: The number of people who took part; in a row of one sex, of women or men.

    """

    keys: tuple[Key, ...]
    trainings: int
    times_held: Measure
    days: Measure
    participants: Measure


@attrs.frozen
class Summary:
    """Totals of trainings, by any of their dimensions, and how they were counted.

    Attributes:
        by: The dimensions.
        rows: A row for each combination of their values.
        total: All trainings together.

    """

    by: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    _counted: dict[Phrase, int] = attrs.field(repr=False)

    def notes(self, language: str | None = None) -> list[str]:
        """Return the rules that were applied, each with the number of trainings."""
        said = [translate(ONE_PERSON_TWICE, language)] if self.total.trainings > 1 else []
        return said + [
            _whole(note, language, trainings=_many(self._counted[note]))
            for note in _NOTES
            if self._counted.get(note)
        ]

    def sentence(self, language: str | None = None) -> str:
        """Return the total as one sentence."""
        return _sentence(self.total, language)

    def lines(self, language: str | None = None) -> Iterator[str]:
        """Yield the summary as text: the total, a line for each row, and how it was counted."""
        yield self.sentence(language)
        for row in self.rows:
            label = joined((key.text(language) for key in row.keys), language)
            value = _sentence(row, language)
            yield translate(LINE, language, isolate=False, label=label, value=value)
        yield from self.notes(language)

    def headings(self, language: str | None = None) -> list[str]:
        """Return the headings of `table`."""
        return [translate(phrase, language) for phrase in (*_dimension_labels(self.by), *_COLUMNS)]

    def table(self, language: str | None = None) -> list[list[str | int]]:
        """Return the rows as cells, with the total last; an empty cell means no limit."""
        first = [translate(TOTAL, language), *[""] * (len(self.by) - 1)] if self.by else []
        every = [([key.text(language) for key in row.keys], row) for row in self.rows]
        return [[*names, *_cells(row, language)] for names, row in [*every, (first, self.total)]]

    def data(self) -> dict[str, Any]:
        """Return the summary as plain data for programs: codes and numbers."""
        return {
            "by": list(self.by),
            "rows": [_row_data(self.by, row) for row in self.rows],
            "total": _row_data((), self.total),
            "notes": {note.key.rpartition(".")[2]: n for note, n in self._counted.items() if n},
        }


_COLUMNS = (TRAININGS, TIMES_HELD, DAYS, PEOPLE, LEAST, MOST, ABOUT, UNSTATED)


def summary(
    trainings: Iterable[Training],
    by: str | Sequence[str] = (),
    *,
    internal: bool = False,
    assumed_years: bool = False,
) -> Summary:
    """Add up trainings; the totals state how exact they are.

    Nothing that may be counted twice is added in silence, and no number becomes more exact than
    its source. By default, the result is computed from the `public_view` of the trainings alone,
    so its tables identify no one whom the public views do not.

    Args:
        trainings: The trainings; two records of the same training count twice (see `alike`).
        by: Any of ``governorate`` (held in), ``represented`` (governorate), ``year``, ``month``,
            ``topic``, ``kind``, ``audience``, ``organizer``, ``funder``, ``programme``, ``status``
            and ``sex``.
        internal: Whether to use data that must not be published: small groups, lists of participants.
        assumed_years: Whether to count a training without a stated year in its assumed year.

    Returns:
        The totals, with the rules that were applied.

    Raises:
        ValueError: *by* contains an unknown or repeated name, or nothing of a training may be published.
        TypeError: A record is no training.

    >>> import tipmodel
    >>> tipmodel.summary([tipmodel.example()], "year").rows[0].keys[0].text()
    'not stated'

    """
    names = (by,) if isinstance(by, str) else tuple(by)
    if unknown := set(names) - {*DIMENSIONS, "sex"}:
        known = ", ".join((*DIMENSIONS, "sex"))
        raise ValueError(f"cannot count by {', '.join(sorted(unknown))}; there are: {known}")
    if len(set(names)) < len(names):
        raise ValueError("each dimension can be named once")
    adding = _Adding(names, internal=internal, assumed_years=assumed_years)
    for training in each_of(Training, trainings):
        adding.add(training)
    return adding.done()


@attrs.define
class _Sums:
    """A row under construction."""

    keys: tuple[Key, ...]
    trainings: int = 0
    times: Measure = attrs.field(factory=Measure)
    days: Measure = attrs.field(factory=Measure)
    people: Measure = attrs.field(factory=Measure)

    def done(self) -> Row:
        return Row(self.keys, self.trainings, self.times, self.days, self.people)


@attrs.frozen(eq=False)
class _Part:
    """One delivery of a training, or a training that has only one."""

    dates: DateSpan | None
    places: Sequence[Any]
    status: Status | None
    headcount: Headcount | None
    times: Interval
    is_delivery: bool = True

    @property
    def has_taken_place(self) -> bool:
        return self.status not in _NOT_TAKEN_PLACE


@attrs.define(eq=False)
class _Share:
    """The share of a training in a row: some of its deliveries, perhaps only a part of each."""

    training: Training
    parts: list[_Part]
    of: int
    is_divided: bool = False


class _Adding:
    """Adds up trainings one by one."""

    def __init__(self, by: tuple[str, ...], *, internal: bool, assumed_years: bool) -> None:
        self.by = by
        self.internal = internal
        self.assumed_years = assumed_years
        self.total = _Sums(())
        self.rows: dict[tuple[str, ...], _Sums] = {}
        self.called: dict[str, dict[str, str]] = {}  # the names of organizations and programmes
        self.notes: dict[Phrase, int] = {}
        self.ids: set[str] = set()
        self.found: set[Phrase] = set()  # the notes on the current training
        self.names = [name for name in by if name != "sex"]
        self.at = by.index("sex") if "sex" in by else None

    def done(self) -> Summary:
        rows = sorted(self.rows.values(), key=lambda row: [key.order for key in row.keys])
        for row in rows:
            row.keys = tuple(
                key
                if key.names is None
                else attrs.evolve(key, said=LocalizedText(self.called[key.code]))
                for key in row.keys
            )
        made = tuple(row.done() for row in rows)
        notes = {note: self.notes[note] for note in _NOTES if note in self.notes}
        return Summary(self.by, made, self.total.done(), notes)

    def add(self, training: Training) -> None:
        self.found = {SAME_IDENTIFIER} if training.id in self.ids else set()
        self.ids.add(training.id)
        if type(training) is not Training and not self.internal:
            training = self._public(training)
        parts = self._parts(training)
        self._count(self.total, _Share(training, parts, len(parts)), _people)
        rows: dict[tuple[Key, ...], _Share] = {}
        for part in parts if self.by else ():
            values = [DIMENSIONS[name](training, part, self) or [_NONE] for name in self.names]
            self._learn(values)
            is_divided = ("governorate" in self.names and len(_governorates(part.places)) > 1) or (
                "represented" in self.names and _is_mixed(training)
            )
            for keys in itertools.product(*values):
                share = rows.setdefault(keys, _Share(training, [], len(parts)))
                share.parts.append(part)
                share.is_divided |= is_divided
        if len(rows) > 1:
            self.found.add(SEVERAL_ROWS)
        for keys, share in rows.items():
            if self.at is None:
                self._count(self._row(keys), share, _people)
            else:
                for sex in Sex:
                    split = (*keys[: self.at], _SEXES[sex], *keys[self.at :])
                    self._count(self._row(split), share, _OF_SEX[sex])
        for note in self.found:
            self.notes[note] = self.notes.get(note, 0) + 1

    def _public(self, training: Training) -> Training:
        """Return the `public_view` of a training of an extension, which may publish less or count more."""
        view = public_view(training)
        if withholds_numbers(training, view):
            self.found.add(PROTECTED)
        return view

    def _learn(self, values: Iterable[Iterable[Key]]) -> None:
        """Collect the names of organizations, so that a row has its name in every language of any record."""
        for keys in values:
            for key in keys:
                if key.names is not None:
                    known = self.called.setdefault(key.code, {})
                    for tag, text in key.names.items():
                        known.setdefault(tag, text)

    def _row(self, keys: tuple[Key, ...]) -> _Sums:
        codes = tuple(key.code for key in keys)
        found = self.rows.get(codes)
        if found is None:
            found = self.rows[codes] = _Sums(keys)
        return found

    def _parts(self, training: Training) -> list[_Part]:
        """Return the deliveries of a training, with the usable parts of their headcounts."""
        held = self._held(training)
        own = training.headcount
        if not held:
            headcount = self._usable(own, training)
            whole = training.dates, training.places, training.status
            return [_Part(*whole, headcount, _ONCE, is_delivery=False)]
        return [
            _Part(
                each.dates or training.dates,
                each.places or training.places,
                each.status or training.status,
                self._usable(each.headcount, training),
                _ONCE if each.count is None else interval_of(each.count),
            )
            for each in held
        ]

    def _held(self, training: Training) -> list[Occurrence]:
        """Return the deliveries that are not empty in the `public_view`."""
        every = training.occurrences
        return [each for each in every if self.internal or self._is_published(each, training)]

    def _is_published(self, occurrence: Occurrence, training: Training) -> bool:
        public = [field.name for field, _ in stated(occurrence) if field.sensitivity is PUBLIC]
        headcount = occurrence.headcount
        if headcount is None or public != ["headcount"]:
            return bool(public)
        return self._usable(headcount, training) is headcount or headcount.total is not None

    def _usable(self, headcount: Headcount | None, training: Training) -> Headcount | None:
        """Return a headcount, without its breakdown if `public_view` leaves it out."""
        if headcount is None or self.internal:
            return headcount
        if not is_divided(headcount):
            return headcount
        if _headcounts(training) == 1 and gives_nobody_away(headcount, MIN_GROUP_SIZE):
            return headcount
        if "sex" in self.by or not isinstance(headcount.total, int):
            self.found.add(PROTECTED)
        if headcount.total is None:
            return None
        return Headcount(total=headcount.total)

    def _count(
        self, row: _Sums, share: _Share, measure: "Callable[[Headcount], Interval | None]"
    ) -> None:
        """Add the share of a training to a row."""
        row.trainings += 1
        taken = [part for part in share.parts if part.has_taken_place]
        if len(taken) < len(share.parts):
            self.found.add(NOT_HELD)
        if not taken:
            return
        is_whole = len(taken) == share.of
        row.times = row.times.with_one(sum((part.times for part in taken), Interval()))
        days = _days_of(share.training, taken, is_whole=is_whole)
        people = self._participants(share.training, taken, measure, is_whole=is_whole)
        row.days = row.days.with_one(_at_most(days) if share.is_divided else days)
        row.people = row.people.with_one(_at_most(people) if share.is_divided else people)

    def _participants(
        self,
        training: Training,
        taken: Sequence[_Part],
        measure: "Callable[[Headcount], Interval | None]",
        *,
        is_whole: bool,
    ) -> Interval | None:
        """Return the number of people in some deliveries of a training."""
        each = [None if part.headcount is None else measure(part.headcount) for part in taken]
        found = each[0]
        if taken[0].is_delivery:
            usable = self._usable(training.headcount, training)
            own = None if usable is None else measure(usable)
            found = self._together(own, each, is_whole=is_whole)
        if found is None and self.internal and is_whole and training.participants:
            self.found.add(ROSTER)
            counted = _ROSTER[measure](training)
            found = Interval(counted, None)
        if found is not None and found.about:
            self.found.add(ABOUT_COUNTED)
        return found

    def _together(
        self, own: Interval | None, each: Sequence[Interval | None], *, is_whole: bool
    ) -> Interval | None:
        """Return the number of people in some deliveries; *own* is the number in all of them."""
        stated = [one for one in each if one is not None]
        if own is not None and is_whole:
            if stated:
                self.found.add(OWN_NUMBER)
            if own.about:
                return own
            least = max((one.low for one in stated), default=0)
            return Interval(max(own.low, least), own.high).within(own)
        if not stated:
            return None if own is None else Interval(0, own.high if not own.about else None)
        if len(each) > 1:
            self.found.add(DELIVERIES)
        found = stated[0]
        for one in stated[1:]:
            found |= one
        if len(stated) < len(each):
            found |= ANY
        return found.within(own)


_ONCE = Interval(1, 1)
_NONE = Key("")


def _at_most(whole: Interval | None) -> Interval | None:
    """Return the limits of a part of a whole, if nothing else is known about the part."""
    return whole and Interval(0, None if whole.about else whole.high)


def _headcounts(training: Training) -> int:
    """Count the headcounts in a training, as `public_view` does."""
    every: list[Training | Occurrence] = [training, *training.occurrences, *training.related]
    return sum(each.headcount is not None for each in every)


def _people(headcount: Headcount) -> Interval | None:
    """Return the number of people in a headcount; its parts only raise the lower limit."""
    total = None if headcount.total is None else interval_of(headcount.total)
    if total is not None and (total.is_exact or total.about):
        return total
    sexes = [interval_of(n, total) for n in (headcount.female, headcount.male) if n is not None]
    groups = [
        interval_of(group.count, total) for group in headcount.groups if group.count is not None
    ]
    if total is None and not sexes and not groups:
        return None
    least = max([sum(one.low for one in sexes), *(one.low for one in groups)])
    if total is None:
        about = max([sum(one.about for one in sexes), *(one.about for one in groups)])
        return Interval(least, None, about)
    return Interval(max(total.low, least), total.high).within(total)


def _of_sex(name: str, sex: Sex) -> Callable[[Headcount], Interval | None]:
    """Return a function for the number of women, or of men, in a headcount."""

    def measure(headcount: Headcount) -> Interval | None:
        total = None if headcount.total is None else interval_of(headcount.total)
        count = getattr(headcount, name)
        if count is not None:
            return interval_of(count, total).within(total)
        groups = [
            group.count
            for group in headcount.groups
            if group.sex is sex and group.count is not None
        ]
        if not groups:
            return None
        each = [interval_of(count, total) for count in groups]
        return Interval(max(one.low for one in each), None, max(one.about for one in each)).within(
            total
        )

    return measure


_OF_SEX = {Sex.FEMALE: _of_sex("female", Sex.FEMALE), Sex.MALE: _of_sex("male", Sex.MALE)}


def _on_list(sex: Sex) -> Callable[[Training], int]:
    return lambda training: sum(person.sex is sex for person in training.participants)


_ROSTER: dict[Any, Callable[[Training], int]] = {
    _people: lambda training: len(training.participants),
    **{_OF_SEX[sex]: _on_list(sex) for sex in Sex},
}


def _days_of(training: Training, taken: Sequence[_Part], *, is_whole: bool) -> Interval | None:
    """Return the number of days of some deliveries of a training."""
    if is_whole and training.dates:
        return _days(training.dates)
    found = [
        None if part.dates is None or part.dates is training.dates else _days(part.dates)
        for part in taken
    ]
    stated = [each for each in found if each is not None]
    if not stated:
        return None
    return sum(stated, ANY if len(stated) < len(found) else Interval())


def _days(dates: DateSpan) -> Interval | None:
    """Return the number of days of a period; its dates and its stated length may disagree."""
    said = [] if (days := dates.days()) is None else [days]
    length = dates.length
    if length and length.unit in (DurationUnit.DAY, DurationUnit.WORKING_DAY):
        said += [math.floor(length.value), math.ceil(length.at_most or length.value)]
    return Interval(min(said), max(said)) if said else None


def _governorates(places: Iterable[Any]) -> list[Key]:
    found = dict.fromkeys(place.governorate for place in places if place.governorate)
    return [Key(one.value, one, _POSITIONS[one]) for one in found]


def _represented(training: Training) -> list[Key]:
    return _governorates(place for one in _representations(training) for place in one.places)


def _representations(training: Training) -> list[Representation]:
    every: list[Training | Occurrence] = [training, *training.occurrences]
    return [each.represented for each in every if each.represented]


def _is_mixed(training: Training) -> bool:
    """Whether some participants may not be from a governorate that is represented."""
    lists = _representations(training)
    return sum(len(one.places) for one in lists) > 1 or any(one.complete is False for one in lists)


def _begin(part: _Part, adding: _Adding) -> tuple[int | None, int | None]:
    """Return the year and the month in which a delivery begins, as far as they are known."""
    dates = part.dates
    date = dates and (dates.first or dates.last)
    if not dates:
        return None, None
    year = date.year if date else None
    if year is None and dates.assumed_year and adding.assumed_years:
        year = dates.assumed_year
        adding.found.add(YEAR_ASSUMED)
    if date and date.is_in_doubt:
        adding.found.add(DATE_IN_DOUBT)
    return year, date.month if date else None


def _year(training: Training, part: _Part, adding: _Adding) -> list[Key]:
    del training
    year, _ = _begin(part, adding)
    end = part.dates and part.dates.last
    if year and end and end.year and end.year != year:
        adding.found.add(BEGINS)
    return [Key(str(year), str(year), year)] if year else []


def _month(training: Training, part: _Part, adding: _Adding) -> list[Key]:
    del training
    year, month = _begin(part, adding)
    if month is None:
        return []
    end = part.dates and part.dates.last
    if end and end.month and end.month != month:
        adding.found.add(BEGINS)
    code = f"{year:04}-{month:02}" if year else f"XXXX-{month:02}"
    return [Key(code, (year, month, None), (year or 10_000, month))]


def _terms(terms: "Iterable[Term | None]") -> list[Key]:
    found: dict[str, Key] = {}
    for term in terms:
        if term is not None:
            code = term.code or fold(term.text("en"))
            found.setdefault(code, Key(code, term, code))
    return list(found.values())


def _topics(training: Training) -> Iterator[Term]:
    yield from training.topics
    for session in training.sessions:
        yield from session.topics


def _name(name: LocalizedText, *above: str) -> Key:
    said = fold(name.best("en")[1])
    code = " / ".join((*above, said))
    return Key(code, name, code)


def _bodies(training: Training, *roles: str) -> list[Key]:
    found: dict[str, Key] = {}
    for each in training.organizations:
        if each.role.code in roles:
            key = _body(each.organization)
            found.setdefault(key.code, key)
    return list(found.values())


def _body(organization: Organization) -> Key:
    """Return the key of an organization: its name and the names of the organizations above it."""
    above = []
    one = organization.part_of
    while one is not None:
        above.append(fold(one.name.best("en")[1]))
        one = one.part_of
    return _name(organization.name, *reversed(above))


def _status(training: Training, part: _Part, adding: _Adding) -> list[Key]:
    del training, adding
    return (
        [Key(part.status.value, part.status.label, _STATUSES[part.status])] if part.status else []
    )


def _of_training(keys: Callable[[Training], list[Key]]) -> "_Dimension":
    return lambda training, _part, _adding: keys(training)


_Dimension = Callable[[Training, _Part, _Adding], list[Key]]

DIMENSIONS: dict[str, _Dimension] = {
    "governorate": lambda _, part, __: _governorates(part.places),
    "represented": _of_training(_represented),
    "year": _year,
    "month": _month,
    "topic": _of_training(lambda training: _terms(_topics(training))),
    "kind": _of_training(lambda training: _terms([training.kind])),
    "audience": _of_training(lambda training: _terms(training.audience)),
    "organizer": _of_training(lambda training: _bodies(training, "organizer", "co_organizer")),
    "funder": _of_training(lambda training: _bodies(training, "funder")),
    "programme": _of_training(
        lambda training: list(
            {key.code: key for key in (_name(each.name) for each in training.programmes)}.values()
        )
    ),
    "status": _status,
}
"""The dimensions of a summary, except the sex of the participants."""

LABELS = {
    "governorate": Phrase("summary.governorate", "Governorate of the training"),
    "represented": Phrase("summary.represented", "Governorate represented"),
    "year": Phrase("summary.year", "Year of the training"),
    "month": Phrase("summary.month", "Month of the training"),
    "topic": Phrase("summary.topic", "Topic"),
    "kind": label_of(Training, "kind"),
    "audience": label_of(Training, "audience"),
    "organizer": Phrase("summary.organizer", "Organizer"),
    "funder": Phrase("summary.funder", "Funder"),
    "programme": Phrase("summary.programme", "Programme"),
    "status": label_of(Training, "status"),
    "sex": label_of(GroupCount, "sex"),
}
"""The labels of the dimensions."""


def _dimension_labels(by: Iterable[str]) -> Iterator[Phrase]:
    return (LABELS[name] for name in by)


_STATUSES = {status: at for at, status in enumerate(Status)}
_POSITIONS = {one: at for at, one in enumerate(Governorate)}
_SEXES = {sex: Key(sex.value, sex.label, at) for at, sex in enumerate(Sex)}


def _text(said: Said, language: str | None) -> str:
    if isinstance(said, Phrase):
        return translate(said, language)
    if isinstance(said, LocalizedText):
        return said.best(language)[1]
    if isinstance(said, tuple):
        date = date_text(said, language)
        if said[0] is None:
            return translate(YEAR_NOT_STATED, language, isolate=False, date=date)
        return date
    return said if isinstance(said, str) else str(said.text(language))


def _counted(n: int, noun: Phrase | None, language: str | None) -> str:
    return translate(noun, language, isolate=False, n=n) if noun else _number(n)


def _number(n: int) -> str:
    return f"{n:,}" if n >= 10_000 else str(n)  # noqa: PLR2004 - as in sentences


_Say = Callable[[str | None], str]
"""Returns a part of a sentence in the language of the sentence."""


def _whole(phrase: Phrase, language: str | None, **parts: "_Say | int") -> str:
    """Return a sentence and all its parts in the language in which the sentence exists."""
    found = words_for(phrase, language).language
    asked = asked_for(language)
    found = asked if base_of(asked) == base_of(found) else found
    said = {name: each if isinstance(each, int) else each(found) for name, each in parts.items()}
    text = translate(phrase, found, isolate=False, **said)
    return isolate_ltr(text) if line_mark(asked_for(language)) and not line_mark(found) else text


def _many(n: int) -> _Say:
    return lambda language: translate(NUMBER, language, isolate=False, n=n)


def _interval_text(interval: Interval, noun: Phrase | None, language: str | None) -> str:
    """Return an interval in words."""

    def counted(n: int) -> _Say:
        return lambda language: _counted(n, noun, language)

    def about(language: str | None) -> str:
        return _whole(ROUGHLY, language, count=counted(interval.about))

    def limits(language: str | None) -> str:
        if interval.high is None:
            return _whole(AT_LEAST, language, people=counted(interval.low))
        if interval.low == interval.high:
            return counted(interval.low)(language)
        parts = {"low": lambda _: _number(interval.low)}
        if noun:
            return _whole(BETWEEN, language, **parts, people=counted(interval.high))
        return _whole(RANGE, language, **parts, high=counted(interval.high))

    if not interval.about:
        return limits(language)
    if interval.low == 0 and not interval.high:
        return about(language) if interval.high == 0 else _whole(AT_LEAST, language, people=about)
    return _whole(IN_ADDITION, language, count=limits, more=about)


def _sentence(row: Row, language: str | None) -> str:
    people = row.participants
    if not people.stated:
        trainings = _many(row.trainings)(language)
        return joined(
            [trainings, people.text(language)] if people.unstated else [trainings], language
        )
    said = _whole(
        IN_TRAININGS,
        language,
        people=lambda language: people.text(language, PARTICIPANTS),
        n=row.trainings,
    )
    if not people.unstated:
        return said
    return f"{said} ({_whole(STATE_NO_NUMBER, language, trainings=_many(people.unstated))})"


def _cells(row: Row, language: str | None) -> list[str | int]:
    people = row.participants
    if people.stated or not people.unstated:
        interval = people.interval
        is_limited = interval.high != 0 or not interval.about  # "about 30" alone has no limits
        limits = [
            interval.low if is_limited else "",
            interval.high if is_limited and interval.high is not None else "",
            interval.about or "",
        ]
    else:
        limits = ["", "", ""]
    return [
        row.trainings,
        _cell(row.times_held, language),
        _cell(row.days, language),
        _cell(people, language),
        *limits,
        people.unstated,
    ]


def _cell(measure: Measure, language: str | None) -> str | int:
    """Return a number if it is exact, and words if it is not."""
    is_known = measure.stated or not measure.unstated
    if is_known and measure.interval.is_exact:
        return measure.interval.low
    return measure.text(language)


def _row_data(by: Iterable[str], row: Row) -> dict[str, Any]:
    keys = {name: key.code or None for name, key in zip(by, row.keys, strict=True)}
    measures = {
        name: attrs.asdict(measure)
        for name, measure in (
            ("times_held", row.times_held),
            ("days", row.days),
            ("participants", row.participants),
        )
    }
    return {**keys, "trainings": row.trainings, **measures}
