"""Forms for KoBoToolbox and ODK: XLSForms derived from the fields of a class."""

import datetime
import functools
import hashlib
import io
import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from .codec.documents import SCHEMA_VERSION
from .core.fields import Field, fields, label_of
from .core.invariants import LABEL, InOrder, RequireAny, not_empty
from .core.issues import InvalidDataError, Rule
from .core.metadata import metadata_of
from .core.record import Record
from .core.rules import (
    KEY_MISSING,
    OUT_OF_RANGE,
    TOO_LONG,
)
from .core.shape import Object
from .core.unicode import fold
from .core.validators import ID, MAX_TEXT_LENGTH, Each, InRange, Text
from .formats.xlsx import library
from .i18n import Words, base_of, country_name, language_name, translate, words_for
from .i18n.phrase import Phrase
from .model import Training
from .tables.cells import Counted, Dates, Moments, Number
from .tables.choices import (
    NO,
    YES,
    YES_OR_NO,
    Choices,
    Countries,
    Governorates,
    Several,
    Terms,
)
from .tables.columns import Column, Path, is_localized, stems, with_tag
from .tables.headings import NOUNS, TRAINING_IS, title
from .tables.questions import (
    ADD_SOME,
    AGREED,
    CONSENT,
    CONSENT_GIVEN,
    OTHER,
    OWN_LINE,
    OWN_WORDS,
    PART_OF_IRAQ,
    PARTS,
    asked_name,
    group_name,
    is_in_part,
    is_select_multiple,
    item_of,
    name_by_path,
    name_in_form,
    part_name,
    prefix_of,
    repeats_of,
    takes_own_words,
)
from .tables.rules import NO_SUCH_FIELD
from .tables.templates import usual_fields
from .values.text import LocalizedText
from .vocab.countries import COUNTRY_CODES
from .vocab.governorate import Governorate

FILL_IN = Phrase("form.fill_in", "Fill in what you know; leave the rest empty.")
ONE_LANGUAGE = Phrase("form.one_language", "Fill in at least one language.")
PURPOSE = Phrase("form.purpose", "list of attendance and certificates")

_LATIN, _OTHER_DIGITS = "0123456789" * 2, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_SHORT_LIST, _LONG_LIST = 12, 25
_CREATED = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - the same records, the same bytes

Said = Mapping[str, str]
"""A text by language."""


def form(  # noqa: PLR0913 - each is a separate property of the form
    cls: type[Record],
    languages: Sequence[str] = ("ar", "en"),
    *,
    fields: Sequence[str] = (),
    every: bool = False,
    training: Training | None = None,
    purpose: LocalizedText | None = None,
) -> bytes:
    """Return a form for KoBoToolbox and ODK, as an Excel workbook (XLSForm).

    Questions, hints, choices, limits and error messages are derived from the class,
    in every language. `read` reads the answers.

    Args:
        cls: The class; each submission is a record of it.
        languages: The languages of the form and of the texts that people can enter; the first is
            shown first.
        fields: The codes of the fields to ask for, such as ``place.governorate``, ``place`` or
            ``participants.email``; by default, those that offices usually ask for.
        every: Whether to ask for every field that people can fill in.
        training: The training to name in the title.
        purpose: The purpose of collecting personal data; the form first asks for consent to it.

    Returns:
        The workbook.

    Raises:
        InvalidDataError: A field does not exist, or a form cannot ask for it.
        UnknownLanguageError: The language has no translations.
        ValueError: There is no language.
        MissingLibraryError: The library that writes workbooks is not installed.

    >>> from tipmodel import Participant, form
    >>> form(Participant, ["ar", "en"])[:2]
    b'PK'

    """
    if not languages:
        raise ValueError("a form needs a language")
    made = Form(tuple(dict.fromkeys(languages)), purpose)
    heading = made.each(lambda tag: _heading(cls, training, tag))
    made.ask_all(cls, made.each(lambda tag: _safe(heading[tag])), codes=tuple(fields), every=every)
    return _written(made.sheets(cls, heading[made.languages[0]]))


