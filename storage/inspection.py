"""Looking through all documents of a store, whichever engine keeps them: every document, every history."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from playbook.life.records import Draft, Event, Record
from storage import agenda
from storage.agenda import Entry
from storage.chain import Histories
from storage.chats import ConversationReference, SentActivity, copy_id
from storage.codec import Storable, decode
from storage.documents import Check, Kept
from storage.records import draft_id, event_id
from storage.schema import AGENDA, COPIES, DRAFTS, EVENTS, KINDS, REFERENCES, derived

# What the tables hold, and the id under which each stands.
_HELD: Mapping[str, tuple[type[Storable], Callable[[Any], str]]] = {
    **{kept.table: (kind, lambda record: record.number) for kind, kept in KINDS.items()},
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
        if kept.table not in _HELD:
            return
        kind, key = _HELD[kept.table]
        try:
            if kind is Event:
                self._histories.event(kept.doc)
            elif issubclass(kind, Record):
                self._histories.record(kept.doc)
            held = decode(kind, kept.doc)
            if key(held) != kept.id or not _is_listed_rightly(held, kept):
                self._strays.append(f"{kept.table} {kept.id!r} is listed under what it does not hold")
            if isinstance(held, Record) and self._check and (wrong := self._check(held)):
                self._strays.append(wrong)
        except Exception as error:  # noqa: BLE001 - what was changed by hand can fail in any way, and the look goes on
            self._strays.append(f"{kept.table} {kept.id!r} cannot be read ({type(error).__name__})")

    def troubles(self) -> Iterator[str]:
        """Return what is wrong, one sentence each."""
        yield from self._strays
        yield from self._histories.troubles()


def _is_listed_rightly(held: object, kept: Kept) -> bool:
    """Tell whether a document is searched for by what it says."""
    by = kept.doc.get("by")
    match held:
        case Record():
            return kept.rev == held.revision and by == derived(held)
        case Entry():
            return bool(by == agenda.found_by(held))
    return by is None
