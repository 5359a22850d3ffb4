"""Rebuild the catalogues by walking the package, or check them with ``--check``.

Entries are matched by key alone. A new key gets an empty translation, an unused key is
dropped, and a changed English sentence marks its translation fuzzy. Without changes the
files stay the same to the byte.

Two comments of translators have a meaning: ``unreviewed`` (no native reader has
seen it) and ``same as English`` (meant to be equal).
"""

import importlib
import io
import pkgutil
import re
import string
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
from babel.messages import Catalog, Message
from babel.messages.pofile import escape, read_po

import tipmodel
from tipmodel.core.metadata import LabeledEnum, metadata_of
from tipmodel.core.unicode import forbidden
from tipmodel.i18n import forms_of, languages, line_mark, plural_categories
from tipmodel.i18n.phrase import Phrase

COMPLETE = ("ar",)
"""The languages that must have every phrase; others may still show some in English."""

FOLDER = Path(tipmodel.__file__).parent / "locale"
UNREVIEWED, SAME = "unreviewed", "same as English"


def phrases() -> dict[str, Phrase]:
    """Return every phrase of the package by key, in the order of the keys."""
    found: dict[str, Phrase] = {}
    for phrase in _walk():
        known = found.setdefault(phrase.key, phrase)
        if (known.english, known.plural) != (phrase.english, phrase.plural):
            raise ValueError(f"{phrase.key} is said in two ways")
    return dict(sorted(found.items()))


def _walk() -> Iterator[Phrase]:
    # Modules that need optional libraries have no phrases.
    alone = (
        "tipmodel.__main__",
        "tipmodel.arrow",
        "tipmodel.formats.parquet",
        "tipmodel.integrations",
    )
    for module in pkgutil.walk_packages(tipmodel.__path__, "tipmodel.", onerror=lambda _: None):
        if not module.name.startswith(alone):
            for thing in vars(importlib.import_module(module.name)).values():
                yield from _phrases_of(thing)


def _phrases_of(thing: Any) -> Iterator[Phrase]:
    if isinstance(thing, Phrase):
        yield thing
        yield from filter(None, (getattr(thing, name, None) for name in ("advice", "compared")))
    elif isinstance(thing, dict):
        for value in thing.values():
            if isinstance(value, Phrase):
                yield from _phrases_of(value)
    if not isinstance(thing, type) or "__about__" not in vars(thing):
        return
    yield from (metadata_of(thing).label, metadata_of(thing).help)
    if issubclass(thing, LabeledEnum):
        for member in thing:
            yield from (member.label, member.help)
    elif attrs.has(thing):
        for field in attrs.fields(thing):
            yield from (metadata_of(field).label, metadata_of(field).help)


def read(language: str) -> Catalog:
    """Read the catalogue of *language*."""
    return read_po(io.BytesIO((FOLDER / f"{language}.po").read_bytes()))


def rebuilt(catalog: Catalog) -> str:
    """Return the text of the catalogue for the current phrases."""
    known = {message.context: message for message in catalog}
    lines = [
        "# The words of tipmodel in another language. The key stands in msgctxt, the English in",
        f'# msgid. "{UNREVIEWED}" means that no native reader has seen the translation.',
        'msgid ""',
        'msgstr ""',
        f'"Language: {catalog.locale}\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {catalog.plural_forms}\\n"',
    ]
    for key, phrase in phrases().items():
        lines += ["", *_entry(phrase, known.get(key) or Message(_id(phrase)), catalog.num_plurals)]
    return "\n".join(lines) + "\n"


def _id(phrase: Phrase) -> str | tuple[str, str]:
    return (phrase.english, phrase.plural) if phrase.plural else phrase.english


def _entry(phrase: Phrase, old: Message, plurals: int) -> Iterator[str]:
    forms = forms_of(old)
    yield from (f"# {comment}" for comment in old.user_comments)
    if old.fuzzy or (old.id != _id(phrase) and any(forms)):
        yield "#, fuzzy"
    yield f"msgctxt {escape(phrase.key)}"
    yield f"msgid {escape(phrase.english)}"
    if phrase.plural:
        yield f"msgid_plural {escape(phrase.plural)}"
        for index in range(plurals):
            yield f"msgstr[{index}] {escape(forms[index] if index < len(forms) else '')}"
    else:
        yield f"msgstr {escape(forms[0] if forms else '')}"


def problems(language: str, catalog: Catalog) -> Iterator[str]:
    """Yield the mistakes in a catalogue, with language and key."""
    wanted = phrases()
    there = {message.context or "": message for message in catalog if message.id}
    if len(plural_categories(language)) != catalog.num_plurals:
        yield f"{language}: the header does not name as many plural forms as the CLDR"
    for key in sorted(wanted.keys() - there.keys()):
        yield f"{language}: {key}: missing"
    for key in sorted(there.keys() - wanted.keys()):
        yield f"{language}: {key}: obsolete"
    for key in sorted(there.keys() & wanted.keys()):
        message, phrase = there[key], wanted[key]
        forms = forms_of(message)
        if message.fuzzy or message.id != _id(phrase):
            yield f"{language}: {key}: fuzzy, for its English has changed"
        if len(forms) != (catalog.num_plurals if phrase.plural else 1):
            yield f"{language}: {key}: wrong number of plural forms"
        for form in forms:
            same = SAME in message.user_comments
            for problem in _problems_of(form, phrase, language, same=same):
                yield f"{language}: {key}: {problem}"


def _problems_of(form: str, phrase: Phrase, language: str, *, same: bool) -> Iterator[str]:
    if not form:
        if language in COMPLETE:
            yield "not translated"
        return
    if form in (phrase.english, phrase.plural) and not same:
        yield f"equals its English (if that is meant, comment it: {SAME})"
    if forbidden(re.sub("[\u200e\u200f]", "", form)):  # direction marks place punctuation
        yield "holds a forbidden character"
    if unicodedata.normalize("NFC", form) != form:
        yield "is not in the normal form NFC"
    if _is_wrong_script(form, language) and not same:
        yield "has no letter of its script"
    wanted = places(phrase.plural or phrase.english)
    if not (places(form) <= wanted if phrase.plural else places(form) == wanted):
        yield "has other placeholders than its English"


def places(sentence: str) -> set[str]:
    """Return the names of the placeholders in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _is_wrong_script(form: str, language: str) -> bool:
    letters = [char for char in re.sub(r"\{\w+\}", "", form) if char.isalpha()]
    arabic = any(unicodedata.name(char).startswith("ARABIC") for char in letters)
    return bool(letters and line_mark(language) and not arabic)


def missing(catalog: Catalog) -> int:
    """Return the number of phrases without a translation, which are shown in English."""
    return sum(not all(forms_of(message)) for message in catalog if message.id)


def main() -> int:
    """Rebuild every catalogue, or with ``--check`` change nothing; print the mistakes either way."""
    found: list[str] = []
    for language in languages()[1:]:
        path = FOLDER / f"{language}.po"
        text = rebuilt(read(language))
        if "--check" not in sys.argv:
            path.write_text(text, "utf-8")
        elif text != path.read_text("utf-8"):
            found.append(f"{language}: not as rebuilt; run scripts/l10n.py")
        catalog = read(language)
        found += problems(language, catalog)
        print(f"{language}: {missing(catalog)} of {len(phrases())} phrases are not translated")
    print("\n".join(found) or "no catalogue has a mistake")
    return 1 if found and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
