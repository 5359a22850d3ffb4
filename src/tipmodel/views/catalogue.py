"""Rules and vocabularies as data in every language, for programs in any programming language."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.fields import fields
from ..core.metadata import LabeledEnum, metadata_of
from ..core.record import Record, StringValue
from ..core.rules import ADVICE, RULES
from ..core.shape import Many, Number, Shape
from ..i18n import languages, words_for
from ..i18n.phrase import Phrase
from ..model import MODEL
from ..vocab.countries import COUNTRY_CODES, Country
from ..vocab.governorate import Governorate
from ..vocab.instruments import known_instruments
from ..vocab.terms import VOCABULARIES, Term

Entry = dict[str, Any]
"""A code with its texts by language and its facts; unknown ones are left out."""


def catalogue(name: str) -> list[Entry]:
    """Return the facts of each code of a table.

    Args:
        name: ``rules``, ``countries``, ``instruments``, ``governorates``, a vocabulary such as
            ``topics``, a closed set such as ``Sex``, or a class such as ``Training``.

    Raises:
        KeyError: There is no such table.

    """
    return [
        {key: value for key, value in entry.items() if value or value is False}
        for entry in _TABLES[name]()
    ]


def words(phrase: Phrase | None) -> dict[str, str]:
    """Return a phrase in every language that has words for it."""
    if phrase is None:
        return {}
    found = {str(tag): words_for(phrase, tag) for tag in languages()}
    return {tag: str(said) for tag, said in found.items() if said.language == tag}


def classes(*outermost: type) -> dict[str, type]:
    """Return the *outermost* classes and all classes inside them, by name."""
    found = {cls.__name__: cls for cls in outermost}
    left = list(outermost)
    while left:
        cls = left.pop()
        held = (
            (each for field in fields(cls) for each in _held(field.shape))
            if _is_record(cls)
            else ()
        )
        new = {each.__name__: each for each in held if each.__name__ not in found}
        found |= new
        left += new.values()
    return found


def _is_record(cls: type) -> bool:
    return issubclass(cls, Record) and not issubclass(cls, StringValue)


def _held(shape: Shape) -> Iterator[type]:
    match shape:
        case Many(item=item):
            yield from _held(item)
        case Number(inexact=record):
            yield record
        case _ if isinstance(shape.type, type):
            yield shape.type


CHOICES: Mapping[str, type[LabeledEnum]] = {
    name: cls for name, cls in classes(*MODEL).items() if issubclass(cls, LabeledEnum)
}
"""The closed sets, by name."""


def _rules() -> Iterator[Entry]:
    for rule in (*RULES, *ADVICE):
        sentences = {"sentences": words(rule), "advice": words(rule.advice)}
        yield {"code": rule.key, "severity": rule.severity.value, **sentences}


def _countries() -> Iterator[Entry]:
    for code in COUNTRY_CODES:
        yield {"code": code, "labels": {str(tag): Country(code).text(tag) for tag in languages()}}


def _instruments() -> Iterator[Entry]:
    for code, facts in known_instruments().items():
        kept = ("kind", "number", "year", "jurisdiction", "source")
        facts_kept = {key: facts[key] for key in kept if key in facts}
        yield {"code": code, "labels": facts["title"], **facts_kept}


def _governorates() -> Iterator[Entry]:
    for one in Governorate:
        yield {
            "code": one.value,
            "labels": dict(one.names),
            "capitals": dict(one.capital),
            "iso": one.iso,
            "pcode": one.pcode,
            "region": one.region.value,
            "wikidata": one.wikidata,
            "geonames_id": one.geonames_id,
            "tile": list(one.tile),
            "spellings": [spelling.text for spelling in one.spellings],
        }


def _terms(cls: type[Term]) -> Iterator[Entry]:
    for code, term in cls.vocabulary().items():
        yield {
            "code": code,
            "labels": dict(term.names or {}),
            "definitions": dict(term.definition or {}),
            "broader": term.broader,
            "source": term.source,
        }


def _members(choices: Iterable[LabeledEnum]) -> Iterator[Entry]:
    for member in choices:
        yield {"code": member.value, "labels": words(member.label), "help": words(member.help)}


def _fields(cls: type[Record]) -> Iterator[Entry]:
    for field in fields(cls):
        yield {
            "code": field.name,
            "labels": words(field.label),
            "help": words(field.help),
            "required": field.required,
            "sensitivity": field.sensitivity.value,
            "example": metadata_of(field).example,
        }


_TABLES: Mapping[str, Any] = {
    "rules": _rules,
    "countries": _countries,
    "instruments": _instruments,
    "governorates": _governorates,
    **{cls.table: lambda cls=cls: _terms(cls) for cls in VOCABULARIES},
    **{name: lambda cls=cls: _members(cls) for name, cls in CHOICES.items()},
    **{cls.__name__: lambda cls=cls: _fields(cls) for cls in MODEL},
}

TABLES = tuple(_TABLES)
"""The names that `catalogue` accepts."""
