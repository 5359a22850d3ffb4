"""Totals are never more exact than their sources, and nothing is counted twice in silence."""

import csv
import itertools
import json
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

import tipmodel
from samples import nine
from tipmodel import (
    Count,
    DateSpan,
    Governorate,
    GroupCount,
    Headcount,
    LocalizedText,
    Occurrence,
    PartialDate,
    Participant,
    Place,
    Precision,
    Representation,
    Sex,
    Status,
    Training,
    public_view,
    strategies,
    summary,
)
from tipmodel.cli import main
from tipmodel.extend import INTERNAL, field, fields, record
from tipmodel.values.intervals import Interval, interval_of
from tipmodel.views.summary import DIMENSIONS

LIMITS = [Precision.AT_LEAST, Precision.MORE_THAN, Precision.AT_MOST, Precision.FEWER_THAN]
MOST = 12


def training(id: str = "t", **stated) -> Training:
    return Training(id=id, title=tipmodel.LocalizedText(en="T"), **stated)


def admits(count, n: int, whole: int) -> bool:
    """Tell whether *n* of *whole* people are what a count says; the definition, in plain words."""
    if isinstance(count, int):
        return n == count
    if count.at_most is not None:
        return count.value <= n <= count.at_most
    if count.percent is None:
        stated, share = Fraction(count.value), Fraction(n)
    else:
        stated, share = Fraction(str(count.percent)), Fraction(100 * n, whole)
    return {
        Precision.AT_LEAST: share >= stated,
        Precision.MORE_THAN: share > stated,
        Precision.AT_MOST: share <= stated,
        Precision.FEWER_THAN: share < stated,
        Precision.EXACT: abs(share - stated) <= Fraction(1, 2),
    }[count.precision]


SHAPES = [
    *range(MOST + 1),
    *(Count(value=n, precision=p) for n in range(MOST + 1) for p in LIMITS),
    *(Count(value=n, at_most=n + more) for n in range(MOST) for more in (1, 3) if n + more <= MOST),
    *(
        Count(percent=n, precision=p)
        for n in (0, 10, 25, 33, 50, 66, 75, 100)
        for p in (*LIMITS, Precision.EXACT)
    ),
]


@pytest.mark.parametrize("whole", [1, 2, 7, MOST])
def test_a_count_has_the_limits_of_all_values_that_it_admits(whole):
    """No number is made more exact than its source, and none less."""
    for count in SHAPES:
        possible = [n for n in range(whole + 1) if admits(count, n, whole)]
        found = interval_of(count, Interval(whole, whole)).within(Interval(whole, whole))
        if possible:
            assert (found.low, found.high) == (min(possible), max(possible)), count


@given(st.lists(st.sampled_from(SHAPES[: (MOST + 1) * 5]), min_size=1, max_size=3))
def test_a_sum_has_the_limits_of_all_sums(counts):
    """The total of many trainings is right whatever their numbers truly were."""
    open_end = 3 * MOST
    ranges = [[n for n in range(open_end + 1) if admits(c, n, open_end)] for c in counts]
    if not all(ranges):
        return
    sums = [sum(chosen) for chosen in itertools.product(*(r[:3] + r[-3:] for r in ranges))]
    trainings = [
        training(f"t{at}", headcount=Headcount(total=count)) for at, count in enumerate(counts)
    ]

    found = summary(trainings, internal=True).total.participants.interval

    assert found.low == min(sums)
    assert found.high == (None if any(r[-1] == open_end for r in ranges) else max(sums))


