"""The command line answers in the reader's language, with a sentence and an exit status."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tipmodel
from tipmodel.cli import main
from tipmodel.core.unicode import forbidden
from tipmodel.examples import example_bytes
from tipmodel.i18n import languages
from tipmodel.views.catalogue import TABLES


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "record.json"
    path.write_bytes(example_bytes())
    return path


class TestDemo:
    def test_it_shows_the_record_and_a_mistake_in_both_languages(self, capsys):
        """One command shows what the library is for."""
        assert 0 == main(["demo"])

        shown = capsys.readouterr().out
        assert "أيار" in shown
        assert "32 مشاركًا" in shown
        assert "4–7 May" in shown
        assert 2 == shown.count("/headcount/female")
        assert "أكبر من الإجمالي (32)" in shown
        assert "is larger than the total (32)" in shown

    def test_it_works_where_the_terminal_knows_no_arabic(self):
        """A terminal without Arabic causes no traceback."""
        done = subprocess.run(
            [sys.executable, "-m", "tipmodel", "demo"],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
            capture_output=True,
            check=True,
        )

        assert "أيار" in done.stdout.decode()


class TestShow:
    @pytest.mark.parametrize(("language", "word"), [("ar", "أعداد المشاركين"), ("en", "Headcount")])
    def test_a_record_is_told_in_the_language_asked_for(self, record, capsys, language, word):
        """The same file is shown in Arabic and in English."""
        assert 0 == main(["show", str(record), "--language", language])

        assert word in capsys.readouterr().out


class TestCheck:
    def test_a_valid_file(self, record, capsys):
        """A valid file is reported as valid, with exit status 0."""
        assert 0 == main(["check", str(record)])

        assert "valid" in capsys.readouterr().out

    def test_every_issue_of_a_file_with_its_place(self, record, capsys):
        """Each mistake has a line with the file, the place and the sentence."""
        data = record.read_text("utf-8").replace('"total": 32', '"total": 32, "female": 40')
        record.write_text(data.replace('"day"', '"days"'), "utf-8")

        assert 1 == main(["check", str(record), "--language", "ar"])

        lines = capsys.readouterr().out.splitlines()
        assert 3 == len(lines)
        assert all(str(record) in line for line in lines)
        assert "2" in lines[2]  # how many mistakes there are
        assert "/dates/length/unit" in lines[0]
        assert "/headcount/female" in lines[1]

    @pytest.mark.parametrize("language", ["en", "ar"])
    @pytest.mark.parametrize(
        ("data", "status"),
        [
            (None, 2),
            (b"", 1),
            (b"no json", 1),
            (b"\xff\xfe", 1),
            (b"[]", 1),
            (b"[" * 100_000, 1),
            (b'{"id":' + b"9" * 5000 + b"}", 1),
            (b'{"id":1e999}', 1),
            (b'{"id":"\\ud800"}', 1),
            (b"\x00" * 100, 1),
        ],
        ids=lambda value: repr(value)[:20],
    )
    def test_a_hostile_file_ends_in_a_sentence(self, tmp_path, capsys, language, data, status):
        """No content of a file causes a traceback."""
        path = tmp_path / "file.json"
        if data is not None:
            path.write_bytes(data)

        assert status == main(["check", str(path), "--language", language])

        out, err = capsys.readouterr()
        assert 1 <= len((out + err).splitlines()) <= 3
        assert "Traceback" not in out + err

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless file")
    @pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx"])
    def test_an_endless_file_comes_to_an_end(self, tmp_path, capsys, suffix):
        """No file can exhaust the memory of a check."""
        endless = tmp_path / f"endless.{suffix}"
        endless.symlink_to("/dev/zero")

        assert 1 == main(["check", str(endless)])

        assert "too large" in capsys.readouterr().out

    def test_a_folder_is_no_file(self, tmp_path, capsys):
        """A folder given by mistake is named in one sentence."""
        assert 2 == main(["check", str(tmp_path)])

        assert "cannot be read" in capsys.readouterr().err


class TestLabels:
    def test_governorates_with_the_codes_other_systems_join_on(self, capsys):
        """The table has our code, ISO's and OCHA's next to the name."""
        assert 0 == main(["labels", "governorates", "--language", "ar"])

        rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
        assert 20 == len(rows)
        assert ["dhi_qar", "IQ-DQ", "IQG17", "ذي قار", "الناصرية"] in rows
        assert ["halabja", "", "", "حلبجة", "حلبجة"] in rows

    @pytest.mark.parametrize("name", [name for name in TABLES if name != "governorates"])
    def test_every_table_is_told_in_every_language(self, capsys, name):
        """Every list can be printed in every language."""
        for language in languages():
            assert 0 == main(["labels", name, "--language", language])

        rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
        assert all(all(row) for row in rows)


class TestSchema:
    @pytest.mark.parametrize(
        ("arguments", "title"),
        [([], "Training"), (["Headcount", "--language", "ar"], "أعداد المشاركين")],
    )
    def test_the_schema_of_a_class_in_a_language(self, capsys, arguments, title):
        """One command prints the schema, with labels in the language of its users."""
        assert 0 == main(["schema", *arguments])

        shown = capsys.readouterr().out
        assert title == json.loads(shown)["title"]
        assert not forbidden(shown)


@pytest.mark.parametrize("arguments", [[], ["no"], ["schema", "No"], ["check"]])
def test_misuse_is_told_apart(arguments, capsys):
    """Misuse exits with 2, so a script can tell it from invalid data."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert 2 == caught.value.code
    assert "usage:" in capsys.readouterr().err


