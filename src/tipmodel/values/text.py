"""One text in several languages."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..core.issues import InvalidDataError, Issue
from ..core.metadata import labeled
from ..core.rules import MALFORMED_LANGUAGE, NO_LANGUAGE
from ..core.shape import Texts, json_mismatch
from ..core.unicode import forbidden, is_blank
from ..core.validators import LANGUAGE_TAG, LANGUAGES, MAX_TAG_LENGTH, MAX_TEXT_LENGTH, Text
from ..i18n import Language, Words, asked_for, base_of

_match_tag = re.compile(LANGUAGE_TAG).fullmatch


def _is_tag(tag: str) -> bool:
    return len(tag) <= MAX_TAG_LENGTH and _match_tag(tag) is not None


_text = Text()


def _issues(texts: Mapping[Any, Any]) -> Iterator[Issue]:
    for tag, text in texts.items():
        if type(tag) is not str or not _is_tag(tag):
            yield MALFORMED_LANGUAGE.issue(form=LANGUAGES).under(tag)
        elif type(text) is not str:
            yield json_mismatch(text, str).under(tag)
        else:
            yield from (issue.under(tag) for issue in _text.iter_issues(text))


def _bare(text: Any) -> Any:
    """Return the plain text of a `Words` or `Language`, and anything else unchanged."""
    return str(text) if isinstance(text, Words | Language) else text


@labeled(
    "Text in several languages",
    help="One text in one or more languages, at least one of them filled in.",
)
class LocalizedText(Mapping[str, str]):
    """One text in one or more languages, by language tag.

    >>> title = LocalizedText(en="community policing", ar="الشرطة المجتمعية")
    >>> title["ar"]
    'الشرطة المجتمعية'
    >>> title.best("fr")
    ('en', 'community policing')

    Languages are sorted by tag. Pass tags with a hyphen as a mapping:
    ``LocalizedText({"zh-Hant": "…"})``.

    Raises:
        InvalidDataError: There is no text, a key is not a language tag (BCP 47), or a
            text is empty, too long or contains a forbidden character.

    """

    __slots__ = ("_texts",)
    __shape__ = Texts

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        self._texts: Mapping[str, str] = {}  # a traceback may show it before it is complete
        if not isinstance(texts, Mapping | None):
            raise TypeError("say which language the text is in: LocalizedText(en=…)")
        given = dict(texts, **more) if texts else more
        for tag, text in given.items():
            is_text = type(tag) is type(text) is str and len(text) <= MAX_TEXT_LENGTH
            is_right = is_text and (tag in LANGUAGES or _is_tag(tag))
            if not is_right or forbidden(text) or is_blank(text):
                given = {_bare(tag): _bare(text) for tag, text in given.items()}
                if issues := tuple(_issues(given)):
                    raise InvalidDataError(*issues)
                break
        if not given:
            raise NO_LANGUAGE.error()
        self._texts = given if len(given) == 1 else dict(sorted(given.items()))

    def said_in(self, language: str) -> str | None:
        """Return the text in a language; for ``ar-x-acme`` also the one in ``ar``."""
        return self._texts.get(language) or self._texts.get(base_of(language))

    def best(self, language: str | None = None) -> tuple[str, str]:
        """Return the text for a reader of *language*, and the language of the text.

        Without a text in *language*, it is the English one, else the Arabic one, else
        the first.
        """
        asked = asked_for(language)
        preferred = (asked, base_of(asked), "en", "ar", *self._texts)
        tag = next(tag for tag in preferred if tag in self._texts)
        return tag, self._texts[tag]

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
