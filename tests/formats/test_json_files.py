"""JSON lists, NDJSON and archives are distinguished, and every issue names its record."""

import io
import zipfile

import pytest

import tipmodel
from samples import full
from tipmodel import InvalidDataError, Participant, Session, Speaker, Training
from tipmodel.formats import zip as zip_format

GOOD = tipmodel.dumps(tipmodel.example())


def told(path, cls=None):
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read(path, cls)
    return [(issue.pointer, issue.code) for issue in caught.value.issues]


class TestLists:
    def test_a_mistake_says_in_which_record_it_is(self, tmp_path):
        """All mistakes of all records are told at once."""
        (tmp_path / "a.json").write_bytes(b'[{"id": "a"}, ' + GOOD + b', {"title": {"en": "x"}}]')

        assert [("/0/title", "key.missing"), ("/2/id", "key.missing")] == told(tmp_path / "a.json")

    def test_a_list_of_wrong_records_comes_to_an_end(self, tmp_path, monkeypatch):
        """Reading stops after the maximum number of issues."""
        from tipmodel.formats import json as json_format

        monkeypatch.setattr(json_format, "MAX_ISSUES", 5)
        (tmp_path / "a.json").write_bytes(b"[" + b",".join([b'{"id": "a"}'] * 50) + b"]")

        assert 5 == len(told(tmp_path / "a.json"))

    @pytest.mark.parametrize("text", ["[1,]", "[{]", "[" * 200 + "]" * 200])
    def test_a_list_that_is_none(self, tmp_path, text):
        """A broken list is reported once, at its place."""
        (tmp_path / "a.json").write_text(text)

        ((pointer, code),) = told(tmp_path / "a.json")
        assert pointer in ("", "/0")
        assert code in ("json.malformed", "json.too_deep")

    @pytest.mark.parametrize("text", ["[3]", "3", '"x"', "[[]]"])
    @pytest.mark.parametrize("cls", [None, Training])
    def test_what_is_no_record(self, tmp_path, text, cls):
        """A number in place of a record is reported as a number."""
        (tmp_path / "a.json").write_text(text)

        assert {"value.wrong_type"} == {code for _, code in told(tmp_path / "a.json", cls)}

    @pytest.mark.parametrize("cls", [Training, Participant, Speaker, Session])
    def test_the_class_is_seen_from_the_keys(self, tmp_path, cls):
        """The keys of a list determine its class."""
        tipmodel.write([full(cls)], tmp_path / "a.json")

        assert [full(cls)] == tipmodel.read(tmp_path / "a.json", None)


class TestLines:
    def test_blank_lines_are_none(self, tmp_path):
        """Blank lines are ignored."""
        (tmp_path / "a.ndjson").write_bytes(b"\n" + GOOD + b"\n \n" + GOOD + b"\n\n")

        assert [tipmodel.example()] * 2 == tipmodel.read(tmp_path / "a.ndjson")


def archive(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("_", "."), text)
    return stream.getvalue()


class TestArchives:
    @pytest.mark.parametrize(
        "data", [archive(), archive(a_txt="x"), b"PK\x05\x06", archive(a_csv="id\n1\n")[:-9]]
    )
    def test_what_is_no_archive_of_tables(self, tmp_path, data):
        """An archive without tables, or a damaged one, is refused."""
        (tmp_path / "a.zip").write_bytes(data)

        assert [("", "file.not_an_archive")] == told(tmp_path / "a.zip", Participant)

    def test_more_than_may_be_unpacked(self, tmp_path, monkeypatch):
        """The size of an archive is measured, not read from the file."""
        monkeypatch.setattr(zip_format, "MAX_FILE_SIZE", 1000)
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
            made.writestr("a.csv", "id\n" + "1\n" * 5000)
        (tmp_path / "a.zip").write_bytes(bomb.getvalue())

        assert [("", "file.too_large")] == told(tmp_path / "a.zip", Participant)