def test_show_can_keep_to_what_may_be_published(tmp_path, capsys):
    """A public card shows no name that must not be published."""
    path = tmp_path / "record.json"
    speaker = {"name": {"en": "Zyxwv"}, "description": {"en": "expert"}, "may_be_published": False}
    path.write_text(json.dumps({"id": "a", "title": {"en": "x"}, "speakers": [speaker]}), "utf-8")

    assert 0 == main(["show", str(path), "--public"])

    shown = capsys.readouterr().out
    assert "expert" in shown
    assert "Zyxwv" not in shown


@pytest.mark.parametrize(
    "command", [[], ["show"], ["check"], ["convert"], ["template"], ["labels"], ["schema"]]
)
def test_the_help_is_in_the_language_that_is_asked_for(capsys, command):
    """The help is in Arabic for readers of Arabic."""
    told = {}
    for language in ("en", "ar"):
        with pytest.raises(SystemExit) as caught:
            main([*command, "--help", "--language", language])
        assert 0 == caught.value.code
        told[language] = capsys.readouterr().out

    assert "The language" not in told["ar"]
    assert re.search("[\u0600-\u06ff]{3}", told["ar"])
    assert not re.search("[\u0600-\u06ff]{3}", told["en"])


def test_several_processes_say_what_one_says(tmp_path, capfd):
    """`--jobs` prints the same lines in the same order."""
    right, wrong, missing = (str(tmp_path / f"{name}.json") for name in ("right", "wrong", "none"))
    tipmodel.write(tipmodel.example(), right)
    Path(wrong).write_text('{"id": 1}', "utf-8")
    command = ["check", right, wrong, right, missing, "--language", "ar"]
    statuses = [main(command)]
    one = capfd.readouterr()
    statuses.append(main([*command, "--jobs", "2"]))
    two = capfd.readouterr()

    assert statuses == [2, 2]
    assert one == two
    with pytest.raises(SystemExit):
        main([*command, "--jobs", "0"])


