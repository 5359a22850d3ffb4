"""Keyed tables lose nothing, whether programs join them or people edit them."""

import csv
import json

import openpyxl
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
    """Every training reads back equal from its tables."""
    for plain in (False, True):
        folder = tmp_path_factory.mktemp("tables")
        write_tables([training], folder, "ar", plain=plain)

        assert [training] == read_tables(folder)


@settings(suppress_health_check=list(HealthCheck))
@given(strategies.records(Training))
def test_no_cell_holds_json(training):
    """Only the column of other tools' data contains JSON."""
    for table in tables_of([training], shared_converter().unstructure):
        extra = [column.path[-1] == "extra" for column in table.columns]
        for row in table.cells("en"):
            cells = row[len(table.keys) :]
            texts = [c for c, is_extra in zip(cells, extra, strict=True) if not is_extra]

            assert not [
                c for c in texts if isinstance(c, str) and c[:2] in ('["', '{"', "[]", "{}")
            ]


def test_places_of_a_delivery_say_so(tmp_path):
    """A place of a delivery refers to its delivery."""
    write_tables(nine(), tmp_path / "t", plain=True)
    with (tmp_path / "t" / "places.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["city.en"] == "Sulaymaniyah"]

    assert "/occurrences/1" in {row["part_of"] for row in rows}


def test_guarded_text_is_no_formula_and_plain_text_is_as_it_is(tmp_path):
    """Text is protected from spreadsheets, unless the table is plain."""
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
    return rows


LAST = -1


@pytest.mark.parametrize(
    ("act", "code", "row"),
    [
        (lambda rows: [*rows, ["none", *rows[1][1:]]], "tables.row_in_no_training", LAST),
        (
            lambda rows: [*rows, [rows[1][0], "/nowhere/0", *rows[1][2:]]],
            "tables.no_such_row",
            LAST,
        ),
        (
            lambda rows: [*rows, [rows[1][0], "/topics/99", "/occurrences/99", *rows[1][3:]]],
            "tables.no_such_row",
            LAST,
        ),
        (lambda rows: [*rows, rows[1]], "tables.row_twice", LAST),
        (
            lambda rows: [[*rows[0], "x"], *([*row, "1"] for row in rows[1:])],
            "sheet.column_unread",
            1,
        ),
        (lambda rows: [rows[0], [*rows[1], "1"], *rows[2:]], "sheet.value_without_heading", 2),
        (lambda _: [], "sheet.no_headings", 1),
    ],
    ids=["training", "place", "parent", "twice", "column", "cell", "empty"],
)
def test_what_belongs_nowhere_is_an_error(tmp_path, act, code, row):
    """An unknown row, column or cell is an error."""
    write_tables(nine(), tmp_path, plain=True)
    rows = changed(tmp_path, "topics.csv", act)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    first = caught.value.issues[0]
    assert (code, "topics") == (first.code, first.location.sheet)
    assert first.location.row == (len(rows) if row == LAST else row)


DAMAGED = [
    (b"", "json.empty"),
    (b"{", "json.malformed"),
    (b"[]", "tables.unknown"),
    (b'{"resources": []}', "tables.unknown"),
    (b'{"resources": [], "tipmodel": {}}', "tables.unknown"),
    (b'{"resources": [{"name": "trainings"}], "tipmodel": {}}', "tables.unknown"),
    (b'{"resources": [{"name": 1, "schema": 2}], "tipmodel": null}', "tables.unknown"),
]


@pytest.mark.parametrize(("text", "code"), DAMAGED)
def test_a_damaged_description_is_told_as_an_issue(tmp_path, text, code):
    """A damaged description of a folder is reported as an issue."""
    write_tables(nine(), tmp_path)
    (tmp_path / "datapackage.json").write_bytes(text)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert code == caught.value.issues[0].code


def test_a_table_that_is_none_of_ours_is_refused(tmp_path):
    """A folder with another table is refused like a workbook with another sheet: no row is lost in silence."""
    write_tables(nine(), tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_bytes())
    described["resources"][-1]["name"] = "renamed"
    (tmp_path / "datapackage.json").write_text(json.dumps(described), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert [("sheet.unread", "renamed")] == [(i.code, i.sheet) for i in caught.value.issues]


def test_a_wrong_cell_is_told_with_its_heading(tmp_path):
    """An issue has the heading of its cell."""
    write_tables(nine()[:2], tmp_path / "t.xlsx", "ar")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book[title_of("places", "ar")]
    at = next(cell for cell in sheet[1] if cell.value == "المحافظة")
    sheet.cell(2, at.column).value = "بلد"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path / "t.xlsx")

    (issue,) = caught.value.issues
    assert (2, at.column, "المحافظة") == (
        issue.location.row,
        issue.location.column,
        issue.location.heading,
    )


def test_a_renamed_sheet_is_not_lost(tmp_path):
    """A renamed sheet is reported; a hidden one is read."""
    write_tables(nine()[:2], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book["topics"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")

    assert nine()[:2] == read_tables(tmp_path / "t.xlsx")

    book["topics"].sheet_state = "visible"
    book["topics"].title = "my topics"
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path / "t.xlsx")

    assert ["sheet.unread"] == [issue.code for issue in caught.value.issues]
    assert "my topics" in str(caught.value)


MISPLACED = {
    "no number": "/topics/x",
    "no place": "/topics",
    "a place too far": "/topics/123456",
    "another way to write a number": "/topics/01",
}


@pytest.mark.parametrize("path", MISPLACED.values(), ids=MISPLACED)
def test_a_row_without_a_place_is_an_error(tmp_path, path):
    """A row with a wrong place is reported and not moved elsewhere."""
    write_tables(nine()[:2], tmp_path, plain=True)
    changed(tmp_path, "topics.csv", lambda rows: [*rows, [rows[1][0], path, *rows[1][2:]]])
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert {"tables.no_such_row"} == {issue.code for issue in caught.value.issues}


def test_a_training_twice_is_an_error(tmp_path):
    """A repeated training is an error, because its rows would belong to both."""
    write_tables(nine()[:2], tmp_path, plain=True)
    rows = changed(tmp_path, "trainings.csv", lambda rows: [*rows, rows[1]])
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    (issue,) = caught.value.issues
    assert ("tables.training_twice", len(rows)) == (issue.code, issue.location.row)


def test_a_workbook_of_something_else(tmp_path):
    """Another workbook is refused, and an added sheet is reported."""
    write_tables(nine()[:2], tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.create_sheet("Our own").append(["a", 1])
    book.save(tmp_path / "more.xlsx")
    with pytest.raises(InvalidDataError, match="Our own") as caught:
        read_tables(tmp_path / "more.xlsx")
    assert ["sheet.unread"] == [issue.code for issue in caught.value.issues]

    tipmodel.write([tipmodel.Participant(id="1")], tmp_path / "other.xlsx", "en")
    with pytest.raises(InvalidDataError, match="no table of trainings"):
        read_tables(tmp_path / "other.xlsx")


@pytest.mark.parametrize(("cell", "code"), [("#N/A", "cell.error"), ("=1/0", None)])
def test_an_error_in_a_cell_is_no_value(tmp_path, cell, code):
    """An error in a cell is reported and not read as text."""
    write_tables(nine()[:2], tmp_path / "t.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    book.worksheets[0]["B2"] = cell
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path / "t.xlsx")

    assert (code or "cell.formula_without_value",) == tuple(i.code for i in caught.value.issues)


def test_a_wrong_cell_says_where(tmp_path):
    """Malformed JSON in the data of other tools is reported at its row."""
    write_tables([tipmodel.example().evolve(extra={"acme:x": 1})], tmp_path, plain=True)
    changed(tmp_path, "trainings.csv", lambda rows: [rows[0], ["{" if '"acme:x"' in cell else cell for cell in rows[1]]])  # fmt: skip
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    (issue,) = caught.value.issues
    assert ("json.malformed", 2) == (issue.code, issue.location.row)


def test_every_wrong_record_is_told(tmp_path):
    """An issue of a record states its training."""
    write_tables(nine()[:2], tmp_path, plain=True)

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
    """Two trainings with the same identifier are refused."""
    with pytest.raises(InvalidDataError):
        write_tables([tipmodel.example()] * 2, tmp_path / "t")


def test_files_are_not_overwritten_unasked(tmp_path, capsys):
    """Existing files are not overwritten without being asked."""
    source, out = str(tmp_path / "all.json"), str(tmp_path / "t")
    tipmodel.write(nine()[:2], source)

    assert main(["tables", source, "-o", out, "--plain"]) == 0
    assert main(["tables", source, "-o", out]) == 2
    assert main(["tables", source, "-o", out, "--force", "--language", "ar"]) == 0
    assert json.loads((tmp_path / "t" / "datapackage.json").read_text("utf-8"))["resources"]
    assert "exists" in capsys.readouterr().err


def test_forced_tables_leave_no_older_one_behind(tmp_path):
    """Replacing tables removes all tables of an earlier run."""
    person = tipmodel.Participant(id="p-77")
    write_tables([tipmodel.example().evolve(participants=(person,))], tmp_path / "t")
    (tmp_path / "t" / "mine.csv").write_text("x")
    write_tables([tipmodel.example()], tmp_path / "t", force=True)

    assert not (tmp_path / "t" / "participants.csv").exists()
    assert (tmp_path / "t" / "mine.csv").exists()


def test_public_tables_have_no_participants(tmp_path):
    """Public tables contain no participants."""
    source = str(tmp_path / "one.json")
    tipmodel.write(
        tipmodel.example().evolve(participants=(tipmodel.Participant(id="p-77"),)), source
    )
    main(["tables", source, "-o", str(tmp_path / "t"), "--public"])

    assert not (tmp_path / "t" / "participants.csv").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_and_columns_have_names_of_their_own(language):
    """All sheets, and all columns of a table, have different names."""
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


def test_a_workbook_of_trainings_is_tables(tmp_path, capsys):
    """No cell holds JSON: the workbook that `write` makes is read, checked and marked as tables."""
    file = tmp_path / "trainings.xlsx"
    tipmodel.write(nine()[:4], file, "ar")
    book = openpyxl.load_workbook(file)
    texts = [cell.value for sheet in book for row in sheet for cell in row if cell.value]

    assert not [text for text in texts if str(text)[:1] in "[{"]
    assert nine()[:4] == tipmodel.read(file)

    sheet = book[title_of("trainings", "ar")]
    heading = "أعداد المشاركين: عدد المشاركين من الإناث"
    wrong = next(cell for cell in sheet[1] if cell.value == heading).offset(row=1)
    wrong.value = -4
    book.save(file)
    marked = str(tmp_path / "marked.xlsx")

    assert main(["check", str(file), "--annotate", marked, "--language", "ar"]) == 1
    assert heading in capsys.readouterr().out
    marks = openpyxl.load_workbook(marked)[sheet.title]
    assert "1,000,000,000" in marks[wrong.coordinate].comment.text


@pytest.mark.parametrize("gone", range(4))
def test_a_row_is_deleted_and_notes_still_point_at_what_they_are_about(tmp_path, gone):
    """If a row is deleted, notes still point at their subjects."""
    notes = [
        {"kind": "context", "text": {"en": f"on {at}"}, "about": f"/topics/{at}"} for at in range(4)
    ]
    topics = ["interviewing", "referral", "community_policing", "psychosocial_support"]
    whole = {"id": "t", "title": {"en": "T"}, "topics": topics, "notes": notes}
    write_tables([tipmodel.structure(whole)], tmp_path, plain=True)
    changed(tmp_path, "topics.csv", lambda rows: rows[: gone + 1] + rows[gone + 2 :])
    with pytest.raises(InvalidDataError) as caught:  # its own note has nothing to be about
        read_tables(tmp_path)

    (issue,) = caught.value.issues
    assert ("notes", gone + 2) == (issue.location.sheet, issue.location.row)

    changed(tmp_path, "notes.csv", lambda rows: rows[: gone + 1] + rows[gone + 2 :])
    (training,) = read_tables(tmp_path)
    told = {note.text["en"]: training.topics[int(note.about[-1])] for note in training.notes}
    assert {f"on {at}": topics[at] for at in range(4) if at != gone} == {
        text: topic.code for text, topic in told.items()
    }


def test_a_row_in_the_wrong_table_is_told_there(tmp_path):
    """A row in the wrong table is reported there."""
    write_tables(nine()[:2], tmp_path, plain=True)
    rows = changed(
        tmp_path,
        "places.csv",
        lambda rows: [*rows, [rows[1][0], "/organizations/0", "", *rows[1][3:]]],
    )
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert [("tables.no_such_row", "places", len(rows))] == [
        (issue.code, issue.location.sheet, issue.location.row) for issue in caught.value.issues
    ]


def test_a_marked_copy_of_our_own_workbook_is_whole(tmp_path, capsys):
    """A marked copy of our own workbook is complete."""
    tipmodel.write(nine()[:2], tmp_path / "t.xlsx", "en")
    main(["check", str(tmp_path / "t.xlsx"), "--annotate", str(tmp_path / "m.xlsx")])

    assert "missing" not in capsys.readouterr().err


def test_a_partial_date_stays_text_when_it_is_edited(tmp_path):
    """A partial date stays text when it is edited."""
    dates = tipmodel.DateSpan(start=tipmodel.PartialDate.parse("2015-05"))
    write_tables(
        [Training(id="t", title=tipmodel.LocalizedText(en="T"), dates=dates)], tmp_path / "t.xlsx"
    )
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["trainings"]
    (cell,) = [cell for cell in sheet[2] if cell.value == "2015-05"]

    assert "@" == cell.number_format


def test_a_cell_that_its_row_does_not_have_is_an_error(tmp_path):
    """A parent organization has no role in a training, so what is written there is not dropped."""
    write_tables(nine(), tmp_path, plain=True)

    def act(rows):
        role, path = rows[0].index("role"), rows[0].index("path")
        for row in rows:
            if row[path].endswith("/part_of"):
                row[role] = "funder"
        return rows

    changed(tmp_path, "organizations.csv", act)
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path)

    assert {("key.unknown", "role")} == {
        (issue.code, issue.location.heading) for issue in caught.value.issues
    }


def test_a_workbook_is_edited_as_people_do(tmp_path):
    """A workbook can be edited: blank rows, Arabic digits, further languages."""
    title = tipmodel.LocalizedText(en="T", fr="Formation")
    training = Training(id="t", title=title, headcount=tipmodel.Headcount(total=3))
    write_tables([training], tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["trainings"]
    at = next(cell.column for cell in sheet[1] if cell.value == "headcount.total")
    sheet.cell(2, at).value = "٣"
    sheet.insert_rows(2)
    sheet.cell(2, 1).value = " "
    sheet.cell(2, 1).value = ""
    book.save(tmp_path / "t.xlsx")
    told = []

    assert [training] == read_tables(tmp_path / "t.xlsx", notice=told.append)
    assert ["cell.digits_read"] == [issue.code for issue in told]
