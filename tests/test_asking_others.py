"""A question where somebody else reads the answer: it is asked of them, unless the bot has the answer to it."""

import pytest

from playbook.requests.record import State
from tests.office import Office, buttons_of

HERE = "Take these words as the answer"


@pytest.mark.parametrize(
    "note",
    ["Active ones?", "Are these the active licenses?", "Why do you need a SME?", "How many?\nPlease count again."],
)
async def test_what_is_asked_of_the_partner_is_the_note(office: Office, note: str) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats", note)
    assert (await office.newest()).state is State.RETURNED
    assert (await office.house.store.history("SME-0001"))[-1].details["note"] == note


@pytest.mark.parametrize(
    "question",
    ["how many seats was it?", "will Pat see this?", "what should I write here?", "do I have to name a date?"],
)
async def test_what_the_bot_can_answer_is_answered_and_the_note_asked_for_again(office: Office, question: str) -> None:
    await office.pat.files()
    await office.fran.says("return SME-0001 seats")
    answer = await office.fran.says(question)
    assert answer.text.endswith("What is missing or incorrect? The partner reads this.")
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_question_that_was_meant_for_the_partner_after_all_is_one_tap_away(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("return SME-0001 region")
    answer = await office.fran.says("Which region is the customer in?")
    assert "EMEA" in answer.text
    await office.fran.presses(answer.card, HERE)
    assert (await office.newest()).state is State.RETURNED
    assert (await office.house.store.history("SME-0001"))[-1].details["note"] == "Which region is the customer in?"


@pytest.mark.parametrize("text", ["Any news?", "When shall we begin?", "Can you help me?", "Who of you is the SME?"])
async def test_what_is_asked_of_who_is_written_to_is_the_message(office: Office, text: str) -> None:
    await office.assigned()
    await office.pat.says_all("message SME-0001", "Fran Fisher", text)
    await office.deliver()
    assert office.fran.last.text == f"Pat Parker writes to you about SME-0001. {text}"


async def test_what_the_playbook_answers_is_not_sent_unasked(office: Office) -> None:
    await office.assigned()
    answer = await office.pat.says_all("message SME-0001", "Fran Fisher", "How long does a request take?")
    assert "5 business days" in answer.text
    assert "What do you want to say?" in answer.text
    assert HERE in buttons_of(answer.card)


async def test_why_a_request_is_denied_is_never_a_question(office: Office) -> None:
    """A denial ends a request, so nothing is taken for its explanation that may be meant for the bot."""
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", "Is it not the same again?")
    assert (await office.newest()).state is State.SUBMITTED
