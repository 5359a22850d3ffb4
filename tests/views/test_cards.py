"""A card shows everything that a record states, in every language, except personal values."""

import calendar
import datetime
import itertools
import re
from decimal import Decimal

import pytest
from bidi import get_display
from hypothesis import HealthCheck, given, settings, strategies as st

import tipmodel
from samples import full
from tipmodel import (
    Count,
    Governorate,
    LocalizedText,
    Note,
    Outcome,
    Participant,
    Place,
    Precision,
    RelatedTraining,
    Relation,
    Session,
    Training,
)
from tipmodel.core.fields import stated
from tipmodel.core.metadata import PERSONAL, LabeledEnum, sensitivity
from tipmodel.core.record import Record
from tipmodel.core.unicode import fold
from tipmodel.core.validators import LANGUAGE, MEDIA_TYPE, Each
from tipmodel.i18n import country_name, language_name, languages, line_mark
from tipmodel.model import MODEL
from tipmodel.strategies import records
from tipmodel.values.counts import AgeBand, FileSize
from tipmodel.values.dates import PartialDate
from tipmodel.values.durations import Duration
from tipmodel.values.times import PartialTime
from tipmodel.vocab.countries import COUNTRY, JURISDICTION
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import Term

ARABIC_MONTHS = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
]
SEXES = {"female": ("female", "إناث", "أنثى", "مێ"), "male": ("male", "ذكور", "ذكر", "نێر")}
PUBLISHED = {"be published", "يجوز النشر", "بڵاو بکرێتەوە", "pseudonym", "مستعار", "خوازراو"}
WORDS_FOR = {0: ("لا ", "0"), 1: ("واحد", "one"), 2: ("ان", "تين", "ين", "وما", "يوما")}
"""How Arabic says numbers for which it writes no digit."""


def number(n):
    plain = format(Decimal(str(n)), "f").removesuffix(".0")  # never 1e-05
    return {plain, f"{n:,}".removesuffix(".0"), *WORDS_FOR.get(n, ())}


def date_parts(date, language):
    if date.year:
        yield {str(date.year)}
    if date.day:
        yield {str(date.day)}
    if date.month:
        names = {"en": calendar.month_name[1:], "ar": ARABIC_MONTHS}.get(language)
        yield {names[date.month - 1]} if names else {""}


