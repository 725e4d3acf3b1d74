"""A store's rows in the one form that every engine reads and writes: what backups and moves are made of."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Protocol

REQUESTS, EVENTS, DRAFTS, OUTBOX = "requests", "events", "drafts", "outbox"
REFERENCES, COPIES, STATES = "references", "copies", "states"
TABLES = (REQUESTS, EVENTS, DRAFTS, OUTBOX, REFERENCES, COPIES, STATES)

Row = dict[str, Any]


@dataclass(frozen=True)
class StoredRow:
    """One row.

    ========== ======================================= =====================================================
    table      id                                      doc
    ========== ======================================= =====================================================
    requests   number                                  the record
    events     number/seq                              {"event": record, "record": digest, "hash": hex}
    drafts     JSON list of owner and slot             the record
    outbox     key of the notice                       {"notice": record, "attempts", "due", "first_due",
                                                       "lease_until", "parked", "released"}
    references person                                  the record
    copies     JSON list of number, conversation and   the record
               activity id
    states     key                                     {"e_tag": text, "data": object}
    ========== ======================================= =====================================================

    Times are texts as `storage.codec.write_time` writes them, or None.
    """

    table: str
    id: str
    doc: Row


class Source(Protocol):
    """Something whose rows can be read whole."""

    def rows(self) -> AsyncIterator[StoredRow]:
        """Return all rows as they were at one moment, in the order of TABLES; each table's in the order they came."""


class Archive(Source, Protocol):
    """An open store that can be copied whole."""

    async def fill(self, rows: AsyncIterator[StoredRow]) -> None:
        """Put these rows into an empty store, all or none. Raise Conflict when it is not empty."""
