"""Strangers send anything: nothing breaks, nothing that is not theirs is shown or changed, their texts are inert."""

import json
from collections.abc import Mapping
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from playbook.access.record import SLOT, State
from playbook.patterns import ACTIVE
from tests.applying import NUMBER, Newcomer, newcomer
from tests.hostile_texts import TEXTS
from tests.office import Json, Office, buttons_of, open_office, words_of

KINDS = ("Action.Execute", "Action.Submit")
SECRET = "Zephyr the secret"
EVIL = "see https://evil.example/a [x](//evil.example) www.evil.example {{DATE(2026)}} ${host} @everyone <at>Fran</at>"


@pytest.fixture
async def nora(office: Office) -> Newcomer:
    """Have Nora apply, for a reason that is nobody else's business."""
    nora = newcomer(office)
    await nora.applies(purpose=SECRET)
    return nora


def press(verb: str, number: str = NUMBER, revision: object = 1, **inputs: str) -> Json:
    """Return a button of an application, made up by hand."""
    named = {f"{verb}.{key}": text for key, text in inputs.items()}
    return {"verb": verb, "data": {"number": number, "revision": revision, "verb": verb, **named}}


@pytest.mark.parametrize("verb", ["approve", "decline", "register", "remind", "expire", "apply", "refresh", "say", "x"])
async def test_no_button_of_somebody_elses_application_does_anything(office: Office, nora: Newcomer, verb: str) -> None:
    before, nick = await nora.application(), newcomer(office, 2)
    for number in (NUMBER, "ACC-9999", "MEM-0001", "TEN-0001", "XYZ-0001"):
        answer = await nick.executes(press(verb, number, reason="x", code="x", accept="yes"))
        assert SECRET not in answer.words
        assert "Nora" not in answer.words
        assert buttons_of(answer.card) == {}
    assert await nora.application() == before


@pytest.mark.parametrize("verb", ["approve", "decline", "remind", "expire", "apply"])
async def test_no_applicant_takes_a_step_that_is_not_theirs(office: Office, nora: Newcomer, verb: str) -> None:
    before = await nora.application()
    answer = await nora.executes(press(verb, reason="x"))
    assert "Nothing was changed" in answer.words
    assert await nora.application() == before
    assert len(await office.house.store.history(NUMBER)) == 1


async def test_no_stranger_sees_or_touches_a_request(office: Office, nora: Newcomer) -> None:
    request = await office.pat.files()
    for title in ("Approve", "Deny", "Start triage"):
        answer = await nora.executes(buttons_of(office.fran.last.card)[title])
        assert "You are not registered with me yet" in answer.text
    for said in ("status SME-0001", "approve SME-0001", "queue", "all requests", "my requests", "applications"):
        assert "Northwind" not in (await nora.says(said)).words
    assert await office.newest() == request


async def test_nobody_presses_on_somebody_elses_draft(office: Office) -> None:
    nora, nick = newcomer(office), newcomer(office, 2)
    review = await nora.fills_in(purpose=SECRET)
    for title in ("Submit", "Edit in a form", "Stop here"):
        answer = await nick.executes(buttons_of(review.card)[title])
        assert "Those answers are no longer there" in answer.words
        assert SECRET not in answer.words
    await office.pat.executes(buttons_of(review.card)["Submit"])
    assert await nora.desk_draft() is not None
    assert "Submission completed" in (await nora.presses(review.card, "Submit")).words


