"""What a newcomer types first, and wrong, is answered in a sentence that says what to type."""

import datetime
import itertools
import re

import pytest

import tipmodel
from tipmodel import (
    DateSpan,
    Governorate,
    Headcount,
    InvalidDataError,
    LocalizedText,
    PartialDate,
    Participant,
    Place,
    Sex,
    Topic,
    Training,
)
from tipmodel.extend import LabeledEnum, field, record

TITLE = LocalizedText(en="Community policing")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Training(id="a", titel=TITLE), "Training has no field 'titel'; did you mean 'title'?"),
        (Training, "Training needs a value for id and title"),
        (lambda: Training("a"), "Training takes no values without a name; write Training(id=…, title=…)"),
        (lambda: Participant(nmae=TITLE, sxe=Sex.MALE), "Participant has no field 'nmae'; did you mean 'name'?\nParticipant has no field 'sxe'; did you mean 'sex'?"),
        (lambda: Topic("arrest"), "Topic takes no values without a name; write Topic(code=…)"),
        (lambda: PartialDate("2015"), "PartialDate takes no values without a name; write PartialDate.parse(…)"),
        (lambda: Governorate.find(None), "Governorate.find reads text, not NoneType"),
        (lambda: PartialDate.parse(2015), "PartialDate.parse reads text, not int"),
        (lambda: PartialDate.of("2015"), "PartialDate.of takes a date, not str; PartialDate.parse reads text"),
        (lambda: LocalizedText("Erbil"), "say which language the text is in: LocalizedText(en=…)"),
        (lambda: LocalizedText(["Erbil"]), "say which language the text is in: LocalizedText(en=…)"),
        (lambda: tipmodel.dumps(Training), "expected a record, such as Training(…), not a class"),
        (lambda: tipmodel.loads("{}", Place(country="IQ")), "expected a class such as Place, not a record of it"),
        (lambda: tipmodel.summary([Place(country="IQ")]), "expected a Training, not Place"),
        (lambda: tipmodel.summary(Training(id="a", title=TITLE)), "expected records of Training, such as a list, not Training"),
        (lambda: tipmodel.tally(None), "expected records of Participant, such as a list, not NoneType"),
        (lambda: tipmodel.write(3, "a.json"), "expected records, such as a list, not int"),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_a_call_that_python_cannot_make_says_how_to_make_it(call, says):
    with pytest.raises(TypeError, match=f"^{re.escape(says)}$"):
        call()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Place(city="Erbil"), "must be LocalizedText, such as LocalizedText(en=…), not str."),
        (lambda: Training(id="a", title=TITLE, dates="2015"), "must be DateSpan, such as DateSpan(start=…), not str."),
        (lambda: Training(id="a", title=TITLE, headcount=32), "must be Headcount, such as Headcount(total=…), not int."),
        (lambda: Training(id="a", title=TITLE, places=[]), "must be a tuple of Place, not list."),
        (lambda: DateSpan(start=datetime.date(2015, 5, 4)), "must be PartialDate, such as PartialDate.parse(…), not date."),
        (lambda: Headcount(total="32"), "must be int or Count, not str."),
        (lambda: Sex("F"), "“Sex” has a value that is not allowed. Allowed values: female or male."),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_a_value_of_another_type_is_told_which_one_is_wanted(call, says):
    with pytest.raises(InvalidDataError) as caught:
        call()
    (issue,) = caught.value.issues
    assert issue.text("en", isolate=False).endswith(says)


def test_an_enum_without_a_label_lists_its_values_too():
    """A closed set of an extension is refused by value, in data and in Python."""

    class Shift(LabeledEnum):
        EARLY = "early", "Early", "Before noon."

    @record("Shifted")
    class Shifted(Place):
        shift: Shift | None = field("Shift", "When.", default=None)

    with pytest.raises(InvalidDataError, match="early"):
        Shift("late")
    (issue,) = tipmodel.validate('{"country": "IQ", "shift": "late"}', Shifted)
    assert (issue.code, issue.pointer) == ("choice.unknown", "/shift")


def test_a_record_where_data_are_wanted_is_called_by_its_class():
    (issue,) = tipmodel.validate(tipmodel.example())
    assert issue.text("en", isolate=False) == "This value must be a group of fields, not Training."


def test_nobody_keeps_a_record_whose_required_values_are_missing():
    """Whoever suppresses the error of a constructor holds an empty record."""
    record = object.__new__(Participant)
    with pytest.raises(TypeError):
        Participant.__init__(record, name=TITLE)
    assert not hasattr(record, "name")


@pytest.mark.parametrize("call", [tipmodel.summary, tipmodel.tally])
def test_whoever_counts_by_something_unknown_is_told_what_there_is(call):
    with pytest.raises(ValueError, match=r"cannot count by governorat; there are: .*governorate"):
        call([], by=["governorat"])


@pytest.mark.parametrize("country", ["Iraq", "iq", "", 964])
def test_a_country_is_given_by_its_code_or_not_at_all(tmp_path, country):
    """Otherwise every telephone number would be refused for a fault of the call."""
    path = tmp_path / "people.csv"
    path.write_text("id\n1\n")
    with pytest.raises(ValueError, match="there is no country"):
        tipmodel.read(path, Participant, country=country)


def test_two_classes_are_joined_in_the_language_of_the_reader():
    """Between the names of classes, no English word stands in an Arabic sentence."""
    with pytest.raises(InvalidDataError) as caught:
        Headcount(total="32")

    assert "int أو Count" in caught.value.issues[0].text("ar", isolate=False)
