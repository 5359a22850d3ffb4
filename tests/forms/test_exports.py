"""What was filled in comes back: from every export, equal or refused, and never less than was sent."""

import pathlib

import pytest
from hypothesis import given, settings, strategies as st

import tipmodel
from answers import PEOPLE, TRAININGS, filled, groups, headings, held, selects
from tipmodel import Participant, Training


def _read(tmp, name, data, cls, **how):
    path = pathlib.Path(tmp, name)
    path.write_bytes(data)
    return tipmodel.read(path, cls, **how)


def _same(records, expected):
    """Consent is asked by the form, so what comes back states it."""
    return [attrs_without_consent(each) for each in records] == expected


def attrs_without_consent(record):
    if isinstance(record, Participant):
        return record.evolve(consent=None)
    if getattr(record, "participants", ()):
        return record.evolve(participants=tuple(map(attrs_without_consent, record.participants)))
    return record


def _comes_back(tmp, name, data, cls, expected):
    """Whether an export is read as what was sent; the labels of choices may be refused instead."""
    notices = []
    try:
        records = _read(tmp, name, data, cls, notice=notices.append)
    except tipmodel.InvalidDataError as error:
        assert {issue.code for issue in error.issues} == {"cell.choices_unclear"}
        return
    if cls is Training or not _same(records, expected):
        assert list(map(tipmodel.unstructure, map(attrs_without_consent, records))) == list(map(tipmodel.unstructure, expected))
    assert sum(issue.code == "sheet.server_columns" for issue in notices) == 1
    assert not [issue for issue in notices if issue.code.startswith("sheet.column")]


@given(st.lists(held(Participant, PEOPLE), min_size=1, max_size=3), headings, groups, st.booleans())
@settings(max_examples=12)
def test_participants_come_back(tmp_path_factory, people, language, between, typed):
    """A roster filled in on telephones is the same roster in Excel, in CSV and in the API's JSON."""
    form = filled(Participant, people, fields=PEOPLE)
    tmp = tmp_path_factory.mktemp("exports")
    how = {"language": language, "groups": between}

    _comes_back(tmp, "a.xlsx", form.xlsx(**how, typed=typed), Participant, people)
    _comes_back(tmp, "a.csv", form.csv(**how), None, people)
    _comes_back(tmp, "a.json", form.json(), Participant, people)
    _comes_back(tmp, "a.zip", form.central(), Participant, people)
