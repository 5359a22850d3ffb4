"""`tipmodel check`: report mistakes in records, in lines or as a marked copy of the sheet."""

import argparse
import contextlib
import functools
import io
import sys
from pathlib import Path

from ..core.errors import UnknownFormatError
from ..core.issues import InvalidDataError, Issue, Location
from ..core.record import Record
from ..i18n import translate
from ..i18n.phrase import Phrase
from ..report import Report, placed
from ..views import advice
from .options import FILE, Options
from .output import GOOD, INVALID, Stop, failed, misused, say, say_lines, status_of
from .reading import STANDARD_INPUT, UNREADABLE, named, read, spare, written

CHECK = Phrase("cli.check", "List the mistakes in records.")
ANNOTATE = Phrase(
    "cli.annotate", "Write a copy of the sheet in which cells with mistakes are marked."
)
FORMAT = Phrase("cli.format", "How to answer: text for people, json for programs.")
JOBS = Phrase("cli.jobs", "The number of processes that share the files.")
NO_TABLE = Phrase("cli.no_table", "The file “{file}” has no cells to mark.")
NOT_KEPT = Phrase("cli.not_kept", "The marked copy lacks parts of the file: {lost}.")
WORKBOOK_ONLY = Phrase("cli.workbook_only", "The file “{file}” must be a workbook: .xlsx or .xlsm.")


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("check", CHECK, run)
    command.add_argument("files", nargs="+", metavar="FILE", help=options.say(FILE))
    options.choose_class(command)
    options.explain_tables(command)
    command.add_argument("--annotate", metavar="OUT", help=options.say(ANNOTATE))
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help=options.say(FORMAT)
    )
    command.add_argument("--jobs", type=_count, default=1, metavar="N", help=options.say(JOBS))
    options.overwrite(command)


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def run(chosen: argparse.Namespace) -> int:
    """Report on every file, in the given order."""
    if chosen.jobs == 1 or chosen.annotate or STANDARD_INPUT in chosen.files:
        return max([status_of(_check, file, chosen) for file in chosen.files])
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - most checks need none

    statuses = []
    with ProcessPoolExecutor(min(chosen.jobs, len(chosen.files))) as processes:
        for status, said, complaint in processes.map(
            functools.partial(_check_apart, chosen=chosen), chosen.files
        ):
            say(said)
            sys.stderr.write(complaint)
            statuses.append(status)
    return max(statuses)


def _check_apart(file: str, chosen: argparse.Namespace) -> tuple[int, str, str]:
    """Check a file in a separate process, and return the output."""
    out, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
        status = status_of(_check, file, chosen)
    return status, out.getvalue(), complaints.getvalue()


def _check(file: str, chosen: argparse.Namespace) -> int:
    language = chosen.language
    if chosen.annotate:
        _refuse_unfit(file, chosen)
    with named(file) as path:
        warnings: list[Issue] = []

        def advise(record: Record, location: Location) -> None:
            warnings.extend(placed(issue, location) for issue in advice.check(record))

        found = read(path, chosen, file, take=advise)
        _report(found.report(warnings, with_values=True), chosen)
        status = INVALID if found.errors else GOOD
        if not chosen.annotate:
            return status
        from ..sheets import annotate  # noqa: PLC0415 - few checks mark a sheet

        def mark(out: str) -> None:
            issues = (*found.errors, *found.notices)
            try:
                lost = annotate(path, out, issues, language, encoding=chosen.encoding)
            except InvalidDataError as error:
                if not all(issue in found.errors for issue in error.issues):
                    raise
                misused(NO_TABLE, language, file=file)  # the report explains why
                return
            if lost:
                misused(NOT_KEPT, language, lost=tuple(translate(each, language) for each in lost))

        return max(written(chosen.annotate, language, mark), status)


def _report(report: Report, chosen: argparse.Namespace) -> None:
    if chosen.format == "json":
        say(report.as_json(chosen.language), "\n")
    else:
        say_lines(report.lines(chosen.language))


def _refuse_unfit(file: str, chosen: argparse.Namespace) -> None:
    """Stop before the file is read if no marked copy of it can be written."""
    from ..sheets import is_table  # noqa: PLC0415 - as above

    try:
        is_marked = file == STANDARD_INPUT or is_table(file)
    except UnknownFormatError as error:
        raise Stop(failed(error, file, chosen.language, UNREADABLE)) from None
    if not is_marked:
        raise Stop(misused(NO_TABLE, chosen.language, file=file))
    if Path(chosen.annotate).suffix.lower() not in (".xlsx", ".xlsm"):
        raise Stop(misused(WORKBOOK_ONLY, chosen.language, file=chosen.annotate))
    spare(chosen.annotate, chosen, file)
