"""Headings are read in the wording of offices; ambiguous ones are refused, never guessed."""

import csv
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import tipmodel
from tipmodel import (
    InvalidDataError,
    Organization,
    Participant,
    Place,
    Session,
    Speaker,
    Training,
)
from tipmodel.extend import record
from tipmodel.tables.heading_words import Heading, Sense, ambiguous, understand
from tipmodel.tables.headings import NOUNS
from tipmodel.vocab.data import table

CLASSES = Participant, Speaker, Session, Training, Organization, Place
DATA = table("headings")
LANGUAGES = "ar", "en", "ckb"


def listed(cls):
    """Yield the headings of a class in the data, with their sense and their field."""
    for name in (base.__name__ for base in cls.__mro__):
        for path, lists in DATA.get(name, {}).items():
            if path == "ambiguous":
                yield from (
                    (each, Sense.AMBIGUOUS, None) for group in lists for each in group["headings"]
                )
            else:
                yield from (
                    (each, Sense.FIELD, path) for tag in LANGUAGES for each in lists.get(tag, ())
                )


def everywhere():
    """Yield the headings of every class in the data."""
    for part, sense in (
        ("never", Sense.NEVER),
        ("none", Sense.NO_FIELD),
        ("counters", Sense.COUNTER),
    ):
        yield from ((each, sense, None) for tag in LANGUAGES for each in DATA[part][tag])


FIELDS = [(cls, *row) for cls in CLASSES for row in listed(cls) if row[1] is Sense.FIELD]
OTHERS = [(cls, *row) for cls in CLASSES for row in listed(cls) if row[1] is Sense.AMBIGUOUS]
OTHERS += [(Participant, *row) for row in everywhere()]
WRAPPERS = [
    *(
        "{}",
        " {} ",
        "{}:",
        "{} *",
        "*{}",
        "1. {}",
        "3) {}",
        "{} (required)",
        "{} (مطلوب)",
        "{} *:",
        "{}؟",
    ),
    *("\u200f{}", "{}\n", "(4) {}", "{} (اختياري)", "{} [optional]", "٢- {}"),
]


def read(heading, cls=Participant, beside=()):
    return understand(cls, [heading, *beside])[0]


def stem(heading):
    column = heading.column
    return ".".join(column.path[: len(column.path) - bool(column.tag)])


class TestTheData:
    def test_every_heading_reads_as_the_field_it_stands_under(self):
        """Every heading in the data means its field."""
        found = {(text, path): read(text, cls) for cls, text, _, path in FIELDS}

        assert {} == {
            key: each.sense for key, each in found.items() if each.sense is not Sense.FIELD
        }
        assert {} == {key: stem(each) for key, each in found.items() if stem(each) != key[1]}

    def test_nothing_with_several_meanings_is_read_as_a_field(self):
        """No ambiguous or forbidden heading is read as a field."""
        assert {} == {
            (cls.__name__, text): found
            for cls, text, sense, _ in OTHERS
            if (found := read(text, cls).sense) is not sense
        }

    @given(
        st.sampled_from(FIELDS),
        st.sampled_from(WRAPPERS),
        st.sampled_from([str, str.upper, str.lower]),
    )
    def test_what_is_written_round_a_heading_changes_nothing(self, row, form, case):
        """Numbering, stars, colons and "required" do not change a heading."""
        cls, text, _, path = row
        found = read(form.format(case(text)), cls)

        assert (Sense.FIELD, path) == (found.sense, stem(found) if found.column else None)

    @given(st.sampled_from(OTHERS), st.sampled_from(WRAPPERS))
    def test_nothing_round_a_heading_makes_a_guess_of_it(self, row, form):
        """Ambiguous and forbidden headings stay so in every form."""
        cls, text, _, _ = row

        assert read(form.format(text), cls).sense is not Sense.FIELD

    @given(st.sampled_from([row for row in FIELDS if row[0] is Participant]), st.data())
    def test_the_same_in_two_languages_is_the_same(self, row, data):
        """A heading in two languages is read if both parts mean the same."""
        cls, text, _, path = row
        other = data.draw(st.sampled_from([each for each in FIELDS if each[0] is Participant]))
        if "/" in text + other[1]:
            return
        found = read(f"{text} / {other[1]}", cls)

        if path == other[3]:
            assert (Sense.FIELD, path) == (found.sense, stem(found))
        else:
            assert found.sense is not Sense.FIELD or stem(found) in (path, other[3])

    @given(st.text(max_size=60))
    def test_any_text_has_an_answer(self, text):
        """The look-up accepts any text."""
        assert read(text).sense in Sense


