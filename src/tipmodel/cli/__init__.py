"""The command line. It exits with 0 for success, 1 for invalid data, 2 for misuse.

Each command has a module, which declares its phrases and options and runs it.
"""

import argparse
import contextlib
import functools
import importlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..core.errors import BrokenExtensionError
from ..i18n import languages, translate
from ..i18n.errors import UnknownLanguageError
from ..i18n.phrase import Phrase
from .options import DEFAULTS, LANGUAGES, Help, Options, let_choose_language
from .output import BROKEN, GOOD, UNWRITABLE, misused, no_language, status_of

PURPOSE = Phrase("cli.purpose", "Read, check and show records of trainings.")

COMMANDS = (
    "demo",
    "show",
    "check",
    "convert",
    "migrate",
    "page",
    "summary",
    "tables",
    "attach",
    "tally",
    "diff",
    "alike",
    "template",
    "form",
    "labels",
    "schema",
)
"""The commands; each is the name of its module, which is imported on use."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    with contextlib.ExitStack() as until_the_end:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # it was closed before the program started
                until_the_end.enter_context(_silent(name))
            elif hasattr(getattr(sys, name), "reconfigure"):
                getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
        asked = _language_of(arguments)
        if asked and asked not in LANGUAGES:
            # No language of the reader is known, so it is said in all that are complete.
            complete = [tag for tag in languages() if tag.translated == 1]
            return no_language(UnknownLanguageError(asked, languages()), *complete)
        language = asked or "en"
        chosen = parser(language, _commands_in(arguments)).parse_args(arguments)
        chosen.language = chosen.language or chosen.default_language
        try:
            status = status_of(chosen.run, chosen)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader closed the pipe
            _give_up_output()
            return GOOD
        except BrokenExtensionError as error:  # of a class; commands handle those of formats
            return misused(BROKEN, language, package=error.package, adds=error.adds)
        except OSError:  # of the output, such as a full disk; commands handle those of files
            _give_up_output()
            return misused(UNWRITABLE, language, file="stdout")
        return status


def parser(language: str, names: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of some commands, with help in a language."""
    outer = argparse.ArgumentParser(
        prog="tipmodel",
        description=translate(PURPOSE, language),
        formatter_class=functools.partial(Help, language),
    )
    outer.set_defaults(**DEFAULTS)
    let_choose_language(outer, language)
    outer.add_argument("--version", action=_Version, nargs=0)
    commands = outer.add_subparsers(required=True, metavar="COMMAND")
    for name in names:
        module = importlib.import_module(f".{name}", __name__)
        module.add(Options(language, commands))
    for command in commands.choices.values():
        if not command.get_default("takes_languages"):
            let_choose_language(command, language, argparse.SUPPRESS)
    return outer


def _commands_in(arguments: Sequence[str] | None) -> Sequence[str]:
    """Return the requested command, or all commands if the request is unclear."""
    given = sys.argv[1:] if arguments is None else arguments
    return given[:1] if given and given[0] in COMMANDS else COMMANDS


class _Version(argparse.Action):
    """Print the version, which takes time to look up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version  # noqa: PLC0415 - hardly ever needed

        print(f"tipmodel {version('tipmodel')}")
        parser.exit()


@contextlib.contextmanager
def _silent(name: str) -> Iterator[None]:
    """Discard output to a closed stream."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        setattr(sys, name, nowhere)
        try:
            yield
        finally:
            setattr(sys, name, None)


def _give_up_output() -> None:
    """Keep Python from flushing, at exit, output that could not be written."""
    with contextlib.suppress(OSError):  # a stream without a file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_of(arguments: Sequence[str] | None) -> str:
    """Return the requested language, so that the help is in it too; empty if there is none."""
    formatter = functools.partial(Help, "en")
    early = argparse.ArgumentParser(add_help=False, formatter_class=formatter)
    early.add_argument("--language", nargs="?")
    return (early.parse_known_args(arguments)[0].language or "").partition(",")[0]
