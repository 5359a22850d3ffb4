"""What is known of one person."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import EXTRA, ID
from ..vocab.terms import Rank
from .choices import Sex
from .organization import Organization


@named("Person", help="What is known of one person; every part may be missing.")
@attrs.frozen(kw_only=True)
class Person(Record):
    """What is known of one person; every part may be missing. Base of speakers and participants."""

    id: str | None = attrs.field(
        default=None,
        validator=ID,
        metadata=about(
            "Identifier",
            help="A short code for this person, used only inside this record.",
            sensitivity=PUBLIC,
            example="krook",
        ),
    )
    name: LocalizedText | None = attrs.field(
        default=None,
        repr=False,
        metadata=about(
            "Full name",
            help="The name as it is to be read, without rank or title.",
            sensitivity=PUBLIC,
            example={"en": "A. N. Example"},
        ),
    )
    honorific: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Form of address",
            help="Mr, Ms, Dr and the like.",
            sensitivity=PUBLIC,
            example={"en": "Dr"},
        ),
    )
    rank: Rank | None = attrs.field(
        default=None,
        metadata=about(
            "Rank", help="Police or military rank.", sensitivity=PUBLIC, example="major"
        ),
    )
    academic_rank: Rank | None = attrs.field(
        default=None,
        metadata=about(
            "Academic rank",
            help="Assistant lecturer, lecturer, assistant professor, professor.",
            sensitivity=PUBLIC,
            example="assistant_lecturer",
        ),
    )
    job_title: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Job title",
            help="The post the person holds.",
            sensitivity=PUBLIC,
            example={"en": "Human Rights Officer"},
        ),
    )
    sex: Sex | None = attrs.field(
        default=None,
        metadata=about(
            "Sex",
            help="Female or male; leave empty when not stated.",
            sensitivity=PUBLIC,
            example="female",
        ),
    )
    affiliation: Organization | None = attrs.field(
        default=None,
        metadata=about(
            "Affiliation",
            help="The body the person belongs to or works for.",
            sensitivity=PUBLIC,
            example={"name": {"en": "IOM Iraq"}},
        ),
    )
    pseudonym: bool | None = attrs.field(
        default=None,
        metadata=about(
            "Name is a pseudonym",
            help="Yes if the name given is not the real one.",
            sensitivity=PUBLIC,
            example=True,
        ),
    )
    may_be_published: bool | None = attrs.field(
        default=None,
        metadata=about(
            "Name may be published",
            help="No if the name must not appear in anything public.",
            sensitivity=INTERNAL,
            example=False,
        ),
    )
    extra: Mapping[str, Any] = attrs.field(
        factory=dict,
        validator=EXTRA,
        metadata=about(
            "Additional data",
            help="Data of other tools, kept unchanged.",
            sensitivity=INTERNAL,
            example={"acme:room": 4},
        ),
    )
