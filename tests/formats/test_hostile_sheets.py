"""Hostile sheets are refused in one sentence, quickly, and in bounded memory."""

import contextlib
import csv
import io
import re
import sys
import time
import tracemalloc
import warnings
import zipfile

import pytest
from test_typed import issues_of, workbook

import tipmodel
from tipmodel import InvalidDataError, Participant, UnknownFormatError
from tipmodel.cli import main
from tipmodel.tables import delimited, spreadsheetml
from tipmodel.tables.columns import stems


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


def archive(path, *entries, compression=zipfile.ZIP_DEFLATED):
    """Write an archive of tables."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", compression) as made:
        warnings.simplefilter("ignore")  # of a name that is given twice
        for name, text in entries:
            made.writestr(name, text)
    return path


def codes_of(path):
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, Participant)
    assert caught.value.__context__ is None
    return [issue.code for issue in caught.value.issues]


ROSTER = "id,sex\n" + "".join(f"{i},female\n" for i in range(1000))


@pytest.mark.parametrize("at", range(0, 200, 7))
def test_a_broken_archive(tmp_path, at):
    """Whatever is broken in an archive, it is refused in a sentence."""
    data = bytearray(archive(tmp_path / "a.zip", ("a.csv", ROSTER)).read_bytes())
    begin = data.index(b"a.csv") + len("a.csv") + at
    data[begin : begin + 4] = b"\xff\xff\xff\xff"
    (tmp_path / "a.zip").write_bytes(data)

    assert codes_of(tmp_path / "a.zip") == ["file.not_an_archive"]


@pytest.mark.parametrize("second", ["a.csv", "A.csv", "/a.csv"])
def test_an_archive_shows_everybody_the_same(tmp_path, second):
    """Two files of one name would be one file to one reader, and another to the next."""
    path = archive(tmp_path / "a.zip", ("a.csv", "id\n1\n"), (second, "id\n2\n"))

    assert codes_of(path) == ["file.not_an_archive"]


@pytest.mark.parametrize("compression", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_compression_that_takes_the_memory_it_asks_for(tmp_path, path, compression):
    """A dictionary of LZMA may be of four gigabytes, and nobody needs one."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]

    assert codes_of(archive(tmp_path / "a.zip", ("a.csv", ROSTER), compression=compression)) == [
        "file.not_an_archive"
    ]
    assert codes_of(archive(path, *parts, compression=compression)) == ["sheet.unreadable"]


@pytest.mark.parametrize("look", ["", "date", "time", "duration", "percent", "shown"])
@pytest.mark.parametrize("digits", [17, 300, 308, 309, 400, 5000])
def test_a_number_of_any_length_under_any_format(look, digits):
    """A number is read, or the cell is faulty; none is too long to be looked at."""
    for text in ("9" * digits, f"1e{digits}", f"-1e{digits}", f"1e-{digits}"):
        cell = spreadsheetml.number_cell(text, (look, "000"), from_1904=False)
        assert isinstance(cell, spreadsheetml.Fault) or cell is not None
        assert "inf" not in getattr(cell, "shown", "")


@pytest.mark.parametrize("format", ["[" * 300, "[h" * 200, "%" + "[" * 300])
def test_a_format_that_is_longer_than_there_are(path, format):
    """Looking at a format takes as long as the square of its length, so there is an end to that."""
    styles = f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{format}"/></numFmts></styleSheet>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/styles.xml"] = styles.encode()

    assert codes_of(archive(path, *parts.items())) == ["sheet.unreadable"]


KINDS = {
    "blanks": lambda n: f"a{' ' * n}a ",
    "blanks between digits": lambda n: f"1{' ' * n}2{' ' * n}x ",
    "line ends": lambda n: "\r" * n + "a",
    "strokes": lambda n: "a/" * n,
    "colons": lambda n: "a" + ":" * n + "b",
    "dots": lambda n: "a" + "." * n + "b",
    "months": lambda n: "may " * n,
    "numbers": lambda n: "1.a" * n,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cls", [Participant, tipmodel.Training])
def test_no_pattern_tries_a_cell_again_from_each_of_its_letters(cls, kind, tmp_path):
    """A cell of a few kilobytes is read in no time, whichever column it stands in."""
    path = tmp_path / "a.csv"
    cell = KINDS[kind](10_000)
    with path.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        headings = [c.heading(None) for c in stems(cls) if c.path != ("age",)]
        rows.writerow(["title:en", *headings, cell])
        rows.writerow(["x", *[cell] * len(headings), "x"])
    begin = time.process_time()
    with contextlib.suppress(InvalidDataError):
        tipmodel.read(path, cls, notice=lambda _: None)
    assert time.process_time() - begin < _SECONDS


_SECONDS = 10
"""Ten times what it takes, and a tenth of what it took when one pattern was tried from each blank."""


_PAIR = '<mergeCell ref="A{0}:B{0}"/>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "ranges",
    [
        '<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A2:XFD1048576" location="a"/></hyperlinks>',
        "<mergeCells>" + "".join(map(_PAIR.format, range(3, 9000))) + "</mergeCells>",
    ],
)
def test_a_range_of_all_cells_is_not_made_cell_by_cell(tmp_path, ranges, encoding):
    """A sheet that merges or links more cells than there are people is marked without its formats."""
    path = workbook(tmp_path / "s.xlsx", ["id", "sex"], ["1", "x"])

    def changed(part):
        text = part.decode().replace("</sheetData>", f"</sheetData>{ranges}")
        return re.sub("encoding=[^ ?]*", f'encoding="{encoding}"', text).encode(encoding)

    rezipped(path, sheet=changed)
    out = tmp_path / "out.xlsx"
    begin = time.process_time()

    assert main(["check", str(path), "--class", "Participant", "--annotate", str(out)]) == 1
    assert out.exists()
    assert time.process_time() - begin < _SECONDS


@pytest.mark.parametrize(
    ("row", "is_read"),
    [
        ("2," + "a" * 90 + "\n", True),
        ("2," + "a" * 200 + "\n", False),
        ("2," + "a;b," * 50 + "\n", False),
        ('2,"' + "a\n" * 100 + '"\n', False),
        ('2,"' + "a\n" * 20 + '"\n', True),
    ],
)
def test_a_row_of_csv_has_a_limit_before_it_is_divided_into_cells(
    row, is_read, tmp_path, monkeypatch
):
    """A line of millions of separators would fill the memory; many rows may be longer together."""
    monkeypatch.setattr(delimited, "MAX_ROW_LENGTH", 120)
    path = tmp_path / "people.csv"
    path.write_text("id,job_title.en\n" + "1,a\n" * 100 + row + "3,c\n", "utf-8")

    if is_read:
        assert 102 == len(tipmodel.read(path, tipmodel.Participant))
    else:
        with pytest.raises(InvalidDataError) as refusal:
            tipmodel.read(path, tipmodel.Participant)
        (issue,) = refusal.value.issues
        assert ("csv.malformed", 102) == (issue.code, issue.row)
