"""Telling a write-ahead log that was cut by a crash from one that was changed afterwards.

SQLite ends its reading at the first frame whose sum is wrong. After a power cut that is right: what follows was
never confirmed. A frame that goes bad later would take confirmed commits with it, and nobody would be told.
A commit is confirmed before the next one is begun, so a bad frame is damage where a whole commit and the beginning
of another one follow it. Source: "WAL-mode File Format", sections 1.2 to 1.4.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from storage.rows import damaged

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")

Sum = tuple[int, int]


def refuse_damaged(path: Path) -> None:
    """Raise Damaged when confirmed commits would be passed over in silence."""
    log = path.with_name(f"{path.name}-wal")
    content = log.read_bytes() if log.exists() else b""
    if len(content) > _HEADER.size and not _whole(content):
        raise damaged(f"{log.name} was changed after it had been written")


def _whole(content: bytes) -> bool:
    """Tell whether no confirmed commit stands behind a bad frame."""
    magic, _, page, _, *salts, one, two = _HEADER.unpack_from(content)
    order = ">" if magic & 1 else "<"
    seed: Sum | None = _sum(order, content[:24], (0, 0))
    if seed != (one, two):
        # The header reaches the disk before the first frame is written.
        return False
    commits_behind = 0
    for frame in _frames(content, page):
        head = _FRAME.unpack_from(frame)
        if list(head[2:4]) != salts:
            # A frame of an earlier log, or one whose salts were changed: only what follows can tell.
            seed = None
            continue
        if commits_behind:
            return False
        seed = seed and _next(order, frame, seed)
        if seed is None and head[1]:
            commits_behind += 1
    return True


def _next(order: str, frame: bytes, before: Sum) -> Sum | None:
    """Return the sum up to and with this frame, None when it is not the one that the frame names."""
    found = _sum(order, frame[_FRAME.size :], _sum(order, frame[:8], before))
    return found if found == _FRAME.unpack_from(frame)[4:6] else None


def _frames(content: bytes, page: int) -> Iterator[bytes]:
    size = _FRAME.size + page
    for start in range(_HEADER.size, len(content) - size + 1, size):
        yield content[start : start + size]


def _sum(order: str, content: bytes, before: Sum) -> Sum:
    one, two = before
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
