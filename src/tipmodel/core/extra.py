"""Immutable data of other tools inside a record."""

import functools
from collections.abc import Iterator, Mapping
from typing import Any

MAX_EXTRA_DEPTH = 50
"""The maximum depth of the data of other tools, lower than the limit for whole documents."""


class Extra(Mapping[str, Any]):
    """Data of other tools: an immutable mapping from keys with a prefix to values of JSON.

    It copies its input and returns copies. Two are equal if they are
    written as the same JSON, so 1 and 1.0 differ.

    >>> extra = Extra({"acme:room": [4]})
    >>> extra["acme:room"].append(5)
    >>> extra
    Extra({'acme:room': [4]})
    """

    __slots__ = ("__dict__", "_data")
    _data: dict[str, Any]

    def __init__(self, data: Mapping[str, Any] = {}) -> None:
        copied = {key: _copy(value) for key, value in data.items()}
        object.__setattr__(self, "_data", copied)

    def __setattr__(self, name: str, _: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable, so {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable, so {name!r} cannot be deleted")

    @staticmethod
    def of(data: Any) -> Any:
        """Return an `Extra` for a mapping; anything else is returned unchanged, to be refused later."""
        return Extra(data) if isinstance(data, Mapping) and type(data) is not Extra else data

    @functools.cached_property
    def json(self) -> bytes:
        """The data as JSON with sorted keys."""
        import msgspec  # noqa: PLC0415 - defining a class does not need it

        return msgspec.json.encode(self._data, order="sorted")

    def plain(self) -> dict[str, Any]:
        """Return a copy of the data with sorted keys."""
        copy: dict[str, Any] = _sorted(self._data)
        return copy

    def __getitem__(self, key: str) -> Any:
        return _copy(self._data[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        other = Extra.of(other)
        try:
            return isinstance(other, Extra) and self.json == other.json
        except (TypeError, ValueError, RecursionError):  # a mapping that is not JSON
            return False

    def __hash__(self) -> int:
        return hash(self.json)

    def __repr__(self) -> str:
        return f"Extra({self._data!r})"

    def __reduce__(self) -> Any:
        return Extra, (self._data,)


def _copy(value: Any, depth: int = 0) -> Any:
    """Copy lists and objects; data beyond the maximum depth stays, for the validator to refuse."""
    if depth > MAX_EXTRA_DEPTH:
        return value
    if type(value) is dict:
        return {key: _copy(each, depth + 1) for key, each in value.items()}
    return [_copy(each, depth + 1) for each in value] if type(value) is list else value


def _sorted(value: Any) -> Any:
    if type(value) is dict:
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(each) for each in value] if type(value) is list else value


NO_EXTRA = Extra()
