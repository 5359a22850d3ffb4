"""Rules about references from one part of a training to another.

They also check a training that was read only in part, whose unread fields are unset:
an unset field breaks no rule, and a rule that needs it is skipped.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..core.issues import Issue
from ..core.record import (
    Field,
    PerClassCache,
    Record,
    StringValue,
    fields,
    label_of,
    states,
)
from ..core.rules import ID_REPEATED, POINTS_NOWHERE, UNKNOWN_PERSON, UNKNOWN_SPEAKER
from ..vocab.terms import Term

if TYPE_CHECKING:
    from .training import Training


def ids_are_used_once(training: "Training") -> Iterator[Issue]:
    """Refuse an identifier that two participants, speakers or sessions share."""
    seen = set()
    for name in ("participants", "speakers", "sessions"):
        for index, item in enumerate(getattr(training, name)):
            id_ = getattr(item, "id", None)
            if id_ is not None and id_ in seen:
                yield _at(ID_REPEATED.issue(), name, index, item, "id")
            seen.add(id_)


def speakers_are_known(training: "Training") -> Iterator[Issue]:
    """Refuse a session whose speaker the training does not have."""
    known = {speaker.id for speaker in training.speakers}
    for index, session in enumerate(training.sessions):
        for place, id_ in enumerate(getattr(session, "speakers", ())):
            if id_ not in known:
                issue = UNKNOWN_SPEAKER.issue().under(place)
                yield _at(issue, "sessions", index, session, "speakers")


def authors_are_known(training: "Training") -> Iterator[Issue]:
    """Refuse an outcome by someone who is neither speaker nor participant."""
    people = (*training.speakers, *training.participants) if training.outcomes else ()
    known = {person.id for person in people}
    for index, outcome in enumerate(training.outcomes):
        by = getattr(outcome, "by", None)
        if by is not None and by not in known:
            yield _at(UNKNOWN_PERSON.issue(), "outcomes", index, outcome, "by")


def notes_point_somewhere(training: "Training") -> Iterator[Issue]:
    """Refuse a note whose pointer leads to nothing in the record."""
    for index, note in enumerate(training.notes):
        about = getattr(note, "about", None)
        if about is not None and not _is_there(training, about):
            yield _at(POINTS_NOWHERE.issue(), "notes", index, note, "about")


def _at(issue: Issue, name: str, index: int, item: Record, field: str) -> Issue:
    return issue.under(field, label_of(type(item), field)).under(index).under(name)


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


def _is_there(training: "Training", pointer: str) -> bool:
    try:
        return at(training, pointer) is not None
    except AttributeError:  # it is in the document, but could not be read
        return True


@PerClassCache
def _by_name(cls: type) -> dict[str, Field]:
    return {field.name: field for field in fields(cls)}


def child(value: Any, key: str) -> Any:
    """Return the value one step of a pointer deeper; ``None`` if there is none."""
    if isinstance(value, StringValue) or (isinstance(value, Term) and value.is_code_alone):
        return None  # it is written as one text
    if isinstance(value, Record):
        field = _by_name[type(value)].get(key)
        held = getattr(value, key) if field else None
        return held if field and states(field, held) else None
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, tuple | list) and key.isdecimal() and str(int(key)) == key:
        return value[int(key)] if int(key) < len(value) else None
    return None
