"""No group that is too small can be computed from a published headcount, by whatever way.

Small populations are counted out: all of them that agree with what is published. A group gives
somebody away if in none of them it has *k* people, and in some of them it has one.
"""

import functools
import itertools
import random

import pytest

import tipmodel
from tipmodel import AgeBand, Count, GroupCount, Headcount, LocalizedText, Precision, Sex
from tipmodel.views.disclosure import gives_nobody_away

SEXES = (Sex.FEMALE, Sex.MALE, None)
FEATURES = {
    "country": ("IQ", "LB", None),
    "age": (AgeBand(below=25), AgeBand(at_least=25), None),
    "name": (LocalizedText(en="judges"), None),
}
LARGEST = 7


@functools.cache
def populations(cells):
    """Return all populations of at most LARGEST people in so many cells."""
    return [
        tuple(b - a - 1 for a, b in itertools.pairwise((-1, *bars)))
        for bars in itertools.combinations(range(LARGEST + cells), cells)
    ]


def agrees(count, number, whole):
    """Tell whether so many people are what a count says."""
    if count is None:
        return True
    if isinstance(count, int):
        return number == count
    said = count.value
    if count.percent is not None:
        number, said = 100 * number, count.percent * whole
    return {
        Precision.EXACT: abs(number - said) <= whole / 2,  # a percentage is rounded
        Precision.ABOUT: abs(number - said) <= max(1, whole),
        Precision.AT_LEAST: number >= said,
        Precision.MORE_THAN: number > said,
        Precision.AT_MOST: number <= said,
        Precision.FEWER_THAN: number < said,
    }[count.precision]


def statements(headcount, feature):
    """Yield what a headcount says: a count, the cells it counts, and those it is a share of."""
    every = [(sex, value) for sex in SEXES for value in FEATURES[feature]]
    yield headcount.total, every, every
    yield headcount.female, [cell for cell in every if cell[0] is Sex.FEMALE], every
    yield headcount.male, [cell for cell in every if cell[0] is Sex.MALE], every

    def of_groups(groups, whole):
        for group in groups:
            members = [
                (sex, value)
                for sex, value in whole
                if (group.sex is None or group.sex is sex)
                and getattr(group, feature) in (None, value)
            ]
            yield group.count, members, whole
            yield from of_groups(group.parts, members)

    yield from of_groups(headcount.groups, every)


def largest_by_cell(headcount, feature):
    """Return the most people that each cell may have; nothing if too few cases can be told."""
    cells = [(sex, value) for sex in SEXES for value in FEATURES[feature]]
    said = [
        (count, [cells.index(cell) for cell in members], [cells.index(cell) for cell in whole])
        for count, members, whole in statements(headcount, feature)
        if count is not None
    ]
    found = [
        people
        for people in populations(len(cells))
        if all(
            agrees(count, sum(people[i] for i in members), sum(people[i] for i in whole))
            for count, members, whole in said
        )
    ]
    is_open = not isinstance(headcount.total, int)
    if not found or (is_open and min(map(sum, found)) + 3 > LARGEST):
        return None  # larger populations would have to be looked at
    return [max(people[i] for people in found) for i in range(len(cells))]


def counts(draw, *, percent=True):
    kind = draw.choice(
        ["none", "exact", "exact", "exact", "bound", "percent" if percent else "exact"]
    )
    if kind == "none":
        return None
    if kind == "exact":
        return draw.randint(0, 5)
    if kind == "bound":
        precision = draw.choice([each for each in Precision if each is not Precision.EXACT])
        return Count(value=draw.randint(0, 5), precision=precision)
    precision = draw.choice([Precision.EXACT, Precision.EXACT, *Precision])
    return Count(percent=draw.choice([0, 10, 25, 40, 50, 60, 75, 90, 100]), precision=precision)


def headcount(draw, feature):
    def groups(depth, names):
        for _ in range(draw.choice([0, 1, 1, 2, 2, 3])):
            described = {
                name: value
                for name in draw.sample(names, draw.randint(1, len(names)))
                if (value := draw.choice(FEATURES[name] if name != "sex" else SEXES)) is not None
            }
            count = counts(draw)
            if described and count is not None:
                rest = [name for name in names if name not in described]
                parts = tuple(groups(depth - 1, rest)) if depth and rest else ()
                yield GroupCount(**described, count=count, parts=parts)

    total = draw.choice([None, 4, 5, 6, 7, 7, 7, counts(draw, percent=False)])
    return Headcount(
        total=total,
        female=counts(draw) if draw.random() < 0.6 else None,
        male=counts(draw) if draw.random() < 0.6 else None,
        groups=tuple(groups(1, ["sex", feature])) if draw.random() < 0.7 else (),
    )


def brute_force(seed, feature, k, rounds):
    """Build headcounts at random, and return how many of those published were looked through."""
    draw = random.Random(f"{seed} {feature} {k}")
    looked_at = 0
    for _ in range(rounds):
        try:
            built = headcount(draw, feature)
        except tipmodel.InvalidDataError:
            continue
        if not (built.female or built.male or built.groups) or not gives_nobody_away(built, k):
            continue
        largest = largest_by_cell(built, feature)
        if largest is not None:
            looked_at += 1
            assert all(most == 0 or most >= k for most in largest), (seed, built, largest)
    return looked_at


@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize("feature", FEATURES)
def test_no_small_group_can_be_computed_from_what_is_published(feature, k):
    """Whoever knows only what is published can tell of no group that it is small."""
    assert brute_force(0, feature, k, 250) > 5


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize("feature", FEATURES)
def test_no_small_group_can_be_computed_however_many_are_tried(feature, k, seed):
    """The same, of so many headcounts that every shape of them is met."""
    assert brute_force(seed, feature, k, 6_000) > 20


def test_the_oracle_finds_what_is_known_to_give_away():
    """Were the brute force blind, it would prove nothing."""
    small = Headcount(total=7, female=5)

    assert not gives_nobody_away(small, 3)
    assert 2 == max(most for most in largest_by_cell(small, "country")[3:])
