"""Print the lowest versions that pyproject.toml allows, as constraints for pip."""

import itertools
import sys
import tomllib
from pathlib import Path


def main() -> int:
    """Print a line for each dependency, including those of the extras."""
    text = (Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"].values()
    every = {*project["dependencies"], *itertools.chain(*extras)}
    print("\n".join(sorted(each.replace(">=", "==") for each in every if ">=" in each)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
