"""Takes the steps of timers whose time has come, and tells an operator when the agenda falls behind."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot_app.operations.redacted_traceback import redacted_traceback
from playbook.life.ports import Store
from playbook.life.records import Backlog, Claimed, Timer

logger = structlog.stdlib.get_logger(__name__)

LEASE = timedelta(seconds=30)
BATCH = 32
POLL = 5.0
GIVE_UP_AFTER = timedelta(hours=24)
FEWEST_TRIES = 5
# What is overdue for longer is told of, once in so long.
LATE = timedelta(minutes=5)
TOLD_AGAIN_AFTER = timedelta(minutes=15)

Elapse = Callable[[Claimed[Timer], datetime], Awaitable[None]]


class Timekeeper:
    """Borrows timers from the store and has their steps taken, one after another."""

    def __init__(self, store: Store, elapse: Elapse, clock: Callable[[], datetime]) -> None:
        """Have `elapse` take the step of a timer and end it in one commit."""
        self._store = store
        self._elapse = elapse
        self._clock = clock
        self._told_at: datetime | None = None

    async def run(self) -> None:
        """Take steps until cancelled. Nothing that a timer or the store does ends it."""
        while True:
            try:
                while await self.step(self._clock()):
                    pass
                await self.tell_of_delays(self._clock())
            except Exception as error:  # noqa: BLE001 - time goes on whatever happens to one pass
                logger.error("timekeeper_stumbled", error=redacted_traceback(error))
            await asyncio.sleep(POLL)

    async def step(self, now: datetime) -> int:
        """Take one batch of the steps due at `now`; return how many there were."""
        claimed = await self._store.claim_timers(now, BATCH, LEASE)
        for one in claimed:
            try:
                await self._elapse(one, now)
            except Exception as error:  # noqa: BLE001 - the others go on, and this one comes again after its lease
                await self._failed(one, now, error)
        return len(claimed)

    async def _failed(self, claimed: Claimed[Timer], now: datetime, error: Exception) -> None:
        logger.error("timer_left_to_its_lease", timer=claimed.task.key, error=redacted_traceback(error))
        if now - claimed.first_due >= GIVE_UP_AFTER and claimed.attempts >= FEWEST_TRIES:
            logger.error("operator_needed", timer=claimed.task.key, reason="tried for a day")
            await self._store.give_up(claimed)

    async def tell_of_delays(self, now: datetime) -> None:
        """Tell an operator when something is overdue, once in a while."""
        if self._told_at is not None and now - self._told_at < TOLD_AGAIN_AFTER:
            return
        backlog = await self._store.backlog(now)
        self._told_at = now
        if backlog.oldest is not None and now - backlog.oldest >= LATE:
            logger.warning("agenda_behind", **figures(backlog, now))


def figures(backlog: Backlog, now: datetime) -> dict[str, int]:
    """Return what an operator has to know of the agenda, in numbers; `oldest` is in seconds."""
    return {
        "notices": backlog.notices,
        "timers": backlog.timers,
        "parked": backlog.parked,
        "given_up": backlog.given_up,
        "oldest": round((now - backlog.oldest).total_seconds()) if backlog.oldest else 0,
    }
