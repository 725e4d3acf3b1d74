"""The process that `make kills` kills: it files and approves, and tells each step once it is acknowledged."""

import asyncio
import os
import sys

from bench.store_work import approval, filing
from bot_app.operations import logs
from storage.store import DocumentStore
from tests.stores import open_store

CLIENTS = 8
# Numbers of one run and client lie apart from all others.
RUN, CLIENT = 100_000, 10_000


async def work(address: str, run: int) -> None:
    """File and approve until killed, and tell each step once it is acknowledged."""
    store = await open_store(address)
    os.write(1, b"open\n")
    await asyncio.gather(*(_client(store, RUN * run + CLIENT * client) for client in range(CLIENTS)))


async def _client(store: DocumentStore, first: int) -> None:
    for serial in range(first + 1, first + CLIENT):
        change = filing(serial)
        await store.commit(change)
        os.write(1, b"filed %d\n" % serial)
        await store.commit(approval(change.record))
        os.write(1, b"approved %d\n" % serial)


if __name__ == "__main__":
    # Standard output is for what is acknowledged.
    logs.set_up(as_json=False)
    asyncio.run(work(sys.argv[1], int(sys.argv[2])))
