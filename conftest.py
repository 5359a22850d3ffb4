"""Examples in the README and in docstrings run as they are printed."""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_collect_file = (
    Sybil(parsers=[DocTestParser()], patterns=["*.py"], path="src")
    + Sybil(parsers=[PythonCodeBlockParser()], patterns=["*.md"])
).pytest()
