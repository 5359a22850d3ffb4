"""`tipmodel summary`: totals of many trainings, in words or in a file."""

import argparse
import sys

from ..i18n import as_line
from ..i18n.phrase import Phrase
from ..summaries import write_summary
from ..views.summary import LABELS, summary
from .options import FILE, TARGET, Options, several
from .output import GOOD, MISUSE, misused, say_lines
from .reading import read_trainings, spare, written

COMMAND = Phrase(
    "cli.summary", "Add up trainings: how many, how often, how many days and participants."
)
BY = Phrase("cli.by", "The dimensions to count by, separated by commas: {names}.")
INTERNAL = Phrase(
    "cli.internal", "Also use data that must not be published: small groups, lists of participants."
)
ASSUMED = Phrase("cli.assumed_years", "Count trainings that state no year in their assumed year.")
UNKNOWN_DIMENSION = Phrase(
    "cli.unknown_dimension", "Counting by “{given}” is not possible. Choose from: {known}."
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("summary", COMMAND, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    command.add_argument("-o", "--out", metavar="OUT", help=options.say(TARGET))
    command.add_argument(
        "--by", default="", metavar="NAMES", help=options.say(BY, names=", ".join(LABELS))
    )
    command.add_argument("--internal", action="store_true", help=options.say(INTERNAL))
    command.add_argument("--assumed-years", action="store_true", help=options.say(ASSUMED))
    options.explain_tables(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Print the totals of all trainings in the files, or write them to a file."""
    by = several(chosen.by)
    unknown = [name for name in by if name not in LABELS]
    if unknown:
        return misused(
            UNKNOWN_DIMENSION,
            chosen.language,
            given=", ".join(unknown),
            known=", ".join(LABELS),
        )
    if chosen.out:
        spare(chosen.out, chosen, *chosen.files)
    trainings = read_trainings(chosen.files, chosen)
    try:
        found = summary(trainings, by, internal=chosen.internal, assumed_years=chosen.assumed_years)
    except ValueError as error:  # a repeated dimension
        print(error, file=sys.stderr)
        return MISUSE
    if chosen.out:
        return written(
            chosen.out, chosen.language, lambda out: write_summary(found, out, chosen.language)
        )
    say_lines(as_line(line, chosen.language) for line in found.lines(chosen.language))
    return GOOD
