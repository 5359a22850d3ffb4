"""What text may contain, and how text is folded before it is looked up."""

import re
import unicodedata

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_INVISIBLE = "\xad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_SEPARATORS = "\u2028\u2029"
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)

FORBIDDEN = f"[{_CONTROLS}{_INVISIBLE}{_DIRECTION}{_SEPARATORS}{_NO_CHARACTERS}]"
"""
What no text may contain: characters that are invisible or turn the text round
them (Unicode Technical Report 36, CVE-2021-42574), and code points that are no
characters. Tab and line feed are allowed, and so are the joiners that Kurdish
and Persian spelling needs.
"""

forbidden = re.compile(FORBIDDEN).search

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
