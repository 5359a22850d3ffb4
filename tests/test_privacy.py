"""A public view shows nobody who must not be shown, and no small group."""

import attrs
import pytest

import tipmodel
from samples import full
from tipmodel import (
    Count,
    GroupCount,
    Headcount,
    LocalizedText,
    Organization,
    Participant,
    Place,
    Precision,
    Sex,
    Speaker,
    Training,
    extend,
)
from tipmodel.core.fields import fields
from tipmodel.core.metadata import PUBLIC, sensitivity
from tipmodel.model import MODEL

MARK = "Zyxwv"


def training(**parts):
    return Training(id="a", title=LocalizedText(en="x"), **parts)


@pytest.mark.parametrize("cls", MODEL)
def test_nothing_but_public_fields_is_published(cls):
    """No internal or personal field is in a public view."""
    record = full(cls)
    if all(sensitivity(cls, field) is not PUBLIC for field in fields(cls)):
        with pytest.raises(ValueError, match="may be published"):
            tipmodel.public_view(record)
        return

    view = tipmodel.public_view(record)
    for field in fields(cls):
        if sensitivity(cls, field) is not PUBLIC:
            assert getattr(view, field.name) in (None, (), {})
    assert view == tipmodel.loads(tipmodel.dumps(view), cls)
    assert view == tipmodel.public_view(view)


def test_marked_people_are_found_nowhere():
    """No text about a participant comes out in a repr, an error, a card or a public view."""
    text = LocalizedText(en=MARK)
    person = Participant(
        id=MARK,
        name=text,
        honorific=text,
        job_title=text,
        affiliation=Organization(name=text),
        place=Place(city=text, as_written=MARK),
        email=f"{MARK}@example.org",
        consent=tipmodel.Consent(purpose=text),
        extra={"acme:note": MARK},
    )
    record = training(
        participants=(person,),
        outcomes=(tipmodel.Outcome(kind=tipmodel.OutcomeKind(code="quote"), by=MARK),),
        extra={"acme:note": MARK},
    )

    view = tipmodel.public_view(record)
    data = tipmodel.unstructure(record)
    data["participants"].append(data["participants"][0] | {"email": MARK, "phone": MARK})
    said = [repr(person), repr(record), repr(view), tipmodel.dumps(view).decode()]
    for language in tipmodel.languages():
        said += [tipmodel.describe(person, language), tipmodel.describe(record, language)]
        for issue in tipmodel.validate(data):
            said += [issue.text(language), repr(issue), str(issue)]

    assert [] == [text for text in said if MARK in text]


class TestSpeakers:
    def test_one_who_may_not_be_published_stays_unnamed(self):
        """Nothing in a view leads to a name that must not appear."""
        hidden = Speaker(
            id="hidden",
            name=LocalizedText(en=MARK),
            job_title=LocalizedText(en=MARK),
            affiliation=Organization(name=LocalizedText(en="Ministry")),
            may_be_published=False,
        )
        record = training(
            speakers=(hidden, Speaker(id="open", name=LocalizedText(en="Open"))),
            sessions=(tipmodel.Session(speakers=("hidden", "open")),),
            notes=(
                tipmodel.Note(kind=tipmodel.NoteKind.CONTEXT, about="/speakers/0"),
                tipmodel.Note(kind=tipmodel.NoteKind.CONTEXT, about="/speakers/1"),
            ),
        )

        view = tipmodel.public_view(record)
        assert MARK not in tipmodel.dumps(view).decode()
        assert b"hidden" not in tipmodel.dumps(view)
        assert "Ministry" == view.speakers[0].affiliation.name["en"]
        assert ("open",) == view.sessions[0].speakers
        assert ("/speakers/1",) == tuple(note.about for note in view.notes)

    def test_of_one_who_may_not_be_published_only_the_part_played_is_told(self):
        """Rank, sex, post and form of address could tell who it is, so no view has them."""
        hidden = full(Speaker).evolve(may_be_published=False)

        (shown,) = tipmodel.public_view(training(speakers=(hidden,))).speakers
        told = {
            field.name for field in fields(Speaker) if getattr(shown, field.name) != field.default
        }
        assert {"role", "description", "affiliation", "count"} == told

    def test_one_of_whom_nothing_else_is_known_is_left_out(self):
        """A person of whom only the name is known is left out."""
        hidden = Speaker(name=LocalizedText(en=MARK), may_be_published=False)

        assert () == tipmodel.public_view(training(speakers=(hidden,))).speakers

    def test_a_pseudonym_is_published_as_one(self):
        """Readers are told that a name is not the real one."""
        speaker = Speaker(name=LocalizedText(en="Layla"), pseudonym=True)

        (shown,) = tipmodel.public_view(training(speakers=(speaker,))).speakers
        assert shown.pseudonym is True


