"""Every state, every command, everybody: what the real desk on a real store allows, and that all else is refused.

The table of allowed cells is written out by hand from the playbook. Nothing here reads the table under test.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from playbook.life.records import Draft
from playbook.people import Person, Role, person_key
from playbook.refusals import NotNow, Refusal, Unknown
from playbook.requests.record import Command, Request, State
from tests.matrix import Cell, changes_nothing, taken_once
from tests.process import (
    ELSEWHERE,
    FELIX,
    FRAN,
    GWEN,
    HOME,
    NUMBER,
    PAT,
    PETRA,
    QUINN,
    SAM,
    SANA,
    TESS,
    TUESDAY,
    Room,
    a_draft,
    a_reopened_draft,
    a_request,
    open_room,
)
from tests.reading import english, saying


def twin(person: Person) -> Person:
    """Return somebody with the same object id and the same roles in another tenant (G31)."""
    return replace(person, key=person_key(ELSEWHERE, person.key.split("/")[1]))


NOBODY = Person(person_key(HOME, "99999999-0000-4000-8000-000000000001"), "Noor Nobody", "", frozenset())

PEOPLE: Mapping[str, Person] = {
    "requester": PAT,
    "colleague": PETRA,
    "other partner": QUINN,
    "routed FPM": FRAN,
    "partner's FPM": GWEN,
    "other FPM": FELIX,
    "team": TESS,
    "its SME": SAM,
    "other SME": SANA,
    "unknown person": NOBODY,
    "requester's twin": twin(PAT),
    "routed FPM's twin": twin(FRAN),
    "SME's twin": twin(SAM),
    "team's twin": replace(twin(TESS), roles=frozenset()),
}


ALLOWED = (
    Cell("draft", "submit", "requester", "submitted", "submitted"),
    Cell("submitted", "edit", "requester", "submitted", "edited"),
    Cell("submitted", "triage", "routed FPM", "triaged", "triaged"),
    Cell("submitted", "triage", "team", "triaged", "triaged"),
    Cell("submitted", "return", "routed FPM", "returned", "returned"),
    Cell("submitted", "return", "team", "returned", "returned"),
    Cell("submitted", "approve", "routed FPM", "approved", "approved"),
    Cell("submitted", "deny", "routed FPM", "denied", "denied"),
    Cell("submitted", "route", "routed FPM", "submitted", "routed"),
    Cell("submitted", "route", "team", "submitted", "routed"),
    Cell("submitted", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("triaged", "return", "routed FPM", "returned", "returned"),
    Cell("triaged", "return", "team", "returned", "returned"),
    Cell("triaged", "approve", "routed FPM", "approved", "approved"),
    Cell("triaged", "deny", "routed FPM", "denied", "denied"),
    Cell("triaged", "route", "routed FPM", "triaged", "routed"),
    Cell("triaged", "route", "team", "triaged", "routed"),
    Cell("triaged", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("returned", "resubmit", "requester", "submitted", "resubmitted"),
    Cell("returned", "deny", "routed FPM", "denied", "denied"),
    Cell("returned", "route", "routed FPM", "returned", "routed"),
    Cell("returned", "route", "team", "returned", "routed"),
    Cell("returned", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("approved", "offer", "team", "offered", "offered"),
    Cell("approved", "route", "routed FPM", "approved", "routed"),
    Cell("approved", "route", "team", "approved", "routed"),
    Cell("approved", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("offered", "accept", "its SME", "assigned", "assigned"),
    Cell("offered", "decline", "its SME", "approved", "declined"),
    Cell("offered", "recall", "team", "approved", "recalled"),
    Cell("offered", "route", "routed FPM", "offered", "routed"),
    Cell("offered", "route", "team", "offered", "routed"),
    Cell("offered", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("offered", "reassign", "team", "offered", "reassigned"),
    Cell("assigned", "contacted", "requester", "assigned", "contacted"),
    Cell("assigned", "contacted", "its SME", "assigned", "contacted"),
    *(
        Cell(state, "nudge", "requester", state, "nudged")
        for state in ("submitted", "triaged", "approved", "offered", "assigned")
    ),
    *(
        Cell(state, "confirmation", "requester", state, "reconfirmed")
        for state in ("submitted", "triaged", "returned", "approved", "offered", "assigned")
    ),
    *(
        Cell(state, "message", who, state, "messaged")
        for state in ("submitted", "triaged", "returned", "approved", "offered", "assigned", "closed")
        for who in ("requester", "routed FPM", "team")
    ),
    Cell("assigned", "message", "its SME", "assigned", "messaged"),
    Cell("closed", "message", "its SME", "closed", "messaged"),
    Cell("assigned", "handback", "its SME", "approved", "handed_back"),
    Cell("assigned", "reassign", "team", "offered", "reassigned"),
    Cell("assigned", "withdraw", "requester", "withdrawn", "withdrawn"),
    Cell("assigned", "close", "routed FPM", "closed", "closed"),
    Cell("assigned", "route", "routed FPM", "assigned", "routed"),
    Cell("assigned", "route", "team", "assigned", "routed"),
)
CELLS = frozenset((cell.state, cell.command, cell.who) for cell in ALLOWED)

# Who may not even learn that the request exists (R71). A SME sees it from the offer on.
OUTSIDERS = (
    "other partner",
    "other FPM",
    "other SME",
    "unknown person",
    "routed FPM's twin",
    "SME's twin",
    "team's twin",
)
WITH_SME = ("offered", "assigned", "closed")

BY_ANSWERS = ("submit", "edit", "resubmit")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data")
    yield room
    await room.store.close()


async def prepare(room: Room, state: str) -> Draft:
    """Put Pat's request into a state, with Pat's draft beside it; return the draft."""
    if state == "draft":
        draft = a_draft()
    else:
        await room.holds(a_request(State(state)))
        draft = a_reopened_draft(await room.request())
    await room.store.put_draft(draft)
    return draft


async def attempt(room: Room, draft: Draft, state: str, command: str, person: Person) -> Request:
    """Ask the desk for a step: by filing the draft where that means this command, otherwise in words."""
    if command == {"draft": "submit", "returned": "resubmit"}.get(state, "edit"):
        return await room.files(draft, person)
    return await room.takes(Command(command), person)


@pytest.mark.parametrize("cell", ALLOWED, ids=lambda cell: f"{cell.state}-{cell.command}-{cell.who}")
async def test_an_allowed_step_is_taken_once_and_recorded_once(room: Room, cell: Cell) -> None:
    draft = await prepare(room, cell.state)
    revision = 0 if cell.state == "draft" else 1
    history = await room.store.history(NUMBER)
    await room.outbox()
    actor = PEOPLE[cell.who]
    step = partial(attempt, room, draft, cell.state, cell.command, actor)
    after = await taken_once(room.store, cell, actor, history, step)
    assert after.changed_at == TUESDAY
    assert {notice.seq for notice in await room.outbox()} == {revision + 1}


@pytest.mark.parametrize("command", [command.value for command in Command])
@pytest.mark.parametrize("state", [state.value for state in State])
async def test_every_other_step_is_refused_and_changes_nothing(room: Room, state: str, command: str) -> None:
    draft = await prepare(room, state)
    for who, person in PEOPLE.items():
        if (state, command, who) not in CELLS:
            await changes_nothing(lambda: room.kept, who, partial(attempt, room, draft, state, command, person))


@pytest.mark.parametrize("command", BY_ANSWERS)
@pytest.mark.parametrize("state", [state.value for state in State if state is not State.DRAFT])
async def test_a_press_alone_never_stands_for_answers(room: Room, state: str, command: str) -> None:
    """R45: a request comes back with its details, not with a made-up button."""
    await prepare(room, state)
    before = room.kept
    for person in PEOPLE.values():
        with pytest.raises(Refusal):
            await room.takes(Command(command), person)
        assert room.kept == before


@pytest.mark.parametrize("state", [state.value for state in State if state is not State.DRAFT])
async def test_to_an_outsider_the_request_does_not_exist(room: Room, state: str) -> None:
    await prepare(room, state)
    unseen = "SME-9999"
    outsiders = OUTSIDERS if state in WITH_SME else (*OUTSIDERS, "its SME")
    for who in outsiders:
        with pytest.raises(Unknown) as refused:
            await room.takes(Command.APPROVE, PEOPLE[who])
        with pytest.raises(Unknown) as missing:
            await room.desk.carry_out(unseen, Command.APPROVE, {}, PEOPLE[who], at=TUESDAY)
        assert english(refused.value.message).replace(NUMBER, unseen) == english(missing.value.message), who


async def test_only_the_routed_fpm_decides(room: Room) -> None:
    await prepare(room, "submitted")
    for command in (Command.APPROVE, Command.DENY):
        for who, person in PEOPLE.items():
            if who != "routed FPM":
                with pytest.raises(Refusal):
                    await room.takes(command, person)
    assert (await room.takes(Command.APPROVE, FRAN)).state is State.APPROVED


async def test_a_step_that_lacks_its_details_changes_nothing(room: Room) -> None:
    await prepare(room, "submitted")
    before = room.kept
    for command in (Command.RETURN, Command.DENY, Command.ROUTE):
        with pytest.raises(Refusal):
            await room.desk.carry_out(NUMBER, command, {}, FRAN, at=TUESDAY)
        assert room.kept == before


async def test_a_step_on_an_old_card_changes_nothing(room: Room) -> None:
    await prepare(room, "submitted")
    await room.takes(Command.START_TRIAGE, TESS)
    before = room.kept
    with pytest.raises(Refusal, check=saying("taken into triage by Tess Turner")):
        await room.desk.carry_out(NUMBER, Command.APPROVE, {}, FRAN, at=TUESDAY, revision=1)
    assert room.kept == before


async def test_a_request_is_returned_three_times_and_then_decided(room: Room) -> None:
    """G19."""
    await room.holds(a_request(State.TRIAGED, returns=2))
    returned = await room.takes(Command.RETURN, FRAN)
    assert returned.returns == 3
    draft = a_reopened_draft(returned)
    await room.store.put_draft(draft)
    await room.files(draft)
    before = room.kept
    for person in (FRAN, TESS):
        with pytest.raises(NotNow, match="approve or deny"):
            await room.takes(Command.RETURN, person)
        view = await room.desk.view(NUMBER, person, TUESDAY)
        assert Command.RETURN not in {row.command for row in view.rows}, "what the guard refuses is not offered"
        assert (await room.desk.awaiting(Command.RETURN, person, TUESDAY)).records == ()
    assert room.kept == before
    assert (await room.takes(Command.APPROVE, FRAN)).state is State.APPROVED


async def test_changes_made_before_a_return_do_not_answer_it(room: Room) -> None:
    """G19: only what came back is open, so a draft begun as an edit is out of date after a return."""
    await room.holds(a_request(State.SUBMITTED))
    draft = a_reopened_draft(await room.request())
    await room.store.put_draft(draft)
    await room.takes(Command.RETURN, FRAN, fields="Region, Tenant Name")
    before = room.kept
    with pytest.raises(Refusal, match="out of date"):
        await room.files(draft)
    assert room.kept == before


async def test_a_request_closes_only_after_first_contact(room: Room) -> None:
    await prepare(room, "assigned")
    before = room.kept
    with pytest.raises(NotNow):
        await room.takes(Command.CLOSE, FRAN, contact="no")
    assert room.kept == before


async def test_a_sme_who_accepted_hears_that_it_is_done_not_that_it_was_never_theirs(room: Room) -> None:
    await prepare(room, "offered")
    await room.takes(Command.ACCEPT, SAM)
    with pytest.raises(NotNow, check=saying("Already accepted by the SME by Sam Silva")):
        await room.takes(Command.ACCEPT, SAM)


@pytest.mark.parametrize("roles", [{Role.FPM}, {Role.TEAM}, {Role.SME}, set(Role)])
async def test_nobody_decides_their_own_request_whatever_the_roster_calls_them(room: Room, roles: set[Role]) -> None:
    """R2: the requester is the routed FPM, the team and the SME in one, and still only the requester."""
    both = replace(PAT, roles=frozenset({Role.PARTNER, *roles}), expertise=SAM.expertise)
    for serial, state in enumerate(State, 1):
        number = f"SME-{serial:04d}"
        await room.holds(replace(a_request(state), number=number, fpm=PAT.key, sme=PAT.key))
        for command in Command:
            if (state.value, command.value, "requester") in CELLS:
                continue
            before = room.kept
            with pytest.raises(Refusal):
                await room.desk.carry_out(number, command, {"contact": "yes"}, both, at=TUESDAY)
            assert room.kept == before
