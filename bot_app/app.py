"""The composition root: every object is built here, once, and nowhere else."""

import asyncio
import gc
import random
import secrets
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from aiohttp import ClientSession, web
from aiohttp.typedefs import Middleware

from bot_app.delivery.compose import NoticeComposer
from bot_app.delivery.courier import Courier
from bot_app.delivery.deliver import Delivery
from bot_app.delivery.mailer import EmlMailer, Mailer, SmtpMailer
from bot_app.delivery.timekeeper import Elapse, Timekeeper
from bot_app.edge.endpoint import Apology, Endpoint, add_routes
from bot_app.edge.gate import BotServiceGate, Gate, LocalGate
from bot_app.edge.signing_keys import SigningKeys
from bot_app.operations.settings import Settings
from bot_app.operations.stores import open_engine
from bot_app.turn.adapter import Adapter
from bot_app.turn.bot import Bot
from bot_app.turn.dialog_state import DialogStateAccessor
from bot_app.turn.group_chat import GroupChat
from bot_app.turn.invokes import CardActions
from bot_app.turn.outgoing import ReadDossier
from bot_app.turn.replies import Replies
from bot_app.turn.turn_order import Turns
from bot_app.turn.user_rate_limit import UserRateLimit
from bot_app.wire.clouds import AUTHORITIES
from bot_app.wire.identity import Readers
from bot_app.wire.sender import Sender, open_session
from bot_app.wire.service_urls import HostRule, https_hosts, loopback_only
from bot_app.wire.teams_rate_limit import TeamsRateLimit
from bot_app.wire.tokens import NoToken, SdkTokenSource, TokenSource, credentials
from dialogs.access_face import AccessFace
from dialogs.faces import Faces
from dialogs.main_dialog import MainDialog
from dialogs.request_talk import RequestFace
from playbook.access.desk import AccessDesks
from playbook.access.registered import StoredPeople
from playbook.life.ports import Store
from playbook.life.records import Claimed, Notice, Timer
from playbook.messages import helping
from playbook.people import Directory, People, PersonKey
from playbook.refusals import Unknown
from playbook.requests.desk import Desks
from playbook.requests.timelines import Clockwork
from playbook.requests.workloads import Catalogue
from storage.catalogue import load_calendars
from storage.chats import ChatDossier
from storage.roster import load_roster
from storage.store import DocumentStore

logger = structlog.stdlib.get_logger(__name__)

YOUNG_OBJECTS = 10_000

Clock = Callable[[], datetime]
Job = Callable[[], Coroutine[None, None, None]]


# The one clock of the house.
now: Clock = partial(datetime.now, UTC)
# Returns 128 bits that nobody can guess, as 32 hexadecimal digits.
fresh_salt: Callable[[], str] = partial(secrets.token_hex, 16)


def fresh_id() -> str:
    """Return an id that nothing else has."""
    return str(uuid4())


@dataclass(frozen=True)
class Surroundings:
    """All that waits, fails, is random or changes, of which nothing below takes anything by itself.

    `jitter` returns a number from 0 to 1. Codes of invitations are derived from `invitation_key`. Time passes by the
    running event loop: whatever sleeps or gives up asks it.
    """

    store: DocumentStore
    session: ClientSession
    people: People
    clock: Clock = now
    new_id: Callable[[], str] = fresh_id
    jitter: Callable[[], float] = random.random
    invitation_key: bytes = field(default_factory=partial(secrets.token_bytes, 32), repr=False)


async def open_surroundings(settings: Settings, people: People) -> Surroundings:
    """Open the store and a session; raise StoreUnavailable with what to do when the store cannot be opened."""
    store = DocumentStore(await open_engine(settings.store, random.random), fresh_salt)
    return Surroundings(store, open_session(), people, invitation_key=await invitation_key(settings, store))


async def invitation_key(settings: Settings, store: Store) -> bytes:
    """Return the key that is set, else the one that the store keeps."""
    return (settings.invitation_key or await store.secret("invitations")).encode()


@dataclass(frozen=True)
class House:
    """The running parts, as the web application needs them."""

    store: DocumentStore
    endpoint: Endpoint
    courier: Courier
    timekeeper: Timekeeper
    jobs: Sequence[Job]
    session: ClientSession


def read_roster(path: Path, catalogue: Catalogue) -> Directory:
    """Return the people of a roster file; raise RosterError with the entry to mend."""
    workloads = frozenset(choice.value for choice in catalogue.workloads)
    languages = frozenset(choice.value for choice in catalogue.languages)
    return load_roster(path, workloads=workloads, languages=languages)


