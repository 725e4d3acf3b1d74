"""Which engine keeps the store: the embedded one in a folder, or PostgreSQL at an address."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from playbook.life.ports import Store
from storage.archive import Archive
from storage.postgres.pool import no_jitter
from storage.postgres.store import PostgresStore
from storage.tinydb_store import TinyStore


class CopyableStore(Store, Archive, Protocol):
    """A store that can be worked with and copied whole."""


async def open_store(address: str, jitter: Callable[[], float] = no_jitter) -> CopyableStore:
    """Open the store at an address: a PostgreSQL, or a folder that is made if need be.

    `jitter`, a number from 0 to 1, keeps replicas from trying again at the same moment. Raise StoreUnavailable with
    what to do when it cannot be opened.
    """
    if "://" in address:
        return await PostgresStore.open(address, jitter)
    return TinyStore.open(Path(address))
