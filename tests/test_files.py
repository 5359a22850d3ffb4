"""Documents are read and written without loss, and refused with all issues at once."""

import json

import pytest

import tipmodel
from tipmodel import Headcount, InvalidDataError, LocalizedText, Training

TRAINING = Training(
    id="erbil-1",
    title=LocalizedText(en="Community policing", ar="الشرطة المجتمعية"),
    headcount=Headcount(total=32, female=9),
)


def codes(data, cls=Training):
    return {issue.pointer: issue.code for issue in tipmodel.validate(data, cls)}


class TestRoundTrip:
    def test_what_is_written_reads_back_equal(self):
        """A written record reads back equal."""
        assert TRAINING == tipmodel.loads(tipmodel.dumps(TRAINING))

    def test_the_version_comes_first_and_arabic_stays_arabic(self):
        """A document begins with its version, and its Arabic is readable."""
        written = tipmodel.dumps(TRAINING).decode()

        assert written.startswith('{"schema_version":"1.1","id":"erbil-1"')
        assert "الشرطة المجتمعية" in written

    def test_a_term_alone_is_a_document_too(self):
        """A term can be a document too."""
        topic = tipmodel.Topic(code="community_policing")

        assert topic == tipmodel.loads(tipmodel.dumps(topic), tipmodel.Topic)
        assert topic == tipmodel.structure(tipmodel.unstructure(topic), tipmodel.Topic)
        with pytest.raises(TypeError, match="one text"):
            tipmodel.dumps(tipmodel.PartialDate(year=2015))

    def test_indented_for_people_means_the_same(self):
        """Indentation does not change the data."""
        assert TRAINING == tipmodel.loads(tipmodel.dumps(TRAINING, indent=2))


class TestRefusal:
    def test_every_issue_at_once_each_at_its_place(self):
        """All issues are found at once, each at its place."""
        faults = {
            "id": "a b",
            "title": {"en": "", "arabic!": "x", "ar": "ab\u202ec"},
            "headcount": {"total": True, "female": -1, "male": None, "mal": 1},
        }

        assert {
            "/id": "id.malformed",
            "/title/en": "text.empty",
            "/title/arabic!": "language.malformed",
            "/title/ar": "text.forbidden_character",
            "/headcount/total": "value.wrong_type",
            "/headcount/female": "number.out_of_range",
            "/headcount/male": "value.null",
            "/headcount/mal": "key.unknown",
        } == codes(faults)

    def test_a_rule_across_fields_is_told_beside_a_fault_elsewhere(self):
        """A broken identifier does not hide a headcount that contradicts itself."""
        data = {"title": {"en": "x"}, "headcount": {"total": 3, "female": 4, "male": "2"}}

        assert {
            "/id": "key.missing",
            "/headcount/female": "headcount.part_exceeds_total",
            "/headcount/male": "value.wrong_type",
        } == codes(data)

    def test_the_same_rule_holds_for_those_who_build_in_python(self):
        """An invalid record cannot be built."""
        with pytest.raises(InvalidDataError) as caught:
            Headcount(total=3, female=4)

        assert "headcount.part_exceeds_total" == caught.value.issues[0].code

    def test_python_is_not_coerced_either(self):
        """Python values are not coerced either."""
        for total in ("32", True, 3.0):
            with pytest.raises(InvalidDataError):
                Headcount(total=total)

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "json.empty"),
            (b" \n", "json.empty"),
            (b"{", "json.malformed"),
            (b"\xff", "json.not_utf8"),
            (b'{"id":"a","id":"b"}', "json.repeated_key"),
            (b'{"id":NaN}', "json.not_a_number"),
            (b'{"id":' + b"9" * 5000 + b"}", "json.number_too_long"),
            (b"[" * 100_000, "json.too_deep"),
            (b"[]", "value.wrong_type"),
            (b"null", "value.wrong_type"),
            (b'{"id":"a","title":{"en":"\\ud800"}}', "text.forbidden_character"),
            (b'{"schema_version":"9","id":"a","title":{"en":"x"}}', "document.version"),
        ],
    )
    def test_hostile_input_is_told_apart(self, data, code):
        """Input that is not a document is refused with a specific code."""
        assert [code] == [issue.code for issue in tipmodel.validate(data)]

    def test_a_whole_number_is_one_however_json_writes_it(self):
        """A whole number may be written as 32.0."""
        data = {"schema_version": "1.0", "total": 32.0}

        assert Headcount(total=32) == tipmodel.loads(json.dumps(data), Headcount)


def test_a_broken_rule_is_told_in_both_languages():
    """Every broken rule has a sentence in Arabic and in English."""
    (issue,) = tipmodel.validate({"total": 32, "female": 40}, Headcount)

    assert (
        "The number in “\u2068Female participants\u2069” (40) is larger than the total (32); check both."
        == issue.text()
    )
    assert (
        "العدد في «\u2068عدد المشاركين من الإناث\u2069» (40) أكبر من الإجمالي (32)؛ يُرجى التحقق من العددين."
        == issue.text("ar")
    )
