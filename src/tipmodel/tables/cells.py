"""The value of one cell: plain data as people read and type them.

A kind of cell writes plain data so that reading returns them exactly: words if possible,
otherwise the code, otherwise JSON.
"""

import datetime
import json
import re
from typing import Any, ClassVar

import attrs

from ..core.issues import InvalidDataError, Rule
from ..core.rules import NOT_A_DATE, NOT_A_TIME, WRONG_TYPE
from ..core.shape import NUMBER, TEXT, YES_OR_NO
from ..core.unicode import GAP, latin_digits
from ..core.validators import CLOCK, DATE_FORM, EDTF, MOMENT, MOMENT_FORM, TIME_FORM
from ..i18n.phrase import Phrase
from ..values.dates import PartialDate
from .cleaning import is_protected, needs_protection
from .rules import (
    AMBIGUOUS_DATE,
    DATE_READ,
    DIGITS_READ,
    FRACTION,
    HIJRI_DATE,
    MIXED_DIGITS,
    NOT_ONE_CELL,
    PERCENT_HERE,
    SHOWN_BY_FORMAT,
    TIME_READ,
    TIME_WITHOUT_DATE,
    TIME_WITHOUT_ZONE,
    YEAR_AS_DATE,
    YEAR_READ,
)
from .source import Cell, Formatted
from .typed_dates import date_and_time, is_hijri, iso_date, time_of_day, time_zone, year_of

Meant = tuple[Any, Rule | None]
"""Plain data and an optional notice about how they were read."""

DATE = Phrase("kind.date", "a date")
TIME = Phrase("kind.time", "a time of day")
DURATION = Phrase("kind.duration", "a length of time")
DAY_FIRST = Phrase("date.day_first", "a date with the day first")
MONTH_FIRST = Phrase("date.month_first", "a date with the month first")
MAX_NUMBER_LENGTH = 1000

_ISO_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_AND_MONTH = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_NUMBER = re.compile(r"-?[0-9]+(?:[.][0-9]+)?(?:[eE][-+]?[0-9]+)?")
_is_fraction = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*(?:/|\\|من|of|out of|له)\s*[0-9]+").fullmatch
_MARKS = str.maketrans(dict.fromkeys("\u061c\u200e\u200f"))
_FIRST_DATE = datetime.date(1900, 3, 1)  # spreadsheets count a 29 February 1900


ARABIC_LETTERS = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SORANI_LETTERS = re.compile("[ێۆڕڵەڤ]")


def language_of(text: str, otherwise: str) -> str:
    """Return the language of the script of a text, if the script determines it."""
    if _SORANI_LETTERS.search(text):
        return "ckb"
    if ARABIC_LETTERS.search(text):
        return "ckb" if otherwise == "ckb" else "ar"
    return "en" if _LATIN_LETTERS.search(text) else otherwise


class CellType:
    """How the cells of a column are written and read."""

    open = True
    """Whether values other than the choices may be typed."""

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Return the cell for plain data, in *language* or, without one, as codes."""
        raise NotImplementedError

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Return the plain data of a cell under a heading in *language*.

        Raises:
            InvalidDataError: The cell cannot be read.

        """
        raise NotImplementedError

    def read_as(self, plain: Any, language: str | None) -> str:
        """Return the value that a cell was read as, for the person who filled it in."""
        return str(self.shown(plain, language))

    def choices(self, language: str | None) -> tuple[str, ...]:
        """Return the values to choose from, if there is a list."""
        del language
        return ()

    def exactly(self, text: str, plain: Any, language: str | None) -> str:
        """Return *text* if it is read back as the *plain* data, otherwise the data as JSON."""
        try:
            same = not needs_protection(text) and self.meant(text, language)[0] == plain
        except InvalidDataError:
            same = False
        return text if same else dumped(plain)


class JsonText(str):
    """JSON in a cell; the reader of the table parses it."""

    __slots__ = ()


def dumped(plain: Any) -> JsonText:
    """Write plain data as JSON in one line."""
    return JsonText(json.dumps(plain, ensure_ascii=False))


_SIGNS = "=+\\-@\t\r\n＝＋－＠"
is_formula = re.compile(f"[{_SIGNS}]").match
"""Whether a spreadsheet would read a text as a formula; CSV puts an apostrophe before it."""

is_quoted = re.compile(f"'+[{_SIGNS}]").match


def typed(cell: Cell) -> str:
    """Return the text that was typed, without the apostrophe that keeps it from being a formula.

    Spreadsheets turn an identifier such as ``17`` into a number; this turns it back into text.
    """
    if isinstance(cell, str):
        return cell[1:] if cell[:1] == "'" and (is_quoted(cell) or is_protected(cell)) else cell
    if isinstance(cell, Formatted):
        if not cell.shown:
            raise SHOWN_BY_FORMAT.error()
        return cell.shown
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    if type(cell) in (int, float):
        return str(cell)
    raise WRONG_TYPE.error(expected=TEXT, found=_type_of(cell))