class Leaves:
    """Yields, for each leaf that a record states, the texts of which one must be in its card."""

    def __init__(self, language):
        self.language = language

    def of_record(self, record, root):
        for field, value in stated(record):
            if sensitivity(type(record), field) is PERSONAL or field.name == "extra":
                continue
            if not root and field.name == "id" and not isinstance(record, RelatedTraining):
                continue  # it only ties the parts of a record together
            yield from self.of(record, field, value)

    def of(self, record, field, value):
        names = {COUNTRY: country_name, Each(COUNTRY): country_name, Each(LANGUAGE): language_name}
        if isinstance(value, tuple) and not isinstance(value[0], str):
            for item in value:
                yield from self.of(record, field, item)
        elif field.validator in names:
            codes = value if isinstance(value, tuple) else (value,)
            yield from ({names[field.validator](code, self.language)} for code in codes)
        elif field.validator == JURISDICTION:
            region = tipmodel.label(
                tipmodel.vocab.governorate.Region.KURDISTAN_REGION, language=self.language
            )
            yield {str(region)} if value == "IQ-KR" else {country_name(value[:2], self.language)}
        elif isinstance(record, Session) and field.name == "speakers":
            yield set(value) | {"؛ يقدّمها", "; by ", "پێشکەشکار"}
        elif isinstance(record, Outcome) and field.name == "by":
            yield {"by ", "to ", "على لسان", "المنسوب", "لە زاری", "لەلایەن"}
        elif isinstance(record, Note) and field.name == "about":
            first = value.split("/")[1]
            known = {each.name for each, _ in stated(record)} | {
                "title",
                "id",
                "headcount",
                "places",
            }
            yield (
                {tipmodel.label(Training, first, language=self.language)}
                if first in known and hasattr(Training, first)
                else {first.replace("~1", "/").replace("~0", "~"), ""}
            )
        else:
            yield from self.of_value(record, field, value)

    def of_value(self, record, field, value):  # noqa: C901, PLR0912, PLR0915 - a line for each kind of value
        language = self.language
        label = tipmodel.label(type(record), field.name, language=language)
        if isinstance(value, LocalizedText):
            yield {value.best(language)[1], *(value.values() if language == "ckb" else ())}
        elif isinstance(value, Term):
            yield from self.of_term(value)
        elif isinstance(value, tipmodel.Sex):
            yield {*SEXES[value.value]}
        elif isinstance(value, LabeledEnum):
            yield {str(tipmodel.label(value, language=language))}
        elif isinstance(value, Governorate):
            yield {value.text(language)}
        elif field.name == "code" and isinstance(record, tipmodel.LegalInstrument):
            titles = known_instruments()[value]["title"]
            yield {*titles.values(), *((record.title or {}).values())}
        elif isinstance(value, bool):
            yield {str(label).rstrip("؟"), "غيرها", "others", "هی دیکە", *PUBLISHED}
        elif field.validator == MEDIA_TYPE:
            yield {value, "PDF", "HTML", "Word"}
        elif isinstance(value, PartialDate):
            yield from date_parts(value, language)
        elif isinstance(value, datetime.datetime):
            yield {value.strftime("%H:%M")}
            yield from date_parts(PartialDate.of(value.date()), language)
        elif isinstance(value, datetime.date):
            yield from date_parts(PartialDate.of(value), language)
        elif isinstance(value, Count):
            if value.value == 0 and value.precision is Precision.MORE_THAN:
                yield {"not stated", "لم يُذكر", "غير مذكور", "نەنووسراوە"}
            else:
                if value.at_most is not None:
                    yield number(value.at_most)
                yield (number(value.value) if value.percent is None else number(value.percent))
        elif isinstance(value, AgeBand):
            if value.at_least is not None:
                yield number(value.at_least)
            if value.below is not None:
                yield number(value.below) | number(value.below - 1)
        elif isinstance(value, Duration):
            yield number(value.value)
            if value.at_most is not None:
                yield number(value.at_most)
        elif isinstance(value, PartialTime):
            yield {value.time().isoformat("minutes")}
            if value.date:
                yield from date_parts(value.date, language)
        elif isinstance(value, FileSize):
            yield {value.number}
        elif isinstance(value, Record):
            yield from self.of_record(value, root=False)
        elif isinstance(value, int | float):
            yield number(value)
        else:
            yield {str(value)}

    def of_term(self, term):
        listed = type(term).facts().get(term.code or "", {})
        if term.code:
            forms = [
                each
                for key in ("before_name", "female", "several")
                for each in listed.get(key, {}).values()
            ]
            label = type(term)(code=term.code).text(self.language)
            yield {term.code, label, *forms}
        if term.names:
            yield {term.names.best(self.language)[1]}
        for field, value in stated(term):
            if field.name not in ("code", "names"):
                yield from self.of(term, field, value)


def is_in(text, card):
    if text in card:
        return True
    return " ".join(re.findall(r"\w+", fold(text))) in " ".join(re.findall(r"\w+", fold(card)))


CLASSES = [cls for cls in MODEL if cls not in (Participant, tipmodel.Consent)]


def missing(record, language):
    card = tipmodel.describe(record, language, isolate=False)
    in_english = Leaves("en" if language.translated < 1 else language)  # lines that fall back
    leaves = zip(
        Leaves(language).of_record(record, root=True),
        in_english.of_record(record, root=True),
        strict=True,
    )
    return [said for said, also in leaves if not any(is_in(text, card) for text in said | also)]


every_class = pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)


@every_class
@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_stated_leaf_is_in_the_card(cls, data):
    """Every stated value is in the card, in every language."""
    record = data.draw(records(cls))

    assert [] == [texts for language in languages() for texts in missing(record, language)]


@pytest.mark.long
@every_class
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_stated_leaf_is_in_very_many_cards(cls, data):
    """Every stated value is in the card, for many records."""
    record = data.draw(records(cls))

    assert [] == [texts for language in languages() for texts in missing(record, language)]


def ours(line):
    """Return what of a line is not the words of a source."""
    while (bare := re.sub("[\u2066-\u2068][^\u2066-\u2069]*\u2069", "", line)) != line:
        line = bare
    return line


def inner_lines(record, language):
    for line in tipmodel.describe(record, language).split("\n"):
        yield ours(re.sub("^[\u200e\u200f]*[\u2066-\u2068](.*)\u2069$", r"\1", line))


