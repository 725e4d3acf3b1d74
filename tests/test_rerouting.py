"""Another FPM: the former one hears of it, and the dates follow the other's region (G13, G15, G36)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.requests.record import Command
from tests.office import Office
from tests.process import FELIX, FRAN, PAT, TESS, TUESDAY, Room, a_draft, a_reopened_draft, open_room

# Five business days from Tuesday, 24 November: Thanksgiving is a holiday in AMER alone.
BY_EMEA, BY_AMER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC), datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
SAYS = "Its dates follow the working days of AMER now."


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store in which Pat's request is filed with Fran, of EMEA."""
    room = open_room(tmp_path / "data")
    await room.store.put_draft(a_draft())
    assert (await room.files(a_draft())).deadlines.decision == BY_EMEA
    yield room
    await room.store.close()


async def test_the_former_fpm_hears_that_it_is_no_longer_theirs(office: Office) -> None:
    await office.pat.files()
    await office.tess.says("route SME-0001 to Felix")
    await office.deliver()
    assert office.fran.last.text == "Tess Turner routed SME-0001 to Felix Ortega: it is no longer with you."


async def test_another_regions_dates_are_said_to_who_reads_them(office: Office) -> None:
    await office.pat.files()
    done = await office.tess.says("route SME-0001 to Felix")
    assert SAYS in done.text
    assert "approval and a SME are due by 2 Dec 2026, 09:00 UTC" in done.text
    await office.deliver()
    for player in (office.pat, office.felix):
        assert SAYS in player.last.text
        assert "due by 2 Dec 2026, 09:00 UTC" in player.last.words
    assert SAYS not in office.fran.last.text


async def test_dates_move_there_and_back(room: Room) -> None:
    there = await room.takes(Command.ROUTE, TESS, fpm="Felix Ortega")
    assert (there.fpm, there.deadlines.decision) == (FELIX.key, BY_AMER)
    back = await room.takes(Command.ROUTE, TESS, fpm="Fran Fisher")
    assert (back.fpm, back.deadlines.decision) == (FRAN.key, BY_EMEA)


async def test_within_a_region_no_date_moves_and_nothing_is_said(room: Room) -> None:
    await room.takes(Command.ROUTE, TESS, fpm="Felix Ortega")
    await room.takes(Command.ROUTE, TESS, fpm="Gwen Gray")
    *_, routed, again = await room.store.history("SME-0001")
    assert routed.details["calendar"] == "AMER"
    assert "calendar" not in again.details
    assert (await room.request()).deadlines.decision == BY_AMER


async def test_a_clock_that_has_stopped_is_left_alone(room: Room) -> None:
    for command, person in ((Command.APPROVE, FRAN), (Command.OFFER, TESS)):
        await room.takes(command, person)
    sam = room.desk.rules.lists.directory.find((await room.request()).sme)
    assert sam
    await room.takes(Command.ACCEPT, sam)
    routed = await room.takes(Command.ROUTE, TESS, fpm="Felix Ortega")
    assert routed.deadlines.decision == BY_EMEA
    # Once it runs again, it is by the days of who has it now.
    assert (await room.takes(Command.HAND_BACK, sam)).deadlines.decision == BY_AMER


async def test_an_edit_that_names_another_fpm_moves_the_dates_too(room: Room) -> None:
    draft = a_reopened_draft(await room.request(), "300", fpm=FELIX.key)
    await room.store.put_draft(draft)
    edited = await room.files(draft, PAT, TUESDAY)
    assert (edited.fpm, edited.deadlines.decision) == (FELIX.key, BY_AMER)
    assert (await room.store.history("SME-0001"))[-1].details["calendar"] == "AMER"
