"""`tipmodel alike`: records that may be the same training reported twice."""

import argparse

from ..core.unicode import shown
from ..i18n import LINE, as_line, isolate_ltr, joined, listed, translate
from ..i18n.phrase import Phrase
from ..views.likeness import alike
from .options import FILE, Options
from .output import GOOD, say_lines
from .reading import read_trainings

COMMAND = Phrase(
    "cli.alike", "Find trainings that may have been reported twice; nothing is changed."
)
NONE_ALIKE = Phrase("cli.none_alike", "No two trainings are alike.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("alike", COMMAND, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    options.explain_tables(command)


def run(chosen: argparse.Namespace) -> int:
    """Print the pairs, each with its reasons."""
    language = chosen.language
    lines = []
    for pair in alike(read_trainings(chosen.files, chosen)):
        ids = [isolate_ltr(shown(each.id)) for each in (pair.first, pair.second)]
        reasons = joined((translate(each.label, language) for each in pair.reasons), language)
        lines.append(
            translate(LINE, language, isolate=False, label=listed(ids, language), value=reasons)
        )
    lines = lines or [translate(NONE_ALIKE, language)]
    say_lines(as_line(line, language) for line in lines)
    return GOOD
