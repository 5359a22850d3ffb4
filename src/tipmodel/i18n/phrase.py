"""Words that exist in several languages."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Phrase:
    """Words that exist in several languages.

    The English stands here; other languages find theirs under the *key*, which
    never changes. A counted phrase has an English *plural* and holds ``{n}``. What no catalogue
    has is taken from *translations*, by language tag.
    """

    key: str
    english: str
    plural: str = ""
    translations: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, hash=False)
