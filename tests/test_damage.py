"""A store that goes bad while the bot runs: who asks for what is damaged hears so, the others are served on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.documents import CannotOpen
from storage.records import event_id
from storage.tinydb.opening import FILE
from storage.tinydb.rows import connect
from tests.logged import events
from tests.office import Office, open_office
from tests.stores import open_folder

BROKEN = "Something went wrong on my side"
PAGE = 4096


def bend_the_request(path: Path) -> None:
    """Change what a request says, and not its sum."""
    _run(path, "UPDATE requests SET doc = replace(doc, 'Northwind', 'Southwind') WHERE id = ?", "SME-0001")


def take_an_event_away(path: Path) -> None:
    """Remove the filing from the history of a request."""
    _run(path, "DELETE FROM events WHERE id = ?", event_id("SME-0001", 1))


def _run(path: Path, sql: str, key: str) -> None:
    connection = connect(path)
    assert connection.execute(sql, (key,)).rowcount == 1
    connection.close()


async def healthz(office: Office) -> tuple[int, object]:
    """Return what the health check answers."""
    async with office.client.get("/healthz") as response:
        return response.status, await response.json()


@pytest.mark.parametrize("harm", [bend_the_request, take_an_event_away])
async def test_one_damaged_row_costs_what_shows_it_and_the_health_check_says_so(
    office: Office, tmp_path: Path, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], None]
) -> None:
    await office.pat.files()
    await office.quinn.files()
    harm(tmp_path / "data" / FILE)
    assert await healthz(office) == (200, {"status": "ok"})
    for _ in range(2):
        assert BROKEN in (await office.fran.says("status SME-0001")).text
        assert await healthz(office) == (503, {"status": "damaged"})
    assert "Done: SME-0002 is taken into triage" in (await office.tess.says("triage SME-0002")).text
    assert (await office.quinn.files(workload="MDATP")).number == "SME-0003"
    assert await healthz(office) == (503, {"status": "damaged"})
    [told] = events(caplog, "store_damaged")
    assert "Stop the bot and restore a backup" in str(told["why"])


async def test_a_step_on_a_damaged_request_is_refused_and_the_health_check_says_so(
    office: Office, tmp_path: Path
) -> None:
    await office.pat.files()
    card = office.fran.last.card
    bend_the_request(tmp_path / "data" / FILE)
    assert BROKEN in (await office.fran.presses(card, "Approve")).text
    assert await healthz(office) == (503, {"status": "damaged"})


async def test_a_page_that_sqlite_cannot_read_is_damage_as_well(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await office.everybody_installs()
        await office.pat.files()
    async with open_office(tmp_path) as office:
        zero_the_table(tmp_path / FILE, "events")
        # A write makes SQLite read its pages anew.
        await office.pat.says("new request")
        assert BROKEN in (await office.fran.says("status SME-0001")).text
        assert await healthz(office) == (503, {"status": "damaged"})
    with pytest.raises(CannotOpen, match="damaged"):
        open_folder(tmp_path)


def zero_the_table(path: Path, table: str) -> None:
    """Overwrite the first page of a table, as a bad disk would."""
    connection = connect(path, read_only=True)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(bytes(PAGE))
