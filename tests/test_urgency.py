"""What waits for somebody comes with the most urgent first, and `verify` finds what is listed or dated wrongly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot_app.operations.upkeep import counted_again
from playbook.requests.record import Request
from playbook.requests.timelines import Clockwork
from storage.catalogue import load_calendars
from storage.documents import Get, Put
from storage.schema import REQUESTS
from storage.store import DocumentStore
from tests import keeping
from tests.keeping import filing, number_of
from tests.office import TENANT_ID, TUESDAY, Office, buttons_of
from tests.process import a_request

shelf, store = keeping.shelf, keeping.store

CLOCKWORK = Clockwork(load_calendars())


async def test_a_queue_begins_with_what_is_due_first_whatever_was_filed_last(office: Office) -> None:
    """R44, R46: triage is due in a day, a decision in five; what waits for others comes last."""
    await office.pat.files(tenant_name="Northwind")
    office.clock.pass_time(hours=1)
    await office.pat.files(tenant_name="Tailspin")
    office.clock.pass_time(hours=1)
    await office.pat.files(tenant_name="Litware")
    for queue in (office.fran, office.tess):
        assert await queue.lists("queue") == ["SME-0001", "SME-0002", "SME-0003"]
    await office.fran.says("triage SME-0001")
    assert await office.fran.lists("queue") == ["SME-0002", "SME-0003", "SME-0001"]
    await office.fran.says_all("return SME-0002 seats", "Is this the number of licenses?", "yes")
    assert await office.fran.lists("queue") == ["SME-0003", "SME-0001", "SME-0002"]
    # For a partner no clock runs: they read what is new first.
    assert await office.pat.lists("status") == ["SME-0003", "SME-0002", "SME-0001"]


async def test_what_comes_back_or_goes_to_another_region_takes_the_place_of_its_new_date(office: Office) -> None:
    """G16, G36: two days with the partner, and Thanksgiving in AMER, move a date behind a later request's."""
    await office.pat.files(tenant_name="Northwind")
    await office.fran.says_all("return SME-0001 seats", "Is this the number of licenses?", "yes")
    office.clock.pass_time(days=1)
    await office.pat.files(tenant_name="Tailspin")
    await office.tess.says_all("triage SME-0002")
    assert await office.tess.lists("queue") == ["SME-0002", "SME-0001"]
    office.clock.pass_time(days=1)
    await resubmits(office)
    first, second = await office.request("SME-0001"), await office.request("SME-0002")
    assert (first.due, second.due) == (TUESDAY + timedelta(days=9), TUESDAY + timedelta(days=8))
    assert await office.tess.lists("queue") == ["SME-0002", "SME-0001"]
    await office.tess.says("route SME-0002 to Felix")
    await office.tess.says("route SME-0001 to Felix")
    assert await office.tess.lists("queue") == ["SME-0002", "SME-0001"]
    await office.tess.says("route SME-0001 to Fran")
    assert (await office.request("SME-0002")).due == first.due
    assert await office.tess.lists("queue") == ["SME-0001", "SME-0002"]


async def resubmits(office: Office) -> None:
    """Let Pat answer what came back."""
    review = await office.pat.says_all("edit SME-0001", "350")
    assert "SME-0001 is with your FPM again" in (await office.pat.presses(review.card, "Submit")).words


async def test_who_is_asked_which_reads_the_most_urgent_first(office: Office) -> None:
    await office.pat.files()
    office.clock.pass_time(hours=1)
    await office.pat.files()
    await office.fran.says("triage SME-0002")
    asked = await office.fran.says("approve")
    assert list(buttons_of(asked.card)) == ["approve SME-0001", "approve SME-0002"]


async def test_a_long_queue_goes_on_where_the_page_ended(office: Office) -> None:
    """The 20 that are due first, then the others; one that changes its place in between is not waited for."""
    for serial in range(23, 0, -1):
        at = TUESDAY + timedelta(minutes=serial)
        kept = CLOCKWORK.timed(a_request(number=number_of(serial), submitted_at=at, fpm=office.fran.key), "EMEA")
        await office.house.store.commit(replace(filing(number_of(serial)), record=kept, notices=()))
    first = await office.fran.lists("queue")
    assert first == [number_of(serial) for serial in range(1, 21)]
    assert await office.fran.lists("queue after SME-0020") == [number_of(serial) for serial in (21, 22, 23)]


async def test_verify_says_which_request_is_listed_under_another_date_than_its_own(store: DocumentStore) -> None:
    for serial in (1, 2):
        await store.commit(filing(number_of(serial)))
    await tampers(store, urgency="2026-03-02T08:00:00.000000+00:00 08 SME-0002")
    assert await store.engine.troubles(counted_again(CLOCKWORK)) == [
        "requests 'SME-0002' is listed under what it does not hold"
    ]


async def tampers(store: DocumentStore, **by: str) -> None:
    """Change what the second request is listed by, as somebody with the database in their hands."""
    [[kept]] = await store.engine.look(Get(REQUESTS, (number_of(2),)))
    doc = {**kept.doc, "by": {**kept.doc["by"], **by}}
    await store.engine.write([Put(REQUESTS, kept.id, doc, None, kept.rev)])


@pytest.mark.parametrize("figure", ["decision_business", "decision_calendar"])
async def test_verify_says_which_request_has_deadlines_that_were_counted_wrongly(
    store: DocumentStore, figure: str
) -> None:
    """G15: what the store keeps is what was decided; only counting again tells that it was decided wrongly."""
    for serial in (1, 2):
        right = CLOCKWORK.timed(filing(number_of(serial)).record, "EMEA").deadlines
        wrong = replace(right, **{figure: right.decision + timedelta(hours=1)})  # type: ignore[arg-type]
        await store.commit(filing(number_of(serial), deadlines=right if serial == 1 else wrong))
    assert await store.engine.troubles() == []
    assert await store.engine.troubles(counted_again(CLOCKWORK)) == [
        "the deadlines of SME-0002 are not those that its calendar gives"
    ]


async def test_the_dates_of_an_office_are_those_that_come_out_when_they_are_counted_again(office: Office) -> None:
    await office.assigned()
    await office.pat.files(tenant_id=TENANT_ID)
    store = office.house.store
    assert await store.engine.troubles(counted_again(CLOCKWORK)) == []
    again = await store.get(Request, "SME-0002")
    assert again
    assert again.deadlines.calendar.startswith("EMEA ")
