"""Reading requests from the embedded store: one by itself, and all that it is shown by."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from playbook.life.ports import Copy, Dossier, Reference
from playbook.life.records import Event, Record
from playbook.people import PersonKey
from playbook.requests.topics import MOST_SIMILAR
from storage.archive import COPIES, EVENTS, REFERENCES, REQUESTS, Row
from storage.codec import decode, table_of
from storage.document_ids import event_id
from storage.finding import loads
from storage.rows import damaged
from storage.tables import Database

R = TypeVar("R", bound=Record)


def record(tables: Database, kind: type[R], number: str) -> R | None:
    """Return a record as it now is; raise Damaged when it has a history and is gone itself."""
    row = _row(tables, kind, number)
    return decode(kind, row) if row else None


def _row(tables: Database, kind: type[Record], number: str) -> Row | None:
    row = tables.rows(table_of(kind)).row(number)
    # A key that went bad must not make a record disappear.
    if row is None and tables.rows(EVENTS).row(event_id(number, 1)):
        raise damaged(f"{number} has a history and is missing itself")
    return row


def history(tables: Database, number: str) -> tuple[Event, ...]:
    """Return a request's events, oldest first; raise Damaged when one is missing."""
    row = tables.rows(REQUESTS).row(number)
    return _events(tables, row) if row else ()


def _events(tables: Database, row: Row) -> tuple[Event, ...]:
    number = row["number"]
    found = [tables.rows(EVENTS).row(event_id(number, seq)) for seq in range(1, row["revision"] + 1)]
    if None in found:
        raise damaged(f"an event of {number} is missing")
    return tuple(decode(Event, event["event"]) for event in found if event)


def copies(tables: Database, number: str) -> tuple[Copy, ...]:
    """Return the cards about a request, oldest first."""
    found = tables.rows(COPIES).select("WHERE number = ? ORDER BY rowid", number)
    return tuple(decode(Copy, doc) for _, doc in found)


def references(tables: Database, people: Collection[PersonKey]) -> Mapping[PersonKey, Reference]:
    """Return where people can be reached."""
    found = {key: tables.rows(REFERENCES).row(key) for key in people}
    return {key: decode(Reference, row) for key, row in found.items() if row}


def dossier(
    tables: Database, kind: type[R], number: str, people: Collection[PersonKey], load_states: Collection[str]
) -> Dossier[R] | None:
    """Return all that a record is shown by; see Store."""
    row = _row(tables, kind, number)
    if row is None:
        return None
    cards = copies(tables, number)
    related = [record(tables, kind, one) for one in row["similar"][:MOST_SIMILAR]]
    return Dossier(
        record=decode(kind, row),
        history=_events(tables, row),
        related=tuple(one for one in related if one),
        copies=cards,
        references=references(tables, {*people, *(card.person for card in cards if card.person)}),
        loads=loads(tables.rows(table_of(kind)), load_states),
    )
