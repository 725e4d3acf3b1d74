"""Teams' rate limits, kept by the bot itself: no window of any limit ever holds more calls than it may."""

from dataclasses import dataclass

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st

from bot_app.wire.sender import Sender, Throttled
from bot_app.wire.service_urls import loopback_only
from bot_app.wire.teams_rate_limit import CONVERSATION, TENANT, TeamsRateLimit
from bot_app.wire.tokens import NoToken
from tests.connector import CHAT, Connector
from tests.serving import NOW

PATIENCE = 2.0


@dataclass
class Seconds:
    """A clock of seconds that is moved by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.now


def test_the_first_seven_go_at_once_and_the_next_ones_wait() -> None:
    limit = TeamsRateLimit(Seconds())
    assert [limit.reserve("chat", "tenant", PATIENCE) for _ in range(9)] == [0, 0, 0, 0, 0, 0, 0, 1, 2]


def test_another_chat_does_not_wait() -> None:
    limit = TeamsRateLimit(Seconds())
    for _ in range(8):
        limit.reserve("chat", "tenant", PATIENCE)
    assert limit.reserve("another", "tenant", PATIENCE) == 0


def test_a_tenant_has_a_limit_over_all_its_chats() -> None:
    limit = TeamsRateLimit(Seconds())
    waits = [limit.reserve(f"chat {number}", "tenant", PATIENCE) for number in range(51)]
    assert (waits[49], waits[50]) == (0, 1)
    assert limit.reserve("chat", "another tenant", PATIENCE) == 0


def test_a_call_that_would_wait_too_long_is_not_counted() -> None:
    clock = Seconds()
    limit = TeamsRateLimit(clock)
    for _ in range(30):
        limit.reserve("chat", "tenant", PATIENCE)
    refused = limit.reserve("chat", "tenant", PATIENCE)
    assert refused > PATIENCE
    assert limit.reserve("chat", "tenant", PATIENCE) == refused
    clock.now += refused
    assert limit.reserve("chat", "tenant", PATIENCE) <= PATIENCE


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 3)), max_size=300)
    | st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.floats(0, 0.05)), min_size=100, max_size=300)
)
def test_no_window_ever_holds_more_than_it_may(asked: list[tuple[str, float]]) -> None:
    clock = Seconds()
    limit = TeamsRateLimit(clock)
    made: dict[str, list[float]] = {}
    for chat, later in asked:
        clock.now += later
        wait = limit.reserve(chat, "tenant", PATIENCE)
        if wait <= PATIENCE:
            made.setdefault(chat, []).append(clock.now + wait)
            made.setdefault("tenant", []).append(clock.now + wait)
    for name, times in made.items():
        for most, seconds in TENANT if name == "tenant" else CONVERSATION:
            ordered = sorted(times)
            assert all(
                later - earlier >= seconds - 1e-6
                for earlier, later in zip(ordered, ordered[most:], strict=False)
            )  # fmt: skip


async def test_what_would_be_throttled_is_not_sent_at_all(connector: Connector, session: ClientSession) -> None:
    limit = TeamsRateLimit(Seconds())
    sender = Sender(session, NoToken(), loopback_only, lambda: NOW, rate_limit=limit)
    for _ in range(7):
        await sender.send(connector.url, CHAT, {"text": "x"})
    while limit.reserve(CHAT, "tenant", PATIENCE) <= PATIENCE:
        pass
    with pytest.raises(Throttled):
        await sender.update(connector.url, CHAT, "m/1", {"text": "x"})
    with pytest.raises(Throttled) as refused:
        await sender.send(connector.url, CHAT, {"text": "x"})
    assert refused.value.retry_after
    assert refused.value.retry_after > PATIENCE
    assert len(connector.calls) == 7
