"""Legal instruments that the library knows."""

from collections.abc import Mapping
from typing import Any

from ..core.rules import UNKNOWN_INSTRUMENT
from ..core.validators import OneOf
from .data import table


def known_instruments() -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of the known instruments by code: titles, number, year, their sources."""
    return table("instruments")


INSTRUMENT_CODE = OneOf(known_instruments, UNKNOWN_INSTRUMENT)
