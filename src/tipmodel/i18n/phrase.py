"""Words that exist in several languages."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Phrase:
    """A phrase that exists in several languages.

    The English text is in the code; catalogues of other languages use the *key*, which
    never changes. A counted phrase has an English *plural* and contains ``{n}``. A language without
    an entry in a catalogue uses *translations*, by language tag.
    """

    key: str
    english: str
    plural: str = ""
    translations: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, hash=False)
