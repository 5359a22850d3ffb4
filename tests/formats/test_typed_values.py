"""Values are read as offices write them, reported, and never guessed."""

import csv
import datetime
import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, strategies as st

import tipmodel
from tipmodel import InvalidDataError, LocalizedText, Participant, Place, Session, Speaker, Training
from tipmodel.cli import main
from tipmodel.extend import Record, field, record
from tipmodel.i18n import date_text, language_tags, languages
from tipmodel.tables.columns import in_country, stems
from tipmodel.tables.templates import template_columns
from tipmodel.tables.typed_dates import iso_date, time_of_day


def kind(path, cls=Participant, country=None):
    return next(
        in_country(each, country).kind for each in stems(cls) if ".".join(each.path) == path
    )


def meant(path, typed, cls=Participant, country=None, language="ar"):
    """Return the value of a cell and the code of its notice, or the code of its issue."""
    try:
        plain, rule = kind(path, cls, country).meant(typed, language)
    except InvalidDataError as error:
        return error.issues[0].code
    return plain, rule and rule.key


class TestPhones:
    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "00964 770 123 4567",
                "00964-770-1234567",
                "+964 (770) 123-4567",
                "+964 (0)770 123 4567",
            ),
            *("+٩٦٤٧٧٠١٢٣٤٥٦٧", "+964.770.123.4567", "هاتف: 009647701234567", "+964/770/1234567"),
            *("+96407701234567", "+964 0770 123 4567"),
        ],
    )
    def test_an_international_number_in_any_form(self, typed):
        """Zeros for the plus, brackets, hyphens and Arabic digits are read."""
        plain, notice = meant("phone", typed)

        assert "+9647701234567" == plain
        assert notice in ("cell.phone_read", "cell.digits_read")

    @pytest.mark.parametrize(
        "typed", ["07701234567", "0770 123 4567", "٠٧٧٠١٢٣٤٥٦٧", 7701234567.0, "9647701234567"]
    )
    def test_a_national_number_needs_a_country(self, typed):
        """A national number is completed only with a stated country, with a notice."""
        assert "phone.without_country" == meant("phone", typed)
        assert ("+9647701234567", "cell.phone_read") == meant("phone", typed, country="IQ")

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("0770123456", "phone.malformed"),
            ("07701234567 / 07801234567", "phone.several"),
            ("لا أعرف", "phone.malformed"),
        ],
    )
    def test_what_is_no_number_is_refused(self, typed, code):
        """An invalid number, or two in one cell, is refused."""
        assert code == meant("phone", typed, country="IQ")

    def test_a_number_that_is_right_stays_as_it_is(self):
        """A valid number stays unchanged."""
        assert ("+964-770-123-4567", None) == meant("phone", "+964-770-123-4567", country="IQ")


OFFICE = (
    "ت",
    "الاسم الرباعي واللقب",
    "الجنس",
    "الجهة",
    "العنوان الوظيفي",
    "المحافظة",
    "رقم الموبايل",
    "الايميل",
)


