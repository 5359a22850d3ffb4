"""Terms and the open vocabularies they come from."""

import functools
from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Self

from ..core.fields import PerClassCache, states_only_first
from ..core.invariants import RequireAny
from ..core.issues import Issue
from ..core.metadata import field, labeled, record
from ..core.record import Invariants, Record
from ..core.rules import MALFORMED_CODE, TERM_UNNAMED, UNKNOWN_TERM
from ..core.shape import Term as TermShape
from ..core.validators import Text, near
from ..i18n import asked_for
from ..values.text import LocalizedText
from .data import codes, names_in, table

CODE = "[a-z][a-z0-9_]*"
OWN_CODE = "[a-z][a-z0-9_-]*:[a-z][a-z0-9_]*"
"""A code with a prefix, defined by the owner of the prefix."""

_CODE = Text(100, f"{CODE}|{OWN_CODE}", MALFORMED_CODE, ("forced_labour", "acme:cyber"))


_LONGEST_NAME = 100


def code_called(cls: "type[Term]", name: str) -> Mapping[str, str]:
    """Return the code of the term that is called *name*, as a parameter of an issue, if there is one.

    >>> code_called(TrainingKind, "ورشة عمل")
    {'suggestion': 'workshop'}
    """
    code = _codes_by_name(cls).get(name.strip().lower()) if len(name) <= _LONGEST_NAME else None
    return {"suggestion": code} if code else {}


@PerClassCache
def _codes_by_name(cls: "type[Term]") -> Mapping[str, str | None]:
    """Return the codes by their names in any language; a name of two terms has none."""
    found: dict[str, str | None] = {}
    for code, facts in cls.facts().items():
        for name in {text.lower() for text in names_in(facts, _NOT_NAMES).values()}:
            found[name] = None if name in found else code
    return found


def _is_unknown(term: "Term") -> Iterable[Issue]:
    cls = type(term)
    if term.code is None or ":" in term.code or term.code in cls._codes():
        return ()
    return (UNKNOWN_TERM.issue(**near(term.code, cls.facts())).under("code"),)


_NOT_NAMES = "source", "broader"


def _entry(facts: Mapping[str, Any]) -> dict[str, Any]:
    definition = facts.get("definition")
    return {
        "names": LocalizedText(names_in(facts, _NOT_NAMES)),
        "definition": LocalizedText(definition) if definition else None,
        "broader": facts.get("broader"),
        "source": facts["source"],
    }


@record("Term", help="A word from a list, such as a topic or a rank.")
class Term(Record):
    """A word from a list, such as a topic or a rank; each list is a subclass.

    A term is a code of the list, a custom code with a prefix (``acme:cyber``), or
    the words of a source, with or without a code. A term that is only a code is written as
    that code.

    Raises:
        InvalidDataError: There is neither code nor name, or the code is not in the list.

    >>> from tipmodel import Topic
    >>> Topic(code="community_policing").text("ar")
    'الشرطة المجتمعية'

    """

    __shape__ = TermShape
    invariants: ClassVar[Invariants] = (RequireAny(TERM_UNNAMED, ("code", "names")), _is_unknown)
    table: ClassVar[str] = ""

    code: str | None = field(
        "Code",
        "The stable code of the term; a custom code has a prefix.",
        default=None,
        validator=_CODE,
        example="acme:cyber",
    )
    names: LocalizedText | None = field(
        "Names",
        "The name of the term in each language.",
        default=None,
        example={"en": "Early detection"},
    )
    definition: LocalizedText | None = field(
        "Definition",
        "What the term means, in one sentence.",
        default=None,
        example={"en": "Finding victims before they are exploited."},
    )
    broader: str | None = field(
        "Broader term",
        "The wider term that this one belongs to.",
        default=None,
        validator=_CODE,
        example="acme:safety",
    )
    source: str | None = field(
        "Source",
        "Where the term and its names come from.",
        default=None,
        validator=Text(),
        example="unodc.org/e4j/ar",
    )

    @classmethod
    def facts(cls) -> Mapping[str, Mapping[str, Any]]:
        """Return the facts of each code; override this for a custom list."""
        return table(cls.table) if cls.table else {}

    @classmethod
    def _codes(cls) -> Collection[str]:
        overridden = cls.facts.__func__ is not Term.facts.__func__  # type: ignore[attr-defined]
        return cls.facts() if overridden or not cls.table else codes(cls.table)

    @classmethod
    @functools.cache
    def vocabulary(cls) -> Mapping[str, Self]:
        """Return the terms of the list by code, with their names and sources."""
        return {code: cls(code=code, **_entry(facts)) for code, facts in cls.facts().items()}

    def text(self, language: str | None = None) -> str:
        """Return the name of the term: its own words, else the name in its list, else its code."""
        return self.named(asked_for(language))[1]

    def named(self, language: str) -> tuple[str | None, str]:
        """Return the name for a reader of *language*, and its language; a code has none."""
        listed = type(self).vocabulary().get(self.code or "")
        own, known = self.names, listed.names if listed else None
        for names in (own, known):
            if names and (text := names.said_in(language)):
                return language, text
        names = own or known
        return names.best(language) if names else (None, str(self.code))

    @property
    def is_code_alone(self) -> bool:
        """Whether the term is only a code."""
        return states_only_first(self)


@labeled("Topic")
class Topic(Term):
    """What a training or session is about."""

    __slots__ = ()
    table = "topics"


@labeled("Kind of training")
class TrainingKind(Term):
    """Course, workshop, seminar and so on."""

    __slots__ = ()
    table = "training_kinds"


@labeled("Level")
class Level(Term):
    """How much a training asks of those who take part."""

    __slots__ = ()
    table = "levels"


@labeled("Target audience")
class Audience(Term):
    """Who a training is for."""

    __slots__ = ()
    table = "audiences"


@labeled("Training method")
class Method(Term):
    """How a training is taught."""

    __slots__ = ()
    table = "methods"


@labeled("Population of concern")
class Population(Term):
    """A group the training is about."""

    __slots__ = ()
    table = "populations"


@labeled("Approach")
class Approach(Term):
    """A principle or framework that is followed."""

    __slots__ = ()
    table = "approaches"


@labeled("Rank")
class Rank(Term):
    """Military, police or academic rank."""

    __slots__ = ()
    table = "ranks"


@labeled("Role of a speaker")
class SpeakerRole(Term):
    """What someone did at the training."""

    __slots__ = ()
    table = "speaker_roles"


@labeled("Role of an organization")
class InvolvementRole(Term):
    """What a body did for the training."""

    __slots__ = ()
    table = "involvement_roles"


@labeled("Kind of organization")
class OrganizationKind(Term):
    """Government, international organization, civil society and so on."""

    __slots__ = ()
    table = "organization_kinds"


@labeled("Kind of outcome")
class OutcomeKind(Term):
    """What sort of outcome it is."""

    __slots__ = ()
    table = "outcome_kinds"


@labeled("Kind of instrument")
class InstrumentKind(Term):
    """What sort of legal instrument it is."""

    __slots__ = ()
    table = "instrument_kinds"


VOCABULARIES = (
    Topic,
    TrainingKind,
    Level,
    Audience,
    Method,
    Population,
    Approach,
    Rank,
    SpeakerRole,
    InvolvementRole,
    OrganizationKind,
    OutcomeKind,
    InstrumentKind,
)
