"""Telling a write-ahead log that was cut by a crash from one that was changed afterwards.

SQLite ends its reading at the first frame whose sum is wrong. After a power cut that is right: what follows was
never confirmed. A frame that goes bad later would take confirmed commits with it, and nobody would be told.
A commit is confirmed before the next one is begun, so it is damage where SQLite stopped before a whole commit and
the beginning of another one. Source: "WAL-mode File Format", sections 1.2 to 1.4 and 2.1.
"""

import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from storage.rows import damaged

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">4I")
_PAGE = 4096
_SUMS = 8
# Where the wal-index says how many frames are valid, in the byte order of this machine.
_VALID_AT = 16


@dataclass(frozen=True)
class Frame:
    """What a frame says of itself: whether it ends a commit, and whether it belongs to this log."""

    commits: bool
    ours: bool


def frames_of(path: Path) -> list[Frame] | None:
    """Return the frames of a file's log before SQLite touches it, None for one whose header was changed."""
    log = _beside(path, "-wal")
    if not log.exists() or log.stat().st_size <= _HEADER.size:
        return []
    with log.open("rb") as content:
        header = content.read(_HEADER.size)
        # The header reaches the disk before the first frame is written.
        return list(_frames(content, header[16:24])) if _sums_up(header) else None


def refuse_damaged(path: Path, frames: list[Frame] | None, connection: sqlite3.Connection) -> None:
    """Raise Damaged when SQLite, once it has read the log, has passed confirmed commits over in silence."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if frames is None or (frames and _confirmed(frames[_valid(path) :])):
        raise damaged(f"{_beside(path, '-wal').name} was changed after it had been written")


def _confirmed(left: list[Frame]) -> bool:
    """Tell whether, among the frames that were left out, one follows the end of a commit."""
    ours = [frame.commits for frame in left if frame.ours]
    return True in ours[:-1]


def _valid(path: Path) -> int:
    index = _beside(path, "-shm").read_bytes()
    return int(struct.unpack_from("=I", index, _VALID_AT)[0])


def _frames(content: BinaryIO, salts: bytes) -> Iterator[Frame]:
    while len(head := content.read(_FRAME.size + _SUMS)) == _FRAME.size + _SUMS:
        _, size, *_ = _FRAME.unpack_from(head)
        yield Frame(commits=size != 0, ours=head[8:16] == salts)
        content.seek(_PAGE, 1)


def _sums_up(header: bytes) -> bool:
    """Tell whether a header is as it was written, by the sum at its end."""
    magic, *_, first, second = _HEADER.unpack(header)
    words = struct.unpack(f"{'>' if magic & 1 else '<'}6I", header[:24])
    one = two = 0
    for left, right in zip(words[::2], words[1::2], strict=True):
        one = (one + left + two) & 0xFFFFFFFF
        two = (two + right + one) & 0xFFFFFFFF
    return (one, two) == (first, second)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
