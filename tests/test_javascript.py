"""The JavaScript package reports the same codes, pointers and sentences as the library."""

import base64
import csv
import json
import os
import random
import re
import shutil
import subprocess
import typing
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

import javascript
import tipmodel
from documents import CLASSES, documents, mutant, written
from engines import KIT
from tipmodel.core.invariants import Declared

FOLDER = Path(__file__).parents[1] / "javascript"
NODE = shutil.which("node")
LANGUAGES = tuple(map(str, tipmodel.languages()))
MUTANTS = 19
"""How many mutants are made of one document."""

needs_node = pytest.mark.skipif(not NODE, reason="needs Node")


class Package:
    """The package on Node, in one process that lives as long as this."""

    def __init__(self):
        script = Path(__file__).parent / "issues.mjs"
        self._node = subprocess.Popen(
            [NODE, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def close(self):
        self._node.communicate()

    def ask(self, **question):
        self._node.stdin.write(json.dumps(question) + "\n")
        self._node.stdin.flush()
        return json.loads(self._node.stdout.readline())


@pytest.fixture(scope="module")
def package():
    made = Package()
    yield made
    made.close()


def said(data, cls=tipmodel.Training):
    """Return what the library says, in the form of the script."""
    issues = tipmodel.validate(data, cls)
    return sorted(
        [issue.code, issue.pointer, *(issue.text(language) for language in LANGUAGES)]
        for issue in issues
    )


def assert_same(package, text, cls=tipmodel.Training):
    assert sorted(package.ask(of=cls.__name__, text=text)) == said(text, cls), (cls, text[:2000])


def test_the_files_are_up_to_date():
    """The generated files are up to date; `make javascript` writes them."""
    for name, text in javascript.files().items():
        kept = (FOLDER / name).read_text("utf-8")
        assert javascript.comparable(kept) == javascript.comparable(text), "Run make javascript."


def test_every_rule_across_fields_has_a_function():
    """A rule that is a Python function has a JavaScript function of the same name."""
    text = (FOLDER / "rules.js").read_text("utf-8")
    declared = {
        javascript.invariant_name(each)
        for cls in javascript.RECORDS.values()
        for each in cls.invariants
        if not isinstance(each, Declared)
    }

    kinds = text.partition("export const kinds")[2].partition("\n};")[0]
    assert {javascript.kind_name(each) for each in typing.get_args(Declared)} == set(
        re.findall(r"^  \*(\w+)\(", kinds, re.MULTILINE)
    )
    assert declared == set(re.findall(r'^  \*"([a-z_.]+)"\(', text, re.MULTILINE))


@needs_node
@pytest.mark.parametrize("path", json.loads((KIT / "expected.json").read_bytes()))
def test_the_conformance_kit(package, path):
    """Every document of the kit has the same issues in the same words, as text and as plain data."""
    data = (KIT / path).read_bytes()
    found = package.ask(of="Training", bytes=base64.b64encode(data).decode())
    assert sorted(found) == said(data)
    if not path.startswith("unreadable/"):
        assert sorted(package.ask(of="Training", plain=json.loads(data))) == said(json.loads(data))


OF_1_0 = sorted(KIT.glob("1.0/*alid/*.json"))


@needs_node
@pytest.mark.parametrize("path", OF_1_0, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_documents_of_version_1_0(package, path):
    """They are read as the library reads them, whether they state their version or not."""
    document = json.loads(path.read_bytes())
    if not isinstance(document, dict):
        document = {"id": "a", "title": document}
    others = [{**document, "schema_version": version} for version in ("1.0", "1.1", "9.9")]
    without = {key: value for key, value in document.items() if key != "schema_version"}
    for each in (document, without, *others):
        assert_same(package, json.dumps(each, ensure_ascii=False))


@needs_node
@pytest.mark.parametrize(
    ("key", "cls"), [("kind", tipmodel.TrainingKind), ("topics", tipmodel.Topic)]
)
def test_labels_instead_of_codes(package, key, cls):
    """A label in any language and letter case gets the same suggestion."""
    labels = {text for term in cls.vocabulary().values() for text in term.names.values()}
    for label in (*labels, *map(str.upper, labels), "no such label"):
        for term in (label, {"code": label}):
            value = [term] if key == "topics" else term
            text = json.dumps({"id": "a", "title": {"en": "x"}, key: value}, ensure_ascii=False)
            assert_same(package, text)


@needs_node
def test_an_unknown_key_beside_nothing_else(package):
    """An object with an unknown key alone has one mistake."""
    assert_same(package, '{"id": "a", "title": {"en": "x"}, "contacts": [{"name2": 1}, {}]}')


def agree(package, number, seed):
    """Compare *number* documents, mutants included."""
    count = 0

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number // (MUTANTS + 1),
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(st.data(), st.integers(0, 2**32))
    def compare(data, chance):
        nonlocal count
        cls = data.draw(st.sampled_from([tipmodel.Training, *CLASSES]))
        document = data.draw(documents(cls))
        shuffled = random.Random(chance)
        for each in (document, *(mutant(document, shuffled) for _ in range(MUTANTS))):
            assert_same(package, written(each), cls)
            count += 1

    compare()
    return count


@needs_node
def test_on_documents_and_mutants(package):
    """The same issues in the same words, in Arabic, English and Sorani."""
    assert agree(package, 150, seed=2015) > 100


@needs_node
@pytest.mark.long
def test_on_ten_thousand_documents(package):
    """The same, so many times over that a difference would have to be very rare."""
    seed = int(os.environ.get("SCHEMA_SEED") or random.randrange(2**32))
    print(f"SCHEMA_SEED={seed}")  # noqa: T201 - to run the same again

    assert agree(package, 10_000, seed) > 9_000


BROKEN = [
    "", " \n", "{", "[", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "[1,]", "[1 2]", "tru", "nul", "-", "01",
    "1.", "1e", '"a', '"\\', '"\\q"', '"\\u12"', '"\\u12', '"a\nb"', "{} {}", "\ufeff{}", "NaN", "[Infinity]", "-Infinity",
    '\n\n  {"id": "a",\n "title": }', '{"ن": "😀", x}', "1" * 301, "1e999", '{"a":1,"a":2}', '{"b":{"a":1,"a":2},"b":1,"b":2}',
    "[" * 101 + "]" * 101, '{"id":"\\ud800"}', '{"__proto__":1}', "'a'", "{1:2}", "\x1c", "[1]x", "a.json", "دورات.xlsx", "[a.json", "a.b.c\n", "." * 300 + "json",
]  # fmt: skip


@needs_node
@pytest.mark.parametrize("text", BROKEN)
def test_text_that_is_no_document(package, text):
    """An error in a text has the same line and column in both languages."""
    assert_same(package, text)


@needs_node
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.long)])
def test_governorates_in_any_spelling(package, step):
    """The look-up finds the same governorates as the library."""
    folder = Path(__file__).parent / "vocab"
    texts = []
    for name in ("governorate_spellings.csv", "written_spellings.csv", "not_governorates.csv"):
        with (folder / name).open(encoding="utf-8") as file:
            texts += [row[0] for row in csv.reader(file) if row]
    for one in tipmodel.Governorate:
        for text in {*(spelling.text for spelling in one.spellings), *one.names.values()}:
            texts += [
                text,
                f"محافظة {text}",
                f"{text} Governorate",
                f"1. {text}",
                f"{text} / {one.iso}",
            ]
    differ = [
        text
        for text in texts[::step]
        if package.ask(name=text) != getattr(tipmodel.Governorate.find(text, None), "value", None)
    ]

    assert len(texts) > 1000
    assert [] == differ


