"""A form has the fields, limits and sentences of its class, in every language."""

import io
import re
import unicodedata

import openpyxl
import pytest
from exporting import FilledIn
from hypothesis import given, strategies as st
from of_an_extension import Trainee
from xpath import evaluated, holds

import tipmodel
from tipmodel import (
    AgeBand,
    Duration,
    Headcount,
    InvalidDataError,
    LocalizedText,
    Participant,
    Training,
    languages,
)
from tipmodel.core.fields import fields
from tipmodel.core.invariants import Declared, InOrder
from tipmodel.core.record import Record, StringValue
from tipmodel.core.rules import OUT_OF_RANGE
from tipmodel.core.unicode import forbidden, is_blank
from tipmodel.core.validators import InRange, Text
from tipmodel.extend import field, labeled, record
from tipmodel.forms import _owner
from tipmodel.i18n import line_mark
from tipmodel.tables.columns import find, stems
from tipmodel.tables.questions import names_of, prefix_of, repeats_of
from tipmodel.vocab.terms import Term

TAGS = tuple(map(str, languages()))


def _sheets(cls, tags=TAGS, **how):
    book = openpyxl.load_workbook(io.BytesIO(tipmodel.form(cls, tags, **how)))
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    return {
        title: [dict(zip(head, row, strict=True)) for row in rows]
        for title, (head, *rows) in sheets.items()
    }


_EVERY = {cls: _sheets(cls, every=True) for cls in (Participant, Training)}


def _asked(cls):
    """Yield the columns of a class and of its repeats with the rows that ask for them."""
    rows = {row["name"]: row for row in _EVERY[cls]["survey"] if row["name"]}
    for its, prefix in (
        (cls, ""),
        *((item, prefix_of(item)) for _, item in repeats_of(cls).values()),
    ):
        for name, column in names_of(its).items():
            if prefix + name in rows:
                yield its, column, rows[prefix + name]


ASKED = [each for cls in (Participant, Training) for each in _asked(cls)]


@pytest.mark.parametrize("cls", [Participant, Training])
def test_the_same_class_gives_the_same_bytes(cls):
    """The same class gives the same bytes."""
    assert tipmodel.form(cls) == tipmodel.form(cls)


@pytest.mark.parametrize("cls", [Participant, Training])
def test_no_translation_is_missing(cls):
    """Every text of a form is in all its languages."""
    for sheet in ("survey", "choices"):
        for row in _EVERY[cls][sheet]:
            for what in ("label", "hint", "constraint_message", "required_message"):
                said = [text for head, text in row.items() if head.startswith(f"{what}::")]
                assert all(said) or not any(said), row["name"]


def test_a_comparison_names_the_fields_in_words():
    """A sentence about two answers calls the questions by their labels, in every language."""
    for cls in _EVERY:
        for its, column, row in _asked(cls):
            owner = _owner(its, column)
            compared = [rule for rule in owner.invariants if isinstance(rule, InOrder)]
            if any(rule.at == column.path[-1] and rule.params for rule in compared):
                for tag in TAGS:
                    (said,) = [
                        t for h, t in row.items() if h.endswith(f"({tag})") and "constraint" in h
                    ]
                    assert f"“{column.path[-1]}”" not in said
                    assert f"«{column.path[-1]}»" not in said
                    assert column.names[-1].key not in said


def test_the_first_hint_of_each_language_is_in_its_own_script():
    """Enketo takes the direction of a language from it."""
    first = _EVERY[Participant]["survey"][0]
    for tag in TAGS:
        hint = next(
            text for head, text in first.items() if head.startswith("hint") and f"({tag})" in head
        )
        is_arabic = "ARABIC" in unicodedata.name(hint[0])
        assert is_arabic == bool(line_mark(tag))


@pytest.mark.parametrize("cls", [Participant, Training])
def test_names_are_unique_and_survive_every_server(cls):
    """Names of questions are unique and survive every server."""
    names = [row["name"] for row in _EVERY[cls]["survey"] if row["name"]]

    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z][a-z0-9_]{0,62}", name) for name in names)


def test_a_label_is_read_back_as_its_field():
    """An export with labels, in whatever language, finds the field that was asked for."""
    for cls, column, row in ASKED:
        for head, label in row.items():
            if head.startswith("label::") and label:
                assert column.path in {each.path for each in find(cls, label).values()}, label


