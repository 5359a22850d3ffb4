"""Documents of every version can be read, and written if the version can express them."""

import gzip
import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings

import tipmodel
from engines import KIT
from tipmodel import InvalidDataError, Training
from tipmodel.cli import main
from tipmodel.codec.migrations import STEPS
from tipmodel.strategies import records

HERE = Path(__file__).parent
OLD = KIT / "1.0"
SCHEMA = json.loads((OLD / "schema.json").read_bytes())
FROZEN = jsonschema_rs.Draft202012Validator(SCHEMA)
EXPECTED = json.loads((OLD / "expected.json").read_bytes())
MADE = gzip.decompress((HERE / "versions" / "1.0.ndjson.gz").read_bytes()).splitlines()
REPORTS = [path.stem for path in sorted((HERE / "reports" / "records").glob("[0-3]*.json"))]


def old_report(name):
    data = json.loads((HERE / "reports" / "records" / f"{name}.json").read_bytes())
    return json.dumps({**data, "schema_version": "1.0"}, ensure_ascii=False).encode()


def test_documents_made_for_1_0_are_read_and_written_back():
    """No document of 1.0 is lost on the way up, and none is changed on the way back."""
    for document in MADE:
        training = tipmodel.loads(document)

        assert training == tipmodel.loads(tipmodel.dumps(training))
        assert document == tipmodel.dumps(training, version="1.0")
        assert training == tipmodel.structure(json.loads(document))


def test_documents_of_1_0_that_state_no_version_are_read():
    """Documents of 1.0 without a version are still read."""
    for document in MADE[::5]:
        data = json.loads(document)
        del data["schema_version"]

        assert tipmodel.loads(document) == tipmodel.structure(data)


@pytest.mark.parametrize("name", REPORTS)
def test_real_reports_go_both_ways(name):
    """A real report in version 1.0 is the same after an upgrade and a downgrade."""
    document = old_report(name)

    assert FROZEN.is_valid(json.loads(document))
    assert json.loads(document) == json.loads(
        tipmodel.dumps(tipmodel.loads(document), version="1.0")
    )


@pytest.mark.parametrize("path", EXPECTED)
def test_the_kit_of_1_0_has_its_verdicts(path):
    """The kit of 1.0 has the same verdicts."""
    issues = tipmodel.validate((OLD / path).read_bytes())

    expected = {(each["code"], each["pointer"]) for each in EXPECTED[path]}
    assert expected == {(issue.code, issue.pointer) for issue in issues}


def test_what_moved_is_still_what_notes_are_about():
    """A note points to the same thing in either version."""
    data = {
        "schema_version": "1.0",
        "id": "a",
        "title": {"en": "x"},
        "programmes": [{"name": {"en": "P"}, "iati_identifier": "XM-1"}],
        "sessions": [{"id": "s1"}],
        "notes": [
            {"kind": "context", "about": "/programmes/0/iati_identifier"},
            {"kind": "context", "about": "/sessions/0"},
        ],
    }
    training = tipmodel.structure(data)

    assert [
        "/programmes/0/extra/tipmodel:iati_identifier",
        "/sessions/0",
    ] == [note.about for note in training.notes]
    assert {"tipmodel:iati_identifier": "XM-1"} == training.programmes[0].extra
    assert data == json.loads(tipmodel.dumps(training, version="1.0"))


@pytest.mark.parametrize(
    "programme",
    [
        {"iati_identifier": " "},
        {"iati_identifier": 1},
        {"iati_identifier": "a", "extra": {"tipmodel:iati_identifier": "b"}},
    ],
)
def test_what_cannot_move_is_refused(programme):
    """A value that cannot be migrated is refused."""
    programmes = [{"name": {"en": "P"}, **programme}]
    data = {"schema_version": "1.0", "id": "a", "title": {"en": "x"}, "programmes": programmes}

    assert [("key.unknown", "/programmes/0/iati_identifier")] == [
        (issue.code, issue.pointer) for issue in tipmodel.validate(data)
    ]


@given(records(Training))
@settings(suppress_health_check=list(HealthCheck))
def test_what_is_written_for_1_0_is_of_1_0(training):
    """A reader of 1.0 reads what is written for it; what would be lost is an error instead."""
    try:
        written = tipmodel.dumps(training, version="1.0")
    except InvalidDataError as error:
        codes = {issue.code for issue in error.issues}
    else:
        codes = {"document.lost_in_version"}
        assert FROZEN.is_valid(json.loads(written))
        assert training == tipmodel.loads(written)

    assert {"document.lost_in_version"} == codes


