"""Classes of other packages work on the command line, in other languages and with type checkers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import tipmodel
from tipmodel import InvalidDataError
from tipmodel.cli import main
from tipmodel.cli.options import CLASSES
from tipmodel.core.rules import STATES_NOTHING
from tipmodel.extend import PERSONAL, Record, RequireAny, Rule, field, record

ROOT = Path(__file__).parents[1]
MODULE = """
from tipmodel import Training
from tipmodel.extend import field, record

@record("Costed training", ar="دورة ذات كلفة")
class CostedTraining(Training):
    cost: int | None = field("Cost", "In dollars.", ar=("الكلفة", "بالدولار."), default=None, example=9)
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a package that adds a class, and one that is broken."""
    (tmp_path / "costed_training_package.py").write_text(MODULE, "utf-8")
    info = tmp_path / "costed-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: costed\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[tipmodel.classes]\nCostedTraining = costed_training_package:CostedTraining\n"
        "Broken = costed_training_package:NoSuchClass\nNoRecord = costed_training_package:field\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("costed_training_package", None)


def test_the_command_line_knows_the_class(installed, capsys):
    """The command line supports the classes of installed packages."""
    path = installed / "a.json"
    path.write_text('{"id": "a", "title": {"en": "x"}, "cost": "9"}', "utf-8")

    assert 1 == main(["check", str(path), "--class", "CostedTraining", "--language", "ar"])
    said = capsys.readouterr().out
    assert "/cost" in said
    assert "الكلفة" in said
    assert 0 == main(["schema", "CostedTraining"])
    assert '"cost"' in capsys.readouterr().out


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["Broken", "NoRecord"])
def test_a_broken_package_is_named(capsys, name):
    """The command says in a sentence which package does not work."""
    assert 2 == main(["schema", name])
    assert "costed" in capsys.readouterr().err


def test_a_class_that_nobody_has(capsys):
    """A misspelled class is a wrong call."""
    with pytest.raises(SystemExit):
        main(["schema", "Trainin"])
    assert "Trainin" in capsys.readouterr().err


def test_a_name_that_no_package_adds_is_no_class():
    """Programs that look a class up by its name get a `KeyError`, as from any mapping."""
    with pytest.raises(KeyError, match="Trainin"):
        CLASSES["Trainin"]


def test_arabic_stands_beside_a_field():
    """Custom labels, help and sentences can have Arabic in the code."""

    @record("Costed", ar="ذو كلفة")
    class Costed(tipmodel.Training):
        cost: int | None = field(
            "Cost", "In dollars.", ar=("الكلفة", "بالدولار."), ckb="تێچوو", default=None, example=9
        )

    rule = Rule("acme.rule", "Wrong {field}.", translations={"ar": "خطأ في {field}."})
    schema = tipmodel.json_schema(Costed, "ar")["properties"]["cost"]

    assert ("الكلفة", "بالدولار.") == (schema["title"], schema["description"])
    assert ["الكلفة", "تێچوو", "Cost"] == [
        tipmodel.label(Costed, "cost", language=tag) for tag in ("ar", "ckb", "en")
    ]
    assert "ذو كلفة" == tipmodel.label(Costed, language="ar")
    assert rule.issue().text("ar").startswith("خطأ")
    assert rule.issue().text("en").startswith("Wrong")


@pytest.mark.long
def test_the_pattern_of_the_docs_is_typed(tmp_path):
    """The how-to passes strict type checking."""
    text = (ROOT / "docs" / "how-to" / "extend-from-outside.md").read_text("utf-8")
    block = re.search(r"```python\n(>>> from collections.*?)```", text, re.DOTALL)[1]
    lines = [line[4:] for line in block.splitlines() if line.startswith((">>> ", "... ", "..."))]
    (tmp_path / "extension.py").write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "extension.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert "class FundedTraining" in "\n".join(lines)
    assert "Success" in done.stdout, done.stdout + done.stderr


def test_a_class_with_a_broken_rule_harms_no_other():
    """A rule that names no field is an error of its class, and no other record notices."""

    @record("Broken", sensitivity=PERSONAL)
    class Broken(Record):
        """A class whose rule names a field that does not exist."""

        invariants = (RequireAny(STATES_NOTHING, ("nothing",)),)
        number: int | None = field("Number", "A number.", default=None)

    with pytest.raises(TypeError, match="no field 'nothing'"):
        Broken(number=1)
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.Rank(code="majr")
    assert ["term.unknown"] == [issue.code for issue in caught.value.issues]


def test_a_forgotten_placeholder_does_not_break_the_error():
    """The sentence shows where a value is missing; the issue stays readable."""
    rule = Rule("acme.forgotten", "{label} is above {most}.")

    assert str(rule.error(most=3)) == "/: {label} is above 3."
