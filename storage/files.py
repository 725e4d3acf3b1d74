"""A file that is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Lend an empty file that only its owner can read; it takes its place at `path` when the block ends well."""
    unfinished = path.with_name(f"{path.name}.new")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    yield unfinished
    flush(unfinished)
    unfinished.replace(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Return when a file, or what a folder calls its files, has reached the disk; raise OSError when it does not."""
    # Windows flushes only what is open for writing, and a folder not at all: it journals the rename itself.
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
