"""The command line writes, checks and converts registration sheets."""

import attrs
import pytest
from test_typed import table, workbook

import tipmodel
from samples import full
from tipmodel import Participant, Session, Speaker, Training
from tipmodel.cli import main
from tipmodel.examples import example_bytes


class TestTemplate:
    @pytest.mark.parametrize("language", ["ar", "en"])
    @pytest.mark.parametrize("noun", ["participants", "speakers", "sessions", "trainings"])
    def test_an_empty_sheet(self, tmp_path, noun, language):
        """A template can be written, and reads as no records."""
        path = tmp_path / f"{noun}.xlsx"

        assert 0 == main(["template", str(path), "--language", language])
        cls = {"participants": Participant, "speakers": Speaker, "sessions": Session}.get(
            noun, Training
        )
        assert [] == tipmodel.read(path, cls)

    def test_it_names_the_training(self, tmp_path):
        """A template names its training."""
        (tmp_path / "t.json").write_bytes(example_bytes())
        path = tmp_path / "participants.xlsx"

        assert 0 == main(
            ["template", str(path), "--language", "ar", "--training", str(tmp_path / "t.json")]
        )
        assert [] == tipmodel.read(path, Participant)

    def test_a_name_that_says_no_noun(self, tmp_path, capsys):
        """A file name without a class is refused."""
        assert 2 == main(["template", str(tmp_path / "list.xlsx")])
        assert "--class" in capsys.readouterr().err
        assert 0 == main(["template", str(tmp_path / "list.xlsx"), "--class", "Speaker"])


class TestConvert:
    @pytest.mark.parametrize("suffix", ["json", "ndjson", "csv", "xlsx"])
    def test_there_and_back(self, tmp_path, suffix):
        """Converting to any format and back gives the same bytes."""
        first, middle, last = (tmp_path / name for name in ("a.json", f"b.{suffix}", "c.json"))
        tipmodel.write([tipmodel.loads(example_bytes())], first)

        assert 0 == main(["convert", str(first), str(middle), "--language", "ar"])
        assert 0 == main(["convert", str(middle), str(last)])
        assert first.read_bytes() == last.read_bytes()

    def test_the_class_is_seen_from_the_headings(self, tmp_path):
        """The headings determine the class."""
        tipmodel.write([full(Speaker)], tmp_path / "a.csv", "ar")

        assert 0 == main(["convert", str(tmp_path / "a.csv"), str(tmp_path / "b.json")])
        assert [full(Speaker)] == tipmodel.read(tmp_path / "b.json", Speaker)

    def test_only_what_may_be_published(self, tmp_path, capsys):
        """`--public` leaves out personal data, and refuses a list of participants."""
        training = attrs.evolve(
            tipmodel.loads(example_bytes()), participants=(Participant(id="1"),)
        )
        source, target = tmp_path / "a.json", tmp_path / "b.xlsx"
        tipmodel.write([training], source)
        tipmodel.write(training.participants, tmp_path / "roster.csv")

        assert 0 == main(["convert", str(source), str(target), "--public"])
        assert [tipmodel.public_view(training)] == tipmodel.read(target)
        target.unlink()
        assert 2 == main(["convert", str(tmp_path / "roster.csv"), str(target), "--public"])
        assert "may be published" in capsys.readouterr().err

    def test_what_is_wrong_is_not_converted(self, tmp_path, capsys):
        """Invalid records are not converted."""
        path = table(tmp_path / "a.csv", ["id", "email"], ["1", "x"], ["2", "a@b.org"])

        assert 1 == main(["convert", str(path), str(tmp_path / "b.json"), "--language", "ar"])
        assert "الصف" in capsys.readouterr().out
        assert not (tmp_path / "b.json").exists()

    def test_a_folder_that_is_not_there(self, tmp_path, capsys):
        """A missing folder is reported in one sentence."""
        tipmodel.write([full(Speaker)], tmp_path / "a.csv")

        assert 2 == main(["convert", str(tmp_path / "a.csv"), str(tmp_path / "no" / "b.json")])
        assert "cannot be written" in capsys.readouterr().err


class TestCheck:
    def test_every_wrong_cell_in_the_language_of_the_reader(self, tmp_path, capsys):
        """Every wrong or normalised cell is reported in the language of the reader."""
        path = workbook(
            tmp_path / "sheet.xlsx",
            ["المعرّف", "البريد الإلكتروني", "الجنس"],
            ["1", "x", "F"],
            ["2", "a@b.org", "y"],
            name="كشف",
        )

        assert 1 == main(["check", str(path), "--language", "ar"])
        lines = capsys.readouterr().out.splitlines()
        assert 4 == len(lines)
        assert all(
            word in lines[0] for word in ("الصف 2", "«\u2068البريد الإلكتروني\u2069»", "B2", "كشف")
        )
        assert "على أنه إحدى قيم القائمة" in lines[2] or "على أنه إحدى قيم القائمة" in lines[1]

    def test_a_suffix_that_is_not_known_is_said(self, tmp_path, capsys):
        """An unknown suffix is reported with the known ones."""
        path = tmp_path / "list.doc"
        path.write_bytes(b"x")

        assert 2 == main(["check", str(path)])
        assert ".xlsx" in capsys.readouterr().err

    def test_a_good_sheet_is_valid_and_shown(self, tmp_path, capsys):
        """A valid sheet is reported as valid, and can be shown."""
        tipmodel.write([full(Speaker)], tmp_path / "s.xlsx", "ar")

        assert 0 == main(["check", str(tmp_path / "s.xlsx")])
        assert 0 == main(["show", str(tmp_path / "s.xlsx"), "--language", "ar"])
        assert "valid" in capsys.readouterr().out

    @pytest.mark.parametrize("make", [workbook, table])
    def test_a_copy_with_the_wrong_cells_marked(self, tmp_path, make):
        """A marked copy can be corrected and checked again."""
        rows = (
            ["كشف"],
            ["المعرّف", "البريد الإلكتروني", "ملاحظات"],
            ["1", "x", "م"],
            ["2", "a@b.org", ""],
        )
        path = make(tmp_path / ("s.xlsx" if make is workbook else "s.csv"), *rows)

        assert 1 == main(
            ["check", str(path), "--language", "ar", "--annotate", str(tmp_path / "out.xlsx")]
        )
        with pytest.raises(tipmodel.InvalidDataError) as caught:
            tipmodel.read(tmp_path / "out.xlsx", Participant, notice=lambda _: None)
        assert ["B3"] == [issue.cell for issue in caught.value.issues]
        assert "ليس عنوان بريد إلكتروني" in note_of(tmp_path / "out.xlsx")

    def test_a_document_has_no_cells_to_mark(self, tmp_path, capsys):
        """A document cannot be marked, and that is reported."""
        (tmp_path / "t.json").write_bytes(example_bytes())

        assert 2 == main(
            ["check", str(tmp_path / "t.json"), "--annotate", str(tmp_path / "o.xlsx")]
        )
        assert "no cells to mark" in capsys.readouterr().err


def note_of(path):
    import zipfile

    with zipfile.ZipFile(path) as package:
        return package.read("xl/comments/comment1.xml").decode()
