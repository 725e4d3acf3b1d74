"""Attacks on the wire in front of a running bot: heads that never end, connections by the thousand, and no HTTP.

Each attack takes the bot's port, its process and its log, and returns figures. All of it stays on 127.0.0.1 and ends
by itself, in about half a minute each at most.
"""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from bot_app.edge.descriptors import open_files

HALF_HEADS, TRICKLES, IDLERS = 250, 50, 2000
SECONDS_FOR_HEADS, PROBES = 15.0, 20
SECRET = b"eyJhbGciOiJSUzI1NiJ9.c2VjcmV0"
HEAD = b"POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + SECRET + b"\r\n"
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
MALFORMED: dict[str, bytes] = {
    "no request line": b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
    "a method of signs": b"{GET} /healthz HTTP/1.1\r\n\r\n",
    "no such version": b"GET /healthz HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n",
    "HTTP/2 from the start": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a header without a colon": HEAD + b"nonsense\r\n\r\n",
    "a blank before the colon": HEAD + b"Content-Length : 2\r\n\r\n{}",
    "a folded header": HEAD + b"X-Long: a\r\n b\r\n\r\n",
    "a control character": HEAD + b"X-Odd: a\x00b\r\n\r\n",
    "a header of 64 KiB": HEAD + b"X-Long: " + b"x" * 65_536 + b"\r\n\r\n",
    "a thousand headers": HEAD + b"X-One: 1\r\n" * 1000 + b"\r\n",
    "a path of 64 KiB": b"GET /" + b"x" * 65_536 + b" HTTP/1.1\r\n\r\n",
    "length and chunks": HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a negative length": HEAD + b"Content-Length: -1\r\n\r\n",
    "a coding nobody knows": HEAD + b"Transfer-Encoding: chunked, odd\r\n\r\n",
    "a bad chunk": HEAD + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
}
WELL_FORMED: dict[str, bytes] = {
    "HTTP/1.0": b"GET /healthz HTTP/1.0\r\n\r\n",
    "an absolute address": b"GET http://elsewhere/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "an address without a host": b"GET http://xn--/healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "an unknown path": b"GET /nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "HEAD": b"HEAD /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "OPTIONS *": b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "OPTIONS": b"OPTIONS /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "TRACE": b"TRACE /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    "CONNECT": b"CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere:443\r\nConnection: close\r\n\r\n",
    "an upgrade": HEALTH + b"Connection: upgrade, close\r\nUpgrade: websocket\r\n\r\n",
    "an expectation": HEALTH + b"Connection: close\r\nExpect: " + SECRET + b"\r\n\r\n",
    "100-continue": HEAD + b"Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    b"Expect: 100-continue\r\n\r\n{}",
}  # fmt: skip

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def connected(port: int, count: int) -> AsyncIterator[list[Streams]]:
    """Hold so many connections at a time; fewer if the bot does not take them."""
    open_files(2 * IDLERS)
    streams: list[Streams] = []
    try:
        for _ in range(count):
            try:
                streams.append(await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), 2))
            except OSError:
                break
        yield streams
    finally:
        for _, writer in streams:
            writer.transport.abort()


async def all_of(reader: asyncio.StreamReader, seconds: float) -> bytes | None:
    """Return what comes until the peer closes; None when it does not in so many seconds."""
    try:
        return await asyncio.wait_for(reader.read(-1), seconds)
    except TimeoutError:
        return None
    except ConnectionError:
        return b""


async def health(port: int, seconds: float = 2.0) -> float | None:
    """Return after how many milliseconds the bot says that it is well; None when it does not in so many seconds."""
    started = time.perf_counter()
    async with connected(port, 1) as streams:
        for reader, writer in streams:
            writer.write(HEALTH + b"Connection: close\r\n\r\n")
            answer = await all_of(reader, seconds)
            return 1000 * (time.perf_counter() - started) if answer and b" 200 " in answer else None
    return None


