"""Which characters text may contain, and how text is folded for lookup."""

import functools
import re
import unicodedata
from collections.abc import Callable

JOINERS = "\u200c\u200d"
"""
Invisible characters that text may contain: they join or separate letters, and Kurdish,
Persian and sometimes Arabic are misspelled without them.
"""

_INVISIBLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),
    *((0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
"""The characters that Unicode calls default-ignorable, except the joiners."""

HALVES = (0xD800, 0xDFFF)
"""The surrogate code points."""

RANGES = (
    *((0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F)),  # controls
    *_INVISIBLE,
    *((0x2028, 0x2029), (0xFFF9, 0xFFFB)),  # end a line or a paragraph, hide a remark
    HALVES,
    (0xFDD0, 0xFDEF),  # noncharacters
    *((plane + 0xFFFE, plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
)
"""The first and last code points of the forbidden ranges."""

FORBIDDEN = f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in RANGES)}]"
"""
The characters that no text may contain: invisible ones, those that change the direction of the
text around them (Unicode Technical Report 36, CVE-2021-42574), and code points that are
not characters. Tab and line feed are allowed, and so are the `JOINERS`.
"""

BLANKS = f"\t\n \xa0\u1680\u2000-\u200a{JOINERS}\u202f\u205f\u2800\u3000"
"""
For a character class of a regular expression: allowed characters that leave a text blank if it
has no others: the white space of Unicode, the joiners, and the blank Braille pattern.
"""

GAP = r"(?:(?<!\s)\s+)?"
"""
For a regular expression used with ``search``: any white space before the rest of it. A match begins at
the first blank of a run or at none, so a long run is not tried again from each of its blanks.
"""

# Beyond U+FFFF every range is compared with every character, so a first pass matches them all.
_LAST_OF_BMP = 0xFFFF
FORBIDDEN_IN_BMP = "".join(f"{chr(a)}-{chr(b)}" for a, b in RANGES if b <= _LAST_OF_BMP)
"""For a character class of a regular expression: the forbidden characters up to U+FFFF."""
_first_look = re.compile(f"[{FORBIDDEN_IN_BMP}\U00010000-\U0010ffff]").search
_visible = re.compile(f"[^{BLANKS}]").search


def forbidden(text: str) -> re.Match[str] | None:
    """Return the first forbidden character of *text*, if any."""
    if str.isascii(text) and text.isprintable():  # of anything but a text, a TypeError
        return None
    return re.search(FORBIDDEN, text) if _first_look(text) else None


def is_blank(text: str) -> bool:
    """Return whether a text without forbidden characters is blank."""
    return not (text[:1].isalnum() or _visible(text))


_UNSAFE = f"[{FORBIDDEN[1:-1]}\t\n]"
_LONGEST_SHOWN = 200


def shown(text: str) -> str:
    r"""Return a text of unknown origin in a form that is safe to show within a line.

    Characters that would end the line, change its direction or control a terminal are escaped as
    in JSON and Python. A long text is cut off.

    >>> print(shown("a\n\u202eb"))
    a\n\u202eb
    """
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[:_LONGEST_SHOWN]}…"
    return re.sub(_UNSAFE, lambda found: found[0].encode("unicode_escape").decode(), text)


_JSON_SPACE = b"\t\n\r"
_HARMLESS_ESCAPE = re.compile(rb'\\["\\/nt]')

Search = Callable[[bytes], object]


def _in_utf8(code: int) -> bytes:
    return chr(code).encode("utf-8", "surrogatepass")


@functools.cache
def _harmless() -> bytes:
    """Return the bytes that begin no forbidden character, except half of all Arabic."""
    leads = {lead for a, b in RANGES for lead in range(_in_utf8(a)[0], _in_utf8(b)[0] + 1)}
    harmful = leads - {*range(0x80, 0xC2), _ARABIC_MARK[0]} | {ord("\\")}
    return bytes(set(range(256)) - harmful) + _JSON_SPACE


@functools.cache
def _search_of(lead: int) -> Search:
    """Return a search function for the forbidden characters that begin with a byte."""
    spans = [(a, b) for a, b in RANGES if _in_utf8(a)[0] <= lead <= _in_utf8(b)[0]]
    characters = [_in_utf8(code) for a, b in spans for code in range(a, b + 1)]
    search = _search_for([each for each in characters if each[0] == lead])
    return _search_for_blanks(search) if lead == _LEAD_OF_BLANKS else search


_ARABIC_MARK = "\u061c".encode()


def _holds_arabic_mark(data: bytes) -> bool:
    at = data.find(_ARABIC_MARK[1])  # one byte is found much faster than two, and this one is rare
    while at > 0 and data[at - 1] != _ARABIC_MARK[0]:
        at = data.find(_ARABIC_MARK[1], at + 1)
    return at > 0


