"""Who declined, or was passed over, is never shown to the partner (G38), in no text: cards, refusals, lists, mails."""

from collections.abc import AsyncIterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from playbook.life.records import Event
from playbook.messages import telling
from playbook.requests.disclosure import INTERNAL_STEPS, PARTNERS_SIDE
from playbook.requests.record import Command, State
from playbook.requests.table import REQUEST_TABLE
from tests.office import Office, Player, open_office
from tests.process import DETAILS, DIRECTORY, SAM, TUESDAY, a_request
from tests.reading import english

SECRETS = ("Sam Silva", "Declined by", "declined by", "taken back", "on leave", "needed elsewhere")
TYPED = ("status SME-0001", "my requests", "status", "resume", *(f"{one.value} SME-0001" for one in Command))


async def _offered(office: Office) -> None:
    await office.approved()
    await office.tess.says("offer SME-0001 to Sam")


async def _declined(office: Office) -> None:
    await _offered(office)
    await office.sam.says("decline SME-0001 on leave")


async def _recalled(office: Office) -> None:
    await _offered(office)
    await office.tess.says("recall SME-0001 needed elsewhere")


async def _offered_again(office: Office) -> None:
    await _declined(office)
    await office.tess.says("offer SME-0001 to Sana")


async def _withdrawn(office: Office) -> None:
    await _declined(office)
    await office.pat.says("withdraw SME-0001")
    await office.pat.says("none")


HISTORIES = (_offered, _declined, _recalled, _offered_again, _withdrawn)


@pytest.fixture(params=HISTORIES, ids=lambda history: history.__name__)
async def told(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Office]:
    """An office in which a SME was asked, and what came of it; everybody has heard of it."""
    async with open_office(tmp_path) as office:
        await office.everybody_installs()
        await request.param(office)
        await office.deliver()
        yield office


async def _everything_shown(player: Player) -> str:
    """Say all there is to say, press all there is to press with a revision that is past, and return all answers."""
    said = [(await player.says(text)).words for text in TYPED]
    for command in Command:
        data = {"number": "SME-0001", "revision": 1, "verb": command.value}
        press = {"type": "Action.Execute", "verb": command.value, "data": data}
        said += [(await player.executes(press)).words, (await player.submits(press)).words]
    said += [answer.words for answer in player.chat]
    return "\n".join(said)


@pytest.mark.parametrize("name", ["pat", "petra"])
async def test_the_partners_side_never_reads_who_was_asked_and_did_not_come(told: Office, name: str) -> None:
    shown = await _everything_shown(told.players[name])
    assert "SME-0001" in shown
    assert not [secret for secret in SECRETS if secret in shown]


async def test_no_mail_to_the_partner_says_it_either(told: Office, tmp_path: Path) -> None:
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in (tmp_path / "mail").glob("*.eml")]
    partners = [str(mail) for mail in mails if mail["To"] == told.pat.person.email]
    assert partners
    assert not [secret for secret in SECRETS for mail in partners if secret in mail]


async def test_fpm_and_team_read_who_declined(office: Office) -> None:
    await _declined(office)
    await office.deliver()
    for player in (office.fran, office.tess):
        assert "declined by the SME by Sam Silva" in (await player.says("status SME-0001")).words
    late = {"verb": "recall", "data": {"number": "SME-0001", "revision": 1, "verb": "recall"}}
    assert "declined by the SME by Sam Silva" in (await office.tess.executes(late)).words


async def test_a_partner_reads_that_their_card_is_out_of_date_and_no_more(office: Office) -> None:
    await _declined(office)
    stale = {"verb": "withdraw", "data": {"number": "SME-0001", "revision": 2, "verb": "withdraw"}}
    answer = await office.pat.executes(stale)
    assert "That card was out of date. Nothing was changed; here is how it is now." in answer.words
    assert (await office.request("SME-0001")).state is State.APPROVED


def test_what_partners_hear_of_a_step_that_is_not_theirs_to_know_says_neither_who_nor_why() -> None:
    internal = [row for row in REQUEST_TABLE.rows if row.event in INTERNAL_STEPS]
    assert {row.event for row in internal} == INTERNAL_STEPS
    told = [row for row in internal for owed in row.owes if owed.party in PARTNERS_SIDE]
    assert {row.event for row in told} == {"handed_back", "reassigned"}
    for row in told:
        event = Event("SME-0001", 5, row.event, SAM.key, TUESDAY, "assigned", "approved", DETAILS[Command(row.command)])
        said = english(telling.headline(f"{row.event}.requester", a_request(State.APPROVED), event, DIRECTORY))
        assert said == "SME-0001 needs another SME: the SME Assignment team is looking for one."


@pytest.mark.parametrize("asked", ["who is {name}?", "what is the mail of {name}", "tell {name} that we wait"])
async def test_a_partner_cannot_find_out_who_is_in_the_directory(office: Office, asked: str) -> None:
    """Whoever a partner may not know of is answered like a name that nobody has (R49, R70)."""
    await office.approved()
    answers = [await office.pat.says(asked.format(name=name)) for name in ("Sana", "Zelda")]
    assert answers[0].words.replace("Sana", "Zelda") == answers[1].words


async def test_a_partner_cannot_find_out_which_other_companies_there_are(office: Office) -> None:
    await office.approved()
    answers = [await office.pat.says(f"who is the FPM of {name}?") for name in ("Fabrikam", "Zorba")]
    assert answers[0].words == answers[1].words


async def test_a_partner_does_not_see_that_an_offer_was_declined(office: Office) -> None:
    request = await office.approved()
    await office.tess.says(f"offer {request.number} to Sana")
    await office.sana.says(f"decline {request.number} capacity: on leave until March")
    await office.tess.says(f"offer {request.number} to Sam")
    history = (await office.pat.says(f"history {request.number}")).text
    assert history.count("offered") == 1
    assert (await office.fran.says(f"history {request.number}")).text.count("offered") == 2