@pytest.mark.parametrize(
    "data",
    [
        {"draft": "x" * 41, "slot": SLOT, "verb": "fill"},
        {"draft": "0" * 36, "slot": SLOT, "verb": "fill", "fill.name": "Nora"},
        {"draft": "0" * 36, "slot": "new", "verb": "submit"},
        {"draft": "0" * 36, "slot": "SME-0001", "verb": "submit"},
        {"draft": "0" * 36, "slot": "../access", "verb": "fill"},
        {"number": NUMBER, "revision": True, "verb": "approve"},
        {"number": NUMBER, "revision": 10**30, "verb": "approve"},
        {"number": ["ACC-0001"], "revision": 1, "verb": "approve"},
        {"verb": "say", "words": "x" * 100_000},
        {"verb": {"a": 1}},
        {},
    ],
)
async def test_a_made_up_press_is_answered_and_changes_nothing(
    office: Office, nora: Newcomer, data: Mapping[str, object]
) -> None:
    before = await nora.application()
    for player in (nora, newcomer(office, 2)):
        presses: list[object] = [{"type": kind, "verb": data.get("verb"), "data": data} for kind in KINDS]
        invokes: list[object] = [*({"action": one} for one in presses), [], None, "x"]
        for invoked in invokes:
            status, _ = await player.posts(player.activity("invoke", name="adaptiveCard/action", value=invoked))
            assert status in (200, 400)
        for said in (data, json.dumps(data)):
            status, _ = await player.posts(player.activity("message", text=None, value=said))
            assert status in (200, 400)
    assert await nora.application() == before


@pytest.mark.parametrize("name", TEXTS)
async def test_hostile_texts_are_kept_as_texts_and_nothing_breaks(office: Office, name: str) -> None:
    text, nora = TEXTS[name], newcomer(office)
    for said in ("hello", text, "request access", text, text, "nora@contoso.example", text, "yes", text, "submit"):
        status, _ = await nora.posts(nora.activity("message", text=said))
        assert status == 200
    await office.deliver()
    status, _ = await office.fran.posts(office.fran.activity("message", text="applications"))
    assert status == 200


async def test_what_an_applicant_writes_links_to_nothing_and_expands_to_nothing(office: Office, tmp_path: Path) -> None:
    nora = newcomer(office)
    await nora.applies(name=EVIL[:80], company=EVIL[:110], purpose=EVIL)
    await office.tess.says("applications")
    await office.tess.says(f"decline {NUMBER} {EVIL}")
    await office.deliver()
    await nora.says("status")
    answers = [office.answer(key) for key in office.connector.messages]
    texts = [text for one in answers for text in (one.text, words_of(one.card))]
    assert sum("evil.example" in text for text in texts) > 3
    assert not [text for text in texts if ACTIVE.find(text)]
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (tmp_path / "data/mail").glob("*.eml")]
    written = [part for mail in mails for part in (mail["Subject"], mail.get_content())]
    assert any("evil.example" in part for part in written)
    assert not [part for part in written if ACTIVE.find(part)]


async def test_invisible_characters_are_taken_out_of_a_name(office: Office) -> None:
    nora = newcomer(office)
    await nora.applies(name="Nora\u202e namweN\u200b\u2066\x07")
    assert (await nora.application()).answers["name"] == "Nora namweN"


async def test_a_stranger_is_served_so_many_times_a_minute(tmp_path: Path) -> None:
    async with open_office(tmp_path, turns_per_minute=3) as office:
        nora = newcomer(office)
        await nora.says_all("hello", "request access", "Nora")
        assert "That was a lot in one minute" in (await nora.says("Contoso")).text
        office.clock.pass_time(minutes=1)
        assert "What is your work e-mail address?" in (await nora.says("Contoso")).text


async def test_a_press_comes_twice_late_and_on_an_old_card_and_counts_once(office: Office, nora: Newcomer) -> None:
    card = office.fran.last.card
    await office.fran.presses(card, "Approve")
    again = await office.fran.presses(card, "Decline", reason="No.")
    assert "The latest step was taken by Fran Fisher" in again.words
    assert (await nora.application()).state is State.INVITED
    assert "The latest step was taken by Fran Fisher" in (await office.fran.says(f"decline {NUMBER} Left.")).text
    assert len(await office.house.store.history(NUMBER)) == 2


async def test_the_cards_of_an_application_show_what_became_of_it(office: Office, nora: Newcomer) -> None:
    first = office.fran.last
    await office.fran.presses(first.card, "Approve")
    await office.deliver()
    await nora.registers()
    assert "Registered" in office.fran.last.words
    shown = [one.words for one in nora.chat if NUMBER in one.words]
    assert "Welcome, Nora Newman" in shown[-1]
    assert not [words for words in shown if "Complete registration" in words]
