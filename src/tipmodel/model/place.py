"""Where something is held, or where people come from."""

from collections.abc import Iterable

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record, states_something
from ..rules import GOVERNORATE_ABROAD, Issue
from ..text import LocalizedText
from ..validators import Text
from ..vocab.countries import COUNTRY, Country
from ..vocab.governorate import Governorate


def _governorate_is_abroad(place: "Place") -> Iterable[Issue]:
    if place.governorate is None or place.country in (None, "IQ"):
        return ()
    there = Country(place.country)
    issue = GOVERNORATE_ABROAD.issue(governorate=place.governorate, country=there)
    return (issue.under("governorate"),)


@named("Place", help="Where something is held or where people come from.")
@attrs.frozen(kw_only=True)
class Place(Record):
    """Where something is held, or where people come from, as far as the source says.

    A governorate is one of Iraq's, so it implies the country; it is never derived from the city.

    >>> place = Place(governorate=Governorate.ERBIL, city=LocalizedText(en="Erbil"))
    >>> place.country is None
    True
    """

    checks = (
        states_something,
        _governorate_is_abroad,
    )

    country: str | None = attrs.field(
        default=None,
        validator=COUNTRY,
        metadata=about(
            "Country", help="The country, as a two-letter code.", sensitivity=PUBLIC, example="IQ"
        ),
    )
    governorate: Governorate | None = attrs.field(
        default=None,
        metadata=about(
            "Governorate",
            help="The governorate of Iraq, only if the source states it.",
            sensitivity=PUBLIC,
            example="erbil",
        ),
    )
    region: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Region",
            help="The Kurdistan Region, southern Iraq, or a unit of another country.",
            sensitivity=PUBLIC,
            example={"en": "southern Iraq"},
        ),
    )
    city: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "City",
            help="The city or town.",
            sensitivity=PUBLIC,
            example={"en": "Erbil", "ar": "أربيل"},
        ),
    )
    venue: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Venue",
            help="The building or hall, or the platform of an online meeting.",
            sensitivity=PUBLIC,
            example={"en": "Zoom"},
        ),
    )
    as_written: str | None = attrs.field(
        default=None,
        validator=Text(),
        metadata=about(
            "As written in the source",
            help="The spelling of the source, kept letter by letter.",
            sensitivity=PUBLIC,
            example="Al-Muthana",
        ),
    )
