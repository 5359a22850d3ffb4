"""Governorates are found in every known spelling, and never by guessing."""

import csv
import datetime
import string
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tipmodel import UnknownTermError
from tipmodel.vocab import _lookup
from tipmodel.vocab.governorate import Governorate, Region

HERE = Path(__file__).parent
CODE_OF = {g.iso or "IQ-HA": g for g in Governorate}  # the list's own key for Halabja


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SPELLINGS = rows("governorate_spellings.csv")
OTHERS = rows("not_governorates.csv")
KNOWN = [(g, t) for g in Governorate for t in (*g.names.values(), *(s.text for s in g.spellings))]


def found(text):
    return Governorate.find(text, None)


def issue(text):
    with pytest.raises(UnknownTermError) as caught:
        Governorate.find(text)
    return caught.value.issue


class TestFound:
    def test_no_spelling_is_missed_mistaken_or_made_up(self):
        """Every spelling of a list from real data means what it means, and the rest nothing."""
        differing = {
            row["spelling"]: found(row["spelling"])
            for row in SPELLINGS
            if found(row["spelling"]) is not CODE_OF.get(row["expected_iso"])
        }

        assert {} == differing

    def test_of_thousands_of_written_spellings_none_is_mistaken_and_few_are_missed(self):
        """People in offices of many languages need not know how we spell: 98 of 100 forms are read."""
        answers = [
            (row["governorate"], found(row["spelling"])) for row in rows("written_spellings.csv")
        ]

        assert [] == [(code, g) for code, g in answers if g and g.value != code]
        assert sum(g is not None for _, g in answers) >= 0.98 * len(answers)

    @pytest.mark.parametrize("governorate", Governorate)
    def test_every_code_in_every_letter_case(self, governorate):
        """A code is found in small and in capital letters."""
        codes = [c for c in (governorate.value, governorate.iso, governorate.pcode) if c]
        written = [form(code) for code in codes for form in (str.lower, str.upper, str.title)]

        assert {governorate} == {found(code) for code in written}

    @pytest.mark.parametrize(
        ("expected", "text"),
        [
            ("baghdad", "iqg٠٨"),
            ("baghdad", "IQG ۰۸"),
            ("kirkuk", "IQ: Kirkuk"),
            ("najaf", "IQ: An Najaf"),
            ("kirkuk", "IQ-KI Kirkuk"),
            ("kirkuk", "Kirkuk (IQG13)"),
            ("ninewa", "Ninewa / نينوى"),
            ("ninewa", "Ninewa (Mosul)"),
            ("erbil", "Erbil, Iraq"),
            ("anbar", "Gouvernorat d’Anbar"),
            ("dhi_qar", "Gobernación de Di Car"),
            ("dhi_qar", "Provincia di Dhi Qar"),
            ("dhi_qar", "Provinz Di Qar"),
            ("sulaymaniyah", "Parêzgeha Silêmaniyê"),
            ("erbil", "Parêzgeha Hewlêrê"),
            ("erbil", "هه‌ولێر"),
            ("wasit", "Vasıt ili"),
            ("wasit", "محافظة وَاسِــط"),
            ("basra", "استان بصره"),
            ("halabja", "پارێزگای هەڵەبجە"),
            ("najaf", "Annajaf"),
            ("qadisiyah", "ad-Diwaniyya"),
            ("qadisiyah", "Kadissija"),
            ("salah_al_din", "Salah-ad-Deen"),
            ("duhok", "Dahouk"),
            ("babil", "Babylone"),
            ("diyala", "Dyala"),
            ("muthanna", "Mouthanna"),
            ("karbala", "Kərbəla"),
            ("maysan", "Meisan"),
            ("basra", "3001. Basra"),
            ("karbala", "١٢- كربلاء"),
            ("anbar", "22 - Al-Anbar"),
            ("dhi_qar", "IQDQ"),
            ("wasit", "iq_wa"),
            ("karbala", "كربلاءالمقدسة"),
            ("baghdad", "محافظةبغداد"),
            ("wasit", "WAST"),
            ("halabja", "Halbja"),
            ("erbil", "Hewlêrê"),
            ("anbar", "gouvernorat de l’Anbar"),
            ("wasit", "Wasit (Kut)"),
            ("babil", "بابل (الحلة)"),
            ("ninewa", "Ninewa-Mosul"),
            ("kirkuk", "13/ Kirkuk"),
            ("anbar", "م. الأنبار"),
            ("duhok", "Duhok, KRI"),
            ("erbil", "هەرێمی کوردستان - هەولێر"),
            ("dhi_qar", "الناصرية ذي قار"),
            ("babil", "بابل/ قضاء المسيب"),
            ("erbil", "IQ-G11"),
            ("salah_al_din", "IQ-G18 Salah al-Din"),
            ("wasit", "Wasit (IQ-G18)"),
            ("sulaymaniyah", "Slemani City"),
            ("basra", "مركز محافظة البصرة"),
            ("ninewa", "Governació de Nínive"),
            ("diyala", "Kegubernuran Diyala"),
            ("salah_al_din", "IQG16_Salah Al-Din"),
            ("ninewa", "نینەوا"),
            ("maysan", "میسان - عەمارە"),
            ("halabja", "Parêzgeha Helebce"),
            ("halabja", "حلبجا"),
            ("kirkuk", "Kerkük Valiliği"),
        ],
    )
    def test_habits_of_many_languages(self, expected, text):
        """A French, German, Kurdish or Persian hand writes names that are found all the same."""
        assert Governorate(expected) is found(text)

    @given(
        st.sampled_from([row["spelling"] for row in SPELLINGS if row["expected_iso"]]),
        st.sampled_from(["{}", "  {} ", "\u200f{}", "{}\u200b", "\ufeff{}", "{}\u0640", "({})"]),
        st.sampled_from([str, str.upper, str.lower, str.swapcase]),
    )
    def test_stray_spaces_marks_and_letter_case_change_nothing(self, text, form, case):
        """Invisible characters from keyboards and copied sheets change nothing."""
        assert found(text) is found(form.format(case(text)))

    @pytest.mark.parametrize("governorate", Governorate)
    @pytest.mark.parametrize(
        ("language", "form"),
        [
            ("en", "{} Governorate"),
            ("en", "{} Province, Iraq"),
            ("en", "Governorate of {}"),
            ("ar", "محافظة {}"),
            ("ar", "{} محافظة"),
            ("ckb", "پارێزگای {}"),
        ],
    )
    def test_words_for_governorate_are_no_part_of_the_name(self, governorate, language, form):
        """A name may come with its kind of unit, before it or after it."""
        assert governorate is found(form.format(governorate.text(language)))

    @pytest.mark.parametrize(
        ("expected", "text", "kind"),
        [
            ("kirkuk", "At-Ta'mim", "former"),
            ("anbar", "Dulaim", "former"),
            ("dhi_qar", "المنتفق", "former"),
            ("ninewa", "Mosul", "customary"),
            ("qadisiyah", "محافظة الديوانية", "customary"),
        ],
    )
    def test_former_and_customary_names_are_marked_as_such(self, expected, text, kind):
        """Old data are understood, and nobody takes an old name for today's."""
        governorate = found(text)
        kinds = {s.kind for s in governorate.spellings if s.text in text or text in s.text}

        assert Governorate(expected) is governorate
        assert {kind} == kinds


