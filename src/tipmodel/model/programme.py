"""A programme or project."""

from collections.abc import Mapping
from typing import Any

from ..core.metadata import INTERNAL, field, record
from ..core.record import Record
from ..core.validators import EXTRA, Each, Text
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY


@record("Programme", help="The programme or project under which the training is held.")
class Programme(Record):
    """The programme or project under which a training is held; who funds it is an involvement."""

    name: LocalizedText = field("Name", "The name of the programme.", example={"en": "HIJRA AMINA"})
    acronym: LocalizedText | None = field(
        "Acronym",
        "The short form in letters, if there is one.",
        default=None,
        example={"en": "GLO.ACT"},
    )
    phase: LocalizedText | None = field(
        "Phase", "The phase of the programme, as written.", default=None, example={"en": "Phase II"}
    )
    countries: tuple[str, ...] = field(
        "Countries",
        "The countries the programme works in.",
        default=(),
        validator=Each(COUNTRY),
        example=["IQ"],
    )
    iati_identifier: str | None = field(
        "Aid transparency identifier",
        "The identifier in the International Aid Transparency Initiative.",
        default=None,
        validator=Text(200),
        example="XM-DAC-47066-TC.0997",
    )
    extra: Mapping[str, Any] = field(
        "Additional data",
        "Data of other tools, kept unchanged.",
        factory=dict,
        validator=EXTRA,
        sensitivity=INTERNAL,
        example={"acme:room": 4},
    )
