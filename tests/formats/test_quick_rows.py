"""Both paths read rows alike, and valid rows take the fast one."""

import csv
import datetime
import random

import pytest

import tipmodel
from tipmodel import (
    InvalidDataError,
    LocalizedText,
    Organization,
    Participant,
    Session,
    Training,
    structure,
)
from tipmodel.codec.documents import loads
from tipmodel.core.options import ReadOptions
from tipmodel.core.rules import OUT_OF_RANGE
from tipmodel.core.validators import InRange, Text
from tipmodel.extend import Record, field, record
from tipmodel.tables import fast_rows, reader
from tipmodel.tables.columns import columns
from tipmodel.tables.source import Fault, Formatted, RawSheet, Row
from tipmodel.tables.writer import used_columns, writer


class Even(InRange):
    """A validator that asks for more than its base."""

    def iter_issues(self, value):
        if type(value) is int and value % 2:
            yield OUT_OF_RANGE.issue(least=0, most=98)


@record("Guest", help="A participant with more rules.")
class Guest(Participant):
    seat: int | None = field("Seat", "Seat.", default=None, validator=Even(0, 99))
    title: LocalizedText | None = field("Title", "Title.", default=None, validator=Text(5))


@record("Made", help="A record with a constructor of its own.")
class Made(Record):
    id: str = field("Identifier", "Identifier.")
    size: int | None = field("Size", "Size.", default=None, validator=InRange(0, 9))

    def __init__(self, *, id, size=None):
        if size == 3:
            raise ValueError("no threes")
        self.__attrs_init__(id=id, size=size)


CLASSES = [Participant, Guest, Made, Organization, Session, Training]

CELLS = ["", "", "", " ", "'", "' ", "''x", "x", " x", "x ", "a\nb", "\na", "a\n", "a\n\nb", "٣", "3", "4", "-1", "1e3", "1e300", "{}", "[]", "{", "null",
         "N/A", "-", "a\u200bb", "\u200cx", "x\u200cy", "\u200c", "\u2800", "\u3164", "é", "É?", "??", "???", "_x0041_", "\x1f", "\ufffd", '="x"', "'=x", "'+964 750 000 0000",
         "أنثى", "ذكر", "F", "male", "2015-05-04", "04/05/2015", "erbil", "أربيل", "Erbil", "IQ", "a@b.org", "'a@b.org", "+964 750 000 0000", "\U0001f600",
         "Total", "Total 3", "المجموع", "Identifier", "Sex", "#id", "x" * 201, "x" * 10_001, 1.0, 1, 0, 0.5, True, False, 42000.0, datetime.date(2015, 5, 4),
         datetime.datetime.fromisoformat("2015-05-04T09:00"), datetime.time(9), Fault("error", "#N/A"), Formatted(7.0, "007"), Formatted(0.85, "85%", percent=True)]  # fmt: skip


def read(cls, rows, *, is_delimited=True):
    """Return the records, the issues and the notices of a table."""
    sheet = RawSheet("", lambda: iter_rows(rows), is_delimited=is_delimited)
    notices = []
    options = ReadOptions(loads, structure, notices.append, None, None, country="IQ")
    found, issues = [], ()
    try:
        for made in reader.records(cls, [sheet], options):
            found.append(made)  # noqa: PERF402 - those before an error count
    except InvalidDataError as error:
        issues = error.issues
    return found, sorted(map(str, issues)), sorted(map(str, notices))


def iter_rows(rows):
    for number, cells in enumerate(rows, 1):
        yield Row(number, list(cells))


def exactly(monkeypatch, cls, rows, **how):
    """Read a table without the fast path."""

    def refuse(*_):
        raise fast_rows.RefusedError

    with monkeypatch.context() as patch:
        patch.setattr(reader, "row_reader", lambda *_: refuse)
        return read(cls, rows, **how)


def table(draw, cls):
    """Make a random table: some columns under codes or labels, and cells of all kinds."""
    language = draw.choice([None, "en", "ar"])
    known = [column for column in columns(cls, language) if column.is_for_people]
    chosen = draw.sample(known, min(len(known), draw.randint(2, 9)))
    if draw.random() < 0.6:
        chosen = [column for column in known if column.path == ("id",)] + [
            column for column in chosen if column.path != ("id",)
        ]
    headings = [column.heading(language) for column in chosen]
    if draw.random() < 0.3:
        headings[-1] = headings[-1].partition(" (")[0]  # states no language
    right = [
        [(c.path == ("id",) and f"p{draw.randint(0, 30)}") or "" for c in chosen] for _ in range(12)
    ]
    for cells in right:
        for at in range(len(cells)):
            if not cells[at] or draw.random() < 0.1:
                cells[at] = draw.choice(CELLS)
    return [headings, *right]


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 30))]
)
def test_both_ways_agree(seed, monkeypatch):
    """Both paths give the same records, issues and notices."""
    draw = random.Random(seed)
    for number in range(25):
        cls = draw.choice(CLASSES)
        rows = table(draw, cls)
        assert read(cls, rows) == exactly(monkeypatch, cls, rows), (seed, number, rows)


