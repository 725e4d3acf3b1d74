"""The bot as `make run` starts it, for a browser to walk through."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 30


@contextlib.contextmanager
def running_bot(data: Path, port: int) -> Iterator[str]:
    """Start the bot as `make run` does and stop it at the end; return the page's address.

    With DATABASE_URL set, its store is in that database; with `--data` it would not be.
    """
    command = [sys.executable, "-m", "bot_app", "local", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATA_DIR": str(data)}, stdout=sys.stderr)
    try:
        _await_health(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=15)


def _await_health(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - the bot's own address
        except (URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
