"""What stands in the file: a damaged one is refused, never silently begun anew; an older one opens."""

import json
import os
from pathlib import Path

import pytest

from playbook.records import Draft, Request
from storage.durable import CannotOpen
from storage.tinydb_store import FILE, TinyStore
from tests.keeping import AT, MINUTE, PAT, copy, draft, filing, number_of, reference, step


async def full_folder(folder: Path) -> Path:
    """Return a folder with one of everything in its store."""
    store = TinyStore.open(folder)
    await store.commit(filing())
    await store.commit(step(filing().request))
    await store.put_draft(draft())
    await store.put_reference(reference())
    await store.put_copy(copy())
    await store.write_state({"chat": {"turn": 1}})
    await store.close()
    return folder


async def test_a_file_that_was_cut_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    whole = path.read_bytes()
    for length in range(0, len(whole.rstrip()), 97):
        path.write_bytes(whole[:length])
        with pytest.raises(CannotOpen, match=r"is damaged .* Nothing was changed\. Put back a backup"):
            TinyStore.open(tmp_path)
        assert path.read_bytes() == whole[:length]
    path.write_bytes(whole)
    store = TinyStore.open(tmp_path)
    assert await store.get("SME-0001") == step(filing().request).request
    await store.close()


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 4096, b"\xff\xfe{}", b"null", b"[]", b'{"a": {}}{', b'{"requests": []}', b'{"requests": {"SME": 1}}',
     b'{"requests": {"SME-0001": {}}}', b'{"drafts": {"a": {"b": 1}}}', b'{"states": {"a": {"x": NaN}}}'],
)  # fmt: skip
def test_a_file_that_is_not_a_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(CannotOpen, match="damaged"):
        TinyStore.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content


async def test_what_a_crash_left_of_a_write_is_ignored_and_cleared(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    left = path.with_name(FILE + ".new")
    left.write_bytes(path.read_bytes()[:100])
    store = TinyStore.open(tmp_path)
    assert not left.exists()
    assert await store.draft(PAT, "new") == draft()
    await store.close()


def changed(path: Path, table: str, **values: object) -> None:
    """Change fields of every request or draft in the file; None removes them, as an older program had it."""
    tables = json.loads(path.read_bytes())
    for row in tables[table].values():
        record = row["request"] if table == "requests" else row["new"]
        record.update(values)
        for key in [key for key, value in values.items() if value is None]:
            del record[key]
    path.write_text(json.dumps(tables), encoding="utf-8")


async def test_a_loan_ends_with_the_process_that_had_it(tmp_path: Path) -> None:
    store = TinyStore.open(await full_folder(tmp_path))
    lent = await store.claim(AT, 9, MINUTE)
    await store.close()
    store = TinyStore.open(tmp_path)
    again = await store.claim(AT, 9, MINUTE)
    assert [(one.notice, one.attempts) for one in again] == [(one.notice, 2) for one in lent]
    assert len(again) == 2
    await store.close()


async def test_records_written_before_a_field_existed_still_open(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    changed(path, "drafts", only=None, set_aside=None)
    changed(path, "requests", similar=None, revises=None, returns=None)
    store = TinyStore.open(tmp_path)
    kept: tuple[Draft | None, Request | None] = (await store.draft(PAT, "new"), await store.get("SME-0001"))
    assert kept == (draft(), step(filing().request).request)
    await store.close()


async def test_records_of_a_newer_program_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    changed(path, "requests", schema=99)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(CannotOpen, match=r"requests 'SME-0001': .*newer version .* start that version"):
            TinyStore.open(tmp_path)
    assert path.read_bytes() == before


async def test_tables_of_a_newer_program_stay_in_the_file(tmp_path: Path) -> None:
    path = await full_folder(tmp_path) / FILE
    tables = json.loads(path.read_bytes())
    path.write_text(json.dumps({**tables, "engagements": {"E-1": {"kept": True}}}), encoding="utf-8")
    store = TinyStore.open(tmp_path)
    await store.commit(filing(number_of(2)))
    await store.close()
    assert json.loads(path.read_bytes())["engagements"] == {"E-1": {"kept": True}}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
async def test_nobody_else_on_the_machine_can_read_the_store(tmp_path: Path) -> None:
    folder = await full_folder(tmp_path / "made" / "by the store")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {FILE: 0o600, FILE + ".lock": 0o600}


def test_a_folder_that_cannot_be_used_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotOpen, match="name a folder on a local disk that can be written"):
        TinyStore.open(tmp_path / "file")
    (tmp_path / FILE).mkdir()
    with pytest.raises(CannotOpen, match="make the folder readable and writable"):
        TinyStore.open(tmp_path)
