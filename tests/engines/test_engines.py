"""Every engine that produces record batches gets the issues of reading row by row."""

import copy
import datetime
import functools
import json
import random
import sys

import attrs
import duckdb
import polars
import pyarrow as pa
import pytest
from pyarrow import parquet

import tipmodel
from tipmodel import InvalidDataError, Location, Participant, arrow

ROWS = 20_000
RIGHT = {
    "name": {"ar": "اسم المشارك", "en": "Participant"},
    "rank": "major",
    "sex": "female",
    "affiliation": {"name": {"ar": "قسم"}, "part_of": {"name": {"ar": "وزارة الداخلية"}}},
    "place": {"governorate": "erbil"},
    "age": {"at_least": 25, "below": 35},
    "email": "p@example.org",
    "phone": "+9647500000001",
    "pre_test": 40.0,
    "consent": {"purpose": {"en": "a certificate"}, "given_on": "2015-05-04"},
}
WRONG = [
    ("sex", "x"), ("email", "x"), ("phone", "077"), ("pre_test", 101.0), ("name", {"ar": ""}),
    ("name", {"x!": "x"}), ("place", {"governorate": "atlantis"}), ("rank", "archduke"),
    ("affiliation", {"name": {"en": "a\u202eb"}}), ("age", {"at_least": 40, "below": 35}), ("place", {}),
]  # fmt: skip


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    """Return the same rows as NDJSON and as Parquet, and what reading them one by one says."""
    folder, chance = tmp_path_factory.mktemp("register"), random.Random(22)
    people = [{"id": f"p{number}", **copy.deepcopy(RIGHT)} for number in range(ROWS)]
    for number in chance.sample(range(ROWS), ROWS // 160):
        field, value = chance.choice(WRONG)
        people[number][field] = value
    schema = arrow.schema(Participant)
    rows = [
        {key: as_arrow(value, schema.field(key).type) for key, value in person.items()}
        for person in people
    ]
    parquet.write_table(
        pa.Table.from_pylist(rows, schema=schema),
        folder / "people.parquet",
        row_group_size=ROWS // 3,
    )
    lines = folder / "people.ndjson"
    lines.write_text("".join(f"{json.dumps(each)}\n" for each in people), "utf-8")
    with pytest.raises(InvalidDataError) as caught:
        list(tipmodel.iter_read(lines, Participant))
    expected = set()
    for issue in caught.value.issues:
        _, row, *path = issue.pointer.split("/")
        text = attrs.evolve(issue, location=Location()).text("ar", isolate=False)
        pointer = "".join(f"/{step}" for step in path)
        expected.add((people[int(row)]["id"], issue.code, pointer, text))
    assert len(expected) > ROWS // 200
    return folder / "people.parquet", expected


def as_arrow(value, type_):
    """Return plain data as pyarrow wants them for a type."""
    if pa.types.is_map(type_):
        return list(value.items())
    if pa.types.is_struct(type_):
        value = value if isinstance(value, dict) else {"code": value}
        return {key: as_arrow(each, type_.field(key).type) for key, each in value.items()}
    if pa.types.is_date(type_):
        return datetime.date.fromisoformat(value)
    return value


def told(batches):
    """Return the issues of batches of issues, by the person they are about."""
    return {
        (each["id"], each["code"], each["pointer"], each["text"])
        for batch in batches
        for each in batch.to_pylist()
    }


check = functools.partial(arrow.check_batches, cls=Participant, keys=["id"], language="ar")


def test_pyarrow(register):
    """Parquet is read and checked a batch at a time."""
    path, expected = register

    assert expected == told(check(parquet.ParquetFile(path).iter_batches(3_000)))


def test_duckdb(register):
    """So is what a query selects."""
    path, expected = register

    assert expected == told(check(duckdb.read_parquet(str(path)).to_arrow_reader(7_000)))


def test_polars(register):
    """So is a frame, in which texts in several languages are lists of pairs."""
    path, expected = register
    frames = polars.scan_parquet(path).collect_batches()

    assert expected == told(
        check(batch for frame in frames for batch in frame.to_arrow().to_batches())
    )


@pytest.mark.filterwarnings("default")  # what it calls itself is older
def test_spark(register, monkeypatch):
    """So are the parts of a table that several processes share."""
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    def check_groups(batches):  # Spark sends a function of a function along
        for group in (row for batch in batches for row in batch.to_pylist()):
            file = parquet.ParquetFile(group["path"])
            yield from check(file.iter_batches(row_groups=[group["number"]]))

    path, expected = register
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", ":".join(filter(None, sys.path)))
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.execution.arrow.maxBytesPerBatch", 2**31 - 1).getOrCreate()
    groups = [(str(path), at) for at in range(parquet.ParquetFile(path).num_row_groups)]
    try:
        schema = from_arrow_schema(arrow.issues_schema(Participant, keys=["id"], language="ar"))
        rows = spark.read.parquet(str(path)).repartition(4).mapInArrow(check, schema).collect()
        shared = spark.createDataFrame(groups, "path string, number int").repartition(len(groups))
        of_groups = shared.mapInArrow(check_groups, schema).collect()
    finally:
        spark.stop()

    assert len(groups) > 1
    for found in (rows, of_groups):
        assert expected == {(row.id, row.code, row.pointer, row.text) for row in found}