def headcount(**parts):
    return tipmodel.public_view(training(headcount=Headcount(**parts))).headcount


class TestSmallGroups:
    @pytest.mark.parametrize(
        "parts",
        [
            {"total": 32, "female": 3},
            {"total": 32, "male": 29},
            {"total": 32, "female": 12, "male": 12},
            {"total": 32, "female": Count(percent=10)},
            {"total": 40, "female": Count(value=5, precision=Precision.ABOUT)},
            {"total": 32, "groups": (GroupCount(country="LB", count=31),)},
            {
                "total": 100,
                "female": 50,
                "groups": (
                    GroupCount(
                        country="IQ", count=50, parts=(GroupCount(sex=Sex.FEMALE, count=45),)
                    ),
                ),
            },
        ],
    )
    def test_a_breakdown_with_a_small_group_is_left_out_whole(self, parts):
        """Subtracting the published groups from the total reveals no small group."""
        assert Headcount(total=parts["total"]) == headcount(**parts)

    @pytest.mark.parametrize(
        "parts",
        [
            {"total": 3},
            {"total": 32, "female": 16, "male": 16},
            {"total": 32, "female": 0, "male": 32},
            {"total": 60, "female": Count(value=0, precision=Precision.MORE_THAN)},
        ],
    )
    def test_large_groups_and_empty_ones_are_shown(self, parts):
        """Large and empty groups are published."""
        assert Headcount(**parts) == headcount(**parts)

    def test_without_a_total_nothing_is_left(self):
        """Without a total, a withheld headcount disappears."""
        assert headcount(female=3) is None

    def test_k_is_the_publishers_choice(self):
        """The threshold can be changed."""
        record = training(headcount=Headcount(total=32, female=3, male=29))

        assert record == tipmodel.public_view(record, k=3)


ROSTER = [
    Participant(id=str(number), sex=sex, place=Place(governorate=governorate))
    for number, (sex, governorate) in enumerate(
        [
            (Sex.FEMALE, tipmodel.Governorate.ERBIL),
            (Sex.MALE, tipmodel.Governorate.ERBIL),
            (Sex.FEMALE, tipmodel.Governorate.NINEWA),
        ]
    )
]


class TestTally:
    def test_women_and_men_by_governorate(self):
        """A list of participants is counted by sex and governorate."""
        counted = tipmodel.tally(ROSTER, by=("sex", "governorate"))

        assert (3, 2, 1) == (counted.total, counted.female, counted.male)
        assert [("erbil", 2), ("ninewa", 1)] == [
            (group.governorate.value, group.count) for group in counted.groups
        ]
        assert [1, 1] == [part.count for part in counted.groups[0].parts]

    def test_what_is_not_stated_is_not_counted_as_something(self):
        """One person whose sex is not stated makes the numbers lower limits."""
        counted = tipmodel.tally([*ROSTER, Participant(id="x")], by=("sex", "governorate"))

        assert Count(value=2, precision=Precision.AT_LEAST) == counted.female
        assert 4 == counted.total
        assert 3 == sum(group.count for group in counted.groups)

    def test_nothing_stated_nothing_counted(self):
        """Without stated sexes, women and men are not counted."""
        assert Headcount(total=1) == tipmodel.tally([Participant(id="x")])

    def test_an_unknown_dimension_is_refused(self):
        """An unknown dimension is refused."""
        with pytest.raises(ValueError, match="rank"):
            tipmodel.tally(ROSTER, by=("rank",))

    def test_organizations_with_data_of_other_tools_are_told_apart_too(self):
        """Extra data do not get in the way of counting."""
        body = Organization(name=LocalizedText(en="x"), extra={"acme:a": 1})
        people = [attrs.evolve(person, affiliation=body) for person in ROSTER]

        assert [3] == [g.count for g in tipmodel.tally(people, by=("organization",)).groups]


