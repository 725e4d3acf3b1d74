"""The load: `python -m bench.client` reads a measurement a line, does it, and answers with what it saw.

A closed loop: as many people as `concurrency` says, each with a connection that is kept, each sending the next
activity when the last one is answered.
"""

import asyncio
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.figures import percentile
from bench.http1 import Reader, request
from bench.people import PLACE_OF_ID
from bench.world import LOOPBACK, MESSAGES

# Teams' ids of messages are milliseconds since 1970.
FIRST_ID = 1_700_000_000_000
CARD = "application/vnd.microsoft.card.adaptive"


class Line(asyncio.Protocol):
    """One person's connection: one request at a time."""

    def __init__(self) -> None:
        """Start without a question."""
        self._reader = Reader()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[bytes, bytes]] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way out."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    async def ask(self, data: bytes) -> tuple[bytes, bytes]:
        """Send a request; return head and body of the answer."""
        if self._transport is None:
            raise ConnectionError("the server closed the connection")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        """Pass the answer on when it is whole."""
        self._reader.feed(data)
        message = self._reader.next()
        if message and self._answer and not self._answer.done():
            self._answer.set_result(message)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self._transport = None
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("the server closed the connection"))

    def close(self) -> None:
        """Hang up."""
        if self._transport:
            self._transport.close()


@dataclass
class Seen:
    """What one measurement saw: milliseconds a turn, statuses, and the bodies that are looked at afterwards."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    bodies: list[bytes] = field(default_factory=list)
    refusal: str = ""


class Load:
    """Sends the activities of files; ids never repeat, and presses do not either."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._ids = itertools.count(FIRST_ID)
        self._files: dict[str, Iterator[bytes]] = {}

    async def measure(self, job: dict[str, Any]) -> dict[str, object]:
        """Do one measurement: `seconds` long, or until `most` turns have been begun."""
        requests = itertools.islice(self._requests(job), job["most"])
        loop = asyncio.get_running_loop()
        lines = [(await loop.create_connection(Line, LOOPBACK, job["port"]))[1] for _ in range(job["concurrency"])]
        seen = Seen()
        start = perf_counter()
        try:
            await asyncio.gather(*(_work(line, requests, start + job["seconds"], seen) for line in lines))
        finally:
            for line in lines:
                line.close()
        elapsed = perf_counter() - start
        wrong = [body.decode(errors="replace")[:300] for body in seen.bodies if job["presses"] and not _is_card(body)]
        return {
            "turns": len(seen.milliseconds),
            "seconds": elapsed,
            "p50_ms": percentile(seen.milliseconds, 0.5),
            "p99_ms": percentile(seen.milliseconds, 0.99),
            "statuses": seen.statuses,
            "refusal": seen.refusal,
            "wrong": wrong,
        }

    def _requests(self, job: dict[str, Any]) -> Iterator[bytes]:
        key = f"{job['port']} {job['activities']}"
        if key not in self._files:
            lines = Path(job["activities"]).read_bytes().splitlines()
            wires = [request(MESSAGES, f"{LOOPBACK}:{job['port']}", job["token"], line) for line in lines]
            self._files[key] = iter(wires) if job["presses"] else itertools.cycle(wires)
        for wire in self._files[key]:
            yield wire.replace(PLACE_OF_ID.encode(), b"%d" % next(self._ids), 1)


async def _work(line: Line, requests: Iterator[bytes], end: float, seen: Seen) -> None:
    while (begin := perf_counter()) < end and (wire := next(requests, None)):
        head, body = await line.ask(wire)
        seen.milliseconds.append((perf_counter() - begin) * 1000)
        status = head.split(b" ", 2)[1]
        seen.statuses[status.decode()] += 1
        seen.bodies.append(body)
        if not status.startswith(b"2"):
            seen.refusal = seen.refusal or body.decode(errors="replace")[:300]


def _is_card(body: bytes) -> bool:
    """Tell whether an invoke was answered with a card."""
    try:
        answer = json.loads(body)
        return bool(answer["statusCode"] == 200 and answer["type"] == CARD and answer["value"]["body"])  # noqa: PLR2004
    except (ValueError, KeyError, TypeError):
        return False


def main() -> None:
    """Take measurements until the parent has no more."""
    load = Load()
    for line in sys.stdin:
        try:
            answer = asyncio.run(load.measure(json.loads(line)))
        except OSError as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    print(json.dumps({}), flush=True)
    main()
