"""No error, log, repr or display about a participant shows their data."""

import copy
import io
import json
import logging
import pickle
import re
import subprocess
import sys
import traceback
import zipfile

import pytest

import tipmodel
from samples import full
from tipmodel import (
    InvalidDataError,
    LocalizedText,
    OrganizationKind,
    Participant,
    Person,
    Rank,
    Speaker,
    Training,
)
from tipmodel.cli import main
from tipmodel.core.fields import fields
from tipmodel.core.metadata import PERSONAL, PUBLIC, sensitivity
from tipmodel.extend import Rule, field, record as record_class

MARK = "Zyxwv"

DATA = {
    "a wrong type": {"pre_test": MARK, "name": MARK, "age": [MARK], "consent": {"given_on": MARK}},
    "a wrong code": {"rank": MARK, "sex": MARK, "place": {"governorate": MARK, "country": MARK}},
    "a code that is nearly right": {"rank": "majr", "place": {"governorate": "Arbil"}},
    "two that contradict each other": {"place": {"governorate": "erbil", "country": "LB"}},
    "a key": {MARK: 1, "email": {MARK: MARK}},
    "a key in a text": {"name": {MARK: "x", "x-" + MARK: "y"}},
    "a key in a key": {"place": {MARK: {MARK: 1}}, "affiliation": {"part_of": {MARK: 1}}},
    "a key of extra": {"extra": {MARK: 1, "acme:x": {MARK: {"\u202e": MARK + "\u202e"}}}},
    "an address": {"email": MARK, "phone": MARK},
    "a text without end": {"name": {"en": MARK * 10_000}, "id": MARK * 100},
    "a version": {"schema_version": MARK},
    "too deep": {"extra": {"acme:x": json.loads("[" * 60 + f'"{MARK}"' + "]" * 60)}},
}
VALUES = {
    "a code that is nearly right": ["major", "erbil", "majr", "Arbil"],
    "two that contradict each other": ["Erbil", "Lebanon", "LB", "erbil"],
}


def errors(data):
    """Return the errors of all ways to read a participant, alone and within a training."""
    training = {"id": "a", "title": {"en": "x"}, "participants": [{"id": "0"}, data]}
    for document, cls in ((data, Participant), (training, Training)):
        text = json.dumps(document)
        for read in (
            lambda: tipmodel.loads(text, cls),  # noqa: B023 - called at once
            lambda: tipmodel.loads(text.encode(), cls),  # noqa: B023
            lambda: tipmodel.loads(text[:-1].encode(), cls),  # noqa: B023
            lambda: tipmodel.loads(f'{text[:-1]},"{MARK}":1,"{MARK}":2}}', cls),  # noqa: B023
            lambda: tipmodel.loads(text.encode() + b"\xff", cls),  # noqa: B023
            lambda: tipmodel.structure(json.loads(text), cls),  # noqa: B023
            lambda: tipmodel.make_converter().structure(json.loads(text), cls),  # noqa: B023
        ):
            with pytest.raises(InvalidDataError) as caught:
                read()
            yield caught.value


