"""Clean the text of a cell before it is read, in the same way in every column.

Spaces and invisible characters are removed from the edges, line breaks are normalised, and words
for "nothing" count as an empty cell. Each change is reported. An apostrophe protects text that the
library writes from being changed.
"""

import re
from collections.abc import Iterable

from ..core.issues import Rule
from ..core.unicode import BLANKS, FORBIDDEN_IN_BMP, JOINERS, fold
from .rules import EDGES_DROPPED, PLACEHOLDER_READ, SAME_AS_ABOVE, TEXT_RUINED

_UNSEEN = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_EDGE = rf"[\s\x1a\x00{_UNSEEN}]"
_invisible = re.compile(f"[{_UNSEEN}]").sub  # not allowed in the text of a record
_edge = re.compile(f"{_EDGE}*").match
_kept_as_text = re.compile('="((?:[^"]|"")*)"').fullmatch
_line_breaks = re.compile("\r\n?").sub

PLACEHOLDERS = frozenset(
    [
        "-",
        "--",
        "---",
        "–",
        "—",
        "n/a",
        "n.a.",
        "n.a",
        "#n/a",
        "null",
        "(null)",
        "none",
        "nil",
        "nan",
        "\\n",
        "not available",
        "not applicable",
        "لا يوجد",
        "لايوجد",
        "لا توجد",
        "لاتوجد",
        "غير متوفر",
        "غير متوفرة",
        "غير متاح",
        "لا شيء",
        "نییە",
        "unknown",
        "not known",
        "not stated",
        "not specified",
        "tbc",
        "tbd",
        "غير معروف",
        "غير معروفة",
        "لا يعرف",
        "لا تعرف",
        "غير محدد",
        "غير محددة",
        "غير مذكور",
        "غير مذكورة",
        "نەزانراو",
        "نازانرێت",
        *(sign * length for sign in "?؟.ـ_*" for length in range(1, 6) if sign * length != "*"),
        *("…", "----", "-----"),
    ]
)
"""Words that people write for an empty or unknown value, in lower case."""

DITTOS = frozenset(
    [
        *('"', "''", "〃", "″", "”", "“", "“”", "//", "=", "==", "= =", ",,"),
        *("ditto", "same", "same as above", "as above", "idem"),
        *("نفسه", "نفسها", "كما في أعلاه", "كما في اعلاه", "كما أعلاه", "كما اعلاه", "هەمان"),
    ]
)
"""Words that people write for the value of the row above, in lower case."""

_LONGEST_PLACEHOLDER = max(map(len, PLACEHOLDERS | DITTOS))

_WITH_A_MEANING = PLACEHOLDERS | DITTOS

_maybe_otherwise = re.compile(
    rf"^{_EDGE}|{_EDGE}$|^=\"|[{_UNSEEN}]|[\r\ufffd\x80-\u024f]|\?\?\?|_x[0-9A-Fa-f]{{4}}_"
).search


_SUMMARIES = frozenset(
    map(
        fold,
        [
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sub total",
            "sum",
            "average",
            "averages",
            "mean",
            "median",
            "count",
            "min",
            "max",
            "total number",
            "total participants",
            "overall",
            "المجموع",
            "المجموع الكلي",
            "مجموع",
            "الإجمالي",
            "اجمالي",
            "المعدل",
            "معدل",
            "المعدل العام",
            "المتوسط",
            "العدد الكلي",
            "العدد",
            "الحاصل",
            "کۆی گشتی",
            "کۆ",
            "تێکڕا",
        ],
    )
)


_LONGEST_LINE = 60
"""How much of a cell is looked at, to find out whether its row is no record."""


