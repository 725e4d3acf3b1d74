"""Everything a button does can be typed: each step of the lifecycle by its words, with what it needs asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from playbook.life.records import Event
from playbook.requests.record import Command, Request, State
from tests.office import Office, Player, buttons_of, open_office

CLOSING = ("approve SME-0001", "offer SME-0001 to Sana", "accept SME-0001")


@dataclass(frozen=True)
class Twin:
    """A step by button and by words: who takes it, after which steps, with which details."""

    person: str
    title: str
    words: str
    before: tuple[str, ...] = ()
    details: Mapping[str, str] | None = None
    replies: tuple[str, ...] = ()


TWINS: Mapping[Command, Twin] = {
    Command.APPROVE: Twin("fran", "Approve", "approve SME-0001"),
    Command.DENY: Twin(
        "fran",
        "Deny",
        "deny SME-0001",
        (),
        {"ground": "repeated", "text": "Third time."},
        ("repeated", "Third time.", "yes"),
    ),
    Command.RETURN: Twin(
        "fran",
        "Return for details",
        "return SME-0001",
        (),
        {"fields": "seat_count,region", "note": "Please check."},
        ("region and seats", "Please check.", "yes"),
    ),
    Command.START_TRIAGE: Twin("fran", "Start triage", "triage SME-0001"),
    Command.ROUTE: Twin("fran", "Route to another FPM", "route SME-0001", (), {"fpm": "Felix Ortega"}, ("Felix",)),
    Command.OFFER: Twin("tess", "Offer to a SME", "offer SME-0001", CLOSING[:1], {"sme": "Sana Sato"}, ("sana",)),
    Command.ACCEPT: Twin("sana", "Accept", "accept SME-0001", CLOSING[:2]),
    Command.DECLINE: Twin(
        "sana", "Decline", "decline SME-0001", CLOSING[:2], {"reason": "On leave"}, ("On leave", "yes")
    ),
    Command.RECALL: Twin(
        "tess", "Take the offer back", "recall SME-0001", CLOSING[:2], {"reason": "No answer"}, ("No answer", "yes")
    ),
    Command.HAND_BACK: Twin(
        "sana", "Hand back", "hand back SME-0001", CLOSING, {"reason": "I fell ill"}, ("I fell ill", "yes")
    ),
    Command.REASSIGN: Twin(
        "tess",
        "Give to another SME",
        "reassign SME-0001",
        CLOSING[:2],
        {"sme": "Sam Silva", "reason": "No answer"},
        ("sam", "No answer", "yes"),
    ),
    Command.CONTACTED: Twin("sana", "First contact made", "contacted SME-0001", CLOSING),
    Command.NUDGE: Twin("pat", "Nudge", "nudge SME-0001"),
    Command.CONFIRMATION: Twin("pat", "Send confirmation again", "confirmation SME-0001"),
    Command.MESSAGE: Twin(
        "pat",
        "Write a message",
        "message SME-0001",
        (),
        {"to": "Fran Fisher", "message": "Any news?"},
        ("Fran", "Any news?", "yes"),
    ),
    Command.CLOSE: Twin("fran", "Close", "close SME-0001", CLOSING, {"contact": "yes"}, ("yes",)),
    Command.WITHDRAW: Twin("pat", "Withdraw", "withdraw SME-0001: Solved", (), {"reason": "Solved"}),
}
BY_ANSWERS = {Command.SUBMIT, Command.EDIT, Command.RESUBMIT}


async def _prepared(office: Office, before: tuple[str, ...]) -> None:
    await office.pat.files()
    for words in before:
        await _actor(office, words).says(words)
    await office.deliver()


def _actor(office: Office, words: str) -> Player:
    return {"approve": office.fran, "offer": office.tess, "accept": office.sana}[words.split(maxsplit=1)[0]]


def test_every_command_has_its_words_and_its_button_here() -> None:
    assert set(TWINS) | BY_ANSWERS == set(Command)


@pytest.mark.parametrize("command", TWINS)
async def test_words_do_exactly_what_the_button_does(command: Command, office: Office, tmp_path: Path) -> None:
    twin = TWINS[command]
    await _prepared(office, twin.before)
    answer = await office.players[twin.person].says_all(twin.words, *twin.replies)
    assert "Done: " in answer.text

    async with open_office(tmp_path / "another") as another:
        await another.everybody_installs()
        await _prepared(another, twin.before)
        presser = another.players[twin.person]
        shown = await presser.says("status SME-0001")
        pressed = await presser.presses(shown.card, twin.title, **_chosen(twin, another))
        assert "Done: " in pressed.words
        assert await _outcome(office) == await _outcome(another)


def _chosen(twin: Twin, office: Office) -> dict[str, str]:
    """Return the details as a card sends them: people by their key."""
    keys = {player.person.name: player.key for player in office.players.values()}
    return {key: keys.get(text, text) for key, text in (twin.details or {}).items()}


async def _outcome(office: Office) -> tuple[Event, Request]:
    """Return the last event and the request, but for the draft's id, which is made up anew each time."""
    request = await office.newest()
    history = await office.house.store.history(request.number)
    return history[-1], replace(request, origin="")


