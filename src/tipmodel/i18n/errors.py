"""The base of all errors, and the one for an unknown language."""


class TipmodelError(Exception):
    """Base of every error that this package raises on purpose."""


class UnknownLanguageError(TipmodelError, LookupError):
    """There are no words in that language.

    Attributes:
        language: The language asked for.
        available: The languages there are.

    """

    def __init__(self, language: str, available: tuple[str, ...]) -> None:
        super().__init__(language, available)
        self.language = language
        self.available = available

    def __str__(self) -> str:
        hint = " (Kurdish is 'ckb', Sorani, or 'kmr', Kurmanji)" if self.language == "ku" else ""
        return f"no language {self.language!r}{hint}; there are: {', '.join(self.available)}"
