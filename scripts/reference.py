"""Rebuild the reference pages by walking the package, or check them with ``--check``."""

import argparse
import ast
import functools
import importlib.util
import inspect
import json
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import tipmodel
from docstrings import entry, first_line, markdown
from tipmodel import cli, extend, strategies
from tipmodel.codec.json_text import Limits
from tipmodel.core.fields import Field, fields
from tipmodel.core.issues import Rule
from tipmodel.core.metadata import LabeledEnum, Sensitivity, metadata_of
from tipmodel.core.rules import ADVICE, RULES
from tipmodel.core.shape import JsonObject, Many, Number, Object, Shape, Written
from tipmodel.i18n import translate
from tipmodel.i18n.phrase import Phrase
from tipmodel.model import MODEL, choices
from tipmodel.tables.rules import FILE_RULES, NOTICES
from tipmodel.values.counts import Precision
from tipmodel.values.durations import DurationUnit
from tipmodel.vocab.governorate import Governorate, Region
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import VOCABULARIES, Term

FOLDER = Path(__file__).parent.parent / "docs" / "reference"


def _values(*classes: type) -> Iterator[type]:
    """Yield the classes of values inside the fields of some classes."""
    for field in (field for cls in classes for field in fields(cls)):
        match field.shape.item if isinstance(field.shape, Many) else field.shape:
            case Number(inexact=found) | Written(type=found):
                yield from (found, *_values(found))
            case shape if type(shape) is Object and shape.type not in MODEL:
                yield from (shape.type, *_values(shape.type))


VALUES = (*dict.fromkeys(_values(*MODEL)), Term)
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
    arrow = {}
    if importlib.util.find_spec("pyarrow"):  # the group `engines` has it
        arrow["arrow.md"] = _page("Arrow", _module(import_module("tipmodel.arrow")))
    return arrow | {
        "model.md": _page("Classes and fields", _classes()),
        "vocabularies.md": _page("Vocabularies", _vocabularies()),
        "rules.md": _page("Rules and findings", _rules()),
        "api.md": _page("Functions and classes", _api()),
        "cli.md": _page("Command line", _command_line()),
        "limits.md": _page("Limits", _limits()),
        "strategies.md": _page("Strategies", _module(strategies)),
        "extend.md": _page("Extending", _module(extend)),
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


def _api() -> Iterator[str]:
    yield "Everything that `tipmodel` exports. The examples run as they are printed, after:"
    yield from ("", "```python", ">>> import tipmodel", ">>> from tipmodel import *", "", "```", "")
    for home, names in tipmodel._HOMES.items():  # noqa: SLF001 - the one list of public names
        things = {name: getattr(tipmodel, name) for name in names.split()}
        module = import_module(f"tipmodel.{home}")
        yield from (f"## {first_line(module).rstrip('.')}", "")
        if home == "model":
            yield "The fields of each class are listed under [classes and fields](model.md)."
            yield ""
            head = ("class", "what it is")
            yield from _table(head, ((f"`{n}`", first_line(cls)) for n, cls in things.items()))
            continue
        for name, thing in things.items():
            yield from entry(name, thing)


def _module(module: Any) -> Iterator[str]:
    yield from markdown(inspect.getdoc(module) or "")
    yield from ("```python", f">>> from {module.__name__} import *", "", "```", "")
    yield from ("## Names", "")
    texts = {name: text for _, name, text in constants() if text}
    for name in module.__all__:
        if name in texts:
            yield from (f"### {name}", "", texts[name], "")
        elif name in tipmodel.__all__:
            yield from (f"### {name}", "", f"See [{name}](api.md#{name.lower()}).", "")
        else:
            yield from entry(name, getattr(module, name))


def _command_line() -> Iterator[str]:
    parser = cli.parser("en")
    yield f"{parser.description} Also `python -m tipmodel`."
    yield ""
    yield "The exit status is 0 if all is well, 1 for invalid data and 2 for misuse."
    yield ""
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))  # noqa: SLF001
    yield from _options(action for action in parser._actions if action is not commands)  # noqa: SLF001
    for name, command in commands.choices.items():
        actions = [a for a in command._actions if not isinstance(a, argparse._HelpAction)]  # noqa: SLF001
        usage = " ".join(["tipmodel", name, *map(_usage, actions)])
        yield from (f"## {name}", "", str(command.description), "", "```text", usage, "```", "")
        yield from _options(actions)


