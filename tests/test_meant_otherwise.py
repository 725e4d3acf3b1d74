"""What is said instead of a yes, beside an answer, or to nobody in particular, is heard as what it is."""

import pytest

from playbook.requests.record import State
from tests.office import Office


async def two_requests(office: Office) -> None:
    """File one for Northwind and one for Litware."""
    await office.pat.files_for("Northwind", "Litware")


@pytest.mark.parametrize("said", ["approve SME-0001 and SME-0002", "approve SME-0001, SME-0002"])
async def test_two_requests_in_one_command_are_taken_one_by_one(office: Office, said: str) -> None:
    await two_requests(office)
    asked = await office.fran.says(said)
    assert "SME-0001" in asked.words
    assert "SME-0002" in asked.words
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["the Litware one", "no, SME-0002", "I meant Litware"])
async def test_another_request_named_instead_of_a_yes_is_put(office: Office, said: str) -> None:
    await two_requests(office)
    await office.fran.says("looks good, approve Northwind")
    put = await office.fran.says(said)
    assert "Shall I approve SME-0002" in put.text
    await office.fran.says("yes")
    assert (await office.request("SME-0002")).state is State.APPROVED
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["hmm no, Sam please", "Sam instead", "rather Sam Silva"])
async def test_another_sme_named_instead_of_a_yes_is_put(office: Office, said: str) -> None:
    await office.approved()
    await office.tess.says("let Sana have it")
    put = await office.tess.says(said)
    assert "SME: Sam Silva" in put.text
    await office.tess.says("yes")
    assert (await office.newest()).sme == office.sam.key


@pytest.mark.parametrize("question", ["what happens then?", "who is the FPM?", "will they be told?"])
async def test_a_question_before_the_yes_is_answered_and_the_step_put_again(office: Office, question: str) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw my request, they found somebody")
    put = await office.pat.says(question)
    assert "Shall I withdraw SME-0001" in put.text
    await office.pat.says("yes")
    assert (await office.newest()).state is State.WITHDRAWN


