"""Everything around a bot, in one process: Teams' connector by HTTPS, and the Bot Service's keys by HTTP.

`python -m bench.service FOLDER` serves until it is ended. A call to the connector without the bot's token is refused.
"""

import asyncio
import itertools
import json
import ssl
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.child import ready, until_stopped
from bench.credentials import CERTIFICATE, KEY, KEY_SET, Signer
from bench.http1 import Reader, response
from bench.world import LOOPBACK, World

CONVERSATIONS = b"/teams/v3/conversations/"
KINDS = {b"POST": "posts", b"PUT": "puts"}

Answer = Callable[[bytes, bytes, bytes], bytes]


class Connection(asyncio.Protocol):
    """One kept connection; each request is answered at once by `answer(method, path, head)`."""

    def __init__(self, answer: Answer) -> None:
        """Answer by this function."""
        self._answer = answer
        self._reader = Reader()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is whole."""
        self._reader.feed(data)
        while self._transport and (message := self._reader.next()):
            method, path, _ = message[0].split(b" ", 2)
            self._transport.write(self._answer(method, path, message[0]))


class Teams:
    """Takes in messages and counts them."""

    def __init__(self, token: str) -> None:
        """Take them from whoever shows this token."""
        self._token = token.encode("ascii")
        self._ids = itertools.count(1)
        self.counts = Counter[str]()

    def answer(self, method: bytes, path: bytes, head: bytes) -> bytes:
        """Answer one call."""
        kind = KINDS.get(method)
        if kind is None or not path.startswith(CONVERSATIONS) or b"Bearer " + self._token not in head:
            self.counts["refused"] += 1
            return response("401 Unauthorized", b'{"error": {"code": "Unauthorized"}}')
        self.counts[kind] += 1
        # The last part of a PUT's address is the message it replaces, and Teams answers with the same id.
        sent = path.rpartition(b"/")[2] if kind == "puts" else b"1:%d" % next(self._ids)
        return response("200 OK" if kind == "puts" else "201 Created", b'{"id": "%s"}' % sent)


class BotService:
    """Publishes the keys, and says what Teams has taken in."""

    def __init__(self, folder: Path, teams: Teams) -> None:
        """Publish the key set of the folder."""
        self._keys = (folder / KEY_SET).read_bytes()
        self._teams = teams
        self.metadata = b"{}"

    def answer(self, method: bytes, path: bytes, head: bytes) -> bytes:  # noqa: ARG002 - anybody may read
        """Answer one call."""
        if path == b"/counts":
            return response("200 OK", json.dumps(self._teams.counts).encode())
        return response("200 OK", self._keys if path == b"/keys" else self.metadata)


async def _listen(answer: Answer, context: ssl.SSLContext | None = None) -> str:
    """Serve on a free port; return where."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answer), LOOPBACK, 0, ssl=context, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    return f"{'https' if context else 'http'}://{LOOPBACK}:{port}"


async def serve(folder: Path) -> None:
    """Serve, leave word where, and go on until the process is ended."""
    signer = Signer()
    signer.publish(folder)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / CERTIFICATE, folder / KEY)
    teams = Teams(outbound := signer.outbound())
    service = BotService(folder, teams)
    plain = await _listen(service.answer)
    service_url = f"{await _listen(teams.answer, context)}/teams/"
    service.metadata = json.dumps({"issuer": "bench", "jwks_uri": f"{plain}/keys"}).encode()
    inbound = signer.inbound(service_url)
    World(f"{plain}/openid", f"{plain}/keys", f"{plain}/counts", service_url, inbound, outbound).save(folder)
    ready()
    await until_stopped()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
