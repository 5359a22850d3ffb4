"""A law, treaty or other instrument that a training refers to."""

from typing import ClassVar

from ..core.invariants import not_empty
from ..core.metadata import field, record
from ..core.record import Invariants, Record
from ..core.validators import InRange, Text
from ..values.text import LocalizedText
from ..vocab.countries import JURISDICTION
from ..vocab.instruments import INSTRUMENT_CODE, known_instruments
from ..vocab.terms import InstrumentKind


@record(
    "Legal instrument",
    help="A law, treaty, protocol, strategy, instruction or mechanism that the training refers to.",
)
class LegalInstrument(Record):
    """A law, treaty, protocol, strategy, instruction or mechanism that a training refers to.

    >>> LegalInstrument(code="iq_law_28_2012").text()
    'Law No. 28 of 2012 on Combating Trafficking in Persons'
    """

    invariants: ClassVar[Invariants] = (not_empty,)

    title: LocalizedText | None = field(
        "Title",
        "The official title, or the title the source uses.",
        default=None,
        example={"en": "Law No. 28"},
    )
    kind: InstrumentKind | None = field(
        "Kind",
        "Law, treaty, protocol, strategy, instruction or mechanism.",
        default=None,
        example="law",
    )
    number: str | None = field(
        "Number", "The number as it is written.", default=None, validator=Text(100), example="28"
    )
    year: int | None = field(
        "Year",
        "The year in which it was issued.",
        default=None,
        validator=InRange(1, 9999),
        example=2012,
    )
    jurisdiction: str | None = field(
        "Where it applies",
        "All of Iraq, the Kurdistan Region, or another country.",
        default=None,
        validator=JURISDICTION,
        example="IQ",
    )
    code: str | None = field(
        "Code",
        "The code, if the library knows the instrument.",
        default=None,
        validator=INSTRUMENT_CODE,
        example="iq_law_28_2012",
    )

    def text(self, language: str | None = None) -> str:
        """Return the name: the given title, else the official title or the code."""
        return self.named(language)[1]

    def named(self, language: str | None) -> tuple[str | None, str]:
        """Return the name for a reader of *language*, and its language."""
        title = self.title or self.official_title
        if title:
            return title.best(language)
        return None, self.code or self.number or str(self.year or self.jurisdiction)

    @property
    def official_title(self) -> LocalizedText | None:
        """The official title of a known instrument."""
        facts = known_instruments().get(self.code or "")
        return LocalizedText(facts["title"]) if facts else None
