"""What every story starts with: an office in which everybody has met the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot_app.operations import logs
from tests.door import Door, open_door
from tests.office import Office, open_office
from tests.postgres import drop_database, new_database

logs.shape()


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """Open an office on an empty store."""
    async with open_office(tmp_path / "data") as opened:
        await opened.everybody_installs()
        yield opened


@pytest_asyncio.fixture
async def address() -> AsyncIterator[str]:
    """Lend an empty database."""
    address = await new_database()
    yield address
    await drop_database(address)


@pytest_asyncio.fixture
async def door() -> AsyncIterator[Door]:
    """Stand before a bot that lets in what the Bot Service signed."""
    async with open_door() as opened:
        yield opened
