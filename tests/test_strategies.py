"""Whoever builds on the library gets valid and invalid data for tests of their own."""

import decimal
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings, strategies as st
from hypothesis.errors import Unsatisfiable

import tipmodel
from tipmodel import Count, DateSpan, Duration, Governorate, LocalizedText, PartialDate, Training
from tipmodel.core.record import StringValue
from tipmodel.extend import Distinct, Record, RefersTo, Rule, field, labeled, record
from tipmodel.model import MODEL
from tipmodel.strategies import documents, invalid, records
from tipmodel.strategies.invalid_data import ways
from tipmodel.vocab.terms import VOCABULARIES, Term

CLASSES = (*MODEL, *VOCABULARIES, Term, DateSpan, Duration)


@pytest.mark.parametrize("cls", CLASSES)
@settings(max_examples=3)
@given(data=st.data())
def test_every_class_is_made_valid_and_written_and_read_alike(cls, data):
    """Every generated record is written and reads back equal."""
    record = data.draw(st.from_type(cls))

    assert isinstance(record, cls)
    assert record == tipmodel.loads(tipmodel.dumps(record), cls)


@pytest.mark.parametrize(
    "cls", [Count, PartialDate, LocalizedText, tipmodel.AgeBand, tipmodel.FileSize]
)
@given(data=st.data())
def test_values_are_made_too(cls, data):
    """A test of dates alone needs no training round them."""
    assert isinstance(data.draw(st.from_type(cls)), cls)


@given(documents(Training))
def test_documents_are_valid(document):
    """Plain data for programs that know no classes are valid as they stand."""
    assert () == tipmodel.validate(document)


@given(
    records(
        Training, languages=["ckb"], governorates=[Governorate.BASRA], max_items=1, reports=True
    )
)
def test_knobs(training):
    """A test can ask for the languages, places and sizes that it is about."""
    places = [place.governorate for place in training.places if place.governorate]

    assert {"ckb"} >= set(training.title)
    assert {Governorate.BASRA} >= set(places)
    assert all(len(value) <= 1 for value in (training.places, training.speakers, training.topics))


@given(invalid(Training))
def test_invalid_data_break_one_rule_where_it_is_said(broken):
    """A test of error messages knows what has to be told."""
    data, code, pointer = broken

    assert [(code, pointer)] == [(i.code, i.pointer) for i in tipmodel.validate(data)]


