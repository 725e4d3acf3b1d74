"""Attacks the bot in every way an adversary found, and prints figures. `make attack`; ends with 1 if one succeeds."""

import argparse
import asyncio
import resource
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot_app.turn.live_cards import MOST_EARLIER
from tests import attack_gate, attack_http, attack_replies
from tests.attack_texts import busiest_texts, fish
from tests.office import open_office
from tests.quiet import quietly
from tests.running import Bot, free_port

MOST_MS = 50.0
# What a system gives a process where nobody has asked for more.
DESCRIPTORS = 1024
# What the attacker itself needs.
PLENTY = 8192
MOST_LOGGED = 64 * 1024
LONGEST_OUTLIVED = 3600


@dataclass
class Report:
    """What was seen, and what got through."""

    through: list[str] = field(default_factory=list)

    def saw(self, what: str, figures: object, *, ok: bool) -> None:
        """Print one finding; one that is not ok got through."""
        sys.stdout.write(f"{'ok     ' if ok else 'THROUGH'}  {what}: {figures}\n")
        sys.stdout.flush()
        if not ok:
            self.through.append(what)


async def texts(report: Report, folder: Path) -> None:
    """Texts meant to keep everybody waiting."""
    busy = await busiest_texts(folder)
    name, worst = next(iter(busy.items()))
    figures = f"{len(busy)} texts in 4 situations, longest stretch {worst:.1f} ms of CPU ({name})"
    report.saw("hostile texts", figures, ok=worst <= MOST_MS)


async def secrets(report: Report, folder: Path) -> None:
    """Everything that everybody can say and press, to read what is not theirs."""
    fished = await fish(folder)
    figures = f"{fished.answers:,} answers in {fished.situations} situations, {len(fished.leaks)} leaks"
    report.saw("fishing", " ".join((figures, *fished.leaks)), ok=not fished.leaks)


async def answers(report: Report, folder: Path) -> None:
    """Answers that Teams refuses once, and storms of cards."""
    async with open_office(folder / "refused") as office:
        await office.everybody_installs()
        for kind, refused in (await attack_replies.refused_answers(office)).items():
            report.saw(f"an answer refused by {kind}", f"{refused.posts} calls", ok=refused.read)
    async with open_office(folder / "storm") as office:
        await office.everybody_installs()
        storm = await attack_replies.storm(office)
        figures = f"{storm.at_the_next_step} updates at the next step, {storm.at_the_one_after} after that"
        people = len(office.players)
        few = storm.at_the_next_step <= (MOST_EARLIER + 1) * people and storm.at_the_one_after <= people
        report.saw(f"{storm.messages} requests for one card", figures, ok=few)


async def gate(report: Report, folder: Path) -> None:
    """Tokens, keys, and what lies about."""
    outlived = await attack_gate.withdrawn_key()
    report.saw("a token outlives its key by", f"{outlived} s", ok=outlived <= LONGEST_OUTLIVED)
    tried = {
        "unusable keys": await attack_gate.unusable_keys(),
        "critical headers": await attack_gate.critical_headers(),
        "nested values": await attack_gate.nested_values(folder / "nested"),
        "a second process": await attack_gate.second_process(folder / "second"),
        "halves of mails": await attack_gate.halves_of_mails(folder / "halves"),
    }
    for what, one in tried.items():
        report.saw(what, f"{one.succeeded} of {one.of} succeeded", ok=not one.succeeded)


async def wire(report: Report, folder: Path) -> None:
    """Half heads, idle connections and no HTTP, at a bot that may open a thousand files."""
    log = folder / "log"
    with log.open("wb") as file, _descriptors(DESCRIPTORS):
        bot = Bot({"DATA_DIR": str(folder / "data")}, free_port(), file)
        await bot.start()
    try:
        with _descriptors(PLENTY):
            await _wire(report, bot, log)
    finally:
        await bot.is_gone()


async def _wire(report: Report, bot: Bot, log: Path) -> None:
    assert bot.process
    heads = await attack_http.heads(bot.port, bot.process.pid, log)
    report.saw("half heads", heads, ok=heads["closed by the bot"] == attack_http.HALF_HEADS + attack_http.TRICKLES)
    crowd = await attack_http.crowd(bot.port, bot.process.pid, log)
    whole = crowd["healthz answered"] == f"{attack_http.PROBES} of {attack_http.PROBES}"
    report.saw("a crowd", crowd, ok=whole and int(str(crowd["bytes logged"])) < MOST_LOGGED)
    odd = await attack_http.oddities(bot.port, bot.process.pid, log)
    bad = ("without the headers for browsers", "naming the server", "echoing what was sent", "secret in the log")
    report.saw("no HTTP", odd, ok=not any(odd[one] for one in bad))


@contextmanager
def _descriptors(count: int) -> Iterator[None]:
    """Let this process, and what it starts, open so many files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


Attack = Callable[[Report, Path], Awaitable[None]]
ATTACKS: dict[str, Attack] = {one.__name__: one for one in (texts, secrets, answers, gate, wire)}


async def _command(names: list[str]) -> int:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (Path(folder) / name).mkdir()
            await ATTACKS[name](report, Path(folder) / name)
    return min(1, len(report.through))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=ATTACKS, action="append", help="mount these alone")
    given = parser.parse_args()
    with quietly("attack"):
        status = asyncio.run(_command(given.only or list(ATTACKS)))
    sys.exit(status)
