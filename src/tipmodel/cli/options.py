"""The options that commands share, each with its help in the reader's language."""

import argparse
import functools
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

import attrs

from ..core.record import Record
from ..core.unicode import shown
from ..extensions import class_of_extension, names_of_extensions
from ..i18n import as_line, languages, line_mark, translate
from ..i18n.phrase import Phrase
from ..model import MODEL
from ..vocab.countries import COUNTRY_CODES


class _Classes(Mapping[str, type[Record]]):
    """The classes by name: those of the model, and those of installed packages.

    Packages name their classes by entry points of the group ``tipmodel.classes``, which are looked
    up only if a name is not in the model.
    """

    def __getitem__(self, name: str | None) -> type[Record]:
        if name is None:
            raise KeyError(name)
        return _OURS.get(name) or class_of_extension(name)

    def __iter__(self) -> Iterator[str]:
        yield from _OURS
        yield from (name for name in names_of_extensions() if name not in _OURS)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in _OURS or name in names_of_extensions()


_OURS: dict[str, type[Record]] = {cls.__name__: cls for cls in MODEL}
CLASSES = _Classes()

FILE = Phrase(
    "cli.file", "A file with records: JSON, NDJSON, CSV or XLSX, according to its suffix."
)
TARGET = Phrase("cli.target", "The file to write.")
LANGUAGE = Phrase("cli.language", "The language of messages and labels.")
PUBLIC = Phrase("cli.public", "Only what may be published.")
CLASS = Phrase(
    "cli.class",
    "The kind of record in the file; by default, the kind that the file seems to contain.",
)
FORCE = Phrase("cli.force", "Overwrite an existing file.")
ENCODING = Phrase("cli.encoding", "The encoding of a CSV file that is not in UTF-8.")
MAP = Phrase(
    "cli.map",
    "What a heading means, such as “Title=job_title”, or nothing to leave it out; or a file in TOML with such lines.",
)
COUNTRY = Phrase(
    "cli.country",
    "The country of telephone numbers and times that state none, such as IQ.",
)
NO_COUNTRY = Phrase(
    "cli.no_country",
    "“{given}” is not the code of a country; write two capital letters, such as IQ.",
)
TRAINING = Phrase(
    "cli.training",
    "A file with the training of the sheet; its country applies to telephone numbers and times that state none.",
)

# Defaults for options that a command does not have. A command that behaves differently without a
# language sets the default language to None.
DEFAULTS: dict[str, Any] = {
    "default_language": "en",
    "cls": None,
    "encoding": None,
    "map": [],
    "country": None,
    "training": None,
    "public": False,
    "force": False,
}


class _Languages(Collection[str]):
    """The supported languages, which are looked up if English is not enough."""

    def __contains__(self, tag: object) -> bool:
        return tag == "en" or tag in languages()

    def __iter__(self) -> Iterator[str]:
        return iter(languages())

    def __len__(self) -> int:
        return len(languages())


LANGUAGES = _Languages()


@attrs.frozen
class Options:
    """The command line in one language, to which each command adds itself."""

    language: str
    _commands: "argparse._SubParsersAction[argparse.ArgumentParser]"

    def say(self, phrase: Phrase, **values: str) -> str:
        """Return a help text in the reader's language."""
        return translate(phrase, self.language, isolate=False, **values)

    def command(
        self,
        name: str,
        phrase: Phrase,
        run: Callable[[argparse.Namespace], int],
        *,
        takes_languages: bool = False,
    ) -> argparse.ArgumentParser:
        """Add a command; every command takes a language, unless it takes several."""
        command = self._commands.add_parser(
            name,
            help=self.say(phrase),
            description=self.say(phrase),
            formatter_class=functools.partial(Help, self.language),
        )
        command.set_defaults(run=run, takes_languages=takes_languages)
        return command

    def choose_class(self, command: argparse.ArgumentParser) -> None:
        """Add the option for the class of the records."""
        command.add_argument(
            "--class", dest="cls", choices=CLASSES, metavar="CLASS", help=self.say(CLASS)
        )

    def explain_tables(self, command: argparse.ArgumentParser) -> None:
        """Add the options of tables: encoding, headings, country and training."""
        command.add_argument("--encoding", metavar="NAME", help=self.say(ENCODING))
        command.add_argument(
            "--map", action="append", default=[], metavar="HEADING=FIELD", help=self.say(MAP)
        )
        command.add_argument("--country", type=self.country, metavar="CODE", help=self.say(COUNTRY))
        command.add_argument("--training", metavar="FILE", help=self.say(TRAINING))

    def country(self, code: str) -> str:
        """Return the code of a country; argparse would list all of them in an error."""
        if code in COUNTRY_CODES:
            return code
        raise argparse.ArgumentTypeError(
            translate(NO_COUNTRY, self.language, isolate=False, given=shown(code))
        )

    def overwrite(self, command: argparse.ArgumentParser) -> None:
        """Add the option to overwrite an existing file."""
        command.add_argument("--force", action="store_true", help=self.say(FORCE))

    def publish(self, command: argparse.ArgumentParser) -> None:
        """Add the option for the public view."""
        command.add_argument("--public", action="store_true", help=self.say(PUBLIC))


def let_choose_language(
    parser: argparse.ArgumentParser, language: str, default: Any = None
) -> None:
    """Add the option for the language of messages and labels."""
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        default=default,
        metavar="TAG",
        help=f"{translate(LANGUAGE, language)} (%(choices)s)",
    )


def several(text: str) -> list[str]:
    """Return the names in a comma-separated text."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _width() -> int:
    """Return the width of help. argparse asks shutil, even if no help is shown, which is slow to import."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 0
    return (columns or 80) - 2


class Help(argparse.HelpFormatter):
    """Writes help so that each of its lines reads in the direction of the language."""

    def __init__(self, language: str, **layout: Any) -> None:
        super().__init__(width=_width(), **layout)
        self.language = language

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines = super()._split_lines(text, width)
        has_mark = line_mark(self.language)
        return [as_line(line, self.language) for line in lines] if has_mark else lines

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width))
