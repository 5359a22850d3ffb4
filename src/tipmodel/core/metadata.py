"""Metadata of fields, classes and members of closed sets: label, help, sensitivity, example."""

import enum
import functools
from collections.abc import Callable
from typing import Any, NoReturn, Self, TypeVar, dataclass_transform, overload

import attrs

from ..i18n.phrase import Phrase
from .issues import InvalidDataError
from .rules import UNKNOWN_CHOICE

T = TypeVar("T", bound=type)


class LabeledEnum(enum.Enum):
    """A closed set of answers with labels.

    A member is written ``FEMALE = "female", "Female", "A woman or a girl."``:
    its value in data, its label, its help.
    """

    _value_: str
    label: Phrase
    help: Phrase

    def __new__(cls, value: str, label: str, help: str) -> Self:
        """Set the value, the label and the help."""
        member = object.__new__(cls)
        member._value_ = value
        member.label = Phrase(f"{cls.__name__}.{value}", label)
        member.help = Phrase(f"{cls.__name__}.{value}?help", help)
        return member

    @classmethod
    def _missing_(cls, _: object) -> NoReturn:
        """Refuse a value that no member has, and list those that members have."""
        about: Metadata | None = getattr(cls, "__about__", None)  # a custom enum may have no label
        raise unknown_choice(cls, about.label if about else None)


def unknown_choice(cls: type[enum.Enum], field: Phrase | None = None) -> InvalidDataError:
    """Return the error for a value of no member of an enum, which lists those that are allowed."""
    return UNKNOWN_CHOICE.error(field=field, choices=tuple(str(each.value) for each in cls))


class Sensitivity(LabeledEnum):
    """Who may see a value."""

    PUBLIC = "public", "Public", "May be published."
    INTERNAL = "internal", "Internal", "Only for the bodies that run the training."
    PERSONAL = "personal", "Personal data", "Concerns one person; never published."


PUBLIC, INTERNAL, PERSONAL = Sensitivity


@attrs.define
class Metadata:
    """The label, help, sensitivity and example of a field or a class."""

    label: Phrase
    help: Phrase
    sensitivity: Sensitivity = PUBLIC
    example: Any = None

    def belongs_to(self, key: str) -> None:
        """Set the translation keys unless they are set: the first class that declares a field names it."""
        if not self.label.key:
            self.label = attrs.evolve(self.label, key=key)
            self.help = attrs.evolve(self.help, key=f"{key}?help")


Translated = str | tuple[str, str] | None
"""A label in another language, or a label and a help."""


def _phrases(label: str, help: str, ar: Translated, ckb: Translated) -> tuple[Phrase, Phrase]:
    given = {"ar": ar, "ckb": ckb}
    labels = {
        tag: said if isinstance(said, str) else said[0] for tag, said in given.items() if said
    }
    helps = {tag: said[1] for tag, said in given.items() if isinstance(said, tuple)}
    return Phrase("", label, translations=labels), Phrase("", help, translations=helps)


def about(  # noqa: PLR0913 - the metadata of a field
    label: str,
    *,
    help: str,
    sensitivity: Sensitivity = PUBLIC,
    example: Any = None,
    ar: Translated = None,
    ckb: Translated = None,
) -> dict[str, Metadata]:
    """Describe a field, as the ``metadata`` of `attrs.field`; `field` does both."""
    return {"about": Metadata(*_phrases(label, help, ar, ckb), sensitivity, example)}


D = TypeVar("D")


@overload
def field(
    label: str,
    help: str,
    *,
    default: D,
    sensitivity: Sensitivity = ...,
    example: Any = ...,
    ar: Translated = ...,
    ckb: Translated = ...,
    **how: Any,
) -> D: ...
@overload
def field(
    label: str,
    help: str,
    *,
    sensitivity: Sensitivity = ...,
    example: Any = ...,
    ar: Translated = ...,
    ckb: Translated = ...,
    **how: Any,
) -> Any: ...
def field(  # noqa: PLR0913 - the metadata of a field
    label: str,
    help: str,
    *,
    sensitivity: Sensitivity = PUBLIC,
    example: Any = None,
    ar: Translated = None,
    ckb: Translated = None,
    **how: Any,
) -> Any:
    """Declare a field of a record.

    Args:
        label: A few words, such as a column heading.
        help: One sentence for the person who fills the field in.
        sensitivity: Who may see the value.
        example: A value in its JSON form.
        ar: The label in Arabic, or the label and the help; for custom fields, which no
            catalogue has.
        ckb: The same in Sorani.
        how: The arguments of `attrs.field`, such as ``default`` and ``validator``.

    """
    described = about(label, help=help, sensitivity=sensitivity, example=example, ar=ar, ckb=ckb)
    return attrs.field(metadata=described, **how)


