"""Copies of a whole store: backups of a running bot, and moves from one engine to the other, each of them verified."""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.chain import canonical
from storage.documents import CannotOpen, Engine, Kept, Readable, damaged
from storage.files import whole
from storage.queries import quoted
from storage.schema import REQUESTS
from storage.tinydb.beside import raise_first, troubles
from storage.tinydb.locking import hold
from storage.tinydb.opening import ASIDE, FILE, open_folder
from storage.tinydb.rows import connect


def back_up(folder: Path, target: Path) -> int:
    """Copy the embedded store of a folder, be it in use, into one file; return how many requests it holds.

    The copy is of one moment and is looked through before it gets its name. Raise CannotOpen when there is no store
    or `target` exists, Damaged when what was copied is not as it was written.
    """
    _expect_free(target)
    # Page by page: bringing the documents over, as `save` does, takes three times as long.
    with closing(connect(folder / FILE, read_only=True)) as running, whole(target) as unfinished:
        with closing(sqlite3.connect(unfinished)) as copy:
            running.backup(copy)
            # One file by itself: a backup has no log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        return looked_through(unfinished)


def restore(source: Path, folder: Path) -> int:
    """Put a backup in the place of a folder's store; return how many requests it holds.

    What was there is kept beside it. Raise CannotOpen while a bot runs on the folder.
    """
    count = looked_through(source)
    free = hold(folder)
    try:
        with whole(folder / FILE) as unfinished:
            unfinished.write_bytes(source.read_bytes())
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


def looked_through(path: Path) -> int:
    """Return how many requests a file holds; raise Damaged when it is not as it was written, CannotOpen without one."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            connection.execute("BEGIN")
            raise_first(f"{path.name}: {one}" for one in troubles(connection))
            (count,) = connection.execute(f"SELECT count(*) FROM {quoted(REQUESTS)}").fetchone()
            return int(count)
    except sqlite3.DatabaseError as error:
        raise damaged(f"{path.name}: SQLite says: {error}") from error


def _expect_free(path: Path) -> None:
    if path.exists():
        raise CannotOpen(f"{path} exists already; name another file")


async def move(source: Readable, target: Engine) -> Counter[str]:
    """Copy all documents of a store into an empty one and compare the two; return how many of each table.

    Raise Conflict when `target` is not empty, Damaged when the copy differs.
    """
    await target.fill(source.rows())
    before, after = await fingerprint(source.rows()), await fingerprint(target.rows())
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
