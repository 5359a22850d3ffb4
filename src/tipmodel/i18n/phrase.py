"""Words that exist in several languages."""

import attrs


@attrs.frozen
class Phrase:
    """Words that exist in several languages.

    The English stands here; other languages find theirs under the *key*, which
    never changes. A counted phrase has an English *plural* and holds ``{n}``.
    """

    key: str
    english: str
    plural: str = ""
