"""A body: a ministry, a department, an association, a company."""

from collections.abc import Mapping
from typing import Any

import attrs

from ..fields import INTERNAL, PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import EXTRA
from ..vocab.countries import COUNTRY
from ..vocab.terms import OrganizationKind


@named(
    "Organization",
    help="A ministry, department, international organization, association, university or company.",
)
@attrs.frozen(kw_only=True)
class Organization(Record):
    """A ministry, department, international organization, association, university or company.

    A department is an organization that is ``part_of`` its ministry; so two ministries of one
    name stay apart. A body without a name is described in ``name``.

    >>> ministry = Organization(name=LocalizedText(en="Ministry of Interior"))
    >>> department = Organization(name=LocalizedText(en="Legal Department"), part_of=ministry)
    >>> department == ministry
    False
    """

    name: LocalizedText = attrs.field(
        metadata=about(
            "Name",
            help="The name as the body writes it; an unnamed body is described here.",
            sensitivity=PUBLIC,
            example={"en": "Ministry of Interior", "ar": "وزارة الداخلية"},
        )
    )
    acronym: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Acronym",
            help="The short form in letters, if the body uses one.",
            sensitivity=PUBLIC,
            example={"en": "MoI"},
        ),
    )
    kind: OrganizationKind | None = attrs.field(
        default=None,
        metadata=about(
            "Kind",
            help="Government, international organization, civil society and so on.",
            sensitivity=PUBLIC,
            example="government",
        ),
    )
    part_of: "Organization | None" = attrs.field(
        default=None,
        metadata=about(
            "Part of",
            help="The body above this one: the ministry of a department, the government of a ministry.",
            sensitivity=PUBLIC,
            example={"name": {"en": "Kurdistan Regional Government"}},
        ),
    )
    country: str | None = attrs.field(
        default=None,
        validator=COUNTRY,
        metadata=about(
            "Country",
            help="The country of the body; leave empty for international bodies.",
            sensitivity=PUBLIC,
            example="IQ",
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