LOST = {
    "/fee": {"fee": {"en": "free"}},
    "/status": {"status": "offered"},
    "/topics/1": {"topics": ["detection", "communication_skills"]},
    "/organizations/0/role": {"organizations": [{"role": "accreditor", "organization": {"name": {"en": "x"}}}]},
    "/organizations/0/programme": {
        "organizations": [{"role": "funder", "organization": {"name": {"en": "x"}}, "programme": {"name": {"en": "x"}}}]
    },
    "/sessions/0/start": {"sessions": [{"start": "09:30"}]},
    "/headcount/groups/0/count": {"headcount": {"groups": [{"name": {"en": "staff"}}]}},
    "/dates/length/value": {"dates": {"length": {"value": 8.5, "unit": "day"}}},
    "/dates/length/at_most": {"dates": {"length": {"value": 8, "at_most": 9, "unit": "day"}}},
    "/participants/0/pre_test": {"participants": [{"id": "1", "pre_test": 100.5, "tests_out_of": 200}]},
    "/occurrences/0/kind": {"occurrences": [{"kind": "seminar"}]},
    "/represented/counts": {"represented": {"counts": [{"what": {"en": "countries"}, "count": 2}]}},
    "/notes/0/source": {"notes": [{"kind": "context", "source": {"languages": ["en"]}}]},
}  # fmt: skip


@pytest.mark.parametrize("pointer", LOST)
def test_what_would_be_lost_is_named(pointer):
    """The error about an earlier version names everything that would be lost."""
    training = tipmodel.structure({"id": "a", "title": {"en": "x"}, **LOST[pointer]})

    with pytest.raises(InvalidDataError) as caught:
        tipmodel.dumps(training, version="1.0")

    assert pointer in [issue.pointer for issue in caught.value.issues]
    assert all("1.0" in issue.text("ar") for issue in caught.value.issues)


def added():
    """Yield the additions of the current schema: fields, members, codes."""
    new = tipmodel.json_schema()
    old, now = ({"Training": s, **s["$defs"]} for s in (SCHEMA, new))
    for name in old.keys() & now.keys():
        fields = now[name].get("properties", {}).keys() - old[name].get("properties", {}).keys()
        codes = set(_codes(now[name])) - set(_codes(old[name]))
        for each in fields | codes:
            yield name.removesuffix("Code"), each


def _codes(definition):
    return definition.get("enum") or next(
        (each["enum"] for each in definition.get("anyOf", ()) if "enum" in each), ()
    )


def test_the_step_knows_everything_that_is_new():
    """A field or a code that is added later and forgotten here would be written for old readers."""
    known = {(name, each) for name, new in STEPS["1.0"].added.items() for each in new}

    assert known == {
        *added(), *((name, each) for name, each in known if name == "InvolvementRole")
    }, "Name what is new among the additions of the version in codec/migrations.py."  # fmt: skip


def test_every_later_version_is_refused_and_none_is_unknown_to_dumps():
    """A version that does not exist is no version to write in."""
    with pytest.raises(ValueError, match=re.escape("there is no version 0.9, only 1.0, 1.1")):
        tipmodel.dumps(tipmodel.example(), version="0.9")


class TestCommand:
    def test_it_writes_the_current_version_beside_the_old_file(self, tmp_path, capsys):
        """A folder of old documents is brought up to date, and the old files stay."""
        old = tmp_path / "a.ndjson"
        old.write_bytes(b"\n".join(MADE[:3]) + b"\n")
        (tmp_path / "new").mkdir()

        assert 0 == main(["migrate", str(old), "--output", str(tmp_path / "new")])
        assert "3 records, version" in capsys.readouterr().out
        assert old.read_bytes() == b"\n".join(MADE[:3]) + b"\n"
        written = (tmp_path / "new" / "a.ndjson").read_bytes()
        assert 3 == written.count(b'{"schema_version":"1.1"')

        assert 2 == main(["migrate", str(old), "--output", str(tmp_path / "new")])
        assert 2 == main(["migrate", str(old), "--output", str(tmp_path)])
        assert written == (tmp_path / "new" / "a.ndjson").read_bytes()

    def test_without_a_folder_nothing_is_written(self, tmp_path, capsys):
        """Without --output, no file is written."""
        path = tmp_path / "a.json"
        path.write_bytes(MADE[0])

        assert 0 == main(["migrate", str(path)])
        assert "1 record, version" in capsys.readouterr().out
        assert [path] == list(tmp_path.iterdir())

    def test_what_cannot_be_said_is_not_written(self, tmp_path, capsys):
        """A record that the version cannot express is not written."""
        path = tmp_path / "a.json"
        path.write_text('{"id": "a", "title": {"en": "x"}, "fee": {"en": "free"}}')
        (tmp_path / "old").mkdir()

        command = ["migrate", str(path), "--to", "1.0", "--output", str(tmp_path / "old")]
        assert 1 == main(command)
        assert "/fee" in capsys.readouterr().out or "fee" in capsys.readouterr().out
        assert [] == list((tmp_path / "old").iterdir())

    def test_a_table_states_no_version(self, tmp_path):
        """A table is read by its headings, whatever version it was written with."""
        tipmodel.write(tipmodel.example(), tmp_path / "a.csv")

        assert 2 == main(["migrate", str(tmp_path / "a.csv")])
        assert 2 == main(["migrate", "a.json", "--output", str(tmp_path / "none")])
