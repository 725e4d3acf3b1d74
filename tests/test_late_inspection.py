"""A store too large to be looked through before it is served: that is done once the rush of the start is over."""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path

import pytest

from playbook.life.ports import Damaged
from storage.store import DocumentStore
from storage.tinydb.opening import FILE, INSPECTED_AFTER, INSPECTED_FIRST
from storage.tinydb.rows import connect
from tests.hand_moved import HandMovedLoop, moved_by_hand
from tests.stores import open_folder
from tests.test_damage import zero_the_table

MEGABYTE = 1024 * 1024


async def large_store_with_a_damaged_page(folder: Path) -> None:
    """Make a store that is too large to be looked through before it is served."""
    store = open_folder(folder)
    for number in range(INSPECTED_FIRST // MEGABYTE + 1):
        await store.write_state({f"chat {number}": {"said": "x" * MEGABYTE}})
    await store.close()
    connection = connect(folder / FILE)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    zero_the_table(folder / FILE, "copies")


async def damage_is_met(store: DocumentStore) -> str:
    """Return what the health check says once it says that the store is damaged."""
    async with asyncio.timeout(30):
        while True:
            try:
                await store.health()
            except Damaged as error:
                return str(error)
            await asyncio.sleep(0.01)


def in_hand_moved_time(story: Coroutine[None, None, None]) -> None:
    """Run a story on a loop whose time is moved by hand."""
    with asyncio.Runner(loop_factory=HandMovedLoop) as runner:
        runner.run(story)


def test_damage_in_a_large_store_is_found_when_the_loop_says_that_the_rush_is_over(tmp_path: Path) -> None:
    async def story() -> None:
        await large_store_with_a_damaged_page(tmp_path)
        store = open_folder(tmp_path)
        await store.health()
        moved_by_hand().pass_time(INSPECTED_AFTER)
        assert "the store is damaged" in await damage_is_met(store)
        with pytest.raises(Damaged):
            await store.health()
        await store.close()

    in_hand_moved_time(story())


def test_a_store_that_was_closed_is_inspected_no_more(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        await large_store_with_a_damaged_page(tmp_path)
        await open_folder(tmp_path).close()
        moved_by_hand().pass_time(INSPECTED_AFTER)
        # A pass of the loop begins the inspection, if there is one to begin.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert "store inspection" not in [thread.name for thread in threading.enumerate()]

    in_hand_moved_time(story())
    assert not caplog.records
