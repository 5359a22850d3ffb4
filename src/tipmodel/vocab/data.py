"""The data files of the package."""

import functools
from collections.abc import Collection, Mapping
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Read a table of the package's data, by the name of its file."""
    import tomllib
    from importlib import resources

    file = resources.files("tipmodel") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def names_in(row: Mapping[str, Any], codes: Collection[str]) -> dict[str, str]:
    """Return the names in a row by language tag: every text that is none of its *codes*."""
    return {key: value for key, value in row.items() if isinstance(value, str) and key not in codes}
