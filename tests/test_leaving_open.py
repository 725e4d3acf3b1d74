"""What is not at hand waits, and words that say nothing are asked about once: G35, R38."""

import pytest

from playbook.life.records import Draft
from playbook.requests.leaving import is_no_reason, says_nothing_yet, wants_later
from playbook.requests.record import Request
from tests.office import COMPLETE, TENANT_ID, Office, buttons_of

TO_TENANT = ("new request", "AIP P2", "300", "EMEA", "English", "none", "Northwind")
TO_REASON = (*TO_TENANT, TENANT_ID, "smc", "yes", "skip")
REASON = COMPLETE["justification"]


async def _draft(office: Office) -> Draft:
    draft = await office.pat.draft()
    assert draft
    return draft


@pytest.mark.parametrize(
    "said",
    ["later", "Skip", "skip it, please", "I don't have it", "I don\u2019t have it yet.", "I don't know yet", "not now",
     "sorry, no idea", "Später", "plus tard", "más tarde", "depois", "後で", "weiß ich noch nicht"],
)  # fmt: skip
def test_what_leaves_a_question_for_later(said: str) -> None:
    assert wants_later(said)


@pytest.mark.parametrize(
    "said",
    ["", "300", "no", "not yet", "Later Systems GmbH", "EMEA, the rest later", "none", "keep", "back", "x" * 5000],
)
def test_what_is_an_answer_or_a_word_of_another_kind_leaves_nothing_for_later(said: str) -> None:
    assert not wants_later(said)


@pytest.mark.parametrize("said", ["I don't know", "maybe", "Because.", "n/a", "TBD", "-", ".", "...", "keine Ahnung"])
def test_what_says_nothing_yet(said: str) -> None:
    assert says_nothing_yet(said)


@pytest.mark.parametrize("said", ["", REASON, "Maybe labels, maybe policies: the pilot stalls.", "Because labels fail"])
def test_what_says_something(said: str) -> None:
    assert not says_nothing_yet(said)
    assert not is_no_reason(said)


@pytest.mark.parametrize(
    "said", ["ok", "Yes!", "test", "asdf", "asdfasdf", "qwertz", "aaaa", "123", "please", "テスト"]
)
def test_what_is_nobodys_justification(said: str) -> None:
    assert is_no_reason(said)


@pytest.mark.parametrize("said", ["Pilot", "Blocked", "Labels", "A pilot."])
def test_a_short_reason_is_a_reason(said: str) -> None:
    assert not is_no_reason(said)


async def test_what_is_left_for_later_is_listed_at_the_review_and_asked_before_it_is_filed(office: Office) -> None:
    asked = await office.pat.says_all(*TO_TENANT, "I don't have it yet")
    assert "Tenant ID stays open for now; I ask for it before you submit." in asked.text
    assert "Is the customer SMC or Enterprise?" in asked.text
    review = await office.pat.says_all("smc", "yes", "skip", REASON)
    assert "Still open: Tenant ID." in review.text
    assert "Still open: Tenant ID." in review.words
    again = await office.pat.says("submit")
    assert "nothing was submitted" in again.text
    assert "What is the customer's tenant ID?" in again.text
    assert await office.house.store.last_serial(Request) == 0
    assert "I filed it as SME-0001" in (await office.pat.says_all(TENANT_ID, "submit")).text


async def test_the_submit_button_asks_for_what_is_open_as_well(office: Office) -> None:
    review = await office.pat.says_all(*TO_TENANT, "later", "smc", "yes", "skip", REASON)
    asked = await office.pat.presses(review.card, "Submit")
    assert "What is the customer's tenant ID?" in asked.words
    left = await office.pat.says("later")
    assert "Still open: Tenant ID." in left.text
    await office.pat.says("change tenant id to " + TENANT_ID)
    assert "Still open" not in (await office.pat.says("resume")).text


async def test_later_in_a_box_or_in_the_form_leaves_the_field_open_too(office: Office) -> None:
    asked = await office.pat.says_all(*TO_TENANT[:4])
    asked = await office.pat.presses(asked.card, "OK", primary_language="English")
    asked = await office.pat.presses(asked.card, "OK", secondary_language="None")
    asked = await office.pat.presses(asked.card, "OK", tenant_name="Northwind")
    asked = await office.pat.presses(asked.card, "OK", tenant_id="later")
    assert "Is the customer SMC or Enterprise?" in asked.words
    await office.pat.says("start over")
    form = await office.pat.says("form")
    review = await office.pat.presses(form.card, "Review", **{**COMPLETE, "tenant_id": "I don't have it yet"})
    assert "Still open: Tenant ID." in review.words
    assert "nothing was submitted" in (await office.pat.presses(review.card, "Submit")).words


async def test_even_what_decides_the_route_may_wait(office: Office) -> None:
    await office.pat.says_all("new request", "AIP P2", "later", "EMEA", "English", "none", "Northwind")
    review = await office.pat.says_all(TENANT_ID, "smc", "yes", "skip", REASON)
    assert "Still open: Seat Count." in review.text
    assert "Submit" in buttons_of(review.card)
    asked = await office.pat.says_all("submit")
    assert "How many active licenses" in asked.text
    decided = await office.pat.says("100")
    assert "Would you like to ask your FPM for an exception" in decided.text


async def test_without_a_workload_nobody_is_asked_for_the_role(office: Office) -> None:
    asked = await office.pat.says_all("new request", "skip")
    assert "How many active licenses" in asked.text


async def test_later_at_an_answer_that_stands_leaves_it_as_it_is(office: Office) -> None:
    await office.pat.reviews()
    review = await office.pat.says_all("change tenant id", "later")
    assert "Still open" not in review.text
    assert (await _draft(office)).answers["tenant_id"] == TENANT_ID


async def test_a_word_that_is_on_the_list_is_an_answer_and_not_later(office: Office) -> None:
    await office.pat.reviews()
    await office.pat.says_all("change fpm", "unknown")
    assert (await _draft(office)).answers["fpm"] == "unlisted"


@pytest.mark.parametrize("said", ["I don't know", "maybe", "because", "n/a", "tbd", "-", "."])
async def test_words_that_say_nothing_are_asked_about_once_then_kept_and_flagged(office: Office, said: str) -> None:
    asked = await office.pat.says_all(*TO_REASON, said)
    assert "What helps your FPM decide" in asked.text
    assert "Now the additional information" in asked.text
    assert "justification" not in (await _draft(office)).answers
    await office.pat.says_all(said, "submit")
    assert (await office.newest()).answers["justification"] == said
    await office.deliver()
    assert "Pat Parker could not say: Additional information" in office.fran.last.words


async def test_a_form_asks_about_words_that_say_nothing_once_too(office: Office) -> None:
    form = await office.pat.says("form")
    vague = {**COMPLETE, "justification": "tbd"}
    asked = await office.pat.presses(form.card, "Review", **vague)
    assert "What helps your FPM decide" in asked.words
    review = await office.pat.presses(asked.card, "Review", **vague)
    assert "Submit" in buttons_of(review.card)


@pytest.mark.parametrize("said", ["ok", "yes", "test", "asdf"])
async def test_what_is_nobodys_justification_is_never_kept(office: Office, said: str) -> None:
    for _ in range(3):
        asked = await office.pat.says_all(*TO_REASON, said) if not _ else await office.pat.says(said)
        assert "Please write a sentence" in asked.text
    assert "justification" not in (await _draft(office)).answers


async def test_a_good_reason_is_not_flagged(office: Office) -> None:
    await office.pat.files()
    assert "could not say" not in office.fran.last.words