def test_the_nine_reports_are_added_up_right():
    """The total agrees with a count by hand: 32+39+15+27+20+60+20, 30 for the one of two courses that was held, and one unknown."""
    found = summary(nine(), "year")
    rows = {row.keys[0].code: row for row in found.rows}

    assert found.total.participants.interval == Interval(243, None)
    assert (found.total.participants.unstated, found.total.trainings) == (1, 9)
    assert found.total.times_held.interval == Interval(10, 10)
    assert found.total.days.interval == Interval(34, 34)
    assert {code: row.participants.interval.low for code, row in rows.items()} == {
        "2015": 42,
        "2016": 30,
        "2017": 60,
        "2022": 40,
        "2024": 0,
        "": 71,
    }
    assert found.sentence("en") == (
        "at least 243 participants, in 9 trainings (no number stated for 1 training)"
    )
    assert found.sentence("ar") == (
        "243 مشاركًا على الأقل، في 9 تدريبات (العدد غير مذكور لـ: تدريب واحد)"
    )


def test_the_nine_reports_by_sex_are_added_up_right():
    """Women: 9, more than half of 27, 2, and some of 60; nobody is invented for the other five."""
    rows = {row.keys[0].code: row for row in summary(nine(), "sex", internal=True).rows}

    assert (rows["female"].participants.interval.low, rows["female"].participants.unstated) == (
        26,
        5,
    )
    assert (rows["male"].participants.interval.low, rows["male"].participants.unstated) == (19, 7)


def test_a_number_that_is_about_stays_about():
    """«Some 39» is neither a least nor a most."""
    found = summary(
        [
            training("a", headcount=Headcount(total=Count(value=39, precision=Precision.ABOUT))),
            training("b", headcount=Headcount(total=20)),
        ]
    )

    assert found.total.participants.interval == Interval(20, 20, 39)
    assert found.sentence("en") == ("20 participants, plus about 39 participants, in 2 trainings")
    assert any("about" in note for note in found.notes("en"))


def test_deliveries_are_limits_and_no_sum():
    """Someone who came to both courses may count once, and someone who came to one counts."""
    held = (
        Occurrence(headcount=Headcount(total=30), dates=DateSpan(start=PartialDate(year=2020))),
        Occurrence(headcount=Headcount(total=25), dates=DateSpan(start=PartialDate(year=2021))),
    )
    one = training(occurrences=held)
    own = training(occurrences=held, headcount=Headcount(total=40))

    assert summary([one]).total.participants.interval == Interval(30, 55)
    assert summary([own]).total.participants.interval == Interval(40, 40)
    assert [row.participants.interval for row in summary([one], "year").rows] == [
        Interval(30, 30),
        Interval(25, 25),
    ]
    assert len(summary([one], "year").notes("en")) == 2


def test_groups_are_never_added():
    """A judge who is a woman is one person."""
    groups = (
        GroupCount(name=tipmodel.LocalizedText(en="judges"), count=20),
        GroupCount(name=tipmodel.LocalizedText(en="lawyers"), count=15),
    )
    found = summary([training(headcount=Headcount(groups=groups))], internal=True)

    assert found.total.participants.interval == Interval(20, None)


@pytest.mark.parametrize("status", [Status.PLANNED, Status.CANCELLED, Status.POSTPONED])
def test_what_has_not_taken_place_trained_nobody(status):
    """A training that has not taken place has no participants."""
    planned = training(status=status, headcount=Headcount(total=30))
    found = summary([planned])

    assert (found.total.trainings, found.total.participants.interval) == (1, Interval(0, 0))
    assert found.notes("en")


def test_a_year_is_assumed_only_when_asked_for():
    """A report of a year counts what states that year, and says when it counts more."""
    dates = DateSpan(start=PartialDate(month=5, day=4), assumed_year=2015)
    one = [training(dates=dates)]
    assumed = summary(one, "year", assumed_years=True)

    assert [row.keys[0].code for row in summary(one, "year").rows] == [""]
    assert [row.keys[0].code for row in assumed.rows] == ["2015"]
    assert any("assumed" in note for note in assumed.notes("en"))


