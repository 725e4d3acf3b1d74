"""Wherever people are told to contact somebody, that person's name and address stand: in chat, on cards, in mails."""

import email
from email.policy import default
from pathlib import Path

import pytest

from playbook.messages.people import contact
from tests.office import Office, open_office
from tests.reading import english

FRAN, SANA = "Fran Fisher (fran.fisher@fasttrack.example)", "Sana Sato (sana.sato@fasttrack.example)"
TEAM = "the FastTrack SME Assignment team (ftsmeassign@microsoft.com)"


def _mails(folder: Path) -> str:
    """Return all e-mails to Pat, without line ends."""
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in folder.rglob("*.eml")]
    return "\n".join(str(one.get_content()) for one in mails if "pat.parker" in str(one["To"]))


def test_a_contact_is_a_name_with_its_address_or_the_name_alone() -> None:
    assert english(contact("Fran Fisher", "fran@people.example")) == "Fran Fisher (fran@people.example)"
    assert english(contact("Fran Fisher", "")) == "Fran Fisher"


@pytest.mark.parametrize("words", ["change role", "change my company", "change discussed"])
async def test_a_question_that_sends_to_the_fpm_says_who_that_is(office: Office, words: str) -> None:
    await office.pat.reviews()
    assert f"Your FPM is {FRAN}." in (await office.pat.says(words)).text


async def test_who_chose_another_fpm_is_sent_to_that_one(office: Office) -> None:
    await office.pat.reviews(fpm=office.felix.key)
    assert "Your FPM is Felix Ortega (felix.ortega@fasttrack.example)." in (await office.pat.says("change role")).text


async def test_refusals_name_whom_to_contact(office: Office, tmp_path: Path) -> None:
    await office.assigned()
    assert f"Contact your FPM, {FRAN}, if something must be corrected." in (await office.pat.says("edit SME-0001")).text
    async with open_office(tmp_path / "strict", filings_per_day=1) as strict:
        await strict.pat.files()
        await strict.pat.reviews()
        assert f"contact your FPM, {FRAN}, if it is urgent" in (await strict.pat.says("submit")).text


async def test_card_chat_and_mail_name_the_fpm_and_the_sme(office: Office, tmp_path: Path) -> None:
    await office.pat.files()
    assert f"contact your FPM, {FRAN}, and the FastTrack SME Assignment team" in office.pat.last.text
    assert f"FPM\n{FRAN}" in office.pat.last.words
    await office.fran.says("approve SME-0001")
    await office.tess.says("offer SME-0001 to Sana")
    await office.sana.says("accept SME-0001")
    await office.deliver()
    assert f"SME\n{SANA}" in office.pat.last.words
    mails = _mails(tmp_path)
    assert f"FPM to route to: {FRAN}" in mails
    assert f"SME: {SANA}" in mails
    await office.fran.says("close SME-0001 yes")
    assert f"Pat Parker contacts {FRAN} first." in (await office.pat.says("status SME-0001")).text


async def test_without_an_fpm_it_is_the_team(office: Office) -> None:
    await office.pat.files(fpm="unlisted")
    assert f"FPM\n{TEAM}" in (await office.pat.says("status SME-0001")).words
