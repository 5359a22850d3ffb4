"""What the command line shows cannot steer a terminal, and what becomes of the output is no crash."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import tipmodel
from tipmodel.cli import main

ATTACK = "\x1b]0;owned\x07\x1b[2J\r\u202e\u2066\u2028\u200f\nforged: all is well."
FULL = Path("/dev/full")
COMMAND = (sys.executable, "-m", "tipmodel", "labels", "governorates")
LEAST = {"id": "a", "title": {"en": "x"}}
OURS = re.compile("[\u2066-\u2069\u200e\u200f]")
"""What the library itself puts in, so that Arabic and English keep their order."""


def safe(said):
    """Tell whether nothing in what is said can steer, forge or turn round."""
    lines = said.splitlines(keepends=True)
    return all(
        OURS.sub("", line).rstrip("\n").replace("\t", "").isprintable()
        and not OURS.sub("", line).startswith("forged")
        for line in lines
    )


DOCUMENTS = {
    "an unknown key": {**LEAST, ATTACK: 1},
    "a language tag": {**LEAST, "title": {ATTACK: "x"}},
    "a key of extra": {**LEAST, "extra": {ATTACK: 1}},
    "a key inside extra": {**LEAST, "extra": {"acme:x": {ATTACK: 1}}},
    "a key of an unknown key": {**LEAST, "dates": {ATTACK: {ATTACK: 1}}},
    "a text": {**LEAST, "id": ATTACK},
    "a code": {**LEAST, "topics": [ATTACK], "kind": ATTACK, "status": ATTACK},
    "a version": {**LEAST, "schema_version": ATTACK},
    "a choice of a participant": {**LEAST, "participants": [{"id": "1", "sex": ATTACK}]},
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document(document, language, tmp_path, capsys):
    """No key or text of a stranger reaches the terminal, a log or an error as it is."""
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    main(["check", str(path), "--language", language])
    main(["convert", str(path), str(tmp_path / "b.json"), "--language", language])
    assert safe(capsys.readouterr().out)
    for issue in tipmodel.validate(document):
        assert safe(issue.text(language))
        assert safe(str(issue))
        assert safe(repr(issue))


def test_a_key_given_twice(tmp_path, capsys):
    """Not even where the document cannot be read."""
    path = tmp_path / "a.json"
    path.write_text('{"\\u001b[2J":1,"\\u001b[2J":2,"id":1,"id":2}')

    main(["check", str(path)])
    said = capsys.readouterr().out
    assert safe(said)
    assert "2J" not in said  # a key that is no field may be the name of a person


def test_headings_and_names_of_files(tmp_path, capsys):
    """Nor does a heading, or the name of the file itself."""
    path = tmp_path / f"{ATTACK.replace('/', '')}.csv"
    path.write_text(f'id,"{ATTACK}","{ATTACK}e-mail"\n1,2,3\n', encoding="utf-8")

    for command in (["check"], ["show"], ["convert"]):
        target = [str(tmp_path / f"{ATTACK}.none")] if command == ["convert"] else []
        main([*command, str(path), *target, "--class", "Participant"])
        said = capsys.readouterr()
        assert safe(said.out)
        assert safe(said.err)


def test_a_card_is_not_forged_by_a_line_feed():
    """A title of two lines does not pretend to be two facts."""
    title = "Course\nHeadcount: 500 participants\n\nProgrammes:\tnone"
    record = tipmodel.loads(json.dumps({"id": "a", "title": {"en": title, "ar": title}}))

    for language in ("en", "ar"):
        card = tipmodel.describe(record, language)
        assert not [
            line for line in card.splitlines() if line.startswith(("Headcount", "Programmes"))
        ]


class TestTheOutput:
    def run(self, **how):
        return subprocess.run(COMMAND, stderr=subprocess.PIPE, check=False, **how)

    @pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
    def test_a_full_disk(self):
        """Output to a full disk gives one sentence."""
        with FULL.open("wb") as full:
            done = self.run(stdout=full)

        assert 2 == done.returncode
        assert 1 == done.stderr.count(b"\n"), done.stderr.decode()

    @pytest.mark.skipif(os.name != "posix", reason="needs a shell")
    @pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
    def test_a_closed_stream(self, closed):
        """A job without a terminal does its work."""
        command = f"{shlex.join(COMMAND)} {closed}"
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)

        assert (0, b"") == (done.returncode, done.stderr)

    @pytest.mark.skipif(os.name != "posix", reason="needs a shell")
    def test_a_reader_who_has_seen_enough(self):
        """`tipmodel labels governorates | head -1` ends in silence."""
        command = f"{shlex.join(COMMAND)} | head -1"
        done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)

        assert b"" == done.stderr

    def test_a_program_that_gathers_it(self):
        """`main` can be called by a program that redirects the output."""
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            assert 0 == main(["demo"])
        assert "IOM" in said.getvalue()