def _heading(cls: type[Record], training: Training | None, language: str) -> str:
    """Return the title of a form: its subject, or the training."""
    if training is None:
        return translate(title(cls), language)
    name = training.title.best(language)[1]
    return translate(TRAINING_IS, language, isolate=False, title=name)


@attrs.define
class Question:
    """One row of the sheet ``survey``."""

    type: str
    name: str = ""
    label: Said = attrs.field(factory=dict)
    hint: Said = attrs.field(factory=dict)
    constraint: str = ""
    constraint_message: Said = attrs.field(factory=dict)
    required: str = ""
    required_message: Said = attrs.field(factory=dict)
    relevant: str = ""
    appearance: str = ""
    choice_filter: str = ""
    calculation: str = ""


_SAID = ("label", "hint", "constraint_message", "required_message")
_PLAIN = (
    "type",
    "name",
    "constraint",
    "required",
    "relevant",
    "appearance",
    "choice_filter",
    "calculation",
)


class Form:
    """The questions and lists of a form, in their order."""

    def __init__(self, languages: tuple[str, ...], purpose: LocalizedText | None) -> None:
        self.languages = languages
        self.purpose = purpose
        self.questions: list[Question] = []
        self.lists: dict[str, list[Said]] = {}
        self._names: set[str] = set()
        self._reserved: set[str] = set()

    # Questions ---------------------------------------------------------------------------------

    def ask_all(
        self, cls: type[Record], heading: Said, *, codes: tuple[str, ...], every: bool
    ) -> None:
        """Ask for the fields of a class, and for those of its repeated parts."""
        _refuse_unknown(cls, codes, self.languages)
        repeated = tuple(_repeated(cls, codes, every=every))
        self._reserved = {*name_by_path(cls).values(), *(field for field, _ in repeated)}
        self.add(Question("note", "intro", heading, self.each(_native_hint)))
        self._ask(cls, _asked(cls, codes, self.languages, every=every), "")
        for field, item in repeated:
            inside = [code.partition(".")[2] for code in codes if code.startswith(f"{field}.")]
            if inner := _asked(item, inside, self.languages, every=every):
                label, asked = self.say(label_of(cls, field)), asked_name(field)
                ask = self.say(ADD_SOME, field=label_of(cls, field))
                self.add(Question(f"select_one {self.list_of(YES_OR_NO)}", asked, ask))
                opened = Question("begin_repeat", field, label, relevant=f"${{{asked}}} = 'yes'")
                self.add(opened, is_of_field=True)
                self._ask(item, inner, prefix_of(item))
                self.questions.append(Question("end_repeat"))

    def _ask(self, cls: type[Record], columns: Sequence[Column], prefix: str) -> None:
        """Ask for the columns of a class, after consent if its records are of people who consent."""
        consent = [column for column in stems(cls) if column.path == ("consent", "purpose")]
        if not consent:
            _Questions(self, cls, columns, prefix).add()
            return
        purposes = {tag: self._purpose(tag) for tag in self.languages}
        given = f"{prefix}{CONSENT_GIVEN}"
        label = self.each(
            lambda tag: translate(CONSENT, tag, isolate=False, purpose=_safe(purposes[tag]))
        )
        self.add(
            Question(
                f"select_one {self.list_of(YES_OR_NO)}",
                given,
                label,
                required="yes",
                required_message=self.sentence(KEY_MISSING, consent[0].names[0]),
            )
        )
        agreed = f"{prefix}{AGREED}"
        relevant = f"${{{given}}} = 'yes'"
        self.add(
            Question("begin_group", agreed, self.say(metadata_of(cls).label), relevant=relevant)
        )
        names = name_by_path(cls)
        self.calculate(f"{prefix}{names['consent', 'given_on']}", "once(today())")
        for text in dict.fromkeys(purposes.values()):
            name = names.get(("consent", "purpose", text.language)) or names[*consent[0].path, "en"]
            self.calculate(f"{prefix}{name}", _literal(text))
        _Questions(self, cls, columns, prefix).add()
        self.questions.append(Question("end_group"))

    def _purpose(self, tag: str) -> Words:
        if self.purpose is None:
            return words_for(PURPOSE, tag)
        language, text = self.purpose.best(tag)
        return Words(text, language)

    def add(self, question: Question, *, is_of_field: bool = False) -> None:
        """Add a question under a unique name; the questions of fields keep their names."""
        while question.name in self._names or (question.name in self._reserved and not is_of_field):
            question.name += "_"
        self._names.add(question.name)
        self.questions.append(question)

    def calculate(self, name: str, calculation: str) -> None:
        """Add a question that is filled in automatically."""
        self.add(Question("calculate", name, calculation=calculation), is_of_field=True)

    # Words --------------------------------------------------------------------------------------

    def each(self, say: Callable[[str], str]) -> Said:
        """Return a text in each language, in English where it is not translated."""
        return {tag: str(say(tag)) for tag in self.languages}

    def say(self, phrase: Phrase, **values: Any) -> Said:
        """Return a phrase in each language."""
        return self.each(lambda tag: translate(phrase, tag, isolate=False, **values))

    def sentence(self, rule: Rule, field: Phrase, **values: Any) -> Said:
        """Return the sentence of a rule about a field, in each language."""
        issue = attrs.evolve(rule.issue(**values), field=field)
        return self.each(issue.text)

    # Lists --------------------------------------------------------------------------------------

    def list_of(self, kind: Any) -> str:
        """Return the name of the list of choices for a kind of cell; empty if there is none."""
        name, rows = self._list(kind)
        while name and self.lists.setdefault(name, rows) != rows:
            name += "_"
        return name

    def _list(self, kind: Any) -> tuple[str, list[Said]]:
        first = self.languages[0]
        match kind:
            case Terms(cls=cls):
                part = ("in", kind.under) if kind.under else ("not_in", kind.but_under)
                name = "_".join((cls.__name__.lower(), *(part if part[1] else ())))
                rows = [self._choice(code, cls(code=code).text) for code in kind.codes]
                return name, [*rows, {"name": OWN_WORDS, **self.say(OTHER)}]
            case Choices():
                if kind == YES_OR_NO:
                    return "yes_no", [
                        {"name": "yes", **self.say(YES)},
                        {"name": "no", **self.say(NO)},
                    ]
                key = next(iter(kind.labels.values())).key.partition(".")[0]
                return key.lower(), [
                    {"name": str(plain), **self.say(label)} for plain, label in kind.labels.items()
                ]
            case Governorates():
                sorted_ = sorted(Governorate, key=lambda one: fold(one.text(first)))
                return "governorate", [
                    {**self._choice(one.value, one.text), "region": one.region.value}
                    for one in sorted_
                ]
            case Countries():
                codes = sorted(COUNTRY_CODES, key=lambda code: fold(country_name(code, first)))
                codes.sort(key=lambda code: code != "IQ")
                return "country", [
                    self._choice(code, functools.partial(country_name, code)) for code in codes
                ]
        return "", []

    def part_of_iraq(self) -> str:
        """Return the name of the list of the parts of Iraq."""
        rows: list[Said] = [
            {"name": region.value, **self.say(label)} for region, label in PARTS.items()
        ]
        self.lists["part_of_iraq"] = rows
        return "part_of_iraq"

    def _choice(self, code: str, say: Callable[[str], Any]) -> Said:
        return {"name": code, **self.each(say)}

    # Sheets -------------------------------------------------------------------------------------

    def sheets(self, cls: type[Record], heading: str) -> dict[str, list[list[str]]]:
        """Return the sheets of the workbook as rows of texts."""
        names = [_language(tag) for tag in self.languages]
        survey = [
            [*_PLAIN[:2], *(f"{each}::{name}" for each in _SAID for name in names), *_PLAIN[2:]]
        ]
        for question in self.questions:
            plain = [getattr(question, each) for each in _PLAIN]
            said = [
                getattr(question, each).get(tag, "") for each in _SAID for tag in self.languages
            ]
            survey.append([*plain[:2], *said, *plain[2:]])
        choices = [["list_name", "name", *(f"label::{name}" for name in names), "region"]]
        for list_name, rows in self.lists.items():
            for row in rows:
                labels = (row[tag] for tag in self.languages)
                choices.append([list_name, row["name"], *labels, row.get("region", "")])
        survey, choices = _used(survey), _used(choices)
        digest = hashlib.sha256(json.dumps([survey, choices]).encode()).hexdigest()[:8]
        settings = {
            "form_title": heading,
            "form_id": f"tipmodel_{cls.__name__.lower()}",
            "version": f"{SCHEMA_VERSION}-{digest}",
            "default_language": names[0],
        }
        sheets = {"survey": survey, "settings": [[*settings], [*settings.values()]]}
        return {**sheets, "choices": choices} if len(choices) > 1 else sheets


