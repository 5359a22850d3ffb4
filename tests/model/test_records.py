"""Every record can be compared and copied, and hides personal values."""

import contextlib
import copy
import datetime
import pickle
import re

import attrs
import pytest
from hypothesis import given, strategies as st

import tipmodel
import tipmodel.extend
from samples import full
from tipmodel import (
    Count,
    FileSize,
    Headcount,
    InvalidDataError,
    LocalizedText,
    PartialDate,
    Participant,
    Precision,
    Session,
    Speaker,
    Topic,
    Training,
    dumps,
)
from tipmodel.core.fields import fields
from tipmodel.core.shape import Written
from tipmodel.i18n import country_name, languages
from tipmodel.model import MODEL


@pytest.mark.parametrize("cls", MODEL)
class TestEveryClass:
    def test_a_copy_is_equal(self, cls):
        """A copy of a record is equal."""
        record = full(cls)

        assert record == copy.copy(record) == copy.deepcopy(record)
        assert record == pickle.loads(pickle.dumps(record))  # noqa: S301 - our own bytes
        assert record == attrs.evolve(record)
        assert record == tipmodel.loads(tipmodel.dumps(record), cls)

    def test_equal_records_have_one_hash_and_one_form(self, cls):
        """Equal records have the same hash and the same bytes."""
        one, other = full(cls), full(cls)
        assert hash(one) == hash(other)
        assert tipmodel.dumps(one) == tipmodel.dumps(other)

    def test_it_cannot_be_changed(self, cls):
        """A record cannot be changed."""
        record = full(cls)

        for field in fields(cls):
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(record, field.name, None)


class TestSecrecy:
    def test_a_participant_is_not_told(self):
        """The repr of a participant shows no personal value."""
        person = full(Participant)

        shown = repr(person)
        assert all(f"{field.name}=<" in shown for field in fields(Participant))
        assert "Example" not in shown + repr(
            Training(id="a", title=LocalizedText(en="x"), participants=(person,))
        )

    def test_the_name_of_a_speaker_stays_out_of_logs(self):
        """The repr of a speaker shows no name."""
        assert "Example" not in repr(Speaker(name=LocalizedText(en="A. N. Example")))

    def test_a_card_tells_only_how_many_took_part(self):
        """A card shows only the number of participants."""
        person = Participant(id="1", name=LocalizedText(en="A. N. Example"), phone="+9647500000000")
        training = Training(id="a", title=LocalizedText(en="x"), participants=(person,))

        for language in tipmodel.languages():
            assert "Example" not in tipmodel.describe(training, language)
            assert "964" not in tipmodel.describe(training, language)
            assert "Example" not in tipmodel.describe(person, language)
        assert "1 person on a list" in tipmodel.describe(training)

    def test_an_error_never_holds_the_value(self):
        """An error never shows the refused value."""
        data = {"id": "1", "email": "secret(at)example.org", "phone": "secret", "birth_year": 1}

        issues = tipmodel.validate(data, Participant)
        assert 3 == len(issues)
        assert not any("secret" in repr(issue) + issue.text("ar") for issue in issues)


class TestHeadcount:
    def test_an_exact_count_is_a_number(self):
        """An exact count is a number."""
        headcount = tipmodel.structure({"total": {"value": 32}, "female": ABOUT}, Headcount)

        assert 32 == headcount.total == headcount.exact("total")
        assert headcount.exact("female") is None
        assert headcount.exact("male") is None
        assert b'"total":32' in tipmodel.dumps(headcount)

    def test_an_exact_count_object_cannot_be_built(self):
        """An exact `Count` cannot be constructed."""
        with pytest.raises(InvalidDataError):
            Count(value=32)

    @pytest.mark.parametrize(
        ("count", "english", "arabic"),
        [
            ({"value": 39, "precision": "about"}, "about 39", "39 تقريبًا"),
            ({"percent": 50, "precision": "more_than"}, "more than 50%", "أكثر من 50%"),
            ({"percent": 12.5}, "12.5%", "12.5%"),
            ({"value": 0, "precision": "more_than"}, "number not stated", "العدد غير مذكور"),
        ],
    )
    def test_counts_are_told_as_they_are_meant(self, count, english, arabic):
        """ "Some 39" is not 39, in either language."""
        made = tipmodel.structure(count, Count)

        assert english == made.text()
        assert arabic == made.text("ar")

    def test_parts_larger_than_their_whole(self):
        """A part cannot be larger than its whole."""
        data = {
            "total": 10,
            "groups": [{"country": "IQ", "count": 8, "parts": [{"sex": "female", "count": 9}]}],
        }

        assert ["/groups/0/parts/0/count"] == [
            i.pointer for i in tipmodel.validate(data, Headcount)
        ]


