"""A wrong argument is refused in words, before any data are blamed for it or lost."""

import pytest

import tipmodel
from tipmodel import Participant, Training
from tipmodel.cli import main

PEOPLE = (Participant(id="1"), Participant(id="2"))

TAKE_TRAININGS = {
    "alike": tipmodel.alike,
    "page": tipmodel.page,
    "summary": tipmodel.summary,
    "write_tables": lambda given: tipmodel.write_tables(given, "never.xlsx"),
}


@pytest.mark.parametrize("call", TAKE_TRAININGS.values(), ids=TAKE_TRAININGS)
@pytest.mark.parametrize("given", [PEOPLE, [None], ["erbil-1"]], ids=["people", "none", "text"])
def test_what_is_no_training_is_not_taken_for_one(call, given, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match="expected a Training, not"):
        call(given)
    with pytest.raises(TypeError, match="expected a Training, not"):
        call(each for each in given)
    assert not list(tmp_path.iterdir())


def test_only_participants_are_tallied():
    with pytest.raises(TypeError, match="expected a Participant, not Training"):
        tipmodel.tally([tipmodel.example()])


@pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx", "ics"])
def test_only_records_are_written(suffix, tmp_path):
    path = tmp_path / f"records.{suffix}"
    with pytest.raises(TypeError, match="expected a Record, not Limits"):
        tipmodel.write([tipmodel.Limits()], path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", [tipmodel.dumps, tipmodel.unstructure])
def test_only_records_are_documents(call):
    with pytest.raises(TypeError, match="expected a record, not Limits"):
        call(tipmodel.Limits())


@pytest.fixture
def people(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,phone,floor\n1,0770 123 4567,3\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("given", "said"),
    [
        *(({"encoding": each}, "no encoding") for each in ("nope", "hex", "rot13", "", "a\0b")),
        *(({"country": each}, "no country") for each in ("iq", "Iraq", "XX", "العراق", "", 964)),
        *(({"namespace": each}, "be a namespace") for each in ("a:b", "a b", "Acme", "", "\u202e")),
    ],
)
def test_a_misspelled_option_is_not_an_error_of_the_rows(people, given, said):
    with pytest.raises(ValueError, match=said) as refusal:
        tipmodel.read(people, Participant, **{"country": "IQ", "namespace": "acme", **given})
    assert not isinstance(refusal.value, tipmodel.InvalidDataError)


@pytest.mark.parametrize("given", [{"floor": None}, {"floor": 3}, {3: "phone"}, {"floor": ["id"]}])
def test_headings_and_fields_are_texts(people, given):
    with pytest.raises(TypeError, match="headings are texts"):
        tipmodel.read(people, Participant, headings=given)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_number_is_no_path_so_no_stream_of_the_program_is_closed(number):
    with pytest.raises(TypeError):
        tipmodel.read(number)


@pytest.mark.parametrize("encoding", ["nope", "hex", "base64"])
def test_the_command_line_names_an_encoding_that_there_is_not(people, encoding, capsys):
    assert main(["check", str(people), "--encoding", encoding]) == 2
    assert f"There is no encoding called “\u2068{encoding}\u2069”." in capsys.readouterr().err


def test_a_form_needs_a_language():
    with pytest.raises(ValueError, match="a form needs a language"):
        tipmodel.form(Training, ())
