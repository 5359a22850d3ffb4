"""Classes that installed packages add, by entry points of the group ``tipmodel.classes``."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .core.errors import BrokenExtensionError
from .core.record import Record
from .i18n.errors import PACKAGE_FAILURES

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def names_of_extensions() -> tuple[str, ...]:
    """Return the names of the classes that installed packages add, without importing the packages."""
    return tuple(sorted({point.name for point in _entry_points()}))


def class_of_extension(name: str) -> type[Record]:
    """Return the class of an installed package.

    Raises:
        BrokenExtensionError: The package cannot be imported, or the name is not a record class.
        KeyError: No package adds a class of that name.

    """
    for point in _entry_points():
        if point.name != name:
            continue
        package = point.dist.name if point.dist else point.module
        try:
            cls = point.load()
        except PACKAGE_FAILURES as error:  # a third-party package may raise anything
            raise BrokenExtensionError(package, name) from error
        if not (isinstance(cls, type) and issubclass(cls, Record)):
            raise BrokenExtensionError(package, name)
        return cls
    raise KeyError(name)


def _entry_points() -> "Iterable[EntryPoint]":
    from importlib import metadata  # noqa: PLC0415 - hardly ever needed

    return metadata.entry_points(group="tipmodel.classes")
