"""People at their desks: a real bot behind real HTTP, a connector on loopback, and a clock moved by hand."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from bot_app.app import House, Surroundings, build_house, fresh_id, invitation_key, read_roster
from bot_app.edge.endpoint import add_routes
from bot_app.local.mode import SAMPLE_ROSTER
from bot_app.operations.settings import Settings, local_settings
from playbook.life.records import NEW, Draft
from playbook.people import Directory, People, Person, PersonKey, Roster
from playbook.requests.record import Request
from playbook.requests.workloads import Catalogue
from storage.catalogue import load_catalogue
from storage.store import DocumentStore
from tests.connector import Connector
from tests.inside import kept_in
from tests.stores import open_folder

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CARD = "application/vnd.microsoft.card.adaptive"
BOT = {"id": "28:bot", "name": "SME Requests"}
TENANT_ID = "12345678-90ab-cdef-1234-567890abcdef"

Json = dict[str, Any]

# Two offices that are replicas hear of different activities, so no id comes twice.
_ids = itertools.count(1)


@dataclass
class Clock:
    """A clock that stands still until somebody moves it."""

    time: datetime = TUESDAY

    def __call__(self) -> datetime:
        """Tell the time."""
        return self.time

    def pass_time(self, **span: float) -> None:
        """Move on by a timedelta's arguments."""
        self.time += timedelta(**span)