def test_what_a_field_must_satisfy_stands_in_the_form():
    """Every constraint of a field is in the form, with its sentence."""
    found = 0
    for _, column, row in ASKED:
        check = column.field.validator
        limited = isinstance(check, InRange) and row["type"] in ("integer", "decimal")
        shaped = isinstance(check, Text) and check.pattern and row["type"] == "text"
        if limited or shaped:
            found += 1
            rule = check.malformed if shaped else OUT_OF_RANGE
            beginning = rule.english.partition("{field}")[2].partition("{")[0]
            (said,) = [t for h, t in row.items() if h.startswith("constraint_message::English")]
            assert row["constraint"]
            assert beginning in said
    assert found > 20


def test_every_rule_across_fields_is_in_the_form_or_cannot_be():
    """Every rule across fields is in the form, or listed as impossible."""
    classes = {Participant, Training, *(item for _, item in repeats_of(Training).values())}
    for cls in list(classes):
        for column in stems(cls):
            classes |= set(_around(cls, column.path))
    rules = {
        rule.__name__
        for cls in classes
        for rule in cls.invariants
        if not isinstance(rule, Declared)
    }

    assert rules == {"_governorate_is_abroad", "notes_point_somewhere"}


_ONE_TEXT = (Term, StringValue)


def _around(cls, path):
    for key in path:
        found = next((each for each in fields(cls) if each.name == key), None)
        inner = getattr(getattr(found, "shape", None), "type", None)
        if (
            not isinstance(inner, type)
            or not issubclass(inner, Record)
            or issubclass(inner, _ONE_TEXT)
        ):
            return
        yield inner
        cls = inner


# What the constraints say ------------------------------------------------------------------------

_LIMITED = [
    (c, row) for _, c, row in ASKED if row["constraint"] and isinstance(c.field.validator, InRange)
]
_SHAPED = [
    (c, row) for _, c, row in ASKED if row["constraint"] and isinstance(c.field.validator, Text)
]


def _alone(expression):
    """The part of a constraint that compares with no other answer."""
    return re.sub(r" and (?:\(+\$\{| ?\. <= 100$).*", "", expression)


@given(st.data())
def test_limits_agree_with_the_library(data):
    """A number is refused on the telephone if and only if the library refuses it."""
    column, row = data.draw(st.sampled_from(_LIMITED))
    check = column.field.validator
    near = st.sampled_from([each + n for each in (check.least, check.most) for n in (-1, 0, 1)])
    number = data.draw(near | st.integers(-(10**12), 10**12))

    assert holds(_alone(row["constraint"]), number) == check.passes(number)


@given(st.data())
def test_forms_of_texts_agree_with_the_library(data):
    """An address or a number with letters is refused on the telephone if and only if the library refuses it."""
    column, row = data.draw(st.sampled_from(_SHAPED))
    check = column.field.validator
    right = st.from_regex(check.pattern, fullmatch=True).filter(
        lambda t: len(t) <= check.longest + 5
    )
    spoilt = st.tuples(right, st.integers(0, 30), st.sampled_from(" @+x0\u0661/.-'\"")).map(
        lambda t: t[0][: t[1]] + t[2] + t[0][t[1] :]
    )
    text = data.draw(right | spoilt | st.text(max_size=20))
    if not text or is_blank(text) or forbidden(text) or "\r" in text:
        return  # nothing is asked of an empty answer, and the reader cleans what nobody sees

    latin = text.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789"))
    assert holds(row["constraint"], text) == check.passes(latin)


@given(st.data())
def test_comparisons_agree_with_the_library(data):
    """Two answers that contradict each other are refused on the telephone as the library refuses them."""
    cls = data.draw(st.sampled_from([Headcount, AgeBand, Duration, Participant]))
    compared = [
        rule for rule in cls.invariants if isinstance(rule, InOrder) and "." not in rule.lower
    ]
    across = data.draw(st.sampled_from(compared))
    name, other = across.at, across.lower if across.at == across.upper else across.upper
    here, there = data.draw(st.tuples(st.integers(1, 150), st.integers(1, 150) | st.just("")))
    rows = {row["name"]: row for cls in _EVERY for row in _EVERY[cls]["survey"]}
    stem = {
        "Headcount": "headcount_",
        "AgeBand": "age_",
        "Duration": "dates_length_",
        "Participant": "",
    }[cls.__name__]
    row = rows[stem + name]

    plain = {name: here, **({other: there} if there else {})}
    refused = across.rule.key in {issue.code for issue in tipmodel.validate(plain, cls)}
    assert holds(row["constraint"], here, **{stem + other: there}) != refused


# What can be asked -------------------------------------------------------------------------------


