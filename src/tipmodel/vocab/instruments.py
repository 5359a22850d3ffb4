"""Legal instruments that the library knows."""

from collections.abc import Collection, Mapping
from typing import Any

from ..core.rules import UNKNOWN_INSTRUMENT
from ..core.validators import OneOf
from .data import codes, table


def known_instruments() -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of the known instruments by code: titles, number, year, their sources."""
    return table("instruments")


def _instrument_codes() -> Collection[str]:
    return codes("instruments")


INSTRUMENT_CODE = OneOf(_instrument_codes, UNKNOWN_INSTRUMENT)
