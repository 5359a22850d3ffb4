"""The extension is as good as a part of the library."""

from donor_extension import FundedTraining
from hypothesis import given, settings, strategies as st

import tipmodel
from tipmodel.cli import main
from tipmodel.strategies import invalid

DATA = {"id": "a", "title": {"en": "x"}, "grant": "G-0042", "lines": ["travel"]}


@given(st.from_type(FundedTraining))
def test_what_is_written_reads_back_equal(training):
    """No field of the extension is lost on the way."""
    assert training == tipmodel.loads(tipmodel.dumps(training), FundedTraining)


@given(st.from_type(tipmodel.Training))
def test_a_plain_training_is_a_funded_one_without_funds(training):
    """Records that exist already can be read with the extension."""
    assert training.id == tipmodel.loads(tipmodel.dumps(training), FundedTraining).id


def test_the_list_has_its_own_words():
    """A reader of Arabic sees the donor's Arabic."""
    training = tipmodel.structure(DATA, FundedTraining)

    assert "السفر" in tipmodel.describe(training, "ar")


def test_the_rules_are_told_with_their_place():
    """A mistake in the extension is told like any other."""
    malformed = tipmodel.validate({**DATA, "grant": "42"}, FundedTraining)
    without = tipmodel.validate({k: v for k, v in DATA.items() if k != "grant"}, FundedTraining)

    assert [("donor.grant_malformed", "/grant")] == [(i.code, i.pointer) for i in malformed]
    assert [("donor.lines_without_grant", "/lines")] == [(i.code, i.pointer) for i in without]


def test_the_grant_is_not_published():
    """What the donor calls internal stays so."""
    view = tipmodel.public_view(tipmodel.structure(DATA, FundedTraining))

    assert (None, ()) == (view.grant, view.lines)


def test_the_own_words_go_before_those_of_the_library():
    """Whoever asks for the donor's Arabic sees it, and nobody else does."""
    assert "محاضر" == tipmodel.label(tipmodel.Speaker, language="ar-x-donor")
    assert "متحدث" == tipmodel.label(tipmodel.Speaker, language="ar")
    assert "رقم المنحة" == tipmodel.label(FundedTraining, "grant", language="ar-x-donor")


@settings(max_examples=20)
@given(invalid(FundedTraining))
def test_every_mistake_is_told_at_its_place(broken):
    """Whatever is wrong, in the fields of the donor too, has its code and its place."""
    data, code, pointer = broken

    assert [(code, pointer)] == [
        (i.code, i.pointer) for i in tipmodel.validate(data, FundedTraining)
    ]


def test_a_workbook_has_columns_for_the_grant(tmp_path):
    """An office fills in the donor's fields under the donor's words."""
    training = tipmodel.structure(DATA, FundedTraining)
    tipmodel.write([training], tmp_path / "trainings.xlsx", "ar-x-donor")

    assert [training] == tipmodel.read(tmp_path / "trainings.xlsx", FundedTraining)


def test_the_command_line_knows_the_class(tmp_path, capsys):
    """A donor's file is checked with the donor's rules."""
    file = tmp_path / "trainings.json"
    file.write_text('{"id": "a", "title": {"en": "x"}, "lines": ["travel"]}', "utf-8")

    assert 1 == main(["check", str(file), "--class", "FundedTraining"])
    assert "/lines" in capsys.readouterr().out
