"""Every state, every command, everybody: what the desk of access allows, on both stores, and who hears of it.

The table of allowed cells is written out by hand. Nothing here reads the table under test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from playbook.access import codes
from playbook.access.desk import AccessDesk, AccessDesks
from playbook.access.record import SLOT, Application, Command, Invitation, State
from playbook.access.registered import Member, PartnerTenant
from playbook.life.lifecycle import THE_SYSTEM
from playbook.life.ports import Store
from playbook.life.records import Change, Channel, Draft, Event
from playbook.messages import access, applications
from playbook.people import Directory, Person, person_key, stranger
from playbook.refusals import Unknown
from tests import keeping
from tests.matrix import Cell, changes_nothing, taken_once
from tests.process import DIRECTORY, ELSEWHERE, EVERYBODY, FELIX, FRAN, GWEN, PARTNERS, PAT, SAM, TESS, TIM, TUESDAY
from tests.reading import english

shelf, store = keeping.shelf, keeping.store
KEY = b"the key of the test"
CONTOSO = PAT.key.partition("/")[0]
NORA = stranger(person_key(CONTOSO, "99999999-0000-4000-8000-000000000001"))
NICK = stranger(person_key(CONTOSO, "99999999-0000-4000-8000-000000000002"))
TWIN = stranger(person_key(ELSEWHERE, "99999999-0000-4000-8000-000000000001"))
NUMBER = "ACC-0001"
ANSWERS = {
    "name": "Nora Newman",
    "company": "Contoso",
    "email": "nora@contoso.example",
    "purpose": "Labels.",
    "mail_works": "yes",
}
DETAILS: Mapping[str, Mapping[str, str]] = {
    "decline": {"reason": "Nobody knows you."},
    "register": {"accept": "yes", "code": codes.one_time_code(KEY, NUMBER, 1)},
}

# Gwen is the FPM of Contoso Partners.
PEOPLE: Mapping[str, Person] = {
    "applicant": NORA,
    "another stranger": NICK,
    "applicant's twin": TWIN,
    "partner": PAT,
    "partner's FPM": GWEN,
    "other FPM": FELIX,
    "team": TESS,
    "SME": SAM,
    "system": THE_SYSTEM,
}
ALLOWED = (
    Cell("blank", "apply", "applicant", "applied", "applied"),
    Cell("applied", "approve", "partner's FPM", "invited", "invited"),
    Cell("applied", "approve", "team", "invited", "invited"),
    Cell("applied", "decline", "partner's FPM", "declined", "declined"),
    Cell("applied", "decline", "team", "declined", "declined"),
    Cell("invited", "register", "applicant", "registered", "registered"),
    Cell("invited", "remind", "system", "invited", "reminded"),
    Cell("invited", "expire", "system", "expired", "expired"),
)
# Where the tenant is not on the company's list (G31).
UNLISTED = tuple(cell for cell in ALLOWED if (cell.command, cell.who) != ("approve", "partner's FPM"))
OUTSIDERS = ("another stranger", "applicant's twin", "partner", "other FPM", "SME")


@dataclass(frozen=True)
class Door:
    """A desk of access on a store, and Nora's application there. `listed`: her tenant is on the company's list."""

    store: Store
    desk: AccessDesk
    kept: "Kept"

    async def holds(self, state: str, **changes: object) -> None:
        """Put Nora's application into a state, or her draft beside an empty store."""
        if state == "blank":
            await self.store.put_draft(Draft("draft-1", NORA.key, SLOT, 1, ANSWERS, tuple(ANSWERS), TUESDAY))
            return
        application = replace(an_application(State(state)), **changes)  # type: ignore[arg-type]
        event = Event(NUMBER, 1, state, NORA.key, TUESDAY, "blank", state)
        await self.store.commit(Change(application, 0, event, ()))

    async def attempt(self, state: str, command: str, person: Person) -> Application:
        """Ask the desk for a step: by submitting the draft where that means this command, otherwise in words."""
        if (state, command) == ("blank", "apply"):
            draft = await self.desk.draft(person)
            if draft is None:
                raise Unknown(access.DRAFT_IS_GONE)
            return await self.desk.submit(draft, person, TUESDAY)
        return await self.desk.carry_out(NUMBER, Command(command), DETAILS.get(command, {}), person, at=TUESDAY)

    async def told(self) -> dict[str, str]:
        """Return who is told by what, of those who are owed something now."""
        heard: dict[str, list[str]] = {}
        names = {one.key: one.name.partition(" ")[0] for one in EVERYBODY} | {NORA.key: "Nora"}
        for one in await self.store.claim(TUESDAY, 99, timedelta(hours=1)):
            if one.task.channel is not Channel.REDRAW and one.task.to:
                heard.setdefault(names[one.task.to], []).append(one.task.channel.value)
        return {name: "+".join(sorted(channels, reverse=True)) for name, channels in heard.items()}


