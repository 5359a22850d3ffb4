"""One row of a roster."""

import datetime
from typing import ClassVar

from ..core.metadata import PERSONAL, field, record
from ..core.record import Invariants, Record
from ..core.validators import EMAIL, ID, PHONE, Each, InRange, Text
from ..values.counts import AgeBand
from ..values.text import LocalizedText
from .outcome import mark_at_most
from .person import Person
from .place import Place


@record("Consent", help="Agreement to the use of personal data.", sensitivity=PERSONAL)
class Consent(Record):
    """What someone agreed to, and when."""

    purpose: LocalizedText = field(
        "Purpose",
        "What the data may be used for.",
        sensitivity=PERSONAL,
        example={"en": "certificates"},
    )
    given_on: datetime.date | None = field(
        "Consent given on",
        "The day the consent was given.",
        default=None,
        sensitivity=PERSONAL,
        example="2015-05-04",
    )


@record("Participant", help="One person on the list of participants.", sensitivity=PERSONAL)
class Participant(Person):
    """One person on the list of participants. Everything about a participant is personal data.

    >>> Participant(id="1", name=LocalizedText(en="A. N. Example"))
    Participant(id=<personal>, name=<personal>)
    """

    invariants: ClassVar[Invariants] = (
        mark_at_most("tests_out_of", "pre_test"),
        mark_at_most("tests_out_of", "post_test"),
    )

    id: str = field(
        "Identifier",
        "A unique code, for example the line number of the sheet.",
        validator=ID,
        sensitivity=PERSONAL,
        example="1",
    )
    place: Place | None = field(
        "Comes from",
        "The governorate or city the participant comes from.",
        default=None,
        sensitivity=PERSONAL,
        example={"governorate": "erbil"},
    )
    age: AgeBand | None = field(
        "Age band",
        "The age or the age band; give either this or the year of birth.",
        default=None,
        sensitivity=PERSONAL,
        example={"at_least": 18, "below": 25},
    )
    birth_year: int | None = field(
        "Year of birth",
        "The year of birth in four digits.",
        default=None,
        validator=InRange(1900, 2100),
        sensitivity=PERSONAL,
        example=1980,
    )
    email: str | None = field(
        "E-mail",
        "One e-mail address; it is never published.",
        default=None,
        validator=EMAIL,
        sensitivity=PERSONAL,
        example="someone@example.org",
    )
    phone: str | None = field(
        "Telephone number",
        "With the country code; it is never published.",
        default=None,
        validator=PHONE,
        sensitivity=PERSONAL,
        example="+964 750 000 0000",
    )
    days_attended: int | None = field(
        "Days attended",
        "How many days the participant was present, as a whole number.",
        default=None,
        validator=InRange(0, 1000),
        sensitivity=PERSONAL,
        example=4,
    )
    days_present: tuple[int, ...] = field(
        "Days present, by number",
        "The numbers of the days on which the participant was present, the first day being 1.",
        default=(),
        validator=Each(InRange(1, 1000)),
        sensitivity=PERSONAL,
        example=[1, 2, 4],
    )
    pre_test: float | None = field(
        "Pre-test result",
        "The result before the training: a percentage, or a mark if the highest mark is stated.",
        default=None,
        validator=InRange(0, 1000),
        sensitivity=PERSONAL,
        example=45,
    )
    post_test: float | None = field(
        "Post-test result",
        "The result after the training: a percentage, or a mark if the highest mark is stated.",
        default=None,
        validator=InRange(0, 1000),
        sensitivity=PERSONAL,
        example=82.5,
    )
    tests_out_of: float | None = field(
        "Highest mark of the tests",
        "The highest possible mark in the tests; leave empty if the results are percentages.",
        default=None,
        validator=InRange(1, 1000),
        sensitivity=PERSONAL,
        example=100,
    )
    certificate: bool | None = field(
        "Certificate received",
        "Yes if the participant received a certificate, otherwise no.",
        default=None,
        sensitivity=PERSONAL,
        example=True,
    )
    certificate_number: str | None = field(
        "Certificate number",
        "The number on the certificate, as it is written.",
        default=None,
        validator=Text(100),
        sensitivity=PERSONAL,
        example="2015/045",
    )
    consent: Consent | None = field(
        "Consent",
        "What the participant agreed to, and when.",
        default=None,
        sensitivity=PERSONAL,
        example={"purpose": {"en": "certificates"}},
    )
