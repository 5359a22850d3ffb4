"""Headings in two rows, forms, numbers of people and lines below a list are never read as people."""

import pytest
from test_real_sheets import book_of, names, read, refused
from test_typed import table

import tipmodel
from tipmodel import Participant, Session, Training

SUAD, ALI = ["1", "Suad Omar", "F"], ["2", "Ali Jasim", "M"]


def sheet(tmp_path, *rows):
    return table(tmp_path / "s.csv", *rows)


def assert_ignored_beside_a_list(tmp_path, change):
    """Assert that a list is read, and that the sheet that *change* adds to it is only reported."""
    path = book_of(tmp_path / "s.xlsx", change, ["No.", "Name", "Sex"], SUAD, title="List")
    records, notices = read(path)

    assert ["Suad Omar"] == names(records)
    assert "sheet.sheet_ignored" in {code for code, _ in notices}


class TestHeadingsInTwoRows:
    def test_parts_of_a_name_below_the_name(self, tmp_path):
        """The lower row parts a group of the upper one."""
        path = sheet(
            tmp_path,
            ["No.", "Name", "", "Sex", "Contact", ""],
            ["", "Arabic", "English", "", "Phone", "E-mail"],
            ["1", "سعاد", "Suad", "F", "+9647701234567", "suad@example.org"],
        )
        ((person,), _) = read(path)

        assert {"ar": "سعاد", "en": "Suad"} == dict(person.name)
        assert ("+9647701234567", "suad@example.org") == (person.phone, person.email)

    def test_days_below_the_attendance(self, tmp_path):
        """A heading with a number is no value."""
        head = ["No.", "Name", "Attendance", ""], ["", "", "Day 1", "Day 2"]
        path = sheet(tmp_path, *head, ["1", "Suad", "P", "A"])

        assert [("sheet.heading_shared", "C2"), ("sheet.heading_shared", "D2")] == refused(path)
        left_out = {"Attendance: Day 1": "", "Attendance: Day 2": ""}
        assert ["Suad"] == names(read(path, headings=left_out)[0])

    def test_numbers_below_the_participants(self, tmp_path):
        """A letter of a sex says who is counted; what is not understood is named as it must be mapped."""
        head = ["No.", "Training title", "Participants", ""], ["", "", "M", "Ladies"]
        path = sheet(tmp_path, *head, ["1", "Interviewing", "20", "12"])

        assert [("sheet.grouped_headings", "D2")] == refused(path, Training)
        given = {"Participants: Ladies": "headcount.female"}
        ((training,), _) = read(path, Training, headings=given)
        assert (20, 12) == (training.headcount.male, training.headcount.female)

    def test_halves_of_headings(self, tmp_path):
        """A heading may go on in the row below."""
        head = ["No", "Full", "Job", "Phone"], ["", "Name", "Title", "(Iraq)"]
        path = sheet(tmp_path, *head, ["1", "Suad", "Judge", "07701234567"])
        ((person,), _) = read(path)

        assert ("Suad", "Judge") == (person.name["en"], person.job_title["en"])
        assert "+9647701234567" == person.phone

    @pytest.mark.parametrize(
        "head",
        [
            ["First name", "Family name", "Sex"],
            ["Hobby", "Colour", "Name"],
            ["Name", "", "Sex"],
        ],
    )
    def test_the_first_person_is_no_heading(self, tmp_path, head):
        """A first row of words alone is a record, wherever the known headings stand."""
        how = {"headings": {"First name": "name", "Family name": "", "Hobby": "", "Colour": ""}}
        path = sheet(tmp_path, head, ["Ali", "", "Ahmed"], ["Suad", "", "F"])
        if head[-1] == "Sex":
            assert [("choice.unknown", "C2")] == refused(path, **how)
        else:
            assert ["Ahmed", "F"] == names(read(path, **how)[0])

    def test_a_title_that_is_a_word_for_a_title(self, tmp_path):
        """A single known word below headings that may mean several things is a value."""
        path = sheet(tmp_path, ["No.", "Title", "Kind"], ["1", "Workshop", "Seminar"])
        assert ("sheet.heading_ambiguous", "B1") in refused(path, Training)


