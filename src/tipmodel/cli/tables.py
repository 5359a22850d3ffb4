"""`tipmodel tables`: trainings as tables that are joined by keys, and back."""

import argparse

from ..i18n.phrase import Phrase
from ..keyed_tables import write_tables
from .options import FILE, Options
from .reading import read_trainings, written

COMMAND = Phrase(
    "cli.tables",
    "Write trainings as tables joined by keys: a folder of CSV files, or a workbook.",
)
TARGET = Phrase("cli.tables_target", "The folder, or a workbook that ends with .xlsx.")
PLAIN = Phrase(
    "cli.plain", "CSV for programs: unchanged text, without apostrophes that protect spreadsheets."
)
PARQUET = Phrase("cli.parquet", "Parquet instead of CSV.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("tables", COMMAND, run)
    command.set_defaults(default_language=None)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    command.add_argument("-o", "--out", required=True, metavar="OUT", help=options.say(TARGET))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--plain", action="store_true", help=options.say(PLAIN))
    form.add_argument("--parquet", action="store_true", help=options.say(PARQUET))
    options.publish(command)
    options.explain_tables(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write the tables; headings are in the requested language, or codes."""
    language = chosen.language or "en"
    trainings = read_trainings(chosen.files, chosen)

    def write(out: str) -> None:
        write_tables(
            trainings,
            out,
            chosen.language,
            plain=chosen.plain,
            parquet=chosen.parquet,
            force=chosen.force,
        )

    return written(chosen.out, language, write)
