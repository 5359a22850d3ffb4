"""A body and what it did."""

from ..core.metadata import field, record
from ..core.record import Record
from .choices import InvolvementRole
from .organization import Organization


@record("Involvement of an organization", help="One body and its role in the training.")
class Involvement(Record):
    """One body and its role in a training; joint organizers are all organizers."""

    role: InvolvementRole = field(
        "Role", "What the body did: organize, host, fund and so on.", example="organizer"
    )
    organization: Organization = field(
        "Organization", "The body itself.", example={"name": {"en": "IOM Iraq"}}
    )
