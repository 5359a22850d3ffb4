"""The bundled example states what its source states, and nothing else."""

import json

import pytest

import tipmodel
from tipmodel.examples import example_bytes

TRAINING = tipmodel.example()


def test_the_year_is_not_stated():
    """A date without a year stays so; the inferred year is separate."""
    assert "XXXX-05-04" == str(TRAINING.dates.start)
    assert "XXXX-05-07" == str(TRAINING.dates.end)
    assert 2015 == TRAINING.dates.assumed_year
    assert any(note.about == "/dates/assumed_year" for note in TRAINING.notes)


def test_places_represented_keep_order_spelling_and_openness():
    """Places keep their order and spelling, and the list stays open."""
    places = TRAINING.represented.places

    assert 12 == len(TRAINING.represented.governorates)
    assert "Al-Muthana" == places[4].as_written
    assert "central Iraq" == places[12].region["en"]
    assert TRAINING.represented.complete is False


def test_two_ministries_of_one_name_stay_apart():
    """The federal ministry and that of the Kurdistan Region stay different."""
    federal = TRAINING.speaker("ali").affiliation.part_of
    regional = TRAINING.speaker("othman").affiliation

    assert federal.name == regional.name
    assert federal != regional


def test_what_is_not_stated_is_not_there():
    """Nothing that the source does not state is made up."""
    (document,) = TRAINING.documents

    assert TRAINING.headcount.female is None
    assert TRAINING.delivery is None
    assert () == document.languages
    assert document.media_type is None


def test_the_bytes_are_stable():
    """Reading and writing a document changes no byte of it."""
    assert example_bytes() == tipmodel.dumps(tipmodel.loads(example_bytes()), indent=2) + b"\n"


def test_seven_faults_in_seven_places_are_seven_issues():
    """Seven mistakes are reported at once, in both languages."""
    data = json.loads(example_bytes())
    data["id"] = "no id"
    data["dates"]["end"] = "XXXX-02-30"
    data["headcount"]["total"] = "32"
    data["represented"]["places"][3]["governorate"] = "Kerbala"
    data["sessions"][1]["speakers"] = ["nobody"]
    data["topics"][2] = "psychosocial_suport"
    data["notes"][0]["about"] = "/nowhere"

    issues = tipmodel.validate(data)

    assert {
        "/id": "id.malformed",
        "/dates/end": "date.not_a_date",
        "/headcount/total": "value.wrong_type",
        "/represented/places/3/governorate": "governorate.unknown",
        "/topics/2": "term.unknown",
        "/sessions/1/speakers/0": "session.unknown_speaker",
        "/notes/0/about": "note.points_nowhere",
    } == {issue.pointer: issue.code for issue in issues}
    assert 7 == len(issues)
    assert all(issue.text("en") != issue.text("ar") for issue in issues)


class TestCard:
    @pytest.mark.parametrize("language", tipmodel.languages())
    def test_every_field_with_something_in_it_is_told(self, language):
        """A card shows every stated field."""
        card = tipmodel.describe(TRAINING, language)

        stated = [name for name in tipmodel.unstructure(TRAINING) if name not in NOT_LABELLED]
        assert [] == [
            name
            for name in stated
            if tipmodel.label(type(TRAINING), name, language=language) not in card
        ]

    def test_arabic_lines_run_from_right_to_left(self):
        """A card pasted into any document keeps its direction."""
        assert all(
            line.startswith("\u200f") for line in tipmodel.describe(TRAINING, "ar").split("\n")
        )

    def test_isolates_are_closed_on_their_line(self):
        """No line changes the direction of what follows it."""
        for line in tipmodel.describe(TRAINING, "ar").split("\n"):
            assert sum(map(line.count, "\u2066\u2067\u2068")) == line.count("\u2069")

    def test_without_invisible_characters_where_they_cannot_be_taken(self):
        """A card can be written without invisible characters."""
        bare = tipmodel.describe(TRAINING, "ar", isolate=False)

        assert not set("\u2066\u2067\u2068\u2069\u200e\u200f") & set(bare)
        assert "4–7 أيار" in bare

    def test_words_of_another_language_say_so(self):
        """A text in another language is marked as such."""
        training = tipmodel.Training(id="a", title=tipmodel.LocalizedText(en="Training"))

        assert "الإنكليزية" in tipmodel.describe(training, "ar").split("\n")[0]


NOT_LABELLED = {"schema_version", "title", "represented"}
