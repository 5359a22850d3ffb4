"""Memory used by trainings; each contender runs in its own process."""

import subprocess
import sys

CODE = """
import gc, resource, sys
sys.path.insert(0, sys.argv[1])
from data import documents, plain
from peers import CONTENDERS
name = sys.argv[2]
contender = CONTENDERS[name]()
document = documents()["32 people, mixed"]
document = document if name == "tipmodel" else plain(document)
kept = [contender.read(document) for _ in range(50)]
gc.collect()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
kept += [contender.read(document) for _ in range(2000)]
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 2000)
"""


def main() -> None:
    """Print the kilobytes that one training takes."""
    folder = __file__.rpartition("/")[0]
    used = {}
    for name in ("tipmodel", "pydantic", "msgspec structs", "orjson, untyped"):
        command = [sys.executable, "-c", CODE, folder, name]
        used[name] = float(subprocess.run(command, capture_output=True, check=True).stdout)
    for name, kilobytes in used.items():
        print(f"{name:18} {kilobytes:8.1f} kB  {kilobytes / used['pydantic']:.2f} × pydantic")


if __name__ == "__main__":
    main()