def labeled(
    label: str,
    *,
    help: str | None = None,
    sensitivity: Sensitivity = PUBLIC,
    ar: Translated = None,
    ckb: Translated = None,
) -> Callable[[T], T]:
    """Set the *label* and *help* of a class, and the minimum *sensitivity* of its fields.

    Without *help*, the first line of the docstring is the help. A class is at least as
    sensitive as each of its base classes: a subclass can only raise it.
    """

    def decorate(cls: T) -> T:
        text = help or (cls.__doc__ or label).partition("\n")[0]
        level = strictest(sensitivity, _sensitivity_of_class(cls))
        metadata = Metadata(*_phrases(label, text, ar, ckb), level)
        metadata.belongs_to(cls.__name__)
        cls.__about__ = metadata  # type: ignore[attr-defined]
        return cls

    return decorate


_STRICTNESS = list(Sensitivity)


def strictest(*levels: Sensitivity) -> Sensitivity:
    """Return the strictest of several sensitivities."""
    return max(levels, key=_STRICTNESS.index)


def _sensitivity_of_class(cls: type) -> Sensitivity:
    """Return the strictest sensitivity of a class and its base classes."""
    declared = (vars(base).get("__about__") for base in cls.__mro__)
    return strictest(PUBLIC, *(each.sensitivity for each in declared if each))


labeled("Sensitivity")(Sensitivity)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def record(
    label: str,
    *,
    help: str | None = None,
    sensitivity: Sensitivity = PUBLIC,
    ar: Translated = None,
    ckb: Translated = None,
) -> Callable[[T], T]:
    """Define a class of the model: frozen, slotted, with keyword arguments and a *label*.

    Args:
        label: A few words that name the class.
        help: One sentence that explains it; without it, the first line of the docstring.
        sensitivity: The minimum sensitivity of its fields.
        ar: The label in Arabic, or the label and the help.
        ckb: The same in Sorani.

    """

    def decorate(cls: T) -> T:
        # `Record` has its own repr and hash, so attrs need not generate them.
        made: T = attrs.frozen(kw_only=True, repr=False, unsafe_hash=False)(cls)
        return labeled(label, help=help, sensitivity=sensitivity, ar=ar, ckb=ckb)(made)

    return decorate


def metadata_of(thing: Any) -> Metadata:
    """Return the metadata of a class or of an attrs field.

    Raises:
        TypeError: The argument belongs to no class of the model.

    """
    try:
        found: Metadata = thing.__about__ if isinstance(thing, type) else thing.metadata["about"]  # type: ignore[attr-defined]
    except AttributeError:
        raise not_of_the_model(thing) from None
    return found


def not_of_the_model(found: Any) -> TypeError:
    """Return the error for an argument that should be a record or its class."""
    if found is type:
        return TypeError("expected a record, such as Training(…), not a class")
    if hasattr(found, "__about__") and not isinstance(found, type):
        return TypeError(f"expected a class such as {type(found).__name__}, not a record of it")
    name = found.__name__ if isinstance(found, type) else type(found).__name__
    return TypeError(f"expected a record or a class of the model, such as Training, not {name}")


def sensitivity(cls: type, field: Any) -> Sensitivity:
    """Return who may see the value of a *field* of *cls*.

    It is the strictest level declared by the class, its base classes, and every declaration of
    the field in them. So a subclass, or a field declared again, can only raise it.
    """
    return _protection(cls, field.name)[0]


def shown_as(cls: type, field: Any) -> Sensitivity:
    """Return the level at which a ``repr`` shows a field: only public values are shown.

    It is the `sensitivity`, except for the names of people: these may be published, but a
    ``repr`` or a log never shows them.
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
    level = strictest(_sensitivity_of_class(cls), *levels)
    return level, level if all(field.repr for field in declared) else PERSONAL
