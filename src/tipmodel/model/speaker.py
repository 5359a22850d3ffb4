"""Those with a part other than learning."""

import attrs

from ..counts import Count
from ..fields import PUBLIC, about, named
from ..record import StatesAny
from ..rules import SPEAKER_UNIDENTIFIED
from ..text import LocalizedText
from ..validators import Between
from ..vocab.terms import SpeakerRole
from .person import Person


@named("Speaker", help="Anyone with a part other than learning; a group may stay unnamed.")
@attrs.frozen(kw_only=True)
class Speaker(Person):
    """Anyone with a part other than learning; a group may stay unnamed.

    >>> Speaker(description=LocalizedText(en="IOM Iraq experts")).name is None
    True
    """

    checks = (StatesAny(SPEAKER_UNIDENTIFIED, ("name", "description", "affiliation")),)

    role: SpeakerRole | None = attrs.field(
        default=None,
        metadata=about(
            "Role",
            help="Speaks, trains, opens, attends as a guest, heads a delegation, gives patronage, is quoted.",
            sensitivity=PUBLIC,
            example="guest_speaker",
        ),
    )
    description: LocalizedText | None = attrs.field(
        default=None,
        metadata=about(
            "Description",
            help='Who they are when no name is given, for example "experts".',
            sensitivity=PUBLIC,
            example={"en": "experts"},
        ),
    )
    count: int | Count | None = attrs.field(
        default=None,
        validator=Between(1),
        metadata=about(
            "Number of speakers",
            help="How many they are, for an unnamed group.",
            sensitivity=PUBLIC,
            example=2,
        ),
    )
