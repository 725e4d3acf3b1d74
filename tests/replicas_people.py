"""The people of the two-replica proof: each works off what is theirs, and decides at both replicas at one moment."""

import asyncio
import itertools
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from random import Random

from playbook.life.ports import Query, Store
from playbook.requests.queries import requests_with
from playbook.requests.record import Request, State
from tests.connector import Answer as ConnectorAnswer
from tests.connector import Call, Connector
from tests.office import COMPLETE, Json, Office, Player, buttons_of

PAUSE = 0.2
TRIES = 10
NUMBER = re.compile(r"SME-\d+")


class Chats:
    """The cards that came into each chat, kept as they come: to look through thousands of messages takes too long."""

    def __init__(self, connector: Connector) -> None:
        """Watch the connector."""
        self._cards: defaultdict[str, list[Json]] = defaultdict(list)
        self._to_decide: dict[tuple[str, str], Json] = {}
        connector.watch = self._note

    def cards(self, player: Player) -> list[Json]:
        """Return the cards of somebody's chat, oldest first."""
        return self._cards[player.conversation]

    def to_decide(self, player: Player, number: str) -> Json | None:
        """Return the last card on which somebody could approve a request."""
        return self._to_decide.get((player.conversation, number))

    def _note(self, call: Call, _: ConnectorAnswer) -> None:
        if call.method != "POST":
            return
        about = NUMBER.search(str(call.activity.get("summary")))
        for one in call.activity.get("attachments") or []:
            self._cards[call.conversation].append(one["content"])
            if about and "Approve" in buttons_of(one["content"]):
                self._to_decide[call.conversation, about[0]] = one["content"]


class Crowd:
    """Everybody of the sample roster at work."""

    def __init__(self, office: Office, store: Store, chance: Random) -> None:
        """Look at the store to see what there is to do."""
        self._office = office
        self._chats = Chats(office.connector)
        self._store = store
        self._chance = chance
        self._customers = itertools.count(1)
        self._filing = True

    def files_nothing_new(self) -> None:
        """Let partners only finish what they have begun."""
        self._filing = False

    async def work(self) -> None:
        """Go on until cancelled."""
        office = self._office
        await asyncio.gather(
            *(self._again_and_again(self._partner, one) for one in (office.pat, office.petra, office.quinn)),
            *(self._again_and_again(self._fpm, one) for one in (office.fran, office.felix)),
            self._again_and_again(self._team, office.tess),
            *(self._again_and_again(self._sme, one) for one in (office.sam, office.sana)),
        )

    async def _again_and_again(self, turn: Callable[[Player], Awaitable[None]], player: Player) -> None:
        while True:
            await turn(player)
            await asyncio.sleep(PAUSE)

    async def _find(self, query: Query) -> tuple[Request, ...]:
        return (await self._store.find(Request, query, limit=20)).records

    async def _partner(self, player: Player) -> None:
        """Complete what was returned, withdraw now and then, and file something new."""
        for request in await self._find(requests_with(requester=player.key, states=frozenset({State.RETURNED}))):
            for text in (f"edit {request.number}", str(self._chance.randint(200, 900)), "submit"):
                await _say(player, text)
        if self._filing:
            number = await self._files(player, f"Customer {next(self._customers)}")
            if self._chance.random() < 0.1:
                await self._at_both(player, *[f"withdraw {number} because we found out"] * 2)

    async def _files(self, player: Player, customer: str) -> str:
        """File a request about a customer of its own; return its number. An answer that was lost is asked for again."""
        for _ in range(TRIES):
            await _say(player, "new request")
            form = await self._card_after(player, "form", "Review")
            if form:
                review = await player.presses(form, "Review", **{**COMPLETE, "tenant_name": customer})
                if review.card and "Submit" in buttons_of(review.card):
                    await player.presses(review.card, "Submit")
            found = await self._find(requests_with(requester=player.key))
            if number := next((one.number for one in found if one.answers["tenant_name"] == customer), None):
                return number
        raise AssertionError(f"{customer} could not be filed")

    async def _card_after(self, player: Player, text: str, title: str) -> Json | None:
        """Say something; return the card with this button that came as an answer, None when it was lost."""
        before = len(self._chats.cards(player))
        await _say(player, text)
        return next((one for one in self._chats.cards(player)[before:] if title in buttons_of(one)), None)

    async def _fpm(self, player: Player) -> None:
        """Decide twice at one moment, often differently, and close what has been accepted."""
        for request in await self._find(
            requests_with(fpm=player.key, states=frozenset({State.SUBMITTED, State.TRIAGED}))
        ):
            if request.fpm == player.key:
                await self._decides(player, request.number)
        for request in await self._find(requests_with(fpm=player.key, states=frozenset({State.ASSIGNED}))):
            await self._at_both(player, f"close {request.number} yes", f"close {request.number} yes")

    async def _decides(self, player: Player, number: str) -> None:
        deny = f"deny {number} repeated: the third time"
        give_back = f"return {number} seats: is this right?"
        one, other = self._chance.choices([f"approve {number}", deny, give_back], [6, 1, 2], k=2)
        card = self._chats.to_decide(player, number)
        if card and self._chance.random() < 0.5:
            await asyncio.gather(player.presses(card, "Approve"), _say(player, other))
        else:
            await self._at_both(player, one, other)

    async def _team(self, player: Player) -> None:
        """Offer what is approved to both SMEs at one moment."""
        for request in await self._find(requests_with(states=frozenset({State.APPROVED}))):
            await self._at_both(player, f"offer {request.number} to Sana", f"offer {request.number} to Sam")

    async def _sme(self, player: Player) -> None:
        """Accept and decline at one moment, mostly accept."""
        for request in await self._find(requests_with(sme=player.key, states=frozenset({State.OFFERED}))):
            accept, decline = f"accept {request.number}", f"decline {request.number} on leave until January"
            await self._at_both(player, accept, decline if self._chance.random() < 0.3 else accept)

    async def _at_both(self, player: Player, one: str, other: str) -> None:
        """Say two things to the two replicas at one moment."""
        await asyncio.gather(_say(player, one), _say(player, other))


async def _say(player: Player, text: str) -> None:
    status, _ = await player.posts(player.activity("message", text=text))
    assert status == 200, f"{text!r} was answered with {status}"