def workbook_of(path, *rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return str(path)


class TestStatedCountry:
    """A national number is completed only if its country is stated."""

    def test_the_sheet_of_an_office_is_read_marked_and_read_again(self, tmp_path, capsys):
        """The sheet of an office is read, marked, corrected and read again."""
        person = [
            "1",
            "سعاد محمد علي حسن",
            "انثى",
            "وزارة العدل",
            "مدير قسم",
            "محافظة ذى قار",
            "07701234567",
            None,
        ]
        sheet = workbook_of(tmp_path / "list.xlsx", OFFICE, person)
        marked = str(tmp_path / "marked.xlsx")

        assert 1 == main(["check", sheet, "--language", "ar", "--annotate", marked])
        assert "--country IQ" in capsys.readouterr().out
        workbook = openpyxl.load_workbook(marked)
        assert "--country" in workbook.active["G2"].comment.text
        workbook.active["G2"] = "+964 770 123 4567"
        workbook.save(marked)
        (read,) = tipmodel.read(marked, Participant, notice=lambda _: None)
        assert "+964 770 123 4567" == read.phone
        assert 0 == main(["check", sheet, "--country", "IQ"])

    def test_the_training_of_a_sheet_says_its_country(self, tmp_path, capsys):
        """The country of a training completes the numbers of its lists."""
        sheet = workbook_of(tmp_path / "a.xlsx", ("ت", "رقم الموبايل"), ("1", "07701234567"))
        held = tmp_path / "training.json"
        for places, status in (("ninewa",), 0), (("ninewa", "erbil"), 0), ((), 1):
            data = {"id": "a", "title": {"en": "A"}, "places": [{"governorate": g} for g in places]}
            held.write_bytes(tipmodel.dumps(tipmodel.structure(data)))
            assert status == main(["check", sheet, "--training", str(held)])
        abroad = (Place(country="IQ"), Place(country="JO"))
        assert Training(id="a", title=LocalizedText(en="A"), places=abroad).country is None
        assert 2 == main(["check", sheet, "--training", str(tmp_path / "none.json")])
        assert "none.json" in capsys.readouterr().err


class TestNames:
    """One name, one name in two languages, or several; unclear cells are refused."""

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("علي حسن / سارة أحمد", [{"ar": "علي حسن"}, {"ar": "سارة أحمد"}]),
            ("Ali Hasan & Sara Ahmed", [{"en": "Ali Hasan"}, {"en": "Sara Ahmed"}]),
            ("1. علي حسن\n2. Sara", [{"ar": "علي حسن"}, {"en": "Sara"}]),
            ("علي حسن / Ali Hasan", [{"ar": "علي حسن", "en": "Ali Hasan"}]),
            ("Ali Hasan (علي حسن)", [{"en": "Ali Hasan", "ar": "علي حسن"}]),
            ("د/علي حسن / م/ سارة أحمد", [{"ar": "د/علي حسن"}, {"ar": "م/ سارة أحمد"}]),
            ("Ali s/o Hasan", [{"en": "Ali s/o Hasan"}]),
        ],
    )
    def test_the_speakers_of_a_training(self, typed, names):
        """Strokes separate names, except next to an abbreviation or between two scripts."""
        plain, _ = meant("speakers", typed, Training)

        assert names == [speaker["name"] for speaker in plain]

    @pytest.mark.parametrize(
        "typed", ["Hasan, Ali", "علي حسن و سارة أحمد", "Ali and Sara", "علي - سارة"]
    )
    def test_what_may_be_one_speaker_or_two_is_asked_about(self, typed):
        """A comma in names of speakers is refused."""
        assert "cell.names_unclear" == meant("speakers", typed, Training)

    @pytest.mark.parametrize(
        ("typed", "names"),
        [
            ("بغداد / أربيل", [{"governorate": "baghdad"}, {"governorate": "erbil"}]),
            ("نينوى - تلعفر", [{"governorate": "ninewa", "as_written": "نينوى - تلعفر"}]),
            ("بغداد، فندق بابل", [{"as_written": "بغداد، فندق بابل"}]),
        ],
    )
    def test_the_places_of_a_training(self, typed, names):
        """Several governorates are split; other places stay unchanged."""
        assert names == meant("places", typed, Training)[0]

    def test_the_bodies_of_a_training(self):
        """Organizations are split if each has a role."""
        one, other = meant("organizations", "وزارة العدل (منظمة)، IOM (funder)", Training)[0]
        assert ("organizer", "funder") == (one["role"], other["role"])
        both = "وزارة العدل / Ministry of Justice (organizer)"
        ((body,), _) = meant("organizations", both, Training)
        assert {"ar", "en"} == set(body["organization"]["name"])
        unclear = "وزارة العدل / وزارة الداخلية (organizer)"
        assert "organizations.no_role" == meant("organizations", unclear, Training)

    def test_a_row_is_one_person(self, tmp_path):
        """A row holds one person, whose name may be in two languages."""
        both = {"ar": "سعاد محمد", "en": "Suad Mohammed"}
        rows = (
            ("1", " / ".join(both.values())),
            ("2", "د/ علي حسن"),
            ("3", " - ".join(both.values())),
        )
        read = tipmodel.read(workbook_of(tmp_path / "a.xlsx", ("ت", "الاسم"), *rows), Participant)
        assert [both, {"ar": "د/ علي حسن"}, both] == [dict(each.name) for each in read]
        twice = ("1", "سعاد محمد / علي حسن"), ("2", "سعاد محمد - علي حسن")
        two = workbook_of(tmp_path / "b.xlsx", ("ت", "الاسم"), *twice)
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(two, Participant)
        assert ["cell.several_names"] * 2 == [each.code for each in caught.value.issues]