def walk(node: object) -> Iterator[Json]:
    """Return every object inside a card, the fallbacks left out."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "fallback":
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def words_of(card: object) -> str:
    """Return all that a card says, as one text without markdown escapes."""
    said = [
        str(one[key])
        for one in walk(card)
        for key in ("text", "title", "value", "label")
        if isinstance(one.get(key), str)
    ]
    return "\n".join(said).replace("\\", "")


def buttons_of(card: object) -> dict[str, Json]:
    """Return the buttons of a card by title; the one that acts wins over the one that unfolds it."""
    found: dict[str, Json] = {}
    for one in walk(card):
        kind = str(one.get("type", ""))
        if kind.startswith("Action.") and (kind != "Action.ShowCard" or one["title"] not in found):
            found[one["title"]] = one
    found.pop("Refresh", None)
    return found


@dataclass
class Answer:
    """What the bot said in one turn."""

    text: str
    card: Json | None
    activity_id: str = ""

    @property
    def words(self) -> str:
        """Text and card as one text."""
        return f"{self.text}\n{words_of(self.card)}"


NOTHING = Answer("", None)


@dataclass
class Player:
    """A person with verbs; every verb goes over HTTP to the real endpoint."""

    office: "Office"
    person: Person
    locale: str = "en-GB"
    zone: str = "UTC"

    @property
    def key(self) -> PersonKey:
        """Who this is."""
        return self.person.key

    @property
    def user_id(self) -> str:
        """The person's address in the channel."""
        return f"29:{self.person.key.split('/')[1]}"

    @property
    def conversation(self) -> str:
        """The person's private chat."""
        return f"a:{self.person.key.split('/')[1]}"

    def activity(self, kind: str, **more: Any) -> Json:
        """Return an activity as Teams sends it."""
        tenant, object_id = self.person.key.split("/")
        base: Json = {
            "type": kind,
            "id": f"{object_id[:4]}-{next(_ids)}",
            "timestamp": self.office.clock().isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.office.connector.url,
            "from": {"id": self.user_id, "name": self.person.name, "aadObjectId": object_id},
            "recipient": BOT,
            "conversation": {"id": self.conversation, "conversationType": "personal", "tenantId": tenant},
            "channelData": {"tenant": {"id": tenant}},
            "locale": self.locale,
            **({"localTimezone": self.zone} if self.zone else {}),
        }
        return {**base, **more}

    async def posts(self, activity: Json) -> tuple[int, Any]:
        """Post an activity; return status and body."""
        async with self.office.client.post("/api/messages", json=activity) as response:
            body = await response.json() if response.content_type == "application/json" else None
            return response.status, body

    async def _hears(self, activity: Json) -> Answer:
        before = set(self.office.connector.messages)
        status, _ = await self.posts(activity)
        assert status == 200
        new = [key for key in self.office.connector.messages if key not in before]
        return self.office.answer(new[-1]) if new else NOTHING

    async def installs(self) -> Answer:
        """Add the bot, as Teams reports it at any time."""
        return await self._hears(self.activity("installationUpdate", action="add"))

    async def says(self, text: str) -> Answer:
        """Type a message."""
        return await self._hears(self.activity("message", text=text))

    async def says_all(self, *texts: str) -> Answer:
        """Type messages one after another; return the last answer."""
        answer = NOTHING
        for text in texts:
            answer = await self.says(text)
        return answer

    async def lists(self, words: str) -> list[str]:
        """Ask for a list; return the numbers that it names, in its order."""
        lines = (await self.says(words)).text.splitlines()
        return [line.partition(":")[0] for line in lines if line.startswith("SME-")]

    async def executes(self, action: Mapping[str, Any], inputs: Mapping[str, str] | None = None) -> Answer:
        """Press an Action.Execute."""
        data = {**action.get("data", {}), **(inputs or {})}
        value = {"action": {"type": "Action.Execute", "verb": action.get("verb"), "data": data}, "trigger": "manual"}
        status, body = await self.posts(self.activity("invoke", name="adaptiveCard/action", value=value))
        assert status == 200
        assert body["statusCode"] == 200
        if body["type"] == CARD:
            return Answer("", body["value"])
        return Answer(body["value"], None)

    async def submits(self, action: Mapping[str, Any], inputs: Mapping[str, str] | None = None) -> Answer:
        """Press an Action.Submit, or the fallback of an Execute on an older client."""
        data = {**action.get("data", {}), **(inputs or {})}
        teams = data.pop("msteams", {})
        return await self._hears(self.activity("message", value=data, text=teams.get("text")))

    async def presses(self, card: Json | None, title: str, **inputs: str) -> Answer:
        """Press a button of a card by its title; inputs are named by the end of their id."""
        action = buttons_of(card)[title]
        ids = [one["id"] for one in walk(card) if "id" in one]
        prefix = f"{action.get('data', {}).get('verb', '')}."
        filled = {next(i for i in ids if i == prefix + name): text for name, text in inputs.items()}
        if action["type"] == "Action.Execute":
            return await self.executes(action, filled)
        return await self.submits(action, filled)

    @property
    def chat(self) -> list[Answer]:
        """Everything in the person's private chat, oldest first."""
        found = self.office.connector.messages.items()
        ours = [key for key, message in found if message["conversation"]["id"] == self.conversation]
        return [self.office.answer(key) for key in ours]

    @property
    def last(self) -> Answer:
        """The newest message of the chat."""
        return self.chat[-1]

    async def draft(self) -> Draft | None:
        """Return the new request that this person has not filed yet."""
        return await self.office.house.store.draft(self.key, NEW)

    async def drafted(self) -> Mapping[str, str]:
        """Return the answers of the new request that this person has begun."""
        draft = await self.draft()
        assert draft
        return draft.answers

    async def reviews(self, **changes: str) -> Answer:
        """Fill in a form whole; return the review."""
        opened = await self.says("new request")
        assert opened.card, opened.text
        form = await self.says("form")
        return await self.presses(form.card, "Review", **{**COMPLETE, **changes})

    async def files(self, **changes: str) -> Request:
        """File a request in one go and let everybody hear of it."""
        review = await self.reviews(**changes)
        done = await self.presses(review.card, "Submit")
        assert "filed" in done.words, done.words
        await self.office.deliver()
        return await self.office.newest()

    async def files_for(self, *customers: str) -> None:
        """File a request for each of these customers, and let everybody hear of them."""
        for customer in customers:
            await self.files(tenant_name=customer)


COMPLETE = {
    "role": "ENGINEER",
    "workload": "AIP_P2",
    "seat_count": "300",
    "region": "EMEA",
    "primary_language": "English",
    "secondary_language": "None",
    "tenant_id": TENANT_ID,
    "tenant_name": "Northwind",
    "tenant_segment": "SMC",
    "discussed": "yes",
    "justification": "Labels are not applied after migration and we are stuck.",
}


