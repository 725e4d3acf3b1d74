"""One thing at a time in a conversation, within this process."""

import asyncio
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

    def users(self, conversation_id: str) -> int:
        """Return how many hold this conversation or wait for it."""
        queue = self._queues.get(conversation_id)
        return queue.users if queue else 0

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
