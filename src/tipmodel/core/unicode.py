"""What text may contain, and how text is folded before it is looked up."""

import functools
import re
import unicodedata

_RANGES = (
    *((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F)),  # controls
    *((0xAD, 0xAD), (0x200B, 0x200B), (0x2060, 0x2064), (0xFEFF, 0xFEFF)),  # invisible
    *((0xFFF9, 0xFFFB), (0xE0000, 0xE007F)),
    *((0x202A, 0x202E), (0x2066, 0x2069)),  # turn the text round them
    (0x2028, 0x2029),  # end a line or a paragraph
    (0xD800, 0xDFFF),  # halves of characters
    (0xFDD0, 0xFDEF),  # no characters
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)

FORBIDDEN = f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RANGES)}]"
"""
What no text may contain: characters that are invisible or turn the text round
them (Unicode Technical Report 36, CVE-2021-42574), and code points that are no
characters. Tab and line feed are allowed, and so are the joiners that Kurdish
and Persian spelling needs.
"""

_forbidden = re.compile(FORBIDDEN).search
# Beyond U+FFFF every range is compared with every character, so a first look takes them all.
_LAST_OF_BMP = 0xFFFF
_first_look = re.compile(
    f"[{''.join(f'{chr(a)}-{chr(b)}' for a, b in _RANGES if b <= _LAST_OF_BMP)}\U00010000-\U0010ffff]"
).search


def forbidden(text: str) -> re.Match[str] | None:
    """Return the first forbidden character of *text*, if there is one."""
    return _forbidden(text) if _first_look(text) else None


_JSON_SPACE = b"\t\n\r"
_HARMLESS_ESCAPE = re.compile(rb'\\["\\/nt]')


@functools.cache
def _in_utf8() -> tuple[bytes, dict[int, tuple[bytes, ...]]]:
    """Return all bytes that no forbidden character begins with, and those of the others.

    The others are told by their first byte; it leads to what can follow in a forbidden one.
    """
    rests: dict[int, list[bytes]] = {}
    for first, last in _RANGES:
        for code in range(first, last + 1):
            lead, *rest = chr(code).encode("utf-8", "surrogatepass")
            rests.setdefault(lead, []).append(bytes(rest))
    harmless = bytes(set(range(256)) - rests.keys() - {ord("\\")}) + _JSON_SPACE
    return harmless, {lead: tuple(rest) for lead, rest in rests.items()}


def may_hold_forbidden(data: bytes) -> bool:
    """Tell whether a string in JSON may hold a forbidden character; ``False`` is certain."""
    harmless, rests = _in_utf8()
    for lead in set(data.translate(None, harmless)):
        if lead == ord("\\"):
            if b"\\" in _HARMLESS_ESCAPE.sub(b"", data):
                return True
        elif any(piece.startswith(rests[lead]) for piece in data.split(bytes((lead,)))[1:]):
            return True
    return False


MAX_NUMBER_LENGTH = 300
"""Characters of a number; a whole number of so many is finite to every program."""

_IS_DIGIT = bytes(byte in b"0123456789" for byte in range(256))
_EVERY = 18
_long_number = re.compile(rb"[0-9.eE+-]{%d}" % (MAX_NUMBER_LENGTH + 1)).search


def may_hold_long_number(data: bytes) -> bool:
    """Tell whether JSON may hold a number that is too long; ``False`` is certain."""
    # Signs cut a number into four runs of digits at most, so the longest of them covers four
    # of the bytes that are looked at, in a row; hardly any other data do.
    looked_at = data[::_EVERY].translate(_IS_DIGIT)
    return b"\1\1\1\1" in looked_at and bool(_long_number(data))


_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘’‛′ʹʻʼʽʾʿˈ"))
_FOLDED = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ء": None}
    | {"ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك"}
    | {"ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": None}
    | dict.fromkeys("\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
)
_words = re.compile(r"[^\W_]+").findall


def fold(text: str) -> str:
    """Reduce *text* to what two spellings of a name have in common.

    Fallen together are: letter case; vowel signs and other marks; the letters that
    Arabic, Persian and Kurdish keyboards give for one another; digits of Arabic and of
    Latin; spaces, hyphens and underscores. Apostrophes and what nobody sees (tatweel,
    joiners, marks of direction) are dropped. The result is for comparing, never for
    showing or keeping.

    >>> fold("Al-Ta'mīm"), fold("محافظة التـأميم")
    ('al tamim', 'محافظه التاميم')
    """
    plain = text.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        marked = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", plain).casefold())
        plain = "".join(char for char in marked if unicodedata.category(char) != "Mn")
        plain = unicodedata.normalize("NFC", plain).translate(_FOLDED)
    return " ".join(_words(plain))


_DIGITS = "0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
_LATIN = str.maketrans("".join(_DIGITS[1:]), _DIGITS[0] * 2)


def latin_digits(text: str) -> str | None:
    """Return *text* with Arabic-Indic or Persian digits as Latin ones; ``None`` if it mixes them.

    >>> latin_digits("٢٠١٥-٠٥-٠٤"), latin_digits("2٠15")
    ('2015-05-04', None)
    """
    if text.isascii():
        return text
    kinds = sum(any(digit in text for digit in digits) for digits in _DIGITS)
    return None if kinds > 1 else text.translate(_LATIN)
