"""Places: where a training takes place, or where people come from."""

from collections.abc import Iterable
from typing import ClassVar

from ..core.invariants import not_empty
from ..core.issues import Issue
from ..core.metadata import field, record
from ..core.record import Invariants, Record
from ..core.rules import GOVERNORATE_ABROAD
from ..core.validators import Text
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY, Country
from ..vocab.governorate import Governorate


def _governorate_is_abroad(place: "Place") -> Iterable[Issue]:
    if place.governorate is None or place.country in (None, "IQ"):
        return ()
    there = Country(place.country)
    issue = GOVERNORATE_ABROAD.issue(governorate=place.governorate, country=there)
    return (issue.under("governorate"),)


@record("Place", help="Where something is held or where people come from.")
class Place(Record):
    """Where something is held, or where people come from, as far as the source says.

    A governorate is one of Iraq's, so it implies the country; it is never derived from the city.

    >>> place = Place(governorate=Governorate.ERBIL, city=LocalizedText(en="Erbil"))
    >>> place.country is None
    True
    """

    invariants: ClassVar[Invariants] = (
        not_empty,
        _governorate_is_abroad,
    )

    country: str | None = field(
        "Country",
        "The country, as a two-letter code.",
        default=None,
        validator=COUNTRY,
        example="IQ",
    )
    governorate: Governorate | None = field(
        "Governorate",
        "The governorate of Iraq, only if the source states it.",
        default=None,
        example="erbil",
    )
    region: LocalizedText | None = field(
        "Region",
        "The Kurdistan Region, southern Iraq, or a unit of another country.",
        default=None,
        example={"en": "southern Iraq"},
    )
    district: LocalizedText | None = field(
        "District",
        "The district or sub-district, below the governorate.",
        default=None,
        example={"en": "Sinjar", "ar": "سنجار"},
    )
    city: LocalizedText | None = field(
        "City", "The city or town.", default=None, example={"en": "Erbil", "ar": "أربيل"}
    )
    venue: LocalizedText | None = field(
        "Venue",
        "The building or hall, or the platform of an online meeting.",
        default=None,
        example={"en": "Zoom"},
    )
    as_written: str | None = field(
        "As written in the source",
        "The spelling of the source, unchanged.",
        default=None,
        validator=Text(),
        example="Al-Muthana",
    )
