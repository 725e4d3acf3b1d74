"""A step that was put and lacks something yet: what is said next may be just that, and nothing is taken by it."""

import pytest

from playbook.requests.record import State
from tests.office import Office


async def test_what_a_put_step_lacks_may_be_said_right_away(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("deny the Northwind one")
    assert "Ground: Repeated help on the same topic" in (await office.fran.says("repeated topic")).text
    put = await office.fran.says("they asked for the same three times this year")
    assert "Explanation for the partner: they asked for the same three times this year" in put.text
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.request("SME-0001")).state is State.DENIED


async def test_the_fields_of_a_put_return_are_no_question_about_them(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("send Northwind back please")
    put = await office.fran.says("additional information")
    assert put.text.startswith("Shall I return SME-0001")
    assert "Fields that need work: Additional information" in put.text
    note = "it does not say which labels are in use"
    assert f"What is missing or incorrect: {note}" in (await office.fran.says(note)).text


async def test_a_reason_may_follow_a_put_step(office: Office) -> None:
    await office.assigned()
    await office.sana.says("hand the Northwind one back")
    assert "Reason: I am on leave until May" in (await office.sana.says("I am on leave until May")).text
    assert (await office.request("SME-0001")).state is State.ASSIGNED


@pytest.mark.parametrize(
    "said", ["hmm let me think", "I'd ask Felix first", "what is a ground?", "thanks", "who has it?"]
)
async def test_what_says_nothing_of_it_fills_nothing_in(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says("deny the Northwind one, repeated topic")
    answer = await office.fran.says(said)
    assert f"Explanation for the partner: {said}" not in answer.text
    assert (await office.request("SME-0001")).state is State.SUBMITTED
