"""`attach` adds a list of participants to its training and compares the numbers."""

import pytest

import tipmodel
from tipmodel import Headcount, LocalizedText, Participant, Sex, Speaker, Training
from tipmodel.cli import main

TITLE = LocalizedText(en="Community policing")
PEOPLE = (Participant(id="1", sex=Sex.FEMALE), Participant(id="2", sex=Sex.MALE))


@pytest.fixture
def files(tmp_path):
    """Return a function that writes the two files and returns the arguments of the command."""

    def make(*trainings, people=PEOPLE):
        tipmodel.write(trainings, tmp_path / "training.json")
        tipmodel.write(people, tmp_path / "people.csv")
        names = (tmp_path / name for name in ("training.json", "people.csv", "out.json"))
        training, roster, out = map(str, names)
        return [training, roster, "-o", out], tmp_path / "out.json"

    return make


def test_the_list_is_in_the_record_and_agrees(files, capsys):
    """The command says that the numbers agree."""
    arguments, out = files(Training(id="a", title=TITLE, headcount=Headcount(total=2, female=1)))

    assert 0 == main(["attach", *arguments])
    assert PEOPLE == tipmodel.read(out)[0].participants
    assert "agrees" in capsys.readouterr().out


def test_what_disagrees_is_named_and_stays(files, capsys):
    """The stated number stays, and the difference is reported."""
    arguments, out = files(Training(id="a", title=TITLE, headcount=Headcount(total=5)))

    assert 0 == main(["attach", *arguments, "--language", "ar"])
    assert 5 == tipmodel.read(out)[0].headcount.total
    said = capsys.readouterr().out
    assert "5" in said
    assert "2" in said


def test_nothing_is_written_over_unasked(files, capsys):
    """Neither an existing file nor an existing list is replaced without being asked."""
    arguments, out = files(Training(id="a", title=TITLE, participants=PEOPLE[:1]))
    assert 2 == main(["attach", *arguments])
    assert "--replace" in capsys.readouterr().err
    out.write_text("mine")
    assert 2 == main(["attach", *arguments, "--replace"])
    assert "mine" == out.read_text()
    assert 0 == main(["attach", *arguments, "--replace", "--force"])
    assert PEOPLE == tipmodel.read(out)[0].participants


def test_several_trainings_and_a_bad_list_are_refused(files):
    """The training must be unambiguous and the list valid."""
    arguments, out = files(Training(id="a", title=TITLE), Training(id="b", title=TITLE))
    assert 2 == main(["attach", *arguments])
    arguments, out = files(Training(id="a", title=TITLE))
    (out.parent / "people.csv").write_text("id,sex\n1,x\n")
    assert 1 == main(["attach", *arguments])
    assert not out.exists()


def test_an_identifier_that_a_speaker_has_is_refused(files, capsys):
    """Two people in one training cannot share an identifier."""
    speaker = Speaker(id="1", description=LocalizedText(en="An expert"))
    arguments, out = files(Training(id="a", title=TITLE, speakers=(speaker,)))

    assert 1 == main(["attach", *arguments])
    assert "/speakers/0/id" in capsys.readouterr().out
    assert not out.exists()
