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


def names_in(row: Mapping[str, Any], facts: Collection[str]) -> dict[str, str]:
    """Return the names in a row by language tag: every key that is none of the known *facts*."""
    return {key: value for key, value in row.items() if key not in facts}
