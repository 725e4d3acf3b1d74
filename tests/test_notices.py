"""Who hears of what: in Teams, by e-mail, and whoever has not met the bot yet the moment they do."""

import email
import email.policy
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from playbook.life.records import Channel
from tests.connector import failing
from tests.office import Office, open_office


def _messages(folder: Path) -> list[EmailMessage]:
    paths = sorted(folder.glob("data/mail/*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]


def _mails(folder: Path) -> list[tuple[str, str, str]]:
    """Return the e-mails as (to, subject, body), by subject."""
    found = []
    for message in _messages(folder):
        body = message.get_body()
        assert body
        found.append((str(message["To"]), str(message["Subject"]), str(body.get_content())))
    return sorted(found, key=lambda mail: mail[1])


def _told(office: Office) -> dict[str, int]:
    return {name: len(player.chat) for name, player in office.players.items()}


async def _hear_of_it(office: Office) -> set[str]:
    """Deliver what is owed; return who got a new message by it."""
    before = _told(office)
    await office.deliver()
    after = _told(office)
    return {name for name in after if after[name] > before[name]}


async def test_each_step_is_told_to_whom_the_playbook_names_and_to_nobody_else(office: Office) -> None:
    """The actor is answered in the turn itself; what arrives afterwards are the others' notices."""
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    heard = [await _hear_of_it(office)]
    for person, *words in (
        (office.fran, "return SME-0001 seats", "Is that the active count?", "yes"),
        (office.pat, "edit SME-0001", "450", "submit"),
        (office.fran, "approve SME-0001"),
        (office.tess, "offer SME-0001 to Sam"),
        (office.sam, "decline SME-0001 on leave"),
        (office.tess, "offer SME-0001 to Sana"),
        (office.tess, "recall SME-0001 no answer"),
        (office.tess, "offer SME-0001 to Sana"),
        (office.sana, "accept SME-0001"),
        (office.fran, "close SME-0001 yes"),
    ):
        await person.says_all(*words)
        heard.append(await _hear_of_it(office))
    assert heard == [
        {"pat", "fran"},
        {"pat"},
        {"pat", "fran"},
        {"pat", "tess"},
        {"sam"},
        {"tess"},
        {"sana"},
        {"sana"},
        {"sana"},
        {"pat", "fran", "tess"},
        {"pat", "sana"},
    ]


async def test_a_submission_is_mailed_to_the_partner_and_the_fpm(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    fpm, partner = _mails(tmp_path)
    assert partner[0] == "pat.parker@contoso.example"
    assert partner[1] == "SME-0001: Your SME request SME-0001 has been submitted."
    assert fpm[0] == "fran.fisher@fasttrack.example"
    assert "Pat Parker of Contoso Partners submitted SME request SME-0001 and asks for your decision." in fpm[1]
    for said in ("Seat Count: 300", "Tenant Name: Northwind", "Labels are not applied", "1 Dec 2026, 09:00 UTC"):
        assert said in fpm[2].replace("\n", " ")


async def test_e_mail_goes_to_the_contact_named_in_the_request(office: Office, tmp_path: Path) -> None:
    await office.pat.files(partner_email="desk@alternate.example")
    assert {mail[0] for mail in _mails(tmp_path)} == {"desk@alternate.example", "fran.fisher@fasttrack.example"}


async def test_a_decision_is_mailed_with_its_reason(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.fran.says_all("deny SME-0001 repeated", "We spoke about it.\nSee the notes.", "yes")
    await office.deliver()
    denied = next(mail for mail in _mails(tmp_path) if "denied" in mail[1])
    assert denied[0] == "pat.parker@contoso.example"
    assert "Repeated help on the same topic: We spoke about it." in denied[2]


async def test_the_mail_of_an_assignment_holds_the_onboarding_steps(office: Office, tmp_path: Path) -> None:
    await office.assigned()
    assigned = next(mail for mail in _mails(tmp_path) if "accepted" in mail[1])
    assert assigned[0] == "pat.parker@contoso.example"
    text = " ".join(assigned[2].split())
    assert "expectations, outcomes, exit criteria and timelines" in text
    assert "Sana Sato contacts Pat Parker directly" in text


async def test_mails_about_one_request_are_one_thread(office: Office, tmp_path: Path) -> None:
    await office.assigned()
    messages = _messages(tmp_path)
    assert len({message["References"] for message in messages}) == 1
    assert len({message["Message-ID"] for message in messages}) == len(messages) == 6
    assert {message["Auto-Submitted"] for message in messages} == {"auto-generated"}


async def test_the_partner_is_told_what_to_do_without_a_confirmation(office: Office) -> None:
    await office.pat.files()
    assert "within 5 minutes" in office.pat.last.text
    assert "contact your FPM" in office.pat.last.text
    assert "ftsmeassign@microsoft.com" in office.pat.last.text


async def test_who_has_not_met_the_bot_hears_it_the_moment_they_do(tmp_path: Path) -> None:
    async with open_office(tmp_path / "data") as office:
        await office.pat.installs()
        await office.pat.files()
        assert office.fran.chat == []
        office.clock.pass_time(days=3)
        await office.fran.installs()
        await office.deliver()
        assert "submitted SME request SME-0001" in office.fran.last.text
        assert "Approved" in (await office.fran.presses(office.fran.last.card, "Approve")).words


async def test_what_waited_is_shown_as_it_is_by_then(tmp_path: Path) -> None:
    async with open_office(tmp_path / "data") as office:
        for person in (office.pat, office.fran):
            await person.installs()
        await office.approved()
        await office.pat.says_all("withdraw SME-0001", "Solved.")
        await office.tess.installs()
        await office.deliver()
        *_, approved, withdrawn = office.tess.chat
        assert "please offer it to a SME" in approved.text
        for told in (approved, withdrawn):
            assert "Withdrawn" in told.words


async def test_a_chat_that_refuses_the_bot_hears_it_on_coming_back(office: Office) -> None:
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    # Pat's confirmation and Fran's card are both refused.
    office.connector.then(*[failing(403, "ConversationBlockedByUser")] * 2)
    await office.deliver()
    assert "submitted SME request" not in office.fran.last.text
    await office.fran.says("hi")
    await office.deliver()
    assert "submitted SME request SME-0001" in office.fran.last.text


async def test_who_cannot_be_reached_in_teams_is_mailed_once(office: Office, tmp_path: Path) -> None:
    """Taking into triage owes the partner no e-mail; without a chat it is one."""
    await office.pat.files()
    await office.pat.posts(office.pat.activity("installationUpdate", action="remove"))
    await office.fran.says("triage SME-0001")
    for _ in range(3):
        await office.deliver()
        office.clock.pass_time(hours=1)
    mailed = [mail for mail in _mails(tmp_path) if "into triage" in mail[1]]
    assert [mail[0] for mail in mailed] == ["pat.parker@contoso.example"]
    await office.pat.installs()
    await office.deliver()
    assert "has taken SME-0001 into triage" in office.pat.last.text
    assert len([mail for mail in _mails(tmp_path) if "into triage" in mail[1]]) == 1


async def test_what_is_mailed_anyway_is_not_mailed_twice(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.pat.posts(office.pat.activity("installationUpdate", action="remove"))
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert len([mail for mail in _mails(tmp_path) if "approved SME-0001. The SME" in mail[1]]) == 1


async def test_a_throttled_chat_is_told_later_and_once(office: Office) -> None:
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    office.connector.then(*[failing(429, "Throttled", Retry_After="30")] * 2)
    await office.deliver()
    assert "submitted SME request" not in office.fran.last.text
    office.clock.pass_time(seconds=29)
    await office.deliver()
    assert "submitted SME request" not in office.fran.last.text
    office.clock.pass_time(seconds=1)
    await office.deliver()
    assert sum("submitted SME request" in answer.text for answer in office.fran.chat) == 1


async def test_what_is_owed_is_written_with_the_decision(office: Office) -> None:
    review = await office.pat.reviews()
    await office.pat.presses(review.card, "Submit")
    owed = await office.house.store.claim(office.clock(), 99, timedelta(hours=1))
    assert [(one.task.channel, one.task.to) for one in owed] == [
        (Channel.TEAMS, office.pat.key),
        (Channel.MAIL, office.pat.key),
        (Channel.TEAMS, office.fran.key),
        (Channel.MAIL, office.fran.key),
    ]


@pytest.mark.parametrize("name", ["quinn", "petra", "felix", "sam"])
async def test_nobody_else_ever_hears_of_a_request(office: Office, name: str) -> None:
    before = len(office.players[name].chat)
    await office.assigned()
    assert len(office.players[name].chat) == before


async def test_a_delivery_that_is_repeated_leaves_one_inert_twin(office: Office) -> None:
    await office.pat.files()
    first = office.fran.last
    # What a restart between sending and noting it down leads to: the same message once more.
    message = office.connector.messages[first.activity_id]
    office.connector.messages["twin"] = dict(message)
    await office.fran.presses(first.card, "Approve")
    again = await office.fran.presses(office.fran.last.card, "Approve")
    assert "Already approved by Fran Fisher" in again.words
    assert (await office.newest()).revision == 2


async def test_a_late_notice_tells_to_whom_that_step_routed_it(office: Office) -> None:
    await office.pat.files()
    office.connector.then(*[failing(503)] * 2)
    await office.fran.says("route SME-0001 to Felix")
    await office.felix.says("route SME-0001 to Fran")
    office.clock.pass_time(minutes=5)
    await office.deliver()
    told = [answer.text.partition("\n")[0] for answer in office.pat.chat if "routed SME-0001" in answer.text]
    assert told == ["Fran Fisher routed SME-0001 to Felix Ortega.", "Felix Ortega routed SME-0001 to Fran Fisher."]
