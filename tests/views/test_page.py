"""A page shows the public card and needs no other file."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings

import tipmodel
from samples import full
from tipmodel import Headcount, LocalizedText, Participant, Place, Speaker, Training
from tipmodel.cli import main
from tipmodel.i18n import languages
from tipmodel.model import MODEL
from tipmodel.strategies import records
from tipmodel.views.cards import card_of
from tipmodel.views.page import notebook, page

MARK = "Zyxwv"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=https://evil.example/x onerror=alert(1)>',
    "</title></style><script src=//evil.example></script>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} &lt;b&gt;",
]
VOID = {"meta", "rect", "br", "img", "link"}


class Checked(HTMLParser):
    """Reads a page as browsers do, and keeps its elements and its text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def said(self):
        return " ".join(" ".join(self.text).split())


def bare(text):
    return " ".join(re.sub("[\u2066-\u2069]", "", text).split())


@settings(suppress_health_check=list(HealthCheck))
@given(records(Training))
@example(
    Training(
        id="one",
        title=LocalizedText(ar="دورة"),
        headcount=Headcount(unit=LocalizedText(ar="كادر")),
    )
)
def test_a_page_says_what_the_card_says(training):
    """The page contains the whole public card."""
    made = Checked(page(training, ["ar", "en"]))

    assert [] == made.open
    said = made.said().replace(" ", "")
    for language in ("ar", "en"):
        for entry in card_of(tipmodel.public_view(training), language).entries:
            for text in (entry.label, *entry.values):
                assert bare(text).replace(" ", "") in said


def test_a_page_fetches_and_runs_nothing():
    """It can be mailed and opened offline: no script, no style, font or picture from elsewhere."""
    made = Checked(page(tipmodel.example()))

    assert {"script", "link", "img", "iframe", "object", "form"} & {
        tag for tag, _ in made.tags
    } == set()
    for tag, attributes in made.tags:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        assert tag == "a" or "href" not in attributes
    assert "url(" not in page(tipmodel.example())
    assert "@import" not in page(tipmodel.example())


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_others_is_text(text):
    """Text in a record is escaped."""
    words = LocalizedText(en=text, ar=text)
    training = Training(
        id="a",
        title=words,
        objectives=(words,),
        places=(Place(city=words, as_written=text),),
        speakers=(Speaker(name=words, job_title=words),),
    )
    usual = Checked(page(training.evolve(**dict.fromkeys(("title",), LocalizedText(en="x")))))
    made = Checked(page(training))

    assert [tag for tag, _ in usual.tags if tag != "a"] == [
        tag for tag, _ in made.tags if tag != "a"
    ]
    links = [attributes["href"] for tag, attributes in made.tags if tag == "a"]
    assert all(link.startswith(("#", "https://")) for link in links)
    for shown in (page(training), notebook(training)):
        assert html.escape(text) in re.sub("</?a[^>]*>", "", shown)


def test_what_must_not_be_published_is_not_on_it():
    """Nothing that must not be published is on a page."""
    text = LocalizedText(en=MARK, ar=MARK)
    person = Participant(id=MARK, name=text, email=f"{MARK}@example.org", extra={"a:b": MARK})
    speaker = Speaker(name=text, may_be_published=False, description=LocalizedText(en="expert"))
    training = Training(
        id="a",
        title=LocalizedText(en="x"),
        participants=(person,),
        speakers=(speaker,),
        extra={"a:b": MARK},
    )

    assert MARK not in page(training)
    assert MARK not in page([training, training.evolve(id="b")])
    assert MARK not in notebook(training)
    assert person._repr_html_() is None


def test_languages_have_their_direction():
    """Each part says its language and runs as that language does."""
    made = Checked(page(tipmodel.example(), ["ar", "en", "ckb"]))

    there = {
        a["id"]: (a["lang"], a["dir"]) for tag, a in made.tags if tag == "section" and "id" in a
    }
    assert there == {
        "in-ar": ("ar", "rtl"),
        "in-en": ("en", "ltr"),
        "in-ckb": ("ckb", "rtl"),
    }
    assert ("html", {"lang": "ar", "dir": "rtl"}) in made.tags


