"""Works off the outbox: in order for one person, with patience, and never losing a row. A duplicate is inert."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta

import structlog

from bot_app.delivery.deliver import Delivery
from bot_app.delivery.mailer import MailError, MailRefused
from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.turn.pauses import Pauses, TooEarly
from bot_app.wire.sender import Rejected, SendError, Unauthorised
from playbook.life.ports import Store
from playbook.life.records import Channel, Claimed, Notice

logger = structlog.stdlib.get_logger(__name__)

LEASE = timedelta(seconds=30)
LONGEST_DELIVERY = timedelta(seconds=16)
BATCH = 32
CONCURRENT = 8
POLL = 5.0
LONGEST_COURTESY = 0.25
GRACE = 3.0
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
MOST_DOUBLINGS = 8
GIVE_UP_AFTER = timedelta(hours=24)
FEWEST_TRIES = 5

Escalate = Callable[[Notice, str], Awaitable[None]]
WaitUntilQuiet = Callable[[float], Awaitable[None]]
Lane = tuple[Channel, str]


class Courier:
    """Borrows rows from the store and delivers them: one person's in order, different people's side by side.

    What it keeps in memory, pauses and which messages may have arrived already, is only caution: a restart
    forgets it, and then a message may be tried once more.
    """

    def __init__(
        self,
        store: Store,
        delivery: Delivery,
        *,
        clock: Callable[[], datetime],
        jitter: Callable[[], float],
        escalate: Escalate,
        wait_until_quiet: WaitUntilQuiet,
    ) -> None:
        """Work off the outbox of `store` by `delivery`.

        `jitter` returns a number from 0 to 1. `escalate` hears, in words without names, of a row that was given
        up or that an operator has to help along. `wait_until_quiet` waits, for some seconds at most, until nobody waits
        for the bot's answer: whoever is in a chat comes first.
        """
        self._store = store
        self._delivery = delivery
        self._clock = clock
        self._jitter = jitter
        self._escalate = escalate
        self._lull = wait_until_quiet
        self._slots = asyncio.Semaphore(CONCURRENT)
        self._pauses = Pauses()
        self._rows: defaultdict[Lane, deque[Claimed[Notice]]] = defaultdict(deque)
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._in_hand = 0
        self._stopping = False
        self._courteous = False

    async def run(self) -> None:
        """Deliver until cancelled. Nothing that a row or the store does ends it.

        When cancelled, delivery under way get some seconds to end; all other rows come again after their lease.
        """
        self._courteous = True
        try:
            while True:
                await self._pass()
        except asyncio.CancelledError:
            await self._wind_up()
            raise

    async def _pass(self) -> None:
        try:
            # Who was just answered set this going, and is often about to press again: even the look can wait.
            await self._be_courteous()
            # With fewer than may be had, all that is due is in hand, and of news the store tells.
            if await self._begin(self._clock()) < BATCH:
                await self._store.wait(POLL)
            while self._in_hand >= BATCH:
                await asyncio.wait(self._lanes.values(), return_when=asyncio.FIRST_COMPLETED)
        except Exception as error:  # noqa: BLE001 - the outbox must outlive whatever happens to one pass
            logger.error("courier_stumbled", error=redacted_traceback(error))
            await asyncio.sleep(POLL)

    async def step(self, now: datetime) -> int:
        """Deliver one batch of the rows due at `now` and wait until that is done; return how many there were."""
        count = await self._begin(now)
        if self._lanes:
            await asyncio.wait(self._lanes.values())
        return count

    async def _begin(self, now: datetime) -> int:
        """Claim a batch and put each row into its lane; return how many there were."""
        self._pauses.forget(now)
        claimed = await self._store.claim(now, BATCH, LEASE)
        self._in_hand += len(claimed)
        for lane, rows in _by_lane(claimed).items():
            self._rows[lane].extend(rows)
            if lane not in self._lanes:
                self._lanes[lane] = asyncio.create_task(self._work_off(lane))
        return len(claimed)

    async def _work_off(self, lane: Lane) -> None:
        """Deliver the rows of a lane in order, those included that are added meanwhile."""
        rows = self._rows[lane]
        try:
            while rows:
                async with self._slots:
                    await self._be_courteous()
                    await self._attend_safely(rows.popleft())
        finally:
            self._in_hand -= len(rows)
            del self._rows[lane], self._lanes[lane]

    async def _be_courteous(self) -> None:
        if self._courteous:
            await self._lull(LONGEST_COURTESY)

    async def _attend_safely(self, claimed: Claimed[Notice]) -> None:
        try:
            if not self._stopping:
                await self._attend(claimed)
        except Exception as error:  # noqa: BLE001 - the row comes again after its lease
            logger.error("notice_left_to_its_lease", notice=claimed.task.key, error=redacted_traceback(error))
        finally:
            self._in_hand -= 1

    async def _wind_up(self) -> None:
        self._stopping = True
        tasks = tuple(self._lanes.values())
        if not tasks:
            return
        try:
            await asyncio.wait(tasks, timeout=GRACE)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _attend(self, claimed: Claimed[Notice]) -> None:
        """Deliver one row and end its loan; one that would outlast its lease is given back at once."""
        now = self._clock()
        if until := self._pauses.end(_lane(claimed.task), now):
            await self._store.settle(claimed, until)
        elif claimed.lease_until - now < LONGEST_DELIVERY:
            await self._store.settle(claimed, now)
        else:
            await self._try(claimed)

    async def _try(self, claimed: Claimed[Notice]) -> None:
        notice = claimed.task
        try:
            reached = await self._delivery.deliver(claimed)
        except TooEarly as early:
            await self._put_off(claimed, early.until)
        except (Rejected, MailRefused) as error:
            await self._give_up(claimed, str(error))
        except (SendError, MailError) as error:
            await self._retry(claimed, error)
        except Exception as error:  # noqa: BLE001 - drawing may fail in any way; the person's other rows go on
            logger.error("notice_not_drawn", notice=notice.key, error=redacted_traceback(error))
            await self._retry(claimed, error)
        else:
            if not reached:
                await self._store.park(claimed)

    async def _retry(self, claimed: Claimed[Notice], error: Exception) -> None:
        now = self._clock()
        if now - claimed.first_due >= GIVE_UP_AFTER and claimed.attempts >= FEWEST_TRIES:
            await self._give_up(claimed, f"tried for a day, at last: {type(error).__name__}")
            return
        if isinstance(error, Unauthorised) and claimed.attempts == 1:
            await self._tell(claimed.task, "Teams does not accept the bot's own id, secret or tenant")
        asked = error.retry_after if isinstance(error, SendError) else None
        wait = asked if asked is not None else backoff(claimed.attempts, self._jitter())
        until = now + timedelta(seconds=wait)
        logger.info("notice_put_off", notice=claimed.task.key, seconds=round(wait, 1), error=redacted_traceback(error))
        if isinstance(error, SendError | MailError):
            await self._put_off(claimed, until)
        else:
            await self._store.settle(claimed, until)

    async def _put_off(self, claimed: Claimed[Notice], until: datetime) -> None:
        """Let the row wait, and the same person's later rows behind it."""
        self._pauses.set(_lane(claimed.task), until)
        await self._store.settle(claimed, until)

    async def _give_up(self, claimed: Claimed[Notice], reason: str) -> None:
        logger.error("notice_given_up", notice=claimed.task.key, reason=reason)
        await self._tell(claimed.task, reason)
        await self._delivery.give_up(claimed)

    async def _tell(self, notice: Notice, reason: str) -> None:
        try:
            await self._escalate(notice, reason)
        except Exception as error:  # noqa: BLE001 - a failed alarm must not keep the row in the outbox
            logger.error("alarm_failed", notice=notice.key, error=redacted_traceback(error))


def backoff(attempts: int, jitter: float) -> float:
    """Return the seconds to wait after this many attempts: twice as long each time, at most five minutes.

    `jitter`, 0 to 1, is the share of it that is waited, so that rows which failed together do not come together.
    """
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempts - 1, MOST_DOUBLINGS)) * jitter


def _lane(notice: Notice) -> Lane:
    """Return what must stay in order: a person's messages, a person's mails, a request's redraws."""
    return notice.channel, notice.to or notice.number


def _by_lane(claimed: Iterable[Claimed[Notice]]) -> dict[Lane, list[Claimed[Notice]]]:
    """Return the rows by lane, oldest first in each."""
    lanes: dict[Lane, list[Claimed[Notice]]] = {}
    for row in sorted(claimed, key=lambda row: (row.first_due, row.task.number, row.task.seq, row.task.ordinal)):
        lanes.setdefault(_lane(row.task), []).append(row)
    return lanes
