"""The schema in JSON Schema 2020-12, for projects that share it without sharing Python.

It is derived from the fields, their types and their validators, and gives the same verdict as the
library. It uses only features that `jsonschema`, `jsonschema-rs` and `ajv` read alike: no
``format``, no named classes of characters, no ``$`` at the end of a pattern.
"""

import copy
import datetime
import enum
import itertools
from collections.abc import Mapping
from typing import Any

import attrs

from ..codec.documents import SCHEMA_VERSION
from ..core.fields import Field, fields
from ..core.invariants import Distinct, InOrder, RefersTo, RequireAny
from ..core.issues import Rule
from ..core.metadata import Metadata, metadata_of
from ..core.record import Record, StringValue
from ..core.rules import POINTS_NOWHERE, TOO_DEEP
from ..core.shape import MAX_LIST_LENGTH, Foreign, JsonObject, Many, Number, Plain, Shape
from ..core.unicode import BLANKS, FORBIDDEN
from ..core.validators import (
    DAY,
    LANGUAGE_TAG,
    MAX_EXTRA_TEXT_LENGTH,
    MAX_KEY_LENGTH,
    MAX_TAG_LENGTH,
    MAX_TEXT_LENGTH,
    MOMENT,
    ExtraData,
    InRange,
    OneOf,
    Text,
)
from ..i18n import translate
from ..model import MODEL, Place, Training
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.terms import OWN_CODE, Term
from .catalogue import classes
from .labels import label

Schema = dict[str, Any]


def json_schema(
    cls: type[Record] = Training, language: str | None = None, *, for_types: bool = False
) -> Schema:
    """Return the JSON Schema (2020-12) of documents whose outermost record is a *cls*.

    A document is valid if the schema accepts it and it breaks none of the rules whose codes
    are listed under ``x-semantic-rules``.

    Args:
        cls: A class of the model, or a subclass of one.
        language: The language of ``title`` and ``description``, English if not given; every
            supported language is under ``x-labels``.
        for_types: Whether to write it for type generators: references have no labels beside them,
            and definitions are named after their classes. The verdict is the same.

    Returns:
        The schema as plain data.

    Raises:
        UnknownLanguageError: The language has no translations.

    >>> from tipmodel import Place, json_schema
    >>> json_schema(Place)["title"], json_schema(Place, "ar")["title"]
    ('Place', 'مكان')

    """
    definitions = _Definitions(language or "en")
    outermost = definitions.outermost(cls)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:tipmodel:schema:{SCHEMA_VERSION}:{cls.__name__}",
        "x-schema-version": SCHEMA_VERSION,
        "x-semantic-rules": sorted(rule.key for rule in _semantic_rules(cls)),
        **outermost,
        "$defs": dict(sorted(definitions.made.items())),
    }
    schema = copy.deepcopy(schema)  # parts of it belong to this module and to the fields
    return _for_types(schema, cls) if for_types else schema


def _semantic_rules(cls: type[Record]) -> set[Rule]:
    """Return the rules that compare one value with another, or count levels, which no schema can."""
    records = (each for each in classes(cls, *MODEL).values() if issubclass(each, Record))
    compared = (
        invariant.rule
        for each in records
        for invariant in each.invariants
        if isinstance(invariant, InOrder | Distinct | RefersTo)
    )
    return {POINTS_NOWHERE, TOO_DEEP, *compared}


def _whole(pattern: str) -> str:
    """Match a whole text; in Python, ``$`` would accept a line feed at the end."""
    return rf"^(?:{pattern})(?![\s\S])"


_LABELLED = "en", "ar"
"""The languages of the annotations, so that the schema does not depend on installed packages."""

_SURROGATES = "\ud800-\udfff"  # unknown in Rust, whose strings have none
_NOT_ALLOWED = FORBIDDEN[1:-1].replace(_SURROGATES, "")
_CLEAN = {"pattern": _whole(f"[^{_NOT_ALLOWED}]*")}
_VISIBLE = {"pattern": _whole(f"[{BLANKS}]*[^{BLANKS}{_NOT_ALLOWED}][^{_NOT_ALLOWED}]*")}

_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "pattern": _whole(DAY)},
    datetime.datetime: {"type": "string", "pattern": _whole(MOMENT.pattern)},
}

_TEXT = {"type": "string", "minLength": 1, **_VISIBLE}
_OWN_CODE = {"type": "string", "maxLength": 100, "pattern": _whole(OWN_CODE)}
_JSON = {
    **_CLEAN,
    "maxLength": MAX_EXTRA_TEXT_LENGTH,
    "items": {"$ref": "#/$defs/Json"},
    "propertyNames": {**_CLEAN, "maxLength": MAX_EXTRA_TEXT_LENGTH},
    "additionalProperties": {"$ref": "#/$defs/Json"},
}
_BUILDING_BLOCKS: dict[str, Schema] = {"Text": _TEXT, "OwnCode": _OWN_CODE, "Json": _JSON}

