"""The data files of the package."""

import functools
from importlib import resources
from typing import Any


@functools.cache
def table(name: str) -> dict[str, Any]:
    """Read a table of the package's data, by the name of its file."""
    import tomllib  # noqa: PLC0415 - most programs never ask

    file = resources.files("tipmodel") / "data" / f"{name}.toml"
    return tomllib.loads(file.read_text("utf-8"))
