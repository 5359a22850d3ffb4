"""`tipmodel tally`: count the people on a list by sex, age, place or organization."""

import argparse

from ..i18n.phrase import Phrase
from ..model import Participant
from ..views.cards import describe
from ..views.privacy import TALLIED, public_view, tally
from .options import FILE, Options, several
from .output import GOOD, issue_lines, misused, say, say_lines
from .reading import read_valid
from .summary import BY, UNKNOWN_DIMENSION

COMMAND = Phrase("cli.tally", "Count the people on a list of participants.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("tally", COMMAND, run)
    command.add_argument("file", metavar="FILE", help=options.say(FILE))
    command.add_argument(
        "--by", default="sex", metavar="NAMES", help=options.say(BY, names=", ".join(TALLIED))
    )
    options.publish(command)
    options.explain_tables(command)


def run(chosen: argparse.Namespace) -> int:
    """Print the headcount; with --public, only its public part."""
    by = several(chosen.by)
    if unknown := [name for name in by if name not in TALLIED]:
        known, given = ", ".join(TALLIED), ", ".join(unknown)
        return misused(UNKNOWN_DIMENSION, chosen.language, given=given, known=known)
    is_public, chosen.public = (
        chosen.public,
        False,
    )  # numbers may be published, participants may not
    found = read_valid(chosen.file, chosen, Participant)
    headcount = tally([each for each in found.records if isinstance(each, Participant)], by)
    say(describe(public_view(headcount) if is_public else headcount, chosen.language), "\n")
    from ..tables.rules import ID_AGAIN  # noqa: PLC0415 - only tables have rows

    say_lines(
        issue_lines([each for each in found.notices if each.rule is ID_AGAIN], chosen.language)
    )
    return GOOD