async def test_a_field_that_is_unknown_does_not_lose_the_others(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English, 400 seats, can't tell the tenant ID")
    drafted = await office.pat.drafted()
    assert (drafted["seat_count"], drafted["region"]) == ("400", "EMEA")


@pytest.mark.parametrize("said", ["around 650 i guess", "650 I think", "i'd say 650"])
async def test_a_hedged_number_is_one(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "650"


async def test_undo_goes_back_a_question_where_nothing_was_filed(office: Office) -> None:
    await office.pat.says("new request")
    await office.pat.says("AIP P2")
    asked = await office.pat.says("undo")
    assert "others have been told" not in asked.text
    assert asked.text.count("Which workload") == 1


async def test_a_customer_without_a_request_is_named_as_such(office: Office) -> None:
    await two_requests(office)
    answer = await office.pat.says("status of the Tailspin request")
    assert "no request for Tailspin" in answer.text


@pytest.mark.parametrize("said", ["skip", "yes please", "no thanks"])
async def test_a_word_to_nothing_names_nobody_elses_step(office: Office, said: str) -> None:
    await office.pat.files()
    assert "Only" not in (await office.fran.says(said)).text


async def test_whose_step_it_is_is_said_where_it_is_named(office: Office) -> None:
    await office.pat.files()
    assert "Only the requester can withdraw" in (await office.fran.says("withdraw it")).text


@pytest.mark.parametrize("said", ["hand it back please, my arm is broken", "I must return this one, I am ill"])
async def test_an_assigned_sme_hands_back_in_their_own_words(office: Office, said: str) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sam")
    await office.sam.says(f"accept {request.number}")
    put = await office.sam.says(said)
    assert f"Shall I hand {request.number}" in put.text


async def test_what_is_asked_about_denying_is_answered_from_the_playbook(office: Office) -> None:
    await office.pat.files()
    assert "may be denied for" in (await office.fran.says("on which grounds may I say no")).text


@pytest.mark.parametrize("said", ["history of Litware", "list of open ones", "the details of the Litware request"])
async def test_a_wish_to_see_something_is_no_explanation(office: Office, said: str) -> None:
    await two_requests(office)
    await office.fran.says_all("deny SME-0001 no people", said, "yes")
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize(
    "said",
    [
        "no capacity until Q3",
        "Duplicate of SME-0002",
        "Please talk to support first, they can unblock this",
        "Help is available through the documentation portal",
    ],
)
async def test_an_explanation_may_begin_like_something_else(office: Office, said: str) -> None:
    await two_requests(office)
    await office.fran.says_all("deny SME-0001 no people", said, "yes")
    assert (await office.request("SME-0001")).state is State.DENIED


@pytest.mark.parametrize("said", ["could we withdraw SME-0001 please", "I would like to withdraw the newer one"])
async def test_an_order_is_not_its_own_reason(office: Office, said: str) -> None:
    await office.pat.files()
    assert "Reason:" not in (await office.pat.says(said)).text


async def test_what_was_said_so_far_is_shown_in_the_middle_of_a_draft(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English, 400 seats")
    told = await office.pat.says("no second lang, smc, talked to fran")
    assert "Discussed with the FPM: Yes" in told.text
    assert "Seat Count: 400" in (await office.pat.says("what did I say so far?")).text


async def test_what_the_partner_wrote_is_told_to_the_fpm(office: Office) -> None:
    await office.pat.files()
    assert "Labels are not applied" in (await office.fran.says("what did Pat write?")).text


async def test_a_yes_and_one_more_takes_both_one_after_the_other(office: Office) -> None:
    await two_requests(office)
    await office.fran.says("looks good, approve Northwind")
    put = await office.fran.says("yes and Litware too")
    assert (await office.request("SME-0001")).state is State.APPROVED
    assert "Shall I approve SME-0002" in put.text


@pytest.mark.parametrize(
    ("said", "key", "kept"),
    [
        ("thats not emea but apj", "region", "APJ"),
        ("change EMEA to APJ", "region", "APJ"),
        ("500 instead of 300 seats", "seat_count", "500"),
        ("changing seats to 400", "seat_count", "400"),
        ("one more thing for the additional information: MFA is on", "justification", "MFA is on"),
    ],
)
async def test_a_correction_at_the_review_is_kept(office: Office, said: str, key: str, kept: str) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted[key].endswith(kept)
    assert drafted["region"] == (kept if key == "region" else "EMEA")
    assert "Labels are not applied" in drafted["justification"]


@pytest.mark.parametrize("said", ["wait, it's 350 seats, not 300", "sorry, 350 seats"])
async def test_a_correction_at_the_explanation_is_kept_as_what_it_is(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "350"
    assert "Labels are not applied" in drafted["justification"]


@pytest.mark.parametrize(
    "said",
    [
        "conditional access policies lock out the guests and we dont know why",
        "Users cannot sign in after the cutover. Any idea why?",
        "They want to skip the pilot and start with 300 users. We advise against it.",
    ],
)
async def test_an_explanation_may_hold_a_riddle_or_a_question(office: Office, said: str) -> None:
    await office.pat.reviews()
    await office.pat.says("change additional information")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["justification"] == said


async def test_a_returned_value_may_be_told_right_away(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("return SME-0001 seats: please count again")
    await office.deliver()
    put = await office.pat.says("they have 450 active seats")
    assert "SME-0001" in put.text
    await office.pat.says("yes")
    await office.pat.says("submit")
    assert (await office.newest()).answers["seat_count"] == "450"


@pytest.mark.parametrize("said", ["could we offer it not to Sana but to Sam", "please offer it to Sam, not Sana"])
async def test_who_is_named_instead_is_the_one_it_is_offered_to(office: Office, said: str) -> None:
    await office.approved()
    await office.tess.says("status SME-0001")
    put = await office.tess.says(said)
    assert "SME: Sam Silva" in put.text
    assert "Sana" not in put.text.partition("SME: ")[2].partition("\n")[0]


AFTER_A_PUT_STEP = [
    ("yes deny it", "Shall I deny SME-0001"),
    ("yes it is a repeat though", "Shall I approve SME-0001"),
    ("ok, who filed it", "SME-0001 was filed by Pat"),
]


@pytest.mark.parametrize(("said", "answered"), AFTER_A_PUT_STEP)
async def test_what_follows_a_put_step_is_about_its_request(office: Office, said: str, answered: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    assert "Shall I approve SME-0001" in (await office.fran.says("approve Litware")).text
    assert answered in (await office.fran.says(said)).text


async def test_it_may_be_any_that_waits_where_only_a_notice_came(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    assert "Which request" in (await office.fran.says("approve it")).text


async def test_it_is_what_was_asked_for_last(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    await office.fran.says("status SME-0001")
    assert "SME-0001" in (await office.fran.says("please approve it")).text.partition("?")[0]


async def test_it_is_the_only_one_that_waits(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    assert "Shall I approve SME-0001" in (await office.fran.says("I would approve it")).text
