"""Documents for tests: of any class, made from its fields, and mutants of them."""

import copy
import datetime
import enum
import json
import math
import re
import typing
from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any

import attrs
from hypothesis import strategies as st

from tipmodel.core.fields import fields
from tipmodel.core.invariants import RequireAny
from tipmodel.core.metadata import metadata_of
from tipmodel.core.record import StringValue
from tipmodel.core.unicode import forbidden, is_blank
from tipmodel.core.validators import DAY, EXTRA, MOMENT, Each, InRange, OneOf, Text
from tipmodel.model import MODEL, Place
from tipmodel.values.counts import Count
from tipmodel.values.dates import DateSpan, Duration
from tipmodel.values.text import LocalizedText
from tipmodel.vocab.terms import OWN_CODE, VOCABULARIES, Term

CLASSES = (*MODEL, *VOCABULARIES, Term, Count, DateSpan, Duration)

TEXTS = st.text("aZ9 ,.\t\nأبتكیەةءًّ\u200c\u200d٣😀\U00010ffd", min_size=1, max_size=8).filter(
    lambda text: not is_blank(text)
)
TAGS = st.sampled_from(["en", "ar", "ckb", "zh-Hant", "fr-CA-x1"])
EXTRAS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-9, 9) | TEXTS | st.just(""),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
MAX_DEPTH = 4
"""Below this level of a document only one field of a record is stated."""


def matching(pattern):
    return st.from_regex(pattern, fullmatch=True)


KEYS_OF_EXTRA = matching(EXTRA.pattern)


@st.composite
def documents(draw, cls, level=0):
    """Make a document of *cls*; only rules that compare one value with another may be broken."""
    if issubclass(cls, Term) and draw(st.booleans()):
        return draw(codes(cls))
    most = 1 if level > MAX_DEPTH else 4
    optional = [field for field in fields(cls) if field.default is not attrs.NOTHING]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=most)) if optional else []
    wanted = [field for field in fields(cls) if field.default is attrs.NOTHING or field in chosen]
    made = {field.name: draw(values(cls, field, level)) for field in wanted}
    if cls is Place and "governorate" in made:
        made.pop("country", None)
    if cls is Count and "percent" in made:
        made.pop("value", None)
        made.pop("at_most", None)
    if cls is Count and made.get("value") == 0:
        made["precision"] = "more_than"  # some fields want at least 1
    return {**beside(cls, made), **made}


def beside(cls, made):
    """Return what must stand beside the fields that are made, from the examples."""
    if cls is Count:
        return {} if "percent" in made else {"value": 3}
    named = [
        check.names for check in cls.invariants if isinstance(check, RequireAny) and check.names
    ]
    missing = [names[0] for names in named if not made.keys() & set(names)]
    if not made and not missing:
        missing = [field.name for field in fields(cls) if metadata_of(field).example is not None][
            :1
        ]
    return {
        field.name: metadata_of(field).example for field in fields(cls) if field.name in missing
    }


def values(cls, field, level):
    if issubclass(cls, Term) and field.name == "code":
        return codes(cls)
    return of(field.type, field.validator, level)


def codes(cls):
    known = list(cls.facts())
    own = matching(OWN_CODE)
    return st.sampled_from(known) | own if known else own


def of(type_, check, level):
    """Make values of a type that pass the check of a field."""
    arguments = [each for each in typing.get_args(type_) if each is not NoneType]
    if isinstance(type_, UnionType):
        return st.one_of([of(each, check, level) for each in arguments])
    if typing.get_origin(type_) is tuple:
        item = check.item if isinstance(check, Each) else None
        return st.lists(of(arguments[0], item, level), min_size=1, max_size=3)
    if isinstance(check, Text):
        texts = matching(check.pattern) if check.pattern else TEXTS
        return texts.filter(
            lambda text: len(text) <= check.longest and not (forbidden(text) or is_blank(text))
        )
    if isinstance(check, OneOf):
        return st.sampled_from(sorted(check.known()))
    made = plain(type_, check)
    return st.deferred(lambda: documents(type_, level + 1)) if made is None else made


def plain(type_, check):
    """Make values of what is no record."""
    least, most = (check.least, check.most) if isinstance(check, InRange) else (0, 9)
    first = math.ceil(least)
    whole = st.sampled_from([first, first + 1, most]) | st.integers(first, most)
    made = {
        int: whole | whole.map(float),
        float: whole | st.floats(least, most),
        bool: st.booleans(),
        datetime.date: matching(DAY),
        datetime.datetime: matching(MOMENT.pattern),
        LocalizedText: st.dictionaries(TAGS, TEXTS, min_size=1, max_size=2),
        Mapping[str, Any]: st.dictionaries(KEYS_OF_EXTRA, EXTRAS, min_size=1, max_size=2),
    }
    if type_ in made:
        return made[type_]
    if issubclass(type_, enum.Enum):
        return st.sampled_from([member.value for member in type_])
    return matching(type_.pattern) if issubclass(type_, StringValue) else None


