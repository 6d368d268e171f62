"""Interleaved timing: each round runs every contender once, so that noise hits all alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping


def interleaved(
    contenders: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, float]:
    """Least seconds of each contender over `rounds` rounds: noise only ever adds.

    For work that waits for nothing `time.process_time` counts less of what else the machine does.
    """
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            began = clock()
            work()
            taken[name].append(clock() - began)
    return {name: min(times) for name, times in taken.items()}
