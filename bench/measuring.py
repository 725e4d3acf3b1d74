"""One run: servers side by side, rounds through all of them, and a look at whether the work was really done."""

import asyncio
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any
from urllib.request import ProxyHandler, build_opener

from bench.credentials import BUNDLE, make_certificate
from bench.figures import ALONE, CROWD, Figures, Table, middle
from bench.filing import first_not_approved
from bench.people import message, partners, write_activities, write_roster
from bench.processes import BenchError, Child, running
from bench.results import OUT
from bench.servers.ours import ROSTER, settings
from bench.variants import MESSAGES, VARIANTS, Plan
from bench.world import LOOPBACK, World
from bot_app.app import fresh_salt
from bot_app.operations.stores import open_engine
from storage.store import DocumentStore

ACCEPTED = frozenset({"200", "201", "202"})
WARM_UP_PEOPLE = 4
# So many seconds a crowd's last turns may take after the time is over.
PATIENCE = 60.0
QUIET_SECONDS = 0.5
QUIET_CPU = 0.02
LONGEST_SETTLING = 30.0


@dataclass(frozen=True)
class Report:
    """What came of it: medians by variant and concurrency, and what else is worth a line."""

    table: Table
    remarks: tuple[str, ...]


def measure(plan: Plan) -> Report:
    """Do a whole run; raise BenchError when a server did not do its work."""
    OUT.mkdir(exist_ok=True)
    # Beside the results and not where temporary files go, which may be memory: a commit is to reach a disk.
    with TemporaryDirectory(prefix="run-", dir=OUT) as name:
        folder = Path(name)
        with ExitStack() as stack:
            run = _set_up(plan, folder, stack)
            rounds = run.all_rounds()
        if run.pressed:
            asyncio.run(_expect_approved(folder, run.pressed))
    table = {name: {people: middle(found) for people, found in row.items()} for name, row in rounds.items()}
    return Report(table, run.remarks())


def _set_up(plan: Plan, folder: Path, stack: ExitStack) -> "Run":
    make_certificate(folder)
    write_roster(folder / ROSTER)
    env = _environment(folder)
    stack.enter_context(running("service", ["bench.service", str(folder)], folder, env))
    world = World.load(folder)
    write_activities(folder / MESSAGES, (message(seat, world.service_url, "help") for seat in partners()))
    client = stack.enter_context(running("client", ["bench.client"], folder, env))
    servers = {
        name: stack.enter_context(running(name, plan.command(name, folder), folder, env, plan.python(name)))
        for name in plan.names
    }
    return Run(plan, folder, world, client, servers)


def _environment(folder: Path) -> dict[str, str]:
    """Return this environment with the connector's certificate trusted, and no proxy between local processes."""
    bundle = str(folder / BUNDLE)
    trusted = {"SSL_CERT_FILE": bundle, "REQUESTS_CA_BUNDLE": bundle}
    return {**os.environ, **trusted, "NO_PROXY": LOOPBACK, "no_proxy": LOOPBACK}


async def _expect_approved(folder: Path, count: int) -> None:
    """Raise BenchError unless all requests that were pressed on are approved, by the word of the store on disk."""
    store = DocumentStore(await open_engine(settings(folder, "approve").store), fresh_salt)
    try:
        number = await first_not_approved(store, count)
    finally:
        await store.close()
    if number:
        raise BenchError(f"{number} was answered as approved and is not approved in the store")


