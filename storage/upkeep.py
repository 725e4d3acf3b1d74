"""Copies of a whole store: backups of a running bot, and moves from one engine to the other, each of them verified."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.archive import EVENTS, REQUESTS, TABLES, Archive, Source, StoredRow
from storage.chain import Histories, Link, canonical
from storage.files import whole
from storage.inspection import troubles
from storage.locking import Busy, FolderLock
from storage.opening import FILE, connect
from storage.postgres.store import PostgresStore
from storage.rows import CannotOpen, SqlRows, damaged
from storage.tinydb_store import TinyStore

ASIDE = f"{FILE}.before-restore"


def back_up(folder: Path, target: Path) -> int:
    """Copy the embedded store of a folder, be it in use, into one file; return how many requests it holds.

    The copy is of one moment and is looked through before it gets its name. Raise CannotOpen when there is no store
    or `target` exists, Damaged when what was copied is not as it was written.
    """
    source = _existing(folder / FILE)
    _expect_free(target)
    with whole(target) as unfinished, closing(connect(source, read_only=True)) as running:
        with closing(sqlite3.connect(unfinished)) as copy:
            running.backup(copy)
            # One file by itself: a backup has no log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        unfinished.chmod(0o600)
        return _looked_through(unfinished)


def restore(source: Path, folder: Path) -> int:
    """Put a backup in the place of a folder's store; return how many requests it holds.

    What was there is kept beside it. Raise CannotOpen while a bot runs on the folder.
    """
    count = _looked_through(_existing(source))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = _held(folder)
    try:
        _put_aside(folder)
        with whole(folder / FILE) as unfinished:
            unfinished.write_bytes(source.read_bytes())
            unfinished.chmod(0o600)
    finally:
        lock.free()
    return count


def _put_aside(folder: Path) -> None:
    present = folder / FILE
    if not present.exists():
        return
    free = next(name for name in (folder / f"{ASIDE}-{one}" for one in range(1, 10_000)) if not name.exists())
    # The log holds changes that the file does not hold yet; the two belong together.
    for ending in ("-wal", "-shm", ""):
        path = present.with_name(f"{FILE}{ending}")
        if path.exists():
            path.replace(free.with_name(f"{free.name}{ending}"))


def look_through(folder: Path) -> list[str]:
    """Return what is wrong with the embedded store of a folder, be it in use; nothing when all is as it was written."""
    return _troubles(_existing(folder / FILE))


async def look_through_database(url: str) -> list[str]:
    """Return what is wrong with a PostgreSQL store, be it in use; nothing when all is as it was written."""
    store = await PostgresStore.open(url)
    try:
        # A row that cannot be read would end the reading of the histories, and has been told of.
        return await store.astray() or await histories(store)
    finally:
        await store.close()


def _looked_through(path: Path) -> int:
    if found := _troubles(path):
        raise damaged(f"{path.name}: {found[0]}")
    with closing(connect(path, read_only=True)) as connection:
        return SqlRows(connection).count(REQUESTS)


def _troubles(path: Path) -> list[str]:
    try:
        with closing(connect(path, read_only=True)) as connection:
            return list(troubles(connection))
    except sqlite3.DatabaseError as error:
        return [f"SQLite says: {error}"]


def _existing(path: Path) -> Path:
    if not path.exists():
        raise CannotOpen(f"there is no store at {path}")
    return path


def _expect_free(path: Path) -> None:
    if path.exists():
        raise CannotOpen(f"{path} exists already; name another file")


def _held(folder: Path) -> FolderLock:
    try:
        return FolderLock(folder)
    except Busy as error:
        raise CannotOpen(f"a bot is running on {folder}; stop it first") from error


async def histories(store: Source) -> list[str]:
    """Return what does not fit in the histories of any store."""
    found = Histories()
    async for kept in store.rows():
        if kept.table == REQUESTS:
            found.request(kept.doc)
        elif kept.table == EVENTS:
            found.event(Link(kept.doc["event"], kept.doc["record"], kept.doc["hash"]))
    return list(found.troubles())


async def move(source: Source, target: Archive) -> Counter[str]:
    """Copy all rows of a store into an empty one and compare the two; return how many rows of each table.

    Raise Conflict when `target` is not empty, Damaged when the copy differs.
    """
    await target.fill(source.rows())
    before, after = await fingerprint(source), await fingerprint(target)
    if before != after:
        raise damaged("the copy differs from the store it was made of")
    return Counter({table: count for table, (count, _) in before.items()})


async def fingerprint(store: Source) -> dict[str, tuple[int, int]]:
    """Return the number of rows of each table, and a sum over them that does not depend on their order."""
    found: dict[str, tuple[int, int]] = {}
    async for kept in store.rows():
        count, total = found.get(kept.table, (0, 0))
        found[kept.table] = (count + 1, total ^ _sum(kept))
    return found


def _sum(kept: StoredRow) -> int:
    return int.from_bytes(hashlib.sha256(f"{kept.id}\n{canonical(kept.doc)}".encode()).digest())


async def save(store: Source, target: Path) -> int:
    """Write a backup of any store: the same file that `back_up` writes, readable by the embedded store."""
    _expect_free(target)
    with TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as name:
        folder = Path(name)
        copy = TinyStore.open(folder)
        try:
            await move(store, copy)
        finally:
            await copy.close()
        return back_up(folder, target)


class Backup:
    """A backup, as something to move from."""

    def __init__(self, path: Path) -> None:
        """Read this file; raise CannotOpen when it is not there, Damaged when it is not as it was written."""
        self._path = _existing(path)
        _looked_through(path)

    async def rows(self) -> AsyncIterator[StoredRow]:
        """Return all rows; see Source."""
        with closing(connect(self._path, read_only=True)) as connection:
            rows = SqlRows(connection)
            for table in TABLES:
                for key, row in rows.each(table):
                    yield StoredRow(table, key, row)
