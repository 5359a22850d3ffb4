"""`tipmodel form`: a form for KoBoToolbox and ODK."""

import argparse

from ..forms import form
from ..i18n.errors import UnknownLanguageError
from ..i18n.phrase import Phrase
from ..replacing import replacing
from .options import Options, several
from .output import no_language
from .reading import written
from .template import ALL, NOUN, to_fill_in

FORM = Phrase("cli.form", "Write a form for KoBoToolbox and ODK (XLSForm).")
FORM_LANGUAGES = Phrase(
    "cli.form_languages",
    "The languages of the form, separated by commas; messages are in the first.",
)
FIELDS = Phrase(
    "cli.fields",
    "The fields to ask for, separated by commas, such as name,sex,place.governorate.",
)
FORM_OF_TRAINING = Phrase("cli.form_of_training", "A file with the training to name in the form.")
FORM_TABLE_ONLY = Phrase("cli.form_workbook_only", "The file “{file}” must be a workbook: .xlsx.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("form", FORM, run, takes_languages=True)
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
    cls, training = to_fill_in(chosen, (".xlsx",), FORM_TABLE_ONLY)
    languages, fields = several(chosen.languages), several(chosen.fields)

    def act(out: str) -> None:
        made = form(cls, languages, fields=fields, every=chosen.every, training=training)
        with replacing(out) as stream:
            stream.write(made)

    try:
        return written(chosen.target, chosen.language, act)
    except UnknownLanguageError as error:
        return no_language(error, chosen.language)
