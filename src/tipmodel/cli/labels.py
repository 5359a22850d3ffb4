"""`tipmodel labels`: tables of codes and their labels."""

import argparse
import json
import sys

from ..i18n import line_mark
from ..i18n.phrase import Phrase
from ..views.catalogue import TABLES, catalogue
from ..views.labels import table
from .options import Options
from .output import GOOD, say, say_lines

LABELS = Phrase("cli.labels", "Print a table of codes and their labels.")
TABLE = Phrase(
    "cli.table",
    "The table: rules, governorates, a vocabulary such as topics, or a class such as Training.",
)
AS = Phrase(
    "cli.labels_format",
    "Lines with tabs, or JSON with every language, definitions and sources.",
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("labels", LABELS, run)
    command.add_argument("table", choices=TABLES, metavar="TABLE", help=options.say(TABLE))
    command.add_argument("--format", choices=("tsv", "json"), default="tsv", help=options.say(AS))


def run(chosen: argparse.Namespace) -> int:
    """Print the table."""
    if chosen.format == "json":
        say(json.dumps(catalogue(chosen.table), ensure_ascii=False, indent=2), "\n")
    else:
        # A program reads the codes; on a screen, a mark keeps the cells in the order of the reader.
        mark = line_mark(chosen.language) if sys.stdout.isatty() else ""
        say_lines(mark + "\t".join(row) for row in table(chosen.table, chosen.language))
    return GOOD
