"""Rules that reduce the many spellings of a governorate's name to keys.

Two spellings mean the same name when they share a key. The
rules, in their order:

1. `fold`: letter case, marks, apostrophes, keyboards.
2. Words for governorate in several languages, Iraq, and the Arabic article in all its
   assimilated forms are dropped, and the case ending of Kurmanji, *Hewlêrê*; words are
   joined: ``محافظة ذي قار`` is ``ذيقار``.
3. Latin consonants: ``q`` and hard ``c`` are ``k``; ``dj``, ``dsch``, ``ch``, soft ``c`` are
   ``j``; ``gh`` and Kurdish ``x`` are ``g``; ``dh`` is ``d``; ``v`` is ``w``. ``th`` stays apart.
4. Vowels: ``o``, ``ou``, ``oo`` are ``u``; ``ee`` and ``y`` are ``i``; ``ay``, ``ey``, ``ei`` are
   ``ai``; ``iya``, ``ija``, ``ya`` are ``ia``; a last ``ah``, ``eh``, ``e`` is ``a``.
5. Any other ``e`` stands for ``a`` or for ``i`` throughout a name, hence up to two keys;
   but a last ``er`` is not ``ar``, or *thicker* would be Thi Qar.
6. Double letters count once. Kurdish and Persian letters are their Arabic neighbours.
7. Arabic words that are run together are one: ``محافظةبغداد``, ``كربلاءالمقدسة``; a last ``ا``
   is ``ة``: ``حلبجا``.
8. Kurdish writes its vowels, so a word with one of its letters is also looked up as a Latin one:
   ``نینەوا`` is *ninewa*.
9. One short vowel between two consonants may be missing: ``Wast``, ``Halbja``.
10. Of a city beside a name, which only confirms it, the consonants count: ``Baghdad / Kadhimiya``.

No rule drops or exchanges any other letter; what they do not reach is an alias in the data.
"""

import re
import unicodedata
from collections.abc import Iterator

from ..core.unicode import fold

_listed = re.compile(r"\w+").findall

_OFFICES = frozenset(
    _listed(
        "governorate governorates governerate governate govern gov govt gvt gouv governorship the republic province provinces prov "
        "gouvernorat gouvernement provinz provincia provincie provins provinsen guvernement guvernementet wilayat wilaya governatorato gobernacion "
        "governacio governorat guvernorat gubernija kubernerkond kormanyzosag maakunta probintzia provinsi "
        "kegubernuran kagubernuran pentadbiran tinh muhafezesi parezgayi "
        "muhafazat muhafazah muhafaza muhafadhat muhafadhah muhafadha muhafadat muhafada "
        "muhafazasi mohafazat mohafazah mohafaza mohafadhat liwa liva vilayet vilayeti valiligi il ili ostan "
        "parezgeha parezgeh parezgay parezga iraq irak irq iq "
        "محافظه م لوا ولايه استان باريزكا باريزكاي باريزكه باريزكهي باريزكهها عراق عراقيه عيراق جمهوريه ال"
    )
)
_LINKS = frozenset(_listed("of de du des d di del della dell do da von e i"))
_ARTICLES = frozenset(_listed("al el ul an en ad ed ud as es ash ar er at ath et az ez l"))
_KURDISH = str.maketrans(
    dict(
        zip(
            "ابپتجحدرڕزسشصفڤقكکگلڵمنهھەۆیێيىضطظذة",
            "abptjhdrrzsšsfvqkkgllmnhhaoyeyyztzza",
            strict=True,
        )
    )
    | {"چ": "ch", "خ": "kh", "ژ": "zh", "غ": "gh", "ث": "th", "ع": "", "ئ": "", "\u200c": ""}
)

_latin_letters = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_is_oblique = re.compile(r"ê\W*$|\bpar[eê]zgeha?\b|\bپارێزگەها\b", re.IGNORECASE).search
_elided = re.compile(r"(?<!\w)[dl]['’ʼ`´](?=[aeéiou]|h[ae])", re.IGNORECASE)
_between_vowels = re.compile(r"(?<=[aeiou])['’‘ʼʻʾʿ`´](?:a(?!\w)|(?=[aeiou]))", re.IGNORECASE)
_glued_article = re.compile(r"^[ae](?:l|([dnrstz])(?=\1))(?=.{3})")
_arabic_article = re.compile(r"^ال(?=.{3})")
_glued_office = re.compile(r"^(?:محافظه(?=..)|لوا(?=.{3}))")
_inner_article = re.compile(r"(?<=.{3})ال(?=.{3})")
_last_alef = re.compile("(?<=.{3})ا$")
_is_kurdish = re.compile("[ەێۆڵڕ]|ه\u200c").search
_consonantal_waw = re.compile("(?<![^ \u200c])و|(?<=[اەێۆیه\u200c])و|و(?=[اەێۆی])")
_between_consonants = re.compile(r"(?<=[^aiu])[aiu](?=[^aiu])")
_ending = re.compile("y?e$|ي{1,2}$")
_vowels = re.compile("[aeiu]+")
_doubled = re.compile(r"(.)\1+")
_glide = re.compile(r"(?<=i)[yj](?=[aeiu])")
_diphthong = re.compile(r"[ae][yij](?![aeiu])")
_open_e = re.compile(r"e(?!r$)")
_initial_w = re.compile(r"^ou(?=[aei])")
_SHORTEST = 4
_is_arabic = re.compile(r"[\u0600-\u06ff]+").fullmatch

