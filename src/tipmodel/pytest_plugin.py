"""A pytest plugin: if two records differ, it shows no more of them than their ``repr``.

Without it pytest would print the values of all fields, the names of people among them.
"""

import sys
from typing import Any


def pytest_assertrepr_compare(op: str, left: Any, right: Any) -> list[str] | None:
    """Explain a failed comparison of two records."""
    loaded = sys.modules.get("tipmodel.core.record")  # otherwise these are not records
    if loaded is None or not isinstance(left, loaded.Record):
        return None
    differ = [
        field.name
        for field in loaded.fields(type(left))
        if type(left) is type(right) and getattr(left, field.name) != getattr(right, field.name)
    ]
    return [f"{left!r} {op} {right!r}", *(f"differ in {name}" for name in differ)]