@pytest.mark.parametrize("language", tipmodel.languages())
def test_the_inventory_names_every_personal_field(language):
    """The inventory names every personal field."""
    inventory = tipmodel.personal_data_inventory(language)

    listed = {(entry.cls.__name__, entry.field) for entry in inventory}
    assert {("Participant", field.name) for field in fields(Participant)} <= listed
    assert ("Speaker", "name") in listed
    assert ("Training", "participants") in listed
    assert ("Training", "title") not in listed
    assert all(entry.label for entry in inventory)


def test_there_is_no_place_for_the_data_of_victims_or_cases():
    """No field is for a victim, a perpetrator or a case."""
    names = {field.name for cls in MODEL for field in fields(cls)}

    assert not {
        name for name in names if name.startswith(("vic", "per_", "cas_", "victim", "case"))
    }


class TestContacts:
    CALL = tipmodel.structure(
        {
            "id": "a",
            "title": {"en": "x"},
            "contacts": [
                {"name": {"en": "Shown"}, "email": "shown@example.org", "may_be_published": True},
                {"name": {"en": "Hidden"}, "phone": "+964 750 000 0000", "url": "https://example.org/a"},
                {"email": "hidden@example.org"},
            ],
        }
    )  # fmt: skip

    def test_a_contact_is_private_unless_published(self):
        """A contact is published only if the organizers publish it."""
        shown, page_alone = tipmodel.public_view(self.CALL).contacts

        assert ("Shown", "shown@example.org") == (shown.name["en"], shown.email)
        assert (None, None, "https://example.org/a") == (
            page_alone.name,
            page_alone.phone,
            page_alone.url,
        )

    @pytest.mark.parametrize(
        "sensitivity", [tipmodel.Sensitivity.PERSONAL, tipmodel.Sensitivity.INTERNAL]
    )
    def test_organizers_publish_no_field_that_a_subclass_adds(self, sensitivity):
        """They said so of a name, an address and a number, and of nothing that came later."""

        @extend.record("Payee")
        class Payee(tipmodel.Contact):
            """Whom to pay."""

            account: str | None = extend.field("Account", "The account.", default=None, sensitivity=sensitivity)  # fmt: skip

        @extend.record("Witness", sensitivity=sensitivity)
        class Witness(tipmodel.Contact):
            """Whom nobody may know."""

        payee = Payee(email="a@example.org", account="Zyxwv", may_be_published=True)
        view = tipmodel.public_view(payee)

        assert (view.email, view.account) == ("a@example.org", None)
        if sensitivity is tipmodel.Sensitivity.PERSONAL:
            assert "Zyxwv" not in tipmodel.describe(payee)
        with pytest.raises(ValueError, match="nothing"):
            tipmodel.public_view(Witness(email="a@example.org", may_be_published=True))

    @pytest.mark.parametrize("language", tipmodel.languages())
    def test_a_card_shows_no_private_contact(self, language):
        """A card shows no private contact."""
        card = tipmodel.describe(self.CALL, language)

        assert "Shown" in card
        assert "shown@example.org" in card
        for private in ("Hidden", "hidden@example.org", "750"):
            assert private not in card
            assert private not in repr(self.CALL)


