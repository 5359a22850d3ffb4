"""Lengths of time and ages as people type them in one cell: "5 days", «خمسة أيام», "18-24"."""

import functools
import re
from collections.abc import Mapping
from typing import Any

import attrs

from ..core.unicode import fold
from ..i18n import languages, translate
from ..values.counts import AgeBand
from ..values.durations import Duration, DurationUnit
from ..vocab.data import table
from .cells import CellType, Meant, Number, latin, typed
from .rules import AGES_READ, AGES_UNCLEAR, LENGTH_READ, LENGTH_UNCLEAR
from .source import Cell

_number_first = re.compile(r"([0-9]+)\s*(.*)", re.DOTALL).fullmatch
_UNITS = {str(unit.value): unit for unit in DurationUnit}
_EXAMPLE = Duration(value=5, unit=DurationUnit.DAY)


class Lengths(CellType):
    """A number with its unit; a number without a unit is refused."""

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the length in words."""
        return Duration(value=plain["value"], unit=_UNITS[plain["unit"]]).text(language)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a length in figures or in words."""
        del language
        text, _ = latin(typed(cell))
        figures = _number_first(text)
        number, rest = figures.groups() if figures else _in_words(fold(text))
        unit = _units().get(fold(rest))
        if unit is None or not number:
            raise LENGTH_UNCLEAR.error(form=_EXAMPLE)
        return {"value": int(number), "unit": unit}, LENGTH_READ


_ages = re.compile(
    r"(?:(?P<first>\d{1,3})\s*(?:[-–—]|to|[إا]لى)\s*(?P<last>\d{1,3})"
    r"|(?P<since>\d{1,3})\s*\+|\+\s*(?P<from>\d{1,3})"
    r"|(?:under|below|less than|younger than|<|[أا]قل من|دون|تحت)\s*(?P<below>\d{1,3})"
    r"|(?P<age>\d{1,3}))"
    r"\s*(?:years?(?: old)?|yrs?|سن[ةه]|سنوات|عام[اً]*|ساڵ)?",
    re.IGNORECASE,
).fullmatch


class Ages(CellType):
    """A range of ages, both ends included, or one age."""

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the ages in words."""
        return AgeBand(**plain).text(language)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read ages that can be read in one way; "over 50" may or may not include 50."""
        del language
        found = _ages(latin(typed(cell))[0])
        if found is None:
            raise AGES_UNCLEAR.error(form=("18-24", "25+"))
        said = {name: int(age) for name, age in found.groupdict().items() if age}
        least = next(
            (said[name] for name in ("first", "since", "from", "age") if name in said), None
        )
        last = said.get("last", said.get("age"))
        below = said.get("below") if last is None else last + 1
        band = {"at_least": least, "below": below}
        return {name: age for name, age in band.items() if age is not None}, AGES_READ


@attrs.frozen
class InUnit(Number):
    """A number of what its field counts, which may stand behind it: "3 days"."""

    unit: str = ""

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a number, with or without the one unit that it can have."""
        if isinstance(cell, str):
            text, _ = latin(cell.strip())
            figures = _number_first(text)
            number, rest = figures.groups() if figures else _in_words(fold(text))
            if number and rest and self._is_unit(fold(rest)):
                return int(number), LENGTH_READ
        return Number.meant(self, cell, language)

    def _is_unit(self, word: str) -> bool:
        return _units().get(word) == self.unit or word in _own_units().get(self.unit, ())


@functools.cache
def _own_units() -> Mapping[str, frozenset[str]]:
    own = table("typed")["own_units"].items()
    return {unit: frozenset(map(fold, words)) for unit, words in own}


def _in_words(text: str) -> tuple[str, str]:
    """Return the number and the unit of a length in words, such as "five days" or the dual «يومان»."""
    known = table("typed")["numbers"]
    first, _, rest = text.partition(" ")
    for number, words in known.items():
        if fold(first) in map(fold, words):
            return number, rest
    for unit, words in table("typed")["two_units"].items():
        if text in map(fold, words):
            return "2", unit
    return "", text


@functools.cache
def _units() -> Mapping[str, str]:
    units = {
        fold(translate(unit.label, language)): unit.value
        for unit in DurationUnit
        for language in languages()
    }
    typed_units = table("typed")["units"]
    units |= {fold(word): unit for unit, words in typed_units.items() for word in words}
    return units | {str(fold(unit.value)): unit.value for unit in DurationUnit}