def _usage(action: argparse.Action) -> str:
    metavar = _metavar(action)
    if not action.option_strings:
        many = f"{metavar} [{metavar} …]" if action.nargs == "+" else metavar
        return f"[{metavar}]" if action.nargs in ("?", "*") else many
    option = " ".join(filter(None, (action.option_strings[-1], metavar)))
    return option if action.required else f"[{option}]"


def _metavar(action: argparse.Action) -> str:
    return "" if action.nargs == 0 else str(action.metavar or action.dest).upper()


def _options(actions: Iterable[argparse.Action]) -> Iterator[str]:
    rows = [_option(action) for action in actions if not isinstance(action, argparse._HelpAction)]  # noqa: SLF001
    if rows:
        yield from _table(("argument", "meaning", "one of", "default"), rows)


def _option(action: argparse.Action) -> tuple[str, ...]:
    names = ", ".join(f"`{option}`" for option in action.option_strings)
    values = ", ".join(f"`{choice}`" for choice in action.choices or ())
    default = action.default
    shown = "" if default in (None, False, argparse.SUPPRESS) else f"`{default}`"
    return (
        names or f"`{_metavar(action)}`",
        str(action.help).replace(" (%(choices)s)", ""),
        values,
        shown,
    )


def _limits() -> Iterator[str]:
    yield "Data beyond a limit cause an error with a code, never a crash or a loss."
    yield from ("", "## Limits of a document", "")
    yield "Arguments of `loads` and `validate`: `tipmodel.Limits(bytes=…, depth=…, digits=…)`."
    yield ""
    head = ("limit", "number", "meaning")
    meanings = _attributes(Limits)
    rows = ((f"`{n}`", f"{getattr(Limits(), n):,}", text) for n, text in meanings.items())
    yield from _table(head, rows)
    yield from ("## Fixed limits", "")
    yield "The lengths and ranges of single fields are in the [JSON Schema](../how-to/validate-in-node.md)."
    yield ""
    rows = (
        (f"`{module.removeprefix('tipmodel.')}.{name}`", f"{value:,}", text)
        for module, name, value, text in limits()
    )
    yield from _table(head, rows)


def _attributes(cls: type) -> dict[str, str]:
    lines = list(markdown(inspect.getdoc(cls) or ""))
    items = (line[3:].partition("`: ") for line in lines if line.startswith("- `"))
    return {name: text for name, _, text in items}


def limits() -> Iterator[tuple[str, str, int, str]]:
    """Yield every limit that a module sets, by its name ``MAX_…`` or ``MIN_…``, with its meaning."""
    # `tipmodel.arrow` has its own page.
    for module, name, text in (each for each in constants() if ".arrow." not in each[0]):
        if name.startswith(("MAX_", "MIN_")):
            yield module, name, getattr(import_module(module), name), text or _plain(name)


@functools.cache
def constants() -> tuple[tuple[str, str, str], ...]:
    """Return the constants of all modules: module, name, and the docstring below, if any."""
    return tuple(
        (path_name, *each)
        for path_name, path in _modules()
        for each in _constants_in(ast.parse(path.read_text("utf-8")).body)
    )


def _modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(Path(tipmodel.__path__[0]).rglob("*.py")):
        parts = path.relative_to(tipmodel.__path__[0]).with_suffix("").parts
        yield ".".join(("tipmodel", *parts)).removesuffix(".__init__"), path


def _constants_in(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement, after in zip(body, [*body[1:], None], strict=True):
        match statement, after:
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str() as text)),
            ):
                yield name, text.replace("``", "`")
            case ast.Assign(targets=[ast.Name(id=name)]), _:
                yield name, ""


def _plain(name: str) -> str:
    return f"{name.partition('_')[2].replace('_', ' ').capitalize()}."


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
    """Rebuild the pages, or with ``--check`` print which are out of date."""
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
