"""Typed values are read or refused, never guessed, and every wrong cell is named."""

import csv
import datetime
import io

import pytest
import xlsxwriter

import tipmodel
from tipmodel import (
    Governorate,
    InvalidDataError,
    PartialDate,
    Participant,
    Rank,
    Session,
    Sex,
    Source,
    Topic,
    Training,
)
from tipmodel.tables import fast_rows, reader

NAME, SEX, RANK = "الاسم الكامل (العربية)", "الجنس", "الرتبة"
ID, EMAIL, DAYS = "المعرّف", "البريد الإلكتروني", "عدد أيام الحضور"


def workbook(path, *rows, name="Sheet1", first_column=0):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(name)
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row, first_column):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, cell, date)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path


def table(path, *rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return path


@pytest.fixture(params=["csv", "xlsx"])
def sheet(request, tmp_path):
    """Return a function that writes rows to a file, in either format."""
    make = table if request.param == "csv" else workbook
    return lambda *rows: make(tmp_path / f"sheet.{request.param}", *rows)


def issues_of(path, cls=Participant):
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, cls)
    return caught.value.issues


def one(path, cls=Participant):
    notices = []
    (record,) = tipmodel.read(path, cls, notice=notices.append)
    return record, [notice.code for notice in notices]


class TestHeadings:
    def test_any_language_order_and_spelling(self, sheet):
        """Columns can be in any order, with headings in any language and spelling."""
        path = sheet(
            ["  الجنس ", "Name.AR", "identifier", "email"], ["Female", "سعاد", "1", "a@b.org"]
        )

        person, notices = one(path)
        assert ("1", Sex.FEMALE, "سعاد", "a@b.org") == (
            person.id, person.sex, person.name["ar"], person.email,
        )  # fmt: skip
        assert [] == notices

    def test_a_title_above_and_blank_rows_between(self, sheet):
        """A title above the headings, and blank rows, are ignored."""
        path = sheet(["دورة أربيل"], [], [ID, SEX], [], ["1", "أنثى"], ["  ", ""], ["2", "ذكر"], [])

        assert ["1", "2"] == [person.id for person in tipmodel.read(path, Participant)]

    def test_a_column_that_is_not_known_is_told_and_left_out(self, sheet):
        """An unknown column is left out with a notice."""
        path = sheet([ID, "التوقيع"], ["1", "نعم"])

        person, notices = one(path)
        assert {} == person.extra
        assert ["sheet.column_no_field"] == notices

    def test_a_column_that_is_not_known_is_kept_on_request(self, sheet):
        """Unknown columns are kept on request."""
        path = sheet([ID, "التوقيع"], ["1", "نعم"], ["2", ""])

        first, second = tipmodel.read(path, Participant, namespace="acme")
        assert {"acme:columns": {"التوقيع": "نعم"}} == first.extra
        assert {} == second.extra

    def test_a_sheet_without_headings(self, sheet):
        """A sheet without headings is refused, without showing names."""
        (issue,) = issues_of(sheet(["سعاد محمد", "0750"], ["1", "2"]))

        assert "sheet.no_headings" == issue.code
        assert "سعاد" not in issue.text("ar")

    def test_headings_that_are_missing_or_stand_twice(self, sheet):
        """A missing or repeated heading is reported once."""
        path = sheet([SEX, SEX], ["أنثى", "x"], ["ذكر", "ذكر"])
        assert [("sheet.heading_repeated", "B1"), ("choice.unknown", "B2")] == [
            (issue.code, issue.cell) for issue in issues_of(path)
        ]

        path = sheet(["id", "kind"], ["1", "course"], ["2", "course"])
        assert [("sheet.column_missing", "1")] == [
            (issue.code, issue.cell) for issue in issues_of(path, Training)
        ]

    def test_a_sheet_that_begins_further_in(self, tmp_path):
        """Cells keep their addresses, wherever the table begins."""
        path = workbook(tmp_path / "s.xlsx", [ID, EMAIL], ["1", "x"], first_column=2)

        assert ["D2"] == [issue.cell for issue in issues_of(path)]

    def test_excel_writes_semicolons_where_commas_are_for_decimals(self, tmp_path):
        """CSV with semicolons is read."""
        path = table(tmp_path / "s.csv", [ID, NAME], ["1", "سعاد, محمد"], delimiter=";")

        assert "سعاد, محمد" == one(path)[0].name["ar"]


