"""What the command says of a long file can be read: what is alike is one line."""

import pytest

from tipmodel.cli import main


@pytest.fixture
def people(tmp_path):
    def write(*rows, head="id,sex,days_attended"):
        path = tmp_path / "people.csv"
        path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(("count", "lines", "more"), [(2, 2, False), (9, 1, False), (50, 1, True)])
def test_notices_of_one_kind_in_one_column_are_one_line(people, capsys, count, lines, more):
    """Fifty numbers in Arabic digits are one thing to know; the first cells are named."""
    path = people(*(f"p{n},female,٣" for n in range(count)))

    assert 0 == main(["check", path])
    said = [line for line in capsys.readouterr().out.splitlines() if "days_attended" in line]
    assert lines == len(said)
    assert more == ("more" in said[0])


def test_rows_that_were_passed_over_are_one_line(people, capsys):
    """Headings that a program repeats on each page are told once, with their rows."""
    page = ("id,sex,days_attended", "p{n},female,3")
    path = people(*(line.format(n=n) for n in range(12) for line in page))

    assert 0 == main(["check", path])
    said = [line for line in capsys.readouterr().out.splitlines() if "A2" in line or "2," in line]
    assert 1 == len(said), said
