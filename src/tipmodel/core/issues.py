"""Rules, and issues: which rule is broken where."""

import enum
import re
from collections.abc import Mapping
from typing import Any, Self

import attrs

from ..i18n import QUOTED, Said, asked_for, base_of, isolate_ltr, line_mark, translate, words_for
from ..i18n.errors import TipmodelError
from ..i18n.phrase import Phrase
from .unicode import shown

FIELD = Phrase("issue.field", "“{label}”")
A_VALUE = Phrase("issue.a_value", "this value")
DID_YOU_MEAN = Phrase("issue.did_you_mean", "Did you mean {suggestion}?")
CODE_OF = Phrase("issue.code_of", "The code of “{governorate}” is {suggestion}.")
AT_CELL = Phrase("sheet.at_cell", "Row {row}, column “{heading}” ({cell}): {text}")
AT_ROW = Phrase("sheet.at_row", "Row {row}: {text}")
AT_ROW_OF_SHEET = Phrase("sheet.at_row_of_sheet", "Row {row} of the sheet “{sheet}”: {text}")
CELL_OF_SHEET = Phrase("sheet.cell_of_sheet", "{cell}, sheet “{sheet}”")


class Severity(enum.Enum):
    """How much an issue matters."""

    ERROR = "error"
    """The data are invalid."""
    WARNING = "warning"
    """The data are valid, but may not be what was meant."""
    NOTICE = "notice"
    """A value was normalised or left out on reading."""


@attrs.frozen
class Rule(Phrase):
    """A rule: its key is the code of its issues, its English text their sentence.

    Attributes:
        severity: How much a broken rule matters.
        hint: The English advice, if any.

    """

    severity: Severity = attrs.field(default=Severity.ERROR, kw_only=True)
    hint: str = attrs.field(default="", kw_only=True)

    @property
    def advice(self) -> Phrase | None:
        """The advice as a phrase."""
        return Phrase(f"{self.key}?help", self.hint) if self.hint else None

    def issue(
        self, *, field: Phrase | None = None, repaired: str | None = None, **params: Said
    ) -> "Issue":
        """Return an issue for this rule; `Issue.under` adds its pointer."""
        return Issue(self, params, field=field, repaired=repaired)

    def error(self, *, field: Phrase | None = None, **params: Said) -> "InvalidDataError":
        """Return the error to raise."""
        return InvalidDataError(Issue(self, params, field=field))


def warning(key: str, english: str, *, hint: str) -> Rule:
    """Return a rule that valid data may break; *hint* is the advice."""
    return Rule(key, english, severity=Severity.WARNING, hint=hint)


def notice(key: str, english: str, *, hint: str) -> Rule:
    """Return a rule for a value that is normalised or left out on reading; *hint* is the advice."""
    return Rule(key, english, severity=Severity.NOTICE, hint=hint)


def rules_among(things: Mapping[str, Any], severity: Severity) -> tuple[Rule, ...]:
    """Return the rules of one severity among the globals of a module, in order."""
    return tuple(
        thing for thing in things.values() if isinstance(thing, Rule) and thing.severity is severity
    )


@attrs.frozen
class Location:
    """A place in a table.

    Attributes:
        row: The number of the row, from 1.
        column: The number of the column, from 1; 0 for the whole row.
        heading: The heading of the column, unchanged.
        sheet: The name of the sheet; empty for files without sheets.
        index: The number of the record in a list of JSON or in NDJSON, from 0.

    """

    row: int = 0
    column: int = 0
    heading: str = ""
    sheet: str = ""
    index: int | None = None

    @property
    def cell(self) -> str:
        """The cell reference, such as ``B7``; for a whole row its number."""
        return f"{column_letters(self.column)}{self.row or ''}"

    def prefixed(self, text: str, language: str | None, *, isolate: bool) -> str:
        """Return *text* prefixed with the location."""
        if not self.row:
            return text
        if not self.column:
            place = AT_ROW_OF_SHEET if self.sheet else AT_ROW
            named = {"sheet": shown(self.sheet)} if self.sheet else {}
            return translate(place, language, isolate=isolate, row=self.row, text=text, **named)
        cell = self.cell
        if self.sheet:
            sheet = shown(self.sheet)
            cell = translate(CELL_OF_SHEET, language, isolate=isolate, cell=cell, sheet=sheet)
        return translate(
            AT_CELL, language, isolate=isolate, row=self.row, heading=shown(self.heading), cell=cell, text=text
        )  # fmt: skip


