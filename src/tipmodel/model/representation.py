"""Which places and bodies were represented."""

from typing import ClassVar

from ..core.invariants import not_empty
from ..core.metadata import field, record
from ..core.record import Invariants, Record
from ..vocab.governorate import Governorate
from .organization import Organization
from .place import Place
from .quantity import Quantity


@record("Representation", help="Which places and bodies were represented.")
class Representation(Record):
    """Which places and bodies were represented, in the order and spelling of the source.

    ``complete`` says whether the *places* are all: a source that says "including" means no.
    """

    invariants: ClassVar[Invariants] = (not_empty,)

    places: tuple[Place, ...] = field(
        "Places represented",
        "Governorates, regions and cities, in the order and spelling of the source.",
        default=(),
        example=[{"governorate": "muthanna", "as_written": "Al-Muthana"}],
    )
    organizations: tuple[Organization, ...] = field(
        "Organizations represented",
        "The bodies that sent participants.",
        default=(),
        example=[{"name": {"en": "Ministry of Interior"}}],
    )
    counts: tuple[Quantity, ...] = field(
        "Numbers represented",
        "How many countries, sectors or bodies of one kind were represented, as far as they are counted.",
        default=(),
        example=[{"what": {"en": "countries"}, "count": 18}],
    )
    complete: bool | None = field(
        "All places are listed",
        'No if the source says "including"; empty if it does not say.',
        default=None,
        example=False,
    )

    @property
    def governorates(self) -> tuple[Governorate, ...]:
        """The governorates among the places, each once, in their order."""
        labeled = [place.governorate for place in self.places if place.governorate]
        return tuple(dict.fromkeys(labeled))
