"""A programme or project."""

from ..core.metadata import field, record
from ..core.validators import Each, Text
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY
from .extensible import Extensible


@record("Programme", help="The programme or project under which the training is held.")
class Programme(Extensible):
    """The programme or project under which a training is held; who funds it is an involvement."""

    name: LocalizedText = field("Name", "The name of the programme.", example={"en": "HIJRA AMINA"})
    acronym: LocalizedText | None = field(
        "Acronym",
        "The short form in letters, if there is one.",
        default=None,
        example={"en": "GLO.ACT"},
    )
    number: str | None = field(
        "Number or code",
        "The number of the project, grant or contract, as it is written.",
        default=None,
        validator=Text(100),
        example="2014-VT-BX-K00",
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