def build_house(settings: Settings, catalogue: Catalogue, around: Surroundings) -> House:
    """Connect all rooms, within a running event loop.

    Without an identity this is local mode: no token, and nothing leaves this machine.
    """
    store, session, clock, new_id = around.store, around.session, around.clock, around.new_id
    sender = _sender(settings, session, clock)
    calendars = load_calendars()
    readers = Readers(calendars)
    clockwork = Clockwork(calendars, settings.business_days)
    desks = Desks(store, catalogue, clockwork, timedelta(days=settings.topic_days), settings.filings_per_day)
    faces = Faces([RequestFace(desks), AccessFace(AccessDesks(store, around.invitation_key))])
    people = StoredPeople(around.people, store)
    dossier = _dossier(faces, store)
    group_chat = GroupChat(store, faces)
    turns = Turns(store, new_id(), clock)
    notices = NoticeComposer(faces, group_chat, readers, clock)
    replies = Replies(store, sender, turns, notices.redraw, dossier, clock=clock, new_id=new_id)
    delivery = Delivery(
        store,
        sender,
        notices.compose,
        notices.redraw,
        _mailer(settings, clock),
        dossier=dossier,
        replies=replies,
        people=people,
        clock=clock,
    )
    courier = Courier(
        store,
        delivery,
        clock=clock,
        jitter=around.jitter,
        escalate=_escalate,
        wait_until_quiet=turns.wait_until_quiet,
    )
    timekeeper = Timekeeper(store, _elapse(faces, people), clock)
    limit = UserRateLimit(settings.turns_per_minute)
    bot = _bot(desks, faces, replace(around, people=people), group_chat, replies, readers=readers, limit=limit)
    keys = _keys(settings, session, clock)
    gate = _gate(settings, keys, clock)
    endpoint = Endpoint(gate, Adapter(sender), bot.on_turn, turns, apology=_apology(readers), new_id=new_id)
    jobs = [courier.run, timekeeper.run, *([keys.run] if keys else [])]
    return House(store, endpoint, courier, timekeeper, jobs, session)


def _sender(settings: Settings, session: ClientSession, clock: Clock) -> Sender:
    rate_limit = TeamsRateLimit(asyncio.get_running_loop().time) if settings.identity else None
    return Sender(session, _tokens(settings, clock), _host_rule(settings), clock, rate_limit=rate_limit)


def _bot(
    desks: Desks,
    faces: Faces,
    around: Surroundings,
    group_chat: GroupChat,
    replies: Replies,
    *,
    readers: Readers,
    limit: UserRateLimit,
) -> Bot:
    dialog_state = DialogStateAccessor(around.store)
    dialog = MainDialog(dialog_state, faces)
    return Bot(
        store=around.store,
        people=around.people,
        desks=desks,
        dialog=dialog,
        card_actions=CardActions(dialog, faces),
        group_chat=group_chat,
        replies=replies,
        readers=readers,
        dialog_state=dialog_state,
        limit=limit,
        clock=around.clock,
        new_id=around.new_id,
    )


def _keys(settings: Settings, session: ClientSession, clock: Clock) -> SigningKeys | None:
    return SigningKeys(session, clock, AUTHORITIES[settings.identity.cloud].keys) if settings.identity else None


def _gate(settings: Settings, keys: SigningKeys | None, clock: Clock) -> Gate:
    if settings.identity is None or keys is None:
        return LocalGate()
    identity = settings.identity
    return BotServiceGate(identity.app_id, AUTHORITIES[identity.cloud].issuer, keys, https_hosts(settings.hosts), clock)


def _tokens(settings: Settings, clock: Clock) -> TokenSource:
    return SdkTokenSource(credentials(settings.identity), clock) if settings.identity else NoToken()


def _host_rule(settings: Settings) -> HostRule:
    return https_hosts(settings.hosts) if settings.identity else loopback_only


def _mailer(settings: Settings, clock: Clock) -> Mailer:
    if settings.smtp:
        return SmtpMailer(settings.smtp, settings.mail_from, clock)
    return EmlMailer(settings.mail_dir, settings.mail_from, clock)


def _apology(readers: Readers) -> Apology:
    return lambda activity, incident: readers.in_turn(activity).text(helping.failed(incident))


def _elapse(faces: Faces, people: People) -> Elapse:
    """Have a timer's step taken among those who are known when it comes due."""

    async def elapse(claimed: Claimed[Timer], at: datetime) -> None:
        await faces.elapsed(claimed, await people.directory(), at)

    return elapse


def _dossier(faces: Faces, store: DocumentStore) -> ReadDossier:
    """Read a record by the face of its life; a number of none has no dossier."""

    async def read(number: str, people: Collection[PersonKey | None]) -> ChatDossier[Any] | None:
        try:
            face = faces.of(number)
        except Unknown:
            return None
        return await store.chat_dossier(face.life.record, number, people, face.counted)

    return read


async def _escalate(notice: Notice, reason: str) -> None:
    logger.error("operator_needed", notice=notice.key, reason=reason)


def ease_collections() -> None:
    """Take what the start has made out of the garbage collector's rounds, and have it begin one less often.

    Each full round held everybody up for 58 ms. A turn makes thousands of objects, of which none is left at its end:
    by Python's own number a round began for each 700 of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def web_app(house: House, middlewares: Sequence[Middleware] = ()) -> web.Application:
    """Return the application: the endpoint, the health check, and what works beside the turns while it runs."""
    app = web.Application(middlewares=middlewares)
    add_routes(app, house.endpoint, house.store)
    app.cleanup_ctx.append(_running(house))
    return app


def _running(house: House) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(_: web.Application) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(job()) for job in house.jobs]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await house.session.close()
        await house.store.close()

    return run
