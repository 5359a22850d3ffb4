"""Every export gives back what was filled in, or is refused."""

import contextlib
import io
import json
import pathlib
import zipfile

import exporting
import pytest
from answers import PEOPLE, TRAININGS, filled, groups, headings, held, selects
from exporting import FilledIn
from hypothesis import given, settings, strategies as st
from of_an_extension import Camp, Meal, Trade, Trainee

import tipmodel
from tipmodel import Participant, Topic, Training
from tipmodel.cli import main
from tipmodel.tables.answers import Chosen
from tipmodel.tables.choices import Several, Terms
from tipmodel.tables.questions import repeats_of
from tipmodel.vocab.terms import VOCABULARIES


def _read(tmp, name, data, cls, **how):
    path = pathlib.Path(tmp, name)
    path.write_bytes(data)
    return tipmodel.read(path, cls, **how)


def _read_or_refused(tmp, name, data, cls, notices):
    try:
        return _read(tmp, name, data, cls, notice=notices.append), ()
    except tipmodel.InvalidDataError as error:
        return [], error.issues


def _same(records, expected):
    """Return records as the form sends them, with consent."""
    return [attrs_without_consent(each) for each in records] == expected


def attrs_without_consent(record):
    if isinstance(record, Participant):
        return record.evolve(consent=None)
    if getattr(record, "participants", ()):
        return record.evolve(participants=tuple(map(attrs_without_consent, record.participants)))
    return record


