"""Protection of the people in the data: what may be published, what is personal, counts of a roster.

A public view is no anonymisation: texts are kept as they are, and what somebody knows from
elsewhere is not taken into account.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import attrs

from ..core.metadata import PERSONAL, PUBLIC, Sensitivity, metadata_of, sensitivity
from ..core.record import Record, StringValue, fields, stated
from ..i18n import translate
from ..model import MODEL, GroupCount, Headcount, Participant, Session, Sex, Speaker, Training
from ..model.references import at
from ..values.counts import Count, Precision

R = TypeVar("R", bound=Record)

MIN_GROUP_SIZE = 11
"""Numbers of people below this are not published by group (rule of the global data set of CTDC)."""


def public_view(record: R, *, k: int = MIN_GROUP_SIZE) -> R:
    """Return what of a record may be published, as a valid record of the same class.

    What is personal or internal is left out, the list of participants with it. Of a speaker
    who may not be published only role, description and affiliation are kept; a name marked as
    a pseudonym stays. Where the number of any group, stated or computable, is from 1 to
    ``k - 1``, the whole breakdown is left out and only the total stays.

    Args:
        record: Any record; it is not changed.
        k: The smallest number of people that a group may have.

    Returns:
        The same record, if all of it may be published, or a copy.

    Raises:
        ValueError: Nothing of the record may be published, as of a participant.

    >>> from tipmodel import Headcount, public_view
    >>> public_view(Headcount(total=32, female=3, male=29))
    Headcount(total=32)

    """
    view: R | None = _public(record, k)
    if view is None:
        raise ValueError(f"nothing of a {type(record).__name__} may be published")
    return view


def _public(value: Any, k: int) -> Any:
    """Return what of a value may be published; ``None`` if nothing."""
    if isinstance(value, tuple):
        return tuple(item for item in (_public(item, k) for item in value) if item is not None)
    if not isinstance(value, Record) or isinstance(value, StringValue):
        return value
    if isinstance(value, Headcount) and _has_a_small_group(value, k):
        value = value.evolve(female=None, male=None, groups=()) if value.total else None
    elif isinstance(value, Speaker) and value.may_be_published is False:
        value = _unnamed(value)
    return value and _of_public_fields(value, k)


def _of_public_fields(record: Record, k: int) -> Record | None:
    cls = type(record)
    kept = {
        field.name: public
        for field, value in stated(record)
        if sensitivity(cls, field) is PUBLIC and (public := _public(value, k)) not in (None, ())
    }
    required = {field.name for field in fields(cls) if field.default is attrs.NOTHING}
    if not kept or required - kept.keys():
        return None
    return _linked(record, kept) if isinstance(record, Training) else cls(**kept)


def _linked(training: Training, kept: dict[str, Any]) -> Training:
    """Build the view of a training in which nothing refers to what is not shown."""
    shown = {speaker.id for speaker in kept.get("speakers", ())}
    sessions = (_by_those(shown, session) for session in kept.get("sessions", ()))
    outcomes = (
        outcome if outcome.by in shown else outcome.evolve(by=None)
        for outcome in kept.get("outcomes", ())
    )
    kept |= {"sessions": tuple(filter(None, sessions)), "outcomes": tuple(outcomes)}
    notes = kept.pop("notes", ())
    view = type(training)(**kept)
    same = (n for n in notes if not n.about or at(training, n.about) == at(view, n.about))
    return view.evolve(notes=tuple(same))


def _by_those(shown: set[str | None], session: Session) -> Session | None:
    speakers = tuple(id_ for id_ in session.speakers if id_ in shown)
    says_more = [field for field, _ in stated(session) if field.name != "speakers"]
    return session.evolve(speakers=speakers) if speakers or says_more else None


def _unnamed(speaker: Speaker) -> Speaker | None:
    if not (speaker.description or speaker.affiliation):
        return None
    kept = ("role", "description", "affiliation", "count")
    cls = type(speaker)
    if any(field.default is attrs.NOTHING for field in fields(cls)):
        return None  # a subclass asks for more than may be told
    return cls(**{name: getattr(speaker, name) for name in kept})


def _has_a_small_group(headcount: Headcount, k: int) -> bool:
    total = _number(headcount.total, None)
    sexes = [_number(count, total) for count in (headcount.female, headcount.male)]
    return _is_small(sexes, total, k) or _has_a_small_part(headcount.groups, total, k)


def _has_a_small_part(groups: tuple[GroupCount, ...], total: float | None, k: int) -> bool:
    counts = [_number(group.count, total) for group in groups]
    inner = zip(groups, counts, strict=True)
    return _is_small(counts, total, k) or any(
        _has_a_small_part(group.parts, count, k) for group, count in inner
    )


def _is_small(counts: Sequence[float | None], total: float | None, k: int) -> bool:
    """Tell whether a group, or those that the total leaves over, are fewer than *k*, but some."""
    known = [count for count in counts if count is not None]
    rest = [total - sum(known)] if known and total is not None else []
    return any(0 < count < k for count in known + rest)


def _number(count: "int | Count | None", total: float | None) -> float | None:
    if not isinstance(count, Count):
        return count
    if count.percent is not None:
        return None if total is None else count.percent / 100 * total
    return count.value


@attrs.frozen
class PersonalField:
    """A field that holds personal data."""

    cls: type[Record]
    field: str
    label: str
    sensitivity: Sensitivity


def personal_data_inventory(language: str | None = None) -> tuple[PersonalField, ...]:
    """Return the fields that hold personal data, class by class, named in *language*.

    The name of a speaker is among them, though a report may print it.

    Args:
        language: The tag of one of `languages`.

    Returns:
        One entry for each field.

    Raises:
        UnknownLanguageError: There are no words in that language.

    >>> from tipmodel import personal_data_inventory
    >>> entry = personal_data_inventory("ar")[0]
    >>> entry.cls.__name__, entry.field, entry.label
    ('Training', 'participants', 'المشاركون')

    """
    return tuple(
        PersonalField(cls, field.name, translate(metadata_of(field).label, language), who)
        for cls in MODEL
        for field in fields(cls)
        if (who := sensitivity(cls, field)) is PERSONAL or not field.repr
    )


_DIMENSIONS: dict[str, Callable[[Participant], Any]] = {
    "age": lambda person: person.age,
    "governorate": lambda person: person.place and person.place.governorate,
    "country": lambda person: person.place and person.place.country,
    "organization": lambda person: person.affiliation,
}


def tally(participants: Iterable[Participant], by: Sequence[str] = ("sex",)) -> Headcount:
    """Count a roster into a headcount.

    Those of whom something is not stated are in no group of it, and where the sex of
    somebody is not stated, the numbers of women and men are only *at least* what was counted.

    >>> roster = [Participant(id="1", sex=Sex.FEMALE), Participant(id="2", sex=Sex.MALE)]
    >>> tally(roster).female
    1

    Args:
        participants: The people of the roster.
        by: Any of ``sex``, ``age``, ``governorate``, ``country`` and ``organization``; groups
            are nested in this order, and those by sex are innermost.

    Returns:
        The headcount.

    Raises:
        ValueError: *by* names something else.

    """
    people = tuple(participants)
    if unknown := set(by) - {"sex", *_DIMENSIONS}:
        raise ValueError(f"cannot count by {', '.join(sorted(unknown))}")
    sexes = _sexes(people) if "sex" in by else {}
    return Headcount(
        total=len(people),
        female=sexes.get(Sex.FEMALE),
        male=sexes.get(Sex.MALE),
        groups=tuple(_groups(people, [name for name in by if name != "sex"], "sex" in by)),
    )


def _sexes(people: Sequence[Participant]) -> "dict[Sex, int | Count]":
    counted = Counter(person.sex for person in people)
    if not counted[None]:
        return {sex: counted[sex] for sex in Sex}
    known = {sex: n for sex, n in counted.items() if sex}
    return {sex: Count(value=n, precision=Precision.AT_LEAST) for sex, n in known.items()}


def _groups(
    people: Sequence[Participant],
    by: Sequence[str],
    by_sex: bool,  # noqa: FBT001 - of the caller's list
) -> Iterator[GroupCount]:
    if not by:
        return
    name, *rest = by
    values = [value for value in map(_DIMENSIONS[name], people) if value is not None]
    distinct = [value for index, value in enumerate(values) if value not in values[:index]]
    for value in distinct:
        members = [person for person in people if _DIMENSIONS[name](person) == value]
        inner = tuple(_groups(members, rest, by_sex))
        if by_sex and not inner:
            sexes = _sexes(members)
            inner = tuple(GroupCount(sex=sex, count=sexes[sex]) for sex in Sex if sex in sexes)
        yield GroupCount(**{name: value}, count=len(members), parts=inner)