class Kept:
    """Everything about access that a store tells."""

    def __init__(self, store: Store) -> None:
        """Ask this store."""
        self._store = store

    async def __call__(self) -> tuple[object, ...]:
        """Return records, history, drafts, people and what is owed."""
        backlog = await self._store.backlog(TUESDAY + timedelta(days=99))
        return (
            await self._store.get(Application, NUMBER),
            await self._store.history(NUMBER),
            await self._store.draft(NORA.key, SLOT),
            await self._store.last_serial(Member),
            await self._store.last_serial(PartnerTenant),
            (backlog.notices, backlog.timers),
        )


def an_application(state: State) -> Application:
    """Return Nora's application as it stands in a state."""
    invitation = Invitation(1, codes.digest(codes.one_time_code(KEY, NUMBER, 1)), TUESDAY + timedelta(days=7))
    return Application(
        number=NUMBER,
        revision=1,
        state=state,
        answers=ANSWERS,
        origin="draft-1",
        changed_at=TUESDAY,
        changed_by=NORA.key,
        last_step=state.value,
        applicant=NORA.key,
        partner="Contoso Partners",
        submitted_at=TUESDAY,
        invitation=invitation if state not in (State.APPLIED, State.DECLINED) else None,
    )


def directory(*, listed: bool) -> Directory:
    """Return the people of the process; without Nora's tenant on the list nobody of Contoso is known."""
    if listed:
        return DIRECTORY
    contoso, *others = PARTNERS
    people = [one for one in EVERYBODY if one.partner != contoso.name]
    return Directory(people, [replace(contoso, tenants=frozenset({ELSEWHERE})), *others])


def door(store: Store, *, listed: bool = True) -> Door:
    """Open the desk of access on a store."""
    return Door(store, AccessDesks(store, KEY).among(directory(listed=listed)), Kept(store))


CASES = [pytest.param(cell, True, id=f"{cell.state}-{cell.command}-{cell.who}") for cell in ALLOWED]
CASES += [pytest.param(cell, False, id=f"{cell.state}-{cell.command}-{cell.who}-unlisted") for cell in UNLISTED]


@pytest.mark.parametrize(("cell", "listed"), CASES)
async def test_an_allowed_step_is_taken_once_and_recorded_once(store: Store, cell: Cell, *, listed: bool) -> None:
    here = door(store, listed=listed)
    await here.holds(cell.state, brings_tenant=not listed)
    history = await store.history(NUMBER)
    step = partial(here.attempt, cell.state, cell.command, PEOPLE[cell.who])
    await taken_once(store, cell, PEOPLE[cell.who], history, step)
    registered = 1 if cell.target == "registered" else 0
    assert await store.last_serial(Member) == registered
    assert await store.last_serial(PartnerTenant) == registered * (not listed)


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("command", [command.value for command in Command])
@pytest.mark.parametrize("state", [state.value for state in State])
async def test_every_other_step_is_refused_and_changes_nothing(
    store: Store,
    state: str,
    command: str,
    *,
    listed: bool,
) -> None:
    here = door(store, listed=listed)
    await here.holds(state)
    allowed = {(cell.state, cell.command, cell.who) for cell in (ALLOWED if listed else UNLISTED)}
    before = await here.kept()
    for who, person in PEOPLE.items():
        if (state, command, who) not in allowed:
            await changes_nothing(lambda: None, who, partial(here.attempt, state, command, person))
            assert await here.kept() == before, who


