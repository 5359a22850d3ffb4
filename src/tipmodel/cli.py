"""The command line: exit 0 good, 1 invalid data, 2 misuse."""

import argparse
import codecs
import contextlib
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, cast

import attrs

from .codec.documents import loads, validate
from .core.errors import BrokenExtensionError, MissingLibraryError, UnknownFormatError
from .core.issues import InvalidDataError, Issue, Location
from .core.record import Record
from .core.rules import NO_DATA
from .core.unicode import FORBIDDEN, shown
from .examples import example_bytes
from .files import given_headings, iter_located, write
from .formats import MAX_FILE_SIZE
from .i18n import as_line, isolate_ltr, languages, line_mark, translate
from .i18n.errors import UnknownLanguageError
from .i18n.phrase import Phrase
from .model import MODEL, Training
from .replacing import replacing
from .report import Report, placed, sentence
from .sheets import annotate, is_table, noun_of, template
from .tables.choices import COUNTRY_CODES
from .views.advice import check
from .views.cards import describe
from .views.labels import TABLES, table
from .views.page import page
from .views.privacy import public_view
from .views.schema import json_schema

PURPOSE = Phrase("cli.purpose", "Read, check and show records of trainings.")
DEMO = Phrase("cli.demo", "Show what the library does, with the example it comes with.")
SHOW = Phrase("cli.show", "Show what the records say.")
CHECK = Phrase("cli.check", "List what is wrong with the records.")
LABELS = Phrase("cli.labels", "Print a table of codes and what they are called.")
TABLE = Phrase(
    "cli.table",
    "The table: governorates, a vocabulary such as topics, or a class such as Training.",
)
SCHEMA = Phrase("cli.schema", "Print the schema as JSON Schema, for programs in any language.")
OUTERMOST = Phrase("cli.outermost", "The kind of the outermost record.")
FILE = Phrase(
    "cli.file", "A file with records: JSON, NDJSON, CSV or XLSX, by the ending of its name."
)
LANGUAGE = Phrase("cli.language", "The language of messages and labels.")
PUBLIC = Phrase("cli.public", "Only what may be published.")
NOT_PUBLIC = Phrase("cli.not_public", "Nothing in the file “{file}” may be published.")
MISSING = Phrase("cli.missing", "There is no file called “{file}”.")
UNREADABLE = Phrase("cli.unreadable", "The file “{file}” cannot be read.")
CONVERT = Phrase(
    "cli.convert",
    "Write the records of one file to another, in the format that its name ends with.",
)
TEMPLATE = Phrase("cli.template", "Write an empty registration sheet to be filled in.")
CLASS = Phrase(
    "cli.class", "The kind of record in the file; without it, what the file seems to contain."
)
ANNOTATE = Phrase(
    "cli.annotate", "Write a copy of the sheet in which cells with mistakes are marked."
)
TARGET = Phrase("cli.target", "The file to write.")
NOUN = Phrase("cli.noun", "The file to write; its name says what it lists: participants.xlsx.")
OF_TRAINING = Phrase("cli.of_training", "A file with the training to name on the sheet.")
UNWRITABLE = Phrase("cli.unwritable", "The file “{file}” cannot be written.")
UNKNOWN_SUFFIX = Phrase(
    "cli.unknown_suffix", "The file “{file}” ends with no known format; known are: {known}."
)
NEEDS_MORE = Phrase("cli.needs_more", "This format needs another library: {command}")
BROKEN = Phrase(
    "cli.broken",
    "The installed package “{package}”, which adds {adds}, is broken; reinstall or remove it.",
)
NO_NOUN = Phrase(
    "cli.no_noun", "The name “{file}” does not say what the sheet lists; choose with {option}."
)
NO_TABLE = Phrase("cli.no_table", "The file “{file}” has no cells to mark.")
EXISTS = Phrase("cli.exists", "The file “{file}” exists already; write over it with {option}.")
OWN_INPUT = Phrase("cli.own_input", "The file “{file}” is the one that is read; write to another.")
COLUMNS = Phrase(
    "cli.columns", "The columns of the sheet, with commas between them, such as name,sex,phone."
)
ALL = Phrase("cli.all", "Every column there is, not only the usual ones.")
FORCE = Phrase("cli.force", "Write over a file that is there.")
ENCODING = Phrase("cli.encoding", "The encoding of a CSV file that is not in UTF-8.")
NO_ENCODING = Phrase("cli.no_encoding", "There is no encoding called {name}.")
MAP = Phrase(
    "cli.map",
    "What a heading means, such as “Title=job_title”, or nothing to leave it out; or a file in TOML with such lines.",
)
COUNTRY = Phrase(
    "cli.country",
    "The country of telephone numbers and times that state none, such as IQ.",
)
FORMAT = Phrase("cli.format", "How to answer: text for people, json for programs.")
NOT_KEPT = Phrase("cli.not_kept", "The marked copy does not have all of the file; missing: {lost}.")
WORKBOOK_ONLY = Phrase("cli.workbook_only", "The file “{file}” must be a workbook: .xlsx or .xlsm.")
TABLE_ONLY = Phrase("cli.table_only", "The file “{file}” must be a table: .xlsx, .csv or .tsv.")
READ_SO_FAR = Phrase("cli.read_so_far", "Read so far: {count}")
PAGE = Phrase(
    "cli.page", "Write a page to read, mail and print: all that may be published of the records."
)
PAGE_LANGUAGES = Phrase(
    "cli.page_languages", "The languages of the page, with commas between them."
)
NO_TRAININGS = Phrase("cli.no_trainings", "The file “{file}” contains no trainings.")
MISTAKE = Phrase("cli.mistake", "The same record with one mistake made on purpose:")

