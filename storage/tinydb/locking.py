"""One process per store folder."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Busy(Exception):
    """Somebody else holds the lock."""


class FileLock:
    """An exclusive lock of a file or folder that the system takes back when the process ends, however it ends.

    It does not hold across machines: keep the folder on a local disk, not on NFS or SMB.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock now; raise Busy when it is held, in this process too, and OSError when it cannot be."""
        self._handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(self._handle)
        except (BlockingIOError, PermissionError) as error:
            os.close(self._handle)
            raise Busy(str(path)) from error
        except OSError:
            os.close(self._handle)
            raise

    def free(self) -> None:
        """Let go. The file stays: removing it would let two processes lock two files of one name."""
        os.close(self._handle)


class FolderLock:
    """The lock of a folder's store: of a file in it, and of the folder itself.

    Somebody may delete the file, and the next process would lock a new one of that name; a folder cannot be made anew
    under its files. Windows opens no folder, and deletes no file that is open. Earlier versions know the file only.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock now; raise as FileLock does."""
        with ExitStack() as taken:
            for path in (folder / "store.lock", *([] if sys.platform == "win32" else [folder])):
                taken.callback(FileLock(path).free)
            self._taken = taken.pop_all()

    def free(self) -> None:
        """Let go."""
        self._taken.close()
