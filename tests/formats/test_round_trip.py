"""What was written is read, in every language and format."""

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from random_records import records

import tipmodel
from samples import crossed, full
from tipmodel import (
    Consent,
    InvalidDataError,
    LocalizedText,
    Organization,
    Participant,
    Programme,
    Session,
    Sex,
    Speaker,
    Training,
)
from tipmodel.core.unicode import fold
from tipmodel.formats import _MODULES
from tipmodel.i18n import languages
from tipmodel.model import MODEL
from tipmodel.tables.columns import columns, find, stems
from tipmodel.tables.heading_words import understand

ONE_WAY = {"ics", "zip"}
"""Calendars are only written, and archives of forms are only read."""
OF_AN_EXTRA = {"parquet"}
"""It has tests of its own, where its library is."""
SUFFIXES = tuple(
    {
        module: suffix
        for suffix, module in reversed(_MODULES.items())
        if module not in ONE_WAY | OF_AN_EXTRA
    }.values()
)
WAYS = st.tuples(st.sampled_from(SUFFIXES), st.sampled_from([*languages(), None]))


def there_and_back(several, cls, folder, way):
    suffix, language = way
    path = folder / f"records{suffix}"
    tipmodel.write(several, path, language)
    return tipmodel.read(path, cls)


RELAXED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]

FORMULA_LIKE = [
    "=1+1", "+964", "-", "@SUM(A1)", "'\n", "'=1", "''", " a ", "\t x", "a\u200c", "_x000D_", "＝1",
    "a\n\nb ", "{", "[]",
]  # fmt: skip

LINES_BELOW_A_LIST = [
    "x:", "Prepared by HR", "Note", "Number of women", "Trainer: Suad", "Director", "توقيع",
    "عدد المشاركين", "Total", "No", "لا",
]  # fmt: skip


class TestRoundTrip:
    @pytest.mark.parametrize("cls", MODEL)
    @given(data=st.data(), way=WAYS)
    @settings(max_examples=2, suppress_health_check=RELAXED)
    def test_any_records(self, cls, data, way, tmp_path):
        """No format loses or changes anything."""
        several = data.draw(st.lists(records(cls, int(cls is Training)), max_size=3))

        assert several == there_and_back(several, cls, tmp_path, way)

    @pytest.mark.long
    @pytest.mark.parametrize("cls", MODEL)
    @given(data=st.data(), way=WAYS)
    @settings(max_examples=500, suppress_health_check=RELAXED)
    def test_very_many_records(self, cls, data, way, tmp_path):
        """No format loses or changes anything, in many records."""
        several = data.draw(st.lists(records(cls, int(cls is Training)), max_size=3))

        assert several == there_and_back(several, cls, tmp_path, way)

    @pytest.mark.parametrize(
        ("cls", "suffix", "language"), crossed(MODEL, SUFFIXES, [*languages(), None])
    )
    def test_every_field(self, cls, suffix, language, tmp_path):
        """A record with every field comes back without a notice."""
        path, told = tmp_path / f"records{suffix}", []
        tipmodel.write([full(cls)], path, language)

        assert [full(cls)] == tipmodel.read(path, cls, notice=told.append)
        assert not told

    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_text_that_spreadsheets_could_take_for_something_else(self, suffix, tmp_path):
        """Text that looks like a formula comes back unchanged."""
        several = [
            Session(title=LocalizedText(en=text, ar=text), extra={"acme:x": text})
            for text in FORMULA_LIKE
        ]

        assert several == there_and_back(several, Session, tmp_path, (suffix, "ar"))

    @pytest.mark.parametrize("suffix", SUFFIXES)
    @pytest.mark.parametrize("language", ["en", None])
    @pytest.mark.parametrize("text", LINES_BELOW_A_LIST)
    def test_text_that_could_stand_below_a_list(self, text, language, suffix, tmp_path):
        """A record that looks like a total, a signature or a refusal is still a record."""
        said = LocalizedText(en=text)
        for several in (
            [Speaker(name=said, count=1), Speaker(id="a", name=said)],
            [Speaker(affiliation=Organization(name=said), count=1)],
            [Session(title=said, day=1)],
            [Participant(id="Note-1", birth_year=1980), Participant(id="a", name=said)],
            [Participant(id="a", sex=Sex.FEMALE, consent=Consent(purpose=said))],
        ):
            way = suffix, language
            assert several == there_and_back(several, type(several[0]), tmp_path, way)

    def test_several_nouns_are_several_sheets(self, tmp_path):
        """One workbook holds the participants and the speakers of a training."""
        people = [full(Participant), full(Speaker)]
        path = tmp_path / "people.xlsx"

        tipmodel.write(people, path, "ar")
        assert people == [*tipmodel.read(path, Participant), *tipmodel.read(path, Speaker)]
        with pytest.raises(InvalidDataError, match="no sheet called"):
            tipmodel.read(path)
        with pytest.raises(InvalidDataError, match="only one kind"):
            tipmodel.write(people, tmp_path / "people.csv")

    def test_a_failed_write_leaves_the_old_file(self, tmp_path):
        """A failed write leaves the old file."""
        path = tmp_path / "people.csv"
        tipmodel.write([full(Speaker)], path)

        with pytest.raises(InvalidDataError):
            tipmodel.write([full(Participant), full(Speaker)], path)
        assert [full(Speaker)] == tipmodel.read(path, Speaker)
        assert [path] == list(tmp_path.iterdir())

    def test_what_is_too_long_for_a_cell_is_told(self, tmp_path):
        """A text that is too long for a cell is reported."""
        several = [Session(extra={"acme:x": "x" * 40_000})]

        with pytest.raises(InvalidDataError) as caught:
            tipmodel.write(several, tmp_path / "s.xlsx", "en")

        assert ["cell.too_long"] == [issue.code for issue in caught.value.issues]
        assert several == there_and_back(several, Session, tmp_path, (".csv", "en"))


