"""`tipmodel labels`: tables of codes and what they are called."""

import argparse

from ..i18n.phrase import Phrase
from ..views.labels import TABLES, table
from .options import Options
from .output import GOOD, say_lines

LABELS = Phrase("cli.labels", "Print a table of codes and what they are called.")
TABLE = Phrase(
    "cli.table",
    "The table: governorates, a vocabulary such as topics, or a class such as Training.",
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("labels", LABELS, run)
    command.add_argument("table", choices=TABLES, metavar="TABLE", help=options.say(TABLE))


def run(chosen: argparse.Namespace) -> int:
    """Print the table."""
    say_lines("\t".join(row) for row in table(chosen.table, chosen.language))
    return GOOD