def _search_for(characters: list[bytes]) -> Search:
    """Return a function that searches bytes for characters with the same first byte."""
    ends: dict[bytes, list[bytes]] = {}
    for character in characters:
        ends.setdefault(character[1:-1], []).append(character[-1:])
    if len(characters[0]) == 1:
        return lambda _: True
    rests = (re.escape(middle) + b"[" + b"".join(last) + b"]" for middle, last in ends.items())
    return re.compile(characters[0][:1] + b"(?:" + b"|".join(rests) + b")").search


_LEAD_OF_BLANKS = 0xE2
_NO_SPACE = tuple(char.encode() for char in (*JOINERS, "\u2800"))


def _search_for_blanks(search: Search) -> Search:
    """Return a search function that also finds blank strings beyond Python's ``isspace``."""
    blank = (
        "\t\n \xa0\u1680\u202f\u205f\u2800\u3000"
        + JOINERS
        + "".join(map(chr, range(0x2000, 0x200B)))
    )
    characters = b"|".join(re.escape(char.encode()) for char in blank)
    is_blank = re.compile(b'"(?:' + characters + rb"|\\[nt])+" + b'"').search
    # Between two strings there are never only blanks, so a match is always a string.
    return lambda data: search(data) or (any(c in data for c in _NO_SPACE) and is_blank(data))


def may_hold_forbidden(data: bytes) -> bool:
    """Return whether a string in JSON may contain a forbidden character; ``False`` is certain.

    A string of only blanks counts too, unless ``isspace`` is true for it.
    """
    if _holds_arabic_mark(data):
        return True
    for lead in set(data.translate(None, _harmless())):
        if lead == ord("\\"):
            if b"\\" in _HARMLESS_ESCAPE.sub(b"", data):
                return True
        elif _search_of(lead)(data):
            return True
    return False


MAX_NUMBER_LENGTH = 300
"""The maximum length of a number; a whole number of that length is finite in every program."""

WRITABLE = range(1 - 10 ** (MAX_NUMBER_LENGTH - 1), 10**MAX_NUMBER_LENGTH)
"""The whole numbers that can be written and read back; a minus counts as a character."""

_IS_NUMERIC = bytes(byte in b"0123456789.eE+-" for byte in range(256))
_EVERY = 17
_IN_A_ROW = b"\1" * (MAX_NUMBER_LENGTH // _EVERY)
_long_number = re.compile(rb"[0-9.eE+-]{%d}" % (MAX_NUMBER_LENGTH + 1)).search


def may_hold_long_number(data: bytes) -> bool:
    """Return whether JSON may contain a number that is too long; ``False`` is certain."""
    # Every 17th byte is sampled; a number that is too long shows at least this many in a row. An escape
    # such as \u0633 has six bytes, which shares no divisor with 17, so a run of them shows a letter.
    looked_at = data[::_EVERY].translate(_IS_NUMERIC)
    return _IN_A_ROW in looked_at and bool(_long_number(data))


_APOSTROPHES = str.maketrans(dict.fromkeys("'`´‘’‛′ʹʻʼʽʾʿˈ"))
_FOLDED = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ء": None}
    | {"ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك"}
    | {"ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": None}
    | dict.fromkeys("\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
)
WITHOUT_KURDISH_MARKS = str.maketrans("ێۆڕڵ", "يورل")
"""Kurdish letters as they are typed without their marks."""

_words = re.compile(r"[^\W_]+").findall


def fold(text: str) -> str:
    """Reduce *text* to what two spellings of a name have in common.

    These become the same: letter case; vowel signs and other marks; the letters that Arabic,
    Persian and Kurdish keyboards interchange; Arabic and Latin digits; spaces, hyphens
    and underscores. Apostrophes and invisible characters (tatweel,
    joiners, marks of direction) are dropped. Use the result to compare,
    never to show or store.

    >>> fold("Al-Ta'mīm"), fold("محافظة التـأميم")
    ('al tamim', 'محافظه التاميم')
    """
    plain = text.translate(_APOSTROPHES).casefold()
    if not plain.isascii():
        # Remove marks first: sorting a thousand of them on one letter takes a million steps.
        marked = unicodedata.normalize("NFKC", _without_marks(plain)).casefold()
        plain = _without_marks(unicodedata.normalize("NFD", marked))
        plain = unicodedata.normalize("NFC", plain).translate(_FOLDED)
    return " ".join(_words(plain))


def _without_marks(text: str) -> str:
    if text.replace(" ", "").isalnum():
        return text  # letters and digits are not marks, and most texts have nothing else
    return "".join(
        char
        for char in text
        if not (unicodedata.combining(char) or unicodedata.category(char) == "Mn")
    )


_MANY_MARKS = 30
"""The maximum number of marks on one letter, as in the Unicode Stream-Safe Text Format."""


def in_normal_form(text: str) -> str:
    """Return a text in Normalization Form C, or unchanged if a letter has too many marks."""
    marks = 0
    for char in text if len(text) > _MANY_MARKS and not text.isascii() else ():
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MANY_MARKS:
            return text
    return unicodedata.normalize("NFC", text)


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
