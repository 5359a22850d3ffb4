"""Countries, by the codes of ISO 3166-1."""

import functools
from collections.abc import Mapping

import attrs

from ..core.rules import MALFORMED_JURISDICTION, UNKNOWN_COUNTRY
from ..core.validators import Text
from ..i18n import country_name, languages

COUNTRIES = (
    "AD|AE|AF|AG|AI|AL|AM|AO|AQ|AR|AS|AT|AU|AW|AX|AZ|BA|BB|BD|BE|BF|BG|BH|BI|BJ|BL|BM|BN|BO|"
    "BQ|BR|BS|BT|BV|BW|BY|BZ|CA|CC|CD|CF|CG|CH|CI|CK|CL|CM|CN|CO|CR|CU|CV|CW|CX|CY|CZ|DE|DJ|"
    "DK|DM|DO|DZ|EC|EE|EG|EH|ER|ES|ET|FI|FJ|FK|FM|FO|FR|GA|GB|GD|GE|GF|GG|GH|GI|GL|GM|GN|GP|"
    "GQ|GR|GS|GT|GU|GW|GY|HK|HM|HN|HR|HT|HU|ID|IE|IL|IM|IN|IO|IQ|IR|IS|IT|JE|JM|JO|JP|KE|KG|"
    "KH|KI|KM|KN|KP|KR|KW|KY|KZ|LA|LB|LC|LI|LK|LR|LS|LT|LU|LV|LY|MA|MC|MD|ME|MF|MG|MH|MK|ML|"
    "MM|MN|MO|MP|MQ|MR|MS|MT|MU|MV|MW|MX|MY|MZ|NA|NC|NE|NF|NG|NI|NL|NO|NP|NR|NU|NZ|OM|PA|PE|"
    "PF|PG|PH|PK|PL|PM|PN|PR|PS|PT|PW|PY|QA|RE|RO|RS|RU|RW|SA|SB|SC|SD|SE|SG|SH|SI|SJ|SK|SL|"
    "SM|SN|SO|SR|SS|ST|SV|SX|SY|SZ|TC|TD|TF|TG|TH|TJ|TK|TL|TM|TN|TO|TR|TT|TV|TW|TZ|UA|UG|UM|"
    "US|UY|UZ|VA|VC|VE|VG|VI|VN|VU|WF|WS|YE|YT|ZA|ZM|ZW"
)
"""The two-letter codes of ISO 3166-1, as in pycountry 26.2.16 (Debian iso-codes)."""

COUNTRY_CODES = tuple(COUNTRIES.split("|"))


@functools.cache
def _codes_by_name() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code in COUNTRY_CODES:
        for language in languages():
            found.setdefault(country_name(code, language).lower(), code)
    for code in COUNTRY_CODES:
        found.setdefault(code.lower(), code)
    return found


def code_named(name: str) -> Mapping[str, str]:
    """Return the code of the country called *name*, if any, as a parameter of an issue.

    A code in lower case counts as a name too.
    """
    code = _codes_by_name().get(name.strip().lower()) if len(name) <= _LONGEST_NAME else None
    return {"suggestion": code} if code else {}


_LONGEST_NAME = 100

COUNTRY = Text(2, COUNTRIES, UNKNOWN_COUNTRY, "IQ", suggest=code_named)
JURISDICTION = Text(
    6,
    f"(?:{COUNTRIES})(?:-[A-Z0-9]{{1,3}})?",
    MALFORMED_JURISDICTION,
    ("IQ", "IQ-KR"),
    suggest=code_named,
)
"""A country, or a part of one by its code of ISO 3166-2, such as ``IQ-KR``."""


@attrs.frozen
class Country:
    """A country, with its name in every language."""

    code: str

    def text(self, language: str | None = None) -> str:
        """Return the name of the country, from the Unicode CLDR."""
        return country_name(self.code, language)
