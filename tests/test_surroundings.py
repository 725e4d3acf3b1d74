"""What the bot keeps follows from what it is told, the time and the ids it is handed, and from nothing else."""

from itertools import count
from pathlib import Path

from storage.store import DocumentStore
from storage.tinydb.opening import open_folder
from tests.office import open_office


async def filed(folder: Path) -> str:
    """Let Pat file a request where ids are counted; return all that is kept, without the connector's address."""
    numbers = count(1)
    salts = count(1)
    store = DocumentStore(open_folder(folder), lambda: f"{next(salts):032x}")
    async with open_office(
        folder, store=store, new_id=lambda: f"00000000-0000-4000-8000-{next(numbers):012d}"
    ) as office:
        await office.pat.installs()
        review = await office.pat.reviews()
        await office.pat.presses(review.card, "Submit")
        await office.pat.says("new request")
        return str(office.kept).replace(office.connector.url, "connector")


async def test_the_same_story_in_the_same_surroundings_leaves_the_same_store(tmp_path: Path) -> None:
    first = await filed(tmp_path / "first")
    assert "00000000-0000-4000-8000-000000000002" in first
    assert await filed(tmp_path / "second") == first
