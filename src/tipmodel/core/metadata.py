"""Words that travel with a field, a class or a member of a closed set."""

import enum
import functools
from collections.abc import Callable
from typing import Any, Self, TypeVar

import attrs

T = TypeVar("T", bound=type)


@attrs.frozen
class Phrase:
    """Words that exist in several languages.

    The English stands here; other languages find theirs under the *key*, which
    never changes. A counted phrase has an English *plural* and holds ``{n}``.
    """

    key: str
    english: str
    plural: str = ""


class LabeledEnum(enum.Enum):
    """A closed set of answers, each with its words.

    A member is written ``FEMALE = "female", "Female", "A woman or a girl."``:
    its value in data, its label, its help.
    """

    _value_: str
    label: Phrase
    help: Phrase

    def __new__(cls, value: str, label: str, help: str) -> Self:
        """Keep the value apart from the words."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = Phrase(f"{cls.__name__}.{value}", label)
        member.help = Phrase(f"{cls.__name__}.{value}?help", help)
        return member


class Sensitivity(LabeledEnum):
    """Who may see a value."""

    PUBLIC = "public", "Public", "May be published."
    INTERNAL = "internal", "Internal", "Only for the bodies that run the training."
    PERSONAL = "personal", "Personal data", "Concerns one person; never published."


PUBLIC, INTERNAL, PERSONAL = Sensitivity


@attrs.define
class Metadata:
    """What a field or a class is called, what it means and who may see it."""

    label: Phrase
    help: Phrase
    sensitivity: Sensitivity = PUBLIC
    example: Any = None

    def belongs_to(self, key: str) -> None:
        """Take *key* as the place of these words; whoever declares them first names them."""
        if not self.label.key:
            self.label = attrs.evolve(self.label, key=key)
            self.help = attrs.evolve(self.help, key=f"{key}?help")


def about(
    label: str, *, help: str, sensitivity: Sensitivity, example: Any = None
) -> dict[str, Metadata]:
    """Describe a field, as its ``metadata``.

    Args:
        label: A few words, such as a column heading.
        help: One sentence for the person who fills the field in.
        sensitivity: Who may see the value.
        example: A value as it stands in JSON.

    """
    return {"about": Metadata(Phrase("", label), Phrase("", help), sensitivity, example)}


def named(label: str, *, help: str, sensitivity: Sensitivity = PUBLIC) -> Callable[[T], T]:
    """Give a class its *label* and *help*, and all of its fields at least its *sensitivity*.

    A class is at least as sensitive as each of its bases: a subclass can only raise it.
    """

    def decorate(cls: T) -> T:
        metadata_of = Metadata(
            Phrase("", label), Phrase("", help), strictest(sensitivity, _own(cls))
        )
        metadata_of.belongs_to(cls.__name__)
        cls.__about__ = metadata_of  # type: ignore[attr-defined]
        return cls

    return decorate


def strictest(*levels: Sensitivity) -> Sensitivity:
    """Return the strictest of several sensitivities."""
    return max(levels, key=_STRICTNESS.index)


_STRICTNESS = list(Sensitivity)


def _own(cls: type) -> Sensitivity:
    """Return the sensitivity of a class: the strictest of its own and of its bases."""
    return strictest(
        PUBLIC,
        *(vars(base)["__about__"].sensitivity for base in cls.__mro__ if "__about__" in vars(base)),
    )


labeled("Sensitivity", help="Who may see a value.")(Sensitivity)


def words(thing: Any) -> Metadata:
    """Return what was said of a class by `named`, or of an attrs field by `about`."""
    if isinstance(thing, type):
        found: Metadata = thing.__about__  # type: ignore[attr-defined]
    else:
        found = thing.metadata["about"]
    return found


def sensitivity(cls: type, field: "attrs.Attribute[Any]") -> Sensitivity:
    """Return who may see the value of a *field* of *cls*.

    It is the strictest that the class, its bases, and every declaration of the field in
    them say, so a subclass or a field declared anew can only raise it.
    """
    return _protection(cls, field.name)[0]


def shown_as(cls: type, field: "attrs.Attribute[Any]") -> Sensitivity:
    """Return how a value is shown to developers: as it is if public, else as this word alone.

    It is the `sensitivity`, but for names, which may be published and are in no log.
    """
    return _protection(cls, field.name)[1]


@functools.cache
def _protection(cls: type, name: str) -> tuple[Sensitivity, Sensitivity]:
    declared = [
        field
        for base in cls.__mro__
        for field in vars(base).get("__attrs_attrs__", ())
        if field.name == name
    ]
    levels = [metadata_of(field).sensitivity for field in declared if "about" in field.metadata]
    who = strictest(_own(cls), *levels)
    return who, who if all(field.repr for field in declared) else PERSONAL
