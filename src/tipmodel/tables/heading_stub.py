"""What the texts of a row of headings mean."""

import enum
from collections.abc import Mapping, Sequence

import attrs

from ..core.record import Record
from .columns import Column, find


class Sense(enum.Enum):
    """What a heading means."""

    FIELD = "field"
    COUNTER = "counter"
    AMBIGUOUS = "ambiguous"
    NEVER = "never"
    NO_FIELD = "no_field"
    LEFT_OUT = "left_out"
    UNKNOWN = "unknown"
    BLANK = "blank"


@attrs.frozen
class Heading:
    """A heading and what it means."""

    text: str
    sense: Sense
    column: Column | None = None
    language: str | None = None
    meanings: tuple[Column, ...] = ()
    near: Column | None = None


def understand(
    cls: type[Record], texts: Sequence[str], given: Mapping[str, str] | None = None
) -> tuple[Heading, ...]:
    del given
    found = [find(cls, text) if text and not text.startswith("_") else {} for text in texts]
    sure = [language for each in found if len(each) == 1 for language in each]
    usual = sorted(dict.fromkeys(sure), key=sure.count)[-1:]
    made = []
    for each, text in zip(found, texts, strict=True):
        if each:
            language = next((one for one in usual if one in each), next(iter(each)))
            made.append(Heading(text, Sense.FIELD, each[language], language))
        elif text in ("م", "ت", "No.", "#"):
            made.append(Heading(text, Sense.COUNTER))
        else:
            made.append(Heading(text, Sense.UNKNOWN if text else Sense.BLANK))
    return tuple(made)
