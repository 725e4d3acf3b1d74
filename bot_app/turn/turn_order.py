"""Turns in order: one at a time within a conversation, and a message that Teams repeats is run once."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from playbook.life.ports import StoreUnavailable
from storage.chats import Chats, Turn

# A lease outlasts a turn, which says one thing and tries that for 20 s at the most (`saying.py`). Who waits for a turn
# waits for about as long as Teams does.
LEASE = timedelta(seconds=30)
PATIENCE = timedelta(seconds=16)
ASK_AGAIN = 0.05
MOST_WAITING = 100
QUIET = 0.03


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


class Turns:
    """Who has the turn in a conversation, in this process and, by leases in the store, in its replicas."""

    def __init__(self, store: Chats, holder: str, clock: Callable[[], datetime]) -> None:
        """Take turns in the name of `holder`, which no other process has."""
        self._store = store
        self._holder = holder
        self._clock = clock
        self._locks = ConversationLocks()
        self._recent = RecentActivities()
        self._open = 0
        self._quiet_since = -QUIET
        self._ended = asyncio.Event()
        self._ended.set()

    async def wait_until_quiet(self, seconds: float) -> None:
        """Return when nobody has waited for the bot for a moment, at the latest after so many seconds.

        Presses and messages come in bursts: the end of one is often the beginning of the next.
        """
        if self._is_quiet():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._ended.wait()
                while not self._is_quiet():
                    await asyncio.sleep(self._until_quiet())
                    await self._ended.wait()

    def _is_quiet(self) -> bool:
        return not self._open and self._until_quiet() <= 0

    def _until_quiet(self) -> float:
        return self._quiet_since + QUIET - asyncio.get_running_loop().time()

    def is_busy(self, conversation: str) -> bool:
        """Tell whether a turn of a conversation is running or waiting in this process."""
        return self._locks.users(conversation) > 0

    def is_crowded(self, conversation: str) -> bool:
        """Tell whether so many turns of a conversation are running or waiting that no more may join them.

        Nobody chats like that. Each of them is memory, and the last would be given up long before it is its turn.
        """
        return self._locks.users(conversation) >= MOST_WAITING

    def is_new(self, conversation: str, activity: str) -> bool:
        """Tell whether this process sees an activity for the first time; one without an id is always new."""
        return self._recent.is_new(conversation, activity)

    @asynccontextmanager
    async def take(self, conversation: str, activity: str) -> AsyncIterator[bool]:
        """Wait for the turns before this one and keep the conversation until the block ends.

        Give False, for a turn that must not be run, when a replica has run this activity already. Raise
        StoreUnavailable when another replica keeps the conversation for too long.
        """
        self._open += 1
        self._ended.clear()
        try:
            async with self._locks.hold(conversation):
                taken = await self._taken(conversation, activity)
                try:
                    yield taken
                finally:
                    if taken:
                        await self._store.end_turn(conversation, activity, self._holder)
        finally:
            self._open -= 1
            if not self._open:
                self._quiet_since = asyncio.get_running_loop().time()
                self._ended.set()

    async def _taken(self, conversation: str, activity: str) -> bool:
        until = self._clock() + PATIENCE
        while True:
            now = self._clock()
            turn = await self._store.take_turn(conversation, activity, self._holder, now, LEASE)
            if turn is not Turn.BUSY:
                return turn is Turn.TAKEN
            if now >= until:
                raise StoreUnavailable("another replica keeps the conversation")
            await asyncio.sleep(ASK_AGAIN)
