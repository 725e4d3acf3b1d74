"""A disk that is full, by a limit on the size of the store's log: no answer is lost, and a repeat is told the truth."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from playbook.requests.record import Request
from storage.tinydb.opening import FILE
from tests.office import Answer, Office, buttons_of

if sys.platform != "win32":
    import resource

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a limit that Windows does not have")

# What a page of SQLite's takes in its write-ahead log.
FRAME = 4096 + 24
BROKEN = "Something went wrong on my side"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Name the store's write-ahead log, which every commit makes longer."""
    return tmp_path / "data" / f"{FILE}-wal"


@contextmanager
def full_disk(log: Path, *, room: int = 0) -> Iterator[None]:
    """Let a log, and every other file of this process, grow by so many bytes at most."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + room, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


async def healthz(office: Office) -> int:
    """Return the status of the health check."""
    async with office.client.get("/healthz") as response:
        return response.status


async def says_until_it_is_filed(office: Office, log: Path, text: str) -> Answer:
    """Let there be room for one page more with each try, so that nothing else fits beside the filing itself."""
    for _ in range(100):
        with full_disk(log, room=FRAME):
            answer = await office.pat.says(text)
        if await office.house.store.last_serial(Request):
            return answer
        assert BROKEN in answer.text
    raise AssertionError("nothing was filed")


@pytest.mark.parametrize("way", ["by a button", "on an older client", "in words"])
async def test_a_request_is_filed_as_soon_as_there_is_room_again(office: Office, log: Path, way: str) -> None:
    review = await office.pat.reviews()
    button = buttons_of(review.card)["Submit"]

    async def submit() -> Answer:
        if way == "in words":
            return await office.pat.says("submit")
        return await (office.pat.executes(button) if way == "by a button" else office.pat.submits(button["fallback"]))

    with full_disk(log):
        for _ in range(2):
            assert BROKEN in (await submit()).text
        assert await healthz(office) == 503
    assert "I filed it as SME-0001" in (await submit()).words
    assert await healthz(office) == 200
    await office.deliver()
    assert (await office.newest()).number == "SME-0001"


@pytest.mark.parametrize("words", ["submit", "yes"])
async def test_who_was_told_to_try_again_hears_that_it_was_filed(office: Office, log: Path, words: str) -> None:
    """There was room for the request, and none for what the conversation is about."""
    await office.pat.reviews()
    assert BROKEN in (await says_until_it_is_filed(office, log, words)).text
    again = await office.pat.says(words)
    assert "This was submitted already, as SME-0001. Nothing was filed twice." in again.text
    assert await office.house.store.last_serial(Request) == 1
    assert "You have no draft to resume" in (await office.pat.says("submit")).text
