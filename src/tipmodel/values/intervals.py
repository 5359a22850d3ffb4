"""Numbers that are known only within limits, and their sums."""

import math
from fractions import Fraction

import attrs

from .counts import Count, Precision


@attrs.frozen
class Interval:
    """A number with two known limits, and separately a sum of approximate numbers.

    *About 39* in a source has no limits, so it is kept separately, unchanged: the
    number is between `low` and `high`, and about `about` more.

    Attributes:
        low: The minimum.
        high: The maximum; ``None`` if there is none.
        about: The sum of the approximate numbers, included in neither limit.

    """

    low: int = 0
    high: int | None = 0
    about: int = 0

    def __add__(self, other: "Interval") -> "Interval":
        """Add numbers of disjoint sets."""
        is_open = self.high is None or other.high is None
        high = None if is_open else self.high + other.high  # type: ignore[operator]
        return Interval(self.low + other.low, high, self.about + other.about)

    def __or__(self, other: "Interval") -> "Interval":
        """Combine numbers of sets that may overlap: at least the larger, at most the sum."""
        both = self + other
        about = max(self.about, other.about)
        high = None if about else both.high
        return Interval(max(self.low, other.low), high, about)

    def within(self, whole: "Interval | None") -> "Interval":
        """Return the interval limited to a part of a *whole*."""
        if whole is None or whole.high is None or whole.about:
            return self
        high = whole.high if self.high is None else min(self.high, whole.high)
        return Interval(min(self.low, high), high, min(self.about, whole.high))

    @property
    def is_exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high and not self.about


ANY = Interval(0, None)
"""Any number at all."""


def interval_of(count: "int | Count", whole: Interval | None = None) -> Interval:
    """Return the numbers that a count allows, as a part of a *whole* if that is known.

    A share that is stated exactly counts as rounded to its last digit, and an approximate range
    as its middle.

    >>> interval_of(Count(percent=50, precision=Precision.MORE_THAN), Interval(27, 27))
    Interval(low=14, high=27, about=0)
    """
    if isinstance(count, int):
        return Interval(count, count)
    if count.percent is not None:
        return _share(Fraction(str(count.percent)), count.precision, whole or ANY)
    number, most = count.value or 0, count.at_most
    match count.precision:
        case Precision.AT_LEAST:
            found = Interval(number, most)
        case Precision.MORE_THAN:
            found = Interval(number + 1, most)
        case Precision.AT_MOST:
            found = Interval(0, most or number)
        case Precision.FEWER_THAN:
            found = Interval(0, max((most or number) - 1, 0))
        case Precision.ABOUT:
            return Interval(about=(number + (most or number)) // 2)
        case _:
            found = Interval(number, most)
    return found.within(whole)


def _share(percent: Fraction, precision: Precision, whole: Interval) -> Interval:
    """Return the numbers that a share of a whole can be."""
    if whole.about:
        return Interval(about=round(whole.about * percent / 100))
    if precision is Precision.ABOUT:
        return ANY if whole.high != whole.low else Interval(about=round(whole.low * percent / 100))
    low, high = 0, whole.high
    match precision:
        case Precision.AT_LEAST:
            low = math.ceil(whole.low * percent / 100)
        case Precision.MORE_THAN:
            low = math.floor(whole.low * percent / 100) + 1
        case Precision.AT_MOST:
            high = None if high is None else math.floor(high * percent / 100)
        case Precision.FEWER_THAN:
            high = None if high is None else max(math.ceil(high * percent / 100) - 1, 0)
        case _:
            low, high = _rounded(percent, whole)
    return Interval(low, high) if high is None or low <= high else Interval(high, high)


def _rounded(percent: Fraction, whole: Interval) -> tuple[int, int | None]:
    """Return the limits of a share rounded to its last digit."""
    digits = len(str(float(percent)).partition(".")[2].rstrip("0"))
    half = Fraction(1, 2 * 10**digits)
    low = math.ceil(max(percent - half, Fraction(0)) * whole.low / 100)
    if whole.high is None:
        return low, None
    high = math.floor(min(percent + half, Fraction(100)) * whole.high / 100)
    if low <= high:
        return low, high
    # No number of people gives that share, so use the nearest ones below and above.
    return math.floor(percent * whole.low / 100), math.ceil(percent * whole.high / 100)
