"""The bundled example."""

from importlib import resources

from .codec.documents import loads
from .model import Training


def example() -> Training:
    """Return the founding example: a press release of 2015 as a record.

    Its Arabic is this project's own translation; a note in the record says so.

    Returns:
        A training with most of its fields stated.

    >>> example().headcount.total
    32

    """
    return loads(example_bytes())


def example_bytes() -> bytes:
    """Return the example as plain data."""
    return (resources.files("tipmodel") / "data" / "examples" / "hijra_amina.json").read_bytes()