T = TypeVar("T")

GOOD, INVALID, MISUSE = range(3)

STANDARD_INPUT = "-"

_CLASSES: dict[str, type[Record]] = {cls.__name__: cls for cls in MODEL}


@attrs.define
class Found:
    """What reading a file gave."""

    file: str
    records: list[Record] = attrs.field(factory=list)
    places: list[Location] = attrs.field(factory=list)
    errors: list[Issue] = attrs.field(factory=list)
    notices: list[Issue] = attrs.field(factory=list)

    def report(self, warnings: Sequence[Issue]) -> Report:
        """Return what to say of it."""
        return Report(self.file, len(self.records), self.errors, warnings, self.notices)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    with contextlib.ExitStack() as until_the_end:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # it was closed before the program began
                until_the_end.enter_context(_silent(name))
            elif hasattr(getattr(sys, name), "reconfigure"):
                getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
        language = _language_of(arguments)
        chosen = _parser(language).parse_args(arguments)
        if chosen.language is None and chosen.run not in (_convert, _demo):
            chosen.language = "en"
        try:
            status = int(chosen.run(chosen))
            sys.stdout.flush()
        except BrokenPipeError:  # whoever reads has seen enough; nothing more is to be written
            _give_up_output()
            return GOOD
        except OSError:  # files have been dealt with, so it is the output, such as on a full disk
            _give_up_output()
            return _misused(UNWRITABLE, language, file="stdout")
        return status


@contextlib.contextmanager
def _silent(name: str) -> Iterator[None]:
    """Let whatever is said on a closed stream go nowhere."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        setattr(sys, name, nowhere)
        try:
            yield
        finally:
            setattr(sys, name, None)


def _give_up_output() -> None:
    """Keep Python from writing at its end what could not be written before."""
    with contextlib.suppress(OSError):  # a stream without a file has nothing to be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_of(arguments: Sequence[str] | None) -> str:
    """Return the language asked for, so that the help can be in it too."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--language", nargs="?")
    asked = early.parse_known_args(arguments)[0].language
    return asked if asked in languages() else "en"


