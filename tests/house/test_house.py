"""The house inspects itself: what is promised of every class and every public name."""

from types import ModuleType

import pytest

import tipmodel
from tipmodel.model import MODEL
from tipmodel.record import Record, fields


def test_public_names_are_public_on_purpose():
    """What can be seen is what is promised, and says what it is for."""
    modules = {name for name, value in vars(tipmodel).items() if isinstance(value, ModuleType)}
    visible = {name for name in vars(tipmodel) if not name.startswith("_")} - modules

    assert visible == set(tipmodel.__all__)
    assert all(getattr(tipmodel, name).__doc__ for name in tipmodel.__all__)


def test_every_class_of_the_model_is_public():
    """Nobody has to import a class from a place that may move."""
    assert {cls.__name__ for cls in MODEL} <= set(tipmodel.__all__)


@pytest.mark.parametrize("cls", MODEL)
def test_every_class_is_a_frozen_slotted_record_with_named_fields(cls):
    """A record never changes under those who share it, and no argument is a riddle."""
    assert issubclass(cls, Record)
    assert all(field.kw_only for field in fields(cls))
    assert all("__slots__" in vars(base) for base in cls.__mro__[:-1])
    assert cls.__setattr__ is not object.__setattr__


@pytest.mark.parametrize("cls", MODEL)
def test_collections_are_tuples(cls):
    """Nobody can add to a list inside a frozen record."""
    assert not [f.name for f in fields(cls) if f.default in ([], set())]
    assert not [f.name for f in fields(cls) if "list" in str(f.type)]
