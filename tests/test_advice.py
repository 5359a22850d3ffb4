"""Warnings are right, and valid records without a fault get none."""

import unicodedata
from pathlib import Path

import pytest

import tipmodel
from tipmodel import GroupCount, Headcount, LocalizedText, Participant, Training
from tipmodel.cli import main
from tipmodel.core.rules import ADVICE

BASE = {"id": "a", "title": {"en": "x", "ar": "س"}}
OFFICIAL = "قانون مكافحة الاتجار بالبشر رقم (28) لسنة 2012"

ASKS = {
    "headcount.parts_differ_from_total": ({"headcount": {"total": 20, "female": 9, "male": 9}}, "/headcount/total"),
    "dates.length_differs_from_span": (
        {"dates": {"start": "XXXX-05-04", "end": "XXXX-05-07", "length": {"value": 5, "unit": "day"}}},
        "/dates/length",
    ),
    "dates.weekday_does_not_fit": (
        {"dates": {"start": "2024-12-24", "end": "2024-12-24", "as_written": "الاثنين 24 كانون الأول"}},
        "/dates/as_written",
    ),
    "session.outside_dates": (
        {
            "dates": {"start": "2015-05-04", "end": "2015-05-07"},
            "sessions": [{"day": 1}, {"start": "2015-05-08T09:00:00+03:00"}],
        },
        "/sessions/1/start",
    ),
    "session.after_last_day": (
        {"dates": {"start": "XXXX-05-04", "end": "XXXX-05-07"}, "sessions": [{"day": 5}]},
        "/sessions/0/day",
    ),
    "represented.may_be_incomplete": (
        {"represented": {"organizations": [{"name": {"en": "UNAMI"}}], "complete": False}},
        "/represented/organizations",
    ),
    "session.length_differs": (
        {"sessions": [{"start": "09:00", "end": "10:30", "minutes": 600}]},
        "/sessions/0/minutes",
    ),
    "occurrences.exceed_total": (
        {
            "headcount": {"total": 68},
            "occurrences": [{"headcount": {"total": 50}}, {"headcount": {"total": 40}}],
        },
        "/occurrences",
    ),
    "occurrence.outside_dates": (
        {
            "dates": {"start": "2015-05-04", "end": "2015-05-07"},
            "occurrences": [
                {"dates": {"start": "2015-05-04"}},
                {"dates": {"on_days": ["2015-05-06", "2015-05-08"]}},
            ],
        },
        "/occurrences/1/dates",
    ),
    "related.position_past_end": (
        {"related": [{"relation": "part_of", "position": 5, "of": 3}]},
        "/related/0/position",
    ),
    "represented.more_than_counted": (
        {
            "headcount": {"organizations": 1},
            "represented": {"organizations": [{"name": {"en": "a"}}, {"name": {"en": "b"}}]},
        },
        "/represented/organizations",
    ),
    "status.held_after_publication": (
        {
            "status": "held",
            "dates": {"start": "2015-05-04"},
            "source": {"published": "2015-05-01"},
        },
        "/status",
    ),
    "status.planned_before_publication": (
        {
            "status": "planned",
            "dates": {"start": "2015-05-04", "end": "2015-05-07"},
            "source": {"published": "2015-05-09"},
        },
        "/status",
    ),
    "apply_by.after_start": (
        {"dates": {"start": "2015-05-04", "end": "2015-05-07"}, "apply_by": "2015-05-20"},
        "/apply_by",
    ),
    "related.wrong_order": (
        {
            "dates": {"start": "2015-05-04"},
            "related": [
                {"relation": "part_of", "dates": {"start": "2016-05"}},
                {"relation": "previous", "dates": {"start": "2016-05"}},
            ],
        },
        "/related/1/dates",
    ),
    "participants.more_than_counted": (
        {"headcount": {"total": 1}, "participants": [{"id": "1"}, {"id": "2"}]},
        "/participants",
    ),
    "participant.after_last_day": (
        {
            "dates": {"start": "2015-05-04", "end": "2015-05-07"},
            "participants": [{"id": "1", "days_present": [1, 4]}, {"id": "2", "days_present": [3, 5]}],
        },
        "/participants/1/days_present",
    ),
    "outcome.result_exceeds_base": (
        {"outcomes": [{"kind": "post_test", "result": 24, "base": 24}, {"kind": "post_test", "result": 30, "base": 24}]},
        "/outcomes/1/result",
    ),
    "participant.days_differ": (
        {"participants": [{"id": "1", "days_present": [1, 2, 4], "days_attended": 4}]},
        "/participants/0/days_attended",
    ),
    "date.early": ({"dates": {"start": "1445-08-05"}}, "/dates/start"),
    "phone.length": (
        {"participants": [{"id": "1", "phone": "+964 770 123 4567"}, {"id": "2", "phone": "+964 770 123 456"}]},
        "/participants/1/phone",
    ),
    "instrument.differs_from_code": (
        {"legal_instruments": [{"code": "iq_law_28_2012", "number": "82"}]},
        "/legal_instruments/0/number",
    ),
    "instrument.title_differs": (
        {"legal_instruments": [{"code": "iq_law_28_2012", "title": {"ar": "قانون العقوبات رقم 111"}}]},
        "/legal_instruments/0/title/ar",
    ),
    "text.persian_letters": ({"title": {"ar": "مکافحة"}}, "/title/ar"),
    "text.not_normalized": ({"title": {"ar": "مُحمَّد"}}, "/title/ar"),
    "text.presentation_forms": ({"title": {"ar": "ﻻ ﺗﺠﺎر"}}, "/title/ar"),
    "text.joiner_misplaced": ({"title": {"ar": "تدريب \u200cعام"}}, "/title/ar"),
    "text.wrong_script": ({"title": {"ar": "Training", "en": "x"}}, "/title/ar"),
}  # fmt: skip
ASKS["text.not_normalized"][0]["title"]["ar"] = "محم\u0651\u064eد"


