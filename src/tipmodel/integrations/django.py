"""A field of Django models that holds a record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.json import KeyTransform
from django.utils.translation import get_language

from ..codec.documents import dumps, loads, structure, unstructure
from ..core.issues import InvalidDataError
from ..core.record import Record
from ..model import Training
from .asgi import preferred


class RecordField(models.JSONField):  # type: ignore[misc] # Django has no types
    """A record, kept as JSON: ``training = RecordField()``, ``person = RecordField(record=Participant)``.

    Values from a form, a fixture or the database are validated. A form shows JSON, and every
    issue in the language of the request.
    """

    description = "A record of tipmodel"

    def __init__(self, *args: Any, record: type[Record] = Training, **options: Any) -> None:
        self.record = record
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        """Return the description of the field for migrations."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "record": self.record}

    def to_python(self, value: Any) -> Record | None:
        """Return the record for a value, which is JSON, plain data or the record itself."""
        return _record(value, self.record)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Record | None:
        """Return the record of a stored value."""
        data = super().from_db_value(value, expression, connection)
        is_part = isinstance(expression, KeyTransform)  # as in ``values_list("training__id")``
        return data if data is None or is_part else structure(data, self.record)

    def get_prep_value(self, value: Any) -> Any:
        """Return the stored value of a record."""
        return super().get_prep_value(unstructure(value) if isinstance(value, Record) else value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:  # noqa: FBT001 - as Django calls it
        """Return the record that is about to be saved.

        Raises:
            TypeError: The model holds something else.

        """
        value = super().pre_save(model_instance, add)
        if value is not None and type(value) is not self.record:
            raise TypeError(_other(value, self.record))
        return value

    def validate(self, value: Any, model_instance: Any) -> None:
        """Run Django's general checks; the record itself is already valid."""
        super(models.JSONField, self).validate(value, model_instance)

    def value_to_string(self, obj: Any) -> str:
        """Return the record as JSON, for a fixture."""
        value = self.value_from_object(obj)
        return "" if value is None else dumps(value).decode()

    def formfield(self, **options: Any) -> Any:
        """Return the field of a form."""
        options = {"form_class": _FormField, "record": self.record, **options}
        return super().formfield(**options)


class _FormField(forms.JSONField):  # type: ignore[misc]
    """A form field for JSON; issues are shown in the language of the request."""

    def __init__(self, *, record: type[Record] = Training, **options: Any) -> None:
        self.record = record
        super().__init__(**options)

    def to_python(self, value: Any) -> Record | None:
        return None if self.disabled else _record(value, self.record)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if self.disabled else data

    def prepare_value(self, value: Any) -> Any:
        return dumps(value, indent=2).decode() if isinstance(value, Record) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def _record(value: Any, cls: type[Record]) -> Record | None:
    if value is None or value == "" or type(value) is cls:
        return value or None
    if isinstance(value, Record):
        raise ValidationError(_other(value, cls))
    try:
        return loads(value, cls) if isinstance(value, str | bytes) else structure(value, cls)
    except InvalidDataError as error:
        language = preferred(get_language() or "")
        raise ValidationError([issue.text(language) for issue in error.issues]) from None


def _other(value: Any, cls: type[Record]) -> str:
    """Return why a value of another class is refused; one of a subclass could not be read back."""
    return f"the field holds a {cls.__name__}, not a {type(value).__name__}"