def is_summary(cell: object) -> bool:
    """Whether a cell says that its row is a total of other rows."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_LINE or cell[:1] == "'":
        return False
    words = fold(re.sub(r"[\d٠-٩]+", " ", cell))
    return words in _SUMMARIES


_NUMBERS_OF = tuple(
    f"{fold(word)} "
    for word in (
        *("total", "subtotal", "sum", "number of", "no of", "percentage of", "average"),
        *(
            "عدد",
            "العدد",
            "مجموع",
            "المجموع",
            "اجمالي",
            "الإجمالي",
            "نسبة",
            "النسبة",
            "معدل",
            "المعدل",
        ),
        *("ژمارەی", "کۆی", "تێکڕای"),
    )
)


def begins_summary(cell: object) -> bool:
    """Whether a cell may name what the numbers beside it sum up, such as ``Number of women``."""
    return (
        isinstance(cell, str) and len(cell) <= _LONGEST_LINE and fold(cell).startswith(_NUMBERS_OF)
    )


_CLOSINGS = tuple(
    f"{fold(words)} "
    for words in (
        *(f"{done} by" for done in ("prepared", "approved", "checked", "reviewed", "verified")),
        *(f"{done} by" for done in ("certified", "submitted", "compiled", "authorized", "signed")),
        *("signature", "signatures", "name and signature", "note", "notes", "remark", "remarks"),
        *("إعداد", "أعده", "أعدها", "أعدته", "تنظيم", "نظمه", "نظمها", "منظم القائمة"),
        *("التوقيع", "توقيع", "التواقيع", "الاسم والتوقيع", "المصادقة", "مصادقة", "صادق عليه"),
        *("الختم", "ملاحظة", "ملاحظات", "واژوو", "واژۆ", "تێبینی", "ئامادەکردنی"),
    )
)


def is_closing(cell: object) -> bool:
    """Whether a cell begins a line below a table, for a signature or a note.

    >>> is_closing("Prepared by: HR"), is_closing("Director:"), is_closing("Noteworthy")
    (True, True, False)
    """
    if not isinstance(cell, str) or cell[:1] == "'":
        return False
    return cell.rstrip().endswith(":") or _begins(cell, _CLOSINGS)


_OFFICES = tuple(
    f"{fold(words)} "
    for words in (
        *("head of", "director", "director general", "manager", "officer in charge"),
        *("مدير", "المدير", "رئيس القسم", "رئيس الشعبة", "رئيس اللجنة", "رئيس قسم", "رئيس شعبة"),
        *("رئيس لجنة", "مسؤول", "بەڕێوەبەر", "بەڕێوەبەری", "سەرۆکی بەش"),
    )
)


def is_office(cell: object) -> bool:
    """Whether a cell names an office, as it stands in place of a name above a signature.

    >>> is_office("Head of Section"), is_office("مدير القسم"), is_office("Suad Omar")
    (True, True, False)
    """
    return isinstance(cell, str) and _begins(cell, _OFFICES)


def _begins(text: str, words: tuple[str, ...]) -> bool:
    return f"{fold(text[:_LONGEST_LINE])} ".startswith(words)


def is_label(cell: object) -> bool:
    """Whether a cell names what stands in it, as no name of a person does: ``Trainer: Suad``."""
    return isinstance(cell, str) and re.search(r"\w\s?:\s?\S", cell) is not None


_NO = tuple(
    fold(words)
    for words in (
        *("no", "nope", "not", "do not", "don't", "i do not", "i don't", "never", "false"),
        *("disagree", "disagreed", "i disagree", "decline", "declined", "i decline", "denied"),
        *("refuse", "refused", "i refuse", "cannot", "can't", "i cannot", "i can't", "withdrawn"),
        *("لا", "كلا", "لم", "لست", "غير موافق", "غير موافقة", "غير موافقين", "أرفض"),
        *("رفض", "رفضت", "مرفوض", "نەخێر", "نا", "ڕازی نیم", "ناڕازیم", "ڕێگە نادەم"),
    )
)
_DENIALS = tuple(f"{words} " for words in (*_NO, "n", "0"))


def denies(cell: object) -> bool:
    """Whether the answer to a question for consent is no.

    >>> denies("I do not agree"), denies(False), denies("yes"), denies("")
    (True, True, False, False)
    """
    if isinstance(cell, str):
        return f"{fold(cell)} ".startswith(_DENIALS) or cell.strip() in _CROSSES
    return cell in (False, 0)


_CROSSES = ("✗", "✘", "❌")


def is_no(cell: object) -> bool:
    """Whether a cell says nothing but no, so it cannot be what somebody agrees to.

    After an apostrophe it is a text, as in every cell.
    """
    return isinstance(cell, str) and cell[:1] != "'" and fold(cell) in _NO


def may_be_no_record(cell: object) -> bool:
    """Whether a row that begins with this cell could be taken for a total or a line below a list."""
    return any(seems(cell) for seems in (is_summary, begins_summary, is_closing, is_label))


def is_tag(text: str) -> bool:
    """Whether a text is a tag of the Humanitarian Exchange Language, such as ``#adm1+name``."""
    return re.match("#[a-z]", text) is not None