def said(error):
    """Return everything that an error shows in logs, tracebacks and programs."""
    yield str(error)
    yield repr(error)
    yield repr(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own
    yield "".join(traceback.format_exception(error))
    record = logging.LogRecord("x", logging.ERROR, "", 0, "no", (), (type(error), error, None))
    yield logging.Formatter().format(record)
    for issue in error.issues:
        yield from (repr(issue), str(issue), issue.pointer, repr(issue.params))
        for language in tipmodel.languages():
            yield from (issue.text(language), issue.advice(language))
    seen = error
    while seen := seen.__context__ or seen.__cause__:
        yield from (repr(vars(seen)), repr(seen.args), str(seen), repr(getattr(seen, "doc", "")))
        yield repr(getattr(seen, "object", ""))


@pytest.mark.parametrize("kind", DATA)
def test_no_error_about_a_participant_holds_what_was_written(kind):
    """No error about a participant contains input."""
    data = {"id": "1", **copy.deepcopy(DATA[kind])}
    for error in errors(data):
        for text in said(error):
            for value in (MARK, *VALUES.get(kind, ())):
                assert value not in text, (value, text)


@pytest.mark.parametrize("kind", DATA)
def test_an_error_about_a_participant_still_says_which_rule_and_where(kind):
    """An error about a participant still states the rule and the place."""
    for error in errors({"id": "1", **copy.deepcopy(DATA[kind])}):
        assert all(issue.code and issue.text("ar") for issue in error.issues)
    issues = tipmodel.validate({"id": "1", "rank": MARK, "name": {"ar": ""}}, Participant)
    assert {("/rank", "code.malformed"), ("/name/ar", "text.empty")} == {
        (issue.pointer, issue.code) for issue in issues
    }


def test_an_error_about_a_participant_does_not_ask_what_was_meant():
    """An error about a participant has no incomplete question."""
    (issue,) = tipmodel.validate({"id": "1", "rank": "majr"}, Participant)
    (other,) = tipmodel.validate({"id": "a", "title": {"en": "x"}, "topics": ["referal"]})

    assert "suggestion" not in issue.params
    assert "Did you mean" not in issue.text("en") + issue.advice("en")
    assert "suggestion" in other.params


@pytest.mark.parametrize("name", [field.name for field in fields(Participant)])
def test_no_error_of_a_constructor_holds_what_was_written(name):
    """Nor is a value or a key repeated where a participant is made in Python."""
    for value in (MARK, {MARK: MARK}, (MARK,), [MARK], MARK.encode()):
        try:
            Participant(**{"id": "1", name: value})
        except InvalidDataError as error:
            for text in said(error):
                assert MARK not in text


@pytest.mark.parametrize("encoding", [None, "utf-16"])
def test_no_error_about_the_encoding_of_a_roster_holds_its_lines(encoding, tmp_path):
    """Python's own error would hold the line that is no text."""
    path = tmp_path / "p.csv"
    path.write_bytes(f"id,name.en\n1,{MARK}".encode() + b"\xff")

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant, encoding=encoding)
    for text in said(caught.value):
        assert MARK not in text


@pytest.mark.parametrize("cell", ['t="e"', 't="s"', 't="n"', 't="d"'])
def test_no_error_about_a_workbook_holds_what_its_cells_do(cell, tmp_path):
    """Not even where a cell claims to be an error of the spreadsheet, or a number."""
    path = tmp_path / "p.xlsx"
    tipmodel.write(Participant(id="1", post_test=7), path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name).decode() for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for part, text in parts.items():
            changed = re.sub(r"<c [^>]*><v>7</v>", f'<c r="B2" {cell}><v>{MARK}</v>', text)
            new.writestr(part, changed)

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    for text in said(caught.value):
        assert MARK not in text


@pytest.mark.parametrize("suffix", [".csv"])
def test_no_error_about_a_roster_holds_what_was_written(suffix, tmp_path):
    """Errors about a sheet show headings, but no cells."""
    path = tmp_path / f"p{suffix}"
    path.write_text(
        "id,name.en,rank,place.governorate,place.country,sex,pre_test,email\n"
        f"1,{MARK}\u202e,majr,Arbil,LB,{MARK},{MARK},{MARK}\n2,{MARK},major,erbil,LB,,,\n",
        encoding="utf-8",
    )

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    for text in said(caught.value):
        for value in (MARK, "majr", "major", "Arbil", "erbil", "Erbil", "Lebanon", "LB"):
            assert value not in text, (value, text)


class Case:
    """A record as developers' tools show it."""

    person = Participant(id="p", name=LocalizedText(en=MARK), job_title=LocalizedText(ar=MARK))


def test_rich_shows_what_the_repr_shows():
    """Rich shows no more than the repr."""
    from rich.console import Console

    console = Console(file=io.StringIO(), width=200)
    console.print(Case.person, [Case.person], {"x": full(Training)})
    shown = console.file.getvalue()
    assert "<personal>" in shown
    assert MARK not in shown
    assert repr(Speaker(name=LocalizedText(en=MARK))) == "Speaker(name=<personal>)"


def test_hypothesis_shows_what_the_repr_shows():
    """A failing example does not print the people in it."""
    from hypothesis.vendor.pretty import pretty

    assert repr(Case.person) == pretty(Case.person)
    assert MARK not in pretty([Case.person, full(Training)])


