"""What is denied, imagined, said of somebody else, or said to compare, fills nothing in."""

import pytest

from playbook.requests.record import State
from tests.office import Office


@pytest.mark.parametrize(
    "said",
    ["we never had 400 seats", "400 would be nice if I could choose", "400 is not right", "suppose they had 400"],
)
async def test_seats_that_nobody_has_are_not_kept(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware")
    again = await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert "seat_count" not in drafted
    assert "How many active licenses" in again.text


@pytest.mark.parametrize("said", ["AIP P1 is not what we need", "AIP P1ではありません", "never AIP P1"])
async def test_a_workload_that_is_denied_is_not_kept(office: Office, said: str) -> None:
    await office.pat.says("I need an SME for Tailspin")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert "workload" not in drafted


@pytest.mark.parametrize("said", ["(they had 200 last year, 900 now)", "200 last year, now it is 900"])
async def test_what_was_so_last_year_gives_way_to_what_is(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["seat_count"] == "900"


async def test_what_is_said_of_another_customer_is_not_kept(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware")
    again = await office.pat.says("Globex has 700 seats")
    draft = await office.pat.draft()
    assert "said of Globex, and this request is for Proseware" in again.text
    assert draft
    assert "seat_count" not in draft.answers


@pytest.mark.parametrize(
    "said",
    [
        "Litware has 700 seats",
        "change seats of SME-0001 to 700",
        "SME-0001 has 700 seats",
        "change Litware to 700 seats",
        "the Litware one has 700 seats",
    ],
)
async def test_what_is_said_of_a_filed_request_changes_that_one(office: Office, said: str) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.says("need an AIP P2 SME for Proseware, 500 seats")
    before = await office.pat.draft()
    put = await office.pat.says(said)
    assert "Shall we change SME-0001" in put.text
    assert await office.pat.draft() == before


@pytest.mark.parametrize("said", ["another one for Alpine, 900 seats", "also need one for Alpine with 900 seats"])
async def test_one_more_request_is_not_mixed_into_the_draft(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware, 500 seats")
    before = await office.pat.draft()
    await office.pat.says(said)
    assert await office.pat.draft() == before


@pytest.mark.parametrize("said", ["edit SME-0001 seats 400", "edit SME-0001: seats 400"])
async def test_what_stands_behind_edit_is_kept(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says(said)
    await office.pat.says("submit")
    assert (await office.newest()).answers["seat_count"] == "400"


async def test_who_needs_none_begins_no_request(office: Office) -> None:
    await office.pat.says("we do not need an AIP P2 SME for Northwind")
    assert await office.pat.draft() is None


@pytest.mark.parametrize(
    "said",
    [
        "additional information is: they use SharePoint and Teams",
        "additional information: moved from Exchange to AIP P1",
    ],
)
async def test_words_for_a_field_of_words_change_no_other(office: Office, said: str) -> None:
    await office.pat.reviews()
    before = await office.pat.draft()
    await office.pat.says(said)
    after = await office.pat.draft()
    assert before
    assert after
    assert {key for key in after.answers if after.answers[key] != before.answers.get(key)} == {"justification"}


async def test_a_name_in_a_sentence_does_not_rename_the_customer(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says("Session policies for Salesforce matter most")
    drafted = await office.pat.drafted()
    assert drafted["tenant_name"] == "Northwind"


@pytest.mark.parametrize("said", ["contact there is it@proseware.example", "their admin's mail: it@proseware.example"])
async def test_an_address_of_the_customer_is_not_the_contacts(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["partner_email"] == office.pat.person.email


@pytest.mark.parametrize("said", ["my mail is pat2@contoso.example", "put pat2@contoso.example as the contact"])
async def test_ones_own_address_is_the_contacts(office: Office, said: str) -> None:
    await office.pat.says("need an AIP P2 SME for Proseware")
    await office.pat.says(said)
    drafted = await office.pat.drafted()
    assert drafted["partner_email"] == "pat2@contoso.example"


async def test_a_number_that_is_compared_with_is_not_the_one_meant(office: Office) -> None:
    await office.pat.files(tenant_name="Alpine")
    await office.pat.files(tenant_name="Alpine")
    put = await office.fran.says("reject the older Alpine one: same as SME-0002")
    assert "Shall I deny SME-0001" in put.text


async def test_an_offer_that_is_put_names_the_sme(office: Office) -> None:
    await office.approved()
    assert "SME: Sana Sato" in (await office.tess.says("give it to Sana")).text
    put = await office.tess.says("Sana or Sam?")
    assert "SME: " not in put.text
    await office.tess.says("yes")
    assert (await office.newest()).state is State.APPROVED


async def test_an_offer_to_one_or_the_other_names_neither(office: Office) -> None:
    await office.approved()
    assert "SME: " not in (await office.tess.says("offer it to Sana or Sam")).text


@pytest.mark.parametrize(
    ("said", "whom", "words"),
    [
        ("tell Pat we are ready for SME-0001", "Pat Parker", "we are ready for SME-0001"),
        ("let the team know that the date moved", "SME Assignment team", "the date moved"),
        ("write to the SME team: nobody is free", "SME Assignment team", "nobody is free"),
    ],
)
async def test_a_message_that_is_put_says_for_whom_and_what(office: Office, said: str, whom: str, words: str) -> None:
    await office.approved()
    put = await office.fran.says(said)
    assert f"To: {whom}" in put.text
    assert f"Message: {words}" in put.text


async def test_same_as_before_answers_what_came_back(office: Office) -> None:
    await office.pat.files(tenant_name="Alpine")
    await office.fran.says("return SME-0001 seats: please count again")
    await office.deliver()
    put = await office.pat.says("same as before")
    assert "answer what came back on SME-0001" in put.text
    assert await office.pat.draft() is None


async def test_what_is_like_the_last_one_revises_nothing(office: Office) -> None:
    await office.pat.files(tenant_name="Alpine")
    await office.pat.says("same as last time but 700 seats")
    await office.pat.says("submit")
    assert not (await office.newest()).revises
