"""The schema gives the verdict of the library, in every engine."""

import itertools
import json
import os
import random
import subprocess
import sys
from collections import Counter
from importlib import resources

import attrs
import hypothesis
import pytest
from hypothesis import strategies as st

import tipmodel
from documents import CLASSES, HOSTILE, beside, documents, mutant, written
from engines import KIT, NODE, structural
from tipmodel.cli import main
from tipmodel.core.fields import fields
from tipmodel.core.metadata import metadata_of
from tipmodel.examples import example_bytes
from tipmodel.model import MODEL

REPORTS = sorted((KIT.parent / "tests" / "reports" / "records").glob("*.json"))
FORMS = pytest.mark.parametrize("for_types", [False, True], ids=["labelled", "for types"])


def assert_one_verdict(engines, cls, text, *, for_types=False):
    """Let no engine and the library disagree on a document."""
    found = structural(cls, text)
    verdicts = engines.verdicts(cls, text, for_types=for_types)

    assert {not found} == set(verdicts.values()), (cls, found, verdicts, text[:2000])
    return not found


def of_this_version(document):
    """Say the version: without it, the library also reads what only an earlier version was."""
    is_object = isinstance(document, dict)
    return {"schema_version": tipmodel.SCHEMA_VERSION, **document} if is_object else document


def known_documents():
    """Yield the documents that people wrote: examples, of every class, and reports."""
    yield tipmodel.Training, json.loads(example_bytes())
    for path in REPORTS:
        yield tipmodel.Training, json.loads(path.read_bytes())
    for cls in CLASSES:
        for field in fields(cls):
            if metadata_of(field).example is not None:
                yield cls, example_of(cls, field)


def example_of(cls, field):
    """Return a document with the example of a field, and what must stand beside it."""
    wanted = {f.name: metadata_of(f).example for f in fields(cls) if f.default is attrs.NOTHING}
    stated = {**wanted, field.name: metadata_of(field).example}
    return {**beside(cls, stated), **stated}


def agree(engines, number, seed, *, mutants, for_types):
    """Compare *number* documents, *mutants* of each included; return how often each verdict was given."""
    count = Counter()

    def compare_with_mutants(cls, document, chance):
        for each in (document, *(mutant(document, chance) for _ in range(mutants))):
            verdict = assert_one_verdict(
                engines, cls, written(of_this_version(each)), for_types=for_types
            )
            count[verdict] += 1

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number // (mutants + 1),
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(st.data(), st.integers(0, 2**32))
    def compare(data, chance):
        cls = data.draw(st.sampled_from([tipmodel.Training, *CLASSES]))
        document = data.draw(documents(cls))

        exact = {"count.exact"} if cls is tipmodel.Count else set()  # a way to write a number
        assert structural(cls, written(document)) <= exact
        compare_with_mutants(cls, document, random.Random(chance))

    compare()
    for cls, document in known_documents():
        compare_with_mutants(cls, document, random.Random(seed))
    return count


class TestOneVerdict:
    @FORMS
    def test_on_documents_and_mutants(self, engines, for_types):
        """Whatever language a project is written in, it accepts and refuses the same documents."""
        count = agree(engines, 60, seed=2015, mutants=2, for_types=for_types)

        assert min(count.values()) > 150, count

    @FORMS
    def test_a_pattern_of_its_own_forbids_what_all_texts_forbid(self, engines, for_types):
        """An address cannot hide a character that turns the text round it."""
        for url in ("https://example.org/a", "https://example.org/a\u202e", "a\u202e"):
            assert_one_verdict(engines, tipmodel.Source, written({"url": url}), for_types=for_types)

    @FORMS
    @pytest.mark.long
    def test_on_ten_thousand_documents_in_every_engine(self, engines, for_types):
        """The same, so many times over that a difference would have to be very rare."""
        assert NODE, "needs Node and `npm ci` in the folder conformance"
        seed = int(os.environ.get("SCHEMA_SEED") or random.randrange(2**32))
        print(f"SCHEMA_SEED={seed}")  # noqa: T201 - to run the same again

        count = agree(engines, 10_000, seed, mutants=9, for_types=for_types)

        print(dict(count))  # noqa: T201
        assert sum(count.values()) > 10_000

    @pytest.mark.long
    def test_on_everything_hostile_in_every_field(self, engines):
        """No field is weaker in one language than in another."""
        for cls in CLASSES:
            for field in fields(cls):
                document = example_of(cls, field)
                for value, for_types in itertools.product(HOSTILE, (False, True)):
                    for each in (value, [value]):
                        text = written({**document, field.name: each})
                        assert_one_verdict(engines, cls, text, for_types=for_types)


def walk(schema):
    """Yield every object in a schema."""
    if isinstance(schema, dict):
        inner = list(schema.values())
        yield schema
        schema = inner
    if isinstance(schema, list):
        for each in schema:
            yield from walk(each)


