"""Two attacks on what people read: answers that Teams refuses once, and one card asked for hundreds of times.

Each takes an office in which everybody has met the bot, and returns figures.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from tests.connector import Answer, failing, throttling
from tests.office import Office, Player

LONGEST = 60.0
REFUSALS: Mapping[str, Answer] = {
    "429, Retry-After 1": throttling("1"),
    "412": failing(412, "PreconditionFailed"),
    **{str(status): failing(status) for status in (500, 502, 503, 504)},
}


@dataclass(frozen=True)
class Refused:
    """What became of an answer that Teams refused once: the calls that were made, and whether the person reads it."""

    posts: int
    read: bool


async def refused_answers(office: Office) -> dict[str, Refused]:
    """Refuse the first call of an answer in each of six ways, and let an hour go by."""
    async with asyncio.timeout(LONGEST):
        return {kind: await _refused(office, office.pat, answer) for kind, answer in REFUSALS.items()}


async def _refused(office: Office, person: Player, answer: Answer) -> Refused:
    calls, chat = len(office.connector.calls), len(person.chat)
    office.connector.then(answer)
    await person.says("help")
    for _ in range(12):
        office.clock.pass_time(minutes=5)
        await office.deliver()
    read = any("You can say:" in one.text for one in person.chat[chat:])
    return Refused(len(office.connector.calls) - calls, read)


@dataclass(frozen=True)
class Storm:
    """How many updates of cards in all chats followed from asking for one card so often."""

    messages: int
    at_the_next_step: int
    at_the_one_after: int


async def storm(office: Office, messages: int = 400) -> Storm:
    """Have a partner's colleague ask for the card of a new request, and then take two steps of that request."""
    async with asyncio.timeout(LONGEST):
        request = await office.pat.files()
        for _ in range(messages):
            await office.petra.says(f"status {request.number}")
        updates = [await _updates(office, f"{step} {request.number}") for step in ("triage", "approve")]
    return Storm(messages, *updates)


async def _updates(office: Office, step: str) -> int:
    """Take a step of the FPM's; return how many cards were updated by it."""
    before = len(office.connector.calls)
    await office.fran.says(step)
    await office.deliver()
    return sum(call.method == "PUT" for call in office.connector.calls[before:])
