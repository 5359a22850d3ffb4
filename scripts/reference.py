"""Rebuild the reference pages by walking the package, or check them with ``--check``."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tipmodel.core.issues import Rule
from tipmodel.core.metadata import LabeledEnum, Sensitivity, metadata_of
from tipmodel.core.record import Field, fields
from tipmodel.core.rules import ADVICE, RULES
from tipmodel.core.shape import JsonObject, Many, Number, Shape
from tipmodel.i18n import translate
from tipmodel.i18n.phrase import Phrase
from tipmodel.model import MODEL, choices
from tipmodel.tables.rules import FILE_RULES, NOTICES
from tipmodel.values.counts import AgeBand, Count, FileSize, Precision
from tipmodel.values.dates import DateSpan, PartialDate
from tipmodel.values.durations import Duration, DurationUnit
from tipmodel.vocab.governorate import Governorate, Region
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import VOCABULARIES, Term

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
VALUES = (PartialDate, DateSpan, Duration, Count, AgeBand, FileSize, Term)
CHOICES: tuple[type[LabeledEnum], ...] = (
    *(each for each in vars(choices).values() if isinstance(each, type) and each.__module__ == choices.__name__),
    Precision,
    DurationUnit,
    Region,
    Sensitivity,
)  # fmt: skip
PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}


def pages() -> dict[str, str]:
    """Return the text of every page by the name of its file."""
    return {
        "model.md": _page("Classes and fields", _classes()),
        "vocabularies.md": _page("Vocabularies", _vocabularies()),
        "rules.md": _page("Rules and findings", _rules()),
    }


def _page(title: str, lines: Iterable[str]) -> str:
    made = "<!-- Made by scripts/reference.py; do not edit. -->"
    return "\n".join([made, "", f"# {title}", "", *lines]).rstrip() + "\n"


def _classes() -> Iterator[str]:
    yield (
        "**Bold** fields are required. *LocalizedText* is an object of texts by language tag, such as "
        '`{"en": "…", "ar": "…"}`, with at least one text. What is personal is never published.'
    )
    yield ""
    for cls in (*MODEL, *VALUES):
        yield from _heading(cls.__name__, metadata_of(cls).label, metadata_of(cls).help)
        head = ("field", "holds", "English", "Arabic", "meaning", "who may see it", "example")
        yield from _table(head, (_row(field) for field in fields(cls)))
    for choice in CHOICES:
        yield from _heading(choice.__name__, metadata_of(choice).label, metadata_of(choice).help)
        columns = ("code", "English", "Arabic", "meaning")
        yield from _table(
            columns, ((f"`{m.value}`", *_said(m.label), m.help.english) for m in choice)
        )


def _row(field: Field) -> tuple[str, ...]:
    who = str(field.sensitivity.value)
    return (
        _name(field),
        _type(field.shape),
        *_said(field.label),
        field.help.english,
        who,
        _example(field),
    )


def _vocabularies() -> Iterator[str]:
    yield 'A code of a list can stand as it is; words of your own are `{"names": {"en": "…"}}`.'
    yield ""
    yield from _heading(
        "Governorate", metadata_of(Governorate).label, metadata_of(Governorate).help
    )
    rows = (
        (f"`{g.value}`", *(g.names[tag] for tag in ("en", "ar", "ckb")), g.iso or "", g.pcode or "")
        for g in Governorate
    )
    yield from _table(("code", "English", "Arabic", "Sorani", "ISO 3166-2", "P-code"), rows)
    for cls in VOCABULARIES:
        yield from _heading(cls.__name__, metadata_of(cls).label, metadata_of(cls).help)
        terms = cls.vocabulary()
        rows = ((f"`{code}`", *(terms[code].text(tag) for tag in ("en", "ar"))) for code in terms)
        yield from _table(("code", "English", "Arabic"), rows)
    yield "## Known legal instruments"
    yield ""
    facts = known_instruments().items()
    yield from _table(
        ("code", "English", "Arabic"),
        ((f"`{c}`", f["title"]["en"], f["title"]["ar"]) for c, f in facts),
    )


def _rules() -> Iterator[str]:
    for title, rules in (
        ("Rules: what makes data invalid", RULES),
        ("Findings: advice about valid records", ADVICE),
        ("Rules of files: what cannot be read", FILE_RULES),
        ("Notices: what was read otherwise than it stands there", NOTICES),
    ):
        yield f"## {title}"
        yield ""
        yield from _table(("code", "English", "Arabic"), map(_rule, rules))


def _rule(rule: Rule) -> tuple[str, ...]:
    return (f"`{rule.key}`", *_said(rule))


def _said(phrase: Phrase) -> tuple[str, str]:
    places = {name: f"{{{name}}}" for name in _places(phrase.english)}
    return phrase.english, translate(phrase, "ar", isolate=False, **places)


def _places(sentence: str) -> Iterator[str]:
    return (part.split("}")[0] for part in sentence.split("{")[1:])


def _heading(name: str, label: Phrase, help_: Phrase) -> Iterator[str]:
    english, arabic = _said(label)
    yield from (f"## {name}", "", f"{english} · {arabic}. {help_.english}", "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in rows)
    yield ""


def _name(field: Field) -> str:
    return f"**{field.name}**" if field.required else field.name


def _type(shape: Shape) -> str:
    match shape:
        case Many(item=item):
            return f"list of {_type(item)}"
        case Number(inexact=record):
            return f"{PLAIN[int]} or {record.__name__}"
        case JsonObject():
            return "object"
    return PLAIN.get(shape.type) or str(shape.type.__name__)


def _example(field: Field) -> str:
    example = field.example
    return "" if example is None else f"`{json.dumps(example, ensure_ascii=False)}`"


def main() -> int:
    """Rebuild the pages; with ``--check``, only tell which are not as rebuilt."""
    stale = [name for name, text in pages().items() if _on_disk(name) != text]
    if "--check" in sys.argv:
        print("\n".join(f"docs/reference/{name}: run scripts/reference.py" for name in stale))
        return 1 if stale else 0
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
    return 0


def _on_disk(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
