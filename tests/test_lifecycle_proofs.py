"""What holds for every path through a request's life, proved by trying them all."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from enum import StrEnum
from itertools import chain, combinations
from pathlib import Path

import pytest

from playbook.access.life import ACCESS_LIFE
from playbook.access.record import Command as AccessCommand
from playbook.life.lifecycle import Lifecycle, System
from playbook.life.records import Channel, Event, Notice
from playbook.messages import asking, headlines, labels, steps, telling
from playbook.messages.deciding import DRAFT_IS_GONE, STANDINGS, STATES
from playbook.people import Directory, Person, Role, person_key
from playbook.refusals import Stale
from playbook.requests.disclosure import may_see, parties_of
from playbook.requests.fields import FIELDS
from playbook.requests.life import REQUEST_LIFE
from playbook.requests.lists import GROUNDS, Lists
from playbook.requests.record import Command, Party, Request, State
from playbook.requests.table import REQUEST_TABLE
from tests.lives import ACCESS, LIVES, REQUESTS, Described
from tests.process import (
    DIRECTORY,
    EVERYBODY,
    FELIX,
    FRAN,
    HOME,
    LISTS,
    NUMBER,
    PARTNERS,
    PAT,
    RULES,
    SAM,
    SANA,
    TESS,
    Room,
    a_draft,
    a_reopened_draft,
    a_request,
    open_room,
)
from tests.reading import english

ENDS = {"closed", "denied", "withdrawn"}
OPEN = [state for state in State if state.value not in ENDS]
# Of every life.
FINALS = [pytest.param(life, state, id=f"{life.name}-{state}") for life in LIVES for state in sorted(life.final)]
BEGUN = [
    pytest.param(life, state, id=f"{life.name}-{state}")
    for life in LIVES
    for state in life.states
    if state not in life.final and state is not life.first
]
ALL_OPEN = [*BEGUN, *(pytest.param(life, life.first, id=f"{life.name}-{life.first}") for life in LIVES)]


def test_a_life_that_is_not_described_is_not_proven() -> None:
    assert {life.table for life in LIVES} == {REQUEST_LIFE.table, ACCESS_LIFE.table}
    assert {life.name for life in LIVES} == {"lifecycle", "access"}
    assert set(REQUESTS.final) == {State(end) for end in ENDS}


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_state_is_reachable_from_the_first(life: Described) -> None:
    assert life.reachable(life.first) == {state.value for state in life.states}


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_every_command_stands_in_the_table(life: Described) -> None:
    assert {row.command for row in life.table.rows} == set(life.commands)


@pytest.mark.parametrize(("life", "state"), ALL_OPEN)
def test_in_every_open_state_somebody_can_act(life: Described, state: StrEnum) -> None:
    assert life.table.open_to(state, set(life.parties))


@pytest.mark.parametrize(("life", "state"), FINALS)
def test_nothing_follows_an_end(life: Described, state: StrEnum) -> None:
    """But for words: who closed a request can still be written to (R56, R59)."""
    assert life.reachable(state) == {state.value}
    assert {row.command for row in life.table.open_to(state, set(life.parties))} <= {Command.MESSAGE}


@pytest.mark.parametrize(("life", "state"), ALL_OPEN)
def test_every_record_can_still_end(life: Described, state: StrEnum) -> None:
    assert life.reachable(state) & set(life.final)


@pytest.mark.parametrize(("life", "state"), BEGUN)
def test_a_silent_author_cannot_keep_a_record_open(life: Described, state: StrEnum) -> None:
    assert life.reachable(state, {life.author}) & set(life.final)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_a_timer_that_starts_can_come_due_and_takes_a_step_of_the_systems_alone(life: Described) -> None:
    for row in life.table.rows:
        for timer in row.starts:
            step = life.table.row(timer.command)
            assert step.by == {System.SYSTEM}
            assert row.target in step.sources
    timed = {timer.command for row in life.table.rows for timer in row.starts}
    assert {row.command for row in life.table.rows if System.SYSTEM in row.by} == timed


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_a_timer_ends_with_the_state_in_which_it_could_take_its_step(life: Described) -> None:
    for starting in life.table.rows:
        for timer in starting.starts:
            step = life.table.row(timer.command)
            for row in life.table.rows:
                leaves = row.target is not None and row.target not in step.sources and row.sources & step.sources
                assert not leaves or row is step or timer.command in row.ends


def test_nobody_is_registered_without_an_approval() -> None:
    """R23."""
    without = {AccessCommand.APPROVE}
    assert ACCESS.reachable(ACCESS.first, without=without) == {"blank", "applied", "declined"}


@pytest.mark.parametrize("state", OPEN)
def test_every_request_can_still_get_its_sme(state: State) -> None:
    assert "assigned" in REQUESTS.reachable(state)


def test_a_silent_sme_cannot_keep_an_offer() -> None:
    assert "approved" in REQUESTS.reachable(State.OFFERED, {Party.OFFERED_SME, Party.REQUESTER})


@pytest.mark.parametrize("state", [state for state in OPEN if state is not State.DRAFT])
async def test_the_team_can_hand_a_silent_fpms_request_to_another(state: State, tmp_path: Path) -> None:
    room = open_room(tmp_path)
    await room.holds(a_request(state))
    assert (await room.takes(Command.ROUTE, TESS)).fpm == FELIX.key
    assert (await room.request()).state is state
    await room.store.close()


def test_no_way_to_a_sme_goes_around_an_approval() -> None:
    """R2: a SME is assigned only after approval."""
    without = frozenset({Command.APPROVE})
    assert REQUESTS.reachable(State.DRAFT, without=without) == {
        "draft",
        "submitted",
        "triaged",
        "returned",
        "denied",
        "withdrawn",
    }


def every_set_of_roles() -> list[frozenset[Role]]:
    """Return all sixteen sets of roles one person could hold."""
    return [
        frozenset(roles) for roles in chain.from_iterable(combinations(Role, size) for size in range(len(Role) + 1))
    ]


@pytest.mark.parametrize("roles", every_set_of_roles(), ids=lambda roles: "+".join(sorted(roles)) or "none")
def test_nobody_decides_their_own_request(roles: frozenset[Role]) -> None:
    """The roster refuses such people; the table must not depend on it."""
    own = {
        Command.SUBMIT, Command.EDIT, Command.RESUBMIT, Command.WITHDRAW, Command.CONTACTED, Command.NUDGE,
        Command.CONFIRMATION, Command.MESSAGE,
    }  # fmt: skip
    person = replace(PAT, roles=roles, expertise=SAM.expertise)
    for state in State:
        request = a_request(state, fpm=PAT.key, sme=PAT.key)
        parties = parties_of(request, person, DIRECTORY)
        assert parties == {Party.REQUESTER}
        assert {row.command for row in REQUEST_TABLE.open_to(state, parties)} <= own


@pytest.mark.parametrize("roles", [roles for roles in every_set_of_roles() if Role.PARTNER in roles])
def test_a_partner_never_stands_as_staff_not_even_to_another_companys_request(roles: frozenset[Role]) -> None:
    person = replace(PAT, roles=roles, expertise=SAM.expertise)
    for state in State:
        request = a_request(state, requester=SANA.key, partner="Fabrikam Services", fpm=PAT.key, sme=PAT.key)
        parties = parties_of(request, person, DIRECTORY)
        assert not may_see(parties)
        assert not REQUEST_TABLE.open_to(state, parties)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("party", [{Party.REQUESTER}, set(Party) - {Party.REQUESTER, Party.COLLEAGUE, Party.STRANGER}])
def test_nobody_has_more_steps_than_a_card_has_buttons(state: State, party: set[Party]) -> None:
    """Teams shows six; who is FPM, team and SME at once is asked for the most. An offered SME has not accepted yet."""
    stands = party - {Party.ASSIGNED_SME if state is State.OFFERED else Party.OFFERED_SME}
    assert len(REQUEST_TABLE.open_to(state, stands)) <= 6


def test_a_command_stands_in_one_row() -> None:
    with pytest.raises(ValueError, match="two rows"):
        Lifecycle([*REQUEST_TABLE.rows, REQUEST_TABLE.row(Command.DENY)])


# Who hears of each step: by Teams, or by Teams and mail. Written from R41, R42, R44-R46, R50, R51 and G28.
# The step is taken from the state by the person; nobody else hears anything.
BOTH, TEAMS = "teams+mail", "teams"
TOLD: Mapping[str, tuple[str, str, Person, Mapping[str, str]]] = {
    "submitted": ("draft", "submit", PAT, {"Pat": BOTH, "Fran": BOTH}),
    "edited": ("submitted", "edit", PAT, {"Fran": BOTH}),
    "triaged": ("submitted", "triage", TESS, {"Pat": TEAMS}),
    "returned": ("submitted", "return", FRAN, {"Pat": BOTH}),
    "returned by the team": ("triaged", "return", TESS, {"Pat": BOTH, "Fran": TEAMS}),
    "resubmitted": ("returned", "resubmit", PAT, {"Pat": BOTH, "Fran": BOTH}),
    "approved": ("triaged", "approve", FRAN, {"Pat": BOTH, "Tess": BOTH, "Tim": BOTH}),
    "denied": ("triaged", "deny", FRAN, {"Pat": BOTH}),
    "denied while returned": ("returned", "deny", FRAN, {"Pat": BOTH}),
    "offered": ("approved", "offer", TESS, {"Sam": BOTH}),
    "assigned": ("offered", "accept", SAM, {"Pat": BOTH, "Fran": TEAMS, "Tess": TEAMS, "Tim": TEAMS}),
    "declined": ("offered", "decline", SAM, {"Tess": BOTH, "Tim": BOTH}),
    "recalled": ("offered", "recall", TESS, {"Sam": TEAMS, "Tim": TEAMS}),
    "handed back": ("assigned", "handback", SAM, {"Pat": BOTH, "Fran": TEAMS, "Tess": BOTH, "Tim": BOTH}),
    "reassigned while offered": ("offered", "reassign", TESS, {"Sana": BOTH, "Sam": BOTH, "Tim": TEAMS}),
    "reassigned": (
        "assigned",
        "reassign",
        TESS,
        {"Sana": BOTH, "Sam": BOTH, "Tim": TEAMS, "Pat": BOTH, "Fran": TEAMS},
    ),
    "contacted": ("assigned", "contacted", SAM, {"Fran": TEAMS}),
    "contacted, says the partner": ("assigned", "contacted", PAT, {"Fran": TEAMS}),
    "nudged": ("submitted", "nudge", PAT, {"Fran": BOTH}),
    "nudged in triage": ("triaged", "nudge", PAT, {"Fran": BOTH}),
    "nudged once approved": ("approved", "nudge", PAT, {"Tess": BOTH, "Tim": BOTH}),
    "nudged while offered": ("offered", "nudge", PAT, {"Sam": BOTH}),
    "nudged while assigned": ("assigned", "nudge", PAT, {"Sam": BOTH}),
    "confirmed again": ("submitted", "confirmation", PAT, {"Pat": BOTH}),
    "written to the FPM": ("submitted", "message", PAT, {"Fran": BOTH}),
    "written to the partner": ("closed", "message", FRAN, {"Pat": BOTH}),
    "closed": ("assigned", "close", FRAN, {"Pat": TEAMS, "Sam": TEAMS}),
    "routed": ("submitted", "route", TESS, {"Pat": TEAMS, "Felix": BOTH, "Fran": TEAMS}),
    "withdrawn": ("triaged", "withdraw", PAT, {"Fran": TEAMS}),
    "withdrawn while approved": ("approved", "withdraw", PAT, {"Fran": TEAMS, "Tess": TEAMS, "Tim": TEAMS}),
    "withdrawn while offered": (
        "offered",
        "withdraw",
        PAT,
        {"Fran": TEAMS, "Sam": TEAMS, "Tess": TEAMS, "Tim": TEAMS},
    ),
    "withdrawn while assigned": (
        "assigned",
        "withdraw",
        PAT,
        {"Fran": TEAMS, "Sam": TEAMS, "Tess": TEAMS, "Tim": TEAMS},
    ),
}


# Who hears of a refiling that names another FPM.
REROUTED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "edit": ("submitted", {"Felix": BOTH, "Fran": TEAMS}),
    "resubmit": ("returned", {"Pat": BOTH, "Felix": BOTH, "Fran": TEAMS}),
}


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    """Lend a desk on an empty store."""
    room = open_room(tmp_path / "data")
    yield room
    await room.store.close()


async def step_from(room: Room, state: str, command: str, person: Person, **answers: str) -> list[Notice]:
    """Take a step from a state and return what it put into the outbox; `answers` are those that a refiling changes."""
    if state != "draft":
        changes = {"reopened": tuple(answers)} if answers and state == "returned" else {}
        await room.holds(a_request(State(state), **changes))
    if command in {"submit", "edit", "resubmit"}:
        draft = a_draft() if state == "draft" else a_reopened_draft(await room.request(), **answers)
        await room.store.put_draft(draft)
        await room.files(draft, person)
    else:
        await room.takes(Command(command), person)
    return await room.outbox()


def told(notices: list[Notice]) -> dict[str, str]:
    """Return who is told by what; a channel that is used twice for one person shows twice."""
    heard: dict[str, list[str]] = {}
    for notice in notices:
        if notice.channel is not Channel.REDRAW:
            name = next(person.name for person in EVERYBODY if person.key == notice.to)
            heard.setdefault(name.partition(" ")[0], []).append(notice.channel.value)
    return {name: "+".join(sorted(channels, reverse=True)) for name, channels in heard.items()}


@pytest.mark.parametrize("case", TOLD)
async def test_each_step_is_told_to_whom_it_concerns_and_to_nobody_else(room: Room, case: str) -> None:
    state, command, person, expected = TOLD[case]
    notices = await step_from(room, state, command, person)
    assert told(notices) == expected
    redraws = [notice for notice in notices if notice.channel is Channel.REDRAW]
    assert len(redraws) == (0 if state == "draft" else 1)


@pytest.mark.parametrize("command", REROUTED)
async def test_who_was_the_fpm_hears_that_the_partner_named_another(room: Room, command: str) -> None:
    state, expected = REROUTED[command]
    assert told(await step_from(room, state, command, PAT, fpm=FELIX.key)) == expected


def test_every_command_tells_somebody() -> None:
    steps = {(state, command) for state, command, _, people in TOLD.values() if people}
    assert {command for _, command in steps} == {command.value for command in Command}


async def test_without_a_known_fpm_the_whole_team_is_told(room: Room) -> None:
    """G13: routed to nobody, or to somebody who left, a request is never lost."""
    await room.store.put_draft(a_draft(fpm="unlisted"))
    request = await room.files(a_draft(fpm="unlisted"))
    assert request.fpm is None
    assert told(await room.outbox()) == {"Pat": BOTH, "Tess": BOTH, "Tim": BOTH}
    gone = replace(a_request(), number="SME-0002", fpm=person_key(HOME, "somebody-who-left"))
    await room.holds(gone)
    draft = replace(a_reopened_draft(gone), slot="SME-0002")
    await room.store.put_draft(draft)
    await room.files(draft)
    assert told(await room.outbox()) == {"Tess": BOTH, "Tim": BOTH}


async def test_a_draft_that_is_filed_twice_at_once_is_filed_once_and_the_other_reads_that_it_is_gone(
    room: Room,
) -> None:
    await room.store.put_draft(a_draft())
    await room.files(a_draft())
    with pytest.raises(Stale) as refused:
        await room.files(a_draft())
    assert refused.value.message == DRAFT_IS_GONE
    assert await room.store.last_serial(Request) == 1


def test_a_requester_who_became_the_routed_fpm_stays_the_requester_alone() -> None:
    """R2: nobody decides their own request."""
    promoted = replace(PAT, roles=frozenset({Role.FPM, Role.TEAM}))
    directory = Directory([promoted if person == PAT else person for person in EVERYBODY], PARTNERS)
    assert parties_of(a_request(fpm=PAT.key), promoted, directory) == {Party.REQUESTER}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ASSIGNED])
def test_who_lost_the_role_lost_what_it_allowed(state: State) -> None:
    for person in (FRAN, SAM):
        former = replace(person, roles=frozenset[Role]())
        directory = Directory([former if one == person else one for one in EVERYBODY], PARTNERS)
        assert parties_of(a_request(state=state), former, directory) == {Party.STRANGER}


async def test_who_stands_twice_to_a_request_hears_of_a_step_once(tmp_path: Path) -> None:
    both = replace(FRAN, roles=frozenset({Role.FPM, Role.TEAM}))
    people = [both if person == FRAN else person for person in EVERYBODY]
    rules = replace(RULES, lists=Lists(LISTS.catalogue, Directory(people, PARTNERS)))
    room = open_room(tmp_path, rules)
    assigned = await step_from(room, "offered", "accept", SAM)
    assert told(assigned) == {"Pat": BOTH, "Fran": TEAMS, "Tess": TEAMS, "Tim": TEAMS}
    await room.store.close()


async def test_an_fpm_who_is_in_the_team_too_is_not_told_of_her_own_step(tmp_path: Path) -> None:
    both = replace(FRAN, roles=frozenset({Role.FPM, Role.TEAM}))
    people = [both if person == FRAN else person for person in EVERYBODY]
    rules = replace(RULES, lists=Lists(LISTS.catalogue, Directory(people, PARTNERS)))
    room = open_room(tmp_path, rules)
    assert "Fran" not in told(await step_from(room, "triaged", "approve", both))
    await room.store.close()


async def test_every_topic_that_can_be_owed_has_a_headline_and_no_headline_is_idle(tmp_path: Path) -> None:
    owed = set()
    cases: list[tuple[str, str, Person, dict[str, str]]] = [(*case[:3], {}) for case in TOLD.values()]
    cases += [(state, command, PAT, {"fpm": FELIX.key}) for command, (state, _) in REROUTED.items()]
    for serial, (state, command, person, answers) in enumerate(cases):
        room = open_room(tmp_path / str(serial))
        for notice in await step_from(room, state, command, person, **answers):
            if notice.channel is not Channel.REDRAW:
                owed.add(notice.topic)
                await headline_is_fit(room, notice)
        await room.store.close()
    assert owed == headlines.HEADLINES.keys()


async def headline_is_fit(room: Room, notice: Notice) -> None:
    """Read the sentence a notice opens with."""
    event = (await room.store.history(NUMBER))[-1]
    said = english(telling.headline(notice.topic, await room.request(), event, DIRECTORY))
    assert NUMBER in said
    assert said.endswith((".", "?")), said
    assert "{" not in said
    assert "no longer on the roster" not in said


def test_every_event_state_command_field_and_ground_has_its_words() -> None:
    details = [field for row in REQUEST_TABLE.rows for field in row.asks]
    assert set(steps.DONE) | set(telling.FILED_IN_CHAT) == {row.event for row in REQUEST_TABLE.rows}
    for table in (steps.ALREADY, steps.LATEST, steps.IMPOSSIBLE, steps.HISTORY):
        assert set(table) == {row.event for row in REQUEST_TABLE.rows}
    assert set(STATES) == set(STANDINGS) == set(State)
    assert set(labels.BUTTONS) == set(Command) - {Command.SUBMIT}
    assert set(asking.QUESTIONS) == {field.key for field in (*FIELDS, *details)}
    assert {choice.value for choice in GROUNDS} == set(telling.GROUND_TITLES)


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
def test_in_every_state_the_requester_reads_what_comes_next(state: State) -> None:
    said = english(telling.standing(a_request(state), DIRECTORY, frozenset()))
    assert said.startswith(f"{english(STANDINGS[state].told(number=NUMBER))} ")
    assert "{" not in said
    names = {
        "submitted": "Fran Fisher",
        "triaged": "Fran Fisher",
        "returned": "Pat Parker",
        "approved": "the SME Assignment team",
        "offered": "Sam Silva",
        "assigned": "Sam Silva contacts Pat Parker directly; then Fran Fisher closes",
        "closed": "Pat Parker contacts Fran Fisher (fran@people.example) first",
        "denied": "Pat Parker may revise it",
        "withdrawn": "The request ended here",
    }
    assert names[state.value] in said


def test_every_reason_given_reaches_who_reads_it() -> None:
    reasons = {
        "return": {"fields": "seat_count", "note": "Please check the seats."},
        "deny": {"ground": "repeated", "text": "Third time."},
        "decline": {"reason": "On leave."},
    }
    expected = {
        "return": "Please check the seats.",
        "deny": "Repeated help on the same topic: Third time.",
        "decline": "On leave.",
    }
    for command, details in reasons.items():
        request: Request = a_request()
        row = REQUEST_TABLE.row(Command(command))
        assert set(details) == {field.key for field in row.asks}
        event = _event(request, row.event, details)
        reason = telling.reason_of(event)
        assert reason
        assert english(reason) == expected[command]
        assert expected[command] in english(telling.history_line(event, DIRECTORY))


def _event(request: Request, name: str, details: Mapping[str, str]) -> Event:
    return Event(
        request.number, 2, name, FRAN.key, request.changed_at, request.state, request.state, dict(details)
    )  # fmt: skip
