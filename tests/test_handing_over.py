"""After the acceptance: the SME hands back, the team reassigns, the partner withdraws, and each hears of it (G32)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from playbook.requests.record import Command, State
from tests.office import Office, buttons_of, open_office
from tests.process import FRAN, SAM, TESS, TUESDAY, Room, a_draft, open_room

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data")
    yield room
    await room.store.close()


async def test_a_sme_who_accepted_hands_back_and_each_hears_what_is_theirs(office: Office) -> None:
    await office.assigned()
    card = (await office.sana.says("status SME-0001")).card
    assert "Hand back" in buttons_of(card)
    done = await office.sana.presses(card, "Hand back", reason="I fell ill.")
    assert "Done: SME-0001 is handed back." in done.words
    await office.deliver()
    for staff in (office.fran, office.tess):
        assert "Sana Sato handed SME-0001 back: it needs another SME. I fell ill." in staff.last.text
    assert office.pat.last.text == "SME-0001 needs another SME: the SME Assignment team is looking for one."
    assert "I know no request" in (await office.sana.says("status SME-0001")).text
    request = await office.newest()
    assert (request.state, request.sme) == (State.APPROVED, None)


async def test_why_a_sme_handed_back_is_read_by_the_team_and_not_by_the_partner(office: Office) -> None:
    await office.assigned()
    await office.sana.says("hand back SME-0001 because I fell ill")
    for person in (office.pat, office.petra):
        shown = await person.says("status SME-0001")
        assert "handed back" not in shown.words
        assert "I fell ill" not in shown.words
    assert "handed back by Sana Sato. I fell ill" in (await office.tess.says("status SME-0001")).words


async def test_who_handed_back_comes_last_in_the_next_ranking(office: Office) -> None:
    await office.assigned()
    await office.sana.says("give back SME-0001: I fell ill")
    ranking = (await office.tess.says("status SME-0001")).words
    assert ranking.index("1. Sam Silva") < ranking.index("2. Sana Sato")
    assert "declined or handed back before" in ranking


async def test_a_hand_back_needs_a_reason(office: Office) -> None:
    request = await office.assigned()
    card = (await office.sana.says("status SME-0001")).card
    assert "Reason cannot be empty" in (await office.sana.presses(card, "Hand back")).words
    assert await office.newest() == request


async def test_who_declines_after_accepting_is_shown_the_way_back(office: Office) -> None:
    request = await office.assigned()
    told = await office.sana.says("decline SME-0001 I got ill")
    assert "To give it back, say hand back SME-0001 and why." in told.text
    assert await office.newest() == request


async def test_after_a_hand_back_the_clock_runs_on_from_where_it_stopped(room: Room) -> None:
    await room.store.put_draft(a_draft())
    filed = await room.files(a_draft())
    await room.takes(Command.APPROVE, FRAN, TUESDAY + HOUR)
    await room.takes(Command.OFFER, TESS, TUESDAY + HOUR)
    assigned = await room.takes(Command.ACCEPT, SAM, TUESDAY + DAY)
    assert assigned.overdue(TUESDAY + 90 * DAY) == ""
    # A week and a weekend later: five business days that a SME had it, seven by the calendar.
    back = await room.takes(Command.HAND_BACK, SAM, TUESDAY + 8 * DAY)
    assert (back.settled_at, back.paused_at) == (None, None)
    assert back.deadlines.decision_calendar == filed.deadlines.decision_calendar + 7 * DAY
    assert back.deadlines.decision_business == filed.deadlines.decision_business + 7 * DAY
    assert back.overdue(back.deadlines.decision + HOUR) == "decision"


async def test_a_second_hand_back_counts_both_times(room: Room) -> None:
    await room.store.put_draft(a_draft())
    filed = await room.files(a_draft())
    await room.takes(Command.APPROVE, FRAN)
    for start in (TUESDAY, TUESDAY + DAY):
        await room.takes(Command.OFFER, TESS, start)
        await room.takes(Command.ACCEPT, SAM, start + HOUR)
        await room.takes(Command.HAND_BACK, SAM, start + 3 * HOUR)
    request = await room.request()
    assert request.deadlines.decision == filed.deadlines.decision + 4 * HOUR
    assert request.declined_by == (SAM.key, SAM.key)


async def test_the_team_gives_an_offer_to_another_sme_in_one_step(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sam")
    await office.deliver()
    told = len(office.pat.chat)
    asked = await office.tess.says("reassign SME-0001 to Sana: Sam is on leave")
    assert "Shall I give SME-0001 (AIP P2 for Northwind, Offered to a SME) to another SME?" in asked.text
    done = await office.tess.says("yes")
    assert "Done: SME-0001 is taken back and offered to another SME." in done.text
    await office.deliver()
    assert "Tess Turner offers you SME-0001 of Contoso Partners. Please accept or decline." in office.sana.last.text
    assert "Sam is on leave" not in office.sana.last.text
    assert "Tess Turner took SME-0001 back from you and offers it to another SME. Sam is on leave" in (
        office.sam.last.text
    )
    assert len(office.pat.chat) == told, "the partner never heard of the first offer either (G38)"
    request = await office.newest()
    assert (request.state, request.sme) == (State.OFFERED, office.sana.key)
    assert [one.name for one in await office.house.store.history("SME-0001")][-1] == "reassigned"
    assert "I know no request" in (await office.sam.says("status SME-0001")).text


async def test_after_the_acceptance_partner_and_fpm_hear_of_a_reassignment_too(office: Office) -> None:
    await office.assigned()
    card = (await office.tess.says("status SME-0001")).card
    await office.tess.presses(card, "Give to another SME", sme=office.sam.key, reason="Too many hands full.")
    await office.deliver()
    assert office.pat.last.text == "SME-0001 needs another SME: the SME Assignment team is looking for one."
    assert "Tess Turner took SME-0001 back and offers it to Sam Silva. Too many hands full." in office.fran.last.text
    assert "took SME-0001 back from you" in office.sana.last.text
    request = await office.newest()
    assert (request.state, request.sme, request.settled_at) == (State.OFFERED, office.sam.key, None)
    for person in (office.pat, office.petra):
        assert "Sam Silva" not in (await person.says("status SME-0001")).words
    await office.sam.says("accept SME-0001")
    assert (await office.newest()).state is State.ASSIGNED


async def test_nobody_is_given_what_they_have(office: Office) -> None:
    request = await office.assigned()
    asked = await office.tess.says("take back and offer SME-0001")
    assert "Sana Sato" not in asked.text
    assert "is not on the list for SME" in (await office.tess.says("Sana")).text
    assert await office.newest() == request


async def test_what_is_withdrawn_after_the_acceptance_is_told_to_sme_fpm_and_team(office: Office) -> None:
    await office.assigned()
    card = (await office.pat.says("status SME-0001")).card
    await office.pat.presses(card, "Withdraw", reason="We solved it.")
    await office.deliver()
    for staff in (office.sana, office.fran, office.tess):
        assert "Pat Parker withdrew SME-0001. We solved it." in staff.last.text
    assert (await office.newest()).state is State.WITHDRAWN


@pytest.mark.parametrize("offered", [False, True])
async def test_the_team_hears_that_it_needs_no_sme_any_more(office: Office, offered: bool) -> None:
    await office.approved()
    if offered:
        await office.tess.says("offer SME-0001 to Sam")
    await office.pat.says_all("withdraw SME-0001", "none")
    await office.deliver()
    assert "Pat Parker withdrew SME-0001." in office.tess.last.text


async def test_a_former_sme_without_a_chat_is_mailed_that_and_nothing_of_the_request(tmp_path: Path) -> None:
    """R71: it is not theirs any more."""
    async with open_office(tmp_path) as office:
        for player in (office.pat, office.fran, office.tess, office.sana):
            await player.installs()
        await office.approved()
        await office.tess.says("offer SME-0001 to Sam")
        await office.deliver()
        await office.tess.says_all("reassign SME-0001 to Sana: no answer", "yes")
        await office.deliver()
        mails = [path.read_text(encoding="utf-8") for path in (tmp_path / "mail").glob("*.eml")]
        (told,) = [mail for mail in mails if "from you and offers it" in mail.replace("=\n", "").replace("\n", " ")]
        assert "Northwind" not in told
