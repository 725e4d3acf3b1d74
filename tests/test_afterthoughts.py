"""What stands behind a full command and takes it back: the step is put, and nothing happens by it."""

import pytest

from dialogs.understanding.second_thoughts import holds_back
from playbook.requests.record import State
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
    "mejor no",
    "déjalo",
    "しないでください",
    "or nudge Fran",
    ", or should I wait",
    "SME 2",
    "and SME-0002",
    "(not yet)",
    "\nno",
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
