"""No small group can be computed from a published headcount in any way.

Small populations are counted out: all of them that agree with what is published. A group gives
somebody away if in none of them it has *k* people, and in some of them it has one.
"""

import functools
import inspect
import itertools
import sys
import types

import pytest

import tipmodel
from tipmodel import (
    AgeBand,
    Count,
    Governorate,
    GroupCount,
    Headcount,
    LocalizedText,
    Precision,
    Sex,
)
from tipmodel.views import disclosure
from tipmodel.views.disclosure import gives_nobody_away

SEXES = (Sex.FEMALE, Sex.MALE, None)
AGES = (10, 25, 35)
PLACES = (("IQ", Governorate.ERBIL), ("IQ", None), ("LB", None), (None, None))
VAGUE = (False, True)
"""What a person may be: sex, age, country and governorate, of the first and of the second vague group."""
EVERYBODY = tuple(itertools.product(SEXES, AGES, PLACES, VAGUE, VAGUE))

JUDGES, NAMED = LocalizedText(en="judges"), LocalizedText(en="from Erbil")
YOUNG, MIDDLE, GROWN = AgeBand(below=20), AgeBand(at_least=20, below=30), AgeBand(at_least=20)


def describes(group, person):
    """Whether a person is in a group, by the properties of the group alone."""
    sex, age, (country, governorate), is_judge, is_named = person
    band = group.age or AgeBand(at_least=0)
    return (
        group.sex in (None, sex)
        and (band.at_least or 0) <= age < (band.below or 200)
        and group.country in (None, country)
        and group.governorate in (None, governorate)
        and (group.name is None or (is_judge if group.name == JUDGES else is_named))
    )


WORLDS = {
    "nothing": lambda *_: True,
    "judges are women": lambda sex, _, __, is_judge, ___: not is_judge or sex is Sex.FEMALE,
    "women are judges": lambda sex, _, __, is_judge, ___: is_judge or sex is not Sex.FEMALE,
    "judges are from Iraq": lambda _, __, place, is_judge, ___: not is_judge or place[0] == "IQ",
    "nobody from Iraq is a judge": lambda _, __, place, is_judge, ___: (
        not is_judge or place[0] != "IQ"
    ),
    "judges are in the second group": lambda _, __, ___, is_judge, is_named: (
        not is_judge or is_named
    ),
    "no judge is in the second group": lambda _, __, ___, is_judge, is_named: (
        not (is_judge and is_named)
    ),
}
"""What somebody may know of the group of a name."""


def statements(headcount, known="nothing"):
    """Yield the statements of a headcount: a count, the people it counts, and the people of whom it is a share."""
    people = [one for one in EVERYBODY if WORLDS[known](*one)]
    yield headcount.total, people, people
    yield headcount.female, [one for one in people if one[0] is Sex.FEMALE], people
    yield headcount.male, [one for one in people if one[0] is Sex.MALE], people

    def of_groups(groups, whole):
        for group in groups:
            members = [one for one in whole if describes(group, one)]
            yield group.count, members, whole
            yield from of_groups(group.parts, members)

    yield from of_groups(headcount.groups, people)


def limits(count, members, whole):
    """Yield what a count asks of a population, each as factors, by kind of person, and a limit.

    The sum of the factors must not be larger than the limit. A percentage is rounded, and of
    so few people "about" is taken to be wrong by one at most.
    """
    if count is None:
        return
    value, precision, share = count, Precision.EXACT, 0
    if not isinstance(count, int):
        value, precision, share = count.value or 0, count.precision, count.percent
    if share is not None and not isinstance(count, int):
        least = [100 * (one in members) - share for one in whole]
        if precision in (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN):
            slack = 0.5 if precision is Precision.EXACT else 0
            yield [-each - slack for each in least], 0
        if precision in (Precision.EXACT, Precision.AT_MOST, Precision.FEWER_THAN):
            yield [each - (precision is Precision.EXACT) / 2 for each in least], 0
        return
    inside = [int(one in members) for one in whole]
    if precision is Precision.ABOUT:
        yield inside, value + 1
        yield [-each for each in inside], 1 - value
    if precision in (Precision.EXACT, Precision.AT_LEAST, Precision.MORE_THAN):
        yield [-each for each in inside], -value - (precision is Precision.MORE_THAN)
    if precision in (Precision.EXACT, Precision.AT_MOST, Precision.FEWER_THAN):
        yield inside, value - (precision is Precision.FEWER_THAN)


