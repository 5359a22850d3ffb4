"""`tipmodel template`: an empty registration sheet."""

import argparse
from pathlib import Path

from ..core.record import Record
from ..i18n.phrase import Phrase
from ..model import Training
from ..sheets import noun_of, template
from .options import CLASSES, Options, several
from .output import Stop, misused
from .reading import spare, training_of, written

TEMPLATE = Phrase("cli.template", "Write an empty registration sheet to be filled in.")
NOUN = Phrase("cli.noun", "The file to write; its name says what it lists: participants.xlsx.")
OF_TRAINING = Phrase("cli.of_training", "A file with the training to name on the sheet.")
COLUMNS = Phrase(
    "cli.columns", "The columns of the sheet, separated by commas, such as name,sex,phone."
)
ALL = Phrase("cli.all", "All columns, not only the usual ones.")
NO_NOUN = Phrase(
    "cli.no_noun", "The name “{file}” does not say what the sheet lists; choose with {option}."
)
TABLE_ONLY = Phrase("cli.table_only", "The file “{file}” must be a table: .xlsx, .csv or .tsv.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("template", TEMPLATE, run)
    command.add_argument("target", metavar="OUT", help=options.say(NOUN))
    command.add_argument("--training", metavar="FILE", help=options.say(OF_TRAINING))
    command.add_argument("--columns", metavar="FIELDS", default="", help=options.say(COLUMNS))
    command.add_argument("--all", action="store_true", dest="every", help=options.say(ALL))
    options.choose_class(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write the sheet for a kind of record."""
    cls, training = to_fill_in(chosen, (".xlsx", ".csv", ".tsv"), TABLE_ONLY)
    columns = several(chosen.columns)

    def act(out: str) -> None:
        template(out, cls, chosen.language, training, columns=columns, every=chosen.every)

    return written(chosen.target, chosen.language, act)


def to_fill_in(
    chosen: argparse.Namespace, endings: tuple[str, ...], other: Phrase
) -> tuple[type[Record], Training | None]:
    """Return the class and the training for a file to fill in, or print why not and stop."""
    cls = CLASSES.get(chosen.cls) or noun_of(Path(chosen.target).stem)
    if cls is None:
        raise Stop(misused(NO_NOUN, chosen.language, file=chosen.target, option="--class"))
    if Path(chosen.target).suffix.lower() not in endings:
        raise Stop(misused(other, chosen.language, file=chosen.target))
    spare(chosen.target, chosen)
    return cls, training_of(chosen)
