"""The command line: exit 0 good, 1 invalid data, 2 misuse."""

import argparse
import sys
from collections.abc import Sequence

from .files import validate
from .model import Headcount

MISTAKE = b'{"schema_version":"1.0","total":32,"female":40}'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    parser = argparse.ArgumentParser(prog="tipmodel", description=__doc__)
    commands = parser.add_subparsers(required=True)
    demo = commands.add_parser("demo", help="show what the library does")
    demo.set_defaults(run=_demo)
    chosen = parser.parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return int(chosen.run())


def _demo() -> int:
    for issue in validate(MISTAKE, Headcount):
        print(issue.pointer, issue.text("ar"), issue.text("en"), sep="\n")
    return 0
