"""Read answers as KoBoToolbox and ODK Central write them, like the cells of any sheet."""

import datetime
import re
from typing import Any, NamedTuple

import attrs

from ..core.issues import InvalidDataError
from ..core.rules import KEY_MISSING
from ..core.unicode import fold
from ..vocab.governorate import Governorate
from .cells import CellType, Meant, Moments, language_of, typed
from .choices import Choices, Governorates, Several, Terms
from .cleaning import cleaned
from .questions import OWN_WORDS, other_labels, parts_of_iraq
from .rules import CHOICES_UNCLEAR, CONTRADICTORY, ZONE_ASSUMED
from .source import Cell
from .typed_dates import time_zone

_MOST_WORDS, _MOST_WAYS = 500, 100


class Answer(NamedTuple):
    """A cell with the values of other columns about the same question.

    Attributes:
        text: The text in the column of the question itself.
        chosen: The ticked choices if each has its own column, otherwise ``None``.
        own: The text in the line for own words.
        part: The part of Iraq that was chosen before a governorate.

    """

    text: str = ""
    chosen: tuple[str, ...] | None = None
    own: str = ""
    part: str = ""


def answered(kind: CellType) -> CellType:
    """Return the kind of cell that reads the answers to a question from a column of *kind*."""
    if isinstance(kind, Several) and isinstance(kind.item, Terms | Choices):
        return Chosen(kind.item, several=kind)
    if isinstance(kind, Terms):
        return Chosen(kind)
    if isinstance(kind, Governorates):
        return InPart()
    if isinstance(kind, Moments):
        return AnsweredAt(kind.country, kind.partial)
    return kind


@attrs.frozen
class Chosen(CellType):
    """One or several values of a list, perhaps with own words in another column."""

    item: Terms | Choices
    several: Several | None = None

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the value as in any other sheet."""
        return (self.several or self.item).shown(plain, language)

    def meant(self, cell: Cell | Answer, language: str | None) -> Meant:
        """Read the choices; refuse labels that can be separated in more than one way."""
        answer = cell if isinstance(cell, Answer) else Answer(typed(cell))
        several = self.several is not None
        chosen = self._all_of(answer, language) if several else [self._code(answer.text)]
        own = [
            {"names": {language_of(text, "en"): text}}
            for text in _own_words(answer.own, several=several)
        ]
        if (OWN_WORDS in chosen) != bool(own):
            raise CONTRADICTORY.error()
        if several:
            return [code for code in chosen if code != OWN_WORDS] + own, None
        return (own[0], None) if own else self.item.meant(answer.text, language)

    def _all_of(self, answer: Answer, language: str | None) -> list[str]:
        """Return the choices from one column, or from one column each; the two must agree."""
        if answer.chosen is None:
            return self._taken_apart(answer.text, language)
        if not answer.text:
            return list(answer.chosen)
        try:
            taken = self._taken_apart(answer.text, language)
        except InvalidDataError:
            if not self._ways(answer.text.split()):
                raise
            return list(answer.chosen)  # the columns are clear, even if one cell is not
        if sorted(taken) != sorted(answer.chosen):
            raise CONTRADICTORY.error()
        return taken

    def _taken_apart(self, text: str, language: str | None) -> list[str]:
        words = text.split()
        if language is None and all(self._is_code(word) for word in words):
            return words
        ways = self._ways(words)
        if len(ways) == 1:
            return list(ways[0])
        if not ways and re.search("[;؛]", text) and self.several:
            return [str(each) for each in self.several.meant(text, None)[0]]
        if not ways and language is None:
            return words  # the converter says which is no code
        raise CHOICES_UNCLEAR.error()

    def _ways(self, words: list[str]) -> list[tuple[str, ...]]:
        """Return the ways to separate labels that are joined by spaces; each occurs only once."""
        if len(words) > _MOST_WORDS:
            return []
        longest = max((len(text.split()) for text in self._labels), default=1)
        ways: list[dict[frozenset[str], tuple[str, ...]]] = [{} for _ in (*words, None)]
        ways[len(words)][frozenset()] = ()
        for start in range(len(words) - 1, -1, -1):
            for end in range(start + 1, min(len(words), start + longest) + 1):
                code = self._code(" ".join(words[start:end])) if ways[end] else None
                if code is None:
                    continue
                for others, rest in ways[end].items():
                    if code not in others and len(ways[start]) < _MOST_WAYS:
                        ways[start].setdefault(others | {code}, (code, *rest))
        return list(ways[0].values())

    @property
    def _labels(self) -> frozenset[str]:
        return frozenset(self.item.names()) | other_labels()

    def _is_code(self, text: str) -> bool:
        return text == OWN_WORDS or self.item.is_code(text)

    def _code(self, text: str) -> str | None:
        """Return the choice that a text names, by its code or its label."""
        return choice(self.item, text)


def choice(item: Terms | Choices, text: str) -> str | None:
    """Return the choice that a text names by its code or label; "own words" is a choice too."""
    if text == OWN_WORDS or (isinstance(item, Terms) and fold(text) in other_labels()):
        return OWN_WORDS
    if not (item.is_code(text) or item.is_known(text)):
        return None
    return str(item.meant(text, None)[0])


def _own_words(text: str, *, several: bool) -> list[str]:
    parts = re.split("[;؛]", text) if several else [text]
    return [part for part in (cleaned(part)[0] for part in parts) if part]


@attrs.frozen
class InPart(Governorates):
    """A governorate, perhaps with the part of Iraq in another column; the two must agree."""

    def meant(self, cell: Cell | Answer, language: str | None) -> Meant:
        """Look the governorate up; refuse a part of Iraq alone, because it would be lost."""
        if not isinstance(cell, Answer):
            return super().meant(cell, language)
        if not cell.text:
            raise KEY_MISSING.error()
        found, rule = super().meant(cell.text, language)
        if fold(cell.part) not in parts_of_iraq()[Governorate(found).region]:
            raise CONTRADICTORY.error()
        return found, rule


@attrs.frozen
class AnsweredAt(Moments):
    """A date and time: servers add fractions of a second, and typed cells lose the time zone."""

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read it without fractions of a second; without a time zone, it is the time of Iraq."""
        if isinstance(cell, str):
            cell = re.sub(r"(:\d\d)[.,]\d+", r"\1", cell.strip())
            found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)", cell)
            if found is None:
                return super().meant(cell, language)
            try:
                cell = datetime.datetime.fromisoformat(f"{found[1]}T{found[2]}")
            except ValueError:
                return super().meant(cell, language)
        if not isinstance(cell, datetime.datetime):
            return super().meant(cell, language)
        zone = time_zone(self.country or "IQ")
        return cell.replace(microsecond=0, tzinfo=zone).isoformat(), ZONE_ASSUMED
