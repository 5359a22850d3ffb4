"""The data files of the package."""

import functools
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Read a table of the package's data, by the name of its file."""
    import tomllib
    from importlib import resources

    file = resources.files("tipmodel") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))
