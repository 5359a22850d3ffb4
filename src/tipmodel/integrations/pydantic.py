"""Records as fields of Pydantic models, with our issues and our schema.

Pydantic finds this module through methods of `Record`.
"""

from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError, core_schema

from ..codec.documents import structure, unstructure
from ..core.issues import InvalidDataError, Issue
from ..core.record import Record
from ..core.shape import MAX_LIST_LENGTH
from ..model.references import steps
from ..views.schema import json_schema


def schema_of(cls: type[Record]) -> core_schema.CoreSchema:
    """Return how Pydantic reads and writes records of a class."""

    def read(value: Any) -> Record:
        if isinstance(value, cls):
            return value
        try:
            return structure(value, cls)
        except InvalidDataError as error:
            found = list(map(_told, error.issues))
        raise ValidationError.from_exception_data(cls.__name__, found)

    return core_schema.no_info_plain_validator_function(
        read,
        serialization=core_schema.plain_serializer_function_ser_schema(unstructure),
        json_schema_input_schema=core_schema.any_schema(),
    )


_MOST_DIGITS = len(str(MAX_LIST_LENGTH))
"""The length of the longest index; a longer number is a key."""


def _told(issue: Issue) -> InitErrorDetails:
    """Return an issue as a Pydantic error without values, in the language of `use_language`."""
    location = tuple(
        int(step) if step.isdecimal() and len(step) <= _MOST_DIGITS else step
        for step in steps(issue.pointer)
    )
    # The sentence is not a template, so its braces stay as they are.
    about = PydanticCustomError(issue.code, "{sentence}", {"sentence": issue.text()})
    return InitErrorDetails(type=about, loc=location, input=None)


def json_schema_of(cls: type[Record], handler: Any) -> dict[str, Any]:
    """Return the JSON Schema of a class, and add its definitions to those of the model."""
    schema = json_schema(cls, for_types=True)
    generator = handler.generate_json_schema
    known = {}
    for name, definition in schema.pop("$defs").items():
        place, reference = generator.get_cache_defs_ref_schema(f"tipmodel.{name}:tipmodel")
        generator.definitions[place] = definition
        known[f"#/$defs/{name}"] = reference["$ref"]
    definitions = [
        generator.definitions[generator.json_to_defs_refs[ref]] for ref in known.values()
    ]
    _refer(known, schema, *definitions)
    return {key: value for key, value in schema.items() if key not in ("$schema", "$id")}


def _refer(known: dict[str, str], *schemas: Any) -> None:
    """Update the references to the moved definitions."""
    for schema in schemas:
        if isinstance(schema, dict):
            if schema.get("$ref") in known:
                schema["$ref"] = known[schema["$ref"]]
            _refer(known, *schema.values())
        elif isinstance(schema, list):
            _refer(known, *schema)
