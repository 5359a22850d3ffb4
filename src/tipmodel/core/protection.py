"""Issues about personal data: they name the broken rule and never repeat the input."""

import contextlib
from typing import Any

import attrs

from .fields import PerClassCache, fields, held, reachable
from .issues import Issue
from .metadata import PERSONAL, metadata_of

_OF_RULES = {"field", "form", "least", "most", "choices", "expected", "found", "known", "codepoint"}
"""The parameters that describe the requirement of a rule, or the type of the value."""

NOT_TOLD = "…"
"""Replaces a value that an error must not repeat."""

_LANGUAGES = {"en", "ar", "ckb", "kmr", "ku"}
_MAX_INDEX_LENGTH = 5


def protected(cls: type, issue: Issue) -> Issue:
    """Return an issue of a record of *cls* in a form that is safe to log and show.

    An issue about personal data loses its values and its suggestion, and its pointer ends before
    the first key that is no field, index or usual language: it may be the name of a person.
    """
    keys = issue.pointer.split("/")[1:]
    if _levels(cls).get(keys[0] if keys else "", metadata_of(cls).sensitivity) is not PERSONAL:
        return issue
    names, pointer = names_within(cls), ""
    for key in keys:
        if not (key in names or key in _LANGUAGES or _is_index(key)):
            break
        pointer += f"/{key}"
    if pointer == issue.pointer and issue.repaired is None and issue.params.keys() <= _OF_RULES:
        return issue
    params = {
        name: said if name in _OF_RULES else NOT_TOLD
        for name, said in issue.params.items()
        if name != "suggestion"
    }
    return Issue(issue.rule, params, pointer, issue.field, issue.location)


def without_suggestions(cls: type, issues: list[Issue], root: type) -> list[Issue]:
    """Return the issues of a constructor, without suggestions for values that describe people.

    The reader of a document knows whether it is about a person. Code that constructs a rank may log
    the error before the rank is part of a person, and a suggestion nearly reveals the input.
    *root* is the base of all classes.
    """
    if not any("suggestion" in issue.params for issue in issues) or cls not in _of_people(root):
        return issues
    return [
        attrs.evolve(
            issue,
            params={name: said for name, said in issue.params.items() if name != "suggestion"},
            repaired=None,
        )
        for issue in issues
    ]


def _of_people(root: type) -> set[type]:
    """Return the classes that are personal data, and the classes inside them."""
    left = [root]
    for cls in left:
        left += cls.__subclasses__()
    found = [
        cls
        for cls in left
        if hasattr(cls, "__about__") and metadata_of(cls).sensitivity is PERSONAL
    ]
    for cls in found:
        with contextlib.suppress(
            NameError, TypeError
        ):  # not defined yet, or broken: it has no records
            found += held(cls).difference(found)
    return set(found)


def _is_index(key: str) -> bool:
    return key.isdecimal() and len(key) <= _MAX_INDEX_LENGTH


@PerClassCache
def _levels(cls: type) -> dict[str, Any]:
    return {field.name: field.sensitivity for field in fields(cls)}


@PerClassCache
def names_within(cls: type) -> set[str]:
    """Return the names of all fields of a class, and of the classes it holds."""
    return {field.name for each in reachable(cls) for field in fields(each)}