def _in_any_order(plain):
    """Plain data with sorted lists, since columns of ticks do not say which was ticked first."""
    if isinstance(plain, dict):
        return {key: _in_any_order(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return sorted(map(_in_any_order, plain), key=json.dumps)
    return plain


def _plain(records, select):
    plain = list(map(tipmodel.unstructure, records))
    return _in_any_order(plain) if select == "details" else plain


def _comes_back(tmp, name, data, cls, expected, *, select="summary"):  # noqa: PLR0913
    """Whether an export is read as what was sent; the labels of choices may be refused instead."""
    notices = []
    records, issues = _read_or_refused(tmp, name, data, cls, notices)
    if issues:
        assert {issue.code for issue in issues} == {"cell.choices_unclear"}
        return
    if cls is Training or not _same(records, expected):
        assert _plain(map(attrs_without_consent, records), select) == _plain(expected, select)
    assert sum(issue.code == "sheet.server_columns" for issue in notices) == 1
    assert not [issue for issue in notices if issue.code.startswith("sheet.column")]


@given(st.lists(held(Participant, PEOPLE), min_size=1, max_size=3), headings, groups, st.booleans())
@settings(max_examples=4)
def test_participants_come_back(tmp_path_factory, people, language, between, typed):
    """Participants come back from Excel, CSV and JSON."""
    form = filled(Participant, people, fields=PEOPLE)
    tmp = tmp_path_factory.mktemp("exports")
    how = {"language": language, "groups": between}

    _comes_back(tmp, "a.xlsx", form.xlsx(**how, typed=typed), Participant, people)
    _comes_back(tmp, "a.csv", form.csv(**how), None, people)
    _comes_back(tmp, "a.json", form.json(), Participant, people)
    _comes_back(tmp, "a.zip", form.central(), Participant, people)


settings_of_export = st.fixed_dictionaries(
    {"language": headings, "groups": groups, "select": selects, "typed": st.booleans()}
)


def _whole_again(tmp_path_factory, trainings, how):
    form = filled(Training, trainings, fields=TRAININGS)
    tmp = tmp_path_factory.mktemp("exports")
    central = form.central(groups=how["groups"] and "-", select=how["select"])

    _comes_back(tmp, "a.xlsx", form.xlsx(**how), Training, trainings, select=how["select"])
    _comes_back(tmp, "a.json", form.json(), Training, trainings)
    _comes_back(tmp, "a.zip", central, Training, trainings, select=how["select"])


@given(st.lists(held(Training, TRAININGS), min_size=1, max_size=2), settings_of_export)
@settings(max_examples=3)
def test_trainings_come_back(tmp_path_factory, trainings, how):
    """Trainings with repeated parts come back from every export."""
    _whole_again(tmp_path_factory, trainings, how)


@pytest.mark.long
@given(st.lists(held(Training, TRAININGS), min_size=1, max_size=3), settings_of_export)
@settings(max_examples=100)
def test_many_trainings_come_back(tmp_path_factory, trainings, how):
    """Hundreds of trainings come back."""
    _whole_again(tmp_path_factory, trainings, how)


def _changed(headings, at, letter):
    """Headings of which one has a letter too few, too many or other, is empty, or stands twice."""
    text = headings[at]
    places = st.integers(0, len(text))
    return st.one_of(
        places.map(lambda n: text[:n] + text[n + 1 :]),
        places.map(lambda n: text[:n] + letter + text[n:]),
        places.map(lambda n: text[:n] + letter + text[n + 1 :]),
        st.sampled_from(["", *headings]),
    )


def _loses_nothing(tmp_path_factory, data, cls, fields, *, select="summary"):
    several = data.draw(st.lists(held(cls, fields), min_size=1, max_size=2))
    several = [each.evolve(**dict.fromkeys(repeats_of(cls), ())) for each in several]
    form = filled(cls, several, fields=fields)
    how = {"language": data.draw(headings), "groups": data.draw(groups), "select": select}
    rows = form.tables(**how)[""]
    at = data.draw(st.integers(0, len(rows[0]) - 5))
    rows[0][at] = data.draw(_changed(rows[0], at, data.draw(st.sampled_from("a_/ -.:1"))))

    notices = []
    tmp = tmp_path_factory.mktemp("fuzz")
    records, issues = _read_or_refused(tmp, "a.csv", exporting.as_csv(rows), cls, notices)
    lost = _plain(map(attrs_without_consent, records), select) != _plain(several, select)
    if not issues and lost:
        server = [
            set(map(str, issue.params.values())) for issue in notices if issue.code == _SERVER
        ]
        assert {issue.code for issue in notices} - {_SERVER, *_USUAL} or server != [_ALL]


_SERVER = "sheet.server_columns"
_ALL = {"_id, _index, _submission_time, _uuid"}
_USUAL = {"cell.digits_read", "cell.spelling_read", "cell.zone_assumed", "sheet.no_repeats"}


@given(st.data())
@settings(max_examples=6)
def test_a_changed_heading_loses_nothing_in_silence(tmp_path_factory, data):
    """A changed heading is reported or refused; no record loses data in silence."""
    _loses_nothing(tmp_path_factory, data, Participant, PEOPLE)


@pytest.mark.long
@given(st.data())
@settings(max_examples=300)
def test_changed_headings_lose_nothing_in_silence(tmp_path_factory, data):
    """Hundreds of changed exports lose nothing in silence."""
    _loses_nothing(tmp_path_factory, data, Participant, PEOPLE)
    _loses_nothing(tmp_path_factory, data, Training, TRAININGS, select=data.draw(selects))


# Cases of their own ------------------------------------------------------------------------------


def _person(**more):
    return Participant(id="p-1", name=tipmodel.LocalizedText(ar="هدى"), **more)


def _refusal(tmp, name, data, cls):
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        _read(tmp, name, data, cls)
    return caught.value.issues


def test_no_consent_leaves_no_record(tmp_path):
    """Answers without consent make no record, and their number is reported."""
    form = filled(Participant, [_person(), _person()], fields=PEOPLE, consent="no")
    notices = []

    assert _read(tmp_path, "a.csv", form.csv(), Participant, notice=notices.append) == []
    assert _read(tmp_path, "a.json", form.json(), Participant, notice=notices.append) == []
    told = [issue for issue in notices if issue.code == "sheet.without_consent"]
    assert [issue.params["count"] for issue in told] == [2, 2]


def test_no_consent_leaves_no_record_whatever_else_was_filled_in(tmp_path):
    """Without consent, other answers are ignored."""
    form = filled(Participant, [_person(), _person()], fields=PEOPLE)
    rows = form.tables()[""]
    rows[1][rows[0].index("consent_given")] = "no"
    notices = []
    read = _read(tmp_path, "a.csv", exporting.as_csv(rows), Participant, notice=notices.append)

    assert len(read) == 1
    assert [issue.params["count"] for issue in notices if issue.code == "sheet.without_consent"] == [1]  # fmt: skip


def test_a_tick_that_is_none_is_refused(tmp_path):
    """A column for a choice must hold yes or no."""
    training = _training(methods=(tipmodel.Method(code="lecture"),))
    rows = filled(Training, [training], fields=TRAININGS).tables(select="details")[""]
    at = rows[0].index("methods/role_play")
    rows[1][at] = "perhaps"
    (issue,) = _refusal_with_notices(tmp_path, exporting.as_csv(rows))

    assert issue.code == "cell.contradictory"


def test_consent_that_is_not_clear_is_refused(tmp_path):
    """Answers with unclear consent are refused."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables()[""]
    for answer in ("", "perhaps"):
        rows[1][rows[0].index("consent_given")] = answer
        (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)
        assert (issue.row, issue.heading) == (2, "consent_given")


def test_what_was_sent_without_an_answer_is_not_passed_over(tmp_path):
    """An empty submission is refused; a blank line is ignored."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables()[""]
    sent, blank = ([""] * len(rows[0]) for _ in range(2))
    sent[rows[0].index("_uuid")] = "u-2"

    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv([*rows, sent]), Participant)
    assert (issue.row, issue.heading) == (3, "consent_given")
    assert len(_read(tmp_path, "b.csv", exporting.as_csv([*rows, blank]), Participant)) == 1


def test_a_wrong_cell_is_named_by_row_heading_and_cell(tmp_path):
    """A wrong cell is named by row, heading and cell, without its value."""
    rows = filled(Participant, [_person(email="a@example.org")], fields=PEOPLE).tables(groups="/")[
        ""
    ]
    at = rows[0].index("agreed/email")
    rows[1][at] = "secret@@"
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)

    assert (issue.code, issue.row, issue.heading, issue.column) == (
        "email.malformed",
        2,
        "agreed/email",
        at + 1,
    )
    assert "secret" not in issue.text("ar")


def _training(**more):
    return Training(id="t-1", title=tipmodel.LocalizedText(en="T", ar="ت"), **more)


def _codes(tmp, sheets, cls=Training):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, rows in sheets.items():
            archive.writestr(f"{name}.csv", exporting.as_csv(rows))
    return {issue.code for issue in _refusal(tmp, "a.zip", stream.getvalue(), cls)}


def test_parts_that_belong_nowhere_are_refused(tmp_path):
    """A part without exactly one training is refused."""
    training = _training(participants=(Participant(id="participant-1"),))
    tables = filled(Training, [training], fields=TRAININGS).tables(central=True)
    whole, inner = tables[""], tables["participants"]
    lonely = [inner[0], [*inner[1][:-2], "uuid:9", "uuid:9/participants[1]"]]

    assert _codes(tmp_path, {"form": whole, "form-participants": lonely}) == {
        "sheet.parent_missing"
    }
    twice = [*whole, [*whole[1][:1], "other", *whole[1][2:]]]
    assert "sheet.parent_missing" in _codes(tmp_path, {"form": twice, "form-participants": inner})