def test_fields_can_be_chosen():
    """An office asks for what it needs, and for what a record cannot be without."""
    form = FilledIn(
        tipmodel.form(
            Training,
            ["ar"],
            fields=["title.ar", "kind", "participants.email", "source.publisher.kind"],
        ),
        [],
    )
    names = {each.name for each in form.questions}

    assert {"title_ar", "id", "kind", "participant_email", "source_publisher_name_ar"} <= names
    assert not {"status", "participant_phone", "title_en"} & names
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.form(Training, fields=["no_such", "participants.no_such"])
    assert [issue.code for issue in caught.value.issues] == ["headings.no_such_field"] * 2


def test_nobody_is_asked_for_identifiers_that_the_form_makes():
    """Identifiers that the form makes are not asked for."""
    names = {row["name"] for row in _sheets(Training, ["en"])["survey"]}

    assert {"session_title_en", "speaker_id"} <= names
    assert "session_speakers" not in names
    assert "session_speakers" in {row["name"] for row in _EVERY[Training]["survey"]}


def test_a_training_is_named_whatever_its_title_holds():
    """A title in a form is shown unchanged."""
    training = Training(id="t", title=LocalizedText(en="A *b* ${c} <d>"))
    settings_ = _sheets(Participant, ["en"], training=training)
    first = settings_["survey"][0]["label::English (en)"]

    assert "${" not in first
    assert "\\*b\\*" in first


def test_a_purpose_is_kept_letter_by_letter():
    """The purpose of consent is stored unchanged."""
    purpose = LocalizedText(ar="نفقات *السفر* ${x} 'و\"غيرها")
    rows = {
        row["name"]: row for row in _sheets(Participant, ["ar", "en"], purpose=purpose)["survey"]
    }
    expression = rows["consent_purpose_ar"]["calculation"]

    assert "consent_purpose_en" not in rows
    assert "${" not in expression
    assert evaluated(expression) == purpose.said_in("ar")


def test_consent_is_asked_first_and_for_a_purpose():
    """Consent is asked for first."""
    purpose = LocalizedText(en="travel costs", ar="نفقات السفر")
    rows = _sheets(Participant, ["en", "ar"], purpose=purpose)["survey"]

    assert rows[1]["name"] == "consent_given"
    assert "travel costs" in rows[1]["label::English (en)"]
    assert rows[2]["relevant"] == "${consent_given} = 'yes'"
    assert rows[-1]["type"] == "end_group"


def test_classes_of_extensions_have_forms():
    """A field of an extension is asked for like any other, with its list and its shape."""
    rows = {row["name"]: row for row in _sheets(Trainee)["survey"]}

    assert rows["trade"]["type"] == "select_one trade"
    assert "trade_own_words" in rows
    assert not holds(rows["badge"]["constraint"], "x1")
    assert holds(rows["badge"]["constraint"], "AB12")


def _rows(cls, **how):
    return {row["name"]: row for row in _sheets(cls, ["en"], **how)["survey"] if row["name"]}


def test_a_comparison_needs_both_questions():
    """A limit that another answer sets is asked for only if that answer is asked for."""
    alone = _rows(Training, fields=["headcount.female"])["headcount_female"]["constraint"]
    beside = _rows(Training, fields=["headcount.female", "headcount.total"])["headcount_female"]
    mark = _rows(Participant, fields=["post_test"])["post_test"]["constraint"]

    assert "headcount_total" not in (alone or "")
    assert "headcount_total" in beside["constraint"]
    assert ". <= 100" in mark


@labeled("Topic of ours", ar="موضوع")
class Topic(Term):
    """A list called like one of the library."""

    __slots__ = ()

    @classmethod
    def facts(cls):
        return {"ours": {"en": "ours", "ar": "لنا", "source": "our manual"}}


@record("Deep")
class Deep(Record):
    """A part that no question can ask for."""

    within: tuple[tipmodel.Place, ...] = field("Within", "No cell holds it.", default=())


@record("Crowded")
class Crowded(Training):
    """A training whose fields are called like parts of a form."""

    intro: str | None = field("Intro", "A text.", default=None)
    own: tuple[Topic, ...] = field("Own topics", "Of our list.", default=())
    deep: tuple[Deep, ...] = field("Deep", "Parts.", default=())


def test_names_that_clash_are_told_apart():
    """Fields keep their names, other questions and lists give way; what has no questions is left out."""
    sheets = _sheets(Crowded, ["en"], every=True)
    names = [row["name"] for row in sheets["survey"] if row["name"]]
    lists = {}
    for row in sheets["choices"]:
        lists.setdefault(row["list_name"], []).append(row["name"])

    assert len(names) == len(set(names))
    assert {"intro", "intro_"} <= set(names)
    assert 1 == sum("ours" in found for found in lists.values())
    assert not any("deep" in name for name in names)