class TestNotFound:
    def test_cities_districts_provinces_abroad_and_junk_are_no_governorates(self):
        """None of more than a thousand names of other places is taken for a governorate."""
        assert {} == {row["name"]: g for row in OTHERS if (g := found(row["name"]))}

    @pytest.mark.parametrize(
        ("expected", "city"),
        [
            ("salah_al_din", "Tikrit"),
            ("anbar", "الرمادي"),
            ("babil", "Al-Hilla"),
            ("wasit", "الكوت"),
            ("maysan", "Amara"),
            ("dhi_qar", "An Nasiriyah"),
        ],
    )
    def test_a_city_is_answered_with_the_governorate_it_lies_in(self, expected, city):
        """The error for a city names its governorate."""
        governorate = Governorate(expected)
        told = issue(city)

        assert "governorate.is_city" == told.code
        assert governorate is told.params["suggestion"]
        assert governorate.text("en") in told.text("en")

    def test_a_city_of_two_governorates_names_both(self):
        """A name that lies in two governorates is not decided for the reader."""
        suggestion = issue("Al Hindiyah").params["suggestion"]

        assert {Governorate.BABIL, Governorate.KARBALA} == set(suggestion)

    def test_a_name_misspelt_beyond_the_rules_is_suggested(self):
        """The error helps, where the answer itself would be a guess."""
        assert Governorate.BAGHDAD is issue("Baghdadd-ville").params.get("suggestion")

    @pytest.mark.parametrize(
        "text",
        [
            *("Babylonian", "West", "Vast", "Mossel-Bej", "ناحية القادسية", "Karbala Street"),
            "îqar",
            *("Basra (Mosul city)", "Wasit (Tikrit)", "Wasit Tikrit", "Baghdad, KRI", "KRI"),
        ],
    )
    def test_words_that_only_look_like_names_are_none(self, text):
        """An adjective, a vowel too few, or a city that lies elsewhere is not answered."""
        assert found(text) is None

    @pytest.mark.parametrize("text", ["Ninewa كركوك", "Erbil, Baghdad", "IQ-AN Najaf"])
    def test_two_governorates_in_one_text_are_ambiguous(self, text):
        """A contradiction is reported, not settled by what comes first."""
        told = issue(text)

        assert "governorate.ambiguous" == told.code
        assert 2 == len(told.params["suggestion"])

    def test_a_place_code_of_two_numberings_is_ambiguous(self):
        """With a hyphen IQ-G18 was Salah al-Din before 2019, and without it is Wasit today."""
        told = issue("IQ-G18")

        assert "governorate.ambiguous" == told.code
        assert {Governorate.SALAH_AL_DIN, Governorate.WASIT} == set(told.params["suggestion"])
        assert found("IQ-G18 Najaf") is None

    def test_the_text_looked_up_is_not_in_the_error(self):
        """The text that was looked up does not get into logs."""
        told = issue("Zaynab of Baghdadd")

        assert "Zaynab" not in f"{told!r} {told.text('en')} {told.text('ar')}"

    def test_a_default_is_returned_instead(self):
        """With a default, an unknown name raises no error."""
        assert "elsewhere" == Governorate.find("Irbid", "elsewhere")
        assert Governorate.find("Erbil, Baghdad", None) is None


