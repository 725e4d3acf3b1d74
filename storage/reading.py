"""Reading records: one by itself, all that it is shown by, and pages of those that match."""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import and_
from typing import Any, TypeVar

from tinydb import where
from tinydb.queries import QueryLike

from playbook.life.ports import Copy, Dossier, Page, Query, Reference
from playbook.life.records import Event, Record
from playbook.people import PersonKey
from storage.codec import decode, write_time
from storage.documents import Beneath, Engine, Find, Get, Kept, Path, Tally
from storage.records import event_id
from storage.schema import COPIES, EVENTS, KINDS, OPEN, PARTS, REFERENCES, SERIAL, serial

R = TypeVar("R", bound=Record)

SME: Path = ("sme",)


async def record(engine: Engine, kind: type[R], number: str) -> R | None:
    """Return a record as it now is; raise Damaged when it has a history and is gone itself."""
    table = KINDS[kind].table
    [found] = await engine.look(Get(table, (number,)))
    found = found or await _looked_closer(engine, table, number)
    return decode(kind, found[0].doc) if found else None


async def _looked_closer(engine: Engine, table: str, number: str) -> list[Kept]:
    """Look again for a record that was not there: a key that went bad must not make one disappear.

    It may have been filed meanwhile, and a number may be that of another life's record.
    """
    tables = [one.table for one in KINDS.values()]
    events, *records = await engine.look(Get(EVENTS, (event_id(number, 1),)), *(Get(one, (number,)) for one in tables))
    if events and not any(records):
        raise engine.distrust(f"{number} has a history and is missing itself")
    found: list[Kept] = records[tables.index(table)]
    return found


async def history(engine: Engine, number: str) -> tuple[Event, ...]:
    """Return a record's events, oldest first; raise Damaged when one is missing."""
    [found] = await engine.look(Beneath(EVENTS, f"{number}/"))
    return _events(engine, number, found, len(found))


def _events(engine: Engine, number: str, found: list[Kept], revision: int) -> tuple[Event, ...]:
    events = sorted((decode(Event, one.doc) for one in found), key=lambda event: event.seq)
    if [event.seq for event in events] != list(range(1, revision + 1)):
        raise engine.distrust(f"an event of {number} is missing")
    return tuple(events)


async def references(engine: Engine, people: Collection[PersonKey]) -> Mapping[PersonKey, Reference]:
    """Return where people can be reached; who never met the bot is left out."""
    [found] = await engine.look(Get(REFERENCES, tuple(people)))
    return _references(found)


def _references(found: list[Kept]) -> Mapping[PersonKey, Reference]:
    return {one.person: one for one in (decode(Reference, kept.doc) for kept in found)}


async def dossier(
    engine: Engine, kind: type[R], number: str, people: Collection[PersonKey], load_states: Collection[str]
) -> Dossier[R] | None:
    """Return all that a record is shown by; see Store."""
    table = KINDS[kind].table
    busy = where("sme") != None  # noqa: E711 - a query, not a comparison
    records, events, cards, *loads = await engine.look(
        Get(table, (number,)),
        Beneath(EVENTS, f"{number}/"),
        Beneath(COPIES, f"{number}|"),
        *([Tally(table, _all([busy, *_in_states(kind, load_states)]), SME)] if load_states else []),
    )
    if not records:
        await _looked_closer(engine, table, number)
        return None
    copies = tuple(decode(Copy, one.doc) for one in cards)
    found = decode(kind, records[0].doc)
    asked = dict.fromkeys([*people, *(card.person for card in copies if card.person)])
    reached, related = await engine.look(Get(REFERENCES, tuple(asked)), Get(table, tuple(found.related)))
    by_number = {one.id: one for one in related}
    return Dossier(
        record=found,
        history=_events(engine, number, events, found.revision),
        related=tuple(decode(kind, by_number[one].doc) for one in found.related if one in by_number),
        copies=copies,
        references=_references(reached),
        loads=loads[0] if loads else {},
    )


async def page(engine: Engine, kind: type[R], query: Query, limit: int, after: str | None) -> Page[R]:
    """Return one page of the matching records, newest number first."""
    wanted: list[Any] = [_equals(name, value) for name, value in query.where.items()]
    wanted += [] if query.states is None else _in_states(kind, query.states)
    wanted += [] if query.since is None else [where("submitted_at") >= write_time(query.since)]
    wanted += [] if after is None else [where(SERIAL[0])[SERIAL[1]] < serial(after)]
    table = KINDS[kind].table
    [found] = await engine.look(Find(table, _all(wanted) if wanted else None, SERIAL, descending=True, limit=limit + 1))
    records = tuple(decode(kind, one.doc) for one in found[:limit])
    return Page(records, records[-1].number if records and len(found) > limit else None)


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
