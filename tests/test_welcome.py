"""Meeting the bot: the welcome comes once, says what it is for and what to say, and an address is kept."""

import asyncio
from pathlib import Path

import pytest

from bot_app.local.mode import SAMPLE_ROSTER
from tests.office import NOTHING, Office, buttons_of, open_office

STRANGER = "99999999-9999-4999-8999-999999999999"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("pat", ["New request", "My requests", "Help"]),
        ("fran", ["Queue", "Applications", "All requests", "Help"]),
        ("tess", ["Queue", "Applications", "All requests", "Help"]),
        ("sana", ["Queue", "All requests", "Help"]),
    ],
)
async def test_the_welcome_says_what_it_is_for_and_what_comes_first(
    tmp_path: Path, name: str, first: list[str]
) -> None:
    async with open_office(tmp_path) as office:
        person = office.players[name]
        answer = await person.installs()
        assert f"Hello {person.person.name}. I am SME Requests." in answer.text
        assert "You can say:" in answer.text
        assert list(buttons_of(answer.card)) == first


async def test_the_welcome_comes_once_however_often_teams_reports_it(office: Office) -> None:
    for _ in range(3):
        assert await office.pat.installs() == NOTHING
    added = office.pat.activity("conversationUpdate", membersAdded=[{"id": "28:bot"}])
    assert (await office.pat.posts(added))[0] == 200
    assert len(office.pat.chat) == 1


async def test_an_upgrade_is_no_reason_for_a_second_welcome(office: Office) -> None:
    await office.pat.posts(office.pat.activity("installationUpdate", action="add-upgrade"))
    assert len(office.pat.chat) == 1


async def test_the_welcome_comes_once_across_a_restart(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.pat.installs()
    async with open_office(tmp_path) as office:
        assert await office.pat.installs() == NOTHING


async def test_who_speaks_first_is_heard_and_still_welcomed_later(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        assert "Which workload do you need a SME for?" in (await office.pat.says("new request")).text
        assert "Hello Pat Parker" in (await office.pat.installs()).text


async def test_the_first_event_of_a_chat_may_be_that_members_were_added(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        person = office.pat
        others = person.activity("conversationUpdate", membersAdded=[{"id": person.user_id}])
        await person.posts(others)
        assert person.chat == []
        await person.posts(person.activity("conversationUpdate", membersAdded=[{"id": "28:bot"}]))
        assert "Hello Pat Parker" in person.last.text


async def test_both_events_of_one_installation_at_once_are_one_welcome(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        person = office.pat
        added = person.activity("conversationUpdate", membersAdded=[{"id": "28:bot"}])
        installed = person.activity("installationUpdate", action="add")
        await asyncio.gather(person.posts(added), person.posts(installed))
        assert len(person.chat) == 1
        assert "Hello Pat Parker" in person.last.text


async def test_somebody_who_is_not_registered_is_told_whom_to_ask(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        event = office.pat.activity("installationUpdate", action="add")
        event["from"]["aadObjectId"] = STRANGER
        await office.pat.posts(event)
        assert "You are not registered with me yet" in office.pat.last.text
        assert "Contact your FPM" in office.pat.last.text
        assert STRANGER in office.pat.last.text


async def test_who_is_registered_later_is_welcomed_then(tmp_path: Path) -> None:
    roster = tmp_path / "roster.toml"
    async with open_office(tmp_path) as office:
        object_id = office.quinn.key.partition("/")[2]
    roster.write_text(SAMPLE_ROSTER.read_text(encoding="utf-8").replace(object_id, STRANGER), encoding="utf-8")
    async with open_office(tmp_path, roster=roster) as office:
        event = office.quinn.activity("installationUpdate", action="add")
        event["from"]["aadObjectId"] = object_id
        for _ in range(2):
            await office.quinn.posts(event)
        assert ["not registered" in answer.text for answer in office.quinn.chat] == [True]
    async with open_office(tmp_path) as office:
        assert "Hello Quinn Quist" in (await office.quinn.installs()).text
        assert await office.quinn.installs() == NOTHING


async def test_in_a_team_nobody_is_welcomed_by_name(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        event = office.fran.activity("installationUpdate", action="add")
        event["conversation"] |= {"id": "19:team@thread.tacv2", "conversationType": "channel", "isGroup": True}
        assert (await office.fran.posts(event))[0] == 200
        assert office.connector.messages == {}
        # A team's conversation is no place for Fran's own notices.
        assert await office.house.store.reference(office.fran.key) is None


async def test_who_removes_the_bot_is_left_alone_and_told_on_coming_back(office: Office) -> None:
    await office.fran.posts(office.fran.activity("installationUpdate", action="remove"))
    heard = len(office.fran.chat)
    await office.pat.files()
    assert len(office.fran.chat) == heard
    await office.fran.installs()
    await office.deliver()
    assert "submitted SME request SME-0001" in office.fran.last.text
    assert sum("Hello Fran" in answer.text for answer in office.fran.chat) == 1


async def test_a_chat_that_moved_is_written_to_where_it_is_now(office: Office) -> None:
    moved = office.connector.url.replace("/amer/", "/emea/")
    await office.fran.posts(office.fran.activity("message", text="help", serviceUrl=moved))
    await office.pat.files()
    assert office.connector.calls[-1].raw_path.startswith("/emea/")
    assert "submitted SME request" in office.fran.last.text