def levels_and_languages(record):
    """Yield each line that has a label within a label, brackets within the same brackets, or half a sentence in English."""
    for language in languages():
        for line in inner_lines(record, language):
            flat = line
            while (outer := re.sub(r"\[[^][()]*\]|\([^()]*\)", "", flat)) != flat:
                flat = outer
            in_english = line_mark(language) and re.search("[A-Za-z]", line)
            if flat.count(": ") > 1 or re.search(r"\([^()\[\]]*\(", line) or in_english:
                yield line


@every_class
@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_level_and_every_language_is_set_apart(cls, data):
    """Each level of a card has a mark of its own, and no sentence is half in another language."""
    assert [] == list(levels_and_languages(data.draw(records(cls))))


@every_class
def test_every_level_of_a_full_record_is_set_apart(cls):
    """A record in which everything is stated can be read, and says all of it."""
    record = full(cls)

    assert [] == list(levels_and_languages(record))
    assert [] == [texts for language in languages() for texts in missing(record, language)]


def test_number_of_a_series_alone_is_set_apart_from_its_relation():
    """The label of a number has a mark of its own behind that of the relation."""
    related = RelatedTraining(relation=Relation.PREVIOUS, of=3)
    record = training(related=(related,))

    assert [] == list(levels_and_languages(record))
    assert "  • Previous event: Trainings in the series – 3" in tipmodel.describe(
        record, "en", isolate=False
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"related": [{"relation": "next", "dates": {"start": "2026", "assumed_year": 2025}}]},
        {"notes": [{"kind": "context", "source": {"title": {"en": "a", "ar": "a"}, "published": "XXXX-08"}}]},
        {"headcount": {"groups": [{"count": 5, "country": "CC"}]}},
    ],
    ids=["label", "date", "country"],
)  # fmt: skip
def test_words_of_a_value_are_set_apart_from_those_around_it(parts):
    """A date has no label of its own; within brackets a date and a country have other ones."""
    plain = {"id": "a", "title": {"en": "x", "ar": "x"}, **parts}

    assert [] == list(levels_and_languages(tipmodel.structure(plain, Training)))


@pytest.mark.parametrize("tongue", ["fr", "en"])
def test_label_and_words_of_the_source_are_both_shown(tongue):
    """Words in another language are never taken for those of the label, however alike they are."""
    for code, facts in tipmodel.Method.facts().items():
        words = facts["en"].lower()
        term = tipmodel.Method(code=code, names=LocalizedText({tongue: words}))
        card = tipmodel.describe(training(methods=(term,)), "en", isolate=False)
        assert (facts["en"] in card and f"“{words}”" in card) == (tongue == "fr")


def test_a_line_reads_alike_in_both_kinds_of_paragraph():
    """A line of a card reads alike in both directions."""
    for language in ("ar", "ckb", "en"):
        for line in tipmodel.describe(tipmodel.example(), language).split("\n"):
            right, left = (get_display(line, base_dir=base) for base in "RL")
            shown = [
                re.sub("[\u200e\u200f\u2066-\u2069]", "", each).strip() for each in (right, left)
            ]
            assert shown[0] == shown[1]


def training(**parts):
    return Training(id="a", title=LocalizedText(en="x", ar="س"), **parts)


def entry(record, field, language="ar"):
    card = tipmodel.describe(record, language, isolate=False)
    label = str(tipmodel.label(type(record), field, language=language))
    lines = card.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(label))
    below = itertools.takewhile(lambda line: line.startswith("  "), lines[at + 1 :])
    items = [line.strip(" •") for line in below]
    return items if lines[at].endswith(":") else lines[at].partition(": ")[2]


