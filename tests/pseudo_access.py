"""Strangers, applicants and who decides, in the pseudo-language: a chapter of the story in costume."""

from cards.reader import PSEUDO
from tests.applying import ANSWERS, UNLISTED_TENANT, Newcomer, code_on, newcomer
from tests.office import Answer
from tests.pseudo_album import Album

# What applicants write.
WORDS = (*ANSWERS.values(), "Nick", "Kontoso", "Labels", "Left", "nora@home.example", UNLISTED_TENANT)


def data_of(album: Album) -> list[str]:
    """Return what is no sentence: what applicants write, who they are, and their codes."""
    sent = [one for call in album.office.connector.calls for one in call.activity.get("attachments") or []]
    codes = [code_on(Answer("", one["content"])) for one in sent]
    keys = [part for serial in range(1, 9) for part in newcomer(album.office, serial).key.split("/")]
    return [*WORDS, *keys, *filter(None, codes), "ACC-"]


def _stranger(album: Album, serial: int, tenant: str = "") -> Newcomer:
    player = newcomer(album.office, serial, tenant=tenant)
    player.locale = PSEUDO
    return player


async def _applies(album: Album, nora: Newcomer, **changes: str) -> None:
    await nora.says("request access")
    form = await nora.says("form")
    await album.presses(nora, form.card, "fill", **{**ANSWERS, **changes})
    await nora.says("submit")
    await album.office.deliver()


async def asks_for_access(album: Album) -> None:
    """Ask in every way, decide in every way, and register."""
    office, nora = album.office, _stranger(album, 1)
    await _fills_in(album, nora)
    await nora.says_all("request access", "status", "status ACC-0009")
    await _decides(album)
    old = (await office.fran.says("status ACC-0001")).card
    await office.fran.says("approve ACC-0001")
    await office.deliver()
    await album.presses(office.fran, old, "decline", reason="Left")
    await office.fran.says_all("approve ACC-0001", "applications")
    await nora.says_all("register 12345-12345", f"register {nora.code}")
    office.clock.pass_time(days=5)
    await office.timers()
    await album.presses(nora, nora.invitation.card, "register", accept="yes", code=nora.code)
    await office.deliver()
    await nora.says_all("request access", "status ACC-0001")
    await office.fran.says("status ACC-0001")
    await _ends_otherwise(album)


async def _fills_in(album: Album, nora: Newcomer) -> None:
    await nora.installs()
    await nora.says_all("hello", "request access", "back", "Nora Newman", "back", "help", "Nora Newman", "Kontoso")
    await nora.says_all("submit", "stop", "hello", "request access", "nora@home.example", "Labels", "no", "no")
    await nora.says_all("nora@home.example", "start over")
    await _asks_in_between(nora)
    await nora.says_all("start over", "form")
    form = await nora.says("form")
    await album.presses(nora, form.card, "fill", mail_works="no", email="no")
    review = await album.presses(nora, form.card, "fill", **ANSWERS)
    await album.presses(nora, review.card, "stop")
    await nora.says_all("request access", "really?")
    await album.presses(nora, review.card, "submit")
    await album.office.deliver()


async def _asks_in_between(nora: Newcomer) -> None:
    """Ask at every question why it is asked, and answer some with nothing."""
    await nora.says_all("why", "no", "Nora Newman", "why", "no", "later", "Kontoso", "why", "nora@home.example")
    await nora.says_all("why", "no", "Labels", "why", "no", "why", "nora@home.example", "why", "not yet", "ok")


async def _decides(album: Album) -> None:
    office = album.office
    await office.fran.says_all("applications", "status ACC-0001", "help", "decline ACC-0001", "Left", "no")
    await office.fran.says_all("approve ACC-0001?", "approve ACC-0001 today")
    card = (await office.fran.says("status ACC-0001")).card
    await album.presses(office.fran, card, "decline", reason="")
    remind = {"verb": "remind", "data": {"number": "ACC-0001", "revision": 1, "verb": "remind"}}
    album.pressed.append(await office.fran.executes(remind))
    tom = _stranger(album, 4, UNLISTED_TENANT)
    await _applies(album, tom, name="Nick", company="Kontoso")
    await office.tess.says_all("applications", "approve ACC-0002", "Kontoso", "Contoso")
    await office.deliver()
    tom = _stranger(album, 5, UNLISTED_TENANT)
    await _applies(album, tom, name="Nick")
    await office.fran.says_all("status ACC-0003", "approve ACC-0003")


async def _ends_otherwise(album: Album) -> None:
    office, nick, nell = album.office, _stranger(album, 2), _stranger(album, 3)
    for serial in (4, 5, 6):
        await _applies(album, nick, name="Nick")
        await office.fran.says(f"decline ACC-{serial:04d} Left")
        await office.deliver()
        await nick.says("status")
    await nick.says_all("request access", "back")
    await _applies(album, nell, name="Nick")
    await office.fran.says("approve ACC-0007")
    await office.deliver()
    office.clock.pass_time(days=7)
    await office.timers()
    await nell.says("status")
    await office.fran.says("status ACC-0007")
    await office.tess.says_all("decline ACC-0003 Left", "applications")
    await office.deliver()
