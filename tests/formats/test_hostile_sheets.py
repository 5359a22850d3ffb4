"""Hostile sheets are refused in one sentence, quickly, and in bounded memory."""

import contextlib
import io
import sys
import tracemalloc
import zipfile

import pytest
from test_typed import issues_of, workbook

import tipmodel
from tipmodel import InvalidDataError, Participant, UnknownFormatError
from tipmodel.cli import main
from tipmodel.tables import delimited, spreadsheetml


def rezipped(path, **changed):
    """Replace parts of a workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, changed["sheet"](part) if name.endswith("sheet1.xml") else part)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def path(tmp_path):
    return workbook(tmp_path / "s.xlsx", ["id"], ["1"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A2"', b'r="XFD1048576"'),
        (b'<c r="A2"', b"<c r='ZZZ2'"),
        (b'<c r="A2"', b'<c\nr="ZZZ2"'),
        (b'<row r="2"', b'<row r="99999999"'),
    ],
)
def test_two_cells_far_apart(path, old, new):
    """Two distant cells do not fill the memory."""
    rezipped(path, sheet=lambda part: part.replace(old, new))

    assert ["sheet.too_large"] == [issue.code for issue in issues_of(path)]


def test_a_workbook_that_holds_more_than_it_says(path, monkeypatch):
    """The size of a workbook is measured, not read from the file."""
    rezipped(path, sheet=lambda part: part + b" " * 3_000_000)
    data = path.read_bytes()
    small = (3_000_000 + len(part_of(path))).to_bytes(4, "little")
    path.write_bytes(data.replace(small, (500).to_bytes(4, "little")))
    monkeypatch.setattr(spreadsheetml, "MAX_UNPACKED_SIZE", 2_000_000)

    assert ["file.too_large"] == [issue.code for issue in issues_of(path)]


def part_of(path):
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml").rstrip(b" ")


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (b"", "sheet.unreadable", ""),
        (b"PK\x03\x04", "sheet.unreadable", ""),
        (b"\x00" * 5000, "sheet.unreadable", ""),
        (b"id,name\n1,x\n", "file.wrong_suffix", "CSV"),
        (b"%PDF-1.7", "file.wrong_suffix", "PDF"),
        (b"<html><table>", "file.wrong_suffix", "HTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 200, "file.wrong_suffix", ".xls"),
    ],
)
def test_what_is_no_workbook(tmp_path, data, code, kind):
    """A file that is not a workbook is named by its kind."""
    path = tmp_path / "s.xlsx"
    path.write_bytes(data)

    (issue,) = issues_of(path)
    assert code == issue.code
    assert kind in issue.text("en")


@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("cut", [0, 10, 300])
def test_a_broken_workbook(path, name, cut):
    """A damaged workbook is refused in one sentence."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each)[:cut] if each == name else old.read(each))
    path.write_bytes(out.getvalue())

    with contextlib.suppress(InvalidDataError):
        tipmodel.read(path, Participant)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"i\x00d\x00\n\x00", "csv.encoding"),
        (b"id\n1\n\xd3", "csv.encoding"),
        (b"\xff\xfei\x00d", "csv.encoding"),
        (b"id," + b"," * 2000 + b"\n1\n", "sheet.too_large"),
        (b"a,b\nc,d\n", "sheet.no_headings"),
        (b'id\n"1\n', "csv.quotes"),
    ],
)
def test_csv_that_is_none(tmp_path, data, code):
    """CSV in another encoding, or without end, is refused."""
    path = tmp_path / "s.csv"
    path.write_bytes(data)

    assert [code] == [issue.code for issue in issues_of(path)]


def test_too_many_rows(tmp_path, monkeypatch):
    """A table with too many rows is refused."""
    monkeypatch.setattr(delimited, "MAX_ROWS", 100)
    path = tmp_path / "s.csv"
    path.write_text("id\n" + "\n".join(map(str, range(200))))

    assert ["sheet.too_large"] == [issue.code for issue in issues_of(path)]


def test_a_format_that_is_not_known(tmp_path):
    """An unknown suffix is refused with the known ones."""
    (tmp_path / "s.doc").write_text("x")
    with pytest.raises(UnknownFormatError, match=r"'\.doc'; there are: \.json"):
        tipmodel.read(tmp_path / "s.doc")


def test_without_the_libraries_a_sentence_names_what_to_install(path, monkeypatch, capsys):
    """Without the library, the error names the extra to install."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(tipmodel.MissingLibraryError, match=r"pip install 'tipmodel\[xlsx\]'"):
        tipmodel.read(path, Participant)
    assert 2 == main(["template", str(path.parent / "participants.xlsx"), "--language", "ar"])
    assert "tipmodel[xlsx]" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_streaming_takes_no_more_memory_for_more_rows(tmp_path, suffix):
    """A long table needs no more memory than a short one."""

    def peak(count):
        path = tmp_path / f"{count}.{suffix}"
        tipmodel.write([Participant(id=f"p{n}", name=NAME) for n in range(count)], path)
        people = tipmodel.iter_read(path, Participant)
        next(people)  # the headings are understood
        tracemalloc.start()
        assert count == 1 + sum(1 for _ in people)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(1100) - peak(100) < 1000 * sys.getsizeof(Participant(id="p1"))


NAME = tipmodel.LocalizedText(ar="سعاد محمد")


@pytest.mark.parametrize(
    "headings", ["length.value,length.unit,Took", "Took,length.value,length.unit"]
)
def test_a_column_beside_one_of_its_parts_is_refused(tmp_path, headings):
    """A column and a column for a part of its value are refused together."""
    path = tmp_path / "a.csv"
    path.write_text(f"id,title.en,{headings}\n1,Law,2,day,3\n")
    with pytest.raises(tipmodel.InvalidDataError):
        tipmodel.read(path, tipmodel.Session, headings={"Took": "length"}, notice=lambda _: None)
