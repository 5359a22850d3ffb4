"""Arrow loses nothing, and columns never accept what reading row by row refuses."""

import contextlib
import copy
import datetime
import io
import math
import random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st
from pyarrow import compute as pc, parquet

import tipmodel
from samples import Whole, full
from tipmodel import (
    Headcount,
    InvalidDataError,
    LocalizedText,
    Organization,
    Participant,
    Place,
    Training,
    arrow,
    make_converter,
)
from tipmodel.arrow.checks import plainly_right
from tipmodel.arrow.columns import fitted
from tipmodel.arrow.rows import plain
from tipmodel.cli import main
from tipmodel.core.metadata import field, record as record_class
from tipmodel.extend import Distinct, InOrder, Record, RefersTo, Rule
from tipmodel.model import MODEL
from tipmodel.strategies import records
from tipmodel.vocab.terms import VOCABULARIES

CLASSES = (*MODEL, *VOCABULARIES)
RELAXED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


def stored(batches):
    """Return batches after writing and reading Parquet."""
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_batches(batches), file)
    return parquet.read_table(file).to_batches()


class TestNothingIsLost:
    @pytest.mark.parametrize("cls", CLASSES)
    @given(data=st.data())
    @settings(max_examples=5, **RELAXED)
    def test_there_and_back(self, cls, data):
        """Records come back equal, and to the byte as they were written, from Arrow and Parquet."""
        several = [full(cls), *data.draw(st.lists(records(cls), max_size=4))]

        for batches in (list(arrow.to_batches(several, size=3)), stored(arrow.to_batches(several))):
            back = list(arrow.from_batches(batches, cls))
            assert several == back
            assert [*map(tipmodel.dumps, several)] == [*map(tipmodel.dumps, back)]

    def test_what_stands_inside_itself_without_end(self):
        """Nested organizations are kept at every depth."""
        body = None
        for level in range(9):
            body = Organization(name=LocalizedText(en=f"Body {level}"), part_of=body)

        assert [body] == list(arrow.from_batches(arrow.to_batches([body]), Organization))

    def test_a_class_of_an_extension(self):
        """The fields of an extension have columns."""

        @record_class("Funded", help="A place with a grant.")
        class Funded(Place):
            grant: int | None = field("Grant", "In dollars.", default=None)

        one = Funded(country="IQ", grant=5)
        assert [one] == list(arrow.from_batches(arrow.to_batches([one]), Funded))

    def test_records_of_two_classes_are_refused(self):
        """A table has one class."""
        with pytest.raises(TypeError, match="Place"):
            list(arrow.to_batches([Headcount(total=1), Place(country="IQ")]))

    def test_a_file_of_parquet(self, tmp_path):
        """Parquet is a format of the command line, with the class of its records."""
        for cls in (Training, Participant):
            path = tmp_path / f"{cls.__name__}.parquet"
            tipmodel.write([full(cls)] * 3, path)
            assert [full(cls)] * 3 == tipmodel.read(path, cls)
            assert 0 == main(["convert", str(path), str(path.with_suffix(".json"))])
            assert [full(cls)] * 3 == tipmodel.read(path.with_suffix(".json"), cls)


JUNK = [
    "", " ", "\u200d", "\u2800", "x", "a b", "\u202e", "a\u200bb", "a\nb", "a\\u202e", "x" * 10_001, "erbil", "erbl",
    "IQ", "LB", "XX", "major", "acme:cyber", "Acme:x", "government", "2015-02-29", "XXXX-02-29", "0000-01-01", "a@example.org",
    "a@b", "+9647500000000", "077", "female", "Female", "ar", "\x00", "e\u0301", "\U0001f600", "\ufdd0", "\r", "\t",
    "{}", '{"acme:x": 1}', '{"x": 1}', "[", '{"acme:x": "\u202e"}', '{"acme:x": "\\u202e"}', "null", "exact", "about",
    "2015-05-04T09:00:00+03:00", "2015-05-04T09:00:00Z", "2015-05-04T09:00+03:00", "2015-05-05", "2015-05", "2015", "/title", "1",
]  # fmt: skip
NUMBERS = [
    0,
    -1,
    1,
    18,
    25,
    32,
    101,
    150,
    151,
    1899,
    1900,
    2100,
    2101,
    1000,
    10**9,
    10**9 + 1,
    -(2**63),
    2**63 - 1,
]


