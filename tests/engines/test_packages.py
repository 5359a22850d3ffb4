"""Keyed tables work in programs for tables."""

import duckdb
import frictionless
import pytest

from samples import every_report, nine
from tipmodel import InvalidDataError, read_tables, write_tables


@pytest.mark.parametrize("plain", [False, True])
def test_the_package_is_valid_to_frictionless(tmp_path, plain):
    """Frictionless reads the tables and their keys."""
    write_tables(every_report(), tmp_path / "t", "ar", plain=plain)
    report = frictionless.validate(str(tmp_path / "t" / "datapackage.json"))

    assert report.valid, report.flatten(["type", "note"])


@pytest.mark.parametrize("language", [None, "ar"])
def test_tables_of_parquet_come_back_equal(tmp_path, language):
    """Tables in Parquet come back equal."""
    write_tables(every_report(), tmp_path / "t", language, parquet=True)

    assert every_report() == read_tables(tmp_path / "t")


def test_tables_that_are_no_parquet_are_refused(tmp_path):
    """A damaged file of a table is reported as an issue."""
    write_tables(nine(), tmp_path / "t", parquet=True)
    (tmp_path / "t" / "topics.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(InvalidDataError) as caught:
        read_tables(tmp_path / "t")

    assert ["file.not_parquet"] == [issue.code for issue in caught.value.issues]


@pytest.mark.parametrize("parquet", [False, True])
def test_tables_join_in_duckdb(tmp_path, parquet):
    """One join answers how many people each funder paid for."""
    write_tables(nine(), tmp_path / "t", plain=not parquet, parquet=parquet)
    suffix, scan = ("parquet", duckdb.read_parquet) if parquet else ("csv", duckdb.read_csv)
    trainings, organizations = (
        scan(str(tmp_path / "t" / f"{name}.{suffix}")) for name in ("trainings", "organizations")
    )
    joined = trainings.set_alias("t").join(organizations.set_alias("o"), "training_id")
    funded = joined.filter("role = 'funder'").aggregate('o."name.en", sum("headcount.total")')

    assert funded.order("1").fetchall() == [("European Union", 133), ("Government of Japan", 60)]
