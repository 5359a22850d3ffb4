"""Constructing a participant in Python, with validation."""

import schema
from timing import table, times
from tipmodel import LocalizedText, Participant, Sex


def main() -> None:
    """Print the time to construct one, with four fields and with only the name."""
    model = schema.pydantic_model(Participant)
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
    }
    table({title: times(row) for title, row in rows.items()}, "pydantic")


if __name__ == "__main__":
    main()