class TestForms:
    @pytest.mark.parametrize(
        "rows",
        [
            [["Form"], ["Full name", "Suad"], ["Gender", "F"], ["Email", "suad@example.org"]],
            [["الاسم", "سعاد", "هدى"], ["الجنس", "أنثى", "أنثى"], ["المحافظة", "بغداد", "بابل"]],
        ],
    )
    def test_headings_in_a_column_are_nobody(self, tmp_path, rows):
        """A form is refused as a form, without the values of the person in the error."""
        path = sheet(tmp_path, *rows)
        assert {"sheet.form"} == {code for code, _ in refused(path)}
        with pytest.raises(tipmodel.InvalidDataError) as caught:
            tipmodel.read(path, Participant, notice=lambda _: None)
        assert "Suad" not in str(caught.value)
        assert "سعاد" not in str(caught.value)

    def test_a_form_beside_a_list(self, tmp_path):
        """A form on another sheet is told, and no error."""

        def change(book):
            form = book.create_sheet("Cover")
            for row in (["Full name", "Huda"], ["Gender", "F"], ["Email", "huda@example.org"]):
                form.append(row)

        assert_ignored_beside_a_list(tmp_path, change)


class TestListsOfChoices:
    def test_a_list_of_choices_beside_a_list(self, tmp_path):
        """A sheet that names nobody is told and not read, if another sheet names people."""

        def change(book):
            for row in (["Sex"], ["M"], ["F"]):
                book.create_sheet("Lists") if "Lists" not in book.sheetnames else None
                book["Lists"].append(row)

        assert_ignored_beside_a_list(tmp_path, change)


class TestNumbersOfPeople:
    def test_groups_with_their_numbers(self, tmp_path):
        """Groups are no people, even under the heading of a name."""
        head = ["No.", "Name", "No. of males", "No. of females"]
        path = sheet(tmp_path, head, ["1", "Police", "20", "10"], ["2", "Judges", "5", "6"])

        assert [("sheet.numbers_of_people", "C1")] == refused(path)
        left_out = {"No. of males": "", "No. of females": ""}
        assert ["Police", "Judges"] == names(read(path, headings=left_out)[0])

    def test_ticks_are_no_numbers(self, tmp_path):
        """A 1 below the word for a sex may be a tick."""
        path = sheet(tmp_path, ["No.", "Name", "Males", "Females"], ["1", "Suad", "", "1"])
        assert ["Suad"] == names(read(path)[0])


class TestBelowTheList:
    @pytest.mark.parametrize(
        "line",
        [
            ["Prepared by:", "", "Approved by:"],
            ["Head of section:", "", "x"],
            ["Name of the trainer: Sara", "", "Signature"],
            ["التوقيع", "", "التوقيع"],
            ["ملاحظة: الأسماء كما في الهوية", "", ""],
        ],
    )
    def test_signatures_are_refused_where_nothing_numbers_the_rows(self, tmp_path, line):
        """Nobody can tell where the list ends, so all that stands below is refused."""
        path = sheet(
            tmp_path,
            ["Name", "Sex", "Organization"],
            ["Suad", "F", "MoI"],
            line,
            ["Huda", "", "MoJ"],
        )
        assert [("sheet.signatures", "3"), ("sheet.signatures", "4")] == refused(path)

    def test_signatures_are_told_where_the_rows_are_numbered(self, tmp_path):
        """In a numbered list they are skipped; a row without a number below them is no record."""
        path = sheet(tmp_path, ["No.", "Name", "Sex"], SUAD, ["", "Prepared by:", "Approved by:"])
        records, notices = read(path)

        assert ["Suad Omar"] == names(records)
        assert ("sheet.row_passed_over", "3") in notices
        path = sheet(
            tmp_path, ["No.", "Name", "Sex"], SUAD, ["", "Signature", "x"], ["", "Huda", "Director"]
        )
        assert [("sheet.signatures", "4")] == refused(path)

    def test_a_number_makes_a_record_of_any_name(self, tmp_path):
        """A row with an identifier is never taken for a line below the list."""
        path = sheet(tmp_path, ["No.", "Name", "Sex"], SUAD, ["2", "Note: Ali", "M"])
        assert ["Suad Omar", "Note: Ali"] == names(read(path)[0])

    def test_what_a_list_sums_up_is_told(self, tmp_path):
        """A number beside the words for a number is no record."""
        rows = ["Number of women", "1", ""], ["المجموع الكلي للمشاركين", "", "2"]
        path = sheet(
            tmp_path, ["Name", "Days attended", "Organization"], ["Suad", "3", "MoI"], *rows
        )
        records, notices = read(path)

        assert ["Suad"] == names(records)
        assert [("sheet.row_passed_over", "3"), ("sheet.row_passed_over", "4")] == notices[-2:]

    def test_a_lone_cell_in_a_numbered_list_is_not_asked_for_a_number(self, tmp_path):
        """A row with one cell is refused as such; a number would make it a person."""
        path = sheet(tmp_path, ["No.", "Name", "Sex"], SUAD, ["", "Men", ""])
        assert [("sheet.unclear_row", "3")] == refused(path)

    def test_the_same_headings_again(self, tmp_path):
        """The headings of the same columns above the next part of the list are skipped."""
        head = ["ت", "الاسم", "الجنس"]
        path = sheet(tmp_path, head, ["1", "علي", "ذكر"], ["الإناث"], head, ["2", "سعاد", "أنثى"])
        records, notices = read(path)

        assert ["علي", "سعاد"] == names(records)
        assert {("sheet.row_passed_over", "3"), ("sheet.row_passed_over", "4")} <= set(notices)


