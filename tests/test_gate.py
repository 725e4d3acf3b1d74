"""Who is let in. Real signatures, checked against keys that are fetched over HTTP."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botbuilder.core import TurnContext
from botframework.connector.auth import ChannelValidation, JwtTokenExtractor
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot_app.adapter import Adapter
from bot_app.endpoint import Endpoint
from bot_app.gate import ISSUER, bot_service_gate
from bot_app.hosts import loopback_only
from bot_app.sender import Sender, open_session
from bot_app.settings import AppType, BotIdentity, SettingsError
from bot_app.tokens import NoToken
from tests.connector import message

APP_ID = "00000000-0000-4000-8000-0000000000b0"
TEAMS = "https://smba.trafficmanager.net/emea/"
IDENTITY = BotIdentity(APP_ID, "home", AppType.SINGLE_TENANT, "s3cret")

Client = TestClient[web.Request, web.Application]


def real_time() -> datetime:
    """Return the time the SDK compares a token's claims with; it takes no clock."""
    return datetime.now(UTC)  # noqa: TID251


class BotService:
    """Signs tokens the way the Bot Service does, and publishes the keys to check them."""

    def __init__(self) -> None:
        """Make one key for Teams and one for another channel, and serve them."""
        self.keys = {name: rsa.generate_private_key(65537, 2048) for name in ("teams", "slack", "unpublished")}
        self._documents: dict[str, object] = {"/keys": {"keys": [self._jwk("teams"), self._jwk("slack")]}}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._documents["/openid"] = {"jwks_uri": f"{self.url}/keys"}
        # The SDK fetches keys with a blocking call, so they must come from another thread.
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def token(self, *, key: str = "teams", kid: str | None = "teams", algorithm: str = "RS256", **claims: Any) -> str:
        """Return a token; a claim given as None is left out."""
        given = {
            "iss": ISSUER,
            "aud": APP_ID,
            "serviceurl": TEAMS,
            "nbf": real_time() - timedelta(minutes=1),
            "exp": real_time() + timedelta(hours=1),
            **claims,
        }
        payload = {name: value for name, value in given.items() if value is not None}
        secret: Any = {"HS256": "k" * 40, "none": None}.get(algorithm, self.keys[key])
        headers = {"kid": kid} if kid else None
        return jwt.encode(payload, secret, algorithm, headers)

    def _jwk(self, name: str) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(self.keys[name].public_key(), as_dict=True)
        return {**public, "kid": name, "endorsements": [{"teams": "msteams"}.get(name, name)]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        documents = self._documents

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(documents[self.path]).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Keep quiet."""

        return Handler


@pytest.fixture(scope="module")
def service() -> Iterator[BotService]:
    running = BotService()
    yield running
    running.close()


@pytest.fixture
def turns() -> list[str]:
    return []


@pytest.fixture
async def client(service: BotService, turns: list[str], monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Client]:
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", f"{service.url}/openid")
    monkeypatch.setattr(JwtTokenExtractor, "metadataCache", {})

    async def bot(context: TurnContext) -> None:
        turns.append(str(context.activity.type))

    async with open_session() as session:
        sender = Sender(session, NoToken(), loopback_only, real_time)
        endpoint = Endpoint(bot_service_gate(IDENTITY), Adapter(sender), bot, str, lambda: "i1")
        app = web.Application()
        app.router.add_route("*", "/api/messages", endpoint.handle)
        async with TestClient(TestServer(app)) as opened:
            yield opened


async def status(client: Client, authorization: str | None, **changes: Any) -> int:
    """Post a message with this header and return the status."""
    headers = {"Authorization": authorization} if authorization is not None else {}
    async with client.post("/api/messages", json=message(TEAMS, **changes), headers=headers) as response:
        if response.status == 401:
            assert response.headers["WWW-Authenticate"] == "Bearer"
        if response.status != 200:
            assert set(await response.json()) == {"error"}
        return response.status


async def test_what_the_bot_service_signed_for_this_bot_is_let_in(
    client: Client, service: BotService, turns: list[str]
) -> None:
    assert await status(client, f"Bearer {service.token()}") == 200
    assert turns == ["message"]


async def test_clocks_may_differ_by_a_few_minutes(client: Client, service: BotService) -> None:
    ended = real_time() - timedelta(minutes=4)
    assert await status(client, f"Bearer {service.token(exp=ended)}") == 200


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer a.b.c", "bearer"])
async def test_without_a_token_nobody_is_let_in(client: Client, turns: list[str], header: str | None) -> None:
    assert await status(client, header) == 401
    assert not turns


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another bot"},
        {"aud": [APP_ID]},
        {"aud": None},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": None},
        {"serviceurl": "https://smba.trafficmanager.net/amer/"},
        {"serviceurl": None},
        {"exp": datetime(2026, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"nbf": datetime(2099, 1, 1, tzinfo=UTC), "exp": datetime(2099, 1, 2, tzinfo=UTC)},
        {"ver": "1.0", "appid": "a skill"},
        {"ver": "2.0", "azp": "a skill"},
        {"key": "unpublished"},
        {"key": "unpublished", "kid": "unpublished"},
        {"key": "slack", "kid": "slack"},
        {"kid": None},
        {"algorithm": "HS256"},
        {"algorithm": "none"},
        {"algorithm": "RS384"},
        {"algorithm": "PS256"},
    ],
)
async def test_any_other_token_is_refused_and_never_an_error_of_ours(
    client: Client, service: BotService, turns: list[str], claims: dict[str, Any]
) -> None:
    assert await status(client, f"Bearer {service.token(**claims)}") == 401
    assert not turns


async def test_a_token_that_was_changed_is_refused(client: Client, service: BotService) -> None:
    header, payload, signature = service.token().split(".")
    _, other, _ = service.token(serviceurl=TEAMS, sub="x").split(".")
    assert await status(client, f"Bearer {header}.{other}.{signature}") == 401
    assert await status(client, f"Bearer {header}.{payload}.") == 401
    assert await status(client, f"Bearer {header}.{payload}.{signature} more") == 401


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"channelId": "slack"}, 403),
        ({"channelId": "emulator"}, 403),
        ({"channelId": None}, 400),
        ({"serviceUrl": None}, 400),
        ({"serviceUrl": "http://smba.trafficmanager.net/emea/"}, 403),
        ({"serviceUrl": "https://smba.trafficmanager.net/amer/"}, 401),
        ({"type": None}, 400),
        ({"from": "29:ana"}, 400),
        ({"timestamp": "yesterday"}, 400),
        ({"conversation": None}, 400),
        ({"recipient": None}, 200),
        ({"type": "somethingNew"}, 200),
    ],
)
async def test_a_good_token_excuses_nothing_else(
    client: Client, service: BotService, changes: dict[str, Any], expected: int
) -> None:
    assert await status(client, f"Bearer {service.token()}", **changes) == expected


async def test_keys_that_cannot_be_fetched_let_nobody_in(
    client: Client, service: BotService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ChannelValidation, "open_id_metadata_endpoint", "http://127.0.0.1:1/openid")
    assert await status(client, f"Bearer {service.token()}") == 401


def test_a_gate_without_an_application_id_is_never_built() -> None:
    with pytest.raises(SettingsError, match="APP_ID"):
        bot_service_gate(BotIdentity("", "home", AppType.SINGLE_TENANT, "s3cret"))
