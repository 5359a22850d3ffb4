"""Lookup of governorates: from a text to the codes it names."""

import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..core.unicode import fold, latin_digits
from ._spelling import (
    arabic_keys,
    kurdish_in_latin,
    latin_keys,
    split,
    without_article,
    without_ending,
    without_one_vowel,
    without_vowels,
)
from .data import names_in, table

KINDS = "name", "former", "customary"
TEXTS_BESIDE_NAMES = "iso", "pcode", "former_pcode", "region", "wikidata"
"""The texts of a row that are not names; the key of every other text is a language tag."""

Codes = frozenset[str]

_NONE: Codes = frozenset()
_LONGEST = 200
"""The maximum length of a text that may be a name; no name is nearly as long."""
_FEWEST_CONSONANTS = 3
"""Consonants that tell cities apart."""
_MOST_WORDS = 8
"""Words of a name with a place beside it."""

_is_code = re.compile(r"(?<![^\W_])IQ[-_ ]?(?:[A-Z]{2}|G[-_ ]?[0-9]{2})(?![^\W_])", re.IGNORECASE)
_number_in_list = re.compile(r"^\s*\(?[0-9]{1,6}(?:\s*[.):/\-–]+\s*|_|\s+)(?=[^\W\d])")
_gaps = re.compile(r"\s[-/–—]\s|[/|()\[\]{},;،؛:–—]")
_CENTRES = frozenset(
    map(
        fold,
        [
            *("مركز", "المركز", "مركز المدينة", "مدينة", "العاصمة", "شاری", "سەنتەری"),
            *("capital", "the capital"),
            *("center", "centre", "city center", "city centre", "city", "city of", "the city of"),
        ],
    )
)
"""What says of a name that the city is meant."""

_UNITS = frozenset(map(fold, ["قضاء", "ناحية", "مدينة", "مركز", "district", "city", "town"]))

_spaces_and_hyphens = re.compile(r"[\s_-]+")
_separators = re.compile(r"[-_/|()\[\]{},;،؛:–—]")


def data() -> Mapping[str, Any]:
    """Return the data file: governorates by code, and sources and namesakes."""
    return table("governorates")


@functools.cache
def rows() -> Mapping[str, Mapping[str, Any]]:
    """Return the facts of each governorate, by code."""
    return {code: row for code, row in data().items() if "ar" in row}


def named_by(text: str) -> Codes:
    """Return the governorate that is named; none if it is unknown, several if the names disagree."""
    if len(text) > _LONGEST:
        return _NONE
    text = _number_in_list.sub("", latin_digits(text) or text)
    found = _literal().get(_folded_code(text))
    if found is not None:
        return found
    has_code = any(_folded_code(code) in _literal() for code in _is_code.findall(text))
    found = _NONE if has_code else _whole(text)
    is_one_word = not _separators.search(text) and len(text.split()) == 1
    return found if found or (is_one_word and not has_code) else _agreed(text)


def _folded_code(text: str) -> str:
    """Fold a text; a code is the same with a hyphen, a space or nothing behind the country.

    A place code with a hyphen may be of the former numbering, however, and a letter with a mark
    belongs to no code: ``îqar`` is Ziqar without its first letter.
    """
    folded = fold(text)
    if not _is_code.fullmatch(folded):
        return folded
    if any(map(unicodedata.combining, unicodedata.normalize("NFD", text))):
        return ""
    code = folded.replace(" ", "")
    return code.replace("g", "-g") if folded.startswith("iq g") else code


def containing(text: str) -> Iterator[str]:
    """Yield the governorates that have a city of that name."""
    for key in (*_all_keys(text), *latin_keys(kurdish_in_latin(text))):
        yield from sorted(_cities().get(key, _NONE))


def near(text: str) -> Iterator[str]:
    """Yield governorates whose names look like *text*, the nearest first."""
    import difflib

    for key in _all_keys(text):
        for name in difflib.get_close_matches(key, _names(), n=3, cutoff=0.75):
            yield from sorted(_names()[name])


