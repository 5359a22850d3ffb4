"""SECURITY.md promises what is tested, and nothing that is not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISES = re.findall(
    r"`(tests/[\w/]+\.py)(?:::([\w:]+))?`", (ROOT / "SECURITY.md").read_text("utf-8")
)


@pytest.mark.parametrize(("file", "name"), PROMISES)
def test_every_test_that_is_named_is_there(file, name):
    """Every test that the security policy names exists."""
    text = (ROOT / file).read_text("utf-8")

    assert "def test_" in text
    for part in name.split("::") if name else ():
        assert re.search(rf"^ *(?:def|class) {part}\b", text, re.MULTILINE)


READ = """
import json, sys
import tipmodel
from tipmodel import Participant
tipmodel.validate(tipmodel.example_bytes() if hasattr(tipmodel, "example_bytes") else b"{}")
for language in tipmodel.languages():  # what is needed to say something is loaded now
    for issue in tipmodel.validate({"topics": ["forced_labor"], "dates": {"start": "2015"}}): issue.text(language)
    tipmodel.describe(tipmodel.example(), language)
document = {"id": "__import__('os').system('id')", "title": {"en": "{0.__class__} ${jndi:ldap://x} <!ENTITY x SYSTEM 'file:///etc/passwd'>"},
    "source": {"url": "https://example.org/"}, "documents": [{"url": "file:///etc/passwd"}],
    "extra": {"acme:x": {"__class__": "os.system", "__reduce__": ["os.system", "id"], "py/object": "os.system"}}}
least = {"id": "a", "title": {"en": "x"}, "no": 1}
for cls in (tipmodel.Training, Participant):  # what is made when first needed is made now
    for given in (json.dumps(least), json.dumps(least).encode(), least): tipmodel.validate(given, cls)
    tipmodel.validate({}, cls), tipmodel.loads('{"id":"a","title":{"en":"x"}}')
seen = []
sys.addaudithook(lambda event, args: seen.append((event, str(args)[:80])) if event.split(".")[0] in
    ("open", "socket", "subprocess", "os", "exec", "import", "pickle", "urllib", "ftplib") else None)
data = json.dumps(document)
for given in (data, data.encode(), document):
    tipmodel.validate(given)
    tipmodel.validate(given, Participant)
print(*seen, sep="\\n")
"""


def test_reading_opens_nothing_and_runs_nothing():
    """A document from a stranger reaches neither the network, nor a file, nor the interpreter."""
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True)
    said = [line for line in done.stdout.splitlines() if line]
    ours = [line for line in said if "tipmodel" in line or "difflib" in line]

    assert [] == [line for line in said if line not in ours]
    assert all(line.startswith(("('exec'", "('import'", "('open'")) for line in ours)
