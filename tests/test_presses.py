"""Buttons: whoever presses what, whenever and however often, the card as it now is comes back with one sentence."""

import asyncio
from typing import Any

import pytest

from playbook.messages import deciding
from playbook.requests.record import Command, Request, State
from tests.office import Answer, Office, Player, buttons_of

APPROVE = "Approve"


async def _press(person: Player, request: Request, verb: str, **texts: str) -> Answer:
    """Press a button that carries a request's number and revision, whether or not there is one on any card."""
    data: dict[str, Any] = {"number": request.number, "revision": request.revision, "verb": verb}
    inputs = {f"{verb}.{key}": text for key, text in texts.items()}
    return await person.executes({"verb": verb, "data": data}, inputs)


async def test_an_older_client_sends_the_fallback_and_gets_the_same(office: Office) -> None:
    await office.pat.files()
    approve = buttons_of(office.fran.last.card)[APPROVE]
    answer = await office.fran.submits(approve["fallback"])
    assert "SME-0001 is approved" in answer.text
    assert "Approved" in answer.words
    assert (await office.newest()).state is State.APPROVED


async def test_a_second_press_changes_nothing_and_names_the_first(office: Office) -> None:
    await office.pat.files()
    card = office.fran.last.card
    await office.fran.presses(card, APPROVE)
    before = office.kept
    office.clock.pass_time(minutes=4)
    again = await office.fran.presses(card, APPROVE)
    assert "Already approved by Fran Fisher, 24 Nov 2026, 09:00 UTC" in again.words
    assert "Nothing was changed" in again.words
    assert APPROVE not in buttons_of(again.card)
    assert office.kept == before


async def test_a_card_from_before_an_edit_decides_nothing(office: Office) -> None:
    await office.pat.files()
    stale = office.fran.last.card
    await office.pat.says_all("edit SME-0001", "change seats to 400", "submit")
    before = office.kept
    answer = await office.fran.presses(stale, APPROVE)
    assert "out of date" in answer.words
    assert "edited by Pat Parker" in answer.words
    assert "400" in answer.words
    assert office.kept == before
    decided = await office.fran.presses(answer.card, APPROVE)
    assert "SME-0001 is approved" in decided.words


async def test_approve_and_deny_at_once_have_one_winner(office: Office) -> None:
    await office.pat.files()
    card = office.fran.last.card
    denied = {"ground": "repeated", "text": "Third time."}
    answers = await asyncio.gather(
        office.fran.presses(card, APPROVE),
        office.fran.presses(card, "Deny", **denied),
        office.fran.presses(card, APPROVE),
    )
    request = await office.newest()
    assert request.revision == 2
    assert request.state in (State.APPROVED, State.DENIED)
    assert sum("Done:" in answer.words for answer in answers) == 1
    assert sum("Nothing was changed" in answer.words and "by Fran Fisher" in answer.words for answer in answers) == 2


async def test_two_people_who_press_at_once_have_one_winner(office: Office) -> None:
    request = await office.pat.files()
    answers = await asyncio.gather(
        _press(office.fran, request, "approve"),
        _press(office.tess, request, "return", fields="Seat Count", note="Really?"),
        _press(office.pat, request, "withdraw"),
    )
    assert (await office.newest()).revision == 2
    assert sum("Done:" in answer.words for answer in answers) == 1
    # The other two read in one sentence who was faster.
    assert sum("Nothing was changed" in answer.words or "nothing of yours" in answer.words for answer in answers) == 2


@pytest.mark.parametrize("name", ["pat", "petra", "felix", "tess", "sam"])
async def test_a_press_of_somebody_else_is_refused_with_whose_it_is(office: Office, name: str) -> None:
    request = await office.pat.files()
    before = office.kept
    person = office.players[name]
    answer = await _press(person, request, "approve")
    may_see = name in ("pat", "petra", "tess")
    assert ("Only the routed FPM can approve SME-0001" in answer.words) is may_see
    assert ("I know no request SME-0001" in answer.words) is not may_see
    assert ("Northwind" in answer.words) is may_see
    assert office.kept == before


