"""Data beyond a limit are refused early, with a specific code."""

import functools
import itertools
import json
import string
import time

import pytest

import tipmodel
from tipmodel import Count, InvalidDataError, Limits, LocalizedText, Organization
from tipmodel.core.unicode import may_hold_long_number
from tipmodel.extend import Record, field, record
from tipmodel.tables import source

LEAST = {"id": "a", "title": {"en": "x"}}


def codes(data, **limits):
    return [issue.code for issue in tipmodel.validate(data, limits=Limits(**limits))]


def nested(levels, text='{"id":"a","title":{"en":"x"},"extra":{"acme:x":%s}}'):
    return text % ("[" * (levels - 2) + "]" * (levels - 2))


class TestBytes:
    @pytest.mark.parametrize("kind", [bytes, str])
    def test_a_document_as_large_as_the_limit_is_read(self, kind):
        """The limit itself is allowed, and counted in bytes, be it text or not."""
        text = json.dumps({**LEAST, "title": {"ar": "تدريب"}}, ensure_ascii=False)
        data, size = text.encode() if kind is bytes else text, len(text.encode())

        assert [] == codes(data, bytes=size)
        assert ["json.too_large"] == codes(data, bytes=size - 1)

    def test_loads_takes_limits_too(self):
        """A service can be stricter than the library."""
        with pytest.raises(tipmodel.InvalidDataError):
            tipmodel.loads(b'{"name":{"en":"x"}}', Organization, limits=Limits(bytes=10))


class TestDepth:
    def test_the_limit_itself_is_allowed(self):
        """A hundred levels are read, or as many as somebody asks for."""
        assert ["json.too_deep"] == codes(nested(101))
        assert ["json.too_deep"] == codes(nested(11), depth=10)
        assert [] == codes(nested(10), depth=10)

    def test_plain_data_are_measured_as_well(self):
        """Plain data have the same limits, even if they contain themselves."""
        circle = dict(LEAST)
        circle["extra"] = {"acme:x": [circle, circle]}

        assert ["json.too_deep"] == codes(circle)

    def test_what_nests_by_design_is_read_to_the_limit(self):
        """Nested organizations are read up to the limit."""
        name = {"name": {"en": "x"}}
        deepest = functools.reduce(lambda body, _: {**name, "part_of": body}, range(98), name)

        assert (
            deepest.keys() < tipmodel.unstructure(tipmodel.structure(deepest, Organization)).keys()
        )
        with pytest.raises(tipmodel.InvalidDataError, match="too deeply"):
            tipmodel.structure({**name, "part_of": deepest}, Organization)

    @pytest.mark.parametrize("depth", [100, 10**9])
    def test_a_million_levels_end_in_an_issue(self, depth):
        """Raised limits still end in an issue."""
        assert ["json.too_deep"] == codes("[" * 1_000_000, depth=depth)
        assert ["json.too_deep"] == codes(nested(100_000), depth=depth)

    def test_extra_data_leave_room_for_the_record_round_them(self):
        """Records with nested extra data can be written and read back."""
        deep = json.loads("[" * 50 + "]" * 50)
        record = tipmodel.Training(
            id="a", title=tipmodel.LocalizedText(en="x"), extra={"acme:x": deep}
        )

        assert record == tipmodel.loads(tipmodel.dumps(record))
        with pytest.raises(tipmodel.InvalidDataError):
            tipmodel.Training(id="a", title=record.title, extra={"acme:x": [deep]})


class TestDigits:
    @pytest.mark.parametrize(
        "number", ["9" * 301, "0." + "1" * 299, "1e999", "-1e999", "9" * 10**6]
    )
    def test_a_number_that_not_every_program_can_hold(self, number):
        """A number that some programs cannot hold is refused."""
        data = '{"id":"a","title":{"en":"x"},"extra":{"acme:x":%s}}' % number  # noqa: UP031

        assert ["json.number_too_long"] == codes(data)

    def test_the_limit_can_be_moved(self):
        """The limit of digits can be lowered, but not raised beyond what a record can hold."""
        data = '{"id":"a","title":{"en":"x"},"extra":{"acme:x":%s}}' % ("9" * 200)

        assert [] == codes(data)
        assert ["json.number_too_long"] == codes(data, digits=100)
        for digits in (400, 5000):
            longer = data.replace("9" * 200, "9" * digits)
            assert ["json.number_too_long"] == codes(longer, digits=9999)


