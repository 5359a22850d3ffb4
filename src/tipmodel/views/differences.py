"""Differences between two records: by pointer for programs, in words for people."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from ..core.fields import Field, fields, states
from ..core.metadata import PERSONAL, LabeledEnum, Sensitivity, labeled, strictest
from ..core.record import Record, StringValue
from ..i18n import LINE, asked_for, language_name, translate
from ..i18n.phrase import Phrase
from ..values.text import LocalizedText
from ..vocab.terms import Term
from .cards import ENTRY, said

INSIDE = Phrase("diff.inside", "{whole} › {part}")
ADDED = Phrase("diff.added", "{after} (added)")
REMOVED = Phrase("diff.removed", "{before} (removed)")
CHANGED = Phrase("diff.changed", "{before} → {after}")
MOVED = Phrase("diff.moved", "the same in a different order")
NOT_SHOWN = Phrase("diff.not_shown", "personal data, not shown")
CHANGED_UNSEEN = Phrase("diff.changed_unseen", "changed; personal data, not shown")


@labeled("Kind of difference")
class Change(LabeledEnum):
    """What happened to a value."""

    ADDED = "added", "Added", "It is only in the second record."
    REMOVED = "removed", "Removed", "It is only in the first record."
    CHANGED = "changed", "Changed", "It differs in the second record."
    MOVED = "moved", "Moved", "The same values are in a different order."


@attrs.frozen
class Difference:
    """One difference between two records.

    Attributes:
        change: Whether the value was added, removed or changed.
        pointer: Its JSON Pointer: in the first record if it was removed, otherwise in the
            second.
        before: The old value; ``None`` if there is none.
        after: The new value; ``None`` if there is none.
        sensitivity: Who may see the values.

    """

    change: Change
    pointer: str
    before: Any = attrs.field(default=None, repr=False)
    after: Any = attrs.field(default=None, repr=False)
    sensitivity: Sensitivity = Sensitivity.PUBLIC
    _labels: tuple[Phrase | int | str, ...] = attrs.field(default=(), repr=False, eq=False)
    _term: type[Term] | None = attrs.field(default=None, repr=False, eq=False)
    _field: Field | None = attrs.field(default=None, repr=False, eq=False)

    def text(self, language: str | None = None) -> str:
        """Return the difference as a sentence without personal values."""
        asked = asked_for(language)
        is_unseen = self.sensitivity is PERSONAL and self.change is Change.CHANGED
        phrase = CHANGED_UNSEEN if is_unseen else _SENTENCES[self.change]
        value = translate(phrase, asked, isolate=False, **self._values(asked))
        label = _label(self._labels, asked)
        return translate(LINE, asked, isolate=False, label=label, value=value) if label else value

    def _values(self, language: str) -> dict[str, str]:
        if self.sensitivity is PERSONAL:
            hidden = translate(NOT_SHOWN, language)
            return {"before": hidden, "after": hidden}
        return {
            "before": said(self._as_term(self.before), language, self._field),
            "after": said(self._as_term(self.after), language, self._field),
        }

    def _as_term(self, value: Any) -> Any:
        return self._term(code=value) if self._term and value else value


_SENTENCES = {
    Change.ADDED: ADDED,
    Change.REMOVED: REMOVED,
    Change.CHANGED: CHANGED,
    Change.MOVED: MOVED,
}


def _label(labels: Sequence[Phrase | int | str], language: str) -> str:
    """Return the path to a value as text: labels of fields, numbers of items, names of languages."""
    label = ""
    for part in labels:
        if isinstance(part, int):
            label = translate(ENTRY, language, isolate=False, field=label, n=part + 1)
            continue
        name = language_name(part, language) if isinstance(part, str) else translate(part, language)
        label = (
            translate(INSIDE, language, isolate=False, whole=label, part=name) if label else name
        )
    return label


@attrs.frozen
class _Place:
    """The position of a value in both records."""

    pointer: str = ""
    labels: tuple[Phrase | int | str, ...] = ()
    level: Sensitivity = Sensitivity.PUBLIC
    of: Field | None = None

    def field(self, field: Field) -> "_Place":
        level = strictest(self.level, field.sensitivity)
        return _Place(f"{self.pointer}/{field.name}", (*self.labels, field.label), level, field)

    def tongue(self, tag: str) -> "_Place":
        return _Place(f"{self.pointer}/{tag}", (*self.labels, tag), self.level)

    def item(self, index: int) -> "_Place":
        return _Place(f"{self.pointer}/{index}", (*self.labels, index), self.level, self.of)

    def found(
        self, change: Change, before: Any = None, after: Any = None, term: type[Term] | None = None
    ) -> Difference:
        return Difference(
            change, self.pointer, before, after, self.level, self.labels, term, self.of
        )

    def either(self, before: Any, after: Any, term: type[Term] | None = None) -> Difference:
        """Return the difference of two values, one of which may be missing."""
        change = Change.CHANGED if before and after else Change.REMOVED if before else Change.ADDED
        return self.found(change, before, after, term)


def differences(a: Record, b: Record) -> tuple[Difference, ...]:
    """Return the differences between two records of one class.

    The items of a list are matched by their identifiers, otherwise by their content, so an
    inserted item is one difference.

    Args:
        a: The first record, the older one.
        b: The second record.

    Returns:
        The differences in the order of the fields; none if the records are equal.

    Raises:
        TypeError: The records are of different classes.

    >>> from tipmodel import Headcount, differences
    >>> [(each.pointer, each.after) for each in differences(Headcount(total=32), Headcount(total=39))]
    [('/total', 39)]

    """
    if type(a) is not type(b):
        raise TypeError(f"a {type(a).__name__} cannot be compared with a {type(b).__name__}")
    return tuple(_of_records(a, b, _Place()))


def _of_records(a: Record, b: Record, place: _Place) -> Iterator[Difference]:
    for field in fields(type(a)):
        before, after = getattr(a, field.name), getattr(b, field.name)
        if before != after or type(before) is not type(after):
            there = place.field(field)
            is_there, is_left = states(field, before), states(field, after)
            if isinstance(before, tuple) and isinstance(after, tuple):
                yield from _of_lists(before, after, there)
            elif is_there and is_left:
                yield from _of_values(before, after, there)
            elif is_there:
                yield there.found(Change.REMOVED, before)
            else:
                yield there.found(Change.ADDED, None, after)


def _of_values(before: Any, after: Any, place: _Place) -> Iterator[Difference]:
    if isinstance(before, LocalizedText) and isinstance(after, LocalizedText):
        for tag in sorted({*before, *after}):
            if before.get(tag) != after.get(tag):
                yield place.tongue(tag).either(before.get(tag), after.get(tag))
    elif isinstance(before, Term) and before.names == after.names and before.names:
        code = next(field for field in fields(type(before)) if field.name == "code")
        there = place.field(code)
        yield there.either(before.code, after.code, type(before))
    elif type(before) is type(after) and _is_a_group(before, after):
        yield from _of_records(before, after, place)
    else:
        yield place.found(Change.CHANGED, before, after)


def _is_a_group(before: Any, after: Any) -> bool:
    """Whether two values are records that are compared field by field."""
    from ..values.counts import AgeBand, Count  # noqa: PLC0415 - compared as a whole

    if isinstance(before, Term):  # another code is another thing
        return bool(before.code == after.code)
    return isinstance(before, Record) and not isinstance(before, StringValue | Count | AgeBand)


def _of_lists(
    before: tuple[Any, ...], after: tuple[Any, ...], place: _Place
) -> Iterator[Difference]:
    if _have_ids(before) and _have_ids(after):
        yield from _by_id(before, after, place)
        return
    if len(before) == len(after) and sorted(map(hash, before)) == sorted(map(hash, after)):
        yield place.found(Change.MOVED, before, after)
        return
    matched = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, stop, first, last in matched.get_opcodes():
        if operation == "equal":
            continue
        common = min(stop - start, last - first)
        for at in range(common):
            yield from _of_values(before[start + at], after[first + at], place.item(first + at))
        for at in range(start + common, stop):
            yield place.item(at).found(Change.REMOVED, before[at])
        for at in range(first + common, last):
            yield place.item(at).found(Change.ADDED, None, after[at])


def _have_ids(items: tuple[Any, ...]) -> bool:
    ids = [getattr(item, "id", None) for item in items]
    return None not in ids and len(set(ids)) == len(ids)


def _by_id(before: tuple[Any, ...], after: tuple[Any, ...], place: _Place) -> Iterator[Difference]:
    old = {item.id: item for item in before}
    new = {item.id: item for item in after}
    for at, item in enumerate(before):
        if item.id not in new:
            yield place.item(at).found(Change.REMOVED, item)
    for at, item in enumerate(after):
        if item.id not in old:
            yield place.item(at).found(Change.ADDED, None, item)
        elif old[item.id] != item:
            yield from _of_values(old[item.id], item, place.item(at))
    if [id_ for id_ in old if id_ in new] != [id_ for id_ in new if id_ in old]:
        yield place.found(Change.MOVED, before, after)