def mutated(chance, value, type_):  # noqa: PLR0911
    """Return a value with one part changed to something else of its type."""
    if value is None or chance.random() < 0.15:
        return fresh(chance, type_)
    if pa.types.is_struct(type_):
        one = type_.field(chance.randrange(type_.num_fields))
        return {**value, one.name: mutated(chance, value.get(one.name), one.type)}
    if pa.types.is_map(type_):
        pairs = [list(pair) for pair in value]
        if pairs and chance.random() < 0.7:
            tags = ["en", "fr", "EN", "", "zh-Hant", "a", "ckb"]
            place = chance.randrange(2)
            chance.choice(pairs)[place] = chance.choice([JUNK, tags][1 - place])
            return [tuple(pair) for pair in pairs]
        return [*value, (chance.choice(["en", "ar", "x_y"]), chance.choice(JUNK))]
    if pa.types.is_list(type_):
        items = list(value)
        if items and chance.random() < 0.7:
            at = chance.randrange(len(items))
            items[at] = mutated(chance, items[at], type_.value_type)
            return items
        return [*items, fresh(chance, type_.value_type), *items[:1]]
    return fresh(chance, type_)


def fresh(chance, type_):  # noqa: PLR0911
    if chance.random() < 0.15:
        return None
    if pa.types.is_struct(type_):
        return {
            one.name: fresh(chance, one.type) if chance.random() < 0.4 else None for one in type_
        }
    if pa.types.is_map(type_):
        return [
            (tag, chance.choice(JUNK))
            for tag in chance.sample(["ar", "en", "ckb", "EN"], chance.randrange(3))
        ]
    if pa.types.is_list(type_):
        return [fresh(chance, type_.value_type) for _ in range(chance.randrange(3))]
    if pa.types.is_boolean(type_):
        return chance.random() < 0.5
    if pa.types.is_integer(type_):
        return chance.choice(NUMBERS)
    if pa.types.is_floating(type_):
        return chance.choice(
            [0.0, -0.0, 100.0, 100.00001, -0.1, math.nan, math.inf, -math.inf, 50.5]
        )
    if pa.types.is_date(type_):
        return chance.choice([datetime.date(2015, 5, 4), datetime.date(1, 1, 1), datetime.date.max])
    return chance.choice(JUNK)


def usual(batch):
    return batch


def sliced(batch):
    """Return the same rows as a part of a longer batch."""
    table = pa.concat_tables([pa.Table.from_batches([batch])] * 2).combine_chunks()
    return table.to_batches()[0].slice(batch.num_rows)


def large(batch):
    """Return the same rows with wide texts, and lists with wide offsets."""
    return batch.cast(pa.schema([each.with_type(_large(each.type)) for each in batch.schema]))


def _large(type_):
    if pa.types.is_struct(type_):
        return pa.struct([each.with_type(_large(each.type)) for each in type_])
    if pa.types.is_list(type_):
        return pa.large_list(_large(type_.value_type))
    return pa.large_string() if pa.types.is_string(type_) else type_


