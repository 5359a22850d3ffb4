"""The command line: exit 0 good, 1 invalid data, 2 misuse.

Each command has a module that declares its words and options and does its work.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from ..i18n import languages
from ..i18n.phrase import Phrase
from . import check, convert, demo, form, labels, page, schema, show, template
from .options import DEFAULTS, Options, help_text, let_choose_language
from .output import GOOD, misused
from .reading import UNWRITABLE

PURPOSE = Phrase("cli.purpose", "Read, check and show records of trainings.")

COMMANDS = (demo, show, check, convert, page, template, form, labels, schema)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    with contextlib.ExitStack() as until_the_end:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # it was closed before the program began
                until_the_end.enter_context(_silent(name))
            elif hasattr(getattr(sys, name), "reconfigure"):
                getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
        language = _language_of(arguments)
        chosen = parser(language).parse_args(arguments)
        chosen.language = chosen.language or (
            language if chosen.run is form.run else chosen.default_language
        )
        try:
            status = int(chosen.run(chosen))
            sys.stdout.flush()
        except BrokenPipeError:  # the reader has seen enough; there is nothing more to write
            _give_up_output()
            return GOOD
        except OSError:  # commands handle their files, so it is the output, such as on a full disk
            _give_up_output()
            return misused(UNWRITABLE, language, file="stdout")
        return status


def parser(language: str) -> argparse.ArgumentParser:
    """Return the parser of the command line, with its help in a language."""
    outer = argparse.ArgumentParser(prog="tipmodel", description=help_text(PURPOSE, language))
    outer.set_defaults(**DEFAULTS)
    let_choose_language(outer, language)
    outer.add_argument("--version", action="version", version=f"tipmodel {version('tipmodel')}")
    commands = outer.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add(Options(language, commands))
    for name, command in commands.choices.items():
        if name != "form":  # it takes several
            let_choose_language(command, language, argparse.SUPPRESS)
    return outer


@contextlib.contextmanager
def _silent(name: str) -> Iterator[None]:
    """Discard what is printed on a closed stream."""
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
    asked = (early.parse_known_args(arguments)[0].language or "").partition(",")[0]
    return asked if asked in languages() else "en"
