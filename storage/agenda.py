"""The agenda: what is owed now (notices) and what the system does later (timers), as rows that are lent to workers.

A row is lent by setting `lease_until` and raising `attempts`; every write gives it another revision, and whoever ends
a loan writes on the revision that was lent. One that was lost in the meantime ends without effect. A row that waits
for a person who cannot be reached is parked until they are; that they were reached during a loan is noted on the row.
"""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from playbook.life.ports import Conflict, StoreUnavailable
from playbook.life.records import Backlog, Claimed, D, Notice, Timer
from playbook.people import PersonKey
from storage.codec import amended, decode, encode, write_time
from storage.documents import ABSENT, Drop, Engine, Find, Get, Kept, Path, Put, Readable, Row, Tally, Write, at
from storage.schema import ABOUT, AGENDA, DUE, HELD, READY

GIVEN_UP = "given up"
_TRIES = 20


@dataclass(frozen=True)
class Entry:
    """One row: a notice or a timer."""

    due: datetime
    first_due: datetime
    notice: Notice | None = None
    timer: Timer | None = None
    attempts: int = 0
    lease_until: datetime | None = None
    parked: bool = False
    released: datetime | None = None


def document(entry: Entry) -> Row:
    """Return a row as it is kept, with what it is found by."""
    return {**encode(entry), "by": found_by(entry)}


def found_by(entry: Entry) -> Row:
    """A notice is found by when it can be lent, a timer likewise and apart from it; a row by whom it waits for."""
    ready = None if entry.parked else write_time(max(entry.due, entry.lease_until or entry.due))
    held = entry.notice.to if entry.notice and (entry.parked or entry.lease_until) else None
    return {"ready": ready if entry.notice else None, "timer": ready if entry.timer else None, "held": held}


def owed(notice: Notice, at: datetime, first: int) -> Put:
    """Return what puts a notice on the agenda that is not there yet."""
    return Put(AGENDA, notice.key, document(Entry(at, at, notice=notice)), 0, first)


def begun(timer: Timer, first: int, taken: Claimed[Timer] | None = None) -> Put:
    """Return what begins a timer, or moves the one that stands under its key; if that is `taken`, on its loan only."""
    expects = taken.rev if taken is not None and taken.task.key == timer.key else None
    return Put(AGENDA, timer.key, document(Entry(timer.due, timer.due, timer=timer)), expects, first)


def done(claimed: Claimed[D]) -> Drop:
    """Return what takes a row off the agenda that is still on this loan, and untouched since."""
    return Drop(AGENDA, claimed.task.key, claimed.rev)


def loans_ended(rows: Iterable[Kept]) -> list[Put]:
    """Return what ends every loan of these rows."""
    entries = [(one, decode(Entry, one.doc)) for one in rows]
    return [_put(one, entry, replace(entry, lease_until=None)) for one, entry in entries if entry.lease_until]