def coded(batch):
    """Return the same rows with the texts of columns as dictionaries."""
    columns = [
        each.dictionary_encode() if pa.types.is_string(each.type) else each
        for each in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def padded(batch):
    """Return the same rows with values under every null of a struct or a list."""
    return pa.RecordBatch.from_arrays(
        [_padded(each) for each in batch.columns], names=batch.schema.names
    )


def _padded(array):
    if not array.null_count or array.null_count == len(array):
        return array
    if pa.types.is_struct(array.type):
        first = array.drop_null().slice(0, 1)
        at = pc.if_else(array.is_valid(), pa.array(range(len(array))), len(array))
        whole = pa.concat_arrays([array, first]).take(at)
        inner = [whole.field(number) for number in range(array.type.num_fields)]
        return pa.StructArray.from_arrays(inner, fields=list(array.type), mask=array.is_null())
    if pa.types.is_list(array.type):
        first = array.drop_null().slice(0, 1)
        at = pc.if_else(array.is_valid(), pa.array(range(len(array))), len(array))
        whole = pa.concat_arrays([array, first]).take(at)
        return pa.ListArray.from_arrays(
            whole.offsets, whole.values, type=array.type, mask=array.is_null()
        )
    return array


WAYS = [usual, sliced, large, coded, padded]
EXACT = make_converter()


def by_row(batch, cls, first):
    """Return the issues that the exact path finds in each row."""
    for number, data in enumerate(plain(fitted(batch, cls), cls), first):
        try:
            EXACT.structure(data, cls)
        except InvalidDataError as error:
            for issue in error.issues:
                yield number, issue.code, issue.pointer, issue.text("ar", isolate=False)


def mutants(cls, seed, count):
    chance = random.Random(seed)
    whole = pa.struct(list(arrow.schema(cls)))
    (base,) = arrow.to_batches([full(cls)])
    for _ in range(count):
        row = copy.deepcopy(base.to_pylist()[0])
        for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
            row = mutated(chance, row, whole) or {}
        yield row


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.long)])
@pytest.mark.parametrize("cls", CLASSES)
def test_columns_find_what_rows_find(cls, count):
    """Columns and rows give the same issues, whatever the layout of an engine."""
    rows = list(mutants(cls, 1, count))
    batches = [
        WAYS[number % len(WAYS)](pa.RecordBatch.from_pylist(rows[at : at + 8], arrow.schema(cls)))
        for number, at in enumerate(range(0, count, 8))
    ]
    expected, first = [], 1
    for batch in batches:
        expected += by_row(batch, cls, first)
        first += batch.num_rows

    found = [
        (row["row"], row["code"], row["pointer"], row["text"])
        for batch in arrow.check_batches(batches, cls, language="ar")
        for row in batch.to_pylist()
    ]
    assert expected == found
    assert found or cls in VOCABULARIES


def test_declared_rules_of_an_extension_are_asked_by_column():
    """No column check passes a record that a declared rule refuses, whatever types it compares."""
    chance = random.Random(3)
    days = [None, *(datetime.date(2015, 5, day) for day in (3, 4))]
    choices = {
        "number": [None, {"value": 1}, {"value": 2}, {"value": 9, "precision": "about"}],
        "amount": [None, 1.0, 1.5, 2.0],
        "day": days,
        "date": [None, "2015", "2015-05-03", "2015-05-04", "XXXX-05-03", "2015-04~"],
        "time": [None, "08:00", "09:30", "2015-05-04T09:00", "2015-05-04T09:00:00+03:00"],
    }

    def part():
        count = chance.choice([None, {"value": chance.randint(1, 12)}])
        return {"count": count, "id": chance.choice("abcdefg"), "of": chance.choice([[], ["a"]])}

    rows = [
        {
            **{f"{name}_{end}": chance.choice(choices[name]) for name in choices for end in ("from", "to")
               if chance.random() < 0.3},
            "parts": [part() for _ in range(chance.choice([0, 0, 1, 2]))],
            "others": [part() for _ in range(chance.choice([1, 2]))],
        }
        for _ in range(600)
    ]  # fmt: skip
    batch = pa.RecordBatch.from_pylist(rows, arrow.schema(Whole))
    expected = list(by_row(batch, Whole, 1))

    found = [
        (row["row"], row["code"], row["pointer"], row["text"])
        for each in arrow.check_batches([batch], Whole, language="ar")
        for row in each.to_pylist()
    ]
    assert expected == found
    wrong = {number for number, *_ in expected}
    assert 100 < len(wrong) < 500
    assert plainly_right(fitted(batch, Whole), Whole).true_count > 0.6 * (len(rows) - len(wrong))


@pytest.mark.parametrize("cls", sorted(set(MODEL) - {Organization}, key=str))
def test_columns_alone_tell_what_is_right(cls):
    """Almost no valid row is read by itself."""
    made = []

    @settings(max_examples=40, database=None, phases=[Phase.generate], **RELAXED)
    @given(records(cls))
    def collect(one):
        made.append(one)

    collect()
    right = sum(
        plainly_right(fitted(batch, cls), cls).true_count for batch in arrow.to_batches(made)
    )
    assert right > 0.85 * len(made)


