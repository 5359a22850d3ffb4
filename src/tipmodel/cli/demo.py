"""`tipmodel demo`: show the library with the bundled example."""

import argparse
import json

from ..codec.documents import loads, validate
from ..examples import example_bytes
from ..i18n import line_mark, translate
from ..i18n.phrase import Phrase
from ..views.cards import describe
from .options import Options
from .output import GOOD, issue_lines, say, say_lines

DEMO = Phrase("cli.demo", "Show what the library does, with the bundled example.")
MISTAKE = Phrase("cli.mistake", "The same record with one mistake made on purpose:")


def add(options: Options) -> None:
    """Add the command."""
    options.command("demo", DEMO, run).set_defaults(default_language=None)


def run(chosen: argparse.Namespace) -> int:
    """Describe the example, then report a mistake in it."""
    data = example_bytes()
    training = loads(data)
    mistaken = json.loads(data)
    mistaken["headcount"]["female"] = 40
    asked = (chosen.language,) if chosen.language else ("ar", "en")
    for language in asked:
        say(describe(training, language), "\n\n")
    for language in asked:
        say(line_mark(language), translate(MISTAKE, language), "\n")
        say_lines(issue_lines(validate(mistaken), language))
        say("\n")
    return GOOD
