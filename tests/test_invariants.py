"""Rules across fields that are declared: one declaration decides everywhere."""

import datetime
import itertools
import json
import re
from typing import ClassVar

import pytest
from hypothesis import given, strategies as st

import tipmodel
from samples import TWICE, Part, Whole
from tipmodel import InvalidDataError
from tipmodel.core.metadata import PERSONAL
from tipmodel.extend import Distinct, InOrder, Record, RefersTo, RequireAny, Rule, field, record

TOO_OLD = Rule("test.too_old", "{age} is above {limit}.")

VALUES = {
    "number": [1, 2, 3, {"value": 2, "precision": "about"}],
    "amount": [1, 1.5, 2.0],
    "day": ["2015-05-03", "2015-05-04"],
    "date": ["2015", "2015-05", "2015-05-03", "2015-05-04", "2015-06", "XXXX-05-03", "2015-04~"],
    "time": ["08:00", "09:30", "2015-05-04T09:00", "2015-05-05T08:00", "2015-05-04T09:00:00+03:00"],
}


def is_wrong(name, least, most):
    """Say in words of Python alone whether the first value is certainly above the second."""
    if name == "number":
        return type(least) is type(most) is int and most < least
    if name == "amount":
        return most <= least
    if name == "day":
        return most < least
    if name == "time":
        alike = len(least) == len(most) and "+" not in least + most
        return alike and most < least
    if any(mark in least + most for mark in "X~"):
        return False
    shared = min(len(least), len(most))
    return most[:shared] < least[:shared]


def built(data):
    """Make the record as a caller would, from values of the right types."""
    lists = ("parts", "others")
    values = {
        name: getattr(tipmodel.structure({name: value}, Whole), name)
        for name, value in data.items()
        if name not in lists
    }
    for name in lists:
        values[name] = tuple(tipmodel.structure(each, Part) for each in data.get(name, ()))
    return Whole(**values)


def said(data):
    """Return the issues, which every way in finds alike."""
    text = json.dumps(data)
    validated = tipmodel.validate(data, Whole)
    for read in (
        lambda: tipmodel.structure(data, Whole),
        lambda: tipmodel.loads(text, Whole),
        lambda: tipmodel.loads(text.encode(), Whole),
        lambda: built(data),
    ):
        found = ()
        try:
            read()
        except InvalidDataError as error:
            found = error.issues
        assert found == validated
    return [(issue.code, issue.pointer, issue.text(isolate=False)) for issue in validated]


@pytest.mark.parametrize("name", VALUES)
def test_two_values_are_refused_if_they_are_certainly_in_the_wrong_order(name):
    """Every way of reading agrees with brute force over all pairs."""
    for least, most in itertools.product(VALUES[name], repeat=2):
        found = said({f"{name}_from": least, f"{name}_to": most})
        expected = ["acme.wrong_order"] if is_wrong(name, least, most) else []
        assert expected == [code for code, _, _ in found], (least, most)


@given(st.lists(st.none() | st.integers(0, 12), max_size=3), st.none() | st.integers(0, 12))
def test_every_item_of_a_list_is_compared(counts, most):
    """Each item that is above the limit is an issue at the item, with the label of its list."""
    parts = [{"of": [], **({} if count is None else {"count": count})} for count in counts]
    limit = 9 if most is None else most
    found = said({"parts": parts, **({} if most is None else {"number_to": most})})

    assert found == [
        ("acme.wrong_order", f"/parts/{index}/count", f"“Parts” is {count}, more than {limit}.")
        for index, count in enumerate(counts)
        if count is not None and count > limit
    ]


ids = st.lists(st.sampled_from([None, "a", "b", "c"]), max_size=4)


@given(ids, ids, st.lists(st.sampled_from("abcd"), max_size=3))
def test_references_are_to_values_that_are_there_once(ids, others, asked):
    """Each repeated or unknown value is an issue at its place."""
    parts = [{"id": id_} if id_ else {"count": 1} for id_ in ids]
    parts.append({"of": asked} if asked else {"count": 1})
    data = {"parts": parts, "others": [{"id": id_} if id_ else {"count": 1} for id_ in others]}
    places = [f"/parts/{n}/id" for n in range(len(ids))] + [
        f"/others/{n}/id" for n in range(len(others))
    ]
    every = [*ids, *others]

    assert [(code, pointer) for code, pointer, _ in said(data)] == [
        *(
            ("acme.twice", place)
            for number, (id_, place) in enumerate(zip(every, places, strict=True))
            if id_ and id_ in every[:number]
        ),
        *(
            ("acme.nobody", f"/parts/{len(ids)}/of/{number}")
            for number, id_ in enumerate(asked)
            if id_ not in others
        ),
    ]


