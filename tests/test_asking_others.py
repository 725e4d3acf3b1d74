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
    await office.fran.says_all("return SME-0001 seats", note, "yes")
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
    await office.pat.says_all("message SME-0001", "Fran Fisher", text, "yes")
    await office.deliver()
    assert office.fran.last.text == f"Pat Parker writes to you about SME-0001. {text}"


async def test_what_the_playbook_answers_is_not_sent_unasked(office: Office) -> None:
    await office.assigned()
    answer = await office.pat.says_all("message SME-0001", "Fran Fisher", "How long does a request take?")
    assert "5 business days" in answer.text
    assert "What do you want to say?" in answer.text
    assert HERE in buttons_of(answer.card)


async def test_why_a_request_is_denied_is_never_a_question(office: Office) -> None:
    """A denial ends a request, so nothing is put as its explanation that may be meant for the bot."""
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", "Is it not the same again?", "yes")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("words", ["go back, I picked the wrong ground", "back please", "wrong ground"])
async def test_one_can_go_back_to_the_detail_before(office: Office, words: str) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001 repeated")
    assert (await office.fran.says(words)).text.startswith("On which ground is it denied?")
    await office.fran.says_all("scope", "The partner asks us to run the whole project for them.", "yes")
    [denied] = [one for one in await office.house.store.history("SME-0001") if one.name == "denied"]
    assert denied.details["ground"] == "scope"


@pytest.mark.parametrize("words", ["first show me what is waiting", "let me see the request once more"])
async def test_before_one_of_a_list_is_chosen_something_may_be_looked_at(office: Office, words: str) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001")
    answer = await office.tess.says(words)
    assert "SME-0001" in answer.text
    assert "is not on the list" not in answer.text
    assert "Which SME do you offer it to?" in answer.text


async def test_another_request_may_be_meant_in_a_long_sentence_as_well(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    await office.fran.says("deny SME-0001")
    put = await office.fran.says("Ah no, I was wrong with the number! I wanted to deny the Northwind one")
    assert put.text.startswith("Shall I deny SME-0002")


async def test_an_explanation_may_call_its_reader_by_name(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001 scope")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    told = "Sorry Pat, you ask us to run the rollout of labels; that is no work of a SME. Call me."
    assert f"Explanation for the partner: {told}" in (await office.fran.says_all("Pat, I hmm", told)).text
    await office.fran.says("yes")
    assert (await office.request("SME-0001")).state is State.DENIED