class Office:
    """The bot and everybody around it."""

    def __init__(
        self,
        people: Iterable[Person],
        client: "TestClient[Any, Any] | ClientSession",
        connector: Connector,
        clock: Clock,
        *,
        house: House | None = None,
        data: Path | None = None,
    ) -> None:
        """Seat the people of a roster. Without a house the bot runs elsewhere, in a process of its own."""
        self._house = house
        self._data = data
        self.client = client
        self.connector = connector
        self.clock = clock
        players = [Player(self, person) for person in people]
        self.players = {player.person.name.split()[0].casefold(): player for player in players}
        for name, player in self.players.items():
            setattr(self, name, player)

    pat: Player
    petra: Player
    quinn: Player
    fran: Player
    felix: Player
    tess: Player
    sam: Player
    sana: Player

    @property
    def house(self) -> House:
        """The running parts of the bot."""
        assert self._house
        return self._house

    @property
    def kept(self) -> list[tuple[str, str, object]]:
        """Everything that is stored."""
        assert self._data
        return kept_in(self._data)

    async def everybody_installs(self) -> None:
        """Let all people add the bot, so that they can be reached."""
        await asyncio.gather(*(player.installs() for player in self.players.values()))

    async def deliver(self) -> None:
        """Let the courier work off everything that is due."""
        while await self.house.courier.step(self.clock()):
            pass

    async def timers(self) -> None:
        """Let the timekeeper take every step that is due, and everybody hear of it."""
        while await self.house.timekeeper.step(self.clock()):
            pass
        await self.deliver()

    def answer(self, key: str) -> Answer:
        """Return a message of the connector as an answer."""
        message = self.connector.messages[key]
        cards = [one["content"] for one in message.get("attachments") or [] if one["contentType"] == CARD]
        return Answer(message.get("text") or "", cards[-1] if cards else None, key)

    async def request(self, number: str) -> Request:
        """Return a request as it is stored."""
        found = await self.house.store.get(Request, number)
        assert found is not None
        return found

    async def newest(self) -> Request:
        """Return the request filed last."""
        return await self.request(f"SME-{await self.filed():04d}")

    async def filed(self) -> int:
        """Return how many requests have been filed."""
        return await self.house.store.last_serial(Request)

    async def approved(self) -> Request:
        """File a request of Pat's and have Fran approve it."""
        request = await self.pat.files()
        await self.fran.says(f"approve {request.number}")
        await self.deliver()
        return await self.newest()

    async def assigned(self) -> Request:
        """Bring a request of Pat's to Sana's acceptance."""
        request = await self.approved()
        await self.tess.says(f"offer {request.number} to Sana")
        await self.sana.says(f"accept {request.number}")
        await self.deliver()
        return await self.newest()


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


@cache
def _sample() -> Directory:
    return read_roster(SAMPLE_ROSTER, _catalogue())


def everybody(roster: Path = SAMPLE_ROSTER) -> Directory:
    """Return the people of a roster; nobody changes the sample, so it is read once."""
    return _sample() if roster == SAMPLE_ROSTER else read_roster(roster, _catalogue())


def office_settings(folder: Path, roster: Path = SAMPLE_ROSTER) -> Settings:
    """Return local settings on a folder of the test."""
    return replace(local_settings({}), data_dir=folder, mail_dir=folder / "mail", roster=roster)


@asynccontextmanager
async def open_office(
    folder: Path,
    clock: Clock | None = None,
    roster: Path = SAMPLE_ROSTER,
    store: DocumentStore | None = None,
    *,
    new_id: Callable[[], str] = fresh_id,
    people: People | None = None,
    **changed: Any,
) -> AsyncIterator[Office]:
    """Open the office on a folder, with some settings changed; opening it again there is a restart.

    Offices that are given stores on one database are replicas. `people` stand in for those of the roster file.
    """
    clock, people = clock or Clock(), people or Roster(everybody(roster))
    settings = replace(office_settings(folder, roster), **changed)
    async with Connector() as connector:
        store = store or open_folder(settings.data_dir)
        session = ClientSession()
        key = await invitation_key(settings, store)
        around = Surroundings(store, session, people, clock, new_id, invitation_key=key)
        house = build_house(settings, _catalogue(), around)
        app = web.Application()
        add_routes(app, house.endpoint, store)
        client = TestClient(TestServer(app))
        await client.start_server()
        try:
            yield Office((await people.directory()).people, client, connector, clock, house=house, data=folder)
        finally:
            await client.close()
            await session.close()
            await store.close()
