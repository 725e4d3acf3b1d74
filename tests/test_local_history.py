"""The chats of the local channel outlive reloads and restarts."""

import logging
from pathlib import Path

import pytest

from bot_app.local.people import LocalPerson, People
from tests.local_stage import CARD, FRANK, PRIYA, card, message_with, staged
from tests.logged import events


async def test_a_fresh_history_is_empty_and_writes_nothing_by_itself(tmp_path: Path) -> None:
    history = tmp_path / "data" / "chats.jsonl"
    async with staged(history) as stage:
        await stage.do("open")
        assert await stage.shown() == []
    assert not history.exists()


async def test_a_restarted_channel_shows_every_chat_as_it_was(tmp_path: Path) -> None:
    history = tmp_path / "chats.jsonl"
    async with staged(history) as stage:
        asked = await stage.bot_posts(message_with("approve?"))
        gone = await stage.bot_posts({"type": "message", "text": "gone"})
        await stage.do("messages", {"text": "hello"})
        await stage.do("messages", {"text": "I am Frank"}, person="frank")
        await stage.client.delete(f"/local/v3/conversations/a:local-priya/activities/{gone}")
        stage.bot.status, stage.bot.answer = 200, {"statusCode": 200, "type": CARD, "value": card("approved")}
        await stage.invoke(asked)
        before = [await stage.shown("priya"), await stage.shown("frank")]
    async with staged(history) as stage:
        assert [await stage.shown("priya"), await stage.shown("frank")] == before
        assert before[0][0]["attachments"][0]["content"] == card("approved")
        await stage.client.put(f"/local/v3/conversations/a:local-priya/activities/{asked}", json=message_with("on"))
        assert (await stage.shown())[0]["attachments"][0]["content"] == card("on")


async def test_ids_go_on_after_a_restart_even_if_the_clock_stands_still(tmp_path: Path) -> None:
    history = tmp_path / "chats.jsonl"
    ids = []
    for _ in range(3):
        async with staged(history) as stage:
            ids.append(await stage.bot_posts({"type": "message", "text": "x"}))
    assert len(set(ids)) == 3
    assert ids == sorted(ids, key=int)


async def test_a_torn_last_line_costs_that_line_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    history = tmp_path / "chats.jsonl"
    async with staged(history) as stage:
        await stage.do("messages", {"text": "kept"})
        await stage.do("messages", {"text": "torn"})
    whole = history.read_bytes()
    history.write_bytes(whole[:-20])
    with caplog.at_level(logging.WARNING, "bot_app.local"):
        async with staged(history) as stage:
            await stage.do("messages", {"text": "after"})
    assert events(caplog, "torn_chat_line_dropped")
    async with staged(history) as stage:
        assert [message["text"] for message in await stage.shown()] == ["kept", "after"]


async def test_lines_of_another_shape_are_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    history = tmp_path / "chats.jsonl"
    history.write_text('[1]\n{"id": "1"}\nnonsense\n')
    with caplog.at_level(logging.WARNING, "bot_app.local"):
        async with staged(history) as stage:
            assert await stage.shown() == []
    assert len(caplog.records) == 3


async def test_people_who_left_the_roster_keep_their_lines(tmp_path: Path) -> None:
    history = tmp_path / "chats.jsonl"
    async with staged(history) as stage:
        await stage.do("messages", {"text": "hello"})
    moved = history.read_text().replace('"priya"', '"somebody-else"')
    history.write_text(moved)
    async with staged(history) as stage:
        assert await stage.shown() == []
    assert history.read_text() == moved


def test_a_key_must_fit_into_an_address() -> None:
    for key in ("", "Priya", "a b", "a/b", "-a", "é"):
        with pytest.raises(ValueError, match="no key"):
            LocalPerson(key, "Priya", "Partner", "tenant", "oid", "priya@contoso.example")


def test_two_people_cannot_share_a_key_or_an_object_id() -> None:
    twin = LocalPerson("priya-2", "Priya Nair", "Partner", "tenant-a", PRIYA.object_id.upper(), "p@contoso.example")
    with pytest.raises(ValueError, match="share"):
        People([PRIYA, twin])
    with pytest.raises(ValueError, match="share"):
        People([FRANK, FRANK])
