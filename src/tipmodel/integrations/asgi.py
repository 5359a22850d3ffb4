"""Web applications that answer in the language a request accepts."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..i18n import languages, use_language

Scope = MutableMapping[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


class AcceptLanguage:
    """ASGI middleware that sets the default language to the one that a request accepts.

    It reads the header ``Accept-Language``; a request that accepts no supported language gets the
    *default*. With FastAPI: ``app.add_middleware(AcceptLanguage)``.
    """

    def __init__(self, app: Application, default: str = "en") -> None:
        self.app = app
        self.default = default

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Handle a request."""
        headers = dict(scope.get("headers", ()))
        header = headers.get(b"accept-language", b"").decode("latin-1")
        with use_language(preferred(header, self.default)):
            await self.app(scope, receive, send)


def preferred(header: str, default: str = "en") -> str:
    """Return the supported language that a header ``Accept-Language`` prefers.

    >>> preferred("fr, ar-IQ;q=0.9, en;q=0.8"), preferred("fr")
    ('ar', 'en')
    """
    ranges = []
    for part in header.split(","):
        tag, _, quality = part.partition(";")
        stated = quality.strip().removeprefix("q=") or "1"
        if stated.replace(".", "", 1).isdecimal() and stated.isascii():
            ranges.append((-float(stated), tag.strip()))
    known = {str(tag).lower(): str(tag) for tag in languages()}
    for weight, tag in sorted(ranges, key=lambda each: each[0]):
        found = known.get(tag.lower()) or known.get(tag.partition("-")[0].lower())
        if found and weight:
            return found
    return default