def test_a_part_that_is_wrong_takes_its_training_along(tmp_path):
    """A wrong part invalidates its training."""
    training = _training(participants=(_person(), Participant(id="p-2")))
    form = filled(Training, [training], fields=TRAININGS)
    tables = form.tables(central=True)
    (at,) = [n for n, head in enumerate(tables["participants"][0]) if head.endswith("_governorate")]
    tables["participants"][1][at] = "atlantis"

    assert _codes(tmp_path, {"form": tables[""], "form-participants": tables["participants"]}) == {
        "governorate.unknown"
    }


def test_columns_of_one_answer_must_agree(tmp_path):
    """The columns of one answer must agree."""
    training = _training(
        methods=(tipmodel.Method(code="lecture"), tipmodel.Method(code="role_play"))
    )
    for heading, cell in (
        ("methods", "lecture"),
        ("methods/role_play", "0"),
        ("methods/role_play", "x"),
        ("methods_own_words", "z"),
    ):
        rows = filled(Training, [training], fields=TRAININGS).tables(select="both")[""]
        rows[1][rows[0].index(heading)] = cell
        (issue,) = _refusal_with_notices(tmp_path, exporting.as_csv(rows))
        assert issue.code == "cell.contradictory"


def _refusal_with_notices(tmp, data):
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        _read(tmp, "a.csv", data, Training, notice=str)
    return caught.value.issues


def _joined(cls, codes, language):
    """Return the codes read from labels of choices that KoBoToolbox joins by spaces."""
    kind = Chosen(Terms(cls), several=Several(Terms(cls)))
    return kind.meant(" ".join(cls(code=code).text(language) for code in codes), language)[0]


@given(st.data(), st.sampled_from(VOCABULARIES), st.sampled_from(["ar", "en", "ckb"]))
def test_labels_joined_by_spaces_are_taken_apart_or_refused(data, cls, language):
    """Labels joined by spaces are separated correctly or refused."""
    codes = data.draw(
        st.lists(st.sampled_from(sorted(cls.facts())), unique=True, min_size=1, max_size=5)
    )
    read = codes
    with contextlib.suppress(tipmodel.InvalidDataError):
        read = _joined(cls, codes, language)
    assert read == codes


def test_labels_that_can_be_taken_apart_in_two_ways_are_refused():
    """ "متحدث" and "ضيف" are two roles, and "متحدث ضيف" is a third."""
    with pytest.raises(tipmodel.InvalidDataError):
        _joined(tipmodel.SpeakerRole, ["speaker", "guest"], "ar")
    assert _joined(tipmodel.Topic, ["referral", "screening"], "en") == ["referral", "screening"]
    with pytest.raises(tipmodel.InvalidDataError):
        Chosen(Terms(Topic), several=Several(Terms(Topic))).meant("Referral and more", "en")


def test_own_words_without_their_question_are_not_lost(tmp_path):
    """Own words without their question are reported."""
    person = _person(rank=tipmodel.Rank(names=tipmodel.LocalizedText(ar="رتبة أخرى")))
    rows = filled(Participant, [person], fields=PEOPLE).tables()[""]
    (at,) = [n for n, head in enumerate(rows[0]) if head.endswith("/rank")]
    for row in rows:
        del row[at]
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)

    assert issue.heading == "agreed/rank_own_words"


def test_an_unknown_key_of_json_is_named(tmp_path):
    """An unknown key of JSON is named."""
    data = json.loads(filled(Participant, [_person()], fields=PEOPLE).json())
    data["results"][0]["agreed/shoes"] = "42"
    data["results"][0]["agreed/birth_year"] = "12"
    issues = _refusal(tmp_path, "a.json", json.dumps(data).encode(), Participant)

    assert {issue.pointer for issue in issues} == {"/0/birth_year", "/agreed~1shoes"}


@pytest.mark.parametrize(
    ("language", "select"),
    [
        pytest.param(
            language, select, marks=[pytest.mark.long] * ((language, select) != ("ar", "both"))
        )
        for language in (None, "ar", "en")
        for select in ("summary", "details", "both")
    ],
)
def test_answers_to_forms_of_extensions_come_back(tmp_path, language, select):
    """Answers to forms of extensions come back."""
    camp = Camp(
        id="c",
        title=tipmodel.LocalizedText(ar="مخيم"),
        trades=(Trade(code="tailor"), Trade(code="smith")),
        meals=(Meal(dish=tipmodel.LocalizedText(ar="دولمة"), plates=40),),
    )
    trainee = Trainee(id="t", trade=Trade(code="smith"), badge="AB1")
    how = {"language": language, "select": select}

    assert _read(tmp_path, "a.xlsx", filled(Camp, [camp]).xlsx(**how), Camp) in (
        [camp],
        [camp.evolve(trades=camp.trades[::-1])],  # ticks are in the order of the list
    )
    (read,) = _read(tmp_path, "a.csv", filled(Trainee, [trainee]).csv(**how), Trainee)
    assert attrs_without_consent(read) == trainee


def test_pages_of_the_api_are_told(tmp_path):
    """A page of the API is reported as incomplete."""
    data = json.loads(filled(Participant, [_person()], fields=PEOPLE).json())
    data["next"] = "https://example.org/api/v2/assets/x/data/?start=100"
    notices = []
    _read(tmp_path, "a.json", json.dumps(data).encode(), Participant, notice=notices.append)

    assert "json.more_pages" in {issue.code for issue in notices}