class TestWords:
    """Lengths, languages, countries and ranks are read in everyday words."""

    @pytest.mark.parametrize(
        ("typed", "value", "unit"),
        [
            *(
                ("5 أيام", 5, "day"),
                ("٥ ايام", 5, "day"),
                ("خمسة أيام", 5, "day"),
                ("يومان", 2, "day"),
            ),
            *(("3 days", 3, "day"), ("20 ساعة تدريبية", 20, "hour"), ("أسبوعين", 2, "week")),
        ],
    )
    def test_a_length_in_one_cell(self, tmp_path, typed, value, unit):
        """A length in one cell is read as value and unit."""
        headings = "ت", "عنوان التدريب", "المدة"
        sheet = workbook_of(tmp_path / "a.xlsx", headings, ("1", "تدريب", typed))
        (read,) = tipmodel.read(sheet, Training, headings={"المدة": "dates.length"})

        assert (value, unit) == (read.dates.length.value, read.dates.length.unit.value)

    def test_a_length_without_its_unit_is_refused(self, tmp_path):
        """A length without a unit is refused."""
        sheet = workbook_of(tmp_path / "a.xlsx", ("ت", "عنوان التدريب", "المدة"), ("1", "تدريب", 5))
        with pytest.raises(InvalidDataError, match="5 days"):
            tipmodel.read(sheet, Training, headings={"المدة": "dates.length"})

    @pytest.mark.parametrize(
        ("typed", "tags"),
        [
            *(
                ("العربية", ["ar"]),
                ("عربي، انكليزي", ["ar", "en"]),
                ("Arabic and English", ["ar", "en"]),
            ),
            *(("العربية والكردية", ["ar", "ku"]), ("سۆرانی", ["ckb"]), ("ar; ckb", ["ar", "ckb"])),
        ],
    )
    def test_languages_by_their_names(self, typed, tags):
        """Languages are read by name; Kurdish alone stays `ku`."""
        assert tags == meant("languages", typed, Training)[0]

    @given(st.lists(st.sampled_from(language_tags()), min_size=1, max_size=3))
    def test_languages_read_back(self, tags):
        """Languages read back as they were written."""
        for language in (*languages(), None):
            cell = kind("languages", Training).shown(tags, language)
            plain, _ = meant("languages", cell, Training, language=language)
            assert tags == (json.loads(plain) if isinstance(plain, str) else plain)

    def test_a_country_without_its_article(self):
        """A country is read without its article."""
        assert ("IQ", "cell.spelling_read") == meant("place.country", "عراق")


