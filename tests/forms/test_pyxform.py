"""Pyxform and ODK Validate accept every form."""

import io
import itertools
import pathlib
import shutil
import subprocess

import pytest

import tipmodel
from tipmodel import Participant, Training
from tipmodel.model import MODEL

JAVA = shutil.which("java")

pytestmark = pytest.mark.forms

LANGUAGES = [
    list(some)
    for number in range(1, 4)
    for some in itertools.combinations(map(str, tipmodel.languages()), number)
]


def converted(form):
    """The form for devices, and what pyxform warns of."""
    convert = pytest.importorskip("pyxform.xls2xform").convert
    made = convert(io.BytesIO(form))
    return made.xform, made.warnings


@pytest.mark.parametrize("cls", MODEL)
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_every_form_is_converted_without_a_warning(cls, languages):
    """Every form is converted without a warning."""
    xform, warnings = converted(tipmodel.form(cls, languages, every=True))

    assert not warnings
    assert xform


@pytest.mark.parametrize("cls", [Participant, Training])
@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_usual_forms_are_converted_without_a_warning(cls, languages):
    """The usual forms are converted without a warning."""
    for training in (None, tipmodel.example()):
        assert not converted(tipmodel.form(cls, languages, training=training))[1]


@pytest.mark.skipif(JAVA is None, reason="no Java on this machine")
def test_odk_validate_takes_every_form(tmp_path):
    """ODK Validate accepts every form."""
    package = pathlib.Path(pytest.importorskip("pyxform").__file__).parent
    jar = package / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
    paths = []
    for cls in MODEL:
        for every in (False, True):
            path = tmp_path / f"{cls.__name__}-{every}.xml"
            path.write_text(
                converted(tipmodel.form(cls, ["ar", "en", "ckb"], every=every))[0], "utf-8"
            )
            paths.append(path)
    command = [JAVA, "-Djava.awt.headless=true", "-jar", jar, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0
    assert (done.stdout + done.stderr).count("Xform is valid!") == len(paths)
