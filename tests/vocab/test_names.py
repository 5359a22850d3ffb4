"""Terms and governorates are named in any language that the data name them in."""

import pytest

from tipmodel import InvalidDataError
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
