"""The chats on disk: a file of JSON lines that only ever grows."""

import json
from pathlib import Path

import structlog

from bot_app.local.wire import JsonObject

logger = structlog.stdlib.get_logger(__name__)


class HistoryFile:
    """One line is one message as it was at that moment; the last line about a message holds."""

    def __init__(self, path: Path) -> None:
        """Name the file; it need not exist."""
        self._path = path

    def load(self) -> list[JsonObject]:
        """Return every line that can be read, and cut off a torn end so that the next line starts afresh."""
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return []
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            logger.warning("torn_chat_line_dropped")
            with self._path.open("r+b") as file:
                file.truncate(len(whole))
        return [record for line in whole.splitlines() if (record := _parse(line)) is not None]

    def append(self, record: JsonObject) -> None:
        """Add one line."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(json.dumps(record, separators=(",", ":")).encode() + b"\n")


def _parse(line: bytes) -> JsonObject | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        record = None
    if isinstance(record, dict):
        return record
    logger.warning("unreadable_chat_line_left_out")
    return None
