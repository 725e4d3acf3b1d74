"""What Teams, and anybody else, gets for what they post. Everything here crosses real HTTP."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.edge.endpoint import LARGEST_BODY, healthz
from tests import serving as served
from tests.connector import CHAT
from tests.logged import events
from tests.office import Office
from tests.serving import JSON, Rig
from tests.stores import open_folder

rig = served.rig


async def test_a_message_is_answered_in_its_chat_and_with_200(rig: Rig) -> None:
    response = await rig.post(rig.message())
    assert (response.status, await response.text()) == (200, "")
    [call] = rig.connector.calls
    assert (call.conversation, call.activity_id, call.activity["text"]) == (CHAT, "1700000000001", "you said hello")


@pytest.mark.parametrize(("method", "path"), [("POST", "/api/messages"), ("GET", "/healthz"), ("GET", "/nothing")])
async def test_no_answer_can_be_shown_framed_or_kept(office: Office, method: str, path: str) -> None:
    async with office.client.request(method, path, json={}) as response:
        await response.read()
    policy = response.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "sandbox"):
        assert rule in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Content-Type"].endswith("charset=utf-8")
    assert "Server" not in response.headers


@pytest.mark.parametrize("path", ["/", "/api", "/api/", "/api/messages/", "/docs", "/metrics", "/static/", "/.git/x"])
async def test_nothing_else_is_served(office: Office, path: str) -> None:
    async with office.client.get(path) as response:
        assert response.status == 404


async def test_what_is_refused_leaves_a_line_without_what_was_sent(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot_app.edge.endpoint")
    await rig.post(b'{"text": "Northwind"')
    await rig.post(rig.message(), {"Content-Type": "text/plain"})
    assert [event["status"] for event in events(caplog, "request_refused")] == [400, 415]
    assert "Northwind" not in caplog.text


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE"])
async def test_any_other_method_is_told_to_post(rig: Rig, method: str) -> None:
    response = await rig.client.request(method, "/api/messages", json=rig.message())
    assert (response.status, response.headers["Allow"]) == (405, "POST")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": ""},
        {"Content-Type": "application/json, text/plain"},
        {**JSON, "Content-Encoding": "gzip"},
    ],
)
async def test_only_plain_json_is_read(rig: Rig, headers: dict[str, str]) -> None:
    response = await rig.post(rig.message(), headers)
    assert response.status == 415
    assert not rig.turns


async def test_json_may_name_its_character_set(rig: Rig) -> None:
    assert (await rig.post(rig.message(), {"Content-Type": "Application/JSON; charset=utf-8"})).status == 200


async def test_a_body_may_be_256_kib_and_not_a_byte_more(rig: Rig) -> None:
    body = json.dumps(rig.message(text="")).encode()
    fits = body.replace(b'"text": ""', b'"text": "' + b"x" * (LARGEST_BODY - len(body)) + b'"')
    assert (await rig.post(fits)).status == 200
    assert (await rig.post(fits + b" ")).status == 413


async def test_a_body_that_does_not_come_to_its_end_is_not_waited_for(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot_app.edge.endpoint.BODY_SECONDS", 0.1)
    reached = asyncio.Event()

    async def trickle() -> AsyncIterator[bytes]:
        yield b'{"type":'
        await reached.wait()

    async with rig.client.post("/api/messages", data=trickle(), headers=JSON) as response:
        assert response.status == 400
        assert "in time" in (await response.json())["error"]
    reached.set()
    assert not rig.turns


async def test_a_body_that_hides_its_size_is_cut_off(rig: Rig) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield b" " * (LARGEST_BODY // 4)

    response = await rig.client.post("/api/messages", data=chunks(), headers=JSON)
    assert response.status == 413


async def test_broken_chunks_are_a_bad_request(rig: Rig) -> None:
    reader, writer = await asyncio.open_connection(rig.client.host, rig.client.port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"
    )
    assert b" 400 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{}",
        b'{"type": "message\xff"}',
        b"null",
        b"[]",
        b'"x"',
        b"{}",
        b"7",
        b"[" * 2_000,
        b'{"a":' * 50_000,
        b'{"value":' + b"[" * 2_000 + b"]" * 2_000 + b"}",
        b'{"n": ' + b"9" * 5_000 + b"}",
    ],
)
async def test_what_is_no_json_object_is_a_bad_request(rig: Rig, body: bytes) -> None:
    response = await rig.post(body)
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert not rig.turns


def nested(depth: int) -> object:
    """Return lists in lists."""
    value: object = "deep"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None},
        {"type": 7},
        {"type": ""},
        {"channelId": None},
        {"channelId": ["msteams"]},
        {"serviceUrl": None},
        {"serviceUrl": {"url": "https://smba.trafficmanager.net"}},
        {"conversation": None},
        {"conversation": "a:1"},
        {"conversation": {}},
        {"conversation": {"id": 7}},
        {"conversation": {"id": "x" * 2_000}},
        {"conversation": {"id": "a:1", "isGroup": "perhaps"}},
        {"from": None},
        {"from": "29:ana"},
        {"from": {"name": "Ana"}},
        {"from": {"id": None}},
        {"from": {"id": "29:ana", "aadObjectId": ["x"]}},
        {"recipient": "28:bot"},
        {"id": 17},
        {"text": ["hello"]},
        {"text": {"toString": "x"}},
        {"name": 5},
        {"attachments": {"0": {}}},
        {"attachments": ["x"]},
        {"entities": "x"},
        {"membersAdded": [{"id": 5}]},
        {"timestamp": "yesterday"},
        {"timestamp": 1_700_000_000},
        {"timestamp": "2026-13-45T99:00:00Z"},
        {"timestamp": "9999-12-31T23:59:59-14:00"},
        {"localTimestamp": "2026-03-02"},
        {"expiration": "soon"},
        {"textHighlights": [{"occurrence": "often"}]},
        {"value": nested(40)},
        {"value": {"n": 2**63}},
        {"value": {"n": -(10**400)}},
        {"value": {"n": float("nan")}},
        {"value": {"n": float("inf")}},
        {"text": "half a pair \ud83d"},
        {"text": "a\0b"},
        {"value": {"key\0": 1}},
        {"channelData": {"deep": ["\udc00"]}},
    ],
)
async def test_an_activity_of_the_wrong_shape_is_a_bad_request(rig: Rig, changes: dict[str, Any]) -> None:
    response = await rig.post(rig.message(**changes))
    assert response.status == 400
    assert set(await response.json()) == {"error"}
    assert not rig.turns


@pytest.mark.parametrize(
    "changes",
    [
        {"value": nested(30)},
        {"value": {"n": 2**63 - 1, "f": -1.5, "b": True, "none": None}},
        {"id": None},
        {"timestamp": None, "text": None, "recipient": None},
        {"timestamp": "2026-03-02T10:00:00.123+01:00"},
        {"somethingNew": {"of": ["next", "year"]}},
        {"type": "somethingNew"},
        {"text": "Ünï — 漢字 🎉"},
    ],
)
async def test_an_unusual_activity_of_the_right_shape_is_taken(rig: Rig, changes: dict[str, Any]) -> None:
    assert (await rig.post(rig.message(**changes))).status == 200
    assert len(rig.turns) == 1


async def test_in_local_mode_only_this_machine_is_answered(rig: Rig) -> None:
    response = await rig.post(rig.message(serviceUrl="https://smba.trafficmanager.net/emea/"))
    assert response.status == 403
    assert not rig.turns


async def test_the_health_check_is_the_stores(tmp_path: Path) -> None:
    store = open_folder(tmp_path)
    app = web.Application()
    app.router.add_get("/healthz", healthz(store))
    async with TestClient(TestServer(app)) as client:
        healthy = await client.get("/healthz")
        assert (healthy.status, await healthy.json()) == (200, {"status": "ok"})
        await store.close()
        assert (await client.get("/healthz")).status == 503
