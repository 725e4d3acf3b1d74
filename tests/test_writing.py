"""Words about a request: who may write to whom, where they arrive, and who reads them (R57, R59, G38)."""

from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from playbook.requests.record import State
from tests.office import Office, buttons_of


def _mails(folder: Path, to: str) -> Iterator[str]:
    for path in sorted(folder.rglob("*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        if mail["To"] == to and "writes to you" in str(mail["Subject"]):
            yield " ".join(str(mail.get_content()).split())


async def test_words_reach_the_other_in_teams_and_by_mail_and_stand_in_the_history(
    office: Office, tmp_path: Path
) -> None:
    await office.pat.files()
    before = await office.newest()
    sent = await office.pat.says("message SME-0001 to Fran: Could we speak tomorrow?\nIt is urgent.")
    assert "Done: your message about SME-0001 goes out" in sent.text
    await office.deliver()
    assert office.fran.last.text == "Pat Parker writes to you about SME-0001. Could we speak tomorrow?\nIt is urgent."
    (mail,) = _mails(tmp_path, "fran.fisher@fasttrack.example")
    assert mail.startswith("Pat Parker writes to you about SME-0001. Could we speak tomorrow? It is urgent.")
    assert "Pat Parker wrote to Fran Fisher. Could we speak tomorrow?" in (await office.fran.says("status sme1")).words
    after = await office.newest()
    assert (after.state, after.deadlines, after.answers) == (before.state, before.deadlines, before.answers)


async def test_who_got_a_message_answers_from_its_card(office: Office) -> None:
    await office.pat.files()
    await office.pat.says("write SME-0001 to my FPM: Any news?")
    await office.deliver()
    card = office.fran.last.card
    await office.fran.presses(card, "Write a message", to=office.pat.key, message="By noon.")
    await office.deliver()
    assert office.pat.last.text == "Fran Fisher writes to you about SME-0001. By noon."


async def test_a_message_is_asked_for_piece_by_piece(office: Office) -> None:
    await office.assigned()
    asked = await office.pat.says("message SME-0001")
    assert "Whom do you want to write to?" in asked.text
    assert list(buttons_of(asked.card)) == ["Fran Fisher", "Sana Sato"]
    asked = await office.pat.presses(asked.card, "Sana Sato")
    assert "What do you want to say?" in asked.text
    assert "Done: your message" in (await office.pat.says_all("When shall we begin?", "yes")).text
    await office.deliver()
    assert office.sana.last.text == "Pat Parker writes to you about SME-0001. When shall we begin?"


async def test_words_without_an_addressee_are_kept_while_that_is_asked(office: Office) -> None:
    await office.assigned()
    asked = await office.pat.says("message SME-0001 nobody has called us yet: is there any news?")
    assert "Whom do you want to write to?" in asked.text
    assert "is not on the list" not in asked.text
    sent = await office.pat.presses(asked.card, "Fran Fisher")
    assert "Done: your message" in sent.text
    await office.deliver()
    assert office.fran.last.text.endswith(" nobody has called us yet: is there any news?")


async def test_a_name_that_is_on_no_list_is_no_message(office: Office) -> None:
    await office.assigned()
    asked = await office.pat.says("message SME-0001 to Nobody Knows")
    assert '"Nobody Knows" is not on the list for To.' in asked.text


WAYS = [
    ("submitted", "pat", {"fran"}),
    ("submitted", "fran", {"pat", "team"}),
    ("submitted", "tess", {"pat", "fran"}),
    ("offered", "pat", {"fran"}),
    ("offered", "tess", {"pat", "fran"}),
    ("assigned", "pat", {"fran", "sana"}),
    ("assigned", "fran", {"pat", "sana", "team"}),
    ("assigned", "sana", {"pat", "fran"}),
    ("assigned", "tess", {"pat", "fran", "sana"}),
    ("closed", "pat", {"fran"}),
    ("closed", "sana", {"fran"}),
    ("closed", "fran", {"pat"}),
]


async def _bring_to(office: Office, state: str) -> None:
    steps = [
        (office.fran, "approve SME-0001"),
        (office.tess, "offer SME-0001 to Sana"),
        (office.sana, "accept SME-0001"),
        (office.fran, "close SME-0001 yes"),
    ]
    await office.pat.files()
    for player, words in steps[: ["submitted", "approved", "offered", "assigned", "closed"].index(state)]:
        await player.says(words)
    await office.deliver()


@pytest.mark.parametrize(("state", "writer", "readers"), WAYS)
async def test_each_may_write_to_whom_it_concerns_and_to_nobody_else(
    office: Office, state: str, writer: str, readers: set[str]
) -> None:
    await _bring_to(office, state)
    heard = set()
    for name in (*office.players, "team"):
        sent = await office.players[writer].says(f"message SME-0001 to {name}: Hello {name}")
        if "Done: your message" in sent.text:
            heard.add(name)
        await office.players[writer].says("cancel")
    assert heard == readers
    await office.deliver()
    reached = {
        name for name, player in office.players.items() if any("writes to you" in one.text for one in player.chat)
    }
    assert reached == {"tess" if name == "team" else name for name in readers}


@pytest.mark.parametrize("name", ["sana", "petra"])
async def test_an_offered_sme_and_a_colleague_do_not_write(office: Office, name: str) -> None:
    """G38: the partner does not hear who is asked."""
    await _bring_to(office, "offered")
    request = await office.newest()
    refused = await office.players[name].says("message SME-0001 to Pat: Hello")
    assert "can write about SME-0001 here. Nothing was changed." in refused.text
    assert await office.newest() == request


async def test_while_nobody_routed_it_the_team_reads_what_is_written_to_the_fpm(office: Office) -> None:
    """G13."""
    await office.pat.files(fpm="unlisted")
    await office.pat.says("message SME-0001 to team: Who is my FPM?")
    await office.deliver()
    assert office.tess.last.text == "Pat Parker writes to you about SME-0001. Who is my FPM?"
    assert "Pat Parker wrote to the SME Assignment team" in (await office.tess.says("status SME-0001")).words


async def test_a_complaint_to_the_fpm_is_not_read_by_the_sme(office: Office) -> None:
    await office.assigned()
    await office.pat.says("message SME-0001 to Fran: Nobody has called yet.")
    assert "Nobody has called yet." not in (await office.sana.says("status SME-0001")).words
    for reader in (office.pat, office.petra, office.fran, office.tess):
        assert "Nobody has called yet." in (await reader.says("status SME-0001")).words


async def test_what_staff_write_to_each_other_is_not_read_by_the_partner(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sam")
    await office.sam.says("decline SME-0001 on leave")
    await office.tess.says("message SME-0001 to Fran: Sam Silva cannot, Sana may.")
    await office.deliver()
    assert "Sam Silva cannot" in office.fran.last.text
    stale = {"verb": "withdraw", "data": {"number": "SME-0001", "revision": 2, "verb": "withdraw"}}
    for shown in (await office.pat.says("status SME-0001"), await office.pat.executes(stale)):
        assert "Sam Silva" not in shown.words
        assert "wrote to" not in shown.words
        assert "A message was" not in shown.words


async def test_a_message_says_something_and_not_too_much(office: Office) -> None:
    request = await office.pat.files()
    card = (await office.pat.says("status SME-0001")).card
    for text, said in (("", "Message cannot be empty"), ("x" * 2001, "2,001 characters")):
        refused = await office.pat.presses(card, "Write a message", to=office.fran.key, message=text)
        assert said in refused.words
    for key in (office.sana.key, office.pat.key, "team", "nobody"):
        refused = await office.pat.presses(card, "Write a message", to=key, message="Hello")
        assert "is not on the list for To" in refused.words
    assert await office.newest() == request


async def test_what_was_typed_on_a_card_that_is_past_is_given_back(office: Office) -> None:
    await office.pat.files()
    card = (await office.pat.says("status SME-0001")).card
    await office.fran.says("approve SME-0001")
    late = await office.pat.presses(card, "Write a message", to=office.fran.key, message="Wait a moment.")
    assert "That card was out of date." in late.words
    assert "Wait a moment." in late.words
    sent = await office.pat.presses(late.card, "Write a message", to=office.fran.key, message="Wait a moment.")
    assert "Done: your message" in sent.words


async def test_after_the_close_the_partner_writes_to_the_fpm_and_it_stays_closed(office: Office) -> None:
    """R56."""
    await _bring_to(office, "closed")
    await office.pat.says("message SME-0001 to Fran: It is broken again.")
    await office.deliver()
    assert "It is broken again." in office.fran.last.text
    assert (await office.newest()).state is State.CLOSED
