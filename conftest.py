"""Examples in the README and in docstrings run as they are printed."""

import importlib.util
import os
import pathlib
import tempfile
from typing import Any

from hypothesis import HealthCheck, settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

settings.register_profile(  # a busy machine is no fault
    "thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=10)
settings.register_profile(  # what is covered must not depend on luck
    "repeatable", settings.get_profile("thorough"), derandomize=True, database=None
)
settings.load_profile("quick")  # `pytest --hypothesis-profile=thorough` looks ten times as long

if importlib.util.find_spec("pyarrow") is None:  # the group `engines` has it
    collect_ignore_glob = [
        "tests/engines/*",
        "src/tipmodel/arrow/*",
        "src/tipmodel/formats/parquet.py",
        "docs/how-to/parquet-and-engines.md",
        "docs/reference/arrow.md",
    ]


def _in_a_folder_of_its_own(namespace: dict[str, Any]) -> None:
    """Let what a document writes be gone when it has been read."""
    namespace["_folder"] = tempfile.TemporaryDirectory()
    namespace["_before"] = pathlib.Path.cwd()
    os.chdir(namespace["_folder"].name)


def _back_again(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = (
    Sybil(parsers=[DocTestParser()], patterns=["*.py"], path="src")
    + Sybil(
        parsers=[PythonCodeBlockParser()],
        patterns=["*.md"],
        setup=_in_a_folder_of_its_own,
        teardown=_back_again,
        # It needs the libraries it is about; tests/test_integrations.py runs it.
        excludes=["docs/how-to/use-with-other-libraries.md"],
    )
).pytest()
