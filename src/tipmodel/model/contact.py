"""Who to ask about a training, and where to apply."""

from typing import ClassVar

from ..core.fields import fields
from ..core.invariants import not_empty
from ..core.metadata import PERSONAL, PUBLIC, field, metadata_of, record
from ..core.record import Invariants, Record
from ..core.validators import EMAIL, PHONE, URL
from ..values.text import LocalizedText
from .organization import Organization


@record("Contact", help="Who to ask about the training, or where to apply.")
class Contact(Record):
    """Who to ask about a training, or where to apply.

    The name, the e-mail and the telephone number are personal unless ``may_be_published`` says
    that the organizers publish them.

    >>> Contact(email="courses@example.org")
    Contact(email=<personal>)
    """

    invariants: ClassVar[Invariants] = (not_empty,)

    name: LocalizedText | None = field(
        "Contact person",
        "The name of the person to ask.",
        default=None,
        sensitivity=PERSONAL,
        example={"en": "A. N. Example"},
    )
    organization: Organization | None = field(
        "Organization", "The body to ask.", default=None, example={"name": {"en": "IOM Iraq"}}
    )
    email: str | None = field(
        "E-mail",
        "The e-mail address for questions and applications.",
        default=None,
        validator=EMAIL,
        sensitivity=PERSONAL,
        example="courses@example.org",
    )
    phone: str | None = field(
        "Telephone number",
        "The telephone number, with the country code.",
        default=None,
        validator=PHONE,
        sensitivity=PERSONAL,
        example="+964 750 000 0000",
    )
    url: str | None = field(
        "Link",
        "The web page with the form or with more about the training.",
        default=None,
        validator=URL,
        example="https://example.org/apply",
    )
    may_be_published: bool | None = field(
        "May be published",
        "Yes if the organizers publish the name, the e-mail and the number; otherwise these stay private.",
        default=None,
        example=False,
    )


def told_by_organizers(record: Record) -> set[str]:
    """Return the fields of a contact that the organizers publish: not those of a subclass."""
    if not isinstance(record, Contact) or not record.may_be_published:
        return set()
    is_raised = metadata_of(type(record)).sensitivity is not PUBLIC
    return set() if is_raised else {field.name for field in fields(Contact)}
