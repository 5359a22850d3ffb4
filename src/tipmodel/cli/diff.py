"""`tipmodel diff`: the differences between the records of two files."""

import argparse
import json

from ..core.metadata import PERSONAL
from ..core.record import Record
from ..core.unicode import shown
from ..i18n import LINE, as_line, isolate_ltr, translate
from ..i18n.phrase import Phrase
from ..views.differences import Difference, differences
from .options import FILE, Options
from .output import GOOD, misused, say_lines
from .reading import read_valid

COMMAND = Phrase("cli.diff", "Show what differs between the records of two files.")
FORMAT = Phrase("cli.diff_format", "Lines for people, or a line of JSON for each difference.")
SAME = Phrase("cli.same", "There is no difference.")
ONLY_FIRST = Phrase("cli.only_first", "only in the first file")
ONLY_SECOND = Phrase("cli.only_second", "only in the second file")
NO_PAIRS = Phrase(
    "cli.no_pairs",
    "The records of these files cannot be matched: each needs a unique identifier.",
)


def add(options: Options) -> None:
    """Add the command."""
    command = options.command("diff", COMMAND, run)
    command.add_argument("first", metavar="A", help=options.say(FILE))
    command.add_argument("second", metavar="B", help=options.say(FILE))
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help=options.say(FORMAT)
    )
    options.choose_class(command)
    options.explain_tables(command)


def run(chosen: argparse.Namespace) -> int:
    """Print the differences; records are matched by their identifiers, single records directly."""
    old, new = (read_valid(file, chosen).records for file in (chosen.first, chosen.second))
    if len(old) == len(new) == 1 and type(old[0]) is type(new[0]):
        _say(chosen, "", differences(old[0], new[0]))
        return GOOD
    before, after = _by_id(old), _by_id(new)
    if before is None or after is None:
        return misused(NO_PAIRS, chosen.language)
    same = True
    for id_ in dict.fromkeys((*before, *after)):
        if id_ not in before or id_ not in after or type(before[id_]) is not type(after[id_]):
            _say_alone(chosen, id_, is_first=id_ in before)
            same = False
        elif differ := differences(before[id_], after[id_]):
            _say(chosen, id_, differ)
            same = False
    if same:
        _say(chosen, "", ())
    return GOOD


def _by_id(records: list[Record]) -> dict[str, Record] | None:
    found = {getattr(record, "id", None): record for record in records}
    return None if None in found or len(found) < len(records) else found  # type: ignore[return-value]


def _say(chosen: argparse.Namespace, id_: str, found: tuple[Difference, ...]) -> None:
    if chosen.format == "json":
        say_lines(_json(each, id_) for each in found)
        return
    lines = [each.text(chosen.language) for each in found]
    if id_:
        lines = [_under(id_, line, chosen.language) for line in lines]
    elif not found:
        lines = [translate(SAME, chosen.language)]
    say_lines(as_line(line, chosen.language) for line in lines)


def _under(id_: str, line: str, language: str) -> str:
    return translate(LINE, language, isolate=False, label=isolate_ltr(shown(id_)), value=line)


def _say_alone(chosen: argparse.Namespace, id_: str, *, is_first: bool) -> None:
    if chosen.format == "json":
        say_lines([json.dumps({"id": id_, "change": "removed" if is_first else "added"})])
        return
    text = translate(ONLY_FIRST if is_first else ONLY_SECOND, chosen.language)
    say_lines([as_line(_under(id_, text, chosen.language), chosen.language)])


def _json(each: Difference, id_: str) -> str:
    """Return a difference for programs, without values, because they may be personal."""
    found = {"id": id_, "change": each.change.value, "pointer": each.pointer}
    if each.sensitivity is PERSONAL:
        found["sensitivity"] = each.sensitivity.value
    return json.dumps({key: value for key, value in found.items() if value or key == "pointer"})
