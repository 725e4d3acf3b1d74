"""Looking through all documents of a store, whichever engine keeps them: every document, every history."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playbook.life.records import Draft, Event
from storage import agenda
from storage.agenda import Entry
from storage.chain import Histories
from storage.chats import ConversationReference, SentActivity, copy_id
from storage.codec import Storable, decode
from storage.documents import Check, Kept, Row
from storage.records import draft_id, event_id
from storage.schema import AGENDA, COPIES, DRAFTS, EVENTS, REFERENCES, derived, kind_of

# What the tables hold beside records, and the id under which a document of it stands.
_HELD: Mapping[str, tuple[type[Storable], Callable[[Any], str]]] = {
    EVENTS: (Event, lambda event: event_id(event.number, event.seq)),
    DRAFTS: (Draft, lambda draft: draft_id(draft.owner, draft.slot)),
    AGENDA: (Entry, lambda entry: (entry.notice or entry.timer).key),
    REFERENCES: (ConversationReference, lambda reference: reference.person),
    COPIES: (SentActivity, copy_id),
}


class Inspection:
    """Takes in the documents of a store one by one, in the order of its tables."""

    def __init__(self, check: Check | None = None) -> None:
        """Begin with none. Each record is looked at by `check` as well."""
        self._check = check
        self._histories = Histories()
        self._strays: list[str] = []

    def take(self, kept: Kept) -> None:
        """Take in a document."""
        try:
            self._follow(kept)
            if not _is_listed_rightly(kept):
                self._strays.append(f"{kept.table} {kept.id!r} is listed under what it does not hold")
            if (kind := kind_of(kept.table)) and self._check and (wrong := self._check(decode(kind, kept.doc))):
                self._strays.append(wrong)
        except Exception as error:  # noqa: BLE001 - what was changed by hand can fail in any way, and the look goes on
            self._strays.append(f"{kept.table} {kept.id!r} cannot be read ({type(error).__name__})")

    def _follow(self, kept: Kept) -> None:
        if kept.table == EVENTS:
            self._histories.event(kept.doc)
        elif kind_of(kept.table) is not None:
            self._histories.record(kept.doc)

    def troubles(self) -> Iterator[str]:
        """Return what is wrong, one sentence each."""
        yield from self._strays
        yield from self._histories.troubles()


def _is_listed_rightly(kept: Kept) -> bool:
    """Tell whether a document stands under its own id, and is searched for by what it says."""
    if kind := kind_of(kept.table):
        record = decode(kind, kept.doc)
        rightly = (kept.id, kept.rev) == (record.number, record.revision)
        return rightly and kept.doc.get("by") == derived(record)
    if kept.table not in _HELD:
        return True
    held, key = _HELD[kept.table]
    found = decode(held, kept.doc)
    by: Row = agenda.document(found) if isinstance(found, Entry) else {}
    return key(found) == kept.id and kept.doc.get("by") == by.get("by")
