"""What differs between records, and which may be about the same training."""

import itertools
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings

import tipmodel
from samples import every_report, full, nine
from tipmodel import (
    DateSpan,
    Headcount,
    LocalizedText,
    PartialDate,
    Participant,
    Reason,
    Sex,
    Speaker,
    Training,
    alike,
    differences,
    strategies,
)
from tipmodel.cli import main
from tipmodel.model.references import child, steps
from tipmodel.views import likeness


def at(record, pointer):
    """Return what stands at a pointer."""
    for step in steps(pointer):
        record = child(record, step)
    return record


@settings(suppress_health_check=list(HealthCheck))
@given(strategies.records(Training), strategies.records(Training))
def test_there_are_differences_if_and_only_if_records_differ(one, other):
    """There are differences if and only if records differ."""
    found = differences(one, other)

    assert differences(one, one) == ()
    assert bool(found) == (one != other)
    for each in found:
        if each.change.value in ("added", "changed"):
            assert at(other, each.pointer) == each.after
        assert each.text("ar")
        assert each.text("en")


def changed_leaves(data):
    """Yield plain data with one leaf changed or taken away, as often as there are leaves."""
    if isinstance(data, dict):
        for key, value in data.items():
            rest = {name: each for name, each in data.items() if name != key}
            yield rest
            yield from ({**data, key: each} for each in changed_leaves(value))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield [*data[:at], *data[at + 1 :]]
            yield from ([*data[:at], each, *data[at + 1 :]] for each in changed_leaves(value))
    elif isinstance(data, str):
        yield f"{data} 2"
    elif type(data) in (int, float):
        yield data + 1


@pytest.mark.parametrize("language", ["ar", pytest.param("en", marks=pytest.mark.long)])
def test_before_and_after_are_told_apart(language):
    """The text of a difference shows different values."""
    told = 0
    for record in (tipmodel.example(), full(Training)):
        for data in changed_leaves(tipmodel.unstructure(record)):
            try:
                other = tipmodel.structure(data)
            except tipmodel.InvalidDataError:
                continue
            for each in differences(record, other):
                values = each._values(language)
                if (
                    each.change.value == "changed"
                    and each.sensitivity is not tipmodel.Sensitivity.PERSONAL
                ):
                    told += 1
                    assert values["before"] != values["after"], (each.pointer, values)
    assert told > 100


def test_an_inserted_item_is_one_difference():
    """An inserted item is one difference."""
    one = tipmodel.example()
    topics = (tipmodel.Topic(code="legal_framework"), *one.topics)

    assert [each.pointer for each in differences(one, one.evolve(topics=topics))] == ["/topics/0"]
    assert [
        each.change.value for each in differences(one, one.evolve(topics=one.topics[::-1]))
    ] == ["moved"]


def test_an_inserted_item_is_one_difference_in_a_long_list_that_repeats_itself():
    """However long a list is and however often an item occurs, only what was inserted differs."""
    often = tuple(LocalizedText(en=f"Aim {number % 5}") for number in range(300))
    old = Training(id="a", title=LocalizedText(en="x"), objectives=often)
    new = old.evolve(objectives=(*often[:150], LocalizedText(en="A new aim"), *often[150:]))

    assert ["/objectives/150"] == [each.pointer for each in tipmodel.differences(old, new)]


def test_personal_values_are_not_shown():
    """Differences show no personal values."""
    people = [
        tipmodel.example().evolve(
            participants=(Participant(id="1", name=LocalizedText(en=name), sex=Sex.MALE),)
        )
        for name in ("Ann Invented", "Bea Invented")
    ]
    (found,) = differences(*people)

    assert found.pointer == "/participants/0/name/en"
    assert "Invented" not in found.text("en") + repr(found)


def test_what_belongs_to_a_person_is_not_shown_however_deep_it_is():
    """Where a participant comes from is personal, although a place is not."""
    old = Participant(id="1", place=tipmodel.Place(city=LocalizedText(en="Zyxwv")))
    new = old.evolve(place=tipmodel.Place(city=LocalizedText(en="Vwxyz")))

    (found,) = differences(old, new)
    assert ("/place/city/en", "personal") == (found.pointer, found.sensitivity.value)
    assert not any(text in found.text("en") for text in ("Zyxwv", "Vwxyz"))


