"""What is no HTTP, or HTTP that few send: one plain answer, nothing of what was sent in it or in the log."""

import asyncio
import json
import logging

import pytest

from bot_app.edge.endpoint import FOR_BROWSERS
from tests.attack_http import MALFORMED, SECRET, WELL_FORMED, is_marked, status
from tests.calling import HEALTH, WELL, counted, facing
from tests.office import Office

CHUNKED = b"POST %b HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
STATUSES = {
    "HTTP/1.0": "200",
    "an absolute address": "200",
    "an address without a host": "404",
    "an unknown path": "404",
    "HEAD": "200",
    "OPTIONS *": "404",
    "OPTIONS": "405",
    "TRACE": "405",
    "CONNECT": "404",
    "an upgrade": "200",
    "an expectation": "417",
    "100-continue": "400",
}


def _is_the_plain_400(answer: bytes) -> bool:
    """Whether an answer is the one for no HTTP, to the last header but the date."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    headers.pop("Date")
    assert first == "HTTP/1.0 400 Bad Request"
    assert headers == {
        **FOR_BROWSERS,
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
    }
    return bool(json.loads(body) == {"error": "this is not valid HTTP"})


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
async def test_what_is_no_http_gets_the_one_plain_400_and_the_connection_ends(office: Office, sent: bytes) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(sent)
        assert _is_the_plain_400(await caller.hears_out())


async def test_what_is_no_http_is_counted_in_the_log_and_not_shown(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with facing(office.client) as front:
        for sent in MALFORMED.values():
            caller = await front.call()
            caller.sends(sent)
            await caller.hears_out()
        await counted(caplog, "malformed", len(MALFORMED))
    assert "aiohttp.server" not in {record.name for record in caplog.records}
    assert SECRET.decode() not in caplog.text


@pytest.mark.parametrize("kind", WELL_FORMED)
async def test_http_that_few_send_is_answered_for_browsers_and_names_no_server(office: Office, kind: str) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(WELL_FORMED[kind])
        answer = await caller.hears_out()
    assert status(answer) == STATUSES[kind]
    assert is_marked(answer)
    assert b"server:" not in answer.lower()
    assert SECRET not in answer


async def test_nonsense_behind_a_request_takes_nothing_from_its_answer(office: Office) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(HEALTH)
        assert (await caller.hears()).endswith(WELL)
        caller.sends(MALFORMED["two lengths"])
        assert _is_the_plain_400(await caller.hears_out())


async def test_the_answer_arrives_although_the_nonsense_goes_on(office: Office) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(MALFORMED["a header of 64 KiB"][:20_000])
        for _ in range(20):
            await asyncio.sleep(0.01)
            caller.sends(b"x" * 1000)
        assert _is_the_plain_400(await caller.hears_out())


async def test_whoever_never_stops_talking_nonsense_is_cut_when_the_time_of_a_head_is_over(office: Office) -> None:
    async with facing(office.client, head=0.3, idle=60) as front, asyncio.timeout(20):
        caller = await front.call()
        await caller.asks_how_it_is()
        caller.sends(MALFORMED["a header without a colon"])
        assert _is_the_plain_400(await caller.hears_out())
        while not caller.writer.transport.is_closing():
            caller.sends(b"x")
            await asyncio.sleep(0.01)


async def test_whoever_stays_after_nonsense_does_not_keep_the_bot_from_stopping(office: Office) -> None:
    async with facing(office.client, head=60) as front:
        caller = await front.call()
        caller.sends(MALFORMED["two lengths"])
        assert _is_the_plain_400(await caller.hears_out())
        async with asyncio.timeout(20):
            await front.server.shutdown(60)


@pytest.mark.parametrize(("path", "first"), [(b"/api/messages", b"400"), (b"/nothing", b"404")])
async def test_a_body_that_turns_out_to_be_no_http_is_not_waited_for(
    office: Office, caplog: pytest.LogCaptureFixture, path: bytes, first: bytes
) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(CHUNKED % path)
        await asyncio.sleep(0.1)
        caller.sends(b"zz\r\n{}\r\n0\r\n\r\n")
        answer = await caller.hears_out()
    assert answer.split(b" ")[1] == first
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"in time" not in answer
    assert "Unhandled" not in caplog.text


async def test_a_packed_body_for_nobody_leaves_no_error_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    packed = b"POST /nothing HTTP/1.1\r\nHost: bot\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n"
    async with facing(office.client) as front:
        caller = await front.call()
        caller.sends(packed)
        assert b" 404 " in await caller.hears()
        caller.sends(b"zzzz")
        await caller.is_closed()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_whoever_hangs_up_amid_a_body_leaves_no_error_in_the_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with facing(office.client) as front:
        for _ in range(3):
            caller = await front.call()
            caller.sends(CHUNKED % b"/api/messages")
            await asyncio.sleep(0.05)
            caller.writer.transport.abort()
        await (await front.call()).asks_how_it_is()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
