"""Tables that refer to one another: what programs join and people read, and nothing is lost."""

import csv
import json

import pytest
from hypothesis import HealthCheck, given, settings

import tipmodel
from samples import crossed, every_report, nine
from tipmodel import InvalidDataError, Training, read_tables, strategies, write_tables
from tipmodel.cli import main
from tipmodel.codec.exact import shared_converter
from tipmodel.tables.keyed import KEYS, columns_of, table_names, tables_of, title_of

LANGUAGES = [None, "en", "ar", "ckb"]


@pytest.mark.parametrize(("language", "form"), crossed(LANGUAGES, ["folder", "plain", "book.xlsx"]))
def test_the_reports_come_back_equal(tmp_path, language, form):
    """A folder of tables or a workbook, in any language, holds all that the records say."""
    write_tables(every_report(), tmp_path / form, language, plain=form == "plain")

    assert every_report() == read_tables(tmp_path / form)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(strategies.records(Training))
def test_every_training_comes_back_equal(tmp_path_factory, training):
    """Whatever a record says, its tables say too."""
    for plain in (False, True):
        folder = tmp_path_factory.mktemp("tables")
        write_tables([training], folder, "ar", plain=plain)

        assert [training] == read_tables(folder)


@settings(suppress_health_check=list(HealthCheck))
@given(strategies.records(Training))
def test_no_cell_holds_json(training):
    """Nobody has to read braces in a table, but in the data of other tools."""
    for table in tables_of([training], shared_converter().unstructure):
        extra = [column.path[-1] == "extra" for column in table.columns]
        for row in table.cells("en"):
            cells = row[len(table.keys) :]
            texts = [c for c, is_extra in zip(cells, extra, strict=True) if not is_extra]

            assert not [
                c for c in texts if isinstance(c, str) and c[:2] in ('["', '{"', "[]", "{}")
            ]


def test_places_of_a_delivery_say_so(tmp_path):
    """A place of the second course is not taken for one of the training."""
    write_tables(nine(), tmp_path / "t", plain=True)
    with (tmp_path / "t" / "places.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["city.en"] == "Sulaymaniyah"]

    assert "/occurrences/1" in {row["part_of"] for row in rows}


def test_guarded_text_is_no_formula_and_plain_text_is_as_it_is(tmp_path):
    """People open tables in spreadsheets; programs want the text."""
    title = tipmodel.LocalizedText(en="=1+1")
    training = Training(id="t", title=title)
    for plain, cell in ((False, "'=1+1"), (True, "=1+1")):
        write_tables([training], tmp_path / str(plain), plain=plain)
        text = (tmp_path / str(plain) / "trainings.csv").read_text("utf-8-sig")

        assert text.splitlines()[1].split(",")[1] == cell
        assert read_tables(tmp_path / str(plain)) == [training]


def changed(folder, name, act):
    """Write a table again with its rows changed."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        rows = act(list(csv.reader(stream)))
    with (folder / name).open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda rows: [*rows, ["none", *rows[1][1:]]], "tables.row_in_no_training"),
        (lambda rows: [*rows, [rows[1][0], "/nowhere/0", *rows[1][2:]]], "tables.no_such_row"),
        (lambda rows: [[*rows[0], "x"], *([*row, "1"] for row in rows[1:])], "sheet.column_unread"),
    ],
)
def test_what_belongs_nowhere_is_an_error(tmp_path, act, code):
    """A row or a column that somebody added is never dropped in silence."""
    write_tables(nine(), tmp_path, plain=True)
    changed(tmp_path, "topics.csv", act)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert code in {issue.code for issue in caught.value.issues}


def test_two_trainings_of_one_identifier_are_refused(tmp_path):
    """Rows that could belong to either would join wrongly."""
    with pytest.raises(InvalidDataError):
        write_tables([tipmodel.example()] * 2, tmp_path / "t")


def test_files_are_not_overwritten_unasked(tmp_path, capsys):
    """A second run does not replace what somebody has edited."""
    source, out = str(tmp_path / "all.json"), str(tmp_path / "t")
    tipmodel.write(nine(), source)

    assert main(["tables", source, "-o", out, "--plain"]) == 0
    assert main(["tables", source, "-o", out]) == 2
    assert main(["tables", source, "-o", out, "--force", "--language", "ar"]) == 0
    assert json.loads((tmp_path / "t" / "datapackage.json").read_text("utf-8"))["resources"]
    assert "exists" in capsys.readouterr().err


def test_public_tables_have_no_participants(tmp_path):
    """What is for everybody holds no list of people."""
    source = str(tmp_path / "one.json")
    tipmodel.write(
        tipmodel.example().evolve(participants=(tipmodel.Participant(id="p-77"),)), source
    )
    main(["tables", source, "-o", str(tmp_path / "t"), "--public"])

    assert not (tmp_path / "t" / "participants.csv").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_and_columns_have_names_of_their_own(language):
    """No two sheets of a workbook and no two columns of a table are called alike."""
    names = list(dict.fromkeys(table_names().values()))
    titles = [title_of(name, language)[:31] for name in names]

    assert len({title.casefold() for title in titles}) == len(titles)
    assert not [title for title in titles if set(title) & set("[]:*?/\\")]
    for name in names:
        slots = columns_of(name).values()
        headings = [
            slot.tagged("en").column.heading(language)
            if slot.is_localized
            else slot.column.heading(language)
            for slot in slots
        ]
        headings += [key.heading(language) for key in KEYS]

        assert len(set(headings)) == len(headings), name
