"""Rules about references from one part of a training to another.

They also check a training that was read only in part, whose unread fields are unset:
an unset field breaks no rule, and a rule that needs it is skipped.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.fields import by_name, label_of, states
from ..core.issues import Issue
from ..core.record import Record, StringValue
from ..core.rules import POINTS_NOWHERE
from ..vocab.terms import Term


def notes_point_somewhere(training: Any) -> Iterator[Issue]:
    """Refuse a note whose pointer leads to nothing in the record."""
    for index, note in enumerate(training.notes):
        about = getattr(note, "about", None)
        if about is not None and not _is_there(training, about):
            issue = POINTS_NOWHERE.issue().under("about", label_of(type(note), "about"))
            yield issue.under(index).under("notes")


def steps(pointer: str) -> list[str]:
    """Return the keys of a JSON Pointer."""
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]


def pointer_to(path: Iterable[str]) -> str:
    """Return the JSON Pointer of some keys."""
    return "".join(f"/{key.replace('~', '~0').replace('/', '~1')}" for key in path)


def at(record: Record, pointer: str) -> Any:
    """Return the value at a JSON Pointer of a record; ``None`` if there is none."""
    value: Any = record
    for step in steps(pointer):
        value = child(value, step)
        if value is None:
            return None
    return value


def _is_there(training: Any, pointer: str) -> bool:
    try:
        return at(training, pointer) is not None
    except AttributeError:  # it is in the document, but could not be read
        return True


def child(value: Any, key: str) -> Any:
    """Return the value one step of a pointer deeper; ``None`` if there is none."""
    if isinstance(value, StringValue) or (isinstance(value, Term) and value.is_code_alone):
        return None  # it is written as one text
    if isinstance(value, Record):
        field = by_name[type(value)].get(key)
        held = getattr(value, key) if field else None
        return held if field and states(field, held) else None
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, tuple | list) and key.isdecimal() and str(int(key)) == key:
        return value[int(key)] if int(key) < len(value) else None
    return None