class TestAnotherSchema:
    """Columns of another schema are refused before a row is read."""

    @pytest.mark.parametrize(
        ("columns", "pointer", "code"),
        [
            ({"idd": pa.array(["1"])}, "/idd", "key.unknown"),
            ({"id": pa.array([1])}, "/id", "value.wrong_type"),
            ({"days_attended": pa.array([4.5])}, "/days_attended", "value.wrong_type"),
            ({"name": pa.array(["Suad"])}, "/name", "value.wrong_type"),
            ({"place": pa.array([{"cty": "x"}])}, "/place/cty", "key.unknown"),
            ({"place": pa.array([{"country": 1}])}, "/place/country", "value.wrong_type"),
        ],
    )
    def test_a_column_is_named(self, columns, pointer, code):
        """An unknown column is named."""
        batch = pa.RecordBatch.from_pydict(columns)
        for refuse in (arrow.check_batches, arrow.from_batches):
            with pytest.raises(InvalidDataError) as refused:
                list(refuse([batch], Participant))
            assert [(pointer, code)] == [(i.pointer, i.code) for i in refused.value.issues]

    def test_a_version_that_is_not_known(self):
        """A file of a later version is not read as if it were of this one."""
        later = arrow.schema(Place).with_metadata({"tipmodel.schema_version": "9.9"})
        with pytest.raises(InvalidDataError) as refused:
            list(arrow.from_batches([pa.RecordBatch.from_pylist([], later)], Place))
        assert ["document.version"] == [issue.code for issue in refused.value.issues]

    def test_two_columns_of_one_name(self):
        """Two columns with the same name are refused."""
        batch = pa.RecordBatch.from_arrays([pa.array(["1"]), pa.array(["2"])], names=["id", "id"])
        with pytest.raises(InvalidDataError) as refused:
            list(arrow.from_batches([batch], Participant))
        assert ["json.repeated_key"] == [issue.code for issue in refused.value.issues]

    def test_columns_that_are_left_out_and_narrow_ones_are_read(self):
        """Missing columns and narrow types are accepted."""
        batch = pa.RecordBatch.from_pydict(
            {"id": pa.array(["1"]).dictionary_encode(), "days_attended": pa.array([4], pa.int8())}
        )
        assert [Participant(id="1", days_attended=4)] == list(
            arrow.from_batches([batch], Participant)
        )

    def test_a_required_column_that_is_missing(self):
        """A missing required column is reported for each row."""
        batch = pa.RecordBatch.from_pydict({"days_attended": pa.array([4])})
        (issues,) = arrow.check_batches([batch], Participant)
        assert [{"row": 1, "code": "key.missing", "pointer": "/id"}] == issues.to_pylist()


def test_a_language_that_stands_twice_is_refused():
    """A map that repeats a language is refused."""
    rows = [
        {"city": [("ar", "أربيل"), ("ar", "دهوك")]},
        {"city": [("ar", "أربيل"), ("en", "Erbil")]},
    ]
    batch = pa.RecordBatch.from_pylist(rows, arrow.schema(Place))

    (issues,) = arrow.check_batches([batch], Place)
    assert [(1, "/city")] == [(row["row"], row["pointer"]) for row in issues.to_pylist()]


def test_the_issues_are_joined_by_keys_and_hold_nothing_personal():
    """Issues repeat the chosen keys, and no personal value."""
    rows = [{"id": "p1", "phone": "Suad 0770"}, {"id": "p2"}]
    batch = pa.RecordBatch.from_pylist(rows, arrow.schema(Participant))

    (issues,) = arrow.check_batches([batch], Participant, keys=["id"], language="en")
    assert arrow.issues_schema(Participant, keys=["id"], language="en") == issues.schema
    (issue,) = issues.to_pylist()
    assert ("p1", 1, "/phone") == (issue["id"], issue["row"], issue["pointer"])
    assert "0770" not in str(issue)


def test_wrong_rows_are_told_at_the_end_with_their_numbers():
    """Invalid rows are reported at the end; valid ones are read."""
    batch = pa.RecordBatch.from_pylist(
        [{"country": "IQ"}, {"country": "XX"}, {"country": "JO"}], arrow.schema(Place)
    )
    read, got = arrow.from_batches([batch], Place), []
    with pytest.raises(InvalidDataError) as refused:
        got.extend(read)
    assert [Place(country="IQ"), Place(country="JO")] == got
    assert [("/1/country", 2)] == [(i.pointer, i.location.row) for i in refused.value.issues]