class TestDates:
    @given(
        st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
        st.sampled_from([str(language) for language in languages()]),
    )
    def test_every_date_reads_as_it_is_said(self, date, language):
        """A date is read in words of every supported language."""
        said = date_text((date.year, date.month, date.day), language)

        assert date.isoformat() == iso_date(said)

    @given(
        st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)),
        st.sampled_from(["/", "-", ".", " ", "\\", " / "]),
    )
    def test_the_year_first_in_any_separators(self, date, between):
        """A date with the year first is read with any separators."""
        typed = between.join(map(str, (date.year, date.month, date.day)))

        assert date.isoformat() == iso_date(typed)

    @pytest.mark.parametrize(
        ("typed", "date"),
        [
            *(
                ("4 أيار/مايو 2015", "2015-05-04"),
                ("4-May-2015", "2015-05-04"),
                ("May 4th, 2015", "2015-05-04"),
            ),
            *(
                ("4 ك2 2015", "2015-01-04"),
                ("أيار 2015", "2015-05"),
                ("4 جانفي 2015", "2015-01-04"),
            ),
            *(("4ی ئایاری 2015", "2015-05-04"), ("2 كانون الثاني 2015م", "2015-01-02")),
            *(
                ("كانون 2015", None),
                ("4 شباط/آذار 2015", None),
                ("04/05/2015", None),
                ("4-6 أيار 2015", None),
            ),
            *(
                ("الاثنين 4 أيار 2015", "2015-05-04"),
                ("يوم الإثنين الموافق 2015/5/4", "2015-05-04"),
                ("Mon, 4 May 2015", "2015-05-04"),
                ("دووشەممە 4ی ئایاری 2015", "2015-05-04"),
            ),
            *(
                ("الأحد 4 أيار 2015", None),
                ("الاثنين أيار 2015", None),
                ("الاثنين المصادف 4/5/2015", None),
                ("الاثنين 30 شباط 2015", None),
            ),
            *(("4 أيار 15", None), ("25/12/2015", None), ("5 أيام", None), ("1436/7/15 هـ", None)),
        ],
    )
    def test_months_in_words(self, typed, date):
        """Iraqi, Levantine, Gulf, Maghrebi and Kurdish months are known; half a month is none.

        A day of the week must be the one of the date.
        """
        assert date == iso_date(typed)

    @pytest.mark.parametrize("typed", ["85%", "%85", "٪٨٥", "85 بالمئة", "85 في المائة"])
    def test_a_sign_or_a_word_for_per_cent(self, typed):
        """A percentage is read with a sign on either side, or in words."""
        assert 85 == meant("pre_test", typed)[0]

    @pytest.mark.parametrize(
        "typed",
        ["1445/08/05", "1445.8.5", "5 شعبان 1445", "12 ربيع الأول 1445", "5/8/1445هـ", "5 رمضان"],
    )
    def test_a_date_of_the_hijri_calendar_is_never_taken_for_one_of_ours(self, typed):
        """A Hijri date is refused as such, not read as a date of the fifteenth century."""
        assert "date.hijri" == meant("consent.given_on", typed)
        assert "date.hijri" == meant("start", "1445/08/05 10:00", Session)

    def test_two_readings_are_both_said(self):
        """A date with the year last is refused with both readings."""
        assert "date.ambiguous" == meant("consent.given_on", "04/05/2015")

    @pytest.mark.parametrize(
        ("typed", "time"),
        [
            *(
                ("9:30", (9, 30)),
                ("10:00 صباحًا", (10, 0)),
                ("2:15 مساءً", (14, 15)),
                ("12:00 ظهرًا", (12, 0)),
            ),
            *(
                ("12:05 AM", (0, 5)),
                ("الساعة 9:30 ص", (9, 30)),
                ("14:00", (14, 0)),
                ("9:30-10:30", None),
            ),
            *(
                ("9 صباحًا", (9, 0)),
                ("9 AM", (9, 0)),
                ("1:30 ظهرًا", (13, 30)),
                ("كاتژمێر 9:30", (9, 30)),
            ),
            *(
                ("11:30 ظهرًا", None),
                ("11:00 عصرًا", None),
                ("12:00 مساءً", None),
                ("12:30 صباحًا", None),
            ),
            *(("25:00", None), ("14:00 pm", None), ("9", None)),
        ],
    )
    def test_times_of_the_day(self, typed, time):
        """A half of the day is read in Arabic and English, with an hour that it can stand with.

        Half past eleven at noon is before it or a slip, and a range is no time.
        """
        assert (time and datetime.time(*time)) == time_of_day(typed)

    def test_a_time_may_lack_its_date_and_zone(self):
        """A time can lack its date and zone; the country determines the zone."""
        assert ("10:00", "cell.time_read") == meant("start", "10:00 صباحًا", Session)
        assert ("09:30", None) == meant("start", datetime.time(9, 30), Session)
        assert ("2015-05-04T09:30", "cell.date_read") == meant("start", "4 أيار 2015 9:30", Session)
        assert ("2015-05-04T09:30:00+03:00", "cell.date_read") == meant(
            "start", "4 أيار 2015 9:30", Session, "IQ"
        )

    @pytest.mark.parametrize(
        "typed", ["1985-05-04", "04/05/1985", datetime.date(1985, 5, 4), "4 أيار 1985"]
    )
    def test_of_a_date_of_birth_only_the_year_is_kept(self, typed):
        """Only the year of a date of birth is kept."""
        assert (1985, "cell.year_read") == meant("birth_year", typed)


