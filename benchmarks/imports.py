"""Import times, each in a new process."""

import subprocess
import sys
import time

STATEMENTS = [
    "import cattrs",
    "import tipmodel",
    "from tipmodel import Training",
    "import tipmodel; tipmodel.loads(tipmodel.dumps(tipmodel.example()))",
    "import attrs",
    "import pydantic",
]


def _time(statement: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - began


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
