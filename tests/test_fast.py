"""The fast paths and the exact path agree."""

import copy
import json
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

import tipmodel
from samples import full
from tipmodel import (
    Headcount,
    InvalidDataError,
    LocalizedText,
    Participant,
    Place,
    Training,
    extend,
    validate,
)
from tipmodel.codec import fast
from tipmodel.codec.documents import READ_VERSIONS
from tipmodel.codec.exact import RecordHook, make_converter
from tipmodel.core.fields import fields
from tipmodel.core.metadata import PUBLIC, about, labeled
from tipmodel.core.record import Record
from tipmodel.core.rules import REFUSED
from tipmodel.core.unicode import FORBIDDEN, forbidden, may_hold_forbidden
from tipmodel.core.validators import EMAIL, Each, InRange, Text
from tipmodel.model import MODEL
from tipmodel.vocab.terms import VOCABULARIES

REPORTS = sorted((Path(__file__).parent / "reports" / "records").glob("*.json"))
RECORDS = [
    *(tipmodel.loads(path.read_bytes()) for path in REPORTS),
    tipmodel.example(),
    *map(full, (*MODEL, *VOCABULARIES)),
]
JUNK = [
    None, True, 0, -1, 3.5, 32.0, 1e2, 10**30, "", "٣٢", "32", "\u202e", "a\u200bb", "a\n", "“–”",
    "2015-02-29", "XXXX-02-29", "2015-05-04T09:00Z", "erbil", "community_policing", "acme:cyber",
    "en", "a@example.org", [], [1], [{}], {}, {"en": "a"}, {"en": ""}, {"EN": "a"}, {"ar": "x", "fr": "y"},
    {"value": 3}, {"value": 3, "precision": "about"}, {"percent": 50.0}, {"acme:x": [None, 1.5]},
    {"x": 1}, {"code": "community_policing"}, {"names": {"en": "x"}},
]  # fmt: skip
SEED = 20261124
number_of_mutants = pytest.mark.parametrize(
    "number", [800, pytest.param(20_000, marks=pytest.mark.long)]
)

exact = make_converter()


def exactly(data, cls):
    try:
        return exact.structure(data, cls)
    except InvalidDataError:
        return None


def nodes(data, path=()):
    """Yield the path of everything in *data*, containers included."""
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield (*path, key)
            yield from nodes(value, (*path, key))


def mutants(count, most=1):
    """Yield documents in which things are put or taken away, and how each is written."""
    chance = random.Random(SEED)
    documents = [(exact.unstructure(record), type(record)) for record in RECORDS]
    for number in range(count):
        document, cls = documents[number % len(documents)]
        data = copy.deepcopy(document)
        for _ in range(chance.randint(1, most)):
            if not data:
                break
            *path, last = chance.choice(list(nodes(data)))
            container = data
            for key in path:
                container = container[key]
            if chance.random() < 0.8:
                container[last] = copy.deepcopy(chance.choice(JUNK))
            else:
                del container[last]
        text = json.dumps(data, ensure_ascii=bool(number % 2), indent=chance.choice([None, 1]))
        yield data, cls, text.encode()


@number_of_mutants
def test_what_is_accepted_quickly_is_accepted_exactly(number):
    """A record from the fast path equals that of the exact path."""
    accepted = 0
    for data, cls, text in mutants(number):
        quick = fast.read(text, cls, READ_VERSIONS)
        if quick is not None:
            accepted += 1

            assert quick == exactly(data, cls), (SEED, data)
            assert exact.unstructure(quick) == exact.unstructure(exactly(data, cls))

    assert accepted > number / 10


