"""One measurement of one store in a process of its own; prints the figures as one line of JSON."""

import argparse
import asyncio
import json
import resource
import sys
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

from bench.store_engines import opened, prepare
from bench.store_work import OPEN_ONE_IN

CLIENTS = 8
PROBE = 0.001


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def measure(engine: str, folder: Path, size: int, seconds: float) -> dict[str, float]:
    """Open a store, file and approve with eight clients for so many seconds each, and return the figures."""
    before = _rss()
    began = perf_counter()
    store = await opened(engine, folder)
    open_s = perf_counter() - began
    open_rss = _rss() - before
    fresh = count(10_000_000 + int(perf_counter() * 1000) % 1_000_000 * 100)
    filed = await _worked(lambda: store.file(next(fresh)), seconds)
    waiting = _open_ones(size)
    approved = await _worked(lambda: store.approve(next(waiting)), seconds)
    await store.close()
    return {
        "file_per_s": filed["per_s"],
        "approve_per_s": approved["per_s"],
        "p99_ms": max(filed["p99_ms"], approved["p99_ms"]),
        "cpu_ms": (filed["cpu_ms"] + approved["cpu_ms"]) / 2,
        "lag_p99_ms": max(filed["lag_p99_ms"], approved["lag_p99_ms"]),
        "open_s": open_s,
        "rss_mib": open_rss,
    }


def _open_ones(size: int) -> Iterator[int]:
    """Return the prepared requests that are open, once each, spread over the whole store and no other order."""
    serials = range(OPEN_ONE_IN, size + 1, OPEN_ONE_IN)
    step = max(1, len(serials) // 97) | 1
    seen: set[int] = set()
    place = 0
    while len(seen) < len(serials):
        while place in seen:
            place = (place + 1) % len(serials)
        seen.add(place)
        yield serials[place]
        place = (place + step) % len(serials)


async def _worked(work: Callable[[], Awaitable[None]], seconds: float) -> dict[str, float]:
    """Let eight clients work one call after another; the last calls are finished, not cut off."""
    times: list[float] = []
    lags: list[float] = []
    began, cpu = perf_counter(), process_time()
    probe = asyncio.create_task(_probe(lags))
    await asyncio.gather(*(_client(work, began + seconds, times) for _ in range(CLIENTS)))
    wall, spent = perf_counter() - began, process_time() - cpu
    probe.cancel()
    return {
        "per_s": len(times) / wall,
        "p99_ms": 1000 * percentile(times, 0.99),
        "cpu_ms": 1000 * spent / len(times),
        "lag_p99_ms": 1000 * percentile(lags or [wall], 0.99),
    }


async def _client(work: Callable[[], Awaitable[None]], until: float, times: list[float]) -> None:
    while (began := perf_counter()) < until:
        try:
            await work()
        except StopIteration:
            return
        times.append(perf_counter() - began)


async def _probe(lags: list[float]) -> None:
    """Ask the event loop for a millisecond's sleep again and again, and note how much later it came back."""
    while True:
        began = perf_counter()
        await asyncio.sleep(PROBE)
        lags.append(perf_counter() - began - PROBE)


def _rss() -> float:
    """Return what the process holds in memory now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    """Prepare a store or measure it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("engine")
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=float)
    options = parser.parse_args()
    if options.seconds is None:
        asyncio.run(prepare(options.engine, options.folder, options.size))
    else:
        figures = asyncio.run(measure(options.engine, options.folder, options.size, options.seconds))
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
