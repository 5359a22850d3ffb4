"""Import times, each in a new process: those of the processor."""

import resource
import subprocess
import sys

STATEMENTS = [
    "import cattrs",
    "import tipmodel",
    "from tipmodel import Training",
    "import tipmodel; tipmodel.loads(tipmodel.dumps(tipmodel.example()))",
    "import attrs",
    "import pydantic",
]


def _time(statement: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print milliseconds beyond an empty program, and ratios to cattrs."""
    best = {
        statement: min(_time(statement) for _ in range(15)) for statement in ["pass", *STATEMENTS]
    }
    cattrs = best["import cattrs"] - best["pass"]
    for statement in STATEMENTS:
        taken = best[statement] - best["pass"]
        print(f"{statement:70} {taken * 1000:7.1f} ms  {taken / cattrs:.2f} × cattrs")


if __name__ == "__main__":
    main()
