"""The conformance kit agrees with the library, for every rule."""

import json
import re
import shutil
import subprocess
from collections import Counter

import pytest

import tipmodel
from engines import KIT, NODE, SEMANTIC, structural
from tipmodel.core.rules import (
    AMBIGUOUS_GOVERNORATE,
    EXACT_COUNT,
    GOVERNORATE_IS_CITY,
    LOST_IN_VERSION,
    REFUSED,
    RULES,
    TOO_LARGE,
    TOO_MANY_ISSUES,
)

EXPECTED = json.loads((KIT / "expected.json").read_bytes())
NOT_IN_DATA = {
    rule.key
    for rule in (
        REFUSED,
        EXACT_COUNT,
        LOST_IN_VERSION,
        TOO_LARGE,
        TOO_MANY_ISSUES,
        GOVERNORATE_IS_CITY,
        AMBIGUOUS_GOVERNORATE,
    )
}
"""Broken only by hooks of a caller, in Python, by too many bytes for a kit, or in a look-up."""


@pytest.mark.parametrize("path", EXPECTED)
def test_every_document_has_the_issues_expected(path):
    """The library finds exactly the expected issues at their pointers."""
    issues = tipmodel.validate((KIT / path).read_bytes())

    found = sorted((issue.code, issue.pointer) for issue in issues)
    assert sorted((issue["code"], issue["pointer"]) for issue in EXPECTED[path]) == found


def test_no_document_is_forgotten():
    """Every file in the kit is listed among the expected results."""
    files = {f"{path.parent.name}/{path.name}" for path in KIT.glob("*alid/*.json")}
    files |= {f"unreadable/{path.name}" for path in KIT.glob("unreadable/*.json")}

    assert files == EXPECTED.keys()


def test_every_rule_that_data_can_break_is_broken():
    """The kit breaks every rule that data can break."""
    codes = {issue["code"] for issues in EXPECTED.values() for issue in issues}

    assert {rule.key for rule in RULES} - NOT_IN_DATA == codes, (
        "Add documents that break the rule to conformance/invalid, and their issues to expected.json."
    )


def test_every_rule_is_broken_twice():
    """The kit breaks every rule at least twice."""
    count = Counter(issue["code"] for issues in EXPECTED.values() for issue in issues)

    assert [] == [code for code, times in count.items() if times < 2]


@pytest.mark.parametrize("path", [path for path in EXPECTED if "unreadable" not in path])
def test_every_engine_agrees_with_the_kit(engines, path):
    """The schema refuses a document unless it breaks only rules that a schema cannot express."""
    text = (KIT / path).read_text("utf-8")
    accepted = all(issue["code"] in SEMANTIC for issue in EXPECTED[path])

    assert {accepted} == set(engines.verdicts(tipmodel.Training, text).values())
    assert accepted == (not structural(tipmodel.Training, text))


@pytest.mark.skipif(not NODE, reason="needs Node and `npm ci` in the folder conformance")
def test_the_client_passes():
    """The example client passes the kit."""
    done = subprocess.run([NODE, KIT / "client.mjs"], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


@pytest.mark.skipif(not NODE, reason="needs Node and `npm ci` in the folder conformance")
def test_the_kit_stands_alone(tmp_path):
    """Outside the sources, the client and the comparison work, and exit statuses state validity."""
    shutil.copytree(KIT, tmp_path / "kit")

    def status(*arguments):
        command = [NODE, *arguments]
        return subprocess.run(
            command, capture_output=True, check=False, cwd=tmp_path / "kit"
        ).returncode

    results = dict(EXPECTED)
    (tmp_path / "right.json").write_text(json.dumps(results), "utf-8")
    results["invalid/key.missing.json"] = []
    (tmp_path / "wrong.json").write_text(json.dumps(results), "utf-8")

    assert 0 == status("client.mjs")
    assert 0 == status("client.mjs", "valid/least.json")
    assert 1 == status("client.mjs", "valid/least.json", "invalid/key.missing.json")
    assert 0 == status("compare.mjs", tmp_path / "right.json")
    assert 1 == status("compare.mjs", tmp_path / "wrong.json")


def test_every_rule_that_no_schema_can_express_is_described():
    """The README of the conformance kit describes each rule that the schema cannot express."""
    table = (KIT / "README.md").read_text("utf-8").partition("Check the semantic rules")[2]
    described = set(re.findall(r"^\| `([a-z_.]+)` \|", table, re.MULTILINE))

    assert described | {"json.too_deep"} == SEMANTIC  # reading strictly is about levels