def of_offices():
    """Return headings as offices write them; without a field are those with several meanings or none."""
    path = Path(__file__).with_name("office_headings.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["field"], read(row["heading"], getattr(tipmodel, row["class"]))) for row in rows]


def meaning(heading, field):
    """Return the field of a heading, with its language where the list states one."""
    if heading.sense is Sense.COUNTER:
        return "#"
    if heading.sense is not Sense.FIELD:
        return None
    path = ".".join(heading.column.path)
    return path if path == field else stem(heading)


class TestOffices:
    def test_none_is_taken_for_another_and_few_are_not_read(self):
        """At least 95 of 100 unambiguous headings are read, all of them correctly."""
        clear = [(field, heading) for field, heading in of_offices() if field]
        known = [(field, heading) for field, heading in clear if meaning(heading, field)]

        assert [] == [(field, h.text) for field, h in known if meaning(h, field) != field]
        assert len(known) >= 0.95 * len(clear)

    def test_what_may_mean_several_things_is_asked_about(self):
        """A heading that may mean several things is refused."""
        asked = [heading for field, heading in of_offices() if not field]

        assert len(asked) > 500
        assert [] == [heading.text for heading in asked if heading.sense is Sense.FIELD]

    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("النوع (ورشة عمل / ندوة)", "kind"),
            ("Mode (online / in person)", "delivery"),
            ("Organization type: NGO / Government", None),
            ("Status (single, married)", None),
            ("Type (public / private)", None),
        ],
    )
    def test_answers_that_one_field_has_decide_what_a_heading_means(self, heading, field):
        """The choices beside a heading decide its meaning only if they are values of one field."""
        found = read(heading, Training)

        assert field == (found.column and found.column.path[0])

    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("Did you receive a certificate?", "certificate"),
            ("هل استلم المشارك الشهادة؟", "certificate"),
            ("Do you work for an organization?", None),
            ("Is your phone number correct?", None),
            ("هل رقم الهاتف صحيح", None),
        ],
    )
    def test_a_question_for_yes_or_no_asks_for_nothing_else(self, heading, field):
        """Its answers are no names of organizations and no telephone numbers."""
        found = read(heading)

        assert field == (found.column and found.column.path[0])

    @pytest.mark.parametrize("heading", ["النوع (ذكر/أنثى)", "Type (M/F)", "الجنس ذكر/انثى"])
    def test_the_answers_beside_a_heading_say_what_it_asks_for(self, heading):
        """The answers next to a heading decide its meaning: «النوع (ذكر/أنثى)» is the sex."""
        assert ("sex",) == read(heading).column.path


class TestLanguages:
    @pytest.mark.parametrize(
        ("heading", "tag"),
        [
            *(("الاسم (بالعربية)", "ar"), ("الاسم باللغة الإنجليزية", "en"), ("Name (AR)", "ar")),
            *(
                ("name::Arabic (ar)", "ar"),
                ("Full name [EN]", "en"),
                ("الاسم الثلاثي (عربي)", "ar"),
            ),
            *(
                ("name_ar", "ar"),
                ("Name in English", "en"),
                ("ناو (بە کوردی)", "ckb"),
                ("الاسم بالكردية", "ckb"),
            ),
            *(
                ("Arabic name", "ar"),
                ("الاسم (بالعربية) / Name (Arabic)", "ar"),
                ("Full Name Arabic *", "ar"),
            ),
        ],
    )
    def test_a_heading_may_state_its_language_in_many_ways(self, heading, tag):
        """A heading can state its language in many forms."""
        assert ("name", tag) == read(heading).column.path

    def test_letters_say_the_language_where_the_heading_does_not(self, tmp_path):
        """The letters of a text determine its language if the heading does not, with one notice."""
        notices = []
        path = tmp_path / "list.csv"
        path.write_text("id,الاسم\n1,سعاد محمد\n2,Ali Hasan\n3,سۆزان ئەحمەد\n", "utf-8")
        people = tipmodel.read(path, Participant, notice=notices.append)

        assert [{"ar"}, {"en"}, {"ckb"}] == [set(person.name) for person in people]
        assert ["sheet.language_by_letters"] == [notice.code for notice in notices]

    def test_two_headings_of_one_text_have_each_its_language(self):
        """«الاسم» and "Name" in one table are two languages of one name."""
        found = understand(Participant, ["id", "الاسم", "Name"])

        assert [("name", "ar"), ("name", "en")] == [each.column.path for each in found[1:]]