@needs_node
@pytest.mark.parametrize(
    ("call", "names"),
    [
        ('fields("Nope")', "no class Nope; there are: Training"),
        ('fields("Training", { language: "xx" })', "no language xx; there are: en"),
        ('validate({}, { of: "toString" })', "no class toString; there are: Training"),
        ('choices("Nope")', "no list Nope"),
        ('label("Governorate", "nope")', "Governorate.nope has no label"),
        ('label("Topic", "nope")', "Topic.nope has no label"),
        ('label("Nope", "id")', "Nope.id has no label"),
        ("governorate(5)", "governorate takes a text, not number"),
        ("governorate()", "governorate takes a text, not undefined"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(call, names):
    """A name that does not exist is named in the error, never a property of undefined."""
    index = (FOLDER / "index.js").as_uri()
    script = (
        f"import {{ choices, fields, governorate, label, validate }} from {index!r};"
        f"try {{ {call}; }} catch (error) {{ console.log(error.message); }}"
    )
    ended = subprocess.run(
        [NODE, "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith(names)


@needs_node
@pytest.mark.parametrize(
    "stated",
    [
        {"headcount": {"total": 3, "female": 3}},
        {"headcount": {"total": 2, "female": 3}},
        {"participants": [{"id": "1", "post_test": 50, "tests_out_of": 12.3456}]},
        {"dates": {"start": "2015-05-04", "end": "2015-05-04"}},
        {
            "speakers": [{"id": "a b", "name": {"en": "A"}}],
            "sessions": [{"id": "s", "speakers": ["a"]}],
        },
        {
            "speakers": [{"id": "b", "name": {"en": "A"}}],
            "sessions": [{"id": "s", "speakers": ["a"]}],
        },
    ],
)
def test_the_edges_of_rules_across_fields(package, stated):
    """Equal values are in order, and a broken identifier makes no reference to it unknown."""
    assert_same(package, json.dumps({"id": "a", "title": {"en": "x"}, **stated}))
