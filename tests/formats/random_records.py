"""Any record of any class: strategies made from the types and checks of fields."""

import datetime
import functools
import types
import typing
from collections.abc import Mapping

import attrs
from hypothesis import strategies as st

import tipmodel
from tipmodel import Count, FileSize, InvalidDataError, LocalizedText, PartialDate, Precision, Term
from tipmodel.core.fields import fields
from tipmodel.core.record import Record
from tipmodel.core.unicode import forbidden, is_blank
from tipmodel.core.validators import Each, InRange, OneOf, Text

PIECES = [
    "=1+1", "+964", "-2", "@a", "'", "'=", "\n", "\t", " ", "\u200f", "\u200e", '"', ",", ";", "؛", "{", "[1]", "أنثى",
    "Female", "اللواء", "_x0041_", "٣", "<b>", "\xa0", "نعم", "x", "2015-05-04", "1e3", "null", "\\", "صح (العربية)", "😀",
]  # fmt: skip
ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Zl", "Zp")), max_size=6)
TEXT = st.lists(st.sampled_from(PIECES) | ANY, min_size=1, max_size=4).map("".join)
TEXT = TEXT.filter(lambda text: not (is_blank(text) or forbidden(text)))
TAGS = st.sampled_from(["en", "ar", "ckb", "fr", "zh-Hant", "ar-IQ"])
LOCALIZED = st.dictionaries(TAGS, TEXT, min_size=1, max_size=3).map(LocalizedText)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e9, 1e9) | TEXT,
    lambda inside: st.lists(inside, max_size=2) | st.dictionaries(TEXT, inside, max_size=2),
    max_leaves=4,
)
EXTRA = st.dictionaries(
    st.from_regex("[a-z]{1,3}:[A-Za-z0-9]{1,3}", fullmatch=True), JSON, max_size=2
)
DATES = st.dates() | st.sampled_from([datetime.date(1900, 2, 28), datetime.date(1900, 3, 1)])
PARTIAL = (
    DATES.map(PartialDate.of)
    | st.sampled_from(["2015", "XXXX-02-29", "2015-05~", "0001-01-01?"]).map(PartialDate.parse)
)  # fmt: skip
ZONES = st.integers(-13 * 60, 13 * 60).map(
    lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
)
MOMENTS = st.datetimes(timezones=ZONES).map(lambda moment: moment.replace(microsecond=0))
SIZES = st.from_regex("[0-9]{1,5}([.][0-9]{1,3})? (B|KB|MB|GB)", fullmatch=True).map(FileSize.parse)
COUNTS = st.builds(
    Count, value=st.integers(0, 99), precision=st.sampled_from(list(Precision)[1:])
) | st.builds(Count, percent=st.floats(0, 100))
SIMPLE = {
    LocalizedText: LOCALIZED, PartialDate: PARTIAL, FileSize: SIZES, datetime.date: DATES,
    datetime.datetime: MOMENTS, bool: st.booleans(), Count: COUNTS,
}  # fmt: skip


@functools.cache
def records(cls, depth=0):
    """Return a strategy for records of a class that are valid."""
    return st.deferred(lambda: _records(cls, depth))


def _records(cls, depth):
    known = {field.name: optional(field, depth) for field in fields(cls)}
    if cls is tipmodel.Training:
        known["notes"] = known["outcomes"] = st.just(())
        known["sessions"] = records(tipmodel.Session, 2).map(
            lambda session: (attrs.evolve(session, id=None, speakers=(), day=1),)
        )
    return st.fixed_dictionaries(known).map(lambda values: made(cls, values)).filter(bool)


def made(cls, values):
    """Make a record, or nothing if a rule across fields forbids it."""
    try:
        return cls(**{name: value for name, value in values.items() if value is not None})
    except InvalidDataError:
        return None


def optional(field, depth):
    """Return a strategy for a field, which may be left out if it is optional."""
    if field.default is attrs.NOTHING:
        return of_type(field.type, field, depth)
    if depth > 1:
        return st.none()
    return st.none() | of_type(field.type, field, depth)


def of_type(type_, field, depth):  # noqa: PLR0911
    """Return a strategy for the values of a type."""
    arguments = [each for each in typing.get_args(type_) if each is not type(None)]
    if isinstance(type_, types.UnionType):
        return st.one_of([of_type(each, field, depth) for each in arguments])
    if typing.get_origin(type_) is tuple:
        return st.lists(of_type(arguments[0], field, depth), max_size=2).map(tuple)
    if type_ is dict or typing.get_origin(type_) is Mapping:
        return EXTRA
    if type_ in SIMPLE:
        return SIMPLE[type_]
    if type_ in (int, float):
        check = field.validator if isinstance(field.validator, InRange) else InRange()
        kind = st.integers if type_ is int else st.floats
        return kind(check.least, check.most)
    if type_ is str:
        check = field.validator.item if isinstance(field.validator, Each) else field.validator
        return strings(check)
    if issubclass(type_, Term):
        return terms(type_)
    return records(type_, depth + 1) if issubclass(type_, Record) else st.sampled_from(list(type_))


def strings(check):
    """Return a strategy for strings that a check accepts."""
    if isinstance(check, OneOf):
        return st.sampled_from(sorted(check.known()))
    if isinstance(check, Text) and check.pattern:
        accepted = st.from_regex(check.pattern, fullmatch=True)
        return accepted.filter(lambda text: not list(check.iter_issues(text)))
    return TEXT.filter(lambda text: check is None or not list(check.iter_issues(text)))


def terms(cls):
    """Return a strategy for terms: of the list, custom, in own words."""
    codes = st.sampled_from([*cls.facts(), "acme:cyber"])
    labels = st.sampled_from(
        [term.text(tag) for term in cls.vocabulary().values() for tag in ("en", "ar")]
    )
    words = LOCALIZED | st.builds(lambda text: LocalizedText(ar=text), labels | TEXT)
    return (
        st.builds(cls, code=codes)
        | st.builds(cls, names=words)
        | st.builds(cls, code=codes, names=words, source=TEXT)
    )