@pytest.mark.parametrize("rule", ADVICE, ids=lambda rule: rule.key)
def test_every_finding_is_found_at_its_place(rule):
    """A probable mistake is reported with its place and advice, in both languages."""
    data, pointer = ASKS[rule.key]

    findings = tipmodel.check(tipmodel.structure(BASE | data))

    assert [(rule.key, pointer)] == [(each.code, each.pointer) for each in findings]
    (finding,) = findings
    for language in tipmodel.languages():
        assert "{" not in finding.text(language) + finding.advice(language)
    assert finding.advice("ar") != finding.advice("en")


@pytest.mark.parametrize(
    ("code", "data", "pointer"),
    [
        (
            "headcount.parts_differ_from_total",
            {"headcount": {"female": 5, "groups": [{"sex": "male", "count": 9}, {"sex": "female", "count": 8}]}},
            "/headcount/groups/1/count",
        ),
        (
            "occurrences.exceed_total",
            {
                "headcount": {"total": 100, "female": 10},
                "occurrences": [{"headcount": {"female": 8}}, {"headcount": {"female": 8}}],
            },
            "/occurrences",
        ),
        (
            "session.length_differs",
            {"sessions": [{"start": "09:00", "end": "12:00", "length": {"value": 5, "unit": "hour"}}]},
            "/sessions/0/length",
        ),
        (
            "session.after_last_day",
            {"dates": {"length": {"value": 2.5, "unit": "day"}}, "sessions": [{"day": 3}, {"day": 4}]},
            "/sessions/1/day",
        ),
        ("related.wrong_order", {"dates": {"start": "2015-05"}, "related": [{"relation": "next", "dates": {"start": "2015-04"}}]}, "/related/0/dates"),
        ("participant.after_last_day", {"dates": {"on_days": ["2015-05-04", "2015-05-06"]}, "participants": [{"id": "1", "days_attended": 3}]}, "/participants/0/days_attended"),
        (
            "instrument.title_differs",
            {"legal_instruments": [{"code": "iq_law_28_2012", "title": {"ar": "قانون مكافحة الاتجار بالبشر رقم 38 لسنة 2012"}}]},
            "/legal_instruments/0/title/ar",
        ),
    ],
)  # fmt: skip
def test_what_contradicts_itself_in_another_way_is_found_too(code, data, pointer):
    """Each check covers every field that it concerns: both sexes, minutes and hours."""
    findings = tipmodel.check(tipmodel.structure(BASE | data))

    assert [(code, pointer)] == [(each.code, each.pointer) for each in findings]


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        ("مکافحة", "مكافحة"),
        ("ﻻ", "لا"),
        ("تدريب \u200cعام", "تدريب عام"),
        ("محم\u0651\u064eد", unicodedata.normalize("NFC", "محم\u0651\u064eد")),
    ],
)
def test_a_repaired_text_is_offered_and_sound(typed, repaired):
    """The suggested text is correct and gets no further warning."""
    (finding,) = tipmodel.check(Training(id="a", title=LocalizedText(ar=typed)))

    assert repaired == finding.repaired
    assert repaired not in repr(finding) + finding.text("ar")
    assert () == tipmodel.check(Training(id="a", title=LocalizedText(ar=finding.repaired)))