@pytest.mark.parametrize("command", Command)
async def test_no_command_of_a_stranger_shows_or_changes_anything(office: Office, command: Command) -> None:
    request = await office.pat.files()
    before = office.kept
    for stranger in (office.quinn, office.felix, office.sam):
        answer = await _press(stranger, request, command.value)
        assert "I know no request SME-0001" in answer.words
        assert "Northwind" not in answer.words
    assert office.kept == before


async def test_somebody_nobody_knows_presses_in_vain(office: Office) -> None:
    await office.pat.files()
    card, before = office.fran.last.card, office.kept
    action = buttons_of(card)[APPROVE]
    value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}}
    activity = office.fran.activity("invoke", name="adaptiveCard/action", value=value)
    activity["from"]["aadObjectId"] = "99999999-9999-4999-8999-999999999999"
    status, body = await office.fran.posts(activity)
    assert status == 200
    assert "not registered" in body["value"]
    assert office.kept == before


@pytest.mark.parametrize(
    "edited",
    [
        {"revision": 2},
        {"revision": 0},
        {"revision": "1"},
        {"revision": True},
        {"revision": None},
        {"number": "SME-0002"},
        {"number": "SME-1"},
        {"number": "../SME-0001"},
        {"number": ["SME-0001"]},
        {"verb": "assign"},
        {"verb": "approve; deny"},
        {"verb": 7},
        {"verb": "submit"},
        {"verb": "resubmit"},
    ],
    ids=str,
)
async def test_an_edited_press_changes_nothing(office: Office, edited: dict[str, Any]) -> None:
    await office.pat.files()
    before = office.kept
    data = {**buttons_of(office.fran.last.card)[APPROVE]["data"], **edited}
    answer = await office.fran.executes({"verb": data["verb"], "data": data})
    assert answer.words.strip()
    assert office.kept == before


async def test_what_else_a_press_carries_is_not_believed(office: Office) -> None:
    await office.pat.files()
    data = dict(buttons_of(office.fran.last.card)[APPROVE]["data"])
    data |= {"state": "closed", "fpm": office.felix.key, "actor": office.felix.key, "approve.sme": office.sam.key}
    await office.fran.executes({"verb": "approve", "data": data})
    request = await office.newest()
    assert (request.state, request.fpm, request.changed_by) == (State.APPROVED, office.fran.key, office.fran.key)
    assert request.sme is None


