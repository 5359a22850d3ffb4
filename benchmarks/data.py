"""The documents that every contender reads; the same on every machine."""

import copy
import json
import random
from typing import Any

import tipmodel
from tipmodel.examples import example_bytes

ARABIC = {
    "first": "اسم المشارك",
    "job": "ضابط تحقيق",
    "unit": "قسم مكافحة الاتجار بالبشر",
    "body": "وزارة الداخلية",
}
ENGLISH = {"first": "Participant", "job": "Investigator", "unit": "Counter-Trafficking Department", "body": "Ministry of Interior"}  # fmt: skip


def founding() -> bytes:
    """Return the founding report as the library writes it."""
    return tipmodel.dumps(tipmodel.loads(example_bytes()))


def roster(people: int, languages: tuple[str, ...]) -> bytes:
    """Return a training with a list of participants, their texts in *languages*."""
    chance = random.Random(people)
    words = {"ar": ARABIC, "en": ENGLISH}

    def text(key: str, more: str = "") -> dict[str, str]:
        return {tag: words[tag][key] + more for tag in languages}

    participants = [
        {
            "id": str(number),
            "name": text("first", f" {number}"),
            "rank": chance.choice(["major", "captain", "colonel"]),
            "job_title": text("job"),
            "sex": chance.choice(["female", "male"]),
            "affiliation": {"name": text("unit"), "part_of": {"name": text("body")}},
            "place": {"governorate": chance.choice(["erbil", "ninewa", "baghdad"])},
            "age": {"at_least": 25, "below": 35},
            "email": f"p{number}@example.org",
            "phone": f"+9647500{number:06}",
            "days_attended": 4,
            "pre_test": chance.randrange(101),
            "post_test": 82.5,
            "certificate": True,
        }
        for number in range(people)
    ]
    data = {"id": "roster", "title": text("unit"), "participants": participants}
    return tipmodel.dumps(tipmodel.structure(data))


def documents() -> dict[str, bytes]:
    """Return the documents by name."""
    found = {"founding report": founding()}
    for people in (32, 500):
        for name, tags in {"Arabic": ("ar",), "English": ("en",), "mixed": ("ar", "en")}.items():
            found[f"{people} people, {name}"] = roster(people, tags)
    return found


def plain(document: bytes) -> bytes:
    """Return a document without the version of the schema, which only this library knows."""
    return document.replace(b'"schema_version":"1.1",', b"")


WRONG: list[tuple[tuple[str | int, ...], Any]] = [
    (("email",), "x"), (("pre_test",), 101), (("sex",), "x"), (("id",), "a b"),
    (("days_attended",), "4"), (("name", "ar"), ""), (("oops",), 1),
    (("place", "governorate"), "x"), (("certificate",), 1), (("affiliation", "name"), {}),
    (("phone",), "077"), (("age", "below"), 25), (("rank",), 5), (("post_test",), None),
    (("affiliation", "part_of"), {"name": {"en": "a\u202eb"}}), (("place",), {}),
    (("job_title", "x!"), "x"), (("age", "at_least"), -1), (("birth_year",), 1500),
    (("consent",), {}),
]  # fmt: skip
"""One mistake each: its place, and the wrong value."""


def defects() -> list[bytes]:
    """Return documents with one mistake each, which every contender must refuse."""
    found = []
    for path, value in WRONG:
        data = json.loads(plain(roster(1, ("ar",))))
        _put(data["participants"][0], path, value)
        found.append(json.dumps(data, ensure_ascii=False).encode())
    return found


WRONG_IN_REPORT: list[tuple[tuple[str | int, ...], Any]] = [
    (("headcount", "total"), -1), (("speakers", 1, "rank"), "x y"), (("objectives", 0, "en"), ""),
    (("documents", 0, "size"), "8 x"), (("source", "url"), "x"), (("places", 0, "country"), "XX"),
    (("notes", 0, "kind"), "x"), (("legal_instruments", 0, "year"), "2012"), (("oops",), 1),
    (("programmes", 0, "name"), {}),
]  # fmt: skip
"""The same for the founding report."""


def wrong_report(mistakes: int) -> bytes:
    """Return the founding report with mistakes in different fields."""
    data = json.loads(plain(founding()))
    for path, value in WRONG_IN_REPORT[:mistakes]:
        _put(data, path, value)
    return json.dumps(data, ensure_ascii=False).encode()


def wrong_roster(people: int, mistakes: int) -> bytes:
    """Return a roster with mistakes in different people, ten kinds of them in turn."""
    data = json.loads(plain(roster(people, ("ar", "en"))))
    for number in range(mistakes):
        path, value = WRONG[number % 10]
        _put(data["participants"][number * (people // mistakes)], path, value)
    return json.dumps(data, ensure_ascii=False).encode()


def wrong_documents() -> dict[str, bytes]:
    """Return the documents with mistakes by name."""
    return {
        "founding report, 1": wrong_report(1),
        "founding report, 10": wrong_report(10),
        "32 people, 1": wrong_roster(32, 1),
        "32 people, 10": wrong_roster(32, 10),
        "500 people, 1": wrong_roster(500, 1),
        "500 people, 10": wrong_roster(500, 10),
        "500 people, 500": wrong_roster(500, 500),
    }


def _put(data: Any, path: tuple[str | int, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = copy.deepcopy(value)
