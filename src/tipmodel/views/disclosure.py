"""Decide which breakdowns of a headcount, and which results, identify no one.

A breakdown may be published if every group that can be computed from it is empty or has at least
*k* people. This is decided only if the data state how the groups relate to one another; any other
breakdown is refused. In detail, and why that is enough:

1. The groups of a headcount are sorted into *partitions*: the sexes, and the groups that are
   described by the same properties (sex, age, place). Groups of a partition exclude one another,
   as two governorates do, and the parts of a group do so by definition. So a partition is a tree,
   and everyone is in one of its leaves, or in the rest of a group after its parts.
2. Each leaf has a stated number, and each rest has the number of its group minus its parts.
   Each of these numbers must be *k* or more, or exactly zero.
3. Several partitions of the same exact total are independent: a leaf of one may share with a leaf
   of another as many people as the smaller one has. That is again *k* or more, or zero, and so is
   every union of such shares.
4. An inexact number counts as it is: there may be exactly that many people, so no group can be
   proved to be smaller. Upper limits (*at most*, *fewer than*) are refused.

The name or the organization of a group says nothing certain about another group: judges may be
women, and a directorate belongs to a ministry. A breakdown may have one such group alone.
"""

import enum
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from ..core.fields import fields, stated
from ..model import GroupCount, Headcount, Outcome, Sex
from ..values.counts import Count, Precision
from ..values.text import LocalizedText

_STRUCTURED = ("sex", "age", "governorate", "country")
_VAGUE = ("name", "organization")
_KIND = {"governorate": "place", "country": "place"}
"""Properties that are not independent: people from a governorate are from Iraq."""


class _UndecidableError(Exception):
    """The data do not determine which groups can be computed from them."""


@attrs.frozen
class _Size:
    """A number of people, and whether it is exact."""

    number: Fraction
    is_exact: bool

    def without(self, part: "_Size") -> "_Size":
        """Return the size of the rest after a part."""
        return _Size(self.number - part.number, is_exact=self.is_exact and part.is_exact)

    def protects(self, k: int) -> bool:
        """Whether a group of this size identifies no one."""
        return self.number >= k or (self.number == 0 and self.is_exact)


def is_divided(headcount: Headcount) -> bool:
    """Return whether a headcount divides the participants."""
    return any(
        each not in (None, ()) for each in (headcount.female, headcount.male, headcount.groups)
    )


def gives_nobody_away(headcount: Headcount, k: int) -> bool:
    """Return whether no group of 1 to ``k - 1`` can be computed from a headcount.

    >>> gives_nobody_away(Headcount(total=32, female=16), 11)
    True
    >>> gives_nobody_away(Headcount(total=32, female=29), 11)
    False

    Args:
        headcount: The headcount to publish.
        k: The smallest number of people that a group may have.

    """
    if _has_other_numbers(headcount):
        return False
    if not is_divided(headcount):
        return True
    try:
        return all(size.protects(k) for size in _sizes_of(headcount))
    except _UndecidableError:
        return False


def results_give_nobody_away(outcome: Outcome, headcount: Headcount | None, k: int) -> bool:
    """Return whether no group of 1 to ``k - 1`` can be computed from the numbers of an outcome.

    >>> from tipmodel import OutcomeKind
    >>> certificates = Outcome(kind=OutcomeKind(code="certificate"), result=117)
    >>> results_give_nobody_away(certificates, Headcount(total=120), 11)
    False

    Args:
        outcome: The outcome; its result is a part of its base, and that of the participants.
        headcount: The headcount of the training, whose total is published.
        k: The smallest number of people that a group may have.

    """
    numbers = outcome.result, outcome.base
    total = headcount.total if headcount else None
    if numbers == (None, None):
        return True
    if headcount and total is None and is_divided(headcount):
        return False  # its parts may add up to the total
    if total is None and all(count is None or _is_share(count) for count in numbers):
        return True  # a share of nobody knows how many
    try:
        whole = _size(total, None)
        base = _size(outcome.base, whole)
        result = _size(outcome.result, base or whole)
    except _UndecidableError:
        return False
    counted = [size for size in (result, base) if size is not None]
    some = _Size(Fraction(1), is_exact=False)  # of whom nobody knows how many
    chain = [size or some for size in (result, base, whole)]
    known = [
        size for size, count in zip(chain, (*numbers, total), strict=True) if count is not None
    ]
    rests = [more.without(less) for less, more in itertools.combinations(known, 2)]
    # More than there are of exactly, such as two certificates each, do not count the same people.
    return all(size.protects(k) or (size.number < 0 and size.is_exact) for size in counted + rests)


def _is_share(count: "int | Count") -> bool:
    return isinstance(count, Count) and count.percent is not None


def _has_other_numbers(counted: "Headcount | GroupCount") -> bool:
    """Return whether a subclass states numbers whose meaning is unknown."""
    if isinstance(counted, GroupCount):
        known, groups = fields(GroupCount), counted.parts
    else:
        known, groups = fields(Headcount), counted.groups
    names = {field.name for field in known}
    return any(
        field.name not in names and not isinstance(value, str | LocalizedText | enum.Enum)
        for field, value in stated(counted)
    ) or any(map(_has_other_numbers, groups))


