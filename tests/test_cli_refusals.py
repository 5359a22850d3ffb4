"""Each command explains in one sentence, and by its exit status, why it fails."""

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
    """Change to a folder with valid and invalid files."""
    monkeypatch.chdir(tmp_path)
    tipmodel.write(tipmodel.example(), tmp_path / "good.json")
    (tmp_path / "bad.json").write_text('{"id": "a"}', "utf-8")
    (tmp_path / "people.csv").write_text("id,sex\n1,female\n2,male\n", "utf-8")
    (tmp_path / "bad.csv").write_text("id,sex\n1,sideways\n", "utf-8")
    return tmp_path


@pytest.fixture
def given(monkeypatch):
    """Return a function that puts bytes on standard input."""
    return lambda data: monkeypatch.setattr(
        sys, "stdin", types.SimpleNamespace(buffer=io.BytesIO(data))
    )


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_record_that_is_not_valid(command, folder, capsys):
    """The mistake is shown at its place, and nothing is written."""
    before = {path.name for path in folder.iterdir()}

    assert 1 == main(command)
    said = capsys.readouterr()
    assert "/title" in said.out or "B2" in said.out
    assert before == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("command", ["alike", "summary"])
def test_a_file_without_trainings(command, capsys):
    """A list of people instead of a training is reported."""
    assert 2 == main([command, "people.csv"])
    assert "contains no trainings" in capsys.readouterr().err


def test_the_version_is_the_installed_one(capsys):
    """The command prints the installed version."""
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.startswith("tipmodel 0.")


@pytest.mark.parametrize(
    ("command", "known"),
    [(["tally", "people.csv", "--by", "shoes"], "sex"), (["summary", "good.json", "--by", "shoes"], "year")],
)  # fmt: skip
def test_what_cannot_be_counted_by(command, known, capsys):
    """The error lists the valid names next to the wrong one."""
    assert 2 == main(command)
    said = capsys.readouterr().err
    assert "is not possible. Choose from: " in said
    assert known in said


def test_a_summary_by_the_same_twice(capsys):
    """A repeated dimension is refused instead of giving two equal columns."""
    assert 2 == main(["summary", "good.json", "--by", "year,year"])
    assert "once" in capsys.readouterr().err


class TestStandardInput:
    """The format of standard input is detected."""

    def test_a_document(self, given, capsys):
        """JSON on standard input is read as a record."""
        given(b"\xef\xbb\xbf" + tipmodel.dumps(tipmodel.example()))

        assert 0 == main(["show", "-"])
        assert "Human Rights" in capsys.readouterr().out

    @pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx"])
    def test_the_formats(self, given, folder, suffix):
        """JSON, NDJSON, CSV and workbooks are distinguished without a file name."""
        several = [tipmodel.example(), tipmodel.example().evolve(id="second")]
        tipmodel.write(several, folder / f"all.{suffix}")
        given((folder / f"all.{suffix}").read_bytes())

        assert 0 == main(["convert", "-", "out.json", "--class", "Training"])
        assert several == tipmodel.read(folder / "out.json")

    def test_an_archive(self, given, capsys):
        """An archive is detected too, and refused if it contains no tables."""
        given(b"PK\x05\x06" + bytes(18))

        assert 1 == main(["check", "-"])
        assert "archive" in capsys.readouterr().out.lower()


class TestHeadingsThatAreGiven:
    def test_pair_by_pair(self, folder):
        """The meaning of a heading can be given on the command line."""
        (folder / "own.csv").write_text("id,Tag,Shoes\n1,female,42\n", "utf-8")

        assert 0 == main(["convert", "own.csv", "out.json", "--class", "Participant", "--map", "Tag=sex", "--map", "Shoes="])  # fmt: skip
        assert [Participant(id="1", sex=Sex.FEMALE)] == tipmodel.read("out.json", Participant)

    def test_in_a_file(self, folder):
        """Meanings can be given in a file, for all lists."""
        (folder / "own.csv").write_text("id,Tag\n1,female\n", "utf-8")
        (folder / "means.toml").write_text('"Tag" = "sex"\n', "utf-8")

        assert 0 == main(["convert", "own.csv", "out.json", "--class", "Participant", "--map", "means.toml"])  # fmt: skip
        assert [Participant(id="1", sex=Sex.FEMALE)] == tipmodel.read("out.json", Participant)

    @pytest.mark.parametrize("text", ['"Tag" = 3', '"Tag" =', "\udce9"])
    def test_in_a_file_that_is_none(self, folder, text, capsys):
        """The error about a malformed file shows the expected form."""
        (folder / "means.toml").write_text(text, "utf-8", errors="surrogateescape")

        assert 1 == main(["check", "people.csv", "--map", "means.toml"])
        assert "academic_rank" in capsys.readouterr().out


