"""One row of a roster."""

import datetime

import attrs

from ..counts import AgeBand
from ..fields import PERSONAL, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import EMAIL, ID, PHONE, Between
from .person import Person
from .place import Place


@named("Consent", help="Agreement to the use of personal data.", sensitivity=PERSONAL)
@attrs.frozen(kw_only=True)
class Consent(Record):
    """What someone agreed to, and when."""

    purpose: LocalizedText = attrs.field(
        metadata=about(
            "Purpose",
            help="What the data may be used for.",
            sensitivity=PERSONAL,
            example={"en": "certificates"},
        )
    )
    given_on: datetime.date | None = attrs.field(
        default=None,
        metadata=about(
            "Given on",
            help="The day the consent was given.",
            sensitivity=PERSONAL,
            example="2015-05-04",
        ),
    )


@named("Participant", help="One person on the list of those who took part.", sensitivity=PERSONAL)
@attrs.frozen(kw_only=True)
class Participant(Person):
    """One person on the list of those who took part. Everything about a participant is personal data.

    >>> Participant(id="1", name=LocalizedText(en="A. N. Example"))
    Participant(id=<personal>, name=<personal>)
    """

    id: str = attrs.field(
        validator=ID,
        metadata=about(
            "Identifier",
            help="A code that is used once only, for example the line number of the sheet.",
            sensitivity=PERSONAL,
            example="1",
        ),
    )
    place: Place | None = attrs.field(
        default=None,
        metadata=about(
            "Place of origin",
            help="The governorate or city the participant comes from.",
            sensitivity=PERSONAL,
            example={"governorate": "erbil"},
        ),
    )
    age: AgeBand | None = attrs.field(
        default=None,
        metadata=about(
            "Age band",
            help="The age or the age band; give either this or the year of birth.",
            sensitivity=PERSONAL,
            example={"at_least": 18, "below": 25},
        ),
    )
    birth_year: int | None = attrs.field(
        default=None,
        validator=Between(1900, 2100),
        metadata=about(
            "Year of birth",
            help="The year of birth in four digits.",
            sensitivity=PERSONAL,
            example=1980,
        ),
    )
    email: str | None = attrs.field(
        default=None,
        validator=EMAIL,
        metadata=about(
            "E-mail",
            help="One e-mail address; it is never published.",
            sensitivity=PERSONAL,
            example="someone@example.org",
        ),
    )
    phone: str | None = attrs.field(
        default=None,
        validator=PHONE,
        metadata=about(
            "Telephone number",
            help="With the country code; it is never published.",
            sensitivity=PERSONAL,
            example="+964 750 000 0000",
        ),
    )
    days_attended: int | None = attrs.field(
        default=None,
        validator=Between(0, 1000),
        metadata=about(
            "Days attended",
            help="How many days the participant was present, as a whole number.",
            sensitivity=PERSONAL,
            example=4,
        ),
    )
    pre_test: float | None = attrs.field(
        default=None,
        validator=Between(0, 100),
        metadata=about(
            "Pre-test result",
            help="The result before the training, in per cent.",
            sensitivity=PERSONAL,
            example=45,
        ),
    )
    post_test: float | None = attrs.field(
        default=None,
        validator=Between(0, 100),
        metadata=about(
            "Post-test result",
            help="The result after the training, in per cent.",
            sensitivity=PERSONAL,
            example=82.5,
        ),
    )
    certificate: bool | None = attrs.field(
        default=None,
        metadata=about(
            "Certificate received",
            help="Yes if the participant received a certificate, otherwise no.",
            sensitivity=PERSONAL,
            example=True,
        ),
    )
    consent: Consent | None = attrs.field(
        default=None,
        metadata=about(
            "Consent",
            help="What the participant agreed to, and when.",
            sensitivity=PERSONAL,
            example={"purpose": {"en": "certificates"}},
        ),
    )
