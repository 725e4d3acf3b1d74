"""Filing by form: every field at once, wrong ones named and kept, and the same review as in conversation."""

import pytest

from playbook.life.records import Draft
from playbook.requests.fields import FIELDS
from playbook.requests.record import Request
from tests.office import COMPLETE, TENANT_ID, Office, Player, buttons_of, walk, words_of


async def _draft(player: Player) -> Draft:
    draft = await player.draft()
    assert draft
    return draft


def _held(card: object) -> dict[str, str]:
    """Return what the inputs of a form hold, by field."""
    return {one["id"].removeprefix("fill."): one.get("value", "") for one in walk(card) if "fill." in one.get("id", "")}


async def test_the_first_question_offers_the_form(office: Office) -> None:
    asked = await office.pat.says("new request")
    form = await office.pat.presses(asked.card, "Fill in a form instead")
    assert set(_held(form.card)) == {field.key for field in FIELDS}


@pytest.mark.parametrize("words", ["form", "fill in a form instead", "Form!", "use the form"])
async def test_the_form_can_be_asked_for_by_words(office: Office, words: str) -> None:
    form = await office.pat.says(words)
    assert "Here is everything at once" in form.text
    assert "Review" in buttons_of(form.card)


async def test_the_form_holds_what_the_roster_knows(office: Office) -> None:
    form = await office.pat.says("form")
    held = {key: value for key, value in _held(form.card).items() if value}
    assert held == {
        "delivery_team": "FTP_PARTNER",
        "partner_name": "Contoso Partners",
        "partner_email": "pat.parker@contoso.example",
        "fpm": office.fran.key,
    }


async def test_form_and_conversation_end_in_the_same_review(office: Office) -> None:
    by_form = await office.pat.reviews()
    await office.pat.says("start over")
    await office.pat.says_all("AIP P2", "300", "EMEA", "English", "none", "Northwind", TENANT_ID)
    by_words = await office.pat.says_all("smc", "yes", "skip", COMPLETE["justification"])
    shown = words_of(by_words.card).partition("Review\n")[2]
    assert "Tenant Name\nNorthwind" in shown
    assert words_of(by_form.card).partition("Review\n")[2] == shown


async def test_wrong_answers_are_named_beside_their_fields_and_keep_what_was_typed(office: Office) -> None:
    form = await office.pat.says("form")
    wrong = {"tenant_id": "1234", "seat_count": "-5", "partner_email": "nobody", "justification": "x" * 4001}
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, **wrong})
    named = "Seat Count, Tenant ID, Partner Email Address, Additional information"
    assert f"Some answers need another look: {named}. Everything else is kept." in answer.words
    for said in ("has 4 of 32", "whole number", "not one e-mail address", "4,001 characters"):
        assert said in answer.words
    held = _held(answer.card)
    assert {key: held[key] for key in wrong} == wrong
    assert held["tenant_name"] == "Northwind"
    kept = (await _draft(office.pat)).answers
    assert kept["tenant_name"] == "Northwind"
    assert not wrong.keys() - {"partner_email"} & kept.keys()
    review = await office.pat.presses(answer.card, "Review", **COMPLETE, partner_email="pat@contoso.example")
    assert "Submit" in buttons_of(review.card)


@pytest.mark.parametrize("way", ["typed", "pressed on the earlier card"])
async def test_an_old_answer_is_not_filed_in_the_place_of_one_that_was_refused(office: Office, way: str) -> None:
    earlier = await office.pat.reviews(tenant_name="Before")
    form = await office.pat.says("form")
    wrong = {"tenant_name": "After", "tenant_id": "123", "partner_email": "two@a.example, three@b.example"}
    await office.pat.presses(form.card, "Review", **{**COMPLETE, **wrong})
    answer = await (office.pat.says("submit") if way == "typed" else office.pat.presses(earlier.card, "Submit"))
    assert "Some fields are still missing, so nothing was submitted" in answer.words
    assert await office.house.store.last_serial(Request) == 0
    await office.pat.says_all("resume", TENANT_ID, "pat@contoso.example", "submit")
    filed = (await office.newest()).answers
    assert (filed["tenant_name"], filed["partner_email"]) == ("After", "pat@contoso.example")


async def test_the_old_answer_to_what_was_refused_can_be_kept(office: Office) -> None:
    await office.pat.reviews()
    form = await office.pat.says("form")
    await office.pat.presses(form.card, "Review", seat_count="many")
    await office.pat.says_all("submit", "keep", "submit")
    assert (await office.newest()).answers["seat_count"] == COMPLETE["seat_count"]