def column_letters(column: int) -> str:
    """Return the letters of a column by its number: ``A``, ``Z``, ``AA``."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


NOWHERE = Location()


@attrs.frozen(repr=False)
class Issue:
    """One broken rule at one place.

    Its sentence, parameters and ``repr`` never hold the value of a field, so they can be logged and
    shown. Keys, headings and names of sheets are shown with their control characters escaped.

    Attributes:
        rule: The rule that is broken.
        params: The values in its sentence: numbers, codes, dates, keys, and objects that
            have a name in every language, such as a governorate.
        pointer: Its position as a JSON Pointer (RFC 6901) from the root of the data.
        field: The label of the field.
        location: Its position in a table.
        repaired: The text as it should probably be, if the issue is about a text. It may
            be private, so only programs that ask for it see it.

    """

    rule: Rule
    params: Mapping[str, Said] = attrs.field(factory=dict, hash=False)
    pointer: str = ""
    field: Phrase | None = None
    location: Location = NOWHERE
    repaired: str | None = attrs.field(default=None, repr=False)

    @property
    def code(self) -> str:
        """The stable name of the rule, safe to compare in programs."""
        return self.rule.key

    @property
    def severity(self) -> Severity:
        """How much the issue matters."""
        return self.rule.severity

    @property
    def row(self) -> int:
        """The number of the row in a table, from 1; 0 outside tables."""
        return self.location.row

    @property
    def column(self) -> int:
        """The number of the column in a table, from 1; 0 for a whole row."""
        return self.location.column

    @property
    def heading(self) -> str:
        """The heading of the column in a table, unchanged."""
        return self.location.heading

    @property
    def sheet(self) -> str:
        """The name of the sheet; empty for files without sheets."""
        return self.location.sheet

    @property
    def cell(self) -> str:
        """The cell reference, such as ``B7``; empty outside tables."""
        return self.location.cell

    def text(self, language: str | None = None, *, isolate: bool = True) -> str:
        """Return the sentence in *language*: what is wrong, and where.

        Args:
            language: The tag of one of `languages`.
            isolate: Whether invisible characters keep Arabic and English apart; turn it off only
                for output that cannot contain them.

        Raises:
            UnknownLanguageError: The language has no translations.

        """
        sentence = self.sentence(language, isolate=isolate)
        return self.location.prefixed(sentence, language, isolate=isolate)

    def sentence(self, language: str | None = None, *, isolate: bool = True) -> str:
        """Return the sentence in *language* without the location in a table."""
        named = InWords(FIELD, {"label": self.field}) if self.field else A_VALUE
        params: dict[str, Said] = {"field": named, **self.params}
        params = {name: shown(said) if type(said) is str else said for name, said in params.items()}
        phrases: list[Phrase] = [self.rule]
        if "suggestion" in params and params["suggestion"] != params.get("governorate"):
            phrases.append(CODE_OF if "governorate" in params else DID_YOU_MEAN)
            meant = params["suggestion"]
            several = meant if isinstance(meant, tuple) else (meant,)
            params["suggestion"] = tuple(InWords(QUOTED, {"text": each}) for each in several)
        if isinstance(meanings := params.get("meanings"), tuple):
            params["meanings"] = tuple(InWords(QUOTED, {"text": each}) for each in meanings)
        asked = asked_for(language)
        named_in = [*phrases, self.field] if self.field else phrases
        found = {base_of(words_for(each, asked).language) for each in named_in}
        spoken = asked if found == {base_of(asked)} else "en"  # all of it, or none
        said = " ".join(
            _capitalized(translate(each, spoken, isolate=isolate, **params)) for each in phrases
        )
        turns = isolate and line_mark(asked) and not line_mark(spoken)
        return isolate_ltr(said) if turns else said

    def advice(self, language: str | None = None) -> str:
        """Return the advice in *language*; empty if there is none.

        Raises:
            UnknownLanguageError: The language has no translations.

        """
        advice = self.rule.advice
        return translate(advice, language) if advice else ""

    def under(self, key: str | int, field: Phrase | None = None) -> Self:
        """Return the issue one level deeper, under *key* of its container.

        The issue keeps its innermost *field*.
        """
        step = str(key).replace("~", "~0").replace("/", "~1")
        return type(self)(
            self.rule,
            self.params,
            f"/{step}{self.pointer}",
            self.field or field,
            self.location,
            self.repaired,
        )

    def __str__(self) -> str:
        return f"{shown(self.pointer) or '/'}: {self.text()}"

    def __repr__(self) -> str:
        return f"<{self.severity.value} {self.code} at {self.pointer!r}: {self.text('en', isolate=False)}>"


@attrs.frozen
class InWords:
    """A phrase with its values, translated once the language is known."""

    phrase: Phrase
    values: Mapping[str, Any] = attrs.field(hash=False)

    def text(self, language: str | None = None) -> str:
        """Return the phrase in *language*."""
        return translate(self.phrase, language, **self.values)


def _capitalized(sentence: str) -> str:
    """Return a sentence that may begin with a word for the field, with a capital letter."""
    letters = re.search(r"[^\u2066-\u2069]", sentence)
    at = letters.start() if letters else 0
    return sentence[:at] + sentence[at : at + 1].upper() + sentence[at + 1 :]


class InvalidDataError(TipmodelError, ValueError):
    """Data break one or more rules.

    Attributes:
        issues: Every issue, each with its pointer.

    """

    def __init__(self, *issues: Issue) -> None:
        super().__init__(*issues)
        self.issues = issues

    def __str__(self) -> str:
        return "\n".join(map(str, self.issues))


class UnknownTermError(TipmodelError, LookupError):
    """A lookup found no entry, or more than one.

    Attributes:
        issue: The issue, with the text and its closest matches.

    """

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue)
        self.issue = issue

    def __str__(self) -> str:
        return self.issue.text()


Finding = Issue
"""The former name of a warning, now an `Issue` with a `Severity`."""

CellIssue = Issue
"""The former name of an issue in a table, now an `Issue` with a `Location`."""
