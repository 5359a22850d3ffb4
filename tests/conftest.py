"""What several tests share."""

import contextlib

import pytest

from engines import NODE, Ajv, Engines


@pytest.fixture(scope="session")
def engines():
    """Every engine there is on this machine; Node takes part where it is installed."""
    with contextlib.ExitStack() as stack:
        yield Engines(stack.enter_context(Ajv()) if NODE else None)
