"""Turns in order: one at a time within a conversation, and a message that Teams repeats is run once."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class _Queue:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ConversationLocks:
    """Turns of one conversation run one after another, in order of arrival; different ones side by side.

    A lock lives only while somebody holds it or waits for it.
    """

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._queues: dict[str, _Queue] = {}

    def __len__(self) -> int:
        """Return how many conversations are busy."""
        return len(self._queues)

    @asynccontextmanager
    async def hold(self, conversation_id: str) -> AsyncIterator[None]:
        """Wait for the turns before this one, then keep the conversation until the block ends."""
        queue = self._queues.setdefault(conversation_id, _Queue())
        queue.users += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.users -= 1
            if not queue.users:
                del self._queues[conversation_id]


class RecentActivities:
    """The last activities that were started, so that a repeated message is not run twice.

    Teams repeats a message with the same id when the answer was slow. It lives in memory: after a restart a
    repeat of an earlier message runs again, and the request's own revision has to make that harmless.
    """

    def __init__(self, size: int = 5000) -> None:
        """Remember this many activities; the oldest are forgotten first."""
        self._size = size
        self._seen: OrderedDict[tuple[str, str], None] = OrderedDict()

    def is_new(self, conversation_id: str, activity_id: str | None) -> bool:
        """Remember the activity and tell whether this is its first time; one without an id is always new."""
        if not activity_id:
            return True
        pair = (conversation_id, activity_id)
        if pair in self._seen:
            return False
        self._seen[pair] = None
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return True
