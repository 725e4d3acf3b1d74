"""The outbox in PostgreSQL: rows lent by lease, to whichever replica asks first."""

from datetime import UTC, datetime, timedelta

from asyncpg import Connection, Record

from playbook.life.ports import Claimed, Copy
from playbook.life.records import Notice
from playbook.people import PersonKey
from storage.codec import decode, encode
from storage.postgres import sql
from storage.postgres.pool import Pool
from storage.postgres.text import copy_values, loaded
from storage.rows import written


class Outbox:
    """Lends rows. Ending a loan names its attempt, so that a loan which was lost ends without effect."""

    def __init__(self, pool: Pool) -> None:
        """Work on a pool."""
        self._pool = pool

    async def owe(self, notice: Notice, at: datetime) -> None:
        """Add the row of a notice, unless it is there."""
        values = (*_place(notice), notice.to, at, written(encode(notice)))
        await self._pool.run(lambda connection: connection.execute(sql.OWE, *values))

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
        """Lend due rows, oldest first."""
        until = now + lease
        rows = await self._pool.run(lambda connection: connection.fetch(sql.CLAIM, now, until, limit))
        claimed = [(row["due"], _claimed(row, until)) for row in rows]
        return tuple(one for _, one in sorted(claimed, key=lambda pair: (pair[0], _place(pair[1].notice))))

    async def settle(self, claimed: Claimed, retry_at: datetime | None) -> None:
        """End a loan: delivered (None), or to be tried again at `retry_at`."""
        key = _key(claimed)
        if retry_at is None:
            await self._pool.run(lambda connection: connection.execute(sql.DELIVERED, *key))
        else:
            await self._pool.run(lambda connection: connection.execute(sql.RETRY, *key, retry_at))

    async def settle_with(self, claimed: Claimed, copy: Copy) -> bool:
        """End a loan and remember the card that the message left; tell whether it shows its request as it is."""
        values = (*copy_values(copy), *_key(claimed))
        return bool(await self._pool.run(lambda connection: connection.fetchval(sql.DELIVERED_CARD, *values)))

    async def park(self, claimed: Claimed) -> None:
        """End a loan until the row's person is released; at once if that happened during the loan."""
        await self._pool.run(lambda connection: connection.execute(sql.PARK, *_key(claimed)))

    async def release(self, person: PersonKey, now: datetime) -> bool:
        """Make the person's parked rows due, and note it on rows on loan. Tell whether any row is due by it."""

        async def work(connection: Connection) -> bool:
            # In this order: a row that is parked in between has seen the note, or is parked before the second.
            await connection.execute(sql.NOTE_RELEASE, person, now)
            return bool(await connection.fetch(sql.RELEASE, person, now))

        return await self._pool.run(work)


def _claimed(row: Record, until: datetime) -> Claimed:
    notice = decode(Notice, loaded(row["notice"]))
    return Claimed(notice, row["attempts"], until, row["first_due"].astimezone(UTC))


def _key(claimed: Claimed) -> tuple[str, int, int, int]:
    return (*_place(claimed.notice), claimed.attempts)


def _place(notice: Notice) -> tuple[str, int, int]:
    return notice.number, notice.seq, notice.ordinal
