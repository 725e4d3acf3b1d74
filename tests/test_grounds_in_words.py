"""What an FPM says where the ground of a denial, or its explanation, is asked for."""

import pytest

from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize(
    "said", ["not repeated", "it is not out of scope", "nicht wiederholt", "they never had it before"]
)
async def test_a_ground_that_is_denied_is_none(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", said, "they had three of those", "yes")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["no people for that", "not enough information", "it is not scope, it is repeated"])
async def test_a_ground_may_hold_a_negation(office: Office, said: str) -> None:
    await office.pat.files()
    asked = await office.fran.says_all("deny SME-0001", said)
    assert "explain" in asked.text


@pytest.mark.parametrize("said", ["Northwind is the repeated one", "this is about Northwind, not Litware"])
async def test_who_names_another_request_means_the_step_on_that(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    put = await office.fran.says_all("deny SME-0001", said)
    assert "Shall I deny SME-0002" in put.text


async def test_an_explanation_may_name_another_request(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    await office.fran.says_all("deny SME-0001", "repeated", "they asked the same for Northwind in May", "yes")
    assert (await office.request("SME-0001")).state is State.DENIED


@pytest.mark.parametrize("said", ["this is annoying, the bot asks everything twice", "I am not telling you"])
async def test_a_complaint_about_the_bot_reaches_no_partner(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated", said, "yes")
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_comma_parts_the_ground_from_its_explanation(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001 repeated, they asked twice already")
    assert (await office.newest()).state is State.DENIED
    assert "they asked twice already" in (await office.pat.says("why was SME-0001 denied?")).words


WAVERING = [
    "let's return it to Pat",
    "I need to talk to Pat before",
    "lassen wir das",
    "mejor la apruebo",
    "I would like to sleep on it",
]


@pytest.mark.parametrize("said", WAVERING)
async def test_who_wavers_where_an_explanation_is_asked_for_denies_nothing(office: Office, said: str) -> None:
    await office.pat.files()
    asked = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert "Please explain it to the partner" in asked.text
    assert "answer:" in asked.words
    await office.fran.says("yes")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize(
    "said", ["approve Litware but deny Northwind, no people", "return Litware and approve Northwind"]
)
async def test_of_two_verdicts_in_one_line_none_is_put_on_the_wrong_request(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    answer = await office.fran.says(said)
    assert "one by one" in answer.text
    assert "Shall I" not in answer.text


async def test_the_fields_that_are_excepted_are_not_sent_back(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001", "not the region, just the seats")
    await office.fran.says_all("please count again", "yes")
    assert (await office.newest()).reopened in ((), ("seat_count",))


@pytest.mark.parametrize(
    "said", ["withdraw SME-0001 as soon as Sam declines", "withdraw SME-0001, that is what Petra wants but I don't"]
)
async def test_a_withdrawal_with_a_condition_or_against_ones_will_is_put(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says(said)
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_comma_stands_between_the_fields_that_are_returned(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("return SME-0001 seats, justification", "please check both", "yes")
    assert set((await office.newest()).reopened) == {"seat_count", "justification"}


async def test_the_sme_is_whom_it_goes_to_and_not_who_is_named_in_the_reason(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    put = await office.tess.says("reassign SME-0001 to Sana: Sam told me so")
    assert "SME: Sam Silva" not in put.text
