"""One process per store folder."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from storage.documents import CannotOpen

if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        # Windows opens no folder, and deletes no file that is open.
        return os.open(folder / "store.lock", os.O_RDWR | os.O_CREAT, 0o600)

    def _seize(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _opened(folder: Path) -> int:
        # Somebody may delete a file, and the next process would lock a new one of its name.
        return os.open(folder, os.O_RDONLY)

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(folder: Path) -> Callable[[], None]:
    """Take a folder's lock, made if need be; return what lets go. The system does, however the process ends.

    It does not hold across machines: keep the folder on a local disk, not on NFS or SMB. Raise CannotOpen when it is
    held, in this process too, or cannot be.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = _opened(folder)
    except OSError as error:
        raise CannotOpen(f"{folder}: {reason(error)}; name a folder on a local disk that can be written") from error
    try:
        _seize(handle)
    except OSError as error:
        os.close(handle)
        raise CannotOpen(
            f"{folder} is in use by another process; stop that one first, or name another folder"
        ) from error
    return partial(os.close, handle)


def reason(error: OSError) -> str:
    """Return what the system says of an error, as a part of a sentence."""
    return (error.strerror or str(error)).lower()
