"""Errors about files and libraries; those about data are in `issues`."""

from ..i18n.errors import BrokenExtensionError, TipmodelError

__all__ = ["BrokenExtensionError", "MissingLibraryError", "UnknownFormatError"]


class UnknownFormatError(TipmodelError, LookupError):
    """No format has that suffix.

    Attributes:
        suffix: The requested suffix.
        available: The supported suffixes.

    """

    def __init__(self, suffix: str, available: tuple[str, ...]) -> None:
        super().__init__(suffix, available)
        self.suffix = suffix
        self.available = available

    def __str__(self) -> str:
        known = f"no format has the suffix {self.suffix!r}; there are: {', '.join(self.available)}"
        return f"{known} (save the sheet as .xlsx)" if self.is_other_sheet else known

    @property
    def is_other_sheet(self) -> bool:
        """Whether it belongs to another spreadsheet format, which can be saved as a workbook."""
        return self.suffix in (".xls", ".xlsb", ".ods", ".fods", ".numbers", ".et", ".gsheet")


class MissingLibraryError(TipmodelError, ImportError):
    """A format needs a library that is not installed.

    Attributes:
        extra: What to install: ``tipmodel[xlsx]``.

    """

    def __init__(self, extra: str) -> None:
        super().__init__(f"this format needs more: pip install '{extra}'")
        self.extra = extra
