"""Which keys open the door: those that are published now, strong enough and meant for signatures, and only so long."""

import asyncio
import json
from datetime import timedelta

import pytest
from aiohttp import ClientSession
from jwt.algorithms import RSAAlgorithm

from bot_app.edge import signing_keys
from bot_app.edge.signing_keys import LARGEST_DOCUMENT, SigningKeys
from tests.bot_service import UNUSABLE, jwk, private_key
from tests.door import Door


async def test_a_token_ends_when_its_key_is_no_longer_published(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    door.service.published = {"teams anew": ("msteams",)}
    assert await door.shows(token) == 200
    assert await door.keys.renew()
    assert await door.shows(token) == 401
    assert await door.shows(door.service.token(key="teams anew")) == 200


async def test_a_token_of_a_key_that_is_published_again_is_let_in_again(door: Door) -> None:
    token = door.service.token()
    door.service.published = {"slack": ("slack",)}
    assert await door.keys.renew()
    assert await door.shows(token) == 401
    door.service.published = {"teams": ("msteams",)}
    assert await door.keys.renew()
    assert await door.shows(token) == 200


async def test_a_token_ends_when_another_key_takes_the_id_of_its_own(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    door.service.document = {"keys": [jwk("another", "msteams", kid="teams")]}
    assert await door.keys.renew()
    assert await door.shows(token) == 401
    assert await door.shows(door.service.token(key="another", kid="teams")) == 200


async def test_a_token_ends_when_its_key_no_longer_speaks_for_teams(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    door.service.published = {"teams": ("slack",)}
    assert await door.keys.renew()
    assert await door.shows(token) == 401


async def test_a_token_stays_known_when_its_key_is_published_unchanged(door: Door) -> None:
    token = door.service.token()
    assert await door.shows(token) == 200
    door.service.document = {"keys": [jwk("teams", "msteams"), jwk("silent")]}
    assert await door.keys.renew()
    assert await door.shows(token) == 200


@pytest.mark.parametrize(("name", "members"), UNUSABLE, ids=str)
async def test_a_published_key_that_is_weak_or_for_something_else_opens_nothing(
    door: Door, name: str, members: dict[str, object]
) -> None:
    unusable = jwk(name, "msteams", **members)
    door.service.document = {"keys": [unusable, jwk("teams", "msteams")]}
    assert await door.shows(door.service.token(key=name)) == 401
    assert await door.shows(door.service.token()) == 200
    # Where nothing else is left, it takes no good key away either.
    door.service.document = {"keys": [unusable]}
    assert not await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_a_key_whose_private_half_is_published_opens_nothing(door: Door) -> None:
    private = RSAAlgorithm.to_jwk(private_key("teams"), as_dict=True)
    door.service.document = {"keys": [{**jwk("teams", "msteams"), **private, "key_ops": ["verify"]}]}
    assert await door.shows(door.service.token()) == 401


async def test_what_a_published_key_leaves_open_it_does_not_deny(door: Door) -> None:
    for members in ({"alg": "RS256", "key_ops": ["verify"]}, {"key_ops": ["sign", "verify"]}, {"x5t": "abc"}):
        door.service.document = {"keys": [jwk("teams", "msteams", **members)]}
        assert await door.keys.renew()
        assert await door.shows(door.service.token()) == 200
    bare = jwk("teams", "msteams")
    del bare["use"], bare["key_ops"]
    door.service.document = {"keys": [bare]}
    assert await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_a_new_key_is_fetched_when_a_token_names_it(door: Door) -> None:
    assert await door.shows(door.service.token()) == 200
    for generation in range(5):
        name = f"teams {generation % 2}"
        door.service.published = {"teams": ("msteams",), name: ("msteams",)}
        door.clock.time += timedelta(minutes=5)
        assert await door.shows(door.service.token(key=name)) == 200
        assert await door.shows(door.service.token()) == 200
    assert door.service.fetches == 6


async def test_unknown_keys_do_not_make_the_bot_fetch_without_end(door: Door) -> None:
    assert await door.shows(door.service.token()) == 200
    for number in range(20):
        assert await door.shows(door.service.token(key="unpublished", kid=f"made up {number}")) == 401
    assert door.service.fetches == 1
    door.clock.time += timedelta(minutes=5)
    await door.shows(door.service.token(key="unpublished"))
    assert door.service.fetches == 2


async def test_old_keys_stay_while_the_key_service_is_away(door: Door) -> None:
    assert await door.shows(door.service.token()) == 200
    door.service.broken = True
    door.clock.time += timedelta(minutes=10)
    assert await door.shows(door.service.token(key="unpublished")) == 401
    assert await door.shows(door.service.token()) == 200
    assert not await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_without_any_key_nobody_is_let_in_until_the_service_is_back(door: Door) -> None:
    door.service.broken = True
    assert await door.shows(door.service.token()) == 401
    door.service.broken = False
    assert await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_a_slow_key_service_holds_up_only_who_needs_it(door: Door) -> None:
    assert await door.shows(door.service.token()) == 200
    door.service.hanging = asyncio.Event()
    door.clock.time += timedelta(minutes=10)
    waiting = [asyncio.create_task(door.shows(door.service.token(key="unpublished"))) for _ in range(5)]
    for _ in range(5):
        assert await door.shows(door.service.token()) == 200
    assert not any(task.done() for task in waiting)
    door.service.hanging.set()
    assert await asyncio.gather(*waiting) == [401] * 5
    assert door.service.fetches == 2


async def test_a_key_service_that_never_answers_is_waited_for_so_long_and_no_longer(
    door: Door, session: ClientSession
) -> None:
    door.service.hanging = asyncio.Event()
    assert not await SigningKeys(session, door.clock, door.service.metadata, timeout=0.1).renew()


@pytest.mark.parametrize(
    "document",
    [[], {}, {"keys": None}, {"keys": []}, {"keys": ["x", {}, {"kty": "EC", "kid": "a"}]},
     {"keys": [{"kty": "RSA", "kid": "teams", "n": "!", "e": "AQAB", "endorsements": ["msteams"]}]}, "keys",
     b"[" * 20_000, b'{"keys": ' + b"[" * 20_000, b"{\xff}"],
    ids=lambda document: str(document)[:40],
)  # fmt: skip
async def test_a_key_document_that_makes_no_sense_changes_nothing(door: Door, document: object) -> None:
    assert await door.shows(door.service.token()) == 200
    door.service.document = document
    assert not await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_keys_that_come_in_pieces_are_read_to_the_end(door: Door) -> None:
    door.service.in_pieces = True
    assert await door.keys.renew()
    assert await door.shows(door.service.token()) == 200


async def test_a_key_document_without_end_is_not_read_for_ever(door: Door) -> None:
    whole = json.dumps({"keys": [jwk("teams", "msteams")]}).encode()
    door.service.document = whole.ljust(LARGEST_DOCUMENT + 1)
    assert not await door.keys.renew()
    door.service.document = whole.ljust(LARGEST_DOCUMENT)
    assert await door.keys.renew()


async def test_keys_are_fetched_at_the_start(door: Door) -> None:
    running = asyncio.create_task(door.keys.run())
    await door.service.asked.wait()
    assert await door.shows(door.service.token()) == 200
    assert door.service.fetches == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.mark.parametrize("published", [True, False], ids=["RENEW_SECONDS", "AGAIN_SECONDS"])
async def test_keys_are_fetched_again_and_again(door: Door, monkeypatch: pytest.MonkeyPatch, published: bool) -> None:
    """With a withdrawn key nobody gets in for longer than an hour."""
    assert signing_keys.AGAIN_SECONDS < signing_keys.RENEW_SECONDS <= 3600
    monkeypatch.setattr(signing_keys, "RENEW_SECONDS" if published else "AGAIN_SECONDS", 0.01)
    if not published:
        door.service.published = {}
    running = asyncio.create_task(door.keys.run())
    async with asyncio.timeout(20):
        for _ in range(3):
            await door.service.asked.wait()
            door.service.asked.clear()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
