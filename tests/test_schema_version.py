"""A schema that has changed has another version."""

import hashlib
import json
from pathlib import Path

import tipmodel

VERSIONS = Path(__file__).parent.parent / "conformance" / "versions.json"
WORDS = ("title", "description", "examples", "x-labels", "x-choices", "x-schema-version", "$id")


def without_words(node, *, is_names=False):
    """Return a schema without what may change in every release: labels, help, examples."""
    if isinstance(node, dict):
        return {
            key: without_words(value, is_names=key in ("properties", "$defs") and not is_names)
            for key, value in node.items()
            if is_names or key not in WORDS
        }
    if isinstance(node, list):
        return [without_words(each) for each in node]
    return node


def digest(schema):
    return hashlib.sha256(json.dumps(without_words(schema), sort_keys=True).encode()).hexdigest()


def test_a_changed_schema_has_a_new_version():
    """Two documents of one version are never read by different rules."""
    found, version = digest(tipmodel.json_schema()), tipmodel.SCHEMA_VERSION
    known = json.loads(VERSIONS.read_text("utf-8"))

    assert known.get(version) == found, (
        f"The schema is not what version {version} was. Raise SCHEMA_VERSION as "
        f"docs/explanation/schema-policy.md says, and add its digest to {VERSIONS.name}: "
        f"{found}. Only while {version} is not released may its digest be replaced."
    )


def test_words_are_no_change():
    """A better label needs no new version, and a field named like a word is still a field."""
    schema = tipmodel.json_schema()
    other = json.loads(json.dumps(schema).replace("Training title", "Name of the training"))
    less = json.loads(json.dumps(schema))
    del less["properties"]["title"]

    assert schema != other
    assert digest(schema) == digest(other)
    assert digest(schema) != digest(less)