@pytest.mark.parametrize("cls", [Session, Participant])
def test_headings_that_may_all_mean_several_things(tmp_path, cls):
    """They are asked about, as the headings that they are, and no row is refused besides."""
    words = {Session: ["اليوم", "الوقت", "الموضوع"], Participant: ["العمر", "اللقب", "الدائرة"]}
    path = sheet(tmp_path, words[cls], ["a", "b", "c"])

    assert {"sheet.heading_ambiguous"} == {code for code, _ in refused(path, cls)}


def test_the_body_above_an_organization_is_written_by_its_name(tmp_path):
    """A column that is said to hold the body above another one takes its name."""
    path = sheet(
        tmp_path, ["No.", "Name", "Dept.", "Ministry"], ["1", "Suad", "Police", "وزارة الداخلية"]
    )
    given = {"Dept.": "affiliation.name", "Ministry": "affiliation.part_of"}
    ((person,), _) = read(path, headings=given)

    assert "Police" == person.affiliation.name["en"]
    assert {"ar": "وزارة الداخلية"} == dict(person.affiliation.part_of.name)


@pytest.mark.parametrize("cell", ["32", "all judges"])
def test_what_has_several_parts_is_not_asked_for_as_json(tmp_path, cell):
    """A number under the heading of a list of people is told to be something else."""
    path = sheet(tmp_path, ["No.", "Training title", "Participants"], ["1", "Interviewing", cell])
    assert [("cell.not_one_cell", "C2")] == refused(path, Training)


