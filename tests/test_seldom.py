"""What records seldom state is read, shown and protected like everything else."""

import pytest

import tipmodel
from tipmodel import (
    Count,
    DateSpan,
    Duration,
    DurationUnit,
    Headcount,
    InvalidDataError,
    LocalizedText,
    Occurrence,
    PartialDate,
    Precision,
    Session,
    Training,
)
from tipmodel.extend import INTERNAL, field, record

X = LocalizedText(en="x")


def span(start, end):
    return DateSpan(start=PartialDate.parse(start), end=PartialDate.parse(end))


def test_a_session_over_midnight_states_both_days():
    """A reader sees on which day it ends."""
    session = tipmodel.structure(
        {"id": "s", "start": "2015-05-04T22:00+03:00", "end": "2015-05-05T01:00+03:00"}, Session
    )
    training = Training(id="a", title=X, sessions=(session,))
    card = tipmodel.describe(training, "en", isolate=False)

    assert "4 May 2015" in card
    assert "5 May 2015" in card


def test_a_period_over_new_year_states_both_years():
    """Neither year is left to the reader."""
    text = span("2014-12-30", "2015-01-02").text("en")

    assert "2014" in text
    assert "2015" in text


def test_a_year_and_one_of_its_months_are_both_shown():
    """A period from some time in a year to a month of it keeps both."""
    assert "2015 – May 2015" == span("2015", "2015-05").text("en")


def test_an_assumed_year_alone_is_shown():
    """A period of which only the reader's inference is known says so."""
    dates = DateSpan(assumed_year=2015, length=Duration(value=3, unit=DurationUnit.DAY))

    assert "2015" in dates.text("en")


def test_nothing_of_a_hundred_is_shown():
    """A share of nothing is stated like any other."""
    assert "0%" == Count(percent=0).text("en")


@record("Girls counted", help="A headcount with a number of its own.")
class WithGirls(Headcount):
    """A headcount with a number of its own."""

    girls: int | None = field("Girls", "How many were girls.", default=None, example=3)


def test_a_headcount_with_unknown_numbers_is_published_as_a_total():
    """A number of unknown meaning may reveal others, so only the total is published."""
    view = tipmodel.public_view(WithGirls(total=100, female=50, girls=3))

    assert view == WithGirls(total=100)


@record("Funded", help="A training with a budget that every record has.")
class Funded(Training):
    """A training with a budget that every record has."""

    budget: int = field("Budget", "In dollars.", sensitivity=INTERNAL, example=900)


def test_a_training_that_cannot_be_without_a_private_field_is_not_published():
    """A public view without a required field would not be a valid record."""
    with pytest.raises(ValueError, match="published"):
        tipmodel.public_view(Funded(id="a", title=X, budget=900))


def test_a_value_written_as_text_has_a_schema():
    """A program can check a partial date alone."""
    assert tipmodel.json_schema(PartialDate)["type"] == "string"


def test_a_training_that_is_about_a_number_stays_about_it():
    """The numbers of its courses do not make its own more exact."""
    about = Count(value=39, precision=Precision.ABOUT)
    courses = (Occurrence(headcount=Headcount(total=20)), Occurrence(headcount=Headcount(total=19)))
    found = tipmodel.summary(
        [Training(id="a", title=X, headcount=Headcount(total=about), occurrences=courses)]
    )

    assert found.total.participants.interval.about == 39


def test_a_range_of_days_is_a_range_in_the_table():
    """Three to five days are neither three nor five."""
    length = Duration(value=3, at_most=5, unit=DurationUnit.DAY)
    found = tipmodel.summary([Training(id="a", title=X, dates=DateSpan(length=length))])

    assert "3–5" in [
        str(cell).replace("\u2068", "").replace("\u2069", "") for cell in found.table("en")[0]
    ]


