"""Records that may be the same training reported twice, each pair with its reasons."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from ..core.metadata import LabeledEnum, labeled
from ..core.unicode import fold
from ..model import Training
from ..values.dates import DateSpan, PartialDate
from ..values.text import LocalizedText

_SIMILAR = 0.6
_LONG_ENOUGH = 3


@labeled("Reason")
class Reason(LabeledEnum):
    """What two records of trainings have in common."""

    DATES = "dates", "Same dates", "They begin on the same day, as far as both state it."
    PLACE = "place", "Same place", "They share a governorate, a city or a venue."
    ORGANIZER = "organizer", "Same organizer", "The same body organizes both."
    TITLE = "title", "Same title", "Their titles have the same words in one language."
    TOTAL = "total", "Same number of participants", "They state the same exact total."
    SUBJECT = "subject", "Same topic or audience", "They share a topic or an audience."


@attrs.frozen
class Likeness:
    """Two records that may be about one training.

    Attributes:
        first: The record that comes first.
        second: The other one.
        reasons: What they have in common.

    """

    first: Training = attrs.field(repr=lambda training: training.id)
    second: Training = attrs.field(repr=lambda training: training.id)
    reasons: tuple[Reason, ...]


@attrs.frozen(eq=False)
class _Traits:
    """The parts of a training that are compared."""

    training: Training
    begins: PartialDate | None
    governorates: frozenset[object]
    places: frozenset[str]
    organizers: frozenset[str]
    titles: dict[str, frozenset[str]]
    total: object
    subjects: frozenset[str]


def alike(trainings: Iterable[Training]) -> tuple[Likeness, ...]:
    """Find records that may be about the same training; nothing is merged.

    Two records are alike if they contradict each other in nothing that both state exactly (days,
    places, numbers), and either

    - begin on the same day, and share the title, or the place, the organizer and the number or
      subject; or
    - share the title and the place or organizer, and one of them states no date.

    Pairs with different days or numbers, and records that state too little, are not found.

    Args:
        trainings: The records.

    Returns:
        The pairs, in the order of the records, each with its reasons.

    >>> from tipmodel import alike, example
    >>> copy = example().evolve(id="copy")
    >>> [reason.value for reason in alike([example(), copy])[0].reasons][:2]
    ['dates', 'place']

    """
    every = [_traits(training) for training in trainings]
    found = []
    for one, other in _candidates(every):
        reasons = _reasons(every[one], every[other])
        if reasons:
            found.append(Likeness(every[one].training, every[other].training, reasons))
    return tuple(found)


def _candidates(every: list[_Traits]) -> list[tuple[int, int]]:
    """Return the pairs to compare: those that begin on the same day or share a title."""
    groups: dict[object, list[int]] = defaultdict(list)
    for at, each in enumerate(every):
        if each.begins and each.begins.day:
            groups[each.begins.month, each.begins.day].append(at)
        for language, words in each.titles.items():
            groups[language, words].append(at)
    pairs = {pair for group in groups.values() for pair in itertools.combinations(group, 2)}
    return sorted(pairs)


def _reasons(one: _Traits, other: _Traits) -> tuple[Reason, ...]:
    """Return what two records have in common; nothing if that is not enough."""
    dates = _same_day(one.begins, other.begins)
    place = _same(one.governorates, other.governorates)
    if dates is False or place is False:
        return ()
    if isinstance(one.total, int) and isinstance(other.total, int) and one.total != other.total:
        return ()
    city = _same(one.places, other.places)
    if city is False and not place:
        return ()
    shared = {
        Reason.DATES: dates is True,
        Reason.PLACE: bool(place or city),
        Reason.ORGANIZER: bool(one.organizers & other.organizers),
        Reason.TITLE: _same_title(one.titles, other.titles),
        Reason.TOTAL: isinstance(one.total, int) and one.total == other.total,
        Reason.SUBJECT: bool(one.subjects & other.subjects),
    }
    if dates:
        about = shared[Reason.TOTAL] or shared[Reason.SUBJECT]
        enough = shared[Reason.TITLE] or (
            shared[Reason.PLACE] and shared[Reason.ORGANIZER] and about
        )
    else:
        enough = shared[Reason.TITLE] and (shared[Reason.PLACE] or shared[Reason.ORGANIZER])
    return tuple(reason for reason, holds in shared.items() if holds) if enough else ()


def _same(
    some: frozenset[object] | frozenset[str], others: frozenset[object] | frozenset[str]
) -> bool | None:
    """Whether two sets share something; ``None`` if one of them is empty."""
    return bool(some & others) if some and others else None


def _same_day(one: PartialDate | None, other: PartialDate | None) -> bool | None:
    """Whether two dates are the same; ``None`` if they do not state enough."""
    if one is None or other is None:
        return None
    for part in ("year", "month", "day"):
        mine, others = getattr(one, part), getattr(other, part)
        if mine is not None and others is not None and mine != others:
            return None if one.is_in_doubt or other.is_in_doubt else False
    return True if one.day and other.day else None


def _same_title(one: dict[str, frozenset[str]], other: dict[str, frozenset[str]]) -> bool:
    """Whether two titles share most of their words in one language."""
    for language in one.keys() & other.keys():
        mine, others = one[language], other[language]
        if mine == others or (
            min(len(mine), len(others)) >= _LONG_ENOUGH
            and len(mine & others) / len(mine | others) >= _SIMILAR
        ):
            return True
    return False


def _traits(training: Training) -> _Traits:
    places = [*training.places, *(p for each in training.occurrences for p in each.places)]
    return _Traits(
        training,
        _begins(training.dates),
        frozenset(place.governorate for place in places if place.governorate),
        frozenset(
            name for place in places for text in (place.city, place.venue) for name in _names(text)
        ),
        frozenset(
            name
            for each in training.organizations
            if each.role.code in ("organizer", "co_organizer")
            for text in (each.organization.name, each.organization.acronym)
            for name in _names(text)
        ),
        {tag: frozenset(fold(text).split()) for tag, text in training.title.items()},
        training.headcount and training.headcount.total,
        frozenset(
            term.code or fold(term.text("en")) for term in (*training.topics, *training.audience)
        ),
    )


def _begins(dates: DateSpan | None) -> PartialDate | None:
    """Return the first day, in its assumed year if it states none."""
    date = dates and (dates.first or dates.last)
    if not date or not dates or date.year or not dates.assumed_year:
        return date or None
    return (
        date if date.in_year(dates.assumed_year) is None else date.evolve(year=dates.assumed_year)
    )


def _names(text: LocalizedText | None) -> Iterator[str]:
    return (fold(each) for each in (text or {}).values())