@pytest.mark.parametrize(
    "words", ["approve sme-0001", "Approve SME 1", "approve #1", "APPROVE sme1!", " approve SME-0001. "]
)
async def test_a_number_may_be_written_as_people_write_it(office: Office, words: str) -> None:
    await office.pat.files()
    assert "SME-0001 is approved" in (await office.fran.says(words)).text


@pytest.mark.parametrize(
    ("words", "replies"),
    [
        ("deny SME-0001 repeated", ["Third time.", "yes"]),
        ("deny SME-0001: out of scope", ["Third time.", "yes"]),
        ("deny SME-0001", ["same topic for multiple customers", "Third time.", "yes"]),
    ],
)
async def test_what_stands_behind_the_number_answers_the_first_detail(
    office: Office, words: str, replies: list[str]
) -> None:
    await office.pat.files()
    answer = await office.fran.says(words)
    for reply in replies:
        assert (await office.newest()).state is State.SUBMITTED
        answer = await office.fran.says(reply)
    assert "Done: SME-0001 is denied" in answer.text


@pytest.mark.parametrize("words", ["deny SME-0001 repeated: Third time.", "deny sme1: repeated : Third time."])
async def test_ground_and_text_fit_on_one_line(office: Office, words: str) -> None:
    await office.pat.files()
    assert "Done: SME-0001 is denied" in (await office.fran.says(words)).text
    last = (await office.house.store.history("SME-0001"))[-1]
    assert last.details == {"ground": "repeated", "text": "Third time."}


async def test_the_text_on_the_line_is_kept_when_the_ground_is_none(office: Office) -> None:
    await office.pat.files()
    assert "is not on the list for Ground" in (await office.fran.says("deny SME-0001 because: Third time.")).text
    assert "Done: SME-0001 is denied" in (await office.fran.says("repeated")).text
    assert (await office.house.store.history("SME-0001"))[-1].details["text"] == "Third time."


async def test_a_step_without_a_number_is_put_where_it_fits_one_request(office: Office) -> None:
    await office.pat.files()
    await office.pat.files()
    await office.fran.says("triage sme 2")
    assert "Shall I take SME-0001" in (await office.fran.says("Triage!")).text
    assert "Done: SME-0001 is taken into triage" in (await office.fran.says("yes")).text
    assert "There is no request that you can triage now" in (await office.fran.says("triage")).text


async def test_a_step_without_a_number_says_which_request_its_questions_are_about(office: Office) -> None:
    await office.approved()
    assert "SME-0001: Approved, AIP P2 for Northwind" in (await office.tess.says("offer")).text
    assert "Done: SME-0001 is offered" in (await office.tess.says("Sana")).text


async def test_a_step_without_a_number_that_fits_several_asks_which(office: Office) -> None:
    await office.pat.files()
    await office.pat.files()
    before = await office.request("SME-0001"), await office.request("SME-0002")
    asked = await office.fran.says("approve")
    assert "Which request do you want to approve?" in asked.text
    assert asked.text.count("AIP P2 for Northwind") == 2
    assert list(buttons_of(asked.card)) == ["approve SME-0001", "approve SME-0002"]
    assert (await office.request("SME-0001"), await office.request("SME-0002")) == before
    assert "SME-0001 is approved" in (await office.fran.presses(asked.card, "approve SME-0001")).text


@pytest.mark.parametrize("command", Command)
async def test_a_step_without_a_number_finds_no_request_of_somebody_else(office: Office, command: Command) -> None:
    await office.pat.files()
    before = office.kept
    for stranger in (office.quinn, office.felix, office.sam):
        answer = await stranger.says(command.value)
        assert "SME-0001" not in answer.words
    assert office.kept == before