@pytest.mark.parametrize("suffix", ["html", "xlsx"])
def test_a_summary_to_which_no_rule_applied_has_no_list_of_rules(suffix, tmp_path):
    """A heading without anything below it would be a riddle."""
    found = tipmodel.summary([Training(id="a", title=X, headcount=Headcount(total=32))])
    tipmodel.write_summary(found, tmp_path / f"a.{suffix}", "en")

    assert found.notes("en") == []
    assert b"How this was counted" not in (tmp_path / f"a.{suffix}").read_bytes()


def test_a_delivery_that_is_not_published_is_not_counted():
    """A headcount without a total disappears from a public view, whatever else it states."""
    hidden = Occurrence(headcount=Headcount(female=1, organizations=0))
    training = Training(id="a", title=X, occurrences=(Occurrence(title=X), hidden))

    assert len(tipmodel.public_view(training).occurrences) == 1
    assert tipmodel.summary([training]).total.times_held.interval.high == 1


def needs_a_budget(training):
    """Ask for something that no training has."""
    yield from training.no_such_field


@record("Faulty", help="A training with a rule that has a bug.")
class Faulty(Training):
    """A training with a rule that has a bug."""

    invariants = (*Training.invariants, needs_a_budget)


def test_a_bug_in_a_rule_of_a_caller_is_not_hidden():
    """A rule that fails is not a rule that holds."""
    with pytest.raises(AttributeError, match="no_such_field"):
        Faulty(id="a", title=X)
    with pytest.raises(AttributeError, match="no_such_field"):
        tipmodel.structure({"id": "a", "title": {"en": "x"}}, Faulty)


def test_a_description_of_tables_that_names_another_file_is_refused(tmp_path):
    """Reading opens no file but the tables of the folder."""
    tipmodel.write_tables([tipmodel.example()], tmp_path / "t")
    file = tmp_path / "t" / "datapackage.json"
    text = file.read_text("utf-8")
    assert '"trainings.csv"' in text
    file.write_text(text.replace('"trainings.csv"', '"../secret.csv"'), "utf-8")

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read_tables(tmp_path / "t")
    assert [issue.code for issue in caught.value.issues] == ["tables.unknown"]


def test_blank_lines_in_a_table_mean_nothing(tmp_path):
    """A row of commas is no row."""
    tipmodel.write_tables([tipmodel.example()], tmp_path / "t")
    file = tmp_path / "t" / "topics.csv"
    width = file.read_text("utf-8-sig").splitlines()[0].count(",")
    file.write_text(file.read_text("utf-8-sig") + "," * width + "\n", "utf-8-sig")

    assert tipmodel.read_tables(tmp_path / "t") == [tipmodel.example()]


def test_a_part_without_any_value_is_refused_at_its_row(tmp_path):
    """A place of which nothing is stated is found in its table."""
    tipmodel.write_tables([tipmodel.example()], tmp_path / "t")
    file = tmp_path / "t" / "places.csv"
    first, *rows = file.read_text("utf-8-sig").splitlines()
    id_, path, part_of, *_ = rows[0].split(",")
    rows[0] = ",".join([id_, path, part_of, *[""] * first.count(",")][: first.count(",") + 1])
    file.write_text("\n".join([first, *rows]) + "\n", "utf-8-sig")

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.read_tables(tmp_path / "t")
    issues = [(issue.code, issue.row) for issue in caught.value.issues]
    assert ("record.states_nothing", 2) in issues


def test_a_share_and_a_part_disagree_with_the_list_of_people():
    """A share is compared as a share of the total, and a part without a total as it is."""
    from tipmodel import Participant, Sex
    from tipmodel.views.privacy import disagreements

    people = tuple(
        Participant(id=f"p{n}", sex=Sex.FEMALE if n == 0 else Sex.MALE) for n in range(10)
    )
    for headcount, wrong in (
        (Headcount(total=10, female=Count(percent=50)), ["Female participants"]),
        (Headcount(total=10, female=Count(percent=10)), []),
        (Headcount(female=3), ["Female participants"]),
        (Headcount(female=1), []),
    ):
        training = Training(id="a", title=X, headcount=headcount, participants=people)
        found = disagreements(training)
        assert [len(wrong), *wrong] == [len(found), *(str(each.label.english) for each in found)]