class TestValues:
    @pytest.mark.parametrize(
        ("typed", "notices"),
        [("أنثى", []), ("انثي", []), ("Female", []), (" FEMALE ", ["cell.edges_dropped"]), ("female", []), ("F", ["cell.spelling_read"])],
    )  # fmt: skip
    def test_closed_sets_in_any_language(self, sheet, typed, notices):
        """Closed sets are read in every language."""
        found, told = one(sheet([ID, SEX], ["1", typed]))

        assert (Sex.FEMALE, notices) == (found.sex, told)

    @pytest.mark.parametrize(
        ("typed", "meant"), [("نعم", True), ("YES", True), ("TRUE", True), ("لا", False)]
    )
    def test_yes_and_no(self, sheet, typed, meant):
        """Yes is yes in both languages."""
        assert meant is one(sheet(["id", "certificate"], ["1", typed]))[0].certificate

    @pytest.mark.parametrize(
        ("typed", "notices"),
        [("ذي قار", []), ("dhi_qar", []), ("محافظه ذى قار", ["cell.spelling_read"]), ("Thi-Qar", ["cell.spelling_read"])],
    )  # fmt: skip
    def test_governorates_in_any_spelling(self, sheet, typed, notices):
        """A governorate is read in any spelling, with a notice."""
        person, told = one(sheet(["id", "place.governorate"], ["1", typed]))

        assert Governorate.DHI_QAR is person.place.governorate
        assert notices == told

    @pytest.mark.parametrize("typed", ["العراق", "Iraq", "IQ"])
    def test_countries_by_name(self, sheet, typed):
        """Countries are read by name."""
        assert "IQ" == one(sheet(["id", "place.country"], ["1", typed]))[0].place.country

    @pytest.mark.parametrize("typed", ["٤", "۴", "\u200f٤"])
    def test_arabic_and_persian_digits(self, sheet, typed):
        """Arabic and Persian digits are read."""
        found, told = one(sheet([ID, DAYS], ["1", typed]))

        assert 4 == found.days_attended
        assert {"cell.digits_read"} == set(told) - {"cell.edges_dropped"}

    def test_numbers_in_text_and_text_in_numbers(self, tmp_path):
        """Numbers in text, and text in numbers, are read."""
        path = workbook(
            tmp_path / "s.xlsx",
            ["id", "phone", "pre_test", "name.en"],
            [7, "+٩٦٤ ٧٥٠ ٠٠٠ ٠٠٠٠", "٤٥٫٥", 12.5],
        )

        person, notices = one(path)
        assert ("7", "+964 750 000 0000", 45.5, "12.5") == (
            person.id, person.phone, person.pre_test, person.name["en"],
        )  # fmt: skip
        assert ["cell.digits_read"] * 2 == notices

    def test_dates(self, tmp_path):
        """A date cell is a date; text is one in the ISO form, with any digits."""
        day = datetime.date(2015, 5, 4)
        path = workbook(
            tmp_path / "s.xlsx",
            ["id", "consent.purpose.ar", "consent.given_on"],
            ["1", "x", day],
            ["2", "x", "٢٠١٥-٠٥-٠٤"],
        )

        assert [day, day] == [p.consent.given_on for p in tipmodel.read(path, Participant)]
        found, told = one(workbook(tmp_path / "s.xlsx", ["published"], [2015]), Source)

        assert (PartialDate(year=2015), []) == (found.published, told)

    def test_a_date_that_can_be_read_in_two_ways(self, sheet):
        """An ambiguous date is refused with both readings."""
        (issue,) = issues_of(sheet(["published"], ["٠٤/٠٥/٢٠١٥"]), Source)

        assert "date.ambiguous" == issue.code
        assert "4 May 2015" in issue.text()
        assert "5 April 2015" in issue.text()
        assert "4 أيار 2015" in issue.text("ar")
        assert "5 نيسان 2015" in issue.text("ar")

    def test_an_ambiguous_date_of_a_person_is_not_told(self, sheet):
        """The readings of an ambiguous personal date are not shown."""
        (issue,) = issues_of(
            sheet(["id", "consent.purpose.ar", "consent.given_on"], ["1", "x", "04/05/2015"])
        )

        assert "date.ambiguous" == issue.code
        assert "day first" in issue.text()
        assert "2015" not in issue.text() + repr(issue)

    def test_terms(self, sheet):
        """A rank is a label in any language, a code, or the person's own words."""
        path = sheet(
            [ID, RANK],
            *zip("12345", ["لواء", "Major General", "acme:x", "عميد كلية", "major"], strict=True),
        )

        notices = []
        people = tipmodel.read(path, Participant, notice=notices.append)
        assert [
            Rank(code="major_general"), Rank(code="major_general"), Rank(code="acme:x"),
            Rank(names=tipmodel.LocalizedText(ar="عميد كلية")), Rank(code="major"),
        ] == [person.rank for person in people]  # fmt: skip
        assert [("cell.own_words", "B5")] == [(notice.code, notice.cell) for notice in notices]

    def test_several_terms_in_one_cell(self, sheet):
        """Topics are listed with semicolons, Arabic or Latin."""
        known = tipmodel.label(Topic(code="community_policing"), language="ar")
        session, _ = one(
            sheet(
                [tipmodel.label(Session, "topics", language="ar"), "day"],
                [f"{known}؛ كشف مبكر", "1"],
            ),
            Session,
        )

        assert (Topic(code="community_policing"), "كشف مبكر") == (
            session.topics[0], session.topics[1].text("ar"),
        )  # fmt: skip

    def test_an_identifier_that_stands_twice_is_told(self, sheet):
        """A repeated identifier is reported, and both rows are kept."""
        notices = []
        people = tipmodel.read(
            sheet(["id"], ["1"], ["2"], ["1"]), Participant, notice=notices.append
        )

        assert 3 == len(people)
        assert [("sheet.id_again", "A4")] == [(notice.code, notice.cell) for notice in notices]


