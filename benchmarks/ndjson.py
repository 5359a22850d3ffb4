"""Streaming newline-delimited JSON: time compared with the peers, and memory for long files."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tipmodel
from data import documents, plain
from peers import CONTENDERS
from timing import table, times

TRAININGS = 400
GROWTH = """
import resource, sys, tipmodel
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for first in range(2):
    for count, _ in enumerate(tipmodel.iter_read(sys.argv[1 + first])):
        if first == 0 and count == 50:
            before = peak()
print((peak() - before) / 1000)
"""


def main() -> None:
    """Print the times of reading a file, and the growth while reading one ten times as long."""
    document = documents()["32 people, mixed"]
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, long = (Path(folder, f"{name}.ndjson") for name in ("ours", "plain", "long"))
        ours.write_bytes((document + b"\n") * TRAININGS)
        theirs.write_bytes((plain(document) + b"\n") * TRAININGS)
        long.write_bytes((document + b"\n") * TRAININGS * 10)

        def streamed(read: Callable[[bytes], Any]) -> int:
            with theirs.open("rb") as lines:
                return sum(1 for line in lines if read(line))

        reads = {
            n: CONTENDERS[n]().read for n in ("pydantic", "msgspec structs", "orjson, untyped")
        }
        row = times(
            {"tipmodel": lambda: sum(1 for _ in tipmodel.iter_read(ours))}
            | {name: lambda read=read: streamed(read) for name, read in reads.items()}
        )
        table({f"{TRAININGS} trainings, {ours.stat().st_size / 1e6:.0f} MB": row}, "pydantic")
        command = [sys.executable, "-c", GROWTH, ours, long]
        grown = float(subprocess.run(command, capture_output=True, check=True).stdout)
        print(f"growth while {long.stat().st_size / 1e6:.0f} MB are read: {grown:.1f} MB")


if __name__ == "__main__":
    main()
