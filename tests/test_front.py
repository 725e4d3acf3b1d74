"""Who may stay connected and for how long: nobody holds up the others by doing nothing. Raw sockets, the real front."""

import asyncio
import json
import sys

import pytest
from botbuilder.core import TurnContext

from tests.calling import HEALTH, WELL, counted, facing
from tests.logged import events
from tests.office import Office
from tests.serving import serving

HALF = HEALTH[:-9]
SOON = 0.3
LATER = 60.0


def _posted(body: bytes) -> bytes:
    head = "POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\nContent-Length: "
    return f"{head}{len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize("sent", [b"", b"G", HALF, HEALTH[:-1], b"\r\n"])
async def test_a_head_that_is_not_whole_in_time_closes_the_connection(office: Office, sent: bytes) -> None:
    async with facing(office.client, head=SOON) as front:
        caller = await front.call()
        caller.sends(sent)
        await caller.is_closed()


async def test_a_head_that_comes_byte_by_byte_gains_no_time(office: Office) -> None:
    async with facing(office.client, head=SOON) as front, asyncio.timeout(20):
        caller = await front.call()
        caller.sends(HALF)
        while not caller.reader.at_eof():
            caller.sends(b"x")
            await asyncio.wait({closed := asyncio.create_task(caller.reader.read(1))}, timeout=SOON / 10)
            closed.cancel()


async def test_a_slow_head_that_is_whole_in_time_is_answered(office: Office) -> None:
    async with facing(office.client, head=LATER) as front:
        caller = await front.call()
        for byte in HEALTH:
            caller.sends(bytes([byte]))
            await asyncio.sleep(0.01)
        assert (await caller.hears()).endswith(WELL)


async def test_an_unused_connection_is_kept_longer_than_a_head_may_take(office: Office) -> None:
    """The proxy is to close first: what it sends must not meet a close on its way."""
    async with facing(office.client, head=SOON, idle=LATER) as front:
        caller = await front.call()
        await caller.asks_how_it_is()
        await asyncio.sleep(3 * SOON)
        caller.sends(_posted(b"{}"))
        assert (await caller.hears()).startswith(b"HTTP/1.1 400 ")
        await asyncio.sleep(3 * SOON)
        await caller.asks_how_it_is()


async def test_a_connection_that_nobody_uses_any_more_is_closed_in_the_end(office: Office) -> None:
    async with facing(office.client, idle=SOON) as front:
        caller = await front.call()
        await caller.asks_how_it_is()
        await caller.is_closed()


async def test_a_next_head_that_was_begun_has_the_time_of_a_head_again(office: Office) -> None:
    async with facing(office.client, head=SOON, idle=LATER) as front:
        later, behind = await front.call(), await front.call()
        await later.asks_how_it_is()
        later.sends(HALF)
        behind.sends(HEALTH + HALF)
        assert (await behind.hears()).endswith(WELL)
        await later.is_closed()
        await behind.is_closed()


async def test_a_next_head_begun_during_a_turn_has_its_time_from_the_answer_on() -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def slow(_: TurnContext) -> None:
        started.set()
        await finish.wait()

    async with serving(slow) as rig, facing(rig.client, head=SOON, idle=LATER) as front:
        caller = await front.call()
        caller.sends(_posted(json.dumps(rig.message()).encode()))
        await started.wait()
        caller.sends(HALF)
        await asyncio.sleep(3 * SOON)
        finish.set()
        assert (await caller.hears()).startswith(b"HTTP/1.1 200 ")
        await caller.is_closed()


async def test_request_after_request_and_requests_in_one_go_are_answered_in_order(office: Office) -> None:
    async with facing(office.client) as front:
        caller = await front.call()
        for _ in range(5):
            await caller.asks_how_it_is()
        nowhere = HEALTH.replace(b"healthz", b"nowhere")
        caller.sends((HEALTH + nowhere) * 50)
        answers = [await caller.hears() for _ in range(100)]
        assert [answer.split(b" ")[1] for answer in answers] == [b"200", b"404"] * 50


async def test_a_large_body_in_pieces_is_a_turn_and_the_connection_goes_on() -> None:
    async def echo(context: TurnContext) -> None:
        await context.send_activity(str(len(context.activity.text)))

    async with serving(echo) as rig, facing(rig.client) as front:
        caller = await front.call()
        for number in range(3):
            sent = _posted(json.dumps(rig.message(text="x" * 250_000, id=str(number))).encode())
            for start in range(0, len(sent), 60_001):
                caller.sends(sent[start : start + 60_001])
                await asyncio.sleep(0.01)
            assert (await caller.hears()).startswith(b"HTTP/1.1 200 ")
        assert rig.connector.texts == ["250000"] * 3