def _parser(language: str) -> argparse.ArgumentParser:  # noqa: PLR0915 - a line for each option
    def say(phrase: Phrase) -> str:
        text = translate(phrase, language, isolate=False)
        return as_line(text, language) if line_mark(language) else text

    def let_choose(command: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
        command.add_argument("--language", choices=languages(), default=default, help=say(LANGUAGE))

    def let_choose_class(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--class", dest="cls", choices=_CLASSES, metavar="CLASS", help=say(CLASS)
        )

    def let_say_encoding(command: argparse.ArgumentParser) -> None:
        command.add_argument("--encoding", metavar="NAME", help=say(ENCODING))

    def let_say_meanings(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--map", action="append", default=[], metavar="HEADING=FIELD", help=say(MAP)
        )
        command.add_argument("--country", choices=COUNTRY_CODES, metavar="CODE", help=say(COUNTRY))

    def let_force(command: argparse.ArgumentParser) -> None:
        command.add_argument("--force", action="store_true", help=say(FORCE))

    parser = argparse.ArgumentParser(prog="tipmodel", description=say(PURPOSE))
    let_choose(parser, default=None)
    parser.add_argument("--version", action="version", version=f"tipmodel {version('tipmodel')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help=say(DEMO), description=say(DEMO))
    let_choose(demo)
    demo.set_defaults(run=_demo)
    for name, act, phrase in (("show", _show, SHOW), ("check", _check, CHECK)):
        command = commands.add_parser(name, help=say(phrase), description=say(phrase))
        command.add_argument("files", nargs="+", metavar="FILE", help=say(FILE))
        let_choose(command)
        let_choose_class(command)
        command.set_defaults(run=_on_files, act=act, annotate=None, public=False, format="text")
        let_say_encoding(command)
        let_say_meanings(command)
        if act is _show:
            command.add_argument("--public", action="store_true", help=say(PUBLIC))
        else:
            command.add_argument("--annotate", metavar="OUT", help=say(ANNOTATE))
            command.add_argument(
                "--format", choices=("text", "json"), default="text", help=say(FORMAT)
            )
            let_force(command)
    convert = commands.add_parser("convert", help=say(CONVERT), description=say(CONVERT))
    convert.add_argument("file", metavar="IN", help=say(FILE))
    convert.add_argument("target", metavar="OUT", help=say(TARGET))
    convert.add_argument("--public", action="store_true", help=say(PUBLIC))
    let_choose(convert)
    let_choose_class(convert)
    let_say_encoding(convert)
    let_say_meanings(convert)
    let_force(convert)
    convert.set_defaults(run=_convert)
    made = commands.add_parser("page", help=say(PAGE), description=say(PAGE))
    made.add_argument("files", nargs="+", metavar="FILE", help=say(FILE))
    made.add_argument("-o", "--out", required=True, metavar="OUT", help=say(TARGET))
    made.add_argument("--languages", default="ar,en", metavar="TAGS", help=say(PAGE_LANGUAGES))
    let_choose(made)
    let_force(made)
    made.set_defaults(run=_page, cls=None, encoding=None, map=[], country=None)
    empty = commands.add_parser("template", help=say(TEMPLATE), description=say(TEMPLATE))
    empty.add_argument("target", metavar="OUT", help=say(NOUN))
    empty.add_argument("--training", metavar="FILE", help=say(OF_TRAINING))
    empty.add_argument("--columns", metavar="FIELDS", default="", help=say(COLUMNS))
    empty.add_argument("--all", action="store_true", dest="every", help=say(ALL))
    let_choose(empty)
    let_choose_class(empty)
    let_force(empty)
    empty.set_defaults(run=_template, encoding=None, map=[], country=None)
    tables = commands.add_parser("labels", help=say(LABELS), description=say(LABELS))
    tables.add_argument("table", choices=TABLES, metavar="TABLE", help=say(TABLE))
    let_choose(tables)
    tables.set_defaults(run=_labels)
    schema = commands.add_parser("schema", help=say(SCHEMA), description=say(SCHEMA))
    schema.add_argument(
        "cls",
        nargs="?",
        choices=_CLASSES,
        default=Training.__name__,
        metavar="CLASS",
        help=say(OUTERMOST),
    )
    let_choose(schema)
    schema.set_defaults(run=_schema)
    return parser


def _demo(chosen: argparse.Namespace) -> int:
    data = example_bytes()
    training = loads(data)
    mistaken = json.loads(data)
    mistaken["headcount"]["female"] = 40
    asked = (chosen.language,) if chosen.language else ("ar", "en")
    for language in asked:
        _say(describe(training, language), "\n\n")
    for language in asked:
        _say(line_mark(language), translate(MISTAKE, language), "\n")
        _say(*_lines(validate(mistaken), language), "\n")
    return GOOD


def _schema(chosen: argparse.Namespace) -> int:
    text = json.dumps(
        json_schema(_CLASSES[chosen.cls], chosen.language), ensure_ascii=False, indent=2
    )
    # Its patterns hold the characters that no text may contain, and this is text.
    _say(re.sub(FORBIDDEN, lambda found: json.dumps(found[0])[1:-1], text), "\n")
    return GOOD


def _on_files(chosen: argparse.Namespace) -> int:
    return max([_on_file(file, chosen) for file in chosen.files])


def _on_file(file: str, chosen: argparse.Namespace) -> int:
    language = chosen.language
    if chosen.annotate and (status := _unfit(file, chosen)):
        return status
    with _named(file) as path:
        found = _read(path, chosen, file, public=chosen.public)
        if found is None:
            return MISUSE
        status = chosen.act(found, chosen)
        if not chosen.annotate:
            return int(status)

        def mark(out: str) -> None:
            issues = (*found.errors, *found.notices)
            lost = annotate(path, out, issues, language, encoding=chosen.encoding)
            if lost:
                _misused(NOT_KEPT, language, lost=tuple(translate(each, language) for each in lost))

        return max(_written(chosen.annotate, language, mark), int(status))


def _unfit(file: str, chosen: argparse.Namespace) -> int:
    """Say why a marked copy of a file cannot be written there, before it is read."""
    try:
        is_marked = file == STANDARD_INPUT or is_table(file)
    except UnknownFormatError as error:
        return _failed(error, file, chosen.language, UNREADABLE)
    if not is_marked:
        return _misused(NO_TABLE, chosen.language, file=file)
    if Path(chosen.annotate).suffix.lower() not in (".xlsx", ".xlsm"):
        return _misused(WORKBOOK_ONLY, chosen.language, file=chosen.annotate)
    return _occupied(chosen.annotate, chosen, file)


def _occupied(target: str, chosen: argparse.Namespace, *sources: str) -> int:
    """Say why a file must not be written over, if so."""
    path = Path(target)
    for source in sources:
        if source != STANDARD_INPUT and path.exists() and path.samefile(source):
            return _misused(OWN_INPUT, chosen.language or "en", file=target)
    if path.is_file() and not chosen.force:
        return _misused(EXISTS, chosen.language or "en", file=target, option="--force")
    return GOOD


@contextlib.contextmanager
def _named(file: str) -> Iterator[str]:
    """Keep what comes from standard input in a file whose suffix says what it seems to be."""
    if file != STANDARD_INPUT:
        yield file
        return
    data = sys.stdin.buffer.read(MAX_FILE_SIZE + 1)
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    suffix = ".xlsx" if data.startswith(b"PK") else ".csv"
    if start.startswith((b"{", b"[")):
        lines = [line for line in start.split(b"\n", 2)[:2] if line.strip()]
        suffix = (
            ".ndjson" if start.startswith(b"{") and lines[0].strip().endswith(b"}") else ".json"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"input{suffix}")
        path.write_bytes(data)
        yield str(path)


def _read(
    path: str, chosen: argparse.Namespace, file: str, *, public: bool = False
) -> "Found | None":
    """Read a file, or say why it cannot be read."""
    language = chosen.language or "en"
    found = Found(file)
    try:
        _named_encoding(chosen.encoding)
        cls = _CLASSES.get(chosen.cls)
        stream = iter_located(
            path,
            cls,
            notice=found.notices.append,
            encoding=chosen.encoding,
            headings=_meanings(chosen.map, cls),
            country=chosen.country,
        )
        for record, location in _counted(stream, language):
            found.records.append(record)
            found.places.append(location)
    except InvalidDataError as error:
        found.errors += error.issues
        return found
    except (OSError, BrokenExtensionError, MissingLibraryError, UnknownFormatError) as error:
        missing = isinstance(error, FileNotFoundError)
        _failed(error, file, language, MISSING if missing else UNREADABLE)
        return None
    except LookupError:
        _misused(NO_ENCODING, language, name=chosen.encoding)
        return None
    if public:
        try:
            found.records = [public_view(record) for record in found.records]
        except ValueError:
            _misused(NOT_PUBLIC, language, file=file)
            return None
    if not found.records:
        found.errors.append(NO_DATA.issue())
    return found


def _meanings(said: Sequence[str], cls: type[Record] | None) -> dict[str, str]:
    """Return what headings mean, from pairs and from files of pairs."""
    meanings: dict[str, str] = {}
    for each in said:
        heading, stands_between, field = each.rpartition("=")
        meanings |= {heading: field} if stands_between else given_headings(each, cls)
    return meanings


def _named_encoding(name: str | None) -> None:
    if name:
        codecs.lookup(name)


def _counted(stream: Iterator[T], language: str) -> Iterator[T]:
    """Show on a terminal how many records were read of a long file."""
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


def _failed(error: Exception, file: str, language: str, otherwise: Phrase) -> int:
    """Say in one sentence why there is nothing to be done with a file."""
    if isinstance(error, MissingLibraryError):
        return _misused(NEEDS_MORE, language, command=f"pip install {error.extra}")
    if isinstance(error, BrokenExtensionError):
        return _misused(BROKEN, language, package=error.package, adds=error.adds)
    if isinstance(error, UnknownFormatError):
        return _misused(UNKNOWN_SUFFIX, language, file=file, known=error.available)
    return _misused(otherwise, language, file=file)


def _misused(phrase: Phrase, language: str, **values: str | tuple[str, ...]) -> int:
    safe = {name: shown(said) if type(said) is str else said for name, said in values.items()}
    text = translate(phrase, language, isolate=True, **safe)
    print(line_mark(language) + text, file=sys.stderr)
    return MISUSE


def _written(file: str, language: str, act: Callable[[str], None]) -> int:
    try:
        act(file)
    except InvalidDataError as error:
        _say(*_lines(error.issues, language, f"{isolate_ltr(shown(file))}: "))
        return INVALID
    except (OSError, BrokenExtensionError, MissingLibraryError, UnknownFormatError) as error:
        return _failed(error, file, language, UNWRITABLE)
    return GOOD


def _convert(chosen: argparse.Namespace) -> int:
    language = chosen.language or "en"
    if status := _occupied(chosen.target, chosen, chosen.file):
        return status
    with _named(chosen.file) as path:
        found = _read(path, chosen, chosen.file, public=chosen.public)
    if found is None:
        return MISUSE
    if found.errors or found.notices:
        _say_lines(found.report([]).lines(language))
    if found.errors:
        return INVALID
    return _written(chosen.target, language, lambda out: write(found.records, out, chosen.language))


def _page(chosen: argparse.Namespace) -> int:
    if status := _occupied(chosen.out, chosen, *chosen.files):
        return status
    trainings: list[Training] = []
    for file in chosen.files:
        with _named(file) as path:
            found = _read(path, chosen, file)
        if found is None:
            return MISUSE
        if found.errors:
            _say_lines(found.report([]).lines(chosen.language))
            return INVALID
        there = [record for record in found.records if isinstance(record, Training)]
        if not there:
            return _misused(NO_TRAININGS, chosen.language, file=file)
        trainings += there
    try:
        text = page(trainings, chosen.languages.split(","))
    except UnknownLanguageError as error:
        print(error, file=sys.stderr)
        return MISUSE
    return _written(chosen.out, chosen.language, lambda out: _put(text, out))


def _put(text: str, file: str) -> None:
    with replacing(file) as stream:
        stream.write(text.encode())


def _template(chosen: argparse.Namespace) -> int:
    language = chosen.language
    cls = _CLASSES.get(chosen.cls) or noun_of(Path(chosen.target).stem)
    if cls is None:
        return _misused(NO_NOUN, language, file=chosen.target, option="--class")
    if Path(chosen.target).suffix.lower() not in (".xlsx", ".csv", ".tsv"):
        return _misused(TABLE_ONLY, language, file=chosen.target)
    if status := _occupied(chosen.target, chosen):
        return status
    training = None
    if chosen.training:
        chosen.cls = Training.__name__
        found = _read(chosen.training, chosen, chosen.training)
        if found is None:
            return MISUSE
        if found.errors:
            _say_lines(found.report([]).lines(language))
            return INVALID
        training = cast("Training", found.records[0])
    columns = [name.strip() for name in chosen.columns.split(",") if name.strip()]

    def act(out: str) -> None:
        template(out, cls, language, training, columns=columns, every=chosen.every)

    return _written(chosen.target, language, act)


def _show(found: "Found", chosen: argparse.Namespace) -> int:
    if found.errors:
        _say_lines(found.report([]).lines(chosen.language))
        return INVALID
    for record in found.records:
        _say(describe(record, chosen.language), "\n")
    return GOOD


def _check(found: "Found", chosen: argparse.Namespace) -> int:
    warnings = [
        placed(issue, location)
        for record, location in zip(found.records, found.places, strict=True)
        for issue in check(record)
    ]
    report = found.report(warnings)
    if chosen.format == "json":
        _say(report.as_json(chosen.language), "\n")
    else:
        _say_lines(report.lines(chosen.language))
    return INVALID if found.errors else GOOD


def _labels(chosen: argparse.Namespace) -> int:
    for row in table(chosen.table, chosen.language):
        _say("\t".join(row), "\n")
    return GOOD


def _lines(issues: Iterable[Issue], language: str, before: str = "") -> Iterable[str]:
    """Yield a line for each issue: its pointer, and what is wrong there."""
    for issue in issues:
        yield f"{line_mark(language)}{before}{sentence(issue, language)}\n"


def _say_lines(lines: Iterable[str]) -> None:
    for line in lines:
        _say(line, "\n")


def _say(*texts: str) -> None:
    sys.stdout.write("".join(texts))