ABOUT = {"value": 9, "precision": "about"}


class TestReferences:
    def test_one_identifier_for_one_thing(self):
        """Speakers, participants and sessions must have different identifiers."""
        data = BASE | {
            "participants": [{"id": "a"}, {"id": "a"}],
            "speakers": [{"id": "b", "description": {"en": "x"}}],
            "sessions": [{"id": "b"}],
        }

        assert {
            "/participants/1/id": "id.repeated",
            "/sessions/0/id": "id.repeated",
        } == {issue.pointer: issue.code for issue in tipmodel.validate(data)}

    def test_an_outcome_by_somebody_unknown(self):
        """An outcome must refer to a person of its training."""
        data = BASE | {
            "outcomes": [{"kind": "quote", "by": "nobody"}, {"kind": "quote", "by": "p"}]
        }
        data["participants"] = [{"id": "p"}]

        assert ["/outcomes/0/by"] == [issue.pointer for issue in tipmodel.validate(data)]

    @pytest.mark.parametrize(
        ("pointer", "leads"),
        [
            ("/title", True),
            ("/title/en", True),
            ("/title/ar", False),
            ("/topics/0", True),
            ("/topics/0/code", False),
            ("/topics/1/names/en", True),
            ("/topics/01", False),
            ("/topics/-", False),
            ("/topics/2", False),
            ("/dates/start", True),
            ("/dates/start/year", False),
            ("/extra/acme:a~1b/0", False),
            ("/extra/acme:room/0/x~1y", True),
            ("/headcount/total", True),
            ("/headcount/female", False),
        ],
    )
    def test_a_note_is_about_something_that_is_there(self, pointer, leads):
        """A note must point to an existing part."""
        data = BASE | {
            "topics": ["community_policing", {"names": {"en": "x"}}],
            "dates": {"start": "2015-05-04"},
            "headcount": {"total": 1},
            "extra": {"acme:room": [{"x/y": 1}]},
            "notes": [{"kind": "context", "about": pointer}],
        }

        assert leads == (tipmodel.validate(data) == ())


BASE = {"id": "a", "title": {"en": "x"}}


class TestSession:
    @pytest.mark.parametrize(
        "moment",
        ["2015-05-04T09:00:00+03:00", "2015-05-04T09:00Z", "2016-02-29T23:59:59-11:30"],
    )
    def test_moments_have_a_time_zone(self, moment):
        """Moments have a time zone."""
        session = tipmodel.structure({"start": moment}, Session)

        assert session == tipmodel.loads(tipmodel.dumps(session), Session)

    @pytest.mark.parametrize(
        "moment",
        [
            "2015-05-04T09:00:00",
            "2015-05-04 09:00:00+03:00",
            "2015-05-04T24:00:00Z",
            "2015-05-04T09:00:60Z",
            "2015-05-04T09:00:00.5Z",
            "2015-02-29T09:00:00Z",
            "20150504T090000Z",
            "2015-05-04T09:00:00+0300",
            "٢٠١٥-٠٥-٠٤T09:00:00Z",
            "2015-05-04T09:00:00Z\n",
        ],
    )
    def test_other_forms_are_refused(self, moment):
        """Other forms of times are refused."""
        (issue,) = tipmodel.validate({"start": moment}, Session)

        assert ("/start", "time.not_a_time") == (issue.pointer, issue.code)

    def test_the_same_moment_elsewhere_is_another_statement(self):
        """The same moment in another zone is a different value."""
        baghdad = tipmodel.structure({"start": "2015-05-04T09:00:00+03:00"}, Session)
        london = tipmodel.structure({"start": "2015-05-04T06:00:00Z"}, Session)

        assert baghdad != london

    def test_the_end_is_not_before_the_start(self):
        """The end of a session must not be before its start."""
        data = {"start": "2015-05-04T09:00:00+03:00", "end": "2015-05-04T06:30:00+01:00"}

        assert ["/end"] == [issue.pointer for issue in tipmodel.validate(data, Session)]


def test_precision_is_public():
    """`Precision` is public."""
    assert Count(value=39, precision=Precision.ABOUT).value == 39


