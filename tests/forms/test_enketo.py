"""A form is filled in with Enketo, the web form of KoBoToolbox, in Arabic."""

import functools
import io
import json
import pathlib
import shutil
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

import tipmodel
from tipmodel import Participant, Training
from tipmodel.core.unicode import forbidden, is_blank
from tipmodel.core.validators import InRange
from tipmodel.tables.questions import names_of

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ENKETO = pathlib.Path(__file__).parent / "enketo" / "dist"

pytestmark = [
    pytest.mark.enketo,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
    pytest.mark.skipif(not ENKETO.exists(), reason="Enketo is not built: npm ci, npm run build"),
]


@functools.cache
def xform(cls, languages=("ar", "en"), **how):
    convert = pytest.importorskip("pyxform.xls2xform").convert
    return convert(io.BytesIO(tipmodel.form(cls, languages, **how))).xform


@pytest.fixture(scope="module")
def tab():
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto("about:blank")
        page.add_script_tag(path=str(ENKETO / "page.js"))
        page.add_style_tag(path=str(ENKETO / "page.css"))
        yield page
        browser.close()


def show(tab, cls, language="ar", **how):
    return tab.evaluate("([xform, tag]) => show(xform, tag)", [xform(cls, **how), language])


def answer(tab, name, value):
    return tab.evaluate("([name, value]) => answer(name, value)", [name, str(value)])


@pytest.fixture
def roster(tab):
    shown = show(tab, Participant, every=True)
    assert not shown["errors"]
    answer(tab, "consent_given", "yes")
    return tab


@pytest.fixture
def report(tab):
    shown = show(tab, Training, every=True)
    assert not shown["errors"]
    return tab


@pytest.mark.parametrize("first", ["ar", "en", "ckb"])
@pytest.mark.parametrize("language", ["ar", "en", "ckb"])
def test_a_language_runs_in_its_own_direction(tab, first, language):
    """Enketo takes the direction of a language from its first hint, whichever language comes first."""
    languages = tuple(dict.fromkeys([first, "ar", "en", "ckb"]))
    shown = show(tab, Participant, language, languages=languages, fields=("sex",))

    assert shown["direction"] == ("ltr" if language == "en" else "rtl")


def test_nothing_is_asked_without_consent(tab):
    """Questions appear only with consent."""
    show(tab, Participant)
    assert not tab.evaluate("isAsked('name_ar')")
    answer(tab, "consent_given", "yes")
    assert tab.evaluate("isAsked('name_ar')")
    answer(tab, "consent_given", "no")
    assert not tab.evaluate("isAsked('name_ar')")


WRONG = [
    ("email", "هدى", "email.malformed", {}),
    ("phone", "0770 123 4567", "phone.malformed", {"form": "+964 770 123 4567"}),
    ("birth_year", "198", "number.out_of_range", {"least": 1900, "most": 2100}),
    ("days_attended", "1001", "number.out_of_range", {"least": 0, "most": 1000}),
]


@pytest.mark.parametrize(("name", "value", "code", "params"), WRONG)
def test_a_mistake_is_told_in_the_sentence_of_the_library(roster, name, value, code, params):
    """A mistake is reported in the Arabic sentence of the library."""
    column = names_of(Participant)[name]
    rule = next(
        rule for rule in vars(tipmodel.core.rules).values() if getattr(rule, "key", "") == code
    )
    issue = rule.issue(**params).under(column.path[-1], column.names[-1])
    found = answer(roster, name, value)

    assert not found["isTaken"]
    assert found["said"] == [issue.text("ar")]


@pytest.mark.parametrize("phone", ["+964 770 123 4567", "+٩٦٤ ٧٧٠ ١٢٣ ٤٥٦٧", "+۹۶۴۷۷۰۱۲۳۴۵۶۷"])
def test_digits_of_arabic_keyboards_are_taken(roster, phone):
    """Digits of Arabic keyboards are accepted and read."""
    assert answer(roster, "phone", phone)["isTaken"]


def test_two_answers_that_contradict_each_other_are_told_with_both(report):
    """The sentence names both contradictory numbers."""
    answer(report, "headcount_total", 32)
    assert answer(report, "headcount_female", 32)["isTaken"]
    found = answer(report, "headcount_female", 40)

    assert not found["isTaken"]
    assert "40" in found["said"][0]
    assert "32" in found["said"][0]