def spelled(invariant):
    """Read a record of a class that has one more rule."""

    @record("Misspelled")
    class Misspelled(Whole):
        """A class with a rule about a field that it lacks."""

        invariants: ClassVar = (*Whole.invariants, invariant)

    for way in (tipmodel.validate, tipmodel.structure):
        with pytest.raises(TypeError) as error:
            way({}, Misspelled)
    return str(error.value)


@pytest.mark.parametrize(
    ("invariant", "lacking"),
    [
        (RequireAny(TWICE, ("nobody",)), "Misspelled has no field 'nobody'"),
        (Distinct(("parts.nobody",), TWICE), "Part has no field 'nobody'"),
        (RefersTo("parts.of", ("parts.id.nobody",), TWICE), "str has no field 'nobody'"),
        (InOrder("nobody", "number_to", TWICE, at="nobody"), "Misspelled has no field 'nobody'"),
    ],
)
def test_a_rule_about_a_field_that_does_not_exist_is_refused(invariant, lacking):
    """The first use of a class says which of its rules names a field that does not exist."""
    said = spelled(invariant)

    assert said.startswith(f"{type(invariant).__name__} among the invariants of Misspelled")
    assert said.endswith(lacking)


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (lambda: Distinct("parts.id", TWICE), "'paths' must be <class 'tuple'>"),
        (lambda: RefersTo("parts.of", "parts.id", TWICE), "'among' must be <class 'tuple'>"),
        (lambda: RequireAny(TWICE, "parts"), "'names' must be <class 'tuple'>"),
        (lambda: InOrder("a", "b", TWICE, at="c"), "'at' must be one of a, b, not 'c'"),
        (
            lambda: InOrder("a", "b", TWICE, at="a", params={"most": "c"}),
            "'most' must be one of a, b, not 'c'",
        ),
    ],
)
def test_a_rule_that_is_declared_wrongly_is_refused_at_once(declared, said):
    """A declaration of the wrong form is refused where it stands."""
    with pytest.raises((TypeError, ValueError), match=re.escape(said)):
        declared()


def compared(least, most, **how):
    """Return a class with two fields, the first of which must not be above the second."""
    body = {
        "__annotations__": {"a": least, "b": most},
        "__module__": __name__,
        **{name: field(name, "It.", default=None) for name in "ab"},
        "invariants": (InOrder("a", "b", TWICE, at="a", **how),),
    }
    return record("Compared", help="It.")(type("Compared", (Record,), body))


INEXACT = int | tipmodel.Count | None
ABOUT_TWO = {"value": 2, "precision": "about"}


@pytest.mark.parametrize(
    ("least", "most", "how", "said"),
    [
        (int, str, {}, "no common order"),
        (str, str, {}, "no common order"),
        (bool, int, {}, "no common order"),
        (int, tipmodel.PartialDate, {}, "no common order"),
        (tipmodel.PartialTime, tipmodel.PartialDate, {}, "no common order"),
        (datetime.date, datetime.datetime, {}, "no common order"),
        (tipmodel.Place, tipmodel.Place, {}, "no common order"),
        (tipmodel.Sex, tipmodel.Sex, {}, "no common order"),
        (datetime.time, datetime.time, {}, "no common order"),
        (
            tipmodel.PartialDate,
            tipmodel.PartialDate,
            {"strictly": True},
            "strict about PartialDate",
        ),
        (datetime.date, datetime.date, {"otherwise": 3}, "compares no numbers"),
    ],
)
def test_fields_without_a_common_order_cannot_be_compared(least, most, how, said):
    """The first use of the class says so; with values it would be a bare error, or no check at all."""
    cls = compared(least | None, most | None, **how)
    for use in (tipmodel.validate, tipmodel.structure):
        with pytest.raises(TypeError, match=f"InOrder among the invariants of Compared .*{said}"):
            use({}, cls)


def test_the_greater_value_is_in_one_field():
    with pytest.raises(ValueError, match=re.escape("not at 'b.c'")):
        InOrder("a", "b.c", TWICE, at="a")


def accepts(make):
    try:
        make()
    except InvalidDataError:
        return False
    return True


def all_ways(data, cls, parts):
    """Return whether data are right; every way of reading says the same, and so does Python."""
    text = json.dumps(data)
    (verdict,) = {
        accepts(lambda: tipmodel.loads(text, cls)),
        accepts(lambda: tipmodel.loads(text.encode(), cls)),
        accepts(lambda: tipmodel.structure(data, cls)),
        accepts(lambda: tipmodel.make_converter().structure(data, cls)),
        accepts(lambda: cls(**parts)),
    }
    return verdict


