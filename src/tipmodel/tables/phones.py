"""Telephone numbers as people type them, made international if the country is stated."""

import re
from typing import Any

import attrs

from ..core.errors import MissingLibraryError
from ..core.rules import MALFORMED_PHONE
from ..core.unicode import GAP
from ..core.validators import PHONE
from .cells import Meant, Words, latin, typed
from .rules import PHONE_READ, PHONE_WITHOUT_COUNTRY, SEVERAL_PHONES
from .source import Cell

EXAMPLE = "+964 770 123 4567"

_marks = re.compile(r"^(?:tel|mob|mobile|phone|هاتف|موبايل)\s*[.:]\s*", re.IGNORECASE)
_signs = re.compile(r"[\s\-–—./\\()\[\]_]+")
_parts = re.compile(rf"{GAP}(?:[/,;،؛|\n]|\bor\b|\band\b|\bأو\b|\bاو\b|\bو\b)\s*")
_NO_NATIONAL_ZERO = r"(?!\+964[\s\-]*0)"
_FEWEST_DIGITS = 7


@attrs.frozen
class Phone(Words):
    """A telephone number.

    Attributes:
        country: The country of numbers without a country code, if it is stated.

    """

    country: str | None = None

    @property
    def form(self) -> str:
        """The form of an international number; a zero behind the code of Iraq is none of it."""
        return _NO_NATIONAL_ZERO + self.pattern

    def meant(self, cell: Cell, language: str | None) -> Meant:
        """Read an international number in any spacing, and a national one if the country is known."""
        del language
        text, told = latin(_marks.sub("", typed(cell)))
        if re.fullmatch(self.form, text):
            return text, told
        whole = [
            part for part in _parts.split(text) if len(re.sub(r"\D", "", part)) >= _FEWEST_DIGITS
        ]
        if len(whole) > 1:
            raise SEVERAL_PHONES.error()
        digits = _international(text)
        if not digits.startswith("+") and digits.isascii() and digits.isdigit():
            digits = self._completed(digits)
        if not re.fullmatch(self.pattern, digits):
            raise MALFORMED_PHONE.error(form=PHONE.form)
        return digits, PHONE_READ

    def _completed(self, digits: str) -> str:
        """Return a national number with its country code, by the numbering plan of its country."""
        if not self.country:
            raise PHONE_WITHOUT_COUNTRY.error(form=EXAMPLE)
        library = _library()
        try:
            number = library.parse(digits, self.country)
        except library.NumberParseException:  # such as a single digit
            raise MALFORMED_PHONE.error(form=PHONE.form) from None
        if not library.is_valid_number(number):
            raise MALFORMED_PHONE.error(form=PHONE.form)
        return str(library.format_number(number, library.PhoneNumberFormat.E164))


def _international(text: str) -> str:
    """Return a number without signs between its digits, with ``+`` for ``00``.

    The zero that only precedes national numbers is left out if it is in brackets or after +964.
    """
    digits = _signs.sub("", text.replace("(0)", ""))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return re.sub(r"^\+9640", "+964", digits)


def _library() -> Any:
    try:
        import phonenumbers  # noqa: PLC0415 - only national numbers need it
    except ImportError:
        raise MissingLibraryError("tipmodel[phone]") from None
    return phonenumbers