def _sizes_of(headcount: Headcount) -> Iterator[_Size]:
    """Yield the sizes of all groups that can be computed from a headcount."""
    total = None if headcount.total is None else _size(headcount.total, None)
    sexes = [
        GroupCount(sex=sex, count=count)
        for sex, count in ((Sex.FEMALE, headcount.female), (Sex.MALE, headcount.male))
        if count is not None
    ]
    partitions = _partitions(headcount.groups)
    if sexes and any("sex" in _described_by(groups) for groups in partitions):
        yield from _leaves_and_rests(total, _with_their_groups(sexes, partitions, total))
    elif sexes:
        partitions = [sexes, *partitions]
    if len(partitions) > 1:
        _refuse_related(partitions)
        if total is None or not total.is_exact:
            raise _UndecidableError
    for groups in partitions:
        yield from _leaves_and_rests(total, groups)


def _size(count: "int | Count | None", whole: _Size | None) -> _Size | None:
    """Return the size that a count states; ``None`` if it states only that there are some."""
    if count is None:
        return None
    if isinstance(count, int):
        return _Size(Fraction(count), is_exact=True)
    has_upper_end = count.precision in (Precision.AT_MOST, Precision.FEWER_THAN)
    if has_upper_end or count.at_most is not None:
        raise _UndecidableError
    if count.percent is not None:
        if whole is None or not whole.is_exact or count.precision is Precision.MORE_THAN:
            raise _UndecidableError
        return _Size(Fraction(str(count.percent)) * whole.number / 100, is_exact=False)
    if count.precision is Precision.MORE_THAN:
        return _Size(Fraction(count.value or 0) + 1, is_exact=False) if count.value else None
    return _Size(Fraction(count.value or 0), is_exact=False)


def _leaves_and_rests(whole: _Size | None, groups: Sequence[GroupCount]) -> Iterator[_Size]:
    """Yield the sizes of the leaves of a tree of groups, and of each rest."""
    known, uncounted = [], 0
    for group in groups:
        size = _size(group.count, whole)
        if size is None:
            if group.parts:
                raise _UndecidableError
            uncounted += 1
        else:
            known.append(size)
            yield from _leaves_and_rests(size, _inside(group)) if group.parts else (size,)
    if whole is not None:
        # The rest is negative if groups overlap after all, or if the source contradicts itself.
        rest = whole.number - sum(size.number for size in known) - uncounted
        exact = whole.is_exact and all(size.is_exact for size in known) and not uncounted
        yield _Size(rest, is_exact=exact)


def _inside(group: GroupCount) -> tuple[GroupCount, ...]:
    """Return the parts of a group; refuse percentages, because it is unclear of which whole."""
    if any(part.count is not None and _is_share(part.count) for part in group.parts):
        raise _UndecidableError
    return group.parts


def _partitions(groups: Iterable[GroupCount]) -> list[list[GroupCount]]:
    """Sort groups by their properties; groups with the same properties must exclude one another."""
    found: dict[tuple[str, ...], list[GroupCount]] = defaultdict(list)
    for group in groups:
        found[tuple(name for name in _STRUCTURED if getattr(group, name) is not None)].append(group)
    for alike in found.values():
        _refuse_overlapping(alike)
    return list(found.values())


def _refuse_overlapping(groups: Sequence[GroupCount]) -> None:
    ages: dict[object, list[tuple[float, float]]] = defaultdict(list)
    for group in groups:
        low, high = (group.age.at_least, group.age.below) if group.age else (None, None)
        band = (low or 0, float("inf") if high is None else high)
        ages[group.sex, group.governorate, group.country].append(band)
    for bands in ages.values():
        bands.sort()
        if any(low < high for (_, high), (low, _) in itertools.pairwise(bands)):
            raise _UndecidableError


def _refuse_related(partitions: Iterable[Sequence[GroupCount]]) -> None:
    """Refuse partitions that are not independent, because they share a property."""
    seen: set[str] = set()
    for groups in partitions:
        kinds = {_KIND.get(name, name) for name in _described_by(groups)}
        if kinds & {*seen, *_VAGUE}:
            raise _UndecidableError
        seen |= kinds


def _described_by(groups: Iterable[GroupCount]) -> set[str]:
    """Return the properties that describe groups and their parts."""
    found: set[str] = set()
    for group in groups:
        found |= {name for name in (*_STRUCTURED, *_VAGUE) if getattr(group, name) is not None}
        found |= _described_by(group.parts)
    return found


def _with_their_groups(
    sexes: Sequence[GroupCount], partitions: Sequence[Sequence[GroupCount]], total: _Size | None
) -> list[GroupCount]:
    """Return the sexes, with the groups of women and of men as their parts.

    The table must be complete: both sexes are given, all numbers are exact, and each group is
    all women, all men, or divided into the two without a rest.
    """
    if len(partitions) > 1 or len(sexes) < len(Sex) or (total and not total.is_exact):
        raise _UndecidableError
    leaves = [leaf for group in partitions[0] for leaf in _by_sex(group, None)]
    if not all(isinstance(group.count, int) for group in (*sexes, *leaves)):
        raise _UndecidableError
    by_sex = defaultdict(list)
    for leaf in leaves:
        by_sex[leaf.sex].append(leaf)
    if any(sum(leaf.count for leaf in by_sex[sex.sex]) > sex.count for sex in sexes):  # type: ignore[misc, operator]
        raise _UndecidableError
    return [sex.evolve(parts=tuple(by_sex[sex.sex])) for sex in sexes]


def _by_sex(group: GroupCount, above: Sex | None) -> Iterator[GroupCount]:
    """Yield the smallest groups in a group, each with its sex."""
    sex = group.sex or above
    if group.parts:
        if group.count != sum(
            part.count if isinstance(part.count, int) else -1 for part in group.parts
        ):
            raise _UndecidableError
        for part in group.parts:
            yield from _by_sex(part, sex)
    elif sex is None:
        raise _UndecidableError
    else:
        yield group.evolve(sex=sex)