class TestAsked:
    def file(self, tmp_path, *rows):
        path = tmp_path / "list.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def test_an_ambiguous_heading_is_an_error_that_names_its_meanings(self, tmp_path):
        """The error about an ambiguous heading lists its meanings and says how to choose."""
        path = self.file(tmp_path, ["ت", "الاسم", "اللقب"], ["1", "سعاد", "أستاذ"])
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant, notice=lambda _: None)
        (issue,) = caught.value.issues

        assert ("sheet.heading_ambiguous", "C1") == (issue.code, issue.cell)
        assert "اللقب=academic_rank" in issue.text("en")

    @pytest.mark.parametrize(
        ("heading", "said"),
        [
            ("Title\n(in  full)", '"Title (in full)=honorific"'),
            ('Title "as above"', r'"Title \"as above\"=honorific"'),
        ],
    )
    def test_the_argument_that_an_error_names_can_be_typed(self, heading, said):
        """A line break is a space in what is to be typed, and quotation marks are escaped."""
        column = read("honorific").column
        asked = Heading(heading, Sense.AMBIGUOUS, meanings=(column,))
        assert said in ambiguous(asked, column, is_shared=False).text("en")

    def test_a_heading_in_a_language_is_told_its_meaning_in_that_language(self, tmp_path):
        """The titles in two languages stay apart when the caller says that they are titles."""
        rows = ["No.", "Title (EN)", "Title (AR)"], ["1", "Workshop", "ورشة"]
        path = self.file(tmp_path, *rows)
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Training, notice=lambda _: None)
        asked = [each.text("en") for each in caught.value.issues if each.column]
        (found,) = tipmodel.read(
            path, Training, notice=lambda _: None, headings={"Title (EN)": "title", "Title (AR)": "title"}
        )  # fmt: skip

        assert ['"Title (EN)=title.en"', '"Title (AR)=title.ar"'] == [
            word for text in asked for word in re.findall(r'"[^"]+[.]\w\w"', text)
        ]
        assert {"en": "Workshop", "ar": "ورشة"} == dict(found.title)

    @pytest.mark.parametrize("heading", ["Phone / العمر", "الجنس / Title"])
    def test_two_languages_that_disagree_are_asked_about(self, tmp_path, heading):
        """A heading that says one thing in English and another in Arabic is never guessed."""
        path = self.file(tmp_path, ["ت", "الاسم", heading], ["1", "سعاد", "1"])
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant, notice=lambda _: None)

        assert [("sheet.heading_ambiguous", "C1")] == [
            (i.code, i.cell) for i in caught.value.issues
        ]

    @pytest.mark.parametrize("way", ["mapping", "file"])
    def test_the_caller_says_what_it_means(self, tmp_path, way):
        """The caller can give the meaning of a heading, in Python or in a file."""
        path = self.file(tmp_path, ["ت", "الاسم", "اللقب"], ["1", "سعاد", "أستاذ"])
        given = {"اللقب": "academic_rank"}
        if way == "file":
            given = tmp_path / "headings.toml"
            given.write_text('"اللقب" = "academic_rank"\n', "utf-8")
        (person,) = tipmodel.read(path, Participant, notice=lambda _: None, headings=given)

        assert "professor" == person.academic_rank.code

    def test_a_mapping_overrides_what_is_known(self):
        """A mapping takes precedence over known headings."""
        (found,) = understand(Participant, ["الجهة"], {"الجهة": "job_title.ar"})
        (left_out,) = understand(Participant, ["الجهة"], {"الجهة": ""})

        assert ("job_title", "ar") == found.column.path
        assert Sense.LEFT_OUT is left_out.sense

    def test_a_mapping_to_no_field_is_refused(self, tmp_path):
        """A mapping to an unknown field is refused."""
        path = self.file(tmp_path, ["ت", "الاسم"], ["1", "سعاد"])
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(path, Participant, headings={"الاسم": "nmae"})

        assert ["headings.no_such_field"] == [issue.code for issue in caught.value.issues]

    def test_an_identity_number_is_never_taken(self, tmp_path):
        """An identity number is never read, not even on request."""
        rows = ["ت", "الاسم", "رقم الهوية"], ["1", "سعاد", "199012345678"]
        path, notices = self.file(tmp_path, *rows), []
        (person,) = tipmodel.read(
            path,
            Participant,
            notice=notices.append,
            namespace="office",
            headings={"رقم الهوية": "id"},
        )

        assert "199012345678" not in tipmodel.dumps(person).decode()
        assert "sheet.column_never" in [notice.code for notice in notices]

    @pytest.mark.parametrize(
        "heading",
        [
            *("Passport expiry date", "رقم جوال الأم", "نوع الهوية", "Participant's mother phone"),
            *("Bank card number", "الأمراض المزمنة", "Ethnic group", "ناڤێ دایکێ"),
        ],
    )
    def test_an_unknown_heading_about_what_must_not_be_taken(self, heading, tmp_path):
        """Not even as additional data is anything kept of somebody's mother, faith, health or papers."""
        path = self.file(tmp_path, ["ت", "الاسم", heading], ["1", "سعاد", "secret"])
        (person,) = tipmodel.read(path, Participant, notice=lambda _: None, namespace="office")

        assert Sense.NEVER is read(heading).sense
        assert "secret" not in tipmodel.dumps(person).decode()

    def test_an_unknown_heading_gets_the_nearest(self, tmp_path):
        """An unknown heading gets the most similar field as a suggestion."""
        path, notices = self.file(tmp_path, ["id", "sex", "Govrnorate"], ["1", "male", "Basra"]), []
        tipmodel.read(path, Participant, notice=notices.append)

        assert "Governorate" in notices[-1].text("en")

    def test_a_dictionary_from_outside_settles_a_heading(self, university):
        """An installed package can define headings."""
        student = university("HEADINGS = {'Person': {'academic_rank': {'ar': ['اللقب']}}}")

        (heading,) = understand(student, ["اللقب"])
        assert (Sense.FIELD, ("academic_rank",)) == (heading.sense, heading.column.path)
        assert Sense.AMBIGUOUS is read("اللقب").sense

    @pytest.mark.parametrize(
        ("module", "said"),
        [("1 / 0", "ZeroDivisionError"), ("HEADINGS = 3", "AttributeError"), ("", "AttributeError"),
         ("HEADINGS = {'Person': {'shoes': {'en': ['Shoes']}}}", "'shoes', which is no field of a table")],
    )  # fmt: skip
    def test_a_broken_dictionary_from_outside_is_named(self, university, module, said):
        """A broken package of headings is named."""
        student = university(module)
        with pytest.raises(tipmodel.BrokenExtensionError, match=said) as caught:
            understand(student, ["id"])

        assert ("the-university", "university") == (caught.value.package, caught.value.adds)

    def test_a_long_unknown_heading_has_no_near_one(self, tmp_path):
        """A long unknown heading gets no suggestion."""
        path, notices = self.file(tmp_path, ["id", "sex", "x" * 300], ["1", "male", "y"]), []
        tipmodel.read(path, Participant, notice=notices.append)

        assert ["sheet.column_ignored"] == [notice.code for notice in notices]

    @pytest.mark.parametrize("path", ["shoes", "title.en"])
    def test_a_heading_cannot_be_told_to_be_no_field(self, tmp_path, path):
        """A mapping to something other than a field is refused, with an example."""
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(self.file(tmp_path, ["id", "Tag"], ["1", "x"]), Participant, headings={"Tag": path})  # fmt: skip

        assert "headings.no_such_field" in {issue.code for issue in caught.value.issues}


