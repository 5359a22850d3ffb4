"""Tables with something that is seldom in them: each is read, or refused with its place."""

import datetime

import pytest
from openpyxl import Workbook

import tipmodel
from tipmodel import (
    Consent,
    DurationUnit,
    InvalidDataError,
    LocalizedText,
    Participant,
    Topic,
    Training,
)
from tipmodel.extend import field, record
from tipmodel.sheets import annotate
from tipmodel.tables import delimited, heading_words, reader, row_kinds
from tipmodel.tables.questions import names_of
from tipmodel.tables.source import Spans
from tipmodel.tables.spreadsheetml import shown


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a table in CSV and returns its records, issues and notices."""

    def read(text, cls=Participant, **options):
        path = tmp_path / "people.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        notices, records = [], []
        try:
            records.extend(tipmodel.iter_read(path, cls, notice=notices.append, **options))
        except InvalidDataError as error:
            return records, [(issue.cell, issue.code) for issue in error.issues], notices
        return records, [], notices

    return read


@pytest.fixture
def book(tmp_path):
    """Return a function that writes a workbook from the rows of its sheets."""

    def write(change=lambda _: None, **sheets):
        made = Workbook()
        made.remove(made.active)
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        change(made)
        made.save(tmp_path / "people.xlsx")
        return tmp_path / "people.xlsx"

    return write


def codes(notices):
    return {notice.code for notice in notices}


def test_a_row_with_values_in_unknown_columns_alone_is_refused(read):
    """A person without an identifier is reported, even if other cells of the row are filled."""
    text = "id,name.en,shoes,hats,gloves\np1,A,1,2,3\n,,4,5,6\n"
    records, issues, _ = read(text, namespace="acme")

    assert len(records) == 1
    assert [code for _, code in issues] == ["key.missing"]


def test_a_heading_for_a_language_that_no_text_can_have_is_refused_at_its_cells(read):
    """A language tag can be too long to be one."""
    records, issues, _ = read(f"id,name.en-{'-'.join(['abcdefgh'] * 9)}\np1,A\n")

    assert not records
    assert issues


def test_a_date_with_one_reading_still_begins_with_the_year(read):
    """Accepting 05/05/2015 would teach the wrong form."""
    _, issues, _ = read("id,title.en,apply_by\na,x,05/05/2015\n", Training)

    assert issues == [("C2", "date.not_a_date")]


def test_own_words_that_look_like_a_list_come_back(tmp_path):
    """A comma between a known and an unknown word does not split own words."""
    topic = Topic(names=LocalizedText(en="Community policing, shoes"))
    training = Training(id="a", title=LocalizedText(en="x"), topics=(topic,))
    tipmodel.write(training, tmp_path / "a.csv", "en")

    assert tipmodel.read(tmp_path / "a.csv") == [training]


@record("Pupil", help="A participant with nicknames.")
class Pupil(Participant):
    """A participant with nicknames."""

    nicknames: tuple[str, ...] = field("Nicknames", "Short names.", default=(), example=["Al"])
    place_governorate: str | None = field("Home", "Where they live.", default=None, example="Erbil")


def test_a_list_of_texts_is_split_at_semicolons_alone(read):
    """A comma may belong to a text."""
    (pupil,), _, _ = read('id,nicknames\np1,"Al, the great; Bo"\n', Pupil)

    assert pupil.nicknames == ("Al, the great", "Bo")

    (pupil,), _, _ = read('id,nicknames\np1,"Al, the great"\n', Pupil)
    assert pupil.nicknames == ("Al, the great",)


def test_no_two_questions_have_the_same_name():
    """A field ``place_governorate`` and the governorate of a place are different questions."""
    paths = {name: column.path for name, column in names_of(Pupil).items()}

    assert {paths["place_governorate"], paths["place_governorate_"]} == {
        ("place_governorate",),
        ("place", "governorate"),
    }


def test_a_mapping_to_a_long_text_is_refused(read):
    """No field has such a code."""
    _, issues, _ = read("id,x\np1,A\n", headings={"x": "a" * 600})

    assert [code for _, code in issues] == ["headings.no_such_field"]


def test_text_outside_the_given_encoding_is_refused_at_its_row(read):
    """ASCII has no Arabic."""
    _, issues, _ = read("id,name.ar\np1,سعاد\n", encoding="ascii")

    assert [code for _, code in issues] == ["csv.encoding"]


@pytest.mark.parametrize("more", range(0, 40, 3))
def test_a_long_file_with_line_breaks_in_cells_is_read_whole(read, more):
    """The separator is found even if the sample of the file ends within a cell."""
    rows = [f'p{number},"Suad{"d" * more}\nAhmad"' for number in range(9000)]
    records, issues, _ = read("id,name.en\n" + "\n".join(rows) + "\n")

    assert not issues
    assert len(records) == len(rows)


def test_readers_at_the_same_time_leave_the_limit_of_csv_alone():
    """The limit is restored when the last reader has finished its step."""
    import csv

    before = csv.field_size_limit()
    with delimited._long_cells:
        with delimited._long_cells:
            pass
        assert csv.field_size_limit() >= before
    assert csv.field_size_limit() == before


def test_a_sheet_beside_an_export_is_reported(book):
    """Another table in the workbook is not left out in silence."""
    path = book(people=[["_uuid", "id", "sex"], ["u", "p1", "female"]], other=[["a", "b"], [1, 2]])
    notices = []

    assert len(tipmodel.read(path, Participant, notice=notices.append)) == 1
    assert "sheet.sheet_ignored" in codes(notices)


def test_a_repeated_part_alone_is_a_table(read):
    """A file with only the participants of an export is a list of people."""
    (person,), _, _ = read("id,sex,_parent_index\np1,female,1\n")

    assert person.sex.value == "female"


def test_an_export_without_a_known_question_is_refused(read):
    """Nothing of it would be read."""
    _, issues, _ = read("_uuid,_index\nu,1\n")
    assert not issues
    _, issues, _ = read("_uuid,shoes\nu,brown\n")
    assert [code for _, code in issues] == ["sheet.no_headings"]


def test_a_heading_whose_meanings_have_no_field_is_asked_about(read):
    """``Status`` in a list of people may be several things, none of which is a field."""
    _, issues, _ = read("id,name.en,Status\np1,A,x\n")

    assert issues == [("C1", "sheet.heading_unclear")]


def test_a_mapping_to_a_field_of_another_class_changes_nothing(book):
    """A mapping for the sessions of a workbook does not touch its participants."""
    path = book(Participants=[["id", "name.en", "Rank"], ["p1", "A", "colonel"]])
    (person,) = tipmodel.iter_read(path, None, headings={"Rank": "minutes"})

    assert person.rank.code == "colonel"


def test_three_headings_for_one_text_are_too_many(read):
    """Two headings of a name can be in two languages, but not three in two."""
    _, issues, _ = read("id,Name,Name,Name (English)\np1,A,B,C\n")

    assert "sheet.heading_repeated" in {code for _, code in issues}


def test_a_list_is_read_alike_if_nothing_can_be_cached(read, monkeypatch):
    """Caches only make reading faster."""
    text = "No.,Name,Rank\n1,Ali Hasan,colonel\n2,Suad Ahmad,major\nTotal,,\n"
    expected = read(text)[:2]
    monkeypatch.setattr(heading_words, "_MAX_REMEMBERED", 0)
    monkeypatch.setattr(reader, "MAX_REMEMBERED", 0)
    monkeypatch.setattr(row_kinds, "MAX_REMEMBERED", 0)
    heading_words._words_of.clear()

    assert read(text)[:2] == expected


def test_a_length_is_shown_as_it_was_read(read):
    """The person who checks the sheet sees what "خمسة أيام" means."""
    (training,), _, notices = read(
        "id,title.en,Length\na,x,خمسة أيام\n", Training, headings={"Length": "dates.length"}
    )

    assert training.dates.length.value == 5
    assert "5 days" in {notice.repaired for notice in notices}
    _, issues, _ = read(
        "id,title.en,Length\na,x,soon\n", Training, headings={"Length": "dates.length"}
    )
    assert [code for _, code in issues] == ["cell.length_unclear"]


def test_objectives_are_separated_by_semicolons(read):
    """Each objective is a text in the language of its letters."""
    (training,), _, _ = read("id,title.en,Objectives\na,x,Learn to see; Learn to act\n", Training)

    assert [each["en"] for each in training.objectives] == ["Learn to see", "Learn to act"]


def test_a_hidden_sheet_with_a_table_is_reported(book):
    """A list that nobody sees is not read beside one that people see."""

    def hide(made):
        made["old"].sheet_state = "hidden"

    rows = [["id", "name.en"], ["p1", "A"]]
    notices = []
    path = book(hide, people=rows, old=rows)

    assert len(tipmodel.read(path, Participant, notice=notices.append)) == 1
    assert "sheet.hidden_sheet_ignored" in codes(notices)


def test_rows_after_a_merged_cell_are_read_as_they_are(book):
    """A merged rank holds for the rows that it spans, and for no other."""

    def merge(made):
        made["people"].merge_cells("C2:C3")
        made["people"].merge_cells("D2:D3")

    rows = [["id", "name.en", "Rank", "Signature"], ["p1", "A", "colonel", ""], ["p2", "B"]]
    path = book(merge, people=[*rows, ["p3", "C"], ["p4", "D", "major"]])
    people = tipmodel.read(path, Participant, notice=lambda _: None)

    assert [each.rank and each.rank.code for each in people] == [
        "colonel",
        "colonel",
        None,
        "major",
    ]


def test_a_row_that_numbers_the_columns_is_no_person(read):
    """Forms on paper number their columns below the headings."""
    records, issues, _ = read("Name,Rank,Phone,Job\n1,2,3,4\nAli Hasan,colonel,,clerk\n")

    assert not issues
    assert len(records) == 1


def test_many_separate_rows_are_named_up_to_a_limit():
    """A notice stays readable, however many rows it is about."""
    spans = Spans()
    for number in range(0, 400, 2):
        spans.add(number)

    assert spans.shown().endswith("…")
    assert spans.shown().count(",") == 50


def test_a_format_with_more_digits_than_the_number_shows_no_more():
    """Excel shows 7 as ``-7`` in this format."""
    assert shown(7, "##-#") == "-7"


def test_a_table_without_identifiers_is_sent_out_without_numbers(tmp_path):
    """Rows are numbered only under a heading for the numbers."""
    from tipmodel.sheets import template

    template(tmp_path / "a.csv", Participant, "en", columns=["name.en", "sex"])

    assert len((tmp_path / "a.csv").read_text("utf-8-sig").splitlines()) == 1


def test_dates_are_texts_in_rows():
    """A data frame gets the ISO form."""
    consent = Consent(given_on=datetime.date(2015, 5, 4), purpose=LocalizedText(en="list"))
    (row,) = tipmodel.rows(Participant(id="1", consent=consent), None)

    assert row["consent.given_on"] == "2015-05-04"


def test_one_mistake_in_many_cells_names_the_sheet(book, capsys):
    """In a workbook with several sheets, a column is found by its sheet too."""
    from tipmodel.cli import main

    rows = [["id", "name.en", "email"], *([f"p{n}", "A", "x"] for n in range(9))]
    main(["check", str(book(people=rows)), "--class", "Participant"])

    assert "sheet “people”" in capsys.readouterr().out.replace("\u2068", "").replace("\u2069", "")


def test_a_broken_file_is_marked_as_far_as_it_can_be_read(tmp_path):
    """Rows before an open quotation mark are in the marked copy."""
    from openpyxl import load_workbook

    (tmp_path / "a.csv").write_text('id,name.en\np1,A\np2,"B\n')
    annotate(tmp_path / "a.csv", tmp_path / "a.xlsx", [], "en")

    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value == "p1"


def test_consent_that_a_spreadsheet_could_not_compute_is_refused(book):
    """An error is neither yes nor no."""

    def spoil(made):
        made["people"]["C2"] = "#N/A"
        made["people"]["C2"].data_type = "e"

    path = book(spoil, people=[["_uuid", "id", "consent_given"], ["u", "p1", ""]])
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant, notice=lambda _: None)

    assert "cell.error" in {issue.code for issue in caught.value.issues}


def test_attachments_in_json_are_no_repeated_part(tmp_path):
    """A list that the server adds is left out."""
    import json

    answers = [{"_uuid": "u", "id": "p1", "sex": "female", "_attachments": [{"name": "a.jpg"}]}]
    (tmp_path / "a.json").write_text(json.dumps(answers))

    assert len(tipmodel.read(tmp_path / "a.json", Participant, notice=lambda _: None)) == 1


@pytest.mark.parametrize(
    ("heading", "code"),
    [("ID / ت", None), ("No. / رقم", None), ("ت / رقم", "sheet.heading_ambiguous")],
)
def test_numbers_of_rows_in_two_languages(read, heading, code):
    """A counter in one language may be an identifier in the other, but not without saying so."""
    _, issues, _ = read(f"{heading},Name\n1,Ali Hasan\n")

    assert [found for _, found in issues] == ([code] if code else [])


@record("Helper", help="A participant with times.")
class Helper(Participant):
    """A participant with times."""

    units: tuple[DurationUnit, ...] = field(
        "Units", "In what their help is counted.", default=(), example=["day"]
    )


@pytest.mark.parametrize("units", ["day week", "Day Week"])
def test_several_of_a_closed_set_are_read_from_an_export(read, units):
    """Codes and labels of an extension are read like those of the library."""
    (helper,), issues, _ = read(f"_uuid,id,units\nu,p1,{units}\n", Helper)

    assert not issues
    assert helper.units == (DurationUnit.DAY, DurationUnit.WEEK)


def test_a_date_without_a_time_is_no_answer_to_a_question_for_a_time(book):
    """The time is missing, and midnight is not made up."""
    path = book(
        sessions=[["_uuid", "session_id", "session_start"], ["u", "s1", datetime.date(2015, 5, 4)]]
    )
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, tipmodel.Session, notice=lambda _: None)

    assert caught.value.issues[0].cell == "C2"


@pytest.mark.parametrize("topics", ["word " * 300, "no such topics"])
@pytest.mark.parametrize(
    "headings", ["topics,topics/community_policing", "Topics,Topics/Community policing"]
)
def test_an_answer_that_is_no_choice_is_refused(read, headings, topics):
    """However long it is, it is refused quickly, and its column for a choice does not save it."""
    _, issues, _ = read(f"_uuid,id,title_en,{headings}\nu,a,x,{topics},1\n", Training)

    assert len(issues) == 1
    assert issues[0][1] in ("cell.choices_unclear", "cell.contradictory")


def test_own_words_in_an_export_are_reported_as_they_were_read(read):
    """The person who checks the answers sees what was kept."""
    (person,), _, notices = read("_uuid,Registration ID,Rank\nu,p1,boss\n")

    assert person.rank.names["en"] == "boss"
    assert "boss" in {notice.repaired for notice in notices}


def test_an_unclear_answer_to_whether_there_are_more_is_no_yes(read):
    """No part is missing if nobody said that there is one."""
    _, issues, notices = read("_uuid,id,title_en,participants_asked\nu,a,x,perhaps\n", Training)

    assert not issues
    assert "sheet.parts_absent" not in codes(notices)


def test_a_time_in_a_repeated_part_is_an_answer(book):
    """A device records its start once for the form, so ``start`` of a session is its own."""
    path = book(
        trainings=[["_index", "id", "title_en"], [1, "a", "x"]],
        sessions=[["_parent_index", "session_id", "start"], [1, "s1", "09:30"]],
    )
    (training,) = tipmodel.read(path, notice=lambda _: None)

    assert str(training.sessions[0].start) == "09:30"


def test_names_of_groups_make_an_export(read):
    """Labels after the names of groups are known, even without columns of the server."""
    (person,), _, _ = read("about you/Identifier,about you/Rank\np1,colonel\n")

    assert person.rank.code == "colonel"


def test_own_words_for_a_question_without_them_are_reported(read):
    """No form has such a line, so its column is not dropped in silence."""
    _, _, notices = read("_uuid,id,Sex: own words\nu,p1,x\n")

    assert "sheet.column_ignored" in codes(notices)


def test_a_format_of_another_package_without_sheets_has_no_cells_to_mark(monkeypatch):
    """Only a table can have marks."""
    import types

    from tipmodel import formats
    from tipmodel.sheets import is_table

    module = types.SimpleNamespace(read=lambda *_: iter(()), write=lambda *_: None)
    point = types.SimpleNamespace(dist=None, module="acme", load=lambda: module)
    monkeypatch.setattr(formats, "_from_outside", lambda: {".acme": point})

    assert not is_table("a.acme")


def test_a_separator_within_quotation_marks_separates_nothing():
    """Only a separator that makes columns is one, even if a long file ends within a cell."""
    from tipmodel.tables.delimited import separator_of

    assert "," == separator_of('"a;b",x\n"c;d",y\n')
    assert ";" == separator_of('id;name\n1;"' + "a line\n" * 300_000)
    assert "\t" == separator_of('a"b\tc\n1"2\t3\n"x\ty')


def test_what_a_cell_of_a_workbook_cannot_hold_exactly_is_text(tmp_path):
    """An early date and a number with seventeen digits are read back exactly."""
    from tipmodel import DateSpan, Occurrence, PartialDate, Participant

    early = Occurrence(dates=DateSpan(start=PartialDate.parse("1850-01-01")))
    exact = Participant(id="1", post_test=0.1 + 0.2)
    for each in (early, exact):
        tipmodel.write(each, tmp_path / "a.xlsx", "en")
        assert [each] == tipmodel.read(tmp_path / "a.xlsx", type(each))


def test_more_words_than_choices_are_refused():
    """A cell with more words than can be labels of choices is not taken apart."""
    from tipmodel import Topic
    from tipmodel.tables.answers import Chosen
    from tipmodel.tables.choices import Several, Terms

    kind = Chosen(Terms(Topic), several=Several(Terms(Topic)))
    with pytest.raises(InvalidDataError) as caught:
        kind.meant("word " * 5000, "en")
    assert "word" not in str(caught.value)


def test_a_group_of_headings_beside_one_over_two_rows(tmp_path):
    """Headings in two rows are read even if the first column has one only in the lower row."""
    path = tmp_path / "a.csv"
    rows = ",Personal data,,Governorate", "No.,Name,Sex,", "1,Suad,Female,Basra"
    path.write_text("\ufeff" + "\n".join(rows), "utf-8")
    (person,) = tipmodel.read(path, Participant, notice=str)

    assert ("1", "Suad", "basra") == (person.id, person.name["en"], person.place.governorate.value)