def test_what_is_in_two_rows_is_said_to_be():
    """A table whose rows overlap warns against adding them up."""
    places = (Place(governorate=Governorate.ERBIL), Place(governorate=Governorate.DUHOK))
    found = summary([training(places=places, headcount=Headcount(total=30))], "governorate")

    assert [row.trainings for row in found.rows] == [1, 1]
    assert [row.participants.interval for row in found.rows] == [Interval(0, 30)] * 2
    assert found.total.participants.interval == Interval(30, 30)
    assert any("add up" in note for note in found.notes("en"))


def test_a_list_counts_as_at_least_and_never_in_public():
    """A list of participants may lack some, and is not for the public."""
    one = [training(participants=(Participant(id="1", sex=Sex.FEMALE),))]

    assert summary(one, internal=True).total.participants.interval == Interval(1, None)
    assert summary(one).total.participants.stated == 0


BY = st.lists(st.sampled_from([*sorted(DIMENSIONS), "sex"]), max_size=2, unique=True).map(tuple)


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(strategies.records(Training), max_size=2, unique_by=lambda t: t.id), BY)
@example(
    [
        Training(
            id="a",
            title=LocalizedText(ar="دورة"),
            occurrences=(
                Occurrence(title=LocalizedText(ar="الأولى")),
                Occurrence(headcount=Headcount(female=1)),
            ),
        )
    ],
    ("audience",),
)
def test_a_summary_says_no_more_than_what_may_be_published(trainings, by):
    """Several tables of a report together give nobody away whom the public views do not."""
    told = list(map(public_view, trainings))

    assert summary(trainings, by).data()["rows"] == summary(told, by, internal=True).data()["rows"]


def hiding(name):
    """Return a training of which an extension keeps one field private."""
    shown = next(each for each in fields(Training) if each.name == name)
    hidden = field("Hidden", "Of an extension.", default=shown.default, sensitivity=INTERNAL)
    body = {"__annotations__": {name: shown.type}, name: hidden, "__module__": __name__}
    return record("Hiding", help="Of an extension.")(type(f"Hiding_{name}", (Training,), body))


READ = (
    "status", "dates", "places", "headcount", "occurrences", "represented", "organizations",
    "topics", "sessions", "kind", "audience", "programmes",
)  # fmt: skip
EVERYTHING = tuple(DIMENSIONS)


@pytest.mark.parametrize("name", READ)
def test_what_an_extension_keeps_private_is_in_no_summary(name):
    """A class may raise the sensitivity of a field that summaries read."""
    every = [
        *nine(),
        training(status=Status.PLANNED, represented=Representation(places=(Place(country="IQ"),))),
    ]
    cls = hiding(name)
    data = [
        {each.name: getattr(one, each.name) for each in fields(Training) if each.name != "notes"}
        for one in every
        if getattr(one, name) not in (None, ())
    ]
    hidden = [cls(**values) for values in data]
    assert hidden
    for by in (*((each,) for each in EVERYTHING), ("sex",)):
        public = summary(list(map(public_view, hidden)), by, internal=True)
        assert summary(hidden, by).data()["rows"] == public.data()["rows"]


@record("Planned", help="Of an extension.")
class Planned(Training):
    """A training with a second headcount."""

    expected: Headcount | None = field("Expected", "Of an extension.", default=None)


def test_a_second_headcount_of_an_extension_protects_the_first():
    """Of 60 people and 59 expected, a breakdown of either would tell of one."""
    one = Planned(
        id="a",
        title=LocalizedText(en="x"),
        headcount=Headcount(total=60, female=30),
        expected=Headcount(total=59, female=29),
    )
    found = summary([one], "sex")

    assert [0, 0] == [row.participants.stated for row in found.rows]
    assert any("small groups" in note for note in found.notes("en"))


def test_small_groups_are_protected():
    """Three women of 32 are not published, in any table."""
    one = [training(headcount=Headcount(total=32, female=3, male=29))]
    public = {row.keys[0].code: row.participants.stated for row in summary(one, "sex").rows}

    assert public == {"female": 0, "male": 0}
    assert any("small groups" in note for note in summary(one, "sex").notes("en"))


