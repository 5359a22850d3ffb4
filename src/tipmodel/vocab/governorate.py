"""The nineteen governorates of Iraq, found by any known spelling."""

import datetime
import enum
import functools
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar, get_args

import attrs

from ..core.issues import Issue, UnknownTermError
from ..core.metadata import LabeledEnum, labeled
from ..core.rules import AMBIGUOUS_GOVERNORATE, GOVERNORATE_IS_CITY, UNKNOWN_GOVERNORATE
from ..values.text import LocalizedText
from .data import names_in

D = TypeVar("D")

SpellingKind = Literal["name", "former", "customary"]
"""What kind of name a governorate is called by; ``customary`` is after its capital."""


@labeled("Region")
class Region(LabeledEnum):
    """Whether a governorate is in the Kurdistan Region."""

    FEDERAL = "federal", "Not in a region", "The governorate belongs to no region."
    KURDISTAN_REGION = (
        "kurdistan_region",
        "Kurdistan Region",
        "The governorate belongs to the Kurdistan Region of Iraq.",
    )


_REGIONS = {region.value: region for region in Region}


@attrs.frozen
class Spelling:
    """A way in which a governorate is written.

    Attributes:
        text: The spelling.
        kind: Whether it is the name, a former or a customary one.
        source: Where it was found.

    """

    text: str
    kind: SpellingKind
    source: str


@attrs.frozen
class _Facts:
    names: LocalizedText
    capital: LocalizedText
    region: Region
    geonames_id: int
    tile: tuple[int, int]
    spellings: tuple[Spelling, ...]
    iso: str | None = None
    pcode: str | None = None
    valid_from: datetime.date | None = None
    wikidata: str | None = None


_NO_DEFAULT: Any = object()


@labeled("Governorate")
class Governorate(enum.Enum):
    """One of the nineteen governorates of Iraq.

    The value is our own code, since Halabja has neither an ISO code nor a P-code.

    >>> Governorate.find("Thi-Qar")
    <Governorate.DHI_QAR: 'dhi_qar'>
    >>> Governorate.find("محافظة ذي قار").iso
    'IQ-DQ'
    """

    ANBAR = "anbar"
    BABIL = "babil"
    BAGHDAD = "baghdad"
    BASRA = "basra"
    DHI_QAR = "dhi_qar"
    DIYALA = "diyala"
    DUHOK = "duhok"
    ERBIL = "erbil"
    HALABJA = "halabja"
    KARBALA = "karbala"
    KIRKUK = "kirkuk"
    MAYSAN = "maysan"
    MUTHANNA = "muthanna"
    NAJAF = "najaf"
    NINEWA = "ninewa"
    QADISIYAH = "qadisiyah"
    SALAH_AL_DIN = "salah_al_din"
    SULAYMANIYAH = "sulaymaniyah"
    WASIT = "wasit"

    @classmethod
    def find(cls, text: str, default: D = _NO_DEFAULT) -> "Governorate | D":
        """Return the governorate that *text* names, in any known spelling; never guess.

        It accepts names in any language of the data, by the rules of spelling; former and
        customary names (At-Ta'mim, Mosul); our own codes, ISO 3166-2 and P-codes in any
        letter case; words for governorate before or after the name. A name that stands
        twice, as in "Ninewa نينوى", must mean the same each time. A city or the region beside
        a name, as in "بابل - المسيب" or "Duhok, KRI", must belong to it. The name of a
        city alone (Tikrit) names no governorate. With a hyphen, as in ``IQ-G18``, a P-code may be one
        of the numbering before 2019: it is accepted if both mean the same, or beside the name.

        Args:
            text: The text to look up.
            default: What to return, instead of raising, when *text* names no governorate.

        Raises:
            UnknownTermError: *text* names no governorate, or more than one. The issue never
                holds *text*; its ``suggestion`` holds the likely governorates.
            TypeError: It is not a text.

        """
        from ._lookup import named_by

        if not isinstance(text, str):
            raise TypeError(f"Governorate.find reads text, not {type(text).__name__}")
        found = named_by(text)
        if len(found) == 1:
            return cls(*found)
        if default is not _NO_DEFAULT:
            return default
        raise UnknownTermError(_why_not(text, found))

    def text(self, language: str | None = None) -> str:
        """Return the name for a reader of *language*, in the closest available language."""
        return self.names.best(language)[1]

    @property
    def names(self) -> LocalizedText:
        """Its names by language (English: OCHA; Arabic: Unicode CLDR; Sorani: public label sets)."""
        return self._facts.names

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """Other spellings and names, each with its kind and source; rules know many more."""
        return self._facts.spellings

    @property
    def iso(self) -> str | None:
        """The code of ISO 3166-2, such as ``IQ-AR``; Halabja has none."""
        return self._facts.iso

    @property
    def pcode(self) -> str | None:
        """The place code of OCHA (COD-AB 2019-06-03), such as ``IQG11``; Halabja has none."""
        return self._facts.pcode

    @property
    def capital(self) -> LocalizedText:
        """Its capital, in English and Arabic (GeoNames)."""
        return self._facts.capital

    @property
    def region(self) -> Region:
        """Whether it is in the Kurdistan Region (ISO 3166-2: part of ``IQ-KR``)."""
        return self._facts.region

    @property
    def valid_from(self) -> datetime.date | None:
        """Since when it exists, if later than 1976: Halabja's law in the official gazette."""
        return self._facts.valid_from

    @property
    def geonames_id(self) -> int:
        """Its number at GeoNames."""
        return self._facts.geonames_id

    @property
    def wikidata(self) -> str | None:
        """Its item at Wikidata, such as ``Q213189``, if known."""
        return self._facts.wikidata

    @property
    def tile(self) -> tuple[int, int]:
        """Its place on a tile map: column from the west, row from the north (our own)."""
        return self._facts.tile

    @property
    def _facts(self) -> _Facts:
        return _all_facts()[self.value]


@functools.cache
def _all_facts() -> Mapping[str, _Facts]:
    from ._lookup import data, rows

    return {code: _facts_of(row, data()["sources"]) for code, row in rows().items()}


def _facts_of(row: Mapping[str, Any], sources: Mapping[str, str]) -> _Facts:
    from ._lookup import TEXTS_BESIDE_NAMES

    return _Facts(
        names=LocalizedText(names_in(row, TEXTS_BESIDE_NAMES)),
        capital=LocalizedText(row["capital"]),
        region=_REGIONS[row["region"]],
        geonames_id=row["geonames_id"],
        tile=(row["tile"][0], row["tile"][1]),
        spellings=tuple(
            Spelling(text, kind, sources[source])
            for kind in get_args(SpellingKind)
            for source, texts in row.get(kind, {}).items()
            for text in texts
        ),
        iso=row.get("iso"),
        pcode=row.get("pcode"),
        valid_from=row.get("valid_from"),
        wikidata=row.get("wikidata"),
    )


def _why_not(text: str, found: frozenset[str]) -> Issue:
    if found:
        return AMBIGUOUS_GOVERNORATE.issue(suggestion=_members(sorted(found)))
    from ._lookup import containing, near

    cities_of = _members(containing(text))
    if cities_of:
        return GOVERNORATE_IS_CITY.issue(governorate=cities_of, suggestion=cities_of)
    suggestion = _members(near(text))
    if suggestion:
        return UNKNOWN_GOVERNORATE.issue(suggestion=suggestion)
    return UNKNOWN_GOVERNORATE.issue()


def _members(codes: Iterable[str]) -> Governorate | tuple[Governorate, ...]:
    several = tuple(map(Governorate, dict.fromkeys(codes)))
    return several[0] if len(several) == 1 else several
