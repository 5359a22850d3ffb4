"""The data files of the package."""

import functools
import os
import re
from collections.abc import Collection, Mapping
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Read a table of the package's data, by the name of its file."""
    import tomllib

    try:
        return tomllib.loads(_text(name))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"src/tipmodel/data/{name}.toml: {error}") from None


@functools.cache
def codes(name: str) -> Collection[str]:
    """Return the codes in a table, in its order, without reading their facts."""
    return dict.fromkeys(re.findall(r"^\[([a-z0-9_]+)\]$", _text(name), re.MULTILINE)).keys()


def _text(name: str) -> str:
    # The loader reads from a folder and from a zip file alike, and costs no import.
    file = os.path.join(os.path.dirname(__file__), "..", "data", f"{name}.toml")  # noqa: PTH118, PTH120
    data: bytes = __spec__.loader.get_data(os.path.normpath(file))  # type: ignore[union-attr]
    return data.decode()


def names_in(row: Mapping[str, Any], codes: Collection[str]) -> dict[str, str]:
    """Return the names in a row by language tag: every text that is none of its *codes*."""
    return {key: value for key, value in row.items() if isinstance(value, str) and key not in codes}