@pytest.mark.parametrize(
    "make",
    [
        LocalizedText,
        lambda: LocalizedText(en=""),
        lambda: LocalizedText({"no tag": "x"}),
        lambda: LocalizedText(en="x\u202e"),
        lambda: PartialDate.parse("04/05/2015"),
        lambda: FileSize.parse("big"),
        lambda: Topic(code="nothing"),
        lambda: Count(value=-1),
        lambda: Participant(id=""),
    ],
    ids=map(str, range(9)),
)
def test_a_value_made_by_itself_is_refused_in_a_sentence(make):
    """An invalid value is refused in a sentence."""
    with pytest.raises(InvalidDataError) as caught:
        make()

    assert "{" not in str(caught.value)
    for issue in caught.value.issues:
        assert issue.text("ar") != issue.text("en")


def test_what_the_library_says_can_be_put_into_a_record():
    """Labels and language tags can be used as text in a record."""
    texts = {tag: tipmodel.label(Topic, language=tag) for tag in tipmodel.languages()}
    training = Training(id="a", title=LocalizedText(texts))

    assert training == tipmodel.loads(tipmodel.dumps(training))
    assert {str} == {type(text) for text in [*training.title, *training.title.values()]}


class TestWords:
    """Values in words read as people write them."""

    def test_one_year_of_age_is_no_range(self):
        """One year of age is not written as a range."""
        assert "30 years" == tipmodel.AgeBand(at_least=30, below=31).text("en")
        assert "30–34" in tipmodel.AgeBand(at_least=30, below=35).text("en")

    def test_a_law_without_a_title_is_called_by_what_is_known_of_it(self):
        """A law without a title is named by its other facts."""
        law = tipmodel.LegalInstrument(jurisdiction="IQ-KR", number="3")

        assert (None, "3") == law.named("en")
        assert "Kurdistan Region" in tipmodel.describe(law, "en")
        assert "إقليم كوردستان" in tipmodel.describe(law, "ar")

    def test_a_related_training_says_which_delivery_it_was_of(self):
        """A related training states its position or number."""
        related = tipmodel.RelatedTraining(
            title=LocalizedText(en="x"), relation=tipmodel.Relation.PREVIOUS, of=3
        )
        record = Training(id="a", title=LocalizedText(en="y"), related=(related,))

        assert "3" in tipmodel.describe(related, "en")
        assert "3" in tipmodel.describe(record, "en", isolate=False).partition("x")[2]


class TestMisuse:
    """Common mistakes in code get a suggestion."""

    @pytest.mark.parametrize(
        ("make", "error", "said"),
        [
            (lambda: Training(id="a", titel=1, title=LocalizedText(en="x")), TypeError, "Training has no field 'titel'; did you mean 'title'?"),
            (lambda: Training(id="a", zzz=1, title=LocalizedText(en="x")), TypeError, "Training has no field 'zzz'"),
            (lambda: LocalizedText("x"), TypeError, "say which language"),
            (lambda: tipmodel.loads({"id": "a"}), TypeError, "there is structure"),
            (lambda: tipmodel.public_view("x"), TypeError, "only a record can be published, not str"),
            (lambda: tipmodel.public_view(Headcount(total=3), k=0), ValueError, "k is 1 or more"),
            (lambda: tipmodel.page([]), ValueError, "needs a training and a language"),
            (lambda: tipmodel.page(tipmodel.example(), []), ValueError, "needs a training and a language"),
            (lambda: tipmodel.example().speaker("nobody"), KeyError, "nobody"),
            (lambda: tipmodel.write_tables([tipmodel.example()], "a.doc"), tipmodel.UnknownFormatError, r"there are: \.xlsx"),
            (lambda: tipmodel.write_summary(tipmodel.summary([]), "a.doc"), tipmodel.UnknownFormatError, r"there are: \.xlsx, \.csv"),
            (lambda: tipmodel.FileSize(number="many", unit="KB"), InvalidDataError, "821.12 KB"),
        ],
        ids=["a typo", "an unknown field", "a bare text", "plain data", "no record", "no group", "no training", "no language", "no speaker", "no tables", "no summary", "no size"],
    )  # fmt: skip
    def test_it_is_told_at_once(self, make, error, said):
        """A wrong argument is refused at once."""
        with pytest.raises(error, match=said):
            make()


