"""In whose language and time zone people are told things: what their client says, else what their region has."""

import email
from email.policy import default
from pathlib import Path

import pytest

from cards.reader import zone_named
from tests.office import Office, Player, open_office

# A request that is filed on Tuesday at 9:00 UTC is due a week later.
DUE = "SME are due by 1 Dec 2026, {}."


async def _files(office: Office) -> None:
    for player in office.players.values():
        await player.installs()
    await office.pat.files()


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("UTC", "09:00 UTC"),
        ("Europe/Berlin", "10:00 CET"),
        ("America/New_York", "04:00 Eastern Standard Time"),
        ("Asia/Kolkata", "14:30 India Standard Time"),
        ("Pacific/Kiritimati", "23:00 Line Islands Time"),
        ("europe/berlin", "10:00 CET"),
    ],
)
async def test_a_time_is_told_in_the_zone_of_who_reads_it_and_names_that_zone(
    office: Office, zone: str, shown: str
) -> None:
    office.pat.zone = zone
    await office.pat.files()
    assert DUE.format(shown) in (await office.pat.says("status SME-0001")).words
    assert DUE.format("09:00 UTC") in (await office.tess.says("status SME-0001")).words


@pytest.mark.parametrize(
    "zone", ["", "Atlantis/Capital", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\n", "é", "{0}", "x" * 9000]
)
async def test_a_zone_that_is_none_is_passed_over_and_not_kept(office: Office, zone: str) -> None:
    office.pat.zone = office.fran.zone = zone
    await office.pat.files()
    assert DUE.format("09:00 UTC") in (await office.pat.says("status SME-0001")).words
    assert DUE.format("09:00 GMT") in (await office.fran.says("status SME-0001")).words, "an FPM of EMEA"
    reference = await office.house.store.reference(office.pat.key)
    assert reference
    assert zone_named(reference.zone or "UTC")


async def test_what_comes_unasked_is_in_the_zone_the_client_named_last(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        office.fran.zone = "Asia/Tokyo"
        await _files(office)
        assert DUE.format("18:00 Japan Standard Time") in office.fran.last.words
        (mail,) = _mails(tmp_path, office.fran)
        assert DUE.format("18:00 Japan Standard Time") in " ".join(mail.split())
    async with open_office(tmp_path) as office:
        office.fran.zone = ""
        await office.fran.says("help")
        await office.pat.says("edit SME-0001")
        await office.pat.says_all("change seats to 400", "submit")
        await office.deliver()
        assert _told(office.fran, "18:00 Japan Standard Time"), "a restart forgets no zone"


async def test_who_travels_is_told_in_the_new_zone(office: Office) -> None:
    office.fran.zone = "Asia/Tokyo"
    await office.fran.says("help")
    office.fran.zone = "Europe/Berlin"
    await office.fran.says("help")
    await office.pat.files()
    assert _told(office.fran, "10:00 CET")


def _told(player: Player, shown: str) -> bool:
    return any(DUE.format(shown) in answer.words for answer in player.chat)


def _mails(folder: Path, player: Player) -> list[str]:
    mails = [email.message_from_bytes(path.read_bytes(), policy=default) for path in folder.rglob("*.eml")]
    return [str(mail.get_content()) for mail in mails if mail["To"] == player.person.email]


@pytest.mark.parametrize(
    "locale", ["en-US", "en-GB", "de-DE", "ja", "", "qps", "qps-plocm", "../en", "\u202een", "x" * 9000]
)
async def test_a_language_that_is_not_spoken_here_is_answered_in_english(office: Office, locale: str) -> None:
    office.pat.locale = locale
    assert "Which workload do you need a SME for?" in (await office.pat.says("new request")).text
    reference = await office.house.store.reference(office.pat.key)
    assert reference
    kept = locale if 0 < len(locale) < 99 else "en-GB"
    assert reference.locale == kept, "what names none changes nothing"


@pytest.mark.parametrize("locale", ["qps-ploc", "qps-PLOC", "qps_ploc"])
async def test_each_is_answered_in_their_own_language(office: Office, locale: str) -> None:
    office.pat.locale = locale
    assert "\u27e6Ŵĥîçĥ ŵöŕķļöåð ðö ýöû ñééð å ŠṀÉ ƒöŕ?" in (await office.pat.says("new request")).text
    assert "I am SME Requests." in (await office.fran.says("help")).text


async def test_even_an_apology_is_in_the_language_of_who_reads_it(office: Office) -> None:
    office.pat.locale = "qps-ploc"
    await office.house.store.close()
    await office.pat.says("help")
    assert "\u27e6Šöɱéţĥîñĝ ŵéñţ ŵŕöñĝ" in office.pat.last.text


async def test_a_card_that_a_group_reads_stays_in_the_language_it_was_asked_for_in(office: Office) -> None:
    await office.pat.files()
    office.pat.locale = "qps-ploc"
    asked = office.pat.activity("message", text="status SME-0001")
    asked["conversation"] |= {"id": "19:channel", "conversationType": "channel", "isGroup": True}
    await office.pat.posts(asked)
    card = list(office.connector.messages)[-1]
    assert "Šûƀɱîţţéð" in office.answer(card).words
    await office.fran.says("approve SME-0001")
    await office.deliver()
    assert "Åþþŕöṽéð" in office.answer(card).words
