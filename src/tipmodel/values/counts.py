"""Numbers as sources state them: exact, about, at least, or a share; sizes and ages."""

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Self

from ..core.invariants import InOrder, not_empty
from ..core.issues import Issue
from ..core.metadata import LabeledEnum, field, labeled, record
from ..core.record import Invariants, Record, StringValue
from ..core.rules import AGE_BAND_EMPTY, COUNT_STATES_BOTH, EXACT_COUNT, NOT_A_SIZE, RANGE_EMPTY
from ..core.validators import InRange, Text
from ..i18n import number_text, translate
from ..i18n.phrase import Noun, Phrase

PARTICIPANTS = Noun("count.participants", "{n} participant", "{n} participants")
ORGANIZATIONS = Noun("count.organizations", "{n} organization", "{n} organizations")
PEOPLE = Noun("count.people", "{n} person", "{n} people")
TIMES = Noun("count.times", "{n} time", "{n} times")
PERCENT = Phrase("count.percent", "{n}%")
RANGE = Phrase("count.range", "{least}–{most}")
NOT_COUNTED = Phrase("count.not_counted", "number not stated")
AND_OVER = Phrase("age.and_over", "{n} year and over", "{n} years and over")
UNDER = Phrase("age.under", "under {n} year", "under {n} years")
YEARS_OLD = Noun("age.years", "{n} year", "{n} years")


@labeled("Precision")
class Precision(LabeledEnum):
    """How to read a number."""

    EXACT = "exact", "Exactly", "The number itself."
    ABOUT = "about", "About", "Roughly this number."
    AT_LEAST = "at_least", "At least", "This number or more."
    MORE_THAN = "more_than", "More than", "Above this number."
    AT_MOST = "at_most", "At most", "This number or less."
    FEWER_THAN = "fewer_than", "Fewer than", "Below this number."


PRECISELY = {
    Precision.ABOUT: Phrase("count.about", "about {count}"),
    Precision.AT_LEAST: Phrase("count.at_least", "at least {count}"),
    Precision.MORE_THAN: Phrase("count.more_than", "more than {count}"),
    Precision.AT_MOST: Phrase("count.at_most", "at most {count}"),
    Precision.FEWER_THAN: Phrase("count.fewer_than", "fewer than {count}"),
}
"""The phrases for inexact numbers."""
LESS_THAN = Phrase("count.less_than", "less than {count}")
"""What is said of a share or a length instead of "fewer than"."""


def qualified(
    precision: Precision, count: str, language: str | None, *, is_amount: bool = False
) -> str:
    """Return a number in words with its qualifier; amounts are *less than*, not *fewer than*."""
    if precision is Precision.EXACT:
        return count
    is_less = is_amount and precision is Precision.FEWER_THAN
    phrase = LESS_THAN if is_less else PRECISELY[precision]
    return translate(phrase, language, isolate=False, count=count)


def noun_after(precision: Precision, noun: Noun) -> Phrase:
    """Return a noun in the form that it has after the words for a *precision*."""
    is_compared = precision in (Precision.MORE_THAN, Precision.FEWER_THAN)
    return noun.compared if is_compared else noun


def range_of(least: float, most: float, noun: Noun, language: str | None) -> str:
    """Return a range in words: 20–25 participants.

    Where the upper end has no digits, as the Arabic dual has none, the lower end is said in words too.
    """
    end = translate(noun.compared, language, n=most)
    begin = number_text(least)
    if number_text(most) not in end:
        begin = translate(noun.compared, language, n=least)
    return translate(RANGE, language, isolate=False, least=begin, most=end)


def _number_or_percentage(count: "Count") -> Iterable[Issue]:
    is_range = count.at_most is not None
    if (count.value is None) == (count.percent is None) or (is_range and count.value is None):
        return (COUNT_STATES_BOTH.issue(),)
    if count.value is not None and not is_range and count.precision is Precision.EXACT:
        return (EXACT_COUNT.issue(),)
    return ()


