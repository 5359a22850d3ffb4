"""The output of the command line: lines in the reader's language, and fatal errors."""

import sys
from collections.abc import Callable, Iterable

from ..core.errors import BrokenExtensionError, MissingLibraryError, UnknownFormatError
from ..core.issues import Issue
from ..core.unicode import shown
from ..i18n import line_mark, translate
from ..i18n.errors import KURDISH, NO_LANGUAGE, UnknownLanguageError
from ..i18n.phrase import Phrase
from ..report import sentence

UNKNOWN_SUFFIX = Phrase(
    "cli.unknown_suffix", "The file “{file}” has an unknown suffix; known suffixes: {known}."
)
UNWRITABLE = Phrase("cli.unwritable", "The file “{file}” cannot be written.")
NEEDS_MORE = Phrase("cli.needs_more", "This format needs another library: {command}")
BROKEN = Phrase(
    "cli.broken",
    "The installed package “{package}”, which adds {adds}, is broken; reinstall or remove it.",
)

GOOD, INVALID, MISUSE = range(3)


class Stop(Exception):  # noqa: N818 - it is a signal, not an error
    """Ends a command with an exit status after its reason has been printed."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def status_of(run: Callable[..., int], *arguments: object) -> int:
    """Run a command, or its part for one file, and return the exit status."""
    try:
        return run(*arguments)
    except Stop as stop:
        return stop.status


def say(*texts: str) -> None:
    """Print texts unchanged."""
    sys.stdout.write("".join(texts))


def say_lines(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        say(line, "\n")


def issue_lines(issues: Iterable[Issue], language: str, before: str = "") -> Iterable[str]:
    """Yield a line for each issue: its pointer and its sentence."""
    for issue in issues:
        yield f"{line_mark(language)}{before}{sentence(issue, language)}"


def misused(phrase: Phrase, language: str, **values: str | tuple[str, ...]) -> int:
    """Print to standard error why a command fails, and return the exit status."""
    safe = {name: shown(said) if type(said) is str else said for name, said in values.items()}
    text = translate(phrase, language, isolate=True, **safe)
    print(line_mark(language) + text, file=sys.stderr)
    return MISUSE


def no_language(error: UnknownLanguageError, *languages: str) -> int:
    """Print in *languages* that there is no such language, and return the exit status."""
    for language in languages:
        misused(NO_LANGUAGE, language, tag=error.language, available=", ".join(error.available))
        if error.language == "ku":
            misused(KURDISH, language)
    return MISUSE


def failed(error: Exception, file: str, language: str, otherwise: Phrase) -> int:
    """Print in one sentence why a file cannot be used, and return the exit status."""
    if isinstance(error, MissingLibraryError):
        return misused(NEEDS_MORE, language, command=f"pip install {error.extra}")
    if isinstance(error, BrokenExtensionError):
        return misused(BROKEN, language, package=error.package, adds=error.adds)
    if isinstance(error, UnknownFormatError):
        if error.is_other_sheet:
            from ..tables.rules import WRONG_SUFFIX  # noqa: PLC0415 - hardly ever needed

            return misused(WRONG_SUFFIX, language, kind=error.suffix)
        return misused(UNKNOWN_SUFFIX, language, file=file, known=error.available)
    return misused(otherwise, language, file=file)