class TestTheSchema:
    def test_the_file_in_the_package_is_up_to_date(self, capsys):
        """The schema in the package is the one that `make schema` builds from the classes."""
        built = resources.files("tipmodel") / "data" / "schema" / "training.json"

        assert 0 == main(["schema"])
        assert built.read_text("utf-8") == capsys.readouterr().out, "Run make schema."

    def test_it_names_itself_and_its_version(self):
        """A tool can tell which schema it holds without asking the network."""
        schema = tipmodel.json_schema(tipmodel.Headcount)

        assert "urn:tipmodel:schema:1.1:Headcount" == schema["$id"]
        assert tipmodel.SCHEMA_VERSION == schema["properties"]["schema_version"]["const"]

    @pytest.mark.parametrize("cls", MODEL)
    def test_every_field_is_told_in_every_language(self, cls):
        """A form can be made of the schema alone, for readers of either language."""
        arabic = tipmodel.json_schema(cls, "ar")["properties"]
        for field in fields(cls):
            said, about = arabic[field.name], metadata_of(field)

            assert about.label.english == said["x-labels"]["en"]["title"]
            assert tipmodel.label(cls, field.name, language="ar") == said["title"]
            assert said["x-labels"]["ar"]["description"] == said["description"]
            assert [about.example] == said["examples"]
            assert said["x-sensitivity"] in {"public", "internal", "personal"}

    def test_for_types_a_reference_stands_alone(self):
        """A generator makes one type of each definition, called like the class."""
        schema = tipmodel.json_schema(for_types=True)

        assert all(set(each) == {"$ref"} for each in walk(schema) if "$ref" in each)
        assert all(name == each["title"] for name, each in schema["$defs"].items())
        assert not any("anyOf" in each for each in walk(schema) if "properties" in each)

    def test_all_of_a_participant_is_personal(self):
        """The schema says that every field of a participant is personal."""
        fields_ = tipmodel.json_schema(tipmodel.Participant)["properties"]

        assert {"personal"} == {fields_[name]["x-sensitivity"] for name in list(fields_)[1:]}

    def test_codes_have_names(self):
        """A list to choose from needs nothing but the schema."""
        choices = tipmodel.json_schema()["$defs"]["Governorate"]

        assert 19 == len(choices["enum"])
        assert "أربيل" == choices["x-choices"]["ar"]["erbil"]

    def test_only_what_all_engines_read_alike(self):
        """No format and no class of characters that each engine reads in its own way."""
        patterns = [each["pattern"] for each in walk(tipmodel.json_schema()) if "pattern" in each]

        assert not any("format" in each for each in walk(tipmodel.json_schema()))
        assert all(pattern.endswith(r"(?![\s\S])") for pattern in patterns)
        assert not any(
            escape in pattern for pattern in patterns for escape in ("\\d", "\\w", "\\p")
        )

    def test_whoever_changes_a_schema_changes_only_their_own(self):
        """A tool may adapt what it got; the next one gets what the library says."""
        before = json.dumps(tipmodel.json_schema())
        for each in walk(tipmodel.json_schema()):
            each.clear()

        assert before == json.dumps(tipmodel.json_schema())

    def test_a_language_that_is_not_there(self):
        """Kurdish is promised only when it is there."""
        with pytest.raises(tipmodel.UnknownLanguageError):
            tipmodel.json_schema(tipmodel.Training, "ku")

    def test_a_class_of_your_own_has_a_schema(self, engines):
        """Those who extend a noun get the schema of what they made."""

        @attrs.frozen(kw_only=True)
        class Room(tipmodel.Place):
            seats: int = attrs.field(default=0, metadata=words_of(tipmodel.Headcount, "total"))

        assert assert_one_verdict(engines, Room, '{"city": {"en": "Erbil"}, "seats": 3.0}')
        assert not assert_one_verdict(engines, Room, '{"seats": 0}')
        assert not assert_one_verdict(engines, Room, '{"city": {"en": "Erbil"}, "seats": "3"}')


def words_of(cls, name):
    """Return the metadata of another field, to describe one of our own."""
    return {"about": attrs.evolve(metadata_of(getattr(attrs.fields(cls), name)))}


class TestCanonicalForm:
    def test_the_same_bytes_in_every_process(self):
        """Files of the same record can be compared and signed, wherever they were written."""
        program = "import sys, tipmodel; sys.stdout.buffer.write(tipmodel.dumps(tipmodel.loads(sys.stdin.buffer.read())))"
        data = json.loads(example_bytes())
        data["extra"] = {f"acme:{letter}": {letter: 1, "a": 2} for letter in "zyxcb"}
        written_ = {
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed},
                input=json.dumps(dict(reversed(data.items()))).encode(),
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }

        assert {tipmodel.dumps(tipmodel.structure(data))} == written_

    @hypothesis.settings(database=None)
    @hypothesis.given(
        st.sampled_from(MODEL).flatmap(lambda cls: st.tuples(st.just(cls), documents(cls)))
    )
    def test_writing_what_was_read_changes_nothing(self, made):
        """A document in canonical form stays as it is, to the byte."""
        cls, document = made
        hypothesis.assume(not tipmodel.validate(document, cls))
        written_ = tipmodel.dumps(tipmodel.structure(document, cls))

        assert written_ == tipmodel.dumps(tipmodel.loads(written_, cls))
        assert not structural(cls, written_)
