"""A law, treaty or other instrument that a training refers to."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record, states_something
from ..text import LocalizedText
from ..validators import Between, Text
from ..vocab.countries import JURISDICTION
from ..vocab.instruments import INSTRUMENT_CODE, known_instruments
from ..vocab.terms import InstrumentKind


@named(
    "Legal instrument",
    help="A law, treaty, protocol, strategy, instruction or mechanism that the training refers to.",
)
@attrs.frozen(kw_only=True)
class LegalInstrument(Record):
    """A law, treaty, protocol, strategy, instruction or mechanism that a training refers to.

    >>> LegalInstrument(code="iq_law_28_2012").text()
    'Law No. 28 of 2012 on Combating Trafficking in Persons'
    """

    checks = (states_something,)

    title: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Title",
            help="The official title, or the title the source uses.",
            sensitivity=PUBLIC,
            example={"en": "Law No. 28"},
        ),
    )
    kind: InstrumentKind | None = attrs.field(
        default=None,
        metadata=about(
            "Kind",
            help="Law, treaty, protocol, strategy, instruction or mechanism.",
            sensitivity=PUBLIC,
            example="law",
        ),
    )
    number: str | None = attrs.field(
        default=None,
        validator=Text(100),
        metadata=about(
            "Number", help="The number as it is written.", sensitivity=PUBLIC, example="28"
        ),
    )
    year: int | None = attrs.field(
        default=None,
        validator=Between(1, 9999),
        metadata=about(
            "Year", help="The year in which it was issued.", sensitivity=PUBLIC, example=2012
        ),
    )
    jurisdiction: str | None = attrs.field(
        default=None,
        validator=JURISDICTION,
        metadata=about(
            "Where it applies",
            help="All of Iraq, the Kurdistan Region, or another country.",
            sensitivity=PUBLIC,
            example="IQ",
        ),
    )
    code: str | None = attrs.field(
        default=None,
        validator=INSTRUMENT_CODE,
        metadata=about(
            "Code",
            help="The code, when the instrument is one the library knows.",
            sensitivity=PUBLIC,
            example="iq_law_28_2012",
        ),
    )

    def text(self, language: str | None = None) -> str:
        """Name the instrument: by the title given, else by its official title or its code."""
        return self.named(language)[1]

    def named(self, language: str | None) -> tuple[str | None, str]:
        """Return the name for a reader of *language*, and the language it is in."""
        title = self.title or self.official_title
        if title:
            return title.best(language)
        return None, self.code or self.number or str(self.year or self.jurisdiction)

    @property
    def official_title(self) -> LocalizedText | None:
        """The official title of a known instrument."""
        facts = known_instruments().get(self.code or "")
        return LocalizedText(facts["title"]) if facts else None
