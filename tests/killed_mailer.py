"""A process that is killed in the middle of a mail, when its words are on the disk and not yet in their place."""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot_app.delivery.mailer import EmlMailer, Mail

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BOT = "sme-bot@example.com"
MAIL = Mail("ana@partner.example", "SME-0001 was filed", "Hello Ana,\n\nit is filed.\n", "SME-0001/1/0", "SME-0001")


def _die(fd: object) -> None:
    del fd
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    os.fsync = _die
    asyncio.run(EmlMailer(Path(sys.argv[1]), BOT, lambda: NOW).send(MAIL))
