"""A body and what it did."""

from ..core.metadata import field, record
from ..core.record import Record
from ..vocab.terms import InvolvementRole
from .organization import Organization
from .programme import Programme


@record("Involvement of an organization", help="One body and its role in the training.")
class Involvement(Record):
    """One body and its role in a training; joint organizers are all organizers."""

    role: InvolvementRole = field(
        "Role", "What the body did: organize, host, fund and so on.", example="organizer"
    )
    organization: Organization = field(
        "Organization", "The body itself.", example={"name": {"en": "IOM Iraq"}}
    )
    programme: Programme | None = field(
        "Programme of the organization",
        "The programme under which the body acts, or which it pays for, if the source says which.",
        default=None,
        example={"name": {"en": "GLO.ACT"}},
    )
