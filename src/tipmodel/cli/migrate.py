"""`tipmodel migrate`: rewrite records of one version of the schema in another."""

import argparse
from pathlib import Path

from ..codec.documents import READ_VERSIONS, SCHEMA_VERSION, dumps
from ..files import write
from ..i18n import as_line, translate
from ..i18n.phrase import Phrase
from ..sheets import is_table
from .options import Options
from .output import GOOD, misused, say_lines, status_of
from .reading import read_valid, spare, written

MIGRATE = Phrase(
    "cli.migrate",
    "Write records of an earlier version of the schema in the current one; without --output, only print what would be written.",
)
FILES = Phrase("cli.json_file", "A file with records: JSON or NDJSON.")
FOLDER = Phrase("cli.folder", "The folder to write to; each file keeps its name.")
TO = Phrase("cli.to_version", "The version of the schema to write.")
TABLE = Phrase("cli.table_has_no_version", "The file “{file}” is a table, which states no version.")
NO_FOLDER = Phrase("cli.no_folder", "There is no folder called “{file}”.")
MIGRATED = Phrase(
    "cli.migrated",
    "{file}: {n} record, version {version}",
    "{file}: {n} records, version {version}",
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("migrate", MIGRATE, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILES))
    command.add_argument("--output", metavar="FOLDER", help=options.say(FOLDER))
    command.add_argument(
        "--to", choices=READ_VERSIONS, default=SCHEMA_VERSION, help=options.say(TO)
    )
    options.choose_class(command)
    options.overwrite(command)


def run(chosen: argparse.Namespace) -> int:
    """Write each file; one that cannot be written does not stop the others."""
    if chosen.output and not Path(chosen.output).is_dir():
        return misused(NO_FOLDER, chosen.language, file=chosen.output)
    return max([status_of(_migrate, file, chosen) for file in chosen.files])


def _migrate(file: str, chosen: argparse.Namespace) -> int:
    if is_table(file):
        return misused(TABLE, chosen.language, file=file)
    target = str(Path(chosen.output, Path(file).name)) if chosen.output else ""
    if target:
        spare(target, chosen)
    records = read_valid(file, chosen).records

    def act(out: str) -> None:
        if chosen.output:
            write(records, out, version=chosen.to)
        else:
            for record in records:
                dumps(record, version=chosen.to)

    status = written(target or file, chosen.language, act)
    if status == GOOD:
        count = len(records)
        line = translate(MIGRATED, chosen.language, file=target or file, n=count, version=chosen.to)
        say_lines([as_line(line, chosen.language)])
    return status
