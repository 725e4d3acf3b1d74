"""What can happen to a request after a SME has it, in the pseudo-language: a chapter of the story in costume."""

from tests.pseudo_album import Album


async def goes_on_after_acceptance(album: Album) -> None:
    """Hand back, reassign, record contact, nudge and write, each also where it is not possible."""
    for step in (_changes_hands, _makes_contact, _writes, _is_read_back, _fits_several):
        await step(album)
        await album.office.deliver()


async def _assigned(album: Album) -> str:
    office, number = album.office, await album.files()
    await office.fran.says(f"approve {number}")
    await office.tess.says(f"offer {number} to Sam")
    await office.sam.says(f"accept {number}")
    await office.deliver()
    return number


async def _changes_hands(album: Album) -> None:
    office, number = album.office, await _assigned(album)
    await office.pat.says_all(f"hand back {number}", f"nudge {number}", f"nudge {number}", f"status {number}")
    await office.sam.says_all(f"decline {number} Away", f"recall {number}", f"hand back {number}", "Away", "yes")
    await office.deliver()
    await office.sana.says_all("handback", "contacted")
    await office.tess.says_all(f"contacted {number}", f"offer {number} to Sana", f"offer {number} to Sana")
    await office.tess.says_all(f"reassign {number} to Sam: Swap", "yes", f"status {number}")
    await office.deliver()
    await office.sam.says(f"accept {number}")
    await office.tess.says_all(f"recall {number} Swap", f"reassign {number}", "Sana", "Swap", "yes")


async def _makes_contact(album: Album) -> None:
    office, number = album.office, await _assigned(album)
    await office.sam.says(f"contacted {number}")
    await office.pat.says_all(f"contacted {number}", f"status {number}")


async def _writes(album: Album) -> None:
    office, number = album.office, await _assigned(album)
    await office.pat.says_all(
        f"confirmation {number}", f"confirmation {number}", f"message {number}", "Sam", "Late", "yes"
    )
    await office.petra.says_all(f"confirmation {number}", f"message {number}", "confirmation")
    await office.quinn.says("message")
    await office.tess.says_all(f"message {number} to Fran: Swap", f"status {number}")
    unrouted = await album.files(fpm="unlisted")
    await office.pat.says_all(f"confirmation {unrouted}", f"message {unrouted} to team: Late", f"status {unrouted}")


async def _is_read_back(album: Album) -> None:
    office, number = album.office, await album.files()
    await office.pat.says_all(
        f"edit {number}",
        "submit",
        "looks good",
        "Petra should file it, not me",
        "change fpm to Felix",
        "change seats to 500",
        "submit",
    )
    await office.deliver()
    await office.felix.says_all(f"return {number} seats, fpm", "Odd", "yes")
    await office.pat.says_all(f"edit {number}", "submit", "600", "Fran", "submit")
    await office.tess.says(f"route {number} to Felix")
    await office.deliver()
    await office.pat.says_all(f"history {number}", f"history {number} after 99", f"status {number}")
    await office.tess.says("history SME-0001")


async def _fits_several(album: Album) -> None:
    await _assigned(album)
    await _assigned(album)
    await album.office.sam.says_all("handback", "both", "contacted")
    await album.office.pat.says_all("confirmation", "message")
