"""What is known of one person."""

from ..core.metadata import INTERNAL, field, record
from ..core.validators import ID
from ..values.text import LocalizedText
from ..vocab.terms import Rank
from .choices import Sex
from .extensible import Extensible
from .organization import Organization


@record("Person", help="What is known of one person; every part may be missing.")
class Person(Extensible):
    """One person; every part may be missing. Base class of speakers and participants."""

    id: str | None = field(
        "Identifier",
        "A short code for this person, used only inside this record.",
        default=None,
        validator=ID,
        example="krook",
    )
    name: LocalizedText | None = field(
        "Full name",
        "The name, without rank or title.",
        default=None,
        repr=False,
        example={"en": "A. N. Example"},
    )
    honorific: LocalizedText | None = field(
        "Form of address", "Mr, Ms, Dr and the like.", default=None, example={"en": "Dr"}
    )
    rank: Rank | None = field("Rank", "Police or military rank.", default=None, example="major")
    academic_rank: Rank | None = field(
        "Academic rank",
        "Assistant lecturer, lecturer, assistant professor, professor.",
        default=None,
        example="assistant_lecturer",
    )
    job_title: LocalizedText | None = field(
        "Job title",
        "The post the person holds.",
        default=None,
        example={"en": "Human Rights Officer"},
    )
    sex: Sex | None = field(
        "Sex", "Female or male; leave empty when not stated.", default=None, example="female"
    )
    affiliation: Organization | None = field(
        "Affiliation",
        "The body the person belongs to or works for.",
        default=None,
        example={"name": {"en": "IOM Iraq"}},
    )
    pseudonym: bool | None = field(
        "Name is a pseudonym",
        "Yes if the name given is not the real one.",
        default=None,
        example=True,
    )
    may_be_published: bool | None = field(
        "Name may be published",
        "No if the name must not appear in anything public.",
        default=None,
        sensitivity=INTERNAL,
        example=False,
    )
