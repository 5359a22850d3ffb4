"""The docstrings of public functions are complete and true."""

import ast
import builtins
import inspect
import re
import textwrap

import pytest

import tipmodel

FUNCTIONS = [
    pytest.param(function, id=name)
    for name in tipmodel.__all__
    if inspect.isfunction(function := getattr(tipmodel, name))
]


def section(function, *titles):
    """Return the text of a section of a docstring; empty if there is none."""
    found = re.search(
        rf"^(?:{'|'.join(titles)}):\n((?:[ ]+.*\n?|\n(?=[ ]))*)",
        inspect.getdoc(function),
        re.MULTILINE,
    )
    return found[1] if found else ""


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_argument_is_explained(function):
    """Every argument is documented."""
    explained = re.findall(r"^ {4}(\w+):", section(function, "Args"), re.MULTILINE)

    assert list(inspect.signature(function).parameters) == explained


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_comes_back_is_explained(function):
    """Every return value is documented."""
    returns = inspect.signature(function).return_annotation

    assert (returns is not None) == bool(section(function, "Returns", "Yields"))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_has_an_example(function):
    """Every function has an example."""
    assert ">>> " in inspect.getdoc(function)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_it_raises_is_said_and_exists(function):
    """Every documented exception exists."""
    said = re.findall(r"^ {4}(\w+):", section(function, "Raises"), re.MULTILINE)
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    raised = {
        node.exc.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
    }

    assert raised <= set(said)
    assert not [n for n in said if not hasattr(tipmodel, n) and not hasattr(builtins, n)]
    if "language" in inspect.signature(function).parameters:
        assert "UnknownLanguageError" in said or function is tipmodel.rows
