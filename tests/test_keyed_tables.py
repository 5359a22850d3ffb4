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


DAMAGED = {
    "a cell without a heading": ("topics.csv", lambda rows: [rows[0], [*rows[1], "x"], *rows[2:]], ("sheet.value_without_heading", 2, 7)),
    "no headings": ("topics.csv", lambda _: [], ("sheet.no_headings", 0, 0)),
    "a training twice": ("trainings.csv", lambda rows: [*rows, rows[1]], ("tables.training_twice", 11, 1)),
    "no number": ("topics.csv", lambda rows: [rows[0], [rows[1][0], "/topics/x", *rows[1][2:]]], ("tables.no_such_row", 2, 1)),
    "no place": ("topics.csv", lambda rows: [rows[0], [rows[1][0], "/topics", *rows[1][2:]]], ("tables.no_such_row", 2, 1)),
    "a place too far": ("topics.csv", lambda rows: [rows[0], [rows[1][0], "/topics/123456", *rows[1][2:]]], ("tables.no_such_row", 2, 1)),
}  # fmt: skip


@pytest.mark.parametrize(("name", "act", "told"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_table_is_an_error_at_its_row(tmp_path, name, act, told):
    """Whatever somebody did to a table, it is told where, and nothing of it is lost."""
    write_tables(nine(), tmp_path, plain=True)
    changed(tmp_path, name, act)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    (issue,) = caught.value.issues
    assert told == (issue.code, issue.location.row, issue.location.column)


@pytest.mark.parametrize("text", ["{", "{}", "[]", '{"resources": [{}]}', '{"resources": 3}'])
def test_a_description_of_something_else(tmp_path, text):
    """A folder that holds another package of data is told from one of trainings."""
    write_tables(nine(), tmp_path)
    (tmp_path / "datapackage.json").write_text(text)
    with pytest.raises(InvalidDataError, match="no table of trainings"):
        read_tables(tmp_path)


def test_a_workbook_of_something_else(tmp_path):
    """So is a workbook, and a sheet that was added to one is not left out in silence."""
    import openpyxl

    write_tables(nine(), tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.create_sheet("Our own").append(["a", 1])
    book.save(tmp_path / "more.xlsx")
    with pytest.raises(InvalidDataError, match="Our own") as caught:
        read_tables(tmp_path / "more.xlsx")
    assert ["tables.sheet_of_no_table"] == [issue.code for issue in caught.value.issues]

    tipmodel.write([tipmodel.example()], tmp_path / "other.xlsx", "en")
    with pytest.raises(InvalidDataError, match="no table of trainings"):
        read_tables(tmp_path / "other.xlsx")


@pytest.mark.parametrize(("cell", "code"), [("#N/A", "cell.error"), ("=1/0", None)])
def test_an_error_in_a_cell_is_no_value(tmp_path, cell, code):
    """What a spreadsheet could not compute is not taken for what it shows."""
    import openpyxl

    write_tables(nine(), tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.worksheets[0]["B2"] = cell
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path / "t.xlsx")

    assert (code or "cell.formula_without_value",) == tuple(i.code for i in caught.value.issues)


def test_a_wrong_cell_says_where(tmp_path):
    """Data of other tools are JSON, and what is none is told at its row."""
    write_tables([tipmodel.example().evolve(extra={"acme:x": 1})], tmp_path, plain=True)
    changed(tmp_path, "trainings.csv", lambda rows: [rows[0], ["{" if '"acme:x"' in cell else cell for cell in rows[1]]])  # fmt: skip
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    (issue,) = caught.value.issues
    assert ("json.malformed", 2) == (issue.code, issue.location.row)


def test_every_wrong_record_is_told(tmp_path):
    """What the rules of the record refuse is told with the training it is in."""
    write_tables(nine(), tmp_path, plain=True)

    def act(rows):
        for row in rows[1:]:
            row[rows[0].index("dates.start")] = "in May"
        return rows

    changed(tmp_path, "trainings.csv", act)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert {"date.not_a_date"} == {issue.code for issue in caught.value.issues}
    assert all(issue.pointer.endswith("/dates/start") for issue in caught.value.issues)


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
