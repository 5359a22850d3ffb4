"""Times to start, each in a new process: those of the processor."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import schema
from data import founding, plain
from tipmodel import Governorate
from tipmodel.core.validators import EDTF, EMAIL, MEDIA_TYPE, PHONE, POINTER, URL
from tipmodel.vocab.countries import COUNTRY_CODES
from tipmodel.vocab.instruments import known_instruments
from tipmodel.vocab.terms import VOCABULARIES

IMPORTS = [
    "import cattrs",
    "import tipmodel",
    "from tipmodel import Training",
    "import attrs",
    "import pydantic",
]
READ = "open('{}.json', 'rb').read()"
START = {
    "import and read the founding report": (
        [
            "-c",
            f"import handwritten; handwritten.Training.model_validate_json({READ.format('plain')})",
        ],
        ["-c", f"import tipmodel; tipmodel.loads({READ.format('report')})"],
    ),
    "check the founding report": (
        ["-m", "handwritten", "plain.json"],
        ["-m", "tipmodel", "check", "report.json"],
    ),
}
"""The arguments of Python for pydantic models as people write them, and for this library."""


def _time(arguments: list[str], folder: str) -> float:
    paths = os.pathsep.join([folder, str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed packages are compiled
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        check=True,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _prepare(folder: str) -> None:
    """Write the document, and the codes and patterns of the models written by hand."""
    Path(folder, "report.json").write_bytes(founding())
    Path(folder, "plain.json").write_bytes(plain(founding()))
    patterns = {"EMAIL": EMAIL, "PHONE": PHONE, "URL": URL, "MEDIA": MEDIA_TYPE, "POINTER": POINTER}
    lists = {name: f"^(?:{check.pattern})$" for name, check in patterns.items()} | {
        "CLEAN_RUST": schema.CLEAN,
        "EDTF_RUST": schema.in_rust(EDTF),
        "COUNTRIES": list(COUNTRY_CODES),
        "GOVERNORATES": [each.value for each in Governorate],
        "INSTRUMENTS": list(known_instruments()),
        "VOC": {each.__name__: list(each.facts()) for each in VOCABULARIES},
    }
    lines = [f"{name} = {value!a}\n" for name, value in lists.items()]
    Path(folder, "lists.py").write_text("".join(lines), "ascii")


def main() -> None:
    """Print milliseconds beyond an empty program, with ratios to cattrs and to pydantic."""
    with tempfile.TemporaryDirectory() as folder:
        _prepare(folder)

        def best(*arguments: str) -> float:
            return min(_time([*arguments], folder) for _ in range(15))

        empty = best("-c", "pass")
        took = {statement: best("-c", statement) - empty for statement in IMPORTS}
        for statement, taken in took.items():
            ratio = taken / took["import cattrs"]
            print(f"{statement:40} {taken * 1000:7.1f} ms  {ratio:.2f} × cattrs")
        for title, (theirs, ours) in START.items():
            peer, taken = best(*theirs) - empty, best(*ours) - empty
            print(f"{title:40} {taken * 1000:7.1f} ms  {taken / peer:.2f} × pydantic")


if __name__ == "__main__":
    main()
