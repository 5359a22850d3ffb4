"""Timing: the best of many runs, with the contenders in turn, so that all run under the same load.

Times are those of the processor, so that other programs on the machine count little.
"""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 15
FEWEST, LONGEST = 3, 4.0
"""A contender runs no further round after so many rounds that took so many seconds together."""


Clock = Callable[[], float]


def times(
    contenders: Mapping[str, Callable[[], Any]],
    seconds: float = 0.02,
    clock: Clock = time.thread_time,
) -> dict[str, float]:
    """Return the best time of each contender in microseconds; one with threads needs another *clock*."""
    repeats = {name: _repeats(run, seconds, clock) for name, run in contenders.items()}
    took: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            if len(took[name]) >= FEWEST and sum(took[name]) > LONGEST:
                continue
            gc.collect()
            gc.disable()
            began = clock()
            for _ in range(repeats[name]):
                run()
            took[name].append(clock() - began)
            gc.enable()
    return {name: min(took[name]) / repeats[name] * 1e6 for name in contenders}


def _repeats(run: Callable[[], Any], seconds: float, clock: Clock) -> int:
    run()  # fills caches
    for _ in range(3):
        began = clock()
        run()
        took = clock() - began
        if took > seconds:
            return 1
    return max(1, int(seconds / max(took, 1e-7)))


def table(rows: Mapping[str, Mapping[str, float]], base: str) -> None:
    """Print times as ratios to those of *base*; below 1 is faster."""
    names = list(next(iter(rows.values())))
    width = max(map(len, rows)) + 1
    print(f"{'':{width}}" + "".join(f"{name:>22}" for name in names))
    for title, row in rows.items():
        cells = (
            f"{row[base]:>18.1f} µs" if name == base else f"{row[name] / row[base]:>20.2f} ×"
            for name in names
        )
        print(f"{title:{width}}" + " ".join(cells))
