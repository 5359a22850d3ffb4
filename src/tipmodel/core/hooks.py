"""Functions of upper layers that records call; the package sets them when it is imported.

So the foundation knows nothing of pages or other libraries, and loads neither until it is asked.
"""

from collections.abc import Callable
from typing import Any

notebook: Callable[[Any], str]
"""Returns the card of a record as HTML for a notebook."""

pydantic: Callable[[], Any]
"""Returns the module that tells Pydantic how to read and write records."""