def _written(sheets: Mapping[str, list[list[str]]]) -> bytes:
    """Return the sheets as an Excel workbook."""
    stream = io.BytesIO()
    book = library("xlsxwriter").Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    bold, plain = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(rows[0]) - 1, 24)
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                if text:
                    sheet.write_string(number, at, text, plain if number else bold)
    book.close()
    return stream.getvalue()


def _used(rows: list[list[str]]) -> list[list[str]]:
    """Remove empty columns, because pyxform warns about empty translated ones."""
    keep = [at for at in range(len(rows[0])) if any(row[at] for row in rows[1:])]
    return [[row[at] for at in keep] for row in rows]


def _language(tag: str) -> str:
    """Return the name of a language in a form: its own name and its tag, with only one pair of brackets."""
    name = re.sub("[()]", "", language_name(base_of(tag), base_of(tag)))
    return f"{name} ({base_of(tag)})"


def _native_hint(tag: str) -> str:
    """Return the first hint, from which Enketo derives the direction of a language."""
    hint = words_for(FILL_IN, tag)
    return hint if base_of(hint.language) == base_of(tag) else language_name(tag, base_of(tag))


def _safe(text: str) -> str:
    """Return a custom text, escaped so that it is not read as Markdown or as a reference."""
    return re.sub(r"([*_#<\\])", r"\\\1", text.replace("${", "$ {"))


