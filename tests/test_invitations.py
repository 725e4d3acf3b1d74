"""One-time codes: bound to who was invited, to seven days and to one use; and everything else is told the same."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot_app.app import fresh_salt
from playbook.access import codes
from playbook.access.record import State
from playbook.access.registered import Member
from playbook.life.records import Change
from playbook.messages.access import CODE_REFUSED
from playbook.people import person_key
from storage.store import DocumentStore
from storage.tinydb import opening
from tests.applying import NUMBER, Newcomer, newcomer
from tests.office import Office, open_office

REFUSED = CODE_REFUSED.id


@pytest.fixture
async def nora(office: Office) -> Newcomer:
    """Invite Nora."""
    nora = newcomer(office)
    await nora.applies()
    await office.fran.says(f"approve {NUMBER}")
    await office.deliver()
    return nora


def pressing(code: str, number: str = NUMBER) -> dict[str, object]:
    """Return the button of an invitation with a code filled in."""
    data = {"number": number, "revision": 2, "verb": "register", "register.code": code, "register.accept": "yes"}
    return {"verb": "register", "data": data}


async def in_both_ways(player: Newcomer, code: str, number: str = NUMBER) -> set[str]:
    """Return what a code is answered with, said and pressed."""
    said = await player.says(f"register {code} I accept")
    pressed = await player.executes(pressing(code, number))
    return {said.text.strip(), pressed.words.strip()}


async def known(office: Office) -> int:
    """Return how many people have been registered."""
    return await office.house.store.last_serial(Member)


@pytest.mark.parametrize("code", ["00000-00000", "x", "-", "🙂" * 50, "' OR 1=1 --", "${code}", "0" * 10_000])
async def test_a_wrong_code_is_refused(office: Office, nora: Newcomer, code: str) -> None:
    assert await in_both_ways(nora, code) == {REFUSED}
    assert await known(office) == 0


async def test_who_is_known_hears_so_whatever_code_they_use_again(office: Office, nora: Newcomer) -> None:
    code = nora.code
    await nora.registers()
    again = await in_both_ways(nora, code)
    assert again == await in_both_ways(nora, "00000-00000")
    assert all("You are registered already." in one for one in again)
    assert await known(office) == 1


async def test_an_expired_code_is_refused_before_and_after_the_timer_has_come(office: Office, nora: Newcomer) -> None:
    code = nora.code
    office.clock.pass_time(days=7)
    assert await in_both_ways(nora, code) == {REFUSED}
    await office.timers()
    assert await in_both_ways(nora, code) == {REFUSED}
    assert await known(office) == 0


@pytest.mark.parametrize("invited", [False, True])
async def test_the_code_of_somebody_else_is_refused(office: Office, nora: Newcomer, *, invited: bool) -> None:
    nick = newcomer(office, 2)
    if invited:
        await nick.applies(name="Nick Newman")
        await office.fran.says("approve ACC-0002")
        await office.deliver()
    assert await in_both_ways(nick, nora.code) == {REFUSED}
    assert await in_both_ways(nick, nora.code, "ACC-9999") == {REFUSED}
    assert await known(office) == 0
    assert "Welcome, Nora Newman" in (await nora.registers()).words


async def test_the_same_object_id_in_another_tenant_is_somebody_else(office: Office, nora: Newcomer) -> None:
    tenant = office.quinn.key.partition("/")[0]
    twin = Newcomer(office, replace(nora.person, key=person_key(tenant, nora.key.partition("/")[2])))
    assert await in_both_ways(twin, nora.code) == {REFUSED}
    assert await known(office) == 0


async def test_an_fpm_cannot_register_for_an_applicant(office: Office, nora: Newcomer) -> None:
    assert "You are registered already." in (await office.fran.executes(pressing(nora.code))).words
    assert await known(office) == 0


async def test_a_code_is_read_however_it_is_typed(office: Office, nora: Newcomer) -> None:
    sloppy = nora.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert "Welcome" in (await nora.says(f"register {sloppy}, accepted")).words
    assert await known(office) == 1


async def test_nobody_registers_without_accepting_the_notice(office: Office, nora: Newcomer) -> None:
    card = nora.invitation.card
    refused = await nora.presses(card, "Complete registration", code=nora.code, accept="")
    assert "Notice: Notice cannot be empty." in refused.words
    assert "say your code once more" in (await nora.says(f"register {nora.code}")).text
    assert await known(office) == 0
    assert "Welcome" in (await nora.registers()).words


async def test_nothing_that_is_stored_has_the_code(office: Office, nora: Newcomer) -> None:
    code = nora.code
    await nora.says(f"register {code}")
    await nora.registers()
    kept = str(office.kept)
    assert NUMBER in kept
    assert code not in kept
    assert code.replace("-", "") not in kept


async def test_an_invitation_stands_after_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.everybody_installs()
        nora = newcomer(office)
        await nora.applies()
        await office.fran.says(f"approve {NUMBER}")
        await office.deliver()
        code = nora.code
    async with open_office(tmp_path) as office:
        nora = newcomer(office)
        assert "Welcome" in (await nora.says(f"register {code} I accept")).words
        assert "Which workload do you need a SME for?" in (await nora.says("new request")).text
    async with open_office(tmp_path) as office:
        assert "I am SME Requests" in (await newcomer(office).says("help")).text
        assert "my requests" in (await newcomer(office).says("help")).text


async def test_under_another_key_the_mailed_code_still_works_and_no_wrong_one_is_shown(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        nora = newcomer(office)
        await nora.installs()
        await nora.applies()
        await office.fran.says(f"approve {NUMBER}")
        await office.deliver()
        code = nora.code
    async with open_office(tmp_path, invitation_key="another key of more than 32 characters") as office:
        nora = newcomer(office)
        assert "I cannot show your code any more" in (await nora.says("status")).words
        assert "Welcome" in (await nora.says(f"register {code} I accept")).words


async def test_a_reminder_comes_once_after_five_days_and_the_end_after_seven(office: Office, nora: Newcomer) -> None:
    heard = len(nora.chat)
    office.clock.pass_time(days=4, hours=23)
    await office.timers()
    assert len(nora.chat) == heard
    office.clock.pass_time(hours=1)
    for _ in range(3):
        await office.timers()
    assert len(nora.chat) == heard + 1
    assert "ends on 1 Dec 2026, 09:00 UTC" in nora.last.text
    assert nora.code in nora.last.words
    office.clock.pass_time(days=2)
    for _ in range(3):
        await office.timers()
    assert len(nora.chat) == heard + 2
    assert f"Your invitation to {NUMBER} has expired" in nora.last.text
    assert "has expired unused" in office.fran.last.text
    history = await office.house.store.history(NUMBER)
    assert [(one.name, one.actor) for one in history[2:]] == [("reminded", "system"), ("expired", "system")]
    assert "ended by the bot" in (await office.fran.says(f"status {NUMBER}")).words
    assert "What are you called?" in (await nora.says("request access")).text


async def test_the_running_bot_takes_the_steps_of_timers_by_itself(office: Office) -> None:
    assert office.house.timekeeper.run in office.house.jobs


async def test_timers_survive_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.everybody_installs()
        nora = newcomer(office)
        await nora.applies()
        await office.fran.says(f"approve {NUMBER}")
    async with open_office(tmp_path) as office:
        office.clock.pass_time(days=7)
        await office.timers()
        assert (await newcomer(office).application()).state is State.EXPIRED


async def test_who_registered_is_neither_reminded_nor_expired(office: Office, nora: Newcomer) -> None:
    await nora.registers()
    heard = len(nora.chat)
    office.clock.pass_time(days=8)
    await office.timers()
    assert len(nora.chat) == heard
    assert (await nora.application()).state is State.REGISTERED
    assert (await office.house.store.backlog(office.clock())).timers == 0


@pytest.mark.parametrize("first", ["registration", "expiry"])
async def test_of_an_expiry_and_a_registration_at_one_moment_just_one_wins(
    office: Office, nora: Newcomer, first: str
) -> None:
    """The turn began a moment before the invitation ended, the timer comes due while it runs."""
    application = await nora.application()
    assert application.invitation
    ends, code = application.invitation.expires, nora.code
    office.clock.time = ends - timedelta(seconds=1)
    works: list[Awaitable[object]] = [nora.says(f"register {code} I accept"), times_out(office, ends)]
    await asyncio.gather(*(works if first == "registration" else reversed(works)))
    after, people = await nora.application(), await known(office)
    assert (after.state, people) in ((State.REGISTERED, 1), (State.EXPIRED, 0))
    assert ("Welcome" in nora.last.words) is (people == 1)
    assert (nora.last.text == REFUSED) is (people == 0)
    assert [one.name for one in await office.house.store.history(NUMBER)][-1] == after.state.value


async def times_out(office: Office, at: datetime) -> None:
    """Let the timekeeper come at a moment, again and again until nothing is due."""
    while await office.house.timekeeper.step(at):
        pass


class CrossedStore(DocumentStore):
    """The embedded store, in which something else comes in between once, before what is to be written is."""

    crossing: Callable[[], Awaitable[object]] | None = None

    async def commit(self, change: Change[Any]) -> None:
        """Let the other change come first."""
        crossing, self.crossing = self.crossing, None
        if crossing:
            await crossing()
        await super().commit(change)


@pytest.mark.parametrize("faster", ["expire", "register"])
async def test_who_is_a_moment_late_changes_nothing(tmp_path: Path, faster: str) -> None:
    """Between what a step has read and what it writes, the other one is written."""
    store = CrossedStore(opening.open_folder(tmp_path), fresh_salt)
    async with open_office(tmp_path, store=store) as office:
        nora = newcomer(office)
        await nora.applies()
        await office.fran.says(f"approve {NUMBER}")
        await office.deliver()
        invitation = (await nora.application()).invitation
        assert invitation
        await times_out(office, invitation.expires - timedelta(days=2))
        office.clock.time = invitation.expires - timedelta(seconds=1)
        expires = partial(times_out, office, invitation.expires)
        registers = partial(nora.says, f"register {nora.code} I accept")
        store.crossing = expires if faster == "expire" else registers
        await (registers() if faster == "expire" else expires())
        ended = (State.EXPIRED, 0) if faster == "expire" else (State.REGISTERED, 1)
        assert ((await nora.application()).state, await known(office)) == ended
        assert (nora.last.text == REFUSED) is (faster == "expire")
        assert len(await store.history(NUMBER)) == 4
        assert (await store.backlog(office.clock() + timedelta(days=30))).timers == 0


def test_a_code_is_ten_characters_of_crockfords_alphabet_and_another_one_each_time() -> None:
    made = {codes.one_time_code(b"key", f"ACC-{serial:04d}", 2) for serial in range(1000)}
    made |= {codes.one_time_code(key, "ACC-0001", revision) for key in (b"1", b"2") for revision in (2, 3)}
    assert len(made) == 1004
    assert all(len(code) == 10 and set(code) <= set(codes.ALPHABET) for code in made)
    assert {character for code in made for character in code} == set(codes.ALPHABET)
    code = codes.one_time_code(b"key", "ACC-0001", 2)
    assert codes.shown(code) == f"{code[:5]}-{code[5:]}"
    assert codes.one_time_code(b"key", "ACC-0001", 2) == code
    assert codes.fits(f" {code[:5]} - {code[5:].lower()} ", codes.digest(code))
    assert not codes.fits(code[:-1], codes.digest(code))
