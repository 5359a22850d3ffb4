"""The steps between the versions of the schema, each in both directions.

A step works on plain data. Upwards it loses nothing: values of removed fields go to ``extra``,
under a key that begins with ``tipmodel:``. Downwards it refuses everything that the earlier
version cannot express, with an issue for each.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ..core.fields import fields, label_of, reachable, stated
from ..core.issues import InvalidDataError, Issue
from ..core.metadata import LabeledEnum, metadata_of
from ..core.record import Record, StringValue
from ..core.rules import LOST_IN_VERSION
from ..core.shape import Many, Number, Object, Shape, inner_records, shape_of
from ..core.validators import MOMENT, Text
from ..i18n.phrase import Phrase
from ..model import GroupCount, Note, Participant, Programme
from ..values.durations import Duration
from ..values.times import PartialTime
from ..vocab.terms import InvolvementRole, Term

Plain = dict[str, Any]
Change = Callable[[type, Plain], None]
"""Changes the object of a class from one version to the next, in place."""
Kinds = tuple[type[Record], ...]


@attrs.frozen(kw_only=True)
class Step:
    """The step from a version to the next one.

    Attributes:
        version: The later version.
        changes: The classes whose objects it changes.
        up: Changes an object of the earlier version.
        down: Changes an object of the later version.
        moved: The pointers of moved values, before and after; ``#`` stands for a number.
        added: The fields, members and codes that the later version added, by class.
        is_unsayable: Whether only the later version accepts the value of a field.

    """

    version: str
    changes: tuple[type[Record], ...]
    up: Change
    down: Change
    moved: tuple[tuple[str, str], ...]
    added: Mapping[str, frozenset[str]]
    is_unsayable: Callable[[type, str, Any], bool]


# From 1.0 to 1.1

_IATI, _KEPT_IATI = "iati_identifier", "tipmodel:iati_identifier"
_BEFORE_IATI = ("name", "acronym", "phase", "countries")
_is_iati = Text(200).passes
_MAX_PER_CENT = 100


def _to_1_1(cls: type, data: Plain) -> None:
    extra, value = data.get("extra", {}), data.get(_IATI)
    is_valid = isinstance(value, str) and _is_iati(value) and isinstance(extra, Mapping)
    if _had_iati(cls) and is_valid and _KEPT_IATI not in extra:
        data["extra"] = {**extra, _KEPT_IATI: data.pop(_IATI)}


def _to_1_0(cls: type, data: Plain) -> None:
    extra = dict(data.get("extra", {}))
    value = extra.pop(_KEPT_IATI, None)
    if _had_iati(cls) and isinstance(value, str) and _is_iati(value):
        del data["extra"]
        before = {name: data.pop(name) for name in _BEFORE_IATI if name in data}
        others = {**data, **({"extra": extra} if extra else {})}
        data.clear()
        data |= {**before, _IATI: value, **others}


def _had_iati(cls: type) -> bool:
    return issubclass(cls, Programme) and all(field.name != _IATI for field in fields(cls))


def _is_not_of_1_0(cls: type, name: str, value: Any) -> bool:
    if value is None:
        return issubclass(cls, GroupCount) and name == "count"
    if isinstance(value, PartialTime):
        return not re.fullmatch(MOMENT.pattern, str(value))
    if isinstance(value, InvolvementRole):
        return not value.is_code_alone or ":" in str(value.code)
    if issubclass(cls, Duration) and name == "value":
        return value < 1 or not float(value).is_integer()
    if issubclass(cls, Participant) and name in ("pre_test", "post_test"):
        return bool(value > _MAX_PER_CENT)
    return False


_ADDED_IN_1_1 = """
Training: number edition other_kinds level selection apply_by answer_by fee contacts
Session: number objectives count length
Participant: days_present tests_out_of certificate_number
Representation: counts
Place: district
Involvement: programme
Occurrence: kind
RelatedTraining:
Outcome: result base score out_of
Note: source
Source: title author
Programme: number
DateSpan: on_days
Count: at_most
Duration: at_most precision
Delivery: blended
Status: ongoing offered
InvolvementRole: conductor implementer coordinator nominator developer accreditor certifier evaluator
Topic: communication_skills document_examination impostor_detection planning judicial_procedures key_concepts human_rights_of_migrants rights_of_detainees role_of_institutions data_management vulnerability_assessment case_documentation freedom_of_expression_and_assembly elements_of_the_crime causes_of_trafficking effects_of_trafficking reporting_of_cases safe_return
TrainingKind: awareness_workshop training_programme national_workshop regional_workshop technical_workshop specialized_workshop online_course module briefing
Audience: humanitarian_workers activists volunteers criminal_justice_practitioners child_protection_workers asylum_officials police_trainers private_sector survivors migrants
Method: plenary_discussion self_paced live_webinar assignment discussion_forum simultaneous_interpretation
Approach: sustainable_development_goals
Population: migrants_at_risk crisis_affected_people displaced_families
Rank: superintendent chief_superintendent inspector chief_inspector police_commissioner associate_professor
SpeakerRole: coordinator co_trainer discussant evaluator author survivor head
OutcomeKind: action_plan ceremony satisfaction follow_up_test assessment credits qualification completion publication
"""


def _by_class(text: str) -> Mapping[str, frozenset[str]]:
    lines = (line.partition(":") for line in text.strip().splitlines())
    return {name: frozenset(added.split()) for name, _, added in lines}


STEPS: Mapping[str, Step] = {
    "1.0": Step(
        version="1.1",
        changes=(Programme,),
        up=_to_1_1,
        down=_to_1_0,
        moved=(("/programmes/#/iati_identifier", "/programmes/#/extra/tipmodel:iati_identifier"),),
        added=_by_class(_ADDED_IN_1_1),
        is_unsayable=_is_not_of_1_0,
    )
}
"""The steps by the version that they start from, in order."""


# Shared by all steps


def upgraded(data: Any, cls: type[Record], version: str) -> Any:
    """Return plain data of an earlier *version* as data of the current version."""
    while version in STEPS:
        step = STEPS[version]
        kinds = (*step.changes, Note)
        data = _changed(shape_of(cls), data, _noting(step.moved, step.up), kinds)
        version = step.version
    return data


def downgraded(record: Record, plain: Plain, version: str) -> Plain:
    """Return the plain data of a record in an earlier *version*.

    Raises:
        InvalidDataError: With an issue for everything that would be lost.

    """
    for earlier, step in _latest_first():  # pragma: no branch - *version* ends it
        lost = tuple(_lost(record, step, earlier, metadata_of(type(record)).label))
        if lost:
            raise InvalidDataError(*lost)
        back = tuple((after, before) for before, after in step.moved)
        kinds = (*step.changes, Note)
        plain = _changed(shape_of(type(record)), plain, _noting(back, step.down), kinds)
        if earlier == version:  # pragma: no branch - there is one step yet
            break
    return plain


def pointer_in(version: str, pointer: str) -> str:
    """Return the pointer of an issue in the document of an earlier *version*."""
    for earlier, step in _latest_first():
        if earlier >= version:  # pragma: no branch - there is one step yet
            pointer = _moved(pointer, [(after, before) for before, after in step.moved], whole=True)
    return pointer


def _latest_first() -> list[tuple[str, Step]]:
    return list(STEPS.items())[::-1]


def _changed(shape: Shape, value: Any, change: Change, kinds: Kinds) -> Any:
    """Return plain data in which the objects of some *kinds* have been changed, the innermost first.

    Whatever holds such an object is copied.
    """
    match shape:
        case Many(item=item) if isinstance(value, list | tuple):
            return [_changed(item, each, change, kinds) for each in value]
        case Number(inexact=cls) | Object(type=cls) if isinstance(value, Mapping):
            data = dict(value)
            for key, inner in _shapes_around(cls, kinds).items():
                if key in data:
                    data[key] = _changed(inner, data[key], change, kinds)
            if issubclass(cls, kinds):
                change(cls, data)
            return data
    return value


@functools.cache
def _shapes_around(cls: type[Record], kinds: Kinds) -> Mapping[str, Shape]:
    """Return the shapes of the fields that hold records of some *kinds*, here or deeper."""
    return {
        field.name: field.shape
        for field in fields(cls)
        for inner in inner_records(field.shape)
        if any(issubclass(each, kinds) for each in reachable(inner))
    }


def _noting(moved: tuple[tuple[str, str], ...], change: Change) -> Change:
    """Return a change that keeps the pointers of notes to moved values."""

    def with_notes(cls: type, data: Plain) -> None:
        change(cls, data)
        if issubclass(cls, Note) and isinstance(data.get("about"), str):
            data["about"] = _moved(data["about"], moved)

    return with_notes


def _moved(pointer: str, moved: Iterable[tuple[str, str]], *, whole: bool = False) -> str:
    for before, after in moved:
        found = re.fullmatch(before.replace("#", "([0-9]+)") + "((?:/.*)?)", pointer, re.DOTALL)
        if found:
            return after.replace("#", found[1]) + ("" if whole else found[2])
    return pointer


def _lost(value: Any, step: Step, version: str, label: Phrase) -> Iterator[Issue]:
    """Yield an issue for each part of a value that an earlier version cannot express."""
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from (issue.under(index) for issue in _lost(item, step, version, label))
        return
    kind = type(value)
    code = value.code if isinstance(value, Term) else getattr(value, "value", None)
    if isinstance(value, Term | LabeledEnum) and code in step.added.get(kind.__name__, ()):
        yield LOST_IN_VERSION.issue(version=version, field=label)
    if not isinstance(value, Record) or isinstance(value, StringValue):
        return
    names = [base.__name__ for base in kind.__mro__]  # a subclass has what its bases have
    new = next((step.added[name] for name in names if name in step.added), frozenset())
    held = dict.fromkeys(field.name for field, _ in stated(value))
    for field in fields(kind):
        item, label = getattr(value, field.name), label_of(kind, field.name)
        if (field.name in new and field.name in held) or step.is_unsayable(kind, field.name, item):
            yield LOST_IN_VERSION.issue(version=version, field=label).under(field.name)
        elif field.name in held:
            issues = _lost(item, step, version, label)
            yield from (issue.under(field.name) for issue in issues)
