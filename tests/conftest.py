"""What every story starts with: an office in which everybody has met the bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from aiohttp import ClientSession

from bot_app.operations import logs
from bot_app.wire.sender import open_session
from tests.connector import Connector
from tests.door import Door, open_door
from tests.office import Office, open_office
from tests.postgres import drop_database, new_database
from tests.stores import open_store

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
async def offices(address: str, tmp_path: Path) -> AsyncIterator[tuple[Office, Office]]:
    """Lend two offices on one database; everybody has met the bot through the first."""
    one, two = await open_store(address), await open_store(address)
    async with open_office(tmp_path / "one", store=one) as first, open_office(tmp_path / "two", store=two) as second:
        await first.everybody_installs()
        yield first, second


@pytest_asyncio.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Lend what calls to Teams go through."""
    async with open_session() as opened:
        yield opened


@pytest_asyncio.fixture
async def connector() -> AsyncIterator[Connector]:
    """Stand in for Teams."""
    async with Connector() as opened:
        yield opened


@pytest_asyncio.fixture
async def door() -> AsyncIterator[Door]:
    """Stand before a bot that lets in what the Bot Service signed."""
    async with open_door() as opened:
        yield opened
