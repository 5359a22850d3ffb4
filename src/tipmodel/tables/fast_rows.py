"""The fast path for rows: read a valid row quickly, and leave any other row to the exact path.

A function is generated for the columns of a table. One check of all texts in a row proves that
most cells can be taken unchanged. Other cells are read as on the exact path, checked by the
validator of their field, and cached with their value until the end of the table. Then the record
is filled at once, as in the generated constructors. A class with a custom constructor, converter
or validator is made by its constructor.
"""

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from ..codec.exact import reader, shared_converter
from ..codec.json_text import parsed
from ..core.constructor import has_default_init, unfrozen_twin
from ..core.extra import Extra
from ..core.fields import Field, fields
from ..core.issues import InvalidDataError, Rule
from ..core.record import Record, broken_when
from ..core.shape import JsonObject, Object, Plain, Texts
from ..core.validators import MAX_TEXT_LENGTH, Text, is_known
from ..values.text import LocalizedText
from .cells import ByLetters, JsonText, Words, is_quoted
from .cleaning import are_clean, cleaned
from .columns import Column
from .source import Cell, Fault, Formatted

NOTHING = attrs.NOTHING
MAX_REMEMBERED = 5_000

Told = list[tuple[int, Rule, Any]]
"""Notices, each with the index of its column and the value that was read."""

Where = tuple[int, Column, str | None]
"""The index of a column, the column, and the language of its heading."""

Placed = Sequence[Where]

Get = Callable[[Sequence[Cell], Told], Any]


class RefusedError(Exception):
    """The exact path must read the row."""


def plain_of(cell: Cell, column: Column, language: str | None) -> tuple[Any, list[Rule]]:
    """Return the plain data of a cell, `NOTHING` if it is empty, and the notices about it.

    Raises:
        InvalidDataError: The cell cannot be read.

    """
    rules: list[Rule] = []
    if isinstance(cell, Fault):
        raise cell.error()
    if isinstance(cell, str):
        cell, rule = cleaned(cell)
        rules += [rule] if rule else []
        if not cell:
            return NOTHING, rules
    plain, rule = column.kind.meant(cell, language)
    rules += [rule] if rule else []
    return parsed(plain) if type(plain) is JsonText else plain, rules


def row_reader(cls: type[Record], placed: Placed, width: int) -> Get:
    """Return a function that makes a record from a row of *width* cells.

    It raises `RefusedError` for an invalid or an empty row.
    """
    # No two columns hold the same value, or a value and a part of it.
    paths = {column.path for _, column, _ in placed}
    above = {path[:depth] for path in paths for depth in range(1, len(path))}
    is_clear = len(paths) == len(placed) and not paths & above
    get = _record_reader(cls, placed, width, 0) if is_clear else _refuse

    def read(row: Sequence[Cell], told: Told) -> Any:
        record = get(row, told)
        if record is NOTHING:
            raise RefusedError
        return record

    return read


def _refuse(*_: object) -> Any:
    raise RefusedError


def _record_reader(cls: type[Record], placed: Placed, width: int, depth: int) -> Get:
    """Return a function that makes a record from cells of a row, or `NOTHING` if they are empty."""
    names: dict[str, Any] = {}
    exec(_compiled(_source(cls, placed, width, depth, names)), names)  # noqa: S102 - the text is made here
    get: Get = names["read"]
    return get


@functools.lru_cache(100)
def _compiled(text: str) -> Any:
    """Compile generated text, which contains nothing from the sheet but the number of columns."""
    return compile(text, "<tipmodel: reading rows>", "exec")


def _source(
    cls: type[Record], placed: Placed, width: int, depth: int, names: dict[str, Any]
) -> str:
    """Return the text of a function that reads a row; add the objects it refers to to *names*."""
    names |= {"N": NOTHING, "refused": RefusedError, "are_clean": are_clean, "cls": cls}
    names |= {"is_quoted": is_quoted}
    columns = {
        field: [each for each in placed if each[1].path[depth] == field.name]
        for field in fields(cls)
    }
    body: list[str] = []
    texts: list[str] = []
    for number, (field, mine) in enumerate(columns.items()):
        column = mine[0][1] if mine else None
        if column is None:
            body.append(f"    v{number} = N")
        elif len(column.path) == depth + 1:
            body += _leaf(field, number, mine[0], names, texts)
        elif column.tag and len(column.path) == depth + 2:
            body += _texts(number, mine, names, texts)
        else:
            inner = _record_reader(field.shape.type, mine, width, depth + 1)
            body += _remembered(number, inner, [index for index, *_ in mine], names)
    indices = {index for index, *_ in placed}
    cells = ", ".join(f"c{at}" if at in indices else "_" for at in range(width))
    return "\n".join(
        [
            "def read(row, told):",
            f"    {cells}, = row",
            *_looked_through(texts),
            *body,
            *_made(cls, names),
        ]
    )


