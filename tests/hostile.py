"""Hostile payloads: activities bent in every way, with a good token or in local mode. `make hostile` sends many.

Not a test by itself: tests/test_hostile.py sends a few, the command as many as one likes.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestClient

from tests.office import Json, Office, Player, open_office
from tests.quiet import quietly

JSON_TYPE = {"Content-Type": "application/json"}
WEIRD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 10**400, 1.5e308, -0.0, "", " ", "\x00", "\ud800", "\u202e", "é" * 5000,
    "x" * 300_000, "SME-0001", "../../etc/passwd", "${7*7}", "{{x}}", "<at>x</at>", "'; --", [], {}, [[]], [None],
    {"": None}, {"type": "message"}, {"__proto__": 1}, {"py/object": "os.system"}, ["x"] * 500,
)  # fmt: skip
NAMES = ("type", "name", "value", "text", "from", "id", "tenant", "conversation", "verb", "data", "number", "revision")


def bases(person: Player) -> tuple[Json, ...]:
    """Return activities as they should be; none of them, as it is, changes a request."""
    data = {"number": "SME-0001", "revision": 7, "verb": "approve"}
    action = {"type": "Action.Execute", "verb": "approve", "data": data}
    invoke = {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
    return (
        person.activity("message", text="status SME-0001"),
        person.activity("message", text=None, value=data),
        person.activity("message", text="hi", entities=[{"type": "mention", "text": "<at>x</at>", "mentioned": {}}]),
        person.activity("invoke", **invoke),
        person.activity("installationUpdate", action="add"),
        person.activity("conversationUpdate", membersAdded=[{"id": "28:bot"}]),
        person.activity("messageReaction", reactionsAdded=[{"type": "like"}]),
    )


def bent(value: Any, chance: random.Random) -> Any:
    """Return a JSON value with one place in it changed, removed, added, doubled or buried."""
    kind = chance.randrange(6)
    if isinstance(value, dict) and value and kind < 5:
        key = chance.choice(sorted(value))
        changed = dict(value)
        if kind == 0:
            del changed[key]
        elif kind == 1:
            changed[chance.choice(NAMES)] = chance.choice(WEIRD)
        else:
            changed[key] = bent(value[key], chance)
        return changed
    if isinstance(value, list) and value and kind < 3:
        place = chance.randrange(len(value))
        return [*value[:place], bent(value[place], chance), *value[place:]]
    return buried(value, chance.choice((30, 33, 2000))) if kind == 5 else chance.choice(WEIRD)


def buried(value: Any, depth: int) -> Any:
    """Return a value deep inside lists and objects."""
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def written(payload: Any, chance: random.Random) -> bytes:
    """Return the bytes of a payload, now and then cut, flipped or in another encoding."""
    try:
        body = json.dumps(payload).encode()
    except (ValueError, RecursionError):
        body = b"[" * 100_000
    kind = chance.randrange(12)
    if kind == 0:
        return body[: chance.randrange(len(body) + 1)]
    if kind == 1:
        place = chance.randrange(len(body))
        return body[:place] + bytes([chance.randrange(256)]) + body[place + 1 :]
    return json.dumps(payload).encode("utf-16") if kind == 2 and len(body) < 10_000 else body


def payloads(person: Player, chance: random.Random) -> Iterator[bytes]:
    """Yield bent activities without end."""
    while True:
        payload: Any = chance.choice(bases(person))
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            payload = bent(payload, chance)
        yield written(payload, chance)


async def attack(
    client: "TestClient[Any, Any] | ClientSession", bodies: Iterator[bytes], count: int, headers: dict[str, str]
) -> Counter[int]:
    """Post so many bodies; return how often each status came."""
    statuses: Counter[int] = Counter()
    for body in (next(bodies) for _ in range(count)):
        async with client.post("/api/messages", data=body, headers={**JSON_TYPE, **headers}) as response:
            statuses[response.status] += 1
            assert response.status < 500, body[:400]
    return statuses


async def siege(office: Office, count: int, seed: int) -> Counter[int]:
    """Attack a whole bot as its FPM and as a stranger; fail if a request changes."""
    request = await office.pat.files()
    history = await office.house.store.history(request.number)
    statuses: Counter[int] = Counter()
    for number, person in enumerate((office.fran, office.quinn)):
        bodies = payloads(person, random.Random(seed + number))
        statuses += await attack(office.client, bodies, count // 2, {})
    assert await office.newest() == request
    assert await office.house.store.history(request.number) == history
    assert "SME-0001 is submitted" in (await office.pat.says("status SME-0001")).text
    return statuses


async def _command(count: int, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_office(Path(folder)) as office:
            await office.everybody_installs()
            statuses = await siege(office, count, seed)
    shown = ", ".join(f"{number:,} times {status}" for status, number in sorted(statuses.items()))
    sys.stdout.write(f"{count:,} hostile payloads (seed {seed}): {shown}. No 5xx, no request changed.\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with quietly("hostile"):
        asyncio.run(_command(given.count, given.seed))
