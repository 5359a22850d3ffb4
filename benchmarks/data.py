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


def ten_errors() -> bytes:
    """Return a roster of 32 with ten mistakes in ten people."""
    data = json.loads(plain(roster(32, ("ar", "en"))))
    for number, (path, value) in enumerate(WRONG[:10]):
        _put(data["participants"][number * 3], path, value)
    return json.dumps(data, ensure_ascii=False).encode()


def _put(data: Any, path: tuple[str | int, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = copy.deepcopy(value)
