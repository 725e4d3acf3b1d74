"""Words and values that may be the answer are put for one tap: neither taken on a guess, nor lost."""

import pytest

from playbook.requests.record import Request, State
from tests.office import Office, buttons_of

BEGIN = "need an AIP P2 SME for Trey Research"


async def _offered(office: Office) -> Request:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sam")
    await office.deliver()
    return request


@pytest.mark.parametrize(
    "said",
    [
        "he is a nice guy though",
        "sounds familiar",
        "Monday",
        "they had this twice in spring",
        "your team was coached on it",
        "Drittes Mal dasselbe Thema",
        "FTOP has it",
    ],
)
async def test_whatever_may_be_an_explanation_is_put_and_taken_by_a_yes(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    put = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert put.text.startswith("Shall I deny SME-0001")
    assert put.text.endswith(f"Explanation for the partner: {said}")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.says("yes")
    assert (await office.request("SME-0001")).state is State.DENIED
    assert said in (await office.pat.says("why was SME-0001 denied?")).words


@pytest.mark.parametrize(
    "said",
    [
        "I'll explain it to Pat myself",
        "please ask Pat first for the tenant ID",
        "ask me again tomorrow",
        "Northwind is also a repeat",
        "ich überlege es mir noch",
        "hmm not so sure about that",
        "make it sound nice",
        "translate it to German",
        "you're asking a lot today",
        "same text as for Wingtip",
        "we agreed to wait until Friday",
        "Approve would break our cap of two per quarter",
    ],
)
async def test_what_plans_or_orders_is_not_put_and_is_an_explanation_by_its_button_alone(
    office: Office, said: str
) -> None:
    await office.pat.files_for("Litware", "Northwind")
    answer = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert answer.text.startswith("I take these words as said to me")
    assert "Please explain it to the partner" in answer.text
    await office.fran.says("yes")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    await office.fran.presses(answer.card, "Take these words as the answer")
    assert (await office.request("SME-0001")).state is State.DENIED
    assert said in (await office.pat.says("why was SME-0001 denied?")).words


async def test_a_plan_at_more_length_is_put_like_any_explanation(office: Office) -> None:
    await office.pat.files()
    said = "we will run a workshop on this very topic in March, and I will invite your whole team to it"
    put = await office.fran.says_all("deny SME-0001", "repeated", said)
    assert put.text.endswith(f"Explanation for the partner: {said}")


@pytest.mark.parametrize("said", ["cancel the decline", "I think I can make it work", "ask Sana whether she can"])
async def test_a_sme_who_still_thinks_declines_nothing(office: Office, said: str) -> None:
    request = await _offered(office)
    await office.sam.says_all(f"decline {request.number}", said, "yes")
    assert (await office.newest()).state is State.OFFERED


@pytest.mark.parametrize("said", ["I'm on parental leave", "no time, fully booked", "je suis malade"])
async def test_a_sme_who_says_why_declines_by_a_yes(office: Office, said: str) -> None:
    request = await _offered(office)
    put = await office.sam.says_all(f"decline {request.number}", said)
    assert put.text.endswith(f"Reason: {said}")
    assert (await office.newest()).state is State.OFFERED
    await office.sam.says("yes")
    assert (await office.newest()).state is State.APPROVED


@pytest.mark.parametrize("said", ["cancel the message", "to Sana, not to Fran", "is she in today?"])
async def test_what_is_no_message_is_not_sent(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says_all("message SME-0001 to Fran", said, "yes")
    assert [one.name for one in await office.house.store.history("SME-0001")] == ["submitted"]


@pytest.mark.parametrize("behind", ["I'll file a better one", "that is what Petra wants, I would rather keep it"])
async def test_a_command_whose_words_still_plan_is_put(office: Office, behind: str) -> None:
    await office.pat.files()
    put = await office.pat.says(f"withdraw SME-0001 {behind}")
    assert "may change what you want" in put.text
    assert (await office.newest()).state is State.SUBMITTED


async def test_a_reason_behind_a_colon_may_plan(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("withdraw SME-0001: I will file a new one next week")
    assert (await office.newest()).state is State.WITHDRAWN


@pytest.mark.parametrize(
    "said",
    [
        "Litware had 900, this one is smaller",
        "they will have 900",
        "Sam guessed 900",
        "half of 900",
        "we hope for 900",
        "target is 900",
        "900 by summer",
        "the playbook says 900",
    ],
)
async def test_a_number_that_may_not_be_meant_is_put(office: Office, said: str) -> None:
    put = await office.pat.says_all(BEGIN, said)
    assert "seat_count" not in await office.pat.drafted()
    assert "Yes, 900" in buttons_of(put.card)
    await office.pat.says("900")
    assert (await office.pat.drafted())["seat_count"] == "900"


@pytest.mark.parametrize("said", ["they moved to Singapore last year", "our office is in Paris"])
async def test_a_place_that_may_not_be_meant_is_put(office: Office, said: str) -> None:
    put = await office.pat.says_all(f"{BEGIN}, 300 seats", said)
    assert "region" not in await office.pat.drafted()
    assert any(button.startswith("Yes, ") for button in buttons_of(put.card))


@pytest.mark.parametrize(
    ("said", "seats"),
    [("it's 350 seats, not 300", "350"), ("they bought 2000 but active is only 600", "600"), ("640 are in use", "640")],
)
async def test_a_number_that_is_told_for_sure_is_kept(office: Office, said: str, seats: str) -> None:
    await office.pat.says_all(BEGIN, said)
    assert (await office.pat.drafted())["seat_count"] == seats


@pytest.mark.parametrize("said", ["Ask Fran", "Petra's customer", "Tailspin or Wingtip"])
async def test_a_name_that_may_be_a_sentence_is_put(office: Office, said: str) -> None:
    put = await office.pat.says_all("need an AIP P2 SME", "change customer", said)
    assert "tenant_name" not in await office.pat.drafted()
    await office.pat.presses(put.card, f"Yes, {said}")
    assert (await office.pat.drafted())["tenant_name"] == said


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Fabrikam is the partner, the customer is Margie's Travel", "Margie's Travel"),
        ("it used to be Litware, now it's called Litware Group", "Litware Group"),
        ("we call them Blue, in FTOP Blue Yonder Airlines", "Blue Yonder Airlines"),
        ("Bank of Lyon and Sons", "Bank of Lyon and Sons"),
        ("die Firma heißt Müller & Söhne KG", "Müller & Söhne KG"),
    ],
)
async def test_a_customers_name_is_found_in_its_sentence(office: Office, said: str, name: str) -> None:
    await office.pat.says_all("need an AIP P2 SME", "change customer", said)
    assert (await office.pat.drafted())["tenant_name"] == name


async def test_what_was_last_year_is_no_part_of_a_new_need(office: Office) -> None:
    await office.pat.says("we did AIP P2 with Litware last year, now they need an MCAS SME, 300 seats")
    drafted = await office.pat.drafted()
    assert drafted["workload"] == "MCAS"
    assert "tenant_name" not in drafted


@pytest.mark.parametrize(
    "said", ["no justification", "withdraw this", "see the ticket", "ask Petra, she knows the case", "as usual"]
)
async def test_what_hardly_says_why_a_sme_is_needed_waits_for_a_yes(office: Office, said: str) -> None:
    await office.pat.says_all(BEGIN, "change additional information")
    await office.pat.says(said)
    assert "justification" not in await office.pat.drafted()
    await office.pat.says("yes")
    assert (await office.pat.drafted())["justification"] == said


@pytest.mark.parametrize("said", ["label design for 40 TB", "first AIP project", "nos falta experiencia"])
async def test_a_brief_reason_is_kept(office: Office, said: str) -> None:
    await office.pat.says_all(BEGIN, "change additional information", said)
    assert (await office.pat.drafted())["justification"] == said


async def test_another_fields_value_is_no_reason(office: Office) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", "change additional information", "the seats are 450 by the way")
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "450"
    assert "justification" not in drafted


async def test_a_yes_with_more_behind_it_is_asked_for_alone(office: Office) -> None:
    await office.pat.files()
    put = await office.pat.says_all("I want to withdraw my request", "yes, the customer told me so")
    assert "Shall I withdraw SME-0001" in put.text
    assert (await office.newest()).state is State.SUBMITTED
    await office.pat.says("yes")
    assert (await office.newest()).state is State.WITHDRAWN


@pytest.mark.parametrize("said", ["mehrere Kunden", "tema repetido", "pas assez d'informations", "対象外です"])
async def test_a_ground_is_understood_in_five_languages(office: Office, said: str) -> None:
    await office.pat.files()
    assert "explain" in (await office.fran.says_all("deny SME-0001", said)).text


@pytest.mark.parametrize(
    "said",
    [
        "Sana covers APJ",
        "the SME sits in Japan",
        "calling from London",
        "fuera de EMEA",
        "EMEA以外",
        "US holidays today",
    ],
)
async def test_a_place_in_passing_is_not_kept(office: Office, said: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", said)
    assert "region" not in await office.pat.drafted()


@pytest.mark.parametrize(
    "said",
    ["answer in German please", "hablas español", "they refused English", "English breakfast", "Sana speaks English"],
)
async def test_a_language_in_passing_is_not_kept(office: Office, said: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats, EMEA", said)
    assert "primary_language" not in await office.pat.drafted()


@pytest.mark.parametrize(
    "said", ["Sana knows AIP P2", "MCAS comes later", "moving away from MDATP", "let's chat in Teams", "they run MDATP"]
)
async def test_a_workload_in_passing_is_not_kept(office: Office, said: str) -> None:
    await office.pat.says_all("new request", said)
    assert "workload" not in await office.pat.drafted()


@pytest.mark.parametrize(
    "said", ["too big for SMC", "too small for Enterprise", "big thanks", "small talk later please"]
)
async def test_a_size_in_passing_is_no_segment(office: Office, said: str) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", "change segment", said)
    assert "tenant_segment" not in await office.pat.drafted()


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("region", "they sit in Norway", "EMEA"),
        ("region", "der Kunde sitzt in Japan", "APJ"),
        ("language", "they prefer Spanish", "Spanish"),
        ("segment", "it's a small family business", "SMC"),
        ("workload", "it's about MDATP", "MDATP"),
        ("tenant id", "here it is: 0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e"),
    ],
)
async def test_an_answer_in_a_sentence_is_kept(office: Office, key: str, said: str, kept: str) -> None:
    await office.pat.says_all("new request", f"change {key}", said)
    assert kept in (await office.pat.drafted()).values()


@pytest.mark.parametrize(
    "said", ["MCAS too", "one more for MCAS", "Sana does MCAS", "back from Japan", "also German", "for Litware"]
)
async def test_the_review_is_not_changed_in_passing(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(said)
    assert await office.pat.drafted() == before


async def test_a_yes_takes_a_value_that_was_put(office: Office) -> None:
    await office.pat.says_all(BEGIN, "they will have 900", "yes")
    assert (await office.pat.drafted())["seat_count"] == "900"


async def test_a_value_of_a_first_message_that_may_not_be_meant_is_said(office: Office) -> None:
    answer = await office.pat.says(f"{BEGIN}, they will have 900 seats")
    assert "not sure that 900 is meant as the Seat Count" in answer.text
    assert "seat_count" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["no, forget it", "nein, lassen wir das", "No, never mind."])
async def test_a_no_with_what_becomes_of_it_puts_nothing_else(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Proseware")
    answer = await office.pat.says_all("tell Fran about SME-0001 that the date moved", said)
    assert answer.text == "All right, I changed nothing."


async def test_a_full_command_begins_without_what_was_put(office: Office) -> None:
    await office.pat.files_for("Litware")
    await office.fran.says("deny the Litware one because Pat says they only wanted to talk")
    asked = await office.fran.says_all("deny SME-0001", "too little")
    assert "Please explain it to the partner" in asked.text
    assert (await office.newest()).state is State.SUBMITTED


async def test_who_is_named_behind_a_command_is_no_beginning_of_its_words(office: Office) -> None:
    await office.pat.files()
    asked = await office.pat.says_all("message SME-0001 to Fran if she doesn't answer by noon", "Fran")
    assert "What do you want to say?" in asked.text


async def test_a_step_on_a_filed_request_is_no_reason_for_a_new_one(office: Office) -> None:
    await office.pat.files_for("Litware")
    put = await office.pat.says_all(
        "need an MDATP SME for Trey Research", "change additional information", "the Litware one isn't needed any more"
    )
    assert "Shall I withdraw SME-0001" in put.text
    assert "justification" not in await office.pat.drafted()


async def test_an_ok_takes_no_step_that_was_held_back(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("withdraw SME-0001 next week", "ok")
    assert (await office.newest()).state is State.SUBMITTED
    await office.pat.says_all("withdraw SME-0001 next week", "yes")
    assert (await office.newest()).state is State.WITHDRAWN


async def test_not_sana_is_nobody_who_is_written_to(office: Office) -> None:
    number = (await office.approved()).number
    await office.tess.says(f"offer {number} to Sana")
    await office.sana.says(f"accept {number}")
    await office.deliver()
    asked = await office.pat.says_all(f"message {number}", "not Sana")
    assert "Whom do you want to write to?" in asked.text


async def test_a_because_at_another_question_is_no_justification(office: Office) -> None:
    await office.pat.says_all(f"{BEGIN}, 300 seats", "I'd prefer APJ because of the time zone")
    assert "justification" not in await office.pat.drafted()


@pytest.mark.parametrize("said", ["who is Fran", "what can I write", "who reads this?"])
async def test_a_question_to_the_bot_is_no_message(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says_all("message SME-0001 to Fran", said, "yes")
    assert [one.name for one in await office.house.store.history("SME-0001")] == ["submitted"]


async def test_a_step_that_was_held_back_stays_so_when_it_is_put_again(office: Office) -> None:
    await office.pat.files()
    await office.pat.says_all("withdraw SME-0001 next week", "yes, but only then", "ok")
    assert (await office.newest()).state is State.SUBMITTED
