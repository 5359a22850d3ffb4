"""Protect the people in the data: public views, personal fields, counts of a list of participants.

A public view does not anonymise: texts are unchanged, and outside knowledge is not considered.
"""

import itertools
import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from ..core.fields import fields, label_of, stated
from ..core.metadata import PERSONAL, PUBLIC, Sensitivity, shown_as
from ..core.record import Record, StringValue, each_of
from ..i18n import translate
from ..i18n.phrase import Phrase
from ..model import (
    MODEL,
    GroupCount,
    Headcount,
    Note,
    Outcome,
    Participant,
    Person,
    Session,
    Sex,
    Training,
)
from ..model.contact import told_by_organizers
from ..model.references import child, pointer_to, steps
from ..values.counts import Count, Precision
from ..values.intervals import interval_of
from .disclosure import gives_nobody_away, is_divided, results_give_nobody_away

R = TypeVar("R", bound=Record)

MIN_GROUP_SIZE = 11
"""The smallest group that is published, as in the global data set of CTDC."""


def public_view(record: R, *, k: int = MIN_GROUP_SIZE) -> R:
    """Return the public part of a record, as a valid record of the same class.

    - Personal and internal values are left out, including the list of participants.
    - A person whose name must not appear keeps only role, description, affiliation and count; a
      name that is marked as a pseudonym stays.
    - The breakdown of a headcount stays if no number from 1 to ``k - 1`` can be computed from it
      and the record holds no other headcount. Otherwise only the total stays.
    - References to people who are left out are left out too.
    - A note stays if the part that it is about does.

    Args:
        record: Any record.
        k: The smallest number of people that a group may have.

    Returns:
        The same record if all of it may be published, otherwise a copy.

    Raises:
        TypeError: The argument is not a record.
        ValueError: Nothing in the record may be published, as in a participant, or *k* is
            less than 1.

    >>> from tipmodel import Headcount, public_view
    >>> public_view(Headcount(total=32, female=3, male=29))
    Headcount(total=32)

    """
    if not isinstance(record, Record):
        raise TypeError(f"only a record can be published, not {type(record).__name__}")
    if not k >= 1:
        raise ValueError("the smallest group has at least one person, so k is 1 or more")
    is_alone = len(list(itertools.islice(_inside(record, Headcount | GroupCount), 2))) <= 1
    view: R | None = _View(k, is_alone=is_alone).of(record)
    if view is None:
        raise ValueError(f"nothing of a {type(record).__name__} may be published")
    return view


def withholds_numbers(record: Record, view: Record) -> bool:
    """Return whether a record states numbers of people that are not in its public view."""
    return bool(set(_numbers_in(record)) - set(_numbers_in(view)))


def _numbers_in(record: Record) -> Iterator[Any]:
    for each in _inside(record, Headcount | GroupCount | Outcome):
        yield (each.result, each.base) if isinstance(each, Outcome) else each


def _inside(value: Any, kinds: Any) -> Iterator[Any]:
    """Yield the records of some kinds in a value, outside any other of them."""
    if isinstance(value, kinds):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, kinds)
    elif isinstance(value, Record) and not isinstance(value, StringValue):
        for _, held in stated(value):
            yield from _inside(held, kinds)


