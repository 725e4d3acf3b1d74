"""First contact: who made it or was met says so, and then the FPM closes without being asked (R49, R50, G21)."""

import pytest

from playbook.life.records import Event
from playbook.messages import telling
from playbook.people import person_key
from playbook.requests.record import State
from tests.office import Office, buttons_of
from tests.process import DIRECTORY, HOME, SAM, TUESDAY, a_request
from tests.reading import english


@pytest.mark.parametrize("name", ["sana", "pat"])
async def test_who_was_there_says_that_contact_was_made_and_the_fpm_can_close(office: Office, name: str) -> None:
    await office.assigned()
    office.clock.pass_time(hours=2)
    player = office.players[name]
    told = await player.presses((await player.says("status SME-0001")).card, "First contact made")
    assert "Done: SME-0001 has had its first contact." in told.words
    assert "Next: Fran Fisher closes the request, for Sana Sato has contacted Pat Parker." in told.words
    assert "First contact made" not in buttons_of(told.card)
    await office.deliver()
    assert "says that first contact on SME-0001 was made: you can close it now." in office.fran.last.text
    assert f"24 Nov 2026, 11:00 UTC, said by {player.person.name}" in office.fran.last.words
    request = await office.newest()
    assert (request.contacted_at, request.contacted_by) == (office.clock(), player.key)
    assert request.state is State.ASSIGNED


async def test_what_was_recorded_is_not_asked_again_at_the_close(office: Office) -> None:
    await office.assigned()
    await office.sana.says("contacted SME-0001")
    await office.deliver()
    closed = await office.fran.presses(office.fran.last.card, "Close")
    assert "Done: SME-0001 is closed." in closed.words
    assert (await office.newest()).state is State.CLOSED


async def test_the_typed_close_does_not_ask_either(office: Office) -> None:
    await office.assigned()
    await office.pat.says("contacted SME-0001")
    assert "Done: SME-0001 is closed." in (await office.fran.says("close SME-0001")).text


async def test_contact_is_recorded_once(office: Office) -> None:
    await office.assigned()
    await office.sana.says("contacted SME-0001")
    request = await office.newest()
    again = await office.pat.says("contacted SME-0001")
    assert "First contact on SME-0001 was recorded on 24 Nov 2026, 09:00 UTC; its FPM closes it next." in again.text
    assert await office.newest() == request


@pytest.mark.parametrize("name", ["petra", "fran", "tess"])
async def test_who_was_not_there_cannot_say_so(office: Office, name: str) -> None:
    request = await office.assigned()
    refused = await office.players[name].says("contacted SME-0001")
    assert "Only the assigned SME or the requester can say that first contact on SME-0001 was made." in refused.text
    assert await office.newest() == request


def test_the_team_reads_to_route_it_first_where_its_fpm_has_left() -> None:
    """G13: only an FPM closes."""
    gone = a_request(State.ASSIGNED, fpm=person_key(HOME, "somebody-who-left"))
    event = Event(gone.number, 2, "contacted", SAM.key, TUESDAY, State.ASSIGNED, State.ASSIGNED)
    said = english(telling.headline("contacted.staff", gone, event, DIRECTORY))
    assert said == (
        "Sam Silva says that first contact on SME-0001 was made. Its FPM has left the roster: please route it to one "
        "who closes it."
    )


async def test_a_former_smes_contact_is_none_of_the_next_one(office: Office) -> None:
    await office.assigned()
    await office.sana.says_all("contacted SME-0001", "hand back SME-0001 I fell ill")
    await office.tess.says("offer SME-0001 to Sam")
    await office.sam.says("accept SME-0001")
    request = await office.newest()
    assert (request.contacted_at, request.contacted_by) == (None, None)
    assert "Has the SME contacted the partner?" in (await office.fran.says("close SME-0001")).text
