"""A line that names two steps, another step than it began with, or refuses what it began with."""

import pytest

from playbook.requests.record import State
from tests.office import Office

REFUSALS = [
    "? never",
    " not",
    ", no way",
    "? I hope not",
    " (not yet)",
    "\nno",
    " NO",
    " 👎",
    ", mejor no",
    " bitte noch nicht",
    "? jamais",
    "、いいえ",
]


@pytest.mark.parametrize("tail", REFUSALS)
async def test_a_refusal_behind_a_full_command_leaves_all_as_it_is(office: Office, tail: str) -> None:
    await office.pat.files()
    answer = await office.pat.says(f"withdraw SME-0001{tail}")
    assert "nothing is changed" in answer.text
    assert "Shall I" not in answer.text
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize(
    "tail", ["? I like it here", "? what is that", ", said nobody", " just testing", " no I keep it"]
)
async def test_what_follows_a_question_mark_is_no_reason(office: Office, tail: str) -> None:
    await office.pat.files()
    put = await office.pat.says(f"withdraw SME-0001{tail}")
    assert "Shall I withdraw SME-0001" in put.text
    assert (await office.newest()).state is State.SUBMITTED


CORRECTIONS = [
    ("deny SME-0001 repeated: actually approve it", "Shall I approve SME-0001"),
    ("approve SME-0001. No wait, deny it", "Shall I deny SME-0001"),
    ("deny SME-0001 no, I mean return", "Shall I return SME-0001"),
    ("approve SME-0001, nein doch deny", "Shall I deny SME-0001"),
]


@pytest.mark.parametrize(("said", "put"), CORRECTIONS)
async def test_the_step_that_corrects_the_first_is_put_instead(office: Office, said: str, put: str) -> None:
    await office.pat.files()
    answer = await office.fran.says(said)
    assert put in answer.text
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_reason_that_speaks_of_a_step_is_still_one(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001 repeated: they should close the old one first, no new offer before")
    assert (await office.newest()).state is State.DENIED


@pytest.mark.parametrize("joint", ["; ", " and ", ". Then ", ": ", ", und ", "\n"])
async def test_the_first_of_two_steps_is_taken_and_the_second_put(office: Office, joint: str) -> None:
    await office.pat.files_for("Litware", "Proseware")
    answer = await office.fran.says(f"deny SME-0001 repeated: the third time{joint}approve SME-0002")
    assert (await office.request("SME-0001")).state is State.DENIED
    assert (await office.request("SME-0002")).state is State.SUBMITTED
    assert "Shall I approve SME-0002" in answer.text
    heard = await office.pat.says("why was SME-0001 denied?")
    assert "the third time" in heard.words
    assert "approve" not in heard.words


async def test_a_second_step_waits_for_what_the_first_still_asks(office: Office) -> None:
    await office.pat.files_for("Litware", "Proseware")
    answer = await office.fran.says("deny SME-0001 and approve SME-0002")
    assert "not done yet" in answer.text
    assert "approve SME-0002" in answer.text
    await office.fran.says_all("repeated topic", "they asked for this twice before", "yes")
    assert (await office.request("SME-0001")).state is State.DENIED
    assert (await office.request("SME-0002")).state is State.SUBMITTED


async def test_a_message_may_hold_commands(office: Office) -> None:
    """What is sent to somebody is theirs to read, whatever it says."""
    await office.pat.files()
    await office.pat.files(tenant_name="Proseware")
    sent = await office.pat.says("message SME-0001 to Fran: it is urgent; approve SME-0002 please")
    assert "Shall I approve" not in sent.text
    assert "approve SME-0002 please" in (await office.pat.says("history SME-0001")).words


async def test_an_excuse_is_a_reason(office: Office) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sana")
    await office.sana.says(f"decline {request.number} sorry, on leave until January")
    assert (await office.newest()).state is State.APPROVED


NO_WORDS = ["asdf", "test", "ok", "n/a", "...", "forget it", "please don't", "bitte nicht"]


@pytest.mark.parametrize("words", NO_WORDS)
async def test_a_card_takes_no_words_that_the_chat_refuses(office: Office, words: str) -> None:
    await office.pat.files()
    card = (await office.fran.says("status SME-0001")).card
    refused = await office.fran.presses(card, "Deny", ground="REPEATED", text=words)
    assert (await office.newest()).state is State.SUBMITTED
    assert words in refused.words
    done = await office.fran.presses(refused.card, "Deny", ground="REPEATED", text="they asked for this in May")
    assert (await office.newest()).state is State.DENIED, done.words


async def test_a_message_on_a_card_may_be_brief(office: Office) -> None:
    await office.pat.files()
    card = (await office.fran.says("status SME-0001")).card
    await office.fran.presses(card, "Write a message", to="requester", message="thanks")
    assert "thanks" in (await office.fran.says("history SME-0001")).words


async def test_who_presses_an_old_card_hears_that_before_anything_else(office: Office) -> None:
    await office.pat.files()
    old = (await office.fran.says("status SME-0001")).card
    await office.pat.says_all("edit SME-0001", "change seats to 450", "submit")
    answer = await office.fran.presses(old, "Deny", ground="REPEATED", text="asdf")
    assert "tells them nothing" not in answer.words
    assert (await office.newest()).state is State.SUBMITTED
