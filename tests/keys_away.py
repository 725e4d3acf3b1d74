"""What becomes of the event loop and of those with good tokens while the key service is away. `make keys-away`.

Strangers show tokens by keys that nobody knows, so that the bot asks for keys all the time; the clock is moved so that
it always may. People and the bot share one event loop here, so the lag shown is that of both.
"""

import argparse
import asyncio
import itertools
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from botbuilder.core import TurnContext

from bot_app.edge.endpoint import PATH, Endpoint
from bot_app.edge.gate import BotServiceGate
from bot_app.edge.signing_keys import SigningKeys
from bot_app.turn.adapter import Adapter
from bot_app.wire.sender import Sender, open_session
from bot_app.wire.service_urls import TEAMS_HOSTS, https_hosts, loopback_only
from bot_app.wire.tokens import NoToken
from cards.reader import Rendered
from tests.bot_service import APP_ID, ISSUER, SERVICE_URL, BotService, Clock
from tests.connector import message
from tests.passing import open_turns
from tests.quiet import quietly

PEOPLE, STRANGERS, TOKENS = 8, 8, 50
TICK = 0.005
LIMIT_MS = 100
LONG = timedelta(days=3650)


@dataclass
class Troubled(BotService):
    """A Bot Service whose description of keys comes slowly, in drops, or not at all."""

    trouble: str = "none"

    async def _openid(self, request: web.Request) -> web.StreamResponse:
        if self.trouble == "cuts the line" and request.transport:
            request.transport.abort()
        elif self.trouble == "answers drop by drop":
            await self._drip(request)
        return await super()._openid(request)

    async def _drip(self, request: web.Request) -> None:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.1)


def hang(service: Troubled) -> None:
    """Take questions and never answer."""
    service.hanging = asyncio.Event()


def fail(service: Troubled) -> None:
    """Answer 503."""
    service.broken = True


CASES: dict[str, Callable[[Troubled], None]] = {
    "answers": lambda _: None,
    "answers 503": fail,
    "hangs": hang,
    **{name: lambda service, name=name: setattr(service, "trouble", name) for name in  # type: ignore[misc]
       ("cuts the line", "answers drop by drop")},
}  # fmt: skip


@dataclass
class Seen:
    """What was answered, how long it took and how late the event loop was, both in milliseconds."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    people_ms: list[float] = field(default_factory=list)
    lag_ms: list[float] = field(default_factory=list)

    @property
    def turned_away(self) -> int:
        """How many with a good token were not let in."""
        return sum(count for (who, status), count in self.statuses.items() if who == "person" and status != 200)

    def line(self, name: str, fetches: int) -> str:
        """Return one line of the table."""
        let_in, refused = self.statuses["person", 200], self.statuses["stranger", 401]
        lag, people = sorted(self.lag_ms), sorted(self.people_ms)
        return (
            f"{name:24}{let_in:>9,}{self.turned_away:>13,}{refused:>10,}{fetches:>9,}"
            f"{people[-1]:>14.1f}{_at(lag, 0.99):>11.1f}{lag[-1]:>11.1f}"
        )


HEAD = (
    f"{'the key service':24}{'let in':>9}{'turned away':>13}{'refused':>10}{'fetches':>9}"
    f"{'slowest, ms':>14}{'lag p99':>11}{'lag max':>11}"
)


def _at(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]


async def case(trouble: Callable[[Troubled], None], seconds: float) -> tuple[Seen, int]:
    """Let people and strangers come while the key service has this trouble; return what was seen, and the fetches."""
    clock, seen = Clock(), Seen()
    async with Troubled(clock) as service, open_session() as session, open_turns(clock) as turns:
        keys = SigningKeys(session, clock, service.metadata)
        gate = BotServiceGate(APP_ID, ISSUER, keys, https_hosts(TEAMS_HOSTS), clock)
        adapter = Adapter(Sender(session, NoToken(), loopback_only, clock))
        app = web.Application()
        app.router.add_post(
            PATH,
            Endpoint(
                gate, adapter, _bot, turns, apology=lambda _, incident: Rendered(incident), new_id=lambda: "i1"
            ).handle,
        )
        async with TestServer(app) as server, ClientSession(str(server.make_url("/"))) as client:
            good = [service.token(exp=clock() + LONG, jti=str(at)) for at in range(TOKENS)]
            strange = [service.token(kid=f"made up {at}", exp=clock() + LONG) for at in range(TOKENS)]
            assert await keys.renew()
            trouble(service)
            comers = [_come(client, "person", good, seen) for _ in range(PEOPLE)]
            comers += [_come(client, "stranger", strange, seen) for _ in range(STRANGERS)]
            await _during(seconds, [*comers, _watch(seen), _hurry(clock)])
    return seen, service.fetches


async def _bot(_: TurnContext) -> None:
    """Answer nothing."""


async def _during(seconds: float, jobs: Sequence[Coroutine[Any, Any, None]]) -> None:
    tasks = [asyncio.create_task(job) for job in jobs]
    done, _ = await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _come(client: ClientSession, who: str, tokens: Sequence[str], seen: Seen) -> None:
    for token in itertools.cycle(tokens):
        started = time.perf_counter()
        headers = {"Authorization": f"Bearer {token}"}
        async with client.post(PATH, json=message(SERVICE_URL, id=None), headers=headers) as response:
            seen.statuses[who, response.status] += 1
        if who == "person":
            seen.people_ms.append(1000 * (time.perf_counter() - started))
        await asyncio.sleep(0.02)


async def _watch(seen: Seen) -> None:
    while True:
        started = time.perf_counter()
        await asyncio.sleep(TICK)
        seen.lag_ms.append(1000 * (time.perf_counter() - started - TICK))


async def _hurry(clock: Clock) -> None:
    while True:
        clock.time += timedelta(minutes=5)
        await asyncio.sleep(0.5)


async def main(seconds: float) -> int:
    """Print the figures of all cases; return 1 when somebody was turned away or the event loop was held up."""
    sys.stdout.write(f"{HEAD}\n")
    bad = False
    for name, trouble in CASES.items():
        seen, fetches = await case(trouble, seconds)
        bad = bad or seen.turned_away > 0 or max(seen.lag_ms) >= LIMIT_MS
        sys.stdout.write(f"{seen.line(name, fetches)}\n")
        sys.stdout.flush()
    sys.stdout.write(f"A good token turned away, or the loop late by {LIMIT_MS} ms: {'YES' if bad else 'never'}.\n")
    return int(bad)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each case, default: 30")
    given = parser.parse_args()
    with quietly("keys-away"):
        status = asyncio.run(main(given.seconds))
    sys.exit(status)