def test_several_trainings_have_a_summary():
    """Numbers that are not exact, or not stated, are not taken for exact ones."""
    first = tipmodel.example()
    second = Training(
        id="b", title=LocalizedText(en="x"), places=(Place(governorate=tipmodel.Governorate.ERBIL),)
    )
    made = Checked(page([first, second], "en")).said()

    assert "at least 32 participants, in 2 trainings (no number stated for 1 training)" in bare(
        made
    )
    assert "Erbil: 1" in made


def test_on_the_command_line(tmp_path, capsys):
    """One command makes the page, writes over nothing unasked, and says what is missing."""
    record, out = tmp_path / "a.json", tmp_path / "page.html"
    record.write_bytes(tipmodel.dumps(tipmodel.example()))

    assert 0 == main(["page", str(record), "-o", str(out)])
    assert out.read_text("utf-8") == page(tipmodel.example())
    assert 2 == main(["page", str(record), "-o", str(out)])
    assert 2 == main(["page", str(record), "-o", str(record), "--force"])
    assert 2 == main(["page", str(record), "-o", str(tmp_path / "b.html"), "--languages", "xx"])
    assert 2 == main(["page", str(tmp_path / "none.json"), "-o", str(tmp_path / "b.html")])
    assert "none.json" in capsys.readouterr().err


@pytest.mark.parametrize("cls", MODEL, ids=lambda cls: cls.__name__)
def test_tools_show_what_repr_shows(cls):
    """IPython and rich hide what `repr` hides."""
    from hypothesis.vendor.pretty import pretty

    record = full(cls)
    rich = dict(record.__rich_repr__())

    assert repr(record) == f"{cls.__name__}({', '.join(f'{k}={v!r}' for k, v in rich.items())})"
    assert re.sub(r"\s", "", pretty(record)).count("<personal>") == repr(record).count("<personal>")


@pytest.mark.parametrize("cls", MODEL, ids=lambda cls: cls.__name__)
def test_help_explains_every_field(cls):
    """`help(Training)` says what each field means."""
    for field in tipmodel.core.fields.fields(cls):
        assert f"{field.name}: {field.label.english}. {field.help.english}" in cls.__doc__


def test_an_issue_can_be_read():
    """The repr of an issue says what is wrong and where, with no invisible character."""
    (issue,) = tipmodel.validate({"total": 32, "female": 40}, tipmodel.Headcount)

    assert repr(issue) == (
        "<error headcount.part_exceeds_total at '/female': The number in “Female participants” "
        "(40) is larger than the total (32); check both.>"
    )


@pytest.mark.parametrize("language", languages())
def test_a_notebook_shows_the_card(language):
    """A notebook shows the record in the reader's language, with its direction."""
    with tipmodel.use_language(language):
        shown = tipmodel.example()._repr_html_()

    assert f'lang="{language}"' in shown
    assert tipmodel.label(Training, "headcount", language=language) in shown


@pytest.mark.parametrize(
    ("second", "said"),
    [(Headcount(total=8), "40 participants"), (None, "at least 32 participants"),
     (Headcount(total=tipmodel.Count(value=8, precision=tipmodel.Precision.ABOUT)), "32 participants, plus about 8 participants")],
    ids=["exact", "not stated", "about"],
)  # fmt: skip
def test_how_many_there_were_in_all(second, said):
    """A sum is exact only where every number is."""
    one = Training(id="a", title=LocalizedText(en="A"), headcount=Headcount(total=32))
    other = Training(id="b", title=LocalizedText(en="B"), headcount=second)

    assert said in bare(Checked(page([one, other], "en")).said())


