"""The bot in a process of its own, which can be killed and started again on the same data."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from aiohttp import ClientSession

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0
# What the surroundings of the tests say of these is not meant for the bot.
NOT_MEANT = frozenset({"PYTHONUNBUFFERED", "DATABASE_URL", "MAIL_DIR"})


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Bot:
    """A bot in local mode without its page. `env` says what it finds in its surroundings, DATA_DIR for one.

    `log` is an open file for what it logs; without one that goes where this process logs.
    """

    env: Mapping[str, str]
    port: int
    log: IO[bytes] | None = None
    process: Process | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it can take a turn."""
        self.process = await self.launch()
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE):
            # Where it has ended a read returns at once, for ever: without the check nothing else would run.
            while b"Listening" not in (line := await self.process.stdout.readline()):
                assert line, "the bot ended before it listened"
        async with ClientSession() as session, session.get(f"{self.url}/healthz") as response:
            assert response.status == 200

    async def launch(self) -> Process:
        """Return the process, begun and not waited for."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot_app", "local", "--no-page", "--port", str(self.port)),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=self.log,
            env={**{name: value for name, value in os.environ.items() if name not in NOT_MEANT}, **self.env},
        )

    async def stop(self, number: signal.Signals) -> int:
        """End it by a signal; return its exit status."""
        assert self.process
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def is_killed_and_starts_again(self) -> None:
        """Take it down without a warning, and bring it back."""
        await self.stop(signal.SIGKILL)
        await self.start()

    async def is_gone(self) -> None:
        """Make sure that nothing of it is left."""
        if self.process and self.process.returncode is None:
            await self.stop(signal.SIGKILL)
