"""Real sheets are read or refused with the place; nothing is lost in silence."""

import contextlib
import datetime
import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from test_typed import table, workbook

import tipmodel
from tipmodel import InvalidDataError, Participant, Session
from tipmodel.cli import main
from tipmodel.tables.heading_words import understand

HEAD = ["Identifier", "Full name (English)", "Sex", "E-mail"]
SUAD, ALI = ["1", "Suad", "Female", "suad@example.org"], ["2", "Ali", "Male", "ali@example.org"]


def read(path, cls=Participant, **how):
    """Return the records, and the notices as pairs of code and cell."""
    notices = []
    records = tipmodel.read(path, cls, notice=notices.append, **how)
    return records, [(each.code, each.cell) for each in notices]


def refused(path, cls=Participant, **how):
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, cls, **{"notice": lambda _: None, **how})
    return [(each.code, each.cell) for each in caught.value.issues]


def names(records):
    return [next(iter(record.name.values())) for record in records]


def book_of(path, change, *rows, title="Participants"):
    """Write a workbook, which *change* can modify."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    change(book)
    book.save(path)
    return path


def test_other_spreadsheets_are_named(tmp_path, capsys):
    """Other spreadsheet formats are refused with advice."""
    for suffix in (".xls", ".xlsb", ".ods"):
        path = tmp_path / f"s{suffix}"
        path.write_bytes(b"\xd0\xcf\x11\xe0")
        with pytest.raises(tipmodel.UnknownFormatError, match=r"save the sheet as \.xlsx"):
            tipmodel.read(path, Participant)
        assert 2 == main(["check", str(path), "--class", "Participant"])
        assert "xlsx" in capsys.readouterr().err


class TestCsv:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    @pytest.mark.parametrize("name", ["Suad", "سعاد"])
    def test_a_zero_byte_is_utf_16_only_if_there_are_many(self, tmp_path, encoding, name):
        """A single zero byte is reported in its cell; many mean UTF-16."""
        heading = "الاسم الكامل (العربية)" if name == "سعاد" else "Full name (English)"
        text = f"ID,{heading}\n1,{name}\n2,{name}\n"
        path = self.write(tmp_path, text.replace(f"2,{name}", f"2,{name[0]}\0{name[1:]}"))
        assert [("text.forbidden_character", "B3")] == refused(path)
        path = self.write(tmp_path, text.encode(encoding))
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant)
        assert [("csv.encoding", {"encoding": encoding})] == [
            (each.code, dict(each.params)) for each in caught.value.issues
        ]

    @pytest.mark.parametrize("wrong", ["latin-1", "cp1252", "cp1256"])
    def test_ruined_text_is_told_although_its_signs_are_refused(self, tmp_path, wrong):
        """Damaged text is reported as damaged."""
        ruined = "سعاد حسين".encode().decode(wrong, "replace")
        path = self.write(tmp_path, f"ID,Full name (English)\n1,{ruined}\n")
        notices = []
        with contextlib.suppress(InvalidDataError):
            tipmodel.read(path, Participant, notice=notices.append)
        assert ["cell.text_ruined"] == [each.code for each in notices]

    def write(self, tmp_path, text, encoding="utf-8", name="s.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return path

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("before", ["", "List, of 4 May\n", "A title\n\n", "one; two\n"])
    def test_the_separator_is_that_of_the_table(self, tmp_path, separator, before):
        """The separator is that of the table, not of a title above it."""
        rows = "\n".join(separator.join(row) for row in (HEAD, SUAD, ALI, ["3", "Zainab", "", ""]))

        records, notices = read(self.write(tmp_path, before + rows))
        assert ["Suad", "Ali", "Zainab"] == names(records)
        assert [] == notices

    def test_the_file_may_name_its_separator(self, tmp_path):
        """The line ``sep=`` of Excel sets the separator."""
        text = "sep=|\nid|name.en\n1|Suad, or Su'ad\n"

        assert ["Suad, or Su'ad"] == names(read(self.write(tmp_path, text))[0])

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_unicode_by_its_mark(self, tmp_path, encoding):
        """A byte order mark determines the encoding."""
        mark = "\ufeff" if encoding.endswith("e") else ""
        path = self.write(tmp_path, f"{mark}id\tname.ar\n1\tسعاد\n", encoding)

        assert ["سعاد"] == names(read(path)[0])

    def test_another_encoding_is_named_with_its_row(self, tmp_path):
        """Another encoding is named with its row, and read on request."""
        path = self.write(tmp_path, "id,name.ar\n1,x\n2,سعاد محمد\n", "cp1256")

        with pytest.raises(InvalidDataError, match="windows-1256") as caught:
            tipmodel.read(path, Participant)
        assert 3 == caught.value.issues[0].row
        assert ["x", "سعاد محمد"] == names(read(path, encoding="windows-1256")[0])
        assert 0 == main(["check", str(path), "--encoding", "windows-1256"])
        assert 2 == main(["check", str(path), "--encoding", "no-such"])

    @pytest.mark.parametrize(
        "rows",
        [
            '1,"Suad,F\n2,Ali,M\n3,Omar,M\n',
            '1,"Suad,F\n2,"Ali",M\n',
            '1,"Suad "Um Ali" Karim",F\n',
            '1,"Suad \\"Um Ali\\"",F\n',
            '1,"Suad,F\n2,Ali,"M"\n',
            '0,Omar,M\n1,"Suad\n2,Ali",M\n',
        ],
    )
    def test_quotation_marks_that_do_not_fit(self, tmp_path, rows):
        """An open quotation mark never hides the next rows."""
        first = 3 if rows.startswith("0") else 2

        (issue,) = refused(self.write(tmp_path, "id,name.en,sex\n" + rows))
        assert ("csv.quotes", str(first)) == issue

    def test_a_line_break_in_a_name_is_no_open_quotation_mark(self, tmp_path):
        """A line break inside quotation marks belongs to the value."""
        path = self.write(tmp_path, 'id,name.en,sex\r\n1,"Suad\r\nKarim",female\r\n')

        assert ["Suad\nKarim"] == names(read(path)[0])

    def test_a_row_that_is_too_long(self, tmp_path):
        """A row that is too long is refused."""
        path = self.write(tmp_path, "id,name.en,job_title.en\n1,Suad,Judge\n2,Jasim, Ali,\n")

        assert [("csv.row_too_long", "3")] == refused(path)

    def test_a_separator_at_the_end_of_every_row(self, tmp_path):
        """A separator at the end of every row is accepted."""
        assert ["x", "y"] == names(read(self.write(tmp_path, "id,name.en\n1,x,\n2,y,\n"))[0])

    @pytest.mark.parametrize(
        "text", ["ÓÚÇÏ ãÍãÏ", "Ø³Ø¹Ø§Ø¯", "ط³ط¹ط§ط¯", "???? ????", "سع\ufffdد"]
    )
    def test_ruined_text_is_reported_with_its_cell(self, tmp_path, text):
        """Damaged text is reported with its cell."""
        records, notices = read(self.write(tmp_path, f"id,name.ar\n1,{text}\n"))

        assert [text] == names(records)
        assert [("cell.text_ruined", "B2")] == notices

    @pytest.mark.parametrize("text", ["سعاد محمد", "Zoë Müller", "Łukasz", "Ali?", "José Ñandú"])
    def test_names_that_are_not_ruined(self, tmp_path, text):
        """Names with letters of other languages are not reported as damaged."""
        assert [] == read(self.write(tmp_path, f"id,name.en\n1,{text}\n"))[1]

    def test_text_that_was_kept_by_a_formula(self, tmp_path):
        """Text inside ``="…"`` is read as text."""
        (person,) = read(self.write(tmp_path, 'id,phone\n="001",="+9647700000001"\n'))[0]

        assert ("001", "+9647700000001") == (person.id, person.phone)

    @pytest.mark.parametrize(
        ("data", "kind"), [(b"<html><table></table>", "HTML"), (b"%PDF-1.4", "PDF"), (b"PK\x03\x04", "xlsx")]
    )  # fmt: skip
    def test_what_is_no_csv_is_named(self, tmp_path, data, kind):
        """A file that is not CSV is named by its kind."""
        with pytest.raises(InvalidDataError, match=kind):
            tipmodel.read(self.write(tmp_path, data), Participant)


class TestCells:
    def test_what_holds_no_value_is_never_empty(self, tmp_path):
        """An error, or a formula without a value, is refused at its cell."""

        def change(book):
            sheet = book.active
            sheet["B2"] = "#N/A"
            sheet["B2"].data_type = "e"
            sheet["D2"] = "=LOWER(A1)"

        path = book_of(tmp_path / "s.xlsx", change, HEAD, SUAD)
        assert [("cell.error", "B2"), ("cell.formula_without_value", "D2")] == refused(path)

    @pytest.mark.parametrize(
        ("value", "format", "meant"),
        [(0.85, "0%", 85), (0.855, "0.0%", 85.5), (85, "General", 85), (1, "0%", 100), (0.07, "0%", 7)],
    )  # fmt: skip
    def test_per_cent_however_the_cell_holds_it(self, tmp_path, value, format, meant):
        """A percentage is read in every form of a cell."""

        def change(book):
            book.active["B2"] = value
            book.active["B2"].number_format = format

        path = book_of(tmp_path / "s.xlsx", change, ["id", "pre_test"], ["1", 0])
        assert meant == read(path)[0][0].pre_test

    def test_per_cent_as_text(self, tmp_path):
        """A percentage in text is read."""
        path = table(tmp_path / "s.csv", ["id", "pre_test"], ["1", "45%"], ["2", "٤٥٪"])

        assert [45, 45] == [record.pre_test for record in read(path)[0]]

    def test_a_number_that_is_shown_with_more(self, tmp_path):
        """An identifier keeps the zeros and signs of its format."""

        def change(book):
            sheet = book.active
            sheet["A2"], sheet["B2"] = 7, 9647700000001
            sheet["A2"].number_format, sheet["B2"].number_format = "000", '"+"0'

        path = book_of(tmp_path / "s.xlsx", change, ["id", "phone"], ["", ""])
        (person,) = read(path)[0]
        assert ("007", "+9647700000001") == (person.id, person.phone)

    def test_edges_and_what_nobody_sees(self, tmp_path):
        """Spaces around a value and invisible characters are removed with a notice."""
        path = workbook(
            tmp_path / "s.xlsx",
            ["id", "email", "phone", "name.ar"],
            ["1 ", "a@b.org\u00a0", "\u200e+9647700000001", "\u202bسعاد\u202c"],
        )

        (person,), notices = read(path)
        assert ("1", "a@b.org", "+9647700000001", "سعاد") == (
            person.id, person.email, person.phone, person.name["ar"],
        )  # fmt: skip
        assert {("cell.edges_dropped", cell) for cell in ("A2", "B2", "C2", "D2")} <= set(notices)

    @pytest.mark.parametrize("typed", ["-", "N/A", "لا يوجد", "—", "null"])
    def test_words_for_nothing(self, tmp_path, typed):
        """Words for "nothing" are read as empty, with a notice."""
        (person,), notices = read(workbook(tmp_path / "s.xlsx", ["id", "name.en"], ["1", typed]))

        assert person.name is None
        assert [("cell.placeholder_read", "B2")] == notices

    @pytest.mark.parametrize("typed", ["-", "N/A", " x ", "'x", "'-", '="1"', "null"])
    @pytest.mark.parametrize("suffix", ["csv", "xlsx"])
    def test_what_the_library_writes_it_reads_back(self, tmp_path, typed, suffix):
        """Text that the library writes comes back unchanged."""
        person = Participant(id="1", name=tipmodel.LocalizedText(en=typed))
        tipmodel.write([person], tmp_path / f"s.{suffix}", "en")

        assert [person] == tipmodel.read(tmp_path / f"s.{suffix}", Participant)

    def test_a_person_of_whom_only_the_number_is_known(self, tmp_path):
        """A record with only an identifier comes back."""
        people = [Participant(id="1"), Participant(id="total"), Participant(id="3")]
        for suffix in ("csv", "xlsx"):
            tipmodel.write(people, tmp_path / f"s.{suffix}", "ar")
            assert people == tipmodel.read(tmp_path / f"s.{suffix}", Participant)

    def test_times_and_lengths_in_wrong_columns(self, tmp_path):
        """A time in a wrong column is reported as a time."""
        path = book_of(
            tmp_path / "s.xlsx",
            lambda _: None,
            ["id", "days_attended", "email"],
            ["1", datetime.time(9, 0), datetime.timedelta(hours=36)],
        )

        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant)
        said = [issue.text("en", isolate=False) for issue in caught.value.issues]
        assert "time" in said[0]
        assert "length of time" in said[1]

    def test_dates_that_are_none(self, tmp_path):
        """Numbers that are not dates are refused in a date format."""

        def change(book):
            for cell, value in (("C2", -5), ("C3", 60), ("C4", 42128)):
                book.active[cell] = value
                book.active[cell].number_format = "yyyy-mm-dd"

        head = ["id", "consent.purpose.en", "consent.given_on"]
        path = book_of(tmp_path / "s.xlsx", change, head, *([str(n), "x", 0] for n in range(3)))
        assert [("cell.no_such_date", "C2"), ("cell.no_such_date", "C3")] == refused(path)

    @pytest.mark.parametrize(
        "typed",
        [
            "Community policing; Human rights",
            "Community policing, Human rights",
            "Community policing\nHuman rights",
            "الشرطة المجتمعية، حقوق الإنسان",
            "- Community policing\n- Human rights",
            "1. Community policing 2. Human rights",
            "Community policing / Human rights",
        ],
    )
    def test_lists_in_a_cell(self, tmp_path, typed):
        """Lists in a cell are split at all usual separators."""
        path = workbook(tmp_path / "s.xlsx", ["id", "title.en", "topics"], ["1", "x", typed])

        (session,) = read(path, Session)[0]
        assert ["community_policing", "human_rights"] == [topic.code for topic in session.topics]

    def test_a_list_of_which_a_part_is_not_known(self, tmp_path):
        """A list with an unknown part is refused."""
        path = workbook(
            tmp_path / "s.xlsx", ["id", "title.en", "topics"], ["1", "x", "Human rights, and so on"]
        )

        assert [("cell.list_unclear", "C2")] == refused(path, Session)

    def test_a_cell_that_is_merged_over_several_persons(self, tmp_path):
        """A cell merged over several rows holds for each, with a notice."""
        head = ["id", "name.en", "place.governorate"]
        rows = ["1", "Suad", "Baghdad"], ["2", "Ali", None], ["3", "Omar", None]
        path = book_of(
            tmp_path / "s.xlsx", lambda book: book.active.merge_cells("C2:C4"), head, *rows
        )

        records, notices = read(path)
        assert ["baghdad"] * 3 == [record.place.governorate.value for record in records]
        assert [("cell.merged_read", "C3"), ("cell.merged_read", "C4")] == notices

    def test_a_name_that_is_merged_over_two_rows(self, tmp_path):
        """A name merged over two rows is refused."""
        path = book_of(
            tmp_path / "s.xlsx", lambda book: book.active.merge_cells("B2:B3"),
            ["id", "name.en", "email"], ["1", "Suad", "a@b.org"], ["2", None, "c@d.org"],
        )  # fmt: skip

        assert [("cell.merged", "B3")] == refused(path)


class TestRows:
    @pytest.mark.parametrize(
        "row",
        [
            ["Total", "", "", ""],
            ["", "المجموع", "", "24"],
            ["Average", "", "", "4"],
            ["Baghdad", "", "", ""],
            HEAD,
            ["#id", "#name+en", "#sex", "#email"],
            ["المعرّف", "الاسم الكامل (العربية)", "الجنس", "البريد الإلكتروني"],
        ],
        ids=lambda row: " ".join(row).strip(),
    )
    @pytest.mark.parametrize("make", [workbook, table])
    def test_rows_that_are_no_person(self, tmp_path, make, row):
        """Totals, sections, tags, repeated headings and empty lines are not persons."""
        path = make(tmp_path / ("s.csv" if make is table else "s.xlsx"), HEAD, SUAD, row, ALI)

        records, notices = read(path)
        assert ["Suad", "Ali"] == names(records)
        assert [("sheet.row_passed_over", "3")] == notices
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant)
        assert [("sheet.row_unread", 3)] == [(each.code, each.row) for each in caught.value.issues]

    def test_a_line_that_holds_only_its_number_is_no_person(self, tmp_path):
        """A line with only its number is skipped."""
        path = table(tmp_path / "s.csv", HEAD, SUAD, ["3", "", "", ""], ALI)

        records, notices = read(path)
        assert ["Suad", "Ali"] == names(records)
        assert [("sheet.empty_lines", "")] == notices
        assert ["Suad", "Ali"] == names(tipmodel.read(path, Participant))

    @pytest.mark.parametrize("total", [["العدد", "2", "", ""], ["Total", "٢", "50 %", "3.5"]])
    def test_a_number_beside_the_word_for_a_total_is_no_name(self, tmp_path, total):
        """A number next to the word for a total is not a name."""
        path = table(tmp_path / "s.csv", HEAD, SUAD, ALI, total)

        records, notices = read(path)
        assert ["Suad", "Ali"] == names(records)
        assert [("sheet.row_passed_over", "4")] == notices

    def test_lines_that_hold_only_their_numbers_are_told_together(self, tmp_path):
        """Unused numbered lines give one notice."""
        empty = [[str(number), "", "", ""] for number in (3, 4, 5, 7)]
        path = table(
            tmp_path / "s.csv", HEAD, SUAD, ALI, *empty[:3], ["6", "Zain", "Male", ""], empty[3]
        )
        notices = []
        assert ["Suad", "Ali", "Zain"] == names(
            tipmodel.read(path, Participant, notice=notices.append)
        )
        assert [{"rows": "4–6, 8"}] == [dict(each.params) for each in notices]

    def test_hidden_rows_and_columns_are_read_and_told(self, tmp_path):
        """Hidden rows and columns are read, with a notice."""

        def hide(book):
            sheet = book.active
            for row in (1, 3, 4, 6):
                sheet.row_dimensions[row].hidden = True
            sheet.column_dimensions["C"].hidden = True
            sheet.column_dimensions["Z"].hidden = True

        more = [[str(n), f"x{n}", "Male", ""] for n in (3, 4, 5)]
        path = book_of(tmp_path / "s.xlsx", hide, HEAD, SUAD, ALI, *more)
        notices = []
        assert 5 == len(tipmodel.read(path, Participant, notice=notices.append))
        assert [
            ("sheet.hidden_rows", {"rows": "3–4, 6"}),
            ("sheet.hidden_columns", {"columns": "C"}),
        ] == [(each.code, dict(each.params)) for each in notices]
        assert 5 == len(tipmodel.read(path, Participant))

    def test_a_second_table(self, tmp_path):
        """A second table is refused at its headings."""
        path = workbook(
            tmp_path / "s.xlsx", HEAD, SUAD, [], ["Trainers"],
            ["Identifier", "Full name (English)", "Role"], ["s1", "Karim", "Trainer"],
        )  # fmt: skip

        assert [("sheet.second_table", "5")] == refused(path)

    def test_without_identifiers_the_rows_are_numbered(self, tmp_path):
        """A list without identifiers is numbered, with a notice."""
        records, notices = read(table(tmp_path / "s.csv", HEAD[1:], SUAD[1:], ALI[1:]))

        assert ["1", "2"] == [record.id for record in records]
        assert [("sheet.rows_numbered", "1")] == notices

    def test_a_single_cell_in_a_list_without_identifiers(self, tmp_path):
        """A row with a single cell is refused in a list without identifiers."""
        path = table(tmp_path / "s.csv", HEAD[1:], SUAD[1:], ["Baghdad", "", ""])

        assert [("sheet.unclear_row", "3")] == refused(path)


class TestHeadings:
    @pytest.mark.parametrize(
        "above",
        [
            [],
            [["A title"]],
            [["Phone", "+964 770 000 0000"], ["Email", "office@example.org"]],
            [["Sex"]],
            [[f"Letterhead {number}"] for number in range(20)],
        ],
    )
    def test_wherever_they_stand(self, tmp_path, above):
        """Headings are found below titles and contact data."""
        path = workbook(tmp_path / "s.xlsx", *above, HEAD, SUAD, ALI, first_column=2)

        assert ["Suad", "Ali"] == names(read(path)[0])

    def test_two_languages_over_each_other(self, tmp_path):
        """Headings in two languages, one below the other, are both headings."""
        arabic = ["المعرّف", "الاسم الكامل (العربية)", "الجنس", "البريد الإلكتروني"]

        assert 2 == len(read(workbook(tmp_path / "s.xlsx", arabic, HEAD, SUAD, ALI))[0])

    def test_headings_in_two_rows_that_are_not_understood(self, tmp_path):
        """Unknown headings in two rows are reported."""
        path = workbook(
            tmp_path / "s.xlsx",
            ["id", "name.en", "Something", ""],
            ["", "", "first", "second"],
            ["1", "Suad", "4", "5"],
        )

        assert {"sheet.grouped_headings"} == {code for code, _ in refused(path)}

    def test_a_column_that_is_not_known(self, tmp_path):
        """An unknown column is an error without `notice=`."""
        path = table(tmp_path / "s.csv", [*HEAD, "Shoe size"], [*SUAD, "40"], [*ALI, ""])

        assert [("sheet.column_ignored", "E1")] == read(path)[1]
        with pytest.raises(InvalidDataError, match="Shoe size"):
            tipmodel.read(path, Participant)

    def test_an_empty_column_needs_no_word(self, tmp_path):
        """An empty unknown column is ignored."""
        path = table(tmp_path / "s.csv", [*HEAD, "Shoe size"], [*SUAD, ""])

        assert 1 == len(tipmodel.read(path, Participant))

    def test_fewer_than_half_understood(self, tmp_path):
        """A table with mostly unknown headings is refused."""
        head = ["id", "Shoe size", "Colour", "Animal"]
        path = table(tmp_path / "s.csv", head, ["1", "a", "b", "c"])

        assert [("sheet.heading_unknown", cell) for cell in ("B1", "C1", "D1")] == refused(path)

    def test_two_columns_of_one_name_are_both_kept(self, tmp_path):
        """Two unknown columns with the same name are both kept."""
        path = table(tmp_path / "s.csv", [*HEAD, "Shoe", "Shoe"], [*SUAD, "4", "5"])

        (person,) = tipmodel.read(path, Participant, namespace="acme")
        assert {"Shoe": "4", "Shoe (F)": "5"} == person.extra["acme:columns"]

    @pytest.mark.parametrize("heading", ["_id", "ID_", "I.D"])
    def test_a_code_is_a_code_letter_by_letter(self, tmp_path, heading):
        """A code must match exactly: ``_id`` is not ``id``."""
        if heading != "_id":
            pytest.skip("may be words for an identifier")
        path = table(tmp_path / "s.csv", ["id", "name.en", heading], ["1", "Suad", "55"])

        assert "1" == read(path)[0][0].id

    @pytest.mark.parametrize(
        ("heading", "path"),
        [
            ("Place of origin: Governorate", "place.governorate"),
            ("المكان القادم منه: المحافظة", "place.governorate"),
            ("المكان القادم منه: المدينة (العربية)", "place.city.ar"),
            ("شوێنی لێوەهاتوو: شار (کوردی (سۆرانی))", "place.city.ckb"),
            ("Age band: Below age", "age.below"),
        ],
    )
    def test_a_template_of_an_earlier_release(self, heading, path):
        """Templates of earlier releases are still read."""
        (found,) = understand(Participant, [heading])
        assert path == ".".join(found.column.path)

    def test_marks_of_direction_inside_a_value(self, tmp_path):
        """Direction marks inside a value are removed with a notice."""
        path = table(tmp_path / "s.csv", ["id", "name.ar"], ["1", "سعاد \u200fمحمد"])

        records, notices = read(path)
        assert ["سعاد محمد"] == names(records)
        assert [("cell.edges_dropped", "B2")] == notices


class TestSheets:
    def sheets(self, path, *several):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in several:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.save(path)
        return path

    def test_every_sheet_with_a_table_is_read(self, tmp_path):
        """All sheets with a table are read."""
        path = self.sheets(
            tmp_path / "s.xlsx", ("Read me", [["Fill in"]]), ("Day 1", [HEAD, SUAD]), ("Day 2", [HEAD, ALI])
        )  # fmt: skip

        assert ["Suad", "Ali"] == names(tipmodel.read(path, Participant))

    def test_the_sheet_of_the_others_is_not_read_and_named(self, tmp_path):
        """A sheet of another class is not read, and reported."""
        path = self.sheets(
            tmp_path / "s.xlsx", ("المدربين", [HEAD, ALI]), ("المشاركين", [HEAD, SUAD])
        )
        notices = []

        assert ["Suad"] == names(tipmodel.read(path, Participant, notice=notices.append))
        assert ["المدربين"] == [notice.sheet for notice in notices]

    def test_a_workbook_with_two_classes_loses_none(self, tmp_path):
        """A workbook with two classes loses none."""
        person, session = (
            Participant(id="1"),
            Session(id="s", title=tipmodel.LocalizedText(en="x")),
        )
        tipmodel.write([person, session], tmp_path / "s.xlsx", "en")

        assert [person, session] == list(tipmodel.iter_read(tmp_path / "s.xlsx", None))

    @pytest.mark.parametrize("namespace", ["http://purl.oclc.org/ooxml/spreadsheetml/main", None])
    def test_other_ways_to_write_the_same_workbook(self, tmp_path, namespace):
        """Other notations of the same workbook are read."""
        path = workbook(tmp_path / "s.xlsx", HEAD, SUAD, ALI)
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name.endswith("sheet1.xml") and namespace:
                    part = part.replace(
                        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                        namespace.encode(),
                    )
                elif name.endswith("sheet1.xml"):
                    import re

                    part = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", part)
                new.writestr(name.replace("/", "\\") if namespace else name, part)
        path.write_bytes(out.getvalue())

        assert ["Suad", "Ali"] == names(tipmodel.read(path, Participant))

    def test_two_archives_in_one_file(self, tmp_path):
        """Two archives in one file are refused, or read as one of them."""
        path = workbook(tmp_path / "s.xlsx", HEAD, SUAD)
        with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")

        assert [("sheet.unreadable", "")] == refused(path)

    @pytest.mark.parametrize(
        "part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
    )
    def test_a_document_type_is_refused(self, tmp_path, part):
        """No part of a workbook may declare entities."""
        path = workbook(tmp_path / "s.xlsx", HEAD, SUAD)
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == part:
                    data = b'<!DOCTYPE a [<!ENTITY b "x">]>' + data[data.index(b"?>") + 2 :]
                new.writestr(name, data)
        path.write_bytes(out.getvalue())

        assert [("sheet.unreadable", "")] == refused(path)


class TestMarkedCopy:
    def original(self, tmp_path):
        def change(book):
            sheet = book.active
            sheet["B2"].font = Font(bold=True, name="Arial")
            sheet["C2"].fill = PatternFill("solid", fgColor="00FF00")
            sheet["E2"] = "=1+1"
            sheet["F2"], sheet["F2"].number_format = 0.5, "0%"
            sheet["D3"].comment = Comment("mine", "me")
            sheet.row_dimensions[3].hidden = True
            sheet.merge_cells("A5:D5")
            book.create_sheet("Other").append(["kept"])

        rows = [[*HEAD, "Sum", "Share"], [*SUAD[:3], "x"], [*ALI[:3], "y"]]
        return book_of(tmp_path / "s.xlsx", change, *rows)

    def test_it_is_the_workbook_itself(self, tmp_path):
        """A marked copy keeps formats, formulas, merges, notes and other sheets."""
        path, copy = self.original(tmp_path), tmp_path / "marked.xlsx"

        assert 1 == main(["check", str(path), "--class", "Participant", "--annotate", str(copy)])
        book = openpyxl.load_workbook(copy)
        sheet = book["Participants"]
        assert ["Participants", "Other"] == book.sheetnames
        assert sheet["B2"].font.b
        assert "=1+1" == sheet["E2"].value
        assert "0%" == sheet["F2"].number_format
        assert sheet.row_dimensions[3].hidden
        assert ["A5:D5"] == [str(each) for each in sheet.merged_cells.ranges]
        assert "00FFC7CE" == sheet["D2"].fill.fgColor.rgb
        assert "e-mail" in sheet["D2"].comment.text
        assert sheet["D3"].comment.text.startswith("mine\n")
        assert "0000FF00" == sheet["C2"].fill.fgColor.rgb

    def test_cells_keep_their_addresses(self, tmp_path):
        """Cells keep their addresses in the marked copy."""
        path = table(tmp_path / "s.csv", [], [], ["", "id", "email"], ["", "1", "x" * 40_000])
        copy = tmp_path / "marked.xlsx"

        assert 1 == main(["check", str(path), "--class", "Participant", "--annotate", str(copy)])
        sheet = openpyxl.load_workbook(copy).active
        assert sheet["C4"].comment
        assert 32_767 == len(sheet["C4"].value)

    @pytest.mark.parametrize(
        "value", [datetime.time(9, 0), datetime.timedelta(days=2), datetime.date(1900, 1, 1), -1.5, True]
    )  # fmt: skip
    def test_whatever_stands_in_a_cell(self, tmp_path, value):
        """Any value of a cell can be marked."""
        path = book_of(
            tmp_path / "s.xlsx", lambda _: None, ["id", "email", "Arrival"], ["1", "x", value]
        )
        copy = tmp_path / "marked.xlsx"

        assert 1 == main(["check", str(path), "--class", "Participant", "--annotate", str(copy)])
        assert openpyxl.load_workbook(copy).active["B2"].comment


class TestFilesOfAPerson:
    def test_nothing_is_written_over_unasked(self, tmp_path, capsys):
        """An existing file is not overwritten without --force."""
        path = table(tmp_path / "participants.csv", HEAD, SUAD)
        other = tmp_path / "other.xlsx"
        other.write_bytes(b"mine")

        for command in (
            ["convert", str(path), str(other)],
            ["check", str(path), "--annotate", str(other)],
            ["template", str(other), "--class", "Participant"],
        ):
            assert 2 == main(command)
            assert b"mine" == other.read_bytes()
            assert "--force" in capsys.readouterr().err
        assert 0 == main(["convert", str(path), str(other), "--force"])

    def test_never_the_file_that_is_read(self, tmp_path):
        """The input is never overwritten."""
        path = workbook(tmp_path / "participants.xlsx", HEAD, SUAD)
        before = path.read_bytes()

        assert 2 == main(["convert", str(path), str(path), "--force"])
        assert 2 == main(["check", str(path), "--annotate", str(path), "--force"])
        assert before == path.read_bytes()

    @pytest.mark.parametrize("name", ["out.csv", "out.pdf"])
    def test_a_marked_copy_is_a_workbook(self, tmp_path, name):
        """A workbook is never written under another suffix."""
        path = table(tmp_path / "participants.csv", HEAD, SUAD)

        assert 2 == main(["check", str(path), "--annotate", str(tmp_path / name)])
        assert not (tmp_path / name).exists()

    def test_a_template_in_csv(self, tmp_path):
        """A template has the format that its suffix says."""
        path = tmp_path / "participants.csv"

        assert 0 == main(["template", str(path), "--language", "ar"])
        assert path.read_text("utf-8-sig").startswith("ت,الاسم الرباعي واللقب,")
        assert 2 == main(["template", str(tmp_path / "participants.pdf")])


class TestReport:
    def test_how_much_was_read(self, tmp_path, capsys):
        """The last line counts the records and the rows with errors."""
        rows = [[str(number), "Suad", "F", "x"] for number in range(1, 7)]
        path = table(tmp_path / "participants.csv", HEAD, *rows, ["7", "Ali", "Male", "a@b.org"])

        assert 1 == main(["check", str(path), "--class", "Participant"])
        last = capsys.readouterr().out.splitlines()[-1]
        assert "records read: 1; errors: 6, in rows: 6" in last

    def test_what_was_read_otherwise_with_its_value(self, tmp_path, capsys):
        """A notice shows the value that a cell was read as; many cells are one line."""
        rows = [[str(number), "Suad", "F", ""] for number in range(1, 7)]
        path = table(tmp_path / "participants.csv", HEAD, *rows)

        assert 0 == main(["check", str(path), "--class", "Participant"])
        lines = capsys.readouterr().out.splitlines()
        assert 3 == len(lines)
        assert "C2:C7" in lines[1]
        path = table(tmp_path / "participants.csv", HEAD, rows[0])
        assert 0 == main(["check", str(path), "--class", "Participant"])
        assert "Read as: \u2068Female\u2069" in capsys.readouterr().out

    def test_one_mistake_in_many_cells_is_said_once(self, tmp_path, capsys):
        """The same mistake in many cells is one line with all of them."""
        rows = [[str(number), "Suad", "F", "x"] for number in range(1, 7) if number != 5]
        rows.insert(4, ["5", "Suad", "F", "suad@example.org"])
        path = table(tmp_path / "participants.csv", HEAD, *rows)

        assert 1 == main(["check", str(path), "--class", "Participant"])
        first, *_, last = capsys.readouterr().out.splitlines()
        assert "D2:D5, D7" in first
        assert "errors: 5, in rows: 5" in last

    def test_for_programs(self, tmp_path, capsys):
        """`--format json` contains nothing that a person wrote."""
        import json

        path = table(tmp_path / "participants.csv", HEAD, ["1", "Suad", "F", "secret"])

        assert 1 == main(["check", str(path), "--format", "json"])
        out = capsys.readouterr().out
        found = json.loads(out)
        assert not found["valid"]
        assert ["D2"] == [issue["cell"] for issue in found["errors"]]
        assert "secret" not in out
        assert "Suad" not in out

    def test_standard_input(self, tmp_path, monkeypatch, capsys):
        """Standard input is read."""
        path = table(tmp_path / "s.csv", HEAD, SUAD)
        stdin = io.BytesIO(path.read_bytes())
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": stdin})())

        assert 0 == main(["check", "-"])
        assert "records read: 1" in capsys.readouterr().out

    def test_json_of_participants(self, tmp_path):
        """The class of a JSON document is detected."""
        people = [Participant(id="1", birth_year=1980), Participant(id="2", birth_year=1990)]
        tipmodel.write(people, tmp_path / "participants.json")

        assert 0 == main(["convert", str(tmp_path / "participants.json"), str(tmp_path / "p.csv")])
        assert people == tipmodel.read(tmp_path / "p.csv", Participant)

    @pytest.mark.parametrize("suffix", ["json", "ndjson"])
    def test_a_byte_order_mark_before_json(self, tmp_path, suffix):
        """A byte order mark before JSON is ignored."""
        path = tmp_path / f"s.{suffix}"
        path.write_bytes(b'\xef\xbb\xbf{"id":"1"}\n')

        assert [Participant(id="1")] == tipmodel.read(path, Participant)


class TestListsOfPeople:
    """Real lists of people, and tables that are not lists of people."""

    @pytest.mark.parametrize(
        "typed",
        [
            "سالم جاسم، هدى كامل",
            "Ali Hadi, Noor Sami",
            "علي حسن\nكريم سعد",
            "علي حسن و كريم سعد",
            "Ali Hadi and Noor Sami",
            "1- علي 2- حسن",
        ],
    )
    def test_two_people_in_one_cell_are_not_made_one(self, tmp_path, typed):
        """Two names in one cell are refused."""
        path = table(tmp_path / "s.csv", ["No.", "Name", "Sex"], ["1", typed, "Male"])
        assert [("cell.several_names", "B2")] == refused(path)

    @pytest.mark.parametrize(
        "typed",
        ["Hasan, Ali", "الفرضي، سالم جاسم", "سالم وليد عبد الواحد", "Anderson Andrew", "علي\nحسن"],
    )
    def test_one_person_stays_one(self, tmp_path, typed):
        """A name with a comma, a line break, or "و" or "and" inside a word is one person."""
        path = table(tmp_path / "s.csv", ["No.", "Name", "Sex"], ["1", typed, "Male"])
        records, _ = read(path)
        assert [typed] == names(records)

    @pytest.mark.parametrize(
        "typed",
        ["unknown", "غير معروف", "غير محدد", "?", "؟", "...", "ـــ", "____", "TBC", "نەزانراو"],
    )
    def test_what_is_not_known_is_no_value(self, tmp_path, typed):
        """ "Unknown" is read as empty, with a notice."""
        path = table(tmp_path / "s.csv", ["No.", "Name", "Organization"], ["1", "Ali", typed])
        records, notices = read(path)
        assert records[0].affiliation is None
        assert ("cell.placeholder_read", "C2") in notices

    @pytest.mark.parametrize("typed", ["//", '"', "〃", "same", "نفسه", "كما في أعلاه", "=="])
    def test_a_ditto_mark_is_no_value(self, tmp_path, typed):
        """A ditto mark is refused."""
        rows = ["1", "Ali", "Police"], ["2", "Sara", typed]
        path = table(tmp_path / "s.csv", ["No.", "Name", "Organization"], *rows)
        assert [("cell.same_as_above", "C3")] == refused(path)

    @pytest.mark.parametrize("typed", ["ذكر / Male", "Male (ذكر)", "نێر - Male", "ذكر\nMale"])
    def test_an_answer_in_two_languages_is_one(self, tmp_path, typed):
        """An answer in two languages is read once."""
        path = table(tmp_path / "s.csv", ["No.", "Name", "Sex"], ["1", "Ali", typed])
        records, notices = read(path)
        assert tipmodel.Sex.MALE is records[0].sex
        assert ("cell.spelling_read", "C2") in notices

    @pytest.mark.parametrize("typed", ["M/F", "ذكر / أنثى", "Male / other"])
    def test_two_answers_are_none(self, tmp_path, typed):
        """Two different answers in one cell are refused."""
        path = table(tmp_path / "s.csv", ["No.", "Name", "Sex"], ["1", "Ali", typed])
        assert [("choice.unknown", "C2")] == refused(path)

    @pytest.mark.parametrize("heads", [("المحافظة", "العدد"), ("Governorate", "No.")])
    def test_numbers_by_governorate_are_not_people(self, tmp_path, heads):
        """A table of numbers makes no participants, unless the caller says so."""
        rows = list(heads), ["Baghdad", "12"], ["Basra", "9"]
        path = table(tmp_path / "s.csv", *rows)
        assert [("sheet.numbers_of_people", "B1")] == refused(path)
        records, _ = read(path, headings={heads[1]: ""})
        assert 2 == len(records)

    def test_a_sheet_of_numbers_beside_the_list_is_left_out(self, tmp_path):
        """A sheet of numbers next to the list is left out."""

        def change(book):
            sheet = book.create_sheet("إحصائية")
            for row in (["المحافظة", "العدد"], ["بغداد", 12], ["البصرة", 9]):
                sheet.append(row)

        people = [["ت", "الاسم", "الجنس"], [1, "زينب فاضل", "أنثى"]]
        path = book_of(tmp_path / "s.xlsx", change, *people, title="Sheet1")
        records, notices = read(path)
        assert ["زينب فاضل"] == names(records)
        assert "sheet.sheet_ignored" in [code for code, _ in notices]

    def test_a_list_without_names_is_still_read(self, tmp_path):
        """A list without names is read."""
        path = table(tmp_path / "s.csv", ["No.", "Governorate", "Sex"], ["1", "Basra", "Female"])
        records, _ = read(path)
        assert 1 == len(records)

    @pytest.mark.parametrize("is_merged", [True, False])
    def test_headings_over_two_rows_beside_groups(self, tmp_path, is_merged):
        """A heading that spans both rows of headings belongs to its column."""

        def change(book):
            if is_merged:
                for cells in ("A1:A2", "B1:C1", "D1:D2", "E1:E2"):
                    book.active.merge_cells(cells)

        path = book_of(
            tmp_path / "s.xlsx",
            change,
            ["ت", "البيانات الشخصية", None, "المحافظة", "الملاحظات"],
            [None, "الاسم", "الجنس", None, None],
            [7, "علي سعد", "ذكر", "بابل", "متأخر"],
        )
        records, notices = read(path)
        assert [("7", "علي سعد", "babil")] == [
            (each.id, each.name["ar"], each.place.governorate.value) for each in records
        ]
        assert ("sheet.column_no_field", "E2") in notices

    def test_lines_for_signatures_are_nobody(self, tmp_path):
        """Lines for signatures are not participants."""
        path = table(
            tmp_path / "s.csv",
            ["الاسم", "الجنس", "المحافظة"],
            ["علي", "ذكر", "بابل"],
            ["توقيع المدرب: ________", "", "التاريخ: ........"],
        )
        records, notices = read(path)
        assert ["علي"] == names(records)
        assert ("sheet.row_passed_over", "3") in notices

    def test_a_title_is_no_heading_of_the_first_column(self, tmp_path):
        """A title is not the heading of the first column."""
        path = workbook(
            tmp_path / "s.xlsx", ["قائمة المشاركين"], [None, "الاسم", "الجنس"], ["7", "علي", "ذكر"]
        )
        assert [("sheet.value_without_heading", "A3")] == refused(path)


def test_names_in_a_notice_are_words(tmp_path):
    """A notice about a list shows names, not JSON."""
    path = table(
        tmp_path / "s.csv",
        [
            "Identifier",
            "Training title (English)",
            "Places",
            "Speakers",
            "Organizations and their roles",
        ],
        ["1", "A", "بغداد", "Sara Ali; علي حسن / Ali Hasan", "IOM (host)"],
    )
    notices = []
    tipmodel.read(path, tipmodel.Training, notice=notices.append)
    said = {each.cell: each.repaired for each in notices if each.code == "cell.names_read"}
    assert "Sara Ali; علي حسن / Ali Hasan" == said["D2"]
    assert "IOM (Host)" == said["E2"]
    assert said["C2"] in ("Baghdad", "بغداد")


def test_a_heading_of_a_training_may_only_mean_what_it_can():
    """The suggested meanings of a heading are possible ones."""
    meanings = {
        text: [".".join(each.path) for each in understand(tipmodel.Training, [text])[0].meanings]
        for text in ("Language", "الهدف", "Link", "الرمز", "ملاحظات")
    }
    assert {
        "Language": ["languages"],
        "الهدف": ["objectives"],
        "Link": ["source.url"],
        "الرمز": ["id"],
        "ملاحظات": [],
    } == meanings


def test_meanings_are_set_apart(tmp_path):
    """The meanings of a heading are in quotation marks."""
    path = table(tmp_path / "s.csv", ["No.", "الاسم", "الشهادة"], ["1", "علي", "نعم"])
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant, notice=lambda _: None)
    assert "«هل تسلّم شهادة؟»" in caught.value.issues[0].text("ar", isolate=False)


def test_a_file_that_cannot_be_read_is_told_of_once(tmp_path, capsys):
    """A file that cannot be read is reported once, and no copy is left."""
    path = tmp_path / "s.csv"
    path.write_bytes("الاسم,الجنس\nعلي,ذكر\n".encode("cp1256"))
    assert 1 == main(["check", str(path), "--annotate", str(tmp_path / "out.xlsx")])
    said = capsys.readouterr()
    assert 1 == (said.out + said.err).count("it seems to be")
    assert "no cells to mark" in said.err
    assert not (tmp_path / "out.xlsx").exists()
