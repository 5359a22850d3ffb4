"""The command line: exit 0 good, 1 invalid data, 2 misuse."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .advice import check
from .cards import LINE, describe
from .errors import InvalidDataError
from .examples import example_bytes
from .fields import Phrase
from .files import loads, validate
from .hygiene import FORBIDDEN
from .i18n import isolate_ltr, languages, line_mark, translate
from .labels import TABLES, table
from .model import MODEL, Training
from .parsing import LIMITS
from .privacy import public_view
from .rules import Finding, Issue
from .schema import json_schema

PURPOSE = Phrase("cli.purpose", "Read, check and show records of trainings.")
DEMO = Phrase("cli.demo", "Show what the library does, with the example it comes with.")
SHOW = Phrase("cli.show", "Say what records state.")
CHECK = Phrase("cli.check", "Say what is wrong with records.")
LABELS = Phrase("cli.labels", "Print a table of codes and what they are called.")
TABLE = Phrase(
    "cli.table",
    "The table: governorates, a vocabulary such as topics, or a class such as Training.",
)
SCHEMA = Phrase("cli.schema", "Print the schema as JSON Schema, for programs in any language.")
CLASS = Phrase("cli.class", "The class of the outermost record.")
FILE = Phrase("cli.file", "A file with one record in JSON.")
LANGUAGE = Phrase("cli.language", "The language to answer in.")
PUBLIC = Phrase("cli.public", "Only what may be published.")
VALID = Phrase("cli.valid", "{file} is valid.")
MISSING = Phrase("cli.missing", "There is no file {file}.")
UNREADABLE = Phrase("cli.unreadable", "The file {file} cannot be read.")
MISTAKE = Phrase("cli.mistake", "The same record with one mistake made on purpose:")

GOOD, INVALID, MISUSE = range(3)

Act = Callable[[str, Training, str], None]
"""What to do with the record of a file, in a language."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    chosen = _parser().parse_args(arguments)
    try:
        status = int(chosen.run(chosen))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads has seen enough; nothing more is to be written
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tipmodel", description=PURPOSE.english)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help=DEMO.english, description=DEMO.english)
    demo.set_defaults(run=_demo)
    for name, act, phrase in (("show", _show, SHOW), ("check", _check, CHECK)):
        command = commands.add_parser(name, help=phrase.english, description=phrase.english)
        command.add_argument("files", nargs="+", metavar="FILE", help=FILE.english)
        command.add_argument("--language", choices=languages(), default="en", help=LANGUAGE.english)
        command.set_defaults(public=False)
        if act is _show:
            _add_public(command)
        command.set_defaults(run=_on_files, act=act)
    tables = commands.add_parser("labels", help=LABELS.english, description=LABELS.english)
    tables.add_argument("table", choices=TABLES, metavar="TABLE", help=TABLE.english)
    tables.add_argument("--language", choices=languages(), default="en", help=LANGUAGE.english)
    tables.set_defaults(run=_labels)
    schema = commands.add_parser("schema", help=SCHEMA.english, description=SCHEMA.english)
    schema.add_argument(
        "cls",
        nargs="?",
        choices=[cls.__name__ for cls in MODEL],
        default=Training.__name__,
        metavar="CLASS",
        help=CLASS.english,
    )
    schema.add_argument("--language", choices=languages(), default="en", help=LANGUAGE.english)
    schema.set_defaults(run=_schema)
    return parser


def _add_public(command: argparse.ArgumentParser) -> None:
    """Let a command take ``--public``, for which it asks `public_view`."""
    command.add_argument("--public", action="store_true", help=PUBLIC.english)


def _demo(_: argparse.Namespace) -> int:
    data = example_bytes()
    training = loads(data)
    mistaken = json.loads(data)
    mistaken["headcount"]["female"] = 40
    for language in ("ar", "en"):
        _say(describe(training, language), "\n\n")
    for language in ("ar", "en"):
        _say(line_mark(language), translate(MISTAKE, language), "\n")
        _say(*_lines(validate(mistaken), language), "\n")
    return GOOD


def _schema(chosen: argparse.Namespace) -> int:
    cls = next(cls for cls in MODEL if cls.__name__ == chosen.cls)
    text = json.dumps(json_schema(cls, chosen.language), ensure_ascii=False, indent=2)
    # Its patterns hold the characters that no text may contain, and this is text.
    _say(re.sub(FORBIDDEN, lambda found: json.dumps(found[0])[1:-1], text), "\n")
    return GOOD


def _on_files(chosen: argparse.Namespace) -> int:
    act: Act = _show_public if chosen.public else chosen.act
    return max([_on_file(file, act, chosen.language) for file in chosen.files])


def _on_file(file: str, act: Act, language: str) -> int:
    name = isolate_ltr(file)
    try:
        with Path(file).open("rb") as stream:
            training = loads(stream.read(LIMITS.bytes + 1))
    except InvalidDataError as error:
        _say(*_lines(error.issues, language, f"{name}: "))
        return INVALID
    except OSError as error:
        phrase = MISSING if isinstance(error, FileNotFoundError) else UNREADABLE
        print(line_mark(language) + translate(phrase, language, file=file), file=sys.stderr)
        return MISUSE
    act(file, training, language)
    return GOOD


def _show(_: str, training: Training, language: str) -> None:
    _say(describe(training, language), "\n")


def _show_public(file: str, training: Training, language: str) -> None:
    _show(file, public_view(training), language)


def _check(file: str, training: Training, language: str) -> None:
    _say(line_mark(language), translate(VALID, language, file=file), "\n")
    _say(*_lines(check(training), language, f"{isolate_ltr(file)}: "))


def _labels(chosen: argparse.Namespace) -> int:
    for row in table(chosen.table, chosen.language):
        _say("\t".join(row), "\n")
    return GOOD


def _lines(issues: Iterable[Issue], language: str, before: str = "") -> Iterable[str]:
    """Yield a line for each issue: its pointer, and what is wrong there."""
    for issue in issues:
        place, text = isolate_ltr(issue.pointer), issue.text(language)
        if isinstance(issue, Finding):
            text = f"{text} {issue.advice(language)}"
        if issue.pointer:
            text = translate(LINE, language, isolate=False, label=place, value=text)
        yield f"{line_mark(language)}{before}{text}\n"


def _say(*texts: str) -> None:
    sys.stdout.write("".join(texts))