class Run:
    """The servers of one run, and what they have done so far."""

    def __init__(self, plan: Plan, folder: Path, world: World, client: Child, servers: Mapping[str, Child]) -> None:
        """Measure these servers by this client."""
        self._plan = plan
        self._folder = folder
        self._world = world
        self._client = client
        self._servers = servers
        self._opener = build_opener(ProxyHandler({}))
        self._with_deliveries = Counter[str]()
        self._unsettled = 0
        self.pressed = 0

    def all_rounds(self) -> dict[str, dict[int, list[Figures]]]:
        """Warm up, then go round; return the measurements by variant and concurrency."""
        for name in self._servers:
            self._measured(name, WARM_UP_PEOPLE, PATIENCE, VARIANTS[name].warm_up)
        self._with_deliveries.clear()
        found: dict[str, dict[int, list[Figures]]] = {name: defaultdict(list) for name in self._servers}
        for number in range(1, self._plan.rounds + 1):
            print(f"round {number} of {self._plan.rounds}", file=sys.stderr)
            for people in (ALONE, CROWD):
                for name in self._servers:
                    most = VARIANTS[name].most.get(people)
                    found[name][people].append(self._measured(name, people, self._plan.seconds, most))
        return found

    def remarks(self) -> tuple[str, ...]:
        """Return what the table does not say about the presses."""
        if not self._with_deliveries["turns"]:
            return ()
        each = self._with_deliveries["cpu_ms"] / self._with_deliveries["turns"]
        lines = [f"CPU of approve until all it owes is delivered: {each:.2f} ms a press"]
        if self._unsettled:
            lines.append(f"the courier was still at work at the start of {self._unsettled} later measurements")
        return tuple(lines)

    def _measured(self, name: str, people: int, seconds: float, most: int | None) -> Figures:
        """Do one measurement and check it."""
        server = self._servers[name]
        replies, cpu = self._counts()["posts"], server.cpu()
        answer = self._client.ask(self._job(name, people, seconds, most), seconds + PATIENCE)
        used_ms = (server.cpu() - cpu) * 1000
        self._check(name, answer, self._counts()["posts"] - replies)
        turns = answer["turns"]
        if VARIANTS[name].presses:
            self.pressed += turns
            self._settle(server)
            self._with_deliveries.update(turns=turns, cpu_ms=round((server.cpu() - cpu) * 1000))
        return Figures(turns / answer["seconds"], answer["p50_ms"], answer["p99_ms"], used_ms / turns)

    def _job(self, name: str, people: int, seconds: float, most: int | None) -> dict[str, object]:
        return {
            "port": self._servers[name].facts["port"],
            "token": self._world.inbound,
            "activities": str(self._folder / self._plan.activities(name)),
            "presses": VARIANTS[name].presses,
            "concurrency": people,
            "seconds": seconds,
            "most": most,
        }

    def _check(self, name: str, answer: Mapping[str, Any], replies: int) -> None:
        """Raise BenchError unless every turn was answered as it should be, and replied to where it should be."""
        problem = answer.get("error") or ""
        if not problem and not answer["turns"]:
            problem = "no turn was answered"
        elif not problem and set(answer["statuses"]) - ACCEPTED:
            problem = f"turns were answered with {answer['statuses']}, the first with {answer['refusal']}"
        elif not problem and answer["wrong"]:
            problem = f"{len(answer['wrong'])} presses were not answered with a card, but with {answer['wrong'][0]}"
        elif not problem and VARIANTS[name].replies and replies != answer["turns"]:
            problem = f"{answer['turns']} turns sent {replies} replies"
        if problem:
            raise BenchError(f"{name}: {problem}\n{self._servers[name].complaints()}")

    def _settle(self, server: Child) -> None:
        """Wait until the courier has delivered what the presses owe: the next variant is to have the machine."""
        end = monotonic() + LONGEST_SETTLING
        before = self._counts(), server.cpu()
        while monotonic() < end:
            sleep(QUIET_SECONDS)
            now = self._counts(), server.cpu()
            if now[0] == before[0] and now[1] - before[1] <= QUIET_CPU:
                return
            before = now
        self._unsettled += 1

    def _counts(self) -> Counter[str]:
        """Return what the connector has taken in so far."""
        with self._opener.open(self._world.counts, timeout=PATIENCE) as response:
            return Counter(json.load(response))