async def test_the_one_that_is_silent_longest_goes_when_there_is_no_room(office: Office) -> None:
    async with facing(office.client, connections=3, slow=0, head=LATER) as front:
        silent = [await front.call() for _ in range(3)]
        await (await front.call()).asks_how_it_is()
        await silent[0].is_closed()
        for caller in silent[1:]:
            await caller.asks_how_it_is()


async def test_whoever_owes_a_head_or_a_body_goes_before_a_connection_that_a_proxy_keeps(office: Office) -> None:
    async with facing(office.client, connections=3, slow=0, head=LATER) as front:
        kept, owing, owing_body = await front.call(), await front.call(), await front.call()
        await kept.asks_how_it_is()
        owing_body.sends(_posted(b"{}")[:-1])
        for _ in range(2):
            await (await front.call()).asks_how_it_is()
        await owing.is_closed()
        await owing_body.is_closed()
        await kept.asks_how_it_is()


async def test_whoever_has_just_begun_is_not_cut_for_the_next_while_others_idle(office: Office) -> None:
    async with facing(office.client, connections=2, slow=LATER, head=LATER) as front:
        idle, new = await front.call(), await front.call()
        await idle.asks_how_it_is()
        await (await front.call()).asks_how_it_is()
        await idle.is_closed()
        await new.asks_how_it_is()


async def test_nobody_at_work_is_cut_and_who_finds_all_at_work_is_turned_away() -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def slow(context: TurnContext) -> None:
        started.set()
        await finish.wait()
        await context.send_activity("done")

    async with serving(slow) as rig, facing(rig.client, connections=1, slow=0) as front:
        working = await front.call()
        working.sends(_posted(json.dumps(rig.message()).encode()))
        await started.wait()
        # Not even when a next request has begun behind the one that is worked on.
        working.sends(_posted(b"{}")[:-1])
        await (await front.call()).is_closed()
        finish.set()
        assert (await working.hears()).startswith(b"HTTP/1.1 200 ")
        assert rig.connector.texts == ["done"]


async def test_a_crowd_that_says_nothing_does_not_keep_the_health_check_out(office: Office) -> None:
    async with facing(office.client, connections=20, head=LATER, idle=LATER) as front:
        for _ in range(10):
            for _ in range(20):
                await front.call()
            await (await front.call()).asks_how_it_is()


async def test_whoever_does_not_read_the_answers_is_cut_in_the_end(office: Office) -> None:
    async with facing(office.client, per_address=1, idle=SOON) as front, asyncio.timeout(60):
        deaf = await front.call()
        deaf.reader._transport.pause_reading()  # type: ignore[attr-defined]  # noqa: SLF001
        deaf.sends(HEALTH * 40_000)
        while True:
            caller = await front.call()
            caller.sends(HEALTH)
            if await caller.hears_out():
                break


async def test_one_address_may_be_limited_and_gets_a_place_back(office: Office) -> None:
    async with facing(office.client, per_address=2, head=LATER) as front:
        first, second = await front.call(), await front.call()
        await first.asks_how_it_is()
        await (await front.call()).is_closed()
        second.writer.close()
        # The bot hears of one connection's end before it answers another's question that was asked later.
        await second.writer.wait_closed()
        await first.asks_how_it_is()
        await (await front.call()).asks_how_it_is()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of 127.0.0.0/8")
async def test_a_limit_of_addresses_is_for_each_of_them(office: Office) -> None:
    async with facing(office.client, per_address=1, head=LATER) as front:
        await (await front.call()).asks_how_it_is()
        await (await front.call("127.0.0.2")).asks_how_it_is()
        await (await front.call("127.0.0.2")).is_closed()


async def test_what_is_cut_by_the_hundred_is_a_line_with_a_count(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async with facing(office.client, connections=100, head=LATER) as front:
        for _ in range(300):
            await front.call()
        await front.callers[-101].is_closed()
        assert await counted(caplog, "crowded", 200) < 20
    assert "127.0.0.1" not in caplog.text


async def test_who_connects_and_leaves_is_not_worth_a_line(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Browsers connect ahead of need, and load balancers only to see whether they can."""
    async with facing(office.client, head=SOON) as front:
        await (await front.call()).is_closed()
        half = await front.call()
        half.sends(HALF)
        await half.is_closed()
        await counted(caplog, "late", 1)
    assert [event["late"] for event in events(caplog, "connections_cut")] == [1]
