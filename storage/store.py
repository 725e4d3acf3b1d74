"""The store that the ports promise, written once over any engine; here is what it writes."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from playbook.life.ports import Conflict
from playbook.life.records import Change, Draft, Record
from playbook.people import PersonKey
from storage import records
from storage.chats import Chats
from storage.codec import encode
from storage.documents import ABSENT, Drop, Engine, Find, Get, Put, put
from storage.records import draft_id, version_id
from storage.schema import ABOUT, DRAFTS, KINDS, SERIAL, serial

R = TypeVar("R", bound=Record)


class DocumentStore(Chats):
    """The Store protocol over an open engine, and what the bot keeps besides."""

    def __init__(self, engine: Engine, salt: Callable[[], str]) -> None:
        """Keep documents in this engine; `salt` returns 32 hexadecimal digits that nobody can guess."""
        self.engine = engine
        self.hint = asyncio.Event()
        self._salt = salt
        # What is being filed counts as taken, so that those who file at one moment do not collide.
        self._filing: list[tuple[type[Record], int]] = []
        self._versions: dict[tuple[type[Record], ...], tuple[int, ...]] = {}
        self._writings = 0
        engine.hear(self.hint.set)

    def fresh(self) -> int:
        """Return a revision that was never used, as far as chance goes: 48 bits of it."""
        return int(self._salt()[:12], 16) + 1

    async def commit(self, change: Change[R]) -> None:
        """Write a change; see Store.

        Raise ValueError, before anything is written, for text that cannot be kept or a change that contradicts itself.
        """
        records.refuse_contradictions(change)
        filed = [(type(one.record), serial(one.record.number)) for one in change.revisions if not one.expected]
        self._filing += filed
        try:
            await self._commit(change)
        finally:
            for one in filed:
                self._filing.remove(one)
            if any(KINDS[type(one.record)].versioned for one in change.revisions):
                self._writings += 1
                self._versions.clear()
        if change.notices or change.timers:
            self.tell()

    async def _commit(self, change: Change[R]) -> None:
        asks = records.asked_first(change)
        known = [one for answer in await self.engine.look(*asks) for one in answer] if asks else []
        try:
            await self.engine.write(records.writes(change, known, self._salt, self.fresh()))
        except Conflict:
            if not records.is_done(change, await self.engine.look(*records.asked_after(change))):
                raise

    async def last_serial(self, kind: type[R]) -> int:
        """Return the highest serial number in use, those included that this process is just filing."""
        [found] = await self.engine.look(Find(KINDS[kind].table, None, SERIAL, descending=True, limit=1))
        kept = [serial(one.id) for one in found]
        return max([*kept, *(number for filed, number in self._filing if filed is kind)], default=0)

    async def version(self, *kinds: type[Record]) -> tuple[int, ...]:
        """See Store. Where nobody else writes, it is asked for once after each writing."""
        if kinds in self._versions:
            return self._versions[kinds]
        writings, names = self._writings, [version_id(kind) for kind in kinds]
        [found] = await self.engine.look(Get(ABOUT, tuple(names)))
        revisions = {one.id: one.rev for one in found}
        version = tuple(revisions.get(name, 0) for name in names)
        if not self.engine.shared and writings == self._writings:
            self._versions[kinds] = version
        return version

    async def secret(self, name: str) -> str:
        """Return a text that nobody can guess, made when it is first asked for."""
        ask = Get(ABOUT, (f"secret {name}",))
        [found] = await self.engine.look(ask)
        if not found:
            with suppress(Conflict):
                await self.engine.write([Put(ABOUT, ask.ids[0], {"secret": self._salt() + self._salt()}, ABSENT)])
            [found] = await self.engine.look(ask)
        return str(found[0].doc["secret"])

    async def put_draft(self, draft: Draft) -> None:
        """See Store."""
        await put(self.engine, Put(DRAFTS, draft_id(draft.owner, draft.slot), encode(draft), draft.revision - 1))

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """See Store."""
        await self.engine.write([Drop(DRAFTS, draft_id(owner, slot))])

    async def health(self) -> None:
        """See Store."""
        await self.engine.check()

    async def close(self) -> None:
        """See Store."""
        await self.engine.close()
