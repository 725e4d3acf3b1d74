"""One measurement of one store in a process of its own; prints the figures as one line of JSON."""

import argparse
import asyncio
import json
import resource
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import chain, count, cycle
from pathlib import Path
from random import Random
from time import perf_counter, process_time, time_ns

from bench.store_engines import opened, prepare
from bench.store_work import OPEN_ONE_IN

PROBE = 0.001
FIRST_FRESH = 10_000_000


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def measure(engine: str, address: str, size: int, seconds: float, clients: int) -> dict[str, float]:
    """Open a store, file and approve with so many clients and seconds each, and return the figures."""
    before = _rss()
    began = perf_counter()
    store = await opened(engine, address)
    open_s = perf_counter() - began
    filed: list[int] = []
    serials = count(FIRST_FRESH + time_ns() // 1_000_000 % 100_000 * 10_000)

    async def file() -> None:
        serial = next(serials)
        await store.file(serial)
        filed.append(serial)

    filing = await _worked(file, seconds, clients)
    to_approve = _mixed(range(OPEN_ONE_IN, size + 1, OPEN_ONE_IN), filed)
    approving = await _worked(lambda: store.approve(next(to_approve)), seconds, clients)
    grown = _rss() - before
    await store.close()
    return {
        "file_per_s": filing["per_s"],
        "approve_per_s": approving["per_s"],
        "p99_ms": max(filing["p99_ms"], approving["p99_ms"]),
        "cpu_ms": (filing["cpu_ms"] + approving["cpu_ms"]) / 2,
        "lag_p99_ms": max(filing["lag_p99_ms"], approving["lag_p99_ms"]),
        "open_s": open_s,
        "rss_mib": grown,
        "count": filing["count"] + approving["count"],
    }


def _mixed(prepared: Sequence[int], filed: Sequence[int]) -> Iterator[int]:
    """Return requests to approve, without end: one of the old ones, from anywhere in the store, then a fresh one."""
    order = Random(1)
    return chain.from_iterable(
        zip(cycle(order.sample(prepared, len(prepared))), cycle(order.sample(filed, len(filed))), strict=False)
    )


async def _worked(work: Callable[[], Awaitable[None]], seconds: float, clients: int) -> dict[str, float]:
    """Let clients work one call after another; the last calls are finished, not cut off."""
    times: list[float] = []
    lags: list[float] = []
    began, cpu = perf_counter(), process_time()
    probe = asyncio.create_task(_probe(lags))
    await asyncio.gather(*(_client(work, began + seconds, times) for _ in range(clients)))
    wall, spent = perf_counter() - began, process_time() - cpu
    probe.cancel()
    return {
        "per_s": len(times) / wall,
        "p99_ms": 1000 * percentile(times, 0.99),
        "cpu_ms": 1000 * spent / len(times),
        "lag_p99_ms": 1000 * percentile(lags or [wall], 0.99),
        "count": len(times),
    }


async def _client(work: Callable[[], Awaitable[None]], until: float, times: list[float]) -> None:
    while (began := perf_counter()) < until:
        await work()
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
    parser.add_argument("address")
    parser.add_argument("size", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args()
    if given.seconds is None:
        asyncio.run(prepare(given.engine, given.address, given.size))
    else:
        figures = asyncio.run(measure(given.engine, given.address, given.size, given.seconds, given.clients))
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
