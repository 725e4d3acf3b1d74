"""What stands beside what is meant: a day behind a name, a no before a number, a site on top, a word to a message."""

import pytest

from playbook.requests.record import State
from tests.applying import newcomer
from tests.office import Office, buttons_of


@pytest.mark.parametrize(
    "said", ["tell Fran Monday works for me", "Tell Fran Friday is fine", "tell fran tuesday is ok"]
)
async def test_a_day_behind_a_first_name_is_no_surname(office: Office, said: str) -> None:
    await office.pat.files_for("Litware")
    put = await office.pat.says(said)
    assert "Shall I send this about SME-0001" in put.text
    assert "To: Fran Fisher" in put.text


@pytest.mark.parametrize("said", ["no 400", "No 400!"])
async def test_a_no_before_a_number_names_no_request(office: Office, said: str) -> None:
    asked = await office.pat.says_all("need an AIP P2 SME for Trey Research", said)
    assert "SME-0400" not in asked.text
    assert "How many active licenses" in asked.text
    await office.pat.files()
    assert "SME-0001 is submitted" in (await office.pat.says("status no. 1")).text


@pytest.mark.parametrize(
    "said",
    ["we also have Globex, APJ", "and a second site in Japan as well", "besides, MCAS", "another 900 seats"],
)
async def test_what_comes_on_top_at_the_review_changes_nothing_unasked(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.drafted()
    await office.pat.says(said)
    assert await office.pat.drafted() == before


@pytest.mark.parametrize(("said", "key", "value"), [("also change seats to 480", "seat_count", "480")])
async def test_a_correction_by_name_holds_at_the_review_whatever_comes_with_it(
    office: Office, said: str, key: str, value: str
) -> None:
    await office.pat.reviews()
    await office.pat.says(said)
    assert (await office.pat.drafted())[key] == value


@pytest.mark.parametrize("said", ["make that Tuesday", "no, Wednesday", "or better Thursday"])
async def test_a_message_that_was_put_is_neither_dropped_nor_guessed_at(office: Office, said: str) -> None:
    await office.pat.files_for("Litware")
    await office.pat.says("tell Fran that Monday works for me")
    again = await office.pat.says(said)
    assert "left the words as they are" in again.text
    assert "Message: Monday works for me" in again.text
    assert "Done" in (await office.pat.says("yes")).text
    assert "Monday works for me" in (await office.pat.says("history SME-0001")).words


async def test_a_message_that_was_put_gives_way_to_what_is_clearly_something_else(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    answer = await office.pat.says_all("tell Fran about Litware that Monday works for me", "withdraw Northwind")
    assert "Shall I withdraw SME-0002" in answer.text


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("actually my name is Nora Norden", "name", "Nora Norden"),
        ("oh sorry, the company is Fabrikam Services", "company", "Fabrikam Services"),
        ("and my email is nora.norden@contoso.example", "email", "nora.norden@contoso.example"),
        ("ach nein, mein Name ist Nora Norden", "name", "Nora Norden"),
    ],
)
@pytest.mark.parametrize("asked", ["purpose", "mail_works"])
async def test_an_applicant_sets_an_answer_right_at_a_later_question(
    office: Office, asked: str, said: str, key: str, value: str
) -> None:
    answers = ["request access", "Nora Newcomer", "Contoso Partners", "nora@contoso.example"]
    nora = newcomer(office)
    await nora.says_all(*answers, *(["we plan labels for Litware"] if asked == "mail_works" else []))
    assert value in (await nora.says(said)).text
    (draft,) = await office.house.store.drafts(nora.key)
    assert draft.answers[key] == value
    assert asked not in draft.answers


async def test_a_ground_that_is_set_right_is_said_back(office: Office) -> None:
    await office.pat.files()
    asked = await office.fran.says_all("deny SME-0001", "repeated", "wrong ground, it's out of scope")
    assert "Outside the scope of SME activities" in asked.text
    assert (await office.newest()).state is State.SUBMITTED
    put = await office.fran.says("we set up nothing ourselves")
    assert "Ground: Outside the scope of SME activities" in put.text
    assert "Deny" in buttons_of(put.card)


