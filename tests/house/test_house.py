"""Promises about every class and every public name."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tipmodel
from tipmodel.core.fields import fields
from tipmodel.core.record import Record
from tipmodel.model import MODEL

ROOT = Path(__file__).parent.parent.parent


def test_public_names_are_public_on_purpose():
    """Every public name is promised, documented and known to type checkers."""
    tree = ast.parse(Path(tipmodel.__file__).read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.level]
    typed = {alias.asname for node in imports for alias in node.names if alias.asname}

    assert typed == set(tipmodel.__all__)
    assert all(getattr(tipmodel, name).__doc__ for name in tipmodel.__all__)
    assert set(tipmodel.__all__) <= set(dir(tipmodel))
    with pytest.raises(AttributeError):
        getattr(tipmodel, "no_such_name")  # noqa: B009 - a type checker knows it is not there


def test_importing_the_package_loads_next_to_nothing():
    """Importing the package loads almost nothing."""
    heavy = ["attrs", "cattrs", "babel", "msgspec", "tipmodel.model"]
    code = f"import sys, tipmodel; print(*set({heavy}) & sys.modules.keys())"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    typed = code.replace("import sys, tipmodel", "import sys; from tipmodel import Training")
    for_a_class = subprocess.run([sys.executable, "-c", typed], capture_output=True, check=True)

    assert b"" == loaded.stdout.strip()
    assert {b"attrs", b"tipmodel.model"} == set(for_a_class.stdout.split())


def test_every_class_of_the_model_is_public():
    """Every class of the model is public."""
    assert {cls.__name__ for cls in MODEL} <= set(tipmodel.__all__)


@pytest.mark.parametrize("cls", MODEL)
def test_every_class_is_a_frozen_slotted_record_with_named_fields(cls):
    """Every class is a frozen, slotted record with keyword arguments."""
    assert issubclass(cls, Record)
    assert all(field.attribute.kw_only for field in fields(cls))
    assert all("__slots__" in vars(base) for base in cls.__mro__[:-1])
    assert cls.__setattr__ is not object.__setattr__


@pytest.mark.parametrize("cls", MODEL)
def test_collections_are_tuples(cls):
    """The lists inside a frozen record cannot be changed."""
    assert not [f.name for f in fields(cls) if f.default in ([], set())]
    assert not [f.name for f in fields(cls) if "list" in str(f.type)]


def test_the_package_tells_its_version():
    """The package and the site state the version."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert pyproject["project"]["version"] == tipmodel.__version__
