"""Turns: one at a time in a chat, and a message that Teams repeats runs once."""

import asyncio

from botbuilder.core import TurnContext

from bot_app.turn import saying
from bot_app.turn import turn_order as turns
from bot_app.turn.turn_order import MOST_WAITING, ConversationLocks, RecentActivities
from bot_app.wire import sender
from tests import serving as served
from tests.connector import CHAT
from tests.passing import open_turns
from tests.serving import NOW, CardBot, Rig, press, serving

rig = served.rig


async def test_a_repeated_message_runs_once_and_a_repeated_press_is_answered_again() -> None:
    async with serving(CardBot().on_turn) as rig:
        statuses = [(await rig.post(rig.message())).status for _ in range(4)]
        assert (statuses, len(rig.turns)) == ([200] * 4, 1)
        answers = [await (await rig.post(rig.message(**press()))).json() for _ in range(2)]
        assert answers[0] == answers[1]
        assert answers[0]["value"]["verb"] == "approve"
        assert len(rig.turns) == 3


async def test_an_edited_message_is_no_repeat_of_itself(rig: Rig) -> None:
    for text in ("hello", "helo", "hello again"):
        await rig.post(rig.message(type="messageUpdate", text=text))
    assert len(rig.turns) == 3


async def test_the_same_id_in_another_chat_is_another_message(rig: Rig) -> None:
    await rig.post(rig.message())
    await rig.post(rig.message(conversation={"id": "a:somebody-else"}))
    assert len(rig.turns) == 2


async def test_a_message_repeated_while_its_turn_still_runs_is_answered_at_once() -> None:
    started, finish = asyncio.Event(), asyncio.Event()

    async def slow(_: TurnContext) -> None:
        started.set()
        await finish.wait()

    async with serving(slow) as rig:
        first = asyncio.create_task(rig.post(rig.message()))
        await started.wait()
        assert (await rig.post(rig.message())).status == 200
        finish.set()
        assert (await first).status == 200
        assert len(rig.turns) == 1


async def test_turns_of_one_chat_wait_for_each_other_and_other_chats_do_not() -> None:
    running: set[str] = set()
    together: set[frozenset[str]] = set()
    others_arrived = asyncio.Event()

    async def watched(context: TurnContext) -> None:
        name = str(context.activity.text)
        running.add(name)
        together.add(frozenset(running))
        if name == "other":
            others_arrived.set()
        await others_arrived.wait()
        await asyncio.sleep(0)
        running.remove(name)

    async with serving(watched) as rig:
        same = [rig.message(id=str(number), text=f"same {number}") for number in range(3)]
        other = rig.message(conversation={"id": "a:other"}, text="other")
        await asyncio.gather(*(rig.post(payload) for payload in (*same, other)))
    assert all(sum(name.startswith("same") for name in group) <= 1 for group in together)
    assert any("other" in group and len(group) == 2 for group in together)


async def test_a_chat_that_sends_without_end_is_told_to_wait_and_keeps_nobody_else_waiting() -> None:
    finish = asyncio.Event()

    async def slow(context: TurnContext) -> None:
        if context.activity.conversation.id == CHAT:
            await finish.wait()

    async with serving(slow) as rig:
        messages = [rig.message(id=f"m{number}") for number in range(MOST_WAITING + 1)]
        posts = [asyncio.create_task(rig.post(payload)) for payload in messages]
        await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        [(refused, late)] = [
            (post.result(), payload) for post, payload in zip(posts, messages, strict=True) if post.done()
        ]
        assert (refused.status, refused.headers["Retry-After"]) == (429, "1")
        assert (await rig.post(rig.message(conversation={"id": "a:somebody-else"}))).status == 200
        finish.set()
        assert sorted(answer.status for answer in await asyncio.gather(*posts)) == [200] * MOST_WAITING + [429]
        assert (await rig.post(late)).status == 200
        assert rig.turns[-1].id == late["id"]


async def test_locks_are_forgotten_when_nobody_waits_even_after_a_failure() -> None:
    locks = ConversationLocks()
    order: list[int] = []

    async def turn(number: int) -> None:
        async with locks.hold("a:1"):
            order.append(number)
            await asyncio.sleep(0)
            if number == 1:
                raise KeyError(number)

    results = await asyncio.gather(*(turn(number) for number in range(4)), return_exceptions=True)
    assert (order, [isinstance(result, KeyError) for result in results]) == ([0, 1, 2, 3], [False, True, False, False])
    assert len(locks) == 0


async def test_a_turn_that_stops_waiting_leaves_no_lock_behind() -> None:
    locks = ConversationLocks()
    async with locks.hold("a:1"):
        waiting = asyncio.create_task(locks.hold("a:1").__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert len(locks) == 1
    assert len(locks) == 0


def test_only_the_latest_activities_are_remembered() -> None:
    recent = RecentActivities(size=2)
    assert [recent.is_new("a:1", name) for name in ("1", "2", "2", "3", "1")] == [True, True, False, True, True]
    assert recent.is_new("a:1", None)
    assert recent.is_new("a:1", None)


async def test_whoever_can_wait_gives_way_to_turns_for_a_while() -> None:
    async with open_turns(lambda: NOW) as turns:
        await turns.wait_until_quiet(60)
        async with turns.take("a:pat", "1") as taken:
            assert taken
            await turns.wait_until_quiet(0.01)
            polite = asyncio.create_task(turns.wait_until_quiet(60))
            await asyncio.wait([polite], timeout=0.05)
            assert not polite.done()
        await polite


def test_a_turn_that_tries_everything_ends_before_a_replica_stops_waiting_for_it() -> None:
    longest = saying.PATIENCE + sender.PATIENCE + sender.TIMEOUT
    assert longest < turns.PATIENCE.total_seconds() < turns.LEASE.total_seconds()