_CONTRADICTIONS: dict[type, list[Schema]] = {
    Count: [
        {"required": ["value", "percent"]},
        {"allOf": [{"not": {"required": ["value"]}}, {"not": {"required": ["percent"]}}]},
        {"required": ["at_most"], "not": {"required": ["value"]}},
    ],
    Place: [
        {
            "required": ["governorate", "country"],
            "properties": {"country": {"not": {"const": "IQ"}}},
        }
    ],
}
"""Contradictions between fields of a class, as far as a schema can express them."""


def _none_of(refused: list[Schema]) -> Schema:
    """Refuse what any of some schemas accepts; type generators ignore ``not``."""
    if not refused:
        return {}
    return {"not": refused[0] if len(refused) == 1 else {"anyOf": refused}}


@attrs.define
class _Definitions:
    """The definitions for ``$defs``, collected on the way through the classes."""

    language: str
    made: dict[str, Schema] = attrs.field(factory=dict)

    def outermost(self, cls: type[Record]) -> Schema:
        """Return the schema of a document: its record, with the version of the schema."""
        made = self._definition(cls)
        record = made["anyOf"][-1] if issubclass(cls, Term) else made
        if "properties" in record:
            version = {"schema_version": {"const": SCHEMA_VERSION}}
            record["properties"] = {**version, **record["properties"]}
        if cls is Count:  # {"value": 32} is the number 32 in a field, but not a Count
            exact = {**_EXACT, "properties": {"precision": {"const": "exact"}}}
            made |= _none_of([*_refused(cls), exact])
        return made

    def _of(self, shape: Shape) -> Schema:  # noqa: PLR0911 - one for each shape
        """Return the schema of a value: of its type and of its validator."""
        match shape:
            case Number(inexact=record):
                options = [dict(_PLAIN[int]), self._reference(record)]
                return {"anyOf": options, **self._asked(shape)}
            case Many(item=item):
                return {"type": "array", "maxItems": MAX_LIST_LENGTH, "items": self._of(item)}
            case JsonObject():
                return {"type": "object", **self._asked(shape)}
            case Plain(validator=Text()):
                return self._asked(shape)
            case Plain(type=kind):
                return {**_PLAIN[kind], **self._asked(shape)}
            case Foreign():
                return {}
        return {**self._reference(shape.type), **self._asked(shape)}

    def _asked(self, shape: Shape) -> Schema:
        """Return the part of the schema that comes from the validator of a field."""
        match shape.validator:
            case InRange(least, most):
                return {"minimum": least, "maximum": most, **_inexact(shape, least)}
            case Text(longest, pattern):
                whole = {"pattern": _whole(pattern)} if pattern else {}
                return {**self._block("Text"), "maxLength": longest, **whole}
            case OneOf() as listed:
                return {"enum": sorted(listed.known())}
            case ExtraData(pattern):
                keys = {"pattern": _whole(pattern), "maxLength": MAX_KEY_LENGTH}
                values = self._block("Json")
                return {"propertyNames": keys, "additionalProperties": values}
        return {}  # the type covers it, or it is a function of the caller

    def _reference(self, cls: type) -> Schema:
        name = cls.__name__
        if name not in self.made:
            self.made[name] = {}  # a class may contain itself
            self.made[name] = self._definition(cls)
        return {"$ref": f"#/$defs/{name}"}

    def _block(self, name: str) -> Schema:
        self.made.setdefault(name, _BUILDING_BLOCKS[name])
        return {"$ref": f"#/$defs/{name}"}

    def _definition(self, cls: type[Any]) -> Schema:
        said = self._said(metadata_of(cls))
        if issubclass(cls, LocalizedText):
            texts = {**self._block("Text"), "maxLength": MAX_TEXT_LENGTH}
            tags = {"pattern": _whole(LANGUAGE_TAG), "maxLength": MAX_TAG_LENGTH}
            shape = {"minProperties": 1, "propertyNames": tags, "additionalProperties": texts}
            return {**said, "type": "object", **shape}
        if issubclass(cls, StringValue):
            return {**said, "type": "string", "pattern": _whole(cls.pattern)}
        if issubclass(cls, enum.Enum):
            return {**said, **self._choices({member.value: member for member in cls})}
        if issubclass(cls, Term):
            code = self._code(cls)
            return {**said, "anyOf": [code, self._record(cls, {"code": code})]}
        return {**said, **self._record(cls, {})}

    def _code(self, cls: type[Term]) -> Schema:
        known = cls.vocabulary()
        name = f"{cls.__name__}Code"
        own = self._block("OwnCode")
        self.made[name] = {"anyOf": [self._choices(known), own]} if known else own
        return {"$ref": f"#/$defs/{name}"}

    def _record(self, cls: type[Record], known: Mapping[str, Schema]) -> Schema:
        properties = {}
        for field in fields(cls):
            shape = known.get(field.name) or self._of(field.shape)
            properties[field.name] = {**shape, **self._about(field)}
        schema = {"type": "object", "properties": properties, "additionalProperties": False}
        required = [field.name for field in fields(cls) if field.required]
        return {
            **schema,
            **({"required": required} if required else {}),
            **_none_of(_refused(cls)),
        }

    def _about(self, field: Field) -> Schema:
        examples = {} if field.example is None else {"examples": [field.example]}
        said = self._said(metadata_of(field))
        return {**said, **examples, "x-sensitivity": field.sensitivity.value}

    def _said(self, about: Metadata) -> Schema:
        said = {
            language: {
                "title": translate(about.label, language),
                "description": translate(about.help, language),
            }
            for language in dict.fromkeys((self.language, *_LABELLED))
        }
        return {**said[self.language], "x-labels": {tag: said[tag] for tag in _LABELLED}}

    def _choices(self, choices: Mapping[str, Any]) -> Schema:
        labels = {
            tag: {code: str(label(choice, language=tag)) for code, choice in choices.items()}
            for tag in _LABELLED
        }
        return {"type": "string", "enum": list(choices), "x-choices": labels}


