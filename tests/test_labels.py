"""What people type first is answered with a sentence."""

import pytest

from tipmodel import Participant, Training, label, read, write


def test_a_field_that_is_not_there_has_a_suggestion():
    """A typing mistake is answered with the name that was meant."""
    with pytest.raises(AttributeError, match="Training has no field 'heads'"):
        label(Training, "heads")
    with pytest.raises(AttributeError, match="did you mean 'headcount'"):
        label(Training, "headcuont")


@pytest.mark.parametrize("thing", [None, "Training", int, 3])
def test_a_thing_without_a_label_is_named(thing):
    """Whoever passes the wrong thing learns what can be passed."""
    with pytest.raises(TypeError, match="have labels"):
        label(thing)


def test_one_record_is_written_like_a_list_of_one(tmp_path):
    """Nobody has to make a list of the one record they have."""
    record = Participant(id="1")
    write(record, tmp_path / "one.csv")
    write([record], tmp_path / "list.csv")

    assert [record] == read(tmp_path / "one.csv", Participant)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "list.csv").read_bytes()
