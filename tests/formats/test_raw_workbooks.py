"""Workbooks of other programs and of attackers: each cell means what it shows, or is refused."""

import datetime
import io
import zipfile

import openpyxl
import pytest

import tipmodel
from tipmodel import InvalidDataError, Participant
from tipmodel.sheets import annotate
from tipmodel.tables import marks, reader, spreadsheetml
from tipmodel.tables.source import Fault, Formatted
from tipmodel.tables.spreadsheetml import Workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<row r="1"><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>job_title.en</t></is></c></row>'


def package(sheet, *, sheets=1, strings="", formats=(), **more):
    """Write a workbook by hand."""
    listed = "".join(f'<sheet name="S{n}" r:id="r1"/>' for n in range(sheets))
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{KINDS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="x">'
        f'<Relationship Id="r1" Type="{KINDS}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="r2" Type="{KINDS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r3" Type="{KINDS}/sharedStrings" Target="strings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {MAIN}>"
        + "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{f}"/>' for n, f in enumerate(formats))
        + "<cellXfs>"
        + "".join(f'<xf numFmtId="{200 + n}"/>' for n, _ in enumerate(formats))
        + "</cellXfs></styleSheet>",
        "xl/strings.xml": f"<sst {MAIN}>{strings}</sst>",
        "xl/sheet.xml": f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>",
        **more,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            if text is not None:
                archive.writestr(name, text)
    return stream.getvalue()


def cells(sheet, **how):
    """Return the cells of the rows of a sheet."""
    (raw,) = Workbook(io.BytesIO(package(sheet, **how))).sheets
    return [row.cells for row in raw.rows()]


def codes(data, tmp_path, suffix=".xlsx"):
    """Return the codes of the issues of a file."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    assert all(issue.text("ar") and issue.text("en") for issue in caught.value.issues)
    return [issue.code for issue in caught.value.issues]


PHONETIC = "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si>"


def test_how_a_word_is_pronounced_is_no_part_of_it():
    """Phonetic text is not read."""
    inline = PHONETIC.replace("si>", "is>")
    row = f'<row><c t="s"><v>0</v></c><c t="inlineStr">{inline}</c></row>'

    assert [["東京", "東京"]] == cells(row, strings=PHONETIC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2015-05-04", datetime.date(2015, 5, 4)),
        ("2015-05-04T00:00:00", datetime.date(2015, 5, 4)),
        ("2015-05-04T09:30:00Z", datetime.datetime(2015, 5, 4, 9, 30)),  # noqa: DTZ001
        ("09:30:00", datetime.time(9, 30)),
        ("yesterday", Fault("date", "yesterday")),
    ],
)
def test_dates_as_text(text, value):
    """Dates in a Strict workbook are read."""
    assert [[value]] == cells(f'<row><c t="d"><v>{text}</v></c></row>')


@pytest.mark.parametrize(
    ("number", "format", "value"),
    [
        ("1e999", "General", Fault("number", "1e999")),
        ("nan", "General", Fault("number", "nan")),
        ("five", "General", Fault("number", "five")),
        ("1e300", "dd/mm/yyyy", Fault("date", "1e+300")),
        ("1e300", "[h]:mm", Fault("date", "1e+300")),
        ("0.5", "[h]:mm", datetime.timedelta(hours=12)),
        ("42128", "dd/mm/yyyy", datetime.date(2015, 5, 4)),
        ("1", "dd/mm/yyyy", datetime.date(1900, 1, 1)),
        ("59", "dd/mm/yyyy", datetime.date(1900, 2, 28)),
        ("60", "dd/mm/yyyy", Fault("date", "60")),
        ("61", "dd/mm/yyyy", datetime.date(1900, 3, 1)),
        ("7501234567", "0000-000-0000", Formatted(7501234567, "0750-123-4567")),
        ("9647501234567", "\\+###########", Formatted(9647501234567, "+9647501234567")),
        ("7", "00", Formatted(7, "07")),
        ("7", "(00)", Formatted(7, "(07)")),
        ("7", "&quot;B-&quot;00", Formatted(7, "B-07")),
        ("7", "00 [Red]_)", Formatted(7, "07 ")),
        ("-7", "00", Formatted(-7, "")),
        ("7.5", "00", Formatted(7.5, "")),
        ("7", "00.0", Formatted(7, "")),
        ("7", "0" * 101, Formatted(7, "")),
        ("7", "#,##0", 7),
        ("7", "&quot;persons&quot;", 7),
    ],
)  # fmt: skip
def test_numbers_are_what_their_format_shows(number, format, value):
    """Numbers are read as their format shows them."""
    (((found),),) = cells(f'<row><c s="0"><v>{number}</v></c></row>', formats=[format])

    assert value == found
    assert getattr(value, "shown", None) == getattr(found, "shown", None)


def test_a_value_that_only_a_format_makes_is_refused(tmp_path):
    """A value that only a format shows is refused."""
    row = '<row r="2"><c><v>1</v></c><c s="0"><v>7.5</v></c></row>'

    assert ["cell.shown_by_format"] == codes(package(HEAD + row, formats=["00"]), tmp_path)


ROW = '<row r="2"><c><v>1</v></c></row>'


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = {
    "no sheet": (package(HEAD + ROW, sheets=0), "sheet.unreadable"),
    "too many sheets": (package(HEAD + ROW, sheets=501), "sheet.unreadable"),
    "no relations": (package(HEAD, **{"xl/_rels/workbook.xml.rels": None}), "sheet.unreadable"),
    "rows out of order": (package(HEAD + ROW + HEAD), "sheet.unreadable"),
    "a row twice": (package(HEAD + ROW + ROW), "sheet.unreadable"),
    "no address": (package(HEAD + ROW.replace("<c>", '<c r="2B">')), "sheet.unreadable"),
    "a long text": (package(f'<row><c t="str"><v>{"x" * 200_001}</v></c></row>'), "sheet.too_large"),
    "OpenDocument": (package(HEAD, **{"mimetype": "x", "content.xml": "x"}), "file.wrong_suffix"),
    "binary": (package(HEAD, **{"xl/workbook.bin": "x"}), "file.wrong_suffix"),
    "a long tag": (package(HEAD, **{"xl/sheet.xml": f'<a b="{"x" * 8_600_000}'}), "sheet.unreadable"),
    "a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "file.protected"),
    "old": (OLE, "file.wrong_suffix"),
    "XML": (b"<?xml version='1.0'?><a/>", "file.wrong_suffix"),
    "JSON": (b'{"id": "a"}', "file.wrong_suffix"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "code"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_workbook_is_told_apart(data, code, tmp_path):
    """A file that is not a workbook is refused with advice."""
    assert [code] == codes(data, tmp_path)


def test_a_package_with_a_password(tmp_path):
    """A workbook with a password is reported as protected."""
    data = bytearray(package(HEAD + ROW))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert ["file.protected"] == codes(bytes(data), tmp_path)


@pytest.mark.parametrize(
    "part",
    [
        {"strings": "<si><t>x</t></si>" * 200},
        {"strings": "<si>" + "<t>x</t>" * 200},
        {"xl/workbook.xml": "<a>" + "<b/>" * 200 + "</a>"},
    ],
    ids=["texts", "runs", "tags"],
)
def test_parts_without_end(part, tmp_path, monkeypatch):
    """Endless parts of a workbook are refused."""
    monkeypatch.setattr(spreadsheetml, "MAX_STRINGS", 100)

    assert codes(package(HEAD + ROW, **part), tmp_path) in (
        ["file.too_large"],
        ["sheet.unreadable"],
    )


def test_more_than_may_be_unpacked(tmp_path, monkeypatch):
    """The limit of the unpacked size covers all parts."""
    monkeypatch.setattr(spreadsheetml, "MAX_UNPACKED_SIZE", 2000)
    rows = "".join(ROW.replace('"2"', f'"{n}"') for n in range(2, 200))

    assert ["file.too_large"] == codes(package(HEAD + rows), tmp_path)


def test_a_chart_is_no_sheet_of_people():
    """Sheets with only a chart are skipped."""
    rels = (
        f'<Relationships xmlns="x"><Relationship Id="r1" Type="{KINDS}/chartsheet" Target="c.xml"/>'
    )
    data = package(HEAD, **{"xl/_rels/workbook.xml.rels": f"{rels}</Relationships>"})

    assert [] == Workbook(io.BytesIO(data)).sheets


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"), (b"PK\x03\x04", ".xlsx"), (b"<p><table>", "HTML"),
     (b"<a/>", "XML"), (b"[1]", "JSON"), (b"%PDF", "PDF")],
)  # fmt: skip
def test_what_was_renamed_to_csv(data, kind, tmp_path):
    """A file with a wrong suffix is named by its kind."""
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(tmp_path / "a.csv", Participant)

    (issue,) = caught.value.issues
    assert ("file.wrong_suffix", True) == (issue.code, kind in issue.text("en"))


def test_a_list_full_of_mistakes_comes_to_an_end(tmp_path, monkeypatch):
    """Reading a list full of mistakes stops after the maximum number of issues."""
    monkeypatch.setattr(reader, "MAX_ISSUES", 100)
    lines = "".join(f"p{n},sideways,sideways\n" for n in range(1000))
    found = codes(f"id,sex,rank\n{lines}".encode(), tmp_path, ".csv")

    assert 100 <= len(found) < 110


def marked(data, tmp_path):
    """Return the first sheet of the marked copy of a workbook, and what was lost."""
    path, copy = tmp_path / "a.xlsx", tmp_path / "marked.xlsx"
    path.write_bytes(data)
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    lost = annotate(path, copy, caught.value.issues, "en")
    return openpyxl.load_workbook(copy).worksheets[0], [each.key for each in lost]


def test_what_openpyxl_cannot_load_is_copied_cell_by_cell(tmp_path):
    """A workbook that openpyxl cannot load is copied cell by cell, and the loss is reported."""
    row = (
        '<row r="2"><c><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2015-05-04</v></c>'
        '<c t="b"><v>1</v></c><c><v>2.5</v></c></row>'
    )
    sheet, lost = marked(package(HEAD + row), tmp_path)

    values = [cell.value for cell in sheet[2]]
    assert [1, "#N/A", datetime.datetime(2015, 5, 4), True, 2.5] == values  # noqa: DTZ001
    assert "error" in sheet["B2"].comment.text
    assert len(lost) == 1


def test_a_mark_within_merged_cells_stands_where_it_is_seen(tmp_path):
    """A mark inside merged cells is at the visible cell."""
    path = tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    for row in (["id", "email"], ["1", "x@y.org"], ["2", ""]):
        book.active.append(row)
    book.active["B2"] = "wrong"
    book.active.merge_cells("B2:C3")
    book.save(path)
    sheet, _ = marked(path.read_bytes(), tmp_path)

    assert "e-mail" in sheet["B2"].comment.text


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_too_large_to_mark_is_told(suffix, tmp_path, monkeypatch):
    """A workbook that is too large to mark is reported."""
    monkeypatch.setattr(marks, "_MAX_SIZE", 20)
    path = tmp_path / f"a{suffix}"
    tipmodel.write([Participant(id="1", email="a@b.org")], path, "en")
    with pytest.raises(InvalidDataError) as caught:
        annotate(path, tmp_path / "marked.xlsx", (), "en")

    assert ["sheet.too_large_to_mark"] == [issue.code for issue in caught.value.issues]
    assert not (tmp_path / "marked.xlsx").exists()


def test_cells_in_any_order_are_read_and_two_with_one_address_are_refused(tmp_path):
    """No value replaces another in silence."""
    in_order = '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>'
    twice = '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'

    assert cells(in_order) == [[1, 2]]
    assert codes(package(twice), tmp_path) == ["sheet.unreadable"]


def test_more_styles_than_a_spreadsheet_allows_are_refused(monkeypatch, tmp_path):
    """A list of styles without an end is not kept."""
    monkeypatch.setattr("tipmodel.tables.spreadsheetml.MAX_STYLES", 3)
    sheet = '<row r="1"><c r="A1" t="inlineStr"><is><t>ID</t></is></c></row>'

    assert [["ID"]] == [list(row) for row in cells(sheet, formats=["0"] * 3)]
    assert ["sheet.unreadable"] == codes(package(sheet, formats=["0"] * 4), tmp_path)
