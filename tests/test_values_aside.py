"""What an answer holds of something else: another's id, a colleague of the customer's, a field set right, a plan."""

import pytest

from tests.office import Office, buttons_of

BEGIN = "need an AIP P2 SME for Trey Research, 300 seats, EMEA"
GUID = "5e77b0c4-1d2f-4a86-b3c9-7712fe09ad50"


@pytest.mark.parametrize(
    "said",
    [f"just the subscription id so far, {GUID}", f"their old tenant: {GUID}", f"only the object id for now - {GUID}"],
)
async def test_an_id_of_something_else_before_a_mark_is_shown_first(office: Office, said: str) -> None:
    await office.pat.says_all(BEGIN, "change tenant id", said)
    assert "tenant_id" not in await office.pat.drafted()


async def test_an_id_behind_its_own_name_is_kept(office: Office) -> None:
    await office.pat.says_all(BEGIN, "change tenant id", f"the tenant id, as I got it: {GUID}")
    assert (await office.pat.drafted())["tenant_id"] == GUID


async def test_where_the_first_of_two_languages_is_open_the_second_is_too(office: Office) -> None:
    await office.pat.says_all(BEGIN, "change primary language")
    await office.pat.says("customer speaks Polish among themselves but with us it's English, so English")
    drafted = await office.pat.drafted()
    assert "secondary_language" not in drafted
    assert drafted.get("primary_language") in (None, "English")


@pytest.mark.parametrize("said", ["gotta ask the customer's PM, brb", "the client's CIO knows", "customer's IT"])
async def test_who_belongs_to_the_customer_is_not_the_customer(office: Office, said: str) -> None:
    await office.pat.says_all("need an AIP P2 SME, 300 seats, EMEA", "change primary language", said)
    assert "tenant_name" not in await office.pat.drafted()


async def test_another_field_set_right_is_no_name(office: Office) -> None:
    await office.pat.says_all("need an AIP P2 SME, 300 seats, EMEA", "change customer")
    await office.pat.says("sorry the region was wrong before, it's APJ")
    drafted = await office.pat.drafted()
    assert drafted["region"] == "APJ"
    assert "tenant_name" not in drafted


async def test_a_name_beside_another_field_is_kept(office: Office) -> None:
    await office.pat.says_all("need an AIP P2 SME, 300 seats, EMEA", "change customer")
    await office.pat.says("Trey Research, and the region is APJ")
    drafted = await office.pat.drafted()
    assert (drafted["tenant_name"], drafted["region"]) == ("Trey Research", "APJ")


@pytest.mark.parametrize("name", ["Help for Kids e.V.", "Aid and More GmbH", "Best of Lyon S.A."])
async def test_a_name_with_its_legal_form_is_one_whatever_its_words(office: Office, name: str) -> None:
    await office.pat.says_all("need an AIP P2 SME, 300 seats, EMEA", "change customer", name)
    assert (await office.pat.drafted())["tenant_name"] == name


@pytest.mark.parametrize(
    "said",
    [
        "don't want to write that now, I'll do it tomorrow morning",
        "between us, please keep this out of the request: they may kick us out",
        "off the record: the customer is about to leave us for somebody else and the whole team is afraid of that",
        "I will ask my colleague what to put there",
    ],
)
async def test_what_is_planned_or_confided_is_no_justification_unasked(office: Office, said: str) -> None:
    asked = await office.pat.says_all(BEGIN, "change additional information", said)
    assert "justification" not in await office.pat.drafted()
    assert buttons_of(asked.card)


async def test_a_question_that_comes_first_is_answered(office: Office) -> None:
    await office.pat.says_all(BEGIN, "change additional information")
    answer = await office.pat.says("hm, which workload did I pick again? if it's P1 then I chose wrong")
    assert "AIP P2" in answer.words
    assert "justification" not in await office.pat.drafted()
