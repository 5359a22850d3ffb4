"""Nine real reports and eleven invented sources of other kinds lose no fact as records.

The other kinds are those that come before and after a training: a catalogue, an agenda, an
evaluation, an online workshop, a call for participants, a course to be taken alone, a data sheet,
test scores, a register, an official letter and a row of a matrix of activities.
"""

import copy
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

import tipmodel
from tipmodel.views.cards import describe
from tipmodel.vocab.terms import VOCABULARIES

HERE = Path(__file__).parent
FOUNDING = "00-hr-officials-erbil"
REPORTS = sorted(path.stem for path in (HERE / "facts").glob("*.json"))

SAME = (  # what a fact says, and what says the same in a record
    ("Iraq", "IQ"),
    ("العراق", "IQ"),
    ("Lebanon", "LB"),
    ("men", "male"),
    ("women", "female"),
    ("half", "50"),
    ("half a day", "0.5 day"),
    ("future at time of writing", "planned"),
    ("افتراضية عبر", "online"),
    ("unnamed", "None"),
    ("unnamed", "another"),
    ("والدولي", "الدولي"),
    ("True", "None"),  # it is true that something is unspecified
)
UNTRACED = r"/(schema_version|id|speakers/\d+/id|notes/.+|source/.+)"
ROLES = {  # kinds of facts that say what somebody did
    "organiser": "organizer",
    "host": "host",
    "partner": "partner",
    "funder": "funder",
    "patron": "patron",
    "trainer_group": "trainer",
}
LABELS = {
    code: " ".join(term.names.values())
    for vocabulary in VOCABULARIES
    for code, term in vocabulary.vocabulary().items()
}


def record(name):
    if name == FOUNDING:
        return (files("tipmodel") / "data/examples/hijra_amina.json").read_bytes()
    return (HERE / "records" / f"{name}.json").read_bytes()


def report_of(name):
    return json.loads((HERE / "facts" / f"{name}.json").read_bytes())


def facts(name):
    return report_of(name)["facts"]


def trace(name):
    return json.loads((HERE / "traces" / f"{name}.json").read_bytes())


def pointers(data, base=""):
    """Yield the pointers of all values that hold no others."""
    if isinstance(data, dict | list):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from pointers(inner, f"{base}/{step}")
    else:
        yield base


def at(data, pointer):
    """Return what stands at a pointer; nothing is ``None``."""
    for step in pointer.split("/")[1:]:
        try:
            data = data[int(step) if isinstance(data, list) else step]
        except (KeyError, IndexError, TypeError, ValueError):
            return None
    return data


def holds(held, expected):
    """Tell whether a value is the expected one, or a text contains it."""
    if isinstance(held, str) and isinstance(expected, str) and " " in held:
        return expected in held
    return type(expected) is type(held) and expected == held


def lost(data, trace):
    """Return the pointers at which a record does not hold what its trace says."""
    return [
        pointer
        for expected in trace.values()
        for pointer, value in expected.items()
        if not holds(at(data, pointer), value)
    ]


def words(value):
    found = re.findall(r"(?:\d{4}-)?\d\d-\d\d|\d{4}-\d\d|\d+|[^\W\d_]{2,}", str(value).casefold())
    return {word.removesuffix("s") for word in found} - {"and", "by", "of", "the"}


def said(expected):
    """Return the words of the values expected at pointers, of their labels and their fields."""
    found = set()
    for pointer, value in expected.items():
        fields = " ".join(re.findall("[a-z]{3,}", pointer))
        found |= words(value) | words(LABELS.get(value, "")) | words(fields)
    return found


