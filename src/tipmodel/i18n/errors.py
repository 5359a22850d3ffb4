"""The base class of all errors, and the error for an unknown language."""

from .phrase import Phrase


class TipmodelError(Exception):
    """The base class of the errors of this package."""


PACKAGE_FAILURES = (Exception, SystemExit)
"""What the code of another package may raise; only ``KeyboardInterrupt`` comes from the user."""


class BrokenExtensionError(TipmodelError, ImportError):
    """An installed package that adds a language or a format does not work.

    Attributes:
        package: The name of the package.
        adds: What it adds, such as ``ar-x-donor`` or ``.parquet``.

    """

    def __init__(self, package: str, adds: str) -> None:
        super().__init__(package, adds)
        self.package = package
        self.adds = adds

    def __str__(self) -> str:
        why = f" ({_on_one_line(self.__cause__)})" if self.__cause__ else ""
        return f"the installed package {self.package!r}, which adds {self.adds!r}, is broken{why}"


def _on_one_line(error: BaseException) -> str:
    """Return an error of another package, which may hold anything, in one line that forges nothing."""
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - its sentence is broken too
        text = type(error).__name__
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


NO_LANGUAGE = Phrase("language.none", "There is no language “{tag}”; there are: {available}.")
KURDISH = Phrase("language.kurdish", "Kurdish is “ckb” (Sorani) or “kmr” (Kurmanji).")


class UnknownLanguageError(TipmodelError, LookupError):
    """The language has no translations.

    Attributes:
        language: The requested language.
        available: The supported languages.

    """

    def __init__(self, language: str, available: tuple[str, ...]) -> None:
        super().__init__(language, available)
        self.language = language
        self.available = available

    def __str__(self) -> str:
        hint = " (Kurdish is 'ckb', Sorani, or 'kmr', Kurmanji)" if self.language == "ku" else ""
        return f"no language {self.language!r}{hint}; there are: {', '.join(self.available)}"
