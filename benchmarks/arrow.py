"""Records as columns: checks, conversion in both directions, and a scan of Parquet, in one run.

The peer is a pydantic model of one participant with the same rules, which gets each row as a line of
JSON; the columns get record batches. Needs the dependency groups ``bench`` and ``engines``.
"""

import io
from time import perf_counter
from typing import Any

import pyarrow as pa
from pyarrow import parquet

import tipmodel
from data import plain, roster
from schema import pydantic_model
from timing import table, times
from tipmodel import Participant, arrow

COPIES = 10


def main() -> None:
    """Print the times per row as ratios to pydantic."""
    training = tipmodel.loads(roster(10_000, ("ar", "en")))
    people = [
        person.evolve(id=f"{copy}-{person.id}")
        for copy in range(COPIES)
        for person in training.participants
    ]
    batches = list(arrow.to_batches(people))
    one = pa.Table.from_batches(batches).combine_chunks().to_batches()
    file = io.BytesIO()
    parquet.write_table(pa.Table.from_batches(batches), file, compression="zstd")
    lines = [plain(tipmodel.dumps(person)) for person in people[:10_000]]
    model = pydantic_model(Participant)

    def scanned() -> Any:
        return parquet.ParquetFile(file).iter_batches(10_000)

    runs = {
        "pydantic, JSON": lambda: [model.model_validate_json(line) for line in lines],
        "columns, 10,000 a batch": lambda: list(arrow.check_batches(batches, Participant)),
        "columns, 100,000": lambda: list(arrow.check_batches(one, Participant)),
        "to Arrow": lambda: list(arrow.to_batches(people[:10_000])),
        "from Arrow": lambda: list(arrow.from_batches(batches[:1], Participant)),
        "Parquet, checked": lambda: list(arrow.check_batches(scanned(), Participant)),
        "Parquet, scanned": lambda: sum(len(batch) for batch in scanned()),
    }
    rows = {"columns, 10,000 a batch", "columns, 100,000", "Parquet, checked", "Parquet, scanned"}
    took = times(runs, clock=perf_counter)  # a scan has threads
    each = {
        name: time / (len(people) if name in rows else len(lines)) for name, time in took.items()
    }
    for name, time in each.items():
        print(f"{name:26} {time:8.2f} µs a row")
    table({"a row": {k: each[k] for k in list(runs)[:5]}}, "pydantic, JSON")
    table({"Parquet": {k: each[k] for k in list(runs)[5:]}}, "Parquet, scanned")


if __name__ == "__main__":
    main()