def _type_of(cell: Any) -> Phrase:
    """Return the name of the type of a cell that is neither text nor a number."""
    if isinstance(cell, datetime.date):
        return DATE
    if isinstance(cell, datetime.time):
        return TIME
    return DURATION if isinstance(cell, datetime.timedelta) else YES_OR_NO


def latin(text: str) -> tuple[str, Rule | None]:
    """Return a text with Latin digits, and the notice about it if digits changed.

    Raises:
        InvalidDataError: It mixes digits of several kinds.

    """
    plain = latin_digits(text.translate(_MARKS).strip())
    if plain is None:
        raise MIXED_DIGITS.error()
    return plain, None if plain == text.strip() else DIGITS_READ


@attrs.frozen
class Words(CellType):
    """Unchanged text; text of a fixed form may be typed with Arabic or Persian digits."""

    pattern: str = ""

    @property
    def form(self) -> str:
        """The form of a text that is taken as it is typed."""
        return self.pattern

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the text, after an apostrophe if reading would otherwise change it."""
        del language
        return f"'{plain}" if needs_protection(plain) or is_quoted(plain) else str(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Return the text unchanged."""
        del language
        text = typed(cell)
        if self.pattern and not text.isascii() and not re.fullmatch(self.pattern, text):
            return latin(text)
        return text, None


@attrs.frozen
class ByLetters(CellType):
    """A text under a heading that states no language; its letters determine the language."""

    doubtful: ClassVar[re.Pattern[str] | None] = None
    """Matches a text that may be several texts; ``None`` if none can be."""

    language: str

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the text."""
        del language
        return str(next(iter(plain.values())))

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Return the text unchanged, in the language of its script."""
        del language
        return self.said_in(typed(cell)), None

    def said_in(self, text: str) -> dict[str, str]:
        """Return a text by the language of its letters."""
        return {language_of(text, self.language): text}


_per_cent = re.compile(
    rf"^[%٪]\s*(?=[^%٪]*$)|{GAP}(?:[%٪]|بال?م[ئا]+ة|في الم[ئا]+ة|per ?cent|لەسەدا)$", re.IGNORECASE
)


@attrs.frozen
class Number(CellType):
    """A number or a percentage."""

    percent: bool = False

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the number."""
        del language
        number: float = plain
        return number

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a number in any digits; a float such as ``5.0`` is an integer again."""
        del language
        if isinstance(cell, Formatted) and cell.percent:
            if not self.percent:
                raise PERCENT_HERE.error()
            return _number(cell.shown.rstrip("%")), None
        if isinstance(cell, Formatted):
            cell = float(cell)
        if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
            raise WRONG_TYPE.error(expected=NUMBER, found=_type_of(cell))
        if isinstance(cell, str):
            if self.percent:
                cell = _per_cent.sub("", cell.strip())
            text, told = latin(cell)
            if self.percent and _is_fraction(text):
                raise FRACTION.error(form="85")
            decimal = text.replace("٫", ".")
            if not _NUMBER.fullmatch(decimal):
                return cell, None  # the converter reports what is wrong
            return _number(decimal), told or (DIGITS_READ if decimal != text else None)
        if type(cell) is float and cell.is_integer():
            return int(cell), None
        return cell, None


def _number(text: str) -> float:
    return (
        int(text) if text.lstrip("-").isdigit() and len(text) <= MAX_NUMBER_LENGTH else float(text)
    )


