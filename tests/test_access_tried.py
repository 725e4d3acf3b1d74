"""What outsiders said and pressed when they tried access, and what they were to read."""

import pytest

from playbook.access.record import State
from tests.applying import NUMBER, UNLISTED_TENANT, newcomer
from tests.office import Office


@pytest.mark.parametrize(
    "said",
    [
        "request access please",
        "I want to request access",
        "can I get access?",
        "sign up",
        "register me please",
        "I need a SME for AIP",
        "how do I join?",
    ],
)
async def test_a_stranger_who_asks_in_words_of_their_own_begins(office: Office, said: str) -> None:
    assert "What are you called?" in (await newcomer(office).says(said)).text


@pytest.mark.parametrize("said", ["submit", "cancel", "discard", "back"])
async def test_who_has_submitted_hears_so_and_not_that_answers_are_gone(office: Office, said: str) -> None:
    nora = newcomer(office)
    await nora.applies()
    answer = await nora.says(said)
    assert f"Your application {NUMBER} is submitted already. Nothing was changed." in answer.text
    assert (await nora.application()).state is State.APPLIED


@pytest.mark.parametrize("said", ["I accept", "yes I accept", "yes"])
async def test_accepting_without_the_code_says_what_else_is_needed(office: Office, said: str) -> None:
    nora = newcomer(office)
    await nora.applies()
    await office.fran.says(f"approve {NUMBER}")
    await office.deliver()
    assert "press Complete registration on your invitation, or say register, your code" in (await nora.says(said)).text
    assert (await nora.application()).state is State.INVITED


async def test_back_at_the_first_question_asks_that_one_again_and_keep_keeps(office: Office) -> None:
    nora = newcomer(office)
    await nora.says("request access")
    answer = await nora.says("back")
    assert "this is the first question" in answer.text
    assert "What are you called?" in answer.text
    await nora.says_all("Nora Newman", "back")
    assert "Which partner company" in (await nora.says("keep")).text
    draft = await nora.desk_draft()
    assert draft is not None
    assert draft.answers == {"name": "Nora Newman"}


async def test_help_while_answering_says_what_else_can_be_said(office: Office) -> None:
    nora = newcomer(office)
    await nora.says("request access")
    answer = await nora.says("help")
    assert "say back, change and the name of a field, form, cancel or start over" in answer.text
    assert "What are you called?" in answer.text


async def test_ok_at_the_review_submits_nothing(office: Office) -> None:
    nora = newcomer(office)
    await nora.fills_in()
    assert "Nothing was submitted yet" in (await nora.says("ok")).text


async def test_an_approval_that_adds_a_tenant_says_so(office: Office) -> None:
    await newcomer(office, tenant=UNLISTED_TENANT).applies()
    answer = await office.tess.says(f"approve {NUMBER}")
    assert "the applicant's tenant comes onto the list of Contoso Partners" in answer.text


async def test_a_queue_names_the_applications_that_wait_as_well(office: Office) -> None:
    assert "applications" not in (await office.fran.says("queue")).text
    await newcomer(office).applies()
    assert "An application for access waits for you as well" in (await office.fran.says("queue")).text
    await newcomer(office, 2).applies()
    assert "Applications for access wait for you as well" in (await office.fran.says("queue")).text
    assert "as well" not in (await office.tess.says("queue")).text