@pytest.mark.parametrize(
    "data",
    [
        {"headcount": {"total": 20, "female": 9}},
        {"headcount": {"total": 20, "female": 9, "male": {"value": 9, "precision": "about"}}},
        {"dates": {"start": "XXXX-05-04", "end": "XXXX-05-07", "length": {"value": 4, "unit": "day"}}},
        {"dates": {"start": "2015-05-04", "end": "2015-05-07", "length": {"value": 3, "unit": "working_day"}}},
        {"dates": {"start": "2024-12-24", "end": "2024-12-24", "as_written": "الثلاثاء 24 كانون الأول"}},
        {"dates": {"start": "2015-05", "as_written": "Monday"}},
        {"dates": {"start": "XXXX-05-04", "as_written": "Tuesday"}},
        {"represented": {"places": [{"governorate": "erbil"}], "complete": True}},
        {"represented": {"organizations": [{"name": {"en": "x"}}]}},
        {"legal_instruments": [{"code": "iq_law_28_2012", "title": {"ar": OFFICIAL}}]},
        {"legal_instruments": [{"code": "iq_law_28_2012", "title": {"en": "Law No. 28"}}]},
        {"legal_instruments": [{"code": "krg_law_2018", "title": {"en": "Law of 2018"}}]},
        {"legal_instruments": [{"code": "untoc", "title": {"ar": "اتفاقية باليرمو لعام 2000"}}]},
        {"status": "planned", "dates": {"start": "2015-05-04"}, "source": {"published": "2015-05"}},
        {"apply_by": "2015-05-20", "dates": {"start": "2015-05-04"}, "occurrences": [{"dates": {"start": "2015-06-01"}}]},
        {"apply_by": "2015-05-04", "dates": {"start": "2015-05-04"}},
        {"dates": {"start": "2015"}, "related": [{"relation": "previous", "dates": {"start": "2015-05"}}]},
        {"headcount": {"total": {"value": 1, "precision": "about"}}, "participants": [{"id": "1"}, {"id": "2"}]},
        {"outcomes": [{"kind": "evaluation", "result": {"percent": 46}, "base": 24}]},
        {"sessions": [{"start": "09:00", "end": "12:00", "length": {"value": 3, "at_most": 5, "unit": "hour"}}]},
        {"title": {"ar": "برنامج HIJRA AMINA", "en": "The «شرطة» course"}},
        {"title": {"ar": "مُحَمَّد علي"}},
        {"title": {"ar": "س", "ckb": "کوردستان"}},
        {"title": {"ar": "2015", "en": "2015"}},
    ],
)  # fmt: skip
def test_what_is_well_is_left_alone(data):
    """Correct data get no advice."""
    data = BASE | data
    if "title" in data and data["title"].get("ar") == "مُحَمَّد علي":
        data["title"]["ar"] = unicodedata.normalize("NFC", data["title"]["ar"])

    assert () == tipmodel.check(tipmodel.structure(data))


RECORDS = sorted((Path(__file__).parent / "reports" / "records").glob("*.json"))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_no_false_alarm_on_real_reports(path):
    """On real reports, every warning is true."""
    record = tipmodel.loads(path.read_bytes())

    open_list = record.represented and record.represented.complete is False
    expected = {"represented.may_be_incomplete"} if open_list else set()
    assert expected == {finding.code for finding in tipmodel.check(record)}


def test_the_parts_of_a_group_are_not_more_than_the_group():
    """Parts of 8 and 7 in a group of 10 get a warning."""
    parts = tuple(
        GroupCount(name=LocalizedText(en=name), count=n) for name, n in (("a", 8), ("b", 7))
    )
    group = GroupCount(name=LocalizedText(en="all"), count=10, parts=parts)

    assert [("headcount.parts_differ_from_total", "/groups/0/count")] == [
        (issue.code, issue.pointer)
        for issue in tipmodel.check(Headcount(total=40, groups=(group,)))
    ]


def test_the_command_shows_the_correction(tmp_path, capsys):
    """The command shows the corrected text."""
    record = Training(id="a", title=LocalizedText(ar="مکافحة"))
    (finding,) = [each for each in tipmodel.check(record) if each.repaired]
    tipmodel.write(record, tmp_path / "a.json")

    assert 0 == main(["check", str(tmp_path / "a.json")])
    assert finding.repaired in capsys.readouterr().out


@pytest.mark.parametrize(
    ("phone", "is_fine"),
    [
        *(("+964 770 123 4567", True), ("+964-1-234-5678", True), ("+964 66 211 2345", True)),
        *(("+96431234567", True), ("+962 6 123 4567", True), ("+1 202 555 01", True)),
        *(("+964770123456", False), ("+96477012345678", False), ("+964 0770 123 4567", False)),
        *(("+964 1 234 567", False), ("+964 812 345 678", False)),
    ],
)
def test_an_iraqi_number_with_a_digit_too_few_or_too_many(phone, is_fine):
    """Strict data may hold it, but who keeps the list learns of it."""
    findings = tipmodel.check(Participant(id="1", phone=phone))

    assert ([] if is_fine else ["phone.length"]) == [finding.code for finding in findings]
    assert not any(phone in str(finding) for finding in findings)
