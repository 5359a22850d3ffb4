"""Words that exist in several languages."""

from collections.abc import Mapping

import attrs


@attrs.frozen
class Phrase:
    """A phrase that exists in several languages.

    The English text is in the code; catalogues of other languages use the *key*, which
    never changes. A counted phrase has an English *plural* and contains ``{n}``. A language without
    an entry in a catalogue uses *translations*, by language tag, or the entry of the key *otherwise*.
    """

    key: str
    english: str
    plural: str = ""
    translations: Mapping[str, str] = attrs.field(factory=dict, kw_only=True, hash=False)
    otherwise: str = attrs.field(default="", kw_only=True)


@attrs.frozen
class Noun(Phrase):
    """A counted noun. After words such as "more than" some languages give it another form."""

    @property
    def compared(self) -> Phrase:
        """The noun as it follows "more than", "from" or "to"; the noun itself, if that is the same."""
        key = self.key.replace(".", ".than_", 1)
        return Phrase(key, self.english, self.plural, otherwise=self.key)
