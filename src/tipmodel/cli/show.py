"""`tipmodel show`: show records as cards."""

import argparse

from ..i18n.phrase import Phrase
from ..views.cards import describe
from .options import FILE, Options
from .output import GOOD, say, status_of
from .reading import read_valid

SHOW = Phrase("cli.show", "Show what the records say.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("show", SHOW, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    options.choose_class(command)
    options.explain_tables(command)
    options.publish(command)


def run(chosen: argparse.Namespace) -> int:
    """Print the card of every record."""
    return max([status_of(_show, file, chosen) for file in chosen.files])


def _show(file: str, chosen: argparse.Namespace) -> int:
    for record in read_valid(file, chosen).records:
        say(describe(record, chosen.language), "\n")
    return GOOD