def people():
    """Make valid records with the usual fields of rosters."""
    for number in range(40):
        yield structure(
            {
                "id": f"IQ-{number}",
                "name": {"ar": f"سعاد محمد {number}", "en": f"Suad O'Neil {number}"},
                "sex": ["female", "male"][number % 2],
                "rank": "major",
                "affiliation": {"name": {"ar": "وزارة الداخلية"}, "country": "IQ"},
                "place": {"governorate": "erbil"},
                "birth_year": 1980 + number % 20,
                "email": f"p{number}@example.org",
                "phone": f"+964 750 {number:07}",
                "pre_test": number / 2,
                "certificate": True,
            },
            Participant,
        )


@pytest.mark.parametrize("language", [None, "en", "ar"])
@pytest.mark.parametrize("has_id", [True, False])
@pytest.mark.parametrize("is_safe", [True, False])
def test_what_is_right_takes_the_quick_way(language, has_id, is_safe, monkeypatch):
    """Every row that the library writes takes the fast path, with or without identifiers."""
    made = list(people())
    every = [c for c in used_columns(made, language) if has_id or c.path != ("id",)]
    cells = writer(every, language)
    rows = [[column.heading(language) for column in every]]
    for each in made:
        texts = map(str, cells(each))
        rows.append([f"'{text}" if is_safe and text[:1] == "+" else text for text in texts])
    expected = made if has_id else [each.evolve(id=str(n)) for n, each in enumerate(made, 1)]
    monkeypatch.setattr(reader.Table, "_exactly", None)
    assert (expected, []) == read(Participant, rows)[:2]


def test_texts_under_a_heading_without_a_language_take_the_quick_way(monkeypatch):
    """Texts under a heading without a language take the fast path."""
    rows = [["الاسم", "الجنس", "ID"], *([f"سعاد {name}", "أنثى", name] for name in ("a", "b", "c"))]
    monkeypatch.setattr(reader.Table, "_exactly", None)
    found, *_ = read(Participant, rows)
    assert [("a", {"ar": "سعاد a"}), ("b", {"ar": "سعاد b"}), ("c", {"ar": "سعاد c"})] == [
        (each.id, each.name) for each in found
    ]


def test_texts_are_looked_through_once(monkeypatch):
    """The texts of a row are checked at once."""
    made = list(people())
    every = used_columns(made, None)
    cells = writer(every, None)
    rows = [[column.heading(None) for column in every], *map(cells, made)]
    asked = []
    monkeypatch.setattr(
        fast_rows, "plain_of", lambda *each: asked.append(each[0]) or fast_rows.NOTHING
    )
    read(Participant, [[str(cell) for cell in row] for row in rows])
    assert not [cell for cell in asked if "سعاد" in str(cell) or "@" in str(cell)]


def test_nothing_is_remembered_after_the_table(monkeypatch):
    """Nothing of a sheet is cached after reading."""
    headings = ["id", "name.ar", "name.qaa-x-secret", "sex"]
    assert not read(Participant, [headings, ["p1", "سر", "secret", "male"]])[1]
    sources = []
    monkeypatch.setattr(
        fast_rows, "_compiled", lambda text: sources.append(text) or compile(text, "", "exec")
    )
    read(Participant, [headings, ["p1", "سر", "secret", "male"]])
    assert sources
    assert not any("secret" in text for text in sources)


def test_reading_leaves_the_limit_of_csv_alone(tmp_path):
    """Reading long cells leaves the limit of csv unchanged."""
    path = tmp_path / "a.csv"
    long = "x" * 200_000
    path.write_text(f'id,job_title.en,extra\na,"{long}","{{""acme:x"":""{long[:90_000]}""}}"\n')
    before = csv.field_size_limit()
    try:
        csv.field_size_limit(1_000)
        reading = tipmodel.iter_read(path, Participant)
        with pytest.raises(InvalidDataError) as caught:
            next(reading)
        assert ["text.too_long"] == [issue.code for issue in caught.value.issues]
        assert 1_000 == csv.field_size_limit()
    finally:
        csv.field_size_limit(before)