def test_what_was_added_to_a_person_or_removed_is_not_shown_either():
    """A value that stands in one record only is as personal as one that changed."""
    bare, known = Participant(id="1"), Participant(id="1", email="zyxwv@example.org")

    for old, new in ((bare, known), (known, bare)):
        (found,) = differences(old, new)
        assert "/email" == found.pointer
        assert "zyxwv" not in found.text("en")


def test_records_of_two_classes_are_not_compared():
    """Records of different classes are not compared."""
    with pytest.raises(TypeError):
        differences(tipmodel.example(), Headcount(total=1))


def test_the_command_names_fields_in_the_language_of_the_reader(tmp_path, capsys):
    """A change is described in words for people and by pointer for programs."""
    old, new = str(tmp_path / "a.json"), str(tmp_path / "b.json")
    tipmodel.write(nine(), old)
    tipmodel.write([nine()[0].evolve(headcount=Headcount(total=33)), *nine()[2:]], new)

    assert main(["diff", old, new, "--language", "ar"]) == 0
    arabic = capsys.readouterr().out
    assert main(["diff", old, new, "--format", "json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["diff", old, old]) == 0

    assert "أعداد المشاركين" in arabic
    assert {"change": "removed", "id": "hijra-amina-erbil-law-enforcement"} in found
    assert "/headcount/total" in {each.get("pointer") for each in found}
    assert "no difference" in capsys.readouterr().out


def test_the_nine_reports_are_nine_trainings():
    """No two of them are called alike: neither those of one programme, nor those of one city."""
    assert alike(every_report()) == ()


def rewritten(record: Training) -> dict[str, Training]:
    """Return the record as another office might have written it."""
    other = record.evolve(id=f"{record.id}-2", notes=())
    title = LocalizedText(en="A report in other words entirely")
    return {
        "less": other.evolve(sessions=(), speakers=(), outcomes=(), source=None),
        "arabic": other.evolve(title=LocalizedText(ar=record.title["ar"]))
        if "ar" in record.title
        else other,
        "title": other.evolve(title=title),
        "undated": other.evolve(dates=None),
        "year": other.evolve(
            dates=record.dates.evolve(start=record.dates.start.evolve(year=None), end=None),
        )
        if record.dates and record.dates.start
        else other,
    }


@pytest.mark.parametrize("way", ["less", "arabic", "year", "undated"])
def test_a_report_rewritten_is_found(way):
    """The same training, told with less or in one language, is found, and only that."""
    every = nine()
    for record in every:
        other = rewritten(record)[way]

        assert [(p.first.id, p.second.id) for p in alike([*every, other])] == [
            (record.id, other.id)
        ]


def test_what_differs_is_not_alike():
    """Trainings on different days are not alike."""
    one = nine()[3]
    later = DateSpan(
        start=PartialDate(year=2015, month=9, day=1), end=PartialDate(year=2015, month=9, day=2)
    )
    others = [
        one.evolve(id="later", dates=later),
        one.evolve(id="more", headcount=Headcount(total=99)),
        one.evolve(id="erbil", places=(tipmodel.Place(city=LocalizedText(en="Erbil")),)),
    ]

    assert alike([one, *others]) == ()


def test_reasons_are_given(tmp_path, capsys):
    """Alike records come with reasons."""
    source = str(tmp_path / "two.json")
    tipmodel.write([nine()[3], nine()[3].evolve(id="again")], source)
    (pair,) = alike(tipmodel.read(source))

    assert set(Reason) >= set(pair.reasons) >= {Reason.DATES, Reason.TITLE}
    assert main(["alike", source]) == 0
    assert "Same dates" in capsys.readouterr().out


def test_people_in_another_order_have_moved():
    """A different order is one difference."""
    speakers = tuple(Speaker(id=n, name=LocalizedText(en=n)) for n in "ab")
    one = Training(id="t", title=LocalizedText(en="T"), speakers=speakers)
    (found,) = differences(one, one.evolve(speakers=speakers[::-1]))

    assert ("moved", "/speakers") == (found.change.value, found.pointer)


def test_two_courses_on_one_day_are_not_alike():
    """Two courses with different titles on one day are not alike."""
    day = DateSpan(start=PartialDate.parse("2015-05-04"))
    titles = "Law of shelters in the north", "Interviews with children at borders"
    several = [Training(id=title[:3], title=LocalizedText(en=title), dates=day) for title in titles]

    assert alike(several) == ()
    assert len(alike([several[0], several[0].evolve(id="b")])) == 1


@pytest.mark.parametrize(("day", "is_found"), [("2015-05-05~", True), ("2015-05-05", False)])
def test_a_day_in_doubt_rules_nothing_out(day, is_found):
    """A report that doubts its own date is compared with one that states another day."""
    place = (tipmodel.Place(governorate=tipmodel.Governorate.ERBIL),)

    def report(id_, start):
        dates = DateSpan(start=PartialDate.parse(start))
        return Training(id=id_, title=LocalizedText(en="Shelters"), dates=dates, places=place)

    assert is_found == bool(alike([report("a", "2015-05-04"), report("b", day)]))


@pytest.mark.parametrize(("year", "is_found"), [(2015, True), (2014, False), (None, True)])
def test_an_assumed_year_tells_two_trainings_apart(year, is_found):
    """A course of every May is found again only in the year that its reporter assumes."""

    def report(id_, start, assumed):
        dates = DateSpan(start=PartialDate.parse(start), assumed_year=assumed)
        return Training(id=id_, title=LocalizedText(en="Shelters"), dates=dates)

    several = report("a", "2015-05-04", None), report("b", "XXXX-05-04", year)
    assert is_found == bool(alike(several))


def test_an_item_with_an_identifier_that_is_new():
    """An added session is found by its identifier, wherever it stands."""
    first, second = (tipmodel.Session(id=id_, title=LocalizedText(en=id_)) for id_ in "ab")
    before = tipmodel.example().evolve(sessions=(first,))
    after = before.evolve(sessions=(second, first))

    (found,) = tipmodel.differences(before, after)
    assert ("added", "/sessions/0") == (found.change.value, found.pointer)


def random_report(draw, at):
    """Return a training that states little, much of it the same as others state."""
    title = {
        tag: " ".join(draw.sample("abcdefgh", draw.randint(1, 6)))
        for tag in draw.choice([["en"], ["en"], ["ar"], ["en", "ar"]])
    }
    data = {"id": f"t{at}", "title": title}
    days = "2015-05-04", "2015-05-05", "XXXX-05-04", "2016-05-04", "2015-05", "2015", "2016-05-04?"
    parts = {
        "dates": {"start": draw.choice(days)},
        "headcount": {"total": draw.choice([20, 30, {"value": 20, "precision": "about"}])},
        "places": draw.sample(
            [{"governorate": "erbil"}, {"governorate": "ninewa"}, {"city": {"en": "x"}},
             {"city": {"en": "y"}}, {"governorate": "erbil", "city": {"en": "y"}}],
            draw.randint(1, 2),
        ),
        "organizations": [
            {"role": "organizer", "organization": {"name": {"en": draw.choice("pq")}}}
        ],
        "audience": draw.sample(["police", "judges"], 1),
    }  # fmt: skip
    return tipmodel.structure(
        data | {name: part for name, part in parts.items() if draw.random() < 0.6}, Training
    )


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_is_missed_by_comparing_fewer(seed, monkeypatch):
    """The pairs are those found by comparing all records that begin on one day or share a title."""
    draw = random.Random(seed)
    records = [random_report(draw, at) for at in range(80)]
    found = alike(records)

    def all_that_may_be(every):
        return [
            (one.number, other.number)
            for one, other in itertools.combinations(every, 2)
            if one.titles.items() & other.titles.items()
            or (
                one.begins and other.begins and one.begins.day
                and (one.begins.month, one.begins.day) == (other.begins.month, other.begins.day)
            )
        ]  # fmt: skip

    monkeypatch.setattr(likeness, "_candidates", all_that_may_be)
    assert found == alike(records) != ()
