"""`tipmodel convert`: the records of one file in another format."""

import argparse

from ..core.issues import Issue
from ..files import write
from ..i18n.phrase import Phrase
from .options import FILE, TARGET, Options
from .output import INVALID, issue_lines, say_lines
from .reading import named, read, spare, written

CONVERT = Phrase(
    "cli.convert",
    "Write the records of one file to another, in the format that its name ends with.",
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("convert", CONVERT, run)
    command.set_defaults(default_language=None)
    command.add_argument("file", metavar="IN", help=options.say(FILE))
    command.add_argument("target", metavar="OUT", help=options.say(TARGET))
    options.publish(command)
    options.choose_class(command)
    options.explain_tables(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Read one file and write the other; headings are in the requested language, or codes."""
    language = chosen.language or "en"
    spare(chosen.target, chosen, chosen.file)
    with named(chosen.file) as path:
        found = read(path, chosen, chosen.file)
    if found.errors or found.notices:
        say_lines(found.report().lines(language))
    if found.errors:
        return INVALID
    left_out: list[Issue] = []
    status = written(
        chosen.target,
        language,
        lambda out: write(found.records, out, chosen.language, notice=left_out.append),
    )
    say_lines(issue_lines(left_out, language))
    return status
