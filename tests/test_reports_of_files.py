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


@pytest.mark.parametrize(
    ("count", "step", "told"),
    [(2, 1, []), (9, 1, ["C2:C10"]), (50, 2, ["C2, C4, C6", "more"])],
)
def test_notices_of_one_kind_in_one_column_are_one_line(people, capsys, count, step, told):
    """Fifty numbers in Arabic digits are one thing to know; the first cells are named."""
    digits = {0: "٣"}
    path = people(*(f"p{n},female,{digits.get(n % step, 3)}" for n in range(count)))

    assert 0 == main(["check", path])
    said = [line for line in capsys.readouterr().out.splitlines() if "days_attended" in line]
    assert (len(said) == 1) == bool(told)
    assert all(each in said[0] for each in told)


def test_rows_that_were_passed_over_are_one_line(people, capsys):
    """Headings that a program repeats on each page are told once, with their rows."""
    page = ("id,sex,days_attended", "p{n},female,3")
    path = people(*(line.format(n=n) for n in range(12) for line in page))

    assert 0 == main(["check", path])
    said = [line for line in capsys.readouterr().out.splitlines() if "A2" in line or "2," in line]
    assert 1 == len(said), said