@attrs.frozen
class Year(Number):
    """A year; of a full date only the year is kept."""

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a year, or take it from a date."""
        if isinstance(cell, datetime.date):
            return cell.year, YEAR_READ
        if isinstance(cell, str):
            text, _ = latin(typed(cell))
            year = year_of(text)
            if year is not None and text != str(year):
                return year, YEAR_READ
        return Number.meant(self, cell, language)


@attrs.frozen
class Counted(Number):
    """A whole number, or JSON for one that is not exact."""

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the number, or JSON if it is not exact."""
        del language
        return plain if isinstance(plain, int) else dumped(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a number or JSON."""
        if isinstance(cell, str) and cell.lstrip()[:1] == "{":
            return JsonText(cell), None
        return Number.meant(self, cell, language)


@attrs.frozen
class Dates(CellType):
    """A full date as a date cell; a partial date as text."""

    partial: bool = False

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write a date cell where spreadsheets can represent the date, otherwise text."""
        del language
        if _ISO_DAY.fullmatch(plain):
            date = datetime.date.fromisoformat(plain)
            if date >= _FIRST_DATE:
                return date
        return str(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read a date cell or the ISO form; refuse a date that can be read in two ways."""
        del language
        if isinstance(cell, datetime.datetime):  # one at midnight is read as a date
            raise NOT_A_DATE.error(form=DATE_FORM)
        if isinstance(cell, datetime.date):
            if _YEARS_AS_DATES[0] <= cell < _YEARS_AS_DATES[1]:
                raise YEAR_AS_DATE.error(form=DATE_FORM)
            return cell.isoformat(), None
        if isinstance(cell, bool) or (isinstance(cell, float | int) and not self.partial):
            raise NOT_A_DATE.error(form=DATE_FORM)
        text, told = latin(typed(cell))
        if re.fullmatch(EDTF, text):
            return text, told
        _refuse_ambiguous(text)
        if is_hijri(text):
            raise HIJRI_DATE.error(form=DATE_FORM)
        known = iso_date(text)
        return (known, DATE_READ) if known and re.fullmatch(EDTF, known) else (text, None)


_YEARS_AS_DATES = datetime.date(1905, 3, 14), datetime.date(1905, 9, 30)
"""The dates that 1900 to 2099 become if they are typed into a cell with a date format."""


def _refuse_ambiguous(text: str) -> None:
    found = _DAY_AND_MONTH.fullmatch(text)
    if not found:
        return
    first, second, year = map(int, found.groups())
    readings = []
    for month, day in ((second, first), (first, second)):
        try:
            readings.append(PartialDate(year=year, month=month, day=day))
        except InvalidDataError:
            return
    if readings[0] != readings[1]:
        raise AMBIGUOUS_DATE.error(first=readings[0], second=readings[1], form=DATE_FORM)


_EXAMPLE = "2015-05-04 09:30"


@attrs.frozen
class Moments(CellType):
    """A date and time with its time zone, as text because spreadsheets have no time zones.

    Attributes:
        country: The country whose time zone applies if a cell states none.
        partial: Whether the date and the time zone may be missing.
        dated: Whether other cells of the column hold a date, so that its absence is a mistake.

    """

    country: str | None = None
    partial: bool = False
    dated: bool = False

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write the ISO form."""
        del language
        return str(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read the ISO form, or a date with a time of day if the country determines the time zone."""
        del language
        if isinstance(cell, datetime.datetime):
            return self._placed(cell, None)
        if isinstance(cell, datetime.time):
            if self.dated:
                raise TIME_WITHOUT_DATE.error(form=_EXAMPLE)
            return self._alone(cell, None)
        if not isinstance(cell, str):
            raise NOT_A_TIME.error(form=self._form)
        text, told = latin(cell)
        if re.fullmatch(CLOCK if self.partial else MOMENT.pattern, text):
            return text, told
        if (time := time_of_day(text)) is not None:
            return self._alone(time, TIME_READ)
        found = date_and_time(text)
        if found is None:
            return text, told
        if is_hijri(found[0]):
            raise HIJRI_DATE.error(form=_EXAMPLE)
        try:
            day = datetime.date.fromisoformat(found[0])
        except ValueError:
            raise NOT_A_TIME.error(form=self._form) from None
        return self._placed(datetime.datetime.combine(day, found[1]), DATE_READ)

    @property
    def _form(self) -> str:
        return TIME_FORM if self.partial else MOMENT_FORM

    def _alone(self, time: datetime.time, told: Rule | None) -> Meant:
        if not self.partial:
            raise TIME_WITHOUT_DATE.error(form=MOMENT_FORM)
        return self._to_the_minute(time), told

    def _to_the_minute(self, time: datetime.time | datetime.datetime) -> str:
        if time.second or time.microsecond:  # seconds need a full date and time zone
            raise NOT_A_TIME.error(form=self._form)
        return time.isoformat(timespec="minutes")

    def _placed(self, moment: datetime.datetime, told: Rule | None) -> Meant:
        zone = time_zone(self.country)
        if zone is None and self.partial:
            return self._to_the_minute(moment), told
        if zone is None:
            raise TIME_WITHOUT_ZONE.error(form=MOMENT_FORM)
        return moment.replace(microsecond=0, tzinfo=zone).isoformat(), DATE_READ


@attrs.frozen
class Json(CellType):
    """Anything else, as JSON."""

    def shown(self, plain: Any, language: str | None) -> Cell:
        """Write JSON."""
        del language
        return dumped(plain)

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read JSON."""
        del language
        if not isinstance(cell, str) or cell.lstrip()[:1] not in ("[", "{"):
            raise NOT_ONE_CELL.error()
        return JsonText(cell), None
