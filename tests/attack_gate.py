"""Attacks on what lets people in, and on what the bot leaves lying about. `make attack` prints the figures."""

import asyncio
import json
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from bot_app.delivery.mailer import EmlMailer
from tests.bot_service import UNUSABLE, jwk, resigned
from tests.door import open_door
from tests.killed_mailer import BOT, NOW
from tests.office import open_office
from tests.running import ROOT, Bot, free_port

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LONGEST = 24
CRITICAL: Sequence[dict[str, object]] = (
    {"crit": ["exp"]}, {"crit": []}, {"crit": None}, {"crit": ["b64"], "b64": True}, {"crit": ["b64"], "b64": False},
    {"b64": False},
)  # fmt: skip
NESTED = ("[" * 15_990, '{"a":' * 3000, "[" * 900 + "]" * 900, json.dumps({"a": 1})[:-1] + ',"b":' + "[" * 9000)
TRIES = 3


class Tried(NamedTuple):
    """How many attempts of how many succeeded; none should."""

    succeeded: int
    of: int


async def withdrawn_key() -> int:
    """Return for how many seconds a token outlived its key, whose withdrawal the hourly renewal tells the bot of."""
    async with open_door() as door:
        token = door.service.token(exp=NOW + 2 * LONGEST * HOUR)
        assert await door.shows(token) == 200
        door.service.published = {"teams anew": ("msteams",)}
        withdrawn = door.clock()
        for _ in range(LONGEST):
            for _ in range(60):
                door.clock.time += MINUTE
                if await door.shows(token) != 200:
                    return int((door.clock() - withdrawn - MINUTE).total_seconds())
            assert await door.keys.renew()
        return int((door.clock() - withdrawn).total_seconds())


async def unusable_keys() -> Tried:
    """Show tokens by published keys that are weak or for something else."""
    succeeded = 0
    for name, members in UNUSABLE:
        async with open_door() as door:
            door.service.document = {"keys": [jwk(name, "msteams", **members), jwk("teams", "msteams")]}
            assert await door.shows(door.service.token()) == 200
            succeeded += await door.shows(door.service.token(key=name)) == 200
    return Tried(succeeded, len(UNUSABLE))


async def critical_headers() -> Tried:
    """Show tokens that are well signed and call something in their header critical, or their payload bare."""
    async with open_door() as door:
        assert await door.shows(resigned(door.service.token())) == 200
        statuses = [await door.shows(resigned(door.service.token(), **header)) for header in CRITICAL]
    return Tried(statuses.count(200), len(statuses))


async def nested_values(folder: Path) -> Tried:
    """Press buttons whose data is a text of brackets; return how many turns broke."""
    async with open_office(folder) as office:
        await office.everybody_installs()
        broken = 0
        for text in NESTED:
            pressed = {"action": {"type": "Action.Execute", "verb": "approve", "data": text}}
            _, body = await office.pat.posts(office.pat.activity("invoke", name="adaptiveCard/action", value=pressed))
            await office.pat.posts(office.pat.activity("message", value=text))
            broken += sum("incident" in answer for answer in (body["value"], office.pat.last.text))
    return Tried(broken, 2 * len(NESTED))


async def second_process(folder: Path) -> Tried:
    """Start others on the folder of a running bot, which holds the folder itself; return how many came to serve."""
    async with AsyncExitStack() as stack:
        first = Bot({"DATA_DIR": str(folder)}, free_port())
        stack.push_async_callback(first.is_gone)
        await first.start()
        succeeded = 0
        for _ in range(TRIES):
            succeeded += await _serves(folder)
    return Tried(succeeded, TRIES)


async def _serves(folder: Path) -> bool:
    """Tell whether one more bot comes to listen, and end it."""
    process = await Bot({"DATA_DIR": str(folder)}, free_port()).launch()
    assert process.stdout
    listening = False
    async for line in process.stdout:
        if b"Listening" in line:
            listening = True
            process.kill()
    await process.wait()
    return listening


async def halves_of_mails(folder: Path) -> Tried:
    """Kill processes in the middle of a mail; return how many mails still lie there after the next start."""
    for _ in range(TRIES):
        command = (sys.executable, "-m", "tests.killed_mailer", str(folder))
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
        assert await process.wait() == -signal.SIGKILL
    assert _files(folder)
    EmlMailer(folder, BOT, lambda: NOW)
    return Tried(_files(folder), TRIES)


def _files(folder: Path) -> int:
    return len(list(folder.iterdir()))
