"""What names a step without meaning it, and what means one in other words: quoted, asked, of others, or in doubt."""

import pytest

from playbook.requests.record import State
from tests.office import Office, buttons_of


@pytest.mark.parametrize(
    "said", ['he wrote "approve it" to me', 'Pat said: "please deny SME-0001"', "the card says \u201capprove it\u201d"]
)
async def test_what_is_quoted_puts_no_step(office: Office, said: str) -> None:
    await office.pat.files()
    answer = await office.fran.says(said)
    assert "Shall I" not in answer.text
    assert (await office.request("SME-0001")).state is State.SUBMITTED


async def test_a_step_beside_a_quotation_is_put(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says('send back the Northwind one, "Ask Fran" is not enough')
    assert put.text.startswith("Shall I return SME-0001")


@pytest.mark.parametrize(
    "said", ["did Sana contact them", "if Sana was in touch", "once Sana has called", "nobody contacted them"]
)
async def test_who_asks_whether_contact_was_made_confirms_none(office: Office, said: str) -> None:
    await office.assigned()
    put = await office.fran.says(f"close SME-0001 {said}")
    assert "First contact made: Yes" not in put.text
    assert (await office.request("SME-0001")).state is State.ASSIGNED


async def test_a_partner_who_wants_it_closed_hears_who_closes(office: Office) -> None:
    await office.assigned()
    answer = await office.pat.says("close it please, we are done")
    assert "fran.fisher@fasttrack.example" in answer.text
    assert "Shall I withdraw" not in answer.text


@pytest.mark.parametrize("said", ["hmm let me check my calendar first", "I'm not sure I have the time for this one"])
async def test_a_sme_in_doubt_sees_the_offer_with_its_buttons(office: Office, said: str) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    answer = await office.sana.says(said)
    assert {"Accept", "Decline"} <= buttons_of(answer.card).keys()
    assert (await office.request("SME-0001")).state is State.OFFERED


async def test_who_declines_what_they_have_accepted_is_only_offered_to_hand_it_back(office: Office) -> None:
    await office.assigned()
    put = await office.sana.says("decline it please, I am ill")
    assert put.text.startswith("Shall I hand SME-0001")


async def test_a_bare_number_names_the_request_that_is_given_to_somebody(office: Office) -> None:
    await office.approved()
    await office.pat.files(tenant_name="Litware")
    await office.fran.says("approve SME-0002")
    await office.tess.says("offer SME-0002 to Sam")
    assert (await office.tess.says("give 2 to Sana")).text.startswith("Shall I give SME-0002")


async def test_a_condition_in_what_shall_be_told_keeps_nothing_from_being_told(office: Office) -> None:
    await office.approved()
    put = await office.tess.says("ask Pat if the customer can wait until January")
    assert put.text.startswith("Shall I send this about SME-0001")
    assert "To: Pat Parker" in put.text


@pytest.mark.parametrize(
    "said", ["if they had 500 seats would we get somebody for MDATP", "and if it is MDATP can we get one?"]
)
async def test_what_is_supposed_and_asked_begins_no_request(office: Office, said: str) -> None:
    await office.pat.says(said)
    assert await office.pat.draft() is None


async def test_a_greeting_before_a_need_is_no_question(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    answer = await office.pat.says("hey how are you? got a new one: AATP, 14000 seats, AMER")
    assert "People resources are available" not in answer.text
    assert (await office.pat.drafted()).items() >= {"workload": "AATP", "seat_count": "14000", "region": "AMER"}.items()


async def test_the_same_customer_is_the_one_that_was_shown_last(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.pat.says("status SME-0001")
    await office.pat.says("the same customer needs somebody for MIG P2 as well, 800 seats")
    assert (await office.pat.drafted())["tenant_name"] == "Litware"


async def test_who_withdraws_what_stands_before_them_is_asked_about_the_draft(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.reviews(tenant_name="Adatum")
    asked = await office.pat.says("withdraw it, the customer stopped the project")
    assert asked.text.startswith("Shall I throw this away?")
    assert "Adatum" in asked.text
    await office.pat.says("yes")
    assert await office.pat.draft() is None
    assert (await office.request("SME-0001")).state is State.SUBMITTED