def test_answers_of_odata_are_read(tmp_path):
    """ODK Central nests groups and repeats in JSON."""
    asked = {
        "participant_id": "p-1",
        "participant_name_ar": "هدى",
        "participant_consent_given_on": "2026-03-04",
        "participant_consent_purpose_ar": "س",
    }
    part = {
        "__id": "1",
        "__Submissions-id": "uuid:1",
        "participant_consent_given": "yes",
        "participant_agreed": asked,
    }
    one = {
        "__id": "uuid:1",
        "__system": {"submissionDate": "2026-03-04T08:00:00.000Z"},
        "id": "t-1",
        "title_ar": "ت",
        "title_en": None,
        "headcount_group": {"headcount_total": 12},
        "participants@odata.navigationLink": "Submissions('uuid:1')/participants",
        "participants": [part],
    }
    data = {"@odata.context": "https://example.org/v1", "value": [one]}
    (record,) = _read(tmp_path, "a.json", json.dumps(data).encode(), Training)

    assert record.headcount.total == 12
    assert [attrs_without_consent(each) for each in record.participants] == [_person()]


def test_no_answers_are_no_mistake(tmp_path):
    """An export without answers is valid."""
    data = b'{"count": 0, "next": null, "previous": null, "results": []}'

    assert _read(tmp_path, "a.json", data, Participant) == []


def test_a_participant_list_is_read_alone(tmp_path):
    """The participants of all trainings can be read as one list."""
    training = _training(participants=(_person(),))
    data = filled(Training, [training], fields=TRAININGS).xlsx()
    records = _read(tmp_path, "a.xlsx", data, Participant, notice=str)

    assert [attrs_without_consent(each) for each in records] == [_person()]


def test_hxl_tags_are_no_answers(tmp_path):
    """A row of HXL tags is skipped."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables()[""]
    rows.insert(1, ["#meta" if at == 0 else "" for at, _ in enumerate(rows[0])])
    (record,) = _read(tmp_path, "a.csv", exporting.as_csv(rows), Participant)

    assert attrs_without_consent(record) == _person()


def test_archives_that_are_none_are_refused(tmp_path):
    """A file that is not an archive is refused."""
    for data in (b"", b"PK\x03\x04 no", b"x" * 100):
        (issue,) = _refusal(tmp_path, "a.zip", data, Training)
        assert issue.code == "file.not_an_archive"


def _csv_of(tmp, rows, cls=Participant, **how):
    return _read(tmp, "a.csv", exporting.as_csv(rows), cls, **how)


@pytest.mark.parametrize("how", [{"language": None}, {"language": "ar", "groups": "/"}])
def test_columns_of_the_server_may_be_left_out(tmp_path, how):
    """An export without columns of the server is recognised."""
    rows = [row[:-4] for row in filled(Participant, [_person()], fields=PEOPLE).tables(**how)[""]]
    (record,) = _csv_of(tmp_path, rows)

    assert attrs_without_consent(record) == _person()


def test_what_a_form_asks_the_device_is_set_aside(tmp_path):
    """Columns of the device are left out."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables()[""]
    rows = [[*row, cell] for row, cell in zip(rows, ("start", "2026-03-04T08:00:00"), strict=True)]
    notices = []
    (record,) = _csv_of(tmp_path, rows, notice=notices.append)

    assert attrs_without_consent(record) == _person()
    assert "start" in next(i.params["names"] for i in notices if i.code == _SERVER)


