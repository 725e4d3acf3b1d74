"""How much one person may do: a polite answer, nothing changed, and nobody else is held up."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot_app.turn.user_rate_limit import MOST_SENDERS, REFRESHES_PER_TURN, Admission, Kind, UserRateLimit
from playbook.requests.record import Request, State
from tests.logged import events
from tests.office import TUESDAY, Office, open_office

FEW = 5


@pytest.fixture
async def strict(tmp_path: Path) -> AsyncIterator[Office]:
    """An office in which one person has five turns a minute."""
    async with open_office(tmp_path, turns_per_minute=FEW) as office:
        await office.everybody_installs()
        yield office


async def test_who_says_too_much_in_a_minute_is_told_once_and_nothing_changes(strict: Office) -> None:
    await strict.pat.says_all("new request", "AIP P2", "300", "EMEA", "help")
    kept = strict.kept
    told = await strict.pat.says("English")
    assert "That was a lot in one minute" in told.text
    assert "nothing was changed" in told.text
    heard = len(strict.pat.chat)
    for _ in range(20):
        await strict.pat.says("English")
    assert len(strict.pat.chat) == heard
    assert strict.kept == kept


async def test_reaching_the_limit_leaves_one_line_in_the_log(strict: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot_app.turn.audit")
    for _ in range(9):
        await strict.pat.says("help")
    assert [event["person"] for event in events(caplog, "limit_reached")] == [strict.pat.key]


async def test_a_minute_later_the_conversation_goes_on(strict: Office) -> None:
    await strict.pat.says_all("new request", "AIP P2", "300", "EMEA", "help", "English")
    strict.clock.pass_time(minutes=1)
    assert "secondary language" in (await strict.pat.says("English")).text


async def test_nobody_else_is_held_up(strict: Office) -> None:
    for _ in range(9):
        await strict.pat.says("help")
    assert "You can say" in (await strict.petra.says("help")).text


async def test_a_stranger_is_limited_too(strict: Office) -> None:
    for number in range(9):
        message = strict.pat.activity("message", text="hi", id=f"x{number}")
        message["from"]["aadObjectId"] = "99999999-9999-4999-8999-999999999999"
        await strict.pat.posts(message)
    assert sum("not registered" in answer.text for answer in strict.pat.chat) == FEW
    assert sum("a lot in one minute" in answer.text for answer in strict.pat.chat) == 1


async def test_messages_without_an_identity_are_limited_too(strict: Office) -> None:
    for number in range(9):
        message = strict.pat.activity("message", text="hi", id=f"x{number}")
        del message["from"]["aadObjectId"]
        await strict.pat.posts(message)
    assert sum("who you are" in answer.text for answer in strict.pat.chat) == FEW
    assert sum("a lot in one minute" in answer.text for answer in strict.pat.chat) == 1


async def test_a_strangers_presses_are_limited_too(strict: Office) -> None:
    said = []
    for _ in range(9):
        value = {"action": {"type": "Action.Execute", "verb": "approve", "data": {"number": "SME-0001", "revision": 1}}}
        press = strict.pat.activity("invoke", name="adaptiveCard/action", value=value)
        press["from"]["aadObjectId"] = "99999999-9999-4999-8999-999999999999"
        said.append((await strict.pat.posts(press))[1]["value"])
    assert sum("not registered" in text for text in said) == FEW
    assert sum("a lot in one minute" in text for text in said) == 9 - FEW


async def test_installing_again_and_again_counts_and_takes_no_turn_away(
    strict: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot_app.turn.audit")
    for _ in range(3 * FEW):
        await strict.pat.installs()
    assert [event["person"] for event in events(caplog, "limit_reached")] == [strict.pat.key]
    assert "You can say" in (await strict.pat.says("help")).text


async def test_presses_count_and_a_chat_that_is_opened_may_refresh_its_cards(strict: Office) -> None:
    await strict.pat.files()
    card = strict.fran.last.card
    refresh = (card or {})["refresh"]["action"]
    for _ in range(REFRESHES_PER_TURN * FEW):
        assert (await strict.fran.executes(refresh)).card
    assert "a lot in one minute" in (await strict.fran.executes(refresh)).text
    for _ in range(FEW):
        await strict.fran.presses(card, "Deny")
    refused = await strict.fran.presses(card, "Approve")
    assert "That was a lot in one minute" in refused.text
    assert (await strict.newest()).state is State.SUBMITTED
    strict.clock.pass_time(minutes=1)
    await strict.fran.presses(card, "Approve")
    assert (await strict.newest()).state is State.APPROVED


async def test_a_step_does_not_pass_for_a_refresh(strict: Office) -> None:
    await strict.pat.files()
    data = {"number": "SME-0001", "revision": 1, "verb": "approve"}
    for _ in range(FEW):
        await strict.quinn.executes({"verb": "refresh", "data": data})
    assert "a lot in one minute" in (await strict.quinn.executes({"verb": "refresh", "data": data})).text


async def test_nobody_files_without_end_and_the_draft_is_kept(tmp_path: Path) -> None:
    async with open_office(tmp_path, filings_per_day=2) as office:
        await office.pat.files()
        office.clock.pass_time(hours=23)
        await office.pat.files()
        review = await office.pat.reviews()
        refused = await office.pat.presses(review.card, "Submit")
        assert "You have filed 2 requests in the last 24 hours" in refused.words
        assert "your draft is kept" in refused.words
        assert await office.house.store.last_serial(Request) == 2
        # A colleague is another person, and what came back is no new filing.
        assert (await office.petra.files()).number == "SME-0003"
        await office.fran.says_all("return SME-0002 seats", "Active ones?", "yes")
        assert "with your FPM again" in (await office.pat.says_all("edit SME-0002", "400", "submit")).text
        office.clock.pass_time(hours=1)
        assert "I filed it as SME-0004" in (await office.pat.says_all("resume", "submit")).text


def test_the_limit_remembers_so_many_senders_and_no_more() -> None:
    limit = UserRateLimit(1)
    assert limit.admit("first", Kind.TURN, TUESDAY) is Admission.YES
    assert limit.admit("first", Kind.TURN, TUESDAY) is Admission.TOO_MANY
    for number in range(MOST_SENDERS):
        limit.admit(str(number), Kind.TURN, TUESDAY)
    assert limit.admit("first", Kind.TURN, TUESDAY) is Admission.YES
