"""Records that may be the same training reported twice, each pair with its reasons."""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from ..core.metadata import LabeledEnum, labeled
from ..core.record import each_of
from ..core.unicode import fold
from ..model import Training
from ..values.dates import DateSpan, PartialDate
from ..values.text import LocalizedText

_SIMILAR = Fraction(3, 5)
"""The share of all words of two titles that similar ones have in common."""

_SIMILAR_OF_SHORTER = 2 * _SIMILAR / (1 + _SIMILAR)
"""The share of the words of the shorter title that they have in common at least."""

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

    number: int
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

    Pairs with different days or numbers, and records that state too little, are not found. The time
    grows with the number of records and of the pairs that may be alike; a thousand copies of one
    record are half a million pairs.

    Args:
        trainings: The records.

    Returns:
        The pairs, in the order of the records, each with its reasons.

    >>> from tipmodel import alike, example
    >>> copy = example().evolve(id="copy")
    >>> [reason.value for reason in alike([example(), copy])[0].reasons][:2]
    ['dates', 'place']

    """
    every = [_traits(*each) for each in enumerate(each_of(Training, trainings))]
    found = []
    for one, other in _candidates(every):
        reasons = _reasons(every[one], every[other])
        if reasons:
            found.append(Likeness(every[one].training, every[other].training, reasons))
    return tuple(found)


def _candidates(every: list[_Traits]) -> list[tuple[int, int]]:
    """Return the pairs to compare: those with enough in common, as far as one trait of each tells.

    Records that share a key are not simply compared with one another: one title given on many days
    would cause a quadratic number of comparisons.
    """
    some: dict[object, list[_Traits]] = defaultdict(list)
    others: dict[object, list[_Traits]] = defaultdict(list)
    frequency = Counter(
        (tag, word) for each in every for tag, words in each.titles.items() for word in words
    )
    for each in every:
        for groups, share in ((some, _SIMILAR_OF_SHORTER), (others, _SIMILAR)):
            for key in _keys(each, frequency, share):
                groups[key].append(each)
    pairs: set[tuple[int, int]] = set()
    shared = ((group, others[key]) for key, group in some.items() if len(others[key]) > 1)
    for group, other in _distinct(shared):
        pairs.update(_consistent(group, other, _EXCLUSIVE))
    return sorted(pairs)


def _distinct(
    both: Iterable[tuple[list[_Traits], list[_Traits]]],
) -> Iterator[tuple[list[_Traits], list[_Traits]]]:
    """Yield two lists of records at a time, but the same ones only once."""
    seen = set()
    for some, others in both:
        members = tuple(each.number for each in some), tuple(each.number for each in others)
        if members not in seen:
            seen.add(members)
            yield some, others


def _keys(each: _Traits, frequency: Mapping[tuple[str, str], int], share: Fraction) -> set[object]:
    """Return the keys of a record, one of which it has in common with each record that is alike.

    Two titles that have a *share* of the words of each in common share one of the rarest words.
    """
    keys = set[object]()
    for tag, words in each.titles.items():
        keys |= {
            (tag, words, name) for name in (*each.organizers, *each.places, *each.governorates)
        }
    if each.begins and each.begins.day:
        day = each.begins.month, each.begins.day
        keys |= {(day, name) for name in each.organizers}
        for tag, words in each.titles.items():
            keys.add((day, tag, words))
            if len(words) >= _LONG_ENOUGH:
                rarest = sorted(words, key=lambda word: (frequency[tag, word], word))
                least = math.ceil(len(words) * share)
                keys |= {(day, tag, word) for word in rarest[: len(words) - least + 1]}
    return keys


_MANY = 20
"""The number of names above which those of a record are not used to exclude others."""

_ENOUGH = 50
"""The number of pairs that are cheaper to compare than to sort."""


def _exact_date(part: str) -> Callable[[_Traits], Iterable[object]]:
    def values(each: _Traits) -> Iterable[object]:
        value = each.begins and not each.begins.is_in_doubt and getattr(each.begins, part)
        return (value,) if value else ()

    return values


_EXCLUSIVE: tuple[Callable[[_Traits], Iterable[object]], ...] = (
    *map(_exact_date, ("year", "month", "day")),
    lambda each: (each.total,) if isinstance(each.total, int) else (),
    lambda each: each.governorates,
    lambda each: each.places if len(each.places) <= _MANY and not each.governorates else (),
)
"""What records that are alike share, if both state it."""


def _consistent(
    some: Sequence[_Traits],
    others: Sequence[_Traits],
    exclusive: Sequence[Callable[[_Traits], Iterable[object]]],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one record of each list that share each trait which both of them state."""
    if not exclusive or len(some) * len(others) <= _ENOUGH:
        for one, other in itertools.product(some, others):
            if one.number < other.number:
                yield one.number, other.number
            elif other.number < one.number:
                yield other.number, one.number
        return
    values, *rest = exclusive
    (mine, stated, unstated), (theirs, _, others_unstated) = (
        _sorted_by(values, each) for each in (some, others)
    )
    shared = ((mine[value], theirs[value]) for value in mine.keys() & theirs.keys())
    for group, group_of_others in _distinct(shared):
        yield from _consistent(group, group_of_others, rest)
    if others_unstated:
        yield from _consistent(stated, others_unstated, rest)
    if unstated:
        yield from _consistent(unstated, others, rest)


def _sorted_by(
    values: Callable[[_Traits], Iterable[object]], records: Sequence[_Traits]
) -> tuple[dict[object, list[_Traits]], list[_Traits], list[_Traits]]:
    """Return the records by each value of a trait; those that state it, and those that do not."""
    found: dict[object, list[_Traits]] = defaultdict(list)
    stated, unstated = list[_Traits](), list[_Traits]()
    for record in records:
        known = tuple(values(record))
        (stated if known else unstated).append(record)
        for value in known:
            found[value].append(record)
    return found, stated, unstated


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
            and _SIMILAR.denominator * len(mine & others) >= _SIMILAR.numerator * len(mine | others)
        ):
            return True
    return False


def _traits(number: int, training: Training) -> _Traits:
    places = [*training.places, *(p for each in training.occurrences for p in each.places)]
    return _Traits(
        number,
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