class TestLists:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            *(
                ("العقيد", "colonel"),
                ("الملازم الأول", "first_lieutenant"),
                ("Lt. Col.", "lieutenant_colonel"),
            ),
            *(
                ("م.م.", "assistant_lecturer"),
                ("م.د", "lecturer"),
                ("أ.م.د.", "assistant_professor"),
            ),
            *(
                ("أ.د", "professor"),
                ("Asst. Prof. Dr.", "assistant_professor"),
                ("م. م.", "assistant_lecturer"),
            ),
            *(("Assoc. Prof.", "associate_professor"), ("رائید", "major")),
        ],
    )
    def test_ranks_with_the_article_and_in_short(self, typed, code):
        """Ranks are read with articles and abbreviations, with a notice."""
        assert (code, "cell.spelling_read") == meant("rank", typed)

    @pytest.mark.parametrize(
        "typed", ["م.", "أ.", "عميد ركن", "العقيد الحقوقي", "عميد كلية", "مدرس شرطة", "دكتور"]
    )
    def test_what_is_short_for_two_ranks_stays_in_own_words(self, typed):
        """An abbreviation of several ranks stays own words."""
        assert ({"names": {"ar": typed}}, "cell.own_words") == meant("rank", typed)

    def test_military_and_academic_ranks_are_two_lists(self):
        """The lists of military and academic ranks are separate."""
        military, academic = kind("rank").choices("en"), kind("academic_rank").choices("en")

        assert "Colonel" in military
        assert "Professor" in academic
        assert not set(military) & set(academic)

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [("✓", True), ("✔️", True), ("تم", True), ("كلا", False), ("☒", False), ("صح", True)],
    )
    def test_ticks_and_answers(self, typed, answer):
        """Ticks and the usual words are answers."""
        assert (answer, "cell.spelling_read") == meant("certificate", typed)

    @pytest.mark.parametrize(
        ("path", "typed"), [("certificate", "x"), ("sex", "م"), ("certificate", "ربما")]
    )
    def test_signs_of_two_meanings_are_refused(self, path, typed):
        """Ambiguous signs are refused."""
        assert "choice.unknown" == meant(path, typed)

    @pytest.mark.parametrize("typed", ["17/20", "17 من 20", "١٧/٢٠"])
    def test_a_mark_out_of_twenty_is_not_computed(self, typed):
        """A mark out of twenty is refused and not converted."""
        assert "number.fraction" == meant("pre_test", typed)

    @pytest.mark.parametrize(
        "typed", ["krook/karim", "krook، karim", "krook\nkarim", "krook & karim"]
    )
    def test_two_speakers_in_one_cell(self, typed):
        """Identifiers of speakers are split at all separators."""
        assert ["krook", "karim"] == meant("speakers", typed, Session)[0]

    def test_iraq_is_the_first_country(self):
        """Iraq is the first country in the list."""
        for language in map(str, languages()):
            countries = kind("place.country").choices(language)
            assert "IQ" == kind("place.country").meant(countries[0], language)[0]


