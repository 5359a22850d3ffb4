"""Which places and bodies were represented."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record, states_something
from ..vocab.governorate import Governorate
from .organization import Organization
from .place import Place


@named("Representation", help="Which places and bodies were represented.")
@attrs.frozen(kw_only=True)
class Representation(Record):
    """Which places and bodies were represented, in the order and spelling of the source.

    ``complete`` says whether the *places* are all: a source that says "including" means no.
    """

    checks = (states_something,)

    places: tuple[Place, ...] = attrs.field(
        default=(),
        metadata=about(
            "Places represented",
            help="Governorates, regions and cities, in the order and spelling of the source.",
            sensitivity=PUBLIC,
            example=[{"governorate": "muthanna", "as_written": "Al-Muthana"}],
        ),
    )
    organizations: tuple[Organization, ...] = attrs.field(
        default=(),
        metadata=about(
            "Organizations represented",
            help="The bodies that sent participants.",
            sensitivity=PUBLIC,
            example=[{"name": {"en": "Ministry of Interior"}}],
        ),
    )
    complete: bool | None = attrs.field(
        default=None,
        metadata=about(
            "All places are listed",
            help='No if the source says "including"; empty if it does not say.',
            sensitivity=PUBLIC,
            example=False,
        ),
    )

    @property
    def governorates(self) -> tuple[Governorate, ...]:
        """The governorates among the places, each once, in their order."""
        named = [place.governorate for place in self.places if place.governorate]
        return tuple(dict.fromkeys(named))
