"""Timing: the best of many runs, with alternating contenders, so that all run under the same load."""

import gc
import time
from collections.abc import Callable, Mapping
from typing import Any

ROUNDS = 15


def times(contenders: Mapping[str, Callable[[], Any]], seconds: float = 0.02) -> dict[str, float]:
    """Return the best time of each contender in microseconds."""
    repeats = {name: _repeats(run, seconds) for name, run in contenders.items()}
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(ROUNDS):
        for name, run in contenders.items():
            gc.collect()
            gc.disable()
            began = time.perf_counter()
            for _ in range(repeats[name]):
                run()
            best[name] = min(best[name], (time.perf_counter() - began) / repeats[name] * 1e6)
            gc.enable()
    return best


def _repeats(run: Callable[[], Any], seconds: float) -> int:
    for _ in range(3):  # fill caches first
        run()
    began = time.perf_counter()
    run()
    return max(1, int(seconds / max(time.perf_counter() - began, 1e-7)))


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
