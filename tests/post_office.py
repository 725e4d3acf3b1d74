"""A courier at work: a real store with notices, our own connector, and a clock that is moved by hand."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot_app.delivery.courier import BATCH, LEASE, Courier
from bot_app.delivery.deliver import Composed, Delivery
from bot_app.delivery.mailer import EmlMailer
from bot_app.turn.outgoing import Outgoing
from bot_app.turn.replies import Replies
from bot_app.turn.turn_order import Turns
from bot_app.wire.sender import Sender
from bot_app.wire.service_urls import loopback_only
from bot_app.wire.tokens import NoToken
from playbook.life.records import Channel, Notice
from playbook.people import Directory, PersonKey, Roster
from playbook.requests.record import Request
from storage.chats import ChatDossier, ConversationReference, SentActivity
from storage.store import DocumentStore
from tests.connector import PATIENCE, Connector
from tests.keeping import AT, filing
from tests.stores import open_folder

NUMBER = "SME-0001"


async def at_once(_: float) -> None:
    """Have nobody in the chats to wait for."""


@dataclass
class PostOffice:
    """A store with notices, a connector, and a clock that is moved by hand."""

    store: DocumentStore
    connector: Connector
    folder: Path
    now: datetime = AT
    revision: int = 1
    letters: dict[str, Composed | None] = field(default_factory=dict)
    mails: dict[str, Composed] = field(default_factory=dict)
    undrawable: set[str] = field(default_factory=set)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    before_drawing: Callable[[], Awaitable[object]] | None = None
    before_redrawing: Callable[[SentActivity, ChatDossier[Request]], Awaitable[object]] | None = None
    composed_at: list[int] = field(default_factory=list)
    courier: Courier = field(init=False)

    def clock(self) -> datetime:
        """Return the time it is made to be."""
        return self.now

    async def compose(self, notice: Notice, dossier: ChatDossier[Request], directory: Directory) -> Composed | None:
        """Draw a plain text that names the notice, unless the test says otherwise."""
        del directory
        if self.before_drawing:
            await self.before_drawing()
        self.composed_at.append(dossier.record.revision)
        if notice.key in self.undrawable:
            raise KeyError("Ana Silva")
        if notice.channel is Channel.MAIL and notice.key in self.mails:
            return self.mails[notice.key]
        return self.letters.get(notice.key, Outgoing({"text": notice.topic}))

    async def redraw(self, copy: SentActivity, dossier: ChatDossier[Request], directory: Directory) -> Outgoing | None:
        """Draw the card as it is at the post's revision."""
        del directory
        if self.before_redrawing:
            await self.before_redrawing(copy, dossier)
        if self.revision <= copy.revision:
            return None
        if copy.activity_id in self.undrawable:
            raise KeyError("Ana Silva")
        return Outgoing({"text": f"{copy.number} at {self.revision}"}, self.revision)

    async def escalate(self, notice: Notice, reason: str) -> None:
        """Keep an alarm."""
        self.alarms.append((notice.key, reason))

    async def commit(self, *notices: tuple[Channel, PersonKey | None]) -> None:
        """Owe these notices; their topics count from "1"."""
        owed = [
            Notice(NUMBER, 1, at, channel, str(at + 1), to, mailed=True) for at, (channel, to) in enumerate(notices)
        ]
        await self.store.commit(replace(filing(NUMBER), notices=tuple(owed)))

    async def tell(self, *people: PersonKey) -> None:
        """Owe these people a message each."""
        await self.commit(*((Channel.TEAMS, person) for person in people))

    async def meet(self, person: PersonKey, *, live: bool = True, chat: str = "") -> ConversationReference:
        """Know where a person's chat is."""
        chat = chat or f"a:{person[-3:]}"
        reference = ConversationReference(
            person, self.connector.url, "msteams", chat, "home", f"29:{person[-3:]}", "Ana", "28:bot", "Bot", live=live
        )
        await self.store.put_reference(reference)
        return reference

    async def keep_card(self, person: PersonKey, activity_id: str, revision: int = 1) -> SentActivity:
        """Know of a card that stands in a person's chat."""
        copy = SentActivity(NUMBER, f"a:{person[-3:]}", activity_id, person, self.connector.url, revision)
        await self.store.put_copy(copy)
        return copy

    async def dossier(self, number: str, people: Collection[PersonKey | None]) -> ChatDossier[Request] | None:
        """Return what is kept about a request."""
        return await self.store.chat_dossier(Request, number, people)

    async def step(self, seconds: float = 0) -> int:
        """Let time go by, then let the courier work once."""
        self.now += timedelta(seconds=seconds)
        return await self.courier.step(self.now)

    def start(self, session: ClientSession, timeout: float = PATIENCE) -> None:
        """Put a new courier to work, as a start of the bot does; it waits `timeout` seconds for an answer."""
        sender = Sender(session, NoToken(), loopback_only, self.clock, timeout=timeout)
        mailer = EmlMailer(self.folder, "bot@example.com", self.clock)
        turns, nobody = Turns(self.store, "the post", self.clock), Roster(Directory((), ()))
        replies = Replies(self.store, sender, turns, self.redraw, self.dossier, clock=self.clock, new_id=str)
        delivery = Delivery(
            self.store,
            sender,
            self.compose,
            self.redraw,
            mailer,
            dossier=self.dossier,
            replies=replies,
            people=nobody,
            clock=self.clock,
        )
        self.courier = Courier(
            self.store,
            delivery,
            clock=self.clock,
            jitter=lambda: 1.0,
            escalate=self.escalate,
            wait_until_quiet=at_once,
        )

    async def is_done(self) -> bool:
        """Tell whether the outbox is empty, however long one waits."""
        return not await self.store.claim(self.now + timedelta(days=9), BATCH, LEASE)


@pytest.fixture
async def post(tmp_path: Path, session: ClientSession) -> AsyncIterator[PostOffice]:
    async with Connector() as connector:
        post = PostOffice(open_folder(tmp_path / "store"), connector, tmp_path / "mail")
        post.start(session)
        yield post
    await post.store.close()
