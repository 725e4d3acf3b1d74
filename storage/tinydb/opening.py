"""Opening the embedded store: one process at a time, and nothing damaged let through."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from playbook.life.ports import Damaged
from storage.agenda import loans_ended
from storage.documents import CannotOpen, damaged
from storage.files import whole
from storage.queries import create
from storage.schema import AGENDA, FORMAT, refuse_format
from storage.tinydb.beside import raise_first, troubles
from storage.tinydb.engine import TinyEngine, write_all
from storage.tinydb.locking import hold, reason
from storage.tinydb.rows import SQLITE, connect, each, is_damage
from storage.tinydb.tables import Database

FILE = "store.db"
# What a restore calls the store that was there before, with a number.
ASIDE = f"{FILE}.before-restore"
# "SMER" in ASCII: tells our files from other programs' ones.
APPLICATION_ID = 0x534D4552
# A file of this size is inspected before it is served. A larger one is some seconds after the rush of a start.
INSPECTED_FIRST = 8 * 1024 * 1024
INSPECTED_AFTER = 30.0
SMALLEST = 512


def open_folder(folder: Path) -> TinyEngine:
    """Open the store in a folder, made if need be; raise CannotOpen when it is in use or damaged."""
    free = hold(folder)
    with ExitStack() as undone, _explained(folder / FILE):
        undone.callback(free)
        engine = _opened(folder / FILE, free)
        undone.pop_all()
        return engine


def _opened(path: Path, free: Callable[[], None]) -> TinyEngine:
    if not path.exists():
        _refuse_remains(path)
        # SQLite's companions of it get its mode.
        with whole(path) as unfinished, closing(connect(unfinished)) as connection:
            _prepare(connection, inspected=False)
    # SQLite would take a stump for a new file. Ours get their name when they hold their tables.
    size = path.stat().st_size
    if size < SMALLEST:
        raise damaged(f"{path.name} was cut off")
    with closing(connect(path)) as connection:
        _prepare(connection, inspected=size <= INSPECTED_FIRST)
        engine = TinyEngine(path, free)
    if size > INSPECTED_FIRST:
        engine.inspect_later(INSPECTED_AFTER)
    return engine


def _refuse_remains(path: Path) -> None:
    """Refuse to begin anew where a store was: SQLite would take its log for that of the new one."""
    if remains := sorted(one.name for one in path.parent.glob(f"{FILE}-wal*")):
        raise CannotOpen(f"{FILE} is gone and {remains[0]} is there; restore a backup, or move that away as well")
    if remains := sorted(one.name for one in path.parent.glob(f"{ASIDE}-*")):
        raise CannotOpen(f"{FILE} is gone: a restore broke off; restore again, or move {remains[0]} away as well")


def _prepare(connection: sqlite3.Connection, *, inspected: bool) -> None:
    """Make what is missing of tables, refuse a file that is not ours or damaged, and end all loans."""
    _refuse_strangers(connection)
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise CannotOpen("the disk cannot hold SQLite's write-ahead log; name a folder on a local disk")
    # The connection commits at the end of the block, or takes all of it back.
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for statement in create(SQLITE):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        # Before anything is written: a damaged file stays as it is.
        if inspected:
            raise_first(troubles(connection))
        # Whoever had a loan is gone with the process that lent it.
        write_all(Database(connection), loans_ended(each(connection, AGENDA)))


def _refuse_strangers(connection: sqlite3.Connection) -> None:
    (ours,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and ours != APPLICATION_ID:
        raise CannotOpen("it is not a store of this program; name another folder")
    if tables or version:
        refuse_format(version)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Say which store cannot be opened, and what to do."""
    try:
        yield
    except CannotOpen as error:
        raise CannotOpen(f"{path}: {error}") from error
    except Damaged as error:
        raise CannotOpen(str(error)) from error
    except OSError as error:
        raise CannotOpen(f"{path}: {reason(error)}; make the folder readable and writable") from error
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # A message of SQLite's that quotes a damaged name may be no text.
        if isinstance(error, sqlite3.OperationalError) and not is_damage(error):
            raise CannotOpen(
                f"{path}: {error}; make the folder readable and writable, or restore a backup if it is"
            ) from error
        raise CannotOpen(
            f"{path} is damaged ({error}). Nothing was changed. Put back a backup of it, "
            "or move the file away to begin with an empty store"
        ) from error
