"""A bot in a process of its own that is short of descriptors: it goes on, and its log stays small."""

import asyncio
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests import attack_http
from tests.running import ROOT, Bot, free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sets limits of a process that runs already")

PROGRAM = """
import resource, sys
soft, hard = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
from bot_app.edge.front import most_connections
print(most_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("soft", "hard", "connections", "raised"),
    [(1024, 8192, 4000, 4256), (1024, 2048, 1792, 2048), (1024, 1024, 768, 1024), (256, 256, 128, 256)],
)
def test_connections_are_as_many_as_leave_descriptors_for_the_rest(
    soft: int, hard: int, connections: int, raised: int
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(soft), str(hard)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [str(connections), str(raised)]


async def test_a_bot_that_runs_out_of_descriptors_goes_on_and_says_so_once_a_second(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as written:
        bot = Bot({"DATA_DIR": str(tmp_path / "data")}, free_port(), written)
        try:
            await bot.start()
            assert bot.process
            process = psutil.Process(bot.process.pid)
            few = process.num_fds() + 10
            process.rlimit(psutil.RLIMIT_NOFILE, (few, few))
            async with attack_http.connected(bot.port, 200):
                for _ in range(10):
                    assert await attack_http.health(bot.port, seconds=20) is not None
                await asyncio.sleep(1.1)
            figures = await attack_http.oddities(bot.port, bot.process.pid, log)
        finally:
            await bot.is_gone()
    assert figures["naming the server"] == figures["echoing what was sent"] == []
    assert figures["secret in the log"] is False
    text = log.read_text(encoding="utf-8")
    assert "not_accepted" in text
    assert "out of system resource" not in text
    assert len(text.splitlines()) < 100
