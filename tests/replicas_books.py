"""The books of the two-replica proof: what has to be there at the end, held against what is there."""

import asyncio
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from time import monotonic

import asyncpg

from bot_app.delivery.mailer import slug
from playbook.life.records import Channel, Event, Notice
from playbook.messages import telling
from playbook.people import Directory
from playbook.requests.queries import requests_with
from playbook.requests.record import Request, State
from playbook.requests.table import FINAL
from storage.agenda import Entry
from storage.codec import decode
from storage.store import DocumentStore
from tests.office import Office
from tests.reading import english

NOTE_WHAT_IS_OWED = """
    CREATE TABLE owed (id text PRIMARY KEY, doc json);
    CREATE FUNCTION note_owed() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO owed VALUES (NEW.id, NEW.doc);
            RETURN NEW;
        END
    $$;
    CREATE TRIGGER note_owed AFTER INSERT ON agenda FOR EACH ROW EXECUTE FUNCTION note_owed();
"""


class Books:
    """What the store, the chats and the mail folder say."""

    def __init__(self, store: DocumentStore, address: str, office: Office, directory: Directory, mails: Path) -> None:
        """Look at these."""
        self._directory = directory
        self.store = store
        self._address = address
        self._office = office
        self._mails = mails
        self._late: list[str] = []

    async def wait_for_the_end(self, working: "asyncio.Task[None]", seconds: float) -> None:
        """Wait until all requests have ended and all is delivered; note it when that takes too long."""
        deadline = monotonic() + seconds
        while await self._unfinished():
            if working.done():
                working.result()
            if monotonic() > deadline:
                self._late = [f"not done after {seconds:.0f} s: {one}" for one in await self._unfinished()]
                return
            await asyncio.sleep(0.5)

    async def _unfinished(self) -> list[str]:
        going_on = requests_with(states=frozenset(State) - FINAL)
        requests = [f"{one.number} is {one.state}" for one in (await self.store.find(Request, going_on)).records]
        waiting = await self._rows("SELECT id, doc ->> 'attempts', doc ->> 'parked' FROM agenda LIMIT 20")
        return requests + [f"agenda row {tuple(row)}" for row in waiting]

    async def figures(self) -> list[str]:
        """Return what happened, in figures."""
        requests, events = await self._requests(), await self._events()
        ended = Counter(str(one.state) for one in requests)
        steps = Counter(event.name for story in events.values() for event in story)
        owed = await self._owed()
        arrived = self._told()
        expected = {self._as_told(notice, events, requests) for notice in owed if notice.channel is Channel.TEAMS}
        again = sum(arrived[one] - 1 for one in expected if one in arrived)
        return [
            f"{len(requests)} requests: " + ", ".join(f"{count} {state}" for state, count in sorted(ended.items())),
            "steps: " + ", ".join(f"{count} {name}" for name, count in sorted(steps.items())),
            f"{len(owed)} notices owed; {again} told once more",
        ]

    async def faults(self) -> list[str]:
        """Return everything that is not as it has to be."""
        requests, events = await self._requests(), await self._events()
        customers = Counter(one.answers["tenant_name"] for one in requests)
        found = [*self._late, *await self.store.engine.troubles()]
        found += [f"{customer} was filed {count} times" for customer, count in customers.items() if count > 1]
        for request in requests:
            found += _broken(request, events[request.number])
        told = self._told()
        for notice in await self._owed():
            if notice.channel is Channel.TEAMS and not told[self._as_told(notice, events, requests)]:
                found.append(f"notice {notice.key} ({notice.topic}) was never told")
            elif notice.channel is Channel.MAIL and not (self._mails / f"{slug(notice.key)}.eml").exists():
                found.append(f"notice {notice.key} ({notice.topic}) was never mailed")
        return found + await self._old_cards(requests)

    def _as_told(self, notice: Notice, events: dict[str, list[Event]], requests: list[Request]) -> tuple[str, str]:
        """Return the chat of a notice and the sentence it opens with."""
        request = next(one for one in requests if one.number == notice.number)
        event = events[notice.number][notice.seq - 1]
        player = next(one for one in self._office.players.values() if one.key == notice.to)
        return player.conversation, english(telling.headline(notice.topic, request, event, self._directory))

    def _told(self) -> Counter[tuple[str, str]]:
        """Return how often each sentence came into each chat as a new message."""
        calls = [one for one in self._office.connector.calls if one.method == "POST"]
        return Counter((one.conversation, str(one.activity.get("summary"))) for one in calls)

    async def _old_cards(self, requests: list[Request]) -> list[str]:
        """Return the cards that do not show how their request ended."""
        final = {one.number: one.revision for one in requests}
        copies = [copy for number in final for copy in await self.store.copies(number)]
        return [
            f"a card of {copy.number} shows revision {copy.revision} of {final[copy.number]}"
            for copy in copies
            if copy.revision != final[copy.number]
        ]

    async def _requests(self) -> list[Request]:
        found: list[Request] = []
        after: str | None = None
        while True:
            page = await self.store.find(Request, requests_with(), limit=200, after=after)
            found += page.records
            if (after := page.after) is None:
                return found

    async def _events(self) -> dict[str, list[Event]]:
        return {one.number: list(await self.store.history(one.number)) for one in await self._requests()}

    async def _owed(self) -> list[Notice]:
        entries = [
            decode(Entry, json.loads(row["doc"])) for row in await self._rows("SELECT doc FROM owed ORDER BY id")
        ]
        return [entry.notice for entry in entries if entry.notice]

    async def _rows(self, query: str) -> list[asyncpg.Record]:
        connection = await asyncpg.connect(self._address)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()


def _broken(request: Request, events: list[Event]) -> list[str]:
    """Return where a history does not lead, step by step, from the filing to a final state."""
    number = request.number
    found = [f"{number} went on from {two.source}, not from {one.target}" for one, two in pairwise(events)
             if two.source != one.target]  # fmt: skip
    if [event.seq for event in events] != list(range(1, request.revision + 1)):
        found.append(f"{number} has revision {request.revision} and {len(events)} events")
    if events[-1].target != request.state or request.state not in FINAL:
        found.append(f"{number} is {request.state}, and its last event led to {events[-1].target}")
    return found