def test_a_body_is_called_in_every_language_that_any_record_has():
    """An Arabic report does not fall back to English where a name is known."""
    found = summary(nine(), ("funder",))

    assert {row.keys[0].text("ar") for row in found.rows} >= {"الاتحاد الأوروبي"}


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_files_say_what_the_summary_says(tmp_path, language):
    """The table, the page, the workbook and the data for programs agree."""
    openpyxl = pytest.importorskip("openpyxl")
    found = summary(nine(), ("year", "funder"))
    for suffix in ("csv", "html", "json", "xlsx"):
        tipmodel.write_summary(found, tmp_path / f"s.{suffix}", language)
    rows = list(csv.reader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines()))
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    (sheet,) = book.worksheets
    cells = [
        ["" if cell.value is None else str(cell.value) for cell in row]
        for row in sheet.iter_rows(min_row=4)
    ]

    assert len(rows) == len(found.rows) + 2
    assert cells[: len(rows)] == rows
    assert bool(sheet.sheet_view.rightToLeft) == (language != "en")
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["total"]["trainings"] == 9
    assert (tmp_path / "s.html").read_text("utf-8").count("<tr>") == len(rows)


def test_the_command_writes_and_never_overwrites(tmp_path, capsys):
    """A report of the year is one command, and no file is lost to it."""
    source, out = str(tmp_path / "all.json"), str(tmp_path / "out.csv")
    tipmodel.write(nine(), source)

    assert main(["summary", source, "--by", "year, sex", "-o", out]) == 0
    assert main(["summary", source, "--by", "year", "-o", out]) == 2
    assert main(["summary", source, "--by", "colour"]) == 2
    assert main(["summary", source, "--language", "ar"]) == 0
    assert "243" in capsys.readouterr().out


def test_unknown_dimensions_are_refused():
    """A misspelt dimension is no empty report."""
    with pytest.raises(ValueError, match="colour"):
        summary([], "colour")
    with pytest.raises(ValueError, match="once"):
        summary([], ("year", "year"))


def days(first, last=None):
    return DateSpan(start=PartialDate.parse(first), end=last and PartialDate.parse(last))


class TestWhen:
    """A training is counted where it begins, and whatever is not certain about that is said."""

    TRAININGS = (
        ("May", days("2015-05-30", "2015-06-02")),
        ("winter", days("2015-12-30", "2016-01-02")),
        ("no year", days("XXXX-05-04")),
        ("about", days("2015-05-04~")),
        ("none", None),
    )

    def summary(self, *by):
        several = (
            training(id.replace(" ", "-"), dates=dates, headcount=Headcount(total=10))
            for id, dates in self.TRAININGS
        )
        return summary(several, *by)

    def test_months_are_in_order(self):
        """A month without its year stands last, and what has no month is a row of its own."""
        lines = list(self.summary("month").lines("en"))

        assert ["May 2015", "December 2015", "May (year not stated)", "not stated"] == [
            line.partition(":")[0] for line in lines[1:5]
        ]
        assert "أيار 2015" in "\n".join(self.summary("month").lines("ar"))

    @pytest.mark.parametrize(("by", "further"), [("month", 2), ("year", 1)])
    def test_what_goes_on_into_another_month_or_year_is_said(self, by, further):
        """A row says that a training continued into another period."""
        notes = self.summary(by).notes("en")

        assert f"it is counted where it begins: {further} training" in "\n".join(notes)
        assert "uncertain or approximate: 1 training" in "\n".join(notes)


