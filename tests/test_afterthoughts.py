"""What stands behind a full command and takes it back: the step is put, and nothing happens by it."""

import pytest

from dialogs.understanding.second_thoughts import holds_back
from playbook.access.record import State as ApplicationState
from playbook.requests.record import State
from tests.applying import newcomer
from tests.office import Office

TAKEN_BACK = [
    ", hmm, actually leave it",
    " - scratch that",
    "wrong customer, no wait",
    "duplicate - never mind",
    "wrong one; forget it",
    "customer left. Actually no",
    "vergiss es",
    "finalement non",
    "déjalo",
    "しないでください",
    "or nudge Fran",
    ", or should I wait",
    "SME 2",
    "and SME-0002",
]


@pytest.mark.parametrize("tail", TAKEN_BACK)
async def test_a_withdrawal_that_takes_itself_back_is_put(office: Office, tail: str) -> None:
    await office.pat.files()
    put = await office.pat.says(f"withdraw SME-0001 {tail}")
    assert "Shall I withdraw SME-0001" in put.text
    assert (await office.newest()).state is State.SUBMITTED


async def test_words_that_take_a_step_back_are_kept_as_no_reason(office: Office) -> None:
    await office.pat.files()
    put = await office.pat.says("withdraw SME-0001, hmm, actually leave it as it is")
    assert "actually leave it" not in put.words


@pytest.mark.parametrize("tail", ["on reflection, keep it", "no people, scratch that", "they asked twice, no wait"])
async def test_a_denial_that_takes_itself_back_is_put(office: Office, tail: str) -> None:
    await office.pat.files()
    await office.fran.says(f"deny SME-0001 repeated: {tail}")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("said", ["return SME-0001 seats: forget it", "return SME-0001 seats: the count, scratch that"])
async def test_a_note_that_takes_itself_back_is_put(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says(said)
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize(
    "reason",
    [
        "not needed any more",
        "wrong tenant, was a test",
        "duplicate of SME-0002",
        "the customer chose another partner, and we agreed",
        "repeated: the third time this quarter, or the fourth",
        "repeated: they asked before, after the workshop",
        "the project is stopped until March",
        "they have no capacity, so we wait",
        "incomplete: seats are missing",
    ],
)
def test_a_reason_of_several_parts_takes_nothing_back(reason: str) -> None:
    assert not holds_back(reason)


@pytest.mark.parametrize("said", ["approve SME-0001 please", "Approve SME-0001, thanks!", "approve SME-0001 thank you"])
async def test_a_polite_approval_is_one(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says(said)
    assert (await office.newest()).state is State.APPROVED


async def test_a_courtesy_is_no_reason(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("withdraw SME-0001 please, thank you!")
    assert (await office.newest()).state is State.WITHDRAWN
    assert "please" not in (await office.pat.says("history of SME-0001")).words.casefold()


async def test_whom_to_route_to_may_be_said_politely(office: Office) -> None:
    await office.pat.files()
    routed = await office.fran.says("route SME-0001 to Felix please")
    assert "Felix Ortega triages it" in routed.text


@pytest.mark.parametrize("reason", ["lol", "asdf", "why", "who filed this", "not sure yet", "jk"])
async def test_noise_and_questions_behind_a_ground_deny_nothing(office: Office, reason: str) -> None:
    await office.pat.files()
    await office.fran.says(f"deny SME-0001 repeated: {reason}")
    assert (await office.newest()).state is State.SUBMITTED


@pytest.mark.parametrize("tail", ["I mean SME-0002", "make that SME-0002", "rather SME-0002", "- lol no"])
async def test_another_number_or_a_joke_behind_a_withdrawal_is_put(office: Office, tail: str) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Proseware")
    await office.pat.says(f"withdraw SME-0001 {tail}")
    assert (await office.request("SME-0001")).state is State.SUBMITTED
    assert (await office.request("SME-0002")).state is State.SUBMITTED


@pytest.mark.parametrize("tail", ["today", "now", "for Litware", "ok", "(Litware)"])
async def test_harmless_words_behind_an_approval_are_put_and_not_refused(office: Office, tail: str) -> None:
    await office.pat.files(tenant_name="Litware")
    put = await office.fran.says(f"approve SME-0001 {tail}")
    assert "Shall I approve SME-0001" in put.text
    await office.fran.says("yes")
    assert (await office.newest()).state is State.APPROVED


@pytest.mark.parametrize(
    "said", ["wait no. there's too little in it", "make something up", "not now, after lunch", "the other one", "why?"]
)
async def test_who_stops_at_the_explanation_denies_nothing(office: Office, said: str) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", said, "yes")
    assert (await office.newest()).state is State.SUBMITTED


async def test_the_same_step_on_another_request_is_put(office: Office) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Northwind")
    await office.fran.says("deny SME-0001 repeated")
    put = await office.fran.says("oops wrong one, I meant to deny the northwind one")
    assert "Shall I deny SME-0002" in put.text


@pytest.mark.parametrize(
    "said",
    ["deny litware, same topic as adatum", "deny litware. it's the same topic as adatum"],
)
async def test_the_first_customer_is_the_one_that_is_meant(office: Office, said: str) -> None:
    await office.pat.files(tenant_name="Litware")
    await office.pat.files(tenant_name="Adatum")
    put = await office.fran.says(said)
    assert "Shall I deny SME-0001" in put.text
    assert "deny litware" not in put.text


async def test_a_no_to_an_offer_is_put_as_declining(office: Office) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sam")
    await office.deliver()
    put = await office.sam.says("no sorry, I don't do labels any more")
    assert f"decline {request.number}" in put.text


@pytest.mark.parametrize("said", ["not Sana", "anyone but Sana", "Sana is on leave", "Sana said no"])
async def test_who_is_left_out_is_not_offered_to(office: Office, said: str) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number}")
    assert "SME: Sana" not in (await office.tess.says(said)).text


async def test_a_yes_asks_for_what_a_put_step_lacks(office: Office) -> None:
    await office.pat.files()
    put = await office.fran.says("I would rather deny it")
    assert "It still needs" in put.text
    asked = await office.fran.says("yes")
    assert "ground" in asked.words.casefold()


@pytest.mark.parametrize("said", ["decline ACC-0001 no wait", "decline ACC-0001: lol", "approve ACC-0001?"])
async def test_a_decision_on_an_application_that_takes_itself_back_is_none(office: Office, said: str) -> None:
    nora = newcomer(office)
    await nora.applies()
    answer = await office.fran.says(said)
    assert "nothing was done" in answer.text
    assert (await nora.application()).state is ApplicationState.APPLIED
