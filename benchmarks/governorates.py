"""Look up governorates with this library and with alternatives: accuracy and speed.

Run ``python benchmarks/governorates.py``; the peers come with the dependency group ``bench``.
The names are those of the tests: spellings from real data, and names of other places.
"""

import csv
import logging
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tipmodel.vocab.governorate import Governorate

NAMES = Path(__file__).parent.parent / "tests" / "vocab"
CODES = {governorate.iso: governorate.value for governorate in Governorate if governorate.iso}

Find = Callable[[str], str | None]
"""Returns our code of a governorate for a text, if any."""


def cases() -> Iterator[tuple[str, str | None]]:
    """Yield every text with its correct code."""
    with (NAMES / "governorate_spellings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = row["expected_iso"]
            yield row["spelling"], CODES.get(code, "halabja") if code else None
    with (NAMES / "not_governorates.csv").open(encoding="utf-8") as file:
        yield from ((row["name"], None) for row in csv.DictReader(file))


def names() -> dict[str, str]:
    """Return the names in English, Arabic and Sorani, and the ISO codes."""
    return {
        text.casefold(): governorate.value
        for governorate in Governorate
        for text in (*governorate.names.values(), governorate.iso)
        if text
    }


def ours() -> Find:
    """Look up with this library."""
    return lambda text: g.value if (g := Governorate.find(text, None)) else None


def dictionary() -> Find:
    """Look up in a plain dictionary, ignoring letter case."""
    known = names()
    return lambda text: known.get(text.strip().casefold())


def pycountry_fuzzy() -> Find:
    """Search the subdivisions of pycountry, and take the first of Iraq."""
    from pycountry import subdivisions

    def find(text: str) -> str | None:
        try:
            found = subdivisions.search_fuzzy(text)
        except LookupError:
            return None
        return next((CODES[s.code] for s in found if s.code in CODES), None)

    return find


def rapidfuzz_at(cutoff: int) -> Find:
    """Take the nearest name by rapidfuzz above a cutoff."""
    from rapidfuzz import fuzz, process, utils

    known = names()

    choices = list(known)

    def nearest(text: str) -> str | None:
        best = process.extractOne(
            text, choices, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=cutoff
        )
        return known[best[0]] if best else None

    return nearest


def hdx() -> Find:
    """Look up with hdx-python-country, given the names and P-codes of OCHA; no network."""
    from hdx.location.adminlevel import AdminLevel

    level = AdminLevel({})
    level.setup_from_iterable(
        {"Location": "IRQ", "P-Code": governorate.pcode, "Name": _ocha(governorate)}
        for governorate in Governorate
        if governorate.pcode
    )
    codes = {one.pcode: one.value for one in Governorate if one.pcode}
    return lambda text: codes.get(level.get_pcode("IRQ", text)[0])


def _ocha(governorate: Governorate) -> str:
    sourced = (s.text for s in governorate.spellings if s.source.startswith("OCHA COD-AB"))
    return next(sourced, governorate.text())


CANDIDATES: dict[str, Callable[[], Find]] = {
    "tipmodel": ours,
    "dictionary of names": dictionary,
    "pycountry search_fuzzy": pycountry_fuzzy,
    "rapidfuzz, cutoff 80": lambda: rapidfuzz_at(80),
    "rapidfuzz, cutoff 90": lambda: rapidfuzz_at(90),
    "rapidfuzz, cutoff 95": lambda: rapidfuzz_at(95),
    "hdx-python-country": hdx,
}


def measured(find: Find) -> tuple[int, int, int, int, float]:
    """Count hits, misses, wrong answers and false alarms, and take the median time in µs."""
    hits = misses = wrong = alarms = 0
    times = []
    find("Baghdad")
    for text, expected in cases():
        begin = time.perf_counter_ns()
        answer = find(text)
        times.append((time.perf_counter_ns() - begin) / 1000)
        hits += expected is not None and answer == expected
        misses += expected is not None and answer is None
        wrong += expected is not None and answer not in (None, expected)
        alarms += expected is None and answer is not None
    return hits, misses, wrong, alarms, statistics.median(times)


def main() -> None:
    """Print the table."""
    logging.disable()
    print(f"{'':26}{'hits':>6}{'misses':>8}{'wrong':>7}{'false alarms':>14}{'median µs':>12}")
    for name, build in CANDIDATES.items():
        try:
            find = build()
        except ImportError as error:
            print(f"{name:26}not installed ({error.name}): pip install --group bench")
            continue
        hits, misses, wrong, alarms, median = measured(find)
        print(f"{name:26}{hits:6}{misses:8}{wrong:7}{alarms:14}{median:12.1f}")


if __name__ == "__main__":
    main()
