"""What cannot be seen is not accepted, and what is shown cannot pretend to be something else."""

import json

import jsonschema_rs
import pytest

import tipmodel
from engines import Engines
from tipmodel import InvalidDataError, LocalizedText, Organization
from tipmodel.core.unicode import JOINERS, fold, forbidden, in_normal_form, is_blank, shown

SCALARS = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]


@pytest.fixture(scope="module")
def has_property():
    """The Unicode character database, as the engine in Rust knows it."""

    def ask(name):
        schema = {"pattern": rf"\p{{{name}}}"}
        return jsonschema_rs.Draft202012Validator(schema).is_valid

    return ask


def test_what_unicode_calls_ignorable_is_forbidden_but_for_the_joiners(has_property):
    """Characters that are not drawn cannot hide words or make a text look empty."""
    ignorable = has_property("Default_Ignorable_Code_Point")

    missed = [c for c in SCALARS if ignorable(c) and not forbidden(c) and c not in JOINERS]
    assert [] == [f"U+{ord(c):04X}" for c in missed]
    assert not any(map(forbidden, JOINERS))


def test_nothing_that_can_be_seen_is_forbidden(has_property):
    """No letter of any language is refused."""
    ignorable = has_property("Default_Ignorable_Code_Point")
    refused = [c for c in SCALARS if forbidden(c) and not ignorable(c)]
    for name in ("L", "M", "N", "P", "S", "Zs"):
        assert [] == [f"U+{ord(c):04X}" for c in filter(has_property(name), refused)]


def test_white_space_alone_is_blank(has_property):
    """A title of spaces is no title, whatever kind of spaces they are."""
    space = has_property("White_Space")
    blank = {c for c in SCALARS if is_blank(c)}

    assert {c for c in SCALARS if space(c) and not forbidden(c)} == blank - {*JOINERS, "\u2800"}


BLANK = [
    " ",
    "\n",
    "\t \n",
    "\xa0",
    "\u200c",
    " \u200d ",
    "\u2800",
    "\u3000\u2003",
    "\u1680",
    "\u202f\u205f",
]
HIDDEN = [
    "a\u3164",
    "\u115f",
    "a\u034f",
    "a\u206a",
    "a\ufe0f",
    "a\U000e0141",
    "9 \u200f- 2",
    "a\u200e",
    "\u061ca",
]
SEEN = ["می\u200cروم", "👩\u200d🔬", " a ", "a\xa0b", "é", "\u200ca"]


@pytest.mark.parametrize("text", [*BLANK, *HIDDEN, *SEEN], ids=ascii)
def test_bytes_text_plain_data_constructor_and_schema_say_the_same(text):
    """Every way of checking a text gives the same answer."""
    is_right = text in SEEN
    data = {"name": {"en": text}, "acronym": {"fr": text}}
    documents = [json.dumps(data), json.dumps(data, ensure_ascii=False), json.dumps(data, indent=1)]
    verdicts = {not tipmodel.validate(data, Organization)}
    for document in documents:
        verdicts |= {
            not tipmodel.validate(document, Organization),
            not tipmodel.validate(document.encode(), Organization),
        }
        verdicts |= set(Engines().verdicts(Organization, document).values())
    try:
        LocalizedText(en=text)
        verdicts |= {True}
    except InvalidDataError:
        verdicts |= {False}

    assert {is_right} == verdicts


def test_blank_text_is_said_to_be_empty():
    """Somebody who typed a space by mistake is told what is missing."""
    (issue,) = tipmodel.validate({"name": {"en": " \u200c"}}, Organization)

    assert "text.empty" == issue.code


def test_what_is_shown_stays_in_its_line_and_is_seen():
    """A key cannot steer a terminal, end a line, turn it round, or fill the screen."""
    text = "\x1b]0;a\x07\r\n\u202e\u2066\u2028\u200f\U000e0041 الاسم"

    assert shown(text).endswith(" الاسم")
    assert shown(text).isprintable()
    assert not forbidden(shown(text))
    assert "الاسم و a\\b" == shown("الاسم و a\\b")
    assert 300 > len(shown("x" * 10**6))


@pytest.mark.parametrize("mark", ["\u0301\u0316", "\u05b0\u0591", "\u302e\U00016ff0"], ids=ascii)
def test_marks_without_end_take_no_longer_than_other_text(mark):
    """A cell of nothing but marks does not keep a program busy."""
    endless = "a" + mark * 500_000

    assert "a" == fold(endless)
    assert endless == in_normal_form(endless)
    assert "á" == in_normal_form("a\u0301")