@pytest.mark.parametrize("said", ["both", "both please", "either", "beide", "les deux", "両方"])
async def test_who_takes_both_of_a_list_hears_that_a_request_is_for_one(office: Office, said: str) -> None:
    asked = await office.pat.says_all("new request", "AIP", said)
    assert "A request is for one thing at a time" in asked.text
    assert "workload" not in await office.pat.drafted()


async def test_steps_on_both_requests_are_taken_one_by_one(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    asked = await office.pat.says_all("withdraw either Litware or Northwind", "both of them")
    assert "Which one first?" in asked.text
    put = await office.pat.says("the Litware one")
    assert "Shall I withdraw SME-0001" in put.text
    assert "Reason" not in put.text
    await office.pat.says("yes")
    assert (await office.request("SME-0001")).state is State.WITHDRAWN
    assert (await office.request("SME-0002")).state is State.SUBMITTED


async def test_a_request_is_offered_to_one_sme(office: Office) -> None:
    number = (await office.approved()).number
    asked = await office.tess.says_all(f"offer {number}", "both")
    assert "Just one can be taken here" in asked.text
    assert (await office.newest()).state is State.APPROVED


async def test_a_step_that_is_moved_to_another_request_takes_its_words_along(office: Office) -> None:
    await office.pat.files_for("Litware", "Northwind")
    put = await office.fran.says_all("deny SME-0001", "repeated", "they had it in May", "no, the Northwind one")
    assert "Shall I deny SME-0002" in put.text
    assert "they had it in May" in put.text
    await office.fran.says("yes")
    assert (await office.request("SME-0002")).state is State.DENIED
    assert (await office.request("SME-0001")).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["oops I meant SME-0002", "no, the Northwind one", "wrong one, Northwind please"])
async def test_a_correction_of_the_request_is_no_explanation(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    put = await office.fran.says_all("deny SME-0001", said)
    assert "Shall I deny SME-0002" in put.text
    assert said not in put.words


async def test_a_reason_for_access_may_set_the_company_right_beside(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora Newcomer", "Contoso Partners", "nora@contoso.example")
    await nora.says("Pat asked me, and the company is actually Fabrikam Services")
    (draft,) = await office.house.store.drafts(nora.key)
    assert (draft.answers["purpose"], draft.answers["company"]) == ("Pat asked me", "Fabrikam Services")
    review = await nora.says_all("yes", "company is Contoso Partners")
    assert "Company: Contoso Partners" in review.text


@pytest.mark.parametrize(
    "said",
    [
        "new request: AIP P2 for Fabrikam, 900 seats, EMEA, English, tenant id 32345678-1234-4234-8234-123456789012",
        "AIP P2 for Fabrikam, 900 seats, EMEA, English",
        "an AIP P2 one for Fabrikam, 900 seats",
    ],
)
async def test_a_need_of_another_customer_changes_no_request_of_the_same_workload(office: Office, said: str) -> None:
    await office.pat.files_for("Northwind")
    await office.pat.files(tenant_name="Litware", workload="MDATP")
    await office.pat.says_all("status SME-0002", said)
    assert (await office.pat.drafted())["tenant_name"] == "Fabrikam"


@pytest.mark.parametrize("said", ["not this one, the Litware one", "no, not that. Litware", "nein, die von Litware"])
async def test_what_stands_before_a_mark_leaves_out_nothing_behind_it(office: Office, said: str) -> None:
    await office.pat.files_for("Litware", "Northwind")
    shown = await office.pat.says_all("status SME-0002", said)
    assert "SME-0001 is submitted" in shown.text
    assert "Shall I withdraw SME-0001" in (await office.pat.says("withdraw it")).text


async def test_the_fourth_one_is_no_fourth_coffee(office: Office) -> None:
    await office.pat.files_for("Litware", "Fourth Coffee")
    left = await office.fran.says_all("deny SME-0001", "repeated", "third time", "no wait, it was the fourth one")
    assert "SME-0002" not in left.words
