"""However a process ends: nothing acknowledged is lost, and one process at a time has the store."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.store import Query
from storage.durable import CannotOpen
from storage.tinydb_store import FILE, TinyStore
from tests.keeping import AT, MINUTE, filing, number_of

posix = pytest.mark.skipif(os.name == "nt", reason="needs signals and limits that Windows does not have")

ROOT = Path(__file__).parent.parent

# Files requests as fast as it can, four at a time, and tells each number once it is kept.
FILING = """
import asyncio, os, sys
from pathlib import Path
from storage.tinydb_store import TinyStore
from tests.keeping import filing, number_of

async def main():
    store = TinyStore.open(Path(sys.argv[1]))
    async def file():
        while True:
            serial = await store.last_number() + 1
            await store.commit(filing(number_of(serial), answers={"additional": "long " * 200}))
            os.write(1, b"%d\\n" % serial)
    await asyncio.gather(*(file() for _ in range(4)))

asyncio.run(main())
"""

# Files SME-0001, then dies at a step of filing SME-0002.
DYING = """
import asyncio, os, signal, sys
from pathlib import Path
from storage.tinydb_store import TinyStore
from tests.keeping import filing, number_of

folder, name, call, moment = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
real, calls = getattr(os, name), 0

def deadly(*args, **options):
    global calls
    calls += 1
    if calls == call and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*args, **options)
    if calls == call:
        os.kill(os.getpid(), signal.SIGKILL)
    return result

async def main():
    store = TinyStore.open(folder)
    await store.commit(filing())
    setattr(os, name, deadly)
    await store.commit(filing(number_of(2)))

asyncio.run(main())
"""

HOLDING = """
import sys
from pathlib import Path
from storage.tinydb_store import TinyStore

store = TinyStore.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""

# Runs into a limit on the size of files, as on a full disk, and goes on when there is room again.
FULL = """
import asyncio, resource, sys
from dataclasses import replace
from pathlib import Path
from playbook.store import StoreUnavailable
from storage.tinydb_store import TinyStore
from tests.keeping import filing, number_of

async def main():
    store = TinyStore.open(Path(sys.argv[1]))
    await store.commit(filing())
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, free[1]))
    large = filing(number_of(2), answers={"additional": "x" * 9000})
    for attempt in (store.commit(large), store.health()):
        try:
            await attempt
        except StoreUnavailable as error:
            print(error)
        else:
            print("no error")
    assert await store.get("SME-0002") is None
    assert await store.get("SME-0001") is not None
    await store.commit(filing(number_of(3)))
    resource.setrlimit(resource.RLIMIT_FSIZE, free)
    await store.health()
    await store.commit(large)
    await store.close()

asyncio.run(main())
"""


def started(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a script in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def numbers(folder: Path) -> set[str]:
    """Open the store as a restart does and return the numbers it holds, each with its one event."""
    store = TinyStore.open(folder)
    found = {request.number for request in (await store.find(Query(), limit=100_000)).requests}
    assert all([len(await store.history(number)) == 1 for number in found])
    await store.close()
    return found


async def owed(folder: Path) -> set[str]:
    """Return the numbers that the outbox rows are about, one row for each."""
    store = TinyStore.open(folder)
    claims = await store.claim(AT, 100_000, MINUTE)
    await store.close()
    found = {claimed.notice.number for claimed in claims}
    assert len(found) == len(claims)
    return found


def killed(folder: Path, after: int) -> set[str]:
    """Kill a filing process in a write, after some acknowledged numbers, and return all that it acknowledged."""
    with started(FILING, folder) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        while not (folder / f"{FILE}.new").exists():
            assert process.poll() is None
        process.kill()
        lines += process.stdout.readlines()
    return {number_of(int(line)) for line in lines if line.endswith(b"\n")}


# A new store every few kills: its first writes are moments like any other.
@pytest.mark.parametrize("after", [(1, 2, 3, 4, 5), (1, 1, 1, 1, 1), (7, 5, 3, 2, 1), (11, 13, 17, 19, 23)])
async def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path, after: tuple[int, ...]) -> None:
    acknowledged: set[str] = set()
    for count in after:
        acknowledged |= killed(tmp_path, count)
        assert acknowledged <= await numbers(tmp_path)
    assert await owed(tmp_path) == await numbers(tmp_path)


@posix
@pytest.mark.parametrize(
    ("name", "call", "moment", "kept"),
    [
        ("open", 2, "after", {"SME-0001"}),
        ("fsync", 1, "before", {"SME-0001"}),
        ("fsync", 1, "after", {"SME-0001"}),
        ("replace", 1, "before", {"SME-0001"}),
        ("replace", 1, "after", {"SME-0001", "SME-0002"}),
        ("fsync", 2, "before", {"SME-0001", "SME-0002"}),
        ("fsync", 2, "after", {"SME-0001", "SME-0002"}),
    ],
)
async def test_a_process_that_dies_at_any_step_of_a_write_leaves_a_whole_store(
    tmp_path: Path, name: str, call: int, moment: str, kept: set[str]
) -> None:
    with started(DYING, tmp_path, name, call, moment) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert await numbers(tmp_path) == await owed(tmp_path) == kept


@posix
async def test_a_disk_that_is_full_refuses_the_write_and_serves_on(tmp_path: Path) -> None:
    with started(FULL, tmp_path) as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    assert said.decode().count("file too large; nothing was changed") == 1
    assert await numbers(tmp_path) == {"SME-0001", "SME-0002", "SME-0003"}


async def test_a_second_process_is_refused_until_the_first_one_is_dead(tmp_path: Path) -> None:
    with started(HOLDING, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(CannotOpen, match="in use by another process; stop that one first"):
            TinyStore.open(tmp_path)
        process.kill()
    await TinyStore.open(tmp_path).close()


async def test_a_store_is_opened_once_in_a_process_too(tmp_path: Path) -> None:
    store = TinyStore.open(tmp_path)
    with pytest.raises(CannotOpen, match="in use"):
        TinyStore.open(tmp_path)
    await store.commit(filing())
    await store.close()
