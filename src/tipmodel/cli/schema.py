"""`tipmodel schema`: the JSON Schema of a kind of record."""

import argparse
import json
import re

from ..core.unicode import FORBIDDEN
from ..i18n.phrase import Phrase
from ..model import Training
from ..views.schema import json_schema
from .options import CLASSES, Options
from .output import GOOD, say

SCHEMA = Phrase("cli.schema", "Print the schema as JSON Schema, for programs in any language.")
OUTERMOST = Phrase("cli.outermost", "The kind of the outermost record.")
FOR_TYPES = Phrase("cli.for_types", "For type generators: without labels beside references.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("schema", SCHEMA, run)
    command.add_argument(
        "cls",
        nargs="?",
        choices=CLASSES,
        default=Training.__name__,
        metavar="CLASS",
        help=options.say(OUTERMOST),
    )
    command.add_argument("--for", dest="reader", choices=("types",), help=options.say(FOR_TYPES))


def run(chosen: argparse.Namespace) -> int:
    """Print the schema."""
    for_types = chosen.reader == "types"
    schema = json_schema(CLASSES[chosen.cls], chosen.language, for_types=for_types)
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    # Its patterns contain forbidden characters, which are escaped here.
    say(re.sub(FORBIDDEN, lambda found: json.dumps(found[0])[1:-1], text), "\n")
    return GOOD