class TestTime:
    @pytest.mark.parametrize(
        "data",
        [
            b"{%s}" % b",".join(b'"%d":1' % n for n in range(20_000)),
            b'{"a":1,%s}' % b",".join(b'"a":1' for _ in range(200_000)),
            b'{"%s":1}' % (b"a" * 2_000_000),
            b'{"places":[{"governorate":"%s"}]}' % (b"a " * 1_000_000),
            b'{"places":[%s]}' % b",".join(b'{"governorate":"x%d"}' % n for n in range(3_000)),
            b'{"id":"%s"}' % (b"a" * 2_000_000),
            b'{"notes":[{"about":"%s"}]}' % (b"/a" * 1_000_000),
            b'{"topics":[%s]}' % b",".join(b'"%d"' % n for n in range(10_000)),
        ],
        ids=lambda data: f"{data[:24]!r} {len(data)}",
    )
    def test_hostile_documents_take_no_longer_than_their_size(self, data):
        """The time for hostile documents is proportional to their size."""
        began = time.process_time()

        assert tipmodel.validate(data)
        assert time.process_time() - began < 10


class TestVersion:
    def test_another_version_is_named_with_what_to_do(self):
        """The error about another version says what to do."""
        (issue,) = tipmodel.validate({"schema_version": "1.2", **LEAST})

        assert ("document.version", "/schema_version") == (issue.code, issue.pointer)
        assert "version \u20681.2\u2069" in issue.text()
        assert "\u20681.1\u2069" in issue.text("ar")

    def test_a_later_document_says_what_of_it_is_new(self):
        """The unknown parts of a later document are reported."""
        issues = tipmodel.validate(
            {"schema_version": "1.2", **LEAST, "budget": 1, "status": "paused"}
        )

        assert {
            ("document.version", "/schema_version"),
            ("key.unknown", "/budget"),
            ("choice.unknown", "/status"),
        } == {(issue.code, issue.pointer) for issue in issues}

    @pytest.mark.parametrize("found", [1.0, None, "", "1.0 ", "one", "1" * 99, ["1.0"], {}])
    def test_what_is_no_version_is_not_shown(self, found):
        """A malformed version is not shown."""
        (issue,) = tipmodel.validate({"schema_version": found, **LEAST})

        assert "document.not_a_version" == issue.code
        assert {"form": '"1.1"'} == issue.params


@pytest.mark.parametrize("offset", range(40))
def test_a_long_number_is_noticed_wherever_it_stands(offset):
    """A number that is too long is found at every position."""
    shapes = [
        "9" * 301,
        "-" + "9" * 300,
        "0." + "1" * 299,
        "7" * 75 + "." + "7" * 75 + "e-" + "7" * 150,
    ]
    for number in shapes:
        assert may_hold_long_number(b" " * offset + f'{{"a":{number}}}'.encode())
    assert not may_hold_long_number(b" " * offset + b'{"a":' + b"9" * 300 + b"}")


def test_a_document_full_of_mistakes_is_not_told_without_end():
    """At most ten thousand issues are reported, with a note that there are more."""
    data = b'{"id":"a","title":{"en":"x"},"topics":[%s]}' % b",".join([b"1"] * 9_999)
    many = b"{%s}" % b",".join(b'"k%d":1' % n for n in range(50_000))

    assert 9_999 == len(tipmodel.validate(data))
    issues = tipmodel.validate(many)
    assert 10_001 == len(issues)
    assert "json.too_many_issues" == issues[-1].code


@record("Loose", help="A record whose numbers have no limit of their own.")
class Loose(Record):
    whole: int | None = field("Whole", "Whole.", default=None)
    number: float | None = field("Number", "Number.", default=None)
    count: int | Count | None = field("Count", "Count.", default=None)


