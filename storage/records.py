"""Changes as documents: what one decision writes, and whether it was written before."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playbook.life.ports import Conflict
from playbook.life.records import Change, Event, Record, Revision
from playbook.people import PersonKey
from storage import agenda
from storage.chain import link_at, linked, place, sealed
from storage.codec import decode, encode
from storage.documents import ABSENT, Drop, Get, Kept, Put, Write
from storage.schema import ABOUT, AGENDA, DRAFTS, EVENTS, KINDS, derived


def event_id(number: str, seq: int) -> str:
    """Return the id of an event; those of a record begin alike."""
    return f"{number}/{seq}"


def draft_id(owner: PersonKey, slot: str) -> str:
    """Return the id of a person's draft."""
    return f"{owner}|{slot}"


def version_id(kind: type[Record]) -> str:
    """Return under which name stands by its revision which version the records of a kind are."""
    return f"version of {KINDS[kind].table}"


def refuse_contradictions(change: Change[Any]) -> None:
    """Raise ValueError for a change whose parts do not belong together, or that holds one of them twice."""
    wanted = {(one.record.number, one.expected + 1) for one in change.revisions}
    records = {(one.record.number, one.record.revision) for one in change.revisions}
    events = {(one.event.number, one.event.seq) for one in change.revisions}
    owed = {(notice.number, notice.seq) for notice in change.notices}
    numbers = {number for number, _ in wanted}
    fits = records == events == wanted and owed <= wanted and {timer.number for timer in change.timers} <= numbers
    keys = [*(one.key for one in change.notices), *(one.key for one in change.timers)]
    if not fits or len(numbers) < len(change.revisions) or len({*keys}) < len(keys):
        raise ValueError(f"a change to {sorted(wanted)} cannot hold {sorted(records | events | owed)} and {keys}")


def asked_first(change: Change[Any]) -> list[Get]:
    """Return what has to be known to write a change: the draft it uses up, and links that its records do not bring.

    A record that was read brings the link of its latest event along.
    """
    before = tuple(
        event_id(one.record.number, one.expected)
        for one in change.revisions
        if one.expected and link_at(one.record.link, one.expected) is None
    )
    closes = () if change.closes is None else (draft_id(change.event.actor, change.closes),)
    return [ask for ask in (Get(EVENTS, before), Get(DRAFTS, closes)) if ask.ids]


def writes(change: Change[Any], known: Sequence[Kept], salt: Callable[[], str], fresh: int) -> list[Write]:
    """Return all that a change writes, by what `asked_first` found.

    `fresh` is a revision that was never used, with which each document begins that may come again.
    Raise Conflict when the draft is gone or is another one, or an event before is not there.
    """
    links = {one.id: one.doc["link"] for one in known if one.table == EVENTS}
    found = [write for one in change.revisions for write in _revision(one, links, salt)]
    if change.closes is not None:
        found.append(_used_up(change, next((one for one in known if one.table == DRAFTS), None)))
    kinds = {type(one.record) for one in change.revisions if KINDS[type(one.record)].versioned}
    found += [Put(ABOUT, name, {}, None, fresh) for name in sorted(map(version_id, kinds))]
    found += [agenda.owed(notice, change.event.at, fresh) for notice in change.notices]
    found += [agenda.begun(timer, fresh, change.taken) for timer in change.timers]
    if change.taken is not None and change.taken.task.key not in {timer.key for timer in change.timers}:
        found.append(agenda.done(change.taken))
    written = {one.id for one in found if one.table == AGENDA}
    return [*found, *(Drop(AGENDA, key) for key in dict.fromkeys(change.ends) if key not in written)]


def _revision(one: Revision[Any], links: Mapping[str, str], salt: Callable[[], str]) -> list[Write]:
    record, number = one.record, one.record.number
    kind = type(record)
    doc = sealed(encode(record), salt())
    before = link_at(record.link, one.expected) or links.get(event_id(number, one.expected), "")
    if one.expected and not before:
        raise Conflict(f"{number} is not at revision {one.expected}")
    event = linked(before, encode(one.event), doc, salt())
    doc |= {"by": derived(record), "link": place(event)}
    return [
        Put(KINDS[kind].table, number, doc, one.expected),
        Put(EVENTS, event_id(number, one.event.seq), event, ABSENT),
    ]


def _used_up(change: Change[Any], draft: Kept | None) -> Drop:
    if draft is None or (change.expected == 0 and draft.doc["id"] != change.record.origin):
        raise Conflict(f"the draft of {change.record.number} is gone")
    return Drop(DRAFTS, draft.id, draft.rev)


def asked_after(change: Change[Any]) -> tuple[Get, ...]:
    """Return what tells whether a change was written before: each record it writes, with the event."""
    return tuple(
        ask
        for one in change.revisions
        for ask in (
            Get(KINDS[type(one.record)].table, (one.record.number,)),
            Get(EVENTS, (event_id(one.record.number, one.event.seq),)),
        )
    )


def is_done(change: Change[Any], found: list[list[Kept]]) -> bool:
    """Tell whether this very change was committed before, be it long ago, by what `asked_after` found."""
    pairs = zip(change.revisions, found[::2], found[1::2], strict=True)
    return all(records and events and _is_done(one, records[0], events[0]) for one, records, events in pairs)


def _is_done(one: Revision[Any], record: Kept, event: Kept) -> bool:
    """Two requests that one person files in one moment have equal first events; their drafts tell them apart."""
    if decode(Event, event.doc) != one.event:
        return False
    stored = decode(type(one.record), record.doc)
    if one.event.seq == stored.revision:
        return bool(one.record == stored)
    return bool(one.record.origin == stored.origin)