class _View:
    """Makes the public view of one record; a part without changes stays the same object."""

    def __init__(self, k: int, *, is_alone: bool) -> None:
        self.k = k
        self.is_alone = is_alone  # the record holds one headcount at most
        self.is_inside = False  # a headcount that may be published
        self.shown: set[str | None] = set()  # the identifiers of the speakers who are shown
        self.headcounts: list[Headcount | None] = [None]  # of whose people a result may be a part
        self.moves: dict[int, dict[int, int]] = {}  # the new indices of items, by the id of a list

    def of(self, value: Any) -> Any:
        """Return the public part of a value; ``None`` if there is none."""
        if isinstance(value, tuple):
            return self.of_each(value)
        if not isinstance(value, Record):
            return None if _holds_a_record(value) else value
        if isinstance(value, StringValue):
            return value
        if isinstance(value, Headcount | GroupCount) and not self.is_inside:
            return self.of_counted(value)
        if isinstance(value, Training):
            return self.of_training(value)
        if isinstance(value, Person) and value.may_be_published is False:
            value = _unnamed(value)
        elif isinstance(value, Session):
            value = self.without_hidden_speakers(value)
        elif isinstance(value, Outcome):
            value = self.of_outcome(value)
        return value and self.of_fields(value)

    def of_each(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return the public parts of items, and remember their new indices."""
        views = [(old, view) for old, view in enumerate(map(self.of, items)) if view is not None]
        self.moves[id(items)] = {old: new for new, (old, _) in enumerate(views)}
        view = tuple(view for _, view in views)
        return items if _are_same(items, view) else view

    def of_fields(self, record: Record, but: str = "") -> Any:
        """Return a record with the public parts of its fields, except *but*."""
        cls = type(record)
        held = list(stated(record))
        told = told_by_organizers(record)
        kept = {
            field.name: view
            for field, value in held
            if field.name != but
            and (field.sensitivity is PUBLIC or field.name in told)
            and (view := self.of(value)) not in (None, ())
        }
        if not kept or _required(cls) - kept.keys():
            return None
        whole = _are_same([value for _, value in held], list(kept.values()))
        return record if whole else cls(**kept)

    def of_counted(self, counted: "Headcount | GroupCount") -> Any:
        """Return a headcount if it identifies no one, otherwise only its total."""
        if self.may_be_shown(counted):
            self.is_inside = True
            view = self.of_fields(counted)
            self.is_inside = False
            return view
        if isinstance(counted, GroupCount):
            return self.of_counted(counted.evolve(parts=())) if counted.parts else None
        if counted.total is None or _required(type(counted)):
            return None
        kept = {name: getattr(counted, name) for name in ("total", "organizations", "unit")}
        return type(counted)(**kept)

    def may_be_shown(self, counted: "Headcount | GroupCount") -> bool:
        """Whether an unchanged headcount identifies no one."""
        if isinstance(counted, GroupCount):
            counted = Headcount(groups=(counted,))
        is_alone = self.is_alone or not is_divided(counted)
        return is_alone and gives_nobody_away(counted, self.k)

    def of_training(self, training: Training) -> Training | None:
        """Return the view of a training, without references to what is left out."""
        outside = self.shown, self.headcounts
        self.shown = {speaker.id for speaker in self.of(training.speakers)} - {None}
        self.headcounts = _attended(training)
        view: Training | None = self.of_fields(training, but="notes")
        self.shown, self.headcounts = outside
        if view is None:
            return None
        notes = [self.following(note, training, view) for note in self.of(training.notes)]
        return view.evolve(notes=tuple(note for note in notes if note))

    def following(self, note: Note, training: Training, view: Training) -> Note | None:
        """Return a note with the new pointer of its subject; ``None`` if the subject has changed."""
        if note.about is None:
            return note
        old: Any = training
        new: Any = view
        path = []
        for step in steps(note.about):
            if isinstance(old, tuple) and step.isdecimal():
                path.append(str(self.moves.get(id(old), {}).get(int(step), "")))
            else:
                path.append(step)
            old, new = child(old, step), child(new, path[-1])
            if new is None or (isinstance(old, Person) and old.may_be_published is False):
                return None
        if old is not new:
            return None
        about = pointer_to(path)
        return note if about == note.about else note.evolve(about=about)

    def of_outcome(self, outcome: Outcome) -> Outcome:
        """Return an outcome that names only people who are shown, and counts no small group."""
        if not all(results_give_nobody_away(outcome, each, self.k) for each in self.headcounts):
            outcome = outcome.evolve(result=None, base=None)
        return outcome if outcome.by in (None, *self.shown) else outcome.evolve(by=None)

    def without_hidden_speakers(self, session: Session) -> Session | None:
        """Return a session that names only speakers who are shown."""
        speakers = tuple(id_ for id_ in session.speakers if id_ in self.shown)
        if speakers == session.speakers:
            return session
        says_more = any(field.name != "speakers" for field, _ in stated(session))
        return session.evolve(speakers=speakers) if speakers or says_more else None


def _attended(training: Training) -> list[Headcount | None]:
    """Return the headcounts of a training, of each delivery, and of all deliveries together."""
    each = [held.headcount for held in training.occurrences if held.headcount]
    totals = [total for headcount in each if (total := headcount.exact("total")) is not None]
    together = [Headcount(total=sum(totals))] if len(totals) > 1 else []
    return [training.headcount, *each, *together]


def _required(cls: type[Record]) -> set[str]:
    return {field.name for field in fields(cls) if field.default is attrs.NOTHING}


def _are_same(some: Sequence[Any], others: Sequence[Any]) -> bool:
    """Whether two lists hold the same objects."""
    return len(some) == len(others) and all(map(operator.is_, some, others))


def _holds_a_record(value: Any) -> bool:
    """Whether a collection other than a list of the model holds a record."""
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, list | set | frozenset):
        return False
    return any(isinstance(each, Record | tuple) or _holds_a_record(each) for each in value)


def _unnamed(person: Person) -> Person | None:
    """Return the public part of a person whose name must not appear."""
    cls = type(person)
    kept = {
        name: getattr(person, name)
        for name in ("role", "description", "affiliation", "count")
        if hasattr(person, name)
    }
    if _required(cls) or not (kept.get("description") or kept["affiliation"]):
        return None
    return cls(**kept)


@attrs.frozen
class PersonalField:
    """A field that holds personal data."""

    cls: type[Record]
    field: str
    label: str
    sensitivity: Sensitivity


def personal_data_inventory(language: str | None = None) -> tuple[PersonalField, ...]:
    """Return the fields that hold personal data, class by class, with labels in *language*.

    The name of a speaker is one of them, although a report may print it.

    Args:
        language: The tag of one of `languages`.

    Returns:
        One entry for each field.

    Raises:
        UnknownLanguageError: The language has no translations.

    >>> from tipmodel import personal_data_inventory
    >>> entry = personal_data_inventory("ar")[0]
    >>> entry.cls.__name__, entry.field, entry.label
    ('Training', 'participants', 'المشاركون')

    """
    return tuple(
        PersonalField(cls, field.name, translate(field.label, language), field.sensitivity)
        for cls in MODEL
        for field in fields(cls)
        if shown_as(cls, field) is PERSONAL
    )


_DIMENSIONS: dict[str, Callable[[Participant], Any]] = {
    "age": lambda person: person.age,
    "governorate": lambda person: person.place and person.place.governorate,
    "country": lambda person: person.place and person.place.country,
    "organization": lambda person: person.affiliation,
}


TALLIED = ("sex", *_DIMENSIONS)
"""The dimensions of a tally."""


def tally(participants: Iterable[Participant], by: Sequence[str] = ("sex",)) -> Headcount:
    """Count a list of participants into a headcount.

    A person without a stated value is in no group of that dimension. If the sex of anyone is not
    stated, the numbers of women and men are *at least* the counted ones.

    >>> roster = [Participant(id="1", sex=Sex.FEMALE), Participant(id="2", sex=Sex.MALE)]
    >>> tally(roster).female
    1

    Args:
        participants: The people on the list.
        by: Any of ``sex``, ``age``, ``governorate``, ``country`` and ``organization``; groups
            are nested in this order, and those by sex are innermost.

    Returns:
        The headcount.

    Raises:
        ValueError: *by* names something else.

    """
    people = tuple(each_of(Participant, participants))
    if unknown := set(by) - {"sex", *_DIMENSIONS}:
        known = ", ".join(("sex", *_DIMENSIONS))
        raise ValueError(f"cannot count by {', '.join(sorted(unknown))}; there are: {known}")
    sexes = _sexes(people) if "sex" in by else {}
    return Headcount(
        total=len(people),
        female=sexes.get(Sex.FEMALE),
        male=sexes.get(Sex.MALE),
        groups=tuple(_groups(people, [name for name in by if name != "sex"], "sex" in by)),
    )


@attrs.frozen
class Disagreement:
    """A stated number that differs from the list of participants."""

    label: Phrase
    stated: int | Count
    counted: int | Count


def disagreements(training: Training) -> tuple[Disagreement, ...]:
    """Compare the headcount of a training with its list of participants.

    Args:
        training: The training.

    Returns:
        The numbers that cannot both be right if the list is complete.

    >>> roster = (Participant(id="1", sex=Sex.FEMALE),)
    >>> from tipmodel import example
    >>> [each.counted for each in disagreements(example().evolve(participants=roster))]
    [1]

    """
    headcount = training.headcount
    if headcount is None:
        return ()
    counted = tally(training.participants)
    whole = None if headcount.total is None else interval_of(headcount.total)
    found = []
    for name in ("total", "female", "male"):
        stated, there = getattr(headcount, name), getattr(counted, name)
        if stated is None or there is None:
            continue
        one, other = interval_of(stated, whole), interval_of(there)
        low = max(one.low, other.low)
        highs = [each.high for each in (one, other) if each.high is not None]
        if not one.about and highs and low > min(highs):
            found.append(Disagreement(label_of(Headcount, name), stated, there))
    return tuple(found)


def _sexes(people: Sequence[Participant]) -> "dict[Sex, int | Count]":
    counted = Counter(person.sex for person in people)
    if not counted[None]:
        return {sex: counted[sex] for sex in Sex}
    known = {sex: n for sex, n in counted.items() if sex}
    return {sex: Count(value=n, precision=Precision.AT_LEAST) for sex, n in known.items()}


def _groups(
    people: Sequence[Participant],
    by: Sequence[str],
    by_sex: bool,  # noqa: FBT001 - passed down the recursion
) -> Iterator[GroupCount]:
    if not by:
        return
    name, *rest = by
    found: dict[Any, list[Participant]] = {}
    for person in people:
        if (value := _DIMENSIONS[name](person)) is not None:
            found.setdefault(value, []).append(person)
    for value, members in found.items():
        inner = tuple(_groups(members, rest, by_sex))
        if by_sex and not inner:
            sexes = _sexes(members)
            inner = tuple(GroupCount(sex=sex, count=sexes[sex]) for sex in Sex if sex in sexes)
        yield GroupCount(**{name: value}, count=len(members), parts=inner)
