"""Read registration sheets, compared with simpler readers, in one run.

A workbook is compared with pandas and openpyxl, which check nothing; CSV with pydantic row models with
the same rules, read by ``csv.DictReader``. Run ``python benchmarks/sheets.py [ROWS]``; the peers
come with the dependency group ``bench``. The ratios matter.
"""

import csv
import datetime
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import tipmodel
from tipmodel import (
    Consent,
    Governorate,
    LocalizedText,
    Organization,
    OrganizationKind,
    Participant,
    Place,
    Rank,
    Sex,
)
from tipmodel.core.unicode import FORBIDDEN
from tipmodel.core.validators import EMAIL, ID, PHONE
from tipmodel.vocab.countries import COUNTRY

TIMES = 3


def people(count: int) -> Iterator[Participant]:
    """Make a roster in which names, addresses and numbers differ and the rest repeats."""
    chance = random.Random(1)
    words = ["سعاد", "محمد", "علي", "فاطمة", "زينب", "حسين", "كريم", "نور"]
    bodies = ("وزارة الداخلية", "Ministry of Interior"), ("وزارة العدل", "Ministry of Justice")
    for number in range(count):
        arabic, english = chance.choice(bodies)
        yield Participant(
            id=f"p{number}",
            name=LocalizedText(
                ar=" ".join(chance.choices(words, k=3)) + f" {number}", en=f"Person {number}"
            ),
            rank=Rank(code=chance.choice(["major", "captain", "colonel"])),
            job_title=LocalizedText(ar="ضابط تحقيق"),
            sex=chance.choice(list(Sex)),
            affiliation=Organization(
                name=LocalizedText(ar=arabic, en=english),
                kind=OrganizationKind(code="government"),
                country="IQ",
            ),
            place=Place(
                governorate=chance.choice(list(Governorate)), city=LocalizedText(ar="المركز")
            ),
            birth_year=chance.randint(1950, 2000),
            email=f"person{number}@example.org",
            phone=f"+964 750 {number:07}",
            days_attended=chance.randint(0, 5),
            pre_test=chance.randint(0, 100),
            post_test=chance.randint(0, 200) / 2,
            certificate=chance.random() < 0.5,  # noqa: PLR2004
            consent=Consent(
                purpose=LocalizedText(ar="شهادات"),
                given_on=datetime.date(2015, 5, chance.randint(1, 30)),
            ),
        )


def pandas_cells(path: Path) -> int:
    """Read the cells of a workbook with pandas and openpyxl, and check nothing."""
    import pandas as pd

    return len(pd.read_excel(path, engine="openpyxl", dtype=object))


def ours(path: Path) -> int:
    """Read records."""
    return sum(1 for _ in tipmodel.iter_read(path, Participant))


def row_model(headings: list[str]) -> Any:
    """Return a flat row model of pydantic with the rules of the fields of a participant.

    It accepts codes or labels exactly as written; it looks up neither spellings nor digits, nests no
    records and reports no cells.
    """
    from pydantic import AfterValidator, BeforeValidator, Field, create_model

    forbidden = re.compile(FORBIDDEN).search

    def clean(text: str) -> str:
        if forbidden(text):
            raise ValueError("forbidden character")
        return text

    def pattern(check: Any) -> Any:
        shape = re.compile(check.pattern).fullmatch

        def right(text: str) -> str:
            if not shape(text) or forbidden(text):
                raise ValueError("malformed")
            return text.removeprefix("'")

        return Annotated[
            str,
            BeforeValidator(lambda text: text.removeprefix("'")),
            Field(max_length=check.longest),
            AfterValidator(right),
        ]

    codes = {
        "sex": Literal["female", "male"],
        "place.governorate": Literal[tuple(one.value for one in Governorate)],  # type: ignore[misc]
        "rank": Literal[tuple(Rank.facts())],  # type: ignore[misc]
        "affiliation.kind": Literal[tuple(OrganizationKind.facts())],  # type: ignore[misc]
        "affiliation.country": pattern(COUNTRY),
        "certificate": bool,
        "consent.given_on": datetime.date,
        "id": pattern(ID),
        "email": pattern(EMAIL),
        "phone": pattern(PHONE),
        "birth_year": Annotated[int, Field(ge=1900, le=2100)],
        "days_attended": Annotated[int, Field(ge=0, le=1000)],
        "pre_test": Annotated[float, Field(ge=0, le=100)],
        "post_test": Annotated[float, Field(ge=0, le=100)],
    }
    text = Annotated[str, Field(min_length=1, max_length=10_000), AfterValidator(clean)]
    fields: dict[str, Any] = {
        f"f{number}": (codes.get(heading, text) | None, Field(None, alias=heading))
        for number, heading in enumerate(headings)
    }
    return create_model("Row", **fields)


def pydantic_rows(path: Path) -> int:
    """Read flat rows with pydantic."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        model = row_model(list(reader.fieldnames or ()))
        count = 0
        for row in reader:
            model.model_validate({key: cell for key, cell in row.items() if cell})
            count += 1
    return count


def seconds(read: Callable[[Path], int], path: Path, rows: int) -> float:
    """Read once and return the time."""
    begin = time.perf_counter()
    assert rows == read(path)  # noqa: S101
    return time.perf_counter() - begin


def compared(name: str, path: Path, rows: int, peer: Callable[[Path], int]) -> None:
    """Print the medians of both, and of their ratios."""
    pairs = [(seconds(peer, path, rows), seconds(ours, path, rows)) for _ in range(TIMES)]
    theirs, mine = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(own / other for other, own in pairs)
    print(f"{name:40}{theirs:8.2f} s{mine:8.2f} s{ratio:7.2f}x")


def main() -> None:
    """Write a roster and read it back."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    roster = list(people(rows))
    print(f"{rows} rows{'':35}peer  tipmodel   ratio")
    with tempfile.TemporaryDirectory() as folder:
        book, table = Path(folder, "roster.xlsx"), Path(folder, "roster.csv")
        tipmodel.write(roster, book, "ar")
        tipmodel.write(roster, table)
        del roster
        compared("xlsx: cells alone, by pandas and openpyxl", book, rows, pandas_cells)
        compared("csv: row models of pydantic", table, rows, pydantic_rows)


if __name__ == "__main__":
    main()