def test_half_a_character_is_a_mistake_of_the_text():
    """Half a surrogate pair is refused at its place."""
    text = '{"id": "a", "title": {"en": "\ud800"}}'

    assert [("/title/en", "text.forbidden_character")] == [
        (issue.pointer, issue.code) for issue in tipmodel.validate(text)
    ]


def test_data_of_other_tools_are_compared_as_data():
    """Comparing extra data with a mapping that is not JSON is no error."""
    extra = Training(id="a", title=LocalizedText(en="x"), extra={"acme:x": 1}).extra

    assert extra == {"acme:x": 1}
    assert extra != {"acme:x": object()}
    assert extra != 3


def test_texts_of_other_tools_have_an_end():
    """Extra data have limits."""
    with pytest.raises(InvalidDataError) as caught:
        Training(id="a", title=LocalizedText(en="x"), extra={"acme:x": "x" * 100_001})
    assert [("/extra/acme:x", "text.too_long")] == [
        (i.pointer, i.code) for i in caught.value.issues
    ]


def test_lists_have_an_end():
    """Constructors limit the length of lists."""
    with pytest.raises(InvalidDataError) as caught:
        Training(id="a", title=LocalizedText(en="x"), topics=(tipmodel.Topic(code="referral"),) * 10_001)  # fmt: skip
    assert [("/topics", "list.too_long")] == [(i.pointer, i.code) for i in caught.value.issues]


def test_words_keep_their_language_in_another_process():
    """A pickled label keeps its language."""
    import pickle

    label = tipmodel.label(Training, "title", language="ar")
    copy = pickle.loads(pickle.dumps(label))  # noqa: S301 - our own
    assert (label, "ar") == (copy, copy.language)


def test_former_names_go_on_working():
    """Former names keep working."""
    from tipmodel import extend

    assert extend.InRange is extend.Between
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = extend.Nothing

    class Even(extend.Validator):
        def broken_by(self, value):
            if value % 2:
                yield extend.Rule("acme.odd", "This is odd.").issue()

    assert ["acme.odd"] == [issue.code for issue in Even().iter_issues(3)]
    assert Even().passes(4)


@pytest.mark.parametrize(
    ("make", "pointer", "said"),
    [
        (lambda: Session(minutes=True), "/minutes", "must be int, not bool"),
        (lambda: Headcount(total=True), "/total", "not bool"),
        (lambda: Participant(id="1", pre_test=True), "/pre_test", "must be float, not bool"),
        (lambda: Participant(id="1", certificate=1), "/certificate", "must be bool, not int"),
        (lambda: full(tipmodel.Consent).evolve(given_on=datetime.datetime(2015, 5, 4, tzinfo=datetime.UTC)), "/given_on", "must be date, not datetime"),
    ],
    ids=["a whole number", "a count", "a number", "yes or no", "a date"],
)  # fmt: skip
def test_a_value_is_of_exactly_its_type(make, pointer, said):
    """A value must have exactly its type."""
    with pytest.raises(InvalidDataError) as caught:
        make()

    (issue,) = caught.value.issues
    assert (pointer, "value.wrong_type") == (issue.pointer, issue.code)
    assert said in issue.text("en", isolate=False)


def test_all_may_be_women():
    """All participants may be women."""
    group = tipmodel.GroupCount(name=LocalizedText(en="a"), count=32)

    assert 32 == Headcount(total=32, female=32, groups=(group,)).female
    with pytest.raises(InvalidDataError, match="larger than the total"):
        Headcount(total=32, male=33)
    with pytest.raises(InvalidDataError, match="larger than the total"):
        Headcount(total=31, groups=(group,))


@pytest.mark.parametrize("keys", [["~1"], ["~0", "a/b"], ["~01", "/", "~", ""], ["/~1/"]])
def test_a_pointer_leads_back_to_its_keys(keys):
    """A pointer with any key leads back to that key."""
    from tipmodel.model.references import pointer_to, steps

    assert keys == steps(pointer_to(keys))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("code", ["IQ", "LB", "PS", "GB"])
def test_the_name_of_a_country_is_not_taken_but_its_code_is_suggested(code, language):
    """A name is never turned into a code in silence, and is no text that is too long."""
    name = str(country_name(code, language))
    (issue,) = tipmodel.validate({"country": name}, tipmodel.Place)

    assert ("country.unknown", code) == (issue.code, issue.params.get("suggestion"))
    assert code in issue.text(language)


