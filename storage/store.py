"""The store that the ports promise, written once over any engine."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from playbook.life.changes import Backlog, Change, Claimed, D
from playbook.life.ports import Conflict, Copy, Dossier, Page, Query, Reference, Turn
from playbook.life.records import Draft, Event, Notice, Record, Timer
from playbook.people import PersonKey
from storage import reading, records
from storage.agenda import Agenda, done
from storage.codec import Storable, decode, encode, plain
from storage.documents import ABSENT, Beneath, Drop, Engine, Find, Get, Put
from storage.records import draft_id, version_id
from storage.schema import ABOUT, COPIES, DRAFTS, KINDS, REFERENCES, SERIAL, STATES, serial
from storage.turns import Turns

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Storable)


class DocumentStore:
    """The Store protocol over an open engine. Returned records are made anew each time and may be kept."""

    def __init__(self, engine: Engine, salt: Callable[[], str]) -> None:
        """Keep documents in this engine; `salt` returns 32 hexadecimal digits that nobody can guess."""
        self.engine = engine
        self._salt = salt
        self._agenda = Agenda(engine, self._fresh)
        self._turns = Turns(engine, self._fresh)
        self._hint = asyncio.Event()
        # Numbers that are being filed count as taken, so that those who file at one moment do not collide.
        self._highest: dict[type[Record], int] = {}
        engine.hear(self._hint.set)

    def _fresh(self) -> int:
        """Return a revision that was never used, as far as chance goes: 48 bits of it."""
        return int(self._salt()[:12], 16) + 1

    async def commit(self, change: Change[R]) -> None:
        """Write a change; see Store.

        Raise ValueError, before anything is written, for text that cannot be kept or a change that contradicts itself.
        """
        records.refuse_contradictions(change)
        kinds = {type(one.record) for one in change.revisions if not one.expected}
        for one in change.revisions:
            if type(one.record) in kinds:
                known = self._highest.get(type(one.record), 0)
                self._highest[type(one.record)] = max(known, serial(one.record.number))
        try:
            await self._commit(change)
        except BaseException:
            # The numbers may not be taken after all, and must not leave a gap.
            for kind in kinds:
                self._highest.pop(kind, None)
            raise
        if change.notices or change.timers:
            self._news()

    async def _commit(self, change: Change[R]) -> None:
        before, closes = records.asked_first(change)
        asks = [ask for ask in (before, closes) if ask.ids]
        found = [one for answer in await self.engine.look(*asks) for one in answer] if asks else []
        links = {one.id: one.doc["link"] for one in found if one.table == before.table}
        draft = next((one for one in found if one.table == DRAFTS), None)
        try:
            await self.engine.write(records.writes(change, links, draft, self._salt, self._fresh))
        except Conflict:
            if not records.is_done(change, await self.engine.look(*records.asked_after(change))):
                raise

    async def get(self, kind: type[R], number: str) -> R | None:
        """Return the record of that kind as it now is."""
        return await reading.record(self.engine, kind, number)

    async def history(self, number: str) -> tuple[Event, ...]:
        """Return the record's events, oldest first."""
        return await reading.history(self.engine, number)

    async def dossier(
        self, kind: type[R], number: str, people: Collection[PersonKey] = (), load_states: Collection[str] = ()
    ) -> Dossier[R] | None:
        """Return all that a record is shown by."""
        return await reading.dossier(self.engine, kind, number, people, load_states)

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """Return one page of the matching records of that kind, newest number first."""
        return await reading.page(self.engine, kind, query, limit, after)

    async def last_serial(self, kind: type[R]) -> int:
        """Return the highest serial number in use, those included that this process is just filing."""
        if self.engine.shared or kind not in self._highest:
            [found] = await self.engine.look(Find(KINDS[kind].table, None, SERIAL, descending=True, limit=1))
            kept = serial(found[0].id) if found else 0
            self._highest[kind] = max(self._highest.get(kind, 0), kept)
        return self._highest[kind]

    async def version(self, *kinds: type[Record]) -> tuple[int, ...]:
        """Return which version the records of these kinds are, 0 for those that nobody wrote."""
        names = [version_id(kind) for kind in kinds]
        [found] = await self.engine.look(Get(ABOUT, tuple(names)))
        revisions = {one.id: one.rev for one in found}
        return tuple(revisions.get(name, 0) for name in names)

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
        """Keep a draft; raise Conflict unless its revision follows what is stored."""
        key = draft_id(draft.owner, draft.slot)
        try:
            await self.engine.write([Put(DRAFTS, key, encode(draft), draft.revision - 1)])
        except Conflict:
            # The answer to an earlier try may have been lost on its way.
            if await self._one(Draft, DRAFTS, key) != draft:
                raise

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """Return a person's draft."""
        return await self._one(Draft, DRAFTS, draft_id(owner, slot))

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """Return all drafts of a person, latest change first."""
        [found] = await self.engine.look(Beneath(DRAFTS, draft_id(owner, "")))
        drafts = (decode(Draft, one.doc) for one in found)
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """Forget a draft; no error when there is none."""
        await self.engine.write([Drop(DRAFTS, draft_id(owner, slot))])

    async def owe(self, notice: Notice, at: datetime) -> None:
        """Put a notice on the agenda that no change brings."""
        await self._agenda.owe(notice, at)
        self._news()

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Notice], ...]:
        """Lend due notices, oldest first."""
        return await self._agenda.claim(now, limit, lease)

    async def claim_timers(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Timer], ...]:
        """Lend due timers, oldest first."""
        return await self._agenda.claim_timers(now, limit, lease)

    async def settle(self, claimed: Claimed[D], retry_at: datetime | None) -> None:
        """End a loan: done (None), or to be tried again at `retry_at`."""
        await self._agenda.settle(claimed, retry_at)
        if retry_at is not None:
            self._hint.set()

    async def settle_with(self, claimed: Claimed[Notice], copy: Copy) -> bool:
        """End a loan: delivered, and a card was left in a chat."""
        card = _card(copy)
        try:
            await self.engine.write([card, done(claimed)])
        except Conflict:
            await self.engine.write([card])
            await self._agenda.settle(claimed, None)
        return await self._is_current(copy)

    async def give_up(self, claimed: Claimed[D]) -> None:
        """End a loan of a row that will never be done, and count it."""
        await self._agenda.give_up(claimed)

    async def park(self, claimed: Claimed[Notice]) -> None:
        """End a loan until the row's person is released."""
        await self._agenda.park(claimed)

    async def release(self, person: PersonKey, now: datetime) -> None:
        """Make the parked rows of this person due. A row on loan that is parked afterwards is due as well."""
        if await self._agenda.release(person, now):
            self._news()

    async def backlog(self, now: datetime) -> Backlog:
        """Return what is overdue, for an operator."""
        return await self._agenda.backlog(now)

    async def wait(self, seconds: float) -> None:
        """Return when rows of the agenda may be due, at the latest after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hint.wait()
        self._hint.clear()

    def _news(self) -> None:
        self._hint.set()
        self.engine.tell()

    async def put_reference(self, reference: Reference) -> None:
        """Keep where a person can be reached."""
        await self.engine.write([Put(REFERENCES, reference.person, encode(reference))])

    async def reference(self, person: PersonKey) -> Reference | None:
        """Return where a person can be reached."""
        return await self._one(Reference, REFERENCES, person)

    async def references(self, people: Collection[PersonKey]) -> Mapping[PersonKey, Reference]:
        """Return where people can be reached."""
        return await reading.references(self.engine, people)

    async def put_copy(self, copy: Copy) -> bool:
        """Remember a card that was sent, or the revision it now shows; tell whether that is its record's."""
        await self.engine.write([_card(copy)])
        return await self._is_current(copy)

    async def _is_current(self, copy: Copy) -> bool:
        """A step that was taken before the card stood here is seen now; one that comes later finds the card."""
        found = await self.engine.look(*(Get(kind.table, (copy.number,)) for kind in KINDS.values()))
        return all(one.doc["revision"] <= copy.revision for answer in found for one in answer)

    async def copies(self, number: str) -> tuple[Copy, ...]:
        """Return the cards about a record, oldest first."""
        [found] = await self.engine.look(Beneath(COPIES, f"{number}|"))
        return tuple(decode(Copy, one.doc) for one in found)

    async def drop_copy(self, copy: Copy) -> None:
        """Forget a card; no error when there is none."""
        await self.engine.write([Drop(COPIES, _card(copy).id)])

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """Return conversation memory by key, each with its "e_tag"; absent keys are left out."""
        [found] = await self.engine.look(Get(STATES, tuple(keys)))
        return {one.id: {**one.doc["data"], "e_tag": str(one.rev)} for one in found}

    async def write_state(self, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Write conversation memory: all of it, or Conflict."""
        puts = [self._state(key, plain(doc)) for key, doc in changes.items()]
        try:
            await self.engine.write(puts)
        except Conflict:
            [found] = await self.engine.look(Get(STATES, tuple(changes)))
            if {one.id: one.doc for one in found} != {one.id: one.doc for one in puts}:
                raise

    def _state(self, key: str, given: Mapping[str, object]) -> Put:
        tag = given.get("e_tag")
        data = {name: value for name, value in given.items() if name != "e_tag"}
        expects = None if tag in (None, "*") else int(str(tag)) if str(tag).isdecimal() else -1
        return Put(STATES, key, {"data": data}, expects, self._fresh())

    async def delete_state(self, keys: Sequence[str]) -> None:
        """Forget conversation memory."""
        await self.engine.write([Drop(STATES, key) for key in keys])

    async def take_turn(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Give one process a conversation for a while; see Store."""
        return await self._turns.take(conversation, activity, holder, now, lease)

    async def end_turn(self, conversation: str, activity: str, holder: str) -> None:
        """Give a conversation back and remember the activity."""
        await self._turns.end(conversation, activity, holder)

    async def health(self) -> None:
        """Return when the store can serve; raise StoreUnavailable otherwise."""
        await self.engine.check()

    async def close(self) -> None:
        """Release the store."""
        await self.engine.close()

    async def _one(self, kind: type[S], table: str, key: str) -> S | None:
        [found] = await self.engine.look(Get(table, (key,)))
        return decode(kind, found[0].doc) if found else None


def _card(copy: Copy) -> Put:
    return Put(COPIES, f"{copy.number}|{copy.conversation_id}|{copy.activity_id}", encode(copy))