def test_a_heading_of_somebodys_own_is_settled_by_the_caller(tmp_path):
    """A mapping gives the meaning of an added question."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables()[""]
    rows = [[*row, cell] for row, cell in zip(rows, ("agreed/work", "مدير"), strict=True)]
    (record,) = _csv_of(tmp_path, rows, headings={"agreed/work": "job_title.ar"})

    assert record.job_title == tipmodel.LocalizedText(ar="مدير")


def test_a_part_that_cannot_be_joined_is_refused(tmp_path):
    """A part without its key column is refused."""
    tables = filled(Training, [_training(participants=(_person(),))], fields=TRAININGS).tables()
    inner = [row[:-1] for row in tables["participants"]]  # without _parent_index
    inner = [[*row, cell] for row, cell in zip(inner, ("_submission__id", "9"), strict=True)]
    whole = [
        [c for h, c in zip(tables[""][0], row, strict=True) if h != "_id"] for row in tables[""]
    ]

    assert _codes(tmp_path, {"form": whole, "participants": inner}) == {"sheet.not_joined"}
    assert _codes(tmp_path, {"form": whole, "shoes": inner}) == {"sheet.unread"}


def test_parts_that_contradict_each_other_are_named_where_they_stand(tmp_path):
    """A contradiction between parts is reported at their sheet."""
    training = _training(participants=(_person(), Participant(id="p-2")))
    tables = filled(Training, [training], fields=TRAININGS).tables()
    (at,) = [n for n, h in enumerate(tables["participants"][0]) if h.endswith("participant_id")]
    tables["participants"][2][at] = "p-1"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(f"{name or 'form'}.csv", exporting.as_csv(rows))
    (issue,) = _refusal(tmp_path, "a.zip", stream.getvalue(), Training)

    assert (issue.code, issue.sheet, issue.row) == ("id.repeated", "participants", 3)


def test_a_part_that_was_left_empty_is_none(tmp_path):
    """An empty repeated part is ignored."""
    sessions = (tipmodel.Session(id="session-1"), tipmodel.Session(id="session-2", day=1))
    training = _training(sessions=sessions)
    form = filled(Training, [training], fields=("title", "sessions.id", "sessions.day"))

    for name, data in (("a.xlsx", form.xlsx()), ("a.json", form.json()), ("a.zip", form.central())):
        (read,) = _read(tmp_path, name, data, Training)
        assert read.sessions == sessions[1:]


def test_columns_of_choices_settle_what_one_cell_does_not(tmp_path):
    """If labels can be separated in two ways, the columns of the choices decide."""
    populations = tuple(
        tipmodel.Population(code=f"{which}_victims_of_trafficking")
        for which in ("potential", "child")
    )
    form = filled(Training, [_training(populations=populations)], fields=("title", "populations"))
    (record,) = _csv_of(tmp_path, form.tables("ar", select="both")[""], Training)

    assert set(record.populations) == set(populations)
    with pytest.raises(tipmodel.InvalidDataError):
        _csv_of(tmp_path, form.tables("ar")[""], Training)


def test_a_time_that_lost_its_zone_is_of_iraq(tmp_path):
    """A time that lost its zone is read as the time of Iraq, with a notice."""
    session = tipmodel.structure({"start": "2026-03-01T09:00:00+03:00"}, tipmodel.Session)
    training = _training(sessions=(session,))
    form = filled(Training, [training], fields=TRAININGS)
    notices = []
    data = form.xlsx(typed=True)

    assert _read(tmp_path, "a.xlsx", data, Training, notice=notices.append) == [training]
    assert "cell.zone_assumed" in {issue.code for issue in notices}


def test_no_archive_is_written(tmp_path):
    """Archives are not written."""
    with pytest.raises(tipmodel.UnknownFormatError):
        tipmodel.write(_person(), tmp_path / "a.zip")
    assert not list(tmp_path.iterdir())


def test_the_command_line_writes_and_checks(tmp_path, capsys, monkeypatch):
    """The command line writes forms and checks answers."""
    monkeypatch.chdir(tmp_path)
    assert main(["form", "participants.xlsx", "--language", "ar,en"]) == 0
    made = FilledIn(pathlib.Path("participants.xlsx").read_bytes(), [{"id": "p-1"}])
    pathlib.Path("export.csv").write_bytes(made.csv(language="ar"))

    assert main(["check", "export.csv", "--language", "ar"]) == 0
    assert "KoBoToolbox" in capsys.readouterr().out
    assert main(["convert", "export.csv", "people.json"]) == 0
    assert tipmodel.read("people.json", Participant)[0].id == "p-1"
    for wrong, status in (
        (["participants.xlsx"], 2),  # it is there
        (["shoes.xlsx"], 2),
        (["participants.csv"], 2),
        (["speakers.xlsx", "--language", "xx"], 2),
        (["speakers.xlsx", "--fields", "shoes"], 1),
    ):
        assert main(["form", *wrong]) == status
    assert not pathlib.Path("speakers.xlsx").exists()


@pytest.mark.parametrize(
    "heads",
    [
        ("group_a/full_name", "group_a/gender", "group_b/mobile", "b/governorate"),
        ("البيانات/الاسم الكامل", "البيانات/الجنس", "العمل/رقم الموبايل", "العمل/المحافظة"),
    ],
)
def test_the_form_of_an_office_is_read_by_its_own_words(tmp_path, heads):
    """Forms made elsewhere are read by their labels."""
    text = ",".join([*heads, "a/nationality", "_uuid"])
    data = f"{text}\nAli Hadi,male,+9647701234567,Basra,Iraqi,aa-1\n".encode()
    notices = []

    (person,) = _read(tmp_path, "s.csv", data, Participant, notice=notices.append)

    assert ("Ali Hadi", tipmodel.Sex.MALE) == (next(iter(person.name.values())), person.sex)
    assert ("+9647701234567", tipmodel.Governorate.BASRA) == (
        person.phone,
        person.place.governorate,
    )
    assert "sheet.column_never" in [each.code for each in notices]
    assert "sheet.column_ignored" not in [each.code for each in notices]


# Other versions of a form, other tools, other hands ----------------------------------------------


def _added(rows, heading, cells):
    return [[*row, cell] for row, cell in zip(rows, (heading, *cells), strict=True)]


def _told(tmp, rows, cls=Participant):
    notices = []
    records = _csv_of(tmp, rows, cls, notice=notices.append)
    return records, {issue.code for issue in notices} - {_SERVER, *_USUAL}


def test_a_device_has_names_that_our_questions_have_not(tmp_path):
    """Names of the device are not read as questions."""
    stamps = {"start": "2026-03-04T11:00:00.000+03:00", "end": "2026-03-04T11:05:00.000+03:00"}
    for record in (
        _training(),
        tipmodel.Session(day=1),
        tipmodel.structure({"start": "2026-03-01T09:00:00+03:00"}, tipmodel.Session),
    ):
        cls = type(record)
        form = filled(
            cls, [record], fields=("title", "start", "day")[: 1 if cls is Training else 3]
        )
        rows = form.tables()[""]
        for name, stamp in stamps.items():
            rows = _added(rows, name, [stamp])
        assert _csv_of(tmp_path, rows, cls)[0] == record
        data = json.loads(form.json())
        data["results"][0] |= stamps
        if cls is Training:
            assert _read(tmp_path, "a.json", json.dumps(data).encode(), cls) == [record]


def test_a_question_with_the_name_of_a_device_is_not_guessed(tmp_path):
    """ "start" in a form made elsewhere is refused as ambiguous."""
    rows = [["title", "start", "_uuid"], ["جلسة", "2026-03-04T11:00:00.000+03:00", "u-1"]]
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), tipmodel.Session)
    assert (issue.code, issue.heading) == ("sheet.heading_ambiguous", "start")

    (session,) = _csv_of(tmp_path, rows, tipmodel.Session, headings={"start": "start"})
    assert session.start
    rows[1][1] = "2026-03-04T11:00:07.512+03:00"  # nobody types that
    for rows[0][1] in ("start", "about/start"):
        (session,) = _csv_of(tmp_path, rows, tipmodel.Session, notice=str)
        assert session.start is None
    rows[0][1] = "start"
    rows[1][1] = "2026-03-04"  # no device writes this
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Training)
    assert (issue.code, issue.heading) == ("sheet.heading_ambiguous", "start")


def test_a_question_that_moved_between_versions_is_one(tmp_path):
    """A question that moved between versions is one question."""
    people = [_person(email=f"{name}@example.org") for name in "ab"]
    people[1] = people[1].evolve(id="p-2")
    rows = filled(Participant, people, fields=PEOPLE).tables(groups="/")[""]
    at = rows[0].index("agreed/email")

    for heading in ("agreed/email", "old/email"):
        records, told = _told(tmp_path, _added(rows, heading, ["", ""]))
        assert (_same(records, people), told) == (True, {"sheet.columns_joined"})
    moved = _added(rows, "old/email", [rows[1][at], ""])
    moved[1][at] = ""
    records, told = _told(tmp_path, moved)
    assert (_same(records, people), told) == (True, {"sheet.columns_joined"})

    both = _added(rows, "old/email", ["c@example.org", ""])
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(both), Participant)
    assert (issue.code, issue.row) == ("cell.contradictory", 2)


def test_versions_in_json_are_one(tmp_path):
    """Versions of a form are combined in JSON too."""
    people = [_person(email="a@example.org"), _person(email="b@example.org").evolve(id="p-2")]
    data = json.loads(filled(Participant, people, fields=PEOPLE).json())
    first = data["results"][0]
    data["results"][0] = {key.rpartition("/")[2]: value for key, value in first.items()}

    assert _same(_read(tmp_path, "a.json", json.dumps(data).encode(), Participant), people)


@pytest.mark.parametrize("language", [None, "ar", "en"])
def test_the_part_of_iraq_is_not_lost(tmp_path, language):
    """A part of Iraq must fit its governorate."""
    person = _person(place=tipmodel.Place(governorate=tipmodel.Governorate.ERBIL))
    rows = filled(Participant, [person], fields=("name", "place.governorate")).tables(language)[""]
    heads = {None: ("place_governorate_part", "place_governorate")}.get(language) or (
        {"ar": "إقليم كوردستان أو العراق الاتحادي", "en": "Kurdistan Region or federal Iraq"}[language],
        next(h for h in rows[0] if h.endswith({"ar": "المحافظة", "en": "Governorate"}[language])),
    )  # fmt: skip
    part, governorate = (next(n for n, h in enumerate(rows[0]) if h.endswith(e)) for e in heads)
    own, other = {
        None: ("kurdistan_region", "federal"),
        "ar": ("إقليم كوردستان", "العراق الاتحادي"),
        "en": ("Kurdistan Region", "Federal Iraq"),
    }[language]

    rows[1][part] = own
    assert _same(_csv_of(tmp_path, rows), [person])
    for cell, code in ((other, "cell.contradictory"), ("atlantis", "cell.contradictory")):
        rows[1][part] = cell
        (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)
        assert (issue.code, issue.row, issue.column) == (code, 2, governorate + 1)
    rows[1][part], rows[1][governorate] = own, ""
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)
    assert (issue.code, issue.row, issue.column) == ("key.missing", 2, governorate + 1)
    alone = [[cell for at, cell in enumerate(row) if at != governorate] for row in rows]
    (issue,) = _refusal(tmp_path, "a.csv", exporting.as_csv(alone), Participant)
    assert (issue.code, issue.heading) == ("sheet.column_unread", rows[0][part])


def test_parts_that_did_not_come_along_are_told(tmp_path):
    """Announced parts that the file lacks are reported."""
    training = _training(participants=(_person(),))
    tables = filled(Training, [training], fields=TRAININGS).tables()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("form.csv", exporting.as_csv(tables[""]))
    notices = []
    (read,) = _read(tmp_path, "a.zip", stream.getvalue(), Training, notice=notices.append)
    (told,) = [issue for issue in notices if issue.code == "sheet.parts_absent"]

    assert not read.participants
    assert "Participants" in told.text("en")


def test_a_participant_without_consent_did_come_along(tmp_path):
    """A part without consent does not count as missing."""
    training = _training(participants=(_person(),))
    data = filled(Training, [training], fields=TRAININGS, consent="no").json()
    notices = []
    (read,) = _read(tmp_path, "a.json", data, Training, notice=notices.append)

    assert not read.participants
    assert {issue.code for issue in notices} == {_SERVER, "sheet.without_consent"}


@pytest.mark.parametrize("select", ["details", "both"])
def test_a_choice_that_we_do_not_have_is_no_field(tmp_path, select):
    """ "Populations/Men" is a choice that an office added, and not how many men there were."""
    training = _training(populations=(tipmodel.Population(code="refugees"),))
    form = filled(Training, [training], fields=("title", "populations", "headcount"))
    rows = _added(form.tables("en", select=select)[""], "Populations of concern/Male", ["1"])
    (read,) = _csv_of(tmp_path, rows, Training, notice=str)

    assert read.headcount is None
    with pytest.raises(tipmodel.InvalidDataError):
        _csv_of(tmp_path, rows, Training)


def test_what_stands_before_a_label_may_be_no_group(tmp_path):
    """Text before a label is not always a group."""
    rows = filled(Participant, [_person()], fields=PEOPLE).tables("en")[""]
    for heading in ("Guardian: Job title (English)", "Job title (English) - of the guardian"):
        (issue,) = _refusal(
            tmp_path, "a.csv", exporting.as_csv(_added(rows, heading, ["x"])), Participant
        )
        assert (issue.code, issue.heading) == ("sheet.column_unread", heading)


def test_a_question_for_consent_that_is_not_found_is_not_taken_for_yes(tmp_path):
    """Consent is not assumed if its question is not found."""
    people = [_person(), _person().evolve(id="p-2")]
    rows = filled(Participant, people, fields=PEOPLE).tables("en")[""]
    (asked,) = [n for n, head in enumerate(rows[0]) if head.startswith("I agree")]
    rows[0][asked] = "May we keep this?"
    assert _same(_told(tmp_path, rows)[0], people)

    for at, head in enumerate(rows[0]):
        if "consent_" in head:
            rows[2][at] = ""
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        _csv_of(tmp_path, rows, notice=str)
    assert [(issue.code, issue.row) for issue in caught.value.issues] == [("key.missing", 3)]


@pytest.mark.parametrize("language", [None, "ar"])
def test_words_for_nothing_are_no_choice(tmp_path, language):
    """Words for "nothing" are not choices."""
    training = _training(kind=tipmodel.TrainingKind(code="workshop"), methods=())
    form = filled(Training, [training], fields=("title", "kind", "methods"))
    rows = form.tables(language, select="both")[""]
    rows[1] = [cell or "n/a" for cell in rows[1]]

    assert _told(tmp_path, rows, Training)[0] == [training]


def test_answers_in_json_are_counted_as_they_stand(tmp_path):
    """Pointers count all answers in JSON."""
    people = [_person().evolve(id=f"p-{n}", email="a@example.org") for n in range(3)]
    data = json.loads(filled(Participant, people, fields=PEOPLE).json())
    data["results"][0]["consent_given"] = "no"
    data["results"][1].pop("consent_given")
    data["results"][2]["agreed/email"] = "@"
    notices = []
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        _read(tmp_path, "a.json", json.dumps(data).encode(), Participant, notice=notices.append)

    assert {issue.pointer for issue in caught.value.issues} == {"/1/consent", "/2/email"}
    (names,) = [issue.params["names"] for issue in notices if issue.code == _SERVER]
    assert names == "__version__, _id, _uuid"


def test_a_part_in_json_is_counted_in_its_own_answer(tmp_path):
    """Pointers count parts within their answer."""
    people = tuple(_person().evolve(id=f"p-{n}", email="a@example.org") for n in range(2))
    trainings = [_training(participants=people), _training(participants=people).evolve(id="t-2")]
    form = filled(Training, trainings, fields=("title", "participants.name", "participants.email"))
    data = json.loads(form.json())
    part = data["results"][1]["participants"][1]
    (key,) = [key for key in part if key.endswith("email")]
    part[key] = "@"
    (issue,) = _refusal(tmp_path, "a.json", json.dumps(data).encode(), Training)

    assert issue.pointer == "/1/participants/1/email"


@pytest.mark.parametrize("groups", ["/", "", "-", ": "])
def test_a_form_is_known_by_its_own_labels(tmp_path, groups):
    """A form is recognised by its labels."""
    person = _person(rank=tipmodel.Rank(names=tipmodel.LocalizedText(ar="رتبة أخرى")))
    how = {"language": "ar", "groups": groups}
    rows = [row[:-4] for row in filled(Participant, [person], fields=PEOPLE).tables(**how)[""]]

    assert _same(_csv_of(tmp_path, rows, notice=str), [person])


def test_the_class_is_known_by_all_questions_of_a_form(tmp_path):
    """All questions of a form determine the class."""
    form = filled(Training, [_training()], fields=TRAININGS)

    assert _read(tmp_path, "a.json", form.json(), None) == [_training()]


def test_answers_that_were_rejected_are_told(tmp_path):
    """Rejected answers are reported."""
    people = [_person(), _person().evolve(id="p-2")]
    form = filled(Participant, people, fields=PEOPLE)
    for name, cells in (
        ("_validation_status", ["validation_status_approved", "validation_status_not_approved"]),
        ("_validation_status", ["Approved", "Not Approved"]),
        ("ReviewState", ["hasIssues", "rejected"]),
    ):
        rows = _added(form.tables(central=name == "ReviewState")[""], name, cells)
        notices = []
        records = _csv_of(tmp_path, rows, notice=notices.append)
        told = [each.params["count"] for each in notices if each.code == "sheet.rejected_read"]
        assert (_same(records, people), told) == (True, [1])

    data = json.loads(form.json())
    data["results"][0]["_validation_status"] = {"uid": "validation_status_not_approved"}
    notices = []
    _read(tmp_path, "a.json", json.dumps(data).encode(), Participant, notice=notices.append)
    assert "sheet.rejected_read" in {issue.code for issue in notices}


def test_no_question_numbers_rows(tmp_path):
    """ "No." in an export is not a counter."""
    rows = filled(tipmodel.Session, [tipmodel.Session(day=1)], fields=("day",)).tables()[""]
    (issue,) = _refusal(
        tmp_path, "a.csv", exporting.as_csv(_added(rows, "number *", ["7"])), tipmodel.Session
    )
    assert (issue.code, issue.heading) == ("sheet.column_unread", "number *")


def test_columns_of_the_server_are_named_once(tmp_path):
    """The columns of the server are named once."""
    form = filled(Training, [_training(participants=(_person(),))], fields=TRAININGS)
    notices = []
    _read(tmp_path, "a.xlsx", form.xlsx(), Training, notice=notices.append)
    (names,) = [issue.params["names"] for issue in notices if issue.code == _SERVER]

    assert names == "_id, _index, _parent_index, _parent_table_name, _submission_time, _uuid"


def test_repeated_parts_side_by_side_are_no_fields_of_the_whole(tmp_path):
    """Repeated parts side by side are not read as fields of the whole."""
    rows = filled(Training, [_training()], fields=("title",)).tables()[""]
    for cls, heading in ((Training, "sessions[1]/title_ar"), (Participant, "participants[1]/name")):
        beside = _added([[*row] for row in rows], heading, ["ج"])
        issues = _refusal(tmp_path, "a.csv", exporting.as_csv(beside), cls)
        assert heading in {issue.heading for issue in issues}


@pytest.mark.parametrize(
    ("cell", "start", "code"),
    [
        ("2015-05-04T09:00:00.123+03:00", "2015-05-04T09:00:00+03:00", None),
        ("2015-05-04 09:00", "2015-05-04T09:00:00+03:00", "cell.zone_assumed"),
        ("2015-05-04T09:00:00.5", "2015-05-04T09:00:00+03:00", "cell.zone_assumed"),
        ("2015-13-04T09:00", None, "time.not_a_time"),
        ("nonsense", None, "time.not_a_time"),
    ],
)
def test_servers_write_times_in_their_own_ways(tmp_path, cell, start, code):
    """Times of servers are read without fractions of a second."""
    moment = tipmodel.PartialTime.parse("2015-05-04T09:00:00+03:00")
    training = _training(sessions=(tipmodel.Session(start=moment),))
    tables = filled(Training, [training], fields=TRAININGS).tables(central=True)
    inner = tables["sessions"]
    inner[1][inner[0].index("session_start")] = cell
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("form.csv", exporting.as_csv(tables[""]))
        archive.writestr("form-sessions.csv", exporting.as_csv(inner))
    notices = []
    if start:
        (read,) = _read(tmp_path, "a.zip", stream.getvalue(), Training, notice=notices.append)
        assert [start] == [str(each.start) for each in read.sessions]
        assert {issue.code for issue in notices} - {"sheet.server_columns"} == {code} - {None}
    else:
        (issue,) = _refusal(tmp_path, "a.zip", stream.getvalue(), Training)
        assert (code, 2, "session_start") == (issue.code, issue.row, issue.heading)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("lecture;role_play", ["lecture", "role_play"]),
        ("lecture shoes", "term.unknown"),
    ],
)
def test_codes_of_choices(cell, codes):
    """Codes of choices are split; an unknown one is reported."""
    kind = Chosen(Terms(tipmodel.Method), several=Several(Terms(tipmodel.Method)))
    read = kind.meant(cell, None)[0]
    if isinstance(codes, list):
        assert read == codes
    else:
        with pytest.raises(tipmodel.InvalidDataError):
            tipmodel.structure({"id": "a", "title": {"en": "x"}, "methods": read})


@pytest.mark.parametrize("text", ["Lecture Shoes", "Lecture " * 200])
def test_labels_of_choices_that_are_none(text):
    """Labels that cannot be separated are refused, quickly."""
    kind = Chosen(Terms(tipmodel.Method), several=Several(Terms(tipmodel.Method)))
    with pytest.raises(tipmodel.InvalidDataError, match="not clear where each of them ends"):
        kind.meant(text, "en")


def test_answers_that_are_no_answers(tmp_path):
    """A document that only resembles answers is read as a document."""
    for text in ('{"_uuid": ', '{"results": [3]}', '[{"_uuid": "a"}, 3]'):
        issues = _refusal(tmp_path, "a.json", text.encode(), Training)
        assert all(issue.text("ar") for issue in issues)


def test_a_second_column_with_a_server_name_is_refused(tmp_path):
    """An answer under a heading such as ``_id`` is refused, unless the column only says it again."""
    rows = filled(Participant, [_person(sex=tipmodel.Sex.FEMALE)], fields=PEOPLE).tables()[""]
    (sex,) = [n for n, heading in enumerate(rows[0]) if heading.endswith("sex")]
    key = rows[0].index("_id")
    rows[0][sex] = "_id"

    [issue] = _refusal(tmp_path, "a.csv", exporting.as_csv(rows), Participant)
    assert (issue.code, issue.location.column) == ("sheet.heading_repeated", key + 1)

    rows[1][sex] = rows[1][key]
    [person] = _read(tmp_path, "a.csv", exporting.as_csv(rows), Participant)
    assert person.sex is None


def test_answers_in_lines_of_json(tmp_path):
    """Answers of which each is a line are read like a list of them; a line that is none is refused."""
    form = filled(Participant, [_person()], fields=PEOPLE)
    answers = json.loads(form.json())["results"]
    lines = "".join(json.dumps(each) + "\n" for each in answers).encode()
    notices = []

    assert _same(_read(tmp_path, "a.ndjson", lines, None, notice=notices.append), [_person()])
    assert _SERVER in {issue.code for issue in notices}
    with pytest.raises(tipmodel.InvalidDataError) as caught:
        _read(tmp_path, "a.ndjson", lines + b'{"id": "1", "nam', Participant)
    assert 2 in {issue.row for issue in caught.value.issues}


def test_the_number_of_repeats_is_no_headcount(tmp_path):
    """What a server counts is of the server, not the number that took part."""
    rows = filled(Training, [_training()], fields=("title",)).tables()[""]
    counted = _added(rows, "participants_count", ["3"])
    (training,) = _read(
        tmp_path, "a.csv", exporting.as_csv(counted), Training, notice=lambda _: None
    )

    assert training.headcount is None
