"""The rules across fields, as far as columns can prove them.

A rule without a form here is "not known", so its rows are read one by one.
"""

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.record import RequireAny
from ..model import headcount, outcome, participant, place, references, session
from ..values import counts, dates, durations
from ..vocab import terms
from .masks import Mask, all_of, any_of, filled, in_lists, parents_of, repeated, without_rows

Members = Mapping[str, Any]
Form = Callable[[Any, Members], Mask]
"""Takes a class and the columns of its fields; returns which records certainly keep the rule."""


def column_form(rule: Any) -> Form:
    """Return the function that proves an invariant by columns."""
    if type(rule) is RequireAny:
        return lambda cls, members: _states_any(rule, cls, members)
    return _FORMS.get(rule, _cannot_tell)


def _cannot_tell(_: Any, __: Members) -> Mask:
    return False


def _states_any(rule: RequireAny, cls: Any, members: Members) -> Mask:
    return any_of(*(_states(members[field.name]) for field in rule.fields(cls)))


def _states(array: Any) -> Mask:
    if array.null_count == len(array):
        return False
    if pa.types.is_list(array.type):
        return pc.fill_null(pc.greater(pc.list_value_length(array), 0), False)
    return array.is_valid() if array.null_count else True


def _is_in_iraq(_: Any, members: Members) -> Mask:
    country = members["country"]
    iraq = pc.equal(country, "IQ")
    return any_of(members["governorate"].is_null(), country.is_null(), iraq)


def _ages_are_in_order(_: Any, members: Members) -> Mask:
    youngest, below = members["at_least"], members["below"]
    return any_of(youngest.is_null(), below.is_null(), pc.less(youngest, below))


def _is_known(cls: Any, members: Members) -> Mask:
    code = members["code"]
    known = pc.is_in(code, value_set=pa.array(list(cls.facts()), pa.string()))
    return any_of(code.is_null(), known, pc.match_substring(code, ":"))


def _is_a_count(_: Any, members: Members) -> Mask:
    value, most, percent = members["value"], members["at_most"], members["percent"]
    one = pc.xor(value.is_null(), percent.is_null())
    exact = pc.fill_null(pc.equal(members["precision"], counts.Precision.EXACT.value), True)
    inexact = all_of(most.is_null(), any_of(value.is_null(), pc.invert(exact)))
    return all_of(one, any_of(inexact, pc.greater(most, value)))


def _is_a_length(_: Any, members: Members) -> Mask:
    most = members["at_most"]
    return any_of(most.is_null(), pc.greater(most, members["value"]))


def _at_most(highest: str, *names: str) -> Form:
    """Return a form that tells that marks are not above the highest, or above a hundred per cent."""

    def form(_: Any, members: Members) -> Mask:
        most = pc.fill_null(members[highest].cast(pa.float64()), 100.0)
        return all_of(
            *(any_of(members[name].is_null(), pc.less_equal(members[name], most)) for name in names)
        )

    return form


def _ends_after_its_start(_: Any, members: Members) -> Mask:
    """Tell by the letters, where both dates have as many; a date without a year breaks nothing."""
    start, end = members["start"], members["end"]
    alike = pc.equal(pc.utf8_length(start), pc.utf8_length(end))
    no_year = any_of(pc.starts_with(start, "X"), pc.starts_with(end, "X"))
    in_order = all_of(alike, pc.greater_equal(end, start))
    return any_of(start.is_null(), end.is_null(), no_year, in_order)


def _session_ends_after_its_start(_: Any, members: Members) -> Mask:
    """Tell by the letters, where both times have as many of them, and the same offset if any."""
    start, end = members["start"], members["end"]
    without = pc.less_equal(pc.utf8_length(start), len("2015-05-04T09:30"))
    offsets = (pc.utf8_slice_codeunits(each, -6) for each in (start, end))
    alike = all_of(
        pc.equal(pc.utf8_length(start), pc.utf8_length(end)), any_of(without, pc.equal(*offsets))
    )
    return any_of(start.is_null(), end.is_null(), all_of(alike, pc.greater_equal(end, start)))


def _exact(array: Any) -> Any:
    """Return the numbers that are exact, and null for all others."""
    others = [array.field(each.name) for each in array.type if each.name != "value"]
    is_exact = all_of(array.is_valid(), *(each.is_null() for each in others))
    return pc.if_else(is_exact, array.field("value"), None)


