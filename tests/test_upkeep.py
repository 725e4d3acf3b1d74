"""Backups, looking through, restoring and moving: what an operator does, by the commands they type."""

import asyncio
import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot_app.__main__ import CANNOT_START, main
from playbook.requests.timelines import Clockwork
from storage.catalogue import load_calendars
from storage.documents import CannotOpen
from storage.queries import quoted
from storage.schema import TABLES
from storage.tinydb.opening import FILE
from storage.tinydb.rows import checksum, connect
from storage.upkeep import move, restore
from tests.inside import kept_in
from tests.keeping import copy, draft, filing, number_of, reference, step
from tests.stores import open_folder

ROOT = Path(__file__).parent.parent
Said = pytest.CaptureFixture[str]


@pytest.fixture
async def running(tmp_path: Path) -> Path:
    """Return the folder of a bot that runs in another process and has two requests."""
    folder = tmp_path / "data"
    store = open_folder(folder)
    await store.commit(filing())
    await store.commit(step(filing().record))
    await store.commit(filing(number_of(2)))
    await store.put_draft(draft())
    await store.put_reference(reference())
    await store.put_copy(copy())
    await store.write_state({"chat": {"turn": 1}})
    await store.close()
    return folder


HOLDING = """
import asyncio, sys
from pathlib import Path
from tests.stores import open_folder
from playbook.requests.queries import requests_with
from playbook.requests.record import Request
from tests.keeping import filing, number_of

async def main():
    store = open_folder(Path(sys.argv[1]))
    await store.commit(filing(number_of(3)))
    print("open", flush=True)
    sys.stdin.read()

asyncio.run(main())
"""


