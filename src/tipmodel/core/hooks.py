"""Functions of upper layers that records call; the package sets them when it is imported.

So the foundation depends neither on pages nor on other libraries, and loads them only on use.
"""

from collections.abc import Callable
from typing import Any

notebook: Callable[[Any], str]
"""Returns the card of a record as HTML for a notebook."""

pydantic: Callable[[], Any]
"""Returns the module that tells Pydantic how to read and write records."""