def _inexact(shape: Shape, least: float) -> Schema:
    """Refuse ``{"value": 0}`` where 0 is refused, but not *more than* 0, which is another number."""
    if least <= 0 or not isinstance(shape, Number):
        return {}
    too_small = {"value": {"exclusiveMaximum": least}, "precision": {"const": "exact"}}
    return {"not": {"type": "object", **_EXACT, "properties": too_small}}


_EXACT: Schema = {"required": ["value"], "not": {"required": ["at_most"]}}
"""Matches a number that is exact, and not a range."""


def _refused(cls: type[Record]) -> list[Schema]:
    """Return the schemas of records that contradict themselves, or state none of several fields."""
    required = (check for check in cls.invariants if isinstance(check, RequireAny))
    unstated = (
        {"allOf": [{"not": _states(field)} for field in check.fields(cls)]} for check in required
    )
    contradictions = (_CONTRADICTIONS.get(base, ()) for base in cls.__mro__)
    return [*unstated, *itertools.chain.from_iterable(contradictions)]


def _states(field: Field) -> Schema:
    something: Schema | None = None
    if isinstance(field.shape, Many):
        something = {"minItems": 1}
    elif isinstance(field.shape, JsonObject):
        something = {"minProperties": 1}
    elif isinstance(field.default, bool | int | float | str):
        something = {"not": {"const": field.default}}
    stated: Schema = {"required": [field.name]}
    return {**stated, "properties": {field.name: something}} if something else stated


_ANY_JSON = {"$ref": "#/$defs/Json"}
_ANNOTATIONS = {"title", "description", "examples", "x-labels", "x-sensitivity", "x-choices"}


def _for_types(schema: Schema, cls: type[Record]) -> Schema:
    """Give the schema the form from which generators make one type for each definition."""
    definitions = schema["$defs"]
    text = dict(definitions.get("Text", {}))
    for name, definition in definitions.items():
        definition["title"] = name
    _bare(schema, text)
    return {**schema, "title": cls.__name__}


def _bare(schema: Any, text: Schema) -> None:
    """Isolate each reference and remove the titles of properties, which would make more types."""
    for inner in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(inner, dict | list):
            _bare(inner, text)
    if not isinstance(schema, dict):
        return
    for each in schema.get("properties", {}).values():
        each.pop("title", None)
    if "propertyNames" in schema and schema["additionalProperties"] == _ANY_JSON:
        # Some generators fail on definitions that refer to themselves; all ignore ``not``.
        schema |= {
            "additionalProperties": True,
            "not": {"not": {"additionalProperties": _ANY_JSON}},
        }
    reference = schema.get("$ref")
    if reference is None:
        return
    beside = schema.keys() - _ANNOTATIONS - {"$ref"}
    if reference == "#/$defs/Text" and beside:
        del schema["$ref"]
        if "pattern" in schema:  # two patterns need two keywords
            schema["pattern"] = f"(?={text['pattern']}){schema['pattern']}"
        schema |= {**text, **schema}
    else:
        for key in schema.keys() & _ANNOTATIONS:
            del schema[key]
