"""Keyed tables in the programs that are made for them."""

import duckdb
import frictionless
import pytest

from samples import every_report, nine
from tipmodel import write_tables


@pytest.mark.parametrize("plain", [False, True])
def test_the_package_is_valid_to_frictionless(tmp_path, plain):
    """Programs that know data packages read the tables, keys and all."""
    write_tables(every_report(), tmp_path / "t", "ar", plain=plain)
    report = frictionless.validate(str(tmp_path / "t" / "datapackage.json"))

    assert report.valid, report.flatten(["type", "note"])


def test_tables_join_in_duckdb(tmp_path):
    """Who asks how many people each funder paid for needs one join."""
    write_tables(nine(), tmp_path / "t", plain=True)
    trainings = duckdb.read_csv(str(tmp_path / "t" / "trainings.csv"))
    organizations = duckdb.read_csv(str(tmp_path / "t" / "organizations.csv"))
    joined = trainings.set_alias("t").join(organizations.set_alias("o"), "training_id")
    funded = joined.filter("role = 'funder'").aggregate('o."name.en", sum("headcount.total")')

    assert funded.order("1").fetchall() == [("European Union", 133), ("Government of Japan", 60)]