class TestWho:
    def test_bodies_of_one_name_under_two_ministries_are_two(self):
        """The training department of one ministry is not that of another."""
        departments = [
            tipmodel.Organization(
                name=LocalizedText(en="Training"),
                part_of=tipmodel.Organization(name=LocalizedText(en=ministry)),
            )
            for ministry in ("Justice", "Interior")
        ]
        several = [
            training(
                f"t{n}",
                organizations=(
                    tipmodel.Involvement(
                        organization=each, role=tipmodel.InvolvementRole(code="organizer")
                    ),
                ),
            )
            for n, each in enumerate(departments)
        ]

        found = summary(several, "organizer")
        assert [1, 1] == [row.trainings for row in found.rows]

    @pytest.mark.parametrize(
        ("headcount", "women"),
        [
            (Headcount(total=40, groups=(GroupCount(name=LocalizedText(en="a"), sex=Sex.FEMALE, count=20),
                                         GroupCount(name=LocalizedText(en="b"), sex=Sex.FEMALE, count=15))), Interval(20, 40)),
            (Headcount(total=40, groups=(GroupCount(sex=Sex.FEMALE, count=20), GroupCount(sex=Sex.MALE, count=20))), Interval(20, 40)),
            (Headcount(total=40, groups=(GroupCount(name=LocalizedText(en="a"), count=20),)), None),
        ],
        ids=["overlapping", "complete", "not stated"],
    )  # fmt: skip
    def test_women_of_groups_are_at_least_the_largest_group(self, headcount, women):
        """Groups may share people, so women of two groups are not added up."""
        found = summary([training(headcount=headcount)], "sex", internal=True)
        (row,) = [row for row in found.rows if row.keys[0].code == "female"] or [None]

        assert women == ((row and row.participants.stated and row.participants.interval) or None)


class TestDeliveries:
    def test_a_delivery_of_which_no_number_is_known_leaves_the_sum_open(self):
        """The numbers of two of three courses are no number of all."""
        occurrences = (
            Occurrence(title=LocalizedText(en="1"), headcount=Headcount(total=10)),
            Occurrence(title=LocalizedText(en="2"), headcount=Headcount(total=20)),
            Occurrence(title=LocalizedText(en="3")),
        )
        found = summary([training(occurrences=occurrences)], internal=True)

        assert Interval(20, None) == found.total.participants.interval

    def test_a_breakdown_that_gives_nobody_away_is_kept(self):
        """Large groups of the only headcount are published, and counted."""
        one = training(headcount=Headcount(total=100, female=60, male=40))
        found = {row.keys[0].code: row.participants.interval for row in summary([one], "sex").rows}

        assert {"female": Interval(60, 60), "male": Interval(40, 40)} == found


class TestWords:
    @pytest.mark.parametrize(
        ("total", "said"),
        [
            (Count(value=20, precision=Precision.AT_MOST), "between 0 and 20 participants"),
            (Count(value=20, precision=Precision.ABOUT), "about 20 participants"),
            (Count(value=0, precision=Precision.ABOUT), "participants"),
        ],
    )
    def test_limits_are_said_as_people_say_them(self, total, said):
        """An interval is a sentence."""
        found = summary([training(headcount=Headcount(total=total))])

        assert said in found.sentence("en")

    def test_at_least_and_about(self):
        """A sum of “at least” and “about” shows both."""
        several = [
            training("a", headcount=Headcount(total=Count(value=20, precision=Precision.ABOUT))),
            training("b"),
        ]
        assert "at least about 20" in summary(several).sentence("en")


SHARES = [
    (Count(percent=50), Interval(40, 40), Interval(20, 20)),
    (Count(percent=50), Interval(about=40), Interval(about=20)),
    (Count(percent=50), Interval(10, None), Interval(5, None)),
    (Count(percent=50, precision=Precision.ABOUT), Interval(40, 40), Interval(about=20)),
    (Count(percent=50, precision=Precision.ABOUT), Interval(30, 40), Interval(0, None)),
    (Count(percent=50, precision=Precision.AT_LEAST), Interval(41, 41), Interval(21, 41)),
    (Count(percent=50, precision=Precision.MORE_THAN), Interval(40, 40), Interval(21, 40)),
    (Count(percent=50, precision=Precision.AT_MOST), Interval(41, 41), Interval(0, 20)),
    (Count(percent=50, precision=Precision.FEWER_THAN), Interval(40, 40), Interval(0, 19)),
    (Count(percent=50, precision=Precision.AT_MOST), Interval(10, None), Interval(0, None)),
]  # fmt: skip