def test_headings_that_would_need_one_column_are_not_told_to_take_it(tmp_path):
    """Advice that another column would take already is not given."""
    head = ["No.", "Training title", "Governorate", "Venue", "Total"]
    path = sheet(tmp_path, head, ["1", "Interviewing", "Basra", "Hotel", "20"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, Training, notice=lambda _: None)
    shared, again, alone = (each.text("en") for each in caught.value.issues)

    assert '"Governorate="' in shared
    assert "places" not in shared + again
    assert '"Total=headcount.total"' in alone


class TestConsent:
    @pytest.mark.parametrize(
        ("heading", "answer"),
        [
            *(("Do you agree to the storage of your data?", no) for no in ("No", "I do not agree")),
            ("أوافق على حفظ بياناتي لغرض الشهادات", "لا"),
            ("Consent", "n"),
            ("May we publish your name?", "FALSE"),
            ("Do you allow us to keep your details?", "Never"),
            ("I have read the privacy notice", "Refused"),
            ("GDPR", "✗"),
            ("Authorisation to share photos", "declined"),
            ("هل تسمح لنا بحفظ بياناتك؟", "غير موافقين"),
            ("تصريح بنشر الاسم", "لم أوافق"),
            ("Purpose of consent", "No"),
            ("الغرض من الموافقة (بالعربية)", "لا"),
        ],
    )
    def test_a_denial_is_never_passed_over(self, tmp_path, heading, answer):
        """Whoever does not agree becomes no record, whatever the question is called."""
        rows = ["1", "Suad", "Yes"], ["2", "Huda", answer]
        path = sheet(tmp_path, ["No.", "Name", heading], *rows)

        assert ("cell.consent_denied", "C3") in refused(path)
        assert ["Suad", "Huda"] == names(read(path, headings={heading: ""})[0])

    def test_a_purpose_may_begin_with_no(self, tmp_path):
        """Only a bare no is no purpose."""
        path = sheet(tmp_path, ["No.", "Name", "Purpose of consent"], ["1", "Suad", "No photos"])

        assert "No photos" == read(path)[0][0].consent.purpose["en"]

    def test_what_is_to_improve_is_no_question_for_consent(self, tmp_path):
        """An evaluation does not ask for consent."""
        path = sheet(tmp_path, ["No.", "Name", "How can we improve?"], ["1", "Suad", "No idea"])

        assert ["Suad"] == names(read(path)[0])

    def test_agreement_alone_is_told(self, tmp_path):
        """If everybody agrees, the column is only unknown."""
        path = sheet(tmp_path, ["No.", "Name", "I agree to be photographed"], ["1", "Suad", "Yes"])
        records, notices = read(path)

        assert ["Suad"] == names(records)
        assert ("sheet.column_ignored", "C1") in notices

    def test_an_answer_to_consent_is_no_purpose(self, tmp_path):
        """Nobody is advised to take "no" for the purpose of a consent."""
        with pytest.raises(tipmodel.InvalidDataError) as caught:
            tipmodel.read(
                sheet(tmp_path, ["No.", "Name", "Consent"], ["1", "Suad", "Yes"]), Participant
            )
        assert "consent.purpose" not in str(caught.value)


def test_an_agenda_of_unclear_headings_is_taken_for_sessions(tmp_path):
    """Where no heading is certain, those that may be meant decide what the sheet is about."""
    path = sheet(tmp_path, ["Time", "Session", "Facilitator"], ["9:00-9:30", "Opening", "Suad"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        list(tipmodel.iter_read(path, None, notice=lambda _: None))
    assert "Session title" in str(caught.value)


class TestAges:
    def read(self, tmp_path, cell):
        path = sheet(tmp_path, ["No.", "Name", "Age group"], ["1", "Suad", cell])
        ((person,), notices) = read(path, headings={"Age group": "age"})
        assert ("cell.ages_read", "C2") in notices
        return person.age

    @pytest.mark.parametrize(
        ("cell", "age"),
        [
            *(("18-24", (18, 25)), (" 25 – 34 years", (25, 35)), ("٢٥-٣٤ سنة", (25, 35))),
            *(
                ("18 to 24", (18, 25)),
                ("46+", (46, None)),
                ("أقل من 18", (None, 18)),
                ("34", (34, 35)),
            ),
        ],
    )
    def test_ranges_of_ages_are_read_on_request(self, tmp_path, cell, age):
        """Both ends of a range are included; the record states the age at which it ends."""
        found = self.read(tmp_path, cell)
        assert age == (found.at_least, found.below)

    @pytest.mark.parametrize("cell", ["over 50", "فوق 50", "adult", "18-24-30"])
    def test_an_age_that_may_or_may_not_be_included_is_refused(self, tmp_path, cell):
        """Whether "over 50" includes 50 is not guessed."""
        path = sheet(tmp_path, ["No.", "Name", "Age group"], ["1", "Suad", cell])
        assert [("cell.ages_unclear", "C2")] == refused(path, headings={"Age group": "age"})

    def test_the_error_about_the_heading_says_so(self, tmp_path):
        """What the error advises reads the column."""
        with pytest.raises(tipmodel.InvalidDataError, match='"Age group=age"'):
            tipmodel.read(
                sheet(tmp_path, ["No.", "Name", "Age group"], ["1", "S", "18-24"]), Participant
            )


@pytest.mark.parametrize(
    ("cls", "heading", "said"),
    [(Session, "End", '"End=end"'), (Participant, "Given name", '"Given name=name"')],
)
def test_the_likeliest_meaning_is_the_example(tmp_path, cls, heading, said):
    """Of the meanings of a heading, the example is the one whose label has its words."""
    path = sheet(tmp_path, ["No.", "sex" if cls is Participant else "day", heading], ["1", "", "x"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, cls, notice=lambda _: None)
    assert said in caught.value.issues[0].text("en")


def test_parts_of_a_name_are_to_be_put_together(tmp_path):
    """Nobody is advised to take one part for the whole name, or for a rank."""
    head = ["First name", "Family name", "Sex"]
    path = sheet(tmp_path, head, ["Suad", "Omar", "F"])
    assert [("sheet.heading_shared", "A1"), ("sheet.heading_shared", "B1")] == refused(path)


@pytest.mark.parametrize("namespace", [None, "office"])
def test_no_row_is_lost_below_an_empty_column_that_may_be_required(tmp_path, namespace):
    """A required field whose column is unclear and empty is missing; its rows never vanish in silence."""
    head = ["Identifier", "Training", "Start date"]
    path = sheet(tmp_path, head, ["a1", "", "2026-01-01"], ["a2", "", "2026-01-02"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, Training, notice=lambda _: None, namespace=namespace)

    (issue,) = caught.value.issues
    assert "sheet.column_missing" == issue.code
    assert "“Training title” is required" in issue.text("en", isolate=False)


def test_no_row_is_lost_where_an_unclear_column_is_kept_as_additional_data(tmp_path):
    path = sheet(tmp_path, ["Identifier", "Training", "Start date"], ["a1", "X", "2026-01-01"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, Training, notice=lambda _: None, namespace="office")

    assert ["sheet.column_missing"] == [issue.code for issue in caught.value.issues]


def test_rows_that_will_be_numbered_lack_no_identifier(tmp_path):
    """Once the title is known the rows are numbered, so nobody is sent to add identifiers."""
    path = sheet(tmp_path, ["Training", "Start date"], ["Interviewing", "2026-01-01"])

    assert [("sheet.heading_ambiguous", "A1")] == refused(path, Training)
    ((training,), _) = read(path, Training, headings={"Training": "title"})
    assert "1" == training.id


@pytest.mark.parametrize(
    ("start", "end"), [("From", "To"), ("من", "إلى"), ("Start", "End"), ("البداية", "النهاية")]
)
@pytest.mark.parametrize(("cls", "prefix"), [(Training, "dates."), (Session, "")])
def test_the_two_ends_of_a_period_are_two_fields(tmp_path, cls, prefix, start, end):
    """Nobody is advised to put them into one column."""
    path = sheet(tmp_path, ["No.", start, end], ["1", "2026-01-01", "2026-01-02"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, cls, notice=lambda _: None)
    first, second = (issue.text("en") for issue in caught.value.issues if issue.column)

    assert f"{start}={prefix}start" in first
    assert f"{end}={prefix}end" in second


def test_a_field_with_a_column_is_no_example(tmp_path):
    """Following the advice never gives one field two columns."""
    path = sheet(tmp_path, ["No.", "Name", "Title", "Position"], ["1", "Suad", "Dr", "Judge"])
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        tipmodel.read(path, Participant, notice=lambda _: None)
    assert "Title=honorific" in caught.value.issues[0].text("en")

    path = sheet(tmp_path, ["No.", "Name", "Father's name"], ["1", "Suad", "Omar"])
    assert [("sheet.heading_shared", "C1")] == refused(path)


@pytest.mark.parametrize("office", ["Head of Section", "مدير القسم", "Director", "بەڕێوەبەری بەش"])
def test_an_office_above_a_signature_is_nobody(tmp_path, office):
    """Below a list without identifiers, an office in place of a name closes the list."""
    rows = ["Suad Omar", "F", "Judge"], [office, "", "Director General"], ["Abbas", "", "Qasim"]
    path = sheet(tmp_path, ["Name", "Sex", "Job title"], *rows)

    assert ["sheet.signatures"] * 2 == [code for code, _ in refused(path)]

    numbered = [[str(n), *row] for n, row in enumerate(rows, 1)]
    path = sheet(tmp_path, ["No.", "Name", "Sex", "Job title"], *numbered)
    assert 3 == len(read(path)[0])  # what the error advises
