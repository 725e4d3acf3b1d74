"""Several drafts, and a need told in the middle of another: nothing is mixed, and what is thrown away is named."""

import pytest

from dialogs.understanding.agreement import is_yes, is_yes_to
from playbook.requests.record import State
from tests.office import Office

OTHER = "need an AADP P1 SME for Tailspin, APJ, 900 seats"


@pytest.mark.parametrize("before", [(), ("300",), ("300", "none", "SMC")])
async def test_a_need_of_another_customer_is_not_mixed_into_the_draft(office: Office, before: tuple[str, ...]) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    for said in before:
        await office.pat.says(said)
    draft = await office.pat.draft()
    put = await office.pat.says(OTHER)
    assert "another request, for Tailspin, and the one in hand is for Litware" in put.text
    assert (await office.pat.draft()) == draft


async def test_a_need_of_another_customer_is_no_reason_for_an_exception(office: Office) -> None:
    await office.pat.says("need an MCAS SME for Litware, 300 seats, EMEA, English")
    await office.pat.says("ask")
    await office.pat.says(OTHER)
    drafted = await office.pat.drafted()
    assert "exception_reason" not in drafted


@pytest.mark.parametrize("stopped", [True, False])
async def test_what_was_said_begins_the_new_request_by_one_tap(office: Office, *, stopped: bool) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    if stopped:
        await office.pat.says("cancel")
    put = await office.pat.says(OTHER)
    await office.pat.presses(put.card, "Start over with what I said")
    drafted = await office.pat.drafted()
    assert (drafted["tenant_name"], drafted["seat_count"]) == ("Tailspin", "900")
    assert drafted["region"] == "APJ"


async def test_the_draft_that_is_thrown_away_is_named(office: Office) -> None:
    await office.pat.files(tenant_name="Alpine")
    await office.pat.says("edit SME-0001")
    await office.pat.says("900 seats")
    await office.pat.says("cancel")
    put = await office.pat.says("discard")
    assert "Your changes to SME-0001" in put.text
    await office.pat.presses(put.card, "Throw it away")
    assert "Nothing was filed" in office.pat.last.text


async def test_an_old_button_throws_no_later_draft_away(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    old = await office.pat.says("throw the draft away")
    await office.pat.presses(old.card, "Throw it away")
    await office.pat.says("need an AIP P2 SME for Proseware, EMEA, English")
    again = await office.pat.presses(old.card, "Throw it away")
    assert "AIP P2 for Proseware" in again.text
    assert await office.pat.draft()


async def test_nobody_throws_away_what_they_ask_to_keep(office: Office) -> None:
    await office.pat.says("need an AIP P2 SME for Litware, EMEA, English")
    await office.pat.says("don't throw the draft away")
    await office.pat.says("yes")
    assert await office.pat.draft()


async def test_a_step_on_a_filed_request_does_not_rename_the_draft(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.reviews(tenant_name="Proseware")
    put = await office.pat.says("withdraw my Litware one")
    assert "Shall I withdraw SME-0001" in put.text
    await office.pat.says("no")
    await office.pat.says("take the Litware request back")
    drafted = await office.pat.drafted()
    assert drafted["tenant_name"] == "Proseware"


@pytest.mark.parametrize(
    "said",
    ["yes, withdraw it", "OK, go ahead", "please do", "confirm", "that's right", "oui, merci", "sí, por favor"],
)
async def test_a_yes_in_other_words_takes_what_was_put(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw my request, they found somebody")
    await office.pat.says(said)
    assert (await office.newest()).state is State.WITHDRAWN


@pytest.mark.parametrize("said", ["ok thanks", "ok, thank you", "withdraw it if you must", "don't withdraw it"])
async def test_what_only_sounds_like_a_yes_takes_nothing(office: Office, said: str) -> None:
    await office.pat.files()
    await office.pat.says("please withdraw my request, they found somebody")
    await office.pat.says(said)
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize(
    "said", ["はい、お願いします", "yes I confirm", "yes please, thanks", "ja, bitte", "sure, thanks"]
)
def test_a_yes_with_courtesies_is_one(said: str) -> None:
    assert is_yes(said)


@pytest.mark.parametrize("said", ["withdraw?", "yes withdraw SME-0002", "should I withdraw it", "never withdraw"])
def test_a_yes_to_something_else_is_none(said: str) -> None:
    assert not is_yes_to(said, "withdraw", "SME-0001")