@functools.cache
def atoms_of(shape, known):
    """Return which kinds of people the statements of a headcount of some shape tell apart.

    Each is a tuple that says, for every statement, whether it counts these people, and whether
    they are among those that it is a share of.
    """
    told = [(set(members), set(whole)) for _, members, whole in statements(shape, known)]
    return sorted(
        {tuple((one in members, one in whole) for members, whole in told) for one in told[0][1]}
    )


def shape_of(headcount):
    """Return the same headcount with no number in it but ones."""

    def bare(group):
        return group.evolve(count=1, parts=tuple(map(bare, group.parts)))

    groups = tuple(map(bare, headcount.groups))
    sexes = {name: getattr(headcount, name) and 1 for name in ("female", "male")}
    return Headcount(total=99, groups=groups, **sexes)


def most_of_each(headcount, k, known="nothing"):
    """Return how many people of each kind there may be, up to *k*; nothing if no population agrees."""
    atoms = atoms_of(shape_of(headcount), known)
    inequalities = []
    for number, (count, _, _) in enumerate(statements(headcount)):
        here = [atom for atom in atoms if atom[number][1]]
        members = [atom for atom in here if atom[number][0]]
        for factors, limit in limits(count, members, here):
            by_atom = dict(zip(here, factors, strict=True))
            inequalities.append(([by_atom.get(atom, 0) for atom in atoms], limit))
    is_open = not isinstance(headcount.total, int)
    cap = 20 if is_open else headcount.total
    found = []
    for at in range(len(atoms)):
        for least in range(k, -1, -1):
            if _is_possible(inequalities, len(atoms), cap, at, least):
                found.append(least)
                break
        else:
            return None
    return found


def _is_possible(inequalities, size, cap, at, least):
    """Tell whether a population of at most *cap* has at least *least* of the kind *at*."""
    limits = [limit for _, limit in inequalities]
    by_kind = [
        [factors[index] for factors, _ in inequalities]
        for index in (at, *(i for i in range(size) if i != at))
    ]
    best = [
        [min([0, *(kind[which] for kind in by_kind[index:])]) for which in range(len(limits))]
        for index in range(size + 1)
    ]

    @functools.cache
    def search(index, left, sums):
        # Those still to come add at least this much, if all of them are of the best kind.
        if any(s + left * b > most for s, b, most in zip(sums, best[index], limits, strict=True)):
            return False
        if index == size:
            return True
        return any(
            search(
                index + 1,
                left - number,
                tuple([s + number * f for s, f in zip(sums, by_kind[index], strict=True)]),
            )
            for number in range(0 if index else least, left + 1)
        )

    return search(0, cap, (0,) * len(limits))


def numbers(total):
    """Yield everything that a source can state about a number of people."""
    yield None
    yield from range(total + 1)


def inexact(total):
    """Yield everything that a source can state about a number that it does not know exactly."""
    for value in range(total + 1):
        for precision in (
            Precision.ABOUT,
            Precision.AT_LEAST,
            Precision.MORE_THAN,
            Precision.AT_MOST,
            Precision.FEWER_THAN,
        ):
            yield Count(value=value, precision=precision)
    for percent in (0, 10, 20, 25, 40, 50, 75, 100):
        for precision in (
            Precision.EXACT,
            Precision.AT_LEAST,
            Precision.MORE_THAN,
            Precision.AT_MOST,
        ):
            yield Count(percent=percent, precision=precision)


def group(count, **described_by):
    return GroupCount(count=count, **described_by)


FEMALE, MALE = {"sex": Sex.FEMALE}, {"sex": Sex.MALE}
IQ, LB, ERBIL = {"country": "IQ"}, {"country": "LB"}, {"governorate": Governorate.ERBIL}
SHAPES = {
    "sexes": ("female", "male"),
    "places": (IQ, LB),
    "place": (IQ,),
    "ages": ({"age": YOUNG}, {"age": MIDDLE}),
    "ages that overlap": ({"age": MIDDLE}, {"age": GROWN}),
    "a place within another": (IQ, ERBIL),
    "sexes and a place": ("female", "male", IQ),
    "a sex and places": ("female", IQ, LB),
    "a sex, and a place of women": ("female", IQ | FEMALE),
    "a sex, and a place of the other": ("male", IQ | FEMALE),
    "sexes, and a place of women and of men": ("female", "male", IQ | FEMALE, IQ | MALE),
    "a place of women and of men": (IQ | FEMALE, IQ | MALE),
    "a place and an age": (IQ, {"age": YOUNG}),
    "places and an age": (IQ, LB, {"age": YOUNG}),
    "a sex, and a place divided": ("female", (IQ, FEMALE, MALE)),
    "sexes, and women of a place": ("female", "male", (IQ, FEMALE)),
    "women in groups": (FEMALE, IQ | FEMALE),
    "a vague group": ({"name": JUDGES},),
    "a vague group and a sex": ("female", {"name": JUDGES}),
    "two vague groups": ({"name": JUDGES}, {"name": NAMED}),
    "a vague group and a place": (IQ, {"name": JUDGES}),
    "parts": ((IQ, FEMALE, MALE),),
    "parts and the rest": ((IQ, FEMALE), LB),
    "parts of a sex": ((FEMALE, IQ, LB),),
    "parts and sexes": ("female", "male", (IQ, FEMALE, MALE)),
    "vague parts": ((IQ, {"name": JUDGES}),),
}
"""The numbers of a headcount beside its total: a sex, a group, or a group with its parts."""


