"""The command line: exit 0 good, 1 invalid data, 2 misuse."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from .codec.documents import loads, validate
from .core.errors import MissingLibraryError, UnknownFormatError
from .core.issues import InvalidDataError, Issue
from .core.record import Record
from .core.rules import NO_DATA
from .core.unicode import FORBIDDEN
from .examples import example_bytes
from .files import iter_read, replacing, write
from .i18n import as_line, isolate_ltr, languages, line_mark, translate
from .i18n.errors import UnknownLanguageError
from .i18n.phrase import Phrase
from .model import MODEL, Training
from .sheets import annotate, is_table, noun_of, template
from .views.advice import check
from .views.cards import LINE, describe
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
VALID = Phrase("cli.valid", "The file “{file}” is valid.")
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
NO_NOUN = Phrase(
    "cli.no_noun", "The name “{file}” does not say what the sheet lists; choose with {option}."
)
NO_TABLE = Phrase("cli.no_table", "The file “{file}” has no cells to mark.")
PAGE = Phrase(
    "cli.page", "Write a page to read, mail and print: all that may be published of the records."
)
PAGE_LANGUAGES = Phrase(
    "cli.page_languages", "The languages of the page, with commas between them."
)
NO_TRAININGS = Phrase("cli.no_trainings", "The file “{file}” contains no trainings.")
MISTAKE = Phrase("cli.mistake", "The same record with one mistake made on purpose:")

GOOD, INVALID, MISUSE = range(3)

Act = Callable[[str, list[Record], str], None]
"""What to do with the records of a file, in a language."""

_CLASSES: dict[str, type[Record]] = {cls.__name__: cls for cls in MODEL}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    chosen = _parser(_language_of(arguments)).parse_args(arguments)
    if chosen.language is None and chosen.run not in (_convert, _demo):
        chosen.language = "en"
    try:
        status = int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; nothing more is to be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    return status


def _language_of(arguments: Sequence[str] | None) -> str:
    """Return the language asked for, so that the help can be in it too."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--language", nargs="?")  # wherever it stands
    asked = early.parse_known_args(arguments)[0].language
    return asked if asked in languages() else "en"


def _parser(language: str) -> argparse.ArgumentParser:
    def say(phrase: Phrase) -> str:
        text = translate(phrase, language, isolate=False)
        return as_line(text, language) if line_mark(language) else text

    def let_choose(command: argparse.ArgumentParser, default: Any = argparse.SUPPRESS) -> None:
        command.add_argument("--language", choices=languages(), default=default, help=say(LANGUAGE))

    def let_choose_class(command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "--class", dest="cls", choices=_CLASSES, metavar="CLASS", help=say(CLASS)
        )

    parser = argparse.ArgumentParser(prog="tipmodel", description=say(PURPOSE))
    let_choose(parser, default=None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help=say(DEMO), description=say(DEMO))
    let_choose(demo)
    demo.set_defaults(run=_demo)
    for name, act, phrase in (("show", _show, SHOW), ("check", _check, CHECK)):
        command = commands.add_parser(name, help=say(phrase), description=say(phrase))
        command.add_argument("files", nargs="+", metavar="FILE", help=say(FILE))
        let_choose(command)
        let_choose_class(command)
        command.set_defaults(run=_on_files, act=act, annotate=None, public=False)
        if act is _show:
            command.add_argument("--public", action="store_true", help=say(PUBLIC))
        else:
            command.add_argument("--annotate", metavar="OUT", help=say(ANNOTATE))
    convert = commands.add_parser("convert", help=say(CONVERT), description=say(CONVERT))
    convert.add_argument("file", metavar="IN", help=say(FILE))
    convert.add_argument("target", metavar="OUT", help=say(TARGET))
    convert.add_argument("--public", action="store_true", help=say(PUBLIC))
    let_choose(convert)
    let_choose_class(convert)
    convert.set_defaults(run=_convert)
    made = commands.add_parser("page", help=say(PAGE), description=say(PAGE))
    made.add_argument("files", nargs="+", metavar="FILE", help=say(FILE))
    made.add_argument("-o", "--out", required=True, metavar="OUT", help=say(TARGET))
    made.add_argument("--languages", default="ar,en", metavar="TAGS", help=say(PAGE_LANGUAGES))
    let_choose(made)
    made.set_defaults(run=_page)
    empty = commands.add_parser("template", help=say(TEMPLATE), description=say(TEMPLATE))
    empty.add_argument("target", metavar="OUT", help=say(NOUN))
    empty.add_argument("--training", metavar="FILE", help=say(OF_TRAINING))
    let_choose(empty)
    let_choose_class(empty)
    empty.set_defaults(run=_template)
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
    cls, language = _CLASSES.get(chosen.cls), chosen.language
    records, issues, notices = _read(file, cls, language, public=chosen.public)
    if records is None:
        return MISUSE
    if not issues:
        chosen.act(file, records, language)
    _say(*_lines((*issues, *notices), language, f"{isolate_ltr(file)}: "))
    if chosen.annotate and not is_table(file):
        return _misused(NO_TABLE, language, file=file)
    if chosen.annotate:
        written = _written(
            chosen.annotate, language, lambda out: annotate(file, out, issues, cls, language)
        )
        return max(written, INVALID if issues else GOOD)
    return INVALID if issues else GOOD