@number_of_mutants
def test_what_is_wrong_is_told_alike(number):
    """However a document is read, the same mistakes are found at the same places, in one order."""
    for data, cls, text in mutants(number // 2, most=5):
        told = [
            (issue.pointer, issue.rule, repr(issue.params))
            for issue in tipmodel.validate(text, cls)
        ]
        try:
            exact.structure(data, cls)
            expected = []
        except InvalidDataError as error:
            expected = [(issue.pointer, issue.rule, repr(issue.params)) for issue in error.issues]

        assert expected == told, (SEED, data)


@pytest.mark.parametrize("record", RECORDS, ids=range(len(RECORDS)))
def test_nothing_canonical_falls_through(record):
    """Canonical documents always take the fast path, in both directions."""
    data = tipmodel.dumps(record)

    assert record == fast.read(data, type(record), READ_VERSIONS)
    assert record == fast.read(tipmodel.dumps(record, indent=2), type(record), READ_VERSIONS)
    assert exact.unstructure(record) == {
        key: value for key, value in json.loads(data).items() if key != "schema_version"
    }


def test_a_key_given_twice_is_noticed():
    """The fast path never accepts a repeated key."""
    twice = b'{"schema_version":"1.1","id":"a","id":"b","title":{"en":"x"}}'

    assert fast.read(twice, Training, READ_VERSIONS) is None
    assert fast.read(b'{"id":"a","title":{"en":"x","en":"y"}}', Training, READ_VERSIONS) is None


def test_bytes_are_searched_for_exactly_what_is_forbidden():
    """Exactly the forbidden characters are found in the bytes."""
    for code in [
        *range(0x20, 0x3000),
        *range(0xD7F0, 0x10050),
        *range(0x1BC90, 0x1BCB0),
        *range(0x1D160, 0x1D190),
        *range(0x1FFF0, 0x20010),
        *range(0xDFFF0, 0xE1010),
    ]:
        char = chr(code)
        if 0xD800 <= code < 0xE000 or char in '"\\':
            continue

        assert bool(forbidden(char)) == may_hold_forbidden(f'"a{char}"'.encode()), hex(code)
    assert "\u202e" in FORBIDDEN
    assert may_hold_forbidden(rb'"\u202e"')
    assert may_hold_forbidden(rb'"\\\u202e"')
    assert not may_hold_forbidden(rb'"\\u202e \" \n \/"')


def test_every_line_that_is_generated_can_be_read():
    """Generated code can be printed."""
    for cls in MODEL:
        compile(fast.source(cls), cls.__name__, "exec")


class TestOwnClasses:
    def test_a_subclass_has_its_own_fields_and_rules_everywhere(self):
        """The fields and rules of a subclass are checked on every path."""
        data = b'{"schema_version":"1.1","id":"a","title":{"en":"x"},"room":"Hall 2"}'

        assert "Hall 2" == tipmodel.loads(data, WithRoom).room
        assert data == tipmodel.dumps(tipmodel.loads(data, WithRoom))
        with pytest.raises(InvalidDataError):
            tipmodel.loads(data.replace(b"Hall 2", b""), WithRoom)
        with pytest.raises(InvalidDataError):
            tipmodel.loads(data)

    @pytest.mark.parametrize("value", ["odd", "even"])
    def test_a_check_of_the_callers_own_is_asked(self, value):
        """A custom validator is always called."""
        data = b'{"schema_version":"1.1","id":"a","title":{"en":"x"},"room":"%s"}' % value.encode()

        assert fast.read(data, WithCheck, READ_VERSIONS) is None
        if value == "even":
            assert data == tipmodel.dumps(tipmodel.loads(data, WithCheck))
        else:
            assert ["/room"] == [issue.pointer for issue in tipmodel.validate(data, WithCheck)]

    def test_a_subclass_in_a_field_is_refused(self):
        """A subclass in a field of its base is refused, because it could not be read back."""
        place = WithCode(city=LocalizedText(en="x"), code="a")

        with pytest.raises(tipmodel.InvalidDataError, match=r"must be .*Place.*, not .*WithCode"):
            Training(id="a", title=LocalizedText(en="x"), places=(place,))


def _is_even(_, __, value):
    if value == "odd":
        raise ValueError


@labeled("Training with a room", help="A training whose room is known.")
@attrs.frozen(kw_only=True)
class WithRoom(Training):
    room: str | None = attrs.field(
        default=None,
        validator=Text(50),
        metadata=about("Room", help="The room.", sensitivity=PUBLIC),
    )


@labeled("Training with a check", help="A training with a check of a caller's own.")
@attrs.frozen(kw_only=True)
class WithCheck(Training):
    room: str | None = attrs.field(
        default=None,
        validator=_is_even,
        metadata=about("Room", help="The room.", sensitivity=PUBLIC),
    )


@labeled("Place with a code", help="A place with a code of a caller's own.")
@attrs.frozen(kw_only=True)
class WithCode(Place):
    code: str | None = attrs.field(
        default=None, metadata=about("Code", help="The code.", sensitivity=PUBLIC)
    )


VALUES = [
    None, True, 0, -1, 10**10, 3.5, "", "x", "a b", "\u202e", LocalizedText(en="x"), {"en": "x"}, (),
    ("x",), [], {}, {"acme:a": 1}, {"a": 1}, Headcount(total=1), tipmodel.Sex.FEMALE, "female",
    tipmodel.Governorate.ERBIL, tipmodel.Topic(code="community_policing"), Place(country="IQ"),
    WithCode(code="a"), (Place(country="IQ"), WithCode(code="a")), (Place(country="IQ"), None),
]  # fmt: skip


def outcome(make, cls, values):
    record = object.__new__(cls)
    try:
        make(record, **values)
    except InvalidDataError as error:
        return [(issue.code, issue.pointer) for issue in error.issues]
    return record


@pytest.mark.parametrize("cls", MODEL)
def test_the_quick_constructor_makes_what_attrs_would(cls):
    """The generated constructor makes the same records, or refusals, as attrs."""
    record = full(cls)
    stock = cls.__init__.__wrapped__
    values = {field.name: getattr(record, field.name) for field in fields(cls)}

    assert record == outcome(cls.__init__, cls, values) == outcome(stock, cls, values)
    for field in fields(cls):
        for value in VALUES:
            changed = values | {field.name: value}

            made, expected = outcome(cls.__init__, cls, changed), outcome(stock, cls, changed)
            if isinstance(made, list):
                assert made
                assert isinstance(expected, list)
            else:
                assert expected == made


def test_a_record_can_be_weakly_referenced_and_subclassed():
    """Records can be weakly referenced and subclassed."""
    import weakref

    record = Participant(id="1")

    assert record is weakref.ref(record)()
    assert issubclass(WithCode, Record)


def large(*places):
    """Write a document that is so large that equal parts of it are read once."""
    people = [f'{{"id":"p{n}","place":{place}}}' for n, place in enumerate(places)]
    text = f'{{"schema_version":"1.1","id":"t","title":{{"en":"T"}},"participants":[{",".join(people)}]}}'
    assert len(text) > fast._LARGE
    return text.encode()


def test_a_key_given_twice_is_noticed_in_a_large_document_too():
    """Shared parts of a large document are read as strictly as others."""
    good = '{"governorate":"erbil"}'
    twice = '{"governorate":"erbil","governorate":"basra"}'
    data = large(*[good] * 3000, twice)

    assert ["json.repeated_key"] == [issue.code for issue in tipmodel.validate(data)]


def test_parts_that_all_differ_are_read_as_they_are():
    """The cache of a document is limited and does not change results."""
    data = large(*(f'{{"city":{{"en":"City {n}"}}}}' for n in range(3000)))
    people = tipmodel.loads(data).participants

    assert [f"City {n}" for n in range(3000)] == [person.place.city["en"] for person in people]
    assert tipmodel.structure(json.loads(data)).participants == people


@pytest.mark.parametrize("count", range(1, 9))
def test_escaped_quotation_marks_hide_no_key_given_twice(count):
    """Escaped quotation marks cannot hide a repeated key."""
    quotes = "\\u0022" * count
    data = f'{{"id":"a","id":"a","title":{{"en":"{quotes}"}}}}'.encode()

    assert ["json.repeated_key"] == [issue.code for issue in tipmodel.validate(data)]


def test_only_what_is_wrong_is_read_exactly(monkeypatch):
    people = [{"id": "1", "sex": "female"}, {"id": "2", "sex": "male", "email": "x"}, {"id": "3"}]
    data = {"id": "a", "title": {"en": "x"}, "objectives": [{"en": "y"}], "participants": people}
    seen = []
    complete = RecordHook.complete

    def noting(self, record, known, data, *right):
        seen.append((self.cls, [*data]))
        return complete(self, record, known, data, *right)

    monkeypatch.setattr(RecordHook, "complete", noting)
    (issue,) = validate(json.dumps(data))
    assert issue.pointer == "/participants/1/email"
    assert seen == [(Training, ["participants"]), (Participant, ["email"])]


def test_what_stands_in_for_a_wrong_identifier_is_not_kept():
    made, (issue,) = (
        fast.assisted_converter().get_structure_hook(Participant).attempt({"id": "a b"})
    )
    assert issue.code == "id.malformed"
    assert not hasattr(made, "id")


ASKED = []


def known_price(one):
    """Refuse nothing; fail for any code that is in no document."""
    ASKED.append(one.code)
    return () if {"a": 1}[one.code] else (REFUSED.issue(),)


@extend.record("Priced", help="Something with a price.")
class Priced(Record):
    """A record with a rule of its own."""

    invariants = (known_price,)

    code: str = extend.field("Code", "A code.", validator=Text(3, "[a-z]+"), example="zzz")
    number: int = extend.field("Number", "A number.", validator=InRange(0, 5), example=1)


@extend.record("Order", help="Several of them.")
class Order(Record):
    """A record that holds them."""

    items: tuple[Priced, ...] = extend.field("Items", "Items.", default=(), example=[])


@pytest.mark.parametrize(
    "item",
    [
        {"code": "A9", "number": 1},
        {"number": 1},
        {"code": 5, "number": 9, "x": 1},
        {"code": "a", "number": 9},
        {"code": "a"},
    ],
)
def test_rules_are_never_asked_about_examples(item):
    """A rule of an extension sees only what a document states, also beside a mistake."""
    ASKED.clear()

    found = tipmodel.validate(json.dumps({"items": [item]}), Order)

    assert {issue.pointer for issue in found} <= {
        "/items/0/code", "/items/0/number", "/items/0/x"
    }  # fmt: skip
    assert found
    assert ASKED == (["a"] if item.get("code") == "a" else [])


@pytest.mark.parametrize("text", [True, False])
def test_rules_are_asked_as_far_as_they_can_be(text):
    """A rule that needs a field which is wrong still tells what it finds in the fields before it."""
    data = {
        "id": "a",
        "title": {"en": "x"},
        "participants": [{"id": "1"}, {"id": "1"}, {"id": "2", "email": "x"}],
        "speakers": 5,
    }
    told = validate(json.dumps(data) if text else data)

    assert [(issue.pointer, issue.code) for issue in told] == [
        ("/participants/2/email", "email.malformed"),
        ("/speakers", "value.wrong_type"),
        ("/participants/1/id", "id.repeated"),
    ]


def test_readers_are_made_once_whoever_asks_first():
    """Many threads that read the first records of a class get equal ones."""

    @extend.record("Fresh")
    class Fresh(Record):
        """A class that nobody has read yet."""

        codes: tuple[str, ...] = extend.field("Codes", "Some codes.", validator=Each(EMAIL))
        inner: tuple[Priced, ...] = extend.field("Prices", "Some prices.", default=())

    data = b'{"codes":["a@b.cd"],"inner":[{"code":"a","number":3}]}'
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: tipmodel.loads(data, Fresh), range(64)))

    assert made == [tipmodel.loads(data, Fresh)] * 64
    assert made[0].inner[0].number == 3
