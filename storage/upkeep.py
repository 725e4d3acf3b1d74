"""Copies of a whole store: backups of a running bot, and moves from one engine to the other, each of them verified."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playbook.life.changes import Backlog
from storage.agenda import backlog
from storage.chain import canonical
from storage.documents import Ask, CannotOpen, Engine, Kept, damaged
from storage.files import whole
from storage.inspection import Check, Inspection
from storage.queries import quoted
from storage.schema import REQUESTS, TABLES
from storage.tinydb.engine import answers
from storage.tinydb.inspection import troubles
from storage.tinydb.locking import hold
from storage.tinydb.opening import ASIDE, FILE, connect, open_folder
from storage.tinydb.rows import each
from storage.tinydb.tables import Database


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
    free = hold(folder)
    try:
        with whole(folder / FILE) as unfinished:
            unfinished.write_bytes(source.read_bytes())
            unfinished.chmod(0o600)
            _put_aside(folder)
    finally:
        free()
    return count


def _put_aside(folder: Path) -> None:
    endings = ("", "-wal", "-shm")
    names = (f"{ASIDE}-{one}" for one in range(1, 10_000))
    free = next(one for one in names if not any((folder / f"{one}{ending}").exists() for ending in endings))
    # The log holds changes that the file does not hold yet: the two belong together, and no other file may get it. The
    # file goes first: when this breaks off, what is left does not open.
    for ending in endings:
        path = folder / f"{FILE}{ending}"
        if path.exists():
            path.replace(folder / f"{free}{ending}")


def look_through(folder: Path, check: Check | None = None) -> list[str]:
    """Return what is wrong with the embedded store of a folder, be it in use; nothing when all is as it was written.

    Records are looked at by `check` as well.
    """
    return _troubles(_existing(folder / FILE), check)


async def backlog_of(folder: Path, now: datetime) -> Backlog:
    """Return what is overdue on the agenda of the embedded store of a folder, be it in use."""
    with closing(connect(_existing(folder / FILE), read_only=True)) as connection:
        tables = Database(connection)

        async def look(*asks: Ask) -> list[Any]:
            return answers(tables, asks)

        return await backlog(look, now)


async def look_through_engine(engine: Engine, check: Check | None = None) -> list[str]:
    """Return what is wrong with the documents of any engine, be it in use, in the same way."""
    inspection = Inspection(check)
    async for kept in engine.rows():
        inspection.take(kept)
    return list(inspection.troubles())


def _looked_through(path: Path) -> int:
    if found := _troubles(path):
        raise damaged(f"{path.name}: {found[0]}")
    with closing(connect(path, read_only=True)) as connection:
        (count,) = connection.execute(f"SELECT count(*) FROM {quoted(REQUESTS)}").fetchone()
        return int(count)


def _troubles(path: Path, check: Check | None = None) -> list[str]:
    try:
        with closing(connect(path, read_only=True)) as connection:
            connection.execute("BEGIN")
            return list(troubles(connection, check))
    except sqlite3.DatabaseError as error:
        return [f"SQLite says: {error}"]


def _existing(path: Path) -> Path:
    if not path.exists():
        raise CannotOpen(f"there is no store at {path}")
    return path


def _expect_free(path: Path) -> None:
    if path.exists():
        raise CannotOpen(f"{path} exists already; name another file")


async def move(source: Engine, target: Engine) -> Counter[str]:
    """Copy all documents of a store into an empty one and compare the two; return how many of each table.

    Raise Conflict when `target` is not empty, Damaged when the copy differs.
    """
    return await _copied(source.rows, target)


async def bring_back(path: Path, target: Engine) -> Counter[str]:
    """Fill an empty store from a backup, as `move` does from a store.

    Raise CannotOpen when there is no such file, Damaged when it is not as it was written.
    """
    _looked_through(_existing(path))
    return await _copied(lambda: _rows(path), target)


async def _copied(rows: Callable[[], AsyncIterator[Kept]], target: Engine) -> Counter[str]:
    await target.fill(rows())
    before, after = await fingerprint(rows()), await fingerprint(target.rows())
    if before != after:
        raise damaged("the copy differs from the store it was made of")
    return Counter({table: count for table, (count, _) in before.items()})


async def fingerprint(rows: AsyncIterator[Kept]) -> dict[str, tuple[int, int]]:
    """Return the number of documents of each table, and a sum over them that does not depend on their order."""
    found: dict[str, tuple[int, int]] = {}
    async for kept in rows:
        count, total = found.get(kept.table, (0, 0))
        text = f"{kept.id}\n{kept.rev}\n{canonical(kept.doc)}"
        found[kept.table] = (count + 1, total ^ int.from_bytes(hashlib.sha256(text.encode()).digest()))
    return found


async def save(engine: Engine, target: Path) -> int:
    """Write a backup of any store: the same file that `back_up` writes, readable by the embedded store."""
    _expect_free(target)
    with TemporaryDirectory(dir=target.parent, prefix=f"{target.name}.") as name:
        folder = Path(name)
        copy = open_folder(folder)
        try:
            await move(engine, copy)
        finally:
            await copy.close()
        return back_up(folder, target)


async def _rows(path: Path) -> AsyncIterator[Kept]:
    with closing(connect(path, read_only=True)) as connection:
        for one in each(connection, *TABLES):
            yield one
