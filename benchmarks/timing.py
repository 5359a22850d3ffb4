"""Timing: the best of many runs, with the contenders in turn, so that all run under the same load.

Times are those of the processor, so that other programs on the machine count little.
"""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 15


Clock = Callable[[], float]


def times(
    contenders: Mapping[str, Callable[[], Any]],
    seconds: float = 0.02,
    clock: Clock = time.thread_time,
) -> dict[str, float]:
    """Return the best time of each contender in microseconds; one with threads needs another *clock*."""
    repeats = {name: _repeats(run, seconds, clock) for name, run in contenders.items()}
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            gc.collect()
            gc.disable()
            began = clock()
            for _ in range(repeats[name]):
                run()
            best[name] = min(best[name], (clock() - began) / repeats[name] * 1e6)
            gc.enable()
    return best


def _repeats(run: Callable[[], Any], seconds: float, clock: Clock) -> int:
    for _ in range(3):  # fill caches first
        run()
    began = clock()
    run()
    return max(1, int(seconds / max(clock() - began, 1e-7)))


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