def built(shape, total, counts):
    """Make a headcount; ``None`` if the model does not allow it."""
    left = iter(counts)
    sexes, groups = {}, []
    for each in shape:
        if isinstance(each, str):
            sexes[each] = next(left)
        elif isinstance(each, dict):
            groups.append((next(left), each, ()))
        else:
            count, parts = next(left), [(next(left), part) for part in each[1:]]
            groups.append((count, each[0], parts))
    try:
        return Headcount(
            total=total,
            **sexes,
            groups=tuple(
                GroupCount(
                    count=count,
                    parts=tuple(group(one, **part) for one, part in parts if one is not None),
                    **described_by,
                )
                for count, described_by, parts in groups
                if count is not None
            ),
        )
    except tipmodel.InvalidDataError:
        return None


def slots(shape):
    """Return the number of numbers in a shape."""
    return sum(len(each) if isinstance(each, tuple) else 1 for each in shape)


_FEW = 3
"""So many numbers beside the total are tried with all that a source may say of one of them."""


def headcounts(shape, totals):
    """Yield every headcount of a shape: all exact numbers, and all that are inexact in one place."""
    for people in totals:
        whole = [
            people,
            None,
            Count(value=people, precision=Precision.AT_LEAST),
            Count(value=people, precision=Precision.ABOUT),
        ]
        size = slots(shape)
        for total in whole:
            for counts in itertools.product(numbers(people), repeat=size):
                yield built(shape, total, counts)
        few = [None, 0, people // 2, people] if size <= _FEW else [None, people // 2]
        for total, at in itertools.product(whole, range(size)):
            for count in inexact(people):
                for others in itertools.product(few, repeat=size - 1):
                    yield built(shape, total, (*others[:at], count, *others[at:]))


def given_away(decide, shape, k, totals):
    """Return a published headcount that identifies somebody, if any, and how many were examined."""
    looked_at = 0
    for headcount in headcounts(shape, totals):
        if headcount is None or not (
            headcount.female is not None or headcount.male is not None or headcount.groups
        ):
            continue
        if not decide(headcount, k):
            continue
        for known in WORLDS if "name=" in repr(headcount) else ("nothing",):
            most = most_of_each(headcount, k, known)
            if most is not None:
                looked_at += 1
                if any(0 < each < k for each in most):
                    return (headcount, known), looked_at
    return None, looked_at


@pytest.mark.parametrize(
    "name", ["sexes", "ages that overlap", "a sex, and a place of women", "a vague group and a sex"]
)
def test_no_small_group_can_be_computed_from_what_is_published(name):
    """No small group can be computed from a published headcount."""
    found, looked_at = given_away(gives_nobody_away, SHAPES[name], 2, (4,))
    assert found is None
    assert looked_at > 20


@pytest.mark.long
@pytest.mark.parametrize("k", [2, 3])
@pytest.mark.parametrize("name", SHAPES)
def test_no_small_group_can_be_computed_whatever_is_published(name, k):
    """The same holds for every small headcount, in all shapes and with all kinds of counts."""
    largest = {1: 7, 2: 6, 3: 5}.get(slots(SHAPES[name]), 4)
    found, looked_at = given_away(gives_nobody_away, SHAPES[name], k, (largest,))
    assert found is None
    assert looked_at > 5


BROKEN = {
    "a group may be smaller": ("place", "self.number >= k or", "self.number >= k - 1 or"),
    "nothing need not be sure": ("place", "self.number == 0 and self.is_exact", "self.number == 0"),
    "the rest is not looked at": ("place", "yield _Size(rest, is_exact=exact)", "pass"),
    "what is left of inexact parts is exact": (
        "place",
        " and all(size.is_exact for size in known) and not uncounted",
        "",
    ),
    "who is not counted is forgotten": ("vague parts", "- uncounted\n", "\n"),
    "parts of those who are not counted": (
        "parts",
        "            if group.parts:\n                raise _UndecidableError\n",
        "",
    ),
    "upper limits are taken": ("place", "in (Precision.AT_MOST, Precision.FEWER_THAN)", "in ()"),
    "fewer is taken": (
        "place",
        "in (Precision.AT_MOST, Precision.FEWER_THAN)",
        "in (Precision.AT_MOST,)",
    ),
    "ages may overlap": (
        "ages that overlap",
        "        if any(low < high",
        "        if False and any(low < high",
    ),
    "partitions may be related": (
        "a place within another",
        "        _refuse_related(partitions)\n",
        "",
    ),
    "places are not within one another": (
        "a place within another",
        '_KIND = {"governorate": "place", "country": "place"}',
        "_KIND = {}",
    ),
    "a name says nothing of the others": (
        "a vague group and a sex",
        "kinds & {*seen, *_VAGUE}",
        "kinds & seen",
    ),
    "one sex is enough for a table": (
        "a sex, and a place of the other",
        "len(sexes) < len(Sex) or ",
        "",
    ),
    "a group need not be divided": (
        "sexes, and women of a place",
        "        ):\n            raise _UndecidableError\n        for part",
        "        ):\n            pass\n        for part",
    ),
    "parts are not looked into": (
        "vague parts",
        "yield from _leaves_and_rests(size, _inside(group)) if group.parts else (size,)",
        "yield size",
    ),
}
"""What the rules would be if one of them were wrong, and a shape that shows it."""


def broken(old, new):
    """Return the function with one rule changed."""
    text = inspect.getsource(disclosure)
    assert 1 == text.count(old)
    module = types.ModuleType("tipmodel.views.broken")
    module.__package__ = "tipmodel.views"
    sys.modules[module.__name__] = module
    try:
        exec(compile(text.replace(old, new), "<broken>", "exec"), vars(module))  # noqa: S102
    finally:
        del sys.modules[module.__name__]
    return module.gives_nobody_away


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if BROKEN[n][0] == "place" else pytest.mark.long) for n in BROKEN],
)
def test_a_rule_that_is_wrong_is_found_out(name):
    """Each rule is necessary: without it, the brute force finds somebody who is identified."""
    shape, old, new = BROKEN[name]
    decide = broken(old, new)

    def only_then(headcount, k):
        return decide(headcount, k) and not gives_nobody_away(headcount, k)

    people = 5 if slots(SHAPES[shape]) <= _FEW else 6
    found, _ = given_away(only_then, SHAPES[shape], 2, (people,))
    assert found


