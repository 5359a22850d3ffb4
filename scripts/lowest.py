"""Print the lowest versions that pyproject.toml allows, as constraints for pip."""

import sys
import tomllib
from pathlib import Path


def main() -> int:
    """Print a line for each dependency and each of the tools that tests need."""
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        print(wanted.replace(">=", "=="))
    return 0


if __name__ == "__main__":
    sys.exit(main())
