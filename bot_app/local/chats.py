"""The chats in memory, kept in step with the history file and with every open page."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog

from bot_app.local.history import HistoryFile
from bot_app.local.messages import Message
from bot_app.local.people import LocalPerson
from bot_app.local.wire import JsonObject

logger = structlog.stdlib.get_logger(__name__)

# A page asks for the whole chat again when it comes back, so a slow one loses nothing by being cut off.
_MAX_UNREAD = 500


class Watchers:
    """The open pages. Each has a queue of what changed; None in it means that there will be no more."""

    def __init__(self) -> None:
        """Start with nobody watching."""
        self._queues: set[asyncio.Queue[JsonObject | None]] = set()
        self._closed = False

    @contextmanager
    def watching(self) -> Iterator[asyncio.Queue[JsonObject | None]]:
        """Lend a queue for as long as a page is open."""
        queue: asyncio.Queue[JsonObject | None] = asyncio.Queue()
        if self._closed:
            queue.put_nowait(None)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    def tell(self, event: JsonObject) -> None:
        """Pass a change on to every open page."""
        for queue in tuple(self._queues):
            if queue.qsize() < _MAX_UNREAD:
                queue.put_nowait(event)
            else:
                queue.put_nowait(None)
                self._queues.discard(queue)

    def close(self) -> None:
        """Let every stream end, so that a shutdown need not wait for pages to be closed."""
        self._closed = True
        for queue in self._queues:
            queue.put_nowait(None)


class Chats:
    """Every message of every chat, oldest first."""

    def __init__(self, people: Sequence[LocalPerson], history: HistoryFile, watchers: Watchers) -> None:
        """Read the history; people who left the roster keep theirs in the file only."""
        self._messages: dict[str, dict[str, Message]] = {person.key: {} for person in people}
        self._history = history
        self._watchers = watchers
        self._last_id = 0
        for record in history.load():
            self._recall(record)

    def _recall(self, record: JsonObject) -> None:
        try:
            message = Message.from_record(record)
            number = int(message.id)
        except (TypeError, ValueError):
            logger.warning("misshapen_chat_line_left_out")
            return
        self._last_id = max(self._last_id, number)
        if message.chat in self._messages:
            self._messages[message.chat][message.id] = message

    def next_id(self, now: datetime) -> str:
        """Return a fresh id: milliseconds as in Teams, never used before, even if the clock was set back."""
        self._last_id = max(self._last_id + 1, int(now.timestamp() * 1000))
        return str(self._last_id)

    def shown(self, chat: str, limit: int) -> list[Message]:
        """Return the newest messages of a chat that are still there, oldest first."""
        return [message for message in self._messages[chat].values() if not message.deleted][-limit:]

    def find(self, chat: str, message_id: str) -> Message | None:
        """Find a message that is still there."""
        message = self._messages[chat].get(message_id)
        return None if message is None or message.deleted else message

    def keep(self, message: Message) -> None:
        """Write a message down as it is now and show it on every open page."""
        self._history.append(message.record())
        self._messages[message.chat][message.id] = message
        self._watchers.tell({"kind": "message", "person": message.chat, "message": message.view()})

    def typing(self, chat: str) -> None:
        """Show that the bot is writing; that is not part of the history."""
        self._watchers.tell({"kind": "typing", "person": chat})