def test_the_oracle_finds_what_is_known_to_give_away():
    """The brute force finds cases that are known to identify somebody."""
    small = Headcount(total=7, female=5)

    assert not gives_nobody_away(small, 3)
    assert [2, 2, 3] == sorted(most_of_each(small, 3))


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
    """Only the total stays, wherever the headcount is in the record."""
    assert not gives_nobody_away(headcount, 11)
    record = tipmodel.Training(id="a", title=JUDGES, headcount=headcount)
    left = tipmodel.public_view(record).headcount
    assert left == (Headcount(total=headcount.total) if headcount.total is not None else None)


def test_a_table_that_is_safe_is_published():
    """Safe tables by sex, by place, and by both are published."""
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
    """Two headcounts are not published together, because one day could be computed from the other."""
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
    """A group without a number counts as at least one person."""
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
    """A range of people is not published, because the rest could be small."""
    counted = Headcount(total=20, female=Count(value=8, at_most=12))

    assert not gives_nobody_away(counted, 11)
    assert Headcount(total=20) == tipmodel.public_view(counted)


A, B = LocalizedText(en="a"), LocalizedText(en="b")


def women(count, **more):
    return GroupCount(sex=Sex.FEMALE, count=count, **more)


def men(count, **more):
    return GroupCount(sex=Sex.MALE, count=count, **more)


UNDECIDED = {
    "a group of unknown size has parts": Headcount(
        total=90, groups=(GroupCount(name=A, parts=(women(30), men(30))),)
    ),
    "a part of women is about": Headcount(
        total=90, female=40, male=50,
        groups=(women(Count(value=30, precision=Precision.ABOUT), name=A),),
    ),
    "more women in a group than there are": Headcount(
        total=90, female=40, male=50, groups=(women(45, country="IQ"),)
    ),
    "the parts of a group are not all of it": Headcount(
        total=200, female=90, male=110,
        groups=(GroupCount(country="IQ", count=150, parts=(women(60), men(60))),),
    ),
    "a part is about": Headcount(
        total=200, female=90, male=110,
        groups=(GroupCount(country="IQ", count=150, parts=(women(60), men(Count(value=90, precision=Precision.ABOUT)))),),
    ),
    "the parts are one more than all": Headcount(total=39, groups=(women(20), men(20))),
}  # fmt: skip


