"""A body: a ministry, a department, an association, a company."""

from ..core.metadata import field, record
from ..values.text import LocalizedText
from ..vocab.countries import COUNTRY
from ..vocab.terms import OrganizationKind
from .extensible import Extensible


@record("Organization")
class Organization(Extensible):
    """A ministry, department, international organization, association, university or company.

    A department is an organization that is ``part_of`` its ministry; so two ministries of one
    name stay apart. A body without a name is described in ``name``.

    >>> ministry = Organization(name=LocalizedText(en="Ministry of Interior"))
    >>> department = Organization(name=LocalizedText(en="Legal Department"), part_of=ministry)
    >>> department == ministry
    False
    """

    name: LocalizedText = field(
        "Name",
        "The name as the body writes it; an unnamed body is described here.",
        example={"en": "Ministry of Interior", "ar": "وزارة الداخلية"},
    )
    acronym: LocalizedText | None = field(
        "Acronym",
        "The short form in letters, if the body uses one.",
        default=None,
        example={"en": "MoI"},
    )
    kind: OrganizationKind | None = field(
        "Kind",
        "Government, international organization, civil society and so on.",
        default=None,
        example="government",
    )
    part_of: "Organization | None" = field(
        "Part of",
        "The body above this one: the ministry of a department, the government of a ministry.",
        default=None,
        example={"name": {"en": "Kurdistan Regional Government"}},
    )
    country: str | None = field(
        "Country",
        "The country of the body; leave empty for international bodies.",
        default=None,
        validator=COUNTRY,
        example="IQ",
    )