class TestHeadings:
    @pytest.mark.parametrize("language", [*languages(), None])
    @pytest.mark.parametrize("cls", MODEL)
    def test_every_heading_is_one_column(self, cls, language):
        """Every heading names exactly one column."""
        every = columns(cls, language)
        headings = [column.heading(language) for column in every]

        assert len(headings) == len({fold(heading) for heading in headings})
        assert every == tuple(find(cls, heading)[language] for heading in headings)

    @pytest.mark.parametrize(
        "heading",
        ["الاسم الكامل (العربيه)", "الإسم الكامل  (العربية)", "FULL NAME (Arabic)", "name.ar", "full name (ar)"],
    )  # fmt: skip
    def test_a_heading_may_be_spelled_otherwise(self, heading):
        """Headings are recognised in any letter case and spelling."""
        assert ("name", "ar") == understand(Participant, [heading])[0].column.path

    def test_columns_come_from_the_model(self):
        """Nested records are columns, and lists are one cell."""
        paths = [".".join(column.path) for column in columns(Participant, None)]

        assert paths[:3] == ["id", "name.ar", "name.en"]
        assert {"affiliation.name.ar", "place.governorate", "age.at_least", "consent.given_on"} <= {
            *paths
        }
        assert "affiliation.part_of" in paths
        assert all(column.personal for column in stems(Participant))


class TestRows:
    def test_flat_rows_for_a_data_frame(self):
        """`rows` returns numbers and labels under readable headings."""
        person = full(Participant)

        (row,) = tipmodel.rows([person], "ar")
        assert 82.5 == row["نتيجة الاختبار البعدي"]
        assert "أنثى" == row["الجنس"]
        assert "نعم" == row[tipmodel.label(Participant, "certificate", language="ar")]
        assert row["صيغة المخاطبة (بالعربية)"] is None
        (row,) = tipmodel.rows([person], None)
        assert "female" == row["sex"]

    def test_a_department_is_part_of_its_ministry_in_one_cell(self):
        """A department and its ministry are in one cell."""
        body = Organization(
            name=LocalizedText(en="Department"),
            part_of=Organization(name=LocalizedText(en="Ministry")),
        )

        (row,) = tipmodel.rows([body])
        assert '{"name": {"en": "Ministry"}}' == row["Part of"]


def test_cells_full_of_separators_do_not_decide_how_a_file_is_parted(tmp_path):
    """A separator that breaks quotation marks is not chosen."""
    one = tipmodel.RelatedTraining(
        title=LocalizedText(en=";\n"),
        headcount=tipmodel.Headcount(unit=LocalizedText(en=";\n")),
        kind=tipmodel.TrainingKind(code="training", names=LocalizedText(en=";"), source="a"),
        relation=tipmodel.Relation.PREVIOUS,
    )
    path = tmp_path / "a.csv"
    tipmodel.write(one, path, "en")

    assert [one] == tipmodel.read(path, tipmodel.RelatedTraining)


def test_a_separator_within_quoted_cells_is_not_taken_for_that_of_the_file(tmp_path):
    """A list of names over several lines, with a stroke at the end of each, is read back."""
    several = [
        Programme(name=LocalizedText(ar="|\n=1+1"), phase=LocalizedText(en="|")),
        Programme(name=LocalizedText(ar="a|\nb|\nc|\nd|"), phase=LocalizedText(en="|")),
    ]
    tipmodel.write(several, tmp_path / "a.csv", "en")

    assert several == tipmodel.read(tmp_path / "a.csv", Programme)