def _parts_fit(total: Any, parts: list[Any], groups: Any) -> Mask:
    """Tell that no exact part is larger than an exact total."""
    masks = [pc.fill_null(pc.less_equal(_exact(part), total), True) for part in parts]
    if groups.null_count < len(groups) and len(groups.values):
        totals = total.take(parents_of(groups))
        counted = _exact(groups.values.field("count"))
        inside = pc.fill_null(pc.less_equal(counted, totals), True)
        masks.append(in_lists(inside, groups))
    return all_of(*masks)


def _parts_of_a_headcount_fit(_: Any, members: Members) -> Mask:
    if pa.types.is_string(members["groups"].type):
        return members["groups"].is_null()
    parts = [members["female"], members["male"]]
    return _parts_fit(_exact(members["total"]), parts, members["groups"])


def _parts_of_a_group_fit(_: Any, members: Members) -> Mask:
    parts = members["parts"]
    if not pa.types.is_struct(parts.type.value_type):
        return pc.fill_null(pc.equal(pc.list_value_length(parts), 0), True)
    return _parts_fit(_exact(members["count"]), [], parts)


def _names(array: Any, name: str) -> tuple[Any, Any]:
    """Return what the records of lists state in a field, and the row of each."""
    if array.null_count == len(array):
        return pa.array([], pa.string()), pa.array([], pa.int64())
    values, rows = array.values.field(name), parents_of(array)
    if pa.types.is_list(values.type):
        rows, values = rows.take(parents_of(values)), values.values
    there = values.is_valid()
    return values.filter(there), rows.filter(there)


def _keys(members: Members, *paths: tuple[str, str]) -> tuple[Any, Any]:
    """Return texts that are equal if two records of one row state the same, and their rows."""
    found = [_names(members[field], name) for field, name in paths]
    rows = pa.concat_arrays([each for _, each in found])
    names = pa.concat_arrays([each for each, _ in found])
    return pc.binary_join_element_wise(rows.cast(pa.string()), names, ":"), rows


def _ids_are_distinct(_: Any, members: Members) -> Mask:
    keys, rows = _keys(
        members, *((name, "id") for name in ("participants", "speakers", "sessions"))
    )
    twice = pc.is_in(keys, value_set=repeated(keys))
    return without_rows(rows.filter(twice), len(members["id"]))


def _known(asked: tuple[str, str], *known: tuple[str, str]) -> Form:
    """Return a form that proves that every identifier in one field is defined in others."""

    def form(_: Any, members: Members) -> Mask:
        keys, rows = _keys(members, asked)
        there, _rows = _keys(members, *known)
        unknown = pc.invert(pc.is_in(keys, value_set=there))
        return without_rows(rows.filter(unknown), len(members["id"]))

    return form


def _notes_point_at_fields(_: Any, members: Members) -> Mask:
    """Tell where notes are about a whole field, or nothing; what stands deeper is looked up by row."""
    pointers, rows = _names(members["notes"], "about")
    count = len(members["id"])
    there = [
        pc.and_(pc.equal(pointers, f"/{name}"), filled(_states(array), count).take(rows))
        for name, array in members.items()
    ]
    return without_rows(rows.filter(pc.invert(filled(any_of(*there), len(rows)))), count)


_FORMS: dict[Any, Form] = {
    place._governorate_is_abroad: _is_in_iraq,
    counts._ages_end_before_they_begin: _ages_are_in_order,
    counts._number_or_percentage: _is_a_count,
    terms._is_unknown: _is_known,
    dates._ends_before_it_starts: _ends_after_its_start,
    session._ends_before_it_starts: _session_ends_after_its_start,
    durations._range_is_empty: _is_a_length,
    outcome._score_is_too_high: _at_most("out_of", "score"),
    participant._mark_is_too_high: _at_most("tests_out_of", "pre_test", "post_test"),
    headcount._part_exceeds_total: _parts_of_a_headcount_fit,
    headcount._part_exceeds_group: _parts_of_a_group_fit,
    references.ids_are_used_once: _ids_are_distinct,
    references.speakers_are_known: _known(("sessions", "speakers"), ("speakers", "id")),
    references.authors_are_known: _known(("outcomes", "by"), ("speakers", "id"), ("participants", "id")),
    references.notes_point_somewhere: _notes_point_at_fields,
}  # fmt: skip