@pytest.fixture
def university(tmp_path, monkeypatch):
    """Return a function that installs a package with headings, and a class without cached headings."""

    def install(module):
        (tmp_path / "university_headings.py").write_text(module, "utf-8")
        info = tmp_path / "the_university-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            "Metadata-Version: 2.1\nName: the-university\nVersion: 1.0\n"
        )
        (info / "entry_points.txt").write_text(
            "[tipmodel.headings]\nuniversity = university_headings:HEADINGS\n"
        )
        monkeypatch.syspath_prepend(tmp_path)
        return record("Student")(type("Student", (Participant,), {"__slots__": ()}))

    yield install
    sys.modules.pop("university_headings", None)


@pytest.mark.parametrize(
    ("heading", "sense"),
    [
        ("رقم الهوية / الاسم", Sense.NEVER),
        ("ت / No.", Sense.COUNTER),
        ("التوقيع / Signature", Sense.NO_FIELD),
        ("الجنس / Sex", Sense.FIELD),
        ("الجنس / Rank", Sense.AMBIGUOUS),
    ],
)
def test_a_heading_in_two_parts(heading, sense):
    """Both parts of a heading must mean the same; one forbidden part leaves the column out."""
    assert sense is read(heading).sense


def test_the_sheet_of_an_office_is_read_as_it_is(tmp_path):
    """The usual list of an Iraqi office is read without configuration."""
    path = tmp_path / "list.csv"
    path.write_text(
        "ت,الاسم الرباعي واللقب,الجنس,الجهة,العنوان الوظيفي,المحافظة,رقم الموبايل (العراق),الايميل\n"
        "1,سعاد محمد كريم علي الجبوري,أنثى,مديرية الشرطة المجتمعية,مسؤولة شعبة,البصره,07701234567,suad@example.org\n",
        "utf-8",
    )
    (person,) = tipmodel.read(path, Participant)

    assert ("1", "سعاد محمد كريم علي الجبوري") == (person.id, person.name["ar"])
    assert ("female", "basra") == (person.sex.value, person.place.governorate.value)
    assert "+9647701234567" == person.phone
    assert "مديرية الشرطة المجتمعية" == person.affiliation.name["ar"]