class TestTemplates:
    @pytest.mark.parametrize("cls", [Participant, Speaker, Session, Training])
    @pytest.mark.parametrize("language", ["ar", "en", "ckb"])
    def test_the_headings_of_a_template_are_read_as_its_fields(self, cls, language):
        """The headings of a template are read as its fields."""
        from tipmodel.tables.heading_words import Sense, understand

        headed = template_columns(cls, language)
        found = understand(cls, [each.heading for each in headed])

        for each, heading in zip(headed, found, strict=True):
            if each.column.path == ("id",):
                assert Sense.COUNTER is heading.sense
            else:
                assert each.column.path == heading.column.path
            assert each.help  # in English for readers of Sorani, who have no help yet
        assert len(headed) <= 12

    @pytest.mark.parametrize("name", ["Guest", "Participant"])
    def test_a_subclass_has_the_usual_columns_and_its_own(self, name):
        """A subclass gets the usual columns and those of its own fields, also of records in them."""

        @record("Room")
        class Room(Record):
            """A room."""

            number: int | None = field("Number", "Its number.", default=None)
            beds: tuple[str, ...] = field("Beds", "Its beds.", default=())

        @record("Guest")
        class Guest(Participant):
            """Someone who sleeps here."""

            room: Room | None = field("Room", "The room.", default=None)
            former: tuple[Room, ...] = field(
                "Former", "Other rooms; no cell can hold them.", default=()
            )

        Guest.__name__ = name
        usual = [each.column.path for each in template_columns(Participant, "en")]
        own = [("room", "number"), ("room", "beds")]

        assert usual + own == [each.column.path for each in template_columns(Guest, "en")]

    def test_an_empty_sheet_can_be_printed_and_written_on(self, tmp_path):
        """An empty sheet prints one page wide with ruled rows."""
        usual, every = tmp_path / "participants.xlsx", tmp_path / "all.xlsx"
        assert 0 == main(["template", str(usual), "--language", "ar"])
        assert 0 == main(["template", str(every), "--class", "Participant", "--all"])
        sheet = openpyxl.load_workbook(usual).worksheets[0]
        headings = [cell.value for cell in openpyxl.load_workbook(every).worksheets[0][1]]

        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert 0 == int(sheet.page_setup.fitToHeight)  # as many pages down as there are rows
        assert sheet.print_options.gridLines
        assert sheet.column_dimensions["A"].width < sheet.column_dimensions["B"].width
        assert not [
            heading for heading in headings if "Venue" in heading or "As written" in heading
        ]

    def test_a_text_in_two_languages_is_required_once(self, tmp_path):
        """A text in two languages is required only once."""
        path = tmp_path / "trainings.xlsx"
        assert 0 == main(["template", str(path), "--class", "Training", "--all"])
        sheet = openpyxl.load_workbook(path).worksheets[0]
        first, second = (cell for cell in sheet[1] if "Training title" in str(cell.value))

        assert first.fill.fgColor.rgb != second.fill.fgColor.rgb
        assert "one language" in second.comment.text

    @pytest.mark.parametrize(
        ("language", "first"),
        [("en", ["Iraq", "Iran", "Jordan"]), ("ar", ["العراق", "إيران", "الأردن"])],
    )
    def test_the_list_of_countries_begins_with_iraq_and_its_neighbours(self, language, first):
        """The list of countries begins with Iraq and its neighbours."""
        choices = kind("place.country").choices(language)

        assert first == list(choices[:3])
        assert len(set(choices)) == len(choices) > 240

    def test_lists_follow_the_alphabet_of_kurdish(self):
        """ک stands before و, and ه before ی."""
        choices = kind("place.governorate").choices("ckb")

        assert choices.index("کەرکووک") < choices.index("واسیت") < choices.index("هەولێر")

    def test_a_filled_template_of_participants(self, tmp_path):
        """A template of participants has numbered rows and the country of telephone numbers."""
        path = tmp_path / "participants.xlsx"
        assert 0 == main(["template", str(path), "--language", "ar"])
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        assert ("ت", "1") == (sheet["A1"].value, sheet["A2"].value)
        sheet["B2"], sheet["C2"], sheet["H2"] = "سعاد محمد كريم علي", "أنثى", "0770 123 4567"
        book.save(path)
        (person,) = tipmodel.read(path, Participant)

        assert ("1", "+9647701234567") == (person.id, person.phone)
        assert "سعاد محمد كريم علي" == person.name["ar"]

    def test_a_filled_template_of_trainings(self, tmp_path):
        """A template of trainings has places, organizations and speakers by name."""
        path = tmp_path / "trainings.xlsx"
        assert 0 == main(["template", str(path), "--language", "ar"])
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        typed = {"عنوان التدريب": "مكافحة الاتجار بالبشر", "أماكن الانعقاد": "بغداد؛ فندق بابل"}
        typed |= {
            "الجهات": "وزارة العدل (الجهة المنظمة)؛ IOM (funder)",
            "المتحدثون": "كريم صالح؛ Ali Hasan",
        }
        for cell in sheet[1]:
            if cell.value in typed:
                sheet.cell(2, cell.column, typed[cell.value])
        book.save(path)
        (training,) = tipmodel.read(path)

        assert ["baghdad", None] == [p.governorate and p.governorate.value for p in training.places]
        assert ["organizer", "funder"] == [each.role.code for each in training.organizations]
        assert [{"ar"}, {"en"}] == [set(each.name) for each in training.speakers]

    def test_an_organization_without_its_role_is_asked_about(self):
        """An organization without a role is refused."""
        assert "organizations.no_role" == meant("organizations", "وزارة العدل", Training)

    def test_chosen_columns_and_all(self, tmp_path):
        """Columns of a template can be chosen."""
        path, every = tmp_path / "participants.csv", tmp_path / "all.csv"
        columns = "id,name.ar,place.city"
        assert 0 == main(["template", str(path), "--language", "en", "--columns", columns])
        assert 0 == main(["template", str(every), "--class", "Participant", "--all"])

        assert (
            "No.,Full name (Arabic),Comes from: City"
            == path.read_text("utf-8-sig").split("\n")[0].strip()
        )
        assert len(every.read_text("utf-8-sig").split("\n")[0].split(",")) > 30

    def test_a_column_that_is_no_field_is_refused(self, tmp_path, capsys):
        """An unknown column of a template is refused."""
        path = tmp_path / "participants.csv"

        assert 1 == main(["template", str(path), "--columns", "id,nmae"])
        assert "nmae" in capsys.readouterr().out
        assert not path.exists()