def _read(
    file: str, cls: type[Record] | None, language: str, *, public: bool = False
) -> tuple[list[Record] | None, tuple[Issue, ...], list[Issue]]:
    """Read a file: its records, what is wrong, and what to know; or say why it cannot be read."""
    notices: list[Issue] = []
    try:
        records = list(iter_read(file, cls, notice=notices.append))
    except InvalidDataError as error:
        return [], error.issues, notices
    except (OSError, MissingLibraryError, UnknownFormatError) as error:
        missing = isinstance(error, FileNotFoundError)
        _failed(error, file, language, MISSING if missing else UNREADABLE)
        return None, (), []
    if public:
        try:
            records = [public_view(record) for record in records]
        except ValueError:
            _misused(NOT_PUBLIC, language, file=file)
            return None, (), []
    return records, () if records else (NO_DATA.issue(),), notices


def _failed(error: Exception, file: str, language: str, otherwise: Phrase) -> int:
    """Say in one sentence why there is nothing to be done with a file."""
    if isinstance(error, MissingLibraryError):
        return _misused(NEEDS_MORE, language, command=f"pip install {error.extra}")
    if isinstance(error, UnknownFormatError):
        return _misused(UNKNOWN_SUFFIX, language, file=file, known=error.available)
    return _misused(otherwise, language, file=file)


def _misused(phrase: Phrase, language: str, **values: str | tuple[str, ...]) -> int:
    text = translate(phrase, language, isolate=True, **values)
    print(line_mark(language) + text, file=sys.stderr)
    return MISUSE


def _written(file: str, language: str, act: Callable[[str], None]) -> int:
    try:
        act(file)
    except InvalidDataError as error:
        _say(*_lines(error.issues, language, f"{isolate_ltr(file)}: "))
        return INVALID
    except (OSError, MissingLibraryError, UnknownFormatError) as error:
        return _failed(error, file, language, UNWRITABLE)
    return GOOD


def _convert(chosen: argparse.Namespace) -> int:
    cls, language = _CLASSES.get(chosen.cls), chosen.language or "en"
    records, issues, notices = _read(chosen.file, cls, language, public=chosen.public)
    if records is None:
        return MISUSE
    _say(*_lines((*issues, *notices), language, f"{isolate_ltr(chosen.file)}: "))
    if issues:
        return INVALID
    return _written(chosen.target, language, lambda out: write(records, out, chosen.language))


def _page(chosen: argparse.Namespace) -> int:
    trainings: list[Training] = []
    for file in chosen.files:
        records, issues, _ = _read(file, None, chosen.language)
        if records is None:
            return MISUSE
        if issues:
            _say(*_lines(issues, chosen.language, f"{isolate_ltr(file)}: "))
            return INVALID
        found = [record for record in records if isinstance(record, Training)]
        if not found:
            return _misused(NO_TRAININGS, chosen.language, file=file)
        trainings += found
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
    training = None
    if chosen.training:
        records, issues, _ = _read(chosen.training, Training, language)
        if records is None:
            return MISUSE
        if issues:
            _say(*_lines(issues, language, f"{isolate_ltr(chosen.training)}: "))
            return INVALID
        training = cast("Training", records[0])
    return _written(chosen.target, language, lambda out: template(out, cls, language, training))


def _show(_: str, records: list[Record], language: str) -> None:
    for record in records:
        _say(describe(record, language), "\n")


def _check(file: str, records: list[Record], language: str) -> None:
    _say(line_mark(language), translate(VALID, language, file=file), "\n")
    for record in records:
        _say(*_lines(check(record), language, f"{isolate_ltr(file)}: "))


def _labels(chosen: argparse.Namespace) -> int:
    for row in table(chosen.table, chosen.language):
        _say("\t".join(row), "\n")
    return GOOD


def _lines(issues: Iterable[Issue], language: str, before: str = "") -> Iterable[str]:
    """Yield a line for each issue: its pointer, and what is wrong there."""
    for issue in issues:
        place, text = isolate_ltr(issue.pointer), issue.text(language)
        if advice := issue.advice(language):
            text = f"{text} {advice}"
        if issue.pointer and not issue.column:
            text = translate(LINE, language, isolate=False, label=place, value=text)
        yield f"{line_mark(language)}{before}{text}\n"


def _say(*texts: str) -> None:
    sys.stdout.write("".join(texts))