@pytest.mark.parametrize(
    "heading",
    [
        *("Number of participants (women)", "Number of participants: Female", "Total - female"),
        *("عدد المشاركين (إناث)", "عدد المشاركين: إناث"),
    ],
)
def test_the_number_of_one_sex_is_never_the_total(heading):
    """One sex beside a heading says who is counted; both ask for the sex of each."""
    assert "headcount.female" == stem(read(heading, Training))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(
            ("Participants (F)", "headcount.female"),
            ("Number of participants (M)", "headcount.male"),
        ),
        ("المشاركون (ذكر)", None),
    ],
)
def test_a_sex_in_brackets_is_no_hint(heading, field):
    """A heading about one sex is not the heading about everybody."""
    found = read(heading, Training)
    assert field == (stem(found) if found.column else None)


_WORDS = [
    *("Type", "Name", "Participants", "Number of", "M", "F", "phone", "07xx", "No.", "1.", "النوع"),
    *("الاسم", "ذكر", "أنثى", "عدد", "نوع الجهة", "حكومية", "أخرى", "جۆر", *"()[]:/-?؟*،؛|\n "),
]


@given(st.lists(st.sampled_from(_WORDS), max_size=7).map("".join), st.sampled_from(list(NOUNS)))
def test_every_heading_is_read_or_asked_about(heading, cls):
    """No heading, however odd, raises an error of Python."""
    assert understand(cls, [heading])[0].text is not None