class TestClockTimes:
    """A time of a programme is read alone, to the minute."""

    def test_a_cell_of_time_is_read_as_it_stands(self, tmp_path):
        """A cell with a time is read without a notice."""
        headings = "رقم الجلسة", "عنوان الجلسة (بالعربية)", "وقت البدء", "وقت الانتهاء"
        sheet = workbook_of(
            tmp_path / "a.xlsx", headings, ("1", "القانون", datetime.time(9), "10:30 صباحًا")
        )
        notices = []
        (session,) = tipmodel.read(sheet, Session, notice=notices.append)
        assert ("09:00", "10:30") == (str(session.start), str(session.end))
        assert [("cell.time_read", "D2")] == [(each.code, each.cell) for each in notices]

    def test_seconds_are_not_dropped(self, tmp_path):
        """Seconds are refused if they would be dropped."""
        row = "1", "القانون", datetime.time(9, 0, 30)
        sheet = workbook_of(
            tmp_path / "a.xlsx", ("رقم الجلسة", "عنوان الجلسة (بالعربية)", "وقت البدء"), row
        )
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(sheet, Session)
        assert ["C2"] == [each.cell for each in caught.value.issues]

    def test_a_time_among_times_with_a_date_is_a_slip(self, tmp_path):
        """A time without a date, in a column of times with dates, is refused."""
        headings = "رقم الجلسة", "عنوان الجلسة (بالعربية)", "وقت البدء"
        rows = (
            ("1", "القانون", datetime.time(9)),
            ("2", "المؤشرات", datetime.datetime(2015, 5, 4, 9)),  # noqa: DTZ001 - as sheets have it
        )
        with pytest.raises(InvalidDataError) as caught:
            tipmodel.read(workbook_of(tmp_path / "a.xlsx", headings, *rows), Session)
        assert [("time.without_date", "C2")] == [(i.code, i.cell) for i in caught.value.issues]


def test_without_the_library_for_telephone_numbers_its_name_is_told(tmp_path, monkeypatch):
    """A national number without the library names the extra to install."""
    import sys

    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    path = tmp_path / "a.csv"
    path.write_text("id,phone\n1,07701234567\n", "utf-8")
    with pytest.raises(tipmodel.MissingLibraryError, match=r"tipmodel\[phone\]"):
        tipmodel.read(path, tipmodel.Participant, country="IQ", notice=lambda _: None)


def test_a_machine_without_time_zones_knows_the_one_of_iraq(monkeypatch):
    """Without a list of time zones, the time of Iraq is known."""
    import datetime
    import zoneinfo

    from tipmodel.tables.typed_dates import time_zone

    def missing(key):
        raise zoneinfo.ZoneInfoNotFoundError(key)

    moment = datetime.datetime(2015, 7, 1, 9)  # noqa: DTZ001
    offset = moment.replace(tzinfo=time_zone("IQ")).utcoffset()
    monkeypatch.setattr(zoneinfo, "ZoneInfo", missing)
    assert datetime.timedelta(hours=3) == offset == time_zone("IQ").utcoffset(moment)


