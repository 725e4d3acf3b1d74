"""Reading: one record by itself, all that it is shown by, pages of those that match, and what else is kept."""

from collections.abc import Collection, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from tinydb import where
from tinydb.queries import QueryLike

from playbook.life.ports import ConversationReference, Dossier, Page, Query, SentActivity
from playbook.life.records import Draft, Event, Record
from playbook.people import PersonKey
from storage.codec import Storable, decode, write_time
from storage.documents import ARRIVAL, Beneath, Engine, Find, Get, Kept, Path, Tally
from storage.records import draft_id, event_id
from storage.schema import COPIES, DRAFTS, EVENTS, KINDS, OPEN, PARTS, REFERENCES, SERIAL, STATES, serial

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Storable)

SME: Path = ("sme",)


class Reading:
    """The part of a store that reads. Returned records are made anew each time and may be kept."""

    engine: Engine

    async def get(self, kind: type[R], number: str) -> R | None:
        """See Store; raise Damaged when it has a history and is gone itself."""
        table = KINDS[kind].table
        [found] = await self.engine.look(Get(table, (number,)))
        found = found or await self._looked_closer(table, number)
        return decode(kind, found[0].doc) if found else None

    async def _looked_closer(self, table: str, number: str) -> list[Kept]:
        """Look again for a record that was not there: a key that went bad must not make one disappear.

        It may have been filed meanwhile, and a number may be that of another life's record.
        """
        tables = [one.table for one in KINDS.values()]
        first = Get(EVENTS, (event_id(number, 1),))
        events, *records = await self.engine.look(first, *(Get(one, (number,)) for one in tables))
        if events and not any(records):
            raise self.engine.distrust(f"{number} has a history and is missing itself")
        found: list[Kept] = records[tables.index(table)]
        return found

    async def history(self, number: str) -> tuple[Event, ...]:
        """See Store; raise Damaged when an event is missing."""
        [found] = await self.engine.look(Beneath(EVENTS, f"{number}/"))
        return self._events(number, found, len(found))

    def _events(self, number: str, found: list[Kept], revision: int) -> tuple[Event, ...]:
        events = sorted((decode(Event, one.doc) for one in found), key=lambda event: event.seq)
        if [event.seq for event in events] != list(range(1, revision + 1)):
            raise self.engine.distrust(f"an event of {number} is missing")
        return tuple(events)

    async def dossier(
        self, kind: type[R], number: str, people: Collection[PersonKey] | None = (), load_states: Collection[str] = ()
    ) -> Dossier[R] | None:
        """See Store."""
        table = KINDS[kind].table
        busy = where("sme") != None  # noqa: E711 - a query, not a comparison
        records, events, *more = await self.engine.look(
            Get(table, (number,)),
            Beneath(EVENTS, f"{number}/"),
            *([] if people is None else [Beneath(COPIES, f"{number}|")]),
            *([Tally(table, _all([busy, *_in_states(kind, load_states)]), SME)] if load_states else []),
        )
        if not records:
            await self._looked_closer(table, number)
            return None
        found = decode(kind, records[0].doc)
        copies = tuple(decode(SentActivity, one.doc) for one in (more.pop(0) if people is not None else ()))
        asked = dict.fromkeys([*(people or ()), *(card.person for card in copies if card.person)])
        asks = (Get(REFERENCES, tuple(asked)), Get(table, tuple(found.related)))
        reached, related = await self.engine.look(*asks) if asked or found.related else ([], [])
        by_number = {one.id: one for one in related}
        return Dossier(
            record=found,
            history=self._events(number, events, found.revision),
            related=tuple(decode(kind, by_number[one].doc) for one in found.related if one in by_number),
            copies=copies,
            references=_references(reached),
            loads=more[0] if more else {},
        )

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """See Store; newest number first."""
        wanted: list[Any] = [_equals(name, value) for name, value in query.where.items()]
        wanted += [] if query.states is None else _in_states(kind, query.states)
        wanted += [] if query.since is None else [where("submitted_at") >= write_time(query.since)]
        wanted += [] if after is None else [where(SERIAL[0])[SERIAL[1]] < serial(after)]
        matching = _all(wanted) if wanted else None
        [found] = await self.engine.look(Find(KINDS[kind].table, matching, SERIAL, descending=True, limit=limit + 1))
        records = tuple(decode(kind, one.doc) for one in found[:limit])
        return Page(records, records[-1].number if records and len(found) > limit else None)

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """See Store."""
        return await self._one(Draft, DRAFTS, draft_id(owner, slot))

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """See Store."""
        [found] = await self.engine.look(Beneath(DRAFTS, draft_id(owner, "")))
        drafts = (decode(Draft, one.doc) for one in found)
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def reference(self, person: PersonKey) -> ConversationReference | None:
        """See Store."""
        return await self._one(ConversationReference, REFERENCES, person)

    async def references(self, people: Collection[PersonKey]) -> Mapping[PersonKey, ConversationReference]:
        """See Store."""
        [found] = await self.engine.look(Get(REFERENCES, tuple(people)))
        return _references(found)

    async def copies(self, number: str) -> tuple[SentActivity, ...]:
        """See Store."""
        [found] = await self.engine.look(Beneath(COPIES, f"{number}|"))
        return tuple(decode(SentActivity, one.doc) for one in found)

    async def latest_copy(self, conversation_id: str) -> SentActivity | None:
        """See Store."""
        in_chat = where("conversation_id") == conversation_id
        [found] = await self.engine.look(Find(COPIES, in_chat, ARRIVAL, descending=True, limit=1))
        return decode(SentActivity, found[0].doc) if found else None

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """See Store."""
        [found] = await self.engine.look(Get(STATES, tuple(keys)))
        return {one.id: {**one.doc["data"], "e_tag": str(one.rev)} for one in found}

    async def _one(self, kind: type[S], table: str, key: str) -> S | None:
        [found] = await self.engine.look(Get(table, (key,)))
        return decode(kind, found[0].doc) if found else None


def _references(found: list[Kept]) -> Mapping[PersonKey, ConversationReference]:
    return {one.person: one for one in (decode(ConversationReference, kept.doc) for kept in found)}


def _equals(name: str, value: str) -> QueryLike:
    first, *deeper = PARTS.get(name, (name,))
    found: QueryLike = reduce(lambda query, one: query[one], deeper, where(first)) == value
    return found


def _in_states(kind: type[Record], states: Collection[str]) -> list[Any]:
    # The indexes over what is still open stay small.
    still_open = where(OPEN[0])[OPEN[1]] == 1
    return [*([still_open] if KINDS[kind].final.isdisjoint(states) else []), where("state").one_of(sorted(states))]


def _all(wanted: list[Any]) -> QueryLike:
    found: QueryLike = reduce(and_, wanted)
    return found