@pytest.mark.parametrize("text", ["Iraqi", "IRQ", "x" * 300, "Ir aq"])
def test_what_is_no_country_is_told_what_a_country_is(text):
    """The sentence says what is wanted, however long the text is."""
    (issue,) = tipmodel.validate({"country": text}, tipmodel.Place)

    assert ("country.unknown", None) == (issue.code, issue.params.get("suggestion"))


@pytest.mark.parametrize("language", languages())
def test_a_wrong_type_is_told_what_is_wanted(language):
    """A code, texts by language, a group: each field says which of them it holds."""
    data = {"id": "a", "title": "T", "kind": 7, "dates": 7, "topics": [7], "places": [7]}
    wanted = {i.pointer: i.params["expected"].key for i in tipmodel.validate(data)}

    assert wanted == {
        "/title": "kind.texts",
        "/kind": "kind.term",
        "/dates": "kind.object",
        "/topics/0": "kind.term",
        "/places/0": "kind.object",
    }
    for issue in tipmodel.validate(data):
        assert issue.params["expected"].key.startswith("kind.")
        assert issue.text(language)


@pytest.mark.parametrize("data", [{"idd": "a"}, {"places": [{"country": "Iraq"}]}])
def test_a_sentence_and_its_suggestion_are_in_one_language(data):
    """A sentence without a translation is in English, and so is its suggestion."""
    for issue in tipmodel.validate({"id": "a", "title": {"en": "x"}} | data):
        said = issue.text("ckb", isolate=False)
        is_english = "Did you mean" in said
        assert is_english != bool(re.search("[\u0620-\u06ff]{3}", said))


def test_what_a_record_holds_of_other_tools_cannot_be_set():
    """Nor by the attributes of what it is held in, so equal records stay equal."""
    record = Training(id="a", title=LocalizedText(en="x"), extra={"acme:x": [1]})
    before = hash(record), dumps(record)

    for name in ("json", "_data", "other"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(record.extra, name, b"{}")
        with pytest.raises(AttributeError, match="immutable"):
            delattr(record.extra, name)
    assert before == (hash(record), dumps(record))


WRITTEN = {
    shape.type
    for cls in (*MODEL, tipmodel.DateSpan)
    for shape in (getattr(field.shape, "item", field.shape) for field in fields(cls))
    if isinstance(shape, Written)
}


@pytest.mark.parametrize("cls", sorted(WRITTEN, key=str))
@given(data=st.data())
def test_a_text_that_matches_the_pattern_of_a_value_is_one(cls, data):
    """The pattern of a value, which JSON Schema and JavaScript use, matches only what `parse` accepts."""
    text = data.draw(st.from_regex(cls.pattern, fullmatch=True))

    assert re.fullmatch(cls.pattern, str(cls.parse(text)))


def test_extra_data_are_copied_down_to_the_last_level():
    """A change to the data that an `Extra` was made of changes no record."""
    innermost = [1]
    data = innermost
    for _ in range(20):
        data = {"a": [data]}
    record = Training(id="a", title=LocalizedText(en="x"), extra={"acme:x": data})
    innermost.append(2)

    kept = record.extra["acme:x"]
    for _ in range(20):
        (kept,) = kept["a"]
    assert [1] == kept


@pytest.mark.parametrize("cls", [Training, tipmodel.Participant, tipmodel.Note, tipmodel.Duration])
def test_a_placeholder_of_attrs_is_no_value(cls):
    """A required field cannot be left out by the default that attrs shows for it."""
    required = {field.name: attrs.NOTHING for field in fields(cls) if field.required}

    with pytest.raises(InvalidDataError) as caught:
        cls(**required)
    assert {f"/{name}" for name in required} == {issue.pointer for issue in caught.value.issues}


class Swallowing(Headcount):
    """A class that suppresses the error of its own constructor."""

    def __init__(self, **values):
        with contextlib.suppress(InvalidDataError):
            self.__attrs_init__(**values)


@pytest.mark.parametrize("values", [{"total": 5, "female": 9}, {"total": "many", "female": 9}])
def test_what_breaks_a_rule_is_never_a_record(values):
    """Whoever keeps hold of a refused record finds no values in it, nor can write it."""
    refused = tipmodel.extend.record("Headcount", help="A headcount.")(Swallowing)(**values)
    existing = Headcount(total=32)
    with pytest.raises(InvalidDataError):
        existing.__init__(**values)

    for record in (refused, existing):
        assert not any(hasattr(record, field.name) for field in fields(Headcount))
        with pytest.raises(AttributeError):
            dumps(record)
        assert "NOTHING" in repr(record)
