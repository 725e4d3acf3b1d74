"""The child's side of a process of the benchmark: it says when it is ready, and never outlives its parent."""

import asyncio
import json
import os
import signal
import sys
from threading import Thread


def ready(**facts: object) -> None:
    """Tell the parent that this process serves, and from now on stop when the parent is gone."""
    Thread(target=_stop_with_parent, daemon=True).start()
    print(json.dumps(facts), flush=True)


def _stop_with_parent() -> None:
    """Wait for the end of the pipe that the parent holds open for as long as it lives."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


async def until_stopped() -> None:
    """Return when this process is told to end."""
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
