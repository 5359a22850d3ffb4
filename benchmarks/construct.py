"""Constructing records in Python, with validation."""

import contextlib
from collections.abc import Callable
from typing import Any

import schema
from timing import table, times
from tipmodel import Headcount, LocalizedText, Participant, Sex


def main() -> None:
    """Print the time to construct one, with four fields and with only the name, and wrong records."""
    model, count = schema.pydantic_model(Participant), schema.pydantic_model(Headcount)
    name, text = LocalizedText(ar="اسم المشارك"), {"ar": "اسم المشارك"}
    rest = {"id": "1", "sex": Sex.FEMALE, "email": "someone@example.org"}
    rows = {
        "four fields": {
            "tipmodel": lambda: Participant(name=name, **rest),
            "pydantic": lambda: model(name=text, **rest),
        },
        "and the name made too": {
            "tipmodel": lambda: Participant(name=LocalizedText(ar="اسم المشارك"), **rest),
            "pydantic": lambda: model(name=text, **rest),
        },
        "id alone": {"tipmodel": lambda: Participant(id="1"), "pydantic": lambda: model(id="1")},
        "a wrong headcount": {
            "tipmodel": _refused(lambda: Headcount(total=-32, female=10, male=22)),
            "pydantic": _refused(lambda: count(total=-32, female=10, male=22)),
        },
        "a wrong e-mail": {
            "tipmodel": _refused(lambda: Participant(id="1", email="x")),
            "pydantic": _refused(lambda: model(id="1", email="x")),
        },
    }
    table({title: times(row) for title, row in rows.items()}, "pydantic")


def _refused(make: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        with contextlib.suppress(ValueError):
            make()
            raise AssertionError("a wrong record is made")

    return run


if __name__ == "__main__":
    main()