@record("Count", help='A number as reported, exact or with a qualifier such as "about".')
class Count(Record):
    """An inexact number, a range, or a share.

    An exact number is a plain ``int``, here and in JSON. A group that is mentioned but
    not counted is *more than* 0.

    >>> Count(value=39, precision=Precision.ABOUT).text()
    'about 39'
    >>> Count(value=20, at_most=25).text()
    '20–25'
    """

    invariants: ClassVar[Invariants] = (
        _number_or_percentage,
        InOrder("value", "at_most", RANGE_EMPTY, at="at_most", strictly=True),
    )

    value: int | None = field(
        "Number",
        "The number reported; leave empty when only a percentage is given.",
        default=None,
        validator=InRange(),
    )
    at_most: int | None = field(
        "At most",
        "The upper end, if the source gives a range: 25 of 20–25 people.",
        default=None,
        validator=InRange(1),
    )
    percent: float | None = field(
        "Percentage",
        "A share from 0 to 100, when the source gives no number.",
        default=None,
        validator=InRange(0, 100),
        example=50,
    )
    precision: Precision = field(
        "Precision", "Whether the number is exact, approximate or a limit.", default=Precision.EXACT
    )

    def text(self, language: str | None = None, noun: Noun | None = None) -> str:
        """Return the count in words, with a counted *noun* if given."""
        if self.value == 0 and self.precision is Precision.MORE_THAN:
            return translate(NOT_COUNTED, language)
        if self.value is None:
            count = translate(PERCENT, language, isolate=False, n=number_text(self.percent or 0))
        elif self.at_most is not None and noun is not None:
            count = range_of(self.value, self.at_most, noun, language)
        elif self.at_most is not None:
            ends = {"least": self.value, "most": self.at_most}
            count = translate(RANGE, language, isolate=False, **ends)
        elif noun is None or self.value == 0:
            count = str(self.value)
        else:
            count = translate(noun_after(self.precision, noun), language, n=self.value)
        return qualified(self.precision, count, language, is_amount=self.value is None)


def count_text(count: "int | Count", language: str | None, noun: Noun | None = None) -> str:
    """Return a count in words, exact or not."""
    if isinstance(count, Count):
        return count.text(language, noun)
    return translate(noun, language, n=count) if noun else str(count)


@record("Age band", help="A range of ages; either end may be open.")
class AgeBand(Record):
    """A range of ages in years, the upper end not included; either end may be open.

    >>> AgeBand(at_least=18, below=25).text()
    '18–24 years'
    """

    invariants: ClassVar[Invariants] = (
        not_empty,
        InOrder("at_least", "below", AGE_BAND_EMPTY, at="below", strictly=True),
    )

    at_least: int | None = field(
        "From age",
        "The youngest age in the band, in years, itself included.",
        default=None,
        validator=InRange(0, 150),
        example=18,
    )
    below: int | None = field(
        "Younger than",
        "The age at which the band ends, in years, itself not included.",
        default=None,
        validator=InRange(1, 150),
        example=25,
    )

    def text(self, language: str | None = None) -> str:
        """Return the ages in words, such as ``18–24 years``."""
        if self.below is None:
            return translate(AND_OVER, language, n=self.at_least or 0)
        if self.at_least is None:
            return translate(UNDER, language, n=self.below)
        oldest = self.below - 1
        if self.at_least == oldest:
            return translate(YEARS_OLD, language, n=oldest)
        return range_of(self.at_least, oldest, YEARS_OLD, language)


_SIZE = re.compile("([0-9]{1,9}(?:[.][0-9]{1,6})?) (B|KB|MB|GB)")
_UNITS = {
    "B": Phrase("size.b", "{n} bytes"),
    "KB": Phrase("size.kb", "{n} KB"),
    "MB": Phrase("size.mb", "{n} MB"),
    "GB": Phrase("size.gb", "{n} GB"),
}


def _is_a_size(size: "FileSize") -> Iterator[Issue]:
    if not _SIZE.fullmatch(str(size)):
        yield NOT_A_SIZE.issue(form="821.12 KB")


@record("File size", help="The size of a file as the source writes it.")
class FileSize(StringValue):
    """The size of a file, exactly as the source writes it.

    >>> size = FileSize.parse("821.10 KB")
    >>> str(size), size.bytes
    ('821.10 KB', 821100)
    """

    invariants: ClassVar[Invariants] = (_is_a_size,)
    pattern = _SIZE.pattern

    number: str = field(
        "Number as written", "The number exactly as written, decimals included.", validator=Text(20)
    )
    unit: str = field("Unit", "Bytes, kilobytes, megabytes or gigabytes.", validator=Text(2))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a size such as ``821.12 KB``; the units are B, KB, MB and GB.

        Raises:
            InvalidDataError: The text has another form.

        """
        found = cls.match(text)
        if found is None:
            raise NOT_A_SIZE.error(form="821.12 KB")
        return cls(number=found[1], unit=found[2])

    @property
    def bytes(self) -> int:
        """The size in bytes, for sorting: sources do not say whether a kilobyte is 1,000 or 1,024."""
        from decimal import Decimal  # noqa: PLC0415 - rarely needed

        return int(Decimal(self.number) * 1000 ** list(_UNITS).index(self.unit))

    def text(self, language: str | None = None) -> str:
        """Return the size in words."""
        return translate(_UNITS[self.unit], language, isolate=False, n=self.number)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}"
