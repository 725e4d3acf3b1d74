"""A step without its number, where many requests are open: a page of them is read, and the person is asked which."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot_app.app import fresh_salt
from playbook.life.ports import Page, Query, R
from playbook.life.records import Change, Event
from playbook.requests.desk import PAGE
from playbook.requests.record import Command, Request, State
from storage.store import DocumentStore
from storage.tinydb.opening import open_folder
from tests.office import Office, open_office
from tests.process import a_request

MANY = 3 * PAGE
OPEN = (State.SUBMITTED, State.TRIAGED, State.RETURNED, State.APPROVED, State.OFFERED, State.ASSIGNED)


@dataclass
class Counted:
    """How many requests were read."""

    requests: int = 0


class CountingStore(DocumentStore):
    """The embedded store, which counts what it reads for lists."""

    counted: Counted

    async def find(self, kind: type[R], query: Query, limit: int = 50, after: str | None = None) -> Page[R]:
        """Count a page."""
        page = await super().find(kind, query, limit, after)
        self.counted.requests += len(page.records)
        return page


@pytest.fixture
async def busy(tmp_path: Path) -> AsyncIterator[Office]:
    """An office with many open requests in each state."""
    store = CountingStore(open_folder(tmp_path), fresh_salt)
    store.counted = Counted()
    async with open_office(tmp_path, store=store) as office:
        for state in OPEN:
            for _ in range(MANY):
                await _holds(office, state)
        yield office


async def _holds(office: Office, state: State) -> None:
    store = office.house.store
    number = f"SME-{await store.last_serial(Request) + 1:04d}"
    sme = office.sam.key if state in (State.OFFERED, State.ASSIGNED) else None
    people = {"requester": office.pat.key, "fpm": office.fran.key, "sme": sme}
    request = a_request(state, number=number, revision=1, **people)
    event = Event(number, 1, "submitted", office.pat.key, request.submitted_at, State.DRAFT, request.state)
    await store.commit(Change(request, 0, event, ()))


@pytest.mark.parametrize("name", ["pat", "fran", "tess", "sam"])
async def test_a_step_without_a_number_reads_a_page_by_each_way_to_stand_to_a_request(busy: Office, name: str) -> None:
    store, player = busy.house.store, busy.players[name]
    assert isinstance(store, CountingStore)
    before, asked = busy.kept, 0
    for command in Command:
        store.counted.requests = 0
        asked += "Say it with its number" in (await player.says(command.value)).text
        assert store.counted.requests <= 2 * PAGE, command
    assert asked
    assert [row for row in busy.kept if "SME-" in row[1]] == [row for row in before if "SME-" in row[1]]


async def test_who_is_asked_which_sees_a_page_and_hears_of_the_rest(busy: Office) -> None:
    asked = await busy.fran.says("approve")
    assert asked.text.count("AIP P2 for") == PAGE
    assert "There are more than these: say queue to see them all." in asked.text


async def test_who_is_asked_which_of_a_few_hears_of_no_rest(office: Office) -> None:
    await office.pat.files()
    await office.pat.files()
    asked = await office.fran.says("approve")
    assert "Say it with its number" in asked.text
    assert "There are more" not in asked.text
