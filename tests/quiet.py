"""What the slow proofs have in common: figures go to the terminal, and log lines to a file."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot_app.operations import logs

LOGS = Path(__file__).parent.parent / "build" / "logs"
STANDARD_ERROR = 2


@contextmanager
def quietly(name: str) -> Iterator[None]:
    """Write to build/logs/NAME.log what this process, and whatever it starts, logs while the block runs.

    All of standard error is turned there, since other processes inherit nothing else. The error that ends a proof is
    shown on the terminal again.
    """
    LOGS.mkdir(parents=True, exist_ok=True)
    terminal = os.dup(STANDARD_ERROR)
    with (LOGS / f"{name}.log").open("wb") as file:
        os.dup2(file.fileno(), STANDARD_ERROR)
    try:
        logs.set_up(as_json=False)
        yield
    finally:
        sys.stderr.flush()
        os.dup2(terminal, STANDARD_ERROR)
        os.close(terminal)