def test_dates_in_the_wrong_order_are_refused(report):
    """Dates in the wrong order are refused."""
    answer(report, "dates_start", "2026-03-04")
    assert not answer(report, "dates_end", "2026-03-03")["isTaken"]
    assert answer(report, "dates_end", "2026-03-04")["isTaken"]


def test_a_governorate_is_asked_for_in_iraq_alone(roster):
    """A governorate is asked for only in Iraq."""
    answer(roster, "place_country", "JO")
    assert not roster.evaluate("isAsked('place_governorate')")
    answer(roster, "place_country", "IQ")
    assert roster.evaluate("isAsked('place_governorate')")


def test_verdicts_agree_with_the_library(roster):
    """Enketo and the library give the same verdicts."""
    names = {
        name: column.field.validator
        for name, column in names_of(Participant).items()
        if name in ("email", "phone", "birth_year", "days_attended", "age_at_least")
    }
    cases = []

    @given(st.data())
    @settings(max_examples=60, database=None, suppress_health_check=list(HealthCheck))
    def draw(data):
        name = data.draw(st.sampled_from(sorted(names)))
        check = names[name]
        if isinstance(check, InRange):
            value = data.draw(st.integers(check.least - 3, check.most + 3) | st.integers(-5, 200))
        else:
            right = st.from_regex(check.pattern, fullmatch=True)
            value = data.draw(
                right | right.map(lambda text: text[1:]) | st.text("aبA@+.- 0٣9", max_size=12)
            )
            value = value.strip()
            if not value or forbidden(value) or is_blank(value) or "\n" in value:
                return
        cases.append((name, value))

    draw()
    verdicts = roster.evaluate(
        "async (cases) => { const all = []; for (const [n, v] of cases) all.push(await answer(n, v)); return all; }",
        [[name, str(value)] for name, value in cases],
    )
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    for (name, value), found in zip(cases, verdicts, strict=True):
        latin = value.translate(digits) if isinstance(value, str) else value
        assert found["isTaken"] == names[name].passes(latin), (name, value)


def test_what_is_filled_in_is_read(tab, tmp_path):
    """The library reads what Enketo sends."""
    fields = (
        "title",
        "kind",
        "methods",
        "headcount",
        "dates.start",
        "participants.name",
        "participants.sex",
        "sessions.title",
    )
    show(tab, Training, fields=fields)
    for name, value in (
        ("title_ar", "الشرطة المجتمعية"),
        ("kind", "own_words"),
        ("kind_own_words", "ملتقى"),
        ("methods", "lecture"),
        ("methods", "role_play"),
        ("headcount_total", "32"),
        ("dates_start", "2026-05-04"),
        ("participants_asked", "yes"),
        ("participant_consent_given", "yes"),
        ("participant_name_ar", "هدى"),
        ("participant_sex", "female"),
    ):
        assert answer(tab, name, value)["isTaken"], name
    sent = _as_json(ET.fromstring(tab.evaluate("record()")), ("participants", "sessions"))  # noqa: S314
    path = tmp_path / "answers.json"
    path.write_text(json.dumps([{**sent, "_uuid": "u"}], ensure_ascii=False), "utf-8")
    (training,) = tipmodel.read(path)

    assert training.title == tipmodel.LocalizedText(ar="الشرطة المجتمعية")
    assert training.kind == tipmodel.TrainingKind(names=tipmodel.LocalizedText(ar="ملتقى"))
    assert [method.code for method in training.methods] == ["lecture", "role_play"]
    assert str(training.dates.start) == "2026-05-04"
    assert not training.sessions  # nobody was asked for them
    (participant,) = training.participants
    assert participant.id == "participant-1"
    assert participant.sex is tipmodel.Sex.FEMALE
    assert participant.consent.purpose.said_in("ar") == "قائمة الحضور والشهادات"
    assert participant.consent.given_on


def _as_json(record, repeats):
    """The answers in XML as the API of KoBoToolbox gives them."""

    def walk(element, above):
        answers = {}
        for child in element:
            name = child.tag.partition("}")[2] or child.tag
            path = f"{above}{name}"
            if name in repeats:
                answers.setdefault(path, []).append(walk(child, f"{path}/"))
            elif len(child):
                answers |= walk(child, f"{path}/")
            elif child.text:
                answers[path] = child.text
        return answers

    return walk(record, "")
