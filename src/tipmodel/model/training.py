"""A training, with everything said about it."""

import attrs

from ..fields import PUBLIC, about, named
from ..record import Record
from ..text import LocalizedText
from ..validators import ID
from .headcount import Headcount


@named(
    "Training",
    help="One training, course, workshop or seminar, with everything said about it.",
)
@attrs.frozen(kw_only=True)
class Training(Record):
    """One training, course, workshop or seminar, with everything said about it.

    >>> training = Training(id="erbil-1", title=LocalizedText(en="Community policing"))
    >>> training.headcount is None
    True
    """

    id: str = attrs.field(
        validator=ID,
        metadata=about(
            "Identifier",
            help="A code for this training that never changes.",
            sensitivity=PUBLIC,
            example="hijra-amina-erbil",
        ),
    )
    title: LocalizedText = attrs.field(
        metadata=about(
            "Training title",
            help="The title of the training or of the report on it.",
            sensitivity=PUBLIC,
            example={"en": "Community policing", "ar": "الشرطة المجتمعية"},
        ),
    )
    headcount: Headcount | None = attrs.field(
        default=None,
        metadata=about(
            "Headcount",
            help="How many took part, as reported.",
            sensitivity=PUBLIC,
            example={"total": 32},
        ),
    )
