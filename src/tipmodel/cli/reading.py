"""Read and write the files of commands."""

import argparse
import codecs
import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar, cast

import attrs

from ..core.errors import BrokenExtensionError, MissingLibraryError, UnknownFormatError
from ..core.issues import InvalidDataError, Issue, Location
from ..core.record import Record
from ..core.rules import NO_DATA
from ..core.unicode import shown
from ..files import given_headings, is_encoding, iter_located
from ..formats import MAX_FILE_SIZE
from ..i18n import isolate_ltr, translate
from ..i18n.phrase import Phrase
from ..model import Training
from ..report import Report
from .options import CLASSES
from .output import GOOD, INVALID, UNWRITABLE, Stop, failed, issue_lines, misused, say_lines

MISSING = Phrase("cli.missing", "There is no file called “{file}”.")
UNREADABLE = Phrase("cli.unreadable", "The file “{file}” cannot be read.")
NOT_PUBLIC = Phrase("cli.not_public", "Nothing in the file “{file}” may be published.")
EXISTS = Phrase("cli.exists", "The file “{file}” exists already; overwrite it with {option}.")
OWN_INPUT = Phrase("cli.own_input", "The file “{file}” is the input; write to another file.")
NO_ENCODING = Phrase("cli.no_encoding", "There is no encoding called “{name}”.")
NO_TRAININGS = Phrase("cli.no_trainings", "The file “{file}” contains no trainings.")
READ_SO_FAR = Phrase("cli.read_so_far", "Read so far: {count}")

T = TypeVar("T")

STANDARD_INPUT = "-"


@attrs.define
class Found:
    """The records of a file, and its issues."""

    file: str
    count: int = 0
    records: list[Record] = attrs.field(factory=list)
    errors: list[Issue] = attrs.field(factory=list)
    notices: list[Issue] = attrs.field(factory=list)

    def report(self, warnings: Sequence[Issue] = (), *, with_values: bool = False) -> Report:
        """Return the report on the file; only `check` shows the values that cells were read as."""
        errors, notices = self.errors, self.notices
        if not with_values:
            errors, notices = (
                [attrs.evolve(issue, repaired=None) for issue in issues]
                for issues in (errors, notices)
            )
        return Report(self.file, self.count, errors, warnings, notices)


@contextlib.contextmanager
def named(file: str) -> Iterator[str]:
    """Write standard input to a temporary file with the suffix of its detected format."""
    if file != STANDARD_INPUT:
        yield file
        return
    import tempfile  # noqa: PLC0415 - few commands read standard input

    data = sys.stdin.buffer.read(MAX_FILE_SIZE + 1)
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    suffix = ".csv"
    if data.startswith(b"PK"):
        suffix = ".xlsx" if b"[Content_Types].xml" in data else ".zip"
    if start.startswith((b"{", b"[")):
        lines = [line for line in start.split(b"\n", 2)[:2] if line.strip()]
        suffix = (
            ".ndjson"
            if start.startswith(b"{") and lines[0].strip().endswith(b"}") and len(lines) > 1
            else ".json"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"input{suffix}")
        path.write_bytes(data)
        yield str(path)


def read_valid(file: str, chosen: argparse.Namespace, cls: type[Record] | None = None) -> Found:
    """Read a file whose records must be valid, or print why not and stop."""
    with named(file) as path:
        found = read(path, chosen, file, cls)
    if found.errors:
        say_lines(found.report().lines(chosen.language or "en"))
        raise Stop(INVALID)
    return found


def read_trainings(files: Sequence[str], chosen: argparse.Namespace) -> list[Training]:
    """Return the trainings of all files, or print why there are none and stop."""
    trainings: list[Training] = []
    for file in files:
        records = read_valid(file, chosen).records
        there = [record for record in records if isinstance(record, Training)]
        if not there:
            raise Stop(misused(NO_TRAININGS, chosen.language or "en", file=file))
        trainings += there
    return trainings


