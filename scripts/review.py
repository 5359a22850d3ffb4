"""Write a sheet in which a native reader can review every word of a language: ``review.py ar``.

One row for each phrase, plural form, governorate, term and legal instrument: its key, the
English, the translation, the translation in context, its source, and whether a native reader has
seen it. The file is CSV that spreadsheet programs open directly.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from l10n import UNREVIEWED, phrases, places, read
from tipmodel import (  # fmt: skip
    DateSpan,
    Duration,
    DurationUnit,
    Governorate,
    Headcount,
    Issue,
    LegalInstrument,
    PartialDate,
    Status,
    Training,
    label,
)
from tipmodel.core.fields import label_of
from tipmodel.core.issues import Rule
from tipmodel.i18n import Weekday, languages, plural_categories, translate
from tipmodel.i18n.phrase import Phrase
from tipmodel.i18n.words import forms_of
from tipmodel.vocab.countries import Country
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import VOCABULARIES

HEADINGS = ("key", "English", "translation", "as readers meet it", "source", "seen by a native reader", "remark")  # fmt: skip

FILLED: dict[str, Any] = {
    "aside": "العراق",
    "after": "24",
    "adds": "fr",
    "available": "en، ar، ckb",
    "base": 24,
    "before": "32",
    "cell": "C7",
    "cells": "C7–C9",
    "choices": (Status.HELD.label, Status.PLANNED.label, Status.CANCELLED.label),
    "codepoint": "U+202E",
    "column": 11,
    "columns": "D، F",
    "command": "pip install tipmodel[xlsx]",
    "count": 40,
    "counted": Duration(value=4, unit=DurationUnit.DAY),
    "country": Country("JO"),
    "date": PartialDate.parse("2015-05-08"),
    "dates": DateSpan(start=PartialDate.parse("2015-05-04"), end=PartialDate.parse("2015-05-07")),
    "day": 5,
    "encoding": "cp1256",
    "example": "«اللقب=academic_rank»",
    "end": PartialDate.parse("2015-05-03"),
    "expected": Phrase("kind.whole_number", "a whole number"),
    "field": label_of(Training, "title"),
    "errors": 2,
    "fields": "المتحدثون، الجلسات",
    "file": "participants.xlsx",
    "first": PartialDate.parse("2015-05-12"),
    "form": "2026-10-18",
    "function": "tipmodel.read",
    "given": "shoes",
    "found": Phrase("kind.text", "text"),
    "governorate": Governorate.SALAH_AL_DIN,
    "heading": "الاسم الكامل (بالعربية)",
    "id": "erbil-1",
    "key": "headcont",
    "kind": "PDF",
    "label": label_of(Training, "title"),
    "law": LegalInstrument(code="iq_law_28_2012"),
    "last": PartialDate.parse("2015-12-05"),
    "known": ("csv", "json", "xlsx"),
    "least": 1,
    "listed": "12",
    "lost": ("الرسوم", "الصور"),
    "mark": "4.3",
    "meanings": (label_of(Training, "title"), label_of(Training, "topics")),
    "most": 10_000,
    "n": 32,
    "name": "صلاح الدين",
    "names": "name, sex",
    "nothing": "«اللقب=»",
    "noun": label_of(Training, "participants"),
    "official": "قانون مكافحة الاتجار بالبشر رقم (28) لسنة 2012",
    "of": 3,
    "option": "--class",
    "package": "acme_words",
    "part": label_of(Headcount, "female"),
    "people": "مارغريتا كروك",
    "path": "name.first",
    "place": "المتحدثون، الرقم 4",
    "places": "أربيل؛ جنوب العراق",
    "position": 4,
    "published": PartialDate.parse("2015-05-20"),
    "purpose": "قائمة الحضور والشهادات",
    "related": PartialDate.parse("2015-06-02"),
    "roles": ("الجهة المنظِّمة", "الجهة المموِّلة"),
    "records": 30,
    "result": 30,
    "rows": "3، 5",
    "second": PartialDate.parse("2015-12-05"),
    "sheet": "المشاركون",
    "shown": "#REF!",
    "start": PartialDate.parse("2015-05-04"),
    "stated": Duration(value=2, unit=DurationUnit.WORKING_DAY),
    "suggestion": (Governorate.ERBIL, Governorate.DUHOK),
    "text": "الشرطة المجتمعية",
    "title": "تدريب مسؤولي حقوق الإنسان",
    "sum": 38,
    "tag": "fr",
    "time": "09:30",
    "tongue": "الإنكليزية",
    "total": 36,
    "trainings": "تدريب مسؤولي حقوق الإنسان، ورشة البصرة",
    "value": "أربيل، العراق",
    "version": "1.1",
    "weekday": Weekday(6),
    "whole": label_of(Training, "headcount"),
    "year": "2015",
}
"""The values for the placeholders of a sentence; placeholders that are not listed are numbers."""

DOUBTS = {
    "LegalInstrument": "«صك قانوني» was avoided, since صك alone is a bank cheque; is «قانون أو اتفاقية» wide enough?",
    "Speaker": "Iraqi reports often say محاضر; متحدث also means spokesperson",
    "Person.honorific": "clear, but not seen as a heading of an Iraqi form",
    "Person.affiliation": "usual for police and universities; ministries may say الدائرة or جهة العمل",
    "Training.populations": "own wording",
    "Occurrence": "own wording; «دورة انعقاد» or «تنفيذ» possible",
    "Status.held": "«الدورات المنفذة» is usual; «أُقيم» or «منعقد» possible",
    "Delivery.hybrid": "used at universities; offices may not know it",
    "Participant.pre_test": "usual in education",
    "Participant.id": "lists of offices say «ت» or «التسلسل»",
    "language.en": "Iraqi and United Nations spelling; the Unicode CLDR writes الإنجليزية",
    "Note.about": "bookish",
    "Outcome.by": "bookish",
    "card.round": "«الجولة» or «الدورة»?",
    "topics.gender_based_violence": "United Nations usage; Iraqi offices may not use «النوع الاجتماعي» since 2023",
    "topics.psychosocial_support": "also written with «و»",
    "methods.coaching": "«توجيه فردي» is untrue for groups; is «توجيه وإرشاد» understood?",
    "speaker_roles.quoted": "own wording",
    "populations.vulnerable_populations": "«الهشة» and «الأكثر ضعفًا» also occur",
}
"""Questions that a native reader should decide first."""


def rows(language: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the sheet, headings first."""
    yield HEADINGS
    found = {str(message.context): message for message in read(language)}
    for key, phrase in phrases().items():
        message = found[key]
        seen = "no" if UNREVIEWED in message.user_comments else "yes"
        for number, form in enumerate(forms_of(message)):
            place = f"{key}[{number}]" if phrase.plural else key
            yield (
                place,
                phrase.english,
                form,
                _met(phrase, language, number),
                "catalogue",
                seen,
                DOUBTS.get(key, ""),
            )
    for governorate in Governorate:
        name = governorate.names.get(language, "")
        yield f"governorate.{governorate.value}", governorate.text("en"), name, name, "governorates.toml", "no", ""  # fmt: skip
    for cls in VOCABULARIES:
        for code, term in cls.vocabulary().items():
            name = term.names.get(language, "") if term.names else ""
            yield f"{cls.table}.{code}", label(term, language="en"), name, name, term.source or "", "no", DOUBTS.get(f"{cls.table}.{code}", "")  # fmt: skip
    for code, facts in known_instruments().items():
        title = facts["title"].get(language, "")
        yield f"instruments.{code}", facts["title"]["en"], title, title, facts["source"], "no", ""


COUNTED = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
"""A number of each plural category."""


def _met(phrase: Phrase, language: str, number: int) -> str:
    values: dict[str, Any] = {name: FILLED.get(name, 7) for name in places(phrase.english)}
    if isinstance(phrase, Rule):
        values.pop("field", None)  # the issue has it
        return Issue(phrase, values, field=label_of(Training, "title")).sentence(language)
    if phrase.plural:
        values["n"] = COUNTED[plural_categories(language)[number]]
    return translate(phrase, language, **values)


def main() -> int:
    """Write the sheet of the given language to the folder ``dist``."""
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
