"""Terms and governorates are named in any language that the data name them in."""

import json

import pytest

import tipmodel
from tipmodel import InvalidDataError, Place, Topic, extend
from tipmodel.core.record import Record
from tipmodel.vocab import _lookup, data, governorate, terms
from tipmodel.vocab.governorate import Governorate
from tipmodel.vocab.terms import VOCABULARIES, Term


@pytest.fixture
def listed(monkeypatch):
    """Return a maker of lists with the rows that are given."""

    def make(rows):
        monkeypatch.setattr(terms, "table", lambda _: rows)
        monkeypatch.setattr(terms, "codes", lambda _: frozenset(rows))
        return type("Listed", (Term,), {"__slots__": (), "table": "listed"})

    return make


def test_a_term_is_named_in_a_new_language(listed):
    """Names in a new language go in the same row as the English and the Arabic."""
    topics = listed({"smuggling": {"en": "Smuggling", "fr": "Trafic", "source": "made up"}})

    assert "Trafic" == topics(code="smuggling").text("fr")
    assert "Smuggling" == topics(code="smuggling").text("ar")


def test_a_name_under_a_key_that_is_no_language_is_refused(listed):
    """A mistyped key is not ignored."""
    topics = listed({"smuggling": {"en": "Smuggling", "englsh": "x", "source": "made up"}})

    with pytest.raises(InvalidDataError):
        topics.vocabulary()


@pytest.mark.parametrize("cls", VOCABULARIES)
def test_every_name_in_the_data_is_said(cls):
    """No name that somebody wrote into a list stays unread."""
    for code, row in cls.facts().items():
        names = data.names_in(row, ("source", "broader"))

        assert names == dict(cls.vocabulary()[code].names)
        assert all(row[tag] == cls(code=code).text(tag) for tag in names)


@pytest.fixture
def french(monkeypatch):
    """Name Erbil in French as well."""
    rows = {code: dict(row) for code, row in _lookup.rows().items()}
    rows["erbil"]["fr"] = "Erbil-la-Haute"
    caches = _lookup._literal, _lookup._names, governorate._all_facts
    monkeypatch.setattr(_lookup, "rows", lambda: rows)
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("french")
def test_a_governorate_is_named_and_found_in_a_new_language():
    """One name in one row is enough to be said and to be found."""
    assert "Erbil-la-Haute" == Governorate.ERBIL.text("fr")
    assert Governorate.ERBIL is Governorate.find("erbil la haute")


def test_the_codes_of_a_table_are_those_it_has():
    """Codes are found without reading the table, and are the same."""
    for name in (*(cls.table for cls in VOCABULARIES), "governorates", "instruments"):
        assert set(data.table(name)) == data.codes(name)


def test_a_mistake_in_a_data_file_names_the_file(monkeypatch):
    """A mistake in a data file is reported with the file and the line."""
    from tipmodel.vocab import data

    monkeypatch.setattr(data, "_text", lambda _: '[a]\nen = "A"\n[a]\n')
    with pytest.raises(ValueError, match=r"data/no_such_table\.toml: .*line 3"):
        data.table("no_such_table")


@pytest.mark.parametrize("typed", ["Workshop", " workshop ", "ورشة عمل", {"code": "Workshop"}])
def test_the_label_of_a_term_in_json_gets_its_code_suggested(typed):
    """Who types the label instead of the code is told the code."""
    record = {"id": "t", "title": {"en": "x"}, "kind": typed}
    (issue,) = tipmodel.validate(record)

    assert ("code.malformed", "workshop") == (issue.code, issue.params["suggestion"])


def test_the_label_of_the_rank_of_a_participant_suggests_nothing():
    """A suggestion would repeat what is personal."""
    record = {"id": "t", "title": {"en": "x"}, "participants": [{"id": "1", "rank": "Colonel"}]}
    (issue,) = tipmodel.validate(record)

    assert "suggestion" not in issue.params


@pytest.mark.parametrize("typed", ["Ours", {"code": "Ours"}])
@pytest.mark.parametrize("data", [bytes, dict])
def test_nor_does_that_of_a_personal_list(typed, data):
    """A list that is personal itself suggests nothing, as its own document or inside another."""

    @extend.record("Belief", help="A list.", sensitivity=extend.PERSONAL)
    class Belief(Term):
        """A list."""

        @classmethod
        def facts(cls):
            return {"one_of_ours": {"en": "Ours", "source": "us"}}

    @extend.record("Member", help="One.")
    class Member(Record):
        """One."""

        belief: Belief = extend.field("Belief", "Belief.", example="one_of_ours")

    for cls, document in ((Member, {"belief": typed}), (Belief, {"code": "Ours"})):
        given = json.dumps(document).encode() if data is bytes else document
        (issue,) = tipmodel.validate(given, cls)

        assert "code.malformed" == issue.code
        assert "one_of_ours" not in repr(issue.params) + issue.text("en")


@pytest.mark.parametrize("data", [bytes, dict])
def test_a_list_whose_terms_cannot_be_made_of_its_facts_suggests_codes_too(data):
    """An extension may require more than a code, or have no names; its mistakes are found all the same."""

    @extend.record("Local topic", help="A topic.")
    class Local(Topic):
        """A topic."""

        owner: str = extend.field("Owner", "Who it belongs to.", example="us")

    @extend.record("Bare", help="A list.")
    class Bare(Term):
        """A list without names."""

        @classmethod
        def facts(cls):
            return {"one_of_ours": {}}

    def found(cls, code):
        given = {"code": code}
        issues = tipmodel.validate(json.dumps(given).encode() if data is bytes else given, cls)
        return [(issue.code, issue.params.get("suggestion")) for issue in issues]

    expected = [("key.missing", None), ("code.malformed", "community_policing")]
    assert expected == found(Local, "Community policing")
    assert [("code.malformed", None)] == found(Bare, "One of ours")


def test_an_object_with_an_unknown_key_is_not_said_to_state_nothing():
    """The unknown key is the only mistake."""
    record = {"id": "t", "title": {"en": "x"}, "legal_instruments": [{"names": {"en": "x"}}]}

    assert ["key.unknown"] == [issue.code for issue in tipmodel.validate(record)]


@pytest.mark.parametrize("stated", [{"governorate": "erbil"}, {"city": "Erbil"}])
def test_sentences_about_types_of_python_are_arabic_too(stated):
    """No English words stand in the Arabic sentence, only names of Python."""
    with pytest.raises(InvalidDataError) as caught:
        Place(**stated)

    assert "such as" not in caught.value.issues[0].text("ar")
