"""Arabic and English on one line keep their own order, and nothing stays in English."""

import json
import re
from pathlib import Path

import pytest
from bidi import get_display

import tipmodel
from l10n import phrases, places
from tipmodel import DateSpan, Governorate, Headcount, LocalizedText, Training, UnknownTermError
from tipmodel.core.fields import fields
from tipmodel.core.rules import ADVICE, RULES
from tipmodel.i18n import line_mark, translate, words_for
from tipmodel.tables.rules import FILE_RULES, NOTICES

KIT = Path(__file__).parents[2] / "conformance"
EXPECTED = json.loads((KIT / "expected.json").read_text("utf-8"))
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
KEPT = re.compile(r"JSON|UTF-8|null|tipmodel|A–Z|a–z")
"""What has no Arabic name."""


def seen(text, language="ar"):
    """Return a line as it is seen from left to right, by an independent implementation of UAX 9."""
    shown = get_display(text, base_dir="R" if line_mark(language) else "L")
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", shown)


class TestArabicSentences:
    @pytest.mark.parametrize("name", EXPECTED)
    def test_every_rule_broken_for_real_is_told_without_an_english_word(self, name):
        """No Arabic sentence of a broken rule contains an English word."""
        for issue in tipmodel.validate((KIT / name).read_bytes()):
            told = issue.text("ar")
            bare = ISOLATED.sub("", ISOLATED.sub("", told))

            assert [] == re.findall("[A-Za-z]+", KEPT.sub("", bare))
            assert told != issue.text("en")
            assert len(re.findall("[\u2066-\u2068]", told)) == told.count("\u2069")

    def test_every_rule_is_broken_somewhere(self):
        """Every rule is broken by a test."""
        broken = {issue["code"] for issues in EXPECTED.values() for issue in issues}

        assert IN_PYTHON_ONLY == {rule.key for rule in RULES} - broken, (
            "Add documents that break the rule to conformance/invalid."
        )

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_every_sentence_is_a_sentence(self, language):
        """A sentence ends, and has no space where none belongs."""
        for rule in (*RULES, *ADVICE, *FILE_RULES, *NOTICES):
            told = translate(rule, language, **dict.fromkeys(places(rule.english), "1"))

            assert told[-1] in ".؟?", rule.key
            assert not [bad for bad in ("  ", " ،", " .") if bad in told], rule.key

    def test_a_city_is_told_with_its_governorate(self):
        """A city is reported with its governorate, in Arabic."""
        with pytest.raises(UnknownTermError) as caught:
            Governorate.find("Tikrit")

        told = caught.value.issue.text("ar", isolate=False)
        assert (
            told == "ما كُتب في هذا الموضع اسم مدينة أو قضاء في محافظة صلاح الدين، وليس اسم محافظة."
        )


IN_PYTHON_ONLY = {
    "document.lost_in_version",
    "value.refused",
    "count.exact",
    "json.too_large",
    "json.too_many_issues",
    "governorate.is_city",
    "governorate.ambiguous",
}
"""Rules that a document in JSON cannot break."""


class TestOrderOfReading:
    def test_dates_in_an_arabic_sentence_keep_their_order(self):
        """Dates in an Arabic sentence keep their order, even without invisible characters."""
        data = {"start": "2015-05-07", "end": "2015-05-04"}
        (issue,) = tipmodel.validate(data, DateSpan)

        for isolate in (True, False):
            told = issue.text("ar", isolate=isolate)
            assert "(4 أيار 2015)" in re.sub("[\u2066-\u2069]", "", told)
            assert "2015 رايأ 7" in seen(told)

    def test_an_english_name_in_an_arabic_card(self):
        """An English name in an Arabic card keeps its order."""
        training = Training(id="a", title=LocalizedText(en="Course A, part 2"))
        (title, *_) = tipmodel.describe(training, "ar").split("\n")

        assert ")ةيزيلكنإلاب( Course A, part 2" == seen(title)

    def test_an_arabic_name_in_an_english_card(self):
        """An Arabic name in an English card keeps its order."""
        training = Training(
            id="a",
            title=LocalizedText(en="x"),
            places=(tipmodel.Place(city=LocalizedText(ar="أربيل"), country="IQ"),),
        )
        line = next(x for x in tipmodel.describe(training).split("\n") if "Places" in x)

        assert "Places: ليبرأ (in Arabic), Iraq" == seen(line, "en")

    def test_a_range_of_days_is_read_from_its_first(self):
        """A range of days in an Arabic line begins on the right."""
        span = tipmodel.structure({"start": "2015-05-04", "end": "2015-05-07"}, DateSpan)

        assert "2015 رايأ 7–4" == seen(span.text("ar"))
        assert "4–7 May 2015" == seen(span.text("en"), "en")

    def test_pointers_on_the_command_line(self, capsys, tmp_path):
        """A pointer can be copied from an Arabic line as it is."""
        from tipmodel.cli import main

        path = tmp_path / "a.json"
        path.write_text('{"id":"a","title":{"en":"x"},"headcount":{"total":-1}}')
        main(["check", str(path), "--language", "ar"])

        line = seen(capsys.readouterr().out.strip())
        assert "/headcount/total" in line
        assert str(path) in line


class TestDigits:
    def test_arabic_digits_over_a_finished_sentence(self):
        """Arabic-Indic digits replace numbers, but not codes and addresses."""
        headcount = tipmodel.structure(
            {"total": 32, "female": {"percent": 12.5, "precision": "more_than"}}, Headcount
        )
        told = tipmodel.arabic_digits(tipmodel.describe(headcount, "ar"))

        assert "٣٢" in told
        assert "١٢٫٥٪" in told
        assert "iq_law_28_2012 ٢٠١٥" == tipmodel.arabic_digits("iq_law_28_2012 2015")
        assert "https://example.org/1" == tipmodel.arabic_digits("https://example.org/1")
        assert "٤–٧ أيار ٢٠١٥" == tipmodel.arabic_digits("4–7 أيار 2015")


COUNTED = [phrase for phrase in phrases().values() if phrase.plural]


@pytest.mark.parametrize("phrase", COUNTED, ids=lambda phrase: phrase.key)
def test_counts_have_their_six_forms(phrase):
    """Counts have the six forms of Arabic."""
    places_of = dict.fromkeys(places(phrase.plural) - {"n"}, "٠")
    said = {n: translate(phrase, "ar", n=n, **places_of) for n in (1, 2, 3, 11, 32, 100, 103)}

    assert "1" not in said[1]
    assert "2" not in said[2]
    assert said[3].replace("3", "103") == said[103]
    assert said[11].replace("11", "32") == said[32]
    assert len({said[1], said[2], said[3].replace("3", "n"), said[11].replace("11", "n")}) == 4


def test_a_sentence_about_a_field_without_a_name_in_the_language_is_english_throughout():
    """No English label stands in a Sorani sentence."""
    data = {field.name: 7 for field in fields(Training) if field.name not in ("id", "title")}
    for issue in tipmodel.validate({"id": "a", "title": {"en": "x"}} | data):
        said = issue.text("ckb", isolate=False)

        assert ("must be" in said) == (words_for(issue.field, "ckb").language == "en"), said
