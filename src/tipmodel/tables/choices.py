"""Cells with a list to choose from, and the kind of cell of each field."""

import datetime
import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from ..core import shape as shapes
from ..core.fields import Field
from ..core.issues import InvalidDataError, UnknownTermError
from ..core.metadata import LabeledEnum
from ..core.rules import UNKNOWN_CHOICE, UNKNOWN_COUNTRY
from ..core.unicode import GAP, WITHOUT_KURDISH_MARKS, fold
from ..core.validators import LANGUAGE, PHONE, Text
from ..i18n import country_name, language_name, language_tags, languages, translate
from ..i18n.phrase import Phrase
from ..model import Sex
from ..values.dates import PartialDate
from ..values.text import LocalizedText
from ..values.times import PartialTime
from ..vocab.countries import COUNTRY, COUNTRY_CODES
from ..vocab.data import table
from ..vocab.governorate import Governorate
from ..vocab.terms import OWN_CODE, Rank, Term
from .cells import (
    CellType,
    Counted,
    Dates,
    Json,
    JsonText,
    Meant,
    Moments,
    Number,
    Words,
    Year,
    dumped,
    typed,
)
from .lengths import InUnit
from .names import BY_NAME, without_articles, without_bullet
from .phones import Phone
from .rules import LIST_UNCLEAR, OWN_WORDS, SPELLING_READ
from .source import Cell

YES = Phrase("sheet.yes", "Yes")
NO = Phrase("sheet.no", "No")
SEPARATOR = "; "

TYPED = {
    Sex.FEMALE.label: Phrase("typed.female", "F; woman"),
    Sex.MALE.label: Phrase("typed.male", "M; man"),
    YES: Phrase("typed.yes", "Y; true"),
    NO: Phrase("typed.no", "N; false"),
}
"""Other words that people type for an answer of a closed set, by its label."""


@functools.cache
def _answers() -> Mapping[str, Sequence[str]]:
    answers: Mapping[str, Sequence[str]] = table("typed")["answers"]
    return answers


_in_two_languages = re.compile(rf"{GAP}[/|()\n]\s*|(?<!\s)\s+[-–]\s+").split


def _bare(sign: str) -> str:
    """Return a sign such as ✔ without the selectors of its appearance."""
    return re.sub("[\\s\ufe0e\ufe0f]", "", sign)