async def heads(port: int, pid: int, log: Path) -> dict[str, object]:
    """Send half heads and stop, or go on by a byte a second; see when they are closed."""
    logged = len(read(log))
    async with connected(port, HALF_HEADS + TRICKLES) as streams:
        started = time.perf_counter()
        for _, writer in streams:
            writer.write(HEAD)
        trickling = asyncio.create_task(_trickle(streams[HALF_HEADS:]))
        descriptors = psutil.Process(pid).num_fds()
        closed = await asyncio.gather(*(_closed_after(reader, started) for reader, _ in streams))
        trickling.cancel()
    took = sorted(seconds for seconds in closed if seconds is not None)
    return {
        "half-sent heads": len(closed),
        "closed by the bot": len(took),
        "first and last after seconds": (round(took[0], 1), round(took[-1], 1)) if took else None,
        "descriptors used": descriptors,
        "bytes logged": len(read(log)) - logged,
    }


async def _trickle(streams: Sequence[Streams]) -> None:
    while True:
        await asyncio.sleep(1)
        for _, writer in streams:
            writer.write(b"x")


async def _closed_after(reader: asyncio.StreamReader, started: float) -> float | None:
    answer = await all_of(reader, SECONDS_FOR_HEADS)
    return None if answer is None else time.perf_counter() - started


async def crowd(port: int, pid: int, log: Path) -> dict[str, object]:
    """Hold thousands of connections without a word, and ask how the bot is meanwhile."""
    logged = len(read(log))
    async with connected(port, IDLERS) as streams:
        probes = []
        for _ in range(PROBES):
            probes.append(await health(port))
            await asyncio.sleep(0.1)
        descriptors = psutil.Process(pid).num_fds()
        held = sum(not reader.at_eof() for reader, _ in streams)
    took = sorted(one for one in probes if one is not None)
    return {
        "connections opened": len(streams),
        "still held": held,
        "healthz answered": f"{len(took)} of {len(probes)}",
        "slowest in ms": round(took[-1]) if took else None,
        "descriptors used and allowed": (descriptors, psutil.Process(pid).rlimit(psutil.RLIMIT_NOFILE)[0]),
        "bytes logged": len(read(log)) - logged,
    }


async def oddities(port: int, pid: int, log: Path) -> dict[str, object]:
    """Send what is no HTTP, and HTTP that few send; see how it is answered, and what of it can be read afterwards."""
    logged = len(read(log))
    answers = {name: await answer_to(port, sent) for name, sent in {**MALFORMED, **WELL_FORMED}.items()}
    await asyncio.sleep(1.5)
    written = read(log)[logged:]
    return {
        "statuses": {name: status(answer) for name, answer in answers.items()},
        "how many of each": dict(Counter(status(answer) for answer in answers.values())),
        "without the headers for browsers": [name for name, answer in answers.items() if not is_marked(answer)],
        "naming the server": [name for name, answer in answers.items() if b"\r\nserver:" in answer.lower()],
        "echoing what was sent": [name for name, answer in answers.items() if SECRET in answer or b"X-L" in answer],
        "secret in the log": SECRET in written,
        "bytes logged": len(written),
        "runs on": psutil.pid_exists(pid),
    }


async def answer_to(port: int, sent: bytes) -> bytes:
    """Return all that the bot says to some bytes."""
    async with connected(port, 1) as streams:
        for reader, writer in streams:
            writer.write(sent)
            return await all_of(reader, 5) or b""
    return b""


def read(log: Path) -> bytes:
    """Return what the bot has logged so far."""
    return log.read_bytes()


def status(answer: bytes) -> str:
    """Return the status of an answer, 100 left out; "none" for no answer."""
    final = answer.partition(b"100 Continue\r\n\r\n")[2] or answer
    return final.split(b" ")[1].decode() if final.startswith(b"HTTP/1.") else "none"


def is_marked(answer: bytes) -> bool:
    """Whether a browser is told to do nothing with an answer."""
    return b"Content-Security-Policy: default-src 'none'" in answer and b"nosniff" in answer
