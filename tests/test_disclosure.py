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
YOUNG, MIDDLE, OLD = AgeBand(below=20), AgeBand(at_least=20, below=30), AgeBand(at_least=30)
JUDGES = LocalizedText(en="judges")
FEATURES = {
    "country": {"IQ": ("IQ",), "LB": ("LB",)},
    "age": {YOUNG: (YOUNG,), MIDDLE: (MIDDLE,), AgeBand(at_least=20): (MIDDLE, None)},
    "name": {JUDGES: (JUDGES,), LocalizedText(en="judges, again"): (JUDGES,)},
}
"""What groups are described by, beside the sex, and whom of a population that describes."""

CELLS = {
    "country": ("IQ", "LB", None),
    "age": (YOUNG, MIDDLE, None),
    "name": (JUDGES, None),
}
LARGEST = 8


@functools.cache
def populations(cells, total):
    """Return all populations of so many people in so many cells; without a total, all small ones."""
    if total is None:
        return [each for people in range(LARGEST + 1) for each in populations(cells, people)]
    return [
        tuple(b - a - 1 for a, b in itertools.pairwise((-1, *bars, total + cells - 1)))
        for bars in itertools.combinations(range(total + cells - 1), cells - 1)
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


def cells_of(feature):
    return [(sex, value) for sex in SEXES for value in CELLS[feature]]


def described(group, feature, cells):
    """Return those of some cells that a group describes."""
    value = getattr(group, feature)
    return [
        (sex, each)
        for sex, each in cells
        if (group.sex is None or group.sex is sex)
        and (value is None or each in FEATURES[feature][value])
    ]


def statements(headcount, feature):
    """Yield what a headcount says: a count, the cells it counts, and those it is a share of."""
    every = cells_of(feature)
    yield headcount.total, every, every
    yield headcount.female, [cell for cell in every if cell[0] is Sex.FEMALE], every
    yield headcount.male, [cell for cell in every if cell[0] is Sex.MALE], every

    def of_groups(groups, whole):
        for group in groups:
            members = described(group, feature, whole)
            yield group.count, members, whole
            yield from of_groups(group.parts, members)

    yield from of_groups(headcount.groups, every)


def largest_by_cell(headcount, feature):
    """Return the most people that each cell may have; nothing if too few cases can be told."""
    cells = cells_of(feature)
    told = [
        (count, [cells.index(cell) for cell in members], [cells.index(cell) for cell in whole])
        for count, members, whole in statements(headcount, feature)
        if count is not None
    ]
    is_open = not isinstance(headcount.total, int)
    found = [
        people
        for people in populations(len(cells), None if is_open else headcount.total)
        if all(
            agrees(count, sum(people[i] for i in members), sum(people[i] for i in whole))
            for count, members, whole in told
        )
    ]
    if not found or (is_open and min(map(sum, found)) + 3 > LARGEST):
        return None  # larger populations would have to be looked at
    return [max(people[i] for people in found) for i in range(len(cells))]


def said(draw, number, whole):
    """Return a count that says of a true number what a source might."""
    kind = draw.choice(["exact"] * 6 + ["percent", *Precision])
    if kind == "percent" and whole:
        precision = draw.choice([Precision.EXACT, Precision.EXACT, Precision.AT_LEAST])
        return Count(percent=round(100 * number / whole, draw.choice([0, 6])), precision=precision)
    value = {
        Precision.ABOUT: max(0, number + draw.choice([-1, 0, 0, 1])),
        Precision.AT_LEAST: max(0, number - draw.choice([0, 0, 1])),
        Precision.MORE_THAN: draw.choice([0, max(0, number - 1)]),
        Precision.AT_MOST: number + draw.choice([0, 0, 1]),
        Precision.FEWER_THAN: number + draw.choice([1, 1, 2]),
    }.get(kind)
    return number if value is None or not number else Count(value=value, precision=kind)


def headcount(draw, feature):
    """Return what a source might say of a random population."""
    cells = cells_of(feature)
    people = dict.fromkeys(cells, 0)
    while sum(people.values()) < draw.randint(4, LARGEST):
        people[draw.choice(cells)] += draw.choice([1, 2, 3])
    total = sum(people.values())

    def number(members):
        return sum(people[cell] for cell in members)

    def group(whole, parts=(), **described_by):
        empty = GroupCount(count=0, **described_by)
        members = described(empty, feature, whole)
        inner = tuple(group(members, **part) for part in parts)
        inner = tuple(part for part in inner if draw.random() < 0.9)
        try:
            return empty.evolve(count=said(draw, number(members), number(whole)), parts=inner)
        except tipmodel.InvalidDataError:
            return empty.evolve(count=number(members))

    by_sex = [{"sex": Sex.FEMALE}, {"sex": Sex.MALE}]
    by_feature = [{feature: value} for value in FEATURES[feature]]
    by_both = [one | other for one in by_sex for other in by_feature]
    kinds = [
        [],
        by_feature,
        by_sex,
        by_both,
        [{**each, "parts": by_sex} for each in by_feature],
        [{**each, "parts": by_feature} for each in by_sex],
        [*by_feature, *by_both],
        [*by_sex, *by_feature],
    ]
    chosen = draw.choice([draw.choice(kinds), [], by_feature])
    groups = tuple(group(cells, **each) for each in chosen if draw.random() < 0.8)
    sexes = {
        name: said(draw, number([cell for cell in cells if cell[0] is sex]), total)
        for name, sex in (("female", Sex.FEMALE), ("male", Sex.MALE))
        if draw.random() < 0.7
    }
    stated = draw.choice([total, total, total, None, said(draw, total, 0)])
    return Headcount(total=stated, groups=groups, **sexes)


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
    assert brute_force(0, feature, k, 100) > 5


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


def group(count, **described_by):
    return GroupCount(count=count, **described_by)


FEMALE, MALE = {"sex": Sex.FEMALE}, {"sex": Sex.MALE}
NAMED = LocalizedText(en="from Erbil")
GIVES_AWAY = {
    "the rest of one group": Headcount(total=32, groups=(group(29, name=JUDGES),)),
    "two groups that may overlap": Headcount(
        total=60, groups=(group(25, name=JUDGES), group(29, name=NAMED))
    ),
    "women who are from elsewhere": Headcount(
        total=40, female=20, male=20,
        groups=(group(16, country="LB", **FEMALE), group(12, country="LB", **MALE)),
    ),
    "women in a group and in all": Headcount(
        total=80, female=40, male=40,
        groups=(
            group(40, country="IQ", parts=(group(25, **FEMALE), group(15, **MALE))),
            group(40, country="LB"),
        ),
    ).evolve(female=34, male=46),
    "fewer than": Headcount(total=99, female=Count(value=12, precision=Precision.FEWER_THAN)),
    "at most": Headcount(total=99, female=Count(value=11, precision=Precision.AT_MOST)),
    "a share without a total": Headcount(female=Count(percent=10), male=45),
    "a share of a share": Headcount(
        total=50, groups=(group(30, country="IQ", parts=(group(Count(percent=40), **FEMALE),)),)
    ),
    "a total that can be computed": Headcount(
        female=20, male=20, groups=(group(35, country="LB"),)
    ),
    "ages that overlap": Headcount(
        total=80, groups=(group(30, age=AgeBand(at_least=20)), group(25, age=AgeBand(at_least=25)))
    ),
    "a governorate and its country": Headcount(
        total=80, groups=(group(30, country="IQ"), group(25, governorate=tipmodel.Governorate.ERBIL))
    ),
    "a rest inside a group": Headcount(
        total=80, groups=(group(40, country="IQ", parts=(group(15, **FEMALE), group(20, **MALE))),)
    ),
    "all but some": Headcount(total=11, female=Count(value=0, precision=Precision.MORE_THAN)),
}  # fmt: skip


@pytest.mark.parametrize("headcount", GIVES_AWAY.values(), ids=GIVES_AWAY)
def test_what_gives_somebody_away_is_not_published(headcount):
    """Only the total stays, wherever the headcount stands."""
    assert not gives_nobody_away(headcount, 11)
    record = tipmodel.Training(id="a", title=JUDGES, headcount=headcount)
    left = tipmodel.public_view(record).headcount
    assert left == (Headcount(total=headcount.total) if headcount.total is not None else None)


def test_a_table_that_is_safe_is_published():
    """Trainings can be counted by women and men, by place, and by both."""
    by_both = Headcount(
        total=80, female=40, male=40,
        groups=tuple(
            group(40, country=country, parts=(group(20, **FEMALE), group(20, **MALE)))
            for country in ("IQ", "LB")
        ),
    )  # fmt: skip
    by_each = Headcount(
        total=80, female=40, male=40, groups=(group(40, country="IQ"), group(40, country="LB"))
    )
    named = Headcount(
        groups=(group(60, country="IQ", parts=(group(20, name=JUDGES), group(40, name=NAMED))),)
    )
    for safe in (by_both, by_each, named):
        record = tipmodel.Training(id="a", title=JUDGES, headcount=safe)
        assert record == tipmodel.public_view(record)


def test_two_headcounts_in_one_record_tell_together_what_none_tells_alone():
    """Of a training and one of its days, the other day could be computed."""
    one, other = Headcount(total=60, female=30), Headcount(total=30, female=15)
    record = tipmodel.Training(
        id="a", title=JUDGES, headcount=one, occurrences=(tipmodel.Occurrence(headcount=other),)
    )

    view = tipmodel.public_view(record)
    assert Headcount(total=60) == view.headcount
    assert Headcount(total=30) == view.occurrences[0].headcount


@pytest.mark.parametrize("total", [None, 40, 60])
@pytest.mark.parametrize("others", [(), (15,), (9,), (15, 25)])
def test_a_group_without_a_number_is_one_of_which_nobody_knows_how_many(total, others):
    """A group that is only named is weighed like one of "more than nobody"."""
    some = Count(value=0, precision=Precision.MORE_THAN)
    named = [
        Headcount(
            total=total,
            groups=(
                GroupCount(name=JUDGES, count=count),
                *(GroupCount(name=LocalizedText(en=str(n)), count=n) for n in others),
            ),
        )
        for count in (None, some)
    ]

    assert 1 == len({gives_nobody_away(each, 11) for each in named})


def test_a_range_of_people_is_not_divided():
    """From 8–12 of 20 somebody may reckon how few the others are, so only the total is published."""
    counted = Headcount(total=20, female=Count(value=8, at_most=12))

    assert not gives_nobody_away(counted, 11)
    assert Headcount(total=20) == tipmodel.public_view(counted)
