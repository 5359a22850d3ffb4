"""One text in several languages."""

import re
from collections.abc import Iterator, Mapping

from .errors import InvalidDataError
from .fields import named
from .record import wrong_type
from .rules import MALFORMED_LANGUAGE, NO_LANGUAGE, Issue
from .validators import LANGUAGE_TAG, LANGUAGES, Text

_is_tag = re.compile(LANGUAGE_TAG).fullmatch
_text = Text()


@named(
    "Text in several languages",
    help="One text in one or more languages, at least one of them filled in.",
)
class LocalizedText(Mapping[str, str]):
    """One text in one language or more, by language tag.

    >>> title = LocalizedText(en="community policing", ar="الشرطة المجتمعية")
    >>> title["ar"]
    'الشرطة المجتمعية'
    >>> title.best("fr")
    ('en', 'community policing')

    Tags with a hyphen are passed as a mapping: ``LocalizedText({"zh-Hant": "…"})``.

    Raises:
        InvalidDataError: There is no text, a key is no language tag (BCP 47), or a
            text is empty, too long or holds a forbidden character.

    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        self._texts = {**(texts or {}), **more}
        issues = tuple(self._issues())
        if issues:
            raise InvalidDataError(*issues)

    def _issues(self) -> Iterator[Issue]:
        if not self._texts:
            yield NO_LANGUAGE.issue()
        for tag, text in self._texts.items():
            if not (isinstance(tag, str) and _is_tag(tag)):
                yield MALFORMED_LANGUAGE.issue(form=LANGUAGES).under(tag)
            elif not isinstance(text, str):
                yield wrong_type(text, str).under(tag)
            else:
                yield from (issue.under(tag) for issue in _text.broken_by(text))

    def best(self, language: str) -> tuple[str, str]:
        """Return the text for a reader of *language*, and the language it is in.

        What is not there in *language* is given in English, else in Arabic, else
        in the first language there is.
        """
        for tag in (language, "en", "ar", *self._texts):
            if tag in self._texts:
                return tag, self._texts[tag]
        raise AssertionError  # there is always one

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"LocalizedText({self._texts!r})"