# The columns that a form asks for ----------------------------------------------------------------


def _refuse_unknown(cls: type[Record], codes: Sequence[str], languages: Sequence[str]) -> None:
    """Refuse codes that are not fields of a class, or that a form cannot ask for."""
    wrong = []
    for code in codes:
        name, _, inside = code.partition(".")
        part = repeats_of(cls).get(name)
        within, its = (part[1], inside) if part else (cls, code)
        known = part and not inside
        if not known and not any(
            _is_in(each.path, (its,)) for each in _possible(within, languages)
        ):
            wrong.append(code)
    if wrong:
        forms = ("sex", "name.ar", "place.governorate")
        raise InvalidDataError(*(NO_SUCH_FIELD.issue(path=code, form=forms) for code in wrong))


def _possible(cls: type[Record], languages: Sequence[str]) -> Iterator[Column]:
    """Yield the columns that a form can ask for, with texts in each language of the form."""
    for stem in stems(cls):
        if stem.is_for_people and stem.path[0] != "consent":
            tags = languages if is_localized(stem) else ()
            yield from [with_tag(stem, tag) for tag in tags] or [stem]


def _asked(
    cls: type[Record], codes: Sequence[str], languages: Sequence[str], *, every: bool
) -> list[Column]:
    """Return the columns that a form asks for, and those that they require, in the order of the class."""
    usual = codes or usual_fields(cls)
    possible = list(_possible(cls, languages))
    named = {each.path[:-1] for each in possible if ".".join(each.path) in codes and each.tag}
    possible = [
        each
        for each in possible
        if each.path[:-1] not in named or not each.tag or _is_in(each.path, codes)
    ]
    chosen = [
        each
        for each in possible
        if every or each.required or (_is_in(each.path, usual) and (codes or not _refers(each)))
    ]
    bases = {each.path[:depth] for each in chosen for depth in range(1, len(each.path))}
    return [
        each
        for each in possible
        if each in chosen or any(_is_key(cls, base, each) for base in bases)
    ]


