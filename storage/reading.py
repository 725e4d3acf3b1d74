"""Reading: one record by itself, all that it is shown by, pages of those that match, and drafts."""

from collections.abc import Collection
from dataclasses import replace
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from tinydb import where
from tinydb.queries import QueryLike

from playbook.life.ports import Dossier, Page, Query
from playbook.life.records import Draft, Event, Record
from playbook.people import PersonKey
from storage.codec import Storable, decode, write_time
from storage.documents import Ask, Engine, Find, Get, Kept, Path, Tally, at, beneath, damaged
from storage.records import draft_id, event_id
from storage.schema import DRAFTS, EVENTS, KINDS, OPEN, PARTS, SERIAL, URGENCY, serial

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
            raise self.engine.noted(damaged(f"{number} has a history and is missing itself"))
        found: list[Kept] = records[tables.index(table)]
        return found

    async def history(self, number: str) -> tuple[Event, ...]:
        """See Store; raise Damaged when an event is missing."""
        [found] = await self.engine.look(beneath(EVENTS, f"{number}/"))
        return self._events(number, found, len(found))

    def _events(self, number: str, found: list[Kept], revision: int) -> tuple[Event, ...]:
        events = sorted((decode(Event, one.doc) for one in found), key=lambda event: event.seq)
        if [event.seq for event in events] != list(range(1, revision + 1)):
            raise self.engine.noted(damaged(f"an event of {number} is missing"))
        return tuple(events)

    async def dossier(self, kind: type[R], number: str, load_states: Collection[str] = ()) -> Dossier[R] | None:
        """See Store."""
        dossier, _ = await self._opened(kind, number, load_states)
        if dossier is None or not dossier.record.related:
            return dossier
        [related] = await self.engine.look(related_to(dossier.record))
        return replace(dossier, related=those_related(dossier.record, related))

    async def _opened(
        self, kind: type[R], number: str, load_states: Collection[str], *more: Ask
    ) -> tuple[Dossier[R] | None, list[Any]]:
        """Return a dossier whose related records are still to be read, and the answers to what else is asked."""
        table = KINDS[kind].table
        busy = at(SME) != None  # noqa: E711 - a query, not a comparison
        records, events, *rest = await self.engine.look(
            Get(table, (number,)),
            beneath(EVENTS, f"{number}/"),
            *([Tally(table, reduce(and_, [busy, *_in_states(kind, load_states)]), SME)] if load_states else []),
            *more,
        )
        if not records:
            await self._looked_closer(table, number)
            return None, []
        loads = rest.pop(0) if load_states else {}
        record = decode(kind, records[0].doc)
        return Dossier(record, self._events(number, events, record.revision), (), loads), rest

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """See Store."""
        table = KINDS[kind].table
        order = URGENCY if query.urgent_first else SERIAL
        wanted: list[Any] = [at(PARTS.get(name, (name,))) == value for name, value in query.where.items()]
        wanted += [] if query.states is None else _in_states(kind, query.states)
        wanted += [] if query.since is None else [where("submitted_at") >= write_time(query.since)]
        wanted += [] if after is None else [await self._behind(table, after, order)]
        matching = reduce(and_, wanted) if wanted else None
        [found] = await self.engine.look(Find(table, matching, order, descending=order == SERIAL, limit=limit + 1))
        records = tuple(decode(kind, one.doc) for one in found[:limit])
        return Page(records, records[-1].number if records and len(found) > limit else None)

    async def _behind(self, table: str, number: str, order: Path) -> QueryLike:
        """Return what is met by the records that a list of this order names behind a number."""
        if order == SERIAL:
            return at(SERIAL) < serial(number)
        [found] = await self.engine.look(Get(table, (number,)))
        return at(URGENCY) > ((found and found[0].doc["by"]["urgency"]) or "")

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """See Store."""
        return await self._one(Draft, DRAFTS, draft_id(owner, slot))

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """See Store."""
        [found] = await self.engine.look(beneath(DRAFTS, draft_id(owner, "")))
        drafts = (decode(Draft, one.doc) for one in found)
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def _one(self, kind: type[S], table: str, key: str) -> S | None:
        [found] = await self.engine.look(Get(table, (key,)))
        return decode(kind, found[0].doc) if found else None


def related_to(record: Record) -> Get:
    """Return what asks for the records that one names."""
    return Get(KINDS[type(record)].table, tuple(record.related))


def those_related(record: R, found: list[Kept]) -> tuple[R, ...]:
    """Return the records that one names, in its order, as far as they are there."""
    by_number = {one.id: one for one in found}
    return tuple(decode(type(record), by_number[one].doc) for one in record.related if one in by_number)


def _in_states(kind: type[Record], states: Collection[str]) -> list[Any]:
    # The indexes over what is still open stay small.
    still_open = at(OPEN) == 1
    return [*([still_open] if KINDS[kind].final.isdisjoint(states) else []), where("state").one_of(sorted(states))]
