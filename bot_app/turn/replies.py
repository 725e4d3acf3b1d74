"""Answers that do not get through in their turn: the latest of each chat waits in the outbox until it arrives.

To deliver one is a turn of its chat, at whatever replica. So nobody is answered there meanwhile, and once a later
answer has arrived there is nothing left to deliver: an old question must not come after its answer.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from botbuilder.schema import Activity, ActivityTypes

from bot_app.operations.redacted_traceback import redacted_traceback
from bot_app.turn.live_cards import remember
from bot_app.turn.outgoing import ReadDossier, Redraw, answering
from bot_app.turn.pauses import TooEarly
from bot_app.turn.saying import say
from bot_app.turn.turn_order import Turns
from bot_app.wire.activity_json import Json
from bot_app.wire.identity import is_personal, locale_of, tenant_of
from bot_app.wire.sender import Ambiguous, Failed, Gone, NeverSent, Sender, SendError, Throttled, Unauthorised
from dialogs.visit import About
from playbook.life.ports import StoreUnavailable
from playbook.life.records import Channel, Notice
from playbook.people import Directory, PersonKey
from storage.chats import Chats, SentActivity

logger = structlog.stdlib.get_logger(__name__)

# Of these an operator mends the last: what was to be said waits with the notices.
MAY_PASS = (NeverSent, Throttled, Failed, Ambiguous, Unauthorised)
# How long an answer waits where Teams names no time, and while somebody has the turn of its chat.
FIRST_WAIT = timedelta(seconds=2)
MOMENT = timedelta(seconds=1)
# The topic of an outbox row, and the key in the conversation memory under which stands what is to be said. An earlier
# version of this program finds no record of the row's number, and nothing to say.
_TOPIC = "replies/"


@dataclass(frozen=True)
class Waiting:
    """An answer that waits: the activity with its addresses, and the card about a record that it is going to leave.

    `in_doubt`: it may have arrived already, so it is sent once more and never again.
    """

    id: str
    activity: Mapping[str, Any]
    tenant_id: str
    card: SentActivity | None
    in_doubt: bool


def is_reply(notice: Notice) -> bool:
    """Tell whether a notice is an answer that waits, and not news of a record."""
    return notice.topic.startswith(_TOPIC)


def chat_of(notice: Notice) -> str:
    """Return the id of the conversation in which an answer waits to be said."""
    return notice.topic.removeprefix(_TOPIC)


class Replies:
    """Says what a turn answers, now or later."""

    def __init__(
        self,
        store: Chats,
        sender: Sender,
        turns: Turns,
        redraw: Redraw,
        dossier: ReadDossier,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """Keep what waits in the store; bring its cards up to date by `redraw` from a `dossier`."""
        self._store = store
        self._sender = sender
        self._turns = turns
        self._redraw = redraw
        self._dossier = dossier
        self._clock = clock
        self._new_id = new_id

    async def say_at_once(
        self, turn: Activity, answer: Json, person: PersonKey | None = None, about: About | None = None
    ) -> None:
        """Say what need not wait if it does not get through: whoever writes again is told again. Raise SendError.

        An answer that waits stays where it is, for the conversation stands where it stood.
        """
        sent = await self._say(turn, answer)
        if person and about and sent:
            await remember(self._store, replace(_card(turn, answer, person, about), activity_id=sent))

    async def _say(self, turn: Activity, answer: Json) -> str:
        place = {"replyToId": turn.id} if turn.id and turn.type != ActivityTypes.conversation_update else {}
        return await say(self._sender, turn, {**answering(turn, answer), "inputHint": "acceptingInput", **place})

    async def say(self, turn: Activity, answer: Json, person: PersonKey, about: About | None = None) -> None:
        """Answer a person in their turn; raise SendError where waiting would not help.

        `about` is the record whose card the answer carries: it is remembered for redrawing once it has arrived.
        """
        card = _card(turn, answer, person, about) if about else None
        try:
            sent = await self._say(turn, answer)
        except MAY_PASS as error:
            await self._put_off(turn, answer, person, card, error)
            return
        try:
            await self.outdate(turn.conversation.id)
            if card and sent:
                await remember(self._store, replace(card, activity_id=sent))
        except StoreUnavailable as error:
            # The person has their answer: an apology below it would only be wrong.
            logger.error("answer_not_noted", error=redacted_traceback(error))

    async def _put_off(
        self, turn: Activity, answer: Json, person: PersonKey, card: SentActivity | None, error: SendError
    ) -> None:
        """Let an answer wait, in the place of an earlier one that waits in the chat."""
        waiting = Waiting(
            self._new_id(), answering(turn, answer), tenant_of(turn), card, in_doubt=isinstance(error, Ambiguous)
        )
        wait = FIRST_WAIT if error.retry_after is None else timedelta(seconds=error.retry_after)
        notice = Notice(waiting.id, 0, 0, Channel.TEAMS, f"{_TOPIC}{turn.conversation.id}", person)
        # The row comes first: if the process dies in between, it has nothing to say, and no text is left behind.
        await self._store.owe(notice, self._clock() + wait)
        await self._store.write_state({notice.topic: asdict(waiting)})
        logger.info(
            "reply_put_off", notice=notice.key, seconds=round(wait.total_seconds(), 1), error=redacted_traceback(error)
        )

    async def outdate(self, conversation_id: str) -> None:
        """Drop what waits in a chat, if anything does: a later answer has arrived there."""
        async with self.outdating(conversation_id):
            pass

    @asynccontextmanager
    async def outdating(self, conversation_id: str) -> AsyncIterator[None]:
        """Drop what waits in a chat, if anything does, when the block has answered there.

        It is looked up in one read with what the block looks up first: nothing begins to wait during a turn.
        """
        key = f"{_TOPIC}{conversation_id}"
        waiting = asyncio.create_task(self._store.read_state([key]))
        try:
            yield
        except BaseException:
            waiting.cancel()
            raise
        if await waiting:
            await self._store.delete_state([key])

    async def deliver(self, notice: Notice, directory: Directory) -> SentActivity | None:
        """Send an answer that waits; return the card it left in the chat if its record went on while it was sent.

        Who is not known any more is told nothing. Raise TooEarly while somebody has the turn of the chat, and SendError
        when it has to wait on.
        """
        chat = chat_of(notice)
        if self._turns.is_busy(chat):
            raise TooEarly(self._clock() + MOMENT)
        async with self._turns.take(chat, ""):
            waiting = await self._waiting(notice)
            if waiting is None:
                return None
            if directory.find(notice.to) is None:
                await self._store.delete_state([notice.topic])
                return None
            return await self._send(notice, await self._as_it_is_now(waiting, directory))

    async def give_up(self, notice: Notice) -> None:
        """Forget what an answer said that will not be delivered any more."""
        async with self._turns.take(chat_of(notice), ""):
            if await self._waiting(notice):
                await self._store.delete_state([notice.topic])

    async def _waiting(self, notice: Notice) -> Waiting | None:
        """Return what a notice is to say; None when a later answer has arrived or waits in its place."""
        kept = (await self._store.read_state([notice.topic])).get(notice.topic)
        waiting = _read(kept) if kept else None
        return waiting if waiting and waiting.id == notice.number else None

    async def _as_it_is_now(self, waiting: Waiting, directory: Directory) -> Waiting:
        """Put the card up to date: its record may have gone on while it waited."""
        if waiting.card is None:
            return waiting
        person = waiting.card.person
        dossier = await self._dossier(waiting.card.number, [person] if person else ())
        letter = await self._redraw(waiting.card, dossier, directory) if dossier else None
        if letter is None:
            return waiting
        card = replace(waiting.card, revision=letter.revision or waiting.card.revision)
        return replace(waiting, activity={**waiting.activity, **letter.activity}, card=card)

    async def _send(self, notice: Notice, waiting: Waiting) -> SentActivity | None:
        sent = await self._try(notice, waiting)
        await self._store.delete_state([notice.topic])
        if not sent or waiting.card is None:
            return None
        card = replace(waiting.card, activity_id=sent)
        return None if await remember(self._store, card) else card

    async def _try(self, notice: Notice, waiting: Waiting) -> str:
        """Return the id of the message, "" when it has none or nobody can be told any more."""
        url = await self._service_url(notice, waiting)
        try:
            return await self._sender.send(url, chat_of(notice), waiting.activity, tenant=waiting.tenant_id)
        except Gone:
            return ""
        except Ambiguous:
            if not waiting.in_doubt:
                await self._store.write_state({notice.topic: asdict(replace(waiting, in_doubt=True))})
                raise
            logger.warning("notice_in_doubt_not_sent_again", notice=notice.key)
            return ""

    async def _service_url(self, notice: Notice, waiting: Waiting) -> str:
        """Return the latest: Teams moves chats between its hosts."""
        reference = await self._store.reference(notice.to) if notice.to else None
        if reference and reference.conversation_id == chat_of(notice):
            return reference.service_url
        return str(waiting.activity["serviceUrl"])


def _card(turn: Activity, answer: Json, person: PersonKey, about: About) -> SentActivity:
    """Return the card about a record that an answer leaves in the chat, without the id that Teams gives it."""
    return SentActivity(
        number=about.number,
        conversation_id=turn.conversation.id,
        activity_id="",
        person=person if is_personal(turn) else None,
        service_url=turn.service_url or "",
        revision=about.revision,
        text=answer.get("text", ""),
        locale=locale_of(turn),
    )


def _read(kept: Mapping[str, Any]) -> Waiting:
    card = SentActivity(**kept["card"]) if kept["card"] else None
    return Waiting(kept["id"], kept["activity"], kept["tenant_id"], card, kept["in_doubt"])
