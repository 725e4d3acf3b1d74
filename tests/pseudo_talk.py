"""What people say loosely, and ask, in the pseudo-language: a chapter of the story in costume."""

from tests.pseudo_album import Album


async def talks_loosely(album: Album) -> None:
    """Say what is no command: at drafts, about steps, in questions, and for no reason at all."""
    for talk in (
        _without_a_request,
        _about_a_draft,
        _about_another,
        _about_steps,
        _asks_about_requests,
        _asks_about_people,
        _chats,
    ):
        await talk(album)
        await album.office.deliver()


async def _without_a_request(album: Album) -> None:
    quinn = album.office.quinn
    await quinn.says_all("where is my request?", "throw the draft away", "Why " * 600)
    await quinn.says_all("our customer Tailspin has 700 seats", "no")
    await quinn.says_all("new request", "AIP", "both", "discard", "yes")
    await quinn.says_all(
        "need an AIP P2 SME for Tailspin, 900 seats, EMEA. " + "Why " * 600, "cancel", "discard", "yes"
    )


async def _about_a_draft(album: Album) -> None:
    pat = album.office.pat
    await pat.says_all("discard", "same as last time but 700 seats", "change tenant name", "***", "Tailspin")
    await pat.says_all("not today, I will finish it tomorrow", "throw the draft away", "discard")


async def _about_another(album: Album) -> None:
    """Say in the middle of a draft what is of another customer, denied, or hoped for."""
    office, pat = album.office, album.office.pat
    await pat.says_all("new request", "cancel", "my requests", "discard", "yes")
    await pat.says_all("need an AIP P2 SME for Tailspin, EMEA", "in Klingon if possible", "in Spanish if possible")
    await pat.says_all("change seats", "we never had 400 seats", "we had 400 seats", "Odd has 700 seats")
    await pat.says_all("need an AADP P1 SME for Fabrikam, APJ", "discard", "status of the Kontoso request")
    await pat.says_all("need an AIP P2 SME for Tailspin, 300 seats", "worldwide", "discard", "yes")
    await pat.says("need 2 SMEs, one for AIP P2 at Adatum 300 seats and one for MDATP at Litware 500 seats")
    await pat.says_all("discard", "yes")
    number = await album.files()
    await office.fran.says(f"deny {number}")
    office.clock.pass_time(hours=2)
    await office.fran.says_all("no people", "cancel", f"deny {number} no people", "make something up", "cancel")


async def _about_steps(album: Album) -> None:
    office, number = album.office, await album.files()
    await office.pat.says_all("withdraw my request", "rework the one that was refused")
    await office.fran.says_all(f"I approve {number}, it looks fine", "no", "approve all of them", "undo")
    await office.fran.says_all(f"deny {number} no people", "hmm", "back", "back", "both", "cancel")
    await office.fran.says_all(f"deny {number} no people", "Odd", "Swap", "no", "approve Nobody Odd")
    await office.fran.says_all(f"let Felix decide {number}", "tell him Odd", "no")
    await office.fran.says_all(f"return {number} seats", "who is Pat?", "cancel")
    await office.fran.says_all(f"deny {number} and nudge {number}", "cancel")
    await office.fran.says(f"approve {number}? never")
    await office.pat.says(f"could we withdraw {number} please")
    await office.fran.says(f"triage {number}")
    await office.pat.says_all("yes", "no")
    await office.quinn.says("rework the one that was refused")


async def _asks_about_requests(album: Album) -> None:
    office, number = album.office, await album.files()
    pat, fran = office.pat, office.fran
    await fran.says_all(
        f"who filed {number}?",
        f"who is the SME of {number}?",
        f"what did Pat write on {number}?",
        f"why was {number} denied?",
    )
    await pat.says_all(f"who has {number}?", f"who is the FPM of {number}?")
    await pat.says_all(f"is {number} blue?", f"status {number}", "is it blue?", "licences perhaps")
    await fran.says(f"approve {number}")
    await office.tess.says(f"offer {number} to Sam")
    await office.sam.says(f"accept {number}")
    await pat.says_all(f"who is the SME of {number}?", f"who approved {number}?")
    await fran.says(f"close {number} yes")
    await pat.says_all(f"who has {number}?")
    denied = await album.files()
    await fran.says(f"deny {denied} no people: Odd")
    await pat.says_all(f"why was {denied} denied?")


async def _asks_about_people(album: Album) -> None:
    await album.office.fran.says_all("who is Pat?", "who is Tess?", "who is Sam?")
    await album.office.pat.says_all("who is Fran?", "who is my FPM?")
    await album.office.sana.says("who is Quinn?")


async def _chats(album: Album) -> None:
    await album.office.pat.says_all("good morning", "thanks a lot", "see you later", "leave it, I changed my mind")
    await album.office.sam.says_all("remind me tomorrow", "I am on leave next week")