class TestCheck:
    def test_a_copy_to_mark_of_a_file_of_unknown_format(self, folder, capsys):
        """A file of unknown format is refused before a copy is promised."""
        (folder / "a.doc").write_text("x")

        assert 2 == main(["check", "a.doc", "--annotate", "marked.xlsx"])
        assert ".csv" in capsys.readouterr().err

    def test_a_table_that_cannot_be_marked(self, folder, monkeypatch, capsys):
        """A table too large to be marked is reported together with its mistakes."""
        from tipmodel.tables import marks

        monkeypatch.setattr(marks, "_MAX_SIZE", 20)

        assert 1 == main(["check", "bad.csv", "--annotate", "marked.xlsx"])
        said = capsys.readouterr().out
        assert "B2" in said
        assert "marked.xlsx" in said
        assert not (folder / "marked.xlsx").exists()


class TestDiff:
    def test_one_record_with_one(self, folder, capsys):
        """Two single records are compared, whatever their identifiers are."""
        tipmodel.write(tipmodel.example().evolve(id="other"), folder / "new.json")

        assert 0 == main(["diff", "good.json", "new.json"])
        assert "other" in capsys.readouterr().out

    def test_records_without_identifiers(self, folder, capsys):
        """Several records without identifiers are not matched by guessing."""
        untold = [
            Session(title=LocalizedText(en="x"), minutes=90),
            Session(title=LocalizedText(en="y"), minutes=90),
        ]
        tipmodel.write(untold, folder / "s.json")

        assert 2 == main(["diff", "s.json", "s.json"])
        assert "identifier" in capsys.readouterr().err

    def test_the_same(self, capsys):
        """Equal records are reported as such; programs get no output."""
        assert 0 == main(["diff", "good.json", "good.json"])
        assert capsys.readouterr().out.strip()
        assert 0 == main(["diff", "good.json", "good.json", "--format", "json"])
        assert "" == capsys.readouterr().out

    def test_what_is_personal_is_marked_for_programs(self, folder, capsys):
        """Programs learn that a value is personal, but not the value."""
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
    """Programs get codes with labels in every language."""
    assert 0 == main(["labels", table, "--format", "json"])
    entries = json.loads(capsys.readouterr().out)

    assert all({"ar", "en"} <= entry["labels"].keys() for entry in entries)
    assert {"erbil", "title"} & {entry["code"] for entry in entries}


def test_a_long_file_says_how_far_it_is(monkeypatch):
    """A terminal shows progress on standard error; standard output is unchanged."""
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", terminal)
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(reading.time, "monotonic", lambda: next(clock))

    assert 2500 == sum(1 for _ in reading._counted(iter(range(2500)), "en"))
    assert "\rRead so far: 1000\rRead so far: 2000\n" == terminal.getvalue()

    terminal.truncate(0)
    assert 9 == sum(1 for _ in reading._counted(iter(range(9)), "en"))
    assert not terminal.getvalue()


def test_a_list_that_is_attached_and_then_cannot_be_written(folder, capsys):
    """A list is not reported as attached if the file could not be written."""
    record = Training(id="t", title=LocalizedText(en="T"))
    tipmodel.write(record, folder / "t.json")

    assert 2 == main(["attach", "t.json", "people.csv", "-o", "no/such/folder/out.json"])
    said = capsys.readouterr()
    assert "" == said.out
    assert "out.json" in said.err


def test_a_record_named_beside_a_list(capsys):
    """A list cannot be checked against an invalid record; the exit status is 1."""
    assert 1 == main(["check", "people.csv", "--training", "bad.json"])
    assert "/title" in capsys.readouterr().out


def test_all_commands_read_records_that_are_right(folder, capsys):
    """The commands accept valid records."""
    tipmodel.write(nine(), folder / "all.json")
    for command in (["alike", "all.json"], ["summary", "all.json"], ["tally", "people.csv"]):
        assert 0 == main(command), capsys.readouterr().err


def test_a_missing_file_of_headings_is_named(capsys):
    """The file of records is there; the error names the other one."""
    assert 2 == main(["check", "people.csv", "--map", "nowhere.toml"])
    said = capsys.readouterr().err
    assert "nowhere.toml" in said
    assert "people.csv" not in said


@pytest.mark.parametrize(("language", "said"), [("en", "two capital letters"), ("ar", "رمز بلد")])
def test_a_wrong_country_is_told_in_one_sentence(capsys, language, said):
    """The list of all countries would hide what is wanted."""
    with pytest.raises(SystemExit):
        main(["check", "people.csv", "--country", "Iraq", "--language", language])
    error = capsys.readouterr().err
    assert said in error
    assert "'AD'" not in error


def test_a_missing_input_is_not_called_an_unwritable_output(tmp_path, capsys):
    """Whoever mistypes the name of a file is told of that file, even if the output exists."""
    target = tmp_path / "out.csv"
    target.write_text("id\n")
    assert main(["convert", str(tmp_path / "nothing.json"), str(target), "--force"]) == 2
    assert "There is no file called" in capsys.readouterr().err