def _repeated(
    cls: type[Record], codes: Sequence[str], *, every: bool
) -> Iterator[tuple[str, type[Record]]]:
    """Yield the fields that a form repeats, each with its class."""
    usual = {code.partition(".")[0] for code in codes or usual_fields(cls)}
    for name, (_, item) in repeats_of(cls).items():
        if every or name in usual or (not codes and item in NOUNS):
            yield name, item


def _refers(column: Column) -> bool:
    """Whether a column holds identifiers of other parts, which the form generates."""
    return bool(column.field.validator == Each(ID))


def _is_in(path: Path, codes: Iterable[str]) -> bool:
    """Whether one of the codes names a path or a part of a record around it."""
    return any(f"{'.'.join(path)}.".startswith(f"{code}.") for code in codes)


def _steps(cls: Any, path: Path) -> Iterator[Field]:
    """Yield the fields that lead to a value, without the language of a text."""
    field = next(field for field in fields(cls) if field.name == path[0])
    yield field
    if type(field.shape) is Object and path[1:]:
        yield from _steps(field.shape.type, path[1:])


def _is_key(cls: type[Record], base: Path, column: Column) -> bool:
    """Whether the object at *base* requires a column."""
    inside = [*_steps(cls, column.path)][len(base) :]
    return (
        column.path[: len(base)] == base and bool(inside) and all(each.required for each in inside)
    )


def _owner(cls: type[Record], column: Column) -> Any:
    """Return the class of the object that a column is a field of."""
    steps = [*_steps(cls, column.path)]
    return steps[-2].shape.type if len(steps) > 1 else cls


# Turning a column into its question --------------------------------------------------------------