class TestArabic:
    @pytest.mark.parametrize(
        ("headcount", "said"),
        [
            ({"total": 15, "female": 9}, "15 مشاركًا، منهم 9 من الإناث"),
            ({"total": 20, "female": 2, "male": 18}, "20 مشاركًا، منهم 2 من الإناث و18 من الذكور"),
            ({"total": {"value": 39, "precision": "more_than"}}, "أكثر من 39 مشاركًا"),
            ({"total": {"value": 2, "precision": "fewer_than"}}, "أقل من مشاركَين"),
            ({"total": {"value": 0, "precision": "about"}}, "0 تقريبًا"),
            (
                {"total": 5, "female": {"value": 0, "precision": "more_than"}},
                "5 مشاركين؛ شاركت إناث، ولم يُذكر عددهن",
            ),
        ],
    )
    def test_counts_are_sentences(self, headcount, said):
        """Counts are sentences that state what is part of what."""
        record = training(headcount=tipmodel.structure(headcount, tipmodel.Headcount))

        assert said == entry(record, "headcount")

    def test_ages_and_years_are_said_in_words(self):
        """Ages and years are written in words."""
        assert "من 18 إلى 24 سنة" == AgeBand(at_least=18, below=25).text("ar")
        assert "60 سنة فأكثر" == AgeBand(at_least=60).text("ar")
        assert "دون 18 سنة" == AgeBand(below=18).text("ar")
        years = tipmodel.structure({"start": "2015", "end": "2016"}, tipmodel.DateSpan)
        assert "من 2015 إلى 2016" == years.text("ar")

    def test_the_words_of_the_source_stand_beside_the_label(self):
        """The words of the source follow the label."""
        audience = (
            tipmodel.Audience(
                code="armed_forces_personnel", names=LocalizedText(en="Civil-Military Cooperation")
            )
            if "armed_forces_personnel" in tipmodel.Audience.facts()
            else tipmodel.Audience(
                code="police_officers", names=LocalizedText(en="Civil-Military Cooperation")
            )
        )
        said = entry(training(audience=(audience,)), "audience")

        assert said.startswith(tipmodel.Audience(code=audience.code).text("ar"))
        assert "(«Civil-Military Cooperation»، بالإنكليزية)" in said

    def test_words_within_the_label_are_the_source_s_words_too(self):
        """A source that says "identification" did not say "victim identification"."""
        topic = tipmodel.Topic(
            code="victim_identification", names=LocalizedText(en="identification")
        )
        card = tipmodel.describe(training(topics=(topic,)), "en")

        assert "(“identification”)" in re.sub("[\u2066-\u2069]", "", card)

    def test_words_that_say_more_than_the_label_stand_beside_it(self):
        """Words that say more than the label are beside it, so the entry of the list stays clear."""
        kind = tipmodel.TrainingKind(code="training", names=LocalizedText(en="national training"))
        card = tipmodel.describe(training(kind=kind), "en", isolate=False)

        assert "Training (“national training”)" in card

    def test_the_spelling_of_the_source_is_shown_letter_by_letter(self):
        """The spelling of the source is shown exactly."""
        governorate = tipmodel.Governorate("salah_al_din")
        places = [
            tipmodel.Place(governorate=governorate, as_written=spelling)
            for spelling in ("Salah al Din", "Salah Al-Din")
        ]
        card = tipmodel.describe(training(places=tuple(places)), "en", isolate=False)

        assert "(“Salah al Din”)" in card
        assert "(“Salah Al-Din”)" not in card

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ({"district": {"ar": "سنجار"}}, "سنجار (قضاء أو ناحية)"),
            ({"district": {"ar": "قضاء سنجار"}}, "قضاء سنجار"),
            ({"district": {"en": "Sinjar"}}, "Sinjar (بالإنكليزية) (قضاء أو ناحية)"),
            ({"region": {"ar": "دونيتسك"}}, "دونيتسك (منطقة أو إقليم)"),
            ({"region": {"ar": "وسط العراق"}}, "وسط العراق"),
            ({"region": {"ar": "إقليم دونيتسك"}}, "إقليم دونيتسك"),
            ({"region": {"en": "Donetsk region"}}, "Donetsk region (بالإنكليزية)"),
        ],
    )
    def test_a_district_or_region_is_no_city(self, place, said):
        """Who has only the card knows which of them the record states."""
        assert said == entry(training(places=(tipmodel.structure(place, Place),)), "places")

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            ({"venue": {"ar": "نادي الصيد"}}, "نادي الصيد (مقر الانعقاد)"),
            ({"venue": {"ar": "نادي الصيد"}, "city": {"ar": "بغداد"}}, "نادي الصيد، بغداد"),
            ({"city": {"ar": "بغداد"}}, "بغداد"),
        ],
    )
    def test_a_venue_without_a_city_is_not_taken_for_one(self, place, said):
        """A name alone is a city, because a venue alone is called one."""
        assert said == entry(training(places=(tipmodel.structure(place, Place),)), "places")

    def test_the_language_of_a_title_and_a_name_is_told_behind_both(self):
        """A title and the name behind it read as one."""
        speaker = {"id": "s", "honorific": {"ar": "السيد"}, "name": {"ar": "سامي جبار"}}
        record = training(speakers=(tipmodel.structure(speaker, tipmodel.Speaker),))

        assert "السيد سامي جبار (in Arabic)" == entry(record, "speakers", "en")

    def test_a_day_that_begins_and_ends_is_not_the_only_date_known(self):
        """The start alone may be all that the source says."""
        first, both = (
            entry(training(dates=tipmodel.structure(dates, tipmodel.DateSpan)), "dates")
            for dates in (
                {"start": "2015-05-04", "as_written": "الاثنين"},
                {"start": "2015-05-04", "end": "2015-05-04", "as_written": "الاثنين"},
            )
        )
        assert "4 أيار 2015، «الاثنين»" == first
        assert "4 أيار 2015 (البدء والانتهاء)، «الاثنين»" == both

    def test_a_session_without_title_is_said_by_its_topics(self):
        """A title would be the words of the programme."""
        session = tipmodel.structure({"topics": ["human_rights"]}, Session)

        assert "حقوق الإنسان (الموضوعات)" == entry(training(sessions=(session,)), "sessions")

    def test_a_score_is_no_share_of_people(self):
        """Both may be 5 of 20, or 5%."""
        score, share = (
            entry(
                training(outcomes=(tipmodel.structure({"kind": "evaluation"} | numbers, Outcome),)),
                "outcomes",
            )
            for numbers in ({"score": 5, "out_of": 20}, {"result": 5, "base": 20})
        )
        assert "تقييم (الدرجة 5 من أصل 20)" == score
        assert "تقييم (5 من أصل 20)" == share

    def test_a_heading_in_another_language_says_so(self):
        """The word for people is marked even where the lines below it are marked, too."""
        groups = (tipmodel.GroupCount(name=LocalizedText(en="trained before"), count=7),)
        headcount = tipmodel.Headcount(total=12, unit=LocalizedText(en="officers"), groups=groups)
        card = tipmodel.describe(training(headcount=headcount), "ar", isolate=False)

        assert "أعداد المشاركين (officers، بالإنكليزية):" in card

    def test_a_role_in_another_language_says_so(self):
        """The language is named where it is first met in the line."""
        role = tipmodel.SpeakerRole(names=LocalizedText(en="signs the certificates"))
        speaker = tipmodel.Speaker(name=LocalizedText(en="C. Example"), role=role)

        assert ["signs the certificates (بالإنكليزية): C. Example"] == entry(
            training(speakers=(speaker,)), "speakers"
        )

    def test_a_source_is_known_by_its_title(self):
        """Minutes and letters have no address; who wrote them is not shown."""
        source = tipmodel.Source(
            title=LocalizedText(ar="محضر الاجتماع السابع"), author=LocalizedText(ar="كاتب المحضر")
        )

        assert "محضر الاجتماع السابع" == entry(training(source=source), "source")
        assert "كاتب لا يُعرض اسمه" == entry(training(source=source.evolve(title=None)), "source")

    def test_a_known_law_is_named_in_the_language_of_the_reader(self):
        """A reader of English learns which law an Arabic title is of."""
        title = known_instruments()["iq_law_28_2012"]["title"]
        law = tipmodel.LegalInstrument(code="iq_law_28_2012", title=LocalizedText(ar=title["ar"]))
        card = tipmodel.describe(training(legal_instruments=(law,)), "en")

        assert title["en"] in card
        assert title["ar"] in card

    def test_a_person_is_not_given_a_language(self):
        """The language of a text is not attributed to a person."""
        speaker = tipmodel.Speaker(
            rank=tipmodel.Rank(code="colonel"),
            name=LocalizedText(en="Ziad Kayedbay"),
            job_title=LocalizedText(en="Member"),
        )

        assert "العقيد Ziad Kayedbay (بالإنكليزية)، Member" == entry(
            training(speakers=(speaker,)), "speakers"
        )

    def test_roles_have_gender_and_number(self):
        """Roles have gender and number."""
        woman = tipmodel.Speaker(
            name=LocalizedText(ar="سعاد"),
            sex=tipmodel.Sex.FEMALE,
            role=tipmodel.SpeakerRole(code="guest_speaker"),
        )
        several = tipmodel.Speaker(
            description=LocalizedText(ar="خبراء"),
            count=2,
            role=tipmodel.SpeakerRole(code="trainer"),
        )
        said = entry(training(speakers=(woman, several)), "speakers")

        assert ["متحدثة ضيفة: سعاد", "الجنس: أنثى", "مدربون: خبراء (شخصان)"] == said

    @pytest.mark.parametrize(
        ("sex", "said"),
        [("female", "الأستاذة سعاد"), ("male", "الأستاذ سعاد"), (None, "سعاد (أستاذ)")],
    )
    def test_a_title_is_not_guessed(self, sex, said):
        """A title is shown in the form for a man or a woman only if the sex is stated."""
        speaker = tipmodel.Speaker(
            name=LocalizedText(ar="سعاد"),
            sex=sex and tipmodel.Sex(sex),
            academic_rank=tipmodel.Rank(code="professor"),
        )
        lines = entry(training(speakers=(speaker,)), "speakers")

        assert said == (lines if isinstance(lines, str) else lines[0])

    def test_a_date_without_a_year_says_so_wherever_it_is_stated(self):
        """A date without a year says so, so that no reader assumes the current one."""
        day = PartialDate.parse("XXXX-05-04")
        record = training(
            apply_by=day,
            dates=tipmodel.DateSpan(on_days=(day, PartialDate.parse("XXXX-05-06"))),
            source=tipmodel.Source(url="https://example.org", published=day),
            sessions=(Session(start=tipmodel.PartialTime.parse("XXXX-05-04T09:00")),),
        )
        for language, note in (("ar", "السنة غير مذكورة"), ("en", "year not stated")):
            card = tipmodel.describe(record, language, isolate=False)
            assert card.count(note) == 4

    @pytest.mark.parametrize("written", ["XXXX-05-04?", "XXXX-05-04~", "XXXX-05?", "XXXX-05-04"])
    @pytest.mark.parametrize("language", languages())
    def test_a_date_has_one_note(self, written, language):
        """All doubts about a date are in one pair of brackets."""
        said = PartialDate.parse(written).text(language)

        assert (1, 1) == (said.count("("), said.count(")"))

    def test_an_assumed_year_is_said_of_single_days(self):
        """It stands beside the days that it is assumed for."""
        days = tuple(map(PartialDate.parse, ("2016-03-01", "XXXX-03-04")))
        span = tipmodel.DateSpan(on_days=days, assumed_year=2015)

        assert "1 March 2016 and 4 March (year not stated; 2015 assumed)" == span.text("en")

    def test_what_comes_after_from_and_than_is_in_the_genitive(self):
        """No unit is left out: a dual after من has another ending."""
        for unit in tipmodel.DurationUnit:
            for data in ({"precision": "more_than"}, {"precision": "fewer_than"}, {"at_most": 3}):
                length = tipmodel.structure({"value": 2, "unit": unit.value} | data, Duration)
                assert not re.search("(ان|وما عمل)( |$)", length.text("ar")), length
        few = Count(value=1, at_most=2)
        assert "من مشارك واحد إلى مشاركَين" == few.text("ar", tipmodel.values.counts.PARTICIPANTS)

    def test_a_share_and_a_length_are_less_not_fewer(self):
        """English counts people, and measures shares and time."""
        less = Precision.FEWER_THAN
        assert "less than 50%" == Count(percent=50, precision=less).text("en")
        assert "fewer than 50" == Count(value=50, precision=less).text("en")

    def test_times_are_said_as_people_do(self):
        """Times are written as people write them."""
        session = tipmodel.structure(
            {
                "title": {"ar": "جلسة"},
                "start": "2015-05-04T09:00:00+03:00",
                "end": "2015-05-04T12:30:00+03:00",
            },
            Session,
        )

        assert "جلسة، 4 أيار 2015، من 09:00 إلى 12:30" == entry(
            training(sessions=(session,)), "sessions"
        )
        assert "جلسة (in Arabic), 4 May 2015, 09:00–12:30" == entry(
            training(sessions=(session,)), "sessions", "en"
        )

    def test_who_is_quoted(self):
        """A quotation is on somebody's lips; other outcomes are attributed."""
        speaker = tipmodel.Speaker(id="a1", name=LocalizedText(ar="سعاد"))
        outcomes = tuple(
            Outcome(kind=tipmodel.OutcomeKind(code=code), by="a1")
            for code in ("quote", "evaluation")
        )
        record = training(speakers=(speaker,), outcomes=outcomes)

        assert ["تصريح؛ على لسان سعاد", "تقييم؛ المنسوب إليه: سعاد"] == entry(record, "outcomes")

    def test_notes_name_fields(self):
        """Notes name fields, not pointers."""
        note = Note(
            kind=tipmodel.NoteKind.CONTEXT, text=LocalizedText(ar="ملاحظة."), about="/title/ar"
        )

        assert ["خلفية: ملاحظة.", "الموضع المقصود: عنوان التدريب، العربية"] == entry(
            training(notes=(note,)), "notes"
        )
