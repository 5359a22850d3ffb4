"""Common first mistakes get a helpful sentence."""

import pytest

from tipmodel import (
    Governorate,
    Participant,
    Training,
    UnknownTermError,
    check,
    describe,
    dumps,
    json_schema,
    label,
    read,
    rows,
    unstructure,
    validate,
    write,
)


def test_a_field_that_is_not_there_has_a_suggestion():
    """A misspelt field gets a suggestion."""
    with pytest.raises(AttributeError, match="Training has no field 'heads'"):
        label(Training, "heads")
    with pytest.raises(AttributeError, match="did you mean 'headcount'"):
        label(Training, "headcuont")


@pytest.mark.parametrize("thing", [None, "Training", int, 3])
def test_a_thing_without_a_label_is_named(thing):
    """An object without a label is refused with the accepted types."""
    with pytest.raises(TypeError, match="have labels"):
        label(thing)


def test_one_record_is_written_like_a_list_of_one(tmp_path):
    """One record can be written without a list."""
    record = Participant(id="1")
    write(record, tmp_path / "one.csv")
    write([record], tmp_path / "list.csv")

    assert [record] == read(tmp_path / "one.csv", Participant)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "list.csv").read_bytes()


@pytest.mark.parametrize("ask", [describe, check, dumps, unstructure, json_schema])
@pytest.mark.parametrize("thing", [None, "mine.json", {"id": "a"}])
def test_what_is_no_record_is_named(ask, thing):
    """A wrong argument is refused with the expected and the given type, without its value."""
    with pytest.raises(TypeError, match=r"such as Training, not (NoneType|str|dict)$"):
        ask(thing)


def test_the_name_of_a_class_is_no_class():
    """A class in quotation marks is refused with the same sentence."""
    with pytest.raises(TypeError, match="such as Training, not str"):
        validate({}, "Training")


@pytest.mark.parametrize("name", ["mine.json", "data/my list.xlsx", b"trainings.csv", "قائمة.json"])
def test_the_name_of_a_file_is_recognized(name):
    """Text that looks like the name of a file is answered with how to read files."""
    assert ["json.name_of_file"] == [issue.code for issue in validate(name)]


@pytest.mark.parametrize("text", ["{mine.json", '"mine.json', "mine", "1.5.2", "a\nmine.json"])
def test_other_text_is_no_name_of_a_file(text):
    """Broken JSON is answered with the place where it is broken."""
    assert ["json.malformed"] == [issue.code for issue in validate(text)]


def test_one_record_has_rows_like_a_list_of_one():
    """One record can be shown as a row without a list around it."""
    record = Participant(id="1")

    assert rows([record]) == rows(record)


def test_a_governorate_that_is_not_found_is_no_field():
    """The look-up speaks of the text it was given, not of a field."""
    with pytest.raises(UnknownTermError) as caught:
        Governorate.find("London")
    assert "No governorate of Iraq was recognized in this value." == caught.value.issue.text(
        "en", isolate=False
    )