class _Questions:
    """The questions for some columns of a class, in a form or inside a repeat."""

    def __init__(
        self, form: Form, cls: type[Record], columns: Sequence[Column], prefix: str
    ) -> None:
        self.form, self.cls, self.columns, self.prefix = form, cls, columns, prefix
        self.names = {each.path: name_in_form(cls, each.path, prefix) for each in columns}

    def add(self) -> None:
        """Add the questions to the form, group by group."""
        for group, columns in itertools.groupby(self.columns, self._group_of):
            if group:
                label = self.form.say(label_of(self.cls, group))
                name = self.prefix + group_name(group)
                self.form.add(Question("begin_group", name, label, appearance="field-list"))
            for column in columns:
                for question in self._asked(column):
                    self.form.add(question, is_of_field=True)
            if group:
                self.form.questions.append(Question("end_group"))

    def _group_of(self, column: Column) -> str:
        return column.path[0] if len(column.path) - bool(column.tag) > 1 else ""

    def _asked(self, column: Column) -> Iterator[Question]:
        name, form = self.names[column.path], self.form
        if column.path == ("id",):
            yield Question("calculate", name, calculation=self._identifier())
            return
        question = Question("text", name, form.each(column.heading), form.say(column.field.help))
        self._type(question, column)
        self._limit(question, column)
        self._compare(question, column)
        self._require(question, column)
        question.relevant = " and ".join(dict.fromkeys(self._conditions(column)))
        if is_in_part(column):
            yield self._part_of_iraq(question, column.names[-1])
        yield question
        if takes_own_words(column):
            chosen = f"selected(${{{name}}}, '{OWN_WORDS}')"
            yield Question(
                "text",
                f"{name}_{OWN_WORDS}",
                form.each(
                    lambda tag: translate(OWN_LINE, tag, isolate=False, field=column.heading(tag))
                ),
                relevant=chosen,
                required="yes",
                required_message=form.sentence(KEY_MISSING, column.names[-1]),
            )

    def _identifier(self) -> str:
        """Return the calculation of an identifier, which is unique among all parts of a record."""
        return f"concat('{self.prefix[:-1]}-', position(..))" if self.prefix else "once(uuid())"

    def _type(self, question: Question, column: Column) -> None:
        listed = self.form.list_of(item_of(column))
        if listed and (is_select_multiple(column) or not isinstance(column.kind, Several)):
            several = "multiple" if is_select_multiple(column) else "one"
            question.type = f"select_{several} {listed}"
            number = len(self.form.lists[listed])
            if number > _SHORT_LIST:
                question.appearance = "minimal autocomplete" if number > _LONG_LIST else "minimal"
        elif isinstance(column.kind, Number):
            is_whole = isinstance(column.kind, Counted) or column.field.shape.type is int
            question.type = "integer" if is_whole else "decimal"
        elif isinstance(column.kind, Dates):
            question.type = "date"
        elif isinstance(column.kind, Moments):
            question.type = "dateTime"

    def _limit(self, question: Question, column: Column) -> None:
        """Add the constraint of a field's validator, with the sentence of its rule."""
        check = column.field.validator
        is_list = isinstance(check, Each)
        check = check.item if isinstance(check, Each) else check
        say = functools.partial(self.form.sentence, field=column.names[-1])
        if isinstance(check, InRange) and question.type in ("integer", "decimal"):
            question.constraint = f". >= {check.least} and . <= {check.most}"
            question.constraint_message = say(OUT_OF_RANGE, least=check.least, most=check.most)
        elif isinstance(check, Text) and question.type == "text" and check.pattern:
            one = f"(?:{check.pattern})"
            whole = rf"{one}(?: *[;؛,،] *{one})*" if is_list else one
            question.constraint = (
                f"regex(translate(., '{_OTHER_DIGITS}', '{_LATIN}'), {_literal(f'^{whole}$')})"
            )
            if not is_list:
                question.constraint += f" and string-length(.) <= {check.longest}"
            form: dict[str, Any] = {"form": check.form} if check.form else {}
            question.constraint_message = say(check.malformed, **form)
        elif (
            isinstance(check, Text) and question.type == "text" and check.longest < MAX_TEXT_LENGTH
        ):
            question.constraint = f"string-length(.) <= {check.longest}"
            question.constraint_message = say(TOO_LONG, most=check.longest)

    def _compare(self, question: Question, column: Column) -> None:
        """Add the constraints of the rules across two fields."""
        owner, name = _owner(self.cls, column), column.path[-1]
        for rule in owner.invariants:
            if not isinstance(rule, InOrder) or rule.at != name:
                continue
            is_upper = name == rule.upper
            there = rule.lower if is_upper else rule.upper
            otherwise = "" if is_upper or rule.otherwise is None else str(rule.otherwise)
            asked = self.names.get((*column.path[:-1], there))
            if not (asked or otherwise):
                continue
            sign = (">" if is_upper else "<") + "=" * (not rule.strictly)
            other = f"${{{asked}}}" if asked else otherwise
            holds = f". {sign} {other}"
            if asked:
                alone = f" and . {sign} {otherwise}" if otherwise else ""
                holds = f"(({other} = ''{alone}) or ({other} != '' and {holds}))"
            question.constraint = " and ".join(filter(None, (question.constraint, holds)))
            values = {name: f"${{{question.name}}}", there: other, LABEL: column.names[-1]}
            params = {key: values[each] for key, each in rule.params.items()}
            said = self.form.sentence(rule.rule, column.names[-1], **params)
            before = question.constraint_message
            question.constraint_message = {
                tag: f"{text} {before.get(tag, '')}".strip() for tag, text in said.items()
            }

    def _require(self, question: Question, column: Column) -> None:
        stem = column.path[:-1] if column.tag else column.path
        same = [path for path in self.names if path[:-1] == stem] if column.tag else [stem]
        if column.required or self._is_second_key(column):
            # only the last language is required, because requirements must not refer to each other in a circle
            others = [self.names[path] for path in same if path != column.path]
            if column.path == same[-1]:
                question.required = _all_empty(others) or "yes"
                question.required_message = (
                    self.form.say(ONE_LANGUAGE)
                    if others
                    else self.form.sentence(KEY_MISSING, column.names[-1])
                )
            return
        for rule in self.cls.invariants:
            if isinstance(rule, RequireAny) and rule is not not_empty:
                some = [path for path in self.names if path[0] in rule.names]
                if some and column.path == min(some, key=len):
                    others = [self.names[path] for path in some if path != column.path]
                    question.required = _all_empty(others) or "yes"
                    question.required_message = self.form.sentence(rule.rule, column.names[-1])

    def _keys(self, column: Column) -> Iterator[list[Column]]:
        """Yield, for each optional object around a column, the columns that the object requires."""
        steps = [*_steps(self.cls, column.path)]
        for depth in range(1, len(steps)):
            if not all(step.required for step in steps[:depth]):
                base = column.path[:depth]
                keys = [each for each in self.columns if _is_key(self.cls, base, each)]
                if keys:
                    yield keys

    def _is_second_key(self, column: Column) -> bool:
        return any(column in keys and not _is_same(column, keys[0]) for keys in self._keys(column))

    def _conditions(self, column: Column) -> Iterator[str]:
        """Yield the conditions of a question: the required parts of its object are filled in."""
        for keys in self._keys(column):
            if not _is_same(column, keys[0]):
                first = [self.names[each.path] for each in keys if _is_same(each, keys[0])]
                yield "(" + " or ".join(f"${{{name}}} != ''" for name in first) + ")"
        country = self.names.get((*column.path[:-1], "country"))
        if is_in_part(column) and country:
            yield f"(${{{country}}} = '' or ${{{country}}} = 'IQ')"

    def _part_of_iraq(self, question: Question, field: Phrase) -> Question:
        """Return the question for the part of Iraq, which shortens the list of governorates."""
        part = part_name(question.name)
        question.choice_filter = f"${{{part}}} = '' or region = ${{{part}}}"
        question.required = question.required or f"${{{part}}} != ''"
        question.required_message = question.required_message or self.form.sentence(
            KEY_MISSING, field
        )
        label = self.form.say(PART_OF_IRAQ)
        kind = f"select_one {self.form.part_of_iraq()}"
        return Question(kind, part, label, relevant=question.relevant)


def _is_same(column: Column, other: Column) -> bool:
    """Whether two columns hold the same text, perhaps in two languages."""
    return (
        column.field is other.field
        and column.path[: -bool(column.tag) or None] == other.path[: -bool(other.tag) or None]
    )


def _all_empty(names: Iterable[str]) -> str:
    return " and ".join(f"${{{name}}} = ''" for name in names)


def _literal(text: str) -> str:
    """Return a literal for XPath 1.0, which has no escapes, without references to questions."""
    if "${" in text:
        first, *others = text.split("${")
        parts = (_literal(first), *(f"'$', {_literal('{' + each)}" for each in others))
        return f"concat({', '.join(parts)})"
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    return "concat(" + ', "\'", '.join(f"'{part}'" for part in text.split("'")) + ")"
