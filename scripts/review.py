"""Write a sheet in which a native reader can review every word of a language: ``review.py ar``.

One row for each phrase, plural form, governorate, term and legal instrument: its key, the
English, the translation, the translation as readers meet it, where it comes from, and whether a
native reader has seen it. The file is CSV that spreadsheet programs open as it is.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from l10n import UNREVIEWED, phrases, places, read
from tipmodel import Governorate, Headcount, PartialDate, Training, label
from tipmodel.core.record import label_of
from tipmodel.i18n import Said, languages, plural_categories, translate
from tipmodel.i18n.phrase import Phrase
from tipmodel.i18n.words import forms_of
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import VOCABULARIES

HEADINGS = ("key", "English", "translation", "as readers meet it", "source", "seen by a native reader", "remark")  # fmt: skip

FILLED: dict[str, Said] = {
    "field": label_of(Training, "title"),
    "part": label_of(Headcount, "female"),
    "expected": Phrase("kind.whole_number", "a whole number"),
    "found": Phrase("kind.text", "text"),
    "governorate": Governorate.ERBIL,
    "suggestion": (Governorate.ERBIL, Governorate.DUHOK),
    "date": PartialDate.parse("2015-05-04"),
    "start": PartialDate.parse("2015-05-04"),
    "end": PartialDate.parse("2015-05-07"),
    "n": 32,
}
"""The values for the places of a sentence; places not listed are numbers."""


def rows(language: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet, headings first."""
    yield HEADINGS
    found = {str(message.context): message for message in read(language)}
    for key, phrase in phrases().items():
        message = found[key]
        seen = "no" if UNREVIEWED in message.user_comments else "yes"
        for number, form in enumerate(forms_of(message)):
            place = f"{key}[{number}]" if phrase.plural else key
            yield place, phrase.english, form, _met(phrase, language, number), "catalogue", seen, ""
    for governorate in Governorate:
        name = governorate.names.get(language, "")
        yield f"governorate.{governorate.value}", governorate.text("en"), name, name, "governorates.toml", "no", ""  # fmt: skip
    for cls in VOCABULARIES:
        for code, term in cls.vocabulary().items():
            name = term.names.get(language, "") if term.names else ""
            yield f"{cls.table}.{code}", label(term, language="en"), name, name, term.source or "", "no", ""  # fmt: skip
    for code, facts in known_instruments().items():
        title = facts["title"].get(language, "")
        yield f"instruments.{code}", facts["title"]["en"], title, title, facts["source"], "no", ""


COUNTED = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each plural category."""


def _met(phrase: Phrase, language: str, number: int) -> str:
    values: dict[str, Any] = {name: FILLED.get(name, 7) for name in places(phrase.english)}
    if phrase.plural:
        values["n"] = COUNTED[plural_categories(language)[number]]
    return translate(phrase, language, **values)


def main() -> int:
    """Write the sheet of the language that is given, into the folder ``dist``."""
    language = sys.argv[1] if len(sys.argv) > 1 else "ar"
    if language not in languages()[1:]:
        print(f"there is nothing to review in {language}")
        return 2
    path = Path(__file__).parent.parent / "dist" / f"review-{language}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows(language))
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