def test_what_a_process_says_is_printed_in_its_turn(tmp_path, capsys, monkeypatch):
    """The output and errors of a file stay together, and the exit status is the worst of all."""

    class Inline:
        map = staticmethod(map)

        def __init__(self, count):
            assert count == 2

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", Inline)
    tipmodel.write(tipmodel.example(), tmp_path / "right.json")
    right, missing = str(tmp_path / "right.json"), str(tmp_path / "none.json")

    assert main(["check", right, missing, "--jobs", "4"]) == 2
    out, err = capsys.readouterr()
    assert "is valid" in out
    assert "none.json" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "f", "--language", "xx"],
        ["--language", "xx", "check", "f"],
        ["form", "f.xlsx", "--class", "Participant", "--language", "xx"],
    ],
)
def test_a_language_that_is_not_there_is_refused_in_those_that_are(arguments, capsys):
    """An unknown language is refused in every complete language."""
    status = main(arguments)
    error = capsys.readouterr().err

    assert 2 == status
    assert "no language" in error
    assert "لا توجد لغة" in error


def test_the_reader_of_arabic_is_told_in_arabic_that_a_language_is_not_there(tmp_path, capsys):
    """The language of the messages is known, so only it is used."""
    record = tmp_path / "a.json"
    tipmodel.write(tipmodel.example(), record)
    for arguments in (
        [
            "page",
            str(record),
            "-o",
            str(tmp_path / "p.html"),
            "--languages",
            "ar,xx",
            "--language",
            "ar",
        ],
        ["form", str(tmp_path / "f.xlsx"), "--class", "Participant", "--language", "ar,xx"],
    ):
        assert 2 == main(arguments)
        error = capsys.readouterr().err
        assert "لا توجد لغة" in error
        assert "no language" not in error


@pytest.mark.parametrize("ending", ["json", "ndjson"])
def test_a_warning_names_the_record_it_is_about(ending, tmp_path, capsys):
    """A warning leads to its record as an error does."""
    record = tipmodel.Training(
        id="a",
        title=tipmodel.LocalizedText(en="x"),
        headcount=tipmodel.Headcount(total=20, female=9, male=9),
    )
    tipmodel.write([record, record.evolve(id="b")], tmp_path / f"several.{ending}")
    main(["check", str(tmp_path / f"several.{ending}"), "--format", "json"])
    found = json.loads(capsys.readouterr().out)

    assert ["/0/headcount/total", "/1/headcount/total"] == [
        each["pointer"] for each in found["warnings"]
    ]


@pytest.mark.parametrize("ending", ["json", "ndjson"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_file_of_another_kind_is_one_mistake(ending, language, tmp_path, capsys):
    """A file of another kind gives one error, not one for each key."""
    trainings = [tipmodel.example(), tipmodel.example().evolve(id="b")]
    tipmodel.write(trainings, tmp_path / f"a.{ending}")
    main(["check", str(tmp_path / f"a.{ending}"), "--class", "Participant", "--format", "json"])
    (error,) = json.loads(capsys.readouterr().out)["errors"]

    assert "file.wrong_kind" == error["code"]
    main(["check", str(tmp_path / f"a.{ending}"), "--class", "Participant", "--language", language])
    assert tipmodel.label(tipmodel.Participant, language=language) in capsys.readouterr().out


def test_a_document_has_no_rows(tmp_path, capsys):
    """The last line counts rows only where there are some."""
    (tmp_path / "a.json").write_text('{"id": "a"}')
    main(["check", str(tmp_path / "a.json")])
    assert "in rows" not in capsys.readouterr().out
    (tmp_path / "a.csv").write_text("id,sex\n1,9\n")
    main(["check", str(tmp_path / "a.csv"), "--class", "Participant"])
    assert "in rows: " in capsys.readouterr().out


def test_rows_of_labels_begin_at_the_right_side_on_a_screen(monkeypatch, capsys):
    """A person reads the table from right to left; a program finds the codes unchanged."""
    main(["labels", "governorates", "--language", "ar"])
    piped = capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    main(["labels", "governorates", "--language", "ar"])

    assert [f"\u200f{line}" for line in piped.splitlines()] == capsys.readouterr().out.splitlines()


def test_kurdish_is_one_of_two_languages(capsys):
    """The tag of all Kurdish is refused with the tags of its two written languages."""
    assert 2 == main(["show", "f", "--language", "ku"])
    assert "ckb" in capsys.readouterr().err