HOSTILE = [
    None, True, False, 0, -1, 1, 2, 100, 150, 151, 1000, 9999, 10_000, 10**9, 10**9 + 1, 10**30, 0.5, 100.5,
    "@32.0", "@1e2", "@1E+9", "@-0", "@-0.0", "@1e-400", "@100.00000000000000000001", "@1.5e1", "@1e300",
    "@999999999.9999999999", "@12345678901234567890", "@0.1e1",
    "", " ", "\n", "a", "a\n", "en\n", "32", "٣٢", "a\u200bb", "\x00", "\x7f", "\x85", "\x1c", "\ufeff", "\u2028",
    "\u202e", "\u200c", "\u200d\u2800", "\xa0", "\u3164", "\u200f", "\ufe0f", " \u200c", "\u034f", "\u061c", "\ufffe", "\U0001fffe", "\U0010ffff", "\U000e0001", "\U000e0080", "😀", "e\u0301", "x" * 10_000,
    "x" * 10_001, "😀" * 10_000, "😀" * 10_001, "a" * 200, "a" * 201, "/" + "a" * 1999, "/" + "a" * 2000,
    "erbil", "Erbil", "IQ", "iq", "IQ-KR", "XX", "en", "EN", "ku", "zh-Hant", "en-", "a-b", "law", "acme:cyber",
    "acme:" + "a" * 95, "acme:" + "a" * 96, "acme:Cyber", "community_policing", "iq_law_28_2012", "exact", "about",
    "female", "organizer", "1.1", "1", "2.0", "a@b.c", "a@b", "a@b.c\n", "a@" + "b." * 125 + "c", "+964 750 000 0000",
    "+964", "0750", "application/pdf", "A/b", "http://a", "https://a/ b", "ftp://a", "https://a/\u200b", "https://é",
    "/title", "title", "/~", "/~0/~1", "/\u200b", "821.12 KB", "821 kb", "1.1234567 B", "0000", "0001", "2015",
    "2015-13", "2015-00", "2015-02-29", "2016-02-29", "1900-02-29", "2000-02-29", "2015-04-31", "XXXX-02-29",
    "XXXX-02-30", "XXXX", "XXXX-05", "2015-05-04~", "2015-05-04?", "2015-05-04?~", "２０١٥", "2015-05-04\n",
    "2015-05-04T09:00:00+03:00", "2015-05-04T09:00Z", "2015-05-04T24:00Z", "2015-05-04T09:00:60Z",
    "2015-05-04T09:00:00.5Z", "2015-05-04 09:00Z", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00",
    "2015-05-04T09:00-00:00", "2015-05-04T09:00+14:01", "2015-02-29T09:00Z",
    [], [None], [[]], ["en"], ["en", "en"], [1], [{}], ["en"] * 10_000, ["en"] * 10_001,
    {}, {"": ""}, {"en": "x"}, {"en": ""}, {"en": None}, {"EN": "x"}, {"en\n": "x"}, {"x": 1}, {"en": "x" * 10_001},
    {"value": 3}, {"value": 0}, {"value": 3, "precision": "exact"}, {"value": 0, "precision": "exact"},
    {"value": 0, "precision": "more_than"}, {"value": 3, "precision": "about"}, {"value": -1, "precision": "about"},
    {"percent": 50}, {"percent": 100.5}, {"value": 3, "percent": 50}, {"precision": "about"}, {"value": True},
    {"code": "law"}, {"code": "acme:x"}, {"names": {"en": "x"}}, {"definition": {"en": "x"}}, {"code": "?"},
    {"code": "acme:x", "schema_version": "1.1"}, {"broader": "x", "names": {"en": "x"}},
    {"acme:x": None}, {"acme:x": ["\u200b"]}, {"acme:x": {"\u200b": 1}}, {"acme:x": {"a": ["@1e2", {}]}}, {"Acme:x": 1},
    {"acme:x\n": 1}, {"acme:x": {"__proto__": 1}}, {"__proto__": {"en": "x"}}, {"acme:x": 10**100}, {"country": "LB", "governorate": "erbil"}, {"country": "IQ", "governorate": "erbil"},
    {"name": {"en": "x"}}, {"count": 3}, {"sex": "male", "count": 3}, {"start": "2015"}, {"at_least": 18, "below": 18},
]  # fmt: skip
"""What may stand anywhere; "@" before a text marks a number that Python would write otherwise."""

KEYS = ["", "extra", "id", "title", "EN", "acme:x", "schema_version", "value", "name", "part_of", "x\u200b", "__proto__", "constructor"]  # fmt: skip
TAILS = ["\n", "\u200b", "\u202e", "\x00", "é", " ", "a", "\U000e0001", "~", "?", "-01", "Z", ":x"]


def mutant(document, random):
    """Change a copy of a document in one to three places."""
    holder = {"": copy.deepcopy(document)}
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        place = random.choice(list(_places(holder)))
        _change(*place, random)
    return holder[""]


def _places(data):
    for key, value in list(data.items() if isinstance(data, dict) else enumerate(data)):
        yield data, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _change(container, key, random):
    value = container[key]
    if isinstance(value, str) and value and random.random() < 0.3:
        container[key] = random.choice(
            [value + random.choice(TAILS), random.choice(TAILS) + value, value[:-1], value.upper()]
        )
    elif type(value) in (int, float) and random.random() < 0.3:
        container[key] = random.choice([value + 1, value - 1, float(value), -value, str(value)])
    elif isinstance(value, dict) and random.random() < 0.5:
        if value and random.random() < 0.5:
            del value[random.choice(list(value))]
        else:
            value[random.choice(KEYS)] = copy.deepcopy(random.choice(HOSTILE))
    else:
        pool = ALIKE[_kind(value)] if random.random() < 0.6 else HOSTILE
        container[key] = copy.deepcopy(random.choice(pool))


def _kind(value):
    is_number = isinstance(value, float) or (isinstance(value, str) and value.startswith("@"))
    return int if is_number else type(value)


ALIKE = {
    kind: [value for value in HOSTILE if _kind(value) is kind]
    for kind in (type(None), bool, int, str, list, dict)
}
"""The same by kind: what stands in the place of its like is refused for a finer reason."""


def written(document):
    """Write a document as JSON, with the marked numbers as they are marked."""
    text = json.dumps(document, ensure_ascii=False)
    return re.sub(r'"@(-?(?:0|[1-9]\d*)(?:[.]\d+)?(?:[eE][+-]?\d+)?)"', r"\1", text)
