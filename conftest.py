"""Examples in the README and in docstrings run as they are printed."""

import importlib.util

from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

settings.register_profile(  # a busy machine is no fault
    "thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=10)
settings.load_profile("quick")  # `pytest --hypothesis-profile=thorough` looks ten times as long

if importlib.util.find_spec("pyarrow") is None:  # the group `engines` has it
    collect_ignore_glob = [
        "tests/engines/*",
        "src/tipmodel/arrow/*",
        "src/tipmodel/formats/parquet.py",
        "docs/how-to/parquet-and-engines.md",
        "docs/reference/arrow.md",
    ]

pytest_collect_file = (
    Sybil(parsers=[DocTestParser()], patterns=["*.py"], path="src")
    + Sybil(
        parsers=[PythonCodeBlockParser()],
        patterns=["*.md"],
        # It needs the libraries it is about; tests/test_integrations.py runs it.
        excludes=["docs/how-to/use-with-other-libraries.md"],
    )
).pytest()