_LETTERS = str.maketrans(
    {"ç": "ch", "Ç": "ch", "ı": "i", "ə": "e", "Ə": "e", "ð": "d", "þ": "th", "ł": "l"}
)
_NEIGHBOURS = str.maketrans("ێۆڵڕچپگڤ", "يولرجبكف")
_CONSONANTS = (
    *(("dsch", "j"), ("tsch", "j"), ("tch", "j"), ("dzh", "j"), ("dzj", "j"), ("dj", "j")),
    *(("ch", "j"), ("ck", "k"), ("ce", "je"), ("ci", "ji"), ("c", "k"), ("q", "k")),
    *(("gh", "g"), ("x", "g"), ("th", "θ"), ("dh", "d"), ("v", "w")),
    *(("ou", "u"), ("oo", "u"), ("oe", "u"), ("ue", "u"), ("o", "u"), ("ee", "i")),
)


def split(text: str) -> tuple[list[str], list[str]] | None:
    """Return the words of a text that carry its name: those in Latin and those in Arabic letters.

    There is no answer when other letters or digits are among them.
    """
    if "'" in text or not text.isascii():
        text = _elided.sub(" ", text)
        text = _between_vowels.sub(lambda found: "h" if len(found[0]) == 1 else "", text).translate(
            _LETTERS
        )
    latin: list[str] = []
    arabic: list[str] = []
    office = ""
    for word in fold(text).split():
        if word.isascii() and word.isalpha():
            if word in _OFFICES:
                office = word
            elif _links(word, office):
                office = ""
            elif word not in _ARTICLES:
                latin.append(word)
                office = ""
        elif _is_arabic(word):
            bare = _glued_office.sub("", _arabic_article.sub("", word.translate(_NEIGHBOURS)))
            bare = _arabic_article.sub("", bare)
            if bare not in _OFFICES:
                arabic.append(bare)
        else:
            return None
    return latin, arabic


def without_ending(text: str, words: list[str]) -> list[str] | None:
    """Remove the case ending of Kurmanji in either script, if the text shows it: *Hewlêrê*."""
    if not words or not _is_oblique(text):
        return None
    return [*words[:-1], _ending.sub("", words[-1])]


def kurdish_in_latin(text: str) -> list[str]:
    """Return in Latin letters the words of a Kurdish text that carry its name."""
    if not _is_kurdish(text):
        return []
    plain = unicodedata.normalize("NFC", _latin_letters.sub(" ", text)).replace("ه\u200c", "ە")
    written = _consonantal_waw.sub("w", plain.replace("وو", "u")).replace("و", "u")
    words = (split(written.translate(_KURDISH)) or ([], []))[0]
    return without_ending(text, words) or words


def _links(word: str, office: str) -> bool:
    """Return whether a word only joins a name to its *office*; ``di`` is also half of Dhi Qar."""
    return bool(office) and word in _LINKS and (word != "di" or office.endswith(("ato", "cia")))


def latin_keys(words: list[str]) -> tuple[str, ...]:
    """Return the keys of a name written in Latin letters."""
    joined = _doubled.sub(r"\1", "".join(map(_plain, words)))
    if "e" not in joined:
        return (joined,)
    return _open_e.sub("a", joined), _doubled.sub(r"\1", joined.replace("e", "i"))


def without_article(words: list[str]) -> list[str]:
    """Remove the articles written as one with a word: ``Annajaf``."""
    return [_glued_article.sub("", word) for word in words]


def arabic_keys(words: list[str]) -> tuple[str, ...]:
    """Return the keys of a name written in Arabic letters."""
    parted = (_inner_article.sub("", word) for word in words)
    joined = (_last_alef.sub("ه", "".join(each)) for each in (words, parted))
    return tuple(dict.fromkeys(_doubled.sub(r"\1", each) for each in joined))


def without_one_vowel(key: str) -> Iterator[str]:
    """Yield a Latin key with each vowel left out that stands between two consonants."""
    if key.isascii() or "θ" in key:
        for vowel in _between_consonants.finditer(key):
            short = key[: vowel.start()] + key[vowel.end() :]
            if len(short) >= _SHORTEST:
                yield short


def without_vowels(key: str) -> str:
    """Return the consonants of a Latin key."""
    return _doubled.sub(r"\1", _vowels.sub("", key))


def _plain(word: str) -> str:
    word = _initial_w.sub("w", word)
    for habit, letter in _CONSONANTS:
        if habit in word:
            word = word.replace(habit, letter)
    word = _doubled.sub(r"\1", word)
    word = _diphthong.sub("ai", _glide.sub("", word)).replace("y", "i")
    if word[-1:] == "h" and word[-2:-1] in "aei":
        word = word[:-1]
    return f"{word[:-1]}a" if word[-1:] == "e" else word