def training_of(chosen: argparse.Namespace) -> Training | None:
    """Return the training of an option, or print why it cannot be read and stop."""
    if not chosen.training:
        return None
    plain = argparse.Namespace(**{**vars(chosen), "training": None, "public": False, "map": []})
    return cast("Training", read_valid(chosen.training, plain, Training).records[0])


def read(
    path: str,
    chosen: argparse.Namespace,
    file: str,
    cls: type[Record] | None = None,
    *,
    take: Callable[[Record, Location], object] | None = None,
) -> Found:
    """Read a file, or print why it cannot be read and stop.

    The records are passed to *take* with their locations, or kept if it is not given.
    """
    language = chosen.language or "en"
    found = Found(file)
    keep = take or (lambda record, _: found.records.append(record))
    cls = cls or CLASSES.get(chosen.cls)
    training = training_of(chosen)
    country = chosen.country or (training.country if training else None)
    if chosen.encoding is not None and not is_encoding(chosen.encoding):
        raise Stop(misused(NO_ENCODING, language, name=chosen.encoding))
    try:
        stream = iter_located(
            path,
            cls,
            notice=found.notices.append,
            encoding=chosen.encoding,
            headings=_meanings(chosen.map, cls),
            country=country,
        )
        for record, location in _counted(stream, language):
            found.count += 1
            keep(record, location)
    except InvalidDataError as error:
        found.errors += error.issues
        return found
    except (OSError, BrokenExtensionError, MissingLibraryError, UnknownFormatError) as error:
        missing = isinstance(error, FileNotFoundError)
        name = str(getattr(error, "filename", ""))
        failing = name if name in chosen.map else file  # a file of headings may be missing, too
        raise Stop(failed(error, failing, language, MISSING if missing else UNREADABLE)) from None
    if chosen.public:
        from ..views.privacy import public_view  # noqa: PLC0415 - few commands publish

        try:
            found.records = [public_view(record) for record in found.records]
        except ValueError:
            raise Stop(misused(NOT_PUBLIC, language, file=file)) from None
    if not found.count:
        found.errors.append(NO_DATA.issue())
    return found


def _meanings(said: Sequence[str], cls: type[Record] | None) -> dict[str, str]:
    """Return the fields of headings, from pairs and from files of pairs."""
    meanings: dict[str, str] = {}
    for each in said:
        heading, stands_between, field = each.rpartition("=")
        meanings |= {heading: field} if stands_between else given_headings(each, cls)
    return meanings


def _counted(stream: Iterator[T], language: str) -> Iterator[T]:
    """Show on a terminal how many records of a long file have been read."""
    if not sys.stderr.isatty():
        yield from stream
        return
    shown, begin = False, time.monotonic()
    for count, each in enumerate(stream, 1):
        if count % 1000 == 0 and time.monotonic() - begin > 1:
            shown, begin = True, time.monotonic()
            print("\r" + translate(READ_SO_FAR, language, count=count), end="", file=sys.stderr)
        yield each
    if shown:
        print(file=sys.stderr)


def spare(target: str, chosen: argparse.Namespace, *sources: str) -> None:
    """Stop if the command would overwrite its input, or another file without being asked to."""
    path = Path(target)
    for source in sources:
        is_there = source != STANDARD_INPUT and path.exists() and Path(source).exists()
        if is_there and path.samefile(source):
            raise Stop(misused(OWN_INPUT, chosen.language or "en", file=target))
    if path.is_file() and not chosen.force:
        raise Stop(misused(EXISTS, chosen.language or "en", file=target, option="--force"))


def written(file: str, language: str, act: Callable[[str], None]) -> int:
    """Write a file, or return why it cannot be written."""
    try:
        act(file)
    except InvalidDataError as error:
        say_lines(issue_lines(error.issues, language, f"{isolate_ltr(shown(file))}: "))
        return INVALID
    except FileExistsError as error:
        return misused(EXISTS, language, file=str(error.filename), option="--force")
    except (OSError, BrokenExtensionError, MissingLibraryError, UnknownFormatError) as error:
        return failed(error, file, language, UNWRITABLE)
    return GOOD
