"""The nineteen governorates of Iraq."""

import enum
from typing import Any

from ..fields import named
from ..text import LocalizedText
from .data import table


@named("Governorate", help="One of the nineteen governorates of Iraq.")
class Governorate(enum.Enum):
    """One of the nineteen governorates of Iraq."""

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

    @property
    def _facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = table("governorates")[self.value]
        return facts

    @property
    def names(self) -> LocalizedText:
        """The name in English, Arabic and Sorani Kurdish."""
        return LocalizedText({tag: self._facts[tag] for tag in ("en", "ar", "ckb")})

    def text(self, language: str = "en") -> str:
        """Name the governorate."""
        return self.names.best(language)[1]