@pytest.mark.parametrize(("share", "whole", "people"), SHARES)
def test_a_share_is_as_exact_as_its_whole(share, whole, people):
    """Half of "about 40" is about 20, and half of "at least 10" is at least 5."""
    assert people == interval_of(share, whole)


def test_a_breakdown_beside_another_headcount_is_not_used():
    """Two breakdowns, each of which gives nobody away, may do so together."""
    before = tipmodel.RelatedTraining(
        title=LocalizedText(en="x"),
        relation=tipmodel.Relation.PREVIOUS,
        headcount=Headcount(total=100, female=59, male=41),
    )
    one = training(headcount=Headcount(total=100, female=60, male=40), related=(before,))

    assert Headcount(total=100) == public_view(one).headcount
    assert [0, 0] == [row.participants.stated for row in summary([one], "sex").rows]
    assert [1, 1] == [row.participants.stated for row in summary([one], "sex", internal=True).rows]


def test_what_is_on_offer_has_not_taken_place():
    """A course in a catalogue has had no participants yet."""
    found = summary([training(status=Status.OFFERED, headcount=Headcount(total=30))])

    assert Interval() == found.total.participants.interval
    assert any("offered" in note.lower() for note in found.notes("en"))


def test_people_from_several_governorates_are_not_all_from_each():
    """Of thirty people from two governorates nobody knows how many came from either."""
    held = (tipmodel.Governorate.ERBIL, tipmodel.Governorate.BASRA)
    places = tuple(tipmodel.Place(governorate=each) for each in held)
    both = training(
        headcount=Headcount(total=30), represented=tipmodel.Representation(places=places)
    )

    assert [Interval(0, 30)] * 2 == [
        row.participants.interval for row in summary([both], "represented").rows
    ]


def test_one_identifier_twice_is_told():
    """A record that was passed on twice is counted twice, and not in silence."""
    assert any("same identifier" in note for note in summary([training("a")] * 2).notes("en"))
    assert not any(
        "same identifier" in note for note in summary([training("a"), training("b")]).notes("en")
    )


def test_about_has_no_limits_in_a_table():
    """A cell for about 39 people has no upper limit, rather than 0."""
    about = training(headcount=Headcount(total=Count(value=39, precision=Precision.ABOUT)))
    row = dict(zip(summary([about]).headings("en"), summary([about]).table("en")[-1], strict=True))

    assert ("", "", 39) == tuple(
        row[f"Participants, {name}"] for name in ("at least", "at most", "about, in addition")
    )


@pytest.mark.parametrize("precision", LIMITS)
@pytest.mark.parametrize("percent", [1, 50, 99])
def test_a_share_of_many_is_exact(precision, percent):
    """A share of a thousand people is exact to one person."""
    found = interval_of(Count(percent=percent, precision=precision), Interval(1000, 1000))
    possible = [
        n for n in range(1001) if admits(Count(percent=percent, precision=precision), n, 1000)
    ]

    assert (possible[0], possible[-1]) == (found.low, found.high)


def test_trainings_are_grouped_by_their_terms_and_by_their_status():
    """Kinds in words of a source have rows of their own, and no status is no row of a status."""
    words = tipmodel.TrainingKind(names=LocalizedText(en="Camp"))
    trainings = [
        training("a", kind=tipmodel.TrainingKind(code="workshop"), status=Status.HELD),
        training("b", kind=words, topics=(tipmodel.Topic(code="detection"),)),
        training("c", headcount=Headcount(groups=(GroupCount(name=LocalizedText(en="staff")),))),
    ]
    for by, expected in (
        ("kind", {"camp", "workshop"}),
        ("topic", {"detection"}),
        ("status", {"held"}),
    ):
        found = summary(trainings, by)
        assert expected <= {row.keys[0].code for row in found.rows if row.keys[0]}
        assert found.total.trainings == 3
