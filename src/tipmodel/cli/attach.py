"""`tipmodel attach`: add a list of participants to the record of its training."""

import argparse

from ..core.issues import InvalidDataError
from ..core.unicode import shown
from ..files import write
from ..i18n import as_line, translate
from ..i18n.phrase import Phrase
from ..model import Participant
from ..values.counts import count_text
from ..views.privacy import disagreements
from .options import FILE, TARGET, Options
from .output import INVALID, issue_lines, misused, say_lines
from .reading import read_trainings, read_valid, spare, written

COMMAND = Phrase(
    "cli.attach",
    "Add a list of participants to the record of its training, and compare the numbers.",
)
ROSTER = Phrase("cli.roster", "The list of participants: CSV, XLSX, JSON or NDJSON.")
SEVERAL = Phrase("cli.several_trainings", "The file “{file}” must contain one training.")
HAS_A_LIST = Phrase(
    "cli.has_a_list",
    "The training has a list of participants already; replace it with {option}.",
)
REPLACE = Phrase("cli.replace", "Replace an existing list.")
DISAGREES = Phrase("cli.disagrees", "{field}: the record states {stated}, the list has {counted}.")
AGREES = Phrase("cli.agrees", "The list agrees with the numbers that the record states.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("attach", COMMAND, run)
    command.add_argument("training", metavar="TRAINING", help=options.say(FILE))
    command.add_argument("roster", metavar="LIST", help=options.say(ROSTER))
    command.add_argument("-o", "--out", required=True, metavar="OUT", help=options.say(TARGET))
    command.add_argument("--replace", action="store_true", help=options.say(REPLACE))
    options.explain_tables(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write the training with the list; contradictions are reported and left unchanged."""
    language = chosen.language
    spare(chosen.out, chosen, chosen.training, chosen.roster)
    trainings = read_trainings([chosen.training], chosen)
    if len(trainings) > 1:
        return misused(SEVERAL, language, file=shown(chosen.training))
    if trainings[0].participants and not chosen.replace:
        return misused(HAS_A_LIST, language, option="--replace")
    people = read_valid(chosen.roster, chosen, Participant).records
    roster = tuple(each for each in people if isinstance(each, Participant))
    try:
        training = trainings[0].evolve(participants=roster)
    except InvalidDataError as error:  # such as an identifier of a speaker
        say_lines(issue_lines(error.issues, language))
        return INVALID
    status = written(chosen.out, language, lambda out: write(training, out))
    if not status:
        lines = [
            translate(
                DISAGREES,
                language,
                field=each.label,
                stated=count_text(each.stated, language),
                counted=count_text(each.counted, language),
            )
            for each in disagreements(training)
        ]
        if training.headcount and not lines:
            lines = [translate(AGREES, language)]
        say_lines(as_line(line, language) for line in lines)
    return status
