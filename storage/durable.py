"""A TinyDB storage whose file is, at any moment, either wholly the old document or wholly the new one."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any, NoReturn, cast

from tinydb.storages import Storage

from playbook.store import StoreUnavailable
from storage.locking import Busy, FileLock

Tables = dict[str, dict[str, Any]]

_BUFFER = 1 << 20


class CannotOpen(StoreUnavailable):
    """The store must not be opened as it stands; the text says what to do."""


class DurableStorage(Storage):
    """The tables in memory, and one JSON file that holds them on disk with one document a line.

    Reading never touches the file. A write goes to a new file beside it, is flushed, and takes its place. The
    documents in memory are shared with whoever reads them and must not be changed in place.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or begin an empty one; raise CannotOpen when it is held, unreadable or damaged."""
        self._path = path
        self._new = path.with_name(path.name + ".new")
        self._broken = ""
        self._busy = Lock()
        self._lock = _locked(path)
        try:
            self._tables = self._loaded()
        except BaseException:
            self._lock.free()
            raise

    def _loaded(self) -> Tables:
        try:
            # A crash in the middle of a write leaves one; what it holds was never acknowledged.
            self._new.unlink(missing_ok=True)
            if self._path.exists():
                return _parsed(self._path)
            self._put({})
        except OSError as error:
            raise CannotOpen(f"{self._path}: {_reason(error)}; make the folder readable and writable") from error
        return {}

    def read(self) -> Tables:
        """Return the tables as they are on disk. The outer dict is the caller's own."""
        return dict(self._tables)

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Put `data` in the place of everything; return when it is durable. Blocks for the time of a flush.

        Raise StoreUnavailable when it failed; memory is then unchanged. It can be tried again, except after a
        failed flush: the system may have dropped what it could not write, so only opening anew tells the truth.
        """
        with self._busy:
            self.usable()
            try:
                self._put(data)
            except OSError as error:
                raise StoreUnavailable(f"{self._path}: {_reason(error)}; nothing was changed") from error
            self._tables = cast(Tables, dict(data))

    def usable(self) -> None:
        """Raise StoreUnavailable when no write can succeed any more."""
        if self._broken:
            raise StoreUnavailable(self._broken)

    def close(self) -> None:
        """Let another process have the file, after a write that still runs. Closing twice is harmless."""
        with self._busy:
            if self._broken != _CLOSED:
                self._broken = _CLOSED
                self._lock.free()

    def _put(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        # The folder is opened first, so that after the replacement nothing but the flush can fail.
        with _folder(self._path.parent) as folder:
            try:
                self._write_new(data)
                self._new.replace(self._path)
            except BaseException:
                with suppress(OSError):
                    self._new.unlink(missing_ok=True)
                raise
            if folder is not None:
                self._flush(folder)

    def _write_new(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self._new, flags, 0o600), "wb", buffering=_BUFFER) as file:
            _write_tables(file, data)
            file.flush()
            self._flush(file.fileno())

    def _flush(self, handle: int) -> None:
        try:
            os.fsync(handle)
        except OSError as error:
            self._broken = (
                f"{self._path}: the disk did not confirm a write ({_reason(error)}); "
                "check the disk and start the program again"
            )
            raise StoreUnavailable(self._broken) from error


@contextmanager
def _folder(path: Path) -> Iterator[int | None]:
    """Lend a handle to flush a folder with. Windows has none: it journals the rename itself."""
    if os.name == "nt":
        yield None
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


_CLOSED = "the store is closed"


def _locked(path: Path) -> FileLock:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(path.with_name(path.name + ".lock"))
    except Busy as error:
        raise CannotOpen(f"{path} is in use by another process; stop that one first, or name another folder") from error
    except OSError as error:
        raise CannotOpen(f"{path}: {_reason(error)}; name a folder on a local disk that can be written") from error


def _parsed(path: Path) -> Tables:
    try:
        tables = json.loads(path.read_bytes().decode(), parse_constant=_no_number)
    except ValueError as error:
        raise _damaged(path, str(error)) from error
    if not isinstance(tables, dict):
        raise _damaged(path, "it does not hold tables")
    for name, rows in tables.items():
        if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
            raise _damaged(path, f"table {name!r} does not hold documents")
    return tables


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _damaged(path: Path, why: str) -> CannotOpen:
    return CannotOpen(
        f"{path} is damaged ({why}). Nothing was changed. Put back a backup of it, "
        "or move the file away to begin with an empty store"
    )


def _write_tables(file: IO[bytes], tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Write row by row, so that a large store leaves the event loop room between two rows."""
    file.write(b"{")
    for index, (name, rows) in enumerate(tables.items()):
        file.write(f"{',' if index else ''}\n{_json(name)}: {{".encode())
        file.writelines(_lines(rows))
        file.write(b"\n}")
    file.write(b"\n}\n")


def _lines(rows: Mapping[str, Any]) -> Iterator[bytes]:
    for index, (key, row) in enumerate(rows.items()):
        yield f"{',' if index else ''}\n{_json(key)}: {_json(row)}".encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
