"""Adding up 10,000 trainings, compared with reading them, in one run."""

import tempfile
from pathlib import Path

import tipmodel
from timing import table, times

TRAININGS = 10_000
ROUND = ("governorate", "year", "funder", "sex")


def main() -> None:
    """Print the time of summaries as a ratio to the time of reading."""
    records = Path(__file__).parent.parent / "tests" / "reports" / "records"
    nine = [tipmodel.example()]
    nine += [each for file in sorted(records.glob("[0-3]*.json")) for each in tipmodel.read(file)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "trainings.ndjson")
        tipmodel.write(
            [nine[at % len(nine)].evolve(id=f"t{at}") for at in range(TRAININGS)],
            file,
        )
        every = tipmodel.read(file)
        row = times(
            {
                "reading": lambda: tipmodel.read(file),
                "total": lambda: tipmodel.summary(every),
                "by four": lambda: tipmodel.summary(every, ROUND),
                "by topic": lambda: tipmodel.summary(every, "topic"),
            }
        )
    table({f"{TRAININGS} trainings": row}, "reading")


if __name__ == "__main__":
    main()
