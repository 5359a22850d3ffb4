"""Names of people, organizations and places in one cell: one name, in two languages, or several.

A cell that may hold one name or several is refused, with advice on how to write it.
"""

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import attrs

from ..core.unicode import GAP, fold
from ..i18n import PART_SEPARATOR, joined, languages, without_isolates
from ..vocab.governorate import Governorate
from ..vocab.terms import InvolvementRole
from .cells import ARABIC_LETTERS, ByLetters, Json, Meant, language_of, typed
from .rules import NAMES_READ, NAMES_UNCLEAR, ROLE_WANTED, SEVERAL_NAMES, TWO_LANGUAGES
from .source import Cell

# A stroke next to a single letter belongs to the name, as in "د/ علي" and "s/o".
_strokes = re.compile(rf"{GAP}(?:[|+&;؛]|(?<!\b\w)(?<!\b\w\s)[/\\](?!\s?\w\b(?!\s?[/\\])))\s*")
_and_between = re.compile(r"\s(?:و|and)\s", re.IGNORECASE).search
_first_number = re.compile(r"\d{1,2}\s?[.)\-]\s?[^\W\d]").search
_next_number = re.compile(r"\s\d{1,2}\s?[.)\-]\s?[^\W\d]").search
_apart = re.compile(r"[,،\n]")
_spaced_strokes = re.compile(rf"(?<!\s)\s+[/|]\s+|{GAP}[|]\s*")
_between_hyphens = re.compile(r"(?<!\s)\s+[-–—]\s+").split
_pieces = re.compile(r"[;؛\n]")
_maybe_several = re.compile(r"[,،]|\s(?:و|and|-|–)\s").search
_commas = re.compile(rf"{GAP}[,،/|&+]\s*|\s(?:و|and)\s")
_after_role = re.compile(r"(?<=[)）])\s*(?:[,،/|&+]|و(?=\s)|and\b)\s*")
_articles = re.compile(r"\bال(?=\w{2})")
_in_brackets = re.compile(r"(.*\S)\s*[(（]([^()（）]+)[)）]").fullmatch

Texts = Mapping[str, str]
"""A name by its language."""


@attrs.frozen
class PersonName(ByLetters):
    """The name of a person, under a heading that states no language."""

    doubtful: ClassVar[re.Pattern[str]] = re.compile(
        r"[|+&;؛/\\(（,،\n\d]|\s(?:و|and|[-–—])\s", re.IGNORECASE
    )

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read one name, perhaps in two scripts; refuse the names of several people."""
        del language
        text = typed(cell)
        if not self.doubtful.search(text):
            return {language_of(text, self.language): text}, None
        if both := _in_two_scripts(_between_hyphens(text), self.language):
            return both, TWO_LANGUAGES
        names = list(_people(text, self.language))
        if (
            len(names) > 1
            or _and_between(text)
            or _is_numbered_twice(text)
            or _are_full(_apart.split(text))
            or _are_full(_between_hyphens(text))
        ):
            raise SEVERAL_NAMES.error()
        (name,) = names or ({self.language: text},)
        return name, TWO_LANGUAGES if len(name) > 1 else None


def _is_numbered_twice(text: str) -> bool:
    """Whether two names are numbered, as in ``1. A 2. B``."""
    first = _first_number(text)
    return first is not None and _next_number(text, first.end()) is not None


@attrs.frozen
class Names(Json):
    """A list of records or texts for which people write only the names.

    Attributes:
        parted: Yields the names in a text, each by its language.
        made: Returns the plain data of an item from its name and number.

    """

    parted: Callable[[str, str], Iterator[Texts]]
    made: Callable[[Texts, int], Any]

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read JSON, or names that are separated by semicolons or in another unambiguous way."""
        if not isinstance(cell, str) or cell.lstrip()[:1] in ("[", "{") or language is None:
            return Json.meant(self, cell, language)
        pieces = filter(None, map(without_bullet, _pieces.split(typed(cell))))
        names = [name for piece in pieces for name in self.parted(piece, language)]
        return [self.made(name, number) for number, name in enumerate(names, 1)], NAMES_READ

    def read_as(self, plain: Any, language: str | None) -> str:
        """Return the names, separated by semicolons."""
        said = [_said(each, language) for each in plain]
        return without_isolates(joined(said, language, PART_SEPARATOR))


