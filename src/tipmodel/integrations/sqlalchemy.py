"""A column of SQLAlchemy that holds a record."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.types import TypeDecorator

from ..codec.documents import structure, unstructure
from ..core.record import Record
from ..model import Training


class RecordType(TypeDecorator[Record]):
    """A record, kept as JSON: ``mapped_column(RecordType(Training))``.

    Values from the database are validated like any other data. Create the engine with
    ``hide_parameters=True``: the errors and logs of SQLAlchemy repeat what was to be written.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, cls: type[Record] = Training) -> None:
        super().__init__(none_as_null=True)
        self.cls = cls

    def process_bind_param(self, value: Record | None, dialect: Any) -> Any:  # noqa: ARG002
        """Return the stored value of a record."""
        if value is not None and type(value) is not self.cls:  # a subclass could not be read back
            raise TypeError(f"the column holds a {self.cls.__name__}, not a {type(value).__name__}")
        return None if value is None else unstructure(value)

    def process_result_value(self, value: Any, dialect: Any) -> Record | None:  # noqa: ARG002
        """Return the record of a stored value."""
        return None if value is None else structure(value, self.cls)
