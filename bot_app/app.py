"""The composition root: every object is built here, once, and nowhere else."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import structlog
from aiohttp import ClientSession, web
from aiohttp.typedefs import Middleware

from bot_app.adapter import Adapter
from bot_app.bot import Bot
from bot_app.clouds import AUTHORITIES
from bot_app.courier import Courier
from bot_app.deliveries import Deliveries
from bot_app.endpoint import Endpoint, add_routes
from bot_app.gate import BotServiceGate, Gate, LocalGate
from bot_app.hosts import HostRule, https_hosts, loopback_only
from bot_app.keys import SigningKeys
from bot_app.limits import TurnLimit
from bot_app.mailer import EmlMailer, Mailer, SmtpMailer
from bot_app.memory import DialogMemory
from bot_app.notices import Notices
from bot_app.pace import Pace
from bot_app.presses import Presses
from bot_app.replies import Replies
from bot_app.sender import Sender
from bot_app.settings import Settings
from bot_app.shared import SharedChat
from bot_app.tokens import NoToken, SdkTokenSource, TokenSource, credentials
from bot_app.turns import Turns
from dialogs.main_dialog import MainDialog
from dialogs.request_talk import RequestTalk
from playbook.decisions import Rules
from playbook.desk import Desk
from playbook.intake import Intake
from playbook.lists import Lists
from playbook.people import Directory
from playbook.records import Notice
from playbook.store import Store
from playbook.timelines import Clockwork
from playbook.wording import helping
from storage.catalogue import load_calendars, load_catalogue
from storage.roster import load_roster

logger = structlog.stdlib.get_logger(__name__)

Clock = Callable[[], datetime]
Job = Callable[[], Coroutine[None, None, None]]


def now() -> datetime:
    """Return the time: the one clock of the house."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a fresh id for a draft or an incident."""
    return str(uuid4())


@dataclass(frozen=True)
class House:
    """The running parts, as the web application needs them."""

    store: Store
    directory: Directory
    endpoint: Endpoint
    courier: Courier
    jobs: Sequence[Job]
    session: ClientSession


def load_lists(roster: Path) -> Lists:
    """Read the data files and the roster; raise CatalogueError or RosterError with the entry to mend."""
    catalogue = load_catalogue()
    workloads = frozenset(choice.value for choice in catalogue.workloads)
    languages = frozenset(choice.value for choice in catalogue.languages)
    return Lists(catalogue, load_roster(roster, workloads=workloads, languages=languages))


def build_house(settings: Settings, store: Store, lists: Lists, session: ClientSession, clock: Clock = now) -> House:
    """Connect all rooms. Without an identity this is local mode: no token, and nothing leaves this machine."""
    pace = Pace() if settings.identity else None
    sender = Sender(session, _tokens(settings, clock), _host_rule(settings), clock, pace=pace)
    intake = Intake(store, lists, timedelta(days=settings.topic_days))
    rules = Rules(lists, Clockwork(load_calendars(), settings.business_days), settings.filings_per_day)
    desk = Desk(store, rules, intake)
    shared = SharedChat(desk, store)
    notices = Notices(desk, store, shared, clock)
    turns = Turns(store, new_id(), clock)
    replies = Replies(store, sender, turns, notices.redraw, lists.directory, clock=clock, new_id=new_id)
    mailer = _mailer(settings, clock)
    deliveries = Deliveries(store, sender, notices.compose, notices.redraw, mailer, replies=replies, clock=clock)
    courier = Courier(store, deliveries, clock=clock, jitter=random.random, escalate=_escalate, lull=turns.lull)
    bot = _bot(desk, store, shared, replies, limit=TurnLimit(settings.turns_per_minute), clock=clock)
    keys = _keys(settings, session, clock)
    gate = _gate(settings, keys, clock)
    endpoint = Endpoint(gate, Adapter(sender), bot.on_turn, turns, apology=helping.failed, new_id=new_id)
    jobs = [courier.run, *([keys.run] if keys else [])]
    return House(store, lists.directory, endpoint, courier, jobs, session)


def _bot(desk: Desk, store: Store, shared: SharedChat, replies: Replies, *, limit: TurnLimit, clock: Clock) -> Bot:
    talk = RequestTalk(desk)
    memory = DialogMemory(store)
    dialog = MainDialog(desk, talk, memory)
    return Bot(
        store=store,
        directory=desk.rules.lists.directory,
        dialog=dialog,
        presses=Presses(dialog, talk),
        shared=shared,
        replies=replies,
        memory=memory,
        limit=limit,
        clock=clock,
        new_id=new_id,
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


async def _escalate(notice: Notice, reason: str) -> None:
    logger.error("operator_needed", notice=notice.key, reason=reason)


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