@pytest.mark.parametrize("state", [state.value for state in State if state is not State.BLANK])
@pytest.mark.parametrize("command", [Command.APPROVE, Command.DECLINE])
async def test_to_an_outsider_the_application_does_not_exist(store: Store, state: str, command: Command) -> None:
    here = door(store)
    await here.holds(state)
    for who in OUTSIDERS:
        with pytest.raises(Unknown) as refused:
            await here.attempt(state, command.value, PEOPLE[who])
        with pytest.raises(Unknown) as missing:
            await here.desk.carry_out("ACC-9999", command, {}, PEOPLE[who], at=TUESDAY)
        assert english(refused.value.message).replace(NUMBER, "ACC-9999") == english(missing.value.message), who


async def test_nobody_lets_themselves_in_whatever_the_roster_calls_them(store: Store) -> None:
    here = door(store)
    await here.holds("applied")
    both = replace(GWEN, key=NORA.key, roles=GWEN.roles | TESS.roles)
    for command in ("approve", "decline"):
        await changes_nothing(lambda: None, command, partial(here.attempt, "applied", command, both))


async def test_a_code_is_shown_to_its_applicant_alone(store: Store) -> None:
    here = door(store)
    await here.holds("invited")
    code = codes.shown(codes.one_time_code(KEY, NUMBER, 1))
    views = {who: await here.desk.view(NUMBER, PEOPLE[who], TUESDAY) for who in ("applicant", "partner's FPM", "team")}
    assert {who: view.code for who, view in views.items()} == {"applicant": code, "partner's FPM": "", "team": ""}


BOTH, TEAMS = "teams+mail", "teams"
# Who hears of each step where the FPM decides, and where the tenant is not listed: written from R21-R24 and G31.
TOLD: Mapping[str, tuple[str, str, Mapping[str, str], Mapping[str, str]]] = {
    "applied": ("blank", "applicant", {"Gwen": BOTH}, {"Gwen": BOTH, "Tess": BOTH, "Tim": BOTH}),
    "invited": ("applied", "team", {"Nora": BOTH, "Gwen": TEAMS}, {"Nora": BOTH, "Gwen": TEAMS, "Tim": TEAMS}),
    "declined": ("applied", "team", {"Nora": BOTH, "Gwen": TEAMS}, {"Nora": BOTH, "Gwen": TEAMS, "Tim": TEAMS}),
    "registered": ("invited", "applicant", {"Gwen": TEAMS}, {"Gwen": TEAMS, "Tess": TEAMS, "Tim": TEAMS}),
    "reminded": ("invited", "system", {"Nora": BOTH}, {"Nora": BOTH}),
    "expired": (
        "invited",
        "system",
        {"Nora": BOTH, "Gwen": TEAMS},
        {"Nora": BOTH, "Gwen": TEAMS, "Tess": TEAMS, "Tim": TEAMS},
    ),
}
COMMANDS = {cell.event: cell.command for cell in ALLOWED}


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("event", TOLD)
async def test_each_step_is_told_to_whom_it_concerns_and_to_nobody_else(
    store: Store,
    event: str,
    *,
    listed: bool,
) -> None:
    state, who, where_listed, elsewhere = TOLD[event]
    here = door(store, listed=listed)
    await here.holds(state, brings_tenant=not listed)
    await here.attempt(state, COMMANDS[event], PEOPLE[who])
    assert await here.told() == (where_listed if listed else elsewhere)


def test_every_topic_state_and_button_has_its_words() -> None:
    assert set(applications.STATES) == set(State)
    assert set(applications.BUTTONS) == {Command.APPROVE, Command.DECLINE, Command.REGISTER}
    own = {"invited", "declined", "reminded", "expired"}
    staff = {"applied", "invited", "declined", "registered", "expired"}
    assert set(applications.HEADLINES) == {f"{one}.applicant" for one in own} | {f"{one}.staff" for one in staff}


async def test_a_company_without_an_fpm_is_the_teams(store: Store) -> None:
    contoso, *others = PARTNERS
    nobody = Directory(EVERYBODY, [replace(contoso, fpm=None), *others])
    here = Door(store, AccessDesks(store, KEY).among(nobody), Kept(store))
    await here.holds("blank")
    assert not here.desk.by_fpm(await here.attempt("blank", "apply", NORA))
    assert await here.told() == {"Tess": BOTH, "Tim": BOTH}


async def test_who_lost_the_role_lost_what_it_allowed(store: Store) -> None:
    here = door(store)
    await here.holds("applied")
    for person in (FRAN, TIM, GWEN):
        former = replace(person, roles=frozenset())
        await changes_nothing(lambda: None, person.name, partial(here.attempt, "applied", "approve", former))
