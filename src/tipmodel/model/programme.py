"""A programme or project."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import EXTRA, Each, Text
from ..vocab.countries import COUNTRY


@named("Programme", help="The programme or project under which the training is held.")
@attrs.frozen(kw_only=True)
class Programme(Record):
    """The programme or project under which a training is held; who funds it is an involvement."""

    name: LocalizedText = attrs.field(
        metadata=about(
            "Name",
            help="The name of the programme.",
            sensitivity=PUBLIC,
            example={"en": "HIJRA AMINA"},
        )
    )
    acronym: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Acronym",
            help="The short form in letters, if there is one.",
            sensitivity=PUBLIC,
            example={"en": "GLO.ACT"},
        ),
    )
    phase: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Phase",
            help="The phase of the programme, as written.",
            sensitivity=PUBLIC,
            example={"en": "Phase II"},
        ),
    )
    countries: tuple[str, ...] = attrs.field(
        default=(),
        validator=Each(COUNTRY),
        metadata=about(
            "Countries",
            help="The countries the programme works in.",
            sensitivity=PUBLIC,
            example=["IQ"],
        ),
    )
    iati_identifier: str | None = attrs.field(
        default=None,
        validator=Text(200),
        metadata=about(
            "Aid transparency identifier",
            help="The identifier in the International Aid Transparency Initiative.",
            sensitivity=PUBLIC,
            example="XM-DAC-47066-TC.0997",
        ),
    )
    extra: Mapping[str, Any] = attrs.field(
        factory=dict,
        validator=EXTRA,
        metadata=about(
            "Additional data",
            help="Data of other tools, kept unchanged.",
            sensitivity=INTERNAL,
            example={"acme:room": 4},
        ),
    )