def leaves(value, key=""):
    """Yield what a fact states, each with its key; the precision of a date shows in the date."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "precision":
                yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, value


def stated(fact):
    role = [("role", ROLES[fact["kind"]])] if fact["kind"] in ROLES else []
    return [*leaves(fact["value"]), *role]


def unsaid(key, leaf, expected):
    """Return the words of a leaf that are not said at its pointers: in its own field if it has one."""
    field = "" if key in ("value", "unit") else f"/{key}/"
    own = {pointer: value for pointer, value in expected.items() if field in f"{pointer}/"}
    found, text = said(own or expected), str(leaf)
    for phrase, same in SAME:
        if words(same) <= found:
            text = re.sub(rf"\b{phrase}\b", " ", text)
    return words(text) - found


def without(data, pointer):
    """Return a copy in which a value is deleted; where there is none, something is put."""
    data = copy.deepcopy(data)
    parent, _, step = pointer.rpartition("/")
    container = at(data, parent)
    if at(data, pointer) is None:
        container[step] = "something"
    else:
        del container[int(step) if isinstance(container, list) else step]
    return data


def changed(data, pointer):
    """Return a copy in which a value is another."""
    data = copy.deepcopy(data)
    parent, _, step = pointer.rpartition("/")
    container, value = at(data, parent), at(data, pointer)
    container[int(step) if isinstance(container, list) else step] = other(value)
    return data


def other(value):
    return value + 1 if isinstance(value, int) else "qqq"


@pytest.mark.parametrize("report", REPORTS)
class TestReport:
    def test_it_reads_and_writes_without_loss(self, report):
        """A report is a valid record, and writing it changes no byte."""
        read = tipmodel.loads(record(report))

        assert () == tipmodel.validate(record(report))
        assert record(report) == tipmodel.dumps(read, indent=2) + b"\n"

    def test_it_says_where_it_comes_from(self, report):
        """Every record states its source."""
        source = tipmodel.loads(record(report)).source

        assert report_of(report)["source_url"] == source.url
        assert report_of(report)["source_language"] in source.languages

    def test_every_fact_is_in_the_record(self, report):
        """Every fact of a report is in its record, in the right field."""
        traced = trace(report)

        assert [fact["id"] for fact in facts(report)] == [*traced]
        assert all(traced.values())
        assert [] == lost(json.loads(record(report)), traced)
        assert [] == [
            (fact["id"], missing)
            for fact in facts(report)
            for key, leaf in stated(fact)
            if (missing := unsaid(key, leaf, traced[fact["id"]]))
        ]

    def test_nothing_is_in_the_record_but_facts(self, report):
        """A record contains nothing but facts, notes, names for reference and translations."""
        translated = "en" if report_of(report)["source_language"] == "ar" else "ar"
        traced = {pointer for expected in trace(report).values() for pointer in expected}

        assert [] == [
            pointer
            for pointer in pointers(json.loads(record(report)))
            if pointer not in traced
            and not pointer.endswith(f"/{translated}")
            and not re.fullmatch(UNTRACED, pointer)
        ]

    def test_a_value_deleted_or_changed_in_the_record_is_noticed(self, report):
        """A deleted or changed value with a fact is noticed."""
        data, traced = json.loads(record(report)), trace(report)
        unnoticed = [
            (change.__name__, pointer)
            for change in (without, changed)
            for expected in traced.values()
            for pointer in expected
            if pointer not in lost(change(data, pointer), traced)
        ]

        assert [] == unnoticed

    def test_a_fact_changed_in_the_report_is_noticed(self, report):
        """A changed fact is noticed."""
        unnoticed = [
            (fact["id"], key, leaf)
            for fact in facts(report)
            for key, leaf in stated(fact)
            if not unsaid(key, other(leaf), trace(report)[fact["id"]])
        ]

        assert [] == unnoticed

    @pytest.mark.parametrize("language", tipmodel.languages())
    def test_it_is_told_in_every_language(self, report, language):
        """Every report has a card in every language."""
        training = tipmodel.loads(record(report))

        assert training.title.best(language)[1] in describe(training, language)


def test_how_many_facts_are_carried(capsys):
    """The number of facts with a field does not fall."""
    total = sum(len(trace(report)) for report in REPORTS)
    with capsys.disabled():
        print(f" {total} facts of {len(REPORTS)} reports traced", end=" ")  # noqa: T201

    assert sum(len(facts(report)) for report in REPORTS) == total
    assert 358 == total
