"""Everybody presses everything, in every state, over HTTP: only what the table allows changes anything (R2, R71)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from playbook.life.records import Change, Event
from playbook.people import PersonKey
from playbook.requests.record import Command, Request, State
from tests.office import TUESDAY, Office
from tests.process import DETAILS, a_request
from tests.test_lifecycle_matrix import BY_ANSWERS, CELLS

ELSEWHERE = "eeeeeeee-0000-4000-8000-000000000001"
NOBODY = "99999999-0000-4000-8000-000000000001"
STATES = [state for state in State if state is not State.DRAFT]


async def _holds(office: Office, state: State) -> Request:
    """Store a request of Pat's in a state: routed to Fran, with Sana once there is a SME."""
    made = a_request(state)
    request = replace(
        made,
        requester=office.pat.key,
        fpm=office.fran.key,
        sme=office.sana.key if made.sme else None,
        changed_by=office.pat.key,
        answers={**made.answers, "fpm": office.fran.key},
    )
    event = Event(request.number, 1, "submitted", office.pat.key, TUESDAY, State.DRAFT, State.SUBMITTED)
    await office.house.store.commit(Change(request, 0, event, ()))
    return request


def _people(office: Office) -> Mapping[str, PersonKey]:
    def twin(key: PersonKey) -> PersonKey:
        return PersonKey(f"{ELSEWHERE}/{key.partition('/')[2]}")

    return {
        "requester": office.pat.key,
        "colleague": office.petra.key,
        "other partner": office.quinn.key,
        "routed FPM": office.fran.key,
        "other FPM": office.felix.key,
        "team": office.tess.key,
        "its SME": office.sana.key,
        "other SME": office.sam.key,
        "nobody": PersonKey(f"{office.fran.key.partition('/')[0]}/{NOBODY}"),
        "routed FPM elsewhere": twin(office.fran.key),
        "team elsewhere": twin(office.tess.key),
        "its SME elsewhere": twin(office.sana.key),
        "requester elsewhere": twin(office.pat.key),
    }


def _details(office: Office, key: PersonKey, command: str) -> Mapping[str, str]:
    """Return plausible details: nobody writes to themselves, and Sana has what is given to another SME."""
    own = {
        "message": {"to": office.pat.key if key == office.fran.key else office.fran.key},
        "reassign": {"sme": office.sam.key},
    }
    return {**DETAILS.get(Command(command), {}), **own.get(command, {})}


async def _presses(office: Office, key: PersonKey, command: str, **carried: Any) -> str:
    """Press a button as whoever this is, with plausible details; return what the answer says."""
    tenant, _, object_id = key.partition("/")
    texts = {f"{command}.{name}": text for name, text in _details(office, key, command).items()}
    data = {"number": "SME-0001", "revision": 1, "verb": command, **texts, **carried}
    value = {"action": {"type": "Action.Execute", "verb": command, "data": data}}
    activity = office.pat.activity("invoke", name="adaptiveCard/action", value=value)
    activity["from"] |= {"aadObjectId": object_id, "id": f"29:{object_id}"}
    activity["conversation"] |= {"id": f"a:{tenant}-{object_id}", "tenantId": tenant}
    activity["channelData"] = {"tenant": {"id": tenant}}
    status, body = await office.pat.posts(activity)
    assert (status, body["statusCode"]) == (200, 200)
    return str(body["value"])


@pytest.mark.parametrize("state", STATES)
async def test_nobody_does_what_is_not_theirs(office: Office, state: State) -> None:
    await _holds(office, state)
    before = office.kept
    for who, key in _people(office).items():
        for command in Command:
            if (state.value, command.value, who) not in CELLS:
                said = await _presses(office, key, command.value)
                assert "Done:" not in said, (who, command)
                assert office.kept == before, (who, command)


@pytest.mark.parametrize("state", STATES)
async def test_stale_and_edited_presses_of_the_right_people_change_nothing(office: Office, state: State) -> None:
    await _holds(office, state)
    before = office.kept
    people = _people(office)
    edits: tuple[dict[str, Any], ...] = (
        {"revision": 2},
        {"revision": 10**8},
        {"number": "SME-0002"},
        {"revision": None},
    )
    for cell_state, command, who in sorted(CELLS):
        if cell_state != state or who not in people or command == "edit":
            continue
        for edit in edits:
            assert "Done:" not in await _presses(office, people[who], command, **edit), (who, command, edit)
            assert office.kept == before, (who, command, edit)


@pytest.mark.parametrize(("state", "command", "who"), sorted(cell for cell in CELLS if cell[1] not in BY_ANSWERS))
async def test_the_right_person_does_it_once_however_often_the_press_is_replayed(
    office: Office, state: str, command: str, who: str
) -> None:
    await _holds(office, State(state))
    details = {"offer.sme": office.sana.key} if command == "offer" else {}
    assert "Done: " in await _presses(office, _people(office)[who], command, **details)
    after = await office.newest()
    assert after.revision == 2
    for _ in range(3):
        assert "Done:" not in await _presses(office, _people(office)[who], command, **details)
    assert await office.newest() == after
