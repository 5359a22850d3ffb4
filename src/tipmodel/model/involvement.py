"""A body and what it did."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record
from .choices import InvolvementRole
from .organization import Organization


@named("Involvement of an organization", help="One body and its role in the training.")
@attrs.frozen(kw_only=True)
class Involvement(Record):
    """One body and its role in a training; joint organizers are all organizers."""

    role: InvolvementRole = attrs.field(
        metadata=about(
            "Role",
            help="What the body did: organize, host, fund and so on.",
            sensitivity=PUBLIC,
            example="organizer",
        )
    )
    organization: Organization = attrs.field(
        metadata=about(
            "Organization",
            help="The body itself.",
            sensitivity=PUBLIC,
            example={"name": {"en": "IOM Iraq"}},
        )
    )
