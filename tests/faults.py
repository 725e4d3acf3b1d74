"""What becomes of notices when Teams throttles, fails, hangs or cuts the line. `make faults` prints the figures.

The clock is moved by hand, so hours of patience take seconds; only a call that hangs takes real time.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot_app.delivery.mailer import Mail
from bot_app.wire.sender import open_session
from playbook.life.records import Channel, Notice
from playbook.people import PersonKey
from tests.connector import (
    CUT_AFTER_DELIVERY,
    CUT_BEFORE_DELIVERY,
    HANG,
    PATIENCE,
    Answer,
    Call,
    Connector,
    failing,
    throttling,
)
from tests.keeping import filing
from tests.post_office import NUMBER, PostOffice
from tests.quiet import quietly
from tests.stores import open_folder

WELL = Answer(delivers=True)
HASTE = 0.4
FAILS_AFTER_DELIVERY = Answer(503, delivers=True, body="")
RETRY_AFTER = 30
# The courier waits five minutes at the most, so an hour is patience enough.
SECONDS = 3600

# What the connector does, and how often out of a hundred calls; the rest goes well.
CASES: Mapping[str, Sequence[tuple[Answer, int]]] = {
    "well": [],
    "throttles (429, Retry-After 30 s)": [(throttling(str(RETRY_AFTER)), 40)],
    "concurrent calls (412)": [(failing(412, "PreconditionFailed"), 40)],
    "fails (502, 503, 504)": [(failing(status), 13) for status in (502, 503, 504)],
    "fails after delivery (503)": [(FAILS_AFTER_DELIVERY, 20)],
    "hangs": [(HANG, 4)],
    "cuts before delivery": [(CUT_BEFORE_DELIVERY, 20)],
    "cuts after delivery": [(CUT_AFTER_DELIVERY, 20)],
}


@dataclass
class Figures:
    """What came of one case. `mailed` notices were given up in Teams; `early` calls came before a chat's time."""

    notices: int
    delivered: int
    mailed: int
    duplicates: int
    early: int
    calls: int

    def line(self, name: str) -> str:
        """Return the figures as one line of the table."""
        share = f"{100 * self.delivered / self.notices:.1f} %"
        counts = f"{self.mailed:>8,}{self.duplicates:>12,}{self.early:>8,}{self.calls:>8,}"
        return f"{name:34}{self.notices:>9,}{share:>12}{counts}"


HEAD = f"{'the connector':34}{'notices':>9}{'delivered':>12}{'mailed':>8}{'duplicates':>12}{'early':>8}{'calls':>8}"


class Watch:
    """Notes calls to a chat before its Retry-After is over."""

    def __init__(self, post: PostOffice) -> None:
        """Watch the calls of a post office's courier."""
        self._post = post
        self._closed_until: dict[str, datetime] = {}
        self.early = 0

    def __call__(self, call: Call, answer: Answer) -> None:
        """Look at one call."""
        until = self._closed_until.get(call.conversation)
        self.early += bool(until and self._post.now < until)
        if answer.status == 429:
            self._closed_until[call.conversation] = self._post.now + timedelta(seconds=RETRY_AFTER)


async def case(
    folder: Path, faults: Sequence[tuple[Answer, int]], notices: int, seed: int, seconds: int = SECONDS
) -> Figures:
    """Deliver so many notices, one to a person, over a connector with these faults, within so many seconds."""
    chance = random.Random(seed)
    kinds, shares = [WELL, *(answer for answer, _ in faults)], [share for _, share in faults]
    async with Connector() as connector, open_session() as session:
        post = PostOffice(open_folder(folder / "store"), connector, folder / "mail")
        watch = connector.watch = Watch(post)
        connector.then(*chance.choices(kinds, [100 - sum(shares), *shares], k=20 * notices))
        post.start(session, HASTE if HANG in kinds else PATIENCE)
        people = [PersonKey(f"t/{number:06d}") for number in range(notices)]
        await asyncio.gather(*(post.meet(person, chat=f"a:{person}") for person in people))
        owed = tuple(Notice(NUMBER, 1, at, Channel.TEAMS, "1", person) for at, person in enumerate(people))
        post.mails = {one.key: Mail("ana@contoso.example", "A notice", "Text", one.key, NUMBER) for one in owed}
        await post.store.commit(replace(filing(NUMBER), notices=owed))
        await _work_off(post, seconds)
        await post.store.close()
        told = Counter(call["conversation"]["id"] for call in connector.messages.values())
        mailed = len(list(post.folder.iterdir())) if post.folder.exists() else 0
    twice = sum(told.values()) - len(told)
    return Figures(notices, len(told), mailed, twice, watch.early, len(connector.calls))


async def _work_off(post: PostOffice, seconds: int) -> None:
    """Let time go by, second by second."""
    for _ in range(seconds):
        while await post.step():
            pass
        post.now += timedelta(seconds=1)


async def _command(notices: int, seed: int) -> None:
    sys.stdout.write(f"{HEAD}\n")
    for name, faults in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            figures = await case(Path(folder), faults, notices, seed)
        sys.stdout.write(f"{figures.line(name)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with quietly("faults"):
        asyncio.run(_command(given.notices, given.seed))