GARBAGE: list[Any] = [
    None,
    True,
    7,
    -1.5,
    "",
    "approve",
    "{",
    "[]",
    [],
    {},
    {"verb": "approve"},
    {"data": {}},
    {"a": {"b": []}},
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
@pytest.mark.parametrize("place", ["value", "action", "data", "verb"])
async def test_garbage_in_an_invoke_is_answered_with_a_sentence(office: Office, place: str, garbage: object) -> None:
    await office.pat.files()
    before = office.kept
    value: Any = {"action": {"type": "Action.Execute", "verb": "x", "data": {"number": "SME-0001", "revision": 1}}}
    if place == "value":
        value = garbage
    elif place == "action":
        value["action"] = garbage
    else:
        value["action"][place] = garbage
    status, body = await office.fran.posts(office.fran.activity("invoke", name="adaptiveCard/action", value=value))
    assert status == 200
    assert body["statusCode"] == 200
    if (place, garbage) != ("verb", "approve"):
        assert office.kept == before


@pytest.mark.parametrize("garbage", GARBAGE[1:], ids=repr)
async def test_garbage_in_a_submit_is_answered_in_the_chat(office: Office, garbage: object) -> None:
    request = await office.pat.files()
    status, _ = await office.fran.posts(office.fran.activity("message", value=garbage))
    assert status == 200
    assert office.fran.last.text
    assert await office.newest() == request


APPROVAL = '{"number": "SME-0001", "verb": "approve", "revision": '


@pytest.mark.parametrize(
    "text",
    ["[" * 15_990, '{"a":' * 3000, "[" * 900 + "]" * 900, f"{APPROVAL}{'9' * 5000}}}", f"{APPROVAL}1e999}}",
     f"{APPROVAL}NaN}}", f"{APPROVAL}{'[' * 400}{']' * 400}}}", '"\\ud800"', "{" + " " * 20_000 + "}"],
    ids=lambda text: text[:60],
)  # fmt: skip
async def test_a_button_whose_data_is_a_text_of_nonsense_cannot_be_read(office: Office, text: str) -> None:
    await office.pat.files()
    before = office.kept
    message = office.fran.activity("message", value=text)
    invoke = {"action": {"type": "Action.Execute", "verb": "approve", "data": text}}
    pressed = office.fran.activity("invoke", name="adaptiveCard/action", value=invoke)
    assert (await office.fran.posts(message))[0] == 200
    assert office.fran.last.text == deciding.CARD_NOT_READABLE.id
    assert (await office.fran.posts(pressed))[1]["value"] == deciding.CARD_NOT_READABLE.id
    assert office.kept == before


@pytest.mark.parametrize("trigger", ["automatic", "manual", None])
async def test_a_refresh_shows_the_viewers_own_card_and_changes_nothing(office: Office, trigger: str | None) -> None:
    await office.pat.files()
    before = office.kept
    refresh = (office.fran.last.card or {})["refresh"]["action"]
    value: dict[str, Any] = {"action": {"type": "Action.Execute", "verb": refresh["verb"], "data": refresh["data"]}}
    if trigger:
        value["trigger"] = trigger
    for person, title in ((office.fran, APPROVE), (office.pat, "Withdraw"), (office.tess, "Return for details")):
        _, body = await person.posts(person.activity("invoke", name="adaptiveCard/action", value=value))
        assert title in buttons_of(body["value"])
    _, body = await office.quinn.posts(office.quinn.activity("invoke", name="adaptiveCard/action", value=value))
    assert "I know no request" in body["value"]
    assert office.kept == before


async def test_details_that_do_not_fit_come_back_with_what_was_typed(office: Office) -> None:
    await office.pat.files()
    before = office.kept
    answer = await office.fran.presses(office.fran.last.card, "Deny", ground="nonsense", text="Because of this.")
    assert "Nothing was changed" in answer.words
    assert "Ground" in answer.words
    assert "Because of this." in answer.words
    assert office.kept == before
    again = await office.fran.presses(answer.card, "Deny", ground="scope", text="Because of this.")
    assert "denied" in again.words
    assert (await office.newest()).state is State.DENIED


async def test_a_press_repeated_by_teams_under_a_new_id_is_inert(office: Office) -> None:
    await office.pat.files()
    action = buttons_of(office.fran.last.card)[APPROVE]
    value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": action["data"]}}
    for _ in range(4):
        await office.fran.posts(office.fran.activity("invoke", name="adaptiveCard/action", value=value))
    assert (await office.newest()).revision == 2
    await office.deliver()
    assert sum("approved SME-0001" in answer.text for answer in office.pat.chat) == 1


async def test_a_submit_repeated_by_teams_under_a_new_id_files_once(office: Office) -> None:
    review = await office.pat.reviews()
    submit = buttons_of(review.card)["Submit"]
    await office.pat.executes(submit)
    repeated = await office.pat.submits(submit["fallback"])
    assert "submitted already, as SME-0001" in repeated.text
    assert await office.house.store.last_serial(Request) == 1


async def test_an_old_questions_button_is_about_the_request_that_was_asked_about(office: Office) -> None:
    for _ in range(2):
        await office.pat.files()
    old = await office.fran.says("deny SME-0001")
    await office.fran.says_all("cancel", "deny SME-0002")
    await office.fran.presses(old.card, "Outside the scope of SME activities")
    await office.fran.says_all("Not in scope", "yes")
    states = [(await office.request(number)).state for number in ("SME-0001", "SME-0002")]
    assert states == [State.DENIED, State.SUBMITTED]
