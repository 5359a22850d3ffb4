"""`tipmodel page`: a page of trainings to read, mail and print."""

import argparse

from ..i18n.errors import UnknownLanguageError
from ..i18n.phrase import Phrase
from ..replacing import replacing
from ..views.page import page
from .options import FILE, TARGET, Options
from .output import no_language
from .reading import read_trainings, spare, written

PAGE = Phrase(
    "cli.page", "Write a page to read, mail and print, with everything that may be published."
)
PAGE_LANGUAGES = Phrase("cli.page_languages", "The languages of the page, separated by commas.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("page", PAGE, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    command.add_argument("-o", "--out", required=True, metavar="OUT", help=options.say(TARGET))
    command.add_argument(
        "--languages", default="ar,en", metavar="TAGS", help=options.say(PAGE_LANGUAGES)
    )
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write the page of all trainings in the files."""
    spare(chosen.out, chosen, *chosen.files)
    trainings = read_trainings(chosen.files, chosen)
    try:
        text = page(trainings, chosen.languages.split(","))
    except UnknownLanguageError as error:
        return no_language(error, chosen.language)
    return written(chosen.out, chosen.language, lambda out: _put(text, out))


def _put(text: str, file: str) -> None:
    with replacing(file) as stream:
        stream.write(text.encode())
