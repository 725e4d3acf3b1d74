"""Turns for an endpoint that stands by itself: a real store in a folder that goes away."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot_app.turn.turn_order import Turns
from tests.stores import open_folder


@asynccontextmanager
async def open_turns(clock: Callable[[], datetime]) -> AsyncIterator[Turns]:
    """Lend turns over an empty store."""
    with TemporaryDirectory() as folder:
        store = open_folder(Path(folder))
        try:
            yield Turns(store, "this process", clock)
        finally:
            await store.close()