@attrs.frozen
class Body(Json):
    """An organization for which people write only the name."""

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read JSON, or the name in the language of its letters."""
        if not isinstance(cell, str) or cell.lstrip()[:1] == "{" or language is None:
            return Json.meant(self, cell, language)
        text = typed(cell)
        return {"name": {language_of(text, language): text}}, None


def _said(item: Mapping[str, Any], language: str | None) -> str:
    """Return the name of one item in all its languages, and its role."""
    if "governorate" in item:
        return Governorate(item["governorate"]).text(language)
    names: Mapping[str, str] = item.get("organization", item).get("name", item)
    name = " / ".join(names.values())
    if "role" not in item:
        return name
    return f"{name} ({InvolvementRole.vocabulary()[item['role']].text(language)})"


def without_bullet(text: str) -> str:
    """Remove the bullet or number before an item of a list."""
    return re.sub(r"^\s*(?:[-–•*·]|[0-9٠-٩]{1,2}[.)\-])\s*", "", text).strip()


def _people(text: str, language: str) -> Iterator[Texts]:
    """Yield the names of the people in a text; a name in two scripts counts once."""
    bracketed = _in_brackets(text)
    if bracketed and (both := _in_two_scripts(bracketed.groups(), language)):
        yield both
        return
    parts = [part for part in map(without_bullet, _strokes.split(text)) if part]
    if both := _in_two_scripts(parts, language):
        yield both
    else:
        yield from ({language_of(part, language): part} for part in parts)


def _are_full(parts: Sequence[str]) -> bool:
    """Whether each part is a full name; a surname before a comma is not."""
    return len(parts) > 1 and all(len(part.split()) > 1 for part in parts)


def _in_two_scripts(parts: Sequence[str], language: str) -> Texts | None:
    """Return a name by language if its two parts are in Arabic and in Latin letters."""
    if len(parts) != 2 or len({bool(ARABIC_LETTERS.search(part)) for part in parts}) != 2:  # noqa: PLR2004
        return None
    return {language_of(part, language): part for part in parts}


def _speakers(text: str, language: str) -> Iterator[Texts]:
    for name in _people(text, language):
        if any(map(_maybe_several, name.values())):
            raise NAMES_UNCLEAR.error()
        yield name


def _places(text: str, language: str) -> Iterator[Texts]:
    """Yield several governorates, or the unchanged text."""
    parts = [part for part in _commas.split(text) if part]
    found = {Governorate.find(part, None) for part in parts}
    if Governorate.find(text, None) is None and None not in found and len(found) == len(parts):
        yield from ({language: part} for part in parts)
    else:
        yield {language: text}


def _bodies(text: str, language: str) -> Iterator[Texts]:
    yield from ({language: part} for part in _after_role.split(text) if part)


def _one(text: str, language: str) -> Iterator[Texts]:
    yield {language_of(text, language): text}


def _speaker(name: Texts, number: int) -> Any:
    return {"id": str(number), "name": name}


def _place(name: Texts, _: int) -> Any:
    (text,) = name.values()
    governorate = Governorate.find(text, None)
    if governorate is None:
        return {"as_written": text}
    names = *governorate.names.values(), *(each.text for each in governorate.spellings)
    is_all = fold(text) in map(fold, names)
    return {"governorate": governorate.value} | ({} if is_all else {"as_written": text})


def _organization(name: Texts, _: int) -> Any:
    ((language, text),) = name.items()
    found = _in_brackets(text)
    role = _roles().get(without_articles(fold(found[2]))) if found else None
    parts = _spaced_strokes.split(found[1]) if found else []
    texts = _in_two_scripts(parts, language) or {
        language_of(text, language): parts[-1] if parts else ""
    }
    if role is None or len(texts) != len(parts):
        raise ROLE_WANTED.error(roles=tuple(InvolvementRole.vocabulary().values()))
    return {"organization": {"name": texts}, "role": role}


def _text(name: Texts, _: int) -> Any:
    return name


def without_articles(folded: str) -> str:
    """Remove the Arabic articles from the words of a folded text."""
    return _articles.sub("", folded)


@functools.cache
def _roles() -> Mapping[str, str]:
    """Return the roles of organizations by their labels, without articles and the word for a body."""
    labels = (
        (without_articles(fold(role.text(language))), code)
        for code, role in InvolvementRole.vocabulary().items()
        for language in languages()
    )
    return {key: role for label, role in labels for key in (label, label.removeprefix("جهه "))}


BY_NAME: Mapping[str, Json] = {
    "objectives": Names(_one, _text),
    "organizations": Names(_bodies, _organization),
    "part_of": Body(),
    "places": Names(_places, _place),
    "speakers": Names(_speakers, _speaker),
}
"""The kinds of cell in which people write names, by field."""
