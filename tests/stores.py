"""Stores opened as the bot opens them."""

from pathlib import Path

from bot_app.app import fresh_salt
from bot_app.operations.stores import open_engine
from storage.store import DocumentStore
from storage.tinydb import opening


def open_folder(folder: Path) -> DocumentStore:
    """Open the embedded store in a folder."""
    return DocumentStore(opening.open_folder(folder), fresh_salt)


async def open_store(address: str) -> DocumentStore:
    """Open the store at an address: a folder's, or a database's."""
    return DocumentStore(await open_engine(address), fresh_salt)
