"""Applications in people's own words: who decides speaks of one by name or points at it, and decides by its number."""

import pytest

from playbook.requests.record import State
from tests.applying import NUMBER, newcomer
from tests.office import Office, buttons_of


async def _applied(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora Newman", "contoso", "nora@contoso.example", "I deploy labels.", "yes")
    await nora.says("submit")


@pytest.mark.parametrize(
    "said", ["approve it", "ok approve her", "accept her please", "decline it", "ja, genehmige sie"]
)
async def test_who_points_at_an_application_decides_on_no_request(office: Office, said: str) -> None:
    await office.pat.files()
    await _applied(office)
    shown = await office.fran.says_all(f"status {NUMBER}", said)
    assert NUMBER in shown.words
    assert {"Approve", "Decline"} <= buttons_of(shown.card).keys()
    await office.fran.says("yes")
    assert (await office.newest()).state is State.SUBMITTED
    assert [one.name for one in await office.house.store.history(NUMBER)] == ["applied"]


@pytest.mark.parametrize(
    "said",
    ["approve Nora", "nora is fine", "let Nora in", "decline nora, she left", "why does Nora want access"],
)
async def test_an_applicant_is_spoken_of_by_name(office: Office, said: str) -> None:
    await office.pat.files()
    await _applied(office)
    shown = await office.fran.says(said)
    assert NUMBER in shown.words
    assert [one.name for one in await office.house.store.history(NUMBER)] == ["applied"]


async def test_a_request_that_was_shown_last_is_what_is_pointed_at(office: Office) -> None:
    await office.pat.files()
    await _applied(office)
    put = await office.fran.says_all(f"status {NUMBER}", "status SME-0001", "approve it")
    assert "Shall I approve SME-0001" in put.text


@pytest.mark.parametrize("said", ["yes", "ja bitte", "zugang bitte", "je voudrais un accès", "quiero acceso"])
async def test_a_stranger_begins_in_their_own_words(office: Office, said: str) -> None:
    nora = newcomer(office)
    asked = await nora.says_all("hello", said)
    assert "What are you called?" in asked.text


async def test_two_answers_of_an_application_are_changed_in_one_line(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all(
        "request access", "Nora", "Fabrikam Services", "nora@contoso.example", "I deploy labels.", "yes"
    )
    review = await nora.says("change name to Nora Norden and company to Contoso Partners")
    (draft,) = await office.house.store.drafts(nora.key)
    assert (draft.answers["name"], draft.answers["company"]) == ("Nora Norden", "Contoso Partners")
    assert "Contoso Partners" in review.words


async def test_a_name_may_hold_an_and(office: Office) -> None:
    nora = newcomer(office)
    await nora.says_all("request access", "Nora", "Contoso", "nora@contoso.example", "I deploy labels.", "yes")
    await nora.says("change company to Miller and Sons")
    (draft,) = await office.house.store.drafts(nora.key)
    assert draft.answers["company"] == "Miller and Sons"


async def test_a_decision_by_name_may_come_with_its_reason(office: Office) -> None:
    await office.pat.files()
    await _applied(office)
    shown = await office.fran.says(
        "decline Nora because she left the company in May and nobody there knows her any more"
    )
    assert NUMBER in shown.words
    assert "Decline" in buttons_of(shown.card)
