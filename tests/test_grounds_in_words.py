"""What an FPM says where the ground of a denial, or its explanation, is asked for."""

import pytest

from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize(
    "said", ["not repeated", "it is not out of scope", "nicht wiederholt", "they never had it before"]
)
async def test_a_ground_that_is_denied_is_none(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", said, "they had three of those")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["no people for that", "not enough information", "it is not scope, it is repeated"])
async def test_a_ground_may_hold_a_negation(office: Office, said: str) -> None:
    await office.pat.files()
    asked = await office.fran.says_all("deny SME-0001", said)
    assert "explain" in asked.text


@pytest.mark.parametrize("said", ["Northwind is the repeated one", "this is about Northwind, not Litware"])
async def test_who_names_another_request_means_the_step_on_that(office: Office, said: str) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Northwind")
    put = await office.fran.says_all("deny SME-0001", said)
    assert "Shall I deny SME-0002" in put.text


async def test_an_explanation_may_name_another_request(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Northwind")
    await office.fran.says_all("deny SME-0001", "repeated", "they asked the same for Northwind in May")
    assert (await office.request("SME-0001")).state is State.DENIED


@pytest.mark.parametrize("said", ["this is annoying, the bot asks everything twice", "I am not telling you"])
async def test_a_complaint_about_the_bot_reaches_no_partner(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated", said)
    assert (await office.newest()).state is State.SUBMITTED
