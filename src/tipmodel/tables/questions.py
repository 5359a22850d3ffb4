"""What a form and the reader of its answers share: names of questions, and labels without a field.

The name of a question is the path of its column with underscores, because KoBoToolbox loses names
with dots. Names must be unique in a form, so inside a repeat, and where a device uses the same
name, they begin with the name of the class.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..core.fields import Field, PerClassCache, fields
from ..core.metadata import metadata_of
from ..core.record import Record
from ..core.shape import Many, Object
from ..core.unicode import fold
from ..i18n import languages, translate
from ..i18n.phrase import Phrase
from ..vocab.governorate import Region
from .choices import Choices, Governorates, Several, Terms
from .columns import Column, Path, is_localized, stems, with_tag

# Exports with labels contain these words: if one changes, its former wording must still be read.
OTHER = Phrase("form.other", "Other (own words)")
OWN_LINE = Phrase("form.own_line", "{field}: own words")
PART_OF_IRAQ = Phrase("form.part_of_iraq", "Kurdistan Region or federal Iraq")
FEDERAL_IRAQ = Phrase("form.federal_iraq", "Federal Iraq")
CONSENT = Phrase("form.consent", "I agree that these data are kept for this purpose: {purpose}")
ADD_SOME = Phrase("form.add_some", "Do you want to add any of these: {field}?")

PARTS = {Region.KURDISTAN_REGION: Region.KURDISTAN_REGION.label, Region.FEDERAL: FEDERAL_IRAQ}
"""The parts of Iraq and their labels."""

OWN_WORDS = "own_words"
"""The choice that opens a line for own words; not a code of any vocabulary."""

CONSENT_GIVEN = "consent_given"

AGREED = "agreed"
"""The group of questions for those who consent."""


_NAMES_OF_DEVICES = """
start end today deviceid devicephonenum phonenumber simserial subscriberid username audit
"""
OF_DEVICES = frozenset(_NAMES_OF_DEVICES.split())
"""The names of questions that a form can ask the device."""


def prefix_of(cls: type[Record]) -> str:
    """Return the prefix of the names of questions in a repeat of records of a class."""
    return f"{cls.__name__.lower()}_"


@PerClassCache
def names_of(cls: type[Record]) -> Mapping[str, Column]:
    """Return the columns of a class that people can fill in, by the names of their questions."""
    names: dict[str, Column] = {}
    for stem in stems(cls):
        for tag in languages() if is_localized(stem) else (None,):
            column = with_tag(stem, str(tag)) if tag else stem
            name = "_".join(column.path).replace("-", "_")
            while name in names:  # "a.b" and "a_b"
                name += "_"
            names[name] = column
    return {name: column for name, column in names.items() if column.is_for_people}


@PerClassCache
def name_by_path(cls: type[Record]) -> Mapping[Path, str]:
    """Return the names of questions by the paths of their columns."""
    return {column.path: name for name, column in names_of(cls).items()}


def name_in_form(cls: type[Record], path: Path, prefix: str) -> str:
    """Return the name of a question in a form where names begin with *prefix*."""
    name = name_by_path(cls)[path]
    return (prefix or (prefix_of(cls) if name in OF_DEVICES else "")) + name


@PerClassCache
def repeats_of(cls: type[Record]) -> Mapping[str, tuple[Field, type[Record]]]:
    """Return the fields that hold several records, with their class; a form repeats them."""
    return {
        field.name: (field, field.shape.item.type)
        for field in fields(cls)
        if isinstance(field.shape, Many) and type(field.shape.item) is Object
    }


def item_of(column: Column) -> Any:
    """Return the kind of one value of a column, which may be a list."""
    return column.kind.item if isinstance(column.kind, Several) else column.kind


def takes_own_words(column: Column) -> bool:
    """Whether a column is a list with a line for own words."""
    return isinstance(item_of(column), Terms)


def is_select_multiple(column: Column) -> bool:
    """Whether people can choose several values of a list."""
    return isinstance(column.kind, Several) and isinstance(column.kind.item, Terms | Choices)


def part_name(name: str) -> str:
    """Return the name of the question for the part of Iraq that precedes a governorate."""
    return f"{name}_part"


def asked_name(field: str) -> str:
    """Return the name of the question that opens a repeated part."""
    return f"{field}_asked"


def field_to_add(cls: type[Record], text: str) -> str | None:
    """Return the repeated field that a question opens, by the name or label of the question."""
    labels = {fold(label) for label in _inside(ADD_SOME, "field", text)}
    for name, (field, _) in repeats_of(cls).items():
        label = metadata_of(field).label
        said = {fold(translate(label, language)) for language in languages()}
        if text == asked_name(name) or said & labels:
            return name
    return None


def group_name(field: str) -> str:
    """Return the name of the group with the questions for the parts of a field."""
    return f"{field}_group"


def is_in_part(column: Column) -> bool:
    """Whether a question for the part of Iraq precedes that of a column."""
    return isinstance(column.kind, Governorates)


@functools.cache
def other_labels() -> frozenset[str]:
    """Return the labels of the choice for own words, folded."""
    return frozenset(fold(translate(OTHER, language)) for language in languages())


@functools.cache
def part_labels() -> frozenset[str]:
    """Return the labels of the question for the part of Iraq, folded."""
    return frozenset(fold(translate(PART_OF_IRAQ, language)) for language in languages())


@functools.cache
def parts_of_iraq() -> Mapping[Region, frozenset[str]]:
    """Return the folded codes and labels of the parts of Iraq."""
    return {
        region: frozenset({region.value, *(fold(translate(label, tag)) for tag in languages())})
        for region, label in PARTS.items()
    }


def label_of_own_line(text: str) -> Iterator[str]:
    """Yield the label of the field whose line for own words has the label *text*."""
    yield from _inside(OWN_LINE, "field", text)


def is_of_form(text: str) -> bool:
    """Whether only forms have a label."""
    opens = any(next(_inside(phrase, "field", text), "") for phrase in (OWN_LINE, ADD_SOME))
    return opens or fold(text) in part_labels() or is_consent(text)


def is_consent(text: str) -> bool:
    """Whether a label asks for consent, for any purpose."""
    return any(_inside(CONSENT, "purpose", text))


def _inside(phrase: Phrase, place: str, text: str) -> Iterator[str]:
    for pattern in _patterns(phrase, place):
        if found := pattern.fullmatch(text.strip()):
            yield found[1]


@functools.cache
def _patterns(phrase: Phrase, place: str) -> tuple["re.Pattern[str]", ...]:
    said = {translate(phrase, language, isolate=False, **{place: "\0"}) for language in languages()}
    return tuple(
        re.compile(re.escape(text).replace("\0", "(.+)"), re.IGNORECASE | re.DOTALL)
        for text in sorted(said)
    )
