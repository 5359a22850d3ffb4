"""Those with a part other than learning."""

from typing import ClassVar

from ..core.invariants import RequireAny
from ..core.metadata import field, record
from ..core.record import Invariants
from ..core.rules import SPEAKER_UNIDENTIFIED
from ..core.validators import InRange
from ..values.counts import Count
from ..values.text import LocalizedText
from ..vocab.terms import SpeakerRole
from .person import Person


@record("Speaker")
class Speaker(Person):
    """Anyone with a part other than learning; a group may stay unnamed.

    >>> Speaker(description=LocalizedText(en="IOM Iraq experts")).name is None
    True
    """

    invariants: ClassVar[Invariants] = (
        RequireAny(SPEAKER_UNIDENTIFIED, ("name", "description", "affiliation")),
    )

    role: SpeakerRole | None = field(
        "Role",
        "Speaks, trains, opens, attends as a guest, heads a delegation, gives patronage, is quoted.",
        default=None,
        example="guest_speaker",
    )
    description: LocalizedText | None = field(
        "Description",
        'How the source describes them, besides name and post: "experts", "certified trainer".',
        default=None,
        example={"en": "experts"},
    )
    count: int | Count | None = field(
        "Number of speakers",
        "How many they are, for an unnamed group.",
        default=None,
        validator=InRange(1),
        example=2,
    )
