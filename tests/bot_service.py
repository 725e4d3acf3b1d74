"""The Bot Service's side of a token: keys that it publishes over HTTP, and tokens that it signs with them."""

import asyncio
import base64
import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from types import TracebackType
from typing import Any, Self

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from jwt.warnings import InsecureKeyLengthWarning

from bot_app.wire.clouds import AUTHORITIES, Cloud

APP_ID = "00000000-0000-4000-8000-0000000000b0"
PIECE = 500
ISSUER = AUTHORITIES[Cloud.PUBLIC].issuer
SERVICE_URL = "https://smba.trafficmanager.net/emea/"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Keys by name that have another length than the Bot Service's.
BITS = {"weak": 1024, "one bit short": 2047}
# Published keys that sign for nobody: a name, and what the document says of the key.
UNUSABLE: list[tuple[str, dict[str, object]]] = [
    ("weak", {}),
    ("one bit short", {}),
    ("new", {"use": "enc"}),
    ("new", {"use": None}),
    ("new", {"use": ["sig"]}),
    ("new", {"alg": "RS512"}),
    ("new", {"alg": "PS256"}),
    ("new", {"key_ops": ["sign"]}),
    ("new", {"key_ops": []}),
    ("new", {"key_ops": "verify"}),
    ("new", {"n": 5}),
    ("new", {"e": "AQ"}),
    ("new", {"e": None}),
]


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """Return a key by name; making one is slow."""
    return rsa.generate_private_key(65537, BITS.get(name, 2048))


def jwk(name: str, *channels: str, **members: object) -> dict[str, Any]:
    """Return a key as it is published, with these members added or changed."""
    public = RSAAlgorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    return {**public, "kid": name, "use": "sig", "endorsements": list(channels), **members}


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    time: datetime = NOW

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time


@dataclass
class BotService:
    """Publishes keys by name, each endorsing some channels, and signs tokens."""

    clock: Clock
    published: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"teams": ("msteams",), "slack": ("slack",), "silent": ()}
    )
    broken: bool = False
    fetches: int = 0
    document: object = None
    in_pieces: bool = False
    hanging: asyncio.Event | None = None
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        """Serve."""
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of whoever still waits, and stop."""
        if self.hanging:
            self.hanging.set()
        await self._server.close()

    @property
    def metadata(self) -> str:
        """Where the description of the keys is."""
        return str(self._server.make_url("/openid"))

    async def _openid(self, _: web.Request) -> web.StreamResponse:
        self.fetches += 1
        self.asked.set()
        if self.hanging:
            await self.hanging.wait()
        if self.broken:
            return web.Response(status=503)
        return web.json_response({"jwks_uri": str(self._server.make_url("/keys"))})

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        published = {"keys": [jwk(name, *channels) for name, channels in self.published.items()]}
        document = published if self.document is None else self.document
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        response = web.StreamResponse()
        await response.prepare(request)
        size = PIECE if self.in_pieces else len(body)
        for at in range(0, len(body), size):
            await response.write(body[at : at + size])
            await asyncio.sleep(0.001)
        return response

    def token(
        self,
        *,
        key: str = "teams",
        kid: object = "",
        algorithm: str = "RS256",
        headers: Mapping[str, object] | None = None,
        **claims: Any,
    ) -> str:
        """Return a token; a claim given as None is left out, and so is a `kid` of None."""
        given = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": SERVICE_URL,
            "nbf": self.clock() - timedelta(minutes=1),
            "exp": self.clock() + timedelta(hours=1),
            **claims,
        }
        payload = {name: value for name, value in given.items() if value is not None}
        secret: Any = {"HS256": "k" * 40, "none": None}.get(algorithm, private_key(key))
        named = {"kid": key if kid == "" else kid} if kid is not None else {}
        with warnings.catch_warnings():
            # A weak key signs only to be refused.
            warnings.simplefilter("ignore", InsecureKeyLengthWarning)
            return jwt.encode(payload, secret, algorithm, {**named, **(headers or {})})


def part(document: object) -> str:
    """Return a part of a token."""
    return _base64(json.dumps(document).encode())


def resigned(token: str, **header: object) -> str:
    """Return a token of "teams" under another header, well signed; pyjwt itself leaves out what it finds needless."""
    signed = f"{part({'alg': 'RS256', 'kid': 'teams', **header})}.{token.split('.')[1]}"
    signature = RSAAlgorithm(RSAAlgorithm.SHA256).sign(signed.encode(), private_key("teams"))
    return f"{signed}.{_base64(signature)}"


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
