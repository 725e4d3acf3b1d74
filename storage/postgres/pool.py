"""Connections to PostgreSQL: every failure becomes one of the house's own, and what is safe to repeat is repeated."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any, TypeVar

import asyncpg
import structlog
from asyncpg import Connection

from playbook.life.ports import StoreUnavailable

logger = structlog.stdlib.get_logger(__name__)

T = TypeVar("T")

NAME = "sme-requests"
CHANNEL = "sme_outbox"
MOST_CONNECTIONS = 10
TIMEOUT = 10.0
TRIES = 8
FIRST_WAIT = 0.05
LONGEST_WAIT = 1.0
LISTEN_AGAIN = 1.0

# Half of a surrogate pair or a number out of range, which asyncpg cannot send, and NUL.
UNFIT = (asyncpg.DataError, asyncpg.CharacterNotInRepertoireError)
# Somebody else's change came between, says the database itself: nothing was written (40001, 40P01). Its IF NOT EXISTS
# does not wait for somebody who is just making the same table.
CROSSED = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.UniqueViolationError,
    asyncpg.DuplicateTableError,
    asyncpg.DuplicateObjectError,
)
# The line broke, or the server is on its way down or up. What was sent may have been done.
LOST = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    OSError,
    TimeoutError,
)


_PATIENT: Mapping[str, Any] = {
    "timeout": TIMEOUT,
    "command_timeout": TIMEOUT,
    "server_settings": {"application_name": NAME},
}


class Pool:
    """Connections that are kept. All work that is done by it may be done twice without a second effect."""

    def __init__(self, pool: asyncpg.Pool, url: str, jitter: Callable[[], float]) -> None:
        """Lend connections of an open pool; `open_pool` is the way to get one."""
        self._pool = pool
        self._url = url
        self._jitter = jitter
        # The connection that listens, which knows its own news again.
        self._line: Connection | None = None

    async def run(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Let `work` use a connection and return its result; raise StoreUnavailable when the database is away.

        It is tried again, with patience, after a lost line or a crossed change.
        """
        failure: Exception | None = None
        for attempt in range(TRIES):
            if self._pool.is_closing():
                raise StoreUnavailable("the store is closed")
            try:
                async with self._pool.acquire(timeout=TIMEOUT) as connection:
                    return await work(connection)
            except (*CROSSED, *LOST) as error:
                failure = error
                await asyncio.sleep(min(LONGEST_WAIT, FIRST_WAIT * 2**attempt) * self._jitter())
            except asyncpg.PostgresError as error:
                if type(error) in UNFIT:
                    raise ValueError("what was handed over cannot be kept or searched for") from None
                raise _unavailable(error) from error
        raise _unavailable(failure) from failure

    async def listen(self, heard: Callable[[], None]) -> None:
        """Call `heard` whenever another process has news, until cancelled.

        A lost line is taken up again; there may have been news before.
        """
        while True:
            try:
                await self._listen_once(heard)
            except (asyncpg.PostgresError, *LOST) as error:
                logger.info("listening_interrupted", error=type(error).__name__)
            await asyncio.sleep(LISTEN_AGAIN)

    async def _listen_once(self, heard: Callable[[], None]) -> None:
        lost = asyncio.Event()
        line = await asyncpg.connect(self._url, **_PATIENT)
        try:
            line.add_termination_listener(lambda _: lost.set())
            await line.add_listener(CHANNEL, partial(_hear, heard))
            self._line = line
            heard()
            await lost.wait()
        finally:
            with suppress(asyncpg.PostgresError, *LOST):
                await line.close(timeout=1)

    async def tell(self) -> None:
        """Tell the other processes that there is news. Only a hint: nobody hears of it when it fails."""
        if self._line is not None:
            with suppress(asyncpg.PostgresError, *LOST):
                await self._line.execute(f"NOTIFY {CHANNEL}")

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Connection]:
        """Lend a connection for work that is not repeated; raise StoreUnavailable when it fails."""
        try:
            async with self._pool.acquire(timeout=TIMEOUT) as connection:
                yield connection
        except (asyncpg.PostgresError, *LOST) as error:
            raise _unavailable(error) from error

    async def close(self) -> None:
        """Let go of the connections. Closing twice is harmless."""
        # A line that broke is found broken while it is closed; asyncpg then cuts the others.
        with suppress(asyncpg.PostgresError, *LOST):
            await asyncio.wait_for(self._pool.close(), TIMEOUT)


def _hear(heard: Callable[[], None], line: Connection, teller: int, *_: object) -> None:
    if teller != line.get_server_pid():
        heard()


def no_jitter() -> float:
    """Return the middle, always: one process has nobody to step out of the way of."""
    return 0.5


async def open_pool(url: str, jitter: Callable[[], float]) -> Pool:
    """Connect; raise StoreUnavailable, without the password, when that is not possible.

    `jitter` returns a number from 0 to 1: the part of a wait that is waited before the next try.
    """
    try:
        pool = await asyncpg.create_pool(url, min_size=1, max_size=MOST_CONNECTIONS, **_PATIENT)
    except (asyncpg.PostgresError, ValueError, *LOST) as error:
        raise StoreUnavailable(
            f"DATABASE_URL: no connection to the database ({type(error).__name__}); check the address, the user and "
            "that the server is up"
        ) from error
    return Pool(pool, url, jitter)


def _unavailable(error: Exception | None) -> StoreUnavailable:
    """Return what to say of an error; its own text may quote what somebody wrote."""
    return StoreUnavailable(f"the database: {type(error).__name__}; try again later")
