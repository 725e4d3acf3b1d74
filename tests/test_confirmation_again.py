"""Who did not get the confirmation has it sent again, and reads where it went and whom to contact (R41, R43)."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.office import Office


def _confirmations(folder: Path) -> list[str]:
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in folder.rglob("*.eml")]
    return [str(mail["To"]) for mail in mails if "Here is the confirmation of" in str(mail.get_content())]


@pytest.mark.parametrize("words", ["confirmation SME-0001", "send the confirmation again for SME-0001"])
async def test_the_confirmation_comes_again_in_teams_and_by_mail(office: Office, tmp_path: Path, words: str) -> None:
    await office.pat.files(partner_email="sme-desk@contoso.example")
    office.clock.pass_time(hours=1)
    said = await office.pat.says(words)
    assert "goes out again, here and by e-mail to sme-desk@contoso.example." in said.text
    assert "It first went out on 24 Nov 2026, 09:00 UTC." in said.text
    assert "contact your FPM, Fran Fisher, at fran.fisher@fasttrack.example" in said.text
    assert "ftsmeassign@microsoft.com" in said.text
    told = len(office.fran.chat)
    await office.deliver()
    assert "Here is the confirmation of SME-0001 again" in office.pat.last.text
    assert "If you do not receive this confirmation by e-mail within 5 minutes" in office.pat.last.text
    assert _confirmations(tmp_path) == ["sme-desk@contoso.example"]
    assert len(office.fran.chat) == told


async def test_without_a_known_fpm_the_team_is_whom_to_contact(office: Office) -> None:
    await office.pat.files(fpm="unlisted")
    said = await office.pat.says("confirmation SME-0001")
    assert "within 5 minutes, contact the FastTrack SME Assignment team at ftsmeassign@microsoft.com." in said.text


async def test_it_is_given_its_five_minutes_before_the_next_one(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    await office.pat.says("confirmation SME-0001")
    office.clock.pass_time(minutes=4)
    request = await office.newest()
    refused = await office.pat.says("confirmation SME-0001")
    assert "was sent to pat.parker@contoso.example on 24 Nov 2026, 09:00 UTC" in refused.text
    assert "It can be sent again from 24 Nov 2026, 09:05 UTC on" in refused.text
    assert await office.newest() == request
    office.clock.pass_time(minutes=1)
    await office.pat.says("confirmation SME-0001")
    await office.deliver()
    assert len(_confirmations(tmp_path)) == 2


async def test_only_the_requester_has_it_sent(office: Office) -> None:
    await office.pat.files()
    for player in (office.petra, office.fran):
        refused = await player.says("confirmation SME-0001")
        assert "Only the requester can have the confirmation of SME-0001 sent again." in refused.text