class Agenda:
    """The part of a store that lends rows. `fresh` returns a revision that was never used; `hint` is set by news."""

    engine: Engine
    fresh: Callable[[], int]
    hint: asyncio.Event

    async def wait(self, seconds: float) -> None:
        """See Store."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.hint.wait()
        self.hint.clear()

    def tell(self) -> None:
        """Have whoever waits here, and the other processes, look for what is due."""
        self.hint.set()
        self.engine.tell()

    async def owe(self, notice: Notice, at: datetime) -> None:
        """See Store."""
        with suppress(Conflict):
            await self.engine.write([owed(notice, at, self.fresh())])
        self.tell()

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Notice], ...]:
        """See Store."""
        return await self._lend(READY, now, limit, lease)

    async def claim_timers(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Timer], ...]:
        """See Store."""
        return await self._lend(DUE, now, limit, lease)

    async def _lend(self, by: Path, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Any], ...]:
        due = Find(AGENDA, at(by) <= write_time(now), by, limit=limit)
        lent = await self._rewrite(due, lambda entry: _lent(entry, now + lease))
        return tuple(
            Claimed(entry.notice or entry.timer, entry.attempts, now + lease, entry.first_due, rev)
            for entry, rev in lent
        )

    async def _rewrite(self, find: Find, become: Callable[[Entry], Entry]) -> list[tuple[Entry, int]]:
        """Write the rows that are found as they become; return those that changed, with their revisions.

        Of several who do so at one moment each gets rows of its own, as long as there are.
        """
        written: list[tuple[Entry, int]] = []
        for _ in range(_TRIES):
            limit = None if find.limit is None else find.limit - len(written)
            [found] = await self.engine.look(replace(find, limit=limit))
            entries = [(one, entry, become(entry)) for one in found for entry in [decode(Entry, one.doc)]]
            changed = [(one, entry, after) for one, entry, after in entries if after != entry]
            got = await self.engine.write_each([_put(*change) for change in changed]) if changed else []
            written += [(after, one.rev + 1) for (one, _, after), fit in zip(changed, got, strict=True) if fit]
            if all(got):
                break
        return written

    async def settle(self, claimed: Claimed[D], retry_at: datetime | None) -> None:
        """See Store."""
        if retry_at is not None:
            await self._change(claimed, lambda entry: replace(entry, due=retry_at, lease_until=None))
            self.hint.set()
            return
        try:
            await self.engine.write([done(claimed)])
        except Conflict:
            await self._change(claimed, lambda _: None)

    async def give_up(self, claimed: Claimed[D]) -> None:
        """See Store: the row goes and is counted, both or neither."""
        await self._change(claimed, lambda _: None, counted=True)

    async def park(self, claimed: Claimed[Notice]) -> None:
        """See Store."""
        await self._change(claimed, _parked)

    async def _change(
        self, claimed: Claimed[D], become: Callable[[Entry], Entry | None], *, counted: bool = False
    ) -> None:
        """End a loan on the row as it stands now; no effect when it was lost to another."""
        key = claimed.task.key
        for _ in range(_TRIES):
            found, known = await self.engine.look(Get(AGENDA, (key,)), Get(ABOUT, (GIVEN_UP,)))
            entry = decode(Entry, found[0].doc) if found else None
            if entry is None or not _still_lent(entry, found[0].rev, claimed):
                return
            after = become(entry)
            writes: list[Write] = [Drop(AGENDA, key, found[0].rev) if after is None else _put(found[0], entry, after)]
            if counted:
                writes.append(_one_more(known))
            with suppress(Conflict):
                await self.engine.write(writes)
                return
        raise StoreUnavailable(f"the loan of {key} could not be ended; try again later")

    async def release(self, person: PersonKey, now: datetime) -> None:
        """See Store; on rows on loan it is noted."""
        held = Find(AGENDA, at(HELD) == person)
        released = await self._rewrite(held, lambda entry: _released(entry, now))
        if any(not entry.lease_until for entry, _ in released):
            self.tell()

    async def backlog(self, now: datetime) -> Backlog:
        """See Store."""
        return await backlog(self.engine, now)


async def backlog(store: Readable, now: datetime) -> Backlog:
    """Return what is overdue in a store, be it in use."""
    due = {by: at(by) <= write_time(now) for by in (READY, DUE)}
    notices, timers, *oldest, waiting, counted = await store.look(
        *(Tally(AGENDA, due[by], ("parked",)) for by in due),
        *(Find(AGENDA, due[by], by, limit=1) for by in due),
        Tally(AGENDA, at(HELD) != None, ("parked",)),  # noqa: E711 - a query, not a comparison
        Get(ABOUT, (GIVEN_UP,)),
    )
    firsts = [decode(Entry, one.doc).due for found in oldest for one in found]
    return Backlog(
        notices=sum(notices.values()),
        timers=sum(timers.values()),
        # SQLite and PostgreSQL write a flag differently.
        parked=sum(count for parked, count in waiting.items() if parked in (1, "true")),
        given_up=counted[0].doc["count"] if counted else 0,
        oldest=min(firsts, default=None),
    )


def _put(kept: Kept, entry: Entry, after: Entry) -> Put:
    return Put(AGENDA, kept.id, {**amended(kept.doc, entry, after), "by": found_by(after)}, kept.rev)


def _lent(entry: Entry, until: datetime) -> Entry:
    return replace(entry, attempts=entry.attempts + 1, lease_until=until, released=None)


def _still_lent(entry: Entry, rev: int, claimed: Claimed[D]) -> bool:
    # A loan is written on once at most: a release that is noted. A row that began anew has a revision far from it.
    lent = entry.lease_until == claimed.lease_until and entry.attempts == claimed.attempts
    return lent and rev - claimed.rev in (0, 1)


def _one_more(count: list[Kept]) -> Put:
    return Put(ABOUT, GIVEN_UP, {"count": count[0].doc["count"] + 1 if count else 1}, count[0].rev if count else ABSENT)


def _parked(entry: Entry) -> Entry:
    if entry.released is None:
        return replace(entry, parked=True, lease_until=None)
    return replace(entry, due=entry.released, lease_until=None)


def _released(entry: Entry, now: datetime) -> Entry:
    if entry.parked:
        return replace(entry, parked=False, due=now)
    return replace(entry, released=entry.released or now) if entry.lease_until else entry
