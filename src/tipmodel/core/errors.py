"""What can go wrong. Errors carry data; their words are made when asked for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .issues import Issue


class TipmodelError(Exception):
    """Base of every error this package raises on purpose."""


class InvalidDataError(TipmodelError, ValueError):
    """Data break one rule or more.

    Attributes:
        issues: Every broken rule, each with its place.

    """

    def __init__(self, *issues: "Issue") -> None:
        super().__init__(*issues)
        self.issues = issues

    def __str__(self) -> str:
        return "\n".join(map(str, self.issues))


class UnknownTermError(TipmodelError, LookupError):
    """A look-up found nothing, or more than one thing.

    Attributes:
        issue: What was looked for and what is near it.

    """

    def __init__(self, issue: "Issue") -> None:
        super().__init__(issue)
        self.issue = issue

    def __str__(self) -> str:
        return self.issue.text()


class UnknownLanguageError(TipmodelError, LookupError):
    """There are no words in that language.

    Attributes:
        language: What was asked for.
        available: The languages there are.

    """

    def __init__(self, language: str, available: tuple[str, ...]) -> None:
        super().__init__(language, available)
        self.language = language
        self.available = available

    def __str__(self) -> str:
        hint = " (Kurdish is 'ckb', Sorani, or 'kmr', Kurmanji)" if self.language == "ku" else ""
        return f"no language {self.language!r}{hint}; there are: {', '.join(self.available)}"


class UnknownFormatError(TipmodelError, LookupError):
    """No format has that suffix.

    Attributes:
        suffix: What was asked for.
        available: The suffixes there are.

    """

    def __init__(self, suffix: str, available: tuple[str, ...]) -> None:
        super().__init__(suffix, available)
        self.suffix = suffix
        self.available = available

    def __str__(self) -> str:
        return f"no format has the suffix {self.suffix!r}; there are: {', '.join(self.available)}"


class MissingLibraryError(TipmodelError, ImportError):
    """A format needs a library that is not installed.

    Attributes:
        extra: What to install: ``tipmodel[xlsx]``.

    """

    def __init__(self, extra: str) -> None:
        super().__init__(f"this format needs more: pip install '{extra}'")
        self.extra = extra