@pytest.mark.parametrize("code", ways(Training))
@settings(max_examples=1, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_rule_can_be_asked_for(code, data):
    """No rule is left out because it is rarely broken by chance."""
    assert code == data.draw(invalid(Training, code))[1]


def test_a_rule_that_nothing_breaks_is_refused():
    """A mistyped code is no test that silently tests nothing."""
    with pytest.raises(ValueError, match=r"no\.such_rule"):
        invalid(Training, "no.such_rule")


@pytest.mark.long
def test_what_fails_shrinks_to_little():
    """A failing test shows what matters and hardly anything else."""
    found = find(
        records(tipmodel.Representation),
        lambda represented: bool(represented.places),
        settings=settings(database=None, phases=[Phase.generate, Phase.shrink]),
    )

    assert 1 == len(found.places)
    assert {"schema_version", "places"} == tipmodel.unstructure(found).keys()


@pytest.mark.parametrize(
    "first",
    [
        "import hypothesis",
        *(
            pytest.param(each, marks=pytest.mark.long)
            for each in ("from tipmodel import strategies", "import tipmodel")
        ),
    ],
)
def test_any_order_of_imports_will_do(first):
    """The two packages can be imported in any order."""
    code = f"""
{first}
from hypothesis import strategies as st
from tipmodel import Training
st.from_type(Training).validate()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_without_hypothesis_the_extra_is_named():
    """Without Hypothesis, the error says what to install."""
    code = "import sys; sys.modules['hypothesis'] = None\nimport tipmodel.strategies"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "pip install 'tipmodel[hypothesis]'" in done.stderr


@labeled("Own word")
class OwnWord(Term):
    """A term of no list."""

    __slots__ = ()


@record("Anything")
class Anything(StringValue):
    """A value that may be any text."""

    pattern = "(?s:.*)"
    said: str = field("Said", "The text.")

    @classmethod
    def parse(cls, text):
        return cls(said=text)

    def __str__(self):
        return self.said


@record("Part")
class Part(Record):
    """A part that needs a title."""

    title: LocalizedText = field("Title", "Its title.")
    number: int | None = field("Number", "Its number.", default=None)


WRONG = Rule("acme.wrong", "{field} is wrong.")


def _no_comma(whole):
    """Refuse Arabic, a comma in a title, and a low number, each where it is."""
    for tag, text in (whole.title or {}).items():
        if "," in text or tag == "ar":
            yield WRONG.issue().under(tag).under("title")
    for at, part in enumerate(whole.parts):
        if "," in part.title.best("en")[1]:
            yield WRONG.issue().under("title").under(at).under("parts")
        if (part.number or 0) < 0:
            yield WRONG.issue().under("number").under(at).under("parts")


@record("Whole")
class Whole(Record):
    """A record with rules about what is deep inside it."""

    invariants = (_no_comma,)
    title: LocalizedText | None = field("Title", "Its title.", default=None)
    parts: tuple[Part, ...] = field("Parts", "Its parts.", default=())
    word: OwnWord | None = field("Word", "A word.", default=None)
    anything: Anything | None = field("Anything", "A text.", default=None)
    amount: decimal.Decimal | None = field("Amount", "A sum.", default=None)


@given(records(Whole))
def test_rules_may_refuse_parts_at_any_depth(whole):
    """A record is made valid by leaving out the parts that a rule refuses."""
    assert not list(_no_comma(whole))


def test_types_that_refuse_nothing_have_no_invalid_values():
    """Types that accept every text, and types unknown to the library, are left alone."""
    found = [way for each in ways(Whole).values() for way in each]

    for name in ("anything", "amount", "word"):
        assert {"value.null"} == {way.code for way in found if not way.path and name in way.changes}
    assert "term.unknown" not in ways(Whole)
    assert "term.unknown" not in ways(OwnWord)


@record("Impossible")
class Impossible(Record):
    """A record that a rule always refuses."""

    invariants = (lambda _: [WRONG.issue()],)
    number: int | None = field("Number", "A number.", default=None)


def test_a_class_without_valid_records_is_reported():
    """Hypothesis says that a rule refuses every record."""
    with pytest.raises(Unsatisfiable):
        find(records(Impossible), lambda _: True)


@settings(max_examples=5)
@given(records(Training, languages=["fr"], reports=True))
def test_a_language_without_terms_has_made_up_words(training):
    """The words of a report are in the given language, even if no list has names in it."""
    assert {"fr"} >= set(training.title)


@record("Named")
class Named(Record):
    """A part with a title."""

    title: str = field("Title", "Its title.", example="a")
    chosen: str | None = field("Chosen", "One of the names.", default=None)


@record("Booking")
class Booking(Record):
    """A record with declared rules about plain lists and about a record of a record."""

    invariants = (
        Distinct(("names",), Rule("acme.twice", "{field} occurs twice.")),
        Distinct(("parts.title",), Rule("acme.again", "{field} occurs twice.")),
        RefersTo("chosen", ("names",), Rule("acme.unknown", "{field} is unknown.")),
        RefersTo("first.chosen", ("names",), Rule("acme.first", "{field} is unknown.")),
    )
    names: tuple[str, ...] = field("Names", "Some names.", default=())
    chosen: tuple[str, ...] = field("Chosen", "Some of them.", default=())
    parts: tuple[Named, ...] = field("Parts", "Some parts.", default=())
    first: Named | None = field("First", "A part.", default=None)


@pytest.mark.parametrize("code", ["acme.twice", "acme.again", "acme.unknown", "acme.first"])
def test_declared_rules_of_other_packages_are_broken_on_purpose(code):
    """A declared rule is broken wherever its paths lead."""
    data, broken, pointer = find(invalid(Booking, code), lambda _: True)

    assert (code, pointer) == (broken, tipmodel.validate(data, Booking)[0].pointer)
