"""What stands in the file: a damaged one is refused, never silently begun anew; an older one is taken over."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from playbook.life.ports import StoreUnavailable
from playbook.requests.queries import requests_with
from playbook.requests.record import Request, State
from storage.documents import CannotOpen
from storage.records import draft_id
from storage.schema import DRAFTS, FORMAT
from storage.tinydb.opening import FILE
from storage.tinydb.rows import connect
from storage.tinydb.tables import Rows
from tests.inside import kept_in
from tests.keeping import AT, FRAN, MINUTE, PAT, copy, draft, filing, number_of, reference, step
from tests.stores import open_folder

SEEN = list[object]
WHAT_TO_DO = ("backup", "start that version", "name another folder")


async def full_folder(folder: Path) -> Path:
    """Return a folder with one of everything in its store."""
    store = open_folder(folder)
    await store.commit(filing())
    await store.commit(step(filing().record))
    await store.commit(filing(number_of(2), answers={"additional": "long " * 900}))
    await store.put_draft(draft())
    await store.put_reference(reference())
    await store.put_copy(copy())
    await store.write_state({"chat": {"turn": 1}})
    await store.close()
    return folder


async def seen(folder: Path) -> SEEN:
    """Return everything that people could be shown."""
    store = open_folder(folder)
    try:
        found: SEEN = [await store.get(Request, number_of(one)) for one in (1, 2, 3)]
        found += [await store.history(number_of(one)) for one in (1, 2)]
        found += [
            await store.find(Request, query)
            for query in (requests_with(), requests_with(requester=PAT), requests_with(fpm=FRAN))
        ]
        found += [
            await store.find(Request, requests_with(states=frozenset({State.SUBMITTED}))),
            await store.drafts(PAT),
        ]
        found += [await store.reference(PAT), await store.copies("SME-0001"), await store.read_state(["chat"])]
        found += [await store.claim(AT, 9, MINUTE), await store.last_serial(Request)]
    finally:
        await store.close()
    return [str(one).split("'e_tag'")[0] for one in found]


def lay(folder: Path, files: dict[str, bytes]) -> None:
    """Make a folder hold exactly these files."""
    for path in folder.iterdir():
        path.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def laid(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def bent(content: bytes, place: int) -> bytes:
    """Return the content with one bit flipped."""
    flipped = bytearray(content)
    flipped[place] ^= 1 << place % 8
    return bytes(flipped)


async def said(folder: Path) -> SEEN | str:
    """Return everything that people could be shown, or why nothing is."""
    try:
        return await seen(folder)
    except StoreUnavailable as error:
        return str(error)


async def lies(folder: Path, name: str, places: list[int]) -> list[tuple[int, SEEN | str]]:
    """Flip one bit at each place of a file in turn; return where neither the truth was shown nor what to do."""
    intact = laid(folder)
    truth = await seen(folder)
    found = []
    for place in places:
        lay(folder, {**intact, name: bent(intact[name], place)})
        shown = await said(folder)
        helps = isinstance(shown, str) and any(words in shown for words in WHAT_TO_DO)
        if shown != truth and not helps:
            found.append((place, shown))
    return found


async def test_a_flipped_bit_is_found_out_or_harmless(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    places = random.Random(1).sample(range(path.stat().st_size), 150)
    assert await lies(tmp_path, FILE, [*range(100), *places]) == []


async def crashed(folder: Path, copied: Path) -> Path:
    """Return a folder as a crash leaves it, with everything still in the write-ahead log, and the log's path."""
    store = open_folder(folder)
    for serial in range(1, 6):
        await store.commit(filing(number_of(serial)))
    shutil.copytree(folder, copied, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    await store.close()
    return copied / f"{FILE}-wal"


async def test_a_log_that_a_crash_cut_short_is_read_up_to_there(tmp_path: Path) -> None:
    log = await crashed(tmp_path / "running", tmp_path / "copied")
    content = log.read_bytes()
    log.write_bytes(content[:-2000])
    store = open_folder(log.parent)
    assert await store.last_serial(Request) == 4
    await store.close()


async def test_a_file_that_was_cut_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    whole = path.read_bytes()
    for length in [*range(1, 100, 33), *range(100, len(whole), 9973)]:
        path.write_bytes(whole[:length])
        with pytest.raises(CannotOpen, match=r"damaged.*Nothing was changed\. .* backup"):
            open_folder(tmp_path)
        assert path.read_bytes() == whole[:length]
    path.write_bytes(whole)
    store = open_folder(tmp_path)
    assert await store.get(Request, "SME-0001") == step(filing().record).record
    await store.close()


@pytest.mark.parametrize("content", [b"\0" * 4096, b"\xff\xfe{}" * 999, b"no database at all " * 99])
def test_a_file_that_is_not_a_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CannotOpen, match="damaged"):
        open_folder(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(CannotOpen, match="not a store of this program"):
        open_folder(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


async def test_a_loan_ends_with_the_process_that_had_it(tmp_path: Path) -> None:
    store = open_folder(await full_folder(tmp_path))
    lent = await store.claim(AT, 9, MINUTE)
    await store.close()
    store = open_folder(tmp_path)
    again = await store.claim(AT, 9, MINUTE)
    assert [(one.task, one.attempts) for one in again] == [(one.task, 2) for one in lent]
    assert len(again) == 3
    await store.close()


def changed(path: Path, key: str, change: Callable[[dict[str, object]], None]) -> None:
    """Change a draft the way this program would have written it."""
    with closing(connect(path)) as connection:
        row = Rows(connection, DRAFTS)[key]
        change(row)
        Rows(connection, DRAFTS)[key] = row


async def test_a_draft_written_before_a_field_existed_still_opens(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    changed(path, draft_id(PAT, "new"), lambda row: row.pop("set_aside"))  # type: ignore[arg-type]
    store = open_folder(tmp_path)
    assert await store.draft(PAT, "new") == draft()
    await store.close()


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (FORMAT + 1, "newer version of this program wrote the store; start that version instead"),
        (FORMAT - 1, "an earlier version of this program wrote the store, .*; name another folder"),
    ],
)
async def test_a_store_of_another_version_is_refused_with_what_to_do(tmp_path: Path, version: int, said: str) -> None:
    path = await full_folder(tmp_path) / FILE
    with closing(connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    before = kept_in(tmp_path)
    for _ in range(2):
        with pytest.raises(CannotOpen, match=said):
            open_folder(tmp_path)
    assert kept_in(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
async def test_nobody_else_on_the_machine_can_read_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "by the store"
    store = open_folder(folder)
    await store.commit(filing())
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert modes == dict.fromkeys([FILE, f"{FILE}-wal", f"{FILE}-shm"], 0o600)
    await store.close()


def test_a_folder_that_cannot_be_used_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpen, match="name a folder on a local disk that can be written"):
        open_folder(tmp_path / "file")
    (tmp_path / FILE).mkdir()
    with pytest.raises(CannotOpen, match="make the folder readable and writable"):
        open_folder(tmp_path)


async def test_a_log_whose_store_is_gone_is_refused_and_left_alone(tmp_path: Path) -> None:
    log = await crashed(tmp_path / "running", tmp_path / "copied")
    (log.parent / FILE).unlink()
    before = log.read_bytes()
    with pytest.raises(CannotOpen, match=f"{FILE} is gone .* backup"):
        open_folder(log.parent)
    assert log.read_bytes() == before
