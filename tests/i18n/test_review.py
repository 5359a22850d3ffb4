"""The sheet for reviewers contains every phrase in context."""

import csv

import pytest

import review
from l10n import phrases
from tipmodel.i18n import languages


@pytest.mark.parametrize("language", languages()[1:])
def test_a_reviewer_sees_every_word_in_its_place(language):
    """The sheet contains every phrase."""
    head, *rows = review.rows(language)

    assert set(phrases()) <= {row[0].partition("[")[0] for row in rows}
    assert all(len(row) == len(head) for row in rows)
    assert not [row for row in rows if "{" in row[3]]
    assert "no" in {row[5] for row in rows}


def test_the_sheet_opens_in_a_spreadsheet_program(tmp_path, monkeypatch, capsys):
    """The sheet opens in a spreadsheet program."""
    monkeypatch.setattr(review, "__file__", str(tmp_path / "scripts" / "review.py"))
    monkeypatch.setattr("sys.argv", ["review.py", "ar"])

    assert 0 == review.main()

    path = tmp_path / "dist" / "review-ar.csv"
    assert str(path) == capsys.readouterr().out.strip()
    assert b"\xef\xbb\xbf" == path.read_bytes()[:3]
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert review.HEADINGS == tuple(next(csv.reader(file)))