async def test_an_older_client_gets_the_wrong_form_back_as_a_message(office: Office) -> None:
    form = await office.pat.says("form")
    fallback = buttons_of(form.card)["Review"]["fallback"]
    answer = await office.pat.submits(fallback, {"fill.seat_count": "many", "fill.tenant_name": "Northwind"})
    assert "Some answers need another look: Seat Count." in answer.text
    held = _held(answer.card)
    assert (held["seat_count"], held["tenant_name"]) == ("many", "Northwind")


async def test_a_form_that_contradicts_itself_says_so_and_asks_again(office: Office) -> None:
    form = await office.pat.says("form")
    contrary = {"role": "MIGRATION", "secondary_language": "English"}
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, **contrary})
    assert "AIP P2 is for the FastTrack Engineer SME, so the role is that now" in answer.words
    assert "The secondary language must differ from the primary one" in answer.words
    assert "And which secondary language?" in answer.words
    kept = (await _draft(office.pat)).answers
    assert "secondary_language" not in kept
    assert kept["role"] == "ENGINEER"


async def test_a_role_that_a_form_changes_alone_is_asked_about(office: Office) -> None:
    """The workload stands in the form as well, but nobody changed it (G10)."""
    await office.pat.reviews()
    form = await office.pat.says("form")
    answer = await office.pat.presses(form.card, "Review", **{**_held(form.card), "role": "MIGRATION"})
    assert "AIP P2 is for the FastTrack Engineer SME and not for the FastTrack Migration Resource." in answer.words
    assert {"FastTrack Engineer SME", "Change Requested Workload"} <= buttons_of(answer.card).keys()


async def test_a_form_says_its_verdict_before_the_next_question(office: Office) -> None:
    form = await office.pat.says("form")
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, "seat_count": "150"})
    assert "150 seats is exactly at the limit" in answer.words
    assert "Playbook row R10" in answer.words
    assert "Would you like to ask your FPM for an exception" in answer.words
    assert await office.house.store.last_serial(Request) == 0


async def test_what_a_form_leaves_empty_is_asked_in_conversation(office: Office) -> None:
    form = await office.pat.says("form")
    answer = await office.pat.presses(form.card, "Review", workload="AIP_P2", seat_count="300")
    assert "Which region is the customer in?" in answer.words
    assert (await _draft(office.pat)).answers["seat_count"] == "300"


async def test_an_empty_form_loses_nothing(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    form = await office.pat.says("form")
    before = await _draft(office.pat)
    blank = dict.fromkeys(("workload", "seat_count", "justification"), "  ")
    answer = await office.pat.presses(form.card, "Review", **blank)
    assert "Which region" in answer.words
    after = (await _draft(office.pat)).answers
    assert {key: value for key, value in after.items() if value} == before.answers


async def test_a_form_in_the_middle_of_a_conversation_keeps_what_was_said(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "300")
    form = await office.pat.says("form")
    assert _held(form.card)["seat_count"] == "300"
    answer = await office.pat.presses(form.card, "Review", region="EMEA", primary_language="English")
    assert "by the route AIP" in answer.words
    assert "And which secondary language?" in answer.words


async def test_a_form_sent_twice_counts_once(office: Office) -> None:
    form = await office.pat.says("form")
    await office.pat.presses(form.card, "Review", **COMPLETE)
    first = await _draft(office.pat)
    again = await office.pat.presses(form.card, "Review", **COMPLETE)
    assert "Submit" in buttons_of(again.card)
    assert (await _draft(office.pat)).answers == first.answers


async def test_a_form_of_a_draft_that_was_filed_changes_nothing(office: Office) -> None:
    form = await office.pat.says("form")
    await office.pat.presses((await office.pat.presses(form.card, "Review", **COMPLETE)).card, "Submit")
    request = await office.newest()
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, "seat_count": "9"})
    assert "That draft is no longer there" in answer.words
    assert await office.newest() == request


async def test_choices_outside_the_list_are_refused(office: Office) -> None:
    form = await office.pat.says("form")
    forged = {"region": "MARS", "fpm": office.tess.key, "partner_name": "Fabrikam Services", "role": "BOSS"}
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, **forged})
    assert answer.words.count("is not on the list") == 3
    assert "That company is not on the Partner Name list for you" in answer.words
    kept = (await _draft(office.pat)).answers
    assert "region" not in kept
    assert kept["role"] == "ENGINEER"


async def test_stopping_in_the_form_keeps_the_answers(office: Office) -> None:
    form = await office.pat.says("form")
    answer = await office.pat.presses(form.card, "Review", **{**COMPLETE, "seat_count": "10", "exception": "stop"})
    assert "no request was opened" in answer.words
    assert (await _draft(office.pat)).answers["seat_count"] == "10"


async def test_a_stranger_to_filing_gets_no_form(office: Office) -> None:
    assert "Only a FastTrack Ready Partner can file" in (await office.fran.says("form")).text
