"""The store of a single process: TinyDB tables in one JSON file that is rewritten, whole, with every change.

The cost of a write grows with everything ever stored; that suits development and small teams. What people are
shown is read from what is durable; changes are decided, in order, on what was accepted. See commits.py.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from playbook.people import PersonKey
from playbook.records import Draft, Event, Request
from playbook.store import Change, Claimed, Conflict, Copy, Page, Query, Reference, StoreUnavailable, Turn
from storage import outbox
from storage.changes import NewRows, apply_change, expect_revision
from storage.codec import RecordError, decode, encode, plain
from storage.commits import Commits
from storage.durable import CannotOpen, DurableStorage
from storage.finding import matching_numbers, serial
from storage.tables import COPIES, DRAFTS, OUTBOX, REFERENCES, REQUESTS, STATES, Row, Rows, read_every_record

FILE = "store.json"


class TinyStore:
    """The Store protocol on TinyDB. Returned records are made anew each time and may be kept."""

    def __init__(self, commits: Commits) -> None:
        """Serve what stands behind `commits`; `open` is the way to get one."""
        self._commits = commits
        self._hint = asyncio.Event()

    @classmethod
    def open(cls, folder: Path) -> "TinyStore":
        """Open the store in a folder, made if need be; raise CannotOpen when it is in use or damaged."""
        storage = DurableStorage(folder / FILE)
        try:
            read_every_record(storage.read())
            _end_loans(storage)
        except RecordError as error:
            storage.close()
            raise CannotOpen(f"{folder / FILE}: {error}") from error
        except StoreUnavailable as error:
            storage.close()
            raise CannotOpen(str(error)) from error
        return cls(Commits(storage))

    async def commit(self, change: Change) -> None:
        """Write request, event, notices and draft removal together; see Store.

        Raise ValueError, before anything is written, for text that cannot be kept or a change that contradicts
        itself.
        """
        new = NewRows(change)
        if await self._commits.run(lambda: apply_change(self._commits.accepted, change, new)):
            self._hint.set()

    async def get(self, number: str) -> Request | None:
        """Return the request as it now is."""
        row = self._durable(REQUESTS).row(number)
        return decode(Request, row["request"]) if row else None

    async def history(self, number: str) -> tuple[Event, ...]:
        """Return the request's events, oldest first."""
        row = self._durable(REQUESTS).row(number)
        return tuple(decode(Event, event) for event in row["events"]) if row else ()

    async def find(self, query: Query, limit: int = 50, after: str | None = None) -> Page:
        """Return one page of matching requests, newest number first."""
        rows = self._durable(REQUESTS).rows()
        numbers = matching_numbers(rows, query, after)
        page = tuple(decode(Request, rows[number]["request"]) for number in numbers[:limit])
        return Page(page, page[-1].number if page and len(numbers) > limit else None)

    async def last_number(self) -> int:
        """Return the highest number in use, those included that are just being written."""
        return max((serial(number)[0] for number in self._accepted(REQUESTS).rows()), default=0)

    async def put_draft(self, draft: Draft) -> None:
        """Keep a draft; raise Conflict unless its revision follows what is stored."""
        doc = encode(draft)

        def apply() -> None:
            stored = (self._accepted(DRAFTS).row(draft.owner) or {}).get(draft.slot)
            expect_revision(stored, draft.revision - 1, f"the draft {draft.slot!r}")
            self._accepted(DRAFTS).put_part(draft.owner, draft.slot, doc)

        await self._commits.run(apply)

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """Return a person's draft."""
        doc = (self._durable(DRAFTS).row(owner) or {}).get(slot)
        return decode(Draft, doc) if doc else None

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """Return all drafts of a person, latest change first."""
        drafts = (decode(Draft, doc) for doc in (self._durable(DRAFTS).row(owner) or {}).values())
        return tuple(sorted(drafts, key=lambda draft: draft.changed_at, reverse=True))

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """Forget a draft; no error when there is none."""
        await self._commits.run(lambda: self._accepted(DRAFTS).drop_part(owner, slot))

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed, ...]:
        """Lend due outbox rows, oldest first."""
        return await self._commits.run(lambda: outbox.claim(self._accepted(OUTBOX), now, limit, lease))

    async def settle(self, claimed: Claimed, retry_at: datetime | None) -> None:
        """End a loan: delivered (None), or to be tried again at `retry_at`."""
        await self._commits.run(lambda: outbox.settle(self._accepted(OUTBOX), claimed, retry_at))
        if retry_at is not None:
            self._hint.set()

    async def park(self, claimed: Claimed) -> None:
        """End a loan until the row's person is released."""
        await self._commits.run(lambda: outbox.park(self._accepted(OUTBOX), claimed))

    async def release(self, person: PersonKey, now: datetime) -> None:
        """Make the parked rows of this person due. A row on loan that is parked afterwards is due as well."""
        if await self._commits.run(lambda: outbox.release(self._accepted(OUTBOX), person, now)):
            self._hint.set()

    async def wait(self, seconds: float) -> None:
        """Return when outbox rows may be due, at the latest after `seconds`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hint.wait()
        self._hint.clear()

    async def put_reference(self, reference: Reference) -> None:
        """Keep where a person can be reached."""
        doc = encode(reference)
        await self._commits.run(lambda: self._accepted(REFERENCES).put(reference.person, doc))

    async def reference(self, person: PersonKey) -> Reference | None:
        """Return where a person can be reached."""
        doc = self._durable(REFERENCES).row(person)
        return decode(Reference, doc) if doc else None

    async def put_copy(self, copy: Copy) -> None:
        """Remember a card that was sent, or the revision it now shows."""
        doc = encode(copy)
        await self._commits.run(lambda: self._accepted(COPIES).put_part(copy.number, _card_id(copy), doc))

    async def copies(self, number: str) -> tuple[Copy, ...]:
        """Return the cards about a request, oldest first."""
        return tuple(decode(Copy, doc) for doc in (self._durable(COPIES).row(number) or {}).values())

    async def drop_copy(self, copy: Copy) -> None:
        """Forget a card; no error when there is none."""
        await self._commits.run(lambda: self._accepted(COPIES).drop_part(copy.number, _card_id(copy)))

    async def read_state(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
        """Return conversation memory by key, each with its "e_tag"; absent keys are left out."""
        rows = self._durable(STATES).rows()
        return {key: {**plain(rows[key]["data"]), "e_tag": rows[key]["e_tag"]} for key in keys if key in rows}

    async def write_state(self, changes: Mapping[str, Mapping[str, object]]) -> None:
        """Write all or none; raise Conflict when an "e_tag" that is given, and not "*", does not match."""
        docs = {key: plain(change) for key, change in plain(changes).items()}
        await self._commits.run(lambda: _apply_states(self._accepted(STATES), docs))

    async def delete_state(self, keys: Sequence[str]) -> None:
        """Forget conversation memory; no error when there is none."""

        def apply() -> None:
            for key in keys:
                self._accepted(STATES).drop(key)

        await self._commits.run(apply)

    async def take_turn(self, conversation: str, activity: str, holder: str, now: datetime, lease: timedelta) -> Turn:
        """Let the turn pass: this is the only process, and it keeps the order in memory."""
        del conversation, activity, holder, now, lease
        return Turn.TAKEN

    async def end_turn(self, conversation: str, activity: str, holder: str) -> None:
        """Do nothing; see take_turn."""

    async def health(self) -> None:
        """Return when the store can serve; raise StoreUnavailable otherwise."""
        await self._commits.check()

    async def close(self) -> None:
        """Finish the writes under way and release the file. Every later write raises StoreUnavailable."""
        await self._commits.close()
        self._hint.set()

    def _accepted(self, table: str) -> Rows:
        return self._commits.accepted.rows(table)

    def _durable(self, table: str) -> Rows:
        return self._commits.durable.rows(table)


def _end_loans(storage: DurableStorage) -> None:
    """End the loans of a process that is gone: the file has one owner at a time, and it is this one now."""
    tables = storage.read()
    rows = tables.get(OUTBOX, {})
    if outbox.any_on_loan(rows):
        storage.write({**tables, OUTBOX: outbox.returned(rows)})


def _card_id(copy: Copy) -> str:
    return json.dumps([copy.conversation_id, copy.activity_id])


def _apply_states(states: Rows, docs: Mapping[str, Row]) -> None:
    for key, doc in docs.items():
        given = doc.get("e_tag")
        stored = states.row(key)
        if given not in (None, "*") and (stored is None or stored["e_tag"] != given):
            raise Conflict(f"somebody else changed the conversation memory {key!r}")
        data = {name: value for name, value in doc.items() if name != "e_tag"}
        states.put(key, {"e_tag": uuid4().hex, "data": data})