@pytest.mark.parametrize("kept", ["", "half", "none"])
def test_a_file_that_is_no_parquet(kept, tmp_path):
    """A file that is not Parquet is refused in one sentence."""
    path = tmp_path / "x.parquet"
    tipmodel.write([full(Place)], path)
    data = path.read_bytes()
    path.write_bytes({"": b"", "half": data[: len(data) // 2], "none": b"PAR1" + bytes(99)}[kept])
    with pytest.raises(InvalidDataError) as refused:
        tipmodel.read(path, Place)
    assert ["file.not_parquet"] == [issue.code for issue in refused.value.issues]


def test_a_file_of_which_any_byte_is_changed(tmp_path):
    """Whatever is broken in a file, it is refused, or it is read; Python's own errors hold what was read."""
    path = tmp_path / "p.parquet"
    people = [Participant(id=str(i), name=LocalizedText(en="Zyxwv")) for i in range(9)]
    tipmodel.write(people, path)
    whole = path.read_bytes()
    refused = []
    for at in range(0, len(whole), max(1, len(whole) // 500)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with contextlib.suppress(InvalidDataError):
            try:
                tipmodel.read(path, Participant)
            except InvalidDataError as error:
                refused.append(repr(error.__context__))
                raise
    assert refused
    assert not any("Zyxwv" in each for each in refused)


def test_rows_that_take_no_space_have_a_limit(tmp_path):
    """A file of some kilobytes may declare any number of equal rows; it is refused before they are read."""
    path = tmp_path / "p.parquet"
    one = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000_001, pa.int8()), ["1"])
    table = pa.table({"id": one.cast(pa.string())})
    with parquet.ParquetWriter(path, table.schema) as writer:
        for _ in range(10):
            writer.write_table(table)
    assert path.stat().st_size < 100_000

    with pytest.raises(InvalidDataError) as refusal:
        next(tipmodel.iter_read(path, Participant))
    assert ["sheet.too_large"] == [issue.code for issue in refusal.value.issues]


@record_class("Seat")
class Seat(Record):
    """A part with a name and a number."""

    name: str | None = field("Name", "Its name.", default=None)
    number: int | tipmodel.Count | None = field("Number", "Its number.", default=None)
    row: int | None = field("Row", "Its row.", default=None)


_WRONG = Rule("acme.wrong", "{field} is wrong.")


@record_class("Hall")
class Hall(Record):
    """A record whose declared rules lead through plain lists and single records."""

    invariants = (
        Distinct(("names",), _WRONG),
        RefersTo("first.name", ("names",), _WRONG),
        InOrder("first.number", "most", _WRONG, at="most"),
        InOrder("seats.row", "most", _WRONG, at="most"),
        InOrder("rows", "most", _WRONG, at="most"),
        Distinct(("seats.row",), _WRONG),
        RefersTo("seats.number", ("first.number",), _WRONG),
    )
    names: tuple[str, ...] = field("Names", "Some names.", default=())
    first: Seat | None = field("First", "A seat.", default=None)
    most: int | tipmodel.Count | None = field("Most", "The greatest number.", default=None)
    rows: int | None = field("Rows", "The number of rows.", default=None)
    seats: tuple[Seat, ...] = field("Seats", "Other seats.", default=())


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ["a", "a"]},
        {"first": {"name": "a"}},
        {"first": {"number": {"value": 2}}, "most": {"value": 1}},
        {"seats": [{"row": 2}], "most": {"value": 1}},
        {"rows": 2, "most": {"value": 1}},
        {"seats": [{"row": 1}, {"row": 1}]},
        {"seats": [{"number": {"value": 0}}]},
    ],
)
def test_rules_that_columns_cannot_check_are_checked_by_row(wrong):
    """A declared rule about a plain list, or about a single record, gives the same issues."""
    right = Hall(names=("a", "b"), first=Seat(name="a"), most=2)
    (batch,) = arrow.to_batches([right, Hall(), right], Hall)
    rows = [*batch.to_pylist(), wrong]
    mixed = pa.RecordBatch.from_pylist(rows, arrow.schema(Hall))

    assert [right, Hall(), right] == list(arrow.from_batches([batch], Hall))
    (issues,) = arrow.check_batches([mixed], Hall)
    assert [(4, issue.code, issue.pointer) for issue in tipmodel.validate(wrong, Hall)] == [
        (each["row"], each["code"], each["pointer"]) for each in issues.to_pylist()
    ]
