"""A broken installed package causes one clear error with its name, and nothing else stops."""

import os
import subprocess
import sys

import pytest

import tipmodel
from tipmodel import LocalizedText, Participant

PO = """msgid ""
msgstr ""
"Language: ar_IQ\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);\\n"

msgctxt "Training"
msgid "Training"
msgstr "دورة"
"""

UNUSUAL = {
    "the module ends the process": {"bad/__init__.py": "raise SystemExit(3)"},
    "the error has many lines": {"bad/__init__.py": r"raise ValueError('a\nforged\x1b[31m\u202e')"},
    "the error has no sentence": {
        "bad/__init__.py": "class E(Exception):\n    def __str__(self): return 1 / 0\nraise E"
    },
}
LANGUAGES = {
    "the module is missing": {},
    "the catalogue is missing": {"bad/__init__.py": ""},
    "the catalogue is malformed": {"bad/__init__.py": "", "bad/ar-x-bad.po": 'msgid "a\nmsgstr'},
    "the catalogue is no text": {"bad/__init__.py": "", "bad/ar-x-bad.po": "\x00\xff" * 99},
    "the language is unknown": {
        "bad/__init__.py": "",
        "bad/ar-x-bad.po": PO.replace("ar_IQ", "xx"),
    },
    "the module ends with an error": {"bad/__init__.py": "1/0"},
    **UNUSUAL,
}
FORMATS = {
    "the module is missing": {},
    "the module ends with an error": {"bad/__init__.py": "1/0"},
    "nothing can be read or written": {"bad/__init__.py": ""},
    "reading ends with an error": {
        "bad/__init__.py": "def read(*_): yield 1/0\ndef write(*_): [][0]"
    },
    **UNUSUAL,
}


def some(cases):
    """Return the cases; all but the first are long, because each starts processes."""
    return [
        pytest.param(files, id=name, marks=[pytest.mark.long] * (number > 0))
        for number, (name, files) in enumerate(cases.items())
    ]


@pytest.fixture
def installed(tmp_path):
    """Return a function that runs Python with a package installed."""

    def install(group, name, files):
        for file, text in files.items():
            (tmp_path / file).parent.mkdir(exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
        info = tmp_path / "the_bad_one-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: the-bad-one\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = bad\n")

        found_in = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])

        def run(*arguments):
            return subprocess.run(
                [sys.executable, *arguments],
                env=os.environ | {"PYTHONPATH": found_in, "PYTHONUTF8": "1"},
                cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
            )  # fmt: skip

        tipmodel.write([Participant(id="1", name=LocalizedText(en="A"))], tmp_path / "p.csv", "en")
        tipmodel.write([tipmodel.example()], tmp_path / "t.json")
        return run

    return install


@pytest.mark.parametrize("files", some(LANGUAGES))
def test_a_language(installed, files):
    """All other languages keep working, on the command line and for tables."""
    run = installed("tipmodel.languages", "ar-x-bad", files)

    for arguments in (
        ["check", "p.csv", "--class", "Participant"],
        ["show", "t.json", "--language", "ar"],
    ):
        done = run("-m", "tipmodel", *arguments)
        assert 0 == done.returncode
        assert done.stdout
        assert 1 == done.stderr.count("\n") == done.stderr.count("the-bad-one"), done.stderr
    code = (
        "import tipmodel\n"
        "try: tipmodel.label(tipmodel.Training, language='ar-x-bad')\n"
        "except tipmodel.BrokenExtensionError as error: print(error.package, error)"
    )
    assert "the-bad-one the installed package 'the-bad-one', which adds 'ar-x-bad', is broken" in (
        run("-c", code).stdout
    )


@pytest.mark.parametrize(
    "text",
    [
        "{nothing}",
        *(
            pytest.param(text, marks=pytest.mark.long)
            for text in ("{", "{0}", "دورة {field.__class__}")
        ),
    ],
    ids=["name", "brace", "number", "attribute"],
)
def test_a_translation_with_other_places_than_the_english_is_not_used(installed, text):
    """A faulty translation is replaced by another language, for that sentence alone."""
    po = PO.replace('"دورة"', f'"{text}"')
    run = installed(
        "tipmodel.languages", "ar-x-bad", {"bad/__init__.py": "", "bad/ar-x-bad.po": po}
    )
    code = "import tipmodel; print(tipmodel.label(tipmodel.Training, language='ar-x-bad'))"

    done = run("-c", code)
    assert tipmodel.label(tipmodel.Training, language="ar") == done.stdout.strip(), done.stderr


@pytest.mark.parametrize("files", some(FORMATS))
def test_a_format(installed, files):
    """Other formats keep working, and the broken one gives one sentence."""
    run = installed("tipmodel.formats", "bad", files)
    (run("-c", "open('x.bad', 'w')"))

    assert 0 == run("-m", "tipmodel", "check", "t.json").returncode
    for arguments in (["check", "x.bad"], ["convert", "t.json", "y.bad"]):
        done = run("-m", "tipmodel", *arguments)
        assert 2 == done.returncode
        assert "the-bad-one" in done.stderr
        assert 1 == done.stderr.count("\n"), done.stderr


def test_the_error_of_whoever_makes_the_records_is_theirs(installed):
    """An error of the caller is not reported as an error of the format."""
    write = "def read(*_): yield\ndef write(records, *_): list(records)"
    run = installed("tipmodel.formats", "bad", {"bad/__init__.py": write})
    code = (
        "import tipmodel\n"
        "try: tipmodel.write((1 // 0 for _ in '1'), 'y.bad')\n"
        "except ZeroDivisionError: print('mine')"
    )

    assert "mine" == run("-c", code).stdout.strip()


class WordlessError(Exception):
    """An error that cannot be shown."""

    def __str__(self):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ValueError("a\nforged\x1b[31m\u202e"), "(ValueError: a forged [31m)"),
        (SystemExit(3), "(SystemExit: 3)"),
        (WordlessError(), "(WordlessError)"),
    ],
)
def test_whatever_a_package_raises_is_one_line(cause, said):
    """The error of a package can forge no line, and need not be fit to be shown."""
    error = tipmodel.BrokenExtensionError("the-bad-one", ".bad")
    error.__cause__ = cause

    assert str(error).endswith(said)
