"""Reading and writing compared with other libraries, as ratios to pydantic."""

import platform
from importlib.metadata import version

from data import defects, documents, plain
from peers import CONTENDERS
from timing import table, times


def main() -> None:
    """Print which defects each contender refuses, then the times."""
    print(f"CPython {platform.python_version()}, {platform.machine()};", end=" ")
    print(
        ", ".join(
            f"{name} {version(name)}"
            for name in ("pydantic", "msgspec", "cattrs", "attrs", "orjson")
        )
    )
    contenders = {name: make() for name, make in CONTENDERS.items()}
    bad = defects()
    for name, contender in contenders.items():
        refused = 0
        for document in bad:
            try:
                contender.read(document)
            except contender.refuses:
                refused += 1
        print(f"{name}: refuses {refused} of {len(bad)} documents with one mistake")
    reading, writing = {}, {}
    for title, document in documents().items():
        given = {name: document if name == "tipmodel" else plain(document) for name in contenders}
        made = {name: contender.read(given[name]) for name, contender in contenders.items()}
        reading[title] = times(
            {n: lambda c=c, g=given[n]: c.read(g) for n, c in contenders.items()}
        )
        writing[title] = times(
            {n: lambda c=c, m=made[n]: c.write(m) for n, c in contenders.items()}
        )
    print("\nreading, time as a part of pydantic's (below 1 is quicker)")
    table(reading, "pydantic")
    print("\nwriting, time as a part of pydantic's")
    table(writing, "pydantic")


if __name__ == "__main__":
    main()