def cleaned(text: str) -> tuple[str, Rule | None]:
    """Return the cleaned text of a cell, and the notice about the change, if any.

    Raises:
        InvalidDataError: The text stands for the value of the row above.

    """
    if text[:1] == "'" and is_protected(text):
        return text, None
    if is_clean(text):
        return text, None
    if is_ruined(text):
        return text, TEXT_RUINED
    plain = _without_edges(_invisible("", _line_breaks("\n", text)))
    kept = _kept_as_text(plain)
    if kept:
        return kept[1].replace('""', '"'), None
    if _is_placeholder(plain):
        return "", PLACEHOLDER_READ
    if plain.casefold() in DITTOS:
        raise SAME_AS_ABOVE.error()
    changed = plain != _line_breaks("\n", text)
    return plain, EDGES_DROPPED if changed and plain else None


def _without_edges(text: str) -> str:
    """Return a text without what is unseen at its beginning and its end."""
    for _ in range(2):  # a pattern that ends at the end is tried from every blank before it
        text = text[_edge(text).end() :][::-1]  # type: ignore[union-attr]
    return text


def is_clean(text: str) -> bool:
    """Whether cleaning certainly leaves a text unchanged; this is quick, and true of most texts."""
    if _maybe_otherwise(text):
        return False
    return len(text) > _LONGEST_PLACEHOLDER or text.casefold() not in _WITH_A_MEANING


_MAX_LOOKED_THROUGH = 10_000
_maybe_wrong = re.compile(
    rf"[?\r\ufffd\x80-\u024f{_UNSEEN}\u200d{BLANKS.replace(JOINERS, '').replace(' ', '').replace(chr(10), '')}"
    rf"{FORBIDDEN_IN_BMP}\U00010000-\U0010ffff]"
).search
_maybe_otherwise_at = ("\n ", " \n", "\n\n", "\n'", '\n="', "_x", "\n\u200c")


def are_clean(texts: Iterable[str]) -> bool:
    """Whether texts are certainly left unchanged by cleaning and allowed in a record.

    One search of the joined texts is much quicker than one for each. An empty text is not clean.

    Raises:
        TypeError: A value is not a text.

    """
    joined = "\n".join(["", *[text for text in texts if text != ""], ""])
    return not (
        len(joined) > _MAX_LOOKED_THROUGH
        or _maybe_wrong(joined)
        or any([each in joined for each in _maybe_otherwise_at])  # noqa: C419 - a list is quicker
    ) and _WITH_A_MEANING.isdisjoint(joined.casefold().split("\n"))


def is_protected(text: str) -> bool:
    """Whether the apostrophe before a text protects it from being changed by reading."""
    return text[:1] == "'" and needs_protection(text[1:])


def needs_protection(text: str) -> bool:
    """Whether reading would change a text, so that it needs an apostrophe."""
    bare = text.lstrip("'")
    if not bare or _kept_as_text(bare):
        return True
    changed = _without_edges(_line_breaks("\n", bare)) != bare or _has_a_meaning(bare)
    return changed or is_summary(bare) or is_tag(bare) or is_no(bare)  # its row would be no record


def _is_placeholder(text: str) -> bool:
    return len(text) <= _LONGEST_PLACEHOLDER and text.casefold() in PLACEHOLDERS


def _has_a_meaning(text: str) -> bool:
    return len(text) <= _LONGEST_PLACEHOLDER and text.casefold() in _WITH_A_MEANING


_ARABIC = re.compile("[\u0600-\u06ff]")
_LETTERS_OF_1252 = re.compile("[\xc0-\xff]")


def is_ruined(text: str) -> bool:
    """Whether letters of a text were lost or decoded in the wrong encoding earlier."""
    if "\ufffd" in text or "???" in text:
        return True
    for wrong, right in (
        *(("cp1252", "utf-8"), ("latin-1", "utf-8")),
        *(("cp1256", "utf-8"), ("cp1252", "cp1256")),
    ):
        try:
            meant = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if right == "utf-8" and len(meant) < len(text):
            return True
        letters = len(_ARABIC.findall(meant))
        if right == "cp1256" and letters >= 4 and letters * 2 > len(re.findall(r"\S", text)):  # noqa: PLR2004
            return len(_LETTERS_OF_1252.findall(text)) >= letters
    return False