class Bot:
    """A process that has a store open and has just filed SME-0003."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", HOLDING, str(folder)]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout
        assert self._process.stdout.readline() == b"open\n"

    def stop(self) -> None:
        self._process.communicate()


def test_a_backup_of_a_running_bot_holds_what_it_has_acknowledged(running: Path, tmp_path: Path, capsys: Said) -> None:
    bot = Bot(running)
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    bot.stop()
    assert "monday.db holds 3 requests and has been looked through" in capsys.readouterr().out
    assert (tmp_path / "monday.db").stat().st_mode & 0o777 == 0o600
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(tmp_path / "new")]) == 0
    assert [row for row in kept_in(tmp_path / "new") if row[0] != "about"] == [
        row for row in kept_in(running) if row[0] != "about"
    ]


def test_a_backup_does_not_overwrite_a_file(running: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "monday.db").write_text("last week's")
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == CANNOT_START
    assert "exists already; name another file" in capsys.readouterr().err
    assert (tmp_path / "monday.db").read_text() == "last week's"


def test_there_is_nothing_to_back_up_in_an_empty_folder(tmp_path: Path, capsys: Said) -> None:
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(tmp_path)]) == CANNOT_START
    assert "Nothing was done: there is no store at" in capsys.readouterr().err
    assert not (tmp_path / "monday.db").exists()


def test_verify_says_that_all_is_well_beside_a_running_bot(running: Path, capsys: Said) -> None:
    bot = Bot(running)
    assert main(["verify", "--data", str(running)]) == 0
    bot.stop()
    assert "Everything is as it was written." in capsys.readouterr().out


FORGED = {
    "an answer of the request": "UPDATE requests SET doc = replace(doc, 'hybrid', 'cloud') WHERE id = 'SME-0001'",
    "why it was approved": "UPDATE events SET doc = replace(doc, 'It fits', 'It is a favour') WHERE id = 'SME-0001/2'",
    "who approved": "UPDATE events SET doc = replace(doc, 'a0000000', 'b0000000') WHERE id = 'SME-0001/2'",
    "the state": "UPDATE requests SET doc = replace(doc, '\"approved\"', '\"closed\"') WHERE id = 'SME-0001'",
    "a salt": "UPDATE events SET doc = replace(doc, '\"salt\":\"', '\"salt\":\"0') WHERE id = 'SME-0001/2'",
    "a step that is gone": "DELETE FROM events WHERE id = 'SME-0001/1'",
    "the last step": "DELETE FROM events WHERE id = 'SME-0001/2'",
    "a request that is gone": "DELETE FROM requests WHERE id = 'SME-0002'",
    "what it is listed under": "UPDATE requests SET doc = replace(doc, '\"serial\":2', '\"serial\":3')",
    "when it is due": 'UPDATE requests SET doc = replace(doc, \'"urgency":"2026\', \'"urgency":"2027\')',
    "which is which": "UPDATE requests SET id = CASE id WHEN 'SME-0001' THEN 'SME-0002' ELSE 'SME-0001' END || ' '",
    "under which number a step is found": "UPDATE events SET id = 'SME-0009/1' WHERE id = 'SME-0001/1'",
    "a request that is there twice": "INSERT INTO requests SELECT 'SME-0003', doc, crc FROM requests LIMIT 1",
    "when a notice is lent": "UPDATE agenda SET doc = json_set(doc, '$.by.ready', NULL) WHERE id = 'SME-0001/1/0'",
    "to whom a card was sent": "UPDATE copies SET doc = replace(doc, 'activity-1', 'activity-2')",
    "whose draft it is": "UPDATE drafts SET doc = replace(doc, 'SME-0001', 'SME-0002'), id = id || '2'",
}


def forge(folder: Path, statement: str) -> None:
    """Change a store by hand, and the sums of the rows with it, as somebody who knows about them would."""
    connection = connect(folder / FILE)
    connection.create_function("sum_of", 2, checksum)
    connection.execute(statement)
    for table in TABLES:
        connection.execute(f"UPDATE {quoted(table)} SET crc = sum_of(id, doc)")  # noqa: S608 - our own names
    connection.close()


@pytest.mark.parametrize("what", list(FORGED))
def test_verify_finds_what_was_changed_by_hand(running: Path, capsys: Said, what: str) -> None:
    forge(running, FORGED[what])
    assert main(["verify", "--data", str(running)]) == 1
    said = capsys.readouterr().out
    assert any(word in said for word in ("SME-000", "drafts"))
    assert "not as they were written" in said


@pytest.fixture
async def miscounted(running: Path) -> Path:
    """Return the same folder with a third request, whose calendar figure is an hour late."""
    right = Clockwork(load_calendars()).timed(filing(number_of(3)).record, "EMEA").deadlines
    wrong = replace(right, decision_calendar=right.decision_calendar + timedelta(hours=1))
    store = open_folder(running)
    await store.commit(filing(number_of(3), deadlines=wrong))
    await store.close()
    return running


def test_deadlines_that_were_counted_wrongly_are_told_of_and_are_no_damage(
    miscounted: Path, tmp_path: Path, capsys: Said
) -> None:
    """G15: the operator hears of it, and the bot starts and is backed up all the same."""
    assert main(["verify", "--data", str(miscounted)]) == 1
    said = capsys.readouterr().out
    assert "the deadlines of SME-0003 are not those that its calendar gives\n1 things" in said
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(miscounted)]) == 0
    asyncio.run(open_folder(miscounted).close())


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(running: Path, tmp_path: Path, capsys: Said) -> None:
    forge(running, FORGED["why it was approved"])
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == CANNOT_START
    assert "event 2 was changed" in capsys.readouterr().err
    assert not (tmp_path / "monday.db").exists()


def test_the_agenda_tells_what_is_overdue_beside_a_running_bot(running: Path, capsys: Said) -> None:
    bot = Bot(running)
    assert main(["agenda", "--data", str(running)]) == 1
    bot.stop()
    said = capsys.readouterr().out
    assert "4 notices and 0 timers are overdue, the oldest since 02 Mar 2026, 09:00 UTC." in said
    assert "0 notices wait for people who cannot be reached; 0 rows were given up." in said


def test_an_agenda_on_which_nothing_waits_is_fine(tmp_path: Path, capsys: Said) -> None:
    asyncio.run(open_folder(tmp_path).close())
    assert main(["agenda", "--data", str(tmp_path)]) == 0
    assert "0 notices and 0 timers are overdue." in capsys.readouterr().out


def test_restore_refuses_while_a_bot_runs(running: Path, tmp_path: Path, capsys: Said) -> None:
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    bot = Bot(running)
    before = kept_in(running)
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(running)]) == CANNOT_START
    assert "is in use by another process; stop that one first" in capsys.readouterr().err
    assert kept_in(running) == before
    bot.stop()


def test_restore_brings_a_day_back_and_keeps_what_was_there(running: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    Bot(running).stop()
    assert requests_in(running / FILE) == 3
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    assert requests_in(running / FILE) == 2
    assert requests_in(running / f"{FILE}.before-restore-1") == 3
    Bot(running).stop()
    assert requests_in(running / FILE) == 3


def requests_in(path: Path) -> int:
    """Return how many requests a file holds."""
    connection = connect(path, read_only=True)
    (count,) = connection.execute("SELECT count(*) FROM requests").fetchone()
    connection.close()
    return int(count)


def test_a_file_that_is_no_backup_is_not_restored(running: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "monday.db").write_bytes(b"no database at all " * 99)
    before = kept_in(running)
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(running)]) == CANNOT_START
    assert "Nothing was done" in capsys.readouterr().err
    assert kept_in(running) == before


def test_a_store_is_moved_into_an_empty_one_and_compared(running: Path, tmp_path: Path, capsys: Said) -> None:
    assert main(["move-store", str(running), str(tmp_path / "new")]) == 0
    assert "Copied and compared: 2 requests, 3 events, 1 drafts" in capsys.readouterr().out
    assert [row for row in kept_in(tmp_path / "new") if row[0] != "about"] == [
        row for row in kept_in(running) if row[0] != "about"
    ]


def test_a_store_is_not_moved_into_one_that_holds_something(running: Path, tmp_path: Path, capsys: Said) -> None:
    assert main(["move-store", str(running), str(tmp_path / "new")]) == 0
    assert main(["move-store", str(running), str(tmp_path / "new")]) == CANNOT_START
    assert "is not empty; name an empty one" in capsys.readouterr().err


def test_a_running_bots_store_is_not_moved_away_from_under_it(running: Path, tmp_path: Path, capsys: Said) -> None:
    bot = Bot(running)
    assert main(["move-store", str(running), str(tmp_path / "new")]) == CANNOT_START
    bot.stop()
    assert "in use by another process; stop that one first" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nowhere", "new"], ["same", "same"], ["DATABASE_URL", "new"]])
def test_what_cannot_be_moved_is_refused_in_words(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert main(["move-store", *arguments]) == CANNOT_START
    assert "Nothing was done" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


async def test_a_move_that_broke_off_leaves_a_store_that_can_be_filled_again(running: Path, tmp_path: Path) -> None:
    source, target = open_folder(running), open_folder(tmp_path / "new")

    async def half() -> object:
        rows = source.engine.rows()
        yield await anext(rows)
        await rows.aclose()  # type: ignore[attr-defined]
        raise OSError("the power went")

    with pytest.raises(OSError, match="the power went"):
        await target.engine.fill(half())  # type: ignore[arg-type]
    await target.close()
    assert kept_in(tmp_path / "new") == []
    target = open_folder(tmp_path / "new")
    assert (await move(source.engine, target.engine))["requests"] == 2
    await source.close()
    await target.close()
    assert kept_in(tmp_path / "new") == kept_in(running)


def test_a_log_that_was_left_without_its_store_does_not_come_back_into_a_backup(running: Path, tmp_path: Path) -> None:
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    bot = Bot(running)
    left = (running / f"{FILE}-wal").read_bytes()
    bot.stop()
    (running / FILE).unlink()
    (running / f"{FILE}-wal").write_bytes(left)
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    assert requests_in(running / FILE) == 2
    assert (running / f"{FILE}.before-restore-1-wal").read_bytes() == left


@pytest.mark.parametrize("after", range(3))
def test_a_restore_that_broke_off_leaves_no_empty_store(
    running: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    assert main(["backup", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    left = after

    def breaks(path: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        os.replace(path, target)  # noqa: PTH105 - the method itself is what is replaced
        return target

    (running / f"{FILE}-wal").touch()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", breaks)
        with pytest.raises(KeyboardInterrupt):
            restore(tmp_path / "monday.db", running)
    if (running / FILE).exists():
        assert requests_in(running / FILE) == 2
    else:
        with pytest.raises(CannotOpen, match="restore"):
            open_folder(running)
    assert main(["restore", str(tmp_path / "monday.db"), "--data", str(running)]) == 0
    assert requests_in(running / FILE) == 2
