"""Everything else in a table is kept on request, and reported otherwise."""

import datetime

import openpyxl
import pytest

import tipmodel
from tipmodel import InvalidDataError, Participant


def book(tmp_path, **sheets):
    """Write a workbook with openpyxl; a cell that is a pair has a format of numbers."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.value, *form = value if isinstance(value, tuple) else (value,)
                for each in form:
                    cell.number_format = each
    path = tmp_path / "a.xlsx"
    made.save(path)
    return path


def read(path, **how):
    notices = []
    records = tipmodel.read(path, Participant, notice=notices.append, **how)
    return records, [(issue.code, issue.sheet, issue.cell) for issue in notices]


PEOPLE = (["id", "sex"], ["1", "female"])


def test_other_sheets_are_told_of(tmp_path):
    """Other sheets are reported."""
    path = book(
        tmp_path,
        Participants=PEOPLE,
        Sheet2=PEOPLE,
        Budget=(["Travel", 300], ["Food", 200]),
        Title=(["Only a title"],),
    )
    records, told = read(path)

    assert ["1"] == [person.id for person in records]
    assert [("sheet.sheet_ignored", "Sheet2"), ("sheet.sheet_ignored", "Budget")] == [
        each[:2] for each in told
    ]
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    assert ["sheet.unread", "sheet.unread"] == [issue.code for issue in caught.value.issues]


@pytest.mark.parametrize(
    ("below", "told"),
    [("x", [("cell.error", "C1"), ("sheet.value_without_heading", "C2")]), ("", [])],
)
def test_a_heading_that_is_an_error(tmp_path, below, told):
    """An error in place of a heading matters only if its column has values."""
    path = book(tmp_path, Participants=(["id", "sex", "#N/A"], ["1", "female", below]))
    issues = ()
    try:
        read(path)
    except InvalidDataError as error:
        issues = error.issues

    assert told == [(issue.code, issue.cell) for issue in issues]


def test_whatever_stands_in_an_unknown_column_is_kept_as_data(tmp_path):
    """Unknown columns are kept as data on request."""
    path = book(
        tmp_path,
        Participants=(
            ["id", "sex", "Paid", "Day", "Hour", "Ticket", "Sum", "Note"],
            ["1", "female", 12.5, datetime.date(2015, 5, 4), datetime.time(9, 30), (7, "000"), "#REF!", "x"],
        ),
    )  # fmt: skip
    (person,), told = read(path, namespace="acme")

    assert {
        "Paid": 12.5, "Day": "2015-05-04", "Hour": "09:30:00", "Ticket": "007", "Sum": "#REF!", "Note": "x"
    } == person.extra["acme:columns"]  # fmt: skip
    assert 6 == len(told)


def test_what_cannot_be_kept_is_a_mistake_of_its_row(tmp_path):
    """Forbidden text in an unknown column is an issue of its row."""
    path = book(tmp_path, Participants=(*PEOPLE, ["2", "male"]))
    made = openpyxl.load_workbook(path)
    made.active["C1"], made.active["C2"] = "Note", "a\u202eb"
    made.active["C3"] = "fine"
    made.save(path)
    people = tipmodel.iter_read(path, Participant, notice=str, namespace="acme")
    found = []
    with pytest.raises(InvalidDataError) as caught:
        found.extend(people)

    assert ["2"] == [person.id for person in found]
    assert [("text.forbidden_character", 2)] == [(i.code, i.row) for i in caught.value.issues]


class TestMergedCells:
    def merged(self, tmp_path, where, *rows):
        path = book(tmp_path, Participants=(["id", "sex", "rank", "job_title.en", "email"], *rows))
        made = openpyxl.load_workbook(path)
        made.active.merge_cells(where)
        made.save(path)
        return path

    def test_a_value_over_two_rows_holds_for_both(self, tmp_path):
        """A value merged over two rows holds for both, with a notice."""
        path = self.merged(
            tmp_path, "C2:C3", ["1", "male", "major", "x", ""], ["2", "male", None, "y", ""]
        )
        people, told = read(path)

        assert ["major", "major"] == [person.rank.code for person in people]
        assert [("cell.merged_read", "C3")] == [each[::2] for each in told]

    def test_a_merged_block_beside_nobody_makes_nobody(self, tmp_path):
        """A merged block without other values makes no records."""
        path = self.merged(
            tmp_path, "C2:C5", ["1", "male", "major", "x", ""], [], [], ["2", "male", None, "y", ""]
        )
        people, _ = read(path)

        assert ["1", "2"] == [person.id for person in people]

    def test_two_columns_merged_into_one_are_told(self, tmp_path):
        """Cells merged over two columns are reported."""
        path = self.merged(
            tmp_path, "C2:D2", ["1", "male", "major", None, "a@b.org"], ["2", "male", "", "y", ""]
        )
        people, told = read(path)

        assert [("major", None), (None, "y")] == [
            (person.rank and person.rank.code, person.job_title and person.job_title["en"])
            for person in people
        ]
        assert [("cell.covered", "D2")] == [each[::2] for each in told]

    def test_a_block_is_read_in_its_first_column(self, tmp_path):
        """A value merged over rows and columns belongs to the first of the columns."""
        path = self.merged(
            tmp_path,
            "C2:D3",
            ["1", "male", "major", None, "a@b.org"],
            ["2", "male", None, None, "c@d.org"],
        )
        people, _ = read(path)

        assert ["major", "major"] == [person.rank.code for person in people]
        assert [None, None] == [person.job_title for person in people]

    def test_a_cell_over_most_of_a_row_covers_nothing(self, tmp_path):
        """A cell that is merged over most of the columns is not reported for each of them."""
        path = self.merged(
            tmp_path, "B3:E3", ["1", "male", "major", "x", ""], ["2", "female", None, None, None]
        )
        people, told = read(path)

        assert [("1", "male"), ("2", "female")] == [(each.id, each.sex.value) for each in people]
        assert not told
