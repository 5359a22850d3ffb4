"""The commands in the how-to guides run as they are printed."""

import glob
import re
import shlex
from pathlib import Path

import pytest

import tipmodel
from samples import nine
from tipmodel import Participant, Sex
from tipmodel.cli import main

GUIDES = Path(__file__).parent.parent / "docs" / "how-to"
COMMANDS = [
    pytest.param(line, id=f"{name}: {line}")
    for name in ("report-a-year", "tables", "compare-records", "calendar")
    for block in re.findall(
        r"```console\n(.*?)```", (GUIDES / f"{name}.md").read_text("utf-8"), re.DOTALL
    )
    for line in re.findall(r"^\$ tipmodel (.*)$", block, re.MULTILINE)
]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_command_runs(line, tmp_path, monkeypatch):
    """Commands work as printed."""
    monkeypatch.chdir(tmp_path)
    Path("trainings").mkdir()
    for training in nine():
        tipmodel.write(training, f"trainings/{training.id}.json")
    tipmodel.write(nine(), "trainings.json")
    tipmodel.write(nine(), "old.json")
    tipmodel.write(nine()[1:], "new.json")
    tipmodel.write(nine()[3], "training.json")
    tipmodel.write([Participant(id="1", sex=Sex.FEMALE), Participant(id="2")], "participants.csv")
    words = shlex.split(line)
    spread = [file for word in words for file in (sorted(glob.glob(word)) or [word])]  # noqa: PTH207

    assert main(spread) == 0
