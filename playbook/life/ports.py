"""What the process asks of any store. The unit of work is data, so no transaction is ever open across an await."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from playbook.life.records import Backlog, Change, Claimed, D, Draft, Event, Notice, Record, Timer, urgency
from playbook.people import PersonKey

R = TypeVar("R", bound=Record)

_PAGE = 50


class Conflict(Exception):
    """Somebody changed the record first; nothing was written."""


class StoreUnavailable(Exception):
    """The outcome is unknown; committing the same Change again is safe."""


class Damaged(StoreUnavailable):
    """What is stored is not what was written; the text says what to do."""


@dataclass(frozen=True)
class Query:
    """Filters over what a kind of record is searched by; every given one must match.

    `where` names columns and what they hold. `since` counts from the first submission. `urgent_first`: a list of what
    is open begins with what is due first, and not with the newest.
    """

    states: frozenset[StrEnum] | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    urgent_first: bool = False


@dataclass(frozen=True)
class Page(Generic[R]):
    """Records, newest number first unless the most urgent were asked for. `after` continues, None at the end."""

    records: tuple[R, ...]
    after: str | None


@dataclass(frozen=True)
class Dossier(Generic[R]):
    """What is kept about one record, as it stood in one moment; events oldest first.

    `related` are the latest of those that it names. `loads` is how many records each SME has in the states that were
    asked for.
    """

    record: R
    history: tuple[Event, ...]
    related: tuple[R, ...]
    loads: Mapping[PersonKey, int]


async def find_any(
    store: "Store", kind: type[R], queries: Sequence[Query], limit: int, after: str | None = None
) -> Page[R]:
    """Return one page of the records that match any of the queries, all of one order."""
    pages = [await store.find(kind, query, limit, after) for query in queries]
    found = {record.number: record for page in pages for record in page.records}
    if any(query.urgent_first for query in queries):
        in_order = sorted(found.values(), key=urgency)
    else:
        in_order = sorted(found.values(), key=lambda one: (len(one.number), one.number), reverse=True)
    more = len(in_order) > limit or any(page.after for page in pages)
    return Page(tuple(in_order[:limit]), in_order[:limit][-1].number if more else None)


async def each(store: "Store", kind: type[R], *queries: Query) -> AsyncGenerator[R]:
    """Return records that match any of the queries, newest first; they are read page by page, as far as is asked."""
    after: str | None = None
    while True:
        page = await find_any(store, kind, queries, _PAGE, after)
        for record in page.records:
            yield record
        if page.after is None:
            return
        after = page.after


async def every(store: "Store", kind: type[R], *queries: Query) -> list[R]:
    """Return all records that match any of the queries, newest first."""
    return [record async for record in each(store, kind, *queries)]


class Store(Protocol):
    """One open store. Methods that write return only when the write is durable."""

    async def commit(self, change: Change[R]) -> None:
        """Write records, events, notices, timers and draft removal together.

        Raise Conflict when a stored revision is not as expected, the draft is gone, or the timer whose step it is was
        moved. The same Change again is a success without a second effect. Notices become claimable at
        `change.event.at`, timers when they are due.
        """

    async def get(self, kind: type[R], number: str) -> R | None:
        """Return the record of that kind as it now is."""

    async def history(self, number: str) -> tuple[Event, ...]:
        """Return the record's events, oldest first."""

    async def dossier(self, kind: type[R], number: str, load_states: Collection[str] = ()) -> Dossier[R] | None:
        """Return all that a record is shown by, however much that is; None for an unknown number.

        `load_states` says what `loads` is to hold.
        """

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """Return one page of the matching records of that kind, those that come behind the number `after`.

        In a list of the most urgent it stands where it is due now; when it is over, the list begins anew.
        """

    async def last_serial(self, kind: type[R]) -> int:
        """Return the highest serial number in use for records of a kind, 0 when there is none."""

    async def version(self, *kinds: type[Record]) -> tuple[int, ...]:
        """Return a number for each kind that is another one after every change of its records; a small read."""

    async def secret(self, name: str) -> str:
        """Return a text of 64 characters that nobody can guess, made once for a store and kept in it alone."""

    async def put_draft(self, draft: Draft) -> None:
        """Keep a draft. Raise Conflict unless `draft.revision` is one more than what is stored (0 when absent)."""

    async def draft(self, owner: PersonKey, slot: str) -> Draft | None:
        """Return a person's draft."""

    async def drafts(self, owner: PersonKey) -> tuple[Draft, ...]:
        """Return all drafts of a person, latest change first."""

    async def drop_draft(self, owner: PersonKey, slot: str) -> None:
        """Forget a draft; no error when there is none."""

    async def owe(self, notice: Notice, at: datetime) -> None:
        """Put a notice on the agenda that no change brings, claimable from `at` on; once, however often it is put."""

    async def claim(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Notice], ...]:
        """Lend due notices to the caller, oldest first; nobody else gets them before the lease ends."""

    async def claim_timers(self, now: datetime, limit: int, lease: timedelta) -> tuple[Claimed[Timer], ...]:
        """Lend due timers to the caller, in the same way."""

    async def settle(self, claimed: Claimed[D], retry_at: datetime | None) -> None:
        """End a loan: None means done and the row goes. No effect when the lease was lost to another."""

    async def give_up(self, claimed: Claimed[D]) -> None:
        """End a loan of a row that will never be done; it goes and is counted."""

    async def backlog(self, now: datetime) -> Backlog:
        """Return what is overdue, for an operator."""

    async def park(self, claimed: Claimed[Notice]) -> None:
        """End a loan of a row whose person cannot be reached: it waits for `release`, one during the loan included."""

    async def release(self, person: PersonKey, now: datetime) -> None:
        """Make the parked rows of this person due."""

    async def wait(self, seconds: float) -> None:
        """Return when rows of the agenda may be due, at the latest after `seconds`. A hint, not a promise."""

    async def health(self) -> None:
        """Return when the store can serve; raise StoreUnavailable otherwise, Damaged once a damaged row was met."""

    async def close(self) -> None:
        """Release the store."""