@pytest.mark.parametrize("headcount", UNDECIDED.values(), ids=UNDECIDED)
def test_what_cannot_be_decided_is_not_published(headcount):
    """If the consequences of a breakdown are unknown, only the total is published."""
    assert Headcount(total=headcount.total) == tipmodel.public_view(headcount)


@pytest.mark.parametrize(("k", "is_kept"), [(20, True), (21, False)])
def test_the_smallest_group_has_as_many_people_as_was_asked_for(k, is_kept):
    """A group of exactly *k* is published, and a group of *k* - 1 is not."""
    headcount = Headcount(total=60, female=20, male=40)

    assert is_kept == (headcount == tipmodel.public_view(headcount, k=k))


def agrees(count, number, whole):
    """Whether a number of people may be what a count says of it; a percentage is rounded."""
    if count is None:
        return True
    if isinstance(count, int):
        return number == count
    if count.at_most is not None:
        return count.value <= number <= count.at_most
    said, is_share = (count.value, False) if count.percent is None else (count.percent, True)
    number, slack = (100 * number, whole / 2) if is_share else (number, 0)
    said *= whole if is_share else 1
    return {
        Precision.EXACT: said - slack <= number <= said + slack,
        Precision.ABOUT: abs(number - said) <= (slack or 1),
        Precision.AT_LEAST: number >= said,
        Precision.MORE_THAN: number > said,
        Precision.AT_MOST: number <= said,
        Precision.FEWER_THAN: number < said,
    }[count.precision]


@functools.cache
def populations(result, base, total):
    """Return who may have taken part, have been asked and be counted in a result, in numbers."""
    return [
        (r, b, t)
        for t in range(16)
        if agrees(total, t, t)
        for b in range(t + 1)
        if agrees(base, b, t)
        for r in range(b + 1)
        if agrees(result, r, t if base is None else b)
    ]


def results_that_give_away(decide, k):
    """Yield the results that are published although they identify somebody."""
    ranges = [Count(value=low, at_most=low + 2) for low in range(0, 8, 2)]
    every = [None, *range(9), *inexact(8), *ranges]
    few = [None, 0, 3, 5, 8, *(Count(value=6, precision=each) for each in Precision if each is not Precision.EXACT)]  # fmt: skip
    for result, base, total in {
        *itertools.product(every, few, few),
        *itertools.product(few, every, few),
        *itertools.product(few, few, every),
    }:
        outcome = tipmodel.Outcome(
            kind=tipmodel.OutcomeKind(code="certificate"), result=result, base=base
        )
        shares = [each for each in (result, base) if each is not None]
        if total is None and all(getattr(each, "percent", None) is not None for each in shares):
            continue  # shares of nobody knows how many
        if not decide(outcome, None if total is None else Headcount(total=total), k):
            continue
        found = populations(result, base, total)
        sizes = {
            "result": [r for r, _, _ in found],
            "others": [(t if base is None else b) - r for r, b, t in found],
            "others of all": [t - r for r, _, t in found],
            "base": [b for _, b, _ in found],
            "not asked": [t - b for _, b, t in found],
        }
        # The others may be as many as there are; so may be a share of people without a number.
        is_known = len({max(t for *_, t in found), 15}) == 2 if found else False
        stated = {
            "result": result is not None,
            "others": result is not None and not (base is None and total is None),
            "others of all": result is not None and total is not None,
            "base": base is not None,
            "not asked": base is not None and total is not None,
        }
        for name, numbers_ in sizes.items():
            if found and stated[name] and 0 < max(numbers_) < k and is_known:
                yield name, result, base, total


def test_a_total_that_can_be_computed_is_compared_with_results():
    """Of 20 women and 20 men, 35 certificates leave five."""
    outcome = tipmodel.Outcome(kind=tipmodel.OutcomeKind(code="certificate"), result=35)
    record = tipmodel.Training(
        id="a", title=JUDGES, headcount=Headcount(female=20, male=20), outcomes=(outcome,)
    )

    view = tipmodel.public_view(record)
    assert (record.headcount, None) == (view.headcount, view.outcomes[0].result)
    assert record.evolve(headcount=None) == tipmodel.public_view(record.evolve(headcount=None))


@pytest.mark.parametrize("k", [2, 3])
def test_no_small_group_can_be_computed_from_a_result(k):
    """A result, what it is a part of and the total of the training are published together."""
    assert [] == list(results_that_give_away(disclosure.results_give_nobody_away, k))[:5]