@pytest.mark.parametrize("name", ["whole", "number", "count"])
@pytest.mark.parametrize(
    "value", ["1" * 298, "9" * 299, "1" * 301, "1e298", "1e299", "-1e300", "1e305", "1e999"]
)
def test_what_can_be_read_can_be_written_and_read_again(name, value):
    """A number that can be written can be read back."""
    data = f'{{"{name}":{value}}}'
    ways = [data, data.encode(), f" {data}"]
    plain = {name: json.loads(value)}
    found = [tipmodel.validate(way, Loose) for way in ways]
    assert {tuple(each.code for each in issues) for issues in found} == {
        tuple(each.code for each in found[0])
    }
    if not found[0]:
        record = tipmodel.loads(data, Loose)
        assert record == tipmodel.loads(tipmodel.dumps(record), Loose)
        assert record == tipmodel.structure(plain, Loose) == Loose(**{name: getattr(record, name)})
    if type(plain[name]) is int and found[0]:
        with pytest.raises(tipmodel.InvalidDataError):
            Loose(**plain)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_is_larger_than_a_sheet_is_not_written(suffix, tmp_path, monkeypatch):
    """More rows or columns than a sheet can hold are refused."""
    path = tmp_path / f"a.{suffix}"
    bodies = [Organization(name=LocalizedText(en=f"x{n}")) for n in range(4)]
    tipmodel.write(bodies[:3], path)
    monkeypatch.setattr(source, "MAX_ROWS", 4)
    before = path.read_bytes()
    with pytest.raises(tipmodel.InvalidDataError, match="too large") as caught:
        tipmodel.write(bodies, path)
    assert ["sheet.too_large"] == [issue.code for issue in caught.value.issues]
    assert before == path.read_bytes()
    monkeypatch.undo()

    letters = string.ascii_lowercase
    tags = ["".join(each) for each in itertools.islice(itertools.product(letters, repeat=3), 1_001)]
    many = Organization(name=LocalizedText(dict.fromkeys(tags, "x")))
    with pytest.raises(tipmodel.InvalidDataError, match="too large"):
        tipmodel.write(many, path)


def test_a_text_longer_than_a_cell_is_not_written(tmp_path):
    """A text that is too long for a cell is refused, because its end would be lost."""
    long = {"acme:x": "x" * 33_000}
    record = Organization(name=LocalizedText(en="x"), extra=long)
    with pytest.raises(tipmodel.InvalidDataError, match="characters") as caught:
        tipmodel.write(record, tmp_path / "a.xlsx")
    assert [("cell.too_long", 2)] == [(issue.code, issue.row) for issue in caught.value.issues]
    tipmodel.write(record, tmp_path / "a.csv")
    assert [record] == tipmodel.read(tmp_path / "a.csv", Organization)


def test_a_list_of_people_full_of_mistakes_comes_to_an_end():
    """Reading stops soon after ten thousand issues."""
    people = [{"id": "?", "sex": "sideways"}] * 9000
    issues = tipmodel.validate({"id": "a", "title": {"en": "x"}, "participants": people})

    assert 10_000 <= len(issues) <= 10_010


def test_a_document_of_more_than_twenty_megabytes_is_refused_unless_asked():
    """The limit holds by default, be it bytes or text."""
    data = b'{"id":"a","title":{"en":"x"}' + b" " * 20_000_000 + b"}"

    for given in (data, data.decode()):
        assert ["json.too_large"] == [issue.code for issue in tipmodel.validate(given)]
    assert () == tipmodel.validate(data, limits=Limits(bytes=len(data)))


def test_a_limit_itself_is_allowed():
    """A document may be exactly as large as the limit, and have exactly as many issues as are listed."""
    data = b'{"id": "a", "title": {"en": "x"}}'
    issues = tipmodel.validate({"id": "a", "title": {"en": "x"}, "topics": [1] * 10_000})

    for text in (data, data.decode()):
        assert "a" == tipmodel.loads(text, limits=Limits(bytes=len(data))).id
        with pytest.raises(InvalidDataError):
            tipmodel.loads(text, limits=Limits(bytes=len(data) - 1))
    wrong = b'{"id": "a", "title": 1}'
    for text in (wrong, wrong.decode()):
        found = tipmodel.validate(text, limits=Limits(bytes=len(wrong)))
        assert ["value.wrong_type"] == [issue.code for issue in found]
    assert {"value.wrong_type"} == {issue.code for issue in issues}
    assert 10_000 == len(issues)


def test_the_place_of_a_mistake_in_a_text_is_counted_from_one():
    """The line and the column of a mistake are those that editors show."""
    with pytest.raises(InvalidDataError) as caught:
        tipmodel.loads('{"id": "a",\n "title": x}')

    assert {"line": 2, "column": 11} == dict(caught.value.issues[0].params)
