"""Each command says in a sentence, and by its status, why it cannot do what it is asked."""

import io
import json
import sys
import types

import pytest

import tipmodel
from samples import nine
from tipmodel import LocalizedText, Participant, Session, Sex, Training
from tipmodel.cli import main, reading

COMMANDS = {
    "alike": ["alike", "bad.json"],
    "attach": ["attach", "bad.json", "people.csv", "-o", "out.json"],
    "diff": ["diff", "good.json", "bad.json"],
    "migrate": ["migrate", "bad.json"],
    "summary": ["summary", "bad.json"],
    "tables": ["tables", "bad.json", "-o", "out"],
    "tally": ["tally", "bad.csv"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Work in a folder with good and bad files."""
    monkeypatch.chdir(tmp_path)
    tipmodel.write(tipmodel.example(), tmp_path / "good.json")
    (tmp_path / "bad.json").write_text('{"id": "a"}', "utf-8")
    (tmp_path / "people.csv").write_text("id,sex\n1,female\n2,male\n", "utf-8")
    (tmp_path / "bad.csv").write_text("id,sex\n1,sideways\n", "utf-8")
    return tmp_path


@pytest.fixture
def given(monkeypatch):
    """Return what puts bytes on standard input."""
    return lambda data: monkeypatch.setattr(
        sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(data))
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_record_that_is_not_valid(command, folder, capsys):
    """The mistake is shown where it is, and nothing is written."""
    before = {path.name for path in folder.iterdir()}

    assert 1 == main(command)
    said = capsys.readouterr()
    assert "/title" in said.out or "B2" in said.out
    assert before == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("command", ["alike", "summary"])
def test_a_file_without_trainings(command, capsys):
    """A list of people passed for a record of a training is named."""
    assert 2 == main([command, "people.csv"])
    assert "contains no trainings" in capsys.readouterr().err


def test_the_version_is_the_installed_one(capsys):
    """Whoever reports a fault can say of which version."""
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.startswith("tipmodel 0.")


@pytest.mark.parametrize(
    ("command", "known"),
    [(["tally", "people.csv", "--by", "shoes"], "sex"), (["summary", "good.json", "--by", "shoes"], "year")],
)  # fmt: skip
def test_what_cannot_be_counted_by(command, known, capsys):
    """The names that there are stand beside the one that is none."""
    assert 2 == main(command)
    said = capsys.readouterr().err
    assert "is not a dimension to count by" in said
    assert known in said


def test_a_summary_by_the_same_twice(capsys):
    """A slip of the pen is no table with two equal columns."""
    assert 2 == main(["summary", "good.json", "--by", "year,year"])
    assert "once" in capsys.readouterr().err


class TestStandardInput:
    """What comes through a pipe is known for what it is."""

    def test_a_document(self, given, capsys):
        """JSON is a record."""
        given(b"\xef\xbb\xbf" + tipmodel.dumps(tipmodel.example()))

        assert 0 == main(["show", "-"])
        assert "Human Rights" in capsys.readouterr().out

    @pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx"])
    def test_the_formats(self, given, folder, suffix):
        """JSON, lines of JSON, CSV and a workbook are told apart without a name."""
        several = [tipmodel.example(), tipmodel.example().evolve(id="second")]
        tipmodel.write(several, folder / f"all.{suffix}")
        given((folder / f"all.{suffix}").read_bytes())

        assert 0 == main(["convert", "-", "out.json", "--class", "Training"])
        assert several == tipmodel.read(folder / "out.json")

    def test_an_archive(self, given, capsys):
        """So is an archive, which is refused for what is not in it."""
        given(b"PK\x05\x06" + bytes(18))

        assert 1 == main(["check", "-"])
        assert "archive" in capsys.readouterr().out.lower()


class TestHeadingsThatAreGiven:
    def test_pair_by_pair(self, folder):
        """An office says in the command what a heading of its own means."""
        (folder / "own.csv").write_text("id,Tag,Shoes\n1,female,42\n", "utf-8")

        assert 0 == main(["convert", "own.csv", "out.json", "--class", "Participant", "--map", "Tag=sex", "--map", "Shoes="])  # fmt: skip
        assert [Participant(id="1", sex=Sex.FEMALE)] == tipmodel.read("out.json", Participant)

    def test_in_a_file(self, folder):
        """Or in a file, once for all lists."""
        (folder / "own.csv").write_text("id,Tag\n1,female\n", "utf-8")
        (folder / "means.toml").write_text('"Tag" = "sex"\n', "utf-8")

        assert 0 == main(["convert", "own.csv", "out.json", "--class", "Participant", "--map", "means.toml"])  # fmt: skip
        assert [Participant(id="1", sex=Sex.FEMALE)] == tipmodel.read("out.json", Participant)

    @pytest.mark.parametrize("text", ['"Tag" = 3', '"Tag" =', "\udce9"])
    def test_in_a_file_that_is_none(self, folder, text, capsys):
        """What such a file looks like is shown where it looks otherwise."""
        (folder / "means.toml").write_text(text, "utf-8", errors="surrogateescape")

        assert 1 == main(["check", "people.csv", "--map", "means.toml"])
        assert "academic_rank" in capsys.readouterr().out


class TestCheck:
    def test_a_copy_to_mark_of_a_file_of_unknown_format(self, folder, capsys):
        """No marked copy is promised of a file that cannot be read."""
        (folder / "a.doc").write_text("x")

        assert 2 == main(["check", "a.doc", "--annotate", "marked.xlsx"])
        assert ".csv" in capsys.readouterr().err

    def test_a_table_that_cannot_be_marked(self, folder, monkeypatch, capsys):
        """A table too large to be marked is told, and its mistakes are told all the same."""
        from tipmodel.tables import marks

        monkeypatch.setattr(marks, "_MAX_SIZE", 20)

        assert 1 == main(["check", "bad.csv", "--annotate", "marked.xlsx"])
        said = capsys.readouterr().out
        assert "B2" in said
        assert "marked.xlsx" in said
        assert not (folder / "marked.xlsx").exists()


class TestDiff:
    def test_one_record_with_one(self, folder, capsys):
        """Two versions of a record are compared whatever their identifiers are."""
        tipmodel.write(tipmodel.example().evolve(id="other"), folder / "new.json")

        assert 0 == main(["diff", "good.json", "new.json"])
        assert "other" in capsys.readouterr().out

    def test_records_without_identifiers(self, folder, capsys):
        """Nothing is guessed about which record became which."""
        untold = [
            Session(title=LocalizedText(en="x"), minutes=90),
            Session(title=LocalizedText(en="y"), minutes=90),
        ]
        tipmodel.write(untold, folder / "s.json")

        assert 2 == main(["diff", "s.json", "s.json"])
        assert "identifier" in capsys.readouterr().err

    def test_the_same(self, capsys):
        """No difference is said, and is nothing to a program."""
        assert 0 == main(["diff", "good.json", "good.json"])
        assert capsys.readouterr().out.strip()
        assert 0 == main(["diff", "good.json", "good.json", "--format", "json"])
        assert "" == capsys.readouterr().out

    def test_what_is_personal_is_marked_for_programs(self, folder, capsys):
        """A program learns that a person is meant, and never what was written."""
        for name, person in (("one", "Suad"), ("two", "Huda")):
            people = (Participant(id="1", name=LocalizedText(en=person)),)
            tipmodel.write(tipmodel.example().evolve(participants=people), folder / f"{name}.json")

        assert 0 == main(["diff", "one.json", "two.json", "--format", "json"])
        said = capsys.readouterr().out
        (told,) = map(json.loads, said.splitlines())
        assert ("personal", "/participants/0/name/en") == (told["sensitivity"], told["pointer"])
        assert "Suad" not in said
        assert "Huda" not in said


@pytest.mark.parametrize("table", ["governorates", "Training"])
def test_tables_of_labels_are_data_too(table, capsys):
    """A program gets codes with the words of every language."""
    assert 0 == main(["labels", table, "--format", "json"])
    entries = json.loads(capsys.readouterr().out)

    assert all({"ar", "en"} <= entry["labels"].keys() for entry in entries)
    assert {"erbil", "title"} & {entry["code"] for entry in entries}


def test_a_long_file_says_how_far_it_is(monkeypatch):
    """Whoever waits at a terminal sees that something happens; the output is left alone."""
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(reading.time, "monotonic", lambda: next(clock))

    assert 2500 == sum(1 for _ in reading._counted(iter(range(2500)), "en"))
    assert "\rRead so far: 1000\rRead so far: 2000\n" == terminal.getvalue()


def test_a_list_that_is_attached_and_then_cannot_be_written(folder, capsys):
    """A list that was taken up is not said to be so where the file could not be written."""
    record = Training(id="t", title=LocalizedText(en="T"))
    tipmodel.write(record, folder / "t.json")

    assert 2 == main(["attach", "t.json", "people.csv", "-o", "no/such/folder/out.json"])
    said = capsys.readouterr()
    assert "" == said.out
    assert "out.json" in said.err


def test_a_record_named_beside_a_list(capsys):
    """A list cannot be checked beside a record that is wrong, and that is no misuse."""
    assert 1 == main(["check", "people.csv", "--training", "bad.json"])
    assert "/title" in capsys.readouterr().out


def test_all_commands_read_records_that_are_right(folder, capsys):
    """The refusals above are no accident of the commands."""
    tipmodel.write(nine(), folder / "all.json")
    for command in (["alike", "all.json"], ["summary", "all.json"], ["tally", "people.csv"]):
        assert 0 == main(command), capsys.readouterr().err