def test_pytest_shows_what_the_repr_shows(tmp_path):
    """A failing comparison does not print the people in it."""
    (tmp_path / "test_it.py").write_text(
        "from tipmodel import *\n"
        f"one = Participant(id='1', name=LocalizedText(en='{MARK}'))\n"
        f"two = Participant(id='2', name=LocalizedText(en='{MARK}b'))\n"
        "def test_one(): assert one == two\n"
        "def test_list(): assert [one] == [two]\n"
        f"def test_speaker(): assert Speaker(name=LocalizedText(en='{MARK}')) == Speaker(name=LocalizedText(en='{MARK}b'))\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-vv", "--tb=line", "-p", "no:hypothesispytest", tmp_path / "test_it.py"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert "3 failed" in done.stdout
    shown = [line for line in done.stdout.splitlines() if "LocalizedText(en=" not in line]
    assert [] == [line for line in shown if MARK in line]


MISTYPED = Rule("acme.mistyped", "{field} is mistyped.")


@record_class("Enrolled")
class Enrolled(Participant):
    """A participant with a rule that proposes another name, which it must not tell."""

    invariants = (
        lambda one: [MISTYPED.issue(repaired=one.name["en"].title()).under("en").under("name")],
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: Enrolled(id="1", name=LocalizedText(en="zyxwv")),
        lambda: tipmodel.structure({"id": "1", "name": {"en": "zyxwv"}}, Enrolled),
    ],
    ids=["constructor", "data"],
)
def test_no_error_about_a_participant_holds_a_corrected_text(make):
    """A rule of an extension may know the right text; the error leads only to its place."""
    with pytest.raises(InvalidDataError) as caught:
        make()
    (issue,) = caught.value.issues
    assert ("acme.mistyped", "/name/en", None) == (issue.code, issue.pointer, issue.repaired)


class TestProtectionOnlyRises:
    def test_a_subclass_of_a_personal_class_is_personal(self):
        """All fields in a subclass of a personal class are personal."""

        @record_class("Funded participant", help="A participant with a grant.")
        class Funded(Participant):
            grant: int | None = field("Grant", "In dollars.", default=None)

        class Undecorated(Funded):
            __slots__ = ()

        for cls in (Funded, Undecorated):
            assert {PERSONAL} == {sensitivity(cls, each) for each in fields(cls)}
            one = cls(
                id="1", name=LocalizedText(en=MARK), grant=5, job_title=LocalizedText(en=MARK)
            )
            assert MARK not in repr(one)
            assert "5" not in repr(one)
            assert MARK not in tipmodel.describe(one)
            with pytest.raises(ValueError, match="may be published"):
                tipmodel.public_view(one)

    def test_a_field_that_is_declared_again_is_no_less_personal(self):
        """A field keeps its level, and a name stays out of the repr."""

        @record_class("Open person", help="A person.")
        class Open(Participant):
            id: str | None = field("Identifier", "A code.", default=None, sensitivity=PUBLIC)
            name: LocalizedText | None = field(
                "Name", "The name.", default=None, sensitivity=PUBLIC
            )

        @record_class("Guest", help="A guest.")
        class Guest(Person):
            name: LocalizedText | None = field(
                "Name", "The name.", default=None, sensitivity=PUBLIC
            )

        assert {PERSONAL} == {sensitivity(Open, each) for each in fields(Open)}
        assert MARK not in repr(Guest(name=LocalizedText(en=MARK)))


def test_what_describes_no_people_suggests_a_code():
    """A misspelt topic gets a suggestion."""
    code = "import tipmodel\ntry: tipmodel.Topic(code='comunity_policing')\nexcept ValueError as e: print(e)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "community_policing" in done.stdout


@pytest.mark.parametrize("make", [Rank, OrganizationKind])
def test_what_describes_people_suggests_nothing_when_it_is_made_by_hand(make):
    """The error may be logged before anybody knows whose rank it was; documents say more."""
    near = "majr" if make is Rank else "goverment"
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        make(code=near)
    assert [{}] == [dict(issue.params) for issue in caught.value.issues]
    speaker = {
        "id": "s",
        "name": {"en": "x"},
        "affiliation": {"name": {"en": "x"}, "kind": "goverment"},
    }
    issues = tipmodel.validate({"id": "a", "title": {"en": "x"}, "speakers": [speaker]})
    assert [{"suggestion": "government"}] == [dict(issue.params) for issue in issues]


@pytest.mark.parametrize(
    "command",
    [["convert", "p.csv", "out.json"], ["tally", "p.csv"], ["check", "p.csv", "--format", "json"]],
)
def test_only_check_shows_how_a_cell_was_read(command, tmp_path, capsys, monkeypatch):
    """Other commands do not show values, because their output may be logged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.csv").write_text("id,birth_year,sex\n1,١٩٨٧,female\n2,١٩٨٦,x\n", "utf-8")
    main(command)
    out, err = capsys.readouterr()

    assert "198" not in out + err
    main(["check", "p.csv"])
    assert "1987" in capsys.readouterr().out
