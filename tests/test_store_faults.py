"""However a process ends: nothing acknowledged is lost, and one process at a time has the store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.requests.queries import requests_with
from playbook.requests.record import Request
from storage.documents import CannotOpen
from storage.tinydb.opening import FILE
from tests.keeping import AT, MINUTE, filing, number_of
from tests.stores import open_folder

posix = pytest.mark.skipif(os.name == "nt", reason="needs signals and limits that Windows does not have")

ROOT = Path(__file__).parent.parent

# Files requests as fast as it can, four at a time, and tells each number once it is kept.
FILING = """
import asyncio, os, sys
from pathlib import Path
from tests.stores import open_folder
from tests.keeping import filing, number_of

async def main():
    store = open_folder(Path(sys.argv[1]))
    async def file():
        while True:
            serial = await store.last_serial(Request) + 1
            await store.commit(filing(number_of(serial), answers={"additional": "long " * 200}))
            os.write(1, b"%d\\n" % serial)
    await asyncio.gather(*(file() for _ in range(4)))

asyncio.run(main())
"""

HOLDING = """
import sys
from pathlib import Path
from tests.stores import open_folder

store = open_folder(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""

# Runs into a limit on the size of files, as on a full disk, and goes on when there is room again.
FULL = """
import asyncio, resource, sys
from dataclasses import replace
from pathlib import Path
from playbook.life.ports import StoreUnavailable
from playbook.requests.record import Request
from tests.stores import open_folder
from tests.keeping import filing, number_of

async def refused(attempt):
    try:
        await attempt
    except StoreUnavailable as error:
        print(error)
    else:
        print("no error")

async def main():
    store = open_folder(Path(sys.argv[1]))
    await store.commit(filing())
    free = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, free[1]))
    large = filing(number_of(2), answers={"additional": "x" * 900_000})
    for attempt in (store.commit(large), store.commit(large)):
        await refused(attempt)
    assert await store.get(Request, "SME-0002") is None
    assert await store.get(Request, "SME-0001") is not None
    assert await store.last_serial(Request) == 1
    resource.setrlimit(resource.RLIMIT_FSIZE, free)
    await store.health()
    await store.commit(large)
    await store.close()

asyncio.run(main())
"""

# Lets the kernel answer every flush with EIO from then on, by a seccomp filter on this process.
FLUSHES_FAIL = """
import asyncio, ctypes, platform, struct, sys
from pathlib import Path
from playbook.life.ports import StoreUnavailable
from playbook.requests.record import Request
from tests.stores import open_folder
from tests.keeping import AT, MINUTE, filing, number_of

FLUSHES = {"x86_64": (74, 75), "aarch64": (82, 83)}[platform.machine()]
EIO, LOAD, EQUAL, RETURN, ALLOW, ERRNO = 5, 0x20, 0x15, 0x06, 0x7FFF0000, 0x00050000

def fail_flushes():
    steps = [(LOAD, 0, 0, 0), (EQUAL, 1, 0, FLUSHES[0]), (EQUAL, 0, 1, FLUSHES[1]),
             (RETURN, 0, 0, ERRNO | EIO), (RETURN, 0, 0, ALLOW)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.prctl(38, 1, 0, 0, 0) == 0
    # seccomp(SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, program): for all threads.
    number = {"x86_64": 317, "aarch64": 277}[platform.machine()]
    assert libc.syscall(number, 1, 1, header) == 0, ctypes.get_errno()

async def main():
    store = open_folder(Path(sys.argv[1]))
    await store.commit(filing())
    fail_flushes()
    for attempt in (store.commit(filing(number_of(2))), store.commit(filing(number_of(3))),
                    store.claim(AT, 9, MINUTE), store.health()):
        try:
            await attempt
        except StoreUnavailable as error:
            print(error)
    assert await store.get(Request, "SME-0001") is not None
    assert await store.get(Request, "SME-0002") is None
    print("served on", flush=True)

asyncio.run(main())
"""


def started(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a script in a process of its own."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


async def numbers(folder: Path) -> set[str]:
    """Open the store as a restart does and return the numbers it holds, each with its one event."""
    store = open_folder(folder)
    found = {request.number for request in (await store.find(Request, requests_with(), limit=100_000)).records}
    assert all([len(await store.history(number)) == 1 for number in found])
    await store.close()
    return found


async def owed(folder: Path) -> set[str]:
    """Return the numbers that the outbox rows are about, one row for each."""
    store = open_folder(folder)
    claims = await store.claim(AT, 100_000, MINUTE)
    await store.close()
    found = {claimed.task.number for claimed in claims}
    assert len(found) == len(claims)
    return found


def killed(folder: Path, after: int) -> set[str]:
    """Kill a filing process after some acknowledged numbers, and return all that it acknowledged."""
    with started(FILING, folder) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        lines += process.stdout.readlines()
    return {number_of(int(line)) for line in lines if line.endswith(b"\n")}


# A new store every few kills: its first writes are moments like any other.
@pytest.mark.parametrize("after", [(1, 2, 3, 4, 5), (1, 1, 1, 1, 1), (7, 5, 3, 2, 1), (11, 13, 17, 190, 230)])
async def test_nothing_acknowledged_is_lost_when_the_process_is_killed(tmp_path: Path, after: tuple[int, ...]) -> None:
    acknowledged: set[str] = set()
    for count in after:
        acknowledged |= killed(tmp_path, count)
        assert acknowledged <= await numbers(tmp_path)
    assert await owed(tmp_path) == await numbers(tmp_path)


@posix
async def test_a_disk_that_is_full_refuses_the_write_and_serves_on(tmp_path: Path) -> None:
    with started(FULL, tmp_path) as process:
        said, _ = process.communicate()
    assert process.returncode == 0
    assert said.decode().count("nothing was changed") == 2
    assert await numbers(tmp_path) == {"SME-0001", "SME-0002"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs a filter on system calls")
async def test_after_a_flush_that_failed_nothing_is_written_until_the_store_is_opened_anew(tmp_path: Path) -> None:
    with started(FLUSHES_FAIL, tmp_path) as process:
        said, _ = process.communicate()
    lines = said.decode().splitlines()
    assert all("check the disk and start the program again" in line for line in lines[:4])
    assert lines[4:] == ["served on"]
    store = open_folder(tmp_path)
    assert await store.get(Request, "SME-0001") == filing().record
    await store.commit(filing(number_of(4)))
    await store.close()


async def test_a_second_process_is_refused_until_the_first_one_is_dead(tmp_path: Path) -> None:
    with started(HOLDING, tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(CannotOpen, match="in use by another process; stop that one first"):
            open_folder(tmp_path)
        process.kill()
    await open_folder(tmp_path).close()


@posix
async def test_a_second_process_is_refused_though_files_were_deleted(tmp_path: Path) -> None:
    with started(HOLDING, tmp_path) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"open\n"
        for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
            (tmp_path / name).unlink()
        with started(HOLDING, tmp_path) as second:
            said, _ = second.communicate()
        assert (second.returncode, said) == (1, b"")
        first.kill()
    await open_folder(tmp_path).close()


async def test_a_store_is_opened_once_in_a_process_too(tmp_path: Path) -> None:
    store = open_folder(tmp_path)
    with pytest.raises(CannotOpen, match="in use"):
        open_folder(tmp_path)
    await store.commit(filing())
    await store.close()