@pytest.mark.parametrize(
    ("least", "most", "how", "data", "is_right"),
    [
        (INEXACT, float | None, {}, {"a": 3, "b": 2.5}, False),
        (INEXACT, float | None, {}, {"a": ABOUT_TWO, "b": 1.5}, True),
        (float | None, INEXACT, {}, {"a": 3, "b": ABOUT_TWO}, True),
        (int | None, INEXACT, {}, {"a": 3, "b": 2}, False),
        (int | None, INEXACT, {}, {"a": 3, "b": ABOUT_TWO}, True),
        (INEXACT, INEXACT, {"strictly": True}, {"a": ABOUT_TWO, "b": ABOUT_TWO}, True),
        (INEXACT, INEXACT, {"strictly": True}, {"a": 2, "b": 2}, False),
    ],
)
def test_numbers_of_every_kind_are_compared_alike_in_every_way(least, most, how, data, is_right):
    """Only exact numbers are compared."""
    cls = compared(least, most, **how)
    about = tipmodel.Count(value=2, precision=tipmodel.Precision.ABOUT)
    parts = {name: about if value == ABOUT_TWO else value for name, value in data.items()}

    assert is_right == all_ways(data, cls, parts)


@record("Booking")
class Booking(Record):
    """A class of which one field refers to numbers of another."""

    invariants: ClassVar = (RefersTo("floor", ("floors",), TWICE),)
    floor: int | None = field("Floor", "The floor.", default=None)
    floors: tuple[int, ...] = field("Floors", "The floors.", default=())


@pytest.mark.parametrize("floor", [0, 1])
@pytest.mark.parametrize("floors", [(), (0,), (1,), (0, 1)])
def test_nought_refers_to_something_like_any_number(floor, floors):
    data = {"floor": floor, "floors": list(floors)}

    assert (floor in floors) == all_ways(data, Booking, {"floor": floor, "floors": floors})


def test_nothing_is_unknown_where_a_value_could_not_be_read():
    """A wrong identifier is one issue: no reference to it is reported as well."""
    data = {"parts": [{"id": "a", "of": ["b"]}], "others": [{"count": 1, "id": "b c"}]}

    assert ["/others/0/id"] == [each.pointer for each in tipmodel.validate(data, Whole)]


def test_a_fault_in_a_rule_is_not_taken_for_a_missing_field():
    """An `AttributeError` of a rule is raised, unless the record could only be read in part."""

    @record("Faulty")
    class Faulty(Whole):
        """A class whose rule has a fault."""

        invariants: ClassVar = (*Whole.invariants, lambda record: record.no_such_field)

    for data in ({}, {"number_from": 2, "number_to": 1}):
        with pytest.raises(AttributeError, match="no_such_field"):
            tipmodel.structure(data, Faulty)
    assert ["value.wrong_type"] == [
        issue.code for issue in tipmodel.validate({"number_from": "1"}, Faulty)
    ]


@record("Pair")
class Pair(Record):
    """A record with two fields that must differ."""

    invariants: ClassVar = (Distinct(("one", "other"), TWICE),)
    one: str | None = field("One", "A text.", default=None)
    other: str | None = field("Other", "Another text.", default=None)


@pytest.mark.parametrize(("one", "other"), [("a", "b"), (None, None), ("a", None)])
def test_two_fields_must_differ_if_both_are_stated(one, other):
    """A rule may compare fields that are no lists."""
    assert (one, other) == (Pair(one=one, other=other).one, Pair(one=one, other=other).other)
    with pytest.raises(InvalidDataError, match="used twice"):
        Pair(one="a", other="a")


@record("Visit", sensitivity=PERSONAL)
class Visit(Record):
    """Something about a person."""

    age: int | None = field("Age", "In years.", default=None, example=30)


@record("Shelter")
class Shelter(Record):
    """A record with a public limit for personal values."""

    invariants: ClassVar = (
        *(
            InOrder(lower, "limit", TOO_OLD, at="limit", params={"age": lower, "limit": "limit"})
            for lower in ("age", "visits.age")
        ),
    )
    age: int | None = field("Age", "In years.", default=None, sensitivity=PERSONAL, example=30)
    visits: tuple[Visit, ...] = field("Visits", "Of people.", default=(), example=[])
    limit: int | None = field("Limit", "In years.", default=None, example=40)


@pytest.mark.parametrize("personal", [{"age": 98765}, {"visits": [{"age": 98765}]}])
def test_a_sentence_at_a_public_field_holds_no_personal_value(personal):
    """The parameters name the public value; the one of a person is not repeated."""
    data = {**personal, "limit": 40}
    (issue,) = tipmodel.validate(data, Shelter)
    (other,) = tipmodel.validate(json.dumps(data), Shelter)

    assert ("/limit", {"age": "…", "limit": 40}) == (issue.pointer, dict(issue.params))
    assert issue == other
    assert "98765" not in issue.text("en") + repr(issue)