def test_a_page_does_not_say_that_what_was_cancelled_was_held():
    """A training has its place on the map whatever became of it, and nobody has taken part in it yet."""
    held = tipmodel.Place(governorate=tipmodel.Governorate.ERBIL)
    stated = {"places": (held,), "headcount": Headcount(total=30)}
    several = [
        Training(id=status.value, title=LocalizedText(en="T"), status=status, **stated)
        for status in (tipmodel.Status.CANCELLED, tipmodel.Status.PLANNED)
    ]
    said = bare(Checked(page(several, "en")).said())

    assert "60 participants" not in said
    assert "Erbil: 2" in said
    assert "Held" not in bare(Checked(page(several[0], "en")).said())


def test_places_of_occurrences_are_on_the_map():
    """A training that was held twice has its places in its occurrences."""
    erbil = tipmodel.Place(governorate=tipmodel.Governorate.ERBIL)
    training = Training(
        id="a", title=LocalizedText(en="T"), occurrences=(tipmodel.Occurrence(places=(erbil,)),)
    )

    assert "Erbil: Place of the training" in bare(Checked(page(training, "en")).said())


def card_with(**stated):
    return Training(id="a", title=LocalizedText(en="T", ar="ت"), **stated)


@pytest.mark.parametrize(
    ("headcount", "is_short"),
    [
        (Headcount(total=32, female=3, male=29), True),
        (Headcount(total=40, female=20, male=20), False),
        (Headcount(total=32), False),
        (None, False),
    ],
)
@pytest.mark.parametrize("inside", [False, True], ids=["whole", "occurrence"])
def test_a_page_says_that_numbers_are_held_back(headcount, is_short, inside):
    """A page says so if parts of a total were held back."""
    record = card_with(headcount=headcount)
    if inside and headcount:
        record = card_with(occurrences=(tipmodel.Occurrence(headcount=headcount),))
    for language, words in (("en", "Some numbers are left out"), ("ar", "لم تُعرض هنا بعض الأعداد")):
        assert is_short == (words in Checked(page(record, language)).said())


def test_a_small_result_is_held_back_and_said_to_be():
    """A result of three of twenty people is too small to publish."""
    outcome = tipmodel.Outcome(kind=tipmodel.OutcomeKind(code="post_test"), result=3, base=20)

    assert "Some numbers are left out" in Checked(page(card_with(outcomes=(outcome,)), "en")).said()


def test_the_map_does_not_say_more_than_the_record():
    """A city is not guessed into a governorate; that it is not on the map is said."""
    erbil = tipmodel.Governorate.ERBIL
    city = Place(city=LocalizedText(en="Mosul"))
    represented = tipmodel.Representation(places=(Place(governorate=erbil),))
    said = bare(Checked(page(card_with(places=(city,), represented=represented), "en")).said())

    assert "Ninewa: Not stated as a governorate" in said
    assert "Not on the map, because their governorate is not stated: Mosul" in said
    several = [card_with(places=(Place(governorate=erbil),)), card_with(places=(city,))]
    said = bare(Checked(page(several, "en")).said())
    assert "because they state no governorate: 1 training." in said


def test_groups_of_participants_are_on_the_map():
    """Where a group came from is where participants came from."""
    group = tipmodel.GroupCount(governorate=tipmodel.Governorate.BASRA, count=20)
    record = card_with(headcount=Headcount(total=40, groups=(group,)))

    assert "Al-Basrah: Participants came from here" in bare(Checked(page(record, "en")).said())


def test_a_governorate_of_a_part_of_a_group_is_on_the_map():
    """A group may state no governorate while its parts do."""
    parts = tuple(
        tipmodel.GroupCount(governorate=each, count=20)
        for each in (tipmodel.Governorate.ERBIL, tipmodel.Governorate.BASRA)
    )
    group = tipmodel.GroupCount(name=LocalizedText(en="judges"), count=40, parts=parts)
    made = page(card_with(headcount=tipmodel.Headcount(total=40, groups=(group,))), "en")

    assert "Basra" in made