@attrs.frozen
class Choices(CellType):
    """One value of a closed set: an enum of the model, or yes and no."""

    labels: Mapping[Any, Phrase] = attrs.field(hash=False)
    open = False

    @functools.cached_property
    def _known(self) -> Mapping[str, tuple[Any, bool]]:
        known: dict[str, tuple[Any, bool]] = {}
        for plain, label in self.labels.items():
            alias = TYPED.get(label)
            for language in languages():
                known[fold(translate(label, language))] = plain, True
                if alias:
                    for text in re.split("[;؛]", translate(alias, language)):
                        known.setdefault(fold(text), (plain, False))
            for text in _answers().get(str(plain).lower(), ()):
                known.setdefault(fold(text) or _bare(text), (plain, False))
        return known

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the label, or the code."""
        if language is None:
            return plain if isinstance(plain, str) else str(plain).lower()
        return translate(self.labels[plain], language)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a label in any language, a code, or another usual word."""
        if cell in self.labels and type(cell) in (str, bool):
            return cell, None
        found = self._look_up(cell) if isinstance(cell, str) else None
        if found is None:
            raise UNKNOWN_CHOICE.error(choices=tuple(self.labels.values()))
        plain, is_label = found
        return plain, None if is_label or language is None else SPELLING_READ

    def _look_up(self, text: str) -> tuple[Any, bool] | None:
        """Return a value and whether the text is its label; a text may name it in two languages."""
        found = self._known.get(fold(text) or _bare(text))
        parts = [part for part in _in_two_languages(text) if part] if found is None else []
        both = {self._known.get(fold(part), (None, False))[0] for part in parts}
        if len(parts) == 2 and len(both) == 1 and None not in both:  # noqa: PLR2004
            return both.pop(), False
        return found

    def names(self) -> Collection[str]:
        """Return the recognised names of the values, folded."""
        return self._known

    def is_code(self, text: str) -> bool:
        """Whether a text is the code of a value."""
        return any(text == self.shown(plain, None) for plain in self.labels)

    def is_known(self, text: str) -> bool:
        """Whether a text is a value of the set."""
        return fold(text) in self._known

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the labels of the set."""
        return tuple(str(self.shown(plain, language)) for plain in self.labels)


@attrs.frozen
class Governorates(CellType):
    """A governorate in any spelling."""

    open = False

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the name, or the code."""
        return Governorate(plain).text(language) if language else str(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Look the governorate up; never guess."""
        del language
        text = typed(cell)
        try:
            found = Governorate.find(text)
        except UnknownTermError as error:
            raise InvalidDataError(attrs.evolve(error.issue, field=None)) from None
        is_name = text == found.value or text in found.names.values()
        return found.value, None if is_name else SPELLING_READ

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the names of all governorates, in the order of the language."""
        names = (str(self.shown(one.value, language)) for one in Governorate)
        return tuple(sorted(names, key=lambda name: _sort_key(name, language)))


_ALPHABETS = {"ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ"}


def _sort_key(text: str, language: str | None) -> tuple[str | int, ...]:
    """Return the sort key of a name in the alphabet of the language."""
    alphabet = _ALPHABETS.get(language or "")
    if alphabet is None:
        return (fold(text),)
    return tuple(alphabet.find(char) if char in alphabet else ord(char) for char in text)


_FIRST_COUNTRIES = "IQ", "IR", "JO", "KW", "SA", "SY", "TR"


@attrs.frozen
class Countries(CellType):
    """A country, by its name or its ISO 3166-1 code."""

    open = False

    @functools.cached_property
    def _known(self) -> Mapping[str, str]:
        names = {
            fold(country_name(code, language)): code
            for code in COUNTRY_CODES
            for language in languages()
        }
        former = {fold(text): code for code, texts in former_names("countries") for text in texts}
        return former | names | {fold(code): code for code in COUNTRY_CODES}

    @functools.cached_property
    def _loosely(self) -> Mapping[str, str]:
        listed = table("typed")["countries"].items()
        typed_names = {fold(name): code for code, names in listed for name in names}
        known = {**self._known, **typed_names}
        return {without_articles(name): code for name, code in known.items()}

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the name, or the code."""
        return country_name(plain, language) if language else str(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a name in any language, or a code."""
        del language
        text = fold(typed(cell))
        found = self._known.get(text)
        if found is not None:
            return found, None
        found = self._loosely.get(without_articles(text))
        if found is None:
            raise UNKNOWN_COUNTRY.error(form="IQ")
        return found, SPELLING_READ

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the names of all countries: Iraq, its neighbours, then the others alphabetically."""
        others = [
            str(self.shown(code, language))
            for code in COUNTRY_CODES
            if code not in _FIRST_COUNTRIES
        ]
        others.sort(key=lambda name: _sort_key(name, language))
        return (*(str(self.shown(code, language)) for code in _FIRST_COUNTRIES), *others)


@attrs.frozen
class Languages(Words):
    """A language, by its name or its tag."""

    @functools.cached_property
    def _known(self) -> Mapping[str, str]:
        """Return the tags by the names of languages, without names that two languages share."""
        known: dict[str, set[str]] = {}
        for language in languages():
            for tag in language_tags():
                known.setdefault(_bare_name(language_name(tag, language)), set()).add(tag)
        for tag, names in table("typed")["languages"].items():
            known |= {_bare_name(name): {tag} for name in names}
        return {name: tags.pop() for name, tags in known.items() if len(tags) == 1}

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the name, or the tag."""
        name = language_name(plain, language) if language else ""
        return (
            name if self._known.get(_bare_name(name)) == plain else Words.shown(self, plain, None)
        )

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a name in any language, or a tag."""
        text = typed(cell)
        if re.fullmatch(self.pattern, text) and not (language and _bare_name(text) in self._known):
            return text, None
        return self._known.get(_bare_name(text)) or text, None


def former_names(name: str) -> Iterable[tuple[str, Sequence[str]]]:
    """Return the former labels of the terms in a list, by code."""
    former: Mapping[str, Sequence[str]] = table("former_labels")["terms"].get(name, {})
    return former.items()


_articles = re.compile(r"\bال(?=\w{2})")


def _bare_name(text: str) -> str:
    """Reduce the name of a language to the part that its forms share: العربية, عربي."""
    return " ".join(word.removesuffix("ه") for word in without_articles(fold(text)).split())


def _loose(folded: str) -> str:
    """Return a folded text without articles and without Kurdish marks."""
    return without_articles(folded).translate(WITHOUT_KURDISH_MARKS)


_ACADEMIC = "university_teacher"
"""The term above all academic ranks; all other ranks are of the army and the police."""


@attrs.frozen
class Terms(CellType):
    """A term: the label of a code, a custom code, or own words.

    Attributes:
        cls: The class of the term.
        under: The term to whose branch the list is limited, if it is limited.
        but_under: The term whose branch the list excludes.

    """

    cls: type[Term]
    under: str | None = None
    but_under: str | None = None

    @functools.cached_property
    def _typed(self) -> Mapping[str, str]:
        """Return the codes by their usual spellings, without spellings that two terms share."""
        loosely: dict[str, set[str]] = {}
        for name, code in self._known.items():
            loosely.setdefault(_loose(name), set()).add(code)
        for code, texts in table("typed").get(self.cls.table, {}).items():
            for text in texts:
                loosely.setdefault(_loose(fold(text)), set()).add(code)
        return {name: codes.pop() for name, codes in loosely.items() if len(codes) == 1}

    @functools.cached_property
    def _known(self) -> Mapping[str, str]:
        """Return the codes by their names, without names that two terms share."""
        known: dict[str, str] = {}
        twice = set()
        for code, term in self.cls.vocabulary().items():
            names = term.names or LocalizedText(en=code)
            for name in {fold(text) for text in (*names.values(), code)}:
                twice |= {name} if name in known else set()
                known[name] = code
        for code, texts in former_names(self.cls.table):
            for text in texts:
                known.setdefault(fold(text), code)
        return {name: code for name, code in known.items() if name not in twice}

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the label of a code, or own words in the language of the sheet."""
        if language is None:
            return plain if isinstance(plain, str) else dumped(plain)
        if isinstance(plain, str):
            label = self.cls(code=plain).text(language)
            return label if self._is_read_as(label, plain, language) else plain
        words = plain.get("names", {}).get(language, "")
        return self.exactly(words, plain, language)

    def _is_read_as(self, label: str, code: str, language: str) -> bool:
        return bool(self.meant(label, language)[0] == code)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a label in any language or a code; other words are own words."""
        text = typed(cell).strip()
        if text[:1] == "{":
            return JsonText(text), None
        if text in self.cls.facts() or re.fullmatch(OWN_CODE, text):
            return text, None
        if code := self._known.get(fold(text)):
            return code, None
        if code := self._typed.get(_loose(fold(text))):
            return code, SPELLING_READ
        return ({"names": {language: text}}, OWN_WORDS) if language else (text, None)

    def names(self) -> Collection[str]:
        """Return the recognised names of the terms, folded."""
        return self._known

    def is_code(self, text: str) -> bool:
        """Whether a text is a code of the list, or a custom code."""
        return text in self.cls.facts() or re.fullmatch(OWN_CODE, text) is not None

    def is_known(self, text: str) -> bool:
        """Whether a text is the label or the code of a term."""
        return text in self.cls.facts() or fold(text) in self._known

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the list, or of the part that the field uses."""
        return tuple(
            code
            for code, facts in self.cls.facts().items()
            if self.under in (None, code, facts.get("broader"))
            and (self.but_under is None or self.but_under not in (code, facts.get("broader")))
        )

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the labels of the list, or of the part that the field uses."""
        return tuple(str(self.shown(code, language)) for code in self.codes)


_and = re.compile(r"(?<!\s)\s+(?:and\s+|&\s*|و\s+|و(?=ال))")
_ANY_SEPARATOR = re.compile(r"[,،/&|\n]")


@attrs.frozen
class Several(CellType):
    """A list of short values in one cell, or JSON if a list would not be exact."""

    item: CellType

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the values with semicolons between them."""
        texts = [str(self.item.shown(each, language)) for each in plain]
        return self.exactly(SEPARATOR.join(texts), plain, language)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read values that are separated by semicolons, or JSON."""
        text = typed(cell)
        if text.lstrip()[:1] == "[":
            return JsonText(text), None
        if isinstance(self.item, Languages):
            text = _and.sub(";", text)
        parts = list(filter(None, map(str.strip, re.split("[;؛]", text))))
        if len(parts) == 1 and self._may_be_parted(text):
            parts = self._parts(text)
        found = [self.item.meant(part, language) for part in parts]
        return [plain for plain, _ in found], next((told for _, told in found if told), None)

    def _may_be_parted(self, text: str) -> bool:
        if isinstance(self.item, Words) and self.item.pattern:  # its values contain no separators
            return bool(_ANY_SEPARATOR.search(text))
        return bool(_other_separators(text))

    def _parts(self, text: str) -> list[str]:
        """Split a text at commas and line breaks, if every part is a value of the list.

        If no part is a value of the list, the whole text is one value in own words.
        """
        if isinstance(self.item, Words) and self.item.pattern:
            return list(filter(None, map(without_bullet, _ANY_SEPARATOR.split(text))))
        if not isinstance(self.item, Terms | Choices):
            return [text]
        parts = list(filter(None, map(without_bullet, _split(text))))
        known = sum(map(self.item.is_known, parts))
        if known == len(parts) and known:
            return parts
        if known or "\n" in text:
            raise LIST_UNCLEAR.error()
        return [text.strip()]

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the values of the list."""
        return self.item.choices(language)


_SEPARATORS = re.compile(r"[,،\n]|\s[/|]\s|\s(?=[0-9٠-٩]{1,2}[.)]\s)")
_other_separators, _split = _SEPARATORS.search, _SEPARATORS.split


def kind_of(shape: shapes.Shape, field: Field) -> CellType:  # noqa: C901, PLR0911 - one for each shape
    """Return the kind of cell for a value with this shape in a field."""
    match shape:
        case shapes.Number():
            return Counted()
        case shapes.Many(item=item):
            kind = Json() if isinstance(item, shapes.Texts) else kind_of(item, field)
            if isinstance(kind, Words | Terms | Choices):
                return Several(kind)
            return BY_NAME.get(field.name, Json())
        case shapes.Term(type=cls) if cls is Rank:
            is_academic = field.name == "academic_rank"
            return Terms(cls, *((_ACADEMIC, None) if is_academic else (None, _ACADEMIC)))
        case shapes.Term(type=cls):
            return Terms(cls)
        case shapes.Code(type=cls) if cls is Governorate:
            return Governorates()
        case shapes.Code(type=cls) if issubclass(cls, LabeledEnum):
            return Choices({str(one.value): one.label for one in cls})
        case shapes.Texts():
            return Words()
        case shapes.Written(type=cls):
            return _WRITTEN.get(cls, Words())
        case shapes.Plain():
            return _plain_kind(shape, field)
    return BY_NAME.get(field.name, Json())


_CHECKED: Mapping[Any, CellType] = {
    COUNTRY: Countries(),
    PHONE: Phone(PHONE.pattern),
    LANGUAGE: Languages(LANGUAGE.pattern),
}


def _plain_kind(shape: shapes.Plain, field: Field) -> CellType:
    check = shape.validator
    if check in _CHECKED:
        return _CHECKED[check]
    if field.name == "birth_year":
        return Year()
    if field.name in _UNITS_OF:
        return InUnit(unit=_UNITS_OF[field.name])
    if shape.type is str:
        return Words(check.pattern if isinstance(check, Text) else "")
    if shape.type is float and field.name in ("pre_test", "post_test"):
        return Number(percent=True)
    return _KINDS[shape.type]


YES_OR_NO = Choices({True: YES, False: NO})

_WRITTEN: dict[type, CellType] = {
    PartialDate: Dates(partial=True),
    PartialTime: Moments(partial=True),
}
_UNITS_OF = {"days_attended": "day", "minutes": "minute"}
"""What is counted in a field of a whole number."""

_KINDS: dict[type, CellType] = {
    bool: YES_OR_NO,
    datetime.date: Dates(),
    datetime.datetime: Moments(),
    float: Number(),
    int: Number(),
}
