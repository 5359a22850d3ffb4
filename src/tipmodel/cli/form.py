"""`tipmodel form`: a form for KoBoToolbox and ODK."""

import argparse
import sys
from pathlib import Path
from typing import cast

from ..forms import form
from ..i18n.errors import UnknownLanguageError
from ..i18n.phrase import Phrase
from ..model import Training
from ..replacing import replacing
from ..sheets import noun_of
from .options import CLASSES, Options
from .output import MISUSE, misused
from .reading import occupied, read_valid, written
from .template import ALL, NO_NOUN, NOUN

FORM = Phrase("cli.form", "Write a form for KoBoToolbox and ODK (XLSForm).")
FORM_LANGUAGES = Phrase(
    "cli.form_languages",
    "The languages of the form, with commas between them; the first is also that of messages.",
)
FIELDS = Phrase(
    "cli.fields",
    "The fields to ask for, with commas between them, such as name,sex,place.governorate.",
)
FORM_OF_TRAINING = Phrase("cli.form_of_training", "A file with the training to name in the form.")
FORM_TABLE_ONLY = Phrase("cli.form_workbook_only", "The file “{file}” must be a workbook: .xlsx.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("form", FORM, run)
    command.add_argument("target", metavar="OUT", help=options.say(NOUN))
    command.add_argument(
        "--language",
        dest="languages",
        default="ar,en",
        metavar="TAGS",
        help=options.say(FORM_LANGUAGES),
    )
    command.add_argument("--fields", metavar="FIELDS", default="", help=options.say(FIELDS))
    command.add_argument("--all", action="store_true", dest="every", help=options.say(ALL))
    command.add_argument("--training", metavar="FILE", help=options.say(FORM_OF_TRAINING))
    command.set_defaults(default_language=options.language)
    options.choose_class(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write the form for a kind of record."""
    language = chosen.language
    cls = CLASSES.get(chosen.cls) or noun_of(Path(chosen.target).stem)
    if cls is None:
        return misused(NO_NOUN, language, file=chosen.target, option="--class")
    if Path(chosen.target).suffix.lower() != ".xlsx":
        return misused(FORM_TABLE_ONLY, language, file=chosen.target)
    if status := occupied(chosen.target, chosen):
        return status
    training = None
    if chosen.training:
        found = read_valid(chosen.training, chosen, Training)
        if isinstance(found, int):
            return found
        training = cast("Training", found.records[0])
    languages, fields = (
        [each.strip() for each in text.split(",") if each.strip()]
        for text in (chosen.languages, chosen.fields)
    )

    def act(out: str) -> None:
        made = form(cls, languages, fields=fields, every=chosen.every, training=training)
        with replacing(out) as stream:
            stream.write(made)

    try:
        return written(chosen.target, language, act)
    except UnknownLanguageError as error:
        print(error, file=sys.stderr)
        return MISUSE
