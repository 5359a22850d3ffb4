"""The nouns of the domain, one a file."""

from .headcount import Headcount
from .training import Training

__all__ = ["MODEL", "Headcount", "Training"]

MODEL = (Training, Headcount)
"""The classes of the model, the outermost first."""