async def test_a_step_without_a_number_takes_nothing_while_something_is_asked(office: Office) -> None:
    request = await office.pat.files()
    await office.pat.says_all("new request", "withdraw")
    assert await office.newest() == request
    await office.fran.says_all("deny SME-0001 scope", "approve")
    assert await office.newest() == request


async def test_what_was_returned_is_opened_by_edit_as_well(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("return SME-0001 seats: Is it right?")
    assert "How many active licenses" in (await office.pat.says("edit")).text


async def test_a_reason_on_the_line_is_kept_to_the_last_dot(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("withdraw SME-0001 because we solved it...")
    assert (await office.house.store.history("SME-0001"))[-1].details == {"reason": "we solved it..."}


async def test_a_reason_may_be_left_out_by_saying_none(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("withdraw SME-0001: none.")
    assert (await office.house.store.history("SME-0001"))[-1].details.get("reason", "") == ""


async def test_a_detail_that_is_not_understood_is_asked_again_with_its_choices(office: Office) -> None:
    await office.pat.files()
    asked = await office.fran.says("deny SME-0001 because I say so")
    assert "is not on the list for Ground" in asked.text
    assert "On which ground is it denied?" in asked.text
    assert (await office.newest()).state is State.SUBMITTED
    await office.fran.says_all("scope", "A SME does not lead the engagement.", "yes")
    assert (await office.newest()).state is State.DENIED


async def test_help_in_the_middle_of_the_details_comes_back_to_the_question(office: Office) -> None:
    await office.pat.files()
    await office.fran.says("deny SME-0001")
    helped = await office.fran.says("help")
    assert "You can say" in helped.text
    assert "On which ground is it denied?" in helped.text


async def test_cancel_in_the_middle_of_the_details_changes_nothing(office: Office) -> None:
    request = await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated")
    assert "nothing was changed" in (await office.fran.says("cancel")).text
    assert "not sure what you mean" in (await office.fran.says("Third time.")).text
    assert await office.newest() == request


async def test_a_request_that_went_on_while_its_details_were_typed_is_put_as_it_now_is(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated")
    await office.tess.says("triage SME-0001")
    put = await office.fran.says("Third time.")
    assert "In triage" in put.text
    assert (await office.newest()).state is State.TRIAGED
    await office.fran.says("yes")
    assert (await office.newest()).state is State.DENIED


async def test_a_request_that_went_on_behind_what_was_put_is_not_decided(office: Office) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001", "repeated", "Third time.")
    await office.tess.says("triage SME-0001")
    answer = await office.fran.says("yes")
    assert "out of date" in answer.text
    assert "taken into triage by Tess Turner" in answer.text
    assert (await office.newest()).state is State.TRIAGED


async def test_a_step_that_is_past_is_refused_with_the_card_as_it_is(office: Office) -> None:
    await office.approved()
    answer = await office.fran.says("approve SME-0001")
    assert "Already approved by Fran Fisher" in answer.text
    assert "Approved" in answer.words


async def test_words_for_a_step_of_somebody_else_are_refused(office: Office) -> None:
    request = await office.pat.files()
    assert "Only the routed FPM can approve SME-0001" in (await office.pat.says("approve SME-0001")).text
    assert "I know no request SME-0001" in (await office.sam.says("accept SME-0001")).text
    assert await office.newest() == request


async def test_a_step_that_needs_no_words_is_put_with_more_of_them(office: Office) -> None:
    request = await office.pat.files()
    answer = await office.fran.says("approve SME-0001 but only half of it")
    assert "Shall I approve SME-0001" in answer.text
    assert await office.newest() == request


@pytest.mark.parametrize(
    ("name", "can", "cannot"),
    [
        ("pat", "new request", "approve SME-0001"),
        ("fran", "approve SME-0001", "new request"),
        ("tess", "offer SME-0001", "accept SME-0001"),
        ("sana", "accept SME-0001", "offer SME-0001"),
    ],
)
async def test_help_lists_what_this_person_can_do(office: Office, name: str, can: str, cannot: str) -> None:
    text = (await office.players[name].says("help")).text
    assert can in text
    assert cannot not in text
    assert "status SME-0001" in text