MISTAKES = [
    # heading, what was typed, the code of the issue
    ("id", "ب 1", "id.malformed"),
    ("email", "suad(at)example.org", "email.malformed"),
    ("phone", "0750 000 0000", "phone.without_country"),
    ("sex", "lady", "choice.unknown"),
    ("certificate", "maybe", "choice.unknown"),
    ("place.governorate", "Atlantis", "governorate.unknown"),
    ("place.governorate", "Tikrit", "governorate.unknown"),
    ("place.country", "Atlantis", "country.unknown"),
    ("birth_year", "80", "number.out_of_range"),
    ("birth_year", "1980.5", "value.wrong_type"),
    ("days_attended", "four", "value.wrong_type"),
    ("days_attended", "1٢", "digits.mixed"),
    ("pre_test", "101", "score.above_highest"),
    ("post_test", "85/100", "number.fraction"),
    ("age.at_least", "-1", "number.out_of_range"),
    ("age.below", "5", "age.ends_before_it_begins"),
    ("consent.given_on", "04/05/2015", "date.ambiguous"),
    ("consent.given_on", "25/12/2015", "date.not_a_date"),
    ("name.ar", "سعاد\u0007 كريم", "text.forbidden_character"),
    ("extra", '{"room": 4}', "extra.no_namespace"),
]
GOOD = {
    "id": "p", "name.ar": "سعاد", "email": "a@b.org", "phone": "+964 750 000 0000", "sex": "أنثى", "certificate": "نعم",
    "place.governorate": "أربيل", "place.country": "IQ", "birth_year": "1980", "days_attended": "٤", "pre_test": "45",
    "post_test": "82.5", "age.at_least": "18", "age.below": "25", "consent.given_on": "2015-05-04",
    "consent.purpose.ar": "شهادات", "extra": "",
}  # fmt: skip


