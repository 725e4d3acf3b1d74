"""What is told in several messages belongs together: which request a step is for, and a need before it is begun."""

import pytest

from playbook.requests.record import State
from tests.office import Office, buttons_of


@pytest.mark.parametrize("which", ["the Adatum one", "SME-0002", "Adatum please", "I meant the one for Adatum"])
async def test_which_request_is_meant_may_be_said_and_nothing_of_the_step_is_lost(office: Office, which: str) -> None:
    await office.pat.files_for("Litware", "Adatum")
    asked = await office.pat.says("withdraw it, the customer stopped the project")
    assert buttons_of(asked.card).keys() == {"SME-0001", "SME-0002"}
    put = await office.pat.says(which)
    assert put.text.startswith("Shall I withdraw SME-0002")
    assert "Reason: the customer stopped the project" in put.text
    await office.pat.says("yes")
    assert (await office.request("SME-0002")).state is State.WITHDRAWN
    assert (await office.request("SME-0001")).state is State.SUBMITTED


async def test_the_button_of_which_request_keeps_the_words_as_well(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    asked = await office.fran.says("tell Pat that we speak tomorrow")
    put = await office.fran.presses(asked.card, "SME-0001")
    assert put.text.startswith("Shall I send this about SME-0001")
    assert "To: Pat Parker" in put.text
    assert "Message: we speak tomorrow" in put.text


async def test_a_step_without_a_number_is_put_on_the_request_that_is_said_next(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.fran.says("approve")
    put = await office.fran.says("the Litware one")
    assert put.text.startswith("Shall I approve SME-0001")
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["no", "forget it", "who has the Litware one?", "help", "deny SME-0001"])
async def test_what_does_not_say_which_request_lets_the_step_go(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.fran.says("approve it")
    assert "Shall I approve" not in (await office.fran.says(said)).text
    assert "Shall I approve" not in (await office.fran.says("the Litware one")).text
    assert {(await office.request(number)).state for number in ("SME-0001", "SME-0002")} == {State.SUBMITTED}


async def test_a_no_to_which_request_answers_nothing_of_the_draft_below(office: Office) -> None:
    await office.pat.files_for("Litware", "Litware")
    await office.pat.says_all(
        "I need a SME for MDATP for Relecloud, 700 seats in EMEA, in English, SMC", "none", "later"
    )
    before = await office.pat.drafted()
    asked = await office.pat.says("withdraw the Litware one")
    assert asked.text.startswith("Which request do you mean?")
    await office.pat.says("no")
    assert await office.pat.drafted() == before


async def test_an_hour_later_nobody_is_taken_to_answer_which_request(office: Office) -> None:
    await office.pat.files_for("Litware", "Adatum")
    await office.fran.says("approve it")
    office.clock.pass_time(hours=2)
    assert (await office.fran.says("the Litware one")).text.startswith("SME-0001 is submitted")


async def test_a_need_that_is_told_bit_by_bit_is_begun_with_all_of_it(office: Office) -> None:
    asked = await office.pat.says("our customer Fabrikam Air has 700 seats")
    assert "Seat Count: 700; Tenant Name: Fabrikam Air" in asked.text
    assert await office.pat.draft() is None
    await office.pat.says("they are in Germany")
    told = {"tenant_name": "Fabrikam Air", "seat_count": "700", "region": "EMEA"}
    assert (await office.pat.drafted()).items() >= told.items()


@pytest.mark.parametrize("way", ["yes", "the button"])
async def test_the_little_that_was_told_is_begun_with_by_a_yes_or_a_tap(office: Office, way: str) -> None:
    asked = await office.pat.says("our customer Fabrikam Air has 700 seats")
    await (office.pat.says("yes") if way == "yes" else office.pat.presses(asked.card, "Begin a request with it"))
    assert (await office.pat.drafted()).items() >= {"tenant_name": "Fabrikam Air", "seat_count": "700"}.items()


async def test_a_question_between_loses_nothing_that_was_told_of_a_need(office: Office) -> None:
    await office.pat.says("our customer Fabrikam Air has 700 seats")
    answer = await office.pat.says("which workloads are there?")
    assert "MDATP" in answer.text
    assert "Shall I begin a new request with this: Seat Count: 700; Tenant Name: Fabrikam Air?" in answer.text


@pytest.mark.parametrize("said", ["they are in Germany", "it is MDATP after all", "the Northwind one has 950 seats"])
async def test_what_may_be_about_the_request_in_sight_begins_no_other(office: Office, said: str) -> None:
    await office.pat.files()
    assert "Shall I begin a new request" not in (await office.pat.says(said)).text


@pytest.mark.parametrize("said", ["no", "forget it"])
async def test_nobody_who_lets_go_of_a_need_finds_it_begun_later(office: Office, said: str) -> None:
    await office.pat.says_all("our customer Fabrikam Air has 700 seats", said, "they are in Germany")
    assert await office.pat.draft() is None
    assert "Fabrikam" not in office.pat.last.text


async def test_an_old_button_of_a_need_throws_no_draft_away(office: Office) -> None:
    asked = await office.pat.says("our customer Fabrikam Air has 700 seats")
    await office.pat.says_all("no", "I need a SME for AIP P2 for Litware")
    before = await office.pat.drafted()
    choose = await office.pat.presses(asked.card, "Begin a request with it")
    assert "Resume" in buttons_of(choose.card)
    assert await office.pat.drafted() == before


async def test_of_a_first_message_that_is_too_long_its_beginning_is_kept(office: Office) -> None:
    need = "I need a SME for AIP P2 for Litware, 900 seats in EMEA, in English. "
    answer = await office.pat.says(need + "This is what they wrote to us before. " * 80)
    assert "more than I read at once" in answer.text
    assert (await office.pat.drafted()).items() >= {"workload": "AIP_P2", "seat_count": "900"}.items()


@pytest.mark.parametrize(
    "said",
    ["tell Pat that's fine", "SME-0001: tell Pat that's fine", "let Pat know that I approve it tomorrow"],
)
async def test_what_shall_be_told_is_a_message_whatever_step_it_names(office: Office, said: str) -> None:
    await office.pat.files()
    assert (await office.fran.says(said)).text.startswith("Shall I send this about SME-0001")


@pytest.mark.parametrize("said", ["did Sana write yet?", "has Sana written to me?", "have Sana and Fran spoken?"])
async def test_whether_somebody_wrote_is_asked_and_not_sent_to_them(office: Office, said: str) -> None:
    await office.assigned()
    answer = await office.pat.says(said)
    assert "Shall I send" not in answer.text
    assert "Sana" in answer.text


async def test_a_sme_who_tells_somebody_so_answers_the_offer(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sana")
    assert (await office.sana.says("tell Pat I accept")).text.startswith("Shall I note that you accept SME-0001")