def _looked_through(texts: Sequence[str]) -> Iterator[str]:
    """Yield the lines that check whether all texts can be taken unchanged."""
    if texts:
        yield "    try:"
        for each in texts:
            if each[0] == "t":  # without the apostrophe that protects it
                cell = f"c{each[1:]}"
                yield f'        {each} = {cell}[1:] if {cell}[:1] == "\'" and is_quoted({cell}) else {cell}'
        yield f"        clean = are_clean(({', '.join(texts)},))"
        yield "    except TypeError:"
        yield "        clean = False"


def _made(cls: type[Record], names: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that make the record from the values ``v0``, ``v1``…."""
    known = fields(cls)
    yield f"    if {' and '.join(f'v{number} is N' for number in range(len(known)))}: return N"
    if not _is_filled_at_once(cls):
        names |= {"make": functools.partial(_constructed, cls)}
        pairs = ", ".join(f"({field.name!r}, v{number})" for number, field in enumerate(known))
        yield f"    return make(({pairs},))"
        return
    filled: Any = cls
    names |= {"new": _new, "put": object.__setattr__, "Unfrozen": unfrozen_twin(filled)}

    def named(thing: Any) -> str:
        name = f"rule{len(names)}"
        names[name] = thing
        return name

    yield "    self = new(cls)"
    yield "    put(self, '__class__', Unfrozen)"
    for number, field in enumerate(known):
        if field.required:
            yield f"    if v{number} is N: raise refused"
            yield f"    self.{field.name} = v{number}"
        else:
            is_free = isinstance(field.shape, JsonObject)
            names[f"d{number}"] = Extra.of(field.default) if is_free else field.default
            yield f"    self.{field.name} = d{number} if v{number} is N else v{number}"
    yield "    self.__class__ = cls"
    if cls.invariants:
        yield f"    if {broken_when(cls, named)}: raise refused"
    yield "    return self"


def _is_filled_at_once(cls: type[Record]) -> bool:
    """Whether only fields, known validators and invariants affect the construction of a record."""
    return has_default_init(cls, Record) and all(
        field.validator is None
        or (is_known(field.validator) and not isinstance(field.shape, Texts | Object))
        for field in fields(cls)
    )


def _constructed(cls: type[Record], values: Sequence[tuple[str, Any]]) -> Any:
    try:
        return cls(**{name: value for name, value in values if value is not NOTHING})
    except (ValueError, TypeError):
        raise RefusedError from None


def _leaf(
    field: Field, number: int, cell: Where, names: dict[str, Any], texts: list[str]
) -> Iterator[str]:
    """Yield the lines that read the one cell of a field."""
    index, column, language = cell
    known: dict[Any, Any] = {"": NOTHING}
    names[f"known{number}"] = known.get
    names[f"slow{number}"] = _cell_reader(field, index, column, language, known)
    slow = f"slow{number}(c{index}, told)"
    if isinstance(column.kind, ByLetters):
        texts.append(f"c{index}")
        names |= {"localized": _localized, f"said_in{number}": column.kind.said_in}
        right = f"localized(said_in{number}(c{index}))"
        plain = f"clean and c{index}"
        if column.kind.doubtful:
            names[f"doubtful{number}"] = column.kind.doubtful.search
            plain += f" and not doubtful{number}(c{index})"
        yield f"    v{number} = {right} if {plain} else {slow}"
        return
    check = _text_check(field, column)
    if check is None:
        yield f"    v{number} = known{number}(c{index})"
        yield f"    if v{number} is None: v{number} = {slow}"
        return
    texts.append(f"t{index}")
    longest, form = check
    right = f"clean and t{index}"
    if longest < MAX_TEXT_LENGTH:
        right += f" and len(t{index}) <= {longest}"
    if form:
        names[f"match{number}"] = re.compile(form).fullmatch
        right += f" and match{number}(t{index})"
    yield f"    v{number} = t{index} if {right} else {slow}"


def _text_check(field: Field, column: Column) -> tuple[int, str] | None:
    """Return the length and form of a field whose cells are usually taken unchanged."""
    check, kind = field.validator, column.kind
    is_text = type(field.shape) is Plain and field.shape.type is str and type(check) is Text
    if is_text and isinstance(kind, Words) and kind.pattern == check.pattern:
        return check.longest, kind.form
    return None


def _cell_reader(
    field: Field, index: int, column: Column, language: str | None, known: dict[Any, Any]
) -> Callable[[Cell, Told], Any]:
    """Return a function that reads any cell of a field and caches its value in *known*."""
    read = reader(field.shape, shared_converter().get_structure_hook)
    accepts, check = field.shape.accepts, field.validator
    passes = check.passes if check is not None and is_known(check) else None

    def get(cell: Cell, told: Told) -> Any:
        key = cell if type(cell) is str else (type(cell), cell)  # because 1.0 == True
        made = known.get(key)
        if made is not None:
            return made
        try:
            plain, rules = plain_of(cell, column, language)
            if plain is NOTHING:
                made = NOTHING
            else:
                made, issues = read(plain)
                if issues or plain is None or not accepts(made) or (passes and not passes(made)):
                    raise RefusedError
        except (ValueError, TypeError):
            raise RefusedError from None
        told += [(index, rule, plain) for rule in rules]
        if not rules and len(known) < MAX_REMEMBERED and type(cell) is not Formatted:
            known[key] = made
        return made

    return get


def _texts(number: int, placed: Placed, names: dict[str, Any], texts: list[str]) -> Iterator[str]:
    """Yield the lines that read a text in several languages."""
    tagged = sorted((str(column.tag), index, column, lang) for index, column, lang in placed)
    names[f"slow{number}"] = _texts_reader(tagged)
    slow = f"slow{number}(row, told)"
    if not all(_is_language(tag) for tag, *_ in tagged):
        yield f"    v{number} = {slow}"
        return
    names |= {"localized": _localized}
    texts += [f"c{index}" for _, index, *_ in tagged]
    yield f"    if not clean: v{number} = {slow}"
    yield f"    elif {' or '.join(f'c{index}' for _, index, *_ in tagged)}:"
    yield "        said = {}"
    for at, (tag, index, *_) in enumerate(tagged):
        names[f"tag{number}_{at}"] = tag
        yield f"        if c{index}: said[tag{number}_{at}] = c{index}"
    yield f"        v{number} = localized(said)"
    yield f"    else: v{number} = N"


_new: Any = object.__new__


def _localized(said: dict[str, str]) -> LocalizedText:
    """Make a text from valid texts in the order of their languages."""
    made: LocalizedText = _new(LocalizedText)
    made._texts = said  # noqa: SLF001
    return made


def _is_language(tag: str) -> bool:
    try:
        return bool(LocalizedText({tag: "x"}))
    except InvalidDataError:
        return False


def _texts_reader(
    tagged: Sequence[tuple[str, int, Column, str | None]],
) -> Get:
    """Return a function that reads any cells of a text in several languages."""

    def get(row: Sequence[Cell], told: Told) -> Any:
        texts = {}
        try:
            for tag, index, column, language in tagged:
                plain, rules = plain_of(row[index], column, language)
                told += [(index, rule, plain) for rule in rules]
                if plain is not NOTHING:
                    texts[tag] = plain
            return LocalizedText(texts) if texts else NOTHING
        except (ValueError, TypeError):
            raise RefusedError from None

    return get


def _remembered(
    number: int, get: Get, indices: Sequence[int], names: dict[str, Any]
) -> Iterator[str]:
    """Yield the lines that read a nested record, which can be cached because it never changes."""
    known: dict[tuple[Cell, ...], Any] = {("",) * len(indices): NOTHING}

    def read(key: tuple[Cell, ...], row: Sequence[Cell], told: Told) -> Any:
        before = len(told)
        made = get(row, told)
        lasts = len(told) == before and all(type(cell) is str for cell in key)
        if lasts and len(known) < MAX_REMEMBERED:
            known[key] = made
        return made

    names |= {f"known{number}": known.get, f"slow{number}": read}
    yield f"    key = ({', '.join(f'c{index}' for index in indices)},)"
    yield f"    v{number} = known{number}(key)"
    yield f"    if v{number} is None: v{number} = slow{number}(key, row, told)"