@pytest.mark.parametrize(
    ("hour", "codes"), [(datetime.time(), []), (datetime.time(9, 30), ["date.not_a_date"])]
)
def test_a_moment_is_no_day(tmp_path, hour, codes):
    """A time in a column of dates is refused."""
    day = datetime.datetime.combine(datetime.date(2015, 5, 4), hour)
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Participants")
        sheet.write_row(0, 0, ["id", "consent.given_on", "consent.purpose.en"])
        sheet.write_string(1, 0, "1")
        sheet.write_datetime(1, 1, day, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_string(1, 2, "Report")
    issues = ()
    try:
        (person,) = tipmodel.read(path, tipmodel.Participant, notice=str)
        assert person.consent.given_on == day.date()
    except tipmodel.InvalidDataError as error:
        issues = error.issues
    assert codes == [issue.code for issue in issues]


@pytest.mark.parametrize("year", [1900, 2015, 2026, 2099])
def test_a_year_in_a_cell_for_dates_is_no_day_of_1905(year):
    """A year that became a day of 1905 is refused."""
    cell = datetime.date(1899, 12, 30) + datetime.timedelta(year)
    with pytest.raises(InvalidDataError) as caught:
        kind("dates.start", Training).meant(cell, "ar")

    assert ["cell.year_as_date"] == [issue.code for issue in caught.value.issues]


def test_a_digit_of_a_date_that_cannot_be_read_is_not_told_as_read():
    """A wrong cell has no notice that it was read."""
    assert ("15/3/2026", None) == kind("dates.start", Training).meant("١٥/٣/٢٠٢٦", "ar")
    assert ("2026/13/40", None) == kind("dates.start", Training).meant("2026/13/40", "ar")


class TestUnits:
    @pytest.mark.parametrize(
        ("path", "cls", "typed", "number"),
        [
            *(
                ("days_attended", Participant, each, 3)
                for each in ("3 days", "ثلاثة أيام", "٣ أيام")
            ),
            ("days_attended", Participant, "يومان", 2),
            *(("minutes", Session, each, 90) for each in ("90 min", "90 دقيقة", "٩٠ خولەک")),
        ],
    )
    def test_the_one_unit_of_a_field_may_stand_behind_its_number(self, path, cls, typed, number):
        """Days are counted in days; the unit is no reason to send a list back."""
        assert (number, "cell.length_read") == meant(path, typed, cls)

    @pytest.mark.parametrize(
        ("path", "cls", "typed"),
        [
            *(("days_attended", Participant, each) for each in ("3 ساعات", "2 weeks", "3.5 أيام")),
            *(("minutes", Session, each) for each in ("2 hours", "ساعة", "90 days")),
        ],
    )
    def test_another_unit_is_never_converted(self, path, cls, typed):
        """Two hours are not 120 minutes until somebody writes so."""
        assert (typed, None) == meant(path, typed, cls)


def test_a_number_is_read_alike_whether_or_not_the_rest_of_the_row_is_plain(tmp_path):
    """The quick path leaves the national zero to the exact one."""
    rows = "id,رقم الموبايل,الجنس\n1,+964 0770 123 4567,ذكر\n2,+964 0770 123 4568,Female / أنثى\n"
    path, notices = tmp_path / "list.csv", []
    path.write_text(rows, "utf-8")
    people = tipmodel.read(path, Participant, notice=notices.append)

    assert ["+9647701234567", "+9647701234568"] == [person.phone for person in people]
    assert 2 == [notice.code for notice in notices].count("cell.phone_read")


OFFICE_HEADINGS = {
    "rank": "الرتبة",
    "academic_rank": "اللقب العلمي",
    "sex": "الجنس",
    "phone": "رقم الموبايل",
}
BESIDE = {
    "Participant": {"id": "x7", "name.ar": "سعاد", "email": "someone@example.org", "consent.purpose.en": "x"},
    "Session": {"day": "2"},
    "Training": {"title.en": "A training"},
}  # fmt: skip


def read_in_a_table(cls, field, typed, path):
    """Return what a cell is read as in a table, empty if refused; what is kept in own words is marked."""
    beside, notices = BESIDE[cls], []
    headings = [*beside, OFFICE_HEADINGS.get(field, field)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([headings, [*beside.values(), typed]])
    try:
        (record,) = tipmodel.read(path, getattr(tipmodel, cls), notice=notices.append)
    except InvalidDataError:
        return ""
    if "cell.own_words" in [notice.code for notice in notices]:
        return "(own words)"
    plain = tipmodel.unstructure(record)
    for key in field.split("."):
        plain = plain.get(key, "(empty)")
    return str(plain.get("code") if isinstance(plain, dict) else plain)


def test_values_of_offices_are_read_rightly_or_refused(tmp_path):
    """Each of hundreds of values that offices write is what it is, or somebody is asked."""
    with Path(__file__).with_name("office_values.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    path = tmp_path / "list.csv"
    found = {
        (row["field"], row["typed"]): (row["read"], read)
        for row in rows
        if (read := read_in_a_table(row["class"], row["field"], row["typed"], path)) != row["read"]
    }

    assert {} == found
    assert len(rows) > 400
