"""A wrong value anywhere in a document is refused at its place."""

import sys

import pytest

import tipmodel
from samples import full
from tipmodel.model import MODEL

JUNK = [
    None, True, False, 0, -1, 3.5, 32.0, 10**30, float("inf"), float("nan"), "", " ", "٣٢", "\u202e",
    "a\u200bb", "\ud800", "\x00", "a\n", "2015-02-29", "XXXX-02-29", "erbil", "en", [], [None], [[]],
    {}, {"": ""}, {"en": "x"}, {"en": ""}, {"value": 3, "precision": "about"}, b"bytes", object(),
    (1, 2), {1: 2}, 1 + 2j,
]  # fmt: skip


def leaves(data, path=()):
    """Yield the path of everything in *data*, containers included."""
    if path:
        yield path
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, (*path, index))


def at(data, path):
    for key in path:
        data = data[key]
    return data


def pointer_to(path):
    return "".join(f"/{str(key).replace('~', '~0').replace('/', '~1')}" for key in path)


RECORDS = [tipmodel.example(), *map(full, MODEL)]

ACROSS = {
    *tipmodel.json_schema()["x-semantic-rules"],
    "place.governorate_in_other_country",
}
"""Rules about two places: their issue stands at one of them."""


@pytest.mark.parametrize("share", [24, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("record", RECORDS, ids=["example", *(cls.__name__ for cls in MODEL)])
def test_every_leaf_is_refused_or_meant(record, share):
    """A wrong value is never coerced, wherever it is, and its issue has its pointer.

    Leaves get a *share* of the junk in turn, or all of it.
    """
    document, cls = tipmodel.unstructure(record), type(record)
    for number, path in enumerate(list(leaves(document))):
        pointer, parent, key = pointer_to(path), at(document, path[:-1]), path[-1]
        meant = parent[key]
        for junk in JUNK[number % share :: share]:
            parent[key] = junk

            issues = tipmodel.validate(document, cls)
            if issues:
                assert any(
                    issue.code in ACROSS
                    or issue.pointer.startswith(pointer)
                    or pointer.startswith(issue.pointer)
                    for issue in issues
                ), (pointer, junk, issues)
                assert all(issue.text("ar") and issue.text("en") for issue in issues)
            else:
                written = tipmodel.unstructure(tipmodel.structure(document, cls))
                assert junk in ([], {}) or junk == at(written, path), (pointer, junk)
        parent[key] = meant


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"id":"a","id":"a"}', "json.repeated_key"),
        (b'{"id":-Infinity}', "json.not_a_number"),
        (b'{"extra":{"a:b":1e999}}', "json.number_too_long"),
        (b"\xef\xbb\xbf{}", "json.malformed"),
        (b'{"a":' * 50_000, "json.too_deep"),
        ("[" * 100_000, "json.too_deep"),
    ],
)
def test_what_is_no_json_is_told_apart(data, code):
    """Text that is not JSON is refused with the reason."""
    assert [code] == [issue.code for issue in tipmodel.validate(data)]


def test_deep_data_in_python_is_refused_too():
    """Deeply nested plain data are refused."""
    data = {"id": "a"}
    for _ in range(sys.getrecursionlimit()):
        data = {"part_of": data, "name": {"en": "x"}}

    assert ["json.too_deep"] == [i.code for i in tipmodel.validate(data, tipmodel.Organization)]
