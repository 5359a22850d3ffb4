"""The rules across fields, as far as columns can prove them.

A rule without a form here is "not known", so its rows are read one by one.
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.fields import Field, by_name
from ..core.invariants import Distinct, InOrder, RefersTo, RequireAny
from ..core.shape import Many, Number, Plain
from ..model import place, references
from ..values import counts
from ..values.dates import PartialDate
from ..values.times import PartialTime
from ..vocab import terms
from .masks import Mask, all_of, any_of, filled, in_lists, parents_of, repeated, without_rows

Members = Mapping[str, Any]
Form = Callable[[Any, Members], Mask]
"""Takes a class and the columns of its fields; returns which records certainly keep the rule."""


def column_form(rule: Any) -> Form:
    """Return the function that proves an invariant by columns."""
    if type(rule) in _KINDS:
        return functools.partial(_KINDS[type(rule)], rule)
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


def _is_known(cls: Any, members: Members) -> Mask:
    code = members["code"]
    known = pc.is_in(code, value_set=pa.array(list(cls.facts()), pa.string()))
    return any_of(code.is_null(), known, pc.match_substring(code, ":"))


def _is_a_count(_: Any, members: Members) -> Mask:
    value, most, percent = members["value"], members["at_most"], members["percent"]
    one = pc.xor(value.is_null(), percent.is_null())
    exact = pc.fill_null(pc.equal(members["precision"], counts.Precision.EXACT.value), True)
    number = all_of(most.is_null(), any_of(value.is_null(), pc.invert(exact)))
    return all_of(one, any_of(number, value.is_valid()))


def _in_order(rule: InOrder, cls: Any, members: Members) -> Mask:
    """Tell where the lesser value is not above the greater one, as far as columns can."""
    name, *inner = rule.lower.split(".")
    below, shape = by_name[cls][name].shape, by_name[cls][rule.upper].shape
    if inner and _are_in_lists(cls, (rule.lower,)):
        below = _field_in_list(cls, rule.lower).shape
    if type(below) is not type(shape):
        return False
    lower, upper = members[name], members[rule.upper]
    compare = pc.less if rule.strictly else pc.less_equal
    if isinstance(shape, Number):
        most = _or_else(_exact(upper), rule.otherwise, upper.is_null())
        if inner:
            return _parts_fit(lower, most, inner[0], compare)
        return pc.fill_null(compare(_exact(lower), most), True)
    if isinstance(shape, Plain) and not inner:
        most = _or_else(upper, rule.otherwise, upper.is_null())
        return any_of(lower.is_null(), most.is_null(), compare(lower, most))
    if inner or shape.type not in _DATES:
        return False
    return any_of(lower.is_null(), upper.is_null(), _DATES[shape.type](lower, upper))


def _dates_in_order(start: Any, end: Any) -> Mask:
    """Tell by the letters, where both dates have as many; a date without a year breaks nothing."""
    alike = pc.equal(pc.utf8_length(start), pc.utf8_length(end))
    no_year = any_of(pc.starts_with(start, "X"), pc.starts_with(end, "X"))
    return any_of(no_year, all_of(alike, pc.greater_equal(end, start)))


def _times_in_order(start: Any, end: Any) -> Mask:
    """Tell by the letters, where both times have as many of them, and the same offset if any."""
    without = pc.less_equal(pc.utf8_length(start), len("2015-05-04T09:30"))
    offsets = (pc.utf8_slice_codeunits(each, -6) for each in (start, end))
    alike = all_of(
        pc.equal(pc.utf8_length(start), pc.utf8_length(end)), any_of(without, pc.equal(*offsets))
    )
    return all_of(alike, pc.greater_equal(end, start))


def _exact(array: Any) -> Any:
    """Return the numbers that are exact, and null for all others."""
    others = [array.field(each.name) for each in array.type if each.name != "value"]
    is_exact = all_of(array.is_valid(), *(each.is_null() for each in others))
    return pc.if_else(is_exact, array.field("value"), None)


def _or_else(array: Any, otherwise: int | None, is_unstated: Any) -> Any:
    """Return numbers with another one where nothing is stated."""
    return array if otherwise is None else pc.if_else(is_unstated, otherwise, array)


def _parts_fit(parts: Any, total: Any, name: str, compare: Callable[..., Any]) -> Mask:
    """Tell that no exact part in a list is larger than an exact total."""
    if pa.types.is_string(parts.type):
        return parts.is_null()
    if not pa.types.is_struct(parts.type.value_type):
        return pc.fill_null(pc.equal(pc.list_value_length(parts), 0), True)
    if parts.null_count == len(parts) or not len(parts.values):
        return True
    counted = _exact(parts.values.field(name))
    inside = pc.fill_null(compare(counted, total.take(parents_of(parts))), True)
    return in_lists(inside, parts)


def _names(array: Any, name: str) -> tuple[Any, Any]:
    """Return what the records of lists state in a field, and the row of each."""
    if array.null_count == len(array):
        return pa.array([], pa.string()), pa.array([], pa.int64())
    values, rows = array.values.field(name), parents_of(array)
    if pa.types.is_list(values.type):
        rows, values = rows.take(parents_of(values)), values.values
    there = values.is_valid()
    return values.filter(there), rows.filter(there)


def _keys(members: Members, paths: Iterable[str]) -> tuple[Any, Any]:
    """Return texts that are equal if two records of one row state the same, and their rows."""
    found = [_names(members[field], name) for field, name in (path.split(".") for path in paths)]
    rows = pa.concat_arrays([each for _, each in found])
    names = pa.concat_arrays([each for each, _ in found])
    return pc.binary_join_element_wise(rows.cast(pa.string()), names, ":"), rows


def _are_in_lists(cls: Any, paths: Iterable[str]) -> bool:
    """Tell whether each path is to a field of the records of a list; other paths are checked by row."""
    known = by_name[cls]
    return all(
        path.count(".") == 1 and isinstance(known[path.partition(".")[0]].shape, Many)
        for path in paths
    )


def _are_texts_in_lists(cls: Any, paths: Iterable[str]) -> bool:
    """Tell whether each of these fields has text, or a list of texts; other values are checked by row."""
    return _are_in_lists(cls, paths) and all(
        _field_in_list(cls, path).shape.inner_type is str for path in paths
    )


def _field_in_list(cls: Any, path: str) -> Field:
    name, inner = path.split(".")
    return by_name[by_name[cls][name].shape.inner_type][inner]


def _distinct(rule: Distinct, cls: Any, members: Members) -> Mask:
    if not _are_texts_in_lists(cls, rule.paths):
        return False
    keys, rows = _keys(members, rule.paths)
    twice = pc.is_in(keys, value_set=repeated(keys))
    return without_rows(rows.filter(twice), _count(members))


def _known(rule: RefersTo, cls: Any, members: Members) -> Mask:
    if not _are_texts_in_lists(cls, (rule.path, *rule.among)):
        return False
    keys, rows = _keys(members, [rule.path])
    there, _rows = _keys(members, rule.among)
    unknown = pc.invert(pc.is_in(keys, value_set=there))
    return without_rows(rows.filter(unknown), _count(members))


def _count(members: Members) -> int:
    return len(next(iter(members.values())))


def _notes_point_at_fields(_: Any, members: Members) -> Mask:
    """Tell where notes are about a whole field, or nothing; what stands deeper is looked up by row."""
    pointers, rows = _names(members["notes"], "about")
    count = _count(members)
    there = [
        pc.and_(pc.equal(pointers, f"/{name}"), filled(_states(array), count).take(rows))
        for name, array in members.items()
    ]
    return without_rows(rows.filter(pc.invert(filled(any_of(*there), len(rows)))), count)


_KINDS: dict[Any, Callable[..., Mask]] = {
    RequireAny: _states_any,
    InOrder: _in_order,
    Distinct: _distinct,
    RefersTo: _known,
}
_DATES: dict[Any, Callable[..., Mask]] = {
    PartialDate: _dates_in_order,
    PartialTime: _times_in_order,
}
_FORMS: dict[Any, Form] = {
    place._governorate_is_abroad: _is_in_iraq,
    counts._number_or_percentage: _is_a_count,
    terms._is_unknown: _is_known,
    references.notes_point_somewhere: _notes_point_at_fields,
}
