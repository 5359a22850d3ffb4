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

_FOLDED = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ء": None}
    | {"ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك"}
    | {"ة": "ه", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ـ": None}
    | {"\u200c": None, "\u200d": None, "\u200e": None, "\u200f": None, "\u061c": None}
)


def fold(text: str) -> str:
    """Reduce *text* to what two spellings of a name have in common.

    Letter case, vowel signs and other marks, and the letters that Arabic, Persian
    and Kurdish keyboards give for one another fall together; so do spaces and
    hyphens. The result is for comparing, never for showing or keeping.
    """
    marked = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(char for char in marked if unicodedata.category(char) != "Mn")
    letters = unicodedata.normalize("NFC", plain).translate(_FOLDED)
    return " ".join(re.findall(r"\w+", letters))
