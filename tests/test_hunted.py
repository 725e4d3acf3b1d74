"""What an adversary found to be taken though nobody meant it, and other cases of the same kinds."""

import pytest

from playbook.requests.record import State
from tests.office import Office

NEED = "I need a SME for AIP P2 for Northwind, 300 seats in EMEA, in English, no second language"
ID = "12345678-90ab-cdef-1234-567890abcdef"


@pytest.mark.parametrize(
    "said",
    [
        "wrong ground, it's out of scope",
        "I picked repeated but it must be out of scope",
        "not repeated, out of scope",
        "sorry, scope is the right ground",
    ],
)
async def test_a_ground_that_is_set_right_is_the_one_of_the_denial(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", said)
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.says_all("The partner asks us to run the whole project for them.", "yes")
    [denied] = [one for one in await office.house.store.history("SME-0001") if one.name == "denied"]
    assert denied.details["ground"] == "scope"


@pytest.mark.parametrize(
    "said",
    [
        "@Tess can you look at this",
        "Tess please have a look first",
        "Felix, could you check that for me?",
        "Felix has to agree",
        "this is for Petra's request",
        "I don't have a good one",
    ],
)
async def test_what_is_said_to_a_colleague_explains_nothing_to_the_partner(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", said, "yes")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.says_all("cancel", "return SME-0001 seats", said, "yes")
    assert (await office.request("SME-0001")).state is State.SUBMITTED


async def test_who_is_written_to_may_be_called_by_name(office: Office) -> None:
    await office.assigned()
    await office.pat.says_all("message SME-0001 to Sana", "Sana please call me tomorrow", "yes")
    await office.deliver()
    assert office.sana.last.text == "Pat Parker writes to you about SME-0001. Sana please call me tomorrow"


@pytest.mark.parametrize(
    "said",
    [
        "no SME needed for Adatum",
        "nobody needs an SME here",
        "what happens if I say new request",
        'my customer asked "do we need an SME?"',
        "they asked whether they need an SME",
        "do I need an SME for 700 seats?",
        "suppose a customer had 700 seats of AIP P2 in EMEA",
        "they might need an SME in spring",
        "we needed an SME for MCAS last year",
    ],
)
async def test_a_need_that_nobody_has_now_is_not_begun(office: Office, said: str) -> None:
    await office.pat.says(said)
    assert await office.pat.draft() is None


@pytest.mark.parametrize("which", ["2", "the second one", "the last one please", "#2"])
async def test_which_request_may_be_said_by_its_digits_or_its_place(office: Office, which: str) -> None:
    await office.pat.files_for("Litware", "Adatum")
    listed = (await office.pat.says("withdraw it")).text
    wanted = "SME-0002" if "2" in which else sorted(("SME-0001", "SME-0002"), key=listed.index)[1]
    assert (await office.pat.says(which)).text.startswith(f"Shall I withdraw {wanted}")


@pytest.mark.parametrize(
    "said", ["ask Petra if the seats are 500", 'Sana wrote "seats are 500"', "tell Fran the region is APJ"]
)
async def test_what_shall_be_told_or_is_quoted_changes_no_review(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(said)
    assert await office.pat.drafted() == before


@pytest.mark.parametrize("said", [f"{ID} was the old tenant", f"the subscription is {ID}", f"for example {ID}"])
async def test_an_id_that_is_another_one_is_not_kept(office: Office, said: str) -> None:
    await office.pat.says_all(NEED, said)
    assert "tenant_id" not in await office.pat.drafted()


@pytest.mark.parametrize(
    "said",
    ["between two and three hundred", "500, no", "500... scrap that", "for MDATP it is 500", "350 AADP licences"],
)
async def test_no_seats_are_kept_that_are_taken_back_unclear_or_of_another_workload(office: Office, said: str) -> None:
    await office.pat.says_all("I need a SME for AIP P2 for Northwind in EMEA, in English, no second language", said)
    assert "seat_count" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["brb phone", "typo", "EMEA", "German", "AIP P2", "admin@adatum.com", "in Germany"])
async def test_what_is_no_name_names_no_customer(office: Office, said: str) -> None:
    await office.pat.says_all("I need a SME for AIP P2, 300 seats in EMEA, in English, no second language", said)
    assert "tenant_name" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["write Adatum", "put Adatum for now", "their name is Adatum", "type Adatum there"])
async def test_a_name_is_found_in_what_is_said_around_it(office: Office, said: str) -> None:
    await office.pat.says_all("I need a SME for AIP P2, 300 seats in EMEA, in English, no second language", said)
    assert (await office.pat.drafted())["tenant_name"] == "Adatum"


async def test_the_tenant_of_one_customer_is_not_taken_over_to_another(office: Office) -> None:
    await office.pat.files(tenant_name="Tailspin")
    await office.pat.says("the same again for Adatum please, as last time")
    told = await office.pat.drafted()
    assert told["tenant_name"] == "Adatum"
    assert told.keys().isdisjoint({"tenant_id", "tenant_segment"})


@pytest.mark.parametrize(
    "said",
    ["I have no good reason", "@Petra what did we say for Litware", "I don't think we need a SME any more"],
)
async def test_what_gives_no_reason_is_no_justification(office: Office, said: str) -> None:
    await office.pat.reviews(justification="later")
    await office.pat.says_all("change additional information", said)
    assert (await office.pat.drafted()).get("justification") != said


@pytest.mark.parametrize(
    "said", ["status SME-0002", "show Adatum", "Adatum looks odd", "Adatum can wait", "history SME-0002"]
)
async def test_a_put_step_goes_to_no_request_that_is_only_spoken_of(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.fran.says_all("approve the Litware one", said, "yes")
    assert {(await office.request(number)).state for number in ("SME-0001", "SME-0002")} == {State.SUBMITTED}


@pytest.mark.parametrize("said", ["show Sana", "Sana is busy", "who is Sana?"])
async def test_a_put_offer_goes_to_nobody_who_is_only_spoken_of(office: Office, said: str) -> None:
    await office.approved()
    await office.tess.says_all("offer the Northwind one to Sam", said, "yes")
    request = await office.request("SME-0001")
    assert request.sme != office.sana.key


@pytest.mark.parametrize("said", ["status SME-0009", "no 500", "withdraw it"])
async def test_a_yes_after_something_else_files_nothing(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    if "throw" in office.pat.last.text:
        await office.pat.says("no")
    await office.pat.says("yes")
    assert await office.filed() == 0


@pytest.mark.parametrize("said", ["and for Globex the same please", "Petra has 500 seats there"])
async def test_what_is_another_customers_does_not_overwrite_the_review(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(said)
    assert await office.pat.drafted() == before


@pytest.mark.parametrize(
    ("family", "plan", "workload"), [("AIP", "P2", "AIP_P2"), ("OATP", "plan 1 I think", "OATP_P1")]
)
async def test_the_plan_alone_answers_which_of_two_it_is(office: Office, family: str, plan: str, workload: str) -> None:
    await office.pat.says_all("new request", family, plan)
    assert (await office.pat.drafted())["workload"] == workload


async def test_a_no_after_a_step_does_not_sound_as_if_it_were_undone(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("approve SME-0001")
    assert "What was done before still stands" in (await office.fran.says("no")).text


@pytest.mark.parametrize("said", ["because I'm not in APJ. Ask Sana", "because I am on leave"])
async def test_a_reason_after_a_put_step_is_no_step_of_somebody_else(office: Office, said: str) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sam")
    await office.deliver()
    await office.sam.says("no thanks")
    assert f"Reason: {said}" in (await office.sam.says(said)).text
    await office.sam.says("yes")
    assert (await office.request("SME-0001")).state is State.APPROVED


@pytest.mark.parametrize("said", ["hmm no, go back", "back", "go back please"])
async def test_going_back_at_the_first_question_of_a_step_puts_no_other_step(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says("return SME-0001")
    answer = await office.fran.says(said)
    assert "Shall I" not in answer.text
    assert "Which fields need work?" in answer.text


async def test_a_yes_with_a_but_asks_for_the_step_alone_once_more(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("approve the Northwind one")
    put = await office.fran.says("yes but tell them it is the last time")
    assert put.text.startswith("Shall I approve SME-0001")


@pytest.mark.parametrize("said", ["English then", "English is fine as the second"])
async def test_the_language_that_is_told_for_the_second_one_is_kept(office: Office, said: str) -> None:
    await office.pat.says_all("I need a SME for AADP P2 for Northwind, 400 seats in EMEA, in German", said)
    told = await office.pat.drafted()
    assert (told["primary_language"], told["secondary_language"]) == ("German", "English")


async def test_it_is_what_was_just_shown_also_where_another_would_fit(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.fran.says_all("approve SME-0001", "approve SME-0002")
    await office.tess.says_all("offer SME-0001 to Sam", "status SME-0001")
    put = await office.tess.says("offer it to Sana")
    assert put.text.startswith("Shall I give SME-0001")


async def test_a_yes_to_whom_is_no_new_text_of_a_message(office: Office) -> None:
    await office.assigned()
    await office.fran.says("close SME-0001 yes")
    await office.pat.says_all("message sana about Northwind: thanks for all", "yes", "yes")
    assert "Message: thanks for all" in office.pat.last.text