@pytest.mark.parametrize(
    ("numbers", "is_shown"),
    [
        ({"result": 85, "base": 120}, True),
        ({"result": 3, "base": 120}, False),
        ({"result": 118, "base": 120}, False),
        ({"result": {"percent": 46}, "base": 24}, True),
        ({"result": {"percent": 10}, "base": 24}, False),
        ({"result": {"percent": 46}}, True),
        ({"base": 8}, False),
        ({"result": {"value": 40, "precision": "about"}, "base": 120}, True),
        ({"result": {"value": 9, "precision": "about"}, "base": 120}, False),
        ({"base": {"value": 9, "precision": "about"}}, False),
    ],
)
def test_results_of_few_people_are_not_published(numbers, is_shown):
    """Results of few people are not published."""
    outcome = tipmodel.structure({"kind": "post_test", "score": 50, **numbers}, tipmodel.Outcome)

    view = tipmodel.public_view(outcome)
    assert 50 == view.score
    assert is_shown == (view == outcome)
    assert is_shown or (None, None) == (view.result, view.base)


@pytest.mark.parametrize(
    ("numbers", "is_shown"),
    [
        ({"result": 85}, True),
        ({"result": 120, "base": 120}, True),
        ({"result": 117}, False),
        ({"result": 60, "base": 118}, False),
        ({"result": {"percent": 97}}, False),
        ({"result": {"percent": 46}}, True),
        ({"result": 240}, True),
    ],
)
def test_nor_those_that_leave_few_of_all_participants(numbers, is_shown):
    """The total is always published, so a result of nearly everybody tells of the few others."""
    outcome = {"kind": "certificate", **numbers}
    data = {"id": "a", "title": {"en": "x"}, "headcount": {"total": 120}, "outcomes": [outcome]}
    (shown,) = tipmodel.public_view(tipmodel.structure(data)).outcomes

    assert is_shown == (shown.result is not None)


@pytest.mark.parametrize(
    ("totals", "numbers", "is_shown"),
    [
        ([120], {"result": 117}, False),
        ([120], {"result": 85}, True),
        ([120], {"base": 119}, False),
        ([20], {"result": {"percent": 5}}, False),
        ([60, 60], {"result": 117}, False),
        ([60, 60], {"result": 57}, False),
        ([60, 60], {"result": 85}, True),
        ([60, {"value": 60, "precision": "about"}], {"result": 85}, False),
        ([60, None], {"result": {"percent": 46}}, True),
    ],
)
def test_nor_those_that_leave_few_of_an_occurrence(totals, numbers, is_shown):
    """The numbers of occurrences are published too, one by one, and can be added up."""
    data = {
        "id": "a",
        "title": {"en": "x"},
        "occurrences": [
            {"headcount": {"organizations": 2} if total is None else {"total": total}}
            for total in totals
        ],
        "outcomes": [{"kind": "certificate", **numbers}],
    }
    (shown,) = tipmodel.public_view(tipmodel.structure(data)).outcomes

    assert is_shown == (shown.result is not None or shown.base is not None)


def test_a_note_about_a_part_of_somebody_who_must_not_be_named_is_not_published():
    """The body that a hidden speaker works for is shown, and what is noted of it leads to the speaker."""
    training = tipmodel.structure(
        {
            "id": "a",
            "title": {"en": "x"},
            "speakers": [
                {
                    "name": {"en": "Zyxwv"},
                    "may_be_published": False,
                    "affiliation": {"name": {"en": "o"}},
                }
            ],
            "notes": [
                {"kind": "context", "text": {"en": "y"}, "about": "/speakers/0/affiliation"},
                {"kind": "context", "text": {"en": "z"}},
            ],
        }
    )

    view = tipmodel.public_view(training)

    assert ["o"] == [speaker.affiliation.name["en"] for speaker in view.speakers]
    assert ["z"] == [note.text["en"] for note in view.notes]
