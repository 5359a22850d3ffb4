"""Answers in JSON, as the APIs of KoBoToolbox and ODK Central return them, turned into sheets."""

import functools
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..codec.json_text import parsed
from ..core.issues import InvalidDataError

if TYPE_CHECKING:
    from .source import Cell, RawSheet, Row

POSITION, PARENT = "\0position", "\0parent"
"""Headings of the columns that join the tables of one document; no question has such a name."""

_KEYS = ("_uuid", "_xform_id_string", "meta/instanceID", "__version__", "__id")
_PAGES = ("results", "@odata.context")
_LISTS = ("results", "value")


def submissions(data: bytes) -> tuple[Sequence[Mapping[str, Any]], bool] | None:
    """Return the answers in a document and whether more pages follow; ``None`` if it has none."""
    if not any(f'"{key}"'.encode() in data for key in (*_KEYS, *_PAGES)):
        return None
    try:
        document = parsed(data)
    except InvalidDataError:
        return None  # the reader of documents reports the issue
    more = is_page = False
    if isinstance(document, Mapping) and not _is_one(document):
        is_page = any(key in document for key in _PAGES)
        more = bool(document.get("next") or document.get("@odata.nextLink"))
        document = next((document[name] for name in _LISTS if name in document), None)
    several = [document] if isinstance(document, Mapping) else document
    if not isinstance(several, list) or not all(map(_is_one, several)):
        return None
    return (several, more) if several or is_page else None


def _is_one(document: object) -> bool:
    return isinstance(document, Mapping) and any(key in document for key in _KEYS)


def as_sheets(several: Sequence[Mapping[str, Any]]) -> "list[RawSheet]":
    """Return answers as the sheets of an export: one for the answers, one for each repeated part."""
    tables: dict[str, list[dict[str, Cell]]] = {"": []}
    for each in several:
        _add(tables, "", each, 0)
    return [_sheet(name, rows) for name, rows in tables.items()]


def _add(
    tables: "dict[str, list[dict[str, Cell]]]", name: str, answers: Mapping[str, Any], parent: int
) -> None:
    from .cells import dumped  # noqa: PLC0415 - most documents are no answers

    rows = tables.setdefault(name, [])
    row: dict[str, Cell] = {}
    rows.append(row)
    number = len(rows)
    for key, value in _flat(answers, ""):
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            if not key.startswith("_"):
                for one in value:
                    _add(tables, key.rpartition("/")[2], one, number)
        elif value not in (None, [], {}) and not key.endswith("@odata.navigationLink"):
            row[key] = dumped(value) if isinstance(value, list | Mapping) else value
    row[POSITION] = number
    if parent:
        row[PARENT] = parent


def _flat(answers: Mapping[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    """Yield answers by name; ODK Central nests groups, KoBoToolbox puts their names before it."""
    for key, value in answers.items():
        if isinstance(value, Mapping) and not key.startswith("_"):
            yield from _flat(value, f"{above}{key}/")
        else:
            yield f"{above}{key}", value


def _sheet(name: str, rows: "Sequence[Mapping[str, Cell]]") -> "RawSheet":
    from .source import RawSheet  # noqa: PLC0415 - as above

    heads = list(dict.fromkeys(key for row in rows for key in row))
    return RawSheet(name, functools.partial(_rows, heads, rows))


def position(row: int) -> int:
    """Return the index of the answer in a row."""
    return row - 2


def _rows(heads: list[str], rows: "Sequence[Mapping[str, Cell]]") -> "Generator[Row, None, None]":
    from .source import Row  # noqa: PLC0415 - as above

    yield Row(1, heads)
    for number, row in enumerate(rows, 2):
        yield Row(number, [row.get(head, "") for head in heads])