class TestMistakes:
    def planted(self, sheet, language=None):
        headings = {column.heading(None): column for column in _columns()}
        rows = [[headings[code].heading(language) for code in GOOD]]
        for number, (code, typed, _) in enumerate(MISTAKES):
            rows += [list((GOOD | {"id": f"g{number}"}).values())]
            rows += [list((GOOD | {"id": f"m{number}", code: typed}).values())]
        return sheet(*rows)

    @pytest.mark.parametrize("language", ["ar", "en", None])
    def test_twenty_planted_mistakes_are_exactly_those_twenty(self, sheet, language):
        """Exactly the wrong cells are named."""
        issues = issues_of(self.planted(sheet, language))

        places = list(GOOD)
        expected = [
            (code, 2 * number + 3, places.index(heading) + 1)
            for number, (heading, _, code) in enumerate(MISTAKES)
        ]
        assert expected == [(issue.code, issue.row, issue.column) for issue in issues]
        assert 20 == len(issues)

    def test_an_issue_says_where_it_is_in_the_words_of_the_reader(self, sheet):
        """An issue names its cell in the language of the reader."""
        issue = issues_of(self.planted(sheet, "ar"))[1]

        said = issue.text("ar", isolate=False)
        assert "C5" == issue.cell
        assert "/3/email" == issue.pointer
        assert said.startswith("الصف 5، العمود «البريد الإلكتروني» (C5")
        assert "Row 5, column “البريد الإلكتروني” (C5" in issue.text(isolate=False)

    def test_no_issue_tells_what_was_typed(self, sheet):
        """No issue shows what was typed."""
        for issue in issues_of(self.planted(sheet)):
            said = repr(issue) + issue.text("ar") + issue.text()
            assert "suggestion" not in issue.params
            assert not [typed for _, typed, _ in MISTAKES if len(typed) > 3 and typed in said]

    def test_rules_across_cells_stand_at_a_cell(self, sheet):
        """An issue about two cells is at one of them."""
        path = sheet(
            ["id", "place.country", "place.governorate", "affiliation.kind", "affiliation.name.ar"],
            ["1", "LB", "أربيل", "", ""],
            ["2", "", "", "government", ""],
        )

        assert [("place.governorate_in_other_country", "C2"), ("key.missing", "E3")] == [
            (issue.code, issue.cell) for issue in issues_of(path)
        ]

    def test_a_value_under_no_heading(self, sheet):
        """A value without a heading is reported."""
        path = sheet(["id", ""], ["1", "x"], ["2", "", "y"])

        assert ["B2", "C3"] == [issue.cell for issue in issues_of(path)]

    def test_json_in_a_cell(self, sheet):
        """A list of records in one cell is read as strictly as a document."""
        path = sheet(
            ["id", "title.en", "places"],
            ["1", "x", '[{"country": "XX"}]'],
            ["2", "x", "[1"],
            ["3", "x", '[{"a":1,"a":1}]'],
        )

        assert [("country.unknown", "/0/places/0/country"), ("json.malformed", "/1/places"), ("json.repeated_key", "/2/places")] == [
            (issue.code, issue.pointer) for issue in issues_of(path, Training)
        ]  # fmt: skip

    def test_good_rows_are_yielded_before_the_issues_are_raised(self, sheet):
        """Valid rows are yielded first, then all issues are raised."""
        found = []
        stream = tipmodel.iter_read(self.planted(sheet), Participant)
        with pytest.raises(InvalidDataError) as caught:
            found.extend(person.id for person in stream)

        assert [f"g{number}" for number in range(20)] == found
        assert 20 == len(caught.value.issues)


def _columns():
    from tipmodel.tables.columns import columns

    return columns(Participant, None)


JUNK = ["", " ", "'", "' ", "x", "٣", "3", "-1", "1e3", "{}", "[]", "{", "null", "a\u200bb", "أنثى", "F", "2015-05-04", "04/05/2015",
        "erbil", "IQ", "a@b.org", "+964 750 000 0000", 1.0, 0.5, True, 42000.0, datetime.date(2015, 5, 4), "x" * 10_001]  # fmt: skip


def test_the_quick_way_and_the_exact_way_agree(tmp_path, monkeypatch):
    """Both paths read any row alike."""
    headings = [column.heading(None) for column in _columns()]
    rows = [
        {"id": f"p{number}-{place}", "name.en": "x", heading: junk}
        for place, heading in enumerate(headings)
        for number, junk in enumerate(JUNK)
    ]
    cells = [[row.get(heading) for heading in headings] for row in rows]
    path = workbook(tmp_path / "s.xlsx", headings, *cells)

    def told():
        found, notices, issues = [], [], ()
        try:
            for record in tipmodel.iter_read(path, Participant, notice=notices.append):
                found.append(record)  # noqa: PERF402
        except InvalidDataError as error:
            issues = error.issues
        return found, notices, issues

    quick = told()

    def refuse(*_):
        raise fast_rows.RefusedError

    monkeypatch.setattr(reader, "row_reader", lambda *_: refuse)
    assert quick == told()
