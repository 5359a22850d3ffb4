"""Other packages can add fields, lists and types without changing the library."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import attrs
import cattrs
import pytest
from hypothesis import given, strategies as st

import tipmodel
from tipmodel import Training
from tipmodel.extend import (
    INTERNAL,
    PUBLIC,
    InRange,
    Record,
    Rule,
    Term,
    about,
    field,
    labeled,
    record,
)
from tipmodel.strategies import records

GRANT_WITHOUT_BUDGET = Rule(
    "acme.grant_without_budget", "State the budget that the lines belong to."
)


@labeled("Line of the budget", help="What a cost belongs to.")
class BudgetLine(Term):
    """A line of a budget."""

    __slots__ = ()

    @classmethod
    def facts(cls):
        """Return the list."""
        return {"travel": {"en": "travel", "ar": "السفر", "source": "acme"}}


def _needs_budget(training):
    if training.lines and training.budget is None:
        yield GRANT_WITHOUT_BUDGET.issue().under("lines")


@labeled("Funded training", help="A training with its cost.")
@attrs.frozen(kw_only=True)
class FundedTraining(Training):
    """A training with its cost."""

    invariants = (*Training.invariants, _needs_budget)

    budget: int | None = attrs.field(
        default=None,
        validator=InRange(1, 1_000_000),
        metadata=about("Budget", help="The cost in dollars.", sensitivity=INTERNAL, example=900),
    )
    lines: tuple[BudgetLine, ...] = attrs.field(
        default=(),
        metadata=about("Lines", help="What was paid.", sensitivity=PUBLIC, example=["travel"]),
    )


ODD = Rule("acme.odd", "An even number is wanted.")


class Even(InRange):
    """Asks for more than the validator that it refines."""

    def iter_issues(self, value):
        yield from super().iter_issues(value)
        if value % 2:
            yield ODD.issue()


@attrs.frozen
class EvenAndFrozen(Even):
    """The same, as attrs makes it again with slots."""


class Quicker(Even):
    """States what passes, too, and may forget something."""

    def passes(self, value):
        return 0 <= value <= 9


class Called(InRange):
    """Asks where attrs does, beside what its base says of values."""

    def __call__(self, record, attribute, value):
        super().__call__(record, attribute, value)
        if value % 2:
            raise ODD.error()


class Unchanged(InRange):
    """Asks for nothing more."""


def numbered(validator):
    @record("Box", help="A box.")
    class Box(Record):
        number: int = field("Number", "A number.", validator=validator)

    return Box


@pytest.mark.parametrize("validator", [Even, EvenAndFrozen, Quicker, Called, Unchanged])
@pytest.mark.parametrize("number", [2, 3, 10, 11])
def test_a_refined_validator_is_asked_in_every_way(validator, number):
    """A refined validator gives the verdict of its base and its own, on every path."""
    cls = numbered(validator(0, 9))
    is_odd = number % 2 == 1 and validator is not Unchanged
    expected = {"acme.odd"} if is_odd else set()
    if number > 9:
        expected = set() if validator is Called else expected
        expected |= {issue.code for issue in InRange(0, 9).iter_issues(number)}
    data = {"number": number}
    ways = {
        "constructor": lambda: cls(**data),
        "plain": lambda: tipmodel.structure(data, cls),
        "text": lambda: tipmodel.loads(json.dumps(data), cls),
        "bytes": lambda: tipmodel.loads(json.dumps(data).encode(), cls),
    }
    for way, read in ways.items():
        try:
            read()
            found = set()
        except tipmodel.InvalidDataError as error:
            found = {issue.code for issue in error.issues}
        assert expected == found, way


DATA = {"id": "a", "title": {"en": "x"}, "budget": 900, "lines": ["travel"]}


class TestSubclass:
    def test_it_is_read_written_and_told(self):
        """A custom field is read, written and shown like any other."""
        training = tipmodel.structure(DATA, FundedTraining)

        assert training == tipmodel.loads(tipmodel.dumps(training), FundedTraining)
        assert "السفر" in tipmodel.describe(training, "ar")
        assert 1_000_000 == tipmodel.json_schema(FundedTraining)["properties"]["budget"]["maximum"]

    def test_words_that_nobody_translated_are_english(self):
        """A custom label without a translation is shown in English; other labels stay translated."""
        assert "Budget" == tipmodel.label(FundedTraining, "budget", language="ar")
        assert "عنوان التدريب" == tipmodel.label(FundedTraining, "title", language="ar")

    def test_its_checks_and_rules_are_asked(self):
        """A custom rule is reported with its place."""
        issues = tipmodel.validate({**DATA, "lines": ["trvel"]}, FundedTraining)
        without = {key: value for key, value in DATA.items() if key != "budget"}

        assert [("term.unknown", "/lines/0")] == [(i.code, i.pointer) for i in issues]
        (issue,) = tipmodel.validate(without, FundedTraining)
        assert ("acme.grant_without_budget", "/lines") == (issue.code, issue.pointer)

    def test_its_public_view_honours_who_may_see_a_field(self):
        """An internal field of an extension is not published."""
        view = tipmodel.public_view(tipmodel.structure({**DATA, "lines": []}, FundedTraining))

        assert FundedTraining(id="a", title=tipmodel.LocalizedText(en="x")) == view

    @given(records(FundedTraining))
    def test_it_is_made_by_the_strategies(self, training):
        """Strategies make records of an extension that satisfy its rules."""
        assert training == tipmodel.loads(tipmodel.dumps(training), FundedTraining)

    @pytest.mark.parametrize("language", [None, "ar", "en"])
    @pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx"])
    def test_it_goes_through_every_format(self, tmp_path, suffix, language):
        """A sheet has columns for the fields of an extension."""
        training = tipmodel.structure({**DATA, "extra": {"acme:room": 4}}, FundedTraining)
        path = tmp_path / f"funded.{suffix}"
        tipmodel.write([training], path, language)

        assert [training] == tipmodel.read(path, FundedTraining)


def test_a_format_from_outside_is_found_by_its_suffix(tmp_path):
    """The format in the how-to works as printed, in another package."""
    page = Path(__file__).parents[1] / "docs/how-to/add-a-format.md"
    (module,) = re.findall("```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    (points,) = re.findall("```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    (tmp_path / "acme_gzip.py").write_text(module, "utf-8")
    metadata = tmp_path / "acme_gzip-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: acme_gzip\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(
        points.replace('project.entry-points."tipmodel.formats"', "tipmodel.formats").replace(
            '"', ""
        )
    )
    script = "import tipmodel as t; t.write([t.example()], 'a.gz'); assert t.read('a.gz') == [t.example()]"
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], env=env, cwd=tmp_path, check=True)

    with gzip.open(tmp_path / "bad.gz", "wb") as lines:
        lines.write(b'{"id": "a"}\n' + tipmodel.dumps(tipmodel.example()) + b"\n{}\n")
    script = (
        "import tipmodel as t\n"
        "try: t.read('bad.gz')\n"
        "except t.InvalidDataError as error: print(*(i.pointer for i in error.issues))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], env=env, cwd=tmp_path, check=True, capture_output=True
    )
    assert b"/0/title /2/id /2/title" == told.stdout.strip()


class TestConverter:
    def test_a_converter_of_ours_takes_hooks(self):
        """A hook can read an older spelling."""
        converter = tipmodel.make_converter()
        converter.register_structure_hook(BudgetLine, lambda v, _: BudgetLine(code=v.lower()))

        made = converter.structure({**DATA, "lines": ["TRAVEL"]}, FundedTraining)
        assert "travel" == made.lines[0].code

    @given(st.from_type(Training))
    def test_a_converter_of_the_caller_reads_and_writes_as_ours_does(self, training):
        """A caller's converter reads and writes records like ours."""
        converter = cattrs.Converter()
        tipmodel.register(converter)

        assert tipmodel.make_converter().unstructure(training) == converter.unstructure(training)
        assert training == converter.structure(converter.unstructure(training), Training)

    def test_a_converter_of_the_caller_keeps_its_own_ways(self):
        """A caller's converter reads other classes as before and ours strictly."""

        @attrs.define
        class Row:
            number: int
            training: Training

        converter = cattrs.Converter(detailed_validation=False)
        tipmodel.register(converter)
        row = converter.structure(
            {"number": "3", "training": {"id": "a", "title": {"en": "x"}}}, Row
        )

        assert (3, "a") == (row.number, row.training.id)
        with pytest.raises(tipmodel.InvalidDataError):
            converter.structure({"id": 3, "title": {"en": "x"}}, Training)