def _codes(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the codes of a governorate; with a hyphen, a place code may be of either numbering."""
    yield from (row[key] for key in ("iso", "pcode", "former_pcode") if key in row)
    if "pcode" in row:
        yield row["pcode"].replace("IQ", "IQ-")


def _texts(code: str, row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of a governorate in the data, without its codes."""
    yield from names_in(row, TEXTS_BESIDE_NAMES).values()
    yield code
    for kind in KINDS:
        for texts in row.get(kind, {}).values():
            yield from texts


def _texts_of_cities(_: str, row: Mapping[str, Any]) -> Iterator[str]:
    yield from row["capital"].values()
    if row["capital"]["ar"] == row["ar"]:
        yield from names_in(row, TEXTS_BESIDE_NAMES).values()
        yield from itertools.chain.from_iterable(row.get("name", {}).values())
    yield from itertools.chain.from_iterable(row.get("cities", {}).values())


@functools.cache
def _literal() -> Mapping[str, Codes]:
    """Return the spellings that match literally, and the namesakes that rules must not reach."""
    known: dict[str, Codes] = {}
    for code, row in rows().items():
        for text in (*_codes(row), *_texts(code, row)):
            key = _folded_code(text)
            known[key] = known.get(key, _NONE) | {code}
    namesakes = itertools.chain.from_iterable(data()["namesakes"].values())
    return known | {fold(text): _NONE for text in namesakes}


@functools.cache
def _names() -> Mapping[str, Codes]:
    return _by_key(
        (code, text)
        for code, row in rows().items()
        for text in _texts(code, row)
        if not _is_code.fullmatch(text)
    )


@functools.cache
def _cities() -> Mapping[str, Codes]:
    return _by_key(
        (code, text) for code, row in rows().items() for text in _texts_of_cities(code, row)
    )


def _by_key(spellings: Iterable[tuple[str, str]]) -> Mapping[str, Codes]:
    found: dict[str, Codes] = {}
    for code, text in spellings:
        for key in _all_keys(text):
            found[key] = found.get(key, _NONE) | {code}
    return found


def _all_keys(text: str) -> Iterator[str]:
    if len(text) > _LONGEST:
        return
    latin, arabic = split(text) or ([], [])
    if latin:
        yield from latin_keys(latin)
    if arabic:
        yield from arabic_keys(arabic)


def _whole(text: str) -> Codes:
    """Look up a text that is one name, in one script or two."""
    latin, arabic = split(text) or ([], [])
    if _literal().get(fold(text)) == _NONE:
        return _NONE
    found = []
    if latin:
        readings = latin, without_article(latin), without_ending(text, latin)
        found.append(_first(latin_keys(words) for words in readings if words))
    if arabic:
        found.append(_any(arabic_keys(arabic)) or _first(_kurdish_keys(text, arabic)))
    return _union(found)


def _kurdish_keys(text: str, arabic: list[str]) -> Iterator[tuple[str, ...]]:
    if bare := without_ending(text, arabic):
        yield arabic_keys(bare)
    if latin := kurdish_in_latin(text):
        yield latin_keys(latin)


def _agreed(text: str) -> Codes:
    """Look up a text that gives a name several times, or beside a code or a place: all must be known.

    A city, the region, or a code of two numberings only confirms the governorate; alone it names none.
    """
    codes = [_literal().get(_folded_code(code), _NONE) for code in _is_code.findall(text)]
    parts = list(_parts(_is_code.sub("|", text)))
    names = [name for name, _ in parts if name]
    found = _union([*(each for each in codes if len(each) <= 1), *names])
    places = [place for _, place in parts if place is not None]
    confirming = [*(each for each in codes if len(each) > 1), *places]
    return found if found and all(found <= each for each in confirming) else _NONE


def _parts(text: str) -> Iterator[tuple[Codes, Codes | None]]:
    """Yield the parts between separators: a name, a place or both; a hyphen within a name does not count."""
    for part in _gaps.split(text):
        whole = _name_and_place(part)
        if any(whole) or not _separators.search(part):
            if split(part) != ([], []) and fold(part) not in _CENTRES:
                yield whole
            continue
        for each in _separators.split(part):
            if split(each) != ([], []) and fold(each) not in _CENTRES:
                yield _name_and_place(each)


def _name_and_place(text: str) -> tuple[Codes, Codes | None]:
    """Return the governorate that a text names, and the governorates of the place beside it."""
    name = _whole(text)
    if name:
        return name, None
    words = [word for word in _spaces_and_hyphens.split(text) if word]
    for at in range(1, min(len(words), _MOST_WORDS)):
        for one, other in ((words[:at], words[at:]), (words[at:], words[:at])):
            named, beside = " ".join(one), " ".join(other)
            name = _whole(named)
            if name and name <= (place := _place(named if fold(beside) in _CENTRES else beside)):
                return name, place
    return _NONE, _place(text)


def _place(text: str) -> Codes:
    """Return the governorates that a city or a region may belong to."""
    bare = " ".join(word for word in text.split() if fold(word) not in _UNITS)
    return (
        _regions().get(fold(text))
        or frozenset(containing(text))
        or frozenset(containing(bare))
        or _NONE.union(*(_cities_by_consonants().get(key, _NONE) for key in _consonants_of(bare)))
    )


@functools.cache
def _cities_by_consonants() -> Mapping[str, Codes]:
    """Return governorates by the consonants of their cities, which only confirm a governorate."""
    found: dict[str, Codes] = {}
    for code, row in rows().items():
        for text in _texts_of_cities(code, row):
            for key in _consonants_of(text):
                found[key] = found.get(key, _NONE) | {code}
    return found


def _consonants_of(text: str) -> Iterator[str]:
    latin = (split(text) or ([], []))[0]
    consonants = {without_vowels(key) for key in latin_keys(latin)} if latin else ()
    yield from (each for each in consonants if len(each) >= _FEWEST_CONSONANTS)


@functools.cache
def _regions() -> Mapping[str, Codes]:
    return {
        fold(text): frozenset(code for code, row in rows().items() if row["region"] == region)
        for region, texts in data()["regions"].items()
        for text in texts
    }


def _first(readings: Iterable[Iterable[str]]) -> Codes:
    """Return the result of the first reading that finds anything."""
    return next(filter(None, map(_any, readings)), _NONE)


def _any(keys: Iterable[str]) -> Codes:
    names, shortened = _names(), _shortened()
    keys = tuple(keys)
    found = _NONE.union(*(names.get(key, _NONE) for key in keys))
    return shortened.get(keys[0], _NONE) if not found and len(keys) == 1 else found


@functools.cache
def _shortened() -> Mapping[str, Codes]:
    """Return the usual names without one short vowel, unless that is another place."""
    others = _cities()
    found: dict[str, Codes] = {}
    for code, row in rows().items():
        for name in (
            row["en"],
            *row.get("name", {}).get("cldr", ()),
            *row.get("name", {}).get("iso", ()),
        ):
            for short in itertools.chain.from_iterable(map(without_one_vowel, _all_keys(name))):
                if short not in others and short not in _names():
                    found[short] = found.get(short, _NONE) | {code}
    return {short: codes for short, codes in found.items() if len(codes) == 1}


def _union(found: list[Codes]) -> Codes:
    return _NONE.union(*found) if found and all(found) else _NONE
