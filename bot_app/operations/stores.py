"""Which engine keeps the store: the embedded one in a folder, or PostgreSQL at an address."""

from collections.abc import Callable
from pathlib import Path

from storage.documents import Engine
from storage.postgres.opening import open_database
from storage.postgres.pool import no_jitter
from storage.tinydb.opening import open_folder


async def open_engine(address: str, jitter: Callable[[], float] = no_jitter) -> Engine:
    """Open the engine at an address: a PostgreSQL, or a folder that is made if need be.

    `jitter`, a number from 0 to 1, keeps replicas from trying again at the same moment. Raise StoreUnavailable with
    what to do when it cannot be opened.
    """
    return await open_database(address, jitter) if "://" in address else open_folder(Path(address))