class TestNoTwoAreOne:
    def test_no_key_means_two_governorates(self):
        """No rule of spelling brings two governorates together."""
        assert {} == {key: codes for key, codes in _lookup._names().items() if len(codes) > 1}

    def test_no_spelling_known_to_the_letter_is_given_to_two(self):
        """Every spelling in the data leads to the governorate it stands under."""
        assert [] == [(g, text) for g, text in KNOWN if found(text) is not g]

    @given(st.data())
    def test_a_slip_of_the_pen_never_leads_elsewhere(self, data):
        """A letter too many, too few, changed or swapped may lose a name but not exchange it."""
        governorate, text = data.draw(st.sampled_from(KNOWN))
        at = data.draw(st.integers(0, len(text) - 1))
        letter = data.draw(st.sampled_from(f"{string.ascii_letters}ابتجدذرزسصعغفقكلمنهويىةێۆەگ' -"))
        slip = data.draw(
            st.sampled_from(
                [
                    text[:at] + letter + text[at:],
                    text[:at] + text[at + 1 :],
                    text[:at] + letter + text[at + 1 :],
                    text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
                ]
            )
        )

        assert found(slip) in (governorate, None)

    @given(st.text())
    def test_any_text_has_an_answer_or_a_reason(self, text):
        """No text whatever makes the look-up fail in another way."""
        governorate = found(text)

        assert governorate or issue(text).text("ar")


class TestFacts:
    def test_there_are_nineteen(self):
        """The set is the one of the law, Halabja included."""
        assert 19 == len(Governorate)
        assert set(_lookup.rows()) == {g.value for g in Governorate}

    def test_halabja_has_no_invented_codes(self):
        """A code that was never assigned is missing."""
        halabja = Governorate.HALABJA

        assert (None, None) == (halabja.iso, halabja.pcode)
        assert datetime.date(2025, 5, 5) == halabja.valid_from

    def test_names_and_codes_others_join_on(self):
        """A table can be joined with one of OCHA, of ISO or of GeoNames."""
        erbil = Governorate.ERBIL

        assert ("IQ-AR", "IQG11", 95445) == (erbil.iso, erbil.pcode, erbil.geonames_id)
        assert {"en": "Erbil", "ar": "أربيل", "ckb": "هەولێر"} == dict(erbil.names)
        assert "أربيل" == erbil.text("ar")
        assert "Erbil" == erbil.text("fr")

    def test_the_kurdistan_region_has_four(self):
        """The region of each governorate is the one of the constitution and of Halabja's law."""
        region = {g.value for g in Governorate if g.region is Region.KURDISTAN_REGION}

        assert {"duhok", "erbil", "halabja", "sulaymaniyah"} == region

    @pytest.mark.parametrize("name", ["iso", "pcode", "geonames_id", "wikidata", "tile"])
    def test_no_two_share_a_code_or_a_tile(self, name):
        """Each code and each tile of the map belongs to one governorate."""
        held = [value for g in Governorate if (value := getattr(g, name)) is not None]

        assert len(set(held)) == len(held)

    def test_every_spelling_says_where_it_was_found(self):
        """No spelling stands without its source."""
        assert all(s.source and s.kind for g in Governorate for s in g.spellings)


@pytest.mark.parametrize("text", ["Tehran أربيل", "Erbil طهران", "Baghdad أربيل", "Tehran / Erbil"])
def test_a_name_in_two_scripts_is_one_only_if_both_say_so(text):
    """A name in two scripts is recognized only if both scripts name the same governorate."""
    assert Governorate.find(text, None) is None
    assert Governorate.ERBIL is Governorate.find("Erbil أربيل", None)


def test_the_error_is_a_sentence():
    """The error says what is wrong without the text that was looked up."""
    with pytest.raises(UnknownTermError, match="No governorate of Iraq was recognized") as caught:
        Governorate.find("Gondor")
    assert "Gondor" not in str(caught.value)


@pytest.mark.parametrize("text", ["Ag", "ag", "Bg", "Bşr", "θ", "ñaña", "Zağo"])
def test_a_few_letters_are_no_name(text):
    """A text too short, or in other letters, is not completed to a governorate."""
    assert Governorate.find(text, None) is None
