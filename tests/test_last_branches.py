"""What is rare is refused or read by the same rules as everything else."""

import pytest

import tipmodel
from tipmodel import InvalidDataError, Participant, Training, extensions
from tipmodel.cli import main
from tipmodel.codec.fast import plain_reader
from tipmodel.core.errors import BrokenExtensionError
from tipmodel.extend import Record, field, not_empty, record
from tipmodel.tables.heading_words import understand
from tipmodel.tables.headings import _parted
from tipmodel.vocab._spelling import without_one_vowel


class Point:
    """An entry point."""

    name, dist, module = "thing", None, "acme"

    @staticmethod
    def load():
        return dict


def test_an_entry_point_that_is_no_record_is_an_error_of_its_package(monkeypatch):
    """A package that registers anything but a class of records is named."""
    monkeypatch.setattr(extensions, "_entry_points", lambda: [Point])

    with pytest.raises(BrokenExtensionError, match="acme"):
        extensions.class_of_extension("thing")


def test_half_a_character_in_a_list_is_refused_in_its_record(tmp_path):
    """A list of records with a broken text is refused at the text, as a single record is."""
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"id":"a","title":{"en":"\\ud800"}}]')

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Training)
    assert [("text.forbidden_character", "/0/title/en")] == [
        (issue.code, issue.pointer) for issue in caught.value.issues
    ]


def test_columns_of_a_class_with_its_own_reading_have_no_quick_way():
    """A class that adds a constructor is read by the exact path."""

    @record("Own")
    class Own(Record):
        """A class with a hook."""

        number: int | None = field("Number", "A number.", default=None)

        def __attrs_post_init__(self):
            super().__attrs_post_init__()

    assert plain_reader(Own) is None


@pytest.mark.parametrize(
    ("key", "short"),
    [("wasit", ["wsit", "wast"]), ("abu", []), ("دهوك", []), ("bas", []), ("anbar", ["anbr"])],
)
def test_a_vowel_is_left_out_of_latin_keys_that_stay_long_enough(key, short):
    """A key in Arabic letters has no short vowel to leave out, and a short one says too little."""
    assert short == list(without_one_vowel(key))


@pytest.mark.parametrize(
    "text",
    [
        "Participant,,Contact,\nName (Arabic),Sex,E-mail,Mobile\nسعاد محمد,female,,\n",
        ",Participant,,\nIdentifier,Name (Arabic),Sex,E-mail\n7,سعاد محمد,female,\n",
    ],
)
def test_headings_in_two_rows_of_a_file_without_merged_cells(tmp_path, text):
    """A group that stands only over its first column covers the empty cells beside it."""
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")

    (person,) = tipmodel.read(path, Participant)
    assert "سعاد محمد" == person.name["ar"]
    assert tipmodel.Sex.FEMALE is person.sex


def test_the_group_of_a_heading_is_the_nearest_to_its_left():
    """A cell under nothing belongs to no group."""
    upper, lower = ["", "Participant", "", "Contact", ""], ["", "Name", "Sex", "Phone", "E-mail"]

    assert [
        "",
        "Participant: Name",
        "Participant: Sex",
        "Contact: Phone",
        "Contact: E-mail",
    ] == _parted(list(zip(upper, lower, strict=True)))
    assert _parted([("", "Name"), ("Contact", "Phone")]) is None


@pytest.mark.parametrize("columns", ["wide", "0", "-5", "100"])
def test_help_is_shown_whatever_the_environment_says_of_the_terminal(columns, monkeypatch, capsys):
    """A width that is no number, or absurd, is ignored."""
    monkeypatch.setenv("COLUMNS", columns)
    with pytest.raises(SystemExit) as ended:
        main(["check", "--help"])

    assert (0, True) == (ended.value.code, "--annotate" in capsys.readouterr().out)


def test_a_rule_can_be_asked_by_itself():
    """A record that states something keeps the rule that it must."""
    assert () == not_empty(tipmodel.Place(country="IQ"))


@pytest.mark.parametrize("heading", ["Type M/F", "النوع: ذكر أنثى"])
def test_a_type_with_both_sexes_behind_it_is_the_sex(heading):
    """Answers need no brackets to say what a heading means."""
    (found,) = understand(Participant, [heading])
    assert ("sex",) == found.column.path
